//! Profiles.

use super::rules::RULE;
use super::{Absent, Explained, Field, Takes, Who};

const RULES: &[super::Reader] = &[
    (
        Who::Felix14,
        "drops everything that reaches a profile with one bad rule, in both directions; profiles before it in an endpoint's list may have decided already",
    ),
    (Who::Felix2, "does the same"),
    (
        Who::OldCalicoctl,
        "cannot read the profile where a rule has ip_version, a negation, log or a list of networks, or where one of the two lists is not there",
    ),
    (Who::Calicross, "always writes both lists; keeps a rule that is there and says the same as it is"),
];

/// Profiles.
pub(super) const PROFILE: Explained = Explained {
    says: "What endpoints that list it may receive and send, where no policy decides; and the tags and labels that they carry. An endpoint's \
           profiles are looked at in the order of its list: the first rule that matches decides, and what none of them allows is dropped.",
    named: "NAME",
    keys: &["/calico/v1/policy/profile/<name>/tags", "/calico/v1/policy/profile/<name>/labels", "/calico/v1/policy/profile/<name>/rules"],
    readers: &[
        (Who::Felix14, "drops everything that reaches a profile without readable rules; tags and labels count even then"),
        (Who::Felix2, "does the same"),
        (Who::NetworkingCalico, "owns those called openstack-sg-...: it deletes the ones whose group Neutron does not know, and writes tags and rules anew, within 60 s; their labels it leaves alone"),
        (Who::NewCalicoctl, "takes a profile without the key tags for none"),
        (Who::Calicross, "writes all three keys, those that say the same stay as they are"),
    ],
    metadata: &[
        Field::new("name", Takes::One("name"), Absent::Required, "The profile's name. A slash in it becomes %2f in the keys.")
            .example("web")
            .readers(&[
                (Who::Felix14, "never sees a profile whose name has a slash or a percent sign, and rejects endpoints that list it"),
                (Who::Felix2, "rejects host endpoints that list a name with a slash, or one of more than 128 characters"),
                (Who::Calicross, "refuses what is not 1 to 128 letters, digits, '_', '.', '-' and '/'"),
            ]),
        Field::new(
            "tags",
            Takes::List("tags"),
            Absent::Means("none, not even the profile's own name"),
            "The tags that its endpoints carry. The address of an endpoint is a member of a tag in rules, on any host and in any state. A \
             profile for pods that carries the uuid of a security group joins them to that group.",
        )
        .keys(&["/calico/v1/policy/profile/<name>/tags"])
        .example("[\"web\"]")
        .readers(&[
            (Who::Felix14, "throws the whole list away for one bad tag; letters, digits, '_', '.' and '-' are allowed, and case counts"),
            (Who::Felix2, "does not check them, and takes each for a label with an empty value, too"),
            (Who::OldCalicoctl, "gives a new profile its own name as a tag; calicross does not"),
            (Who::Calicross, "refuses what is not 1 to 128 letters, digits, '_', '.' and '-'; order makes no difference"),
        ]),
        Field::new(
            "labels",
            Takes::Map,
            Absent::Means("none"),
            "The labels that its endpoints inherit. An endpoint's own labels win.",
        )
        .keys(&["/calico/v1/policy/profile/<name>/labels"])
        .example("{\"role\": \"web\"}")
        .readers(&[
            (Who::Felix14, "takes the last profile's where two have the same label; throws all away for a value that is no text"),
            (Who::Felix2, "takes the first profile's where two have the same label"),
            (Who::NetworkingCalico, "neither reads nor deletes them: labels on openstack-sg-... last"),
            (Who::Calicross, "refuses keys that are not of letters, digits, '_', '.', '-' and '/', and values of more than 63 characters or with a slash"),
        ]),
    ],
    spec: Takes::Object(&[
        Field::new(
            "ingress",
            Takes::Objects(RULE),
            Absent::Means("no rules: the next profile decides, and at the end of the list all is dropped"),
            "Rules for packets that the endpoint receives. The first that matches decides.",
        )
        .keys(&["/calico/v1/policy/profile/<name>/rules"])
        .member("inbound_rules[]")
        .readers(RULES),
        Field::new(
            "egress",
            Takes::Objects(RULE),
            Absent::Means("no rules: the next profile decides, and at the end of the list all is dropped"),
            "Rules for packets that the endpoint sends. The first that matches decides.",
        )
        .keys(&["/calico/v1/policy/profile/<name>/rules"])
        .member("outbound_rules[]")
        .readers(RULES),
    ]),
};
