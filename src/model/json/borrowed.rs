//! A value that borrows from its text: for lists, where a hundred thousand values are looked at and none is kept.

use std::borrow::Cow;
use std::collections::HashSet;

use super::parse::Tree;

/// A JSON value; strings are copied only where they have escapes.
#[derive(Debug)]
pub(in crate::model) enum Borrowed<'t> {
    Null,
    Boolean,
    Number,
    String(Cow<'t, str>),
    List(Vec<Self>),
    Object(Members<'t>),
}

/// Members that are more than this are looked up, not searched: an object may have a hundred thousand.
const MANY: usize = 32;

/// The members of an object, in the order found.
#[derive(Debug, Default)]
pub(in crate::model) struct Members<'t> {
    list: Vec<(Cow<'t, str>, Borrowed<'t>)>,
    /// Their names, once they are [`MANY`].
    #[expect(clippy::box_collection, reason = "a value has one for each of its objects, and nearly all are small")]
    names: Option<Box<HashSet<Cow<'t, str>>>>,
}

impl<'t> Members<'t> {
    /// The members, in the order found.
    pub(in crate::model) fn iter(&self) -> impl Iterator<Item = (&str, &Borrowed<'t>)> {
        self.list.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// Gives the members away.
    pub(in crate::model) fn into_list(self) -> Vec<(Cow<'t, str>, Borrowed<'t>)> {
        self.list
    }
}

impl<'t> Tree<'t> for Borrowed<'t> {
    type Members = Members<'t>;

    fn null() -> Self {
        Self::Null
    }

    fn boolean(_: bool) -> Self {
        Self::Boolean
    }

    fn number(_: &'t str) -> Self {
        Self::Number
    }

    fn string(text: Cow<'t, str>) -> Self {
        Self::String(text)
    }

    fn list(items: Vec<Self>) -> Self {
        Self::List(items)
    }

    fn object(members: Members<'t>) -> Self {
        Self::Object(members)
    }

    fn has(members: &Members<'t>, name: &str) -> bool {
        match &members.names {
            None => members.list.iter().any(|(found, _)| found == name),
            Some(names) => names.contains(name),
        }
    }

    fn add(members: &mut Members<'t>, name: Cow<'t, str>, value: Self) {
        if let Some(names) = &mut members.names {
            names.insert(name.clone());
        }
        members.list.push((name, value));
        if members.names.is_none() && members.list.len() == MANY {
            members.names = Some(Box::new(members.list.iter().map(|(name, _)| name.clone()).collect()));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::model::json::tests::any_value;
    use crate::model::json::{Style, borrow, parse, to_bytes};

    fn same(borrowed: &Borrowed<'_>, value: &Value) -> bool {
        match (borrowed, value) {
            (Borrowed::Null, Value::Null)
            | (Borrowed::Boolean, Value::Bool(_))
            | (Borrowed::Number, Value::Number(_)) => true,
            (Borrowed::String(text), Value::String(other)) => text == other,
            (Borrowed::List(items), Value::Array(others)) => {
                items.len() == others.len() && items.iter().zip(others).all(|(item, other)| same(item, other))
            }
            (Borrowed::Object(members), Value::Object(others)) => {
                members.iter().count() == others.len()
                    && members
                        .iter()
                        .zip(others)
                        .all(|((name, value), (other, others))| name == other && same(value, others))
            }
            _ => false,
        }
    }

    #[test]
    fn only_strings_with_escapes_are_copied() {
        let Borrowed::List(items) = borrow(r#"["plain", "é", "", "a\tb", "\n"]"#.as_bytes()).unwrap() else {
            panic!("a list")
        };
        let copied = |item: &Borrowed<'_>| matches!(item, Borrowed::String(Cow::Owned(_)));
        assert_eq!(items.iter().map(copied).collect::<Vec<_>>(), [false, false, false, true, true]);
    }

    #[test]
    fn a_member_twice_is_found_among_few_and_among_many() {
        for count in [1, MANY - 1, MANY, MANY + 1, 10 * MANY] {
            let members: Vec<String> = (0..count).map(|at| format!("\"m{at}\": {at}")).collect();
            let object = |last: &str| format!("{{{}, {last}}}", members.join(", "));
            assert!(borrow(object(r#""other": 1"#).as_bytes()).is_ok());
            for again in [0, count - 1] {
                let text = object(&format!("\"m{again}\": 1"));
                assert_eq!(borrow(text.as_bytes()).unwrap_err(), parse(text.as_bytes()).unwrap_err(), "{count}");
            }
        }
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_other_reading(value in any_value()) {
            let bytes = to_bytes(&value, Style::Spaced);
            prop_assert!(same(&borrow(&bytes).unwrap(), &value));
        }

        #[test]
        fn what_one_refuses_the_other_refuses(text in "[\\[\\]{}\",:0-9.eE+\\-a-c\\\\u ntrue]{0,24}") {
            let (borrowed, parsed) = (borrow(text.as_bytes()), parse(text.as_bytes()));
            prop_assert_eq!(borrowed.as_ref().err(), parsed.as_ref().err());
            if let (Ok(borrowed), Ok(parsed)) = (&borrowed, &parsed) {
                prop_assert!(same(borrowed, parsed));
            }
        }
    }
}
