//! What a hybrid cloud needs beside its datastore, as files to look at (tests/cli/manifests)

use insta::{assert_snapshot, with_settings};
use serde_json::Value;

use crate::harness::Env;

const ETCD: &str = "https://10.10.0.11:2379,https://10.10.0.12:2379,https://10.10.0.13:2379";

/// The datastore of the cross-workload example, and which addresses are services'.
fn seed() -> Env {
    let env = Env::new();
    let keys = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cross-workload/keys.batch");
    env.run(&["batch", "-f", keys, "--force=owner", "--yes", "-q", "--journal", "off"]).ok();
    env.run(&["hybrid", "set", "service-cidr=10.233.0.0/18", "-q"]).ok();
    env
}

const K8S: &[&str] = &["--format", "k8s"];
const OLD: &[&str] = &["--format", "k8s", "--kubernetes", "1.6"];
const PROXY: &[&str] = &["--format", "k8s", "--insecure-proxy"];
const CCP: &[&str] = &["--format", "ccp-ansible", "--controller", "node1"];
const CONFIG: &[&str] = &["--format", "config", "--cluster-dns", "10.233.0.3"];

fn words<'w>(of: &[&'w str]) -> Vec<&'w str> {
    [&["hybrid", "manifests", "--etcd", ETCD], of].concat()
}

#[test]
fn manifests_of_the_example_cloud() {
    let env = seed();
    let dump = env.dump();
    with_settings!({ snapshot_path => "manifests", prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, of) in [("k8s", K8S), ("k8s-1.6", OLD), ("k8s-insecure-proxy", PROXY), ("ccp-ansible", CCP), ("config", CONFIG)] {
            assert_snapshot!(name, env.run(&words(of)));
        }
    });
    assert_eq!(env.dump(), dump);
}

#[test]
fn the_yaml_says_what_the_json_says() {
    let env = seed();
    for of in [K8S, OLD, PROXY, CCP] {
        let printed = env.run(&words(of)).ok().stdout();
        let parsed: Vec<Value> =
            printed.split("---\n").skip(1).map(|document| serde_saphyr::from_str(document).unwrap()).collect();
        let doc = env.run(&[&words(of)[..], &["-o", "json"]].concat()).ok().json();
        let objects: Vec<Value> =
            doc["documents"].as_array().unwrap().iter().map(|document| document["object"].clone()).collect();
        assert_eq!(parsed, objects, "{of:?}");
    }
}

#[test]
fn scripts_and_command_lines_among_them_run() {
    let env = seed();
    let doc = env.run(&[&words(CONFIG)[..], &["-o", "json"]].concat()).ok().json();
    let scripts: Vec<&Value> = doc["documents"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|document| document["name"].as_str().unwrap().ends_with(".sh"))
        .collect();
    assert_eq!(scripts.len(), 2);
    for script in scripts {
        env.file("network.sh", script["text"].as_str().unwrap());
        env.sh("sh -n network.sh").ok();
    }
    let printed = env.run(&words(OLD)).ok().stdout();
    let line = printed.lines().find_map(|line| line.strip_prefix("# calicross policy add")).unwrap();
    env.sh(&format!("calicross policy add {line} --yes -q")).ok();
    let policy = env.run(&["policy", "show", "etcd-gateway", "-o", "json"]).ok().json();
    assert_eq!(policy["inbound_rules"].as_array().unwrap().len(), 4, "{policy}");
    assert_eq!(policy["order"], 50, "{policy}");
}

#[test]
fn what_others_cannot_reach_is_refused_and_secrets_stay_out() {
    let env = seed();
    assert_snapshot!(env.run(&["hybrid", "manifests", "--format", "k8s"]), @"
    exit 3
    stderr| error: etcd member http://127.0.0.1:2379: each host and pod takes that for itself
    stderr| hint: --etcd names the members of etcd as hosts and pods reach them
    ");
    assert_snapshot!(env.run(&["hybrid", "manifests", "--format", "k8s", "--etcd", "http://10.0.0.1,https://10.0.0.2"]), @"
    exit 2
    stderr| error: endpoint http://10.0.0.1,https://10.0.0.2: http and https are mixed
    stderr| hint: an endpoint is http://HOST:PORT or https://HOST:PORT; several are separated by commas
    ");
    assert_snapshot!(env.run(&["hybrid", "manifests", "--format", "k8s", "--etcd", "https://10.0.0.1", "--namespace", "a b"]), @"
    exit 2
    stderr| error: invalid value 'a b' for '--namespace <NAME>': a namespace has lower-case letters, digits and '-'
    stderr| hint: usage: calicross hybrid manifests [OPTIONS] --format <WHO>
    ");
    assert_eq!(env.run(&["hybrid", "manifests", "--format", "k8s", "--etcd", ETCD, "--proxy-secret", "s"]).code(), 2);
    let known = env.run(&["hybrid", "manifests", "--format", "config", "--etcd", "http://root:hunter2@10.0.0.1"]);
    assert_eq!(known.code(), 0, "{known}");
    assert!(!known.to_string().contains("hunter2"));
    assert!(known.stderr().contains("without TLS"), "{known}");
}
