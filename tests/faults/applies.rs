//! A thousand objects applied from files, and the program killed on the way: before or after, or recoverable and said to be so.

use std::collections::BTreeSet;

use crate::harness::Operator;
use crate::scene::{Rest, Scene, assert_same};
use crate::witness::{Keys, file_dump};

/// The apply that is interrupted.
pub(crate) const APPLY: &[&str] = &["apply", "-f", "new.yaml", "--yes", "--no-impact", "-q"];

/// Objects in the files. On etcd v3 they are 15 transactions, of four phases.
const OBJECTS: usize = 1000;

/// What the files do not name.
const OTHERS: &[(&str, &str)] = &[
    (
        "/calico/v1/policy/tier/default/policy/others",
        r#"{"order": 7, "selector": "all()", "inbound_rules": [{"action": "allow"}], "outbound_rules": [{"action": "allow"}]}"#,
    ),
    ("/calico/v1/policy/profile/others/tags", r#"["others"]"#),
    ("/calico/v1/policy/profile/others/rules", "{}"),
    ("/calico/v1/host/others/endpoint/eth0", r#"{"name": "eth0", "profile_ids": ["others"]}"#),
    ("/calico/v1/config/LogSeverityScreen", "info"),
];

/// A version of files with some objects: profiles, policies, pools and host endpoints.
fn manifest(objects: impl Iterator<Item = usize>, version: u8) -> String {
    let object = |at: usize| match at % 10 {
        0 => format!(
            "---\nkind: profile\napiVersion: v1\nmetadata: {{name: p{at}, tags: [p{at}, v{version}]}}\nspec:\n  ingress:\n  - {{action: allow, protocol: tcp, destination: {{ports: [{version}]}}}}\n"
        ),
        1 => format!(
            "---\nkind: hostEndpoint\napiVersion: v1\nmetadata: {{name: eth0, node: n{at}, labels: {{version: v{version}}}}}\nspec: {{interfaceName: eth0, profiles: [p{}]}}\n",
            at - 1
        ),
        4 => format!(
            "---\nkind: ipPool\napiVersion: v1\nmetadata: {{cidr: 10.{}.{}.0/24}}\nspec: {{nat-outgoing: {}}}\n",
            at / 250,
            at % 250,
            version > 1
        ),
        _ => format!(
            "---\nkind: policy\napiVersion: v1\nmetadata: {{name: q{at}}}\nspec:\n  order: {at}\n  selector: a == 'x{at}'\n  ingress:\n  - {{action: allow, protocol: tcp, destination: {{ports: [{version}]}}}}\n  egress:\n  - {{action: pass}}\n"
        ),
    };
    objects.map(object).collect()
}

/// Fills a store with others' keys, and with what the files are to change: each eleventh of their objects. Writes the files.
pub(crate) fn prepare(operator: &Operator, objects: usize) {
    prepare_others(operator);
    operator.file("old.yaml", manifest((0..objects).step_by(11), 1));
    // Not every endpoint's profile is among these.
    operator.ok("apply -f old.yaml --journal off --yes --no-impact -q --force=in-use");
    operator.file("new.yaml", manifest(0..objects, 2));
}

fn prepare_others(operator: &Operator) {
    let others: String = OTHERS.iter().map(|(path, value)| format!("key put {path} '{value}'\n")).collect();
    operator.file("others", others);
    operator.ok("batch -f others --journal off --yes -q");
}

/// A datastore, files for it, what comes of an apply that nothing disturbs, and how many requests that takes: to look, and in all.
fn scene(api: &'static str, objects: usize) -> (Scene, usize, usize) {
    let mut scene = Scene::of(api, APPLY, |operator| prepare(operator, objects));
    let (look, all) = scene.rehearse();
    expect_applied(&scene.before, &scene.after, objects);
    (scene, look, all)
}

/// Holds it against an apply that it has done what the files say, and nothing else.
fn expect_applied(before: &Keys, after: &Keys, objects: usize) {
    for (path, value) in OTHERS {
        assert_eq!(
            (before.get(*path), after.get(*path)),
            (Some(&(*value).to_owned()), Some(&(*value).to_owned())),
            "{path}"
        );
    }
    let changed = after.iter().filter(|(path, value)| before.get(*path) != Some(*value)).count();
    assert!(changed > objects && before.keys().all(|path| after.contains_key(path)), "{changed} keys are changed");
}

/// How an interrupted apply is put right.
#[derive(Clone, Copy)]
enum Way {
    Resume,
    Undo,
    /// Applied again, as a script does that knows nothing of the first time.
    Again,
}

impl Way {
    /// Puts it right, and holds the end against what it should be.
    fn go(self, scene: &Scene, id: &str) {
        match self {
            Self::Resume => scene.resume(),
            Self::Undo => scene.undo(id),
            Self::Again => {
                scene.start(&[]).end().expect(0);
                assert_same(&scene.state(), &scene.after);
                // What the first one has begun is whole by now, and can be told so.
                scene.operator.ok(&format!("plan resume {id} --yes -q"));
                scene.expect_settled(&scene.after);
            }
        }
    }
}

/// Kills the apply after each of so many requests. Returns how many keys were written each time.
fn kill_after(scene: &Scene, requests: impl Iterator<Item = usize>, rest: Rest, ways: &[Way]) -> Vec<usize> {
    let mut written = Vec::new();
    for (at, count) in requests.enumerate() {
        scene.valve.close_after_requests(count);
        let run = scene.end_when_closed(rest, || scene.start(&[]), "KILL");
        assert!(matches!(run.code, None | Some(0)), "{run:?}");
        let now = scene.state();
        written.push(now.iter().filter(|(path, value)| scene.before.get(*path) != Some(*value)).count());
        if let Some(id) = scene.pending() {
            ways[at % ways.len()].go(scene, &id);
        }
        scene.rewind();
    }
    written
}

/// Holds it against the kills that so many different parts of the change were there.
fn expect_caught(scene: &Scene, written: &[usize], parts: usize) {
    let changed = scene.after.iter().filter(|(path, value)| scene.before.get(*path) != Some(*value)).count();
    let caught: BTreeSet<usize> = written.iter().copied().filter(|count| (1..changed).contains(count)).collect();
    assert!(caught.len() >= parts, "of {changed} keys, these were there: {written:?}");
}

/// Each of the transactions, and of the two ends of the journal entry.
fn kill_at_each_step_on_v3(part: usize) {
    let (scene, look, all) = scene("etcdv3", OBJECTS);
    let steps = (look..=all).skip(part).step_by(2);
    let written = kill_after(&scene, steps, Rest::IsLost, &[Way::Again, Way::Resume, Way::Undo]);
    expect_caught(&scene, &written, 4);
}

#[test]
fn killed_at_each_even_step_on_v3() {
    kill_at_each_step_on_v3(0);
}

#[test]
fn killed_at_each_odd_step_on_v3() {
    kill_at_each_step_on_v3(1);
}

/// What was sent and has not arrived arrives when the program is dead already.
#[test]
fn killed_on_v3_and_the_rest_arrives() {
    let (scene, look, all) = scene("etcdv3", OBJECTS);
    let steps = [look + 3, look + (all - look) / 2, all - 2];
    let written = kill_after(&scene, steps.into_iter(), Rest::Arrives, &[Way::Undo, Way::Again, Way::Resume]);
    expect_caught(&scene, &written, 1);
}

/// Each key is a step: the first and the last of the journal's, the first and the last of Calico's, and one between.
#[test]
fn killed_on_v2() {
    let (scene, look, all) = scene("etcdv2", OBJECTS);
    let keys = scene.after.iter().filter(|(path, value)| scene.before.get(*path) != Some(*value)).count();
    let first = all - 1 - keys;
    let ways = [Way::Undo, Way::Undo, Way::Undo, Way::Again, Way::Resume];
    let written =
        kill_after(&scene, [look + 1, first, first + 1, first + keys / 2, all - 1].into_iter(), Rest::IsLost, &ways);
    expect_caught(&scene, &written, 2);
}

/// Files of a set that hold other objects than the last time: some are made, some change, and some go.
#[test]
fn killed_over_a_set() {
    const OF_SET: &[&str] =
        &["apply", "-f", "new.yaml", "--set", "shop", "--prune", "--max-deletes", "1000", "--yes", "--no-impact", "-q"];
    for (api, objects) in [("etcdv3", 300), ("etcdv2", 30)] {
        let mut scene = Scene::of(api, OF_SET, |operator| {
            prepare_others(operator);
            operator.file("old.yaml", manifest(0..objects * 2 / 3, 1));
            operator.ok("apply -f old.yaml --set shop --journal off --yes --no-impact -q");
            operator.file("new.yaml", manifest(objects / 3..objects, 2));
        });
        let (look, all) = scene.rehearse();
        let step = if api == "etcdv3" { 1 } else { 13 };
        let written = kill_after(&scene, (look + 1..all).step_by(step), Rest::IsLost, &[Way::Again]);
        expect_caught(&scene, &written, 2);
    }
}

/// The embedded store: one transaction, whatever its size, killed at each of its writes that can be seen from outside.
#[test]
fn killed_on_a_file() {
    let operator = Operator::of_file();
    prepare(&operator, OBJECTS);
    let (path, base) = (operator.path("calico.redb"), operator.path("base.redb"));
    std::fs::copy(&path, &base).expect("a copy");
    let before = file_dump(&path, "/calico");
    operator.run(APPLY).expect(0);
    let after = file_dump(&path, "/calico");
    expect_applied(&before, &after, OBJECTS);
    let look = || std::fs::metadata(&path).and_then(|found| Ok((found.len(), found.modified()?))).expect("the file");
    let mut caught = 0;
    for writes in (0..).map(|at| 1 << at) {
        std::fs::copy(&base, &path).expect("a copy");
        let (mut seen, mut last) = (0, look());
        let mut running = operator.start(APPLY);
        while seen < writes && !running.has_ended() {
            let now = look();
            seen += usize::from(now != last);
            last = now;
        }
        running.signal("KILL");
        let run = running.end();
        let (now, history) = (file_dump(&path, "/calico"), operator.history());
        match history.as_slice() {
            [] => {
                assert_same(&now, &before);
                assert_eq!(run.code, None, "{run:?}");
                caught += 1;
                operator.run(APPLY).expect(0);
                assert_same(&file_dump(&path, "/calico"), &after);
            }
            [(state, _)] => {
                assert_eq!(state, "done");
                assert_same(&now, &after);
            }
            more => panic!("{more:?}"),
        }
        if run.code == Some(0) {
            break;
        }
    }
    assert!(caught > 0, "it was always too late");
}
