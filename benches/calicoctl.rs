//! How long the two listings take under calicoctl's name that the original was slow at: 5,000 endpoints in 50 profiles on 20
//! hosts, etcd v2; beside the original itself, where `CALICROSS_REAL_CALICOCTL` names it.

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
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use cloud::Pair;
use stores::{Filled, time};
use timing::{Target, Times, print_load, print_pair};

const ROUNDS: usize = 21;
/// Rounds beside the original, which takes its time.
const FEW: usize = 5;
const ENDPOINTS: usize = 5000;
const PROFILES: usize = 50;
const HOSTS: usize = 20;

/// A listing, what calicoctl 0.23.1 once took of the same data in seconds (its source with Python 2.7, etcd on loopback, two cores,
/// the median of five), and how many times faster this is to be.
const LISTINGS: [([&str; 3], f64, Target); 2] = [
    (["profile", "show", "--detailed"], 18.8, Target::AtLeast(100.0)),
    // To ask etcd v2 for the endpoints and throw the answer away is not 50 times as fast on every machine.
    (["endpoint", "show", "--detailed"], 1.39, Target::None),
];

fn main() {
    let store = Filled::etcd2(&mut keys());
    let dir = tempfile::tempdir().expect("a temporary folder");
    let calicoctl = dir.path().join("calicoctl");
    symlink(env!("CARGO_BIN_EXE_calicross"), &calicoctl).expect("a link");
    let run = |program: &Path, words: &[&str]| {
        let endpoint = store.endpoint();
        let authority = endpoint.trim_start_matches("http://");
        let mut command = Command::new(program);
        command.args(words).env_clear().env("HOME", dir.path());
        command.env("ETCD_ENDPOINTS", &endpoint).env("ETCD_AUTHORITY", authority);
        time(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()))
    };
    let original = std::env::var_os("CALICROSS_REAL_CALICOCTL").map(PathBuf::from);
    print_load("start");
    for (words, recorded, target) in LISTINGS {
        let (ours, theirs, whose) = match &original {
            Some(original) => {
                let (ours, theirs) = Times::of_both(FEW, || run(&calicoctl, &words), || run(original, &words));
                (ours, theirs.median().as_secs_f64(), "the original, beside it")
            }
            None => (Times::of(ROUNDS, || run(&calicoctl, &words)), recorded, "the original, as recorded"),
        };
        let faster = theirs / ours.median().as_secs_f64();
        println!("{}: {ours}; {whose}: {theirs:.2} s; {faster:.0} x{}", words.join(" "), target.judge(faster));
    }
    // No program that reads the endpoints at one moment can do with less than the first; one that looks at them needs the second.
    let url = format!("{}/v2/keys/calico/v1/host?recursive=true&quorum=true", store.endpoint());
    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();
    let get = || agent.get(&url).call().expect("an answer").body_mut().read_to_vec().expect("a body");
    let bare = || {
        let start = Instant::now();
        assert!(get().len() > 1 << 20);
        start.elapsed()
    };
    let parsed = || {
        let start = Instant::now();
        let answer: serde_json::Value = serde_json::from_slice(&get()).expect("JSON");
        assert!(answer["node"]["nodes"].is_array());
        start.elapsed()
    };
    let endpoints = LISTINGS[1].0;
    let (ours, theirs) = Times::of_both(ROUNDS, || run(&calicoctl, &endpoints), bare);
    print_pair(&endpoints.join(" "), &ours, ("a bare GET of the same keys", &theirs), Target::None);
    let (ours, theirs) = Times::of_both(ROUNDS, || run(&calicoctl, &endpoints), parsed);
    print_pair(&endpoints.join(" "), &ours, ("a GET that is parsed", &theirs), Target::AtMost(1.5));
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
