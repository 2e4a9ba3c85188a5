//! The proof of concept's demo, as its operators typed it for calicoctl

use std::collections::BTreeMap;

use calicross::model::key::Key;
use calicross::model::profile::Rules;
use calicross::model::same::same_value;
use serde_json::Value;

use crate::harness::Env;

#[derive(serde::Deserialize)]
struct Demo {
    /// The keys before it: two VMs of two security groups, two pods.
    setup: BTreeMap<String, String>,
    /// What was typed after `calicoctl`.
    steps: Vec<Vec<String>>,
    /// The keys that calicoctl 0.23 left.
    after: BTreeMap<String, String>,
}

fn demo() -> Demo {
    serde_json::from_str(include_str!("fixtures/demo-policy-tags.json")).unwrap()
}

/// Whether a value says what calicoctl's does. Ours gives rules an id, which calicoctl left out.
fn says_the_same(path: &str, ours: &str, theirs: &str) -> bool {
    if path.ends_with("/rules") {
        let rules = |text: &str| {
            let mut value: Value = serde_json::from_str(text).unwrap();
            value.as_object_mut().unwrap().remove("id");
            Rules::parse(value.to_string().as_bytes()).unwrap()
        };
        return rules(ours).same(&rules(theirs));
    }
    same_value(&Key::parse(path), ours.as_bytes(), theirs.as_bytes())
}

#[test]
fn every_step_runs_and_leaves_what_calicoctl_left() {
    let (env, demo) = (Env::new(), demo());
    for (path, value) in &demo.setup {
        env.put(path, value.as_bytes());
    }
    for step in &demo.steps {
        let words: Vec<&str> = step.iter().map(String::as_str).collect();
        let run = env.run(&words);
        assert_eq!(run.code(), 0, "{words:?}: {run}");
    }
    let left = env.dump();
    assert!(left.keys().eq(demo.after.keys()), "{:?}", left.keys());
    for (path, theirs) in &demo.after {
        let ours = String::from_utf8(left[path].clone()).unwrap();
        assert!(says_the_same(path, &ours, theirs), "{path}: {ours}\n{theirs}");
    }
    // Of an endpoint nothing but the profiles differs: members, their order and blanks are as they were.
    for (path, before) in demo.setup.iter().filter(|(path, _)| path.contains("/workload/k8s/")) {
        let ours = String::from_utf8(left[path].clone()).unwrap();
        let project = if path.contains("nginx01") { "proj01-profile" } else { "proj02-profile" };
        assert_eq!(ours, before.replace("calico-k8s-network", project));
    }
}

#[test]
fn it_can_be_taken_back_step_by_step() {
    let (env, demo) = (Env::new(), demo());
    for (path, value) in &demo.setup {
        env.put(path, value.as_bytes());
    }
    let before = env.dump();
    for step in &demo.steps {
        let _ = env.run(&step.iter().map(String::as_str).collect::<Vec<_>>()).ok();
    }
    while env.dump() != before {
        let _ = env.run(&["undo", "--last", "--yes"]).ok();
    }
}
