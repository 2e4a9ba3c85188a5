//! `calicross watch`

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};

use insta::assert_snapshot;

use crate::harness::{BINARY, Env};

/// A watch that has begun.
struct Watching {
    child: Child,
}

impl Watching {
    fn begin(env: &Env, words: &[&str]) -> Self {
        let mut command = env.command(BINARY);
        command.arg("watch").args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        stderr.read_line(&mut line).unwrap();
        assert!(line.starts_with("watching /calico"), "{line}");
        Self { child }
    }

    /// What it has told when it ends; times are left out.
    fn end(mut self) -> String {
        let mut text = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        text.lines().map(|line| line.split_once("Z  ").map_or(line, |(_, rest)| rest)).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn changes_are_told_in_words_with_who_made_them() {
    let env = Env::with_web();
    let watching = Watching::begin(&env, &["--limit", "2", "--for", "60s"]);
    env.run(&["profile", "tag", "add", "web", "db", "--reason", "CHG-7"]).ok();
    env.put("/calico/v1/Ready", b"true");
    let mut lines: Vec<String> = watching.end().lines().map(str::to_owned).collect();
    lines.sort();
    assert_snapshot!(lines.join("\n"), @"
    Ready: set to true  (outside calicross)
    profile web: tag db added  (tester, CHG-7: profile tag add web db)
    ");
}

#[test]
fn changes_whose_journal_is_kept_on_this_host_have_their_author_too() {
    let env = Env::with_web();
    env.run(&["profile", "tag", "add", "web", "before", "--journal", "local"]).ok();
    let watching = Watching::begin(&env, &["--limit", "2", "--for", "60s"]);
    env.run(&["profile", "tag", "add", "web", "db", "--journal", "local", "--reason", "CHG-8"]).ok();
    env.put("/calico/v1/Ready", b"true");
    let mut lines: Vec<String> = watching.end().lines().map(str::to_owned).collect();
    lines.sort();
    assert_snapshot!(lines.join("\n"), @"
    Ready: set to true  (outside calicross)
    profile web: tag db added  (tester, CHG-8: profile tag add web db)
    ");
}

#[test]
fn scripts_get_a_document_a_line() {
    let env = Env::with_web();
    let watching =
        Watching::begin(&env, &["--limit", "1", "--for", "60s", "-o", "jsonl", "--filter", "OBJECT=profile *"]);
    env.put("/calico/v1/Ready", b"true");
    env.run(&["profile", "tag", "add", "web", "db", "--reason", "CHG-7"]).ok();
    let row: serde_json::Value = serde_json::from_str(&watching.end()).unwrap();
    assert_eq!(row["changes"], serde_json::json!(["tag db added"]));
    assert_eq!(
        (&row["by"], &row["author"]["actor"], &row["author"]["reason"]),
        (&"calicross".into(), &"tester".into(), &"CHG-7".into())
    );
    let watching =
        Watching::begin(&env, &["--limit", "1", "--for", "60s", "--jq", ".object", "--prefix", "/calico/v1/policy"]);
    env.run(&["profile", "label", "add", "web", "a=b"]).ok();
    assert_eq!(watching.end(), "profile web");
}

#[test]
fn it_ends_when_it_is_told_to() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["watch", "--for", "50ms"]), @"
    exit 0
    stderr| watching /calico/ of file at DIR/store.redb: 3 keys at revision 1
    ");
    assert_snapshot!(env.run(&["watch", "--for", "50ms", "--filter", "NOPE=x"]), @"
    exit 2
    stderr| error: no column `NOPE` (columns: TIME, OBJECT, CHANGE, ACTOR, COMMAND, REASON, ACTION, KEY, BY)
    ");
    assert_snapshot!(env.run(&["watch", "--for", "50ms", "--sort-by", "TIME"]), @"
    exit 2
    stderr| error: --sort-by: what comes as it happens cannot be sorted
    ");
}
