//! Recorded runs of the real calicoctl 0.23.1 and 0.20, replayed with the program under that name.
//!
//! `cases.json` is what `compact.py` makes of the recordings. What is otherwise on purpose stands in `differences.toml`: a difference
//! that is not listed fails, and so does one that is listed and is none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod beside;
mod cases;
mod differences;
mod docker;
mod grammar;
mod install;
mod replay;
#[path = "../../src/store/server.rs"]
#[allow(dead_code, unreachable_pub, reason = "written for more than these tests")]
mod server;
mod stores;
