//! What differs from kept intents.

use std::collections::BTreeMap;

use super::attach::attached;
use super::intent::{Intent, Kept};
use super::selection::Chooser;
use crate::inventory::endpoints::{self, WorkloadEndpoint};
use crate::model::endpoint::Endpoint;
use crate::model::json::Malformed;
use crate::model::profile::Profile;
use crate::store::Snapshot;

/// An endpoint that is not as kept intents want it.
#[derive(Clone, Debug)]
pub struct Lacking<'s> {
    /// Which one.
    pub endpoint: WorkloadEndpoint<'s>,
    /// Its value, as found.
    pub value: Endpoint,
    /// The profiles that it should have.
    pub profiles: Vec<String>,
    /// The links that it lacks, or that have not taken the place of what they replace; each once, by name.
    pub links: Vec<String>,
}

/// What differs from kept intents.
#[derive(Clone, Debug, Default)]
pub struct Differences<'s> {
    /// The endpoints that differ, by path.
    pub lacking: Vec<Lacking<'s>>,
    /// Endpoints that an intent is, or may be, about and whose profiles cannot be read.
    pub unreadable: Vec<(WorkloadEndpoint<'s>, Malformed)>,
}

/// Compares every endpoint with the intents of some links. An endpoint that several are about gets all of their links, in the
/// order given. OpenStack's endpoints are never meant: their profiles are Neutron's security groups.
pub fn differences<'s>(
    intents: &[(&str, &Intent)],
    snapshot: &'s Snapshot,
    profiles: &BTreeMap<String, Profile>,
) -> Differences<'s> {
    let kept: Vec<(&str, &Kept)> =
        intents.iter().flat_map(|(link, intent)| intent.kept().iter().map(move |kept| (*link, kept))).collect();
    let chooser = Chooser::new(kept.iter().map(|(_, kept)| &kept.selection), profiles);
    let mut differences = Differences::default();
    for endpoint in endpoints::all(snapshot).filter(|endpoint| !endpoint.is_openstack()) {
        let Some(chosen) = chooser.choose(endpoint) else { continue };
        let endpoint = chosen.endpoint;
        let read = chosen.value.and_then(|value| {
            let ids: Vec<String> = value.profile_ids()?.into_iter().map(str::to_owned).collect();
            Ok((value, ids))
        });
        let (value, ids) = match read {
            Ok(read) => read,
            Err(why) => {
                differences.unreadable.push((endpoint, why));
                continue;
            }
        };
        let mut wanted: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut links: Vec<String> = Vec::new();
        for (link, kept) in chosen.by.iter().filter_map(|at| kept.get(*at)) {
            let next = attached(&wanted, link, kept.replaced.as_deref());
            if next != wanted && !links.iter().any(|known| known == link) {
                links.push((*link).to_owned());
            }
            wanted = next;
        }
        if wanted != ids {
            let profiles = wanted.into_iter().map(str::to_owned).collect();
            differences.lacking.push(Lacking { endpoint, value, profiles, links });
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intent(selections: &str) -> Intent {
        let text = format!(r#"{{"schema": "calicross/link-intent/1", "selections": [{selections}]}}"#);
        Intent::parse(text.as_bytes()).unwrap()
    }

    fn told(intents: &[(&str, &Intent)], keys: &[(&str, &str)]) -> Vec<String> {
        let snapshot = Snapshot::literal(keys);
        let differences = differences(intents, &snapshot, &BTreeMap::new());
        let line = |lacking: &Lacking<'_>| {
            format!("{}: {} -> {}", lacking.endpoint.id.workload, lacking.links.join(","), lacking.profiles.join(","))
        };
        let unreadable =
            differences.unreadable.iter().map(|(endpoint, why)| format!("{}: {why}", endpoint.id.workload));
        differences.lacking.iter().map(line).chain(unreadable).collect()
    }

    const DB: &str = "/calico/v1/host/n/workload/k8s/shop.db-0/endpoint/eth0";
    const WEB: &str = "/calico/v1/host/n/workload/k8s/shop.web-1/endpoint/eth0";
    const VM: &str = "/calico/v1/host/n/workload/openstack/vm/endpoint/port";

    #[test]
    fn endpoints_are_brought_to_what_is_kept() {
        let shop = intent(r#"{"namespace": "shop", "replace": "open"}"#);
        let keys = [
            (DB, r#"{"profile_ids": ["l", "x"]}"#),
            (WEB, r#"{"profile_ids": ["open"]}"#),
            (VM, r#"{"profile_ids": []}"#),
        ];
        assert_eq!(told(&[("l", &shop)], &keys), ["shop.web-1: l -> l"]);
        // A profile that came back is a difference although the link is there.
        assert_eq!(told(&[("l", &shop)], &[(DB, r#"{"profile_ids": ["open", "l"]}"#)]), ["shop.db-0: l -> l"]);
        assert!(told(&[], &keys).is_empty());
    }

    #[test]
    fn several_links_share_an_endpoint() {
        let a = intent(r#"{"namespace": "shop", "replace": "open"}"#);
        let b = intent(r#"{"pod": "shop/web-1", "replace": "open"}, {"selector": "all()"}"#);
        let before = [(WEB, r#"{"profile_ids": ["open"]}"#), (VM, r#"{"profile_ids": []}"#)];
        assert_eq!(told(&[("a", &a), ("b", &b)], &before), ["shop.web-1: a,b -> a,b"]);
        assert!(told(&[("a", &a), ("b", &b)], &[(WEB, r#"{"profile_ids": ["a", "b"]}"#)]).is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let shop = intent(r#"{"namespace": "shop"}"#);
        let keys = [(DB, r#"{"profile_ids": "open"}"#), (WEB, "{")];
        let told = told(&[("l", &shop)], &keys);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("shop.db-0: member 'profile_ids' is a string"), "{told:?}");
    }
}
