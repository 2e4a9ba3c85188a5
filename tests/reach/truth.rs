//! What Felix 1.4.9 and the Linux kernel did with real packets, in a network namespace, one host: 55 scenarios.
//!
//! `truth/felix-1.4.9.txt` holds them in a compact form. For each scenario:
//!
//! ```text
//! = name
//! + /calico/v1/key value        a key, numbered in the order of the file
//! & 12                          the same key and value as number 12
//! > 7707…                       for each pair of PAIRS, which of icmp echo (1), tcp/80 (2), tcp/443 (4) got through
//! ```
//!
//! `FELIX_TRUTH=<folder> cargo test --test reach -- --ignored regenerate` makes it anew from a folder of measurements, one JSON
//! object each with `name`, `keys`, `matrix` and `extra`; `... -- --ignored folder` holds oracle and engine against such a folder.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::path::Path;

use serde_json::Value;

use crate::oracle::{Generation, Keys, Packet, Party, Worlds};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reach/truth/felix-1.4.9.txt");

/// The lab: workloads on node1, an outside machine, the address of a workload on another host, and node1 itself.
const WORKLOADS: [(&str, &str, &str); 5] = [
    (
        "pod1",
        "10.233.64.2",
        "/calico/v1/host/node1/workload/k8s/ns1.nginx01-701339712-a1b2c/endpoint/5f1c9e1e-0001-11e6-9a3d-0242ac110001",
    ),
    (
        "pod2",
        "10.233.64.3",
        "/calico/v1/host/node1/workload/k8s/ns2.nginx02-901339712-d3e4f/endpoint/5f1c9e1e-0002-11e6-9a3d-0242ac110002",
    ),
    (
        "vm1",
        "10.65.0.2",
        "/calico/v1/host/node1/workload/openstack/11111111-1111-4111-8111-111111111101/endpoint/21111111-1111-4111-8111-111111111101",
    ),
    (
        "vm2",
        "10.65.0.3",
        "/calico/v1/host/node1/workload/openstack/11111111-1111-4111-8111-111111111102/endpoint/21111111-1111-4111-8111-111111111102",
    ),
    (
        "vm3",
        "10.65.0.4",
        "/calico/v1/host/node1/workload/openstack/11111111-1111-4111-8111-111111111103/endpoint/21111111-1111-4111-8111-111111111103",
    ),
];

/// Scenarios whose reasons lie outside policy: a rule that iptables refuses, a wrong MAC address, an absent device.
const OUTSIDE_POLICY: [&str; 3] = ["nets", "wrong-interface", "invalid-endpoints"];

/// What was tried between each pair: its bit, protocol, port.
const TRIED: [(&str, u8, u16); 3] = [("icmp", 1, 0), ("tcp/80", 6, 80), ("tcp/443", 6, 443)];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) keys: Keys,
    /// For each pair, what got through, as bits in the order of [`TRIED`].
    through: Vec<u8>,
}

/// Every pair that was tried, in the order of the file.
pub(crate) fn pairs() -> Vec<(&'static str, &'static str)> {
    let names = || WORKLOADS.iter().map(|(name, _, _)| *name);
    let mut pairs: Vec<_> =
        names().flat_map(|from| names().filter(move |to| *to != from).map(move |to| (from, to))).collect();
    for end in ["host", "ext", "rem"] {
        for name in names() {
            pairs.push((name, end));
            pairs.push((end, name));
        }
    }
    pairs
}

pub(crate) fn address(name: &str) -> IpAddr {
    let known = WORKLOADS.iter().find(|(workload, _, _)| *workload == name).map(|(_, address, _)| *address);
    let address = known.unwrap_or(match name {
        "host" => "10.99.0.1",
        "ext" => "10.99.0.10",
        _ => "10.233.65.2",
    });
    address.parse().expect("an address")
}

impl Case {
    /// Who an end of the lab is.
    pub(crate) fn party(&self, name: &str) -> Party {
        if let Some((_, _, key)) = WORKLOADS.iter().find(|(workload, _, _)| *workload == name) {
            return Party::Workload((*key).to_owned());
        }
        match name {
            "host" => Party::Host("node1".to_owned()),
            // The machine at this address has no Felix; what its endpoint is counts for tags and labels only.
            _ => Party::Outside,
        }
    }

    /// Each pair and packet, and whether it got through.
    pub(crate) fn tried(&self) -> Vec<((&'static str, &'static str), Packet, bool)> {
        let mut tried = Vec::new();
        for (pair, through) in pairs().into_iter().zip(&self.through) {
            for (bit, (_, protocol, port)) in TRIED.iter().enumerate() {
                let packet = Packet {
                    source: Some(address(pair.0)),
                    destination: address(pair.1),
                    protocol: *protocol,
                    ports: (40000, *port),
                    icmp: (8, 0),
                };
                tried.push((pair, packet, through & (1 << bit) != 0));
            }
        }
        tried
    }
}

/// The measurements that the project carries.
pub(crate) fn cases() -> Vec<Case> {
    parse(&std::fs::read_to_string(FILE).expect("the measured truth"))
}

/// Those that policy explains, with the settings of the lab.
pub(crate) fn cases_of_policy() -> Vec<Case> {
    of_policy(cases())
}

fn of_policy(mut cases: Vec<Case>) -> Vec<Case> {
    cases.retain(|case| !OUTSIDE_POLICY.contains(&case.name.as_str()));
    for case in &mut cases {
        for (name, value) in [("InterfacePrefix", "cali,tap"), ("MetadataAddr", "None")] {
            case.keys.entry(format!("/calico/v1/config/{name}")).or_insert_with(|| value.to_owned());
        }
    }
    cases
}

fn parse(text: &str) -> Vec<Case> {
    let (mut cases, mut known): (Vec<Case>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let (mark, rest) = line.split_once(' ').expect("a mark and its text");
        if mark == "=" {
            cases.push(Case { name: rest.to_owned(), keys: Keys::new(), through: Vec::new() });
            continue;
        }
        let case = cases.last_mut().expect("a name before");
        match mark {
            "+" => {
                let (key, value) = rest.split_once(' ').expect("a key and its value");
                known.push((key.to_owned(), value.to_owned()));
                case.keys.insert(key.to_owned(), value.to_owned());
            }
            "&" => {
                let (key, value) = known[rest.parse::<usize>().expect("a number")].clone();
                case.keys.insert(key, value);
            }
            ">" => case.through = rest.bytes().map(|digit| digit - b'0').collect(),
            other => panic!("{other} is no mark"),
        }
    }
    cases
}

fn print(cases: &[Case]) -> String {
    let (mut text, mut known): (String, HashMap<(&str, &str), usize>) = (String::new(), HashMap::new());
    for case in cases {
        text += &format!("= {}\n", case.name);
        for (key, value) in &case.keys {
            assert!(!value.contains('\n'), "{key} of {}: a value of several lines", case.name);
            let next = known.len();
            match known.insert((key, value), next) {
                Some(at) => {
                    known.insert((key, value), at);
                    text += &format!("& {at}\n");
                }
                None => text += &format!("+ {key} {value}\n"),
            }
        }
        let digits: String = case.through.iter().map(|bits| char::from(b'0' + bits)).collect();
        text += &format!("> {digits}\n");
    }
    text
}

/// The cases of a folder of measurements.
fn read_folder(folder: &Path) -> Vec<Case> {
    let files = std::fs::read_dir(folder).expect("the folder that FELIX_TRUTH names");
    let mut paths: Vec<_> = files.map(|file| file.expect("an entry of the folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths.iter().map(|path| read_measurement(&std::fs::read_to_string(path).expect("a measurement"))).collect()
}

fn read_measurement(text: &str) -> Case {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let keys = value["keys"].as_object().expect("keys");
    let text_of = |value: &Value| value.as_str().expect("a value is text").to_owned();
    let keys: BTreeMap<_, _> = keys.iter().map(|(key, value)| (key.clone(), text_of(value))).collect();
    let through = |(from, to): (&str, &str)| {
        let pair = format!("{from}->{to}");
        let measured = value["matrix"].get(&pair).or_else(|| value["extra"].get(&pair)).expect("every pair");
        let bit =
            |(bit, (name, _, _)): (usize, &(&str, u8, u16))| u8::from(measured[*name] == Value::Bool(true)) << bit;
        TRIED.iter().enumerate().map(bit).sum()
    };
    Case { name: text_of(&value["name"]), keys, through: pairs().into_iter().map(through).collect() }
}

fn folder() -> Vec<Case> {
    read_folder(Path::new(&std::env::var("FELIX_TRUTH").expect("FELIX_TRUTH names a folder of measurements")))
}

/// What the oracle says otherwise than was measured.
fn differences(case: &Case) -> Vec<String> {
    let worlds = Worlds::new(&case.keys, Generation::One, BTreeMap::new());
    let mut differences = Vec::new();
    for ((from, to), packet, measured) in case.tried() {
        let answer = worlds.answer(&case.party(from), &case.party(to), packet);
        if answer.allowed() != measured {
            let port = packet.ports.1;
            differences.push(format!(
                "{}: {from} -> {to} {}/{port}: {measured} was measured; {answer:?}",
                case.name, packet.protocol
            ));
        }
    }
    differences
}

#[test]
fn oracle_says_what_was_measured() {
    let cases = cases_of_policy();
    assert!(cases.len() >= 50, "{} cases", cases.len());
    let differences: Vec<String> = cases.iter().flat_map(differences).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn file_is_read_and_printed_alike() {
    let text = std::fs::read_to_string(FILE).expect("the measured truth");
    assert_eq!(print(&parse(&text)), text);
    for case in parse(&text) {
        assert_eq!(case.through.len(), pairs().len(), "{}", case.name);
    }
}

#[test]
#[ignore = "holds oracle and engine against FELIX_TRUTH=<folder>"]
fn folder_says_what_was_measured() {
    let cases = of_policy(folder());
    let mut differences: Vec<String> = cases.iter().flat_map(differences).collect();
    differences.extend(cases.iter().flat_map(crate::engine::measured_otherwise));
    assert!(differences.is_empty(), "{} cases: {}", cases.len(), differences.join("\n"));
}

#[test]
#[ignore = "makes the file anew from FELIX_TRUTH=<folder>"]
fn regenerate() {
    std::fs::create_dir_all(Path::new(FILE).parent().expect("a folder")).expect("the folder");
    std::fs::write(FILE, print(&folder())).expect("the file");
}
