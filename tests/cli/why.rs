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
    assert_snapshot!(why(&env, &[]), @"
    exit 0
    stdout| From:    shop/front
    stdout| To:      shop/back
    stdout| Packets: tcp/5432
    stdout| Now:     denied
    stdout|   no profile of the endpoint decides
    stdout| Until YYYY-MM-DDTHH:MM:SSZ: allowed
    stdout|   inbound rule 2 of profile db: allow tcp from tag web to ports 5432
    stdout|   outbound rule 1 of profile web: allow
    stdout| Since: `profile rule remove db inbound --at 2` by tester (CHG-1234)
    stdout|   profile db: inbound rule removed: allow tcp from tag web to ports 5432
    stdout| Undo:    calicross undo JOURNAL-ENTRY-ID-0000-0000-000000000
    ");
    let told = why(&env, &["-o", "json"]).ok().json();
    assert_eq!(told["cause"]["reason"], "CHG-1234");
    assert_eq!((&told["now"]["verdict"], &told["then"]["verdict"]), (&"denied".into(), &"allowed".into()));
    // The word for taking it back is the right one.
    let undo: Vec<&str> = told["cause"]["undo"].as_str().unwrap().split(' ').skip(1).collect();
    env.run(&[&undo[..], &["--yes"]].concat()).ok();
    // Now it passes; what made it so is that.
    assert_snapshot!(why(&env, &[]), @"
    exit 0
    stdout| From:    shop/front
    stdout| To:      shop/back
    stdout| Packets: tcp/5432
    stdout| Now:     allowed
    stdout|   inbound rule 2 of profile db: allow tcp from tag web to ports 5432
    stdout|   outbound rule 1 of profile web: allow
    stdout| Until YYYY-MM-DDTHH:MM:SSZ: denied
    stdout|   no profile of the endpoint decides
    stdout| Since: `undo JOURNAL-ENTRY-ID-0000-0000-000000000` by tester
    stdout|   profile db: inbound rule added: allow tcp from tag web to ports 5432
    stdout| Undo:    calicross undo JOURNAL-ENTRY-ID-0000-0000-000000000
    ");
}

#[test]
fn nothing_has_changed() {
    let env = shop();
    assert_snapshot!(env.run(&["why", "--from", "shop/back", "--to", "shop/front", "--proto", "udp"]), @"
    exit 1
    stdout| From:    shop/back
    stdout| To:      shop/front
    stdout| Packets: udp
    stdout| Now:     denied
    stdout|   no profile of the endpoint decides
    stdout| The same since YYYY-MM-DDTHH:MM:SSZ, before each of 7 changes; what was changed outside calicross is not known
    ");
    assert_snapshot!(why(&env, &["--path", "then.jsonl"]), @"
    exit 0
    stdout| From:    shop/front
    stdout| To:      shop/back
    stdout| Packets: tcp/5432
    stdout| Now:     allowed
    stdout|   inbound rule 2 of profile db: allow tcp from tag web to ports 5432
    stdout|   outbound rule 1 of profile web: allow
    stdout| Until YYYY-MM-DDTHH:MM:SSZ: denied
    stdout|   no profile of the endpoint decides
    stdout| Since: `profile rule add db inbound allow tcp from tag web to ports 5432` by tester
    stdout|   profile db: inbound rule added: allow tcp from tag web to ports 5432
    stdout| Undo:    calicross undo JOURNAL-ENTRY-ID-0000-0000-000000000
    ");
    assert_snapshot!(env.run(&["why", "--from", "shop/nope", "--to", "shop/front"]), @"
    exit 3
    stderr| error: there is nobody to ask about: endpoint shop/nope does not exist
    ");
    // Who asks about a time in which nothing was changed hears of nothing that was changed before.
    for (path, value) in env.journal() {
        let text = String::from_utf8(value).unwrap();
        let at = text.find("\"time\":\"").unwrap() + 8;
        env.put(&path, format!("{}2017-01-01{}", &text[..at], &text[at + 10..]).as_bytes());
    }
    assert_snapshot!(why(&env, &["--since", "2h"]), @"
    exit 1
    stdout| From:    shop/front
    stdout| To:      shop/back
    stdout| Packets: tcp/5432
    stdout| Now:     denied
    stdout|   no profile of the endpoint decides
    stdout| The same since YYYY-MM-DDTHH:MM:SSZ, before each of 0 changes; what was changed outside calicross is not known
    ");
    assert_eq!(why(&env, &[]).code(), 0);
}

#[test]
fn what_others_changed_is_not_in_the_journal_and_a_backup_tells() {
    let env = shop();
    env.run(&["undo", "--last", "--yes", "-q"]).ok();
    env.put("/calico/v1/policy/profile/db/rules", br#"{"inbound_rules": [], "outbound_rules": [{"action": "allow"}]}"#);
    assert_snapshot!(why(&env, &["--then", "then.jsonl"]), @"
    exit 0
    stdout| From:    shop/front
    stdout| To:      shop/back
    stdout| Packets: tcp/5432
    stdout| Now:     denied
    stdout|   no profile of the endpoint decides
    stdout| In then.jsonl of YYYY-MM-DDTHH:MM:SSZ: allowed
    stdout|   inbound rule 2 of profile db: allow tcp from tag web to ports 5432
    stdout|   outbound rule 1 of profile web: allow
    stdout| Because of:
    stdout|   profile db: inbound rule removed: allow from tag db; inbound rule removed: allow tcp from tag web to ports 5432
    stdout|     changed outside calicross
    ");
    // The journal knows of the key, and that somebody has changed it since.
    assert_snapshot!(why(&env, &[]), @"
    exit 0
    stdout| From:    shop/front
    stdout| To:      shop/back
    stdout| Packets: tcp/5432
    stdout| Now:     denied
    stdout|   no profile of the endpoint decides
    stdout| Until YYYY-MM-DDTHH:MM:SSZ: allowed
    stdout|   inbound rule 2 of profile db: allow tcp from tag web to ports 5432
    stdout|   outbound rule 1 of profile web: allow
    stdout| Since, or by what was changed after it: `profile rule remove db inbound --at 2` by tester (CHG-1234)
    stdout|   profile db: inbound rule removed: allow from tag db; inbound rule removed: allow tcp from tag web to ports 5432
    stdout|   changed outside calicross since: /calico/v1/policy/profile/db/rules
    stdout| Undo:    calicross undo JOURNAL-ENTRY-ID-0000-0000-000000000
    ");
    env.put(BACK, &endpoint("2", "10.65.0.2", "other"));
    let told = why(&env, &["--then", "then.jsonl", "-o", "json"]).ok().json();
    assert_eq!(told["differences"].as_array().unwrap().len(), 3, "{told}");
    assert_snapshot!(why(&env, &["--then", "then.jsonl"]), @"
    exit 0
    stdout| From:    shop/front
    stdout| To:      shop/back
    stdout| Packets: tcp/5432
    stdout| Now:     denied
    stdout|   no profile of the endpoint decides
    stdout| In then.jsonl of YYYY-MM-DDTHH:MM:SSZ: allowed
    stdout|   inbound rule 2 of profile db: allow tcp from tag web to ports 5432
    stdout|   outbound rule 1 of profile web: allow
    stdout| No one object makes the difference by itself. What differs:
    stdout|   endpoint shop/back: profile other added; profile db removed
    stdout|     changed outside calicross
    stdout|   profile db: inbound rule removed: allow from tag db; inbound rule removed: allow tcp from tag web to ports 5432
    stdout|     changed outside calicross
    stdout|   profile other: labels made; rules made; inbound rule added: allow from tag other; outbound rule added: allow; tags made; tag other added
    stdout|     last changed YYYY-MM-DDTHH:MM:SSZ by `profile add other` by tester; undo: calicross undo JOURNAL-ENTRY-ID-0000-0000-000000000
    ");
    assert_snapshot!(why(&env, &["--then", "none.jsonl"]), @"
    exit 3
    stderr| error: backup none.jsonl: No such file or directory (os error 2)
    ");
}

#[test]
fn a_pod_that_was_not_there() {
    let env = shop();
    env.run(&["key", "rm", FRONT, "--yes", "--force=owner"]).ok();
    assert_snapshot!(why(&env, &[]), @"
    exit 0
    stdout| From:    shop/front
    stdout| To:      shop/back
    stdout| Packets: tcp/5432
    stdout| Now:     nobody to ask about: endpoint shop/front does not exist
    stdout| Until YYYY-MM-DDTHH:MM:SSZ: denied
    stdout|   no profile of the endpoint decides
    stdout| Since: `key rm /calico/v1/host/n1/workload/k8s/shop.front/endpoint/eth0 --force=owner` by tester
    stdout|   endpoint shop/front: removed
    stdout| Undo:    calicross undo JOURNAL-ENTRY-ID-0000-0000-000000000
    ");
}
