//! Who reaches whom: a packet evaluator by brute force, what real Felix and the kernel did, and the engine held against both.

// clippy knows functions with #[test] as tests, not what they share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod engine;
mod oracle;
mod random;
mod truth;
mod vary;
