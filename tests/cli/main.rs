//! Whole runs of the built program against embedded stores: what reaches stdout and stderr, the exit code, the datastore.

// clippy knows functions with #[test] as tests, not what they share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod architecture;
mod bad_input;
mod batch;
mod docs;
mod documents;
mod generated;
mod harness;
mod help;
mod history;
mod ipam;
mod key;
mod link;
mod node;
mod output;
mod plan;
mod pool;
mod profile;
mod rule;
mod scenarios;
mod settings;
mod tag;
mod transcript;
mod undo;
mod words;
