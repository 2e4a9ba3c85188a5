//! BGP peers, and BIRD's settings of all hosts.

use super::{Absent, Explained, Field, Takes, Who};

/// BGP peers.
pub(super) const BGP_PEER: Explained = Explained {
    says: "A router that BIRD of one host, or of all hosts, talks to.",
    named: "global/ADDRESS or node/HOST/ADDRESS",
    keys: &["/calico/bgp/v1/global/peer_v<4|6>/<ip>", "/calico/bgp/v1/host/<node>/peer_v<4|6>/<ip>"],
    readers: &[
        (
            Who::Bird,
            "a value that is no JSON stops confd from writing any configuration, of all peers, on every host that reads it",
        ),
        (Who::NewCalicoctl, "leaves peers that it cannot decode out of lists without a word"),
        (Who::Calicross, "adds the two addresses that confd needs of a host where its directory would be new"),
    ],
    metadata: &[
        Field::new("scope", Takes::One("global|node"), Absent::Required, "Whether all hosts have the peer, or one.")
            .example("global")
            .readers(&[(Who::Calicross, "refuses node beside global, and node without a name")]),
        Field::new(
            "node",
            Takes::One("host name"),
            Absent::Means("all hosts"),
            "The one host, byte for byte as it calls itself. It goes with scope node.",
        )
        .keys(&["/calico/bgp/v1/host/<node>/peer_v<4|6>/<ip>"])
        .example("node1")
        .beside("scope", "node")
        .readers(&[(Who::Bird, "looks in the directory of its own HOSTNAME: another spelling is another host")]),
        Field::new("peerIP", Takes::One("address"), Absent::Required, "The peer's address.")
            .member("ip")
            .example("10.0.0.1")
            .readers(&[
                (Who::Bird, "reads the directory of the address' IP version; the v6 ones are bird6's"),
                (
                    Who::Calicross,
                    "takes leading zeros for decimal, as calicoctl 1.x does, and writes the shortest form",
                ),
            ]),
    ],
    spec: Takes::Object(&[Field::new(
        "asNumber",
        Takes::One("AS number"),
        Absent::Required,
        "The peer's AS number, from 1 to 4294967295, or of two halves in quotes: '1.10'.",
    )
    .member("as_num")
    .example("64512")
    .readers(&[
        (Who::Bird, "does not start with 0"),
        (Who::NewCalicoctl, "wants a text in the datastore, of one number: it hides peers with a number or '1.10'"),
        (Who::Calicross, "writes the text of one number; refuses 1.10 without quotes, which is a fraction"),
    ])]),
};

const FILTER: &[super::Reader] = &[
    (
        Who::Bird,
        "pastes the statements as they are into the export filter of every host, before the pools: a mistake in them stops it from taking any configuration",
    ),
    (Who::NewCalicoctl, "does not see them"),
    (Who::Calicross, "checks the statements as bgp filter add does, and asks where they take routes away"),
];

/// BIRD's settings.
pub(super) const BGP_CONFIG: Explained = Explained {
    says: "Settings of BIRD of all hosts. A file says something of those that it names; the others stay as they are. There is one object, \
           and it cannot be deleted.",
    named: "global",
    keys: &["/calico/bgp/v1/global/as_num", "/calico/bgp/v1/global/node_mesh", "/calico/bgp/v1/global/loglevel", "/calico/bgp/v1/global/custom_filters/v<4|6>/<name>"],
    readers: &[(Who::Bird, "reads them on every host, and writes its configuration anew within seconds; sessions whose settings change are made again")],
    metadata: &[],
    spec: Takes::Object(&[
        Field::new("asNumber", Takes::One("AS number"), Absent::Means("it stays as it is"), "The AS number of hosts that have none of their own.")
            .keys(&["/calico/bgp/v1/global/as_num"])
            .example("64511")
            .readers(&[
                (Who::Bird, "needs the key where a host has no number of its own: confd writes no configuration without it"),
                (Who::OldCalicoctl, "writes 64511 where there is none; calicoctl 1.x means 64512"),
                (Who::Calicross, "refuses 0, with which BIRD rejects its configuration"),
            ]),
        Field::new("nodeToNodeMesh", Takes::One("boolean"), Absent::Means("it stays as it is"), "Whether BIRD of every host talks to that of every other one.")
            .keys(&["/calico/bgp/v1/global/node_mesh"])
            .member("enabled")
            .example("false")
            .readers(&[
                (Who::Bird, "chooses its template by it; with the mesh on, one host directory without ip_addr_v4 or ip_addr_v6 stops confd on every host"),
                (Who::NewCalicoctl, "takes a bare true in the key for false"),
            ]),
        Field::new("logLevel", Takes::One("none|debug|info"), Absent::Means("it stays as it is"), "What BIRD writes to its log.")
            .keys(&["/calico/bgp/v1/global/loglevel"])
            .example("info")
            .readers(&[
                (Who::Bird, "takes what it does not know for info"),
                (Who::NewCalicoctl, "sets it together with Felix' LogSeverityScreen"),
            ]),
        Field::new(
            "filters",
            Takes::Object(&[
                Field::new("v4", Takes::Map, Absent::Means("they stay as they are"), "Filters of BIRD, by name: each with its statements, null for one that is to go.")
                    .keys(&["/calico/bgp/v1/global/custom_filters/v4/<name>"])
                    .example("{\"tap_iface\": \"if (ifname ~ \\\"tap*\\\") then accept;\"}")
                    .readers(FILTER),
                Field::new("v6", Takes::Map, Absent::Means("they stay as they are"), "Filters of BIRD6, by name.")
                    .keys(&["/calico/bgp/v1/global/custom_filters/v6/<name>"])
                    .example("{\"tap_iface\": \"if (ifname ~ \\\"tap*\\\") then accept;\"}")
                    .readers(FILTER),
            ]),
            Absent::Means("they stay as they are"),
            "Custom export filters: what BIRD announces beside what lies in pools.",
        )
        .keys(&["/calico/bgp/v1/global/custom_filters/v4/<name>", "/calico/bgp/v1/global/custom_filters/v6/<name>"])
        .readers(FILTER),
    ]),
};
