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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::inventory::groups::{self, Group};
    use crate::inventory::profiles;
    use crate::plan::Plan;
    use crate::store::{Scope, Snapshot};

    const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
    const DB: &str = "b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2";
    const SERVICES: [&str; 5] =
        ["", "tcp to ports 80,443", "icmp type 8", "udp to cidr 10.0.0.0/8", "to selector 'a == \"b c\"'"];

    /// Two security groups, and a profile of these parts.
    fn cloud(parts: &[(&str, String)]) -> Snapshot {
        let mut keys: Vec<(String, String)> = Vec::new();
        for group in [WEB, DB] {
            let path = |part: &str| format!("/calico/v1/policy/profile/openstack-sg-{group}/{part}");
            keys.push((path("tags"), format!(r#"["{group}"]"#)));
            keys.push((
                path("rules"),
                format!(r#"{{"inbound_rules": [{{"src_tag": "{group}"}}], "outbound_rules": []}}"#),
            ));
        }
        keys.extend(parts.iter().map(|(part, value)| (format!("/calico/v1/policy/profile/l/{part}"), value.clone())));
        let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        Snapshot::literal(&keys)
    }

    fn said(snapshot: &Snapshot) -> Option<Statement> {
        let all = profiles::all(snapshot);
        let groups = groups::among(&all);
        of(all.get("l")?, &GroupTags::of(&groups))
    }

    fn after(plan: &Plan, snapshot: &Snapshot) -> Snapshot {
        plan.applied_to(snapshot, &[Scope::under("/calico")])
    }

    /// A statement about some of the groups, as somebody may have typed it.
    fn statement() -> impl Strategy<Value = Statement> {
        let groups = prop::sample::select(vec![vec![WEB], vec![DB], vec![WEB, DB], vec![DB, WEB]]);
        let services = prop::collection::vec(prop::sample::select(&SERVICES[..]), 0..3);
        (groups, prop::sample::select(&Way::ALL[..]), services, any::<bool>()).prop_map(
            |(groups, way, services, peers)| {
                let services = if way == Way::ToGroup { Vec::new() } else { services };
                let groups = groups.into_iter().map(str::to_owned).collect();
                Statement {
                    groups,
                    way,
                    services: services.into_iter().map(|text| parse_service(text).unwrap()).collect(),
                    peers,
                }
            },
        )
    }

    /// Parts of a profile that is no link, or a link and more.
    fn parts() -> impl Strategy<Value = Vec<(&'static str, String)>> {
        let rule = prop::sample::select(vec![
            r#"{"action": "allow", "src_tag": "l"}"#.to_owned(),
            format!(r#"{{"src_tag": "{WEB}"}}"#),
            format!(r#"{{"action": "allow", "src_tag": "{DB}", "protocol": "tcp", "dst_ports": [443, 80]}}"#),
            format!(r#"{{"action": "deny", "src_tag": "{WEB}"}}"#),
            format!(r#"{{"action": "allow", "src_selector": "has(calicross.sg/{WEB})"}}"#),
            r#"{"action": "allow", "protocol": "udp"}"#.to_owned(),
            r#"{"action": "nonsense"}"#.to_owned(),
            "{}".to_owned(),
        ]);
        let rules = (prop::collection::vec(rule.clone(), 0..4), prop::collection::vec(rule, 0..2)).prop_map(
            |(inbound, outbound)| {
                format!(
                    r#"{{"note": 1, "inbound_rules": [{}], "outbound_rules": [{}]}}"#,
                    inbound.join(", "),
                    outbound.join(", ")
                )
            },
        );
        let tags = prop::sample::select(vec![
            r#"["l"]"#.to_owned(),
            format!(r#"["{WEB}", "l", "x"]"#),
            format!(r#"["l", "{DB}"]"#),
            "1".to_owned(),
        ]);
        let labels = prop::sample::select(vec!["{}", r#"{"a": "b"}"#, "["]);
        (prop::option::of(tags), prop::option::of(rules), prop::option::of(labels)).prop_map(|(tags, rules, labels)| {
            let labels = labels.map(str::to_owned);
            [("tags", tags), ("rules", rules), ("labels", labels)]
                .into_iter()
                .filter_map(|(part, value)| Some((part, value?)))
                .collect()
        })
    }

    type Make = fn(&mut Plan, &Snapshot, &Wanted<'_>) -> Result<(), crate::link::wanted::LinkError>;

    fn made(make: Make, snapshot: &Snapshot, statement: &Statement) -> Plan {
        let all = groups::among(&profiles::all(snapshot));
        let groups: Vec<&Group> = statement.groups.iter().map(|group| &all[group]).collect();
        let Statement { way, peers, .. } = *statement;
        let mut plan = Plan::new();
        let wanted = Wanted { name: "l", groups, way, services: &statement.services, peers, update: true };
        make(&mut plan, snapshot, &wanted).unwrap();
        plan
    }

    fn same(a: &Statement, b: &Statement) -> bool {
        let groups =
            |statement: &Statement| statement.groups.iter().cloned().collect::<std::collections::BTreeSet<_>>();
        groups(a) == groups(b) && (a.way, a.peers) == (b.way, b.peers) && same_services(&a.services, &b.services)
    }

    #[test]
    fn what_is_more_than_a_link_says_nothing() {
        let tags = format!(r#"["l", "{WEB}"]"#);
        let rules = |inbound: &str, outbound: &str| {
            format!(
                r#"{{"id": "l", "inbound_rules": [{{"action": "allow", "src_tag": "l"}}, {inbound}], "outbound_rules": [{outbound}]}}"#
            )
        };
        let (back, out) = (format!(r#"{{"src_tag": "{WEB}"}}"#), r#"{"action": "allow"}"#);
        let said = |tags: &str, rules: &str, labels: &str| {
            said(&cloud(&[("tags", tags.to_owned()), ("rules", rules.to_owned()), ("labels", labels.to_owned())]))
        };
        let link = said(&tags, &rules(&back, out), "{}").unwrap();
        assert_eq!((link.groups.as_slice(), link.way, link.peers), ([WEB.to_owned()].as_slice(), Way::Both, true));
        assert!(link.services.is_empty());
        // Another tag, label or rule; no own tag; groups that are joined in different ways.
        assert_eq!(said(&tags.replace("\"l\"", "\"l\", \"x\""), &rules(&back, out), "{}"), None);
        assert_eq!(said(&format!(r#"["{WEB}"]"#), &rules(&back, out), "{}"), None);
        assert_eq!(said(&tags, &rules(&back, out), r#"{"a": "b"}"#), None);
        assert_eq!(said(&tags, &rules(&format!(r#"{back}, {{"protocol": "udp"}}"#), out), "{}"), None);
        assert_eq!(said(&tags, &rules(&back, ""), "{}"), None);
        assert_eq!(said(&tags, &rules(&back.replace(WEB, DB), out), "{}"), None);
        // The members of a group by their label, where pods of the link reach each other.
        let by_label = back.replace("src_tag", "src_selector").replace(WEB, &format!("has(calicross.sg/{WEB})"));
        assert_eq!(said(&tags, &rules(&by_label, out), "{}"), None);
    }

    proptest! {
        #[test]
        fn what_is_made_says_what_it_was_told(statement in statement()) {
            let snapshot = cloud(&[]);
            let added = made(tagged::add, &snapshot, &statement);
            let there = said(&after(&added, &snapshot));
            prop_assert!(there.as_ref().is_some_and(|there| same(there, &statement)), "{:?}\n{:?}", statement, there);
            // Either way makes the same of nothing, byte for byte.
            let brought = made(tagged::bring, &snapshot, &statement);
            prop_assert!(brought.does_the_same(&added));
        }

        #[test]
        fn any_profile_becomes_the_link(parts in parts(), statement in statement()) {
            let snapshot = cloud(&parts);
            let brought = after(&made(tagged::bring, &snapshot, &statement), &snapshot);
            let there = said(&brought);
            prop_assert!(there.as_ref().is_some_and(|there| same(there, &statement)), "{:?}\n{:?}\n{:?}", parts, statement, there);
            prop_assert!(made(tagged::bring, &brought, &statement).is_empty());
            // Members that no reader knows stay.
            let rules = brought.get("/calico/v1/policy/profile/l/rules").unwrap();
            let noted = |value: &[u8]| String::from_utf8_lossy(value).contains("note");
            prop_assert_eq!(noted(&rules.value), parts.iter().any(|(part, value)| *part == "rules" && noted(value.as_bytes())));
        }
    }
}
