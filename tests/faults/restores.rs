//! A datastore put back to a backup: killed on the way, raced, with a backup that is not whole, and carried to another API.

use crate::harness::{Operator, mode};
use crate::scene::{Rest, Scene, assert_same, halfway};
use crate::server::Etcd;
use crate::witness::{Keys, v2, v3};

/// The restore that is interrupted.
const RESTORE: &[&str] = &["restore", "then.jsonl", "--yes", "--no-impact", "-q"];

/// Several transactions on etcd v3; on etcd v2, where each key is a step, fewer keys do.
const V3_KEYS: usize = 600;
const V2_KEYS: usize = 20;

/// A datastore that was changed since a backup of it.
fn changed(api: &'static str, keys: usize) -> Scene {
    let scene = Scene::new(api, keys);
    scene.operator.ok("backup then.jsonl");
    assert_eq!(mode(&scene.operator.path("then.jsonl")), 0o600);
    scene.start(&[]).end().expect(0);
    assert_same(&scene.dump("/calico"), &scene.after);
    scene
}

/// Kills a restore when some keys are back and others are not; returns its journal entry.
fn kill_halfway(api: &'static str, keys: usize) -> (Scene, String) {
    let (look, all) = changed(api, keys).measure(RESTORE);
    let scene = changed(api, keys);
    let restore = || scene.operator.start(RESTORE);
    let run = scene.end_after(halfway(api, look, all), Rest::IsLost, restore, "KILL");
    assert_eq!(run.code, None, "{run:?}");
    let now = scene.dump("/calico");
    assert!(now != scene.before && now != scene.after, "it was not caught half-way");
    let (state, id) = scene.operator.history().pop().expect("an entry");
    assert_eq!(state, "pending");
    (scene, id)
}

#[test]
fn killed_and_resumed() {
    for (api, keys) in [("etcdv3", V3_KEYS), ("etcdv2", V2_KEYS)] {
        let (scene, _) = kill_halfway(api, keys);
        scene.operator.ok("plan resume --yes -q");
        scene.expect_settled(&scene.before);
        assert_eq!(scene.operator.ok("restore then.jsonl --yes"), "nothing differs from then.jsonl\n");
    }
}

#[test]
fn killed_and_begun_again() {
    for (api, keys) in [("etcdv3", V3_KEYS), ("etcdv2", V2_KEYS)] {
        let (scene, id) = kill_halfway(api, keys);
        scene.operator.run(RESTORE).expect(0);
        assert_same(&scene.dump("/calico"), &scene.before);
        // What the first one has begun is whole by now, and can be told so.
        scene.operator.ok(&format!("plan resume {id} --yes -q"));
        scene.expect_settled(&scene.before);
    }
}

#[test]
fn killed_and_undone() {
    for (api, keys) in [("etcdv3", V3_KEYS), ("etcdv2", V2_KEYS)] {
        let (scene, id) = kill_halfway(api, keys);
        scene.operator.ok(&format!("undo {id} --yes -q"));
        scene.expect_settled(&scene.after);
    }
}

/// Somebody writes a key that is being restored, between the look and the write: it is restored all the same, or the restore says
/// that it was not; nothing is half done without being told.
#[test]
fn a_second_writer_meanwhile() {
    for (api, keys) in [("etcdv3", V3_KEYS), ("etcdv2", V2_KEYS)] {
        let (look, all) = changed(api, keys).measure(RESTORE);
        let scene = changed(api, keys);
        scene.valve.close_after(halfway(api, look, all));
        let mut running = scene.operator.start(RESTORE);
        assert!(scene.wait_closed(&mut running), "it was too fast");
        scene.wait_still();
        let (first, last) = ("/calico/v1/host/h00000/bird_ip", "/calico/v1/host/gone/bird_ip");
        for path in [first, last, "/calico/v1/host/other/bird_ip"] {
            match api {
                "etcdv3" => v3::put(&scene.etcd.endpoint(), path, b"10.7.7.7"),
                _ => v2::put(&scene.etcd.endpoint(), path, "10.7.7.7"),
            }
        }
        scene.valve.open();
        let run = running.end();
        assert!(matches!(run.code, Some(0 | 4 | 7)), "{run:?}");
        // The next one is alone, and puts back what the other wrote since.
        let again = scene.operator.run(RESTORE);
        assert_eq!(again.code, Some(0), "{again:?}");
        assert_same(&scene.dump("/calico"), &scene.before);
        if run.code == Some(0) {
            assert!(scene.operator.history().iter().all(|(state, _)| state != "pending"));
        }
    }
}

#[test]
fn a_backup_that_is_not_whole_changes_nothing() {
    let scene = changed("etcdv3", 40);
    let text = std::fs::read_to_string(scene.operator.path("then.jsonl")).expect("a backup");
    let everything = scene.dump("");
    for share in [0, 1, 5, 9] {
        scene.operator.file("cut.jsonl", &text[..text.len() * share / 10]);
        scene.operator.fails(5, "restore cut.jsonl --yes").one_error();
    }
    scene.operator.file("altered.jsonl", text.replacen("10.1.0.7", "10.1.0.8", 1));
    let refused = scene.operator.fails(5, "restore altered.jsonl --yes");
    assert!(refused.one_error().contains("checksum"), "{}", refused.stderr);
    assert_same(&scene.dump(""), &everything);
}

/// From v2 to v3 and back: what Calico keeps, its directories and heartbeats; and what v2 cannot hold is named.
#[test]
fn it_is_carried_from_one_api_to_the_other() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let old = Operator::of_etcd(&endpoint, "etcdv2").set("CALICROSS_RATE", "0");
    let new = Operator::of_etcd(&endpoint, "etcdv3");
    old.ok("profile add web");
    old.ok("profile add api");
    v2::put(&endpoint, "/calico/v1/host/n/bird_ip", "10.0.0.1");
    v2::put_dir(&endpoint, "/calico/v1/host/empty");
    v2::put_with_ttl(&endpoint, "/calico/felix/v1/host/n/status", "{}", 600);
    let file = old.path("v2.jsonl").display().to_string();
    let told = old.ok(&format!("backup {file}"));
    assert!(told.contains("with 1 empty directories") && told.contains("1 key with a time to live"), "{told}");
    new.ok(&format!("restore {file} --yes -q"));
    let is_kept = |path: &String| !path.ends_with('/') && !path.ends_with("/status");
    let mut expected = v2::dump(&endpoint, "/calico");
    expected.retain(|path, _| is_kept(path));
    assert_eq!(expected.len(), 7);
    assert_same(&v3::dump(&endpoint, "/calico"), &expected);
    // The history went along.
    assert_eq!(new.history().len(), 3);

    // Into an empty v2, with the directory that was empty; a heartbeat that is there stays.
    let other = Etcd::start();
    let third = Operator::of_etcd(&other.endpoint(), "etcdv2").set("CALICROSS_RATE", "0");
    v2::put_with_ttl(&other.endpoint(), "/calico/felix/v1/host/m/status", "alive", 600);
    third.ok(&format!("restore {file} --yes -q"));
    let mut there: Keys = v2::dump(&other.endpoint(), "/calico");
    assert_eq!(there.remove("/calico/felix/v1/host/m/status").as_deref(), Some("alive"));
    assert!(there.remove("/calico/v1/host/empty/").is_some(), "{there:?}");
    assert_same(&there, &expected);
    assert!(third.ok(&format!("restore {file} --yes")).starts_with("nothing differs"));

    // And not everything that v3 holds.
    v3::put(&endpoint, "/calico/v1/bytes", b"\xff");
    v3::put(&endpoint, "/calico/v1/host/n", b"a key where v2 has a directory");
    let file = new.path("v3.jsonl").display().to_string();
    new.ok(&format!("backup {file}"));
    let refused = third.fails(3, &format!("restore {file} --yes"));
    assert!(refused.one_error().contains("/calico/v1/bytes") || refused.stderr.contains("/calico/v1/bytes"));
    assert!(refused.stderr.contains("/calico/v1/host/n/bird_ip"), "{}", refused.stderr);
    there.insert("/calico/felix/v1/host/m/status".to_owned(), "alive".to_owned());
    there.insert("/calico/v1/host/empty/".to_owned(), String::new());
    assert_same(&v2::dump(&other.endpoint(), "/calico"), &there);
}

/// A backup of a datastore that is written meanwhile is of one moment.
#[test]
fn a_backup_is_of_one_moment() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let operator = Operator::of_etcd(&endpoint, "etcdv3");
    // The first and the last key of what is read change together, again and again.
    let (first, last) = ("/calico/a", "/calicross/z");
    let seed: String = (0..4000).map(|at| format!("key put /calico/v1/host/h{at:05}/bird_ip 10.0.0.1\n")).collect();
    operator.file("seed", seed);
    operator.ok("batch -f seed --journal off -q");
    let over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let mut round = 0;
            while !over.load(std::sync::atomic::Ordering::SeqCst) {
                round += 1;
                v3::put_both(&endpoint, [first, last], &round.to_string());
            }
        });
        for at in 0..10 {
            operator.ok(&format!("backup {at}.jsonl"));
            let text = std::fs::read_to_string(operator.path(&format!("{at}.jsonl"))).expect("a backup");
            let of = |key: &str| -> Option<String> {
                let line = text.lines().find(|line| line.starts_with(&format!("{{\"key\":\"{key}\"")))?;
                let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
                line["text"].as_str().map(str::to_owned)
            };
            assert_eq!(of(first), of(last), "backup {at}");
        }
        over.store(true, std::sync::atomic::Ordering::SeqCst);
        writing.join().expect("the writer");
    });
}
