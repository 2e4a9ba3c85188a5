//! `calicross backup` and `calicross restore`

use std::os::unix::fs::PermissionsExt;

use insta::assert_snapshot;

use crate::harness::Env;

/// A datastore with a backup of it, and then some changes.
fn changed() -> Env {
    let env = Env::with_web();
    env.run(&["profile", "tag", "add", "web", "db"]).ok();
    env.put("/calico/v1/bytes", b"\xff\0");
    env.run(&["backup", "then.jsonl"]).ok();
    env.run(&["profile", "tag", "remove", "web", "db", "--yes"]).ok();
    env.run(&["profile", "add", "late"]).ok();
    env.put("/calico/v1/bytes", b"other");
    env.put("/calico/v1/host/n1/workload/openstack/v/endpoint/p", b"{}");
    env
}

#[test]
fn a_backup_is_told_of_and_private() {
    let env = Env::with_web();
    env.put("/calico/v1/bytes", b"\xff\0");
    assert_snapshot!(env.run(&["backup", "a.jsonl"]), @"
    exit 0
    stdout| 5 keys of file at DIR/store.redb backed up to a.jsonl
    ");
    let file = env.dir().join("a.jsonl");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(r#"{"key":"/calico/v1/bytes","version":2,"base64":"/wA="}"#), "{text}");
    assert!(text.contains(r#""prefixes":["/calico/","/calicross/"]"#), "{text}");
    assert_snapshot!(env.run(&["backup", "a.jsonl"]), @"
    exit 3
    stderr| error: a.jsonl is there already
    stderr| hint: --overwrite replaces it
    ");
    env.run(&["backup", "a.jsonl", "--overwrite", "--prefix", "/calico/v1/policy"]).ok();
    assert!(!std::fs::read_to_string(&file).unwrap().contains("bytes"));
    assert_snapshot!(env.run(&["backup", "none/a.jsonl"]), @"
    exit 3
    stderr| error: cannot write the backup none/a.jsonl: there is no folder none
    ");
    let run = env.run(&["backup", "-"]).ok();
    assert_eq!(run.stdout().lines().count(), 8, "{run}");
    // Nothing is left of what was not finished.
    let files: Vec<_> = std::fs::read_dir(env.dir()).unwrap().flatten().map(|file| file.file_name()).collect();
    assert!(!files.iter().any(|name| name.to_string_lossy().starts_with('.')), "{files:?}");
}

#[test]
fn what_differs_is_put_back() {
    let env = changed();
    let before = env.dump();
    assert_snapshot!(env.run(&["restore", "then.jsonl", "--dry-run"]), @r#"
    exit 0
    stdout| ~ /calico/v1/bytes  (2 bytes that are not UTF-8)
    stdout| - /calico/v1/host/n1/workload/openstack/v/endpoint/p
    stdout| - /calico/v1/policy/profile/late/labels
    stdout| - /calico/v1/policy/profile/late/rules
    stdout| - /calico/v1/policy/profile/late/tags
    stdout| ~ /calico/v1/policy/profile/web/tags  ["web", "db"]
    stdout| dry run: restored then.jsonl of YYYY-MM-DDTHH:MM:SSZ: 0 keys created, 2 changed, 4 removed
    stdout| no traffic opens or closes
    stderr| warning: 1 key of networking-calico: its resync overwrites a foreign change within 60 s
    stderr| would ask: puts file at DIR/store.redb back to then.jsonl of YYYY-MM-DDTHH:MM:SSZ: 0 keys created, 2 changed, 4 removed
    "#);
    assert_snapshot!(env.run(&["restore", "then.jsonl"]), @"
    exit 3
    stderr| warning: 1 key of networking-calico: its resync overwrites a foreign change within 60 s
    stderr| error: not confirmed: puts file at DIR/store.redb back to then.jsonl of YYYY-MM-DDTHH:MM:SSZ: 0 keys created, 2 changed, 4 removed
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_eq!(env.dump(), before);
    assert_snapshot!(env.run(&["restore", "then.jsonl", "--yes", "--reason", "CHG-7"]), @"
    exit 0
    stdout| restored then.jsonl of YYYY-MM-DDTHH:MM:SSZ: 0 keys created, 2 changed, 4 removed
    stderr| warning: 1 key of networking-calico: its resync overwrites a foreign change within 60 s
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.value("/calico/v1/policy/profile/web/tags").unwrap(), r#"["web", "db"]"#);
    assert!(!env.dump().keys().any(|path| path.contains("late") || path.contains("openstack")));
    assert_eq!(env.dump()["/calico/v1/bytes"], b"\xff\0");
    assert_snapshot!(env.run(&["restore", "then.jsonl", "--yes"]), @"
    exit 0
    stdout| nothing differs from then.jsonl
    ");
    // The history is still there, and the restore is in it.
    assert_snapshot!(env.run(&["history", "--jq", ".items[] | .command | join(\" \")"]), @"
    exit 0
    stdout| profile add web
    stdout| profile tag add web db
    stdout| profile tag remove web db
    stdout| profile add late
    stdout| restore then.jsonl
    ");
    env.run(&["undo", "--last", "--yes", "--force=owner"]).ok();
    assert_eq!(env.dump(), before);
}

#[test]
fn one_directory_of_it() {
    let env = changed();
    env.run(&["restore", "then.jsonl", "--yes", "--prefix", "/calico/v1/policy/profile/web"]).ok();
    assert_eq!(env.value("/calico/v1/policy/profile/web/tags").unwrap(), r#"["web", "db"]"#);
    assert!(env.dump().keys().any(|path| path.contains("late")));
    env.run(&["backup", "policy.jsonl", "--prefix", "/calico/v1/policy"]).ok();
    assert_snapshot!(env.run(&["restore", "policy.jsonl", "--prefix", "/calico/v1/host"]), @"
    exit 3
    stderr| error: the backup does not hold /calico/v1/host/
    stderr| hint: it holds /calico/v1/policy/
    ");
    // A backup of a part says nothing of the rest.
    let before = env.dump();
    assert_snapshot!(env.run(&["restore", "policy.jsonl", "--yes"]), @"
    exit 0
    stdout| nothing differs from policy.jsonl
    ");
    assert_eq!(env.dump(), before);
}

#[test]
fn a_backup_that_is_not_whole_restores_nothing() {
    let env = changed();
    let before = env.dump();
    let text = std::fs::read_to_string(env.dir().join("then.jsonl")).unwrap();
    let cut = env.file("cut.jsonl", &text[..text.len() * 2 / 3]);
    let without_end = env.file("end.jsonl", &text[..text.trim_end().rfind('\n').unwrap() + 1]);
    let altered = env.file("altered.jsonl", &text.replace("db", "DB"));
    let other = env.file("other.jsonl", "{\"schema\": \"calicross/plan/1\"}\n");
    for file in [&cut, &without_end, &altered, &other] {
        let run = env.run(&["restore", file, "--yes"]);
        assert_eq!((run.code(), run.stdout().as_str()), (5, ""), "{run}");
        assert_eq!(env.dump(), before);
    }
    assert_snapshot!(env.run(&["restore", &without_end, "--yes"]), @"
    exit 5
    stderr| error: unreadable datastore content at DIR/end.jsonl: the backup is cut short: its last line is missing (after 6 keys)
    ");
    assert_snapshot!(env.run(&["restore", &altered, "--yes"]), @"
    exit 5
    stderr| error: unreadable datastore content at DIR/altered.jsonl: the backup was altered: its checksum is another
    ");
    assert_snapshot!(env.run(&["restore", &other, "--yes"]), @"
    exit 5
    stderr| error: unreadable datastore content at DIR/other.jsonl: not a backup
    ");
    assert_snapshot!(env.run(&["restore", "none.jsonl", "--yes"]), @"
    exit 3
    stderr| error: backup none.jsonl: No such file or directory (os error 2)
    ");
    assert_snapshot!(env.run(&["trace", "--from", "any", "--to", "any", "--path", &cut]), @"
    exit 5
    stderr| error: unreadable datastore content at DIR/cut.jsonl: the backup is cut short: its last line is missing (after 4 keys)
    ");
}

#[test]
fn it_is_carried_to_another_datastore() {
    let env = changed();
    env.run(&["restore", "then.jsonl", "--yes", "--path", "new.redb"]).ok();
    env.run(&["backup", "again.jsonl", "--path", "new.redb"]).ok();
    let keys = |name: &str| -> Vec<String> {
        let text = std::fs::read_to_string(env.dir().join(name)).unwrap();
        let key = |line: &str| -> Option<String> {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            Some(format!("{} {} {}", line.get("key")?, line["text"], line["base64"]))
        };
        text.lines().filter_map(key).collect()
    };
    let (then, again) = (keys("then.jsonl"), keys("again.jsonl"));
    // All of it, the history included, and the entry of the restore itself.
    assert!(then.iter().all(|key| again.contains(key)));
    assert_eq!(again.len(), then.len() + 1);
    assert_snapshot!(env.run(&["history", "--path", "new.redb", "--jq", ".items[] | .command | join(\" \")"]), @"
    exit 0
    stdout| profile add web
    stdout| profile tag add web db
    stdout| restore then.jsonl
    ");
    let text = std::fs::read(env.dir().join("then.jsonl")).unwrap();
    env.run_with_stdin(&["restore", "-", "--yes", "--path", "third.redb"], &text).ok();
}

#[test]
fn a_backup_is_looked_at_as_a_datastore() {
    let env = changed();
    let at = ["--datastore", "file", "--path", "then.jsonl"];
    let run = |words: &[&str]| env.run(&[words, &at[..]].concat());
    assert_snapshot!(run(&["profile", "show", "web"]), @"
    exit 0
    stdout| Profile: web
    stdout| Tags:    web, db
    stdout| Labels:  -
    stdout| Inbound rules:
    stdout|    1 allow from tag web
    stdout| Outbound rules:
    stdout|    1 allow
    ");
    assert_snapshot!(run(&["key", "ls", "/calico/v1/policy"]), @"
    exit 0
    stdout| KEY                                   BYTES  VERSION
    stdout| /calico/v1/policy/profile/web/labels      2        1
    stdout| /calico/v1/policy/profile/web/rules     112        1
    stdout| /calico/v1/policy/profile/web/tags       13        2
    ");
    assert_snapshot!(run(&["history", "--jq", ".items[] | .command | join(\" \")"]), @"
    exit 0
    stdout| profile add web
    stdout| profile tag add web db
    ");
    assert_snapshot!(run(&["profile", "tag", "add", "web", "x"]), @"
    exit 3
    stderr| error: nothing is written: then.jsonl is a backup
    stderr| hint: `calicross restore` puts it into a datastore; --dry-run works on it
    ");
    assert_snapshot!(run(&["profile", "tag", "add", "web", "x", "--dry-run"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/web/tags  ["web", "db", "x"]
    stdout| dry run: tag x added to profile web
    stdout| no traffic opens or closes
    "#);
    assert_snapshot!(run(&["restore", "then.jsonl"]), @"
    exit 3
    stderr| error: nothing is written: then.jsonl is a backup
    stderr| hint: `calicross restore` puts it into a datastore; --dry-run works on it
    ");
    let files: Vec<_> = std::fs::read_dir(env.dir()).unwrap().flatten().map(|file| file.file_name()).collect();
    assert!(!files.iter().any(|name| name.to_string_lossy().starts_with("then.jsonl.")), "{files:?}");
}
