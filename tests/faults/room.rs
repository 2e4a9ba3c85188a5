//! Disks that are full: nothing is lost, it is said, and with room again it works.

use crate::applies::{APPLY, prepare};
use crate::harness::{Operator, Run};
use crate::scene::{Scene, assert_same};
use crate::witness::file_dump;

/// Enough for a file store to grow several times.
const OBJECTS: usize = 600;

/// Whatever of the apply finds no room any more.
#[test]
fn a_file_store_on_a_full_disk() {
    let operator = Operator::of_file();
    prepare(&operator, OBJECTS);
    let (path, base) = (operator.path("calico.redb"), operator.path("base.redb"));
    let kib = |path| std::fs::metadata(path).expect("a file").len() / 1024;
    std::fs::copy(&path, &base).expect("a copy");
    let (before, small) = (file_dump(&path, "/"), kib(&path));
    operator.run(APPLY).expect(0);
    let (after, large) = (file_dump(&path, "/calico"), kib(&path));
    assert!(large > small, "it did not grow");
    // Where not even what is there can be written anew, where it cannot grow, and where it can not grow enough.
    for room in [small / 2, small, (small + large) / 2, large - 1] {
        std::fs::copy(&base, &path).expect("a copy");
        let run = operator.start_with_room(room, APPLY).end();
        expect_no_room(&run);
        assert_same(&file_dump(&path, "/"), &before);
        // Reading needs no room.
        let list = operator.start_with_room(room, &["get", "ipPool", "-o", "name"]).end().expect(0);
        assert!(list.stdout.contains("ipPool/10.0.44.0/24"), "{}", list.stdout);
        assert!(operator.history().is_empty());
        operator.run(APPLY).expect(0);
        assert_same(&file_dump(&path, "/calico"), &after);
        operator.ok("undo --last --yes -q");
    }
}

fn expect_no_room(run: &Run) {
    assert_eq!(run.code, Some(6), "{run:?}");
    let line = run.one_error();
    assert!(line.contains("takes no writes: File too large") && line.contains("calico.redb"), "{line}");
}

/// A new one that finds no room at all leaves nothing behind.
#[test]
fn a_file_store_that_is_not_there_yet() {
    let operator = Operator::of_file();
    for room in [0, 4] {
        let run = operator.start_with_room(room, &["profile", "add", "web"]).end();
        assert_eq!(run.code, Some(6), "{run:?}");
        assert!(!operator.path("calico.redb").exists(), "{run:?}");
    }
    operator.ok("profile add web");
    assert_eq!(file_dump(&operator.path("calico.redb"), "/calico").len(), 3);
}

/// The disk of the operator is full, not that of etcd: the change lands, and it is said what it cannot be relied on for.
#[test]
fn no_room_for_the_plan_beside_etcd() {
    let mut scene = Scene::of("etcdv3", APPLY, |operator| prepare(operator, 400));
    scene.rehearse();
    let run = scene.operator.start_with_room(0, APPLY).end().expect(0);
    run.says("an interrupted change could not be resumed, only undone").says("File too large");
    scene.expect_settled(&scene.after);
}

/// A backup that finds no room is none, and the one before it stays.
#[test]
fn no_room_for_a_backup() {
    let operator = Operator::of_file();
    prepare(&operator, 100);
    operator.ok("backup then.jsonl");
    let then = std::fs::read(operator.path("then.jsonl")).expect("a backup");
    operator.run(APPLY).expect(0);
    for room in [0, 1, then.len() as u64 / 1024] {
        let run = operator.start_with_room(room, &["backup", "then.jsonl", "--overwrite"]).end();
        assert_eq!(run.code, Some(3), "{run:?}");
        assert!(run.one_error().contains("File too large"), "{}", run.stderr);
        assert_eq!(std::fs::read(operator.path("then.jsonl")).expect("a backup"), then);
        let run = operator.start_with_room(room, &["backup", "new.jsonl"]).end();
        assert_eq!(run.code, Some(3), "{run:?}");
        assert!(!operator.path("new.jsonl").exists());
    }
    operator.ok("restore then.jsonl --yes --no-impact -q");
}
