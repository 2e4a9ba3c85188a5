//! A link in an endpoint's list of profiles.
//!
//! Each list is written at once, so that an endpoint is never open to more than before or after, nor cut off between.

/// The list with a link attached: at its end, or in the place of a profile that it replaces. Where the list has both, the
/// link takes the earlier of the two places; where it has the link already, and nothing to replace, it stays as it is.
pub fn attached<'a>(ids: &[&'a str], link: &'a str, replaced: Option<&str>) -> Vec<&'a str> {
    match replaced.filter(|old| *old != link && ids.contains(old)) {
        Some(old) => exchanged(ids, old, link),
        None if ids.contains(&link) => ids.to_vec(),
        None => ids.iter().copied().chain([link]).collect(),
    }
}

/// The list with a link taken off, or with a profile in its place. A list without the link stays as it is.
pub fn detached<'a>(ids: &[&'a str], link: &str, restored: Option<&'a str>) -> Vec<&'a str> {
    match restored.filter(|new| *new != link && ids.contains(&link)) {
        Some(new) => exchanged(ids, link, new),
        None => ids.iter().copied().filter(|id| *id != link).collect(),
    }
}

/// The list with a profile in another's place, or where it stands already if that is earlier.
fn exchanged<'a>(ids: &[&'a str], old: &str, new: &'a str) -> Vec<&'a str> {
    let either = |id: &&str| *id == old || *id == new;
    let place = ids.iter().position(either).unwrap_or(ids.len());
    let (before, after) = ids.split_at(place);
    before.iter().copied().chain([new]).chain(after.iter().copied().filter(|id| !either(id))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_link_goes_to_the_end_or_into_a_place() {
        assert_eq!(attached(&["a"], "l", None), ["a", "l"]);
        assert_eq!(attached(&["a", "b"], "l", Some("a")), ["l", "b"]);
        assert_eq!(attached(&["a", "b", "l"], "l", Some("a")), ["l", "b"]);
        assert_eq!(attached(&["l", "b", "a"], "l", Some("a")), ["l", "b"]);
        assert_eq!(attached(&["a", "b", "a"], "l", Some("a")), ["l", "b"]);
        assert_eq!(attached(&["b", "l"], "l", Some("a")), ["b", "l"]);
        assert_eq!(attached(&["b"], "l", Some("a")), ["b", "l"]);
        assert_eq!(attached(&["b", "l"], "l", Some("l")), ["b", "l"]);
    }

    #[test]
    fn a_link_goes_and_another_profile_takes_its_place() {
        assert_eq!(detached(&["a", "l", "b"], "l", None), ["a", "b"]);
        assert_eq!(detached(&["l", "b"], "l", Some("a")), ["a", "b"]);
        assert_eq!(detached(&["a", "l"], "l", Some("a")), ["a"]);
        assert_eq!(detached(&["b"], "l", Some("a")), ["b"]);
    }

    proptest! {
        #[test]
        fn what_is_done_is_done(ids in prop::collection::vec("[a-d]", 0..5), replaced in prop::option::of("[a-e]")) {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let once = attached(&ids, "l", replaced.as_deref());
            prop_assert_eq!(once.iter().filter(|id| **id == "l").count(), 1);
            prop_assert_eq!(attached(&once, "l", replaced.as_deref()), once.clone());
            if let Some(replaced) = replaced.as_deref() {
                prop_assert!(!once.contains(&replaced));
            }
            // All else stays, in its order.
            let rest = |ids: &[&str]| -> Vec<String> {
                ids.iter().filter(|id| **id != "l" && Some(**id) != replaced.as_deref()).map(ToString::to_string).collect()
            };
            prop_assert_eq!(rest(&once), rest(&ids));
            prop_assert!(!detached(&once, "l", replaced.as_deref()).contains(&"l"));
        }

        #[test]
        fn what_was_replaced_comes_back(ids in prop::collection::hash_set("[a-d]", 1..4), at in 0usize..4) {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let replaced = ids[at % ids.len()];
            let there = attached(&ids, "l", Some(replaced));
            prop_assert_eq!(detached(&there, "l", Some(replaced)), ids);
        }
    }
}
