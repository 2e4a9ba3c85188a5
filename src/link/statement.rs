//! What a profile says where it is a link and nothing else: one statement, the same for all of its groups.

use super::find::{self, GroupTags};
use super::wanted::{Wanted, Way, parse_service, same_rules, same_services, service_text};
use super::{Joined, tagged};
use crate::model::profile::Profile;
use crate::model::rule::{Rule, Spec};

/// A link by tag, as `link add` is told it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The security groups, by uuid.
    pub groups: Vec<String>,
    /// Which ways it opens.
    pub way: Way,
    /// What the groups may open to the pods; nothing at all stands for everything.
    pub services: Vec<Spec>,
    /// Whether pods of the link reach each other.
    pub peers: bool,
}

/// What a profile says as a link; `None` where it is none, has anything else in it, or joins its groups in different ways. Members that no
/// reader knows do not count, nor the labels of the groups.
pub fn of(profile: &Profile, tags: &GroupTags<'_>) -> Option<Statement> {
    let link = find::of_profile_by(profile, tags)?;
    let first = link.groups.first()?;
    let services: Vec<Spec> = first.from_group.iter().map(service).collect();
    let groups = link.groups.iter().map(|joined| joined.group.clone()).collect();
    let everything = services.iter().all(|service| *service == Spec::default());
    let services = if everything { Vec::new() } else { services };
    let statement = Statement { groups, way: first.way(), services, peers: tagged::lets_peers_in(profile) };
    let made_so = link.groups.iter().all(|joined| statement.makes(&link.name, joined));
    (made_so && statement.can_be_told() && tagged::is_only(profile, &link)).then_some(statement)
}

/// What a rule allows, without who may.
fn service(rule: &Rule) -> Spec {
    let mut service = rule.spec().clone();
    (service.is.src.tag, service.is.src.selector) = (None, None);
    service
}

impl Statement {
    /// Whether a link that is told so joins a group as it is joined.
    fn makes(&self, name: &str, there: &Joined) -> bool {
        let Self { way, peers, .. } = *self;
        let wanted = Wanted { name, groups: Vec::new(), way, services: &self.services, peers, update: true };
        wanted.joined_as(&there.group, &there.tag, None).is_ok_and(|joined| {
            joined.opens_to_group() == there.opens_to_group() && same_rules(&joined.from_group, &there.from_group)
        })
    }

    /// Whether words can tell its services.
    fn can_be_told(&self) -> bool {
        let is_read_back = |service: &Spec| {
            let read = parse_service(&service_text(service));
            read.is_ok_and(|read| same_services(&[read], std::slice::from_ref(service)))
        };
        self.services.iter().all(is_read_back)
    }
}
