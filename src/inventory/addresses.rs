//! Who has an address: the endpoints with it in their nets, and the hosts whose tunnel has it.

use std::net::IpAddr;

use ipnet::IpNet;

use super::endpoints::WorkloadEndpoint;
use crate::model::json::Malformed;
use crate::model::key::{HOSTS, Key};
use crate::store::{Entry, Snapshot};

/// What has an address.
#[derive(Clone, Debug)]
pub enum User<'s> {
    /// A workload endpoint, with it in its nets.
    Endpoint(WorkloadEndpoint<'s>),
    /// A host's IPIP tunnel: the key of its `IpInIpTunnelAddr`.
    Tunnel {
        /// The host.
        host: String,
        /// The key.
        entry: &'s Entry,
    },
}

impl User<'_> {
    /// What people call it.
    pub fn name(&self) -> String {
        match self {
            Self::Endpoint(endpoint) => endpoint.name(),
            Self::Tunnel { host, .. } => format!("the tunnel of {host}"),
        }
    }

    /// Its key.
    pub fn path(&self) -> &str {
        match self {
            Self::Endpoint(endpoint) => &endpoint.entry.path,
            Self::Tunnel { entry, .. } => &entry.path,
        }
    }
}

/// The addresses of every endpoint and tunnel of a snapshot, sorted, so that each is found in a few steps.
#[derive(Debug, Default)]
pub struct Users<'s> {
    users: Vec<User<'s>>,
    sorted: Vec<(IpAddr, usize)>,
    /// Endpoints that cannot be read, so that nobody knows what they have.
    pub malformed: Vec<(WorkloadEndpoint<'s>, Malformed)>,
}

impl<'s> Users<'s> {
    /// Reads every host of a snapshot.
    pub fn of(snapshot: &'s Snapshot) -> Self {
        let mut found = Self::default();
        for entry in snapshot.under(&format!("{HOSTS}/")) {
            match Key::parse(&entry.path) {
                Key::WorkloadEndpoint(id) => found.take_endpoint(WorkloadEndpoint { id, entry }),
                Key::HostConfig { host, name } if name == "IpInIpTunnelAddr" => {
                    let text = std::str::from_utf8(&entry.value).unwrap_or_default();
                    if let Ok(address) = text.trim().parse() {
                        found.sorted.push((address, found.users.len()));
                        found.users.push(User::Tunnel { host, entry });
                    }
                }
                _ => {}
            }
        }
        found.sorted.sort_unstable();
        found.sorted.dedup();
        found
    }

    fn take_endpoint(&mut self, endpoint: WorkloadEndpoint<'s>) {
        // Where only other members cannot be read, the addresses still can.
        let nets = endpoint.glance().map(|glance| glance.nets);
        match nets.or_else(|_| endpoint.read().and_then(|value| value.nets())) {
            Ok(nets) => {
                self.sorted.extend(nets.iter().map(|net| (net.addr(), self.users.len())));
                self.users.push(User::Endpoint(endpoint));
            }
            Err(why) => self.malformed.push((endpoint, why)),
        }
    }

    /// Who has an address; see [`Users::perhaps_at`] for who may.
    pub fn at(&self, address: IpAddr) -> impl Iterator<Item = &User<'s>> {
        self.within(address.into()).map(|(_, user)| user)
    }

    /// The addresses of a network that somebody has, in order.
    pub fn within(&self, net: IpNet) -> impl Iterator<Item = (IpAddr, &User<'s>)> {
        let start = self.sorted.partition_point(|(address, _)| *address < net.network());
        let rest = self.sorted.get(start..).unwrap_or_default().iter();
        rest.take_while(move |(address, _)| *address <= net.broadcast())
            .filter_map(|(address, user)| Some((*address, self.users.get(*user)?)))
    }

    /// Every address that somebody has, in order, with all who have it.
    pub fn all(&self) -> impl Iterator<Item = (IpAddr, Vec<&User<'s>>)> {
        let same = self.sorted.chunk_by(|a, b| a.0 == b.0);
        same.filter_map(|same| {
            let (address, _) = same.first()?;
            Some((*address, same.iter().filter_map(|(_, user)| self.users.get(*user)).collect()))
        })
    }

    /// An endpoint that cannot be read, and whose text holds an address.
    pub fn perhaps_at(&self, address: IpAddr) -> Option<&WorkloadEndpoint<'s>> {
        let text = address.to_string();
        let holds = |value: &[u8]| std::str::from_utf8(value).is_ok_and(|value| value.contains(&text));
        self.malformed.iter().map(|(endpoint, _)| endpoint).find(|endpoint| holds(&endpoint.entry.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_who_has_them() {
        let keys = [
            (
                "/calico/v1/host/a/workload/k8s/d.p/endpoint/eth0",
                r#"{"ipv4_nets": ["10.0.0.2/32"], "ipv6_nets": ["fd00::2/128"]}"#,
            ),
            ("/calico/v1/host/a/config/IpInIpTunnelAddr", "10.0.0.1"),
            ("/calico/v1/host/b/workload/openstack/vm/endpoint/port", r#"{"ipv4_nets": ["10.0.0.2/32"], "labels": 1}"#),
            ("/calico/v1/host/b/workload/openstack/vm/endpoint/bad", r#"{"ipv4_nets": ["10.0.0.9/33"]}"#),
            ("/calico/v1/host/b/endpoint/eth0", r#"{"expected_ipv4_addrs": ["10.0.0.3"]}"#),
        ];
        let snapshot = Snapshot::literal(&keys);
        let users = Users::of(&snapshot);
        let names = |address: &str| users.at(address.parse().unwrap()).map(User::name).collect::<Vec<_>>();
        assert_eq!(names("10.0.0.2"), ["a/k8s/d.p/eth0", "b/openstack/vm/port"]);
        assert_eq!(names("10.0.0.1"), ["the tunnel of a"]);
        assert!(names("10.0.0.3").is_empty());
        assert_eq!(users.within("10.0.0.0/31".parse().unwrap()).count(), 1);
        assert_eq!(users.within("fd00::/64".parse().unwrap()).count(), 1);
        assert_eq!(users.all().map(|(_, users)| users.len()).collect::<Vec<_>>(), [1, 2, 1]);
        assert_eq!(users.malformed.len(), 1);
        assert!(users.perhaps_at("10.0.0.9".parse().unwrap()).is_some());
        assert!(users.perhaps_at("10.0.0.8".parse().unwrap()).is_none());
    }
}
