//! `calicross profile label`

use insta::assert_snapshot;

use crate::harness::Env;

#[test]
fn labels_are_added_shown_and_removed() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["profile", "label", "add", "web", "role=web", "vm"]), @"
    exit 0
    stdout| label role=web added to profile web
    stdout| label vm added to profile web
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "web", "label", "add", "role=web"]), @"
    exit 0
    stdout| label role=web is already on profile web
    ");
    assert_snapshot!(env.run(&["profile", "label", "add", "web", "role=db"]), @"
    exit 3
    stderr| error: profile web has the label role with the value 'web' (/calico/v1/policy/profile/web/labels)
    stderr| hint: --update replaces it
    ");
    assert_snapshot!(env.run(&["profile", "label", "add", "web", "role=db", "--update", "--yes"]), @"
    exit 0
    stdout| label role=db set on profile web
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "label", "list", "web"]), @"
    exit 0
    stdout| KEY   VALUE
    stdout| role  db
    stdout| vm
    ");
    assert_snapshot!(env.run(&["profile", "label", "show", "web", "-o", "name"]), @"
    exit 0
    stdout| role=db
    stdout| vm
    ");
    assert_snapshot!(env.run(&["profile", "label", "remove", "web", "vm"]), @"
    exit 3
    stderr| error: not confirmed: removes label vm from profile web
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["profile", "label", "remove", "web", "vm", "role=db", "--yes"]), @"
    exit 0
    stdout| label vm removed from profile web
    stdout| label role=db removed from profile web
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "label", "remove", "web", "vm"]), @"
    exit 3
    stderr| error: label vm is not on profile web (/calico/v1/policy/profile/web/labels)
    stderr| hint: `calicross profile label list web` shows those that are
    ");
}

#[test]
fn what_others_own_and_what_none_reads() {
    let env = Env::new();
    let group = "openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a";
    env.put_all(&[
        ("/calico/v1/policy/profile/k8s_ns.shop/tags", "[]"),
        (&format!("/calico/v1/policy/profile/{group}/rules"), "{}"),
        ("/calico/v1/policy/profile/other/labels", r#"{"role": "db"}"#),
    ]);
    assert_snapshot!(env.run(&["profile", "label", "add", "k8s_ns.shop", "a=b"]), @"
    exit 3
    stderr| error: /calico/v1/policy/profile/k8s_ns.shop/labels belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| hint: --force=owner does it all the same
    ");
    assert_snapshot!(env.run(&["profile", "label", "add", group, "role=web"]), @"
    exit 0
    stdout| label role=web added to profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stderr| warning: profile other has the label role with another value: of an endpoint's profiles, the last one counts for Felix 1.4, and the first one for Felix 2
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "label", "add", group, "in=web"]), @"
    exit 3
    stderr| error: label key 'in' begins like the operator 'in' or 'not in', so that no selector of Felix 2 can name it
    stderr| hint: keys are letters, digits, `_`, `.`, `-` and `/`; values are up to 63 letters, digits, `_`, `.` and `-`, with a letter or digit at both ends, or empty
    ");
    assert_snapshot!(env.run(&["profile", "label", "add", group, "=web"]), @"
    exit 2
    stderr| error: invalid value '=web' for '<KEY[=VALUE]>...': expected KEY=VALUE, or KEY
    stderr| hint: usage: calicross profile label add [OPTIONS] <PROFILE> <KEY[=VALUE]>...
    ");
}
