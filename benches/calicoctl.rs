//! How long the two listings take under calicoctl's name that the original was slow at: 5,000 endpoints in 50 profiles on 20
//! hosts, etcd v2.

// A bench prints, and ends where it cannot go on; of what it shares with others, tests among it, it uses a part.
#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic, dead_code, unused_imports, unreachable_pub)]

#[path = "../examples/generate/cloud/mod.rs"]
mod cloud;
#[path = "../examples/generate/fill.rs"]
mod fill;
#[path = "../src/store/server.rs"]
mod server;
mod stores;
mod timing;

use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::time::Instant;

use cloud::Pair;
use stores::{Filled, time};
use timing::{Target, Times, print_load};

const ROUNDS: usize = 21;
const ENDPOINTS: usize = 5000;
const PROFILES: usize = 50;
const HOSTS: usize = 20;

fn main() {
    let store = Filled::etcd2(&mut keys());
    let dir = tempfile::tempdir().expect("a temporary folder");
    let calicoctl = dir.path().join("calicoctl");
    symlink(env!("CARGO_BIN_EXE_calicross"), &calicoctl).expect("a link");
    print_load("start");
    // What calicoctl 0.23.1 took of the same data, from its source with Python 2.7, etcd on loopback, two cores: the median of five,
    // in seconds, and how many times faster this is to be.
    for (words, original, times_faster) in
        [(["profile", "show", "--detailed"], 18.8, 100.0), (["endpoint", "show", "--detailed"], 1.39, 50.0)]
    {
        let times = Times::of(ROUNDS, || {
            let mut command = Command::new(&calicoctl);
            command.args(words).env_clear().env("HOME", dir.path()).env("ETCD_ENDPOINTS", store.endpoint());
            time(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()))
        });
        let faster = original / times.median().as_secs_f64();
        println!(
            "{}: {times}; the original: {original} s; {faster:.0} x{}",
            words.join(" "),
            Target::AtLeast(times_faster).judge(faster)
        );
    }
    // Nothing that reads them at one moment can be faster.
    let url = format!("{}/v2/keys/calico/v1/host?recursive=true&quorum=true", store.endpoint());
    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();
    let bare = Times::of(ROUNDS, || {
        let start = Instant::now();
        let mut answer = agent.get(&url).call().expect("an answer");
        let bytes = std::io::copy(&mut answer.body_mut().as_reader(), &mut std::io::sink()).expect("a body");
        assert!(bytes > 1 << 20, "{bytes} bytes");
        start.elapsed()
    });
    println!("the endpoints by a bare GET: {bare}; {:.0} x", 1.39 / bare.median().as_secs_f64());
    print_load("end");
}

/// Profiles as calicoctl makes them, and pods that have one each.
fn keys() -> impl Iterator<Item = Pair> {
    let profiles = (0..PROFILES).flat_map(|at| {
        let name = format!("profile-{at:02}");
        let directory = format!("/calico/v1/policy/profile/{name}");
        let rules = format!(
            r#"{{"id": "{name}", "inbound_rules": [{{"action": "allow", "src_tag": "{name}"}}], "outbound_rules": [{{"action": "allow"}}]}}"#
        );
        [("tags", format!(r#"["{name}"]"#)), ("labels", "{}".to_owned()), ("rules", rules)]
            .map(|(key, value)| (format!("{directory}/{key}"), value))
    });
    let endpoints = (0..ENDPOINTS).map(|at| {
        let (host, profile, net) = (at % HOSTS, at % PROFILES, format!("10.{}.{}.{}/32", at >> 16, (at >> 8) & 255, at & 255));
        let path = format!("/calico/v1/host/node{host:02}/workload/k8s/default.pod-{at:05}/endpoint/{at:032x}");
        let value = format!(
            r#"{{"state": "active", "name": "cali{at:011x}", "mac": "ee:ee:ee:ee:ee:ee", "profile_ids": ["profile-{profile:02}"], "ipv4_nets": ["{net}"], "ipv6_nets": [], "labels": {{"run": "pod-{at:05}"}}}}"#
        );
        (path, value)
    });
    profiles.chain(endpoints)
}
