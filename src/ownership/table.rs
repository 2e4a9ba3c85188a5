//! The table of who owns what: what `owners` prints, and what the way of every change decides by.
//!
//! Of a change, the first claim that covers it decides. What no claim covers is the operator's: calicross writes it.

use super::{Claim, Foreign, Owner, dropped_prefixes, is_not_true, only_profile_ids_differ};
use crate::plan::Action::{Create, Delete, Update};
use crate::plan::{Action, Change};

const ANY: &[Action] = &[Create, Update, Delete];
const WHOLE: &str = "whole value";

const RESYNCED: &str = "its resync overwrites a foreign change within 60 s";
const POLICED: &str = "it overwrites a foreign change when the namespace or policy changes, and at its restart";
const REPORTED: &str = "it writes it anew at its next report";

fn always(_: &Change) -> bool {
    true
}

fn drops_a_prefix(change: &Change) -> bool {
    !dropped_prefixes(change).is_empty()
}

/// Every claim.
pub static CLAIMS: [Claim; 20] = [
    Claim {
        owner: Owner::NetworkingCalico,
        keys: "/calico/v1/policy/profile/openstack-sg-*/{tags,rules}",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Refused,
        why: "a security group of Neutron",
        becomes: RESYNCED,
        covers: always,
    },
    Claim {
        owner: Owner::Operator,
        keys: "/calico/v1/policy/profile/openstack-sg-*/labels",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Free,
        why: "the resync of networking-calico never looks at it",
        becomes: "it stays: the one durable way to put a label on VMs",
        covers: always,
    },
    Claim {
        owner: Owner::PolicyController,
        keys: "/calico/v1/policy/profile/{k8s_ns.*,knp.*}/{tags,rules,labels}",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Refused,
        why: "a namespace or NetworkPolicy of Kubernetes",
        becomes: POLICED,
        covers: always,
    },
    Claim {
        owner: Owner::PolicyController,
        keys: "/calico/v1/policy/tier/*/policy/knp.*",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Refused,
        why: "a NetworkPolicy of Kubernetes",
        becomes: POLICED,
        covers: always,
    },
    Claim {
        owner: Owner::NetworkingCalico,
        keys: "/calico/v1/host/*/workload/openstack/*/endpoint/*",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Refused,
        why: "a port of Neutron, compared as a whole",
        becomes: RESYNCED,
        covers: always,
    },
    Claim {
        owner: Owner::Operator,
        keys: "/calico/v1/host/*/workload/{docker,namespace}/*/endpoint/*",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Free,
        why: "calicoctl made it by hand, for a container or a namespace of processes",
        becomes: "it stays",
        covers: always,
    },
    Claim {
        owner: Owner::Operator,
        keys: "/calico/v1/host/*/workload/*/*/endpoint/*",
        member: "profile_ids",
        operations: &[Update],
        foreign: Foreign::Free,
        why: "what joins a pod to a security group",
        becomes: "it stays as long as the pod: one that is made anew comes with its default profile",
        covers: only_profile_ids_differ,
    },
    Claim {
        owner: Owner::Libnetwork,
        keys: "/calico/v1/host/*/workload/libnetwork/*/endpoint/*",
        member: "all others",
        operations: ANY,
        foreign: Foreign::Refused,
        why: "a container on a network of docker",
        becomes: "it wrote it for containers that are running, and does not write it again",
        covers: always,
    },
    Claim {
        owner: Owner::Cni,
        keys: "/calico/v1/host/*/workload/*/*/endpoint/*",
        member: "all others",
        operations: ANY,
        foreign: Foreign::Refused,
        why: "a pod",
        becomes: "it wrote it for a pod that is running, and does not write it again",
        covers: always,
    },
    Claim {
        owner: Owner::NetworkingCalico,
        keys: "/calico/dhcp/v1/subnet/*",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Refused,
        why: "a subnet of Neutron, for the DHCP agents",
        becomes: RESYNCED,
        covers: always,
    },
    Claim {
        owner: Owner::NetworkingCalico,
        keys: "/calico/openstack/v1/neutron_election",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Refused,
        why: "says which neutron-server runs the resync",
        becomes: "whoever is elected writes it anew every 10 s; until then there is no resync",
        covers: always,
    },
    Claim {
        owner: Owner::Libnetwork,
        keys: "/calico/libnetwork/v1/*",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Refused,
        why: "a network of docker",
        becomes: "it wrote it when the network was made, and does not write it again",
        covers: always,
    },
    Claim {
        owner: Owner::Felix,
        keys: "/calico/felix/v1/host/*/{status,last_reported_status}",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Refused,
        why: "says that the host's Felix is alive: without it Neutron takes the host for dead",
        becomes: REPORTED,
        covers: always,
    },
    Claim {
        owner: Owner::Felix,
        keys: "/calico/felix/v1/host/*/workload/*/*/endpoint/*",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Refused,
        why: "the state of a workload's endpoint, which Neutron shows as its port's",
        becomes: REPORTED,
        covers: always,
    },
    Claim {
        owner: Owner::Felix,
        keys: "/calico/felix/v1/host/*/endpoint/*",
        member: WHOLE,
        operations: ANY,
        foreign: Foreign::Refused,
        why: "the state of a host's interface",
        becomes: REPORTED,
        covers: always,
    },
    Claim {
        owner: Owner::Orchestrators,
        keys: "/calico/v1/config/InterfacePrefix",
        member: "prefixes in the list",
        operations: ANY,
        foreign: Foreign::Merged,
        why: "each orchestrator adds its own prefix; without the key, Felix knows cali alone",
        becomes: "workloads whose interfaces begin so lose their policy and their routes",
        covers: drops_a_prefix,
    },
    Claim {
        owner: Owner::Orchestrators,
        keys: "/calico/v1/host/*/config/InterfacePrefix",
        member: "prefixes in the list",
        operations: ANY,
        foreign: Foreign::Merged,
        why: "counts on its host in place of the list of all hosts",
        becomes: "workloads whose interfaces begin so lose their policy and their routes",
        covers: drops_a_prefix,
    },
    Claim {
        owner: Owner::NetworkingCalico,
        keys: "/calico/v1/Ready",
        member: "values other than true",
        operations: ANY,
        foreign: Foreign::Told,
        why: "no Felix loads anything before it is true",
        becomes: "sets it to true again within 60 s, wherever neutron-server runs",
        covers: is_not_true,
    },
    Claim {
        owner: Owner::NetworkingCalico,
        keys: "/calico/v1/config/EndpointReportingEnabled",
        member: "values other than true",
        operations: ANY,
        foreign: Foreign::Told,
        why: "without it, Neutron never hears that a port is up",
        becomes: "sets it to true again within 60 s, wherever neutron-server runs, and every Felix restarts once more",
        covers: is_not_true,
    },
    Claim {
        owner: Owner::NetworkingCalico,
        keys: "/calico/v1/config/ClusterGUID",
        member: WHOLE,
        operations: &[Delete],
        foreign: Foreign::Told,
        why: "the cluster's name; whichever orchestrator comes first gives it",
        becomes: "gives the cluster another name within 60 s, wherever neutron-server runs",
        covers: always,
    },
];
