//! The names in a path.

use std::net::IpAddr;

use ipnet::IpNet;

use super::Findings;
use crate::model::key::{Family, Key};
use crate::model::name::{self, Kind};

pub(super) fn check(key: &Key, found: &mut Findings) {
    const UNREADABLE: &str = "some reader would not find the object, or reject it";
    let mut name = |kind, name: &str| {
        if let Err(bad) = name::check(kind, name) {
            found.refuse(bad.to_string(), UNREADABLE);
        }
    };
    match key {
        Key::Profile { name: profile, .. } => name(Kind::Profile, profile),
        Key::TierMetadata { tier } => name(Kind::Tier, tier),
        Key::Policy { tier, name: policy } => {
            name(Kind::Tier, tier);
            name(Kind::Policy, policy);
        }
        Key::HostEndpoint { host, id } => {
            name(Kind::Host, host);
            name(Kind::HostEndpoint, id);
        }
        Key::HostConfig { host, .. }
        | Key::HostIp { host }
        | Key::HostMetadata { host }
        | Key::OrchestratorRefs { host }
        | Key::BgpHost { host, .. }
        | Key::BgpHostPeer { host, .. } => name(Kind::Host, host),
        Key::WorkloadEndpoint(id) => {
            name(Kind::Host, &id.host);
            if let Err(bad) = name::check(Kind::HostEndpoint, &id.endpoint) {
                let why = bad.to_string().replacen("host endpoint id", "endpoint id", 1);
                found.refuse(why, "Felix 1.4 rejects the endpoint: all its traffic is dropped");
            }
            if id.orchestrator != "openstack" && id.looks_like_openstack() {
                found.warn(
                    format!("'openstack' in {}/{}", id.orchestrator, id.workload),
                    "networking-calico takes the endpoint for one of its own and deletes it at each resync, once a minute",
                );
            }
        }
        Key::Pool { family, cidr } => network(*family, cidr, "Felix 2 stops with a panic, on every host", found),
        Key::IpamBlock { family, cidr } | Key::IpamAffinity { family, cidr, .. } => {
            network(*family, cidr, "address management cannot read the key", found);
            let length = match family {
                Family::V4 => 26,
                Family::V6 => 122,
            };
            if cidr.parse::<IpNet>().is_ok_and(|net| net.prefix_len() != length) {
                found.refuse(format!("block {cidr} is no /{length}"), "blocks have 64 addresses for every reader");
            }
        }
        _ => {}
    }
    match key {
        Key::BgpGlobalPeer { family, ip } | Key::BgpHostPeer { family, ip, .. } => peer(*family, ip, found),
        _ => {}
    }
}

fn network(family: Family, cidr: &str, consequence: &str, found: &mut Findings) {
    let Ok(net) = cidr.parse::<IpNet>() else {
        return found.refuse(format!("'{}' in the path is not a CIDR", cidr.escape_debug()), consequence);
    };
    if Family::of(&net.addr()) != family {
        found.refuse(format!("{net} below the {family} directory"), "it is read as what it is not");
    } else if net.trunc().to_string() != cidr {
        found.refuse(
            format!("'{cidr}' in the path is not spelled {}", net.trunc()),
            "readers that make the path from the CIDR never find it",
        );
    }
}

fn peer(family: Family, ip: &str, found: &mut Findings) {
    match ip.parse::<IpAddr>() {
        Ok(address) if Family::of(&address) == family && address.to_string() == ip => {}
        Ok(address) if Family::of(&address) == family => {
            found.refuse(format!("'{ip}' in the path is not spelled {address}"), "calicoctl never finds the peer");
        }
        _ => found.refuse(
            format!("'{}' in the path is not an {family} address", ip.escape_debug()),
            "BIRD's configuration gets a peer that it cannot parse, on every host that renders it",
        ),
    }
}
