//! Endpoints that should be in a link and are not.
//!
//! A pod that is made anew has its default profile again, so that a link wears off pod by pod. Two things tell of it: the intent that
//! was kept, and pods like those that are in the link, of the same controller by their labels, that are not.

use std::collections::{BTreeMap, BTreeSet};

use super::intent;
use super::members::Member;
use super::{Link, NAMESPACE_LABEL, reconcile};
use crate::inventory::endpoints::{self, WorkloadEndpoint};
use crate::model::endpoint::Endpoint;
use crate::model::profile::Profile;
use crate::store::Snapshot;

/// Labels that differ between pods of one controller.
const OF_ONE_POD: [&str; 4] =
    ["controller-revision-hash", "pod-template-generation", "pod-template-hash", "statefulset.kubernetes.io/pod-name"];

/// An endpoint that lacks a link.
#[derive(Clone, Debug)]
pub struct Sibling<'s> {
    /// Which one.
    pub key: WorkloadEndpoint<'s>,
    /// Whether the link is kept for it, so that `link reconcile` will bring it there.
    pub kept: bool,
}

/// The endpoints that lack a link by tag, by path; `pods` are those that have it.
pub fn lacking<'s>(
    link: &Link,
    pods: &[&Member<'_>],
    snapshot: &'s Snapshot,
    profiles: &BTreeMap<String, Profile>,
) -> Vec<Sibling<'s>> {
    let mut found: BTreeMap<&str, Sibling<'s>> = BTreeMap::new();
    let kinds: BTreeSet<Kind> = pods.iter().filter_map(|pod| kind(&pod.endpoint)).collect();
    if !kinds.is_empty() {
        for key in endpoints::all(snapshot).filter(|key| !key.is_openstack()) {
            let Ok(endpoint) = key.read() else { continue };
            let has_it = endpoint.profile_ids().is_ok_and(|ids| ids.contains(&link.name.as_str()));
            if !has_it && kind(&endpoint).is_some_and(|kind| kinds.contains(&kind)) {
                found.insert(&key.entry.path, Sibling { key, kept: false });
            }
        }
    }
    if let Some(Ok(kept)) = intent::named(snapshot, &link.name) {
        for lacking in reconcile::differences(&[(&link.name, &kept)], snapshot, profiles).lacking {
            found.insert(&lacking.endpoint.entry.path, Sibling { key: lacking.endpoint, kept: true });
        }
    }
    found.into_values().collect()
}

/// The labels that pods of one controller share.
pub type Kind = BTreeMap<String, String>;

fn kind(endpoint: &Endpoint) -> Option<Kind> {
    kind_of(endpoint.labels().ok()?.iter())
}

/// The labels that tell whose pod an endpoint is, out of all that it has; `None` where there are none but its namespace.
pub fn kind_of<'l>(labels: impl Iterator<Item = (&'l str, &'l str)>) -> Option<Kind> {
    let shared = labels.filter(|(key, _)| !OF_ONE_POD.contains(key));
    let kind: Kind = shared.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    kind.keys().any(|key| key != NAMESPACE_LABEL).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::profiles;
    use crate::link::find;
    use crate::link::members::Members;

    #[test]
    fn pods_of_the_same_controller_and_those_it_is_kept_for() {
        let pod = |name: &str, profile: &str, labels: &str| {
            (
                format!("/calico/v1/host/n/workload/k8s/shop.{name}/endpoint/eth0"),
                format!(r#"{{"profile_ids": ["{profile}"], "labels": {{"calico/k8s_ns": "shop"{labels}}}}}"#),
            )
        };
        let pods = [
            pod("a", "l", r#", "run": "front", "pod-template-hash": "1""#),
            pod("b", "x", r#", "run": "front", "pod-template-hash": "2""#),
            pod("c", "x", r#", "run": "db""#),
            pod("d", "x", ""),
        ];
        let mut keys: Vec<(&str, &str)> = pods.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        keys.push(("/calico/v1/policy/profile/l/tags", r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#));
        let lacking = |keys: &[(&str, &str)]| {
            let mut keys = keys.to_vec();
            keys.sort_unstable();
            let snapshot = Snapshot::literal(&keys);
            let (links, profiles) = (find::all(&snapshot), profiles::all(&snapshot));
            let members = Members::of(&[&links[0]], &snapshot);
            let found = super::lacking(&links[0], &members.pods(&links[0]), &snapshot, &profiles);
            found.iter().map(|sibling| (sibling.key.id.workload.clone(), sibling.kept)).collect::<Vec<_>>()
        };
        assert_eq!(lacking(&keys), [("shop.b".to_owned(), false)]);
        let kept = r#"{"schema": "calicross/link-intent/1", "selections": [{"pod": "shop/b"}, {"pod": "shop/d"}]}"#;
        keys.push(("/calicross/v1/links/l", kept));
        assert_eq!(lacking(&keys), [("shop.b".to_owned(), true), ("shop.d".to_owned(), true)]);
    }
}
