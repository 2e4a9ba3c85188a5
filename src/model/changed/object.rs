//! What the object of a key is called.

use crate::model::key::{BgpHost, Key};

/// What people call the object that a key is of: `profile web`, `endpoint shop/front`, `pool 10.0.0.0/16`; the words are those that
/// commands take, where they take any. Of a key that nobody knows it is the path.
pub fn object(key: &Key) -> String {
    match key {
        Key::Ready => "Ready".to_owned(),
        Key::GlobalConfig { name } => format!("setting {name}"),
        Key::HostConfig { host, name } => format!("setting {name} of host {host}"),
        Key::HostIp { host } => format!("address of host {host} for IPIP"),
        Key::HostMetadata { host } | Key::OrchestratorRefs { host } => format!("host {host}"),
        Key::WorkloadEndpoint(id) => match id.pod() {
            Some((namespace, pod)) => format!("endpoint {namespace}/{pod}"),
            None => format!("endpoint {}", id.name()),
        },
        Key::HostEndpoint { host, id } => format!("host-endpoint {host}/{id}"),
        Key::Pool { cidr, .. } => format!("pool {cidr}"),
        Key::Profile { name, .. } => format!("profile {name}"),
        Key::TierMetadata { tier } => format!("tier {tier}"),
        Key::Policy { tier, name } => format!("policy {tier}/{name}"),
        Key::LastStatus { host } | Key::Status { host } => format!("report of Felix on {host}"),
        Key::WorkloadStatus(id) => match id.pod() {
            Some((namespace, pod)) => format!("status of endpoint {namespace}/{pod}"),
            None => format!("status of endpoint {}", id.name()),
        },
        Key::HostEndpointStatus { host, id } => format!("status of host-endpoint {host}/{id}"),
        Key::BgpGlobal(setting) => format!("bgp {}", setting.segment()),
        Key::BgpGlobalPeer { ip, .. } => format!("bgp peer {ip}"),
        Key::BgpFilter { name, .. } => format!("bgp filter {name}"),
        Key::BgpHost { host, setting: BgpHost::IpAddrV4 | BgpHost::IpAddrV6 } => {
            format!("address of host {host} for BGP")
        }
        Key::BgpHost { host, setting } => format!("bgp {} of host {host}", setting.segment()),
        Key::BgpHostPeer { host, ip, .. } => format!("bgp peer {ip} of host {host}"),
        Key::IpamConfig => "address management".to_owned(),
        Key::IpamAffinity { host, cidr, .. } => format!("claim of host {host} to block {cidr}"),
        Key::IpamBlock { cidr, .. } => format!("block {cidr}"),
        Key::IpamHandle { id } => format!("handle {id}"),
        Key::DhcpSubnet { id } => format!("subnet {id}"),
        Key::NeutronElection => "Neutron's election".to_owned(),
        Key::LibnetworkNetwork { id } => format!("docker network {id}"),
        Key::Unknown(path) => match path.strip_prefix("/calicross/v1/links/") {
            Some(link) => format!("link {link}"),
            None => path.clone(),
        },
    }
}
