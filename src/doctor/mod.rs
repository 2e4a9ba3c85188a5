//! Known faults of a datastore that two clouds share: found, explained, and where possible put right by a plan.
//!
//! A check is a pure function from what was read ([`Inventory`]) to findings. It is one row of [`CHECKS`]: a stable id, how bad what it
//! finds is, why that matters, what kind of fix it has. What is to be changed is said as edits ([`Edit`]), which [`repair::plan`]
//! puts together, so that several fixes of one key do not undo each other, and which then go the way of every other change.
//!
//! # How a check is added
//!
//! A function `fn(&Inventory<'_>, &mut Findings<'_>)` in the file of its family, and a row below. What it wants to know beside the keys
//! (the time, an option) is a member of [`Given`].

mod addresses;
pub mod asked;
mod bgp;
mod endpoints;
mod failsafe;
mod finding;
mod groups;
mod hosts;
mod interfaces;
mod inventory;
mod labels;
mod links;
mod neutron;
mod peer;
mod pools;
pub mod repair;
mod reporting;
mod routes;
mod server;
mod spelling;
#[cfg(test)]
mod testing;
mod tiers;
mod tunnels;
mod values;

pub use asked::not_applicable;
pub use finding::{Class, Diagnosis, Edit, Finding, Findings, Fix, Severity};
pub use inventory::{FoundEndpoint, Given, Inventory, Setting, scopes};

/// A check.
#[derive(Debug)]
pub struct Check {
    /// What scripts and people call it: kebab-case, never changed.
    pub id: &'static str,
    /// How bad it is, where a finding does not say otherwise.
    pub severity: Severity,
    /// The class of its fix, of most where findings differ; `None` where there is none.
    pub fix: Option<Class>,
    /// What it finds, as a line.
    pub title: &'static str,
    /// Why it matters, in two sentences.
    pub why: &'static str,
    /// Looks for it.
    pub run: fn(&Inventory<'_>, &mut Findings<'_>),
}

/// Every check, in the order in which they are told of.
pub const CHECKS: &[Check] = &[
    Check {
        id: "interface-prefix",
        severity: Severity::Error,
        fix: Some(Class::RestartsFelix),
        title: "InterfacePrefix misses a prefix that endpoints use, or has blanks or empty members",
        why: "Felix takes only interfaces that begin with one of these prefixes for workloads': others get no route and no policy. \
              Felix 2 does not start with a blank or an empty member, and Felix 1.4 takes an empty one for every interface of the host.",
        run: interfaces::prefix,
    },
    Check {
        id: "interface-name",
        severity: Severity::Error,
        fix: Some(Class::ChangesTraffic),
        title: "an endpoint names another interface than its orchestrator made",
        why: "Felix finds no interface of that name on the host, so that the workload has neither route nor policy and Neutron sees its \
              port down. calicoctl 0.20 leaves such a name behind when it writes an endpoint that it did not make.",
        run: interfaces::name,
    },
    Check {
        id: "outside-pools",
        severity: Severity::Error,
        fix: Some(Class::ChangesTraffic),
        title: "a subnet of Neutron's, or an endpoint's address, lies in no pool",
        why: "Felix masquerades what pods of a pool with nat-outgoing send to addresses that no pool holds, so that security groups see \
              the host and not the pod. BIRD announces a VM's route only where a pool or an export filter lets it out.",
        run: pools::outside,
    },
    Check {
        id: "export-filter",
        severity: Severity::Error,
        fix: Some(Class::ChangesTraffic),
        title: "BIRD's export filter for VMs is missing, or a filter decides about every route",
        why: "VMs have no blocks of addresses, so that BIRD tells other hosts of a VM's or floating address only what a filter or a pool \
              lets out. Filters are pasted one behind the other on every host, so that one word too much there stops all routes.",
        run: routes::filter,
    },
    Check {
        id: "pool-overlap",
        severity: Severity::Warning,
        fix: Some(Class::Manual),
        title: "pools overlap each other, or pools or subnets the service addresses",
        why: "Which of two pools decides about IPIP and masquerading differs from reader to reader. Whatever has a service's address is \
              not reached, since kube-proxy translates it on the way.",
        run: pools::overlaps,
    },
    Check {
        id: "neutron-pool",
        severity: Severity::Error,
        fix: Some(Class::Safe),
        title: "a pool gives out addresses that Neutron gives to VMs",
        why: "Neutron and Calico keep separate books, so that a pod gets the address of a VM as soon as its turn comes. Older address \
              management leaves a pool alone that has ipam: false, newer one that is disabled.",
        run: pools::neutrons,
    },
    Check {
        id: "ipip",
        severity: Severity::Error,
        fix: Some(Class::ChangesTraffic),
        title: "pools send packets through tunnels that Felix or a host is not set up for",
        why: "BIRD routes an IPIP pool through the tunnel device on every host, and packets are lost where Felix has not set it up. A host \
              without bird_ip is in no other host's list of those that tunnels may come from.",
        run: tunnels::ipip,
    },
    Check {
        id: "reporting",
        severity: Severity::Error,
        fix: Some(Class::RestartsFelix),
        title: "Felix does not report, or its reports expire before the next",
        why: "Neutron takes a host without a report for dead and its ports for broken, and Nova waits in vain for a port to come up. \
              calico/node turns reports off where nobody has set an interval before.",
        run: reporting::reporting,
    },
    Check {
        id: "ready",
        severity: Severity::Error,
        fix: Some(Class::ChangesTraffic),
        title: "Ready is not exactly true",
        why: "A Felix that starts loads nothing before it is, and one that runs applies no change. What it had programmed stays in the \
              kernel, so that the fault shows with the next pod or VM only.",
        run: reporting::ready,
    },
    Check {
        id: "group-gone",
        severity: Severity::Warning,
        fix: Some(Class::ChangesTraffic),
        title: "tags or rules name a security group that is gone",
        why: "Such a rule matches nobody but the pods that carry the tag themselves, whatever it was meant for. One that names everybody \
              but the group's members matches everybody.",
        run: groups::gone,
    },
    Check {
        id: "group-tag",
        severity: Severity::Error,
        fix: Some(Class::ChangesTraffic),
        title: "a security group's profile does not carry the group's tag",
        why: "Rules and links know the members of a group by the tag alone, so that nothing that is allowed for the group reaches or \
              leaves its VMs. networking-calico writes it at its resync, if one runs.",
        run: groups::tag,
    },
    Check {
        id: "link-members",
        severity: Severity::Notice,
        fix: Some(Class::Manual),
        title: "a link has no pods, or its security group no VMs",
        why: "A link wears off pod by pod, since each that is made anew comes with its default profile. What is left opens nothing, and \
              opens everything again for whoever gets the profile next.",
        run: links::members,
    },
    Check {
        id: "link-siblings",
        severity: Severity::Warning,
        fix: Some(Class::ChangesTraffic),
        title: "a link lacks pods whose siblings are in it, or for which it is kept",
        why: "The CNI plugin gives a pod that is made anew its default profile, so that some replicas reach the VMs and some do not. \
              `link attach --keep` remembers whom a link is for, and `link reconcile` brings them back to it.",
        run: links::siblings,
    },
    Check {
        id: "group-profile-on-pod",
        severity: Severity::Warning,
        fix: Some(Class::ChangesTraffic),
        title: "a pod has the profile of a security group itself",
        why: "The group's rules hold for the pod, and it is cut off when Neutron removes or renames the group. A link is a profile of the \
              operator's own that lets the group's members in and carries its tag.",
        run: groups::on_pods,
    },
    Check {
        id: "endpoint-profile",
        severity: Severity::Error,
        fix: Some(Class::Manual),
        title: "an endpoint names a profile that is not there, or has none",
        why: "Felix drops, in both directions, what comes to the place of a profile without rules. An endpoint without profiles gets and \
              sends nothing that no policy allows.",
        run: endpoints::profiles,
    },
    Check {
        id: "openstack-in-name",
        severity: Severity::Error,
        fix: Some(Class::Manual),
        title: "pods have the word openstack in their name or namespace",
        why: "networking-calico takes every endpoint with that word in its path for one of its own, and deletes those that Neutron does \
              not know, each minute. Felix then removes the pod's route and policy, and nobody writes them again.",
        run: endpoints::openstack_in_name,
    },
    Check {
        id: "rejected-value",
        severity: Severity::Error,
        fix: Some(Class::ChangesTraffic),
        title: "values that a generation of Felix rejects, dies of, or takes otherwise than they read",
        why: "One member that Felix does not take voids the whole profile, which closes, or the whole policy, which opens; some stop Felix \
              on every host. What is meant can mostly be said so that every reader takes it.",
        run: spelling::check,
    },
    Check {
        id: "tier-metadata",
        severity: Severity::Error,
        fix: Some(Class::ChangesTraffic),
        title: "a tier has no metadata, or some that nobody can read",
        why: "Felix 1.4 ignores every policy of such a tier, so that what they deny goes on to the profiles, which may let it \
              pass. calicoctl 1.x and libcalico-go write policies to tier default and never its metadata.",
        run: tiers::metadata,
    },
    Check {
        id: "tier-drops",
        severity: Severity::Warning,
        fix: Some(Class::ChangesTraffic),
        title: "a tier drops what nobody meant to, or a policy in it is never reached",
        why: "At its end a tier drops what none of its policies decided for an endpoint that one of them selects, in both \
              directions and before any profile. A policy with rules for one direction shuts the other, unless one behind it \
              passes on the rest.",
        run: tiers::drops,
    },
    Check {
        id: "dns-servers",
        severity: Severity::Warning,
        fix: Some(Class::Manual),
        title: "a subnet of Neutron does not name the cluster's DNS first (needs --cluster-dns)",
        why: "VMs ask the servers that their subnet names, and find no service of Kubernetes where those are others. Resolvers \
              ask the second one only where the first does not answer.",
        run: neutron::dns,
    },
    Check {
        id: "metadata-address",
        severity: Severity::Warning,
        fix: Some(Class::RestartsFelix),
        title: "MetadataAddr does not lead to Nova's metadata server",
        why: "Felix sends what VMs ask 169.254.169.254 to MetadataAddr, each host to itself where nothing is set: without Nova \
              there, they boot without keys and names. A service's address does not do, since a packet is translated once only.",
        run: neutron::metadata,
    },
    Check {
        id: "host-names",
        severity: Severity::Error,
        fix: Some(Class::Manual),
        title: "a host has two names",
        why: "Components compare names of hosts letter by letter, so that endpoints under one name are not seen by a Felix that \
              has the other. They get no policy and no route, and Neutron sees their ports down.",
        run: hosts::names,
    },
    Check {
        id: "felix-silent",
        severity: Severity::Error,
        fix: Some(Class::OwnerReverts),
        title: "Felix has not reported for longer than its report lives",
        why: "Rules of that host stay as they were, and nothing that changes reaches them: new workloads have no network, and \
              removed rules still hold. Neutron takes the host for dead and puts no VM there.",
        run: hosts::silent,
    },
    Check {
        id: "bgp-addresses",
        severity: Severity::Error,
        fix: Some(Class::Safe),
        title: "a host of BIRD's has no address, or the address of another one",
        why: "confd renders BIRD's configuration on no host of the mesh while one of them lacks a key for its address, even an \
              empty one. Two neighbours with one address take each other's session down.",
        run: bgp::addresses,
    },
    Check {
        id: "bgp-as",
        severity: Severity::Warning,
        fix: Some(Class::Safe),
        title: "AS numbers are missing, reserved or do not fit together",
        why: "Without a number for every host confd renders nothing, and with AS 0 BIRD rejects what it renders. Routes of the \
              mesh stay within one AS, or every host has to be told otherwise.",
        run: bgp::numbers,
    },
    Check {
        id: "malformed",
        severity: Severity::Warning,
        fix: Some(Class::Safe),
        title: "a value cannot be read by those who should",
        why: "What nobody reads is as if it were not there: a policy opens, a profile and an endpoint shut, and BIRD keeps its \
              last configuration. One bad value may hide others, as a bad tag hides all tags of its profile.",
        run: values::malformed,
    },
    Check {
        id: "pool-key",
        severity: Severity::Error,
        fix: Some(Class::ChangesTraffic),
        title: "the key of a pool is of no network",
        why: "Felix 2 decodes the network out of the key, and stops with a panic where it cannot, on every host, again and \
              again. Felix 1.4 and address management pass over the pool.",
        run: values::pool_keys,
    },
    Check {
        id: "unknown-keys",
        severity: Severity::Notice,
        fix: Some(Class::Manual),
        title: "keys of no known family",
        why: "No component of this data model reads them: they may be misspelled, or of another version. What they should do \
              does not happen.",
        run: values::unknown,
    },
    Check {
        id: "address-twice",
        severity: Severity::Error,
        fix: Some(Class::Manual),
        title: "two workloads have one address",
        why: "Packets for it reach whichever workload's route was learnt last, and policy for the one holds for the other. That \
              of a VM is Neutron's to solve, that of a pod its plugin's.",
        run: addresses::twice,
    },
    Check {
        id: "ipam-leaks",
        severity: Severity::Warning,
        fix: Some(Class::ChangesTraffic),
        title: "addresses are held, and no endpoint has them",
        why: "They are never given out again, until no pod gets one any more. A plugin takes an address a moment before it \
              writes the endpoint: what has just been taken is no leak.",
        run: addresses::leaks,
    },
    Check {
        id: "ipam-books",
        severity: Severity::Warning,
        fix: Some(Class::Safe),
        title: "blocks, claims, handles and endpoints do not agree about addresses",
        why: "Address management goes by all of them: a handle that counts wrongly keeps addresses from being given back, a \
              claim without its block keeps a host from it. An address that is used and not held is given out a second time.",
        run: addresses::books,
    },
    Check {
        id: "label-is-tag",
        severity: Severity::Warning,
        fix: Some(Class::Manual),
        title: "a label has the name of a tag",
        why: "Felix 2 knows tags as labels without a value: a rule for the tag lets in whoever has such a label, too. To Felix \
              1.4 they are two things.",
        run: labels::tags,
    },
    Check {
        id: "label-conflict",
        severity: Severity::Warning,
        fix: Some(Class::Manual),
        title: "two profiles of an endpoint set a label differently",
        why: "Felix 1.4 takes the value of the last profile and Felix 2 that of the first, so that one selector means different \
              endpoints on different hosts. A change of the order of profiles changes policy without a word.",
        run: labels::conflicts,
    },
    Check {
        id: "failsafe-ports",
        severity: Severity::Warning,
        fix: Some(Class::RestartsFelix),
        title: "the failsafe ports cannot be read, or lock out operators or etcd",
        why: "These ports of a host stay open whatever its host endpoints' policy says, so that a mistake there can be taken \
              back. Felix 1.4 does not start with a list in the spelling of Felix 2.",
        run: failsafe::ports,
    },
    Check {
        id: "two-felixes",
        severity: Severity::Error,
        fix: Some(Class::Manual),
        title: "two Felixes report for one host (needs --watch)",
        why: "Each takes the other's rules and sets for leftovers, and removes them whenever it looks. Where each reads a \
              datastore of its own, workloads lose their policy by turns.",
        run: hosts::two,
    },
    Check {
        id: "v2-data",
        severity: Severity::Notice,
        fix: Some(Class::Manual),
        title: "etcd holds keys of its v2 API, which stop an upgrade",
        why: "Calico's components of this data model read no other API, and etcd 3.6 does not start while there are such keys. \
              Whoever upgrades etcd because Kubernetes asks for it takes both clouds down.",
        run: server::v2_data,
    },
    Check {
        id: "v2-history",
        severity: Severity::Warning,
        fix: Some(Class::Manual),
        title: "more is written than etcd's v2 API remembers (needs --watch)",
        why: "It keeps the last 1000 changes of all its keys together, and who asks for an older one has to read everything \
              anew. Many who do so at once make etcd slow for all, so that more of them fall behind.",
        run: server::v2_history,
    },
    Check {
        id: "open-datastore",
        severity: Severity::Warning,
        fix: Some(Class::Manual),
        title: "anybody who reaches the datastore may read or change it",
        why: "Who writes Calico's keys opens any workload to anybody, and who reads Kubernetes' has all Secrets. The two APIs of \
              an etcd have users of their own: authentication of one guards nothing in the other.",
        run: server::open,
    },
    Check {
        id: "peer",
        severity: Severity::Warning,
        fix: Some(Class::Manual),
        title: "the other datastore of the cloud does not agree (needs --peer)",
        why: "Two datastores share hosts, addresses and routes, and nothing keeps them in step. What one does not know of the \
              other is neither routed nor policed as it should be.",
        run: peer::differs,
    },
];

/// The check of an id.
pub fn check(id: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.id == id)
}

/// Runs checks; what they find, in their order.
pub fn examine<'c>(inventory: &Inventory<'_>, checks: impl IntoIterator<Item = &'c Check>) -> Vec<Diagnosis<'c>> {
    let mut all = Vec::new();
    for check in checks {
        let mut add = |finding| all.push(Diagnosis { check, finding });
        (check.run)(inventory, &mut Findings::new(&mut add));
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_words_that_are_there_once() {
        let ids: BTreeSet<&str> = CHECKS.iter().map(|check| check.id).collect();
        assert_eq!(ids.len(), CHECKS.len());
        for check in CHECKS {
            let word = |id: &str| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            assert!(word(check.id) && check.id != "safe", "{}", check.id);
            assert_eq!(check.why.matches(". ").count(), 1, "{}: two sentences", check.id);
            assert!(check.why.ends_with('.') && !check.title.ends_with('.'), "{}", check.id);
        }
    }
}
