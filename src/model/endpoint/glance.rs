//! What lists show of a workload endpoint, read without copies.

use std::borrow::Cow;

use ipnet::IpNet;

use super::Endpoint;
use crate::model::json::{self, Borrowed, Malformed};
use crate::model::net;

/// What a list shows of a workload endpoint: what [`Endpoint`] would say, at a fraction of the cost. Of a hundred thousand
/// values that are listed none is changed, so most of each need not be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glance<'v> {
    /// The interface on the host.
    pub name: Option<Cow<'v, str>>,
    /// The workload's MAC address.
    pub mac: Option<Cow<'v, str>>,
    /// `active` or `inactive`.
    pub state: Option<Cow<'v, str>>,
    /// The profiles, in the order in which they are evaluated.
    pub profiles: Vec<Cow<'v, str>>,
    /// The addresses, IPv4 before IPv6.
    pub nets: Vec<IpNet>,
}

impl<'v> Glance<'v> {
    /// Looks at a value.
    ///
    /// # Errors
    /// [`Malformed`], where the value, its profiles, addresses or labels cannot be read.
    pub fn of(value: &'v [u8]) -> Result<Self, Malformed> {
        // What is not plain is read the long way, which knows what is wrong with it, or that nothing is.
        match Self::plain(json::borrow(value)?) {
            Some(glance) => Ok(glance),
            None => Self::full(value),
        }
    }

    /// Copies what was borrowed.
    pub fn into_owned(self) -> Glance<'static> {
        let owned = |text: Cow<'v, str>| Cow::Owned(text.into_owned());
        Glance {
            name: self.name.map(owned),
            mac: self.mac.map(owned),
            state: self.state.map(owned),
            profiles: self.profiles.into_iter().map(owned).collect(),
            nets: self.nets,
        }
    }

    fn full(value: &[u8]) -> Result<Self, Malformed> {
        let endpoint = Endpoint::parse(value)?;
        endpoint.labels()?;
        let owned = |text: &str| Cow::Owned(text.to_owned());
        Ok(Self {
            name: endpoint.name().map(owned),
            mac: endpoint.mac().map(owned),
            state: endpoint.state().map(owned),
            profiles: endpoint.profile_ids()?.into_iter().map(owned).collect(),
            nets: endpoint.nets()?,
        })
    }

    fn plain(value: Borrowed<'v>) -> Option<Self> {
        let Borrowed::Object(members) = value else { return None };
        let mut glance = Self::default();
        let mut lists = false;
        let mut v6 = Vec::new();
        for (name, value) in members.into_list() {
            match (name.as_ref(), value) {
                ("name", value) => glance.name = text(value),
                ("mac", value) => glance.mac = text(value),
                ("state", value) => glance.state = text(value),
                ("profile_ids", Borrowed::List(items)) => {
                    lists = true;
                    glance.profiles = items.into_iter().map(text).collect::<Option<_>>()?;
                }
                ("ipv4_nets", Borrowed::List(items)) => glance.nets = nets(items)?,
                ("ipv6_nets", Borrowed::List(items)) => v6 = nets(items)?,
                ("labels", Borrowed::Object(labels)) => {
                    labels.iter().all(|(_, label)| matches!(label, Borrowed::String(_))).then_some(())?;
                }
                ("profile_ids" | "ipv4_nets" | "ipv6_nets" | "labels", _) => return None,
                _ => {}
            }
        }
        glance.nets.append(&mut v6);
        // Without the list, the old member counts.
        lists.then_some(glance)
    }
}

fn text(value: Borrowed<'_>) -> Option<Cow<'_, str>> {
    match value {
        Borrowed::String(text) => Some(text),
        _ => None,
    }
}

fn nets(items: Vec<Borrowed<'_>>) -> Option<Vec<IpNet>> {
    items.into_iter().map(|item| net::parse_cidr(&text(item)?).ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;
    use crate::model::json::tests::any_value;
    use crate::model::json::{Style, to_bytes};

    #[test]
    fn a_plain_value_borrows() {
        let value = br#"{"state": "active", "name": "cali1", "mac": "ee:ee:ee:ee:ee:ee", "profile_ids": ["a", "b"],
            "ipv6_nets": ["fd00::1/128"], "ipv4_nets": ["10.1.0.1/32"], "labels": {"a": "b"}, "x": [1, {"y": null}]}"#;
        let glance = Glance::of(value).unwrap();
        assert!(matches!(glance.name, Some(Cow::Borrowed("cali1"))));
        assert!(glance.profiles.iter().all(|profile| matches!(profile, Cow::Borrowed(_))));
        assert_eq!(glance.nets.iter().map(IpNet::to_string).collect::<Vec<_>>(), ["10.1.0.1/32", "fd00::1/128"]);
        assert_eq!(glance, Glance::full(value).unwrap());
        assert_eq!(glance.clone().into_owned(), glance);
    }

    #[test]
    fn what_is_wrong_is_said_as_everywhere() {
        for (value, why) in [
            ("no JSON", "unexpected 'o', expected a value at line 1 column 2"),
            ("[]", "an endpoint is a list, not an object"),
            (r#"{"profile_ids": [1]}"#, "a profile id is a number, not a string"),
            (r#"{"profile_ids": [], "labels": {"a": 1}}"#, "label 'a' is a number, not a string"),
        ] {
            let glance = Glance::of(value.as_bytes()).unwrap_err().to_string();
            assert_eq!(glance, Glance::full(value.as_bytes()).unwrap_err().to_string());
            if value != "no JSON" {
                assert_eq!(glance, why);
            }
        }
    }

    fn member() -> impl Strategy<Value = (String, Value)> {
        let name = prop::sample::select(vec![
            "name",
            "mac",
            "state",
            "profile_id",
            "profile_ids",
            "ipv4_nets",
            "ipv6_nets",
            "labels",
            "x",
        ]);
        let texts = prop::collection::vec("[a-c\"é]{0,3}|10\\.0\\.0\\.[0-9]{1,3}(/32)?|fd00::[0-9]/128", 0..3);
        let list = texts.prop_map(Value::from);
        let labels = prop::collection::hash_map("[a-c]", "[a-c]", 0..3)
            .prop_map(|labels| Value::Object(labels.into_iter().map(|(key, value)| (key, value.into())).collect()));
        let value = prop_oneof![4 => list, 2 => labels, 2 => "[a-c]{1,3}".prop_map(Value::from), 1 => any_value()];
        (name.prop_map(str::to_owned), value)
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_long_way(members in prop::collection::vec(member(), 0..9), style in any::<bool>()) {
            let object: Map<String, Value> = members.into_iter().collect();
            let style = if style { Style::Spaced } else { Style::Compact };
            let value = to_bytes(&Value::Object(object), style);
            prop_assert_eq!(Glance::of(&value), Glance::full(&value));
        }
    }
}
