//! Who reaches whom: a packet evaluator by brute force, what real Felix and the kernel did, and the engine held against both.

mod engine;
mod oracle;
mod random;
mod truth;
mod vary;
