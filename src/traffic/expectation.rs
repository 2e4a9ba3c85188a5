//! What traffic is expected, as a file in YAML says it.
//!
//! ```yaml
//! groups:                      # words for several words, to be used below
//!   front: [ns:shop, 10.65.0.7]
//! expectations:
//! - name: the shop reaches its database
//!   from: front
//!   to: sg:db
//!   proto: tcp
//!   port: 5432
//!   expect: allow
//! - among: front               # every pair of them
//!   expect: allow
//! - {from: any, to: sg:db, expect: deny}
//! ```
//!
//! A list alone, without `expectations:`, will do as well.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::question::{Question, parse_protocol};
use crate::model::net::{PortRange, parse_ports};

/// Whether packets are expected to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    /// All of them.
    #[serde(alias = "allowed")]
    Allow,
    /// None of them.
    #[serde(alias = "denied")]
    Deny,
}

impl Expect {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
        }
    }
}

/// One expectation: of every pair of the sources and destinations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// What it is called.
    pub name: String,
    /// The words of the sources.
    pub from: Vec<String>,
    /// The words of the destinations.
    pub to: Vec<String>,
    /// Which packets.
    pub question: Question,
    /// What is expected of them.
    pub expect: Expect,
}

/// Why a file holds no expectations: a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadFile(pub String);

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadFile {}

/// One or several of something.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Several<T> {
    Many(Vec<T>),
    One(T),
}

impl<T> Several<T> {
    fn into_vec(self) -> Vec<T> {
        match self {
            Self::Many(many) => many,
            Self::One(one) => vec![one],
        }
    }
}

/// A port, or several as options have them.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Port {
    Number(u16),
    Text(String),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Protocol {
    Number(u8),
    Name(String),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Item {
    name: Option<String>,
    from: Option<Several<String>>,
    to: Option<Several<String>>,
    among: Option<Several<String>>,
    #[serde(alias = "protocol")]
    proto: Option<Protocol>,
    #[serde(alias = "ports")]
    port: Option<Several<Port>>,
    source_port: Option<Several<Port>>,
    icmp_type: Option<u8>,
    icmp_code: Option<u8>,
    expect: Expect,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    groups: BTreeMap<String, Several<String>>,
    expectations: Vec<Item>,
}

/// Reads a file of expectations.
///
/// # Errors
/// [`BadFile`]: no YAML, a member that is none, an expectation that is not whole, or none at all.
pub fn parse(text: &str) -> Result<Vec<Expectation>, BadFile> {
    let bad = |why: String| {
        let line = why.lines().next().unwrap_or_default();
        BadFile(line.strip_prefix("error: ").unwrap_or(line).to_owned())
    };
    // The form is told by what the text begins with, so that an error is about the form that was meant.
    let is_list = text
        .lines()
        .map(str::trim_end)
        .find(|line| !(line.is_empty() || line.trim_start().starts_with('#') || *line == "---"))
        .is_some_and(|line| line.starts_with(['-', '[']));
    let file = if is_list {
        let expectations = serde_saphyr::from_str(text).map_err(|err| bad(err.to_string()))?;
        File { groups: BTreeMap::new(), expectations }
    } else {
        serde_saphyr::from_str(text).map_err(|err| bad(err.to_string()))?
    };
    let groups: BTreeMap<String, Vec<String>> =
        file.groups.into_iter().map(|(name, words)| (name, words.into_vec())).collect();
    let read = |(at, item): (usize, Item)| {
        let place = at + 1;
        item.read(&groups).map_err(|why| BadFile(format!("expectation {place}: {why}")))
    };
    let expectations: Vec<Expectation> =
        file.expectations.into_iter().enumerate().map(read).collect::<Result<_, _>>()?;
    if expectations.is_empty() { Err(BadFile("there are no expectations".to_owned())) } else { Ok(expectations) }
}

impl Item {
    fn read(self, groups: &BTreeMap<String, Vec<String>>) -> Result<Expectation, String> {
        let (from, to) = match (self.from, self.to, self.among) {
            (Some(from), Some(to), None) => (from.into_vec(), to.into_vec()),
            (None, None, Some(among)) => {
                let words = among.into_vec();
                (words.clone(), words)
            }
            _ => return Err("it needs from and to, or among".to_owned()),
        };
        if from.is_empty() || to.is_empty() {
            return Err("nobody is named".to_owned());
        }
        let protocol = match self.proto {
            None => None,
            Some(Protocol::Number(number)) => Some(parse_protocol(&number.to_string())?),
            Some(Protocol::Name(name)) => Some(parse_protocol(&name)?),
        };
        let question =
            Question::new(protocol, ports(self.port)?, ports(self.source_port)?, (self.icmp_type, self.icmp_code))?;
        let name = self
            .name
            .unwrap_or_else(|| format!("{} -> {}: {} {question}", from.join(", "), to.join(", "), self.expect.word()));
        let spelled = |words: Vec<String>| -> Vec<String> {
            words.into_iter().flat_map(|word| groups.get(&word).cloned().unwrap_or_else(|| vec![word])).collect()
        };
        Ok(Expectation { name, from: spelled(from), to: spelled(to), question, expect: self.expect })
    }
}

fn ports(ports: Option<Several<Port>>) -> Result<Vec<PortRange>, String> {
    let mut ranges = Vec::new();
    for port in ports.into_iter().flat_map(Several::into_vec) {
        match port {
            Port::Number(number) => ranges.push(PortRange::one(number)),
            Port::Text(text) => ranges.extend(parse_ports(&text)?),
        }
    }
    Ok(ranges)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_in_full() {
        let text = "
# what must hold
groups:
  front: [ns:shop, 10.65.0.7]
expectations:
- name: the shop reaches its database
  from: front
  to: sg:db
  proto: tcp
  port: [5432, '8000:8080,9000']
  expect: allow
- {among: [front], expect: denied}
- {from: any, to: sg:db, proto: 47, expect: deny}
- {from: a/b, to: c/d, proto: icmp, icmp-type: 8, expect: allow}
";
        let read = parse(text).unwrap();
        assert_eq!(read[0].from, ["ns:shop", "10.65.0.7"]);
        assert_eq!(read[0].question.to_string(), "tcp/5432,8000:8080,9000");
        assert_eq!((&read[1].from, &read[1].to), (&read[0].from, &read[0].from));
        assert_eq!(read[1].name, "front -> front: deny everything");
        assert_eq!(read[2].question.to_string(), "protocol 47");
        assert_eq!(read[3].question.to_string(), "icmp 8");
        assert_eq!(parse("- {from: a, to: b, expect: allow}").unwrap().len(), 1);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let why = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(why("expectations: []"), "there are no expectations");
        assert_eq!(why("[]"), "there are no expectations");
        assert_eq!(why("- {from: a, expect: allow}"), "expectation 1: it needs from and to, or among");
        assert_eq!(why("- {from: a, to: [], expect: allow}"), "expectation 1: nobody is named");
        let ports = why("- {from: a, to: b, expect: allow}\n- {from: a, to: b, port: 80, expect: allow}");
        assert_eq!(ports, "expectation 2: ports are of tcp or udp: name the protocol");
        for bad in [
            "",
            "x",
            "- {from: a, to: b, expect: maybe}",
            "- {from: a, to: b}",
            "- {from: a, to: b, expct: allow}",
            "a: [",
        ] {
            assert!(!why(bad).is_empty(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fall(text in "(- )?\\{?((from|to|among|expect|proto|port): ?[a-z0-9,\\[\\]:]{0,6},? ?){0,5}\\}?") {
            let _ = parse(&text);
        }
    }
}
