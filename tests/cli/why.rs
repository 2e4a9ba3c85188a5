//! `calicross why`

use insta::assert_snapshot;

use crate::harness::Env;

const FRONT: &str = "/calico/v1/host/n1/workload/k8s/shop.front/endpoint/eth0";
const BACK: &str = "/calico/v1/host/n1/workload/k8s/shop.back/endpoint/eth0";

fn endpoint(name: &str, address: &str, profile: &str) -> Vec<u8> {
    format!(
        r#"{{"state": "active", "name": "cali{name}", "mac": "ee:ee:ee:ee:ee:ee", "profile_ids": ["{profile}"], "ipv4_nets": ["{address}/32"], "ipv6_nets": []}}"#
    )
    .into_bytes()
}

/// Two pods; one of them could reach the other until somebody removed a rule, and somebody else did other things since.
fn shop() -> Env {
    let env = Env::new();
    env.run(&["hybrid", "set", "felix=1.4", "-q"]).ok();
    env.run(&["profile", "add", "web"]).ok();
    env.run(&["profile", "add", "db"]).ok();
    env.put(FRONT, &endpoint("1", "10.65.0.1", "web"));
    env.put(BACK, &endpoint("2", "10.65.0.2", "db"));
    env.run(&["profile", "rule", "add", "db", "inbound", "allow", "tcp", "from", "tag", "web", "to", "ports", "5432"])
        .ok();
    env.run(&["backup", "then.jsonl"]).ok();
    env.run(&["profile", "rule", "remove", "db", "inbound", "--at", "2", "--yes", "--reason", "CHG-1234"]).ok();
    env.run(&["profile", "add", "other"]).ok();
    env.run(&["profile", "tag", "add", "db", "T"]).ok();
    env
}

const FLOW: [&str; 9] = ["why", "--from", "shop/front", "--to", "shop/back", "--proto", "tcp", "--port", "5432"];

fn why(env: &Env, more: &[&str]) -> crate::harness::Run {
    env.run(&[&FLOW[..], more].concat())
}

#[test]
fn the_change_that_stopped_it() {
    let env = shop();
    assert_snapshot!(why(&env, &[]), @"");
    let told = why(&env, &["-o", "json"]).ok().json();
    assert_eq!(told["cause"]["reason"], "CHG-1234");
    assert_eq!((&told["now"]["verdict"], &told["then"]["verdict"]), (&"denied".into(), &"allowed".into()));
    // The word for taking it back is the right one.
    let undo: Vec<&str> = told["cause"]["undo"].as_str().unwrap().split(' ').skip(1).collect();
    env.run(&[&undo[..], &["--yes"]].concat()).ok();
    // Now it passes; what made it so is that.
    assert_snapshot!(why(&env, &[]), @"");
}

#[test]
fn nothing_has_changed() {
    let env = shop();
    assert_snapshot!(env.run(&["why", "--from", "shop/back", "--to", "shop/front", "--proto", "udp"]), @"");
    assert_snapshot!(why(&env, &["--path", "then.jsonl"]), @"");
    assert_snapshot!(env.run(&["why", "--from", "shop/nope", "--to", "shop/front"]), @"");
    assert_snapshot!(why(&env, &["--since", "1ms"]), @"");
}

#[test]
fn what_others_changed_is_not_in_the_journal_and_a_backup_tells() {
    let env = shop();
    env.run(&["undo", "--last", "--yes", "-q"]).ok();
    env.put("/calico/v1/policy/profile/db/rules", br#"{"inbound_rules": [], "outbound_rules": [{"action": "allow"}]}"#);
    assert_snapshot!(why(&env, &["--then", "then.jsonl"]), @"");
    // The journal knows of the key, and that somebody has changed it since.
    assert_snapshot!(why(&env, &[]), @"");
    env.put(BACK, &endpoint("2", "10.65.0.2", "other"));
    let told = why(&env, &["--then", "then.jsonl", "-o", "json"]).ok().json();
    assert_eq!(told["differences"].as_array().unwrap().len(), 3, "{told}");
    assert_snapshot!(why(&env, &["--then", "then.jsonl"]), @"");
    assert_snapshot!(why(&env, &["--then", "none.jsonl"]), @"");
}

#[test]
fn a_pod_that_was_not_there() {
    let env = shop();
    env.run(&["key", "rm", FRONT, "--yes", "--force=owner"]).ok();
    assert_snapshot!(why(&env, &[]), @"");
}
