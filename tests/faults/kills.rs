//! Killed for real while it writes: before or after, or recoverable and said to be so.

use std::time::Instant;

use crate::harness::Operator;
use crate::scene::{CHANGE, Rest, Scene, assert_same, changed, halfway, prepare};
use crate::witness::file_dump;

/// Kills the change when such percentages of its writing have gone through; `finish` then settles what is pending.
fn kill_along(api: &'static str, keys: usize, percentages: &[usize], signal: &str, finish: fn(&Scene, &str)) {
    let scene = Scene::new(api, keys);
    let (look, all) = scene.measure(CHANGE);
    assert_same(&scene.dump("/calico"), &scene.after);
    let mut half = 0;
    for (at, percentage) in percentages.iter().enumerate() {
        scene.reset();
        let rest = if at % 2 == 0 { Rest::IsLost } else { Rest::Arrives };
        let run = scene.end_after(look + (all - look) * percentage / 100, rest, || scene.start(&[]), signal);
        assert!(matches!(run.code, None | Some(0)), "{run:?}");
        let now = scene.dump("/calico");
        half += usize::from(now != scene.before && now != scene.after);
        if let Some(id) = scene.pending() {
            finish(&scene, &id);
        }
    }
    assert!(half > 0, "it was never caught half-way");
}

/// Several transactions on etcd v3. They are sent side by side: with half of the bytes, none may be complete.
const V3_KEYS: usize = 600;
/// Enough on etcd v2, where each key is a step.
const V2_KEYS: usize = 20;

#[test]
fn killed_on_v3_and_undone() {
    kill_along("etcdv3", V3_KEYS, &[10, 50, 80, 90], "KILL", |scene, id| scene.undo(id));
}

#[test]
fn killed_on_v3_and_resumed() {
    kill_along("etcdv3", V3_KEYS, &[80, 50, 90], "KILL", |scene, _| scene.resume());
}

#[test]
fn interrupted_on_v3_and_undone() {
    kill_along("etcdv3", V3_KEYS, &[80], "INT", |scene, id| scene.undo(id));
}

#[test]
fn killed_on_v2_and_undone() {
    kill_along("etcdv2", V2_KEYS, &[5, 20, 40, 60, 80, 97], "KILL", |scene, id| scene.undo(id));
}

#[test]
fn killed_on_v2_and_resumed() {
    kill_along("etcdv2", V2_KEYS, &[15, 45, 70, 90], "KILL", |scene, _| scene.resume());
}

#[test]
fn interrupted_on_v2_and_undone() {
    kill_along("etcdv2", V2_KEYS, &[40, 60], "INT", |scene, id| scene.undo(id));
}

/// Undo is a change like any other: killed, it is pending itself, and done once more it gets to the end.
fn kill_the_undo(api: &'static str, keys: usize) {
    let scene = Scene::new(api, keys);
    scene.start(&[]).end().expect(0);
    let (_, id) = scene.operator.history().remove(0);
    let words = ["undo", &id, "--yes", "-q"];
    // Another one finds out where half of it is.
    let other = Scene::new(api, keys);
    other.start(&[]).end().expect(0);
    let (_, same) = other.operator.history().remove(0);
    let (look, all) = other.measure(&["undo", &same, "--yes", "-q"]);
    let run = scene.end_after(halfway(api, look, all), Rest::IsLost, || scene.operator.start(&words), "KILL");
    assert_eq!(run.code, None, "{run:?}");
    let now = scene.dump("/calico");
    assert!(now != scene.after && now != scene.before, "it was not caught half-way");
    let history = scene.operator.history();
    assert_eq!(history.iter().map(|(state, _)| state.as_str()).collect::<Vec<_>>(), ["done", "pending"]);
    scene.operator.ok("plan resume --yes -q");
    scene.expect_settled(&scene.before);
}

#[test]
fn an_undo_killed_on_v3() {
    kill_the_undo("etcdv3", V3_KEYS);
}

#[test]
fn an_undo_killed_on_v2() {
    kill_the_undo("etcdv2", V2_KEYS);
}

/// With the journal kept on this host, a killed change is pending there, and can be taken back from there.
#[test]
fn killed_with_a_local_journal() {
    for (api, keys) in [("etcdv3", V3_KEYS), ("etcdv2", V2_KEYS)] {
        let scene = Scene::new(api, keys);
        let id = scene.kill_halfway(&["--journal", "local"]);
        assert!(scene.dump("/calicross").is_empty());
        scene.operator.ok(&format!("undo {id} --yes -q --journal off"));
        assert_same(&scene.dump("/calico"), &scene.before);
        let states: Vec<_> = scene.operator.history().into_iter().map(|(state, _)| state).collect();
        assert_eq!(states, ["undone"]);
    }
}

/// Somebody else's change after the kill is theirs: it is neither overwritten nor taken back.
#[test]
fn what_others_change_after_a_kill_stays() {
    for (api, keys) in [("etcdv3", V3_KEYS), ("etcdv2", V2_KEYS)] {
        let scene = Scene::new(api, keys);
        let id = scene.kill_halfway(&[]);
        let now = scene.dump("/calico");
        let written = scene
            .after
            .iter()
            .find(|(path, value)| now.get(*path) == Some(*value) && scene.before.get(*path) != Some(*value));
        let (path, _) = written.expect("a key that was written");
        scene.operator.ok(&format!("key put {path} 10.3.3.3 --journal off"));
        for words in ["plan resume --yes".to_owned(), format!("undo {id} --yes")] {
            let refused = scene.operator.fails(4, &words);
            assert!(refused.one_error().contains(path.as_str()), "{}", refused.stderr);
        }
        assert!(scene.operator.history().contains(&("pending".to_owned(), id.clone())));
        scene.operator.ok(&format!("undo {id} --yes --skip-changed -q"));
        let mut expected = scene.before.clone();
        expected.insert(path.clone(), "10.3.3.3".to_owned());
        scene.expect_settled(&expected);
    }
}

/// etcd stops in the middle of a commit. What the exit code says of the datastore is so: 6 nothing is written, 7 the
/// journal tells what.
#[test]
fn etcd_stops_in_the_middle() {
    for (api, keys) in [("etcdv3", V3_KEYS), ("etcdv2", V2_KEYS), ("etcdv3", 3), ("etcdv2", 3)] {
        let scene = Scene::new(api, keys);
        let (look, all) = scene.measure(CHANGE);
        for step in [1, 4, 7] {
            scene.reset();
            scene.valve.close_after(look + (all - look) * step / 8);
            let mut running = scene.start(&["--timeout", "500ms", "--commit-timeout", "1s"]);
            let closed = scene.wait_closed(&mut running);
            assert!(closed, "{api}, {keys} keys: it was too fast for {step}");
            scene.etcd.signal("STOP");
            scene.valve.open();
            let run = running.end();
            scene.etcd.signal("CONT");
            scene.wait_quiet();
            let line = run.one_error();
            match run.code {
                Some(6) => assert_same(&scene.dump("/calico"), &scene.before),
                Some(7) => {
                    assert!(run.stderr.contains("hint: "), "{line}");
                    if let Some(id) = scene.pending() {
                        scene.undo(&id);
                    }
                }
                code => panic!("{api}, {keys} keys, step {step}: {code:?} {line}"),
            }
        }
    }
}

/// The embedded store: one transaction, whatever its size, and no lock that outlives its holder.
#[test]
fn killed_on_a_file() {
    let operator = Operator::of_file();
    prepare(&operator, 200);
    let path = operator.path("calico.redb");
    let dump = || file_dump(&path, "/calico");
    let start = Instant::now();
    operator.ok("batch -f change --dry-run -q");
    let usual = start.elapsed();
    let (mut unchanged, before) = (0, dump());
    let after = changed(&before, 200);
    for at in 0..16 {
        let running = operator.start(CHANGE);
        // From long before the write begins to after its end.
        std::thread::sleep(usual * at / 10);
        running.signal("KILL");
        let run = running.end();
        let (now, history) = (dump(), operator.history());
        match history.as_slice() {
            [] => {
                assert_same(&now, &before);
                assert_ne!(run.code, Some(0));
                unchanged += 1;
            }
            [(state, id)] => {
                assert_eq!(state, "done");
                assert_same(&now, &after);
                operator.ok(&format!("undo {id} --yes -q --journal off"));
                operator.ok("history prune --older-than 1ms");
                assert_same(&dump(), &before);
            }
            more => panic!("{more:?}"),
        }
    }
    assert!(unchanged > 0);
}
