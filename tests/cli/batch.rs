//! `calicross batch`

use insta::assert_snapshot;

use crate::harness::Env;

#[test]
fn lines_are_one_plan_one_commit_one_entry() {
    let env = Env::new();
    let lines = b"# pods into a group\n\nprofile add web\n  profile web tag add T\nprofile rule add web inbound allow from tag T --at 1\n\
        key put /calico/v1/Ready 'true'\n";
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-", "--dry-run"], lines), @r#"
    exit 0
    stdout| + /calico/v1/Ready  true
    stdout| + /calico/v1/policy/profile/web/labels  {}
    stdout| + /calico/v1/policy/profile/web/rules  {"id": "web", "inbound_rules": [{"action": "allow", "src_tag": "T"}, {"action": "allow", "src_tag": "web"}], "outbound_rules": [{"action": "allow"}]}
    stdout| + /calico/v1/policy/profile/web/tags  ["web", "T"]
    stdout| dry run: profile web added
    stdout| dry run: tag T added to profile web
    stdout| dry run: inbound rule added to profile web: allow from tag T
    stdout| dry run: /calico/v1/Ready created
    stdout| no traffic opens or closes
    "#);
    assert!(env.dump().is_empty());
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-"], lines), @"
    exit 0
    stdout| profile web added
    stdout| tag T added to profile web
    stdout| inbound rule added to profile web: allow from tag T
    stdout| /calico/v1/Ready created
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.value("/calico/v1/policy/profile/web/tags").unwrap(), r#"["web", "T"]"#);
    assert_snapshot!(env.run(&["history"]), @"
    exit 0
    stdout| ID                                    TIME                  ACTOR   STATE  KEYS  COMMAND
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      4  batch -f -
    ");
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-"], lines), @r#"
    exit 3
    stderr| error: stdin:3: profile web exists and is not what a new one is: its tags differ, its rules differ (/calico/v1/policy/profile/web/tags)
    stderr| --- /calico/v1/policy/profile/web/tags
    stderr| +++ /calico/v1/policy/profile/web/tags
    stderr| @@ -1,4 +1,3 @@
    stderr|  [
    stderr| -  "web",
    stderr| -  "T"
    stderr| +  "web"
    stderr|  ]
    stderr| --- /calico/v1/policy/profile/web/rules
    stderr| +++ /calico/v1/policy/profile/web/rules
    stderr| @@ -3,10 +3,6 @@
    stderr|    "inbound_rules": [
    stderr|      {
    stderr|        "action": "allow",
    stderr| -      "src_tag": "T"
    stderr| -    },
    stderr| -    {
    stderr| -      "action": "allow",
    stderr|        "src_tag": "web"
    stderr|      }
    stderr|    ],
    stderr| hint: `calicross profile show web` shows it; --update makes it what a new one is
    "#);
}

#[test]
fn what_a_line_undoes_of_another_is_no_change() {
    let env = Env::with_web();
    let lines = b"profile tag add web T\nprofile tag remove web T\n";
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-", "--yes"], lines), @"
    exit 0
    stdout| tag T added to profile web
    stdout| tag T removed from profile web
    stdout| all in all unchanged
    ");
}

#[test]
fn an_error_names_its_line_and_nothing_is_written() {
    let env = Env::new();
    for (lines, code) in [
        ("profile add web\nprofile ad x\n", 2),
        ("profile add web\nprofile tag add web 'T\n", 2),
        ("profile add web\nprofile tag add nope T\n", 3),
        ("profile add web\nprofile list\n", 2),
        ("profile add web\nprofile rule update web\n", 2),
        ("profile add web\nkey put /calico/v1/Ready\n", 2),
        ("profile add web\nprofile add x --yes\n", 2),
        ("profile add web\nbatch -f -\n", 2),
        ("profile add web\nundo --last\n", 2),
        ("profile add web\nprofile add a/b\n", 3),
    ] {
        let run = env.run_with_stdin(&["batch", "-f", "-"], lines.as_bytes());
        assert_eq!(run.code(), code, "{lines}: {run}");
        assert!(run.stderr().starts_with("error: stdin:2: "), "{lines}: {run}");
    }
    assert!(env.dump().is_empty());
    let forced = "profile add web\nkey put /calico/v1/policy/profile/db/tags {}\n";
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-"], forced.as_bytes()), @"
    exit 5
    stderr| error: value for /calico/v1/policy/profile/db/tags is refused: the value is an object, not a list: Felix ignores all tags of the profile (stdin:2)
    stderr| hint: --force=malformed does it all the same
    ");
    let path = env.file("keys.batch", "profile add web\nprofile rule add web inbound alow\n");
    assert_snapshot!(env.run(&["batch", "-f", &path]), @"
    exit 2
    stderr| error: DIR/keys.batch:2: profile web: word 1 'alow': expected allow, deny, log or next-tier
    stderr| hint: `calicross profile rule add --help` shows the rule language
    ");
    assert_snapshot!(env.run(&["batch", "-f", &path, "-o", "json"]), @r#"
    exit 2
    stderr| {"schema":"calicross/error/1","kind":"usage","code":2,"message":"DIR/keys.batch:2: profile web: word 1 'alow': expected allow, deny, log or next-tier","object":"profile web","key":null,"hint":"`calicross profile rule add --help` shows the rule language"}
    "#);
}

#[test]
fn files_that_cannot_be_read() {
    let env = Env::new();
    assert_snapshot!(env.run(&["batch", "-f", "nope.batch"]), @"
    exit 3
    stderr| error: batch file nope.batch: No such file or directory (os error 2)
    ");
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-"], b"profile add \xff\n"), @"
    exit 5
    stderr| error: batch file stdin is not UTF-8
    ");
}

#[test]
fn an_empty_batch_changes_nothing() {
    assert_snapshot!(Env::new().run(&["batch", "-f", "-"]), @"
    exit 0
    stdout| unchanged
    ");
}

#[test]
fn a_line_does_not_choose_the_datastore() {
    let env = Env::new();
    for option in ["--path other.redb", "--context=lab", "-o json"] {
        let run = env.run_with_stdin(&["batch", "-f", "-"], format!("profile add web {option}\n").as_bytes());
        assert_eq!(run.code(), 2, "{run}");
        assert!(run.stderr().contains("it goes on `batch` itself"), "{run}");
    }
    assert!(env.dump().is_empty());
}

#[test]
fn variables_of_options_are_those_of_batch() {
    let env = Env::new().set("CALICROSS_YES", "1").set("CALICROSS_REASON", "why").set("CALICROSS_JOURNAL", "off");
    env.run_with_stdin(&["batch", "-f", "-"], b"profile add web\nprofile tag remove web web\n").ok();
    assert!(env.journal().is_empty());
    assert_eq!(env.value("/calico/v1/policy/profile/web/tags").unwrap(), "[]");
}
