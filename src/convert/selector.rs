//! Selectors, with the names that Calico v3 has for Kubernetes' labels and with tags as labels.

use std::borrow::Cow;

use crate::link::NAMESPACE_LABEL;
use crate::model::felix::Generation;
use crate::model::selector::Selector;

/// The label of the namespace in v3, which every workload endpoint has there, whatever its orchestrator.
pub const NAMESPACE_LABEL_V3: &str = "projectcalico.org/namespace";
/// How labels of namespaces begin, and how they do in v3.
const OF_NAMESPACE: &str = "k8s_ns/label/";
const OF_NAMESPACE_V3: &str = "pcns.";

/// What v3 calls a label.
pub fn label(key: &str) -> Cow<'_, str> {
    match key.strip_prefix(OF_NAMESPACE) {
        _ if key == NAMESPACE_LABEL => NAMESPACE_LABEL_V3.into(),
        Some(rest) if !rest.is_empty() => format!("{OF_NAMESPACE_V3}{rest}").into(),
        _ => key.into(),
    }
}

/// A selector with the labels as v3 calls them; all else in its own spelling.
///
/// # Errors
/// What is no selector, as a fragment.
pub fn convert(text: &str) -> Result<String, String> {
    let bad = |why: String| format!("selector '{}' is none: {why}", text.escape_debug());
    Selector::parse_as(text, Generation::Felix2).map_err(|why| bad(why.to_string()))?;
    Ok(renamed(text))
}

/// Renames the labels of a selector: words that stand in no string.
fn renamed(text: &str) -> String {
    let is_label = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '-');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => {
                let inner = rest.get(1..).unwrap_or_default();
                inner.find(first).map_or(rest.len(), |end| end + 2)
            }
            c if is_label(c) => rest.find(|c| !is_label(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        out.push_str(&if is_label(first) { label(token) } else { token.into() });
        rest = behind;
    }
    out
}

/// What an end of a rule asks of labels, from its selector and its tag: both, where it must be so; neither, where it must not.
///
/// # Errors
/// What is no selector, or a tag that cannot be a label.
pub fn of_end(selector: Option<&str>, tag: Option<&str>, negated: bool) -> Result<Option<String>, String> {
    let selector = selector.filter(|text| !text.trim().is_empty()).map(convert).transpose()?;
    let tag = tag.map(of_tag).transpose()?;
    Ok(match (selector, tag) {
        // What must have neither: one negated selector, of what has one of them.
        (Some(selector), Some(tag)) if negated => Some(format!("({selector}) || {tag}")),
        (Some(selector), Some(tag)) => Some(format!("({selector}) && {tag}")),
        (selector, tag) => selector.or(tag),
    })
}

/// What selects the endpoints that had a tag.
fn of_tag(tag: &str) -> Result<String, String> {
    let text = format!("{tag} == ''");
    match Selector::parse_as(&text, Generation::Felix2) {
        Ok(Selector::Is(key, _)) if key == tag => Ok(text),
        _ => Err(format!("tag '{}' cannot be a label", tag.escape_debug())),
    }
}

/// Whether it makes a difference to some part of a selector that something without a label gets it with a value.
pub fn heeds(selector: &Selector, key: &str, value: &str) -> bool {
    match selector {
        Selector::All => false,
        Selector::Not(inner) => heeds(inner, key, value),
        Selector::And(parts) | Selector::Or(parts) => parts.iter().any(|part| heeds(part, key, value)),
        part => part.matches(&|_: &str| None) != part.matches(&|asked: &str| (asked == key).then_some(value)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn labels_are_renamed_and_nothing_else() {
        for (from, to) in [
            ("calico/k8s_ns == 'calico/k8s_ns'", "projectcalico.org/namespace == 'calico/k8s_ns'"),
            ("has(calico/k8s_ns)&&!has( calico/k8s_ns2 )", "has(projectcalico.org/namespace)&&!has( calico/k8s_ns2 )"),
            (
                "k8s_ns/label/team in {\"a\", 'it is \"k8s_ns/label/x\"'}",
                "pcns.team in {\"a\", 'it is \"k8s_ns/label/x\"'}",
            ),
            ("k8s_ns/label/a.io/b != 'x' || all()", "pcns.a.io/b != 'x' || all()"),
            ("role == 'web'", "role == 'web'"),
            ("", ""),
        ] {
            assert_eq!(convert(from).unwrap(), to);
        }
        assert!(convert("role = 'web'").unwrap_err().starts_with("selector 'role = \\'web\\'' is none: "));
    }

    #[test]
    fn tags_are_labels_without_a_value() {
        let end = |selector, tag, negated| of_end(selector, tag, negated).unwrap().unwrap_or_default();
        assert_eq!(end(None, Some("t"), false), "t == ''");
        assert_eq!(end(Some("a == 'b' || c == 'd'"), Some("t"), false), "(a == 'b' || c == 'd') && t == ''");
        assert_eq!(end(Some("a == 'b'"), Some("t"), true), "(a == 'b') || t == ''");
        assert_eq!(end(Some(" "), None, false), "");
        for bad in ["a b", "", "é", "a'"] {
            assert!(of_end(None, Some(bad), false).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_a_new_label_makes_a_difference_to() {
        let heeds = |text: &str| heeds(&Selector::parse(text).unwrap(), NAMESPACE_LABEL, "openstack");
        for yes in ["has(calico/k8s_ns)", "a == 'b' && !has(calico/k8s_ns)", "calico/k8s_ns in {'openstack'}"] {
            assert!(heeds(yes), "{yes}");
        }
        for no in ["calico/k8s_ns == 'shop'", "calico/k8s_ns not in {'shop'}", "all()", "has(role)"] {
            assert!(!heeds(no), "{no}");
        }
    }

    /// Selectors over some labels, Kubernetes' among them.
    fn selectors() -> impl Strategy<Value = Selector> {
        let key = prop::sample::select(vec![NAMESPACE_LABEL, "k8s_ns/label/team", "role", "calico/k8s_ns2", "tier"]);
        let value = prop::sample::select(vec!["", "a", "calico/k8s_ns", "k8s_ns/label/team"]);
        let values = prop::collection::btree_set(value.clone().prop_map(str::to_owned), 1..3);
        let leaf = (key, value, values, 0..6u8).prop_map(|(key, value, values, form)| match form {
            0 => Selector::Has(key.into()),
            1 => Selector::Is(key.into(), value.into()),
            2 => Selector::IsNot(key.into(), value.into()),
            3 => Selector::In(key.into(), values),
            4 => Selector::NotIn(key.into(), values),
            _ => Selector::All,
        });
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                inner.clone().prop_map(|inner| Selector::Not(Box::new(inner))),
                prop::collection::vec(inner.clone(), 2..4).prop_map(Selector::And),
                prop::collection::vec(inner, 2..4).prop_map(Selector::Or),
            ]
        })
    }

    proptest! {
        #[test]
        fn converted_selectors_select_the_same(
            is in selectors(),
            labels in prop::collection::btree_map(
                prop::sample::select(vec![NAMESPACE_LABEL, "k8s_ns/label/team", "role", "calico/k8s_ns2", "tier"]),
                prop::sample::select(vec!["", "a", "calico/k8s_ns", "k8s_ns/label/team"]), 0..4),
            tagged in any::<bool>(),
            negated in any::<bool>(),
        ) {
            let text = is.to_string();
            let renamed: BTreeMap<String, &str> =
                labels.iter().map(|(key, value)| (label(key).into_owned(), *value)).collect();
            let after = Selector::parse_as(&convert(&text).unwrap(), Generation::Felix2).unwrap();
            let before = is.matches(&|key: &str| labels.get(key).copied());
            prop_assert_eq!(before, after.matches(&|key: &str| renamed.get(key).copied()), "{}", text);
            // With a tag: an end must have both, or neither.
            let joined = of_end(Some(&text), Some("the-tag"), negated).unwrap().unwrap();
            let joined = Selector::parse_as(&joined, Generation::Felix2).unwrap();
            let matched = joined.matches(&|key: &str| match key {
                "the-tag" => tagged.then_some(""),
                key => renamed.get(key).copied(),
            });
            prop_assert_eq!(if negated { before || tagged } else { before && tagged }, matched);
        }

        #[test]
        fn no_text_is_too_odd(text in "[a-z/_'\"!(){}=&| é-]{0,30}") {
            let _ = convert(&text);
            let _ = renamed(&text);
        }
    }
}
