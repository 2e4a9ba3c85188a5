//! From a path to its [`Key`] and back.

use std::borrow::Cow;

use super::{
    BGP, BgpGlobal, BgpHost, Family, HOSTS, IPAM, Key, POOLS, PROFILES, ProfilePart, STATUS, TIERS, WorkloadId,
};

/// Escapes a name as libcalico-go does: `%` to `%25`, then `/` to `%2f` in lower case.
pub fn escape(name: &str) -> Cow<'_, str> {
    if name.contains(['%', '/']) { name.replace('%', "%25").replace('/', "%2f").into() } else { name.into() }
}

/// What [`escape`] made of a name; `None` for what it never makes.
pub fn unescape(segment: &str) -> Option<Cow<'_, str>> {
    if !segment.contains('%') {
        return Some(segment.into());
    }
    let name = segment.replace("%2f", "/").replace("%25", "%");
    (escape(&name) == segment).then(|| name.into())
}

impl Key {
    /// The key at a path. Every path has one, if only [`Key::Unknown`]; `path` gives it back exactly.
    pub fn parse(path: &str) -> Self {
        parse(path).unwrap_or_else(|| Self::Unknown(path.to_owned()))
    }

    /// The key's path.
    pub fn path(&self) -> String {
        match self {
            Self::Ready => "/calico/v1/Ready".into(),
            Self::GlobalConfig { name } => format!("/calico/v1/config/{name}"),
            Self::HostConfig { host, name } => format!("{HOSTS}/{host}/config/{name}"),
            Self::HostIp { host } => format!("{HOSTS}/{host}/bird_ip"),
            Self::HostMetadata { host } => format!("{HOSTS}/{host}/metadata"),
            Self::OrchestratorRefs { host } => format!("{HOSTS}/{host}/orchestrator_refs"),
            Self::WorkloadEndpoint(id) => workload_path(HOSTS, id),
            Self::HostEndpoint { host, id } => format!("{HOSTS}/{host}/endpoint/{}", escape(id)),
            Self::Pool { family, cidr } => format!("{POOLS}/{}/pool/{}", family.v(), dashed(cidr)),
            Self::Profile { name, part } => format!("{PROFILES}/{}/{}", escape(name), part.segment()),
            Self::TierMetadata { tier } => format!("{TIERS}/{}/metadata", escape(tier)),
            Self::Policy { tier, name } => format!("{TIERS}/{}/policy/{}", escape(tier), escape(name)),
            Self::LastStatus { host } => format!("{STATUS}/{host}/last_reported_status"),
            Self::Status { host } => format!("{STATUS}/{host}/status"),
            Self::WorkloadStatus(id) => workload_path(STATUS, id),
            Self::HostEndpointStatus { host, id } => format!("{STATUS}/{host}/endpoint/{}", escape(id)),
            Self::BgpGlobal(setting) => format!("{BGP}/global/{}", setting.segment()),
            Self::BgpGlobalPeer { family, ip } => format!("{BGP}/global/peer_{}/{ip}", family.v()),
            Self::BgpFilter { family, name } => format!("{BGP}/global/custom_filters/{}/{name}", family.v()),
            Self::BgpHost { host, setting } => format!("{BGP}/host/{host}/{}", setting.segment()),
            Self::BgpHostPeer { host, family, ip } => format!("{BGP}/host/{host}/peer_{}/{ip}", family.v()),
            Self::IpamConfig => format!("{IPAM}/config"),
            Self::IpamAffinity { host, family, cidr } => {
                format!("{IPAM}/host/{host}/{}/block/{}", family.ipv(), dashed(cidr))
            }
            Self::IpamBlock { family, cidr } => format!("{IPAM}/assignment/{}/block/{}", family.ipv(), dashed(cidr)),
            Self::IpamHandle { id } => format!("{IPAM}/handle/{id}"),
            Self::DhcpSubnet { id } => format!("/calico/dhcp/v1/subnet/{id}"),
            Self::NeutronElection => "/calico/openstack/v1/neutron_election".into(),
            Self::LibnetworkNetwork { id } => format!("/calico/libnetwork/v1/{id}"),
            Self::Unknown(path) => path.clone(),
        }
    }
}

fn workload_path(root: &str, id: &WorkloadId) -> String {
    let WorkloadId { host, orchestrator, workload, endpoint } = id;
    let (orchestrator, workload, endpoint) = (escape(orchestrator), escape(workload), escape(endpoint));
    format!("{root}/{host}/workload/{orchestrator}/{workload}/endpoint/{endpoint}")
}

/// A CIDR as keys have it: `/` as `-`.
fn dashed(cidr: &str) -> String {
    cidr.replace('/', "-")
}

/// The reverse of [`dashed`]: the first `-` is the slash.
fn undashed(segment: &str) -> String {
    segment.replacen('-', "/", 1)
}

fn parse(path: &str) -> Option<Key> {
    let rest = path.strip_prefix("/calico/")?;
    let segments: Vec<&str> = rest.split('/').collect();
    if segments.iter().any(|segment| segment.is_empty()) {
        return None;
    }
    match segments.as_slice() {
        ["v1", rest @ ..] => parse_v1(rest),
        ["felix", "v1", "host", host, rest @ ..] => parse_status((*host).to_owned(), rest),
        ["bgp", "v1", rest @ ..] => parse_bgp(rest),
        ["ipam", "v2", rest @ ..] => parse_ipam(rest),
        ["dhcp", "v1", "subnet", id] => Some(Key::DhcpSubnet { id: (*id).to_owned() }),
        ["openstack", "v1", "neutron_election"] => Some(Key::NeutronElection),
        ["libnetwork", "v1", id] => Some(Key::LibnetworkNetwork { id: (*id).to_owned() }),
        _ => None,
    }
}

fn name(segment: &str) -> Option<String> {
    unescape(segment).map(Cow::into_owned)
}

fn parse_v1(segments: &[&str]) -> Option<Key> {
    match *segments {
        ["Ready"] => Some(Key::Ready),
        ["config", parameter] => Some(Key::GlobalConfig { name: parameter.to_owned() }),
        ["host", host, ref rest @ ..] => parse_host(host.to_owned(), rest),
        ["ipam", version, "pool", cidr] => {
            Some(Key::Pool { family: Family::parse(version, Family::v)?, cidr: undashed(cidr) })
        }
        ["policy", "profile", profile, part] => {
            let part = ProfilePart::ALL.into_iter().find(|known| known.segment() == part)?;
            Some(Key::Profile { name: name(profile)?, part })
        }
        ["policy", "tier", tier, "metadata"] => Some(Key::TierMetadata { tier: name(tier)? }),
        ["policy", "tier", tier, "policy", policy] => Some(Key::Policy { tier: name(tier)?, name: name(policy)? }),
        _ => None,
    }
}

fn workload_id(host: String, segments: [&str; 3]) -> Option<WorkloadId> {
    let [orchestrator, workload, endpoint] = segments;
    Some(WorkloadId { host, orchestrator: name(orchestrator)?, workload: name(workload)?, endpoint: name(endpoint)? })
}

fn parse_host(host: String, segments: &[&str]) -> Option<Key> {
    match *segments {
        ["config", parameter] => Some(Key::HostConfig { host, name: parameter.to_owned() }),
        ["bird_ip"] => Some(Key::HostIp { host }),
        ["metadata"] => Some(Key::HostMetadata { host }),
        ["orchestrator_refs"] => Some(Key::OrchestratorRefs { host }),
        ["endpoint", id] => Some(Key::HostEndpoint { host, id: name(id)? }),
        ["workload", orchestrator, workload, "endpoint", endpoint] => {
            workload_id(host, [orchestrator, workload, endpoint]).map(Key::WorkloadEndpoint)
        }
        _ => None,
    }
}

fn parse_status(host: String, segments: &[&str]) -> Option<Key> {
    match *segments {
        ["last_reported_status"] => Some(Key::LastStatus { host }),
        ["status"] => Some(Key::Status { host }),
        ["endpoint", id] => Some(Key::HostEndpointStatus { host, id: name(id)? }),
        ["workload", orchestrator, workload, "endpoint", endpoint] => {
            workload_id(host, [orchestrator, workload, endpoint]).map(Key::WorkloadStatus)
        }
        _ => None,
    }
}

fn parse_bgp(segments: &[&str]) -> Option<Key> {
    let peers = |segment: &str| Family::parse(segment.strip_prefix("peer_")?, Family::v);
    match *segments {
        ["global", setting] => BgpGlobal::ALL.into_iter().find(|known| known.segment() == setting).map(Key::BgpGlobal),
        ["global", "custom_filters", version, filter] => {
            Some(Key::BgpFilter { family: Family::parse(version, Family::v)?, name: filter.to_owned() })
        }
        ["global", directory, ip] => Some(Key::BgpGlobalPeer { family: peers(directory)?, ip: ip.to_owned() }),
        ["host", host, setting] => {
            let setting = BgpHost::ALL.into_iter().find(|known| known.segment() == setting)?;
            Some(Key::BgpHost { host: host.to_owned(), setting })
        }
        ["host", host, directory, ip] => {
            Some(Key::BgpHostPeer { host: host.to_owned(), family: peers(directory)?, ip: ip.to_owned() })
        }
        _ => None,
    }
}

fn parse_ipam(segments: &[&str]) -> Option<Key> {
    match *segments {
        ["config"] => Some(Key::IpamConfig),
        ["host", host, version, "block", cidr] => {
            let family = Family::parse(version, Family::ipv)?;
            Some(Key::IpamAffinity { host: host.to_owned(), family, cidr: undashed(cidr) })
        }
        ["assignment", version, "block", cidr] => {
            Some(Key::IpamBlock { family: Family::parse(version, Family::ipv)?, cidr: undashed(cidr) })
        }
        ["handle", id] => Some(Key::IpamHandle { id: id.to_owned() }),
        _ => None,
    }
}
