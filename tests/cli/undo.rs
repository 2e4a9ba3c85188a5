//! `calicross undo`

use insta::assert_snapshot;

use crate::harness::Env;

fn last_id(env: &Env) -> String {
    env.run(&["history", "list", "-n", "1", "-o", "name"]).ok().stdout().trim().to_owned()
}

#[test]
fn a_change_is_taken_back_byte_for_byte() {
    let env = Env::new();
    env.put("/calico/v1/policy/profile/web/tags", br#"[ "web" ]"#);
    let before = env.dump();
    env.run(&["profile", "tag", "add", "web", "T"]).ok();
    assert_snapshot!(env.run(&["undo", "--last", "--dry-run"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/web/tags  [ "web" ]
    stdout| dry run: taken back: profile tag add web T
    stdout| no traffic opens or closes
    stderr| would ask: takes back: profile tag add web T
    "#);
    assert_snapshot!(env.run(&["undo", "--last", "--yes"]), @"
    exit 0
    stdout| taken back: profile tag add web T
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.dump(), before);
    assert_snapshot!(env.run(&["history"]), @"
    exit 0
    stdout| ID                                    TIME                  ACTOR   STATE   KEYS  COMMAND
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  undone     1  profile tag add web T
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done       1  undo JOURNAL-ENTRY-ID-0000-0000-000000000
    ");
    assert_snapshot!(env.run(&["undo", "--last", "--yes"]), @"
    exit 3
    stderr| error: tester has no change to take back
    stderr| hint: `calicross history list` shows everybody's; `calicross undo ID` takes one of them back
    ");
}

#[test]
fn an_undo_is_undone_by_its_id() {
    let env = Env::with_web();
    let after = env.dump();
    env.run(&["undo", "--last", "--yes"]).ok();
    assert!(env.dump().is_empty());
    env.run(&["undo", &last_id(&env), "--yes"]).ok();
    assert_eq!(env.dump(), after);
}

#[test]
fn a_removal_asks_when_an_addition_is_taken_back() {
    let env = Env::with_web();
    let before = env.dump();
    assert_snapshot!(env.run(&["undo", "--last"]), @"
    exit 3
    stderr| error: not confirmed: takes back: profile add web
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_eq!(env.dump(), before);
}

#[test]
fn what_was_changed_since_stands_in_the_way() {
    let env = Env::with_web();
    let id = last_id(&env);
    env.run(&["profile", "tag", "add", "web", "T"]).ok();
    let before = env.dump();
    assert_snapshot!(env.run(&["undo", &id, "--yes"]), @"
    exit 4
    stderr| error: /calico/v1/policy/profile/web/tags was changed since
    stderr| hint: --skip-changed takes back the rest; `calicross history show ID --diff` shows each key
    ");
    assert_eq!(env.dump(), before);
    assert_snapshot!(env.run(&["undo", &id, "--yes", "--skip-changed"]), @"
    exit 0
    stdout| taken back: profile add web
    stderr| warning: left as it is, since it was changed: /calico/v1/policy/profile/web/tags
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.dump().keys().map(String::as_str).collect::<Vec<_>>(), ["/calico/v1/policy/profile/web/tags"]);
}

#[test]
fn last_is_ones_own() {
    let env = Env::with_web();
    let other = env.set("CALICROSS_ACTOR", "somebody");
    assert_snapshot!(other.run(&["undo", "--last", "--yes"]), @"
    exit 3
    stderr| error: somebody has no change to take back
    stderr| hint: `calicross history list` shows everybody's; `calicross undo ID` takes one of them back
    ");
}

#[test]
fn nothing_named() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["undo"]), @"
    exit 2
    stderr| error: the following required arguments were not provided: <ID>
    stderr| hint: usage: calicross undo [OPTIONS] <ID>
    stderr| hint: or: calicross undo [OPTIONS] --last
    ");
    assert_snapshot!(env.run(&["undo", "ffffffff"]), @"
    exit 3
    stderr| error: no journal entry ffffffff
    stderr| hint: `calicross history list` shows the entries
    ");
    assert_snapshot!(env.run(&["undo", "ffffffff", "--last"]), @"
    exit 2
    stderr| error: the argument '[ID]' cannot be used with '--last'
    stderr| hint: usage: calicross undo [OPTIONS] <ID>
    stderr| hint: or: calicross undo [OPTIONS] --last
    ");
}
