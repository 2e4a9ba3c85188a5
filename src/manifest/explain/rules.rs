//! Rules of policies and profiles.

use super::{Absent, Field, Takes, Who};

/// The fields of one end of a rule, whose members begin with `src` or `dst`.
macro_rules! end {
    ($end:literal, $packet:literal) => {
        &[
            Field::new(
                "tag",
                Takes::One("tag"),
                Absent::Means("whatever tags there are"),
                concat!("The packet's ", $packet, " address is one of an endpoint, on any host, with a profile that carries this tag. The tag of an \
                 OpenStack security group is its bare uuid, while the profile's name has openstack-sg- before it."),
            )
            .member(concat!($end, "_tag"))
            .example("db")
            .readers(TAG),
            Field::new(
                "net",
                Takes::One("CIDR"),
                Absent::Means("any address"),
                "One network. calicoctl 1.x's old form of nets: only one of the two forms goes in a rule.",
            )
            .member(concat!($end, "_net"))
            .example("10.0.0.0/8")
            .readers(NETS),
            Field::new(
                "nets",
                Takes::List("CIDRs"),
                Absent::Means("any address"),
                concat!("The packet's ", $packet, " address is in one of these networks. A bare address is a network of one; bits beyond a prefix \
                 do not count. All networks of a rule are of one IP version."),
            )
            .member(concat!($end, "_net"))
            .example("[\"10.0.0.0/8\", \"192.168.0.0/16\"]")
            .readers(NETS),
            Field::new(
                "selector",
                Takes::One("selector"),
                Absent::Means("whatever labels there are"),
                concat!("The packet's ", $packet, " address is one of an endpoint, on any host, whose labels this selects, its profiles' labels among \
                 them. An empty one is the same as none."),
            )
            .member(concat!($end, "_selector"))
            .example("role == 'web'")
            .readers(SELECTOR),
            Field::new(
                "ports",
                Takes::List("ports"),
                Absent::Means("any port"),
                concat!("The packet's ", $packet, " port is one of these: numbers, or ranges such as '8000:8100' that run upwards."),
            )
            .member(concat!($end, "_ports"))
            .example("[80, \"8000:8100\"]")
            .beside("../protocol", "tcp")
            .readers(PORTS),
            Field::new(
                "notTag",
                Takes::One("tag"),
                Absent::Means("whatever tags there are"),
                concat!("The packet's ", $packet, " address is of no endpoint that carries this tag."),
            )
            .member(concat!("!", $end, "_tag"))
            .example("db")
            .readers(NOT_TAG),
            Field::new(
                "notNet",
                Takes::One("CIDR"),
                Absent::Means("any address"),
                "Out of one network. calicoctl 1.x's old form of notNets: only one of the two forms goes in a rule.",
            )
            .member(concat!("!", $end, "_net"))
            .example("10.1.0.0/16")
            .readers(NOT_NETS),
            Field::new(
                "notNets",
                Takes::List("CIDRs"),
                Absent::Means("any address"),
                concat!("The packet's ", $packet, " address is in none of these networks."),
            )
            .member(concat!("!", $end, "_net"))
            .example("[\"10.1.0.0/16\"]")
            .readers(NOT_NETS),
            Field::new(
                "notSelector",
                Takes::One("selector"),
                Absent::Means("whatever labels there are"),
                concat!("The packet's ", $packet, " address is of no endpoint whose labels this selects: addresses that no endpoint has pass, too."),
            )
            .member(concat!("!", $end, "_selector"))
            .example("has(quarantined)")
            .readers(SELECTOR),
            Field::new(
                "notPorts",
                Takes::List("ports"),
                Absent::Means("any port"),
                concat!("The packet's ", $packet, " port is none of these."),
            )
            .member(concat!("!", $end, "_ports"))
            .example("[22]")
            .beside("../protocol", "tcp")
            .readers(PORTS),
        ]
    };
}

const TAG: &[super::Reader] = &[
    (
        Who::Felix14,
        "takes letters, digits, '_', '.' and '-'; anything else voids the whole profile or policy. Tags and labels are two worlds to it",
    ),
    (Who::Felix2, "makes has(TAG) of it: it also matches endpoints that have a label of that name, with any value"),
    (Who::NetworkingCalico, "writes the uuid of the security group, bare"),
    (Who::Calicross, "refuses what is not 1 to 128 letters, digits, '_', '.' and '-'; an empty one is none"),
];

const NOT_TAG: &[super::Reader] = &[
    (Who::Felix14, "takes letters, digits, '_', '.' and '-'; anything else voids the whole profile or policy"),
    (Who::Felix2, "does not check the tag after a '!' that is the destination's: a bad one may end it"),
    (Who::OldCalicoctl, "cannot read a profile with a negated member"),
    (Who::Calicross, "refuses what is not 1 to 128 letters, digits, '_', '.' and '-'; an empty one is none"),
];

const NETS: &[super::Reader] = &[
    (
        Who::Felix14,
        "takes one network a rule; with src_nets or dst_nets it throws the whole profile or policy away. Without ip_version it leaves a CIDR out for the other IP version, and the rule matches everything of that",
    ),
    (
        Who::Felix2,
        "takes both the single form and lists; without ip_version it skips the rule for the other IP version",
    ),
    (Who::OldCalicoctl, "reads the single form alone, and no profile whose rules have ip_version"),
    (
        Who::NewCalicoctl,
        "shows both forms as nets, and writes a list when it writes the object anew: Felix 1.4 then rejects it",
    ),
    (
        Who::Calicross,
        "writes a rule for each network, with ip_version, and shows them folded again; refuses more than 512 rules of one, and networks of two IP versions",
    ),
];

const NOT_NETS: &[super::Reader] = &[
    (
        Who::Felix14,
        "takes one network a rule, and cannot render nets beside notNets: a new chain then drops everything",
    ),
    (Who::Felix2, "takes both the single form and lists"),
    (Who::OldCalicoctl, "cannot read a profile with a negated member"),
    (
        Who::Calicross,
        "writes one network as it is; of several, or beside nets, it writes a rule for each network of what remains",
    ),
];

const SELECTOR: &[super::Reader] = &[
    (
        Who::Felix14,
        "voids the whole profile or policy where it cannot be parsed; an empty one is every endpoint's address; takes no 'in {}', no trailing comma in a set, no notin",
    ),
    (
        Who::Felix2,
        "voids it likewise; leaves an empty one out, so that any address matches; takes no line breaks, and no label that begins with in or notin before a '-', '.' or '/'",
    ),
    (Who::OldCalicoctl, "passes it on"),
    (
        Who::Calicross,
        "refuses what no Felix can parse, warns of what Felix 1.4 cannot, and writes an empty one as none",
    ),
];

const PORTS: &[super::Reader] = &[
    (
        Who::Felix14,
        "takes numbers and ranges a:b with a < b: a number in quotes or 80:80 voids the whole profile or policy. With sctp, or with the protocol as a number, the rule drops everything instead",
    ),
    (Who::Felix2, "takes numbers, texts and ranges with protocol tcp or udp"),
    (Who::OldCalicoctl, "reads ranges and cannot write them: editing such a profile fails"),
    (
        Who::Calicross,
        "refuses ports without protocol tcp or udp, 0, and ranges that run downwards; writes single ports as numbers",
    ),
];

const ICMP: &[super::Reader] = &[
    (
        Who::Felix14,
        "looks at it only beside protocol icmp or icmpv6 by name: elsewhere the rule matches more than it says. Type 255 makes the rule drop everything; a code without its type voids the whole object",
    ),
    (Who::Felix2, "tells the IP version by the protocol; leaves out a code without its type"),
    (Who::Calicross, "refuses types from 255 on and a code without a type, and writes ip_version"),
];

const PROTOCOL: &[super::Reader] = &[
    (
        Who::Felix14,
        "takes the names, and numbers from 1 to 255; with a number instead of the name, ports drop everything and ICMP types are not looked at",
    ),
    (Who::Felix2, "takes the names, and numbers from 1 to 255"),
    (
        Who::OldCalicoctl,
        "reads tcp, udp, icmp and icmpv6 only, and no negation: others make the whole profile unreadable",
    ),
    (Who::Calicross, "takes names in any case and writes a number that has a name as that name"),
];

const ICMP_FIELDS: &[Field] = &[
    Field::new(
        "type",
        Takes::One("number 0 to 254"),
        Absent::Means("any type"),
        "The ICMP type: 8 is an echo request, 128 one of ICMPv6.",
    )
    .member("icmp_type")
    .example("8")
    .readers(ICMP),
    Field::new("code", Takes::One("number 0 to 255"), Absent::Means("any code"), "The ICMP code. It goes with a type.")
        .member("icmp_code")
        .example("0")
        .beside("type", "8")
        .readers(ICMP),
];

const NOT_ICMP_FIELDS: &[Field] = &[
    Field::new(
        "type",
        Takes::One("number 0 to 254"),
        Absent::Means("any type"),
        "The ICMP type that the packet does not have.",
    )
    .member("!icmp_type")
    .example("13")
    .readers(ICMP),
    Field::new(
        "code",
        Takes::One("number 0 to 255"),
        Absent::Means("any code"),
        "The ICMP code that the packet does not have. It goes with a type.",
    )
    .member("!icmp_code")
    .example("0")
    .beside("type", "13")
    .readers(ICMP),
];

/// The fields of a rule.
pub(super) const RULE: &[Field] = &[
    Field::new(
        "action",
        Takes::One("allow|deny|log|pass"),
        Absent::Required,
        "What becomes of packets that match. allow accepts and deny drops them, at once; log writes a line and goes on to the next rule; pass of a \
         policy leaves the tier for the next one, of a profile it leaves the profile's other rules for the next profile.",
    )
    .member("action")
    .example("allow")
    .readers(&[
        (Who::Felix14, "takes a rule without one for allow. DropActionOverride holds for deny rules too"),
        (Who::Felix2, "has no tiers: pass skips all other policies and goes to the profiles"),
        (Who::OldCalicoctl, "cannot read a profile with log"),
        (Who::Calicross, "writes pass as next-tier, which is the only spelling that Felix takes in the datastore"),
    ]),
    Field::new(
        "ipVersion",
        Takes::One("4|6"),
        Absent::Means("both, or the one that networks and ICMP imply"),
        "The IP version of packets that match.",
    )
    .member("ip_version")
    .example("4")
    .readers(&[
        (Who::Felix14, "takes a rule with a network and no version for a rule without that network for packets of the other version: it matches everything of that"),
        (Who::Felix2, "skips the rule for packets of the other version"),
        (Who::OldCalicoctl, "cannot read a profile that has it, such as those of OpenStack"),
        (Who::Calicross, "writes it wherever networks or ICMP imply it; refuses networks of another version, and a text in quotes"),
    ]),
    Field::new(
        "protocol",
        Takes::One("protocol"),
        Absent::Means("any protocol"),
        "tcp, udp, icmp, icmpv6, sctp, udplite, or a number from 1 to 255.",
    )
    .member("protocol")
    .example("tcp")
    .readers(PROTOCOL),
    Field::new("notProtocol", Takes::One("protocol"), Absent::Means("any protocol"), "The protocol that the packet does not have.")
        .member("!protocol")
        .example("udp")
        .readers(PROTOCOL),
    Field::new(
        "icmp",
        Takes::Object(ICMP_FIELDS),
        Absent::Means("any type"),
        "Type and code of ICMP, with protocol icmp or icmpv6.",
    )
    .readers(ICMP),
    Field::new("notICMP", Takes::Object(NOT_ICMP_FIELDS), Absent::Means("any type"), "Type and code of ICMP that the packet does not have.")
        .readers(ICMP),
    Field::new("source", Takes::Object(end!("src", "source")), Absent::Means("any source"), "Where the packet comes from: all of it has to be so."),
    Field::new("destination", Takes::Object(end!("dst", "destination")), Absent::Means("any destination"), "Where the packet goes: all of it has to be so."),
];
