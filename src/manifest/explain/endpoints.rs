//! Host endpoints and workload endpoints.

use super::{Absent, Explained, Field, Takes, Who};

const PROFILES: &[super::Reader] = &[
    (
        Who::Felix14,
        "drops everything that reaches a profile which is not there; rejects the endpoint for a name with other than letters, digits, '_', '.' and '-'; null may stop it. The same profiles in another order change nothing until it restarts",
    ),
    (Who::Felix2, "drops everything that reaches a profile which is not there"),
    (Who::Calicross, "wants profiles to be there, in the datastore or in the same files (--force=in-use does without)"),
];

const LABELS: &[super::Reader] = &[
    (
        Who::Felix14,
        "rejects the endpoint for null, or for a value that is no text; a label of its own wins over those of profiles",
    ),
    (Who::Felix2, "lets its own win, too"),
    (
        Who::Calicross,
        "refuses keys that are not of letters, digits, '_', '.', '-' and '/', and values of more than 63 characters or with a slash",
    ),
];

const HOST: &[super::Reader] = &[
    (
        Who::Felix14,
        "serves its own host's, byte for byte by FelixHostname; of others it knows addresses, tags and labels",
    ),
    (Who::Felix2, "serves its own host's, byte for byte by FelixHostname"),
];

const INTERFACE: &str = "interfaceName, expectedIPs";

/// Host endpoints.
pub(super) const HOST_ENDPOINT: Explained = Explained {
    says: "An interface of a host under policy. What no policy and no profile allows is dropped, in both directions, but for the failsafe \
           ports (FailsafeInboundHostPorts, FailsafeOutboundHostPorts of felixConfig): one without profiles cuts its host off.",
    named: "HOST/NAME",
    keys: &["/calico/v1/host/<node>/endpoint/<name>"],
    readers: &[
        (Who::Felix14, "takes a bad one for none: the interface is then open, as the host's own rules have it. Rejects members of workloads (mac, state, ipv4_nets)"),
        (Who::Felix2, "takes a bad one for none, too. Of several for one interface it takes the first by name, Felix 1.4 the one that names the interface"),
        (Who::Calicross, "tells before it writes what it closes and opens"),
    ],
    metadata: &[
        Field::new("name", Takes::One("name"), Absent::Required, "Its name on its host. A slash in it becomes %2f in the key.")
            .example("eth0")
            .readers(&[
                (Who::Felix14, "rejects a name with a slash or a percent sign: the interface stays open"),
                (Who::Calicross, "refuses what is not 1 to 128 letters, digits, '_', '.', '-' and '/'"),
            ]),
        Field::new("node", Takes::One("host name"), Absent::Required, "Its host.").example("node1").readers(HOST),
        Field::new("labels", Takes::Map, Absent::Means("none"), "Its labels, by which policies and rules select it.")
            .member("labels")
            .example("{\"role\": \"infra\"}")
            .readers(LABELS),
    ],
    spec: Takes::Object(&[
        Field::new("interfaceName", Takes::One("interface"), Absent::FirstOf(INTERFACE), "The interface.")
            .member("name")
            .example("eth0")
            .readers(&[
                (Who::Felix14, "takes 1 to 15 letters, digits, '_' and '-': a VLAN's eth0.100 is rejected, and stays open"),
                (Who::Felix2, "takes the same"),
                (Who::Calicross, "refuses others"),
            ]),
        Field::new(
            "expectedIPs",
            Takes::List("addresses"),
            Absent::OneOf(INTERFACE),
            "The addresses that the interface is expected to have: without interfaceName it is found by them; and they are what rules with tags \
             and selectors match.",
        )
        .member("expected_ipv4_addrs, expected_ipv6_addrs")
        .example("[\"10.0.0.11\"]")
        .readers(&[
            (Who::Felix14, "knows the endpoint's addresses by them alone: without them no rule with a tag or selector matches it. Looks for the interface every 10 s"),
            (Who::Felix2, "knows the endpoint's addresses by them alone"),
            (Who::Calicross, "refuses networks"),
        ]),
        Field::new("profiles", Takes::List("profiles"), Absent::Means("none: only policies allow anything"), "Its profiles, in the order in which they decide.")
            .member("profile_ids")
            .example("[\"infra\"]")
            .readers(PROFILES),
    ]),
};

/// Workload endpoints.
pub(super) const WORKLOAD_ENDPOINT: Explained = Explained {
    says: "An interface of a pod, VM or container. Its orchestrator makes and deletes it, and may write it anew at any time: Neutron's come back \
           as Neutron has them within 60 s.",
    named: "HOST/ORCHESTRATOR/WORKLOAD/NAME",
    keys: &["/calico/v1/host/<node>/workload/<orchestrator>/<workload>/endpoint/<name>"],
    readers: &[
        (Who::Felix14, "takes a bad one for none: on its own host everything to and from it is dropped, elsewhere its address leaves all tags and selectors"),
        (Who::Felix2, "does the same"),
        (Who::NetworkingCalico, "takes every key with openstack between host and endpoint for a port of Neutron's, a pod in a namespace of such a name, too: it deletes those that Neutron does not know"),
        (Who::OldCalicoctl, "cannot list endpoints where one has no member mac, or no ipv6_nets"),
        (Who::Calicross, "keeps what files cannot say, such as subnets and the state: a VM that is shut off stays so. A new one is active"),
    ],
    metadata: &[
        Field::new("name", Takes::One("name"), Absent::Required, "Its name in its workload: eth0 of a pod, the port's uuid of a VM.")
            .example("eth0")
            .readers(&[
                (Who::Felix14, "rejects a name with other than letters, digits, '_', '.' and '-'"),
                (Who::Calicross, "refuses what is not 1 to 128 letters, digits, '_', '.', '-' and '/'"),
            ]),
        Field::new("node", Takes::One("host name"), Absent::Required, "Its host.").example("node1").readers(HOST),
        Field::new("orchestrator", Takes::One("name"), Absent::Required, "Its orchestrator: k8s, openstack, docker, libnetwork, cni.")
            .example("k8s")
            .readers(&[(Who::NetworkingCalico, "owns those of openstack")]),
        Field::new("workload", Takes::One("name"), Absent::Required, "Its workload: NAMESPACE.POD of a pod, the server's uuid of a VM.")
            .example("shop.web-1")
            .readers(&[(Who::NetworkingCalico, "takes one with openstack in it for a server of its own, and deletes the endpoint within 60 s")]),
        Field::new("activeInstanceID", Takes::One("name"), Absent::Means("not told"), "The container that it is of.")
            .member("active_instance_id")
            .example("1e3f")
            .readers(&[
                (Who::Cni, "deletes the endpoint only where it is the container's own"),
                (Who::Felix14, "does not look at it"),
                (Who::Felix2, "does not look at it"),
            ]),
        Field::new("labels", Takes::Map, Absent::Means("none"), "Its labels: a pod's own ones, and calico/k8s_ns with its namespace.")
            .member("labels")
            .example("{\"app\": \"db\"}")
            .readers(&[
                (Who::Felix14, "rejects the endpoint for null, or for a value that is no text; a label of its own wins over those of profiles"),
                (Who::Felix2, "lets its own win, too"),
                (Who::NetworkingCalico, "removes those of VMs within 60 s: labels on the profile openstack-sg-... last"),
                (Who::Calicross, "refuses keys that are not of letters, digits, '_', '.', '-' and '/', and values of more than 63 characters or with a slash"),
            ]),
    ],
    spec: Takes::Object(&[
        Field::new(
            "ipNetworks",
            Takes::List("addresses"),
            Absent::Means("none: nothing is routed to it"),
            "Its addresses, as networks of one (/32, /128).",
        )
        .member("ipv4_nets[], ipv6_nets[]")
        .example("[\"10.65.0.3\"]")
        .readers(&[
            (Who::Felix14, "routes to them, and lets the workload send from no other; null and the endpoint is rejected. They are what rules with tags and selectors match, in any state"),
            (Who::Felix2, "does the same"),
            (Who::DhcpAgent, "hands them out, where there is a subnet beside each (ipv4_subnet_ids)"),
            (Who::Calicross, "refuses networks of more than one address, and writes both lists always"),
        ]),
        Field::new("ipNATs", Takes::Objects(NATS), Absent::Means("none"), "Floating addresses: others reach the workload by them.")
            .member("ipv4_nat[], ipv6_nat[]")
            .beside("ipNetworks", "[\"10.65.0.3\"]")
            .readers(&[
                (Who::Felix14, "rejects the endpoint where an internal address is not among its networks. Rules see internal addresses; floating ones are members of no tag"),
                (Who::Felix2, "translates them"),
            ]),
        Field::new("ipv4Gateway", Takes::One("address"), Absent::Means("none"), "Its IPv4 gateway.")
            .member("ipv4_gateway")
            .example("10.65.0.1")
            .readers(&[(Who::Felix14, "rejects the endpoint where it is no address")]),
        Field::new("ipv6Gateway", Takes::One("address"), Absent::Means("none"), "Its IPv6 gateway.")
            .member("ipv6_gateway")
            .example("fd00::1")
            .readers(&[(Who::Felix14, "gives it to the interface; rejects the endpoint where it is no address")]),
        Field::new(
            "profiles",
            Takes::List("profiles"),
            Absent::Means("none: only policies allow anything"),
            "Its profiles, in the order in which they decide. A security group is openstack-sg-UUID, a namespace k8s_ns.NAME.",
        )
        .member("profile_ids")
        .example("[\"web\"]")
        .readers(PROFILES),
        Field::new("interfaceName", Takes::One("interface"), Absent::Required, "The interface on its host.")
            .member("name")
            .example("cali12345678901")
            .readers(&[
                (Who::Felix14, "takes 1 to 15 letters, digits, '_' and '-', and on its own host only what begins with an InterfacePrefix: else the endpoint is rejected, and cut off"),
                (Who::Felix2, "keeps one without the prefix, and gives it no route and no rules"),
                (Who::DhcpAgent, "serves those that begin with tap"),
            ]),
        Field::new("mac", Takes::One("MAC address"), Absent::Means("any"), "Its MAC address.")
            .member("mac")
            .example("ee:ee:ee:ee:ee:ee")
            .readers(&[
                (Who::Felix14, "drops what comes from another; rejects the endpoint for null"),
                (Who::Felix2, "has no rule for it"),
                (Who::OldCalicoctl, "cannot list endpoints where one has none"),
                (Who::Calicross, "writes it in lower case, and nothing rather than null"),
            ]),
    ]),
};

const NATS: &[Field] = &[
    Field::new("internalIP", Takes::One("address"), Absent::Required, "The workload's own address, one of ipNetworks.")
        .member("int_ip")
        .example("10.65.0.3")
        .beside("../ipNetworks", "[\"10.65.0.3\"]")
        .readers(&[(Who::Calicross, "refuses one that is not among ipNetworks")]),
    Field::new(
        "externalIP",
        Takes::One("address"),
        Absent::Required,
        "The address that others use, of the same IP version.",
    )
    .member("ext_ip")
    .example("172.18.203.10")
    .beside("../ipNetworks", "[\"10.65.0.3\"]")
    .readers(&[(Who::Calicross, "refuses one of another IP version than internalIP")]),
];
