//! Whose Felix a change concerns, and what those Felixes tell of themselves. Pure: keys in, hosts out.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::endpoint::{Endpoint, may_name};
use crate::model::json;
use crate::model::key::{Key, ProfilePart, WorkloadId};
use crate::model::policy::{Policy, tags_of};
use crate::model::profile::{Rules, Tags};
use crate::plan::{Change, Seen};
use crate::store::{Entry, Revision};

/// The parameter that says how often Felix reports; 0 or less: never.
const INTERVAL: &str = "ReportingIntervalSecs";

/// Above so many profiles an endpoint is parsed at once, and not searched for each of their names.
const FEW: usize = 8;

/// What a change concerns.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Concern {
    /// Every host that has a Felix.
    pub(super) all: bool,
    /// These hosts.
    pub(super) hosts: BTreeSet<String>,
    /// The hosts with endpoints of these profiles.
    pub(super) profiles: BTreeSet<String>,
    /// The hosts with endpoints of profiles whose rules name one of these tags; every host, where a policy's rules do.
    pub(super) tags: BTreeSet<String>,
    /// The workload endpoints that were written.
    pub(super) endpoints: Vec<WorkloadId>,
}

impl Concern {
    /// Looks at what is changed.
    pub(super) fn of<'a>(changes: impl Iterator<Item = &'a Change>) -> Self {
        let mut concern = Self::default();
        for change in changes {
            match Key::parse(&change.path) {
                Key::WorkloadEndpoint(id) => {
                    concern.hosts.insert(id.host.clone());
                    if change.after.is_some() {
                        concern.endpoints.push(id);
                    }
                }
                Key::HostEndpoint { host, .. } | Key::HostConfig { host, .. } => drop(concern.hosts.insert(host)),
                Key::Profile { name, part } => {
                    if part == ProfilePart::Tags {
                        concern.tags.extend(changed_tags(change));
                    }
                    concern.profiles.insert(name);
                }
                // A host's address is in every other host's list of those that may send IPIP.
                Key::Ready
                | Key::GlobalConfig { .. }
                | Key::HostIp { .. }
                | Key::Pool { .. }
                | Key::TierMetadata { .. }
                | Key::Policy { .. } => concern.all = true,
                // No Felix reads anything else.
                _ => {}
            }
        }
        concern
    }

    /// Takes in a key of a profile or policy: whose rules name a changed tag is concerned, too.
    pub(super) fn take_rules(&mut self, entry: &Entry) {
        let named = |rules: &Rules| tags_of(rules).iter().any(|tag| self.tags.contains(tag));
        match Key::parse(&entry.path) {
            Key::Profile { name, part: ProfilePart::Rules }
                if Rules::parse(&entry.value).is_ok_and(|rules| named(&rules)) =>
            {
                self.profiles.insert(name);
            }
            Key::Policy { .. } if Policy::parse(&entry.value).is_ok_and(|policy| named(policy.rules())) => {
                self.all = true;
            }
            _ => {}
        }
    }

    /// Takes in an endpoint: its host is concerned where it is of one of the profiles.
    pub(super) fn take_endpoint(&mut self, entry: &Entry) {
        if self.profiles.len() <= FEW && !self.profiles.iter().any(|profile| may_name(&entry.value, profile)) {
            return;
        }
        let host = match Key::parse(&entry.path) {
            Key::WorkloadEndpoint(WorkloadId { host, .. }) | Key::HostEndpoint { host, .. } => host,
            _ => return,
        };
        let endpoint = Endpoint::parse(&entry.value);
        let ids = endpoint.as_ref().ok().and_then(|endpoint| endpoint.profile_ids().ok()).unwrap_or_default();
        if ids.iter().any(|id| self.profiles.contains(*id)) {
            self.hosts.insert(host);
        }
    }

    /// Takes in a key of Felix' reports, where every host is concerned that has one.
    pub(super) fn take_report(&mut self, path: &str) {
        if let Key::Status { host } | Key::LastStatus { host } = Key::parse(path) {
            self.hosts.insert(host);
        }
    }
}

/// The tags that come or go.
fn changed_tags(change: &Change) -> BTreeSet<String> {
    let tags = |value: Option<&[u8]>| -> BTreeSet<String> {
        let tags = value.and_then(|value| Tags::parse(value).ok());
        tags.iter().flat_map(Tags::iter).map(str::to_owned).collect()
    };
    let before = tags(change.before.as_ref().map(|seen: &Seen| seen.value.as_slice()));
    let after = tags(change.after.as_deref());
    before.symmetric_difference(&after).cloned().collect()
}

/// What a host's Felix tells of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It has reported since.
    Reported,
    /// It reports, and has not since.
    Pending,
    /// There is no report of it at all.
    Never,
}

/// The two keys of a host's reports: the one that expires with Felix, and the one that stays.
pub(super) fn reports_of(host: &str) -> [String; 2] {
    let host = || host.to_owned();
    [Key::Status { host: host() }.path(), Key::LastStatus { host: host() }.path()]
}

/// Tells where a host's Felix stands, by the versions of its reports.
pub(super) fn standing(host: &str, versions: &BTreeMap<String, u64>, since: Revision) -> Standing {
    match reports_of(host).iter().filter_map(|path| versions.get(path)).max() {
        None => Standing::Never,
        Some(version) if *version > since => Standing::Reported,
        Some(_) => Standing::Pending,
    }
}

/// The keys that say whether a host's Felix reports: its own, and that of all.
pub(super) fn intervals_of(host: &str) -> [String; 2] {
    let name = || INTERVAL.to_owned();
    [Key::HostConfig { host: host.to_owned(), name: name() }.path(), Key::GlobalConfig { name: name() }.path()]
}

/// Tells whether a host's Felix is told not to report. What it cannot read, it does not go by.
pub(super) fn is_silenced(host: &str, values: &BTreeMap<String, Vec<u8>>) -> bool {
    let value = intervals_of(host).iter().find_map(|path| values.get(path)).map(|value| String::from_utf8_lossy(value));
    value.and_then(|value| value.trim().parse::<f64>().ok()).is_some_and(|seconds| seconds <= 0.0)
}

/// The state in a workload endpoint's report: `up`, `down` or `error`.
pub(super) fn endpoint_state(value: &[u8]) -> Option<String> {
    Some(json::parse(value).ok()?.get("status")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Snapshot, Version};

    fn change(path: &str, before: Option<&str>, after: Option<&str>) -> Change {
        let before = before.map(|value| Seen { version: Version(1), value: value.into() });
        Change { path: path.to_owned(), before, via: None, after: after.map(Into::into) }
    }

    const POD: &str = "/calico/v1/host/node1/workload/k8s/default.web-1/endpoint/eth0";

    fn names(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn each_key_concerns_its_readers() {
        let all = Concern { all: true, ..Concern::default() };
        let of_host = |host: &str| Concern { hosts: names(&[host]), ..Concern::default() };
        let table = [
            ("/calico/v1/Ready", all),
            ("/calico/v1/config/LogSeverityScreen", Concern { all: true, ..Concern::default() }),
            ("/calico/v1/policy/tier/t/metadata", Concern { all: true, ..Concern::default() }),
            ("/calico/v1/policy/tier/t/policy/p", Concern { all: true, ..Concern::default() }),
            ("/calico/v1/ipam/v4/pool/10.0.0.0-8", Concern { all: true, ..Concern::default() }),
            ("/calico/v1/host/node1/bird_ip", Concern { all: true, ..Concern::default() }),
            ("/calico/v1/host/node1/config/LogSeverityScreen", of_host("node1")),
            ("/calico/v1/host/node1/endpoint/eth0", of_host("node1")),
            (POD, of_host("node1")),
            ("/calico/v1/policy/profile/web/rules", Concern { profiles: names(&["web"]), ..Concern::default() }),
            ("/calico/bgp/v1/global/as_num", Concern::default()),
            ("/calico/dhcp/v1/subnet/b8f0", Concern::default()),
            ("/calico/v1/elsewhere", Concern::default()),
        ];
        for (path, expected) in table {
            let mut found = Concern::of([change(path, Some("1"), None)].iter());
            assert_eq!(found, expected, "{path}");
            found = Concern::of([change(path, None, Some("1"))].iter());
            assert_eq!(found.endpoints.len(), usize::from(path == POD));
        }
    }

    #[test]
    fn a_profile_concerns_hosts_of_its_endpoints_and_of_those_whose_rules_name_its_changed_tags() {
        let mut concern = Concern::of(
            [change("/calico/v1/policy/profile/link/tags", Some(r#"["link", "gone"]"#), Some(r#"["new", "link"]"#))]
                .iter(),
        );
        assert_eq!(concern.tags, names(&["gone", "new"]));
        let rules = |tag: &str| format!(r#"{{"inbound_rules": [{{"action": "allow", "src_tag": "{tag}"}}]}}"#);
        let (group, other, policy) = (rules("new"), rules("link"), rules("link"));
        let keys = Snapshot::literal(&[
            ("/calico/v1/policy/profile/openstack-sg-1/rules", &group),
            ("/calico/v1/policy/profile/other/rules", &other),
            ("/calico/v1/policy/profile/odd/rules", "{"),
            ("/calico/v1/policy/tier/default/policy/p", &policy),
        ]);
        keys.entries().iter().for_each(|entry| concern.take_rules(entry));
        assert_eq!((&concern.profiles, concern.all), (&names(&["link", "openstack-sg-1"]), false));
        let endpoints = Snapshot::literal(&[
            (POD, r#"{"profile_ids": ["link"]}"#),
            ("/calico/v1/host/node2/workload/openstack/a/endpoint/b", r#"{"profile_ids": ["openstack-sg-1"]}"#),
            ("/calico/v1/host/node3/workload/openstack/a/endpoint/b", r#"{"profile_ids": ["other"]}"#),
            ("/calico/v1/host/node4/endpoint/eth0", r#"{"profile_ids": ["a", "link"]}"#),
            ("/calico/v1/host/node5/endpoint/eth0", r#"{"profile_ids": ["link"#),
            ("/calico/v1/host/node6/bird_ip", "link"),
            ("/calico/v1/host/node7/endpoint/eth0", r#"{"name": "link", "profile_ids": []}"#),
        ]);
        let mut many = Concern { profiles: concern.profiles.clone(), ..Concern::default() };
        many.profiles.extend((0..FEW).map(|at| format!("p{at}")));
        for concern in [&mut concern, &mut many] {
            endpoints.entries().iter().for_each(|entry| concern.take_endpoint(entry));
            assert_eq!(concern.hosts, names(&["node1", "node2", "node4"]));
        }
        let policy = Snapshot::literal(&[("/calico/v1/policy/tier/default/policy/p", &group)]);
        concern.take_rules(&policy.entries()[0]);
        assert!(concern.all);
    }

    #[test]
    fn a_report_counts_that_is_newer_than_the_change() {
        let [alive, last] = reports_of("node1");
        assert_eq!(alive, "/calico/felix/v1/host/node1/status");
        let versions =
            |pairs: &[(&String, u64)]| pairs.iter().map(|(path, version)| ((*path).clone(), *version)).collect();
        let table = [
            (vec![], Standing::Never),
            (vec![(&alive, 7)], Standing::Pending),
            (vec![(&alive, 8)], Standing::Reported),
            (vec![(&last, 8)], Standing::Reported),
            (vec![(&alive, 7), (&last, 9)], Standing::Reported),
            (vec![(&alive, 3), (&last, 2)], Standing::Pending),
        ];
        for (pairs, expected) in table {
            assert_eq!(standing("node1", &versions(&pairs), 7), expected, "{pairs:?}");
        }
        let mut concern = Concern::default();
        concern.take_report(&alive);
        concern.take_report("/calico/felix/v1/host/node2/last_reported_status");
        concern.take_report("/calico/felix/v1/host/node3/endpoint/eth0");
        assert_eq!(concern.hosts, names(&["node1", "node2"]));
    }

    #[test]
    fn a_host_s_own_interval_counts_before_that_of_all() {
        let table = [
            (None, None, false),
            (None, Some("30"), false),
            (None, Some("0"), true),
            (None, Some("-1"), true),
            (Some("30"), Some("0"), false),
            (Some("0"), Some("30"), true),
            (None, Some("soon"), false),
        ];
        let [own_key, all_key] = intervals_of("node1");
        for (own, all, expected) in table {
            let values = [(&own_key, own), (&all_key, all)];
            let values = values.into_iter().filter_map(|(key, value)| Some((key.clone(), value?.into()))).collect();
            assert_eq!(is_silenced("node1", &values), expected, "{own:?} {all:?}");
        }
    }

    #[test]
    fn the_state_of_an_endpoint_is_read_with_patience() {
        let table = [(r#"{"status": "error"}"#, Some("error")), ("{}", None), ("[]", None), ("x", None)];
        for (value, expected) in table {
            assert_eq!(endpoint_state(value.as_bytes()).as_deref(), expected);
        }
    }
}
