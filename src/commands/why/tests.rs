//! That the part of a datastore gives the same answers as the whole of it, in every state.

use clap::{Args, Command, FromArgMatches};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::commands::trace::FlowArgs;
use crate::model::felix::Generation;
use crate::plan::journal::Record;
use crate::plan::{Change, Seen};
use crate::store::Scope;

fn flow(words: &[&str]) -> FlowArgs {
    let command = FlowArgs::augment_args(Command::new("why"));
    let matches = command.try_get_matches_from([&["why"], words].concat()).unwrap();
    FlowArgs::from_arg_matches(&matches).unwrap()
}

fn endpoint(name: usize) -> String {
    format!("/calico/v1/host/n{}/workload/k8s/shop.e{name}/endpoint/eth0", name % 2)
}

/// A key, and what becomes of it.
fn change() -> impl Strategy<Value = (String, Option<Value>)> {
    let name = prop::sample::select(vec!["a", "b", "c"]);
    let profiles = prop::collection::vec(name.clone(), 0..3);
    let pod = (0usize..7, prop::option::weighted(0.9, (0u8..5, profiles, prop::option::of(0u8..5)))).prop_map(
        |(at, found)| {
            let value = found.map(|(address, profiles, floating)| {
                let address = format!("10.65.0.{address}");
                let mut value = json!({"state": "active", "name": format!("cali{at}"), "profile_ids": profiles,
                "ipv4_nets": [format!("{address}/32")], "ipv6_nets": [], "labels": {"app": profiles.first()}});
                if let Some(floating) = floating {
                    value["ipv4_nat"] = json!([{"int_ip": address, "ext_ip": format!("10.65.0.{floating}")}]);
                }
                if profiles.is_empty() {
                    value.as_object_mut().unwrap().remove("labels");
                }
                value
            });
            (endpoint(at), value)
        },
    );
    let rule = prop::sample::select(vec![
        json!({"action": "allow", "src_tag": "t"}),
        json!({"action": "allow", "!src_tag": "t"}),
        json!({"action": "deny", "dst_selector": "app == 'a'"}),
        json!({"action": "allow"}),
    ]);
    let rules = (name.clone(), prop::collection::vec(rule.clone(), 0..3), prop::collection::vec(rule, 0..3)).prop_map(
        |(name, inbound, outbound)| {
            let value = json!({"inbound_rules": inbound, "outbound_rules": outbound});
            (format!("/calico/v1/policy/profile/{name}/rules"), Some(value))
        },
    );
    let tags = (name, any::<bool>()).prop_map(|(name, tagged)| {
        (format!("/calico/v1/policy/profile/{name}/tags"), Some(if tagged { json!(["t"]) } else { json!([]) }))
    });
    prop_oneof![3 => pod, 1 => rules, 1 => tags]
}

fn record() -> Record {
    Record {
        id: uuid::Uuid::now_v7(),
        time: String::new(),
        actor: String::new(),
        host: String::new(),
        pid: 1,
        command: Vec::new(),
        reason: None,
        forced: Vec::new(),
        undoes: None,
        resumes: None,
    }
}

/// What is there after all changes, and the journal of the last ones.
fn history(changes: &[(String, Option<Value>)], written: usize) -> (Snapshot, Vec<Entry>) {
    let mut state = Snapshot::new(1, vec![Scope::under("/")], Vec::new());
    let mut entries = Vec::new();
    for (at, (path, value)) in changes.iter().enumerate() {
        let before = state.get(path).map(Seen::from);
        let change = Change {
            path: path.clone(),
            before,
            via: None,
            after: value.as_ref().map(|value| value.to_string().into_bytes()),
        };
        if at >= changes.len().saturating_sub(written) {
            let changes = vec![Trace::of(&change)];
            entries.push(Entry { record: record(), state: State::Done, changes, keys: Vec::new(), bytes: 0 });
        }
        let mut plan = crate::plan::Plan::new();
        plan.insert(change);
        state = plan.applied_to(&state, &[Scope::under("/")]);
    }
    (state, entries)
}

#[test]
fn what_can_matter_is_kept() {
    let pod = |at: usize, address: u8| {
        let value = json!({"state": "active", "name": format!("cali{at}"), "profile_ids": [], "ipv4_nets": [format!("10.65.0.{address}/32")], "ipv6_nets": []});
        (endpoint(at), Some(value))
    };
    let rules =
        ("/calico/v1/policy/profile/a/rules".to_owned(), Some(json!({"inbound_rules": [], "outbound_rules": []})));
    // Two ends, one with an end's address, one with the address that an end had before, one that was changed, and one of no concern.
    let changes = [pod(0, 1), pod(2, 1), pod(3, 9), pod(5, 5), pod(6, 6), rules, pod(1, 9), pod(4, 4), pod(1, 2)];
    let (state, entries) = history(&changes, 2);
    let entries: Vec<&Entry> = entries.iter().collect();
    let kept = |from: &str| part::of(&flow(&["--from", from, "--to", "shop/e1", "--felix", "1.4"]), &state, &entries);
    let part = kept("shop/e0").unwrap();
    let there: Vec<bool> = (0..7).map(|at| part.get(&endpoint(at)).is_some()).collect();
    assert_eq!(there, [true, true, true, true, true, false, false]);
    assert!(part.get("/calico/v1/policy/profile/a/rules").is_some());
    assert_eq!(part::whole(&state, &part, &part).entries(), state.entries());
    for from in ["any", "app == 'x'", "shop/nobody", "host:n1"] {
        assert!(kept(from).is_none(), "{from}");
    }
}

proptest! {
    #[test]
    fn the_part_answers_as_the_whole_does(
        changes in prop::collection::vec(change(), 1..24),
        written in 0usize..16,
        generation in prop::sample::select(vec![Generation::Felix14, Generation::Felix2]),
        group in any::<bool>(),
    ) {
        let (mut whole, entries) = history(&changes, written);
        let felix = if generation == Generation::Felix14 { "1.4" } else { "2.6" };
        let to = if group { "ns:shop" } else { "shop/e1" };
        let flow = flow(&["--from", "shop/e0", "--to", to, "--felix", felix]);
        let entries: Vec<&Entry> = entries.iter().collect();
        let Some(mut part) = part::of(&flow, &whole, &entries) else { return Ok(()) };
        for entry in std::iter::once(None).chain(entries.iter().rev().map(Some)) {
            if let Some(entry) = entry {
                whole = past::before(&entry.changes, &whole).snapshot;
                part = past::before(&entry.changes, &part).snapshot;
            }
            let told = |state: &Snapshot| answer(&flow, state).map(|answer| (answer.verdict, answer.allowed, answer.decided)).map_err(|err| err.message().to_owned());
            prop_assert_eq!(told(&whole), told(&part));
        }
    }
}
