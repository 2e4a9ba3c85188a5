//! Whether one selector selects no more than another.

use std::collections::BTreeSet;

use super::Selector;

/// Steps after which the answer is no: nested selectors can be taken apart in more ways than anybody waits for.
const PATIENCE: u32 = 4096;

/// See [`Selector::implies`].
pub(super) fn implies(a: &Selector, b: &Selector) -> bool {
    part_implies(a, b, &mut { PATIENCE })
}

fn part_implies(a: &Selector, b: &Selector, patience: &mut u32) -> bool {
    use Selector::{All, And, Has, In, Is, IsNot, NotIn, Or};
    let Some(left) = patience.checked_sub(1) else { return false };
    *patience = left;
    let holds = |set: &BTreeSet<String>, value: &String| set.contains(value);
    match (a, b) {
        (_, All) => true,
        (a, b) if a == b => true,
        (Or(parts), b) => parts.iter().all(|part| part_implies(part, b, patience)),
        (a, And(parts)) => parts.iter().all(|part| part_implies(a, part, patience)),
        (And(parts), Or(others)) => {
            parts.iter().any(|part| part_implies(part, b, patience))
                || others.iter().any(|other| part_implies(a, other, patience))
        }
        (And(parts), b) => parts.iter().any(|part| part_implies(part, b, patience)),
        (a, Or(parts)) => parts.iter().any(|part| part_implies(a, part, patience)),
        (Is(key, _) | In(key, _), Has(other)) => key == other,
        (Is(key, value), In(other, values)) => key == other && holds(values, value),
        (Is(key, value), IsNot(other, not)) => key == other && value != not,
        (Is(key, value), NotIn(other, values)) => key == other && !holds(values, value),
        (In(key, values), Is(other, value)) => key == other && values.iter().all(|found| found == value),
        (In(key, values), In(other, more)) => key == other && values.is_subset(more),
        (In(key, values), IsNot(other, not)) => key == other && !holds(values, not),
        (In(key, values), NotIn(other, not)) => key == other && values.is_disjoint(not),
        (NotIn(key, values), IsNot(other, not)) => key == other && holds(values, not),
        (NotIn(key, values), NotIn(other, fewer)) => key == other && fewer.is_subset(values),
        (IsNot(key, value), NotIn(other, values)) => key == other && values.iter().all(|not| not == value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn selector(text: &str) -> Selector {
        Selector::parse(text).unwrap()
    }

    #[test]
    fn what_policies_look_like() {
        for (a, b) in [
            ("calico/k8s_ns == 'shop'", "has(calico/k8s_ns)"),
            ("calico/k8s_ns == 'shop' && role in {'a', 'b'}", "has(calico/k8s_ns)"),
            ("calico/k8s_ns == 'shop' && role == 'a'", "role == 'a'"),
            ("role == 'a' || role == 'b'", "role in {'a', 'b', 'c'}"),
            ("role == 'a'", ""),
            ("", "all()"),
            ("a == '1' && b == '2' && c == '3'", "b == '2' && c == '3'"),
        ] {
            assert!(selector(a).implies(&selector(b)), "{a} => {b}");
        }
        for (a, b) in [
            ("", "has(calico/k8s_ns)"),
            ("role == 'a' || tier == 'b'", "role == 'a'"),
            ("role != 'a'", "has(role)"),
            ("!has(role)", "has(role)"),
        ] {
            assert!(!selector(a).implies(&selector(b)), "{a} => {b}");
        }
    }

    #[test]
    fn deep_ones_come_to_an_end() {
        let (mut a, mut b) = ("x == '1'".to_owned(), "y == '1'".to_owned());
        for at in 0..60 {
            a = format!("(a{at} == '1' && {a})");
            b = format!("(b{at} == '1' || {b})");
        }
        assert!(!selector(&a).implies(&selector(&b)));
    }

    fn some() -> impl Strategy<Value = Selector> {
        let (key, value) = ("[ab]", "[xy]");
        let leaf = prop_oneof![
            Just(Selector::All),
            key.prop_map(Selector::Has),
            (key, value).prop_map(|(key, value)| Selector::Is(key, value)),
            (key, value).prop_map(|(key, value)| Selector::IsNot(key, value)),
            (key, prop::collection::btree_set(value, 1..3)).prop_map(|(key, values)| Selector::In(key, values)),
            (key, prop::collection::btree_set(value, 1..3)).prop_map(|(key, values)| Selector::NotIn(key, values)),
        ];
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
        fn what_one_selects_the_other_does(a in some(), b in some()) {
            if a.implies(&b) {
                for (of_a, of_b) in (0..16).map(|n| (n % 4, n / 4)) {
                    let value = |n: usize| [None, Some("x"), Some("y"), Some("z")][n];
                    let label = |key: &str| if key == "a" { value(of_a) } else { value(of_b) };
                    prop_assert!(!a.matches(&label) || b.matches(&label), "{a} => {b}");
                }
            }
        }
    }
}
