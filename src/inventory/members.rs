//! Endpoints of workloads and of hosts alike, as tags see them: which profiles they have, and which addresses.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::endpoints::WorkloadEndpoint;
use crate::model::endpoint::Endpoint;
use crate::model::json::Malformed;
use crate::model::key::{HOSTS, Key};
use crate::store::{Entry, Snapshot};

/// Which endpoint.
#[derive(Clone, Debug)]
pub enum Place<'s> {
    /// A workload's.
    Workload(WorkloadEndpoint<'s>),
    /// An interface of a host under policy.
    Host {
        /// The host.
        host: String,
        /// The endpoint's id.
        id: String,
    },
}

/// An endpoint that may be a member of what its profiles stand for.
///
/// A tag has the addresses of every endpoint that has a profile with it, of any host and in any state, also `inactive`: of a
/// workload all of its own, whatever their masks, of a host those that it is expected to have. Floating addresses are
/// none of them.
#[derive(Clone, Debug)]
pub struct Member<'s> {
    /// Which endpoint.
    pub place: Place<'s>,
    /// Its key and value.
    pub entry: &'s Entry,
    /// Its profiles, in the order in which they are evaluated.
    pub profiles: Vec<String>,
    /// Its addresses, IPv4 before IPv6.
    pub addresses: Vec<IpAddr>,
    /// `active` or `inactive`; a host's endpoint has none.
    pub state: Option<String>,
}

impl<'s> Member<'s> {
    /// The endpoint of an entry; `None` for any other key. One of which something cannot be read is a member of nothing: Felix
    /// does not take it in.
    pub fn of(entry: &'s Entry) -> Option<Result<Self, Malformed>> {
        let place = match Key::parse(&entry.path) {
            Key::WorkloadEndpoint(id) => Place::Workload(WorkloadEndpoint { id, entry }),
            Key::HostEndpoint { host, id } => Place::Host { host, id },
            _ => return None,
        };
        Some(Self::read(place, entry))
    }

    fn read(place: Place<'s>, entry: &'s Entry) -> Result<Self, Malformed> {
        let endpoint = Endpoint::parse(&entry.value)?;
        let addresses = match &place {
            Place::Workload(_) => endpoint.nets()?.iter().map(ipnet::IpNet::addr).collect(),
            Place::Host { .. } => endpoint.expected_addresses()?,
        };
        let profiles = endpoint.profile_ids()?.into_iter().map(str::to_owned).collect();
        Ok(Self { place, entry, profiles, addresses, state: endpoint.state().map(str::to_owned) })
    }

    /// What the endpoint is called: a workload's as every command takes it, a host's as `host/id`.
    pub fn name(&self) -> String {
        match &self.place {
            Place::Workload(endpoint) => endpoint.name(),
            Place::Host { host, id } => format!("{host}/{}", crate::model::key::escape(id)),
        }
    }

    /// The host that it is on.
    pub fn host(&self) -> &str {
        match &self.place {
            Place::Workload(endpoint) => &endpoint.id.host,
            Place::Host { host, .. } => host,
        }
    }

    /// Whether it has any of some profiles.
    pub fn has_any(&self, profiles: &BTreeSet<&str>) -> bool {
        self.profiles.iter().any(|profile| profiles.contains(profile.as_str()))
    }
}

/// Every endpoint of a snapshot whose value is worth reading, by path, each read or with the reason why it cannot be.
pub fn all<'s>(
    snapshot: &'s Snapshot,
    worth: impl Fn(&Entry) -> bool,
) -> impl Iterator<Item = Result<Member<'s>, (&'s str, Malformed)>> {
    let entries = snapshot.under(&format!("{HOSTS}/")).iter().filter(move |entry| worth(entry));
    entries.filter_map(|entry| Some(Member::of(entry)?.map_err(|why| (entry.path.as_str(), why))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_any_state_with_their_addresses() {
        let snapshot = Snapshot::literal(&[
            ("/calico/v1/host/h/bird_ip", "10.0.0.1"),
            ("/calico/v1/host/h/endpoint/eth0", r#"{"expected_ipv4_addrs":["10.0.0.1"],"profile_ids":["a"]}"#),
            (
                "/calico/v1/host/h/workload/k8s/n.p/endpoint/eth0",
                r#"{"state":"inactive","profile_id":"a","ipv6_nets":["fd00::1/64"],"ipv4_nets":["10.1.0.1/24"],"ipv4_nat":[{"ext_ip":"1.2.3.4","int_ip":"10.1.0.1"}]}"#,
            ),
            ("/calico/v1/host/h/workload/k8s/n.q/endpoint/eth0", r#"{"ipv4_nets":["x"]}"#),
            ("/calico/v1/host/h/workload/k8s/n.r/endpoint/eth0", "worthless"),
        ]);
        let found: Vec<String> = all(&snapshot, |entry| entry.value != b"worthless")
            .map(|found| match found {
                Ok(member) => format!(
                    "{} on {} {:?} {:?} {:?}",
                    member.name(),
                    member.host(),
                    member.state,
                    member.profiles,
                    member.addresses
                ),
                Err((path, why)) => format!("{path}: {why}"),
            })
            .collect();
        assert_eq!(
            found,
            [
                r#"h/eth0 on h None ["a"] [10.0.0.1]"#,
                r#"h/k8s/n.p/eth0 on h Some("inactive") ["a"] [10.1.0.1, fd00::1]"#,
                "/calico/v1/host/h/workload/k8s/n.q/endpoint/eth0: member 'ipv4_nets' 'x' is not a CIDR such as 10.0.0.0/8 or fd00::/8",
            ]
        );
    }
}
