//! Policies and tiers.

use super::rules::RULE;
use super::{Absent, Explained, Field, Takes, Who};

const ORDER: &[super::Reader] = &[
    (
        Who::Felix14,
        "takes numbers, fractions and negative ones too, and the word default for the last; null or a number in quotes, and the object is ignored",
    ),
    (Who::Felix2, "takes numbers; null is the last, and any text makes it drop the object"),
    (Who::Calicross, "refuses what is no number, and leaves the member out for the last"),
];

/// Tiers.
pub(super) const TIER: Explained = Explained {
    says: "A group of policies that decide before others. Where policies of a tier select an endpoint and none of their rules decides, the \
           tier drops the packet: one rule that passes, last in the tier and for both directions, leaves the rest to later tiers and profiles.",
    named: "NAME",
    keys: &["/calico/v1/policy/tier/<name>/metadata"],
    readers: &[
        (Who::Felix14, "ignores all policies of a tier without readable metadata"),
        (Who::Felix2, "has no tiers: it takes the policies of all of them for one list, by their orders"),
        (Who::NewCalicoctl, "writes policies of tier default, and no metadata for it"),
        (
            Who::Calicross,
            "adds the metadata of tier default where a policy needs it, and warns where another tier has none",
        ),
    ],
    metadata: &[Field::new("name", Takes::One("name"), Absent::Required, "The tier's name.").example("infra").readers(
        &[
            (Who::Felix14, "takes letters, digits, '_', '.' and '-'"),
            (Who::Calicross, "refuses what is not 1 to 128 of them"),
        ],
    )],
    spec: Takes::Object(&[Field::new(
        "order",
        Takes::One("number"),
        Absent::Means("last"),
        "Tiers with lower orders decide first; those of one order by name.",
    )
    .member("order")
    .example("900")
    .readers(ORDER)]),
};

/// Policies.
pub(super) const POLICY: Explained = Explained {
    says: "What the endpoints that a selector selects may receive and send. Policies of a tier are looked at by order; the first rule that \
           allows, denies or passes decides. Where none does, the tier drops the packet; profiles count only where no policy selects the \
           endpoint, or a rule passes.",
    named: "NAME or TIER/NAME",
    keys: &["/calico/v1/policy/tier/<tier>/policy/<name>"],
    readers: &[
        (Who::Felix14, "ignores a policy with one bad rule, selector or order as a whole: it fails open, and what comes next decides; ignores all policies of a tier without metadata"),
        (Who::Felix2, "throws the tier away: of two policies of one name in two tiers, the one that was written last counts; a bad one is ignored, too"),
        (Who::NewCalicoctl, "sees those of tier default alone, refuses to write names that begin with knp.default., and loses members that it does not know"),
        (Who::Calicross, "keeps members that files cannot say, and always writes both lists of rules"),
    ],
    metadata: &[
        Field::new("name", Takes::One("name"), Absent::Required, "The policy's name. A slash in it becomes %2f in the key.")
            .example("web")
            .readers(&[
                (Who::Felix14, "never sees a policy whose name has a slash or a percent sign"),
                (Who::Felix2, "takes any name; of one name in two tiers it knows only one"),
                (Who::Calicross, "refuses what is not 1 to 128 letters, digits, '_', '.', '-' and '/'"),
            ]),
        Field::new("tier", Takes::One("name"), Absent::Is("default"), "The tier that it is in.")
            .example("infra")
            .own()
            .readers(&[
                (Who::Felix14, "ignores the policy where the tier has no metadata"),
                (Who::Felix2, "does not look at it"),
                (Who::NewCalicoctl, "refuses the member, and sees only policies of tier default"),
            ]),
        Field::new("annotations", Takes::Map, Absent::Means("none"), "What people note about it.")
            .member("annotations")
            .example("{\"owner\": \"team-a\"}")
            .readers(&[(Who::Felix14, "does not look at them"), (Who::Felix2, "does not look at them")]),
    ],
    spec: Takes::Object(&[
        Field::new(
            "order",
            Takes::One("number"),
            Absent::Means("last"),
            "Policies with lower orders are looked at first; those of one order by name.",
        )
        .member("order")
        .example("100")
        .readers(ORDER),
        Field::new(
            "selector",
            Takes::One("selector"),
            Absent::Means("all endpoints"),
            "Which endpoints it applies to, workloads and host endpoints alike, by their labels and those that they have from profiles: \
             a == 'b', a != 'b', a in {'b', 'c'}, a not in {...}, has(a), all(), and !, &&, ||, parentheses. A label that is not there is \
             unequal to everything.",
        )
        .member("selector")
        .example("role == 'web' && env != 'dev'")
        .readers(&[
            (Who::Felix14, "ignores a policy without the member or with a bad one; null may stop it. Of a label in two profiles it takes the last profile's"),
            (Who::Felix2, "takes none for all. Of a label in two profiles it takes the first profile's; tags of profiles are labels with an empty value to it"),
            (Who::Calicross, "always writes it; refuses what no Felix can parse, and warns of what Felix 1.4 cannot"),
        ]),
        Field::new(
            "ingress",
            Takes::Objects(RULE),
            Absent::Means("no rules: what is received is dropped at the end of the tier, but see types"),
            "Rules for packets that the endpoint receives. The first that matches decides; what its sender may send is decided apart.",
        )
        .member("inbound_rules[]")
        .readers(RULES),
        Field::new(
            "egress",
            Takes::Objects(RULE),
            Absent::Means("no rules: what is sent is dropped at the end of the tier, but see types"),
            "Rules for packets that the endpoint sends. The first that matches decides; what the other end may receive is decided apart.",
        )
        .member("outbound_rules[]")
        .readers(RULES),
        Field::new(
            "types",
            Takes::List("ingress|egress"),
            Absent::Means("ingress, egress or both: those that have rules; ingress where none have"),
            "Whether it decides about what is received, and about what is sent.",
        )
        .member("types")
        .example("[\"ingress\", \"egress\"]")
        .readers(&[
            (Who::Felix14, "does not look at it: a policy for ingress alone drops everything that its endpoints send, unless a rule of egress passes or allows it"),
            (Who::Felix2, "goes by it; takes none for both"),
            (Who::Calicross, "refuses a type that is there twice"),
        ]),
        Field::new(
            "doNotTrack",
            Takes::Switch,
            Absent::Is("false"),
            "Whether it acts before connections are tracked, so that answers need rules of their own. For host endpoints only.",
        )
        .member("untracked")
        .example("true")
        .readers(&[
            (Who::Felix14, "honours it from 1.4.5 on, without a drop at the end; it does nothing to workloads"),
            (Who::Felix2, "honours it"),
            (Who::Calicross, "refuses it beside preDNAT"),
        ]),
        Field::new(
            "preDNAT",
            Takes::Switch,
            Absent::Is("false"),
            "Whether it acts on received packets before addresses are translated. For host endpoints only.",
        )
        .member("pre_dnat")
        .example("true")
        .readers(&[
            (Who::Felix14, "does not look at it, and takes it for a normal policy"),
            (Who::Felix2, "honours it"),
            (Who::Calicross, "refuses it beside doNotTrack, and beside rules or types of egress"),
        ]),
    ]),
};

const RULES: &[super::Reader] = &[
    (Who::Felix14, "throws the whole policy away for one bad rule, or one member that it does not know"),
    (Who::Felix2, "throws the whole policy away for a bad rule, and does not look at members that it does not know"),
    (
        Who::Calicross,
        "keeps a rule that is there and says the same as it is, with all that other components wrote into it",
    ),
];
