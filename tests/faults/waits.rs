//! `--wait`: these tests are Felix, and report when they like to.

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Operator, Run};
use crate::server::Etcd;
use crate::witness::{Keys, file_dump, file_put, v2, v3};

/// Somebody at a shell, and what reads and writes the datastore beside them.
struct Scene<'a> {
    operator: Operator,
    dump: &'a dyn Fn(&str) -> Keys,
    put: &'a dyn Fn(&str, &str),
}

fn pod(host: &str) -> String {
    format!("/calico/v1/host/{host}/workload/k8s/shop.{host}/endpoint/eth0")
}

fn report(host: &str, key: &str) -> String {
    format!("/calico/felix/v1/host/{host}/{key}")
}

const REPORT: &str = r#"{"time": "2016-10-03T10:03:20Z", "uptime": 1234.5, "first_update": false}"#;
/// Longer than any run may take: whoever waits for it hangs.
const FOREVER: &str = "--wait=1h";

impl Scene<'_> {
    fn fill(&self) {
        self.operator.ok("profile add web -q");
        self.operator.ok("profile add lonely -q");
        let endpoint =
            |profile: &str| json!({"state": "active", "name": "cali1", "profile_ids": [profile]}).to_string();
        for (host, profile) in [("node1", "web"), ("node2", "web"), ("node3", "other"), ("node4", "lonely")] {
            (self.put)(&pod(host), &endpoint(profile));
            if host != "node4" {
                (self.put)(&report(host, "last_reported_status"), REPORT);
                (self.put)(&report(host, "status"), REPORT);
            }
        }
    }

    /// Runs words that change a key, and has Felix report once that is there and the program still waits for it.
    #[track_caller]
    fn reported(&self, words: &str, key: &str, reports: &[String]) -> Run {
        let before = (self.dump)("/calico").get(key).cloned();
        let args: Vec<&str> = words.split(' ').chain(["-o", "json"]).collect();
        let mut running = self.operator.start(&args);
        while (self.dump)("/calico").get(key).cloned() == before {
            assert!(!running.has_ended(), "{words}: it has changed nothing: {:?}", running.end());
            std::thread::sleep(Duration::from_millis(10));
        }
        for path in reports {
            assert!(!running.has_ended(), "{words}: it has not waited for {path}: {:?}", running.end());
            (self.put)(path, REPORT);
        }
        running.end()
    }

    /// Goes through all that can come of a wait.
    fn play(&self) {
        self.fill();
        let tags = "/calico/v1/policy/profile/web/tags";

        // Hosts with endpoints of the profile, and no others; whichever of the two keys is new.
        let reports = [report("node1", "status"), report("node2", "last_reported_status")];
        let run = self.reported(&format!("profile tag add web T {FOREVER}"), tags, &reports).expect(0);
        let doc = wait(&run);
        assert_eq!(doc["reported"], true);
        assert_eq!(states(&doc), json!([["node1", "reported"], ["node2", "reported"]]));
        run.says("Felix on node1, node2 has reported");

        // The rules of another profile name the tag that goes.
        self.operator.ok("profile rule add lonely inbound allow from tag T -q");
        let run = self.operator.run(&["profile", "tag", "remove", "web", "T", "--yes", "--wait=1s", "-o", "json"]);
        let doc = wait(&run.expect(1));
        assert_eq!(states(&doc), json!([["node1", "late"], ["node2", "late"], ["node4", "never"]]));
        assert_eq!(doc["reported"], false);
        assert!(!(self.dump)("/calico")[tags].contains("\"T\""), "the change stays written");

        // Nothing to wait for: nothing is written, or nobody is concerned.
        for words in ["profile tag remove web T --if-exists", "profile tag add web T --dry-run", "profile add unused"] {
            self.operator.ok(&format!("{words} {FOREVER}"));
        }

        // Not worth waiting for.
        let words = format!("profile tag add lonely T {FOREVER}");
        self.operator.fails(1, &words).says("written, but Felix on node4 has never reported");
        (self.put)("/calico/v1/host/node3/config/ReportingIntervalSecs", "0");
        let words = format!("key put /calico/v1/host/node3/config/LogSeverityScreen info {FOREVER}");
        self.operator.fails(1, &words).says("written, but Felix on node3 does not report");

        // A changed endpoint that Felix cannot make work.
        let joined = r#"{"state":"active","name":"cali1","profile_ids":["web","lonely"]}"#;
        (self.put)(&report("node1", "workload/k8s/shop.node1/endpoint/eth0"), r#"{"status": "error"}"#);
        let words = format!("key put {} {joined} {FOREVER}", pod("node1"));
        let run = self.reported(&words, &pod("node1"), &[report("node1", "status")]).expect(0);
        let expected = json!([{"endpoint": "node1/k8s/shop.node1/eth0", "status": "error"}]);
        assert_eq!(wait(&run)["endpoints"], expected);
        run.says("endpoint node1/k8s/shop.node1/eth0: Felix says error");

        (self.put)("/calico/v1/host/node3/config/ReportingIntervalSecs", "30");

        // What concerns every host waits for all that ever reported; and undo and batch wait as well.
        self.operator.file("lines", "key put /calico/v1/policy/tier/t/metadata '{\"order\":1}'\n");
        let metadata = "/calico/v1/policy/tier/t/metadata";
        let reports = ["node1", "node2", "node3"].map(|host| report(host, "status"));
        self.reported(&format!("batch -f lines {FOREVER}"), metadata, &reports).expect(0);
        self.reported(&format!("undo --last --yes {FOREVER}"), metadata, &reports).expect(0);
    }
}

#[track_caller]
fn wait(run: &Run) -> Value {
    let doc: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(doc["changed"], true);
    doc["wait"].clone()
}

fn states(wait: &Value) -> Value {
    wait["hosts"].as_array().unwrap().iter().map(|doc| json!([doc["host"], doc["state"]])).collect()
}

#[test]
fn for_felix_on_etcd_v2() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let dump = |directory: &str| v2::dump(&endpoint, directory);
    let put = |path: &str, value: &str| v2::put(&endpoint, path, value);
    Scene { operator: Operator::of_etcd(&endpoint, "etcdv2"), dump: &dump, put: &put }.play();
}

#[test]
fn for_felix_on_etcd_v3() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let dump = |directory: &str| v3::dump(&endpoint, directory);
    let put = |path: &str, value: &str| v3::put(&endpoint, path, value.as_bytes());
    Scene { operator: Operator::of_etcd(&endpoint, "etcdv3"), dump: &dump, put: &put }.play();
}

#[test]
fn for_felix_on_a_file() {
    let operator = Operator::of_file();
    let path = operator.path("calico.redb");
    let dump = |directory: &str| file_dump(&path, directory);
    let put = |key: &str, value: &str| file_put(&path, key, value.as_bytes());
    Scene { operator, dump: &dump, put: &put }.play();
}

#[test]
fn a_datastore_without_any_felix_says_so() {
    let operator = Operator::of_file().set("CALICROSS_WAIT", "90s");
    let run = operator.fails(1, "key put /calico/v1/config/LogSeverityScreen info");
    assert!(run.says("no Felix has ever reported here").stdout.contains("created"));
    operator.ok("key put /calico/v1/config/LogSeverityScreen debug --dry-run");
}
