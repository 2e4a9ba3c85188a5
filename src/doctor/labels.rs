//! Labels: what Felix 2 takes for a tag, and what two profiles say differently.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Findings, Fix, Inventory, Severity};
use crate::inventory::profiles::readable;
use crate::inventory::tags::{carriers, each_rule, named};
use crate::model::felix::Generation;
use crate::model::key::{Key, ProfilePart};

/// `label-is-tag`.
pub(super) fn tags(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let carried = carriers(&inventory.profiles);
    let mut tags: BTreeSet<String> = carried.keys().map(|tag| (*tag).to_owned()).collect();
    let mut in_rules: BTreeMap<String, usize> = BTreeMap::new();
    each_rule(&inventory.profiles, &inventory.policies, &mut |at| {
        for (tag, _) in named(at.rule.spec()) {
            *in_rules.entry(tag.to_owned()).or_default() += 1;
        }
    });
    tags.extend(in_rules.keys().cloned());
    let mut labelled: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for endpoint in &inventory.endpoints {
        for (key, _) in endpoint.seen.iter().flat_map(|seen| &seen.labels) {
            if let Some(tag) = tags.get(key.as_ref()) {
                labelled.entry(tag).or_insert((0, endpoint.path())).0 += 1;
            }
        }
    }
    let mut by_profiles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for profile in inventory.profiles.values() {
        for (key, _) in readable(&profile.labels).into_iter().flat_map(|labels| labels.iter()) {
            if let Some(tag) = tags.get(key) {
                by_profiles.entry(tag).or_default().push(&profile.name);
            }
        }
    }
    let runs_new = inventory.generations().contains(&Generation::Felix2);
    let both: BTreeSet<&str> = labelled.keys().chain(by_profiles.keys()).copied().collect();
    for tag in both {
        let mut who = Vec::new();
        let mut keys = Vec::new();
        if let Some((count, first)) = labelled.get(tag) {
            who.push(if *count == 1 { "1 endpoint".to_owned() } else { format!("{count} endpoints") });
            keys.push((*first).to_owned());
        }
        let of_profiles = by_profiles.get(tag).map(Vec::as_slice).unwrap_or_default();
        if let [first, ..] = of_profiles {
            let more =
                if of_profiles.len() == 1 { String::new() } else { format!(" and {} more", of_profiles.len() - 1) };
            who.push(format!("profile {first}{more}"));
            keys.extend(of_profiles.iter().map(|name| Key::profile(name, ProfilePart::Labels).path()));
        }
        let rules = match in_rules.get(tag) {
            None => "a selector has(...) matches members of the tag".to_owned(),
            Some(1) => "1 rule for the tag matches them".to_owned(),
            Some(count) => format!("{count} rules for the tag match them"),
        };
        let text = format!("is a tag, and a label of {}: to Felix 2, {rules}", who.join(" and of "));
        let fix = match (of_profiles, labelled.contains_key(tag)) {
            ([profile], false) => {
                Fix::manual("call the label otherwise", format!("calicross profile label remove {profile} {tag}"))
            }
            _ => Fix::by_hand("call the label or the tag otherwise; the labels of a pod are Kubernetes'"),
        };
        let finding = Finding::new(format!("name {tag}"), text).keys(keys).fix(fix);
        found.add(if runs_new { finding } else { finding.severity(Severity::Notice) });
    }
}

/// A label that two profiles of one endpoint set differently.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Conflict {
    label: String,
    first: (String, String),
    last: (String, String),
}

/// `label-conflict`.
pub(super) fn conflicts(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    // Most endpoints have the profiles of others.
    let mut known: BTreeMap<Vec<&str>, Vec<Conflict>> = BTreeMap::new();
    let mut all: BTreeMap<Conflict, (usize, &str)> = BTreeMap::new();
    for endpoint in &inventory.endpoints {
        let Ok(seen) = &endpoint.seen else { continue };
        let names: Vec<&str> = seen.profiles.iter().map(|name| name.as_ref()).collect();
        if names.len() < 2 {
            continue;
        }
        let conflicts = known.entry(names).or_insert_with_key(|names| of_profiles(inventory, names));
        // Its own label counts before those of all profiles.
        let own = |label: &str| seen.labels.iter().any(|(key, _)| key == label);
        for conflict in conflicts.iter().filter(|conflict| !own(&conflict.label)) {
            all.entry(conflict.clone()).or_insert((0, endpoint.path())).0 += 1;
        }
    }
    let both = inventory.generations().len() > 1;
    for (Conflict { label, first, last }, (count, endpoint)) in all {
        let whose = if count == 1 { "one endpoint's".to_owned() } else { format!("{count} endpoints'") };
        let text = format!(
            "is '{}' in profile {} and '{}' in profile {}, both {whose}: Felix 1.4 takes the last one's, Felix 2 the first one's",
            first.1.escape_debug(),
            first.0,
            last.1.escape_debug(),
            last.0
        );
        let fix = Fix::manual(
            format!("say it in one of the two, for all their endpoints; to take it off {}", first.0),
            format!("calicross profile label remove {} {label}", first.0),
        );
        let keys = [&first.0, &last.0].map(|name| Key::profile(name, ProfilePart::Labels).path());
        let finding = Finding::new(format!("label {label}"), text).keys(keys).key(endpoint).fix(fix);
        found.add(if both { finding } else { finding.severity(Severity::Notice) });
    }
}

/// The labels on which profiles do not agree: what the first of them says that has the label, and the last.
fn of_profiles(inventory: &Inventory<'_>, names: &[&str]) -> Vec<Conflict> {
    let mut said: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for name in names {
        let labels = inventory.profiles.get(*name).and_then(|profile| readable(&profile.labels));
        for (key, value) in labels.into_iter().flat_map(|labels| labels.iter()) {
            said.entry(key).or_default().push((name, value));
        }
    }
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let conflict = |(label, by): (&str, Vec<(&str, &str)>)| {
        let (first, last) = (*by.first()?, *by.last()?);
        (first.1 != last.1).then(|| Conflict { label: label.to_owned(), first: own(first), last: own(last) })
    };
    said.into_iter().filter_map(conflict).collect()
}

#[cfg(test)]
mod tests {
    use crate::doctor::testing::{GROUP, POD, Store};
    use crate::model::felix::Generation;

    #[test]
    fn a_label_with_the_name_of_a_tag() {
        Store::sound().has_not("label-is-tag");
        let store = Store::sound().put("/calico/v1/policy/profile/k8s_ns.ccp/labels", &format!(r#"{{"{GROUP}": ""}}"#));
        assert_eq!(
            store.clone().felix(Generation::Felix2).explained("label-is-tag"),
            [format!(
                "warning name {GROUP}: is a tag, and a label of profile k8s_ns.ccp: to Felix 2, 2 rules for the tag match them [manual: call \
                 the label otherwise: calicross profile label remove k8s_ns.ccp {GROUP}]"
            )]
        );
        assert!(store.felix(Generation::Felix14).explained("label-is-tag")[0].starts_with("notice "));
        let store = Store::sound().edit(POD, r#""run":"frontend""#, r#""k8s_ns.shop":"frontend""#);
        assert_eq!(
            store.told("label-is-tag"),
            [
                "name k8s_ns.shop: is a tag, and a label of 1 endpoint: to Felix 2, a selector has(...) matches members of the tag"
            ]
        );
    }

    #[test]
    fn a_label_on_which_two_profiles_differ() {
        Store::sound().has_not("label-conflict");
        let two = Store::sound().edit(POD, r#"["k8s_ns.shop"]"#, r#"["k8s_ns.shop","k8s_ns.cart"]"#);
        assert_eq!(
            two.told("label-conflict"),
            [
                "label k8s_ns/label/name: is 'shop' in profile k8s_ns.shop and 'cart' in profile k8s_ns.cart, both one endpoint's: Felix 1.4 \
              takes the last one's, Felix 2 the first one's"
            ]
        );
        assert!(two.clone().felix(Generation::Felix14).explained("label-conflict")[0].starts_with("notice "));
        let mixed =
            two.clone().put("/calicross/v1/settings", r#"{"felix": "1.4", "hosts": {"node2": {"felix": "2.6"}}}"#);
        let told = mixed.explained("label-conflict");
        assert!(
            told[0].starts_with("warning ")
                && told[0].ends_with("calicross profile label remove k8s_ns.shop k8s_ns/label/name]"),
            "{told:?}"
        );
        // Its own label decides for both.
        two.edit(POD, r#""run":"#, r#""k8s_ns/label/name":"shop","run":"#).has_not("label-conflict");
    }
}
