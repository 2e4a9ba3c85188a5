//! Effects of keys that change and of Felixes that do, against traces of every pair.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::*;
use crate::model::felix::Generation;
use crate::model::openstack::Names;
use crate::reach::{Changes, End, PacketSet, Reach, Settings, View};
use crate::store::Snapshot;
use crate::traffic::told::Teller;

fn endpoint(nets: &str, profiles: &str, labels: &str) -> String {
    format!(
        r#"{{"state":"active","name":"cali1","mac":"ee:ee:ee:ee:ee:ee","profile_ids":[{profiles}],{nets},"labels":{{{labels}}}}}"#
    )
}

const V6: &str = r#""ipv4_nets":["10.0.0.3/32"],"ipv6_nets":["fd00::3/128"]"#;

fn v4(address: &str) -> String {
    format!(r#""ipv4_nets":["{address}/32"],"ipv6_nets":[]"#)
}

/// Pods on two hosts; a tier before the default one, a policy for one direction, labels that two profiles give, a tag that a selector asks for.
fn store() -> Snapshot {
    let keys = [
        ("/calico/v1/host/a/workload/k8s/one.1/endpoint/eth0", endpoint(&v4("10.0.0.1"), r#""one", "two""#, "")),
        ("/calico/v1/host/a/workload/k8s/two.2/endpoint/eth0", endpoint(&v4("10.0.0.2"), r#""one", "two""#, "")),
        ("/calico/v1/host/b/workload/k8s/three.3/endpoint/eth0", endpoint(V6, r#""two", "one""#, r#""role":"db""#)),
        ("/calico/v1/host/b/workload/k8s/four.4/endpoint/eth0", endpoint(&v4("10.0.0.4"), r#""two""#, r#""role":"db""#)),
        ("/calico/v1/policy/profile/one/tags", r#"["T"]"#.to_owned()),
        ("/calico/v1/policy/profile/one/labels", r#"{"kind": "first"}"#.to_owned()),
        (
            "/calico/v1/policy/profile/one/rules",
            r#"{"inbound_rules":[{"action":"allow","src_tag":"T"}],"outbound_rules":[{"action":"allow"}]}"#.to_owned(),
        ),
        ("/calico/v1/policy/profile/two/tags", "[]".to_owned()),
        ("/calico/v1/policy/profile/two/labels", r#"{"kind": "second"}"#.to_owned()),
        (
            "/calico/v1/policy/profile/two/rules",
            r#"{"inbound_rules":[{"action":"allow","protocol":"tcp","dst_ports":[80]}],"outbound_rules":[{"action":"allow"}]}"#
                .to_owned(),
        ),
        ("/calico/v1/policy/tier/early/metadata", r#"{"order": 1}"#.to_owned()),
        (
            "/calico/v1/policy/tier/early/policy/only-in",
            r#"{"selector":"role == 'db'","order":1,"types":["ingress"],"inbound_rules":[{"action":"next-tier"}],"outbound_rules":[]}"#
                .to_owned(),
        ),
        ("/calico/v1/policy/tier/default/metadata", r#"{"order": 2}"#.to_owned()),
        (
            "/calico/v1/policy/tier/default/policy/kind",
            r#"{"selector":"kind == 'second'","order":1,"inbound_rules":[{"action":"deny","src_net":"192.168.0.0/16"},{"action":"next-tier"}],"outbound_rules":[{"action":"next-tier"}]}"#
                .to_owned(),
        ),
    ];
    let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (*path, value.as_str())).collect();
    Snapshot::literal(&keys)
}

/// The packets that open or close from one endpoint to another.
type Found = BTreeMap<(bool, String, String), PacketSet>;

/// What opens and closes between each two endpoints, by their traces.
fn by_hand(before: &Reach<'_, '_>, after: &Reach<'_, '_>) -> Found {
    let mut found = Found::new();
    let ends = |reach: &Reach<'_, '_>| -> BTreeMap<(String, IpAddr), End> {
        let of = |endpoint: crate::reach::Endpoint<'_, '_>| {
            let (id, path) = (endpoint.id(), endpoint.path().to_owned());
            let addresses = endpoint.addresses().iter();
            addresses.map(move |address| ((path.clone(), *address), End::Endpoint(id, *address))).collect::<Vec<_>>()
        };
        reach.view().endpoints().flat_map(of).collect()
    };
    let (old, new) = (ends(before), ends(after));
    let names: BTreeSet<&(String, IpAddr)> = old.keys().chain(new.keys()).collect();
    for from in &names {
        for to in names.iter().filter(|to| to.0 != from.0) {
            let allowed =
                |reach: &Reach<'_, '_>, ends: &BTreeMap<(String, IpAddr), End>| match (ends.get(from), ends.get(to)) {
                    (Some(from), Some(to)) => reach.trace(from, to).allowed(),
                    _ => PacketSet::empty(),
                };
            let (was, is) = (allowed(before, &old), allowed(after, &new));
            for (opens, packets) in [(true, is.difference(&was)), (false, was.difference(&is))] {
                if !packets.is_empty() {
                    // Each pod is in a namespace of its own.
                    let name =
                        |path: &str| format!("ns {}", path.rsplit('/').nth(2).unwrap().split('.').next().unwrap());
                    let known = found.entry((opens, name(&from.0), name(&to.0))).or_insert_with(PacketSet::empty);
                    *known = known.union(&packets);
                }
            }
        }
    }
    found
}

/// The same by the engine's difference.
fn check(before: &View<'_>, after: &View<'_>) {
    let difference = Difference::between(before, after);
    let Effect { opens, closes, .. } = Effect::of(&difference, &Names::default(), &|_| true);
    let mut found = Found::new();
    for (opens, flow) in opens.iter().map(|flow| (true, flow)).chain(closes.iter().map(|flow| (false, flow))) {
        if flow.from.endpoints.is_some() && flow.to.endpoints.is_some() {
            let key = (opens, flow.from.group.clone(), flow.to.group.clone());
            let known = found.entry(key).or_insert_with(PacketSet::empty);
            *known = known.union(&flow.packets);
        }
    }
    assert_eq!(found, by_hand(&Reach::of(before), &Reach::of(after)));
}

fn told(before: &View<'_>, after: &View<'_>, snapshot: &Snapshot) -> Vec<String> {
    let difference = Difference::between(before, after);
    let Effect { opens, closes, .. } = Effect::of(&difference, &Names::default(), &|_| true);
    let tellers = [&Teller::new(&difference.before, snapshot), &Teller::new(&difference.after, snapshot)];
    let mut lines = Vec::new();
    for (opens, flow) in opens.iter().map(|flow| (true, flow)).chain(closes.iter().map(|flow| (false, flow))) {
        lines.push(format!("{} {}", if opens { "opens " } else { "closes" }, between(flow)));
        if let Some(Because { before, after }) = flow.because(opens, &difference, tellers) {
            lines.push(format!("    before: {}", before.text));
            lines.push(format!("    after:  {}", after.text));
        }
    }
    lines
}

#[test]
fn other_felixes_open_and_close() {
    let snapshot = store();
    let (old, new) = (Settings::all(Generation::Felix14), Settings::all(Generation::Felix2));
    let mixed = Settings { generation: Generation::Felix14, hosts: [("b".to_owned(), Generation::Felix2)].into() };
    for from in [&old, &new, &mixed] {
        let before = View::read(&snapshot, from);
        for to in [&old, &new, &mixed] {
            let after = before.under(to);
            check(&before, &after);
            assert_eq!(from == to, Difference::between(&before, &after).changes().is_empty(), "{from:?} {to:?}");
            // The same as read anew.
            let fresh = View::read(&snapshot, to);
            assert_eq!(by_hand(&Reach::of(&after), &Reach::of(&fresh)), Found::new());
        }
    }
    let before = View::read(&snapshot, &old);
    insta::assert_snapshot!(told(&before, &before.under(&new), &snapshot).join("\n"), @"
    opens  1 pod of ns four -> 192.168.0.0/16: all
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    opens  1 pod of ns three -> 192.168.0.0/16: all
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    opens  1 pod of ns three -> any address: ipv6 all
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    opens  1 pod of ns four -> any address but 192.168.0.0/16: all
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    opens  1 pod of ns three -> any address but 192.168.0.0/16: all
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    opens  1 pod of ns one <- 192.168.0.0/16: tcp/80
        before: inbound rule 1 of policy default/kind: deny from cidr 192.168.0.0/16
        after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens  1 pod of ns two <- 192.168.0.0/16: tcp/80
        before: inbound rule 1 of policy default/kind: deny from cidr 192.168.0.0/16
        after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens  1 pod of ns four <- ns three (1 pod): tcp/80
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    opens  1 pod of ns one <- ns four (1 pod): tcp/80
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    opens  1 pod of ns one <- ns three (1 pod): all
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    opens  1 pod of ns three <- ns four (1 pod): tcp/80
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    opens  1 pod of ns two <- ns four (1 pod): tcp/80
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    opens  1 pod of ns two <- ns three (1 pod): all
        before: tier early selects the endpoint and ends without a decision
        after:  outbound rule 1 of profile two: allow
    closes 1 pod of ns three <- 192.168.0.0/16: tcp/80
        before: inbound rule 1 of profile two: allow tcp to ports 80
        after:  inbound rule 1 of policy default/kind: deny from cidr 192.168.0.0/16
    closes 1 pod of ns four -> their own hosts: udp/53, udp/67 from 68
    closes 1 pod of ns one -> their own hosts: udp/53, udp/67 from 68
    closes 1 pod of ns three -> their own hosts: udp/53, ipv4 udp/67 from 68, ipv6 udp/547 from 546
    closes 1 pod of ns two -> their own hosts: udp/53, udp/67 from 68
    ");
}

#[test]
fn keys_that_change_open_and_close() {
    let snapshot = store();
    let rules = br#"{"inbound_rules":[{"action":"allow","protocol":"tcp","dst_ports":[80,443]}],"outbound_rules":[{"action":"allow"}]}"#;
    let changes: Changes<'_> = [
        ("/calico/v1/policy/profile/two/rules", Some(&rules[..])),
        ("/calico/v1/host/a/workload/k8s/two.2/endpoint/eth0", None),
    ]
    .into();
    let before = View::read(&snapshot, &Settings::default());
    let after = before.with(&changes);
    check(&before, &after);
    insta::assert_snapshot!(told(&before, &after, &snapshot).join("\n"), @"
    opens  1 pod of ns four <- any address but 192.168.0.0/16: tcp/443
        before: no profile of the endpoint decides
        after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens  1 pod of ns one <- any address but 192.168.0.0/16: tcp/443
        before: no profile of the endpoint decides
        after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens  1 pod of ns three <- 192.168.0.0/16: tcp/443
        before: no profile of the endpoint decides
        after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens  1 pod of ns three <- any address: ipv6 tcp/443
        before: no profile of the endpoint decides
        after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens  1 pod of ns three <- any address but 192.168.0.0/16: tcp/443
        before: no profile of the endpoint decides
        after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens  1 pod of ns four <- ns one (1 pod): tcp/443
        before: no profile of the endpoint decides
        after:  inbound rule 1 of profile two: allow tcp to ports 80
    closes 1 pod of ns two -> 192.168.0.0/16: all
    closes 1 pod of ns two -> any address but 192.168.0.0/16: all
    closes 1 pod of ns two <- any address but 192.168.0.0/16: tcp/80
    closes 1 pod of ns four <- ns two (1 pod): tcp/80
    closes 1 pod of ns one <- ns two (1 pod): all
    closes 1 pod of ns three <- ns two (1 pod): all
    closes 1 pod of ns two <- ns one (1 pod): all
    closes 1 pod of ns two -> their own hosts: udp/53, udp/67 from 68
    ");
}
