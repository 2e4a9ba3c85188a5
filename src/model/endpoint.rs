//! Workload and host endpoints: read with patience, edited in one member.

mod glance;
pub mod interface;
mod report;
mod seen;

use std::net::IpAddr;

use ipnet::IpNet;
use serde::Serialize;
use serde_json::{Map, Value};

use super::json::{self, Malformed, Style};
use super::key::Family;
use super::net;
use super::profile::Labels;

pub use glance::Glance;
pub use report::report;
pub use seen::{Rejected, Seen, is_id, is_label_key, is_mac};

/// The members of a workload endpoint that Felix reads.
const FELIX: [&str; 12] = [
    "state",
    "name",
    "mac",
    "profile_ids",
    "profile_id",
    "ipv4_nets",
    "ipv6_nets",
    "labels",
    "ipv4_gateway",
    "ipv6_gateway",
    "ipv4_nat",
    "ipv6_nat",
];

/// A floating address: what comes for it is sent on to one of the workload's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Floating<'e> {
    /// The workload's own address.
    pub internal: &'e str,
    /// The address that others use.
    pub external: &'e str,
}

/// An endpoint's value, workload's or host's: the object as found.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    object: Map<String, Value>,
    style: Style,
}

impl Endpoint {
    /// Reads a value. Only what is no JSON object is refused here; each member is read by itself.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        match json::parse(bytes)? {
            Value::Object(object) => Ok(Self { object, style: Style::of(bytes) }),
            other => Err(Malformed::shape(format!("an endpoint is {}, not an object", json::kind(&other)))),
        }
    }

    /// One that says nothing yet.
    pub fn empty() -> Self {
        Self { object: Map::new(), style: Style::default() }
    }

    /// Sets a member in its place, or at the end; `None` takes it out.
    pub fn set_member(&mut self, member: &str, value: Option<Value>) {
        match value {
            Some(value) => drop(self.object.insert(member.to_owned(), value)),
            None => drop(self.object.shift_remove(member)),
        }
    }

    /// The value to write, in the style found.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(&Value::Object(self.object.clone()), self.style)
    }

    /// The object, as found.
    pub fn object(&self) -> &Map<String, Value> {
        &self.object
    }

    fn text(&self, member: &str) -> Option<&str> {
        self.object.get(member).and_then(Value::as_str)
    }

    /// The interface on the host.
    pub fn name(&self) -> Option<&str> {
        self.text("name")
    }

    /// The workload's MAC address.
    pub fn mac(&self) -> Option<&str> {
        self.text("mac")
    }

    /// `active` or `inactive`; for Felix 2 anything but `active` is down.
    pub fn state(&self) -> Option<&str> {
        self.text("state")
    }

    /// Whether Felix programs the endpoint.
    pub fn is_active(&self) -> bool {
        self.state() == Some("active")
    }

    /// The profiles, in the order in which they are evaluated; the old `profile_id` counts where there are no
    /// `profile_ids`, as Felix 1.4 and calicoctl 0.2x read it.
    ///
    /// # Errors
    /// What is not a list of strings.
    pub fn profile_ids(&self) -> Result<Vec<&str>, Malformed> {
        match self.object.get("profile_ids") {
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| {
                    let kind = json::kind(item);
                    item.as_str().ok_or_else(|| Malformed::shape(format!("a profile id is {kind}, not a string")))
                })
                .collect(),
            None | Some(Value::Null) => match self.object.get("profile_id") {
                Some(Value::String(profile)) => Ok(vec![profile]),
                None | Some(Value::Null) => Ok(Vec::new()),
                Some(other) => {
                    Err(Malformed::shape(format!("member 'profile_id' is {}, not a string", json::kind(other))))
                }
            },
            Some(other) => Err(Malformed::shape(format!("member 'profile_ids' is {}, not a list", json::kind(other)))),
        }
    }

    /// Sets the profiles; false where they are so already. The old `profile_id`, if it was what counted, goes.
    pub fn set_profile_ids<S: AsRef<str>>(&mut self, profiles: &[S]) -> bool {
        let wanted = || profiles.iter().map(AsRef::as_ref);
        if self.profile_ids().is_ok_and(|found| found.iter().copied().eq(wanted())) {
            return false;
        }
        let list = Value::Array(wanted().map(Value::from).collect());
        // A member that is there keeps its place; the new one takes the old one's.
        if !self.object.get("profile_ids").is_some_and(Value::is_array)
            && let Some(place) = self.object.keys().position(|key| key == "profile_id")
        {
            self.object.shift_remove("profile_id");
            self.object.shift_remove("profile_ids");
            self.object.shift_insert(place.min(self.object.len()), "profile_ids".into(), list);
        } else {
            self.object.insert("profile_ids".into(), list);
        }
        true
    }

    /// Everything but the profiles, to be compared: labels that are none left out, addresses in one spelling and order.
    pub fn but_for_profiles(&self) -> Value {
        let mut rest = self.object.clone();
        // The singular one is what the oldest writers used for the same thing.
        rest.shift_remove("profile_ids");
        rest.shift_remove("profile_id");
        if rest.get("labels").is_some_and(|labels| labels.is_null() || labels.as_object().is_some_and(Map::is_empty)) {
            rest.shift_remove("labels");
        }
        for member in ["ipv4_nets", "ipv6_nets"] {
            let Some(Ok(mut nets)) = rest.get(member).map(net::cidrs_from_json) else { continue };
            nets.sort_unstable();
            nets.dedup();
            rest.insert(member.to_owned(), nets.iter().map(|net| Value::from(net.to_string())).collect());
        }
        Value::Object(rest)
    }

    /// The endpoint's own labels. Absent or null: none.
    ///
    /// # Errors
    /// What is not an object of strings.
    pub fn labels(&self) -> Result<Labels, Malformed> {
        match self.object.get("labels") {
            None | Some(Value::Null) => Ok(Labels::default()),
            Some(labels) => Labels::from_json(labels),
        }
    }

    /// The addresses of a workload endpoint, IPv4 before IPv6; absent or null: none.
    ///
    /// # Errors
    /// What is not a list of CIDRs.
    pub fn nets(&self) -> Result<Vec<IpNet>, Malformed> {
        let mut nets = Vec::new();
        for member in ["ipv4_nets", "ipv6_nets"] {
            if let Some(value) = self.object.get(member).filter(|value| !value.is_null()) {
                let found = net::cidrs_from_json(value);
                nets.extend(found.map_err(|why| Malformed::shape(format!("member '{member}' {why}")))?);
            }
        }
        Ok(nets)
    }

    /// The gateways of a workload endpoint, IPv4 before IPv6: what OpenStack told the VM.
    pub fn gateways(&self) -> Vec<&str> {
        ["ipv4_gateway", "ipv6_gateway"].into_iter().filter_map(|member| self.text(member)).collect()
    }

    /// The floating addresses of a workload endpoint, IPv4 before IPv6. One that is none is left out: Felix then takes the whole
    /// endpoint for none, which [`super::check`] tells.
    pub fn floating(&self) -> Vec<Floating<'_>> {
        let lists = ["ipv4_nat", "ipv6_nat"].into_iter().filter_map(|member| self.object.get(member)?.as_array());
        lists
            .flatten()
            .filter_map(|item| {
                Some(Floating { internal: item.get("int_ip")?.as_str()?, external: item.get("ext_ip")?.as_str()? })
            })
            .collect()
    }

    /// The members of a workload endpoint that Felix does not read, in the order found: subnet ids, names for DNS, whatever
    /// its orchestrator keeps there.
    pub fn others(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.object.iter().map(|(name, value)| (name.as_str(), value)).filter(|(name, _)| !FELIX.contains(name))
    }

    /// The addresses that a host endpoint is expected to have; absent or null: none.
    ///
    /// # Errors
    /// What is not a list of addresses.
    pub fn expected_addresses(&self) -> Result<Vec<IpAddr>, Malformed> {
        let mut addresses = Vec::new();
        for (member, family) in [("expected_ipv4_addrs", Family::V4), ("expected_ipv6_addrs", Family::V6)] {
            let bad = |why: String| Malformed::shape(format!("member '{member}' {why}"));
            match self.object.get(member) {
                None | Some(Value::Null) => {}
                Some(Value::Array(items)) => {
                    for item in items {
                        let address = item.as_str().and_then(|text| text.parse::<IpAddr>().ok());
                        let right = address.filter(|address| Family::of(address) == family);
                        addresses.push(right.ok_or_else(|| bad(format!("has {item}, not an {family} address")))?);
                    }
                }
                Some(other) => return Err(bad(format!("is {}, not a list", json::kind(other)))),
            }
        }
        Ok(addresses)
    }
}

/// Whether a value may name a profile at all: a search of the text, to spare parsing a hundred thousand values that
/// do not. False only where parsing would not find it either; a value with escapes or that is not UTF-8 may.
pub fn may_name(value: &[u8], profile: &str) -> bool {
    std::str::from_utf8(value).map_or(true, |text| text.contains(profile) || text.contains('\\'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn endpoint(text: &str) -> Endpoint {
        Endpoint::parse(text.as_bytes()).unwrap()
    }

    fn text(endpoint: &Endpoint) -> String {
        String::from_utf8(endpoint.to_bytes()).unwrap()
    }

    #[test]
    fn an_openstack_endpoint_keeps_what_calicoctl_would_drop() {
        let found = r#"{"state":"active","name":"tap4f1f7d2e-6c","mac":"fa:16:3e:5e:ac:40","profile_ids":["openstack-sg-0b1c"],"ipv4_nets":["10.65.0.3/32"],"ipv6_nets":[],"ipv4_gateway":"10.65.0.1","ipv4_subnet_ids":["b8f0"],"fqdn":"vm1.","ipv4_nat":[{"int_ip":"10.65.0.3","ext_ip":"172.18.203.10"}]}"#;
        let mut endpoint = endpoint(found);
        assert_eq!(endpoint.name(), Some("tap4f1f7d2e-6c"));
        assert_eq!(endpoint.mac(), Some("fa:16:3e:5e:ac:40"));
        assert!(endpoint.is_active());
        assert_eq!(endpoint.profile_ids().unwrap(), ["openstack-sg-0b1c"]);
        assert_eq!(endpoint.nets().unwrap()[0].to_string(), "10.65.0.3/32");
        assert!(endpoint.labels().unwrap().is_empty());
        assert_eq!(endpoint.gateways(), ["10.65.0.1"]);
        assert_eq!(endpoint.floating(), [Floating { internal: "10.65.0.3", external: "172.18.203.10" }]);
        assert!(endpoint.others().map(|(name, _)| name).eq(["ipv4_subnet_ids", "fqdn"]));
        assert!(!endpoint.set_profile_ids(&["openstack-sg-0b1c"]));
        assert_eq!(text(&endpoint), found);
        assert!(endpoint.set_profile_ids(&["a", "b"]));
        assert_eq!(text(&endpoint), found.replace(r#"["openstack-sg-0b1c"]"#, r#"["a","b"]"#));
    }

    #[test]
    fn the_old_profile_id_counts_alone() {
        let mut old = endpoint(r#"{"name": "cali1", "profile_id": "web", "state": "active"}"#);
        assert_eq!(old.profile_ids().unwrap(), ["web"]);
        assert!(!old.set_profile_ids(&["web"]));
        assert!(old.set_profile_ids(&["web", "db"]));
        assert_eq!(text(&old), r#"{"name": "cali1", "profile_ids": ["web", "db"], "state": "active"}"#);
        assert_eq!(endpoint(r#"{"profile_id": "a", "profile_ids": []}"#).profile_ids().unwrap(), Vec::<&str>::new());
        assert_eq!(endpoint(r#"{"profile_id": "a", "profile_ids": null}"#).profile_ids().unwrap(), ["a"]);
        let mut null = endpoint(r#"{"profile_ids": null, "x": 1, "profile_id": "a"}"#);
        assert!(null.set_profile_ids::<&str>(&[]));
        assert!(null.profile_ids().unwrap().is_empty());
    }

    #[test]
    fn members_that_cannot_be_read_say_why() {
        assert_eq!(Endpoint::parse(b"[]").unwrap_err().to_string(), "an endpoint is a list, not an object");
        let error = |text: &str| endpoint(text).profile_ids().unwrap_err().to_string();
        assert_eq!(error(r#"{"profile_ids": "a"}"#), "member 'profile_ids' is a string, not a list");
        assert_eq!(error(r#"{"profile_ids": [1]}"#), "a profile id is a number, not a string");
        assert_eq!(error(r#"{"profile_id": 1}"#), "member 'profile_id' is a number, not a string");
        assert!(endpoint(r#"{"ipv4_nets": ["x"]}"#).nets().is_err());
        assert!(endpoint(r#"{"labels": []}"#).labels().is_err());
        assert!(endpoint(r#"{"expected_ipv4_addrs": ["fd00::1"]}"#).expected_addresses().is_err());
        assert_eq!(endpoint(r#"{"expected_ipv4_addrs": ["10.0.0.1"]}"#).expected_addresses().unwrap().len(), 1);
        assert!(endpoint("{}").nets().unwrap().is_empty());
        assert!(!may_name(br#"{"profile_ids": ["a"]}"#, "b"));
        assert!(may_name(br#"{"profile_ids": ["\u0062"]}"#, "b"));
        assert!(may_name(b"\xff", "b"));
        assert!(!endpoint("{}").is_active());
    }

    proptest! {
        #[test]
        fn a_value_that_names_a_profile_may_name_it(profiles in prop::collection::vec("[a-d\\\\\"é]{0,3}", 0..4)) {
            let mut endpoint = endpoint("{}");
            endpoint.set_profile_ids(&profiles);
            let value = endpoint.to_bytes();
            prop_assert!(profiles.iter().all(|profile| may_name(&value, profile)));
        }

        #[test]
        fn setting_profiles_changes_nothing_else(
            members in prop::collection::vec(("[a-z_]{1,6}", "-?[1-9]{1,2}\\.[0-9]{1,2}"), 0..6),
            at in 0usize..6,
            profiles in prop::collection::vec("[a-z]{1,3}", 0..4),
        ) {
            let mut object = Map::new();
            for (name, number) in &members {
                object.insert(name.clone(), json::parse(number.as_bytes()).unwrap());
            }
            object.shift_insert(at.min(object.len()), "profile_ids".into(), serde_json::json!(["x"]));
            let mut endpoint = Endpoint { object, style: Style::Spaced };
            let before = text(&endpoint);
            endpoint.set_profile_ids(&profiles);
            prop_assert_eq!(endpoint.profile_ids().unwrap(), profiles);
            endpoint.set_profile_ids(&["x"]);
            prop_assert_eq!(text(&endpoint), before);
        }
    }
}
