//! The built program against real datastores, and against what goes wrong with them: dead and foreign servers,
//! refused credentials, races, kills, damaged values.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod addresses;
mod applies;
#[path = "../../src/store/tls/authority.rs"]
#[allow(dead_code, reason = "written for more than these tests")]
mod authority;
mod canary;
mod doctor;
mod harness;
mod hybrid;
mod kills;
mod leaders;
mod links;
mod malformed;
mod manifests;
mod paced;
mod races;
mod requests;
mod restores;
mod rivals;
mod room;
mod scene;
mod secrets;
#[path = "../../src/store/server.rs"]
#[allow(dead_code, unreachable_pub, reason = "written for more than these tests")]
mod server;
mod strangers;
mod unreachable;
mod valve;
mod waits;
mod watches;
mod wiring;
mod witness;
