//! Effects of keys that change and of Felixes that do, against traces of every pair.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::*;
use crate::inventory::grouping::By;
use crate::inventory::profiles;
use crate::model::felix::Generation;
use crate::model::openstack::Names;
use crate::reach::{Changes, End, Reach, Settings, View};
use crate::store::Snapshot;

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
        ("/calico/v1/host/a/workload/k8s/web.1/endpoint/eth0", endpoint(&v4("10.0.0.1"), r#""one", "two""#, "")),
        ("/calico/v1/host/a/workload/k8s/web.2/endpoint/eth0", endpoint(&v4("10.0.0.2"), r#""one", "two""#, "")),
        ("/calico/v1/host/b/workload/k8s/db.3/endpoint/eth0", endpoint(V6, r#""two", "one""#, r#""role":"db""#)),
        ("/calico/v1/host/b/workload/k8s/db.4/endpoint/eth0", endpoint(&v4("10.0.0.4"), r#""two""#, r#""role":"db""#)),
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

/// What opens or closes from one endpoint to another: the packets, and between how many pairs of their addresses.
type Found = BTreeMap<(bool, String, String), (PacketSet, u64)>;

/// What opens and closes between each two endpoints, by their traces.
fn by_hand(before: &Reach<'_, '_>, after: &Reach<'_, '_>) -> Found {
    let mut found = Found::new();
    let ends = |reach: &Reach<'_, '_>| -> BTreeMap<(String, IpAddr), End> {
        let of = |endpoint: crate::reach::Endpoint<'_, '_>| {
            let (id, path) = (endpoint.id(), endpoint.path().to_owned());
            endpoint
                .addresses()
                .iter()
                .map(move |address| ((path.clone(), *address), End::Endpoint(id, *address)))
                .collect::<Vec<_>>()
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
                    let name = |path: &str| path.rsplit('/').nth(2).unwrap().to_owned();
                    let sum = found.entry((opens, name(&from.0), name(&to.0))).or_default();
                    *sum = (sum.0.union(&packets), sum.1 + 1);
                }
            }
        }
    }
    found
}

/// The same by the engine's difference, each endpoint told of for itself.
fn check(before: &View<'_>, after: &View<'_>) {
    let difference = Difference::between(before, after);
    let (profiles, names) = (BTreeMap::new(), Names::default());
    let mut found = Found::new();
    for line in Effect::of(&difference, &Grouping::new(By::Endpoint, &profiles, &names)).lines {
        let name = |who: &Who| who.to_string().split('/').nth(2).map(str::to_owned);
        if let (Some(from), Some(to), Some(pairs)) = (name(&line.from), name(&line.to), line.pairs) {
            let sum = found.entry((line.opens, from, to)).or_default();
            *sum = (sum.0.union(&line.packets), sum.1 + pairs);
        }
    }
    assert_eq!(found, by_hand(&Reach::of(before), &Reach::of(after)));
}

fn told(before: &View<'_>, after: &View<'_>, snapshot: &Snapshot) -> Vec<String> {
    let difference = Difference::between(before, after);
    let (profiles, names) = (profiles::all(snapshot), Names::default());
    let effect = Effect::of(&difference, &Grouping::new(By::Kind, &profiles, &names));
    let tellers = [Teller::new(&difference.before, snapshot), Teller::new(&difference.after, snapshot)];
    text(&effect.docs(&difference, [&tellers[0], &tellers[1]]))
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
    opens:  any IPv4 address <- ns db (2 pods): all
              before: tier early selects the endpoint and ends without a decision
              after:  outbound rule 1 of profile two: allow
    opens:  any IPv6 address <- ns db (1 pod): all (IPv6)
              before: tier early selects the endpoint and ends without a decision
              after:  outbound rule 1 of profile two: allow
    opens:  2 pods of ns web <- 192.168.0.0/16: tcp/80
              before: inbound rule 1 of policy default/kind: deny from cidr 192.168.0.0/16
              after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens:  2 pods of ns db <- ns db (2 pods): tcp/80
              before: tier early selects the endpoint and ends without a decision
              after:  outbound rule 1 of profile two: allow
    opens:  2 pods of ns web <- ns db (1 pod): tcp/80
              before: tier early selects the endpoint and ends without a decision
              after:  outbound rule 1 of profile two: allow
    opens:  2 pods of ns web <- ns db (1 pod): all
              before: tier early selects the endpoint and ends without a decision
              after:  outbound rule 1 of profile two: allow
    closes: its own host <- ns db (2 pods): udp/53, udp/67 from 68
    closes: its own host <- ns web (2 pods): udp/53, udp/67 from 68
    closes: its own host <- ns db (1 pod): udp/53, udp/547 from 546 (IPv6)
    closes: 1 pod of ns db <- 192.168.0.0/16: tcp/80
              before: inbound rule 1 of profile two: allow tcp to ports 80
              after:  inbound rule 1 of policy default/kind: deny from cidr 192.168.0.0/16
    ");
}

#[test]
fn keys_that_change_open_and_close() {
    let snapshot = store();
    let rules = br#"{"inbound_rules":[{"action":"allow","protocol":"tcp","dst_ports":[80,443]}],"outbound_rules":[{"action":"allow"}]}"#;
    let changes: Changes<'_> = [
        ("/calico/v1/policy/profile/two/rules", Some(&rules[..])),
        ("/calico/v1/host/a/workload/k8s/web.2/endpoint/eth0", None),
    ]
    .into();
    let before = View::read(&snapshot, &Settings::default());
    let after = before.with(&changes);
    check(&before, &after);
    insta::assert_snapshot!(told(&before, &after, &snapshot).join("\n"), @"
    opens:  2 pods of ns db <- any other IPv4 address: tcp/443
              before: no profile of the endpoint decides
              after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens:  1 pod of ns db <- 192.168.0.0/16: tcp/443
              before: no profile of the endpoint decides
              after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens:  1 pod of ns db <- any IPv6 address: tcp/443 (IPv6)
              before: no profile of the endpoint decides
              after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens:  1 pod of ns web <- any other IPv4 address: tcp/443
              before: no profile of the endpoint decides
              after:  inbound rule 1 of profile two: allow tcp to ports 80
    opens:  1 pod of ns db <- ns web (1 pod): tcp/443
              before: no profile of the endpoint decides
              after:  inbound rule 1 of profile two: allow tcp to ports 80
    closes: its own host <- ns web (1 pod): udp/53, udp/67 from 68
    closes: any IPv4 address <- ns web (1 pod): all
    closes: 1 pod of ns web <- any other IPv4 address: tcp/80
    closes: 2 pods of ns web <- ns web (2 pods): all
    closes: 1 pod of ns db <- ns web (1 pod): tcp/80
    closes: 1 pod of ns db <- ns web (1 pod): all
    ");
}
