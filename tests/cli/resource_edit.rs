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
    assert_snapshot!(env.run(&["patch", "policy", "web", "-p", "{spec: {order: 50, selector: null}, metadata: {annotations: {owner: ann}}}", "--dry-run", "--diff", "--no-impact"]), @r#"
    exit 0
    stdout| --- /calico/v1/policy/tier/default/policy/web
    stdout| +++ /calico/v1/policy/tier/default/policy/web
    stdout| @@ -1,6 +1,6 @@
    stdout|  {
    stdout| -  "order": 10,
    stdout| -  "selector": "a == 'b'",
    stdout| +  "order": 50,
    stdout| +  "selector": "",
    stdout|    "inbound_rules": [
    stdout|      {
    stdout|        "action": "allow"
    stdout| @@ -10,5 +10,8 @@
    stdout|      {
    stdout|        "action": "next-tier"
    stdout|      }
    stdout| -  ]
    stdout| +  ],
    stdout| +  "annotations": {
    stdout| +    "owner": "ann"
    stdout| +  }
    stdout|  }
    stdout| dry run: policy default/web changed
    "#);
    env.run(&["patch", "policy", "web", "-p", "{spec: {order: 50}}", "--yes"]).ok();
    assert_snapshot!(env.run(&["patch", "policy", "web", "-p", "{spec: {order: 50}}"]), @"
    exit 0
    stdout| unchanged
    ");
    assert_snapshot!(env.run(&["patch", "policy", "web", "-p", "{spec: {ordre: 50}}"]), @"
    exit 5
    stderr| what was patched:16:3: spec.ordre: is not recognized here; what is: order, selector, ingress, egress, doNotTrack, preDNAT, types
    stderr|   16 |   ordre: 50
    stderr|      |   ^
    stderr| error: the files are not valid: what was patched:16:3: spec.ordre: is not recognized here; what is: order, selector, ingress, egress, doNotTrack, preDNAT, types
    stderr| hint: nothing is written
    ");
    assert_snapshot!(env.run(&["patch", "policy", "web", "-p", "{metadata: {name: other}}"]), @"
    exit 3
    stderr| error: policy default/other is another resource: `apply` makes one
    stderr| hint: nothing is written
    ");
    assert_snapshot!(env.run(&["patch", "policy", "web", "-p", "["]), @"
    exit 2
    stderr| error: --patch is no YAML: unclosed bracket '[' at line 1 column 1
    ");
    assert_snapshot!(env.run(&["patch", "policy", "gone", "-p", "{}"]), @"
    exit 3
    stderr| error: policy default/gone does not exist
    stderr| hint: `calicross get policy` lists those that do
    ");
}

#[test]
fn resources_are_edited_and_the_difference_is_shown() {
    let env = Env::with_web().set("EDITOR", "sed -i 's/- web/- db/'");
    assert_snapshot!(env.run(&["edit", "profile", "web", "--yes"]), @r#"
    exit 0
    stdout| --- /calico/v1/policy/profile/web/tags
    stdout| +++ /calico/v1/policy/profile/web/tags
    stdout| @@ -1,3 +1,3 @@
    stdout|  [
    stdout| -  "web"
    stdout| +  "db"
    stdout|  ]
    stdout| profile web changed
    stderr| datastore: file at DIR/store.redb
    "#);
    assert_snapshot!(env.run(&["edit", "profile", "web"]), @"
    exit 0
    stdout| unchanged
    ");
    let kept = env.dir().join("kept");
    std::fs::create_dir(&kept).unwrap();
    let env = env.set("EDITOR", "sed -i s/allow/alow/").set("TMPDIR", &kept.display().to_string());
    let run = env.run(&["edit", "profile", "web", "--yes"]);
    assert_eq!(run.code(), 5, "{run}");
    assert!(run.stderr().contains("what was edited:10:13: spec.ingress[0].action: 'alow' is none of"), "{run}");
    // What was typed is not lost.
    let files: Vec<_> = std::fs::read_dir(&kept).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    assert!(run.stderr().contains(&format!("is kept in {}", file.display())), "{run}");
    assert!(std::fs::read_to_string(file).unwrap().contains("- action: alow"));
    assert_snapshot!(env.run(&["edit"]), @"
    exit 2
    stderr| error: nothing says which resource
    stderr| hint: a kind and a name do, as in: policy web
    ");
}
