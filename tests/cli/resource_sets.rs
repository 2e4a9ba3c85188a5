//! `calicross apply --set`, `--prune`, `--target`, `calicross drift`

use insta::assert_snapshot;

use crate::harness::Env;

fn profile(name: &str, port: u16) -> String {
    format!(
        "---\napiVersion: v1\nkind: profile\nmetadata: {{name: {name}}}\nspec:\n  ingress:\n  - {{action: allow, protocol: tcp, destination: {{ports: [{port}]}}}}\n"
    )
}

#[test]
fn what_the_files_no_longer_hold_goes() {
    let env = Env::new();
    env.run(&["profile", "add", "old"]).ok();
    let all = env.file("all.yaml", &[profile("a", 1), profile("b", 1), profile("old", 1)].concat());
    assert_snapshot!(env.run(&["apply", "-f", &all, "--set", "shop", "--yes"]), @"
    exit 0
    stdout| profile a created
    stdout| profile b created
    stdout| profile old changed
    stdout| set shop has 3 new resources
    stderr| datastore: file at DIR/store.redb
    ");
    let (before, journal) = (env.dump(), env.journal());
    assert_snapshot!(env.run(&["apply", "-f", &all, "--set", "shop", "--prune"]), @"
    exit 0
    stdout| 3 resources unchanged
    ");
    assert_eq!((env.dump(), env.journal()), (before, journal));
    assert_snapshot!(String::from_utf8(env.sets().into_values().nth(1).unwrap()).unwrap(), @r#"{"schema": "calicross/set-member/1", "made": true, "was": null, "document": {"apiVersion": "v1", "kind": "profile", "metadata": {"name": "a"}, "spec": {"ingress": [{"action": "allow", "protocol": "tcp", "destination": {"ports": [1]}}]}}}"#);

    // What was there before the set had it is nobody's to take away; what no set has is not looked at.
    env.run(&["profile", "add", "other"]).ok();
    let few = env.file("few.yaml", &profile("a", 2));
    assert_snapshot!(env.run(&["diff", "-f", &few, "--set", "shop", "--prune", "--summary"]), @"
    exit 1
    stdout| change profile a
    stdout| delete profile b
    stdout| 1 to change, 1 to delete
    stderr| warning: profile old is left: it was there before set shop had it
    ");
    assert_snapshot!(env.run(&["apply", "-f", &few, "--set", "shop", "--prune", "--max-deletes", "0"]), @"
    exit 3
    stderr| error: set shop would lose 1 of its resources, such as profile b: more than --max-deletes 0
    stderr| hint: `diff --set NAME --prune` shows all of them; --max-deletes allows as many
    ");
    assert_snapshot!(env.run(&["apply", "-f", &few, "--set", "shop", "--prune"]), @"
    exit 3
    stderr| warning: profile old is left: it was there before set shop had it
    stderr| error: not confirmed: removes profile b
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["apply", "-f", &few, "--set", "shop", "--prune", "--yes"]), @"
    exit 0
    stdout| profile a changed
    stdout| profile b deleted
    stderr| warning: profile old is left: it was there before set shop had it
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["get", "profile", "-o", "name"]), @"
    exit 0
    stdout| profile/a
    stdout| profile/old
    stdout| profile/other
    ");
    assert_eq!(env.sets().len(), 1 + 1);
    env.run(&["undo", "--last", "--yes"]).ok();
    assert_eq!(env.sets().len(), 3 + 1);
}

#[test]
fn what_somebody_has_changed_by_hand_is_not_overwritten() {
    let env = Env::new();
    let file = env.file("shop.yaml", &[profile("a", 1), profile("b", 1)].concat());
    env.run(&["apply", "-f", &file, "--set", "shop"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"
    exit 0
    stderr| nothing has drifted
    ");
    env.run(&["profile", "rule", "add", "a", "inbound", "deny", "udp"]).ok();
    env.run(&["profile", "tag", "add", "a", "x"]).ok();
    env.run(&["profile", "remove", "b", "--yes"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"
    exit 1
    stdout| SET   KIND     NAME  STATE    FIELDS
    stdout| shop  profile  a     changed  metadata.tags,spec.ingress
    stdout| shop  profile  b     missing  -
    ");
    assert_snapshot!(env.run(&["drift", "--set", "gone"]), @"
    exit 3
    stderr| error: set gone does not exist
    stderr| hint: `apply --set NAME` makes one
    ");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--set", "shop", "--yes"]), @"
    exit 3
    stderr| error: profile a was changed since set shop was applied: metadata.tags, spec.ingress (/calicross/v1/sets/shop/profile:a)
    stderr| hint: --force=drift does it all the same
    ");
    // A file that says what was done by hand is no drift any more.
    let adopted = env.run(&["get", "profile", "a", "-o", "yaml"]).ok().stdout();
    let adopted = env.file("adopted.yaml", &adopted);
    env.run(&["apply", "-f", &adopted, "--set", "shop"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"
    exit 1
    stdout| SET   KIND     NAME  STATE    FIELDS
    stdout| shop  profile  b     missing  -
    ");
    env.run(&["profile", "tag", "add", "a", "y"]).ok();
    assert_snapshot!(env.run(&["apply", "-f", &file, "--set", "shop", "--yes", "--force=drift"]), @"
    exit 0
    stdout| profile a changed
    stdout| profile b created
    stderr| warning: forced: profile a was changed since set shop was applied: metadata.tags
    stderr| warning: forced: profile b was deleted since set shop was applied
    stderr| datastore: file at DIR/store.redb
    ");
    env.run(&["drift", "--set", "shop"]).ok();
}

#[test]
fn one_resource_of_the_files_at_a_time() {
    let env = Env::new();
    let file = env.file("shop.yaml", &[profile("a", 1), profile("b", 1)].concat());
    assert_snapshot!(env.run(&["apply", "-f", &file, "--target", "profile/b"]), @"
    exit 0
    stdout| profile b created
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--target", "profile/c"]), @"
    exit 3
    stderr| error: profile c is not in the files
    ");
    assert_snapshot!(env.run(&["diff", "-f", &file, "--summary"]), @"
    exit 1
    stdout| create profile a
    stdout| 1 to create, 1 unchanged
    ");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--set", "_x"]), @"
    exit 2
    stderr| error: invalid value '_x' for '--set <NAME>': '_x' begins with '_' or '.'
    stderr| hint: usage: calicross apply [OPTIONS]
    ");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--prune"]), @"
    exit 2
    stderr| error: the following required arguments were not provided: --set <NAME>
    stderr| hint: usage: calicross apply [OPTIONS]
    ");
}

#[test]
fn links_that_pods_lack_are_drift() {
    let env = Env::new();
    let group = "4fe422ed-4730-4af4-b835-38d09235bd4a";
    env.put_all(&[
        (&format!("/calico/v1/policy/profile/openstack-sg-{group}/tags"), &format!(r#"["{group}"]"#)),
        (
            &format!("/calico/v1/policy/profile/openstack-sg-{group}/rules"),
            r#"{"inbound_rules": [], "outbound_rules": []}"#,
        ),
        (
            "/calico/v1/host/n/workload/k8s/shop.web-1/endpoint/eth0",
            r#"{"state": "active", "name": "cali1", "profile_ids": []}"#,
        ),
    ]);
    env.run(&["link", "add", "l", "--sg", group, "--no-impact"]).ok();
    env.run(&["link", "attach", "l", "--namespace", "shop", "--keep", "--yes", "--no-impact"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"
    exit 0
    stderr| nothing has drifted
    ");
    env.put(
        "/calico/v1/host/n/workload/k8s/shop.web-1/endpoint/eth0",
        br#"{"state": "active", "name": "cali1", "profile_ids": []}"#,
    );
    assert_snapshot!(env.run(&["drift"]), @"
    exit 1
    stdout| SET  KIND  NAME  STATE    FIELDS
    stdout| -    link  l     lacking  n/k8s/shop.web-1/eth0
    ");
}

#[test]
fn what_is_deleted_by_name_or_by_files_leaves_its_sets() {
    let env = Env::new();
    let all = env.file("all.yaml", &[profile("a", 1), profile("b", 1), profile("c", 1)].concat());
    env.run(&["apply", "-f", &all, "--set", "shop"]).ok();
    env.run(&["apply", "-f", &all, "--set", "other"]).ok();
    // By another verb it is a change by hand.
    env.run(&["profile", "remove", "c", "--yes"]).ok();
    assert_snapshot!(env.run(&["delete", "profile", "a", "--yes"]), @"
    exit 0
    stdout| profile a deleted
    stdout| set other no longer has profile a
    stdout| set shop no longer has profile a
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["drift", "--set", "shop"]), @"
    exit 1
    stdout| SET   KIND     NAME  STATE    FIELDS
    stdout| shop  profile  c     missing  -
    ");
    // What somebody has deleted before is meant to be gone, once it is asked for.
    let gone = env.file("gone.yaml", &profile("c", 1));
    assert_snapshot!(env.run(&["delete", "-f", &gone, "--skip-not-exists"]), @"
    exit 0
    stdout| set other no longer has profile c
    stdout| set shop no longer has profile c
    stdout| profile c is not there
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["drift"]), @"
    exit 0
    stderr| nothing has drifted
    ");
    // The files have it still: it is made again, and nothing stands in the way.
    assert_snapshot!(env.run(&["apply", "-f", &all, "--set", "shop", "--prune"]), @"
    exit 0
    stdout| profile a created
    stdout| profile c created
    stdout| 1 unchanged
    stdout| set shop has 2 new resources
    stderr| datastore: file at DIR/store.redb
    ");
    env.run(&["undo", "--last", "--yes"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"
    exit 0
    stderr| nothing has drifted
    ");
}

#[test]
fn settings_that_are_deleted_leave_their_set_alone() {
    let env = Env::new();
    let config = |spec: &str| format!("apiVersion: calicross/v1\nkind: felixConfig\nspec: {spec}\n");
    let both = env.file("both.yaml", &config("{LogSeverityScreen: INFO, IpInIpMtu: 1400}"));
    env.run(&["apply", "-f", &both, "--set", "felix", "--yes"]).ok();
    let one = env.file("one.yaml", &config("{IpInIpMtu: 1400}"));
    env.run(&["delete", "-f", &one, "--yes"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"
    exit 0
    stderr| nothing has drifted
    ");
    env.run(&["config", "set", "LogSeverityScreen", "DEBUG", "--yes"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"
    exit 1
    stdout| SET    KIND         NAME    STATE    FIELDS
    stdout| felix  felixConfig  global  changed  spec.LogSeverityScreen
    ");
    env.run(&["delete", "felixConfig", "global", "--yes"]).ok();
    assert!(env.sets().is_empty());
}
