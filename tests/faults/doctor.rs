//! `doctor` on a real etcd: what it asks the server, and what it sees while it watches.

use serde_json::{Value, json};

use crate::harness::Operator;
use crate::server::Etcd;
use crate::witness::{v2, v3};

const SECRET: &str = "s3cr3t";
const STATUS: &str = "/calico/felix/v1/host/node1/status";

/// What is found: the object of each finding, with what it says.
#[track_caller]
fn found(operator: &Operator, code: i32, words: &str) -> Vec<String> {
    let args: Vec<&str> = words.split(' ').chain(["-o", "json"]).collect();
    let list: Value = serde_json::from_str(&operator.run(&args).expect(code).stdout).expect("JSON");
    let text = |row: &Value| {
        format!("{}: {}", row["object"].as_str().unwrap_or_default(), row["text"].as_str().unwrap_or_default())
    };
    list["items"].as_array().expect("rows").iter().map(text).collect()
}

#[test]
fn what_anybody_may_do_is_tried_api_by_api() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    v2::put(&endpoint, "/calico/v1/Ready", "true");
    v3::put(&endpoint, "/registry/secrets/default/token", b"{}");
    let index = v2::index(&endpoint);
    let root = Operator::of_etcd(&endpoint, "etcdv2").set("CALICROSS_USER", format!("root:{SECRET}"));
    let nobody = Operator::of_etcd(&endpoint, "etcdv2");

    let rest = "who reaches it, without a name or a certificate";
    let (of_v2, of_v3) = (
        format!("server, API etcdv2: lets anybody change Calico's keys, read Calico's keys {rest}"),
        format!(
            "server, API etcdv3: lets anybody change Calico's keys, read Calico's keys, read Kubernetes' keys, Secrets among them {rest}"
        ),
    );
    assert_eq!(found(&nobody, 1, "doctor open-datastore"), [of_v2.clone(), of_v3.clone()]);
    // To try is not to write.
    assert_eq!(v2::index(&endpoint), index);
    assert_eq!(v3::dump(&endpoint, "").len(), 1);

    // Authentication of the one API guards nothing in the other, and etcd's own default lets guests do everything.
    v2::auth(&endpoint, None, "/users/root", &json!({"user": "root", "password": SECRET}));
    v2::auth(&endpoint, None, "/enable", &json!({}));
    assert_eq!(found(&root, 1, "doctor open-datastore"), [of_v2, of_v3.clone()]);
    let guest = json!({"role": "guest", "revoke": {"kv": {"read": ["/*"], "write": ["/*"]}}});
    v2::auth(&endpoint, Some(&format!("root:{SECRET}")), "/roles/guest", &guest);
    assert_eq!(found(&root, 1, "doctor open-datastore"), [of_v3]);

    v3::call(&endpoint, "/auth/user/add", &json!({"name": "root", "password": SECRET}));
    v3::call(&endpoint, "/auth/user/grant", &json!({"user": "root", "role": "root"}));
    v3::call(&endpoint, "/auth/enable", &json!({}));
    assert_eq!(found(&root, 0, "doctor open-datastore"), Vec::<String>::new());
}

#[test]
fn keys_of_the_v2_api_are_told_of() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    v3::put(&endpoint, "/calico/v1/Ready", b"true");
    let of_v3 = Operator::of_etcd(&endpoint, "etcdv3");
    assert_eq!(found(&of_v3, 0, "doctor v2-data --fail-on notice"), Vec::<String>::new());
    v2::put(&endpoint, "/calico/v1/Ready", "true");
    let told = found(&of_v3, 1, "doctor v2-data");
    assert!(told[0].contains("holds keys of its v2 API, left over from another time: "), "{told:?}");
    // Where Calico reads them they are as they have to be.
    let of_v2 = Operator::of_etcd(&endpoint, "etcdv2");
    assert_eq!(found(&of_v2, 0, "doctor v2-data").len(), 1);
}

#[test]
fn two_felixes_and_their_writes_are_seen_while_it_watches() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    v2::put(&endpoint, "/calico/v1/Ready", "true");
    let report =
        |uptime: f64| json!({"time": "2017-03-14T09:26:53Z", "uptime": uptime, "first_update": false}).to_string();
    v2::put(&endpoint, STATUS, &report(1000.0));
    let operator = Operator::of_etcd(&endpoint, "etcdv2");
    assert_eq!(found(&operator, 0, "doctor two-felixes v2-history --watch 1s"), Vec::<String>::new());

    let mut running = operator.start(&["doctor", "two-felixes", "v2-history", "--watch", "3s", "-o", "json"]);
    while !running.has_ended() {
        v2::put(&endpoint, STATUS, &report(1000.0));
        v2::put(&endpoint, STATUS, &report(90_000.0));
    }
    let run = running.end().expect(1);
    assert!(run.stdout.contains("two Felixes report for it"), "{}", run.stdout);
    assert!(run.stdout.contains("writes a second to all its keys"), "{}", run.stdout);
    // Without a watch there is nothing to see.
    operator.run(&["doctor", "two-felixes"]).expect(0).says("not applicable: two-felixes: --watch 60s");
}

#[test]
fn a_status_that_does_not_expire_goes() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    v2::put(&endpoint, "/calico/v1/Ready", "true");
    let report = json!({"time": "2017-03-14T09:26:53Z", "uptime": 1.0, "first_update": false}).to_string();
    for key in ["status", "last_reported_status"] {
        v2::put(&endpoint, &format!("/calico/felix/v1/host/node1/{key}"), &report);
    }
    v2::put(&endpoint, "/calico/v1/host/node1/workload/k8s/a.b/endpoint/eth0", "{}");
    let operator = Operator::of_etcd(&endpoint, "etcdv2");
    let told = found(&operator, 1, "doctor felix-silent");
    assert!(told[0].contains("does not expire, so that Neutron takes the host for alive"), "{told:?}");
    operator.run(&["doctor", "--fix=felix-silent", "--force=owner", "--yes"]).expect(0);
    assert!(!v2::has(&endpoint, STATUS));
    let told = found(&operator, 1, "doctor felix-silent");
    assert!(told[0].starts_with("host node1: Felix has been silent for "), "{told:?}");
}
