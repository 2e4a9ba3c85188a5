//! Paths: every family of keys that Calico's components exchange, from path to [`Key`] and back.

mod path;
mod prune;
#[cfg(test)]
mod tests;

use std::fmt;

pub use path::{escape, unescape};
pub use prune::{Kept, kept_directories, prune_below};

/// Where Felix's, the profiles', policies' and endpoints' keys are.
pub const V1: &str = "/calico/v1";
/// Where the profiles are.
pub const PROFILES: &str = "/calico/v1/policy/profile";
/// Where the tiers are.
pub const TIERS: &str = "/calico/v1/policy/tier";
/// Where the hosts and their endpoints are.
pub const HOSTS: &str = "/calico/v1/host";
/// Where the IP pools of both families are.
pub const POOLS: &str = "/calico/v1/ipam";
/// Where Felix reports.
pub const STATUS: &str = "/calico/felix/v1/host";
/// Where BIRD's configuration is.
pub const BGP: &str = "/calico/bgp/v1";
/// Where the addresses that containers hold are.
pub const IPAM: &str = "/calico/ipam/v2";

/// An IP version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

impl Family {
    /// 4 or 6.
    pub fn number(self) -> u8 {
        match self {
            Self::V4 => 4,
            Self::V6 => 6,
        }
    }

    /// The family of an address.
    pub fn of(address: &std::net::IpAddr) -> Self {
        if address.is_ipv4() { Self::V4 } else { Self::V6 }
    }

    fn v(self) -> &'static str {
        match self {
            Self::V4 => "v4",
            Self::V6 => "v6",
        }
    }

    fn ipv(self) -> &'static str {
        match self {
            Self::V4 => "ipv4",
            Self::V6 => "ipv6",
        }
    }

    fn parse(segment: &str, print: fn(Self) -> &'static str) -> Option<Self> {
        [Self::V4, Self::V6].into_iter().find(|family| print(*family) == segment)
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IPv{}", self.number())
    }
}

/// One of the three keys of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfilePart {
    /// The tags that endpoints of the profile carry.
    Tags,
    /// The rules.
    Rules,
    /// The labels that endpoints of the profile inherit.
    Labels,
}

impl ProfilePart {
    /// The parts in the order in which pycalico writes them.
    pub const ALL: [Self; 3] = [Self::Tags, Self::Labels, Self::Rules];

    /// The last segment of the key.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::Rules => "rules",
            Self::Labels => "labels",
        }
    }
}

/// A setting of `/calico/bgp/v1/global`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BgpGlobal {
    /// The AS number of hosts that have none of their own.
    AsNum,
    /// Whether all hosts peer with all.
    NodeMesh,
    /// BIRD's log level.
    LogLevel,
}

impl BgpGlobal {
    const ALL: [Self; 3] = [Self::AsNum, Self::NodeMesh, Self::LogLevel];

    /// The last segment of the key.
    pub fn segment(self) -> &'static str {
        match self {
            Self::AsNum => "as_num",
            Self::NodeMesh => "node_mesh",
            Self::LogLevel => "loglevel",
        }
    }
}

/// A setting of `/calico/bgp/v1/host/<host>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BgpHost {
    /// The address that BIRD peers from; must exist, may be empty.
    IpAddrV4,
    /// The same for IPv6.
    IpAddrV6,
    /// The host's own AS number.
    AsNum,
    /// The host's IPv4 network (cross-subnet IPIP).
    NetworkV4,
    /// The host's IPv6 network.
    NetworkV6,
    /// BIRD's log level.
    LogLevel,
}

impl BgpHost {
    const ALL: [Self; 6] =
        [Self::IpAddrV4, Self::IpAddrV6, Self::AsNum, Self::NetworkV4, Self::NetworkV6, Self::LogLevel];

    /// The last segment of the key.
    pub fn segment(self) -> &'static str {
        match self {
            Self::IpAddrV4 => "ip_addr_v4",
            Self::IpAddrV6 => "ip_addr_v6",
            Self::AsNum => "as_num",
            Self::NetworkV4 => "network_v4",
            Self::NetworkV6 => "network_v6",
            Self::LogLevel => "loglevel",
        }
    }
}

/// Which workload endpoint, of which workload, on which host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkloadId {
    /// The host, byte for byte as its Felix calls itself.
    pub host: String,
    /// `openstack`, `k8s`, `cni`, `libnetwork`, `docker` ...
    pub orchestrator: String,
    /// The Nova instance, `<namespace>.<pod>`, the container.
    pub workload: String,
    /// The Neutron port, `eth0`, the docker endpoint.
    pub endpoint: String,
}

impl WorkloadId {
    /// What the endpoint is called: `host/orchestrator/workload/endpoint`, as `-o name` prints it and every command takes
    /// it. Names are escaped as in the key, so that there are always four parts.
    pub fn name(&self) -> String {
        let Self { host, orchestrator, workload, endpoint } = self;
        format!("{host}/{}/{}/{}", escape(orchestrator), escape(workload), escape(endpoint))
    }

    /// Namespace and name of the pod. Kubernetes' CNI plugins join them with a dot, which no namespace holds.
    pub fn pod(&self) -> Option<(&str, &str)> {
        if self.orchestrator != "k8s" {
            return None;
        }
        self.workload.split_once('.')
    }

    /// Whether networking-calico takes the endpoint for one of its own. It looks for the word `openstack`
    /// anywhere between the host and `/endpoint/`, so that a pod of a namespace called `openstack` is deleted
    /// at each resync, once a minute.
    pub fn looks_like_openstack(&self) -> bool {
        escape(&self.orchestrator).contains("openstack") || escape(&self.workload).contains("openstack")
    }
}

impl fmt::Display for WorkloadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}/{}", self.host, self.orchestrator, self.workload, self.endpoint)
    }
}

/// A key by family. Names are unescaped; `path` escapes them again.
///
/// A path whose escaping no writer produces (`%2F` in capitals, a bare `%`) is [`Key::Unknown`]: Felix 1.4
/// rejects such a name, and libcalico-go, having decoded it, asks for another key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// `/calico/v1/Ready`: Felix loads nothing until it is `true`.
    Ready,
    /// `/calico/v1/config/<name>`: a parameter of every Felix.
    GlobalConfig {
        /// The parameter.
        name: String,
    },
    /// `/calico/v1/host/<host>/config/<name>`: a parameter of one Felix.
    HostConfig {
        /// The host.
        host: String,
        /// The parameter.
        name: String,
    },
    /// `/calico/v1/host/<host>/bird_ip`: where IPIP packets may come from.
    HostIp {
        /// The host.
        host: String,
    },
    /// `/calico/v1/host/<host>/metadata`: libcalico-go's mark of a node.
    HostMetadata {
        /// The host.
        host: String,
    },
    /// `/calico/v1/host/<host>/orchestrator_refs`: what orchestrators call the host.
    OrchestratorRefs {
        /// The host.
        host: String,
    },
    /// `/calico/v1/host/<host>/workload/<orchestrator>/<workload>/endpoint/<endpoint>`.
    WorkloadEndpoint(WorkloadId),
    /// `/calico/v1/host/<host>/endpoint/<id>`: an interface of the host under policy.
    HostEndpoint {
        /// The host.
        host: String,
        /// The id.
        id: String,
    },
    /// `/calico/v1/ipam/v4/pool/<cidr>`: an IP pool, `/` written as `-`.
    Pool {
        /// IPv4 or IPv6.
        family: Family,
        /// The CIDR as the key has it, with `/`.
        cidr: String,
    },
    /// `/calico/v1/policy/profile/<name>/{tags,rules,labels}`.
    Profile {
        /// The profile.
        name: String,
        /// Which of its keys.
        part: ProfilePart,
    },
    /// `/calico/v1/policy/tier/<tier>/metadata`: the tier's order.
    TierMetadata {
        /// The tier.
        tier: String,
    },
    /// `/calico/v1/policy/tier/<tier>/policy/<name>`.
    Policy {
        /// The tier.
        tier: String,
        /// The policy.
        name: String,
    },
    /// `/calico/felix/v1/host/<host>/last_reported_status`.
    LastStatus {
        /// The host.
        host: String,
    },
    /// `/calico/felix/v1/host/<host>/status`: there while Felix lives.
    Status {
        /// The host.
        host: String,
    },
    /// `/calico/felix/v1/host/<host>/workload/...`: up, down or error.
    WorkloadStatus(WorkloadId),
    /// `/calico/felix/v1/host/<host>/endpoint/<id>`.
    HostEndpointStatus {
        /// The host.
        host: String,
        /// The id.
        id: String,
    },
    /// `/calico/bgp/v1/global/{as_num,node_mesh,loglevel}`.
    BgpGlobal(BgpGlobal),
    /// `/calico/bgp/v1/global/peer_v4/<ip>`.
    BgpGlobalPeer {
        /// The peer's family.
        family: Family,
        /// The peer's address.
        ip: String,
    },
    /// `/calico/bgp/v1/global/custom_filters/v4/<name>`: statements pasted into BIRD's export filter.
    BgpFilter {
        /// Of which BIRD.
        family: Family,
        /// The filter.
        name: String,
    },
    /// `/calico/bgp/v1/host/<host>/{ip_addr_v4,...}`.
    BgpHost {
        /// The host.
        host: String,
        /// Which setting.
        setting: BgpHost,
    },
    /// `/calico/bgp/v1/host/<host>/peer_v4/<ip>`.
    BgpHostPeer {
        /// The host.
        host: String,
        /// The peer's family.
        family: Family,
        /// The peer's address.
        ip: String,
    },
    /// `/calico/ipam/v2/config`.
    IpamConfig,
    /// `/calico/ipam/v2/host/<host>/ipv4/block/<cidr>`: the host's hint that a block is its own.
    IpamAffinity {
        /// The host.
        host: String,
        /// IPv4 or IPv6.
        family: Family,
        /// The block's CIDR.
        cidr: String,
    },
    /// `/calico/ipam/v2/assignment/ipv4/block/<cidr>`: who holds which of 64 addresses.
    IpamBlock {
        /// IPv4 or IPv6.
        family: Family,
        /// The block's CIDR.
        cidr: String,
    },
    /// `/calico/ipam/v2/handle/<id>`: in which blocks a handle holds addresses. Not escaped.
    IpamHandle {
        /// The handle.
        id: String,
    },
    /// `/calico/dhcp/v1/subnet/<id>`: a Neutron subnet for the DHCP agent.
    DhcpSubnet {
        /// The subnet's uuid.
        id: String,
    },
    /// `/calico/openstack/v1/neutron_election`: who runs networking-calico's resync.
    NeutronElection,
    /// `/calico/libnetwork/v1/<id>`: what docker asked for when a network was made.
    LibnetworkNetwork {
        /// The network's id.
        id: String,
    },
    /// Any other path.
    Unknown(String),
}

impl Key {
    /// The path of one key of a profile.
    pub fn profile(name: &str, part: ProfilePart) -> Self {
        Self::Profile { name: name.to_owned(), part }
    }

    /// The directory of a profile, without a trailing `/`.
    pub fn profile_directory(name: &str) -> String {
        format!("{PROFILES}/{}", escape(name))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}
