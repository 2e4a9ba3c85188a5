//! That the random datastores are worth asking: traffic passes and is stopped, by every kind of key.

use std::collections::BTreeMap;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::oracle::{Decision, Generation, Party};
use crate::random;

/// What decided, by the kind of its key.
fn kind(decision: &Decision) -> String {
    let verdict = if decision.allowed { "allows" } else { "denies" };
    let key = decision.key.as_deref().unwrap_or("nothing");
    let key = ["/policy/tier", "/policy/profile", "/workload", "/endpoint"].iter().find(|part| key.contains(*part));
    let rule = if decision.rule.is_some() { " by a rule" } else { "" };
    format!("{} {verdict}{rule}", key.copied().unwrap_or("nothing"))
}

#[test]
fn every_kind_of_key_decides_in_random_datastores() {
    for generation in [Generation::One, Generation::Two] {
        let mut runner = TestRunner::deterministic();
        let mut decided: BTreeMap<String, usize> = BTreeMap::new();
        for _ in 0..40 {
            let mut scene = random::scene().new_tree(&mut runner).expect("a scene").current();
            scene.default = generation;
            scene.hosts.clear();
            let worlds = scene.worlds();
            // A seventh of the packets is enough.
            for (from, to, packet) in random::packets(&scene).into_iter().step_by(7) {
                let answer = worlds.answer(&from, &to, packet);
                let between = matches!((&from, &to), (Party::Workload(_), Party::Workload(_)));
                let all = if between && answer.allowed() { "between workloads allowed" } else { "other" };
                for kind in [Some(&answer.outbound), answer.inbound.as_ref()].into_iter().flatten().map(kind) {
                    *decided.entry(kind).or_default() += 1;
                }
                *decided.entry(all.to_owned()).or_default() += 1;
            }
        }
        let expected = [
            "/policy/tier allows by a rule",
            "/policy/tier denies by a rule",
            "/policy/profile allows by a rule",
            "/policy/profile denies by a rule",
            "/policy/profile denies",
            "/workload denies",
            "/endpoint denies",
            "nothing allows",
            "between workloads allowed",
        ];
        for kind in expected {
            let count = decided.get(kind).copied().unwrap_or_default();
            assert!(count >= 50, "{generation:?}: {kind} {count} times: {decided:#?}");
        }
    }
}
