//! What tests of checks share: a datastore that is sound, what is made of it, and what a fix does.

use std::collections::{BTreeMap, BTreeSet};

use super::{CHECKS, Class, Diagnosis, Given, Inventory, check, examine, repair};
use crate::model::felix::Generation;
use crate::model::shell::split_words;
use crate::reach::{Changes, Difference, Settings, View};
use crate::store::Snapshot;

/// A VM of the sound datastore, on node1.
pub(super) const VM: &str = "/calico/v1/host/node1/workload/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/endpoint/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4";
/// A pod of the sound datastore, on node1.
pub(super) const POD: &str = "/calico/v1/host/node1/workload/k8s/shop.frontend-2611209331-q9z8y/endpoint/eth0";
/// Another pod of the same controller, on node2.
pub(super) const POD2: &str = "/calico/v1/host/node2/workload/k8s/shop.frontend-2611209331-mk3d1/endpoint/eth0";
/// A security group of the sound datastore: its uuid, which is its tag.
pub(super) const GROUP: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";

/// A datastore on its way to a test.
#[derive(Clone, Debug)]
pub(super) struct Store {
    keys: BTreeMap<String, String>,
    pub(super) given: Given,
}

impl Store {
    /// The datastore of the cross-workload example, which every check finds sound, a few seconds after its Felixes have reported.
    pub(super) fn sound() -> Self {
        let lines = include_str!("../../examples/cross-workload/keys.batch").lines();
        let put = |line: &str| match split_words(line).expect("words").as_slice() {
            [key, put, path, value] if key == "key" && put == "put" => Some((path.clone(), value.clone())),
            [] => None,
            other => panic!("{other:?} puts no key"),
        };
        let keys = lines.filter(|line| !line.starts_with('#')).filter_map(put).collect();
        Self { keys, given: Given { now: "2017-03-14T09:27:00Z".parse().expect("a time"), ..Given::default() } }
    }

    /// With a key.
    pub(super) fn put(mut self, path: &str, value: &str) -> Self {
        self.keys.insert(path.to_owned(), value.to_owned());
        self
    }

    /// Without a key, or a directory where the path ends with a slash.
    pub(super) fn delete(mut self, path: &str) -> Self {
        let before = self.keys.len();
        self.keys.retain(|key, _| key != path && !(path.ends_with('/') && key.starts_with(path)));
        assert!(self.keys.len() < before, "{path} is not there");
        self
    }

    /// With a text in a value in the place of another one.
    pub(super) fn edit(self, path: &str, from: &str, to: &str) -> Self {
        let value = self.value(path).to_owned();
        assert!(value.contains(from), "{path} is {value}");
        self.put(path, &value.replace(from, to))
    }

    /// The value of a key.
    pub(super) fn value(&self, path: &str) -> &str {
        self.keys.get(path).map_or_else(|| panic!("{path} is not there"), String::as_str)
    }

    /// Where every host runs a generation.
    pub(super) fn felix(mut self, generation: Generation) -> Self {
        self.given.felix = Some(generation);
        self
    }

    fn snapshot(&self) -> Snapshot {
        let keys: Vec<(&str, &str)> = self.keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        Snapshot::literal(&keys)
    }

    fn with<T>(&self, id: Option<&str>, work: impl FnOnce(&Snapshot, Vec<Diagnosis<'_>>) -> T) -> T {
        let snapshot = self.snapshot();
        let inventory = Inventory::of(&snapshot, self.given.clone());
        let checks = CHECKS.iter().filter(|check| id.is_none_or(|id| check.id == id));
        work(&snapshot, examine(&inventory, checks))
    }

    /// What a check finds: `object: what is wrong`, a line each.
    pub(super) fn told(&self, id: &str) -> Vec<String> {
        assert!(check(id).is_some(), "{id} is no check");
        let line = |found: &Diagnosis<'_>| format!("{}: {}", found.finding.object, found.finding.text);
        self.with(Some(id), |_, found| found.iter().map(line).collect())
    }

    /// What a check finds, line by line with how bad it is and what its fix is.
    pub(super) fn explained(&self, id: &str) -> Vec<String> {
        let line = |found: &Diagnosis<'_>| {
            let fix = found.finding.fix.as_ref().map_or_else(String::new, |fix| {
                let command = fix.command.as_ref().map_or_else(String::new, |command| format!(": {command}"));
                format!(" [{}: {}{command}]", fix.class.word(), fix.text)
            });
            format!("{} {}: {}{fix}", found.severity().word(), found.finding.object, found.finding.text)
        };
        self.with(Some(id), |_, found| found.iter().map(line).collect())
    }

    /// That a check finds nothing.
    pub(super) fn has_not(&self, id: &str) {
        assert_eq!(self.told(id), Vec::<String>::new());
    }

    /// Which checks find something about which objects.
    fn found(&self) -> BTreeSet<(String, String)> {
        let name = |found: &Diagnosis<'_>| (found.check.id.to_owned(), found.finding.object.clone());
        self.with(None, |_, found| found.iter().map(name).collect())
    }

    /// The datastore after every fix of a check: the check finds no more what had a fix, no other one finds more than before, and what is
    /// called safe changes no traffic.
    pub(super) fn repaired(&self, id: &str) -> Repaired {
        let before = self.found();
        let (after, unrepaired, is_safe) = self.with(Some(id), |snapshot, found| {
            let fixes: Vec<_> = found.iter().filter_map(Diagnosis::repair).collect();
            assert!(!fixes.is_empty(), "{id} has nothing to fix: {found:?}");
            let plan = repair::plan(snapshot, fixes);
            let mut after = self.clone();
            for change in plan.changes() {
                match &change.after {
                    Some(value) => {
                        let value = String::from_utf8(value.clone()).expect("text");
                        after.keys.insert(change.path.clone(), value);
                    }
                    None => drop(after.keys.remove(&change.path)),
                }
            }
            let is_safe =
                found.iter().filter_map(|found| found.finding.fix.as_ref()).all(|fix| fix.class == Class::Safe);
            (after, found.iter().filter(|found| found.repair().is_none()).count(), is_safe)
        });
        assert_eq!(after.told(id).len(), unrepaired, "{:?}", after.told(id));
        let new: Vec<_> = after.found().difference(&before).cloned().collect();
        assert!(new.is_empty(), "the fix of {id} makes {new:?}");
        let repaired = Repaired { before: self.clone(), after };
        assert!(!is_safe || repaired.traffic() == (false, false), "the safe fix of {id} changes traffic");
        repaired
    }
}

/// A datastore before and after a fix.
#[derive(Debug)]
pub(super) struct Repaired {
    before: Store,
    after: Store,
}

impl Repaired {
    /// The keys that changed, with the values that they got.
    pub(super) fn changes(&self) -> Vec<(&str, Option<&str>)> {
        let paths: BTreeSet<&str> = self.before.keys.keys().chain(self.after.keys.keys()).map(String::as_str).collect();
        let differs = |path: &&str| self.before.keys.get(*path) != self.after.keys.get(*path);
        paths.into_iter().filter(differs).map(|path| (path, self.after.keys.get(path).map(String::as_str))).collect()
    }

    /// The value of a key afterwards.
    pub(super) fn value(&self, path: &str) -> &str {
        self.after.value(path)
    }

    /// What opens, and what closes, on the way.
    fn traffic(&self) -> (bool, bool) {
        let before = self.before.snapshot();
        let changes: Changes<'_> =
            self.changes().into_iter().map(|(path, value)| (path, value.map(str::as_bytes))).collect();
        let settings = self.before.given.felix.map_or_else(Settings::default, Settings::all);
        let view = View::read(&before, &settings);
        let changed = view.with(&changes);
        let difference = Difference::between(&view, &changed);
        let changes = difference.changes();
        (changes.iter().any(|change| !change.opens.is_empty()), changes.iter().any(|change| !change.closes.is_empty()))
    }

    /// Whether something passes that did not.
    pub(super) fn opens(&self) -> bool {
        self.traffic().0
    }

    /// Whether something passed that does not any more.
    pub(super) fn closes(&self) -> bool {
        self.traffic().1
    }
}

#[test]
fn the_example_is_sound() {
    assert_eq!(Store::sound().found(), BTreeSet::new());
}
