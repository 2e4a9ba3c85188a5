//! Hosts.

use super::{Absent, Explained, Field, Takes, Who};

const AS: &str = "/calico/bgp/v1/host/<name>/as_num";

/// Hosts.
pub(super) const NODE: Explained = Explained {
    says: "A host, as far as files tell of it: what BIRD needs of it, and what orchestrators call it.",
    named: "NAME",
    keys: &["/calico/v1/host/<name>/metadata", "/calico/v1/host/<name>/...", "/calico/bgp/v1/host/<name>/..."],
    readers: &[
        (
            Who::NewCalicoctl,
            "deletes with a node everything below its host: VMs' endpoints, host endpoints and Felix' settings, too",
        ),
        (
            Who::Bird,
            "reads every host's directory for the mesh: one without ip_addr_v4 or ip_addr_v6 stops confd on all hosts",
        ),
        (Who::NetworkingCalico, "makes no nodes: a compute host without calico/node is in no mesh"),
        (
            Who::Calicross,
            "writes both addresses always, empty where there is none, and refuses to delete a node that has endpoints",
        ),
    ],
    metadata: &[Field::new(
        "name",
        Takes::One("host name"),
        Absent::Required,
        "The host's name, byte for byte as its Felix, BIRD and orchestrator call it: case and domain count.",
    )
    .example("node1")
    .readers(&[
        (Who::Felix14, "serves the directory of its FelixHostname alone, else of what gethostname says"),
        (Who::Calicross, "refuses what is not 1 to 128 letters, digits, '_', '.' and '-'"),
    ])],
    spec: Takes::Object(&[
        Field::new(
            "bgp",
            Takes::Object(BGP),
            Absent::Means("no addresses: the host is in no mesh"),
            "What BIRD needs of the host.",
        ),
        Field::new(
            "orchRefs",
            Takes::Objects(REFS),
            Absent::Means("those that are there stay"),
            "What orchestrators call the host.",
        )
        .keys(&["/calico/v1/host/<name>/orchestrator_refs"])
        .member("[]")
        .readers(&[
            (Who::NewCalicoctl, "shows them, and never removes them"),
            (Who::Felix14, "does not look at them"),
            (Who::Felix2, "does not look at them"),
        ]),
    ]),
};

const ADDRESS: &str = "ipv4Address, ipv6Address";

const BGP: &[Field] = &[
    Field::new(
        "asNumber",
        Takes::One("AS number"),
        Absent::Means("the one of bgpConfig"),
        "The host's own AS number, or of two halves in quotes: '1.10'.",
    )
    .keys(&[AS])
    .example("64513")
    .readers(&[
        (Who::Bird, "takes that of all hosts where there is none"),
        (Who::Calicross, "refuses 0, with which BIRD rejects its configuration"),
    ]),
    Field::new(
        "ipv4Address",
        Takes::One("address/length"),
        Absent::FirstOf(ADDRESS),
        "Its IPv4 address, with the length of its network.",
    )
    .keys(&[
        "/calico/bgp/v1/host/<name>/ip_addr_v4",
        "/calico/bgp/v1/host/<name>/network_v4",
        "/calico/v1/host/<name>/bird_ip",
    ])
    .example("10.0.0.11/24")
    .readers(&[
        (Who::Bird, "peers with the address; looks at the network for IPIP across subnets alone"),
        (Who::Felix14, "accepts tunnelled packets from the addresses in bird_ip of all hosts, and drops others"),
        (Who::Felix2, "accepts tunnelled packets from the addresses in bird_ip of all hosts, and drops others"),
        (Who::Calicross, "takes a bare address for one without a network; refuses an IPv6 address"),
    ]),
    Field::new(
        "ipv6Address",
        Takes::One("address/length"),
        Absent::OneOf(ADDRESS),
        "Its IPv6 address, with the length of its network.",
    )
    .keys(&["/calico/bgp/v1/host/<name>/ip_addr_v6", "/calico/bgp/v1/host/<name>/network_v6"])
    .example("fd00::11/64")
    .readers(&[
        (Who::Bird, "peers with the address, in bird6"),
        (Who::Calicross, "takes a bare address for one without a network; refuses an IPv4 address"),
    ]),
];

const REFS: &[Field] = &[
    Field::new("orchestrator", Takes::One("name"), Absent::Required, "The orchestrator, such as k8s.")
        .member("orchestrator")
        .example("k8s")
        .readers(&[(Who::Calicross, "refuses what is not 1 to 128 letters, digits, '_', '.', '-' and '/'")]),
    Field::new("nodeName", Takes::One("text"), Absent::Means("not told"), "What the host is called there.")
        .member("nodeName")
        .example("node1.example"),
];
