//! The tables held against the reader. A kind that is new needs an arm in [`super::of`]; a field that is new to the reader, or gone from it,
//! needs its line in the table of its kind in this folder: what fails here names both.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::told::AS_FOUND;
use super::{Absent, Field, Takes, find, of, paths, tell};
use crate::manifest::document::{Contents, read};
use crate::manifest::id::Kind;
use crate::manifest::object::{OWN, V1};
use crate::manifest::source::Source;

/// The fields of a kind below metadata and spec, each with its path.
pub(crate) fn fields(kind: Kind) -> Vec<(Vec<&'static str>, &'static Field)> {
    fn walk(above: &[&'static str], fields: &'static [Field], out: &mut Vec<(Vec<&'static str>, &'static Field)>) {
        for field in fields {
            let path: Vec<&'static str> = above.iter().copied().chain([field.name]).collect();
            out.push((path.clone(), field));
            if let Takes::Object(inner) | Takes::Objects(inner) = field.takes {
                walk(&path, inner, out);
            }
        }
    }
    let known = of(kind);
    let mut all = Vec::new();
    walk(&["metadata"], known.metadata, &mut all);
    if let Takes::Object(spec) = known.spec {
        walk(&["spec"], spec, &mut all);
    }
    all
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

fn object(fields: &[Field], chosen: &[&str]) -> Value {
    let mut members = Map::new();
    for field in fields {
        let (is, rest) = match chosen.split_first() {
            Some((first, rest)) if *first == field.name => (true, rest),
            _ => (false, &[][..]),
        };
        if !is && !matches!(field.absent, Absent::Required | Absent::FirstOf(_)) {
            continue;
        }
        let member = match field.takes {
            Takes::Object(inner) => object(inner, rest),
            Takes::Objects(inner) => json!([object(inner, rest)]),
            _ => value(field.example),
        };
        members.insert(field.name.to_owned(), member);
    }
    Value::Object(members)
}

/// A document in which only what has to be there is, and what is at a path, with what goes with it.
pub(crate) fn document(kind: Kind, version: &str, path: &[&str]) -> Value {
    let known = of(kind);
    let part = |name: &str| match path.split_first() {
        Some((first, rest)) if *first == name => rest,
        _ => &[],
    };
    let mut document =
        json!({"apiVersion": version, "kind": kind.as_str(), "metadata": object(known.metadata, part("metadata"))});
    if let Takes::Object(spec) = known.spec {
        let spec = object(spec, part("spec"));
        let is_needed = spec.as_object().is_some_and(|spec| !spec.is_empty()) || path.first() == Some(&"spec");
        if is_needed {
            document["spec"] = spec;
        }
    }
    if let Some((path, field)) = fields(kind).into_iter().find(|(found, _)| found == path)
        && let Some((at, what)) = field.beside
    {
        let mut above = path;
        above.pop();
        let mut at = at;
        while let Some(rest) = at.strip_prefix("../") {
            above.pop();
            at = rest;
        }
        let around = walk(&mut document, &above);
        around[at] = value(what);
    }
    document
}

/// What is at a path; of a list, its first item.
pub(crate) fn walk<'v>(mut at: &'v mut Value, path: &[&str]) -> &'v mut Value {
    for name in path {
        at = &mut at[*name];
        if at.is_array() {
            at = &mut at[0];
        }
    }
    at
}

fn contents(document: &Value) -> Contents {
    read(&[Source { name: "f".into(), text: document.to_string() }])
}

/// The members that the reader takes in an object, as it says itself where it meets one that it does not take.
fn taken(document: &Value) -> BTreeSet<String> {
    let contents = contents(document);
    let unknown = contents.faults.iter().find(|fault| fault.member.rsplit('.').next() == Some("nonsense"));
    let unknown = unknown.unwrap_or_else(|| panic!("{document}: the reader takes any member: {:?}", contents.faults));
    let (_, known) = unknown.why.split_once("what is: ").unwrap_or_else(|| panic!("{}", unknown.why));
    known.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn check(kind: Kind, version: &str, path: &[&str], told: impl IntoIterator<Item = &'static Field>) {
    let mut with_nonsense = document(kind, version, path);
    walk(&mut with_nonsense, path)["nonsense"] = json!(1);
    let taken = taken(&with_nonsense);
    let told: BTreeSet<String> =
        told.into_iter().filter(|field| version == OWN || !field.own).map(|field| field.name.to_owned()).collect();
    let at = format!("{kind}.{} ({version})", path.join("."));
    let lacking: Vec<_> = taken.difference(&told).collect();
    assert!(
        lacking.is_empty(),
        "{at}: the reader takes {lacking:?}, which the table of {kind} in src/manifest/explain does not tell of: add a Field each"
    );
    let idle: Vec<_> = told.difference(&taken).collect();
    assert!(
        idle.is_empty(),
        "{at}: the table of {kind} in src/manifest/explain tells of {idle:?}, which the reader does not take"
    );
}

#[test]
fn what_the_reader_takes_is_told_of_and_nothing_else() {
    for kind in Kind::ALL {
        let versions: &[&str] = if kind.is_calicoctl() { &[V1, OWN] } else { &[OWN] };
        for version in versions {
            check(kind, version, &["metadata"], of(kind).metadata.iter().chain([&AS_FOUND]));
            if let Takes::Object(spec) = of(kind).spec {
                check(kind, version, &["spec"], spec);
            }
            for (path, field) in fields(kind) {
                if let Takes::Object(inner) | Takes::Objects(inner) = field.takes {
                    check(kind, version, &path, inner);
                }
            }
        }
        let mut root = document(kind, OWN, &[]);
        root["nonsense"] = json!(1);
        let told: BTreeSet<String> = tell(kind).fields.iter().map(|field| field.last().to_owned()).collect();
        assert_eq!(taken(&root), told, "{kind}");
    }
}

#[test]
fn examples_are_read_and_make_a_difference() {
    for kind in Kind::ALL {
        let plain = contents(&document(kind, OWN, &[]));
        assert!(plain.faults.is_empty(), "{kind}: {:?}", plain.faults);
        for (path, field) in fields(kind) {
            let with = document(kind, OWN, &path);
            let found = contents(&with);
            assert!(found.faults.is_empty(), "{with}: {:?}", found.faults);
            let is_leaf = !matches!(field.takes, Takes::Object(_) | Takes::Objects(_));
            assert_eq!(is_leaf, !field.example.is_empty(), "{kind}.{}", path.join("."));
            if is_leaf && matches!(field.absent, Absent::OneOf(_) | Absent::Is(_) | Absent::Means(_)) {
                let (with, without) = (&found.given[0].resource, &plain.given[0].resource);
                assert_ne!(with, without, "{kind}.{}: {} is the same as nothing", path.join("."), field.example);
            }
        }
    }
}

#[test]
fn defaults_are_the_same_as_nothing() {
    for kind in Kind::ALL {
        for (path, field) in fields(kind) {
            let Absent::Is(default) = field.absent else { continue };
            let mut with = document(kind, OWN, &path);
            let (last, above) = path.split_last().unwrap();
            walk(&mut with, above)[*last] = value(default);
            let mut without = with.clone();
            walk(&mut without, above).as_object_mut().unwrap().remove(*last);
            let resources: Vec<_> =
                [with, without].iter().map(|document| contents(document).given[0].resource.clone()).collect();
            assert_eq!(resources[0], resources[1], "{kind}.{}", path.join("."));
        }
    }
}

#[test]
fn every_field_is_told_of_in_full() {
    for kind in Kind::ALL {
        let known = of(kind);
        let fields = fields(kind);
        let texts = fields.iter().map(|(path, field)| (path.join("."), field.says, field.readers));
        for (at, says, readers) in texts.chain([(String::new(), known.says, known.readers)]) {
            assert!(
                says.ends_with('.') && says.starts_with(|c: char| !c.is_lowercase() || says.starts_with("tcp")),
                "{kind}.{at}: {says}"
            );
            assert!(!says.contains("  "), "{kind}.{at}: {says}");
            for (at_reader, (who, does)) in readers.iter().enumerate() {
                assert!(!does.ends_with('.') && !does.contains("  "), "{kind}.{at}: {does}");
                assert!(
                    readers.iter().skip(at_reader + 1).all(|(other, _)| other != who),
                    "{kind}.{at}: {who:?} twice"
                );
            }
        }
    }
}

#[test]
fn fields_are_found_by_their_paths_and_others_by_what_is_like_them() {
    let name = |path: &str| find(Kind::Policy, path).map(|told| told.name);
    assert_eq!(name("spec.ingress[0].source.nets").unwrap(), "policy.spec.ingress.source.nets");
    assert_eq!(name("Spec.prednat").unwrap(), "policy.spec.preDNAT");
    assert_eq!(name("spec.ingres.source").unwrap_err()[0], "policy.spec.ingress.source");
    assert_eq!(name("selector").unwrap_err()[0], "policy.spec.selector");
    assert_eq!(find(Kind::IpPool, "disabled").unwrap_err(), ["ipPool.spec.disabled"]);
    assert_eq!(find(Kind::IpPool, "spec.nat-outgoin").unwrap_err(), ["ipPool.spec.nat-outgoing"]);
    assert_eq!(find(Kind::FelixConfig, "spec.InterfacePrefixes").unwrap_err(), ["felixConfig.spec.InterfacePrefix"]);
    assert!(name("nonsense").unwrap_err().is_empty() && name("").is_err());
}

#[test]
fn members_are_those_of_what_is_around_them() {
    let member = |path: &str| find(Kind::WorkloadEndpoint, path).unwrap().member.unwrap();
    assert_eq!(member("spec.ipNATs.internalIP"), "ipv4_nat[].int_ip, ipv6_nat[].int_ip");
    let nets = find(Kind::Policy, "spec.egress.destination.notNets").unwrap();
    assert_eq!(nets.member.as_deref(), Some("outbound_rules[].!dst_net"));
    assert_eq!(nets.keys, ["/calico/v1/policy/tier/<tier>/policy/<name>"]);
}

#[test]
fn half_typed_names() {
    let names = |typed: &str| -> Vec<String> {
        paths(typed).into_iter().map(|(name, _)| name).filter(|name| name.starts_with(typed)).collect()
    };
    assert_eq!(names("pol"), ["policy"]);
    assert_eq!(names("policy.s"), ["policy.spec"]);
    assert_eq!(names("policy.spec.in"), ["policy.spec.ingress"]);
    assert_eq!(names("ipp.spec.ipip"), ["ipp.spec.ipip", "ipp.spec.ipip.enabled", "ipp.spec.ipip.mode"]);
    assert!(names("policy.nonsense.x").is_empty() && names("nonsense.x").is_empty());
    assert_eq!(names("felixConfig.spec.IpInIpM"), ["felixConfig.spec.IpInIpMtu"]);
}

proptest! {
    #[test]
    fn what_is_offered_is_found(typed in "(policy|ipPool|node|x)?(\\.(spec|metadata|ingress|source|bgp|\\PC{0,3})){0,4}\\.?") {
        for (name, _) in paths(&typed) {
            if let Some((kind, path)) = name.split_once('.') {
                prop_assert!(find(Kind::of_word(kind).unwrap(), path).is_ok(), "{}", name);
            }
        }
        let _ = find(Kind::Policy, &typed);
    }
}
