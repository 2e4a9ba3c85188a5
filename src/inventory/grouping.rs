//! What endpoints have in common, for answers that tell of many at once: namespaces, security groups, profiles, tags, hosts.

use std::collections::BTreeMap;
use std::fmt;

use super::profiles::readable;
use crate::model::key::{Key, escape};
use crate::model::openstack::{self, Kind, Names};
use crate::model::profile::Profile;

/// By what endpoints are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Pods by namespace, VMs by security group, all others by profile: what people think of them in.
    Kind,
    /// By namespace; what is no pod of a namespace is in a group of its own.
    Namespace,
    /// By security group; what has none is in a group of its own.
    Group,
    /// By profile.
    Profile,
    /// By tag.
    Tag,
    /// By host.
    Host,
    /// Each for itself.
    Endpoint,
}

/// What endpoints are called together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The pods of a namespace.
    Namespace(String),
    /// The members of a security group: its uuid, and its name where one was imported.
    SecurityGroup {
        /// The uuid.
        id: String,
        /// The imported name.
        name: Option<String>,
    },
    /// What has a profile.
    Profile(String),
    /// What carries a tag.
    Tag(String),
    /// What is on a host.
    Host(String),
    /// The interfaces of hosts that are under policy.
    HostEndpoints,
    /// One endpoint, by the name that commands take.
    Endpoint(String),
    /// Endpoints that are in no group of the kind that was asked for.
    Rest,
}

impl Group {
    /// What kind of group it is, as JSON has it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Namespace(_) => "namespace",
            Self::SecurityGroup { .. } => "security group",
            Self::Profile(_) => "profile",
            Self::Tag(_) => "tag",
            Self::Host(_) => "host",
            Self::HostEndpoints => "host endpoints",
            Self::Endpoint(_) => "endpoint",
            Self::Rest => "rest",
        }
    }

    /// What its endpoints are called, of one and of several.
    pub fn noun(&self) -> (&'static str, &'static str) {
        match self {
            Self::Namespace(_) => ("pod", "pods"),
            Self::SecurityGroup { .. } => ("VM", "VMs"),
            Self::HostEndpoints => ("interface", "interfaces"),
            _ => ("endpoint", "endpoints"),
        }
    }

    /// The word for it that `trace`, `matrix` and `verify` take; `None` where there is none.
    pub fn word(&self) -> Option<String> {
        match self {
            Self::Namespace(name) => Some(format!("ns:{name}")),
            Self::SecurityGroup { id, name } => Some(format!("sg:{}", name.as_ref().unwrap_or(id))),
            Self::Profile(name) => Some(format!("profile:{name}")),
            Self::Tag(name) => Some(format!("tag:{name}")),
            Self::Endpoint(name) => Some(name.clone()),
            Self::Host(_) | Self::HostEndpoints | Self::Rest => None,
        }
    }
}

impl fmt::Display for Group {
    /// `ns web`, `sg sg01`, `profile p`, `tag t`, `on node1`, an endpoint's name; a security group without a name by the beginning of its uuid.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Namespace(name) => write!(f, "ns {name}"),
            Self::SecurityGroup { name: Some(name), .. } => write!(f, "sg {name}"),
            Self::SecurityGroup { id, name: None } => {
                write!(f, "sg {}", id.split_once('-').map_or(&**id, |(first, _)| first))
            }
            Self::Profile(name) => write!(f, "profile {name}"),
            Self::Tag(name) => write!(f, "tag {name}"),
            Self::Host(name) => write!(f, "on {name}"),
            Self::HostEndpoints => f.write_str("host endpoints"),
            Self::Endpoint(name) => f.write_str(name),
            Self::Rest => f.write_str("all others"),
        }
    }
}

/// Tells of each endpoint which groups it is in.
#[derive(Debug)]
pub struct Grouping<'a> {
    by: By,
    profiles: &'a BTreeMap<String, Profile>,
    names: &'a Names,
}

impl<'a> Grouping<'a> {
    /// Groups by something; tags come from the profiles, names of security groups from those that were imported.
    pub fn new(by: By, profiles: &'a BTreeMap<String, Profile>, names: &'a Names) -> Self {
        Self { by, profiles, names }
    }

    /// The groups of an endpoint, sorted, at least one: of its key and its profiles. An endpoint may be in several security groups, and have
    /// several profiles and tags.
    pub fn groups(&self, path: &str, profiles: &[String]) -> Vec<Group> {
        let key = Key::parse(path);
        let mut found = match self.by {
            By::Kind => match &key {
                Key::HostEndpoint { .. } => vec![Group::HostEndpoints],
                Key::WorkloadEndpoint(id) => {
                    let namespace = id.pod().map(|(namespace, _)| Group::Namespace(namespace.to_owned()));
                    let groups = || if openstack::is_port(id) { self.security_groups(profiles) } else { Vec::new() };
                    namespace.map_or_else(groups, |namespace| vec![namespace])
                }
                _ => Vec::new(),
            },
            By::Namespace => match &key {
                Key::WorkloadEndpoint(id) => {
                    id.pod().map(|(namespace, _)| Group::Namespace(namespace.to_owned())).into_iter().collect()
                }
                _ => Vec::new(),
            },
            By::Group => self.security_groups(profiles),
            By::Profile => Vec::new(),
            By::Tag => {
                let carried = profiles.iter().filter_map(|name| readable(&self.profiles.get(name)?.tags));
                carried.flat_map(|tags| tags.iter()).map(|tag| Group::Tag(tag.to_owned())).collect()
            }
            By::Host => match &key {
                Key::WorkloadEndpoint(id) => vec![Group::Host(id.host.clone())],
                Key::HostEndpoint { host, .. } => vec![Group::Host(host.clone())],
                _ => Vec::new(),
            },
            By::Endpoint => vec![Group::Endpoint(match &key {
                Key::WorkloadEndpoint(id) => id.name(),
                Key::HostEndpoint { host, id } => format!("{host}/{}", escape(id)),
                _ => path.to_owned(),
            })],
        };
        if found.is_empty() && matches!(self.by, By::Kind | By::Profile) {
            found = profiles.iter().map(|name| Group::Profile(name.clone())).collect();
        }
        if found.is_empty() {
            found.push(Group::Rest);
        }
        found.sort();
        found.dedup();
        found
    }

    fn security_groups(&self, profiles: &[String]) -> Vec<Group> {
        let group = |id: &str| Group::SecurityGroup {
            id: id.to_owned(),
            name: self.names.name(Kind::Group, id).map(str::to_owned),
        };
        profiles.iter().filter_map(|name| openstack::group_of(name)).map(group).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::profiles;
    use crate::store::Snapshot;

    const SG: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";

    fn grouped(by: By, path: &str, of: &[&str]) -> Vec<String> {
        let snapshot = Snapshot::literal(&[
            ("/calico/v1/policy/profile/k8s_ns.web/tags", r#"["k8s_ns.web"]"#),
            ("/calico/v1/policy/profile/link/tags", r#"["link", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#),
        ]);
        let (profiles, names) = (profiles::all(&snapshot), Names::default());
        let of: Vec<String> = of.iter().map(|name| (*name).to_owned()).collect();
        Grouping::new(by, &profiles, &names).groups(path, &of).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn pods_vms_containers_and_interfaces() {
        let pod = "/calico/v1/host/h/workload/k8s/web.a-1/endpoint/eth0";
        let vm = "/calico/v1/host/h/workload/openstack/vm/endpoint/port";
        let container = "/calico/v1/host/h/workload/libnetwork/libnetwork/endpoint/x";
        let interface = "/calico/v1/host/h/endpoint/eth0";
        let sg = format!("openstack-sg-{SG}");
        assert_eq!(grouped(By::Kind, pod, &["link", &sg]), ["ns web"]);
        assert_eq!(grouped(By::Kind, vm, &[&sg, "x"]), ["sg 4fe422ed"]);
        assert_eq!(grouped(By::Kind, vm, &["x"]), ["profile x"]);
        assert_eq!(grouped(By::Kind, container, &[]), ["all others"]);
        assert_eq!(grouped(By::Kind, interface, &["x"]), ["host endpoints"]);
        assert_eq!(grouped(By::Namespace, vm, &[]), ["all others"]);
        assert_eq!(grouped(By::Group, pod, &["link", &sg]), ["sg 4fe422ed"]);
        assert_eq!(
            grouped(By::Tag, pod, &["link", "k8s_ns.web", "gone"]),
            [format!("tag {SG}"), "tag k8s_ns.web".to_owned(), "tag link".to_owned()]
        );
        assert_eq!(grouped(By::Profile, pod, &["b", "a", "b"]), ["profile a", "profile b"]);
        assert_eq!(grouped(By::Host, interface, &[]), ["on h"]);
        assert_eq!(grouped(By::Endpoint, pod, &[]), ["h/k8s/web.a-1/eth0"]);
        assert_eq!(grouped(By::Endpoint, interface, &[]), ["h/eth0"]);
    }
}
