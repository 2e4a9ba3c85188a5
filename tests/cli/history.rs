//! `calicross history`

use insta::assert_snapshot;

use crate::harness::Env;

#[test]
fn changes_are_listed_the_latest_last() {
    let env = Env::with_web();
    env.run(&["profile", "tag", "add", "web", "T", "--reason", "for the pods", "--yes", "--diff"]).ok();
    assert_snapshot!(env.run(&["history"]), @"
    exit 0
    stdout| ID                                    TIME                  ACTOR   STATE  KEYS  COMMAND
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      3  profile add web
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      1  profile tag add web T
    ");
    assert_snapshot!(env.run(&["history", "list", "--limit", "1"]), @"
    exit 0
    stdout| ID                                    TIME                  ACTOR   STATE  KEYS  COMMAND
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      1  profile tag add web T
    ");
    assert_snapshot!(env.run(&["history", "show"]), @"
    exit 0
    stdout| ID                                    TIME                  ACTOR   STATE  KEYS  COMMAND
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      3  profile add web
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      1  profile tag add web T
    ");
    assert_snapshot!(env.run(&["history", "list", "-o", "name"]), @"
    exit 0
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000
    ");
}

#[test]
fn nothing_changed_yet() {
    assert_snapshot!(Env::new().run(&["history", "list"]), @"
    exit 0
    stderr| nothing was changed yet
    ");
}

#[test]
fn an_entry_shows_what_was_before() {
    let env = Env::with_web();
    env.run(&["profile", "tag", "add", "web", "T", "--reason", "for the pods"]).ok();
    let id = env.run(&["history", "list", "-n", "1", "-o", "name"]).ok().stdout();
    let show = |options: &[&str]| {
        let run = env.run(&[&["history", "show", id.trim()], options].concat());
        let text = run.to_string();
        // Host and process differ from run to run.
        let lines = text.lines().map(|line| line.split_once(" on ").map_or(line, |(actor, _)| actor));
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(show(&["--diff"]), @r#"
    exit 0
    stdout| Entry:   JOURNAL-ENTRY-ID-0000-0000-000000000
    stdout| State:   done
    stdout| Time:    YYYY-MM-DDTHH:MM:SSZ
    stdout| Actor:   tester
    stdout| Command: profile tag add web T
    stdout| Reason:  for the pods
    stdout| Keys:    1
    stdout|   ~ /calico/v1/policy/profile/web/tags
    stdout| --- /calico/v1/policy/profile/web/tags
    stdout| +++ /calico/v1/policy/profile/web/tags
    stdout| @@ -1,3 +1,4 @@
    stdout|  [
    stdout| -  "web"
    stdout| +  "web",
    stdout| +  "T"
    stdout|  ]
    "#);
    env.run(&["profile", "tag", "add", "web", "U"]).ok();
    assert_snapshot!(show(&[]), @"
    exit 0
    stdout| Entry:   JOURNAL-ENTRY-ID-0000-0000-000000000
    stdout| State:   done
    stdout| Time:    YYYY-MM-DDTHH:MM:SSZ
    stdout| Actor:   tester
    stdout| Command: profile tag add web T
    stdout| Reason:  for the pods
    stdout| Keys:    1
    stdout|   ~ /calico/v1/policy/profile/web/tags  (changed since)
    ");
    assert_eq!(env.run(&["history", "show", "--", ""]).code(), 3);
    assert_snapshot!(env.run(&["history", "show", "ffff"]), @"
    exit 3
    stderr| error: no journal entry ffff
    stderr| hint: `calicross history list` shows the entries
    ");
}

#[test]
fn local_and_no_journal() {
    let env = Env::new();
    env.run(&["profile", "add", "web", "--journal", "off"]).ok();
    env.run(&["profile", "add", "api", "--journal", "local"]).ok();
    assert!(env.journal().is_empty());
    assert_snapshot!(env.run(&["history"]), @"
    exit 0
    stdout| ID                                    TIME                  ACTOR   STATE  KEYS  COMMAND
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      3  profile add api
    ");
    assert_snapshot!(env.run(&["undo", "--last", "--yes"]), @"
    exit 0
    stdout| taken back: profile add api
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "list", "-o", "name"]), @"
    exit 0
    stdout| web
    ");
}

#[test]
fn prune_removes_what_is_over_the_limit() {
    let env = Env::with_web();
    env.run(&["profile", "tag", "add", "web", "T"]).ok();
    assert_snapshot!(env.run(&["history", "prune"]), @"
    exit 0
    stdout| 0 journal entries removed
    ");
    assert_snapshot!(env.run(&["history", "prune", "--max-size", "0"]), @"
    exit 0
    stdout| 2 journal entries removed
    ");
    assert!(env.journal().is_empty());
    assert_snapshot!(env.run(&["history", "prune", "--older-than", "soon"]), @"
    exit 2
    stderr| error: invalid value 'soon' for '--older-than <TIME>': `soon` is no time; 5s, 500ms or 2m is
    stderr| hint: usage: calicross history prune [OPTIONS]
    ");
}

#[test]
fn an_unreadable_entry_does_not_hide_the_others() {
    let env = Env::with_web();
    env.put("/calicross/v1/journal/nonsense/000000", b"{");
    env.put("/calicross/v1/journal/01a20787-221a-76b9-b46a-48997583af79/000000", b"\xff");
    assert_snapshot!(env.run(&["history"]), @"
    exit 5
    stdout| ID                                    TIME                  ACTOR   STATE  KEYS  COMMAND
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      3  profile add web
    stderr| warning: unreadable journal key /calicross/v1/journal/nonsense/000000: not a journal key
    stderr| error: unreadable journal key /calicross/v1/journal/JOURNAL-ENTRY-ID-0000-0000-000000000/000000: expected value at line 1 column 1
    ");
}

#[test]
fn the_journal_never_holds_a_secret() {
    let env = Env::new().set("CALICROSS_PASSWORD", "s3cret-in-variable");
    env.run(&[
        "--user",
        "root:s3cret-in-flag",
        "--endpoints",
        "http://u:s3cret-in-url@h:1",
        "--datastore",
        "file",
        "profile",
        "add",
        "web",
    ])
    .ok();
    env.run(&["profile", "add", "api", "--user=root:s3cret-in-flag"]).ok();
    let bytes = std::fs::read(env.store()).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("s3cret"));
    assert_snapshot!(env.run(&["history", "list", "--jq", ".items[].command | join(\" \")"]), @"
    exit 0
    stdout| profile add web
    stdout| profile add api
    ");
}

#[test]
fn a_local_entry_is_one_of_its_own_datastore() {
    let env = Env::new();
    env.run(&["profile", "add", "web", "--journal", "local"]).ok();
    env.run(&["profile", "add", "web", "--journal", "off", "--path", "other.redb"]).ok();
    assert_eq!(env.run(&["undo", "--last", "--yes", "--path", "other.redb"]).code(), 3);
    assert_eq!(env.run(&["history", "-o", "name", "--path", "other.redb"]).ok().stdout(), "");
    env.run(&["undo", "--last", "--yes"]).ok();
}

#[test]
fn prune_can_be_tried_and_asks_in_a_protected_context() {
    let env = Env::with_web();
    let run = env.run(&["history", "prune", "--max-size", "0", "--dry-run"]);
    assert_eq!(run.ok().stdout(), "dry run: 1 journal entry would be removed\n");
    env.file("config.yaml", "contexts:\n  live: {datastore: file, path: store.redb, protected: true}\n");
    let live = ["history", "prune", "--max-size", "0", "--config", "config.yaml", "--context", "live"];
    let run = env.run(&live);
    assert_eq!(run.code(), 3, "{run}");
    assert_eq!(env.journal().len(), 1);
    env.run(&[&live[..], &["--yes"]].concat()).ok();
    assert!(env.journal().is_empty());
}
