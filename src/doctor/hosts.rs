//! Hosts: under one name for every component, and with a Felix that reports.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::asked::Report;
use super::{Class, Edit, Finding, Findings, Fix, Inventory, Severity};
use crate::inventory::nodes::{self, Node, Place};
use crate::model::key::{BgpHost, Key};

/// The addresses by which a host is known.
fn addresses<'n>(node: &'n Node<'_>) -> impl Iterator<Item = &'n str> {
    let of_bird = [BgpHost::IpAddrV4, BgpHost::IpAddrV6].into_iter().filter_map(|setting| node.bgp.get(&setting));
    of_bird.chain(&node.bird_ip).map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Whether Felix has ever reported by a name.
fn reports(node: &Node<'_>) -> bool {
    node.places.contains(&Place::Felix)
}

/// Hosts that are known by two names: the one that Felix does not have, and the other.
fn split<'n>(nodes: &'n BTreeMap<String, Node<'_>>) -> BTreeMap<&'n str, &'n str> {
    let mut found = BTreeMap::new();
    let mut take = |a: &'n str, b: &'n str, same_address: bool| {
        let (Some(of_a), Some(of_b)) = (nodes.get(a), nodes.get(b)) else { return };
        let both_peer = of_a.places.contains(&Place::Bgp) && of_b.places.contains(&Place::Bgp);
        match (reports(of_a), reports(of_b)) {
            (true, false) => drop(found.entry(b).or_insert(a)),
            (false, true) => drop(found.entry(a).or_insert(b)),
            // Two that both report are two hosts, unless they have one address; the same one for BIRD is another check's.
            (true, true) if !same_address || both_peer => {}
            _ => drop(found.entry(b).or_insert(a)),
        }
    };
    let mut by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut by_address: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, node) in nodes {
        by_name.entry(nodes::short(name)).or_default().push(name);
        for address in addresses(node) {
            let names = by_address.entry(address).or_default();
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    let pairs = |groups: Vec<Vec<&'n str>>| -> Vec<(&'n str, &'n str)> {
        let with_first = |group: Vec<&'n str>| {
            let reporting = |name: &&&str| nodes.get(**name).is_some_and(reports);
            let first = group.iter().find(reporting).or(group.first()).copied();
            group.into_iter().filter_map(move |name| Some((first?, name))).filter(|(first, name)| first != name)
        };
        groups.into_iter().flat_map(with_first).collect()
    };
    for (a, b) in pairs(by_address.into_values().collect()) {
        take(a, b, true);
    }
    for (a, b) in pairs(by_name.into_values().collect()) {
        if !apart(a, b) {
            take(a, b, false);
        }
    }
    found
}

/// Whether two names are of two domains, and so of two hosts.
fn apart(a: &str, b: &str) -> bool {
    matches!((a.split_once('.'), b.split_once('.')), (Some((_, a)), Some((_, b))) if !a.eq_ignore_ascii_case(b))
}

/// Which components know a host by its name, in words.
fn known_to(node: &Node<'_>) -> String {
    let vms = node.endpoints.iter().filter(|endpoint| endpoint.is_openstack()).count();
    let others = node.endpoints.len() - vms;
    let mut words = Vec::new();
    if reports(node) {
        words.push("Felix".to_owned());
    }
    if node.places.contains(&Place::Bgp) {
        words.push("BIRD".to_owned());
    }
    if vms > 0 {
        words.push(format!("Neutron ({vms} port{})", if vms == 1 { "" } else { "s" }));
    }
    if others > 0 {
        words.push(format!("CNI ({others} endpoint{})", if others == 1 { "" } else { "s" }));
    }
    if node.places.contains(&Place::Ipam) {
        words.push("IPAM".to_owned());
    }
    if words.is_empty() {
        words.push("settings".to_owned());
    }
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The directories of a host.
fn directories(name: &str, node: &Node<'_>) -> Vec<String> {
    node.places.iter().map(|place| place.of(name)).collect()
}

/// `host-names`.
pub(super) fn names(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for (name, other) in split(&inventory.nodes) {
        let (Some(node), Some(main)) = (inventory.nodes.get(name), inventory.nodes.get(other)) else { continue };
        let text = format!(
            "is what {} call{} a host that {} know{} as {other}",
            known_to(node),
            plural(node),
            known_to(main),
            plural(main)
        );
        let fix = if node.endpoints.is_empty() {
            Fix::manual(
                "once no component uses the name any more, what is left of it goes",
                format!("calicross node remove {name}"),
            )
        } else {
            Fix::by_hand(format!(
                "let all use {other}, letter by letter: FelixHostname, HOSTNAME of calico/node, hostname of the CNI plugin, host of \
                 nova-compute; then make the workloads there anew"
            ))
        };
        let finding = Finding::new(format!("host {name}"), text).keys(directories(name, node)).fix(fix);
        found.add(if node.endpoints.is_empty() { finding.severity(Severity::Warning) } else { finding });
    }
}

/// The ending of a verb behind what [`known_to`] names.
fn plural(node: &Node<'_>) -> &'static str {
    let words = known_to(node);
    if words.contains(" and ") || words == "settings" { "" } else { "s" }
}

/// `felix-silent`.
pub(super) fn silent(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let split = split(&inventory.nodes);
    // The keys of a file do not expire, and its moment is that of the newest report.
    let newest = inventory.nodes.values().filter_map(reported).max();
    let now = if inventory.given.live { inventory.given.now } else { newest.unwrap_or_default() };
    for (name, node) in &inventory.nodes {
        let seconds = |parameter: &str| inventory.value_on(name, parameter).trim().parse::<i64>().unwrap_or(0);
        // One that is told not to report is no host that is silent; under another name it may well report.
        if seconds("ReportingIntervalSecs") <= 0 || split.contains_key(name.as_str()) {
            continue;
        }
        let ttl = SignedDuration::from_secs(seconds("ReportingTTLSecs"));
        let last = reported(node);
        let silent_for = last.map(|last| now.duration_since(last)).filter(|silence| *silence > ttl);
        let endpoints = match node.endpoints.len() {
            0 => String::new(),
            1 => "; its endpoint gets no change".to_owned(),
            count => format!("; its {count} endpoints get no change"),
        };
        let status = Key::Status { host: name.clone() }.path();
        let keys = [status.clone(), Key::LastStatus { host: name.clone() }.path()];
        let finding = |text: String| Finding::new(format!("host {name}"), text).keys(keys.clone());
        let stays = inventory.given.live && inventory.snapshot.get(&status).is_some_and(|entry| !entry.expires);
        if let Some(silence) = silent_for.filter(|_| stays) {
            let text = format!(
                "its status is {} old and does not expire, so that Neutron takes the host for alive: somebody else than Felix wrote it",
                age(silence)
            );
            let fix =
                Fix::edit(Class::OwnerReverts, "removes it: a Felix that lives writes it again", Edit::delete(&status));
            found.add(finding(text).fix(fix));
            continue;
        }
        if inventory.given.live && node.alive {
            continue;
        }
        let text = match (last, silent_for) {
            (Some(last), Some(silence)) => {
                format!(
                    "Felix has been silent for {}, since {last}, longer than its {} s to live{endpoints}",
                    age(silence),
                    ttl.as_secs()
                )
            }
            (None, _) if !node.endpoints.is_empty() => format!("Felix has never reported there{endpoints}"),
            _ => continue,
        };
        let finding = finding(text);
        found.add(if node.endpoints.is_empty() {
            let fix = Fix::manual(
                "where the host is gone for good, what is left of it goes",
                format!("calicross node remove {name}"),
            );
            finding.severity(Severity::Notice).fix(fix)
        } else {
            finding.fix(Fix::by_hand(
                "look at Felix there, its log and its way to the datastore: nothing that changes reaches that host",
            ))
        });
    }
}

/// When the Felix of a host reported last.
fn reported(node: &Node<'_>) -> Option<Timestamp> {
    node.reported.as_ref()?.parse().ok()
}

/// A length of time as people say it.
fn age(time: SignedDuration) -> String {
    let seconds = time.as_secs();
    match seconds {
        ..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// Clocks that are set, and whole seconds in one of two numbers: as much as two reports of one Felix may differ.
const SLACK: SignedDuration = SignedDuration::from_secs(5);

/// `two-felixes`.
pub(super) fn two(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let Some(watched) = &inventory.given.watched else { return };
    for (host, reports) in &watched.reports {
        // Whoever reports now had started before the other one reported: so both run.
        let both_run = |pair: &&[Report]| match pair {
            [one, other] => {
                (one.started.duration_since(other.started)).abs() > SLACK && other.started < one.time - SLACK
            }
            _ => false,
        };
        let Some([one, other]) = reports.windows(2).find(both_run) else { continue };
        let text = format!(
            "two Felixes report for it, one that started at {} and one at {}",
            whole(one.started),
            whole(other.started)
        );
        let fix =
            Fix::manual(format!("on {host}, find both and stop one"), "ps -eo pid,lstart,args | grep '[c]alico-felix'");
        found.add(Finding::new(format!("host {host}"), text).key(Key::Status { host: host.clone() }.path()).fix(fix));
    }
}

/// A time to the second.
fn whole(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::doctor::asked::Watched;
    use crate::doctor::testing::{Store, VM};

    #[test]
    fn hosts_under_two_names() {
        // Nova calls the host by its full name: its ports lie where no Felix looks.
        let moved = VM.replace("/host/node1/", "/host/node1.example.org/");
        let value = Store::sound().value(VM).to_owned();
        let store = Store::sound().delete(VM).put(&moved, &value);
        assert_eq!(
            store.explained("host-names"),
            [
                "error host node1.example.org: is what Neutron (1 port) calls a host that Felix, BIRD, CNI (4 endpoints) and IPAM know as node1 \
              [manual: let all use node1, letter by letter: FelixHostname, HOSTNAME of calico/node, hostname of the CNI plugin, host of \
              nova-compute; then make the workloads there anew]"
            ]
        );
        store.has_not("felix-silent");
        // calico/node of an image whose host name is the container's: only its address tells.
        let store = Store::sound()
            .delete("/calico/bgp/v1/host/node2/")
            .put("/calico/bgp/v1/host/f3a91c/ip_addr_v4", "10.10.0.12")
            .put("/calico/bgp/v1/host/f3a91c/ip_addr_v6", "");
        assert_eq!(
            store.explained("host-names"),
            [
                "warning host f3a91c: is what BIRD calls a host that Felix, Neutron (2 ports), CNI (5 endpoints) and IPAM know as node2 \
              [manual: once no component uses the name any more, what is left of it goes: calicross node remove f3a91c]"
            ]
        );
        // Two of one short name that both report are two hosts.
        let status = r#"{"uptime": 1.0, "first_update": false, "time": "2017-03-14T09:26:53Z"}"#;
        Store::sound()
            .put("/calico/felix/v1/host/node1.other/last_reported_status", status)
            .put("/calico/v1/host/node1.other/bird_ip", "10.10.0.99")
            .has_not("host-names");
        // And so are two of two domains, whether both report or not.
        let apart = Store::sound()
            .put("/calico/felix/v1/host/db.east/last_reported_status", status)
            .put("/calico/v1/host/db.west/bird_ip", "10.10.0.98");
        apart.has_not("host-names");
        Store::sound().has_not("host-names");
    }

    const LAST: &str = "/calico/felix/v1/host/node2/last_reported_status";
    const STATUS: &str = "/calico/felix/v1/host/node2/status";

    #[test]
    fn a_felix_that_is_silent() {
        let mut store = Store::sound().edit(LAST, "T09:26:31Z", "T05:00:00Z");
        let text = "host node2: Felix has been silent for 4 h, since 2017-03-14T05:00:00Z, longer than its 150 s to live; its 7 endpoints \
                    get no change";
        // Of a file, the newest report tells its moment.
        assert_eq!(store.told("felix-silent"), [text]);
        store.given.now = "2027-03-14T05:00:00Z".parse().unwrap();
        assert_eq!(store.told("felix-silent"), [text]);
        // In etcd, the one key expires.
        store.given = Store::sound().given;
        store.given.live = true;
        let gone = store.clone().delete(STATUS);
        let told = gone.told("felix-silent");
        assert!(told[0].starts_with("host node2: Felix has been silent for 4 h"), "{told:?}");
        // One that does not was written by somebody else.
        assert_eq!(
            store.told("felix-silent"),
            [
                "host node2: its status is 4 h old and does not expire, so that Neutron takes the host for alive: somebody else than Felix \
              wrote it"
            ]
        );
        let plan = store.explained("felix-silent");
        assert!(plan[0].ends_with("[owner-reverts: removes it: a Felix that lives writes it again]"), "{plan:?}");
        // Told not to report; never reported; gone with all its endpoints.
        gone.put("/calico/v1/config/ReportingIntervalSecs", "0").has_not("felix-silent");
        let never = Store::sound().delete("/calico/felix/v1/host/node2/");
        assert_eq!(
            never.told("felix-silent"),
            ["host node2: Felix has never reported there; its 7 endpoints get no change"]
        );
        let empty = Store::sound().delete("/calico/v1/host/node2/workload/").edit(LAST, "2017-03-14", "2017-03-10");
        assert!(empty.explained("felix-silent")[0].ends_with("calicross node remove node2]"));
    }

    #[test]
    fn two_felixes_of_one_host() {
        let watched = |reports: &[(&str, f64)]| {
            let report = |(time, uptime): &(&str, f64)| {
                Report::parse(format!(r#"{{"time": "{time}", "uptime": {uptime}}}"#).as_bytes()).unwrap()
            };
            let reports = [("node1".to_owned(), reports.iter().map(report).collect())].into();
            let mut store = Store::sound();
            store.given.watched = Some(Watched { time: Duration::from_secs(60), writes: 0, reports });
            store
        };
        // One Felix; one that was restarted in between, even twice.
        watched(&[("2017-03-14T09:26:53Z", 1000.4), ("2017-03-14T09:27:23Z", 1030.9)]).has_not("two-felixes");
        watched(&[("2017-03-14T09:26:53Z", 1000.0), ("2017-03-14T09:27:23Z", 12.0)]).has_not("two-felixes");
        watched(&[("2017-03-14T09:26:53Z", 1000.0), ("2017-03-14T09:27:23Z", 20.0), ("2017-03-14T09:27:50Z", 3.0)])
            .has_not("two-felixes");
        watched(&[("2017-03-14T09:26:53Z", 1000.0)]).has_not("two-felixes");
        Store::sound().has_not("two-felixes");
        // The host's own and one in a container, by turns.
        let store = watched(&[
            ("2017-03-14T09:26:53Z", 1000.0),
            ("2017-03-14T09:27:01Z", 86_400.0),
            ("2017-03-14T09:27:24Z", 1031.0),
        ]);
        assert_eq!(
            store.explained("two-felixes"),
            [
                "error host node1: two Felixes report for it, one that started at 2017-03-14T09:10:13Z and one at 2017-03-13T09:27:01Z \
              [manual: on node1, find both and stop one: ps -eo pid,lstart,args | grep '[c]alico-felix']"
            ]
        );
    }
}
