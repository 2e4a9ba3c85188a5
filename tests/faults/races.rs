//! Many at once: nobody's change is lost, and nobody is told that it was made when it was not.

use std::collections::BTreeSet;

use crate::harness::{Operator, Run, Running};
use crate::server::Etcd;
use crate::witness::{file_dump, v2, v3};

/// Processes that change one key at the same time.
const PROCESSES: usize = 200;

const TAGS: &str = "/calico/v1/policy/profile/crowd/tags";
const RULES: &str = "/calico/v1/policy/profile/crowd/rules";

fn list(text: &str) -> Vec<String> {
    serde_json::from_str(text).expect("a list of tags")
}

/// Starts every line of words, then waits for all of them.
fn all_at_once(operator: &Operator, lines: impl IntoIterator<Item = String>) -> Vec<Run> {
    let started: Vec<Running> =
        lines.into_iter().map(|line| operator.start(&line.split_whitespace().collect::<Vec<_>>())).collect();
    started.into_iter().map(Running::end).collect()
}

/// Lets a crowd add a tag each to one profile.
fn run_crowd(operator: &Operator, tags: &dyn Fn() -> String) {
    operator.ok("profile add crowd");
    // How long a crowd takes is the machine's affair; that everybody gets through is ours.
    let runs = all_at_once(
        operator,
        (0..PROCESSES).map(|at| format!("profile crowd tag add T_{at} --timeout 60s --commit-timeout 5m")),
    );
    for run in runs {
        run.expect(0);
    }
    let there = list(&tags());
    assert_eq!(there.len(), PROCESSES + 1);
    let expected: BTreeSet<String> = (0..PROCESSES).map(|at| format!("T_{at}")).chain(["crowd".to_owned()]).collect();
    assert_eq!(there.into_iter().collect::<BTreeSet<_>>(), expected);
    // One entry for each, none left from an attempt that lost.
    let history = operator.history();
    assert_eq!(history.len(), PROCESSES + 1);
    assert!(history.iter().all(|(state, _)| state == "done"), "{history:?}");
}

#[test]
fn a_crowd_on_etcd_v3() {
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv3");
    run_crowd(&operator, &|| v3::dump(&etcd.endpoint(), "/calico")[TAGS].clone());
}

#[test]
fn a_crowd_on_etcd_v2() {
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv2");
    run_crowd(&operator, &|| v2::dump(&etcd.endpoint(), "/calico")[TAGS].clone());
    let journal = v2::dump(&etcd.endpoint(), "/calicross/v1/journal");
    assert!(journal.keys().all(|path| path.ends_with("/000000")), "{:?}", journal.keys());
}

#[test]
fn a_crowd_on_a_file() {
    let operator = Operator::of_file();
    run_crowd(&operator, &|| file_dump(&operator.path("calico.redb"), "/calico")[TAGS].clone());
}

/// Two people at once, at two keys of one profile and at each other's.
fn run_two(operator: &Operator, value: &dyn Fn(&str) -> String) {
    operator.ok("profile add crowd");
    let lines = (1..=10).flat_map(|at| {
        [
            format!("profile crowd rule add inbound allow tcp to ports {at}"),
            format!("profile crowd tag add T_{at}"),
            format!("profile rule add crowd outbound --at 1 deny udp to ports {at}"),
        ]
    });
    for run in all_at_once(operator, lines) {
        run.expect(0);
    }
    assert_eq!(list(&value(TAGS)).len(), 11);
    let rules: serde_json::Value = serde_json::from_str(&value(RULES)).expect("JSON");
    for direction in ["inbound_rules", "outbound_rules"] {
        let rules = rules[direction].as_array().expect("rules");
        let ports: BTreeSet<u64> = rules.iter().filter_map(|rule| rule["dst_ports"][0].as_u64()).collect();
        assert_eq!((rules.len(), ports), (11, (1..=10).collect()), "{rules:?}");
    }
}

#[test]
fn two_operators_on_etcd_v3() {
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv3");
    run_two(&operator, &|path| v3::dump(&etcd.endpoint(), "/calico")[path].clone());
}

#[test]
fn two_operators_on_etcd_v2() {
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv2");
    run_two(&operator, &|path| v2::dump(&etcd.endpoint(), "/calico")[path].clone());
}

#[test]
fn two_operators_on_a_file() {
    let operator = Operator::of_file();
    run_two(&operator, &|path| file_dump(&operator.path("calico.redb"), "/calico")[path].clone());
}

/// Of many that add the same profile one does so and the others find it there; of many that remove it, one has something
/// to remove. Where keys are written one by one, others may also find it half made, and say that.
#[test]
fn the_same_from_many_hands_is_done_once() {
    let etcd = Etcd::start();
    for api in ["etcdv3", "etcdv2"] {
        let operator = Operator::of_etcd(&etcd.endpoint(), api);
        for (words, left) in [("profile add same", 3), ("profile remove same --yes --if-exists", 0)] {
            let mut changed = 0;
            for run in all_at_once(&operator, (0..12).map(|_| format!("{words} -o json"))) {
                let half_made = api == "etcdv2" && run.code == Some(3) && run.stderr.contains("missing");
                if !half_made {
                    let result: serde_json::Value = serde_json::from_str(&run.expect(0).stdout).expect("JSON");
                    changed += usize::from(result["changed"] == true);
                }
            }
            assert!(changed == 1 || api == "etcdv2" && changed > 0, "{api}: {words}: {changed} did it");
            let keys = match api {
                "etcdv3" => v3::dump(&etcd.endpoint(), "/calico"),
                _ => v2::dump(&etcd.endpoint(), "/calico"),
            };
            assert_eq!(keys.keys().filter(|path| path.contains("/same/")).count(), left, "{api}: {words}");
        }
        assert!(operator.history().iter().all(|(state, _)| state == "done"), "{api}");
    }
    assert!(!v2::has(&etcd.endpoint(), "/calico/v1/policy/profile/same"));
}

/// An endpoint that takes up a profile between the look and the removal keeps it, whichever comes first.
#[test]
fn a_profile_is_not_removed_from_under_an_endpoint() {
    let etcd = Etcd::start();
    let endpoint = "/calico/v1/host/node1/workload/k8s/default.web/endpoint/eth0";
    let value = r#"{"state":"active","name":"cali1","mac":"ee:ee:ee:ee:ee:ee","profile_ids":["taken"],"ipv4_nets":["10.0.0.1/32"],"ipv6_nets":[]}"#;
    for api in ["etcdv3", "etcdv2"] {
        let operator = Operator::of_etcd(&etcd.endpoint(), api);
        for _ in 0..5 {
            operator.ok("profile add taken");
            let removal = operator.start(&["profile", "remove", "taken", "--yes"]);
            match api {
                "etcdv3" => v3::put(&etcd.endpoint(), endpoint, value.as_bytes()),
                _ => v2::put(&etcd.endpoint(), endpoint, value),
            }
            let removal = removal.end();
            let there = operator.run(&["profile", "show", "taken"]).code == Some(0);
            match removal.code {
                // The endpoint came after the last look.
                Some(0) => assert!(!there),
                Some(3 | 4) => assert!(there, "{}", removal.stderr),
                _ => panic!("{removal:?}"),
            }
            operator.ok(&format!("key rm {endpoint} --yes --force=owner"));
        }
    }
}
