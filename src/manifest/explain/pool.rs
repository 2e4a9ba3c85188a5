//! IP pools.

use super::{Absent, Explained, Field, Takes, Who};

/// IP pools.
pub(super) const IP_POOL: Explained = Explained {
    says: "A range of addresses: containers get theirs out of it, BIRD tells other routers of it, and what goes from one pool to another is \
           not masqueraded. The network of VMs is one that no address is given out of (disabled), so that pods reach VMs with their own \
           addresses.",
    named: "CIDR",
    keys: &["/calico/v1/ipam/v<4|6>/pool/<cidr>"],
    readers: &[
        (Who::Felix14, "reads IPv4 pools only; takes a bad one for none"),
        (Who::Felix2, "reads both; a key below pool that is no network ends it, on every host"),
        (Who::Bird, "exports routes within pools and rejects all others, but for custom filters; reads disabled pools, too"),
        (Who::NetworkingCalico, "makes none: the network of VMs needs one, or a filter for BIRD"),
        (Who::Calicross, "refuses a pool that overlaps another one"),
    ],
    metadata: &[Field::new("cidr", Takes::One("CIDR"), Absent::Required, "The network. In the key a '-' stands for the slash.")
        .member("cidr")
        .example("10.64.0.0/16")
        .readers(&[
            (Who::Felix14, "rejects the pool without the member, or where it does not parse"),
            (Who::Calicross, "refuses bits beyond the prefix, less than a block (/26, or /122 of IPv6) unless disabled, and link-local networks"),
        ])],
    spec: Takes::Object(&[
        Field::new("ipip", Takes::Object(IPIP), Absent::Means("no tunnel"), "How hosts reach its addresses on other hosts: through the IPIP tunnel, or as they are."),
        Field::new(
            "nat-outgoing",
            Takes::Switch,
            Absent::Is("false"),
            "Whether packets from the pool to addresses in no pool at all leave with their host's address.",
        )
        .member("masquerade")
        .example("true")
        .readers(&[
            (Who::Felix14, "masquerades; rejects the pool where it is no boolean. Pods then reach VMs outside every pool with their host's address, and rules of security groups that look for their tags or addresses do not match"),
            (Who::Felix2, "masquerades; disabled pools count as pools, too"),
        ]),
        Field::new(
            "disabled",
            Takes::Switch,
            Absent::Is("false"),
            "Whether no new blocks of addresses are taken from it. Addresses that were given out stay.",
        )
        .member("disabled")
        .example("true")
        .readers(&[
            (Who::GoIpam, "takes no new blocks from it"),
            (Who::PythonIpam, "takes no new blocks from it where disabled is set, and none where ipam is false"),
            (Who::Felix14, "does not look at it: what goes to the pool is not masqueraded"),
            (Who::Felix2, "does not look at it: what goes to the pool is not masqueraded"),
            (Who::Bird, "does not look at it: routes within the pool are exported"),
            (Who::Calicross, "writes ipam with it, as its opposite, unless somebody has set the two apart"),
        ]),
    ]),
};

const IPIP: &[Field] = &[
    Field::new("enabled", Takes::Switch, Absent::Is("false"), "Whether packets to its addresses on other hosts go through the IPIP tunnel.")
        .member("ipip")
        .example("true")
        .readers(&[
            (Who::Bird, "sends them out by tunl0 where the member is tunl0: a host without the tunnel, such as a compute host without calico/node, is a black hole for them"),
            (Who::Felix14, "accepts tunnelled packets of hosts that have bird_ip, where IpInIpEnabled is true"),
            (Who::Felix2, "accepts tunnelled packets of hosts that have bird_ip, where IpInIpEnabled is true"),
            (Who::NewCalicoctl, "sets IpInIpEnabled with it, and never unsets it"),
            (Who::Calicross, "refuses it for IPv6, sets IpInIpEnabled with it, which restarts Felix"),
        ]),
    Field::new("mode", Takes::One("always|cross-subnet"), Absent::Means("always"), "Whether all hosts are reached through it, or those of other subnets only.")
        .member("ipip_mode")
        .example("cross-subnet")
        .readers(&[
            (Who::Bird, "looks at it from calico/node 1.0 on, by network_v4 of hosts; the templates of calicoctl 0.23's node do not read it, and tunnel always"),
            (Who::OldCalicoctl, "does not know it, and loses it where it writes the pool anew"),
        ]),
];
