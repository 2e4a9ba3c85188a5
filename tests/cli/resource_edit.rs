//! `calicross edit`, `calicross patch`

use insta::assert_snapshot;

use crate::harness::Env;

#[test]
fn single_members_are_patched() {
    let env = Env::new();
    env.run(&[
        "policy",
        "add",
        "web",
        "--selector",
        "a == 'b'",
        "--inbound",
        "allow",
        "--outbound",
        "next-tier",
        "--order",
        "10",
    ])
    .ok();
    assert_snapshot!(env.run(&["patch", "policy", "web", "-p", "{spec: {order: 50, selector: null}, metadata: {annotations: {owner: ann}}}", "--dry-run", "--diff", "--no-impact"]), @"");
    env.run(&["patch", "policy", "web", "-p", "{spec: {order: 50}}", "--yes"]).ok();
    assert_snapshot!(env.run(&["patch", "policy", "web", "-p", "{spec: {order: 50}}"]), @"");
    assert_snapshot!(env.run(&["patch", "policy", "web", "-p", "{spec: {ordre: 50}}"]), @"");
    assert_snapshot!(env.run(&["patch", "policy", "web", "-p", "{metadata: {name: other}}"]), @"");
    assert_snapshot!(env.run(&["patch", "policy", "web", "-p", "["]), @"");
    assert_snapshot!(env.run(&["patch", "policy", "gone", "-p", "{}"]), @"");
}

#[test]
fn resources_are_edited_and_the_difference_is_shown() {
    let env = Env::with_web().set("EDITOR", "sed -i 's/- web/- db/'");
    assert_snapshot!(env.run(&["edit", "profile", "web", "--yes"]), @"");
    assert_snapshot!(env.run(&["edit", "profile", "web"]), @"");
    let env = env.set("EDITOR", "sed -i s/allow/alow/");
    assert_snapshot!(env.run(&["edit", "profile", "web", "--yes"]), @"");
    assert_snapshot!(env.run(&["edit"]), @"");
}
