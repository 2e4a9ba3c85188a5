//! Cells against traces of each pair.

use std::collections::BTreeMap;

use super::*;
use crate::model::felix::Generation;
use crate::reach::{End, Settings, View};
use crate::store::Snapshot;

fn endpoint(nets: &str, profiles: &str) -> String {
    format!(
        r#"{{"state":"active","name":"cali1","mac":"ee:ee:ee:ee:ee:ee","profile_ids":[{profiles}],{nets},"labels":{{}}}}"#
    )
}

/// Three hosts' pods, one of two addresses, one of both IP versions, one with nothing; profiles that let in a tag, a port, all.
fn store() -> Snapshot {
    let v4 = |address: &str| format!(r#""ipv4_nets":["{address}/32"],"ipv6_nets":[]"#);
    let keys = [
        ("/calico/v1/host/a/workload/k8s/n.1/endpoint/eth0", endpoint(&v4("10.0.0.1"), r#""web""#)),
        ("/calico/v1/host/a/workload/k8s/n.2/endpoint/eth0", endpoint(&v4("10.0.0.2"), r#""web""#)),
        (
            "/calico/v1/host/b/workload/k8s/n.3/endpoint/eth0",
            endpoint(r#""ipv4_nets":["10.0.0.3/32","10.0.1.3/32"],"ipv6_nets":["fd00::3/128"]"#, r#""web""#),
        ),
        ("/calico/v1/host/b/workload/k8s/m.4/endpoint/eth0", endpoint(&v4("10.0.0.4"), r#""db""#)),
        (
            "/calico/v1/host/c/workload/k8s/m.5/endpoint/eth0",
            endpoint(r#""ipv4_nets":["10.0.0.5/32"],"ipv6_nets":["fd00::5/128"]"#, r#""db", "gone""#),
        ),
        ("/calico/v1/host/c/workload/k8s/m.6/endpoint/eth0", endpoint(&v4("10.0.0.6"), "")),
        ("/calico/v1/policy/profile/web/tags", r#"["web"]"#.to_owned()),
        (
            "/calico/v1/policy/profile/web/rules",
            r#"{"inbound_rules":[{"action":"allow","src_tag":"web"},{"action":"allow","src_net":"10.0.1.0/24"}],"outbound_rules":[{"action":"allow"}]}"#
                .to_owned(),
        ),
        ("/calico/v1/policy/profile/db/tags", "[]".to_owned()),
        (
            "/calico/v1/policy/profile/db/rules",
            r#"{"inbound_rules":[{"action":"allow","protocol":"tcp","dst_ports":[5432]}],"outbound_rules":[{"action":"deny","protocol":"udp"},{"action":"allow"}]}"#
                .to_owned(),
        ),
    ];
    let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (*path, value.as_str())).collect();
    Snapshot::literal(&keys)
}

/// The pairs of each set of parts, pair by pair.
fn by_hand(reach: &Reach<'_, '_>, from: &[EndpointId], to: &[EndpointId]) -> BTreeMap<(String, bool), u64> {
    let mut found = BTreeMap::new();
    let addresses = |id: EndpointId| reach.view().endpoint(id).unwrap().addresses().to_vec();
    for a in from {
        for b in to.iter().filter(|b| *b != a) {
            for source in addresses(*a) {
                for destination in addresses(*b).into_iter().filter(|other| other.is_ipv4() == source.is_ipv4()) {
                    let trace = reach.trace(&End::Endpoint(*a, source), &End::Endpoint(*b, destination));
                    *found.entry((trace.allowed().to_string(), source.is_ipv4())).or_default() += 1;
                }
            }
        }
    }
    found
}

#[test]
fn cells_count_what_traces_tell() {
    let snapshot = store();
    for generation in [Generation::Felix14, Generation::Felix2] {
        let view = View::read(&snapshot, &Settings::all(generation));
        let reach = Reach::of(&view);
        let ids: Vec<EndpointId> = view.endpoints().map(|endpoint| endpoint.id()).collect();
        let groups: Vec<Vec<EndpointId>> = [&[0, 1, 2][..], &[3, 4, 5], &[2], &[1, 4], &[]]
            .iter()
            .map(|of| of.iter().map(|at| ids[*at]).collect())
            .collect();
        let ends: Vec<Members> =
            groups.iter().map(|of| Members { endpoints: of.clone(), outside: Vec::new() }).collect();
        let matrix = Pairs::new(&reach, &ends, &ends);
        for (from, sources) in groups.iter().enumerate() {
            for (to, destinations) in groups.iter().enumerate() {
                let cell = matrix.cell(from, to);
                let wanted = by_hand(&reach, sources, destinations);
                let mut found = BTreeMap::new();
                for (set, family, pairs) in cell.sets() {
                    *found.entry((reach.packets(*set).to_string(), *family == Family::V4)).or_default() += pairs;
                }
                assert_eq!(found, wanted, "{generation:?}: {from} to {to}");
                let open: u64 =
                    wanted.iter().filter(|((allowed, _), _)| allowed != "none").map(|(_, pairs)| pairs).sum();
                assert_eq!(cell.open_pairs(&reach), open);
                let shared: u64 = matrix
                    .shares(from, to)
                    .iter()
                    .filter(|share| share.part.verdict == Verdict::Allow)
                    .map(|share| share.pairs)
                    .sum();
                assert!(shared >= open);
            }
        }
    }
}

#[test]
fn extents() {
    let snapshot = store();
    let view = View::read(&snapshot, &Settings::all(Generation::Felix14));
    let reach = Reach::of(&view);
    let ids: Vec<EndpointId> = view.endpoints().map(|endpoint| endpoint.id()).collect();
    let path = |at: usize| view.endpoint(ids[at]).unwrap().path().to_owned();
    // By path: a's 1 and 2, b's m.4 and n.3, c's m.5 and m.6.
    assert!(path(2).contains("m.4") && path(3).contains("n.3"));
    let extent = |from: &[usize], to: &[usize]| {
        let ends = |of: &[usize]| Members { endpoints: of.iter().map(|at| ids[*at]).collect(), outside: Vec::new() };
        Pairs::new(&reach, &[ends(from)], &[ends(to)]).cell(0, 0).extent(&reach)
    };
    assert_eq!(extent(&[0], &[1]), Extent::All);
    assert_eq!(extent(&[0], &[0]), Extent::NoPair);
    assert_eq!(extent(&[0, 1], &[2]), Extent::Some);
    assert_eq!(extent(&[2], &[0]), Extent::None);
    assert_eq!(extent(&[0], &[2, 5]), Extent::Mixed);
    assert_eq!(extent(&[], &[2, 5]), Extent::NoPair);
}
