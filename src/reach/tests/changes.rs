//! Views after changes, and the traffic that changes with them.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use fastrand::Rng;
use proptest::prelude::*;

use super::random;
use super::*;

/// Some keys of a datastore, changed or deleted.
fn change(lab: &Lab, seed: u64) -> BTreeMap<String, Option<String>> {
    let mut random = Rng::with_seed(seed);
    let mut changes = BTreeMap::new();
    for _ in 0..random.u8(1..4) {
        if random.bool() && !lab.keys.is_empty() {
            changes.insert(lab.keys[random.usize(..lab.keys.len())].0.clone(), None);
        } else {
            let (path, value) = random::key(&mut random);
            let value = if path.contains("/policy/x") { format!("{{{value}}}") } else { value };
            changes.insert(format!("/calico/v1/{path}"), Some(value));
        }
    }
    changes
}

fn applied(lab: &Lab, changes: &BTreeMap<String, Option<String>>) -> Lab {
    let mut lab = lab.clone();
    lab.keys.retain(|(path, _)| !changes.contains_key(path));
    lab.keys.extend(changes.iter().filter_map(|(path, value)| Some((path.clone(), value.clone()?))));
    lab
}

fn borrowed(changes: &BTreeMap<String, Option<String>>) -> Changes<'_> {
    changes.iter().map(|(path, value)| (path.as_str(), value.as_ref().map(|value| value.as_bytes()))).collect()
}

/// An end by its path and address; outside, the path is `outside`.
type Place = (String, IpAddr);

/// What passes from each end to each; an endpoint to itself is left out.
type Table = BTreeMap<(String, IpAddr, String, IpAddr), PacketSet>;

/// The ends of some views, and some outside. An address that several have is none of them: of what becomes of it when one of them goes, a
/// table of ends does not tell.
fn places(views: &[&View<'_>]) -> BTreeSet<Place> {
    let of_view = |view: &&View<'_>| -> Vec<Place> {
        let of = |endpoint: Endpoint<'_, '_>| {
            let path = endpoint.path().to_owned();
            endpoint.addresses().iter().map(|address| (path.clone(), *address)).collect::<Vec<_>>()
        };
        view.endpoints().flat_map(of).collect()
    };
    let mut places: BTreeSet<Place> = views.iter().flat_map(of_view).collect();
    let outside = ["10.0.0.9", "192.0.2.1", "fd00::99"].map(|text| ("outside".to_owned(), text.parse().unwrap()));
    places.extend(outside);
    let mut owners: BTreeMap<IpAddr, usize> = BTreeMap::new();
    for (_, address) in &places {
        *owners.entry(*address).or_default() += 1;
    }
    places.into_iter().filter(|(_, address)| owners[address] == 1).collect()
}

/// The host in a path.
fn host(path: &str) -> String {
    path.split('/').nth(4).unwrap_or_default().to_owned()
}

fn table(view: &View<'_>, places: &BTreeSet<Place>) -> Table {
    let reach = Reach::of(view);
    let mut table = Table::new();
    let end = |(path, address): &Place| match view.find(path).filter(|found| found.addresses().contains(address)) {
        Some(endpoint) => Some(End::Endpoint(endpoint.id(), *address)),
        None if path == "outside" => Some(End::Address(*address)),
        // Without its endpoint a host is open.
        None if !path.contains("/workload/") => Some(End::Host(host(path), Some(*address))),
        None => None,
    };
    for (from, to) in places.iter().flat_map(|from| places.iter().map(move |to| (from, to))) {
        if from.0 != to.0
            && let (Some(source), Some(destination)) = (end(from), end(to))
        {
            let key = (from.0.clone(), from.1, to.0.clone(), to.1);
            table.insert(key, reach.trace(&source, &destination).allowed());
        }
    }
    table
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_view_after_changes_is_one_read_anew(seed: u64, other: u64) {
        let lab = random::lab(seed);
        let changes = change(&lab, other);
        let snapshot = lab.snapshot();
        let view = View::read(&snapshot, &lab.settings);
        let changed = borrowed(&changes);
        let after = view.with(&changed);
        let lab = applied(&lab, &changes);
        let snapshot = lab.snapshot();
        let anew = View::read(&snapshot, &lab.settings);
        let places = places(&[&after, &anew]);
        prop_assert_eq!(table(&after, &places), table(&anew, &places));
        prop_assert_eq!(after.rejections(), anew.rejections());
        prop_assert!(after.endpoints().map(|e| (e.path(), e.host().to_owned(), e.profiles())).eq(
            anew.endpoints().map(|e| (e.path(), e.host().to_owned(), e.profiles()))));
    }

    #[test]
    fn a_difference_is_what_differs(seed: u64, other: u64) {
        let lab = random::lab(seed);
        let changes = change(&lab, other);
        let snapshot = lab.snapshot();
        let before = View::read(&snapshot, &lab.settings);
        let changed = borrowed(&changes);
        let after = before.with(&changed);
        let places = places(&[&before, &after]);
        let (old, new) = (table(&before, &places), table(&after, &places));
        let difference = Difference::between(&before, &after);
        // Every end by its place, with its groups.
        let mut groups: BTreeMap<(String, IpAddr), Vec<GroupId>> = BTreeMap::new();
        let class = |reach: &Reach<'_, '_>, path: &str, address: IpAddr| -> Option<ClassId> {
            let endpoint = reach.view().find(path)?;
            let at = endpoint.addresses().iter().position(|own| *own == address)?;
            Some(reach.classes_of(endpoint.id())[at])
        };
        for (path, address) in &places {
            let (was, is) = (class(&difference.before, path, *address), class(&difference.after, path, *address));
            let found: Vec<GroupId> = difference.group_ids().zip(difference.groups()).filter(|(_, group)| {
                if path == "outside" {
                    group.ranges.iter().any(|(first, last)| (*first..=*last).contains(address) && Family::of(first) == Family::of(address))
                } else {
                    let id = |view: &View<'_>| view.find(path).map(|found| found.id());
                    let both = Both { before: id(&before), after: id(&after) };
                    group.before == was && group.after == is && group.endpoints.contains(&both)
                }
            }).map(|(id, _)| id).collect();
            prop_assert_eq!(found.len(), 1, "{} {}", path, address);
            groups.insert((path.clone(), *address), found);
        }
        let mut counted = 0;
        for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let (from, source, to, destination) = key;
            let (old, new) = (old.get(key).cloned().unwrap_or_default(), new.get(key).cloned().unwrap_or_default());
            let (mut opens, mut closes) = (PacketSet::empty(), PacketSet::empty());
            let is_in = |list: &[GroupId], end: &(String, IpAddr)| list.iter().any(|group| groups[end].contains(group));
            let near = if from != "outside" && host(from) == host(to) { Near::SameHost } else { Near::OtherHost };
            for change in difference.changes() {
                let Target::Groups(targets) = &change.to else { continue };
                if change.near.is_none_or(|other| other == near)
                    && is_in(&change.from, &(from.clone(), *source))
                    && is_in(targets, &(to.clone(), *destination))
                {
                    prop_assert!(opens.is_disjoint(&change.opens) && closes.is_disjoint(&change.closes));
                    opens = opens.union(&change.opens);
                    closes = closes.union(&change.closes);
                    counted += u64::from(change.pairs.is_some());
                }
            }
            prop_assert_eq!((&opens, &closes), (&new.difference(&old), &old.difference(&new)), "{:?}", key);
        }
        // Pairs of ends with one address in common are not in the tables: they can only make the count larger.
        let pairs: u64 = difference.changes().iter().filter(|change| change.to != Target::OwnHost).filter_map(|change| change.pairs).sum();
        prop_assert!(pairs >= counted, "{} {}", pairs, counted);
        if before.endpoints().chain(after.endpoints()).all(|e| e.addresses().len() < 2) {
            let mut addresses: Vec<_> = after.endpoints().chain(before.endpoints()).flat_map(|e| e.addresses().iter().map(move |a| (*a, e.path()))).collect();
            addresses.sort_unstable();
            addresses.dedup();
            let shared = addresses.windows(2).any(|pair| pair[0].0 == pair[1].0);
            if !shared {
                prop_assert_eq!(pairs, counted);
            }
        }
    }
}

#[test]
fn what_a_link_opens() {
    let lab = two(Generation::Felix14)
        .profile("p", r#"{"src_tag": "T", "protocol": "tcp", "dst_ports": [80]}"#, ALLOW)
        .profile("t", "", "")
        .tags("t", r#"["T"]"#)
        .pod("h1", "c", "10.0.0.3", r#""profile_ids": ["open"]"#);
    let snapshot = lab.snapshot();
    let before = View::read(&snapshot, &lab.settings);
    let path = "/calico/v1/host/h1/workload/k8s/n.a/endpoint/eth0";
    let linked = br#"{"state": "active", "name": "calia", "ipv4_nets": ["10.0.0.1/32"], "profile_ids": ["open", "t"]}"#;
    let changes = Changes::from([(path, Some(&linked[..]))]);
    let after = before.with(&changes);
    let difference = Difference::between(&before, &after);
    let [change] = difference.changes() else { panic!("{:?}", difference.changes()) };
    assert_eq!((change.opens.to_string().as_str(), change.closes.to_string().as_str()), ("ipv4 tcp/80", "none"));
    assert_eq!((change.near, change.pairs), (None, Some(1)));
    assert!(Difference::between(&before, &before.with(&Changes::new())).changes().is_empty());
}

#[test]
fn what_a_setting_closes() {
    let lab = two(Generation::Felix14).profile("p", "", ALLOW);
    let snapshot = lab.snapshot();
    let before = View::read(&snapshot, &lab.settings);
    let changes = Changes::from([("/calico/v1/config/DefaultEndpointToHostAction", Some(&b"RETURN"[..]))]);
    let after = before.with(&changes);
    let difference = Difference::between(&before, &after);
    let [change] = difference.changes() else { panic!("{:?}", difference.changes()) };
    assert_eq!(change.to, Target::OwnHost);
    assert_eq!(change.pairs, Some(2));
    assert_eq!(change.opens.to_string(), "ipv4 all but udp/53, udp/67 from 68");
}
