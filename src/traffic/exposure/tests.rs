//! What is told of many against the trace of each pair.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::*;
use crate::inventory::grouping::By;
use crate::inventory::parties;
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::openstack::Names;
use crate::reach::{End, Packet, Settings, View};
use crate::store::Snapshot;

fn endpoint(nets: &str, profiles: &str) -> String {
    format!(
        r#"{{"state":"active","name":"cali1","mac":"ee:ee:ee:ee:ee:ee","profile_ids":[{profiles}],{nets},"labels":{{}}}}"#
    )
}

/// Pods on two of three hosts; a host of an address that a rule names, one of another, one of none; a masquerading pool. All of one IP version.
fn store(family: Family) -> Snapshot {
    let v4 = |address: &str| format!(r#""ipv4_nets":["{address}/32"],"ipv6_nets":[]"#);
    let keys = [
        ("/calico/v1/config/DefaultEndpointToHostAction", "RETURN".to_owned()),
        ("/calico/v1/host/a/bird_ip", "192.0.2.1".to_owned()),
        ("/calico/v1/host/a/workload/k8s/web.1/endpoint/eth0", endpoint(&v4("10.0.0.1"), r#""web""#)),
        ("/calico/v1/host/a/workload/k8s/web.2/endpoint/eth0", endpoint(&v4("10.0.0.2"), r#""web", "inner""#)),
        ("/calico/v1/host/b/bird_ip", "198.51.100.1".to_owned()),
        (
            "/calico/v1/host/b/workload/k8s/db.3/endpoint/eth0",
            endpoint(&v4("10.0.0.3"), r#""inner", "web""#),
        ),
        ("/calico/v1/host/b/workload/k8s/db.4/endpoint/eth0", endpoint(&v4("10.0.0.4"), r#""inner""#)),
        ("/calico/v1/host/b/workload/k8s/db.5/endpoint/eth0", endpoint(r#""ipv4_nets":[],"ipv6_nets":[]"#, r#""inner""#)),
        ("/calico/v1/host/c/config/marker", "created".to_owned()),
        ("/calico/v1/ipam/v4/pool/10.0.0.0-29", r#"{"cidr":"10.0.0.0/29","masquerade":true}"#.to_owned()),
        ("/calico/v1/policy/profile/web/tags", r#"["web"]"#.to_owned()),
        (
            "/calico/v1/policy/profile/web/rules",
            r#"{"inbound_rules":[{"action":"allow","protocol":"tcp","dst_ports":[80]},{"action":"allow","src_net":"192.0.2.0/24","ip_version":4}],"outbound_rules":[{"action":"allow"}]}"#
                .to_owned(),
        ),
        ("/calico/v1/policy/profile/inner/tags", "[]".to_owned()),
        (
            "/calico/v1/policy/profile/inner/rules",
            r#"{"inbound_rules":[{"action":"allow","src_tag":"web"}],"outbound_rules":[{"action":"allow","dst_net":"10.0.0.0/8","ip_version":4},{"action":"allow","protocol":"udp","dst_ports":[53]}]}"#
                .to_owned(),
        ),
    ];
    let in_six = |text: &str| {
        let mut text = text.to_owned();
        for (four, six) in [
            ("ipv6_nets", "others"),
            ("ipv4_nets", "ipv6_nets"),
            ("others", "ipv4_nets"),
            (r#""ip_version":4"#, r#""ip_version":6"#),
            ("10.0.0.0-29", "fd00::-125"),
            ("10.0.0.0/29", "fd00::/125"),
            ("10.0.0.0/8", "fd00::/8"),
            ("10.0.0.", "fd00::"),
            ("/32", "/128"),
            ("192.0.2.0/24", "2001:db8:1::/48"),
            ("192.0.2.1", "2001:db8:1::1"),
            ("198.51.100.1", "2001:db8:2::1"),
            ("/v4/", "/v6/"),
        ] {
            text = text.replace(four, six);
        }
        match text.strip_prefix("/calico/v1/host/").and_then(|rest| rest.strip_suffix("/bird_ip")) {
            Some(host) => format!("/calico/bgp/v1/host/{host}/ip_addr_v6"),
            None => text,
        }
    };
    let told = |text: &str| if family == Family::V6 { in_six(text) } else { text.to_owned() };
    let keys: BTreeMap<String, String> = keys.iter().map(|(path, value)| (told(path), told(value))).collect();
    let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
    Snapshot::literal(&keys)
}

fn packets() -> Vec<Packet> {
    let of = |family| {
        [Packet::tcp(family, 80), Packet::tcp(family, 443), Packet::udp(family, 53), Packet::ping(family)]
    };
    [Family::V4, Family::V6].into_iter().flat_map(of).collect()
}

fn name(path: &str) -> String {
    path.rsplit('/').nth(2).unwrap().to_owned()
}

/// Between how many pairs each packet passes, by whom the others are.
type Counts = BTreeMap<(String, usize), u64>;

fn told(peers: &[Peer]) -> Counts {
    let mut counts = Counts::new();
    for peer in peers {
        let who = match &peer.who.0 {
            Who::Addresses(_) => continue,
            Who::Group(_) => peer.who.0.to_string().split('/').nth(2).unwrap().to_owned(),
            Who::OwnHost => "own".to_owned(),
            _ => "hosts".to_owned(),
        };
        for (at, packet) in packets().iter().enumerate() {
            let pairs: u64 = peer.allowed.iter().filter(|share| share.set.contains(packet)).map(|share| share.pairs).sum();
            if pairs > 0 {
                *counts.entry((who.clone(), at)).or_default() += pairs;
            }
        }
    }
    counts
}

fn by_hand(reach: &Reach<'_, '_>, asked: &[&str], inbound: bool) -> Counts {
    let mut counts = Counts::new();
    let ends: Vec<(String, String, End)> = reach
        .view()
        .endpoints()
        .flat_map(|endpoint| {
            let (name, host, id) = (name(endpoint.path()), endpoint.host().to_owned(), endpoint.id());
            let end = move |address: &IpAddr| (name.clone(), host.clone(), End::Endpoint(id, *address));
            endpoint.addresses().iter().map(end).collect::<Vec<_>>()
        })
        .collect();
    let mut count = |who: &str, own: &End, other: &End| {
        let trace = if inbound { reach.trace(other, own) } else { reach.trace(own, other) };
        for (at, packet) in packets().iter().enumerate() {
            if trace.allowed().contains(packet) {
                *counts.entry((who.to_owned(), at)).or_default() += 1;
            }
        }
    };
    for (name, host, end) in ends.iter().filter(|(name, ..)| asked.contains(&name.as_str())) {
        for (other, _, peer) in ends.iter().filter(|(other, ..)| other != name) {
            count(other, end, peer);
        }
        for machine in reach.view().hosts() {
            let of = End::Host(machine.to_owned(), None);
            count(if machine == host { "own" } else { "hosts" }, end, &of);
        }
    }
    counts
}

#[test]
fn many_are_told_of_as_each_pair_is_traced() {
    let (profiles, names) = (BTreeMap::new(), Names::default());
    for (family, generation) in
        [Family::V4, Family::V6].into_iter().flat_map(|family| Generation::ALL.map(|generation| (family, generation)))
    {
        let snapshot = store(family);
        let view = View::read(&snapshot, &Settings::all(generation));
        let reach = Reach::of(&view);
        let grouping = Grouping::new(By::Endpoint, &profiles, &names);
        for (word, asked) in [
            ("ns:web", &["web.1", "web.2"][..]),
            ("ns:db", &["db.3", "db.4"]),
            (if family == Family::V4 { "10.0.0.3" } else { "fd00::3" }, &["db.3"]),
            ("profile:inner", &["web.2", "db.3", "db.4"]),
        ] {
            let parties = parties::find(&[word], &snapshot, &names, generation).pop().unwrap().unwrap();
            let found = Exposure::of(&parties, &reach, &grouping);
            assert_eq!(told(&found.inbound), by_hand(&reach, asked, true), "{word} in, {generation}");
            assert_eq!(told(&found.outbound), by_hand(&reach, asked, false), "{word} out, {generation}");
            assert_eq!(found.without_address.len(), usize::from(word == "ns:db" || word == "profile:inner"));
        }
    }
}

#[test]
fn what_is_open_to_any_address_comes_first() {
    let snapshot = store(Family::V4);
    let view = View::read(&snapshot, &Settings::default());
    let reach = Reach::of(&view);
    let (profiles, names) = (BTreeMap::new(), Names::default());
    let parties = parties::find(&["ns:web"], &snapshot, &names, Generation::Felix14).pop().unwrap().unwrap();
    let found = Exposure::of(&parties, &reach, &Grouping::new(By::Kind, &profiles, &names));
    let line = |peer: &Peer| {
        let shares = peer.allowed.iter().map(|share| format!("{} {}/{}", share.packets, share.pairs, share.of));
        format!("{}: {} {}", peer.who.0.with_count(peer.who.1), peer.extent, shares.collect::<Vec<_>>().join("; "))
    };
    insta::assert_snapshot!(found.inbound.iter().map(line).collect::<Vec<_>>().join("\n"), @"
    any other IPv4 address: some tcp/80 2/2
    192.0.2.0/24: all all 2/2
    its own host: all all 2/2
    10.0.0.0/8: some tcp/80 2/2
    other hosts (1 host): some tcp/80 2/2
    other hosts, addresses unknown (1 host): some tcp/80 2/2
    ns db (2 pods): mixed tcp/80 4/4; all but tcp/80 1/4
    ns web (2 pods): mixed tcp/80 2/2; all but tcp/80 1/2
    ");
}
