//! What the original did where it was run beside this, from its sources, and what no recording tells.

use crate::cases::{Case, Keys, Step};
use crate::differences::listed;
use crate::replay::{Ended, Program};
use crate::stores::{Etcd2, File, Place};

const TAGS: &str = "/calico/v1/policy/profile/web/tags";
const RULES: &str = "/calico/v1/policy/profile/web/rules";
const ENDPOINT: &str = "/calico/v1/host/n/workload/k8s/w/endpoint/e";

struct Run<P> {
    program: Program,
    place: P,
}

impl<P: Place> Run<P> {
    fn new(place: P) -> Self {
        Self { program: Program::new(), place }
    }

    fn with(mut self, setup: &[(&str, &str)], dirs: &[&str]) -> Self {
        let setup = setup.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let dirs = dirs.iter().map(|dir| (*dir).to_owned()).collect();
        self.place.prepare(&Case { setup, dirs, ..Case::default() });
        self
    }

    fn run(&self, words: &[&str], stdin: &str) -> Ended {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        self.program.run(
            &Step { words, stdin: stdin.to_owned(), ..Step::default() },
            &self.place.variables().into_iter().collect(),
        )
    }

    fn keys(&self) -> Keys {
        self.place.keys()
    }
}

#[test]
fn an_as_number_that_is_empty_is_none() {
    let peers = [
        ("/calico/bgp/v1/global/peer_v4/10.0.0.1", r#"{"ip": "10.0.0.1", "as_num": "64512"}"#),
        ("/calico/bgp/v1/host/oracle-host1/peer_v4/10.0.0.1", r#"{"ip": "10.0.0.1", "as_num": "64512"}"#),
    ];
    let run = Run::new(File::new()).with(&peers, &[]);
    let before = run.keys();
    for words in
        [&["bgp", "peer", "add", "10.0.0.1", "as", ""][..], &["node", "bgp", "peer", "add", "10.0.0.1", "as", ""]]
    {
        let ended = run.run(words, "");
        assert_eq!((ended.exit, ended.stdout.as_str()), (1, "Invalid AS Number specified.\n"), "{words:?}");
    }
    assert_eq!(run.keys(), before);
}

#[test]
fn rules_given_for_a_network_of_docker_are_stored_with_its_id() {
    const ID: &str = "7f9b3c01234567890123456789012345678901234567890123456789abcdefab";
    let key = |part: &str| format!("/calico/v1/policy/profile/{ID}/{part}");
    let tags = format!("[\"{ID}\"]");
    let rules = format!(r#"{{"inbound_rules": [{{"action": "allow", "src_tag": "{ID}"}}], "outbound_rules": []}}"#);
    let run = Run::new(File::new()).with(&[(&key("tags"), &tags), (&key("rules"), &rules)], &[]);
    let before = run.keys();
    let told = run.run(&["profile", "dnet1", "rule", "json"], "");
    assert!(told.stdout.contains("\"dnet1\""), "{}", told.stdout);
    let unknown = run.run(&["profile", "dnet1", "rule", "update"], &told.stdout.replace("dnet1", "nonet"));
    assert_eq!(unknown.exit, 1);
    assert!(unknown.stdout.contains("a Docker network (nonet) that does not exist."), "{}", unknown.stdout);
    assert_eq!(run.keys(), before);
    let updated = run.run(&["profile", "dnet1", "rule", "update"], &told.stdout);
    assert_eq!((updated.exit, updated.stdout.as_str()), (0, "Successfully updated rules on profile dnet1\n"));
    let after: serde_json::Value = serde_json::from_str(&run.keys()[&key("rules")]).unwrap();
    assert_eq!(after["inbound_rules"][0]["src_tag"], ID);
}

#[test]
fn a_profile_stays_where_its_users_cannot_be_read() {
    for value in ["x", "", "null", "[]"] {
        let run = Run::new(File::new()).with(&[(TAGS, "[]"), (ENDPOINT, value)], &[]);
        let before = run.keys();
        let ended = run.run(&["profile", "remove", "web"], "");
        assert_eq!((ended.exit, ended.stdout.as_str()), (1, ""), "{value}");
        assert!(ended.stderr.contains(ENDPOINT) && ended.stderr.lines().count() == 1, "{}", ended.stderr);
        assert_eq!(run.keys(), before);
        let ended = run.run(&["profile", "remove", "web", "--no-check"], "");
        assert_eq!((ended.exit, ended.stdout.as_str()), (0, "Deleted profile web\n"), "{}", ended.stderr);
        assert!(!run.keys().contains_key(TAGS));
    }
}

#[test]
fn a_profile_goes_with_its_empty_directories() {
    let mut run = Run::new(Etcd2::start());
    for (setup, dirs) in [
        (&[][..], &["/calico/v1/policy/profile/web"][..]),
        (&[(TAGS, "[]"), ("/calico/v1/policy/profile/web/sub/x", "1")], &[]),
        (&[("/calico/v1/policy/profile/web/rules/x", "1")], &["/calico/v1/policy/profile/web/else/deep"]),
    ] {
        run = run.with(setup, dirs);
        let ended = run.run(&["profile", "remove", "web"], "");
        assert_eq!((ended.exit, ended.stdout.as_str()), (0, "Deleted profile web\n"), "{dirs:?}: {}", ended.stderr);
        let shown = run.run(&["profile", "show"], "");
        assert!(!shown.stdout.contains("web"), "{}", shown.stdout);
        assert_eq!(run.run(&["profile", "add", "web"], "").stdout, "Created profile web\n");
    }
}

#[test]
fn an_endpoint_is_in_a_profile_once() {
    let endpoint = r#"{"state": "active", "name": "cali1", "mac": "x", "profile_ids": ["web", "web"], "ipv4_nets": [], "ipv6_nets": []}"#;
    let run = Run::new(File::new()).with(&[(TAGS, "[]"), (RULES, "{}"), (ENDPOINT, endpoint)], &[]);
    let shown = run.run(&["profile", "show", "--detailed"], "");
    assert_eq!(shown.stdout.matches("| web  |").count(), 1, "{}", shown.stdout);
}

#[test]
fn a_pool_that_overlaps_is_told_as_it_was_typed() {
    let run = Run::new(File::new()).with(&[("/calico/v1/ipam/v4/pool/10.0.0.0-16", r#"{"cidr": "10.0.0.0/16"}"#)], &[]);
    for (words, says) in [
        (&["pool", "add", "10/8"][..], "Cannot add IP pool 10/8 - pool overlaps with an existing pool 10.0.0.0/16\n"),
        (
            &["pool", "add", "11.0.0.0/8", "11.0.0.63/26"],
            "Cannot add IP pool 11.0.0.63/26 - pool overlaps with another new pool 11.0.0.0/8\n",
        ),
    ] {
        let ended = run.run(words, "");
        assert_eq!((ended.exit, ended.stdout.as_str()), (1, says));
    }
}

#[test]
fn a_host_that_can_be_none_is_not_said_to_be_removed() {
    let run = Run::new(File::new()).with(&[("/calico/v1/host/n2/bird_ip", "10.0.0.2")], &[]);
    for name in ["n2/", "./n2", ".."] {
        let ended = run.run(&["node", "remove", &format!("--hostname={name}")], "");
        assert_eq!((ended.exit, ended.stdout.as_str()), (1, ""), "{name}");
    }
    assert_eq!(run.keys().len(), 1);
}

#[test]
fn what_no_recording_tells_is_listed_with_its_reasons() {
    assert!(listed("unrecorded").iter().all(|case| case.contains(' ')));
}
