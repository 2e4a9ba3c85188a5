//! Security groups: those that are gone and still named, those without their tag, and their profiles on pods.

use std::collections::{BTreeMap, BTreeSet};

use super::{Class, Edit, Finding, Findings, Fix, Inventory, Severity};
use crate::inventory::groups::{self, Group};
use crate::inventory::profiles::{self, Fault, readable};
use crate::inventory::tags::{self, RulesOf};
use crate::link::attach::attached;
use crate::link::wanted::{Wanted, Way};
use crate::link::{Mechanism, member_label, tagged};
use crate::model::key::ProfilePart;
use crate::model::openstack::{self, is_uuid};
use crate::model::profile::{Direction, Rules, Tags};
use crate::model::rule::Rule;
use crate::model::selector::Selector;
use crate::plan::Plan;

/// What names a group that is gone.
#[derive(Default)]
struct Named<'a> {
    /// The profiles that carry its tag.
    carriers: BTreeSet<&'a str>,
    /// The rules that name it, by the key that they are in.
    rules: BTreeMap<String, Naming>,
    /// Whether a rule is for all but its members: without it, it would match no more.
    negated: bool,
}

/// The rules of one key that name a group.
struct Naming {
    /// Whose they are.
    of: String,
    /// Whether that is a security group, too.
    of_group: bool,
    count: usize,
}

/// `group-gone`.
pub(super) fn gone(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let known: BTreeSet<&str> = inventory.groups.values().flat_map(|group| [group.id.as_str(), group.tag()]).collect();
    let is_gone = |tag: &str| is_uuid(tag) && !known.contains(tag);
    let mut named: BTreeMap<String, Named<'_>> = BTreeMap::new();
    for profile in inventory.profiles.values() {
        for tag in readable(&profile.tags).into_iter().flat_map(Tags::iter).filter(|tag| is_gone(tag)) {
            named.entry(tag.to_owned()).or_default().carriers.insert(&profile.name);
        }
    }
    let by_label: BTreeMap<String, &str> = inventory
        .links
        .iter()
        .flat_map(|link| &link.groups)
        .filter(|joined| is_gone(&joined.group))
        .map(|joined| (member_label(&joined.group), joined.group.as_str()))
        .collect();
    tags::each_rule(&inventory.profiles, &inventory.policies, &mut |at| {
        let mut name = |group: &str, negated: bool| {
            let entry = named.entry(group.to_owned()).or_default();
            let of_group = matches!(at.of, RulesOf::Profile(name) if openstack::group_of(name).is_some());
            let new = || Naming { of: at.of.to_string(), of_group, count: 0 };
            entry.rules.entry(at.of.key().path()).or_insert_with(new).count += 1;
            entry.negated |= negated;
        };
        for (tag, role) in tags::named(at.rule.spec()).filter(|(tag, _)| is_gone(tag)) {
            name(tag, role.negated);
        }
        if !by_label.is_empty() {
            let labels = labels_of(at.rule);
            labels.iter().filter_map(|label| by_label.get(label)).for_each(|group| name(group, false));
        }
    });
    // Where there is no OpenStack, such a tag may be anybody's.
    let severity = if inventory.has_openstack() { Severity::Warning } else { Severity::Notice };
    for (group, named) in named {
        let names = named.carriers.iter().map(|name| format!("profile {name} (tag)"));
        let rules = named
            .rules
            .values()
            .map(|Naming { of, count, .. }| format!("{of} ({count} rule{})", if *count == 1 { "" } else { "s" }));
        let text = format!("is gone, and still named by {}", names.chain(rules).collect::<Vec<_>>().join(", "));
        let label = groups::label(&group, &inventory.names);
        let finding = Finding::new(format!("security group {label}"), text).severity(severity);
        let tags = named.carriers.iter().map(|name| profiles::path(name, ProfilePart::Tags));
        let keys: Vec<String> = tags.chain(named.rules.keys().cloned()).collect();
        found.add(finding.keys(&keys).fix(forget(&group, &named)));
    }
}

/// The labels that a rule tells its ends by.
fn labels_of(rule: &Rule) -> BTreeSet<String> {
    let selectors = rule.spec().ends().filter_map(|end| end.selector.as_deref());
    let selectors = selectors.filter_map(|text| Selector::parse(text).ok());
    selectors.flat_map(|selector| selector.labels().into_iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Takes a group's tag and the rules that name it out of what is not a security group's own.
fn forget(group: &str, named: &Named<'_>) -> Fix {
    let is_foreign = |name: &str| openstack::group_of(name).is_some();
    if named.negated {
        return Fix::by_hand(
            "a rule for all but the group's members matches everybody now: it is put right or removed",
        );
    }
    if named.carriers.iter().any(|name| is_foreign(name)) || named.rules.values().any(|rules| rules.of_group) {
        return Fix::by_hand(
            "networking-calico takes it out of security groups at its resync, if a neutron-server runs",
        );
    }
    let mut edits = Vec::new();
    for name in &named.carriers {
        let tag = group.to_owned();
        edits.push(Edit::rewrite(profiles::path(name, ProfilePart::Tags), move |value| {
            let mut tags = Tags::parse(value).ok()?;
            tags.remove(&tag).then(|| tags.to_bytes())
        }));
    }
    for path in named.rules.keys() {
        let (tag, label) = (group.to_owned(), member_label(group));
        let names = move |rule: &Rule| {
            tags::named(rule.spec()).any(|(named, _)| named == tag) || labels_of(rule).contains(&label)
        };
        edits.push(Edit::rules(path, move |rules| remove(rules, &names)));
    }
    Fix::edits(Class::ChangesTraffic, "takes its tag and the rules that name it away", edits)
}

/// Removes the rules of which something is true; tells whether there were any.
fn remove(rules: &mut Rules, is: &dyn Fn(&Rule) -> bool) -> bool {
    let mut removed = false;
    for direction in Direction::BOTH {
        while let Some(at) = rules.position_where(direction, is) {
            if rules.remove(direction, at).is_err() {
                break;
            }
            removed = true;
        }
    }
    removed
}

/// `group-tag`.
pub(super) fn tag(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for group in inventory.groups.values() {
        // Labels alone are an operator's, of a group that is gone.
        if group.profile.tags.is_none() && group.profile.rules.is_none() {
            continue;
        }
        let path = profiles::path(&group.profile.name, ProfilePart::Tags);
        let text = match &group.profile.tags {
            None => "has no tags".to_owned(),
            Some(Err(why)) => format!("has tags that cannot be read: {why}"),
            Some(Ok(tags)) if tags.contains(&group.id) => continue,
            Some(Ok(_)) => "carries other tags only".to_owned(),
        };
        let label = groups::label(&group.id, &inventory.names);
        let id = group.id.clone();
        let edit = match &group.profile.tags {
            Some(Ok(_)) => Edit::rewrite(&path, move |value| {
                let mut tags = Tags::parse(value).ok()?;
                tags.add(&id).then(|| tags.to_bytes())
            }),
            _ => Edit::put(&path, Tags::of([id]).to_bytes()),
        };
        let fix = Fix::edit(Class::ChangesTraffic, format!("adds tag {}", group.id), edit);
        let text = format!("{text}: no rule that names the group, and no link, knows its members");
        found.add(Finding::new(format!("security group {label}"), text).key(path).fix(fix));
    }
}

/// `group-profile-on-pod`.
pub(super) fn on_pods(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for endpoint in inventory.endpoints.iter().filter(|endpoint| !endpoint.key.is_openstack()) {
        let Ok(seen) = &endpoint.seen else { continue };
        let groups: BTreeSet<&str> = seen.profiles.iter().filter_map(|id| openstack::group_of(id)).collect();
        for id in groups {
            let label = groups::label(id, &inventory.names);
            let profile = openstack::group_profile(id);
            let text = format!(
                "has the profile of security group {label} itself: the group's rules hold for it, and it is cut off when Neutron \
                 removes the group"
            );
            let key = profiles::path(&profile, ProfilePart::Rules);
            let fix = match inventory.groups.get(id) {
                Some(group) => link_instead(inventory, group, endpoint.path()),
                None => Some(Fix::manual(
                    "the group is gone: the profile goes, too",
                    format!("calicross endpoint profile remove {} {profile}", endpoint.key.name()),
                )),
            };
            found.add(Finding::new(endpoint.object(), text).key(endpoint.path()).key(key).fix(fix));
        }
    }
}

/// Puts a link to a group in the place of the group's own profile: one that is there, or a new one.
fn link_instead(inventory: &Inventory<'_>, group: &Group, endpoint: &str) -> Option<Fix> {
    let joins = |link: &&crate::link::Link| {
        link.mechanism == Mechanism::Tag
            && Fault::of(inventory.profiles.get(&link.name)).is_none()
            && matches!(link.groups.as_slice(), [joined] if joined.group == group.id && joined.direction() == "both")
    };
    let (link, mut edits) = match inventory.links.iter().find(joins) {
        Some(link) => (link.name.clone(), Vec::new()),
        None => {
            let link = new_name(inventory, &group.id);
            let wanted =
                Wanted { name: &link, groups: vec![group], way: Way::Both, services: &[], peers: true, update: false };
            let mut plan = Plan::new();
            // What cannot be read stands in the way, and is told of by itself.
            tagged::add(&mut plan, inventory.snapshot, &wanted).ok()?;
            (link, Edit::of_plan(&plan))
        }
    };
    let (name, replaced) = (link.clone(), openstack::group_profile(&group.id));
    edits.push(Edit::endpoint(endpoint, move |endpoint| {
        let ids: Vec<String> = endpoint.profile_ids().unwrap_or_default().into_iter().map(str::to_owned).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        endpoint.set_profile_ids(&attached(&ids, &name, Some(&replaced)));
    }));
    let text = format!("puts link {link} in its place: what the group may open to the pod, and the pod to the group");
    Some(Fix::edits(Class::ChangesTraffic, text, edits))
}

/// A name for a link to a group that no profile has.
fn new_name(inventory: &Inventory<'_>, group: &str) -> String {
    let short = group.get(..8).unwrap_or(group);
    let name = format!("to-sg-{short}");
    if inventory.profiles.contains_key(&name) { format!("to-sg-{group}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{GROUP, POD, POD2, Store};

    const GONE: &str = "aaaaaaaa-0000-4000-8000-000000000001";
    const PROFILES: &str = "/calico/v1/policy/profile";

    fn link(store: Store, group: &str) -> Store {
        let rules = format!(
            r#"{{"id": "l", "inbound_rules": [{{"action": "allow", "src_tag": "l"}}, {{"action": "allow", "src_tag": "{group}"}}], "outbound_rules": [{{"action": "allow"}}]}}"#
        );
        store
            .put(&format!("{PROFILES}/l/tags"), &format!(r#"["l", "{group}"]"#))
            .put(&format!("{PROFILES}/l/rules"), &rules)
            .edit(POD, "k8s_ns.shop", "l")
            .edit(POD2, "k8s_ns.shop", "l")
    }

    #[test]
    fn a_group_that_is_gone() {
        link(Store::sound(), GROUP).has_not("group-gone");
        let tier = "/calico/v1/policy/tier/k8s-openstack/policy/sg1_ns1";
        let policy = format!(
            r#"{{"order": 1000, "selector": "", "inbound_rules": [{{"action": "allow", "src_tag": "{GONE}", "dst_selector": "calico/k8s_ns == 'shop'"}}], "outbound_rules": [{{"action": "next-tier"}}]}}"#
        );
        let store = link(Store::sound(), GONE).put(tier, &policy);
        insta::assert_snapshot!(store.explained("group-gone").join("\n"), @"warning security group aaaaaaaa-0000-4000-8000-000000000001: is gone, and still named by profile l (tag), profile l (1 rule), policy k8s-openstack/sg1_ns1 (1 rule) [changes-traffic: takes its tag and the rules that name it away]");
        let repaired = store.repaired("group-gone");
        insta::assert_debug_snapshot!(repaired.changes(), @r#"
        [
            (
                "/calico/v1/policy/profile/l/rules",
                Some(
                    "{\"id\": \"l\", \"inbound_rules\": [{\"action\": \"allow\", \"src_tag\": \"l\"}], \"outbound_rules\": [{\"action\": \"allow\"}]}",
                ),
            ),
            (
                "/calico/v1/policy/profile/l/tags",
                Some(
                    "[\"l\"]",
                ),
            ),
            (
                "/calico/v1/policy/tier/k8s-openstack/policy/sg1_ns1",
                Some(
                    "{\"order\": 1000, \"selector\": \"\", \"inbound_rules\": [], \"outbound_rules\": [{\"action\": \"next-tier\"}]}",
                ),
            ),
        ]
        "#);
        // The two pods still let each other in, by the link's own tag.
        assert!(!repaired.opens() && !repaired.closes());
    }

    #[test]
    fn what_nobody_but_neutron_or_a_person_can_put_right() {
        let rules = format!(r#"{{"inbound_rules": [{{"action": "deny", "!src_tag": "{GONE}"}}]}}"#);
        let store = Store::sound().put(&format!("{PROFILES}/p/rules"), &rules);
        insta::assert_snapshot!(store.explained("group-gone").join("\n"), @"warning security group aaaaaaaa-0000-4000-8000-000000000001: is gone, and still named by profile p (1 rule) [manual: a rule for all but the group's members matches everybody now: it is put right or removed]");
        let own = format!("{PROFILES}/openstack-sg-{GROUP}/tags");
        let store = Store::sound().put(&own, &format!(r#"["{GROUP}", "{GONE}"]"#));
        insta::assert_snapshot!(store.explained("group-gone").join("\n"), @"warning security group aaaaaaaa-0000-4000-8000-000000000001: is gone, and still named by profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a (tag) [manual: networking-calico takes it out of security groups at its resync, if a neutron-server runs]");
    }

    #[test]
    fn a_group_without_its_tag() {
        let path = format!("{PROFILES}/openstack-sg-{GROUP}/tags");
        // networking-calico writes rules and tags one after the other.
        let store = Store::sound().delete(&path);
        insta::assert_snapshot!(store.explained("group-tag").join("\n"), @"error security group 4fe422ed-4730-4af4-b835-38d09235bd4a: has no tags: no rule that names the group, and no link, knows its members [changes-traffic: adds tag 4fe422ed-4730-4af4-b835-38d09235bd4a]");
        let repaired = store.repaired("group-tag");
        assert_eq!(repaired.value(&path), Store::sound().value(&path));
        assert!(repaired.opens() && !repaired.closes());
        for broken in ["[", "{}"] {
            let repaired = Store::sound().put(&path, broken).repaired("group-tag");
            assert_eq!(repaired.value(&path), Store::sound().value(&path));
        }
        let other = Store::sound().put(&path, r#"["web"]"#).repaired("group-tag");
        assert_eq!(other.value(&path), format!(r#"["web", "{GROUP}"]"#));
        // What an operator has left of a group that is gone.
        Store::sound().put(&format!("{PROFILES}/openstack-sg-{GONE}/labels"), "{}").has_not("group-tag");
    }

    #[test]
    fn a_groups_profile_on_a_pod() {
        let own = format!("openstack-sg-{GROUP}");
        let store = Store::sound().edit(POD, "k8s_ns.shop", &own).edit(POD2, "k8s_ns.shop", &own);
        insta::assert_snapshot!(store.explained("group-profile-on-pod").join("\n"), @"
        warning endpoint node1/k8s/shop.frontend-2611209331-q9z8y/eth0: has the profile of security group 4fe422ed-4730-4af4-b835-38d09235bd4a itself: the group's rules hold for it, and it is cut off when Neutron removes the group [changes-traffic: puts link to-sg-4fe422ed in its place: what the group may open to the pod, and the pod to the group]
        warning endpoint node2/k8s/shop.frontend-2611209331-mk3d1/eth0: has the profile of security group 4fe422ed-4730-4af4-b835-38d09235bd4a itself: the group's rules hold for it, and it is cut off when Neutron removes the group [changes-traffic: puts link to-sg-4fe422ed in its place: what the group may open to the pod, and the pod to the group]
        ");
        let repaired = store.repaired("group-profile-on-pod");
        insta::assert_debug_snapshot!(repaired.changes(), @r#"
        [
            (
                "/calico/v1/host/node1/workload/k8s/shop.frontend-2611209331-q9z8y/endpoint/eth0",
                Some(
                    "{\"state\":\"active\",\"name\":\"calic6280f92eed\",\"active_instance_id\":\"02853525fd02bb1a80ea18658a65ff74833872059591fc18ae43f6525baddfa5\",\"mac\":\"32:46:3b:85:fc:a7\",\"profile_ids\":[\"to-sg-4fe422ed\"],\"ipv4_nets\":[\"10.233.71.5/32\"],\"ipv6_nets\":[],\"labels\":{\"calico/k8s_ns\":\"shop\",\"pod-template-hash\":\"2611209331\",\"run\":\"frontend\",\"tier\":\"web\"}}",
                ),
            ),
            (
                "/calico/v1/host/node2/workload/k8s/shop.frontend-2611209331-mk3d1/endpoint/eth0",
                Some(
                    "{\"state\":\"active\",\"name\":\"cali6de4727959c\",\"active_instance_id\":\"ef9ec359ed709e1e8e19451c0b3066e7db1020e730e11856b84bee3b7c0c9862\",\"mac\":\"72:bb:ba:de:11:34\",\"profile_ids\":[\"to-sg-4fe422ed\"],\"ipv4_nets\":[\"10.233.74.68/32\"],\"ipv6_nets\":[],\"labels\":{\"calico/k8s_ns\":\"shop\",\"pod-template-hash\":\"2611209331\",\"run\":\"frontend\",\"tier\":\"web\"}}",
                ),
            ),
            (
                "/calico/v1/policy/profile/to-sg-4fe422ed/labels",
                Some(
                    "{}",
                ),
            ),
            (
                "/calico/v1/policy/profile/to-sg-4fe422ed/rules",
                Some(
                    "{\"id\": \"to-sg-4fe422ed\", \"inbound_rules\": [{\"action\": \"allow\", \"src_tag\": \"to-sg-4fe422ed\"}, {\"action\": \"allow\", \"src_tag\": \"4fe422ed-4730-4af4-b835-38d09235bd4a\"}], \"outbound_rules\": [{\"action\": \"allow\"}]}",
                ),
            ),
            (
                "/calico/v1/policy/profile/to-sg-4fe422ed/tags",
                Some(
                    "[\"to-sg-4fe422ed\", \"4fe422ed-4730-4af4-b835-38d09235bd4a\"]",
                ),
            ),
        ]
        "#);
        assert!(repaired.closes());
        // A link that is there serves.
        let linked = link(Store::sound(), GROUP).edit(POD, r#"["l"]"#, &format!(r#"["{own}", "k8s_ns.cart"]"#));
        let repaired = linked.repaired("group-profile-on-pod");
        assert_eq!(repaired.changes().len(), 1);
        assert!(repaired.value(POD).contains(r#""profile_ids":["l","k8s_ns.cart"]"#), "{}", repaired.value(POD));
        let gone = Store::sound().edit(POD, "k8s_ns.shop", &format!("openstack-sg-{GONE}"));
        insta::assert_snapshot!(gone.explained("group-profile-on-pod").join("\n"), @"warning endpoint node1/k8s/shop.frontend-2611209331-q9z8y/eth0: has the profile of security group aaaaaaaa-0000-4000-8000-000000000001 itself: the group's rules hold for it, and it is cut off when Neutron removes the group [manual: the group is gone: the profile goes, too: calicross endpoint profile remove node1/k8s/shop.frontend-2611209331-q9z8y/eth0 openstack-sg-aaaaaaaa-0000-4000-8000-000000000001]");
    }
}
