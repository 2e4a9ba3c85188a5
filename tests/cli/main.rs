//! Whole runs of the built program against embedded stores: what reaches stdout and stderr, the exit code, the datastore.

// clippy knows functions with #[test] as tests, not what they share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod ansible;
mod architecture;
mod backup;
mod bad_input;
mod batch;
mod bgp;
mod browser;
mod columns;
mod complete;
mod config;
mod demo;
mod docs;
mod doctor;
mod doctor_asked;
mod documents;
mod endpoint;
mod endpoint_profile;
mod export_v3;
mod exposure;
mod generated;
mod harness;
mod help;
mod history;
mod host_endpoint;
mod hybrid;
mod hybrid_manifests;
mod impact;
mod ipam;
mod key;
mod label;
mod link;
mod link_attach;
mod matrix;
mod node;
mod output;
mod owners;
mod pick;
mod plan;
mod policy;
mod pool;
mod profile;
mod rehearse;
mod resource;
mod resource_bgp;
mod resource_edit;
mod resource_explain;
mod resource_links;
mod resource_sets;
mod rule;
mod scenarios;
#[path = "../../src/store/server.rs"]
#[allow(dead_code, unreachable_pub, reason = "written for more than these tests")]
mod server;
mod settings;
mod sg;
mod tag;
mod tags;
mod terminal;
mod tier;
mod trace;
mod transcript;
mod undo;
mod unused;
mod verify;
mod watch;
mod why;
mod words;
