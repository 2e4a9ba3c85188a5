//! `calicross plan`, and `--dry-run --out`

use insta::assert_snapshot;

use crate::harness::Env;

fn with_plan() -> Env {
    let env = Env::with_web();
    env.run(&["profile", "tag", "add", "web", "T", "--dry-run", "--out", "web.plan", "-q"]).ok();
    env
}

#[test]
fn a_plan_is_saved_shown_and_carried_out() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["profile", "tag", "add", "web", "T", "--dry-run", "--out", "web.plan"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/web/tags  ["web", "T"]
    stdout| dry run: tag T added to profile web
    stdout| no traffic opens or closes
    stderr| saved; `calicross plan apply web.plan` carries it out
    "#);
    assert_snapshot!(env.run(&["plan", "show", "web.plan"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/web/tags  ["web", "T"]
    stdout| dry run: tag T added to profile web
    stdout| no traffic opens or closes
    stderr| plan of YYYY-MM-DDTHH:MM:SSZ: profile tag add web T
    stderr| for file IDENTITY at DIR/store.redb
    "#);
    assert_snapshot!(env.run(&["plan", "show", "web.plan", "--diff", "--exit-code"]), @r#"
    exit 1
    stdout| --- /calico/v1/policy/profile/web/tags
    stdout| +++ /calico/v1/policy/profile/web/tags
    stdout| @@ -1,3 +1,4 @@
    stdout|  [
    stdout| -  "web"
    stdout| +  "web",
    stdout| +  "T"
    stdout|  ]
    stdout| dry run: tag T added to profile web
    stdout| no traffic opens or closes
    stderr| plan of YYYY-MM-DDTHH:MM:SSZ: profile tag add web T
    stderr| for file IDENTITY at DIR/store.redb
    "#);
    assert_snapshot!(env.run(&["plan", "apply", "web.plan", "--reason", "as agreed"]), @"
    exit 0
    stdout| tag T added to profile web
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.value("/calico/v1/policy/profile/web/tags").unwrap(), r#"["web", "T"]"#);
    assert_snapshot!(env.run(&["history", "list", "-n", "1", "-o", "wide", "--no-headers", "--jq", ".items[] | [.command, .reason]"]), @r#"
    exit 0
    stdout| [["profile","tag","add","web","T"],"as agreed"]
    "#);
}

#[test]
fn a_plan_file_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let env = with_plan();
    let mode = std::fs::metadata(env.dir().join("web.plan")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_stale_plan_is_refused_with_its_keys() {
    let env = with_plan();
    env.run(&["profile", "tag", "add", "web", "U"]).ok();
    let before = env.dump();
    assert_snapshot!(env.run(&["plan", "apply", "web.plan"]), @"
    exit 4
    stderr| error: the plan is stale; changed since: /calico/v1/policy/profile/web/tags
    stderr| hint: nothing is written; make the plan anew
    ");
    assert_snapshot!(env.run(&["plan", "apply", "web.plan", "-o", "json"]), @r#"
    exit 4
    stderr| {"schema":"calicross/error/1","kind":"stale","code":4,"message":"the plan is stale; changed since: /calico/v1/policy/profile/web/tags","object":"plan web.plan","key":"/calico/v1/policy/profile/web/tags","hint":"nothing is written; make the plan anew"}
    "#);
    assert_eq!(env.dump(), before);
}

#[test]
fn a_plan_is_carried_out_once() {
    let env = with_plan();
    env.run(&["plan", "apply", "web.plan"]).ok();
    let before = env.dump();
    assert_snapshot!(env.run(&["plan", "apply", "web.plan"]), @"
    exit 4
    stderr| error: the plan is stale; changed since: /calico/v1/policy/profile/web/tags
    stderr| hint: nothing is written; make the plan anew
    ");
    assert_eq!(env.dump(), before);
}

#[test]
fn a_plan_for_another_datastore_is_refused() {
    let env = with_plan();
    let other = Env::with_web();
    let path = env.dir().join("web.plan").display().to_string();
    let before = other.dump();
    let run = other.run(&["plan", "apply", &path]);
    assert_eq!(run.code(), 4, "{run}");
    assert!(run.stderr().contains("error: the plan is for file "), "{run}");
    assert!(run.stderr().contains("hint: --context, --datastore, --endpoints or --path choose the datastore"), "{run}");
    assert_eq!(other.dump(), before);
}

#[test]
fn a_plan_asks_as_its_command_would() {
    let env = Env::with_web();
    env.run(&["profile", "remove", "web", "--dry-run", "--out", "web.plan"]).ok();
    assert_snapshot!(env.run(&["plan", "apply", "web.plan"]), @"
    exit 3
    stderr| error: not confirmed: removes profile web
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["plan", "apply", "web.plan", "--yes"]), @"
    exit 0
    stdout| profile web removed
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(env.dump().is_empty());
}

#[test]
fn a_removal_planned_before_the_profile_was_used_is_stale() {
    let env = Env::with_web();
    env.run(&["profile", "remove", "web", "--dry-run", "--out", "web.plan"]).ok();
    let endpoint = "/calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0";
    env.put(
        endpoint,
        br#"{"state":"active","name":"cali1","mac":null,"profile_ids":["web"],"ipv4_nets":[],"ipv6_nets":[]}"#,
    );
    assert_snapshot!(env.run(&["plan", "apply", "web.plan", "--yes"]), @"
    exit 4
    stderr| error: the plan is stale; changed since: /calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0
    stderr| hint: nothing is written; make the plan anew
    ");
    assert_eq!(env.dump().len(), 4);
}

#[test]
fn files_that_are_no_plan() {
    let env = Env::with_web();
    env.file("text", "hello\n");
    env.file("json", r#"{"schema": "calicross/plan/99"}"#);
    env.file("cut", r#"{"schema": "calicross/plan/1""#);
    assert_snapshot!(env.run(&["plan", "show", "nope"]), @"
    exit 3
    stderr| error: plan nope: No such file or directory (os error 2)
    ");
    assert_snapshot!(env.run(&["plan", "show", "text"]), @"
    exit 5
    stderr| error: plan text: not a saved plan: expected value at line 1 column 1
    ");
    assert_snapshot!(env.run(&["plan", "apply", "json"]), @"
    exit 5
    stderr| error: plan json: schema calicross/plan/99 is not calicross/plan/1
    ");
    assert_snapshot!(env.run(&["plan", "apply", "cut"]), @"
    exit 5
    stderr| error: plan cut: not a saved plan: EOF while parsing an object at line 1 column 29
    ");
}

#[test]
fn options_of_a_dry_run_alone_are_refused() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["profile", "add", "x", "--out", "x.plan"]), @"
    exit 2
    stderr| error: the following required arguments were not provided: --dry-run
    stderr| hint: usage: calicross profile add [OPTIONS] <NAME>
    ");
    assert_snapshot!(env.run(&["profile", "add", "x", "--dry-run", "--out", "nowhere/at/all/../../x.plan"]), @r#"
    exit 0
    stdout| + /calico/v1/policy/profile/x/labels  {}
    stdout| + /calico/v1/policy/profile/x/rules  {"id": "x", "inbound_rules": [{"action": "allow", "src_tag": "x"}], "outbound_rules": [{"action": "allow"}]}
    stdout| + /calico/v1/policy/profile/x/tags  ["x"]
    stdout| dry run: profile x added
    stdout| no traffic opens or closes
    stderr| saved; `calicross plan apply nowhere/at/all/../../x.plan` carries it out
    "#);
}

#[test]
fn resume_without_anything_pending() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["plan", "resume"]), @"
    exit 3
    stderr| error: no change is pending
    ");
}

#[test]
fn a_plan_is_not_saved_over_what_is_no_file() {
    let env = Env::new();
    std::os::unix::fs::symlink("/dev/null", env.dir().join("null")).unwrap();
    let run = env.run(&["profile", "add", "web", "--dry-run", "--out", "null"]);
    assert_eq!(run.code(), 3, "{run}");
    assert!(env.dir().join("null").is_symlink());
}
