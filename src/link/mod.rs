//! Cross-workload links: pods joined to OpenStack's security groups.
//!
//! A link is found by its structure in the keys, whoever made it; no note of ours decides what is one. There are two mechanisms:
//!
//! - **By tag.** A profile that is no security group's carries the tag of a group, lets that tag in, or both. The tag opens the way
//!   from the profile's endpoints to the group's VMs, through the group's own rule for its members; the rule opens the way
//!   back. Each half alone opens one way only.
//! - **By namespace.** A policy allows traffic between the pods of a namespace, chosen by the label that the CNI plugin gives
//!   them, and a group's tag. Nothing is attached: new pods are in it from the start.
//!
//! Where pods and VMs have a datastore each, neither crosses: a [`mirror`] names addresses instead.

pub mod attach;
pub mod connections;
pub mod find;
pub mod health;
pub mod intent;
pub mod members;
pub mod mirror;
pub mod name;
pub mod opens;
pub mod reconcile;
pub mod remove;
pub mod replaced;
pub mod selection;
pub mod service;
pub mod shadow;
pub mod siblings;
pub mod statement;
pub mod tagged;
pub mod tiered;
pub mod wanted;

use std::collections::BTreeSet;

use self::wanted::Way;
use crate::model::key::{Key, ProfilePart};
use crate::model::rule::Rule;
use crate::model::selector::Selector;

/// The label that names a pod's namespace, as Kubernetes' CNI plugins give it to the endpoint.
pub const NAMESPACE_LABEL: &str = "calico/k8s_ns";

/// How the label begins that tells the members of a security group from everything else that carries its tag.
///
/// networking-calico neither reads nor writes the labels of a group's profile, so that they last; the group's VMs inherit them, and
/// pods that only carry the tag do not.
const MEMBER_LABEL: &str = "calicross.sg/";

/// The label of the members of a security group.
pub fn member_label(group: &str) -> String {
    format!("{MEMBER_LABEL}{group}")
}

/// A link.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The name of its profile or policy.
    pub name: String,
    /// How it works, and where it lies.
    pub mechanism: Mechanism,
    /// The security groups that it joins, by uuid.
    pub groups: Vec<Joined>,
}

/// How a link works.
#[derive(Clone, Debug, PartialEq)]
pub enum Mechanism {
    /// By the tag and the rules of a profile, for the endpoints that have it.
    Tag,
    /// By a policy, for all pods of some namespaces.
    Namespace {
        /// The tier of the policy.
        tier: String,
        /// The namespaces that its rules name.
        namespaces: BTreeSet<String>,
    },
}

/// A security group as one link joins it.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    /// The group's uuid.
    pub group: String,
    /// The tag that stands for it.
    pub tag: String,
    /// What opens the way from the pods to the group.
    pub to_group: ToGroup,
    /// The inbound rules that open the way from the group to the pods.
    pub from_group: Vec<Rule>,
}

/// What opens the way from the pods to a group.
#[derive(Clone, Debug, PartialEq)]
pub enum ToGroup {
    /// Nothing.
    Closed,
    /// The pods carry the group's tag: what the group's own rules let its members do.
    Tag,
    /// These rules of a policy.
    Rules(Vec<Rule>),
}

impl Joined {
    /// Whether the way from the pods to the group is open.
    pub fn opens_to_group(&self) -> bool {
        self.to_group != ToGroup::Closed
    }

    /// `both`, `to-sg` or `from-sg`, as `link add --direction` takes it.
    pub fn direction(&self) -> &'static str {
        self.way().as_str()
    }

    /// Which ways are open.
    pub fn way(&self) -> Way {
        match (self.opens_to_group(), !self.from_group.is_empty()) {
            (true, true) => Way::Both,
            (true, false) => Way::ToGroup,
            (false, _) => Way::FromGroup,
        }
    }
}

impl Link {
    /// The key that makes it a link: the rules of its profile, or its policy.
    pub fn key(&self) -> Key {
        match &self.mechanism {
            Mechanism::Tag => Key::profile(&self.name, ProfilePart::Rules),
            Mechanism::Namespace { tier, .. } => Key::Policy { tier: tier.clone(), name: self.name.clone() },
        }
    }

    /// What its name is unique by: the name alone for a profile, `tier/name` for a policy.
    pub fn full_name(&self) -> String {
        match &self.mechanism {
            Mechanism::Tag => self.name.clone(),
            Mechanism::Namespace { tier, .. } => format!("{tier}/{}", self.name),
        }
    }
}

/// The rules of both ways; a tag is none.
fn rules_of(joined: &Joined) -> impl Iterator<Item = &Rule> {
    let to: &[Rule] = match &joined.to_group {
        ToGroup::Rules(rules) => rules,
        ToGroup::Closed | ToGroup::Tag => &[],
    };
    to.iter().chain(&joined.from_group)
}

impl Link {
    /// Whether one of its rules tells the members of a group by their label.
    fn names_label(&self, label: &str) -> bool {
        let names = |rule: &Rule| {
            let ends = rule.spec().ends().filter_map(|end| end.selector.as_deref());
            ends.filter_map(|selector| Selector::parse(selector).ok()).any(|selector| selector.labels().contains(label))
        };
        self.groups.iter().flat_map(rules_of).any(names)
    }
}
