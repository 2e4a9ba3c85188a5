//! Neutron's subnets, as networking-calico tells them to its DHCP agents: those with DHCP, and no others.

use ipnet::IpNet;

use crate::model::json::{self, Malformed};
use crate::model::key::Key;
use crate::model::net;
use crate::store::{Entry, Scope, Snapshot};

/// The directory of them, with a trailing `/`.
pub fn directory() -> String {
    // The key of no subnet is its directory.
    Key::DhcpSubnet { id: String::new() }.path()
}

/// What holds every subnet.
pub fn scope_of_all() -> Scope {
    Scope::under(directory())
}

/// A subnet as a snapshot holds it.
#[derive(Clone, Debug)]
pub struct FoundSubnet<'s> {
    /// Its uuid.
    pub id: String,
    /// The key and its value.
    pub entry: &'s Entry,
    /// Its network, or why that cannot be read.
    pub cidr: Result<IpNet, Malformed>,
}

/// Every subnet of a snapshot, by uuid.
pub fn all(snapshot: &Snapshot) -> impl Iterator<Item = FoundSubnet<'_>> {
    snapshot.under(&directory()).iter().filter_map(|entry| match Key::parse(&entry.path) {
        Key::DhcpSubnet { id } => Some(FoundSubnet { id, entry, cidr: cidr(&entry.value) }),
        _ => None,
    })
}

/// The networks of the subnets that can be read, each with its key, by uuid.
pub fn networks(snapshot: &Snapshot) -> impl Iterator<Item = (IpNet, &str)> {
    all(snapshot).filter_map(|found| Some((found.cidr.ok()?, found.entry.path.as_str())))
}

fn cidr(value: &[u8]) -> Result<IpNet, Malformed> {
    let value = json::parse(value)?;
    let Some(member) = value.get("cidr") else { return Err(Malformed::shape("there is no member 'cidr'")) };
    let cidr = net::cidr_from_json(member).map_err(|why| Malformed::shape(format!("member 'cidr': {why}")))?;
    Ok(cidr.trunc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subnets_with_their_networks() {
        let snapshot = Snapshot::literal(&[
            ("/calico/dhcp/v1/subnet/a", r#"{"network_id": "n", "cidr": "10.65.0.1/24"}"#),
            ("/calico/dhcp/v1/subnet/b", r#"{"cidr": "fd00::/64"}"#),
            ("/calico/dhcp/v1/subnet/c", r#"{"gateway_ip": "10.65.1.1"}"#),
            ("/calico/dhcp/v1/subnet/d", r#"["10.65.1.0/24"]"#),
            ("/calico/dhcp/v1/subnet/e/f", r#"{"cidr": "10.65.2.0/24"}"#),
        ]);
        let found: Vec<String> = networks(&snapshot).map(|(net, key)| format!("{net} {key}")).collect();
        assert_eq!(found, ["10.65.0.0/24 /calico/dhcp/v1/subnet/a", "fd00::/64 /calico/dhcp/v1/subnet/b"]);
        let bad: Vec<String> =
            all(&snapshot).filter_map(|found| Some(format!("{}: {}", found.id, found.cidr.err()?))).collect();
        assert_eq!(bad, ["c: there is no member 'cidr'", "d: there is no member 'cidr'"]);
    }
}
