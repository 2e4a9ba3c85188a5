//! What operators say of a cluster because the datastore does not: which Felix runs where, and which addresses are services'.

use std::collections::BTreeMap;

use ipnet::IpNet;
use serde_json::{Map, Value};

use super::felix::Generation;
use super::json::{self, Malformed, Style};
use super::net;

/// Where they are kept: outside of /calico, where no component of Calico's looks.
pub const PATH: &str = "/calicross/v1/settings";

const FELIX: &str = "felix";
const SERVICE_CIDR: &str = "service-cidr";
const HOSTS: &str = "hosts";

/// A fact by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// `felix`: the generation of Felix, of all hosts or of one.
    Felix,
    /// `service-cidr`: the networks of Kubernetes' services.
    ServiceCidr,
}

impl Fact {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Felix, Self::ServiceCidr];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Felix => FELIX,
            Self::ServiceCidr => SERVICE_CIDR,
        }
    }

    /// The fact of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.name() == name)
    }

    /// Whether it may be said of one host.
    pub fn is_of_hosts(self) -> bool {
        self == Self::Felix
    }

    /// Reads a value as it is typed.
    ///
    /// # Errors
    /// What would be one, in words.
    pub fn parse(self, text: &str) -> Result<Value, String> {
        match self {
            Self::Felix => Ok(Value::from(spelled(parse_felix(text)?))),
            Self::ServiceCidr => {
                let nets: Result<Vec<IpNet>, String> = text.split(',').map(net::parse_cidr).collect();
                Ok(nets?.iter().map(|net| Value::from(net.trunc().to_string())).collect())
            }
        }
    }
}

/// Reads a version of Felix as `--felix` takes it: `1.4`, `2.6`, or any that begins as one of them does.
///
/// # Errors
/// What would be one, in words.
pub fn parse_felix(text: &str) -> Result<Generation, String> {
    let mut parts = text.split('.');
    let numbers = text.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    match parts.next() {
        Some("1") if numbers => Ok(Generation::Felix14),
        Some("2") if numbers => Ok(Generation::Felix2),
        _ => Err(format!("`{text}` is no version of Felix such as 1.4 or 2.6")),
    }
}

/// A generation as the value has it.
pub fn spelled(generation: Generation) -> &'static str {
    match generation {
        Generation::Felix14 => "1.4",
        Generation::Felix2 => "2.6",
    }
}

/// The facts of a cluster. What the value holds beside them stays in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    object: Map<String, Value>,
    style: Style,
}

impl Facts {
    /// Reads the key's value.
    ///
    /// # Errors
    /// What is no object, or holds a fact that is none.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let Value::Object(object) = json::parse(bytes)? else {
            return Err(Malformed::shape("settings are not an object"));
        };
        let facts = Self { object, style: Style::of(bytes) };
        facts.check()?;
        Ok(facts)
    }

    fn check(&self) -> Result<(), Malformed> {
        let bad = |what: &str, why: String| Malformed::shape(format!("member '{what}': {why}"));
        let felix = |value: &Value| {
            let text = value.as_str().ok_or_else(|| format!("is {}, not a version", json::kind(value)));
            text.and_then(parse_felix)
        };
        if let Some(value) = self.object.get(FELIX) {
            felix(value).map_err(|why| bad(FELIX, why))?;
        }
        match self.object.get(SERVICE_CIDR) {
            None => {}
            Some(Value::Array(nets)) => {
                for value in nets {
                    let text = value.as_str().unwrap_or_default();
                    net::parse_cidr(text).map_err(|why| bad(SERVICE_CIDR, why))?;
                }
            }
            Some(other) => return Err(bad(SERVICE_CIDR, format!("is {}, not a list", json::kind(other)))),
        }
        match self.object.get(HOSTS) {
            None => Ok(()),
            Some(Value::Object(hosts)) => {
                for (host, facts) in hosts {
                    let Value::Object(facts) = facts else {
                        return Err(bad(HOSTS, format!("'{host}' is {}, not an object", json::kind(facts))));
                    };
                    if let Some(value) = facts.get(FELIX) {
                        felix(value).map_err(|why| bad(HOSTS, format!("'{host}': {why}")))?;
                    }
                }
                Ok(())
            }
            Some(other) => Err(bad(HOSTS, format!("is {}, not an object", json::kind(other)))),
        }
    }

    /// The value to write, in the style found.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(&Value::Object(self.object.clone()), self.style)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.object.is_empty()
    }

    /// The generation of the hosts of which nothing else is said; `None` where none is.
    pub fn felix(&self) -> Option<Generation> {
        parse_felix(self.object.get(FELIX)?.as_str()?).ok()
    }

    /// The hosts of which something else is said.
    pub fn hosts(&self) -> BTreeMap<String, Generation> {
        let hosts = self.object.get(HOSTS).and_then(Value::as_object).into_iter().flatten();
        let felix = |facts: &Value| parse_felix(facts.get(FELIX)?.as_str()?).ok();
        hosts.filter_map(|(host, facts)| Some((host.clone(), felix(facts)?))).collect()
    }

    /// The networks of Kubernetes' services.
    pub fn service_nets(&self) -> Vec<IpNet> {
        let nets = self.object.get(SERVICE_CIDR).and_then(Value::as_array).into_iter().flatten();
        nets.filter_map(|net| net::parse_cidr(net.as_str()?).ok()).collect()
    }

    /// The value of a fact as people read it; `None` where nothing is said.
    pub fn shown(&self, fact: Fact, host: Option<&str>) -> Option<String> {
        let object = match host {
            None => Some(&self.object),
            Some(host) => self.object.get(HOSTS)?.get(host)?.as_object(),
        };
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match object?.get(fact.name())? {
            Value::Array(items) => Some(items.iter().map(text).collect::<Vec<_>>().join(",")),
            value => Some(text(value)),
        }
    }

    /// Sets a fact, of all hosts or of one; nothing unsets it.
    pub fn set(&mut self, fact: Fact, host: Option<&str>, value: Option<Value>) {
        let Some(host) = host else {
            set(&mut self.object, fact.name(), value);
            return;
        };
        let mut hosts = self.object.get(HOSTS).and_then(Value::as_object).cloned().unwrap_or_default();
        let mut own = hosts.get(host).and_then(Value::as_object).cloned().unwrap_or_default();
        set(&mut own, fact.name(), value);
        set(&mut hosts, host, (!own.is_empty()).then_some(Value::Object(own)));
        set(&mut self.object, HOSTS, (!hosts.is_empty()).then_some(Value::Object(hosts)));
    }
}

/// Gives a member a value in its place, or takes it away.
fn set(object: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    match value {
        Some(value) => drop(object.insert(name.to_owned(), value)),
        None => drop(object.shift_remove(name)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn facts(text: &str) -> Facts {
        Facts::parse(text.as_bytes()).unwrap()
    }

    fn text(facts: &Facts) -> String {
        String::from_utf8(facts.to_bytes()).unwrap()
    }

    #[test]
    fn facts_are_read_and_set_beside_what_else_is_there() {
        let mut facts = facts(r#"{"other":1e0,"felix":"1.4","hosts":{"b":{"x":[],"felix":"2.6.8"}}}"#);
        assert_eq!(facts.felix(), Some(Generation::Felix14));
        assert_eq!(facts.hosts(), [("b".to_owned(), Generation::Felix2)].into());
        facts.set(Fact::Felix, None, Some("2.6".into()));
        facts.set(Fact::Felix, Some("b"), None);
        facts.set(Fact::Felix, Some("a"), Some("1.4".into()));
        facts.set(Fact::ServiceCidr, None, Fact::ServiceCidr.parse("10.233.0.1/18,fd00::/108").ok());
        assert_eq!(
            text(&facts),
            r#"{"other":1e0,"felix":"2.6","hosts":{"b":{"x":[]},"a":{"felix":"1.4"}},"service-cidr":["10.233.0.0/18","fd00::/108"]}"#
        );
        assert_eq!(facts.shown(Fact::ServiceCidr, None).as_deref(), Some("10.233.0.0/18,fd00::/108"));
        assert_eq!(facts.shown(Fact::Felix, Some("a")).as_deref(), Some("1.4"));
        assert_eq!(facts.shown(Fact::Felix, Some("b")), None);
        assert_eq!(facts.service_nets().len(), 2);
    }

    #[test]
    fn what_is_no_fact_is_malformed() {
        for bad in [
            "[]",
            r#"{"felix":"3.1"}"#,
            r#"{"felix":1.4}"#,
            r#"{"service-cidr":"10.0.0.0/8"}"#,
            r#"{"service-cidr":["x"]}"#,
            r#"{"hosts":[]}"#,
            r#"{"hosts":{"a":1}}"#,
            r#"{"hosts":{"a":{"felix":"x"}}}"#,
        ] {
            assert!(Facts::parse(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn versions() {
        for (text, generation) in [
            ("1.4", Generation::Felix14),
            ("1.4.9", Generation::Felix14),
            ("2", Generation::Felix2),
            ("2.6.8", Generation::Felix2),
        ] {
            assert_eq!(parse_felix(text), Ok(generation));
        }
        for bad in ["", "3.0", "1.", "v2.6", "2.x", "14"] {
            assert!(parse_felix(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fall_and_what_is_read_is_kept(text in r#"(\{"(felix|hosts|service-cidr|x)":("1\.4"|\{\}|\[\]|\["10\.0\.0\.0/8"\]|\{"h":\{"felix":"2"\}\}|1)\}|.{0,20})"#) {
            if let Ok(facts) = Facts::parse(text.as_bytes()) {
                prop_assert_eq!(Facts::parse(&facts.to_bytes()), Ok(facts));
            }
        }
    }
}
