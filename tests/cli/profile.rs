//! `calicross profile`

use insta::assert_snapshot;

use crate::harness::Env;

const WORKLOAD: &str = "/calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0";

#[test]
fn add_writes_what_felix_expects() {
    let env = Env::new();
    let run = env.run(&["profile", "add", "web"]);
    assert_snapshot!(run, @"
    exit 0
    stdout| profile web added
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value("/calico/v1/policy/profile/web/tags").unwrap(), @r#"["web"]"#);
    assert_snapshot!(env.value("/calico/v1/policy/profile/web/labels").unwrap(), @"{}");
    assert_snapshot!(env.value("/calico/v1/policy/profile/web/rules").unwrap(), @r#"{"id": "web", "inbound_rules": [{"action": "allow", "src_tag": "web"}], "outbound_rules": [{"action": "allow"}]}"#);
}

#[test]
fn dry_run_shows_each_key_and_writes_nothing() {
    let env = Env::new();
    assert_snapshot!(env.run(&["profile", "add", "web", "--dry-run"]), @r#"
    exit 0
    stdout| + /calico/v1/policy/profile/web/labels  {}
    stdout| + /calico/v1/policy/profile/web/rules  {"id": "web", "inbound_rules": [{"action": "allow", "src_tag": "web"}], "outbound_rules": [{"action": "allow"}]}
    stdout| + /calico/v1/policy/profile/web/tags  ["web"]
    stdout| dry run: profile web added
    stdout| no traffic opens or closes
    "#);
    assert_snapshot!(env.run(&["profile", "add", "web", "--dry-run", "--exit-code", "--diff"]), @r#"
    exit 1
    stdout| --- /dev/null
    stdout| +++ /calico/v1/policy/profile/web/labels
    stdout| @@ -0,0 +1 @@
    stdout| +{}
    stdout| --- /dev/null
    stdout| +++ /calico/v1/policy/profile/web/rules
    stdout| @@ -0,0 +1,14 @@
    stdout| +{
    stdout| +  "id": "web",
    stdout| +  "inbound_rules": [
    stdout| +    {
    stdout| +      "action": "allow",
    stdout| +      "src_tag": "web"
    stdout| +    }
    stdout| +  ],
    stdout| +  "outbound_rules": [
    stdout| +    {
    stdout| +      "action": "allow"
    stdout| +    }
    stdout| +  ]
    stdout| +}
    stdout| --- /dev/null
    stdout| +++ /calico/v1/policy/profile/web/tags
    stdout| @@ -0,0 +1,3 @@
    stdout| +[
    stdout| +  "web"
    stdout| +]
    stdout| dry run: profile web added
    stdout| no traffic opens or closes
    "#);
    assert!(env.dump().is_empty());
    assert!(!env.store().exists());
}

#[test]
fn exit_code_is_0_where_nothing_would_change() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["profile", "add", "web", "--dry-run", "--exit-code"]), @"
    exit 0
    stdout| profile web is there already
    ");
}

#[test]
fn add_refuses_one_that_differs() {
    let env = Env::with_web();
    env.run(&["profile", "tag", "add", "web", "T"]).ok();
    let before = env.dump();
    assert_snapshot!(env.run(&["profile", "add", "web"]), @r#"
    exit 3
    stderr| error: profile web exists and is not what a new one is: its tags differ (/calico/v1/policy/profile/web/tags)
    stderr| --- /calico/v1/policy/profile/web/tags
    stderr| +++ /calico/v1/policy/profile/web/tags
    stderr| @@ -1,4 +1,3 @@
    stderr|  [
    stderr| -  "web",
    stderr| -  "T"
    stderr| +  "web"
    stderr|  ]
    stderr| hint: `calicross profile show web` shows it; --update makes it what a new one is
    "#);
    assert_eq!(env.dump(), before);
}

#[test]
fn add_update_makes_it_like_new() {
    let env = Env::with_web();
    let new = env.dump();
    env.run(&["profile", "tag", "add", "web", "T"]).ok();
    assert_snapshot!(env.run(&["profile", "add", "web", "--update"]), @"
    exit 3
    stderr| error: not confirmed: replaces what profile web carries and does by what a new one does
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["profile", "add", "web", "--update", "--yes"]), @"
    exit 0
    stdout| profile web updated
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.dump(), new);
}

#[test]
fn list_is_sorted_by_name() {
    let env = Env::with_web();
    env.run(&["profile", "add", "api"]).ok();
    env.run(&["profile", "tag", "add", "api", "T", "U"]).ok();
    assert_snapshot!(env.run(&["profile", "list"]), @"
    exit 0
    stdout| NAME  INBOUND  OUTBOUND  TAGS
    stdout| api         1         1  api,T,U
    stdout| web         1         1  web
    ");
    assert_snapshot!(env.run(&["profile", "show"]), @"
    exit 0
    stdout| NAME  INBOUND  OUTBOUND  TAGS
    stdout| api         1         1  api,T,U
    stdout| web         1         1  web
    ");
    assert_snapshot!(env.run(&["profile", "list", "-o", "wide"]), @"
    exit 0
    stdout| NAME  INBOUND  OUTBOUND  TAGS     LABELS
    stdout| api         1         1  api,T,U  -
    stdout| web         1         1  web      -
    ");
}

#[test]
fn an_empty_list_says_so_on_stderr() {
    let env = Env::new();
    assert_snapshot!(env.run(&["profile", "list"]), @"
    exit 0
    stderr| no profiles
    ");
    assert_snapshot!(env.run(&["profile", "list", "-q"]), @"exit 0");
}

#[test]
fn show_has_all_of_a_profile() {
    let env = Env::with_web();
    env.put("/calico/v1/policy/profile/web/labels", br#"{"team": "blue", "tier": "web"}"#);
    assert_snapshot!(env.run(&["profile", "show", "web"]), @"
    exit 0
    stdout| Profile: web
    stdout| Tags:    web
    stdout| Labels:  team=blue, tier=web
    stdout| Inbound rules:
    stdout|    1 allow from tag web
    stdout| Outbound rules:
    stdout|    1 allow
    ");
    assert_snapshot!(env.run(&["profile", "show", "nope"]), @"
    exit 3
    stderr| error: profile nope does not exist (/calico/v1/policy/profile/nope)
    stderr| hint: `calicross profile list` shows those that do
    ");
}

#[test]
fn show_says_what_a_missing_part_means() {
    let env = Env::new();
    env.put("/calico/v1/policy/profile/bare/tags", b"[]");
    assert_snapshot!(env.run(&["profile", "show", "bare"]), @"
    exit 0
    stdout| Profile: bare
    stdout| Tags:    -
    stdout| Labels:  missing
    stdout| Rules:   missing: Felix drops everything that reaches the profile
    ");
}

#[test]
fn remove_asks_and_leaves_no_key() {
    let env = Env::with_web();
    let before = env.dump();
    assert_snapshot!(env.run(&["profile", "remove", "web"]), @"
    exit 3
    stderr| error: not confirmed: removes profile web
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_eq!(env.dump(), before);
    assert_snapshot!(env.run(&["profile", "remove", "web", "--yes"]), @"
    exit 0
    stdout| profile web removed
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(env.dump().is_empty());
}

#[test]
fn remove_of_none_is_refused_unless_told() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["profile", "remove", "nope", "--yes"]), @"
    exit 3
    stderr| error: profile nope does not exist (/calico/v1/policy/profile/nope)
    stderr| hint: `calicross profile list` shows those that do
    ");
    assert_snapshot!(env.run(&["profile", "remove", "nope", "--yes", "--if-exists"]), @"
    exit 0
    stdout| profile nope is not there
    ");
}

#[test]
fn remove_of_one_missing_among_several_removes_none() {
    let env = Env::with_web();
    let before = env.dump();
    assert_eq!(env.run(&["profile", "remove", "web", "nope", "--yes"]).code(), 3);
    assert_eq!(env.dump(), before);
}

#[test]
fn remove_in_use_needs_its_word() {
    let env = Env::with_web();
    env.put(
        WORKLOAD,
        br#"{"state":"active","name":"cali1","mac":null,"profile_ids":["web"],"ipv4_nets":[],"ipv6_nets":[]}"#,
    );
    assert_snapshot!(env.run(&["profile", "remove", "web", "--yes"]), @"
    exit 3
    stderr| error: profile web is in use: 1 endpoint uses it and would be cut off, first /calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0
    stderr| hint: --force=in-use does it all the same
    ");
    assert_snapshot!(env.run(&["profile", "remove", "web", "--yes", "--force=owner"]), @"
    exit 3
    stderr| error: profile web is in use: 1 endpoint uses it and would be cut off, first /calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0
    stderr| hint: --force=in-use does it all the same
    ");
    assert_snapshot!(env.run(&["profile", "remove", "web", "--force=in-use"]), @"
    exit 3
    stderr| warning: forced: profile web is in use: 1 endpoint uses it and would be cut off, first /calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0
    stderr| error: not confirmed: removes profile web
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["profile", "remove", "web", "--yes", "--force=in-use"]), @"
    exit 0
    stdout| profile web removed
    stderr| warning: forced: profile web is in use: 1 endpoint uses it and would be cut off, first /calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["history", "list", "--jq", ".items[-1] | {command, forced}"]), @r#"
    exit 0
    stdout| {"command":["profile","remove","web","--force=in-use"],"forced":["in-use"]}
    "#);
}

#[test]
fn remove_warns_of_rules_that_then_match_nothing() {
    let env = Env::with_web();
    env.run(&["profile", "add", "api"]).ok();
    env.run(&["profile", "rule", "add", "api", "inbound", "allow", "from", "tag", "web"]).ok();
    assert_snapshot!(env.run(&["profile", "remove", "web", "--yes"]), @"
    exit 0
    stdout| profile web removed
    stderr| warning: tag web is then carried by no profile, but /calico/v1/policy/profile/api/rules refers to it
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn what_another_component_owns_needs_its_word() {
    let env = Env::new();
    let group = "openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a";
    let tags = format!("/calico/v1/policy/profile/{group}/tags");
    env.put(&tags, br#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
    assert_snapshot!(env.run(&["profile", "tag", "add", group, "T"]), @"
    exit 3
    stderr| error: /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| hint: --force=owner does it all the same
    ");
    // A bare --force never means owner.
    assert_eq!(env.run(&["profile", "tag", "add", group, "T", "--force", "--yes"]).code(), 3);
    assert_snapshot!(env.run(&["profile", "tag", "add", group, "T", "--force=owner", "--reason", "to see"]), @"
    exit 0
    stdout| tag T added to profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stderr| warning: forced: /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(&tags).unwrap(), @r#"["4fe422ed-4730-4af4-b835-38d09235bd4a", "T"]"#);
    assert_snapshot!(env.run(&["profile", "add", "k8s_ns.shop"]), @"
    exit 3
    stderr| error: /calico/v1/policy/profile/k8s_ns.shop/labels belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| hint: --force=owner does it all the same
    ");
}

#[test]
fn clone_renames_what_is_its_own() {
    let env = Env::with_web();
    env.run(&["profile", "tag", "add", "web", "T"]).ok();
    env.run(&["profile", "rule", "add", "web", "inbound", "allow", "from", "tag", "T"]).ok();
    assert_snapshot!(env.run(&["profile", "clone", "web", "web2"]), @"
    exit 0
    stdout| profile web2 added, a copy of web
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "show", "web2"]), @"
    exit 0
    stdout| Profile: web2
    stdout| Tags:    web2, T
    stdout| Labels:  -
    stdout| Inbound rules:
    stdout|    1 allow from tag web2
    stdout|    2 allow from tag T
    stdout| Outbound rules:
    stdout|    1 allow
    ");
    assert_snapshot!(env.run(&["profile", "clone", "web", "web2"]), @"
    exit 0
    stdout| profile web2 is a copy of web already
    ");
    env.run(&["profile", "tag", "add", "web2", "U"]).ok();
    assert_snapshot!(env.run(&["profile", "clone", "web", "web2"]), @"
    exit 3
    stderr| error: profile web2 exists and is no copy of web (/calico/v1/policy/profile/web2/rules)
    stderr| hint: `calicross profile show web2` shows it
    ");
    assert_snapshot!(env.run(&["profile", "clone", "nope", "web3"]), @"
    exit 3
    stderr| error: profile nope does not exist (/calico/v1/policy/profile/nope)
    stderr| hint: `calicross profile list` shows those that do
    ");
}
