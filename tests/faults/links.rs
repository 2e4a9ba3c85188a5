//! Many hands on one endpoint, and endpoints that go while a link is put on them.

use std::collections::BTreeSet;

use crate::harness::{Operator, Run, Running};
use crate::server::Etcd;
use crate::valve::Valve;
use crate::witness::{file_dump, file_put, v2, v3};

/// Links that are attached at the same time.
const LINKS: usize = 50;

const GROUP: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const DB: &str = "/calico/v1/host/node1/workload/k8s/shop.db-0/endpoint/eth0";
const WEB: &str = "/calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0";
const POD: &str = r#"{"state":"active","name":"cali1","mac":"ee:ee:ee:ee:ee:ee","profile_ids":["own"],"ipv4_nets":["10.0.0.1/32"],"ipv6_nets":[]}"#;

/// Makes so many links.
fn make_links(operator: &Operator, count: usize) {
    let line = |at: usize| format!("profile add link-{at}\nprofile tag add link-{at} {GROUP}\n");
    operator.file("links", (0..count).map(line).collect::<String>());
    operator.ok("batch -f links -q");
}

/// The profiles of an endpoint.
fn profiles(value: &str) -> Vec<String> {
    let value: serde_json::Value = serde_json::from_str(value).expect("JSON");
    serde_json::from_value(value["profile_ids"].clone()).expect("a list")
}

/// Lets fifty people attach a link each to one endpoint.
fn run_crowd(operator: &Operator, value: &dyn Fn() -> String) {
    make_links(operator, LINKS);
    let line = |at: usize| format!("link attach link-{at} shop/db-0 --timeout 60s --commit-timeout 5m");
    let start = |at| operator.start(&line(at).split(' ').collect::<Vec<_>>());
    let started: Vec<Running> = (0..LINKS).map(start).collect();
    let runs: Vec<Run> = started.into_iter().map(Running::end).collect();
    for run in runs {
        run.expect(0);
    }
    let there = profiles(&value());
    assert_eq!((there.len(), there[0].as_str()), (LINKS + 1, "own"), "{there:?}");
    let expected: BTreeSet<String> = (0..LINKS).map(|at| format!("link-{at}")).collect();
    assert_eq!(there.into_iter().skip(1).collect::<BTreeSet<_>>(), expected);
    let history = operator.history();
    assert_eq!(history.len(), LINKS + 1);
    assert!(history.iter().all(|(state, _)| state == "done"), "{history:?}");
}

#[test]
fn a_crowd_on_an_endpoint_of_etcd_v3() {
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv3");
    v3::put(&etcd.endpoint(), DB, POD.as_bytes());
    run_crowd(&operator, &|| v3::dump(&etcd.endpoint(), "/calico")[DB].clone());
}

#[test]
fn a_crowd_on_an_endpoint_of_etcd_v2() {
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv2");
    v2::put(&etcd.endpoint(), DB, POD);
    run_crowd(&operator, &|| v2::dump(&etcd.endpoint(), "/calico")[DB].clone());
}

#[test]
fn a_crowd_on_an_endpoint_of_a_file() {
    let operator = Operator::of_file();
    let path = operator.path("calico.redb");
    file_put(&path, DB, POD.as_bytes());
    run_crowd(&operator, &|| file_dump(&path, "/calico")[DB].clone());
}

/// An endpoint that is deleted between the plan and the commit is left out, and that is said; one that never was is an error.
#[test]
fn an_endpoint_that_goes_meanwhile_is_left_out() {
    for api in ["etcdv3", "etcdv2"] {
        let etcd = Etcd::start();
        let valve = Valve::before(etcd.client_port());
        let behind = Operator::of_etcd(&valve.endpoint(), api);
        let operator = Operator::of_etcd(&etcd.endpoint(), api);
        let put = |path| match api {
            "etcdv3" => v3::put(&etcd.endpoint(), path, POD.as_bytes()),
            _ => v2::put(&etcd.endpoint(), path, POD),
        };
        make_links(&operator, 1);
        put(WEB);
        for words in [
            "link attach link-0 node1/k8s/shop.db-0/eth0 node1/k8s/shop.web-1/eth0",
            "link attach link-0 shop/db-0 --namespace shop",
            "link attach link-0 --pod shop/db-0 --pod shop/web-1 --keep",
        ] {
            let words: Vec<&str> = words.split(' ').collect();
            put(DB);
            put(WEB);
            valve.close_after(usize::MAX);
            behind.run(&[&words[..], &["--dry-run"]].concat()).expect(0);
            let look = valve.open();
            valve.close_after(look + 1);
            let mut running = behind.start(&words);
            while !valve.is_closed() {
                assert!(!running.has_ended(), "{api}: {words:?}: {:?}", running.end());
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            operator.ok(&format!("key rm {DB} --yes --force=owner"));
            valve.open();
            let run = running.end().expect(0);
            assert!(run.stderr.contains("is gone meanwhile"), "{api}: {words:?}: {}", run.stderr);
            let keys = match api {
                "etcdv3" => v3::dump(&etcd.endpoint(), "/calico"),
                _ => v2::dump(&etcd.endpoint(), "/calico"),
            };
            assert_eq!(profiles(&keys[WEB]), ["own", "link-0"], "{api}: {words:?}");
            assert!(!keys.contains_key(DB), "{api}: {words:?}");
        }
        behind.fails(3, "link attach link-0 node1/k8s/shop.db-0/eth0").says("does not exist");
    }
}

/// Two crons at once, and pods that come and go meanwhile: in the end every pod has its link, and nobody was told of an error.
#[test]
fn crons_at_once_get_on() {
    let etcd = Etcd::start();
    for api in ["etcdv3", "etcdv2"] {
        let operator = Operator::of_etcd(&etcd.endpoint(), api);
        let put = |path: &str| match api {
            "etcdv3" => v3::put(&etcd.endpoint(), path, POD.as_bytes()),
            _ => v2::put(&etcd.endpoint(), path, POD),
        };
        make_links(&operator, 2);
        operator.ok("link attach link-0 --namespace shop --keep --allow-none --replace own");
        operator.ok("link attach link-1 --selector all() --keep --allow-none");
        for _ in 0..5 {
            put(DB);
            put(WEB);
            let started: Vec<Running> =
                (0..4).map(|_| operator.start(&["link", "reconcile", "-q", "--commit-timeout", "5m"])).collect();
            for running in started {
                running.end().expect(0);
            }
            let keys = match api {
                "etcdv3" => v3::dump(&etcd.endpoint(), "/calico"),
                _ => v2::dump(&etcd.endpoint(), "/calico"),
            };
            for path in [DB, WEB] {
                assert_eq!(profiles(&keys[path]), ["link-0", "link-1"], "{api}");
            }
        }
        let history = operator.history();
        assert!(history.iter().all(|(state, _)| state == "done"), "{history:?}");
    }
}
