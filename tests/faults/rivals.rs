//! Somebody else who writes while files are applied: what they wrote is never lost.

use serde_json::{Value, json};

use crate::applies::{APPLY, prepare};
use crate::harness::Run;
use crate::scene::{Scene, assert_same};
use crate::witness::{Keys, v2, v3};

/// Several transactions on etcd v3; on etcd v2, where each key is a step, fewer objects do.
const APIS: [(&str, usize); 2] = [("etcdv3", 400), ("etcdv2", 40)];

/// A policy that is there and changes, and one that is made.
const CHANGED: &str = "/calico/v1/policy/tier/default/policy/q22";
const MADE: &str = "/calico/v1/policy/tier/default/policy/q3";

fn scene(api: &'static str, objects: usize) -> (Scene, usize, usize) {
    let mut scene = Scene::of(api, APPLY, |operator| prepare(operator, objects));
    let (look, all) = scene.rehearse();
    (scene, look, all)
}

/// What the other one makes of a policy: a selector and a member of their own.
fn theirs(path: &str) -> String {
    let name = path.rsplit('/').next().expect("a name");
    let rules = json!([{"action": "deny", "protocol": "udp"}]);
    json!({"order": 5, "selector": format!("theirs == '{name}'"), "inbound_rules": rules, "outbound_rules": [], "types": ["ingress"], "x_theirs": name}).to_string()
}

/// The other one writes policies, and something that nobody else knows of.
fn write(scene: &Scene, paths: &[&str]) -> Keys {
    let mut written: Keys = paths.iter().map(|path| ((*path).to_owned(), theirs(path))).collect();
    written.insert("/calico/v1/policy/profile/theirs/tags".to_owned(), r#"["theirs"]"#.to_owned());
    for (path, value) in &written {
        match scene.api {
            "etcdv3" => v3::put(&scene.etcd.endpoint(), path, value.as_bytes()),
            _ => v2::put(&scene.etcd.endpoint(), path, value),
        }
    }
    written
}

/// Runs words, and has the other one write once so many requests went through.
fn run_while(scene: &Scene, words: &[&str], requests: usize, other: impl FnOnce() -> Keys) -> (Run, Keys) {
    scene.valve.close_after_requests(requests);
    let mut running = scene.operator.start(words);
    assert!(scene.wait_closed(&mut running), "{}: it was too fast", scene.api);
    scene.wait_still();
    let written = other();
    scene.valve.open();
    (running.end(), written)
}

fn with(keys: &Keys, more: &Keys) -> Keys {
    keys.iter().chain(more).map(|(path, value)| (path.clone(), value.clone())).collect()
}

/// Holds it against what there is that it is as if the other one had written first, then the files had been applied.
fn expect_in_turn(scene: &Scene, written: &Keys) {
    let now = scene.state();
    let mut expected = with(&scene.after, written);
    for path in written.keys().filter(|path| scene.after.contains_key(*path)) {
        let policy: Value = serde_json::from_str(&now[path]).expect("JSON");
        let files: Value = serde_json::from_str(&scene.after[path]).expect("JSON");
        for (member, value) in files.as_object().expect("an object") {
            assert_eq!(&policy[member], value, "{path}");
        }
        assert_eq!(policy["x_theirs"], path.rsplit('/').next().expect("a name"), "{path}");
        expected.insert(path.clone(), now[path].clone());
    }
    assert_same(&now, &expected);
}

/// Takes back all that the journal tells of, the youngest first, but for what is the other one's.
fn undo_all(scene: &Scene) {
    for (state, id) in scene.operator.history().into_iter().rev() {
        assert_ne!(state, "pending");
        scene.operator.ok(&format!("undo {id} --skip-changed --yes -q --journal off"));
    }
}

/// Between the look and the first write, it is planned anew.
#[test]
fn between_the_look_and_the_write() {
    for (api, objects) in APIS {
        let (scene, look, _) = scene(api, objects);
        let (run, written) = run_while(&scene, APPLY, look, || write(&scene, &[CHANGED, MADE]));
        run.expect(0);
        expect_in_turn(&scene, &written);
        undo_all(&scene);
        assert_same(&scene.state(), &with(&scene.before, &written));
    }
}

/// When a part is written, a key that still is to be written is planned anew with what is in it.
#[test]
fn between_the_transactions() {
    for (api, objects) in APIS {
        let (scene, look, all) = scene(api, objects);
        let (run, written) = run_while(&scene, APPLY, look + (all - look) * 2 / 3, || {
            let now = scene.state();
            let is_policy = |path: &&String| path.starts_with("/calico/v1/policy/tier/default/policy/q");
            let changed = || {
                scene.after.keys().filter(is_policy).filter(|path| scene.before.get(*path) != scene.after.get(*path))
            };
            let done = changed().find(|path| now.get(*path) == scene.after.get(*path)).expect("one that is written");
            let to_do = changed().rfind(|path| now.get(*path) == scene.before.get(*path)).expect("one that is not");
            write(&scene, &[done, to_do])
        });
        run.expect(0);
        expect_in_turn(&scene, &written);
        undo_all(&scene);
        assert_same(&scene.state(), &with(&scene.before, &written));
    }
}

/// What was written already, and is the other one's now, stays theirs, and is not taken back unasked.
#[test]
fn behind_the_apply() {
    for (api, objects) in APIS {
        let (scene, _, all) = scene(api, objects);
        let (run, written) = run_while(&scene, APPLY, all - 1, || write(&scene, &[CHANGED]));
        run.expect(0);
        assert_same(&scene.state(), &with(&scene.after, &written));
        let (_, id) = scene.operator.history().pop().expect("an entry");
        scene.operator.fails(4, &format!("undo {id} --yes")).says(CHANGED);
        assert_same(&scene.state(), &with(&scene.after, &written));
        undo_all(&scene);
        assert_same(&scene.state(), &with(&scene.before, &written));
    }
}

/// A plan that was agreed to is carried out as it is, or not at all; where a part of it is written when that shows, it is said.
#[test]
fn under_a_saved_plan() {
    const SAVED: &[&str] = &["plan", "apply", "plan.json", "--yes", "--no-impact", "-q"];
    for (api, objects, code) in [("etcdv3", 30, 4), ("etcdv2", 40, 4), ("etcdv3", 400, 7)] {
        let (scene, ..) = scene(api, objects);
        scene.operator.run(&[APPLY, &["--dry-run", "--out", "plan.json"]].concat()).expect(0);
        scene.valve.close_after_requests(usize::MAX);
        scene.operator.run(&[SAVED, &["--dry-run"]].concat()).expect(0);
        let look = scene.valve.requests();
        let (run, written) = run_while(&scene, SAVED, look, || write(&scene, &[CHANGED, MADE]));
        let refused = run.expect(code);
        assert!(refused.one_error().contains("/default/policy/q"), "{}", refused.stderr);
        if code == 7 {
            assert_eq!(scene.operator.history()[0].0, "partial");
            undo_all(&scene);
        } else {
            assert_eq!(scene.operator.history(), []);
        }
        assert_same(&scene.state(), &with(&scene.before, &written));
    }
}

/// What a set of files has made, and somebody changes right now, is drift, and not overwritten.
#[test]
fn under_a_set() {
    const OF_SET: &[&str] = &["apply", "-f", "new.yaml", "--set", "shop", "--yes", "--no-impact", "-q"];
    for (api, _) in APIS {
        let mut scene = Scene::of(api, OF_SET, |operator| {
            prepare(operator, 30);
            operator.ok("apply -f old.yaml --set shop --journal off --yes --no-impact -q");
        });
        let (look, _) = scene.rehearse();
        let (run, written) = run_while(&scene, OF_SET, look, || write(&scene, &[CHANGED]));
        run.expect(3).says("policy default/q22 was changed since set shop was applied").says("--force=drift");
        assert_same(&scene.state(), &with(&scene.before, &written));
        assert_eq!(scene.operator.history(), []);
        scene.operator.run(&[OF_SET, &["--force=drift"]].concat()).expect(0);
        undo_all(&scene);
        assert_same(&scene.state(), &with(&scene.before, &written));
    }
}
