//! `calicross profile rule`

use insta::assert_snapshot;

use crate::harness::Env;

const RULES: &str = "/calico/v1/policy/profile/web/rules";

/// As networking-calico writes them: no action, always an IP version, ranges as text, numbers as it spelled them.
const FOREIGN: &str = r#"{"outbound_rules": [{"ip_version": 4, "dst_net": "0.0.0.0/0"}], "x": 1.50, "inbound_rules": [{"ip_version": 4, "protocol": "udp", "src_net": "10.10.0.0/24", "dst_ports": ["1:65535"]}, {"ip_version": 4, "src_tag": "sg"}]}"#;

fn add(env: &Env, rule: &str) -> crate::harness::Run {
    let words: Vec<&str> = ["profile", "rule", "add", "web"].into_iter().chain(rule.split(' ')).collect();
    env.run(&words)
}

#[test]
fn the_whole_language_is_understood() {
    let env = Env::with_web();
    for rule in [
        "inbound allow tcp from ports 1024:65535 tag web to ports 80,443,8000:8080",
        "inbound deny udp from cidr 10.0.0.0/8",
        "inbound log icmp type 8 code 0",
        "inbound next-tier icmpv6 type 128",
        "inbound allow sctp from tag web",
        "inbound allow udplite",
        "inbound allow 112",
        "inbound deny not tcp from not tag web not cidr 10.0.0.0/8",
        "outbound deny to cidr fd00::/8",
        "outbound allow tcp to not ports 25",
        "outbound allow to selector role=='db'",
    ] {
        let run = add(&env, rule);
        assert_eq!(run.code(), 0, "{rule}: {run}");
    }
    assert_snapshot!(env.run(&["profile", "rule", "list", "web"]), @r#"
    exit 0
    stdout| Inbound rules:
    stdout|    1 allow from tag web
    stdout|    2 allow tcp from ports 1024:65535 tag web to ports 80,443,8000:8080
    stdout|    3 deny udp from cidr 10.0.0.0/8 ip-version 4
    stdout|    4 log icmp type 8 code 0 ip-version 4
    stdout|    5 next-tier icmpv6 type 128 ip-version 6
    stdout|    6 allow sctp from tag web
    stdout|    7 allow udplite
    stdout|    8 allow 112
    stdout|    9 deny not tcp from not tag web not cidr 10.0.0.0/8 ip-version 4
    stdout| Outbound rules:
    stdout|    1 allow
    stdout|    2 deny to cidr fd00::/8 ip-version 6
    stdout|    3 allow tcp to not ports 25
    stdout|    4 allow to selector "role=='db'"
    "#);
    assert_snapshot!(env.run(&["profile", "rule", "list", "web", "-o", "wide", "--filter", "RULE~tcp"]), @"
    exit 0
    stdout| DIRECTION  AT  RULE
    stdout| inbound     2  allow tcp from ports 1024:65535 tag web to ports 80,443,8000:8080
    stdout| inbound     9  deny not tcp from not tag web not cidr 10.0.0.0/8 ip-version 4
    stdout| outbound    3  allow tcp to not ports 25
    ");
    assert_snapshot!(env.value(RULES).unwrap(), @r#"{"id": "web", "inbound_rules": [{"action": "allow", "src_tag": "web"}, {"action": "allow", "protocol": "tcp", "src_tag": "web", "src_ports": ["1024:65535"], "dst_ports": [80, 443, "8000:8080"]}, {"action": "deny", "ip_version": 4, "protocol": "udp", "src_net": "10.0.0.0/8"}, {"action": "log", "ip_version": 4, "protocol": "icmp", "icmp_type": 8, "icmp_code": 0}, {"action": "next-tier", "ip_version": 6, "protocol": "icmpv6", "icmp_type": 128}, {"action": "allow", "protocol": "sctp", "src_tag": "web"}, {"action": "allow", "protocol": "udplite"}, {"action": "allow", "protocol": 112}, {"action": "deny", "ip_version": 4, "!protocol": "tcp", "!src_tag": "web", "!src_net": "10.0.0.0/8"}], "outbound_rules": [{"action": "allow"}, {"action": "deny", "ip_version": 6, "dst_net": "fd00::/8"}, {"action": "allow", "protocol": "tcp", "!dst_ports": [25]}, {"action": "allow", "dst_selector": "role=='db'"}]}"#);
}

#[test]
fn a_position_is_counted_from_1() {
    let env = Env::with_web();
    assert_snapshot!(add(&env, "inbound deny udp --at 1"), @"
    exit 0
    stdout| inbound rule added to profile web: deny udp
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(add(&env, "inbound deny tcp --at 9"), @"
    exit 3
    stderr| error: profile web, inbound: position 9 is out of range: it must be from 1 to 3 (/calico/v1/policy/profile/web/rules)
    stderr| hint: `calicross profile rule list web` counts them from 1
    ");
    assert_snapshot!(add(&env, "inbound deny tcp --at 0"), @"
    exit 3
    stderr| error: profile web, inbound: position 0 is out of range: it must be from 1 to 3 (/calico/v1/policy/profile/web/rules)
    stderr| hint: `calicross profile rule list web` counts them from 1
    ");
    assert_snapshot!(env.run(&["profile", "rule", "list", "web"]), @"
    exit 0
    stdout| Inbound rules:
    stdout|    1 deny udp
    stdout|    2 allow from tag web
    stdout| Outbound rules:
    stdout|    1 allow
    ");
}

#[test]
fn a_rule_that_is_there_is_not_added_again() {
    let env = Env::with_web();
    let before = env.dump();
    assert_snapshot!(add(&env, "inbound allow from tag web"), @"
    exit 0
    stdout| profile web has the inbound rule already, as number 1: allow from tag web
    ");
    assert_eq!(env.dump(), before);
}

#[test]
fn traps_and_blinded_readers_are_told() {
    let env = Env::with_web();
    assert_snapshot!(add(&env, "inbound allow tcp from cidr 10.0.0.0/8 to ports 1:1024"), @"
    exit 0
    stdout| inbound rule added to profile web: allow tcp from cidr 10.0.0.0/8 to ports 1:1024 ip-version 4
    stderr| warning: calicoctl 0.2x cannot read profile web any more: the rule has 'ip_version'
    stderr| warning: calicoctl 0.2x cannot read profile web any more: the rule has port range
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(add(&env, "inbound deny tcp from cidr 10.0.0.0/8 --dialect calicoctl-0.2x"), @"
    exit 0
    stdout| inbound rule added to profile web: deny tcp from cidr 10.0.0.0/8
    stderr| warning: 10.0.0.0/8 and no ip_version: Felix 1.4 leaves the CIDR out for IPv6, and the rest of the rule matches there
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(RULES).unwrap(), @r#"{"id": "web", "inbound_rules": [{"action": "allow", "src_tag": "web"}, {"action": "allow", "ip_version": 4, "protocol": "tcp", "src_net": "10.0.0.0/8", "dst_ports": ["1:1024"]}, {"action": "deny", "protocol": "tcp", "src_net": "10.0.0.0/8"}], "outbound_rules": [{"action": "allow"}]}"#);
}

#[test]
fn remove_by_words_or_by_place() {
    let env = Env::with_web();
    add(&env, "inbound deny udp").ok();
    assert_snapshot!(env.run(&["profile", "rule", "remove", "web", "inbound", "deny", "udp"]), @"
    exit 3
    stderr| error: not confirmed: removes inbound rule 2 of profile web: deny udp
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["profile", "rule", "remove", "web", "inbound", "deny", "udp", "--yes"]), @"
    exit 0
    stdout| inbound rule 2 removed from profile web: deny udp
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "rule", "remove", "web", "inbound", "deny", "udp", "--yes"]), @"
    exit 3
    stderr| error: profile web has no such inbound rule: deny udp (/calico/v1/policy/profile/web/rules)
    stderr| hint: `calicross profile rule list web` shows those it has
    ");
    assert_snapshot!(env.run(&["profile", "rule", "remove", "web", "inbound", "deny", "udp", "--if-exists"]), @"
    exit 0
    stdout| profile web has no such inbound rule: deny udp
    ");
    assert_snapshot!(env.run(&["profile", "rule", "remove", "web", "inbound", "--at", "2", "--yes"]), @"
    exit 3
    stderr| error: profile web, inbound: position 2 is out of range: it must be from 1 to 1 (/calico/v1/policy/profile/web/rules)
    stderr| hint: `calicross profile rule list web` counts them from 1
    ");
    assert_snapshot!(env.run(&["profile", "rule", "remove", "web", "inbound", "--at", "1", "--yes"]), @"
    exit 0
    stdout| inbound rule 1 removed from profile web: allow from tag web
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(RULES).unwrap(), @r#"{"id": "web", "inbound_rules": [], "outbound_rules": [{"action": "allow"}]}"#);
}

#[test]
fn what_json_prints_update_takes() {
    let env = Env::with_web();
    let json = env.run(&["profile", "rule", "json", "web"]);
    assert_snapshot!(json, @r#"
    exit 0
    stdout| {
    stdout|   "inbound_rules": [
    stdout|     {
    stdout|       "action": "allow",
    stdout|       "src_tag": "web"
    stdout|     }
    stdout|   ],
    stdout|   "outbound_rules": [
    stdout|     {
    stdout|       "action": "allow"
    stdout|     }
    stdout|   ]
    stdout| }
    "#);
    let before = env.dump();
    let run = env.run_with_stdin(&["profile", "rule", "update", "web"], json.stdout_bytes());
    assert_snapshot!(run, @"
    exit 0
    stdout| rules of profile web are so already
    ");
    assert_eq!(env.dump(), before);
}

#[test]
fn update_replaces_and_asks_where_rules_go() {
    let env = Env::with_web();
    let document = br#"{"inbound_rules": [{"action": "deny"}], "outbound_rules": []}"#;
    assert_snapshot!(env.run_with_stdin(&["profile", "rule", "update", "web"], document), @"
    exit 3
    stderr| error: not confirmed: removes 2 rules of profile web
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run_with_stdin(&["profile", "rule", "update", "web", "--yes"], document), @"
    exit 0
    stdout| rules of profile web replaced
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(RULES).unwrap(), @r#"{"id": "web", "inbound_rules": [{"action": "deny"}], "outbound_rules": []}"#);
}

#[test]
fn update_refuses_what_felix_would_turn_into_drop_all() {
    let env = Env::with_web();
    let before = env.dump();
    for (document, _why) in [
        (&br#"{"inbound_rules": [{"action": "alow"}], "outbound_rules": []}"#[..], "action"),
        (br#"{"inbound_rules": [{"protocol": "sctp", "dst_ports": [80]}], "outbound_rules": []}"#, "ports"),
        (br#"{"inbound_rules": ["#, "JSON"),
        (br#"[]"#, "no object"),
        (b"\xff\xfe", "UTF-8"),
        (b"", "nothing"),
    ] {
        let run = env.run_with_stdin(&["profile", "rule", "update", "web", "--yes"], document);
        assert_eq!(run.code(), 5, "{run}");
    }
    assert_eq!(env.dump(), before);
    let bad =
        br#"{"inbound_rules": [{"action": "allow"}, {"protocol": "sctp", "dst_ports": [80]}], "outbound_rules": []}"#;
    assert_snapshot!(env.run_with_stdin(&["profile", "rule", "update", "web"], bad), @"
    exit 5
    stderr| error: rules of profile web: inbound rule 2: ports with protocol sctp: Felix 1.4 makes of it a rule that drops everything; ports go with tcp or udp, by name
    stderr| hint: `calicross profile rule json web` shows the form
    ");
}

#[test]
fn edit_runs_the_editor_and_writes_what_it_left() {
    let env = Env::with_web().set("EDITOR", "sed -i s/allow/deny/");
    assert_snapshot!(env.run(&["profile", "rule", "edit", "web", "--yes"]), @"
    exit 0
    stdout| rules of profile web replaced
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(RULES).unwrap(), @r#"{"id": "web", "inbound_rules": [{"action": "deny", "src_tag": "web"}], "outbound_rules": [{"action": "deny"}]}"#);
}

#[test]
fn an_edit_that_changes_nothing_or_fails_writes_nothing() {
    let env = Env::with_web().set("EDITOR", "true");
    let before = env.dump();
    assert_snapshot!(env.run(&["profile", "rule", "edit", "web"]), @"
    exit 0
    stdout| rules of profile web are so already
    ");
    let env = env.set("VISUAL", "false");
    assert_snapshot!(env.run(&["profile", "rule", "edit", "web"]), @"
    exit 3
    stderr| error: the editor `false` ended with exit status: 1
    stderr| hint: nothing is written
    ");
    assert_eq!(env.dump(), before);
}

#[test]
fn without_terminal_and_editor_there_is_no_edit() {
    assert_snapshot!(Env::with_web().run(&["profile", "rule", "edit", "web"]), @"
    exit 3
    stderr| error: there is no terminal to edit at, and EDITOR is not set
    stderr| hint: nothing is written
    ");
}

#[test]
fn foreign_rules_survive_a_rewrite_as_they_were() {
    let env = Env::new();
    env.put(RULES, FOREIGN.as_bytes());
    assert_snapshot!(env.run(&["profile", "rule", "list", "web"]), @"
    exit 0
    stdout| Inbound rules:
    stdout|    1 allow udp from cidr 10.10.0.0/24 to ports 1:65535 ip-version 4
    stdout|    2 allow from tag sg ip-version 4
    stdout| Outbound rules:
    stdout|    1 allow to cidr 0.0.0.0/0 ip-version 4
    ");
    assert_snapshot!(add(&env, "inbound allow from tag web"), @"
    exit 0
    stdout| inbound rule added to profile web: allow from tag web
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(RULES).unwrap(), @r#"{"id": "web", "outbound_rules": [{"ip_version": 4, "dst_net": "0.0.0.0/0"}], "x": 1.50, "inbound_rules": [{"ip_version": 4, "protocol": "udp", "src_net": "10.10.0.0/24", "dst_ports": ["1:65535"]}, {"ip_version": 4, "src_tag": "sg"}, {"action": "allow", "src_tag": "web"}]}"#);
    env.run(&["profile", "rule", "remove", "web", "inbound", "--at", "3", "--yes"]).ok();
    assert_snapshot!(env.value(RULES).unwrap(), @r#"{"id": "web", "outbound_rules": [{"ip_version": 4, "dst_net": "0.0.0.0/0"}], "x": 1.50, "inbound_rules": [{"ip_version": 4, "protocol": "udp", "src_net": "10.10.0.0/24", "dst_ports": ["1:65535"]}, {"ip_version": 4, "src_tag": "sg"}]}"#);
}
