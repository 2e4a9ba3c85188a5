//! Links.

use super::{Absent, Explained, Field, Takes, Who};

const TAGS: &str = "/calico/v1/policy/profile/<name>/tags";
const LABELS: &str = "/calico/v1/policy/profile/<name>/labels";
const RULES: &str = "/calico/v1/policy/profile/<name>/rules";
const INTENT: &str = "/calicross/v1/links/<name>";

const SELECTED: &str = "namespace, selector and pod";

/// Links.
pub(super) const LINK: Explained = Explained {
    says: "Pods joined to OpenStack's security groups by a profile that holds nothing else. Which pods have the profile is not said here: \
           what keep names and lacks it, link reconcile brings it to.",
    named: "NAME",
    keys: &[TAGS, LABELS, RULES, INTENT],
    readers: &[
        (Who::Felix14, "knows profiles alone: a pod that lists this one is a member of the groups' tags, and what its rules allow may reach it"),
        (Who::Felix2, "does the same"),
        (Who::NetworkingCalico, "does not see it; a port of Neutron's that lists it loses it at the next resync"),
        (Who::Cni, "writes a pod's profiles when it starts, never this one: who joins later needs link reconcile"),
        (Who::Calicross, "refuses the profile of a security group; a profile with more than a link can say is a profile to files"),
    ],
    metadata: &[Field::new("name", Takes::One("name"), Absent::Required, "The name of the link, and of its profile.")
        .example("k8s-to-web")
        .readers(&[(Who::Calicross, "refuses openstack-sg-..., and a file that has a profile of this name as well")])],
    spec: Takes::Object(&[
        Field::new(
            "securityGroups",
            Takes::List("security groups"),
            Absent::Required,
            "The groups: each by its uuid, the unique beginning of that, or an imported name.",
        )
        .keys(&[TAGS, RULES])
        .example("[\"4fe422ed-4730-4af4-b835-38d09235bd4a\"]")
        .readers(&[
            (Who::NetworkingCalico, "writes the groups' own rules: where those do not admit the group itself, the tag opens nothing"),
            (Who::Calicross, "writes uuids; refuses a word that means none, or several"),
        ]),
        Field::new(
            "direction",
            Takes::One("both|to-sg|from-sg"),
            Absent::Is("both"),
            "Which ways it opens: to-sg by the tag, from pods to VMs, as far as the group's own rule goes; from-sg by a rule, from VMs to pods.",
        )
        .keys(&[TAGS, RULES])
        .example("to-sg")
        .readers(&[(Who::Calicross, "opens nothing the other way round")]),
        Field::new(
            "allow",
            Takes::List("services"),
            Absent::Means("everything"),
            "What VMs may open to the pods, in the language of rules.",
        )
        .keys(&[RULES])
        .member("inbound_rules[]")
        .example("[\"tcp to ports 80,443\"]")
        .readers(&[(Who::Calicross, "refuses it beside direction to-sg, with which VMs may open nothing")]),
        Field::new(
            "peers",
            Takes::Switch,
            Absent::Is("true"),
            "Whether pods of the link reach each other, and those of other links to the same group.",
        )
        .keys(&[TAGS, RULES])
        .example("false")
        .readers(&[(Who::Calicross, "marks the group's profile with a label instead of allowing its tag")]),
        Field::new(
            "keep",
            Takes::Objects(&[
                Field::new("namespace", Takes::One("namespace"), Absent::OneOf(SELECTED), "Pods of this namespace.")
                    .member("namespace")
                    .example("shop")
                    .readers(&[(Who::Calicross, "refuses it beside pod")]),
                Field::new(
                    "selector",
                    Takes::One("selector"),
                    Absent::OneOf(SELECTED),
                    "Pods with these labels; with namespace, of those alone.",
                )
                .member("selector")
                .example("role == 'web'")
                .readers(&[(Who::Calicross, "refuses it beside pod")]),
                Field::new("pod", Takes::One("namespace/name"), Absent::OneOf(SELECTED), "One pod, whatever its endpoint's id is.")
                    .member("pod")
                    .example("shop/front-1")
                    .readers(&[(Who::Calicross, "refuses it beside namespace and selector")]),
                Field::new(
                    "replace",
                    Takes::One("profile"),
                    Absent::Means("the link stands behind the pod's profiles"),
                    "The profile in whose place the link goes, and which comes back when it leaves.",
                )
                .member("replace")
                .example("k8s_ns.shop")
                .beside("namespace", "shop")
                .readers(&[(Who::Calicross, "refuses the link itself")]),
            ]),
            Absent::Means("nothing: link attach alone brings it to pods"),
            "What it is kept for: link reconcile brings it to pods that lack it, and drift tells of them.",
        )
        .keys(&[INTENT])
        .member("selections[]")
        .beside("keep", "[{\"namespace\": \"shop\"}]")
        .readers(&[(Who::Calicross, "reads it at reconcile and drift; apply itself writes no endpoint")]),
    ]),
};
