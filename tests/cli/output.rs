//! Formats, filters, order, colour, pipes

use insta::assert_snapshot;

use crate::harness::Env;

fn with_two() -> Env {
    let env = Env::with_web();
    env.run(&["profile", "add", "api"]).ok();
    env.run(&["profile", "tag", "add", "api", "T"]).ok();
    env.run(&["profile", "rule", "add", "api", "inbound", "deny", "udp"]).ok();
    env
}

#[test]
fn every_format_of_a_list() {
    let env = with_two();
    for format in ["table", "wide", "json", "jsonl", "yaml", "name"] {
        assert_eq!(env.run(&["profile", "list", "-o", format]).code(), 0);
    }
    assert_snapshot!(env.run(&["profile", "list", "-o", "jsonl"]), @r#"
    exit 0
    stdout| {"name":"api","tags":["api","T"],"labels":{},"inbound_rules":2,"outbound_rules":1,"malformed":[]}
    stdout| {"name":"web","tags":["web"],"labels":{},"inbound_rules":1,"outbound_rules":1,"malformed":[]}
    "#);
    assert_snapshot!(env.run(&["profile", "list", "-o", "yaml"]), @"
    exit 0
    stdout| schema: calicross/profile-list/1
    stdout| items:
    stdout| - name: api
    stdout|   tags:
    stdout|   - api
    stdout|   - T
    stdout|   labels: {}
    stdout|   inbound_rules: 2
    stdout|   outbound_rules: 1
    stdout|   malformed: []
    stdout| - name: web
    stdout|   tags:
    stdout|   - web
    stdout|   labels: {}
    stdout|   inbound_rules: 1
    stdout|   outbound_rules: 1
    stdout|   malformed: []
    ");
    assert_snapshot!(env.run(&["profile", "list", "-o", "name"]), @"
    exit 0
    stdout| api
    stdout| web
    ");
    assert_snapshot!(env.run(&["profile", "list", "--no-headers"]), @"
    exit 0
    stdout| api  2  1  api,T
    stdout| web  1  1  web
    ");
    assert_snapshot!(env.run(&["profile", "list", "-o", "xml"]), @"
    exit 2
    stderr| error: invalid value 'xml' for '--output <FORMAT>': unknown output format `xml` (table, wide, json, jsonl, yaml, name, custom-columns=... or custom-columns-file=FILE)
    stderr| hint: usage: calicross profile list [OPTIONS]
    ");
}

#[test]
fn every_format_of_an_object() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["profile", "show", "web", "-o", "json"]), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/profile/1",
    stdout|   "name": "web",
    stdout|   "tags": [
    stdout|     "web"
    stdout|   ],
    stdout|   "labels": {},
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
    stdout|   ],
    stdout|   "malformed": []
    stdout| }
    "#);
    assert_snapshot!(env.run(&["profile", "show", "web", "-o", "jsonl"]), @r#"
    exit 0
    stdout| {"schema":"calicross/profile/1","name":"web","tags":["web"],"labels":{},"inbound_rules":[{"action":"allow","src_tag":"web"}],"outbound_rules":[{"action":"allow"}],"malformed":[]}
    "#);
    assert_snapshot!(env.run(&["profile", "show", "web", "-o", "yaml"]), @"
    exit 0
    stdout| schema: calicross/profile/1
    stdout| name: web
    stdout| tags:
    stdout| - web
    stdout| labels: {}
    stdout| inbound_rules:
    stdout| - action: allow
    stdout|   src_tag: web
    stdout| outbound_rules:
    stdout| - action: allow
    stdout| malformed: []
    ");
    assert_snapshot!(env.run(&["profile", "show", "web", "-o", "name"]), @"
    exit 0
    stdout| web
    ");
}

#[test]
fn every_format_of_a_change() {
    let env = Env::new();
    assert_snapshot!(env.run(&["profile", "add", "web", "-o", "json"]), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/result/1",
    stdout|   "changed": true,
    stdout|   "dry_run": false,
    stdout|   "changes": [
    stdout|     {
    stdout|       "path": "/calico/v1/policy/profile/web/labels",
    stdout|       "action": "create",
    stdout|       "before": null,
    stdout|       "after": "{}"
    stdout|     },
    stdout|     {
    stdout|       "path": "/calico/v1/policy/profile/web/rules",
    stdout|       "action": "create",
    stdout|       "before": null,
    stdout|       "after": "{\"id\": \"web\", \"inbound_rules\": [{\"action\": \"allow\", \"src_tag\": \"web\"}], \"outbound_rules\": [{\"action\": \"allow\"}]}"
    stdout|     },
    stdout|     {
    stdout|       "path": "/calico/v1/policy/profile/web/tags",
    stdout|       "action": "create",
    stdout|       "before": null,
    stdout|       "after": "[\"web\"]"
    stdout|     }
    stdout|   ],
    stdout|   "impact": {
    stdout|     "felix": "1.4",
    stdout|     "felix_assumed": true,
    stdout|     "felix_hosts": {},
    stdout|     "opens": [],
    stdout|     "closes": [],
    stdout|     "caveats": []
    stdout|   },
    stdout|   "journal_id": "JOURNAL-ENTRY-ID-0000-0000-000000000",
    stdout|   "warnings": []
    stdout| }
    stderr| datastore: file at DIR/store.redb
    "#);
    assert_snapshot!(env.run(&["profile", "tag", "add", "web", "T", "-o", "yaml"]), @r#"
    exit 0
    stdout| schema: calicross/result/1
    stdout| changed: true
    stdout| dry_run: false
    stdout| changes:
    stdout| - path: /calico/v1/policy/profile/web/tags
    stdout|   action: update
    stdout|   before: "[\"web\"]"
    stdout|   after: "[\"web\", \"T\"]"
    stdout| impact:
    stdout|   felix: "1.4"
    stdout|   felix_assumed: true
    stdout|   felix_hosts: {}
    stdout|   opens: []
    stdout|   closes: []
    stdout|   caveats: []
    stdout| journal_id: JOURNAL-ENTRY-ID-0000-0000-000000000
    stdout| warnings: []
    stderr| datastore: file at DIR/store.redb
    "#);
    assert_snapshot!(env.run(&["profile", "tag", "add", "web", "U", "-o", "name"]), @"
    exit 0
    stdout| /calico/v1/policy/profile/web/tags
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "tag", "add", "web", "U", "-o", "jsonl"]), @r#"
    exit 0
    stdout| {"schema":"calicross/result/1","changed":false,"dry_run":false,"changes":[],"impact":null,"journal_id":null,"warnings":[]}
    "#);
}

#[test]
fn jq_takes_the_document() {
    let env = with_two();
    assert_snapshot!(env.run(&["profile", "list", "--jq", ".items[].name"]), @"
    exit 0
    stdout| api
    stdout| web
    ");
    assert_snapshot!(env.run(&["profile", "show", "web", "--jq", ".tags | length"]), @"
    exit 0
    stdout| 1
    ");
    assert_snapshot!(env.run(&["profile", "list", "-o", "jsonl", "--jq", "{name, tags}"]), @r#"
    exit 0
    stdout| {"name":"api","tags":["api","T"]}
    stdout| {"name":"web","tags":["web"]}
    "#);
    assert_snapshot!(env.run(&["profile", "list", "--jq", ".items["]), @"
    exit 2
    stderr| error: invalid value '.items[' for '--jq <EXPR>': jq expression, character 8: nothing closes `[`
    stderr| hint: usage: calicross profile list [OPTIONS]
    ");
    assert_snapshot!(env.run(&["profile", "list", "--jq", ".items.name"]), @r#"
    exit 2
    stderr| {"schema":"calicross/error/1","kind":"usage","code":2,"message":"jq: cannot index [{\"name\":\"api\",\"tags\":[\"api\",\"T\"],\"labels\":{},\"inbound_rules\":2,\"outbound_rules\":1,\"malformed\":[]},{\"name\":\"web\",\"tags\":[\"web\"],\"labels\":{},\"inbound_rules\":1,\"outbound_rules\":1,\"malformed…","object":null,"key":null,"hint":null}
    "#);
}

#[test]
fn rows_are_filtered_and_sorted_by_their_columns() {
    let env = with_two();
    assert_snapshot!(env.run(&["profile", "list", "--filter", "NAME=w*"]), @"
    exit 0
    stdout| NAME  INBOUND  OUTBOUND  TAGS
    stdout| web         1         1  web
    ");
    assert_snapshot!(env.run(&["profile", "list", "--filter", "name!=web", "-o", "name"]), @"
    exit 0
    stdout| api
    ");
    assert_snapshot!(env.run(&["profile", "list", "--filter", "TAGS~T", "--filter", "NAME=web"]), @"exit 0");
    assert_snapshot!(env.run(&["profile", "list", "--sort-by", "-NAME", "-o", "name"]), @"
    exit 0
    stdout| web
    stdout| api
    ");
    assert_snapshot!(env.run(&["profile", "list", "--sort-by", "inbound", "-o", "name"]), @"
    exit 0
    stdout| web
    stdout| api
    ");
    assert_snapshot!(env.run(&["profile", "list", "--sort-by", "AGE"]), @"
    exit 2
    stderr| error: no column `AGE` (columns: NAME, INBOUND, OUTBOUND, TAGS, LABELS)
    ");
    assert_snapshot!(env.run(&["profile", "list", "--filter", "AGE=1"]), @"
    exit 2
    stderr| error: no column `AGE` (columns: NAME, INBOUND, OUTBOUND, TAGS, LABELS)
    ");
    assert_snapshot!(env.run(&["profile", "list", "--filter", "NAME"]), @"
    exit 2
    stderr| error: invalid value 'NAME' for '--filter <CONDITION>': filter `NAME` has no operator (COLUMN=GLOB, COLUMN!=GLOB, COLUMN~TEXT or COLUMN!~TEXT)
    stderr| hint: usage: calicross profile list [OPTIONS]
    ");
}

#[test]
fn colour_only_where_it_is_wanted() {
    let env = with_two();
    let coloured = |env: &Env, args: &[&str]| env.run(args).ok().stdout().contains('\x1b');
    assert!(!coloured(&env, &["profile", "list"]));
    assert!(coloured(&env, &["profile", "list", "--color", "always"]));
    assert!(coloured(&env, &["profile", "add", "x", "--dry-run", "--diff", "--color=always"]));
    assert!(!coloured(&env, &["profile", "list", "--color", "always", "-o", "json"]));
    let env = env.set("NO_COLOR", "1");
    assert!(!coloured(&env, &["profile", "list", "--color", "auto"]));
}

/// Runs a line of the shell on a terminal of its own.
fn on_terminal(env: &Env, line: &str) -> String {
    let run = env.sh(&format!("TERM=xterm script -qec \"$CALICROSS {line}\" /dev/null"));
    run.stdout().replace('\r', "")
}

#[test]
fn a_terminal_has_colour_and_no_color_takes_it_away() {
    let env = with_two().set("CALICROSS", crate::harness::BINARY);
    assert!(on_terminal(&env, "profile list").contains("\x1b[1mNAME\x1b[0m"));
    assert!(!on_terminal(&env.set("NO_COLOR", "1"), "profile list").contains('\x1b'));
}

#[test]
fn control_characters_never_reach_a_terminal() {
    let env = Env::new().set("CALICROSS", crate::harness::BINARY);
    let hostile = "\x1b]0;owned\x07\x1b[2J\u{9b}31m";
    let tags = serde_json::to_vec(&[hostile]).unwrap();
    env.put("/calico/v1/policy/profile/web/tags", &tags);
    env.put("/calico/v1/note", hostile.as_bytes());
    let env = env.set("NO_COLOR", "1");
    for line in [
        "profile list",
        "profile list -o name",
        "profile list -o json",
        "profile list -o yaml",
        "profile show web",
        "profile tag list web",
        "profile tag list web -o name",
        "profile tag list web --jq .items[].tag",
        "key ls",
        "key ls -o name",
        "key get /calico/v1/note",
        "profile tag add web T --dry-run",
        "profile tag add web T --dry-run --diff",
        "profile remove web --dry-run",
        "key rm /calico/v1 -r --dry-run",
        "key rm /calico/v1/note --dry-run --diff",
    ] {
        let text = on_terminal(&env, line);
        let raw = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!text.chars().any(raw), "{line}: {text:?}");
        assert!(!text.is_empty(), "{line}");
    }
    // A pipe gets names as they are, a table never.
    assert_eq!(env.run(&["profile", "tag", "list", "web", "-o", "name"]).ok().stdout(), format!("{hostile}\n"));
    assert_snapshot!(env.run(&["profile", "list"]), @r"
    exit 0
    stdout| NAME  INBOUND  OUTBOUND  TAGS
    stdout| web         -         -  \x1b]0;owned\x07\x1b[2J\x9b31m
    ");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let env = Env::new();
    for at in 0..40 {
        env.put(&format!("/calico/v1/note/{at}"), "x".repeat(4000).as_bytes());
    }
    for line in
        ["key ls", "key ls -o name", "key ls -o json", "key get /calico/v1/note/1", "profile --help", "completion bash"]
    {
        let run = env.sh(&format!("{{ calicross {line}; echo \"exit $?\" >&2; }} | true"));
        assert_eq!(run.stderr(), "exit 0\n", "{line}");
    }
    assert_eq!(env.sh("calicross key ls -o name | head -1").ok().stdout(), "/calico/v1/note/0\n");
}

#[test]
fn a_full_disk_is_an_error() {
    let env = Env::with_web();
    let run = env.sh("calicross profile list > /dev/full");
    assert_snapshot!(run, @"
    exit 3
    stderr| error: cannot write the output: No space left on device (os error 28)
    ");
}

#[test]
fn errors_are_objects_where_json_is_wanted() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["profile", "show", "nope", "-o", "json"]), @r#"
    exit 3
    stderr| {"schema":"calicross/error/1","kind":"not-found","code":3,"message":"profile nope does not exist","object":"profile nope","key":"/calico/v1/policy/profile/nope","hint":"`calicross profile list` shows those that do"}
    "#);
    assert_snapshot!(env.run(&["profile", "remove", "web", "-o", "json"]), @r#"
    exit 3
    stderr| {"schema":"calicross/error/1","kind":"unconfirmed","code":3,"message":"not confirmed: removes profile web","object":null,"key":null,"hint":"--yes answers it; --dry-run shows what it would do"}
    "#);
    assert_snapshot!(env.run(&["profile", "tag", "add", "-o", "json"]), @r#"
    exit 2
    stderr| {"schema":"calicross/error/1","kind":"usage","code":2,"message":"the following required arguments were not provided: <PROFILE> <TAGS>...","object":null,"key":null,"hint":"usage: calicross profile tag add [OPTIONS] <PROFILE> <TAGS>..."}
    "#);
    assert_snapshot!(env.set("CALICROSS_OUTPUT", "jsonl").run(&["profile", "shwo"]), @r#"
    exit 2
    stderr| {"schema":"calicross/error/1","kind":"usage","code":2,"message":"calicross profile needs a verb: list, show, add, remove, clone, tag, label, rule; 'shwo' is none","object":null,"key":null,"hint":"a similar subcommand exists: 'show'\nusage: calicross profile [OPTIONS] <COMMAND>"}
    "#);
}

#[test]
fn quiet_and_verbose() {
    let env = Env::new();
    assert_snapshot!(env.run(&["profile", "add", "web", "-q"]), @"
    exit 0
    stdout| profile web added
    ");
    assert_snapshot!(env.run(&["profile", "add", "api", "-v"]), @"
    exit 0
    stdout| profile api added
    stderr| opened file at DIR/store.redb
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "remove", "nope", "-q"]), @"
    exit 3
    stderr| error: profile nope does not exist (/calico/v1/policy/profile/nope)
    stderr| hint: `calicross profile list` shows those that do
    ");
}

#[test]
fn a_result_that_cannot_be_shown_does_not_hide_the_change() {
    let env = Env::new();
    for run in [env.sh("calicross profile add web > /dev/full"), env.run(&["profile", "add", "api", "--jq", "error"])] {
        assert!(run.stderr().contains("the change is written: "), "{run}");
    }
    assert!(env.value("/calico/v1/policy/profile/web/tags").is_some());
}
