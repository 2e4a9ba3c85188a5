//! Processes that die, and disks that fail, in the middle of a commit.
//!
//! The test binary starts itself for these: a test of its own, ignored elsewhere, is the child.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::*;

const FOLDER: &str = "CALICROSS_TEST_FOLDER";

/// How a child is started: by this very binary, one test of it.
fn child(test: &str, dir: &TempDir) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "--nocapture", &format!("store::file::tests::faults::{test}")]);
    command.env(FOLDER, dir.path()).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

fn child_store() -> FileStore {
    let dir = std::env::var_os(FOLDER).expect("only as a child of another test");
    FileStore::open(PathBuf::from(dir).join("store.redb"), Duration::from_secs(60), "child".to_owned()).unwrap()
}

/// Replaces all of `/calico/0` to `/calico/49` by one number, again and again.
fn next_turn(store: &mut FileStore) -> (u64, Batch) {
    let snapshot = store.read(&[Scope::under("/calico")], Want::Values).unwrap();
    let turn = snapshot.revision() + 1;
    let mut batch = Batch::default();
    for at in 0..50 {
        let (path, value) = (format!("/calico/{at}"), format!("{turn:500}").into_bytes());
        match snapshot.get(&path) {
            None => batch.create(path, value),
            Some(entry) => batch.replace(path, entry.version, value),
        }
    }
    (turn, batch)
}

#[test]
#[ignore = "the child of a_killed_writer_leaves_before_or_after"]
fn writes_until_it_is_killed() {
    let mut store = child_store();
    for _ in 0..1_000_000 {
        let (turn, batch) = next_turn(&mut store);
        assert_eq!(store.commit(&batch).unwrap().revision, turn);
        say(&format!("landed {turn}"));
    }
}

/// Writes a line past the test harness' capture and formatting.
fn say(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout();
    writeln!(out, "\n{line}").and_then(|()| out.flush()).unwrap();
}

#[test]
fn a_killed_writer_leaves_before_or_after() {
    let dir = TempDir::new().unwrap();
    let mut random = fastrand::Rng::with_seed(1);
    let mut last = 0;
    for round in 0..25 {
        let mut writer = child("writes_until_it_is_killed", &dir).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        // Some are killed while they make the file.
        let wanted = if round == 0 { 0 } else { random.u64(0..6) };
        let mut answered = 0;
        while answered < wanted {
            let line = lines.next().expect("the child goes on").unwrap();
            if let Some(turn) = line.strip_prefix("landed ") {
                last = turn.parse().unwrap();
                answered += 1;
            }
        }
        std::thread::sleep(Duration::from_micros(random.u64(0..15_000)));
        writer.kill().unwrap();
        writer.wait().unwrap();
        // What it had said before it died counts.
        let said = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("landed ")?.parse().ok()).last();
        last = said.unwrap_or(last);

        // The lock is free, and the store is that of one batch: the last one answered, or the one under way.
        let mut store = open(&dir);
        let snapshot = store.read(&[Scope::under("/calico")], Want::Values).unwrap();
        let revision = snapshot.revision();
        assert!(revision == last || revision == last + 1, "{last} was answered, {revision} is there");
        assert_eq!(snapshot.entries().len(), if revision == 0 { 0 } else { 50 });
        for entry in snapshot.entries() {
            assert_eq!((entry.version.0, &entry.value), (revision, &format!("{revision:500}").into_bytes()));
        }
        drop(snapshot);
        // It can be written too, and that counts on.
        let (turn, batch) = next_turn(&mut store);
        assert_eq!(store.commit(&batch).unwrap().revision, turn);
        last = turn;
    }
}

#[test]
#[ignore = "the child of a_full_disk_writes_nothing_and_says_so"]
fn writes_until_the_disk_is_full() {
    let mut store = child_store();
    let before = store.read(&[Scope::under("/calico")], Want::Values).unwrap();
    let mut batch = Batch::default();
    for at in 0..64 {
        batch.create(format!("/calico/large/{at}"), vec![b'x'; 500_000]);
    }
    let error = store.commit(&batch).unwrap_err();
    assert!(matches!(error, StoreError::Io { .. } | StoreError::ReadOnly { .. }), "{error:?}");
    // The same client sees that nothing was written, and can still write what fits.
    let after = store.read(&[Scope::under("/calico")], Want::Values).unwrap();
    assert_eq!((after.revision(), after.entries()), (before.revision(), before.entries()));
    store.commit(&create("/calico/small", "x")).unwrap();
    say(&format!("error {error}"));
}

#[test]
fn a_full_disk_writes_nothing_and_says_so() {
    let dir = TempDir::new().unwrap();
    let mut store = open(&dir);
    store.commit(&create("/calico/a", "x")).unwrap();
    store.release();
    // A limit on the size of files, its signal ignored, fails writes as a full disk does.
    let writer = child("writes_until_the_disk_is_full", &dir);
    let mut shell = Command::new("bash");
    shell.args(["-c", "ulimit -f 8192; trap '' XFSZ; exec \"$@\"", "bash"]);
    shell.arg(writer.get_program()).args(writer.get_args()).env(FOLDER, dir.path());
    let output = shell.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    let message = text.lines().find_map(|line| line.strip_prefix("error ")).expect("the child's error");
    assert!(message.contains("File too large"), "{message}");
    let snapshot = store.read(&[Scope::under("/calico")], Want::Values).unwrap();
    let paths: Vec<_> = snapshot.entries().iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["/calico/a", "/calico/small"]);
}
