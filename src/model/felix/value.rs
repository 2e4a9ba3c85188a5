//! Values of parameters: which ones each generation takes, how they are written, and whether two mean the same.

use std::borrow::Cow;
use std::fmt;
use std::net::Ipv4Addr;

use super::{FATAL, Generation, Kind, Parameter};

/// A value that some Felix does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What it should be: a fragment that follows the value.
    pub why: String,
    /// What happens then: who does what.
    pub consequence: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.why, self.consequence)
    }
}

impl Parameter {
    /// Whether a generation of Felix reads a value as it is meant; both (as far as they know the parameter) where
    /// none is named.
    ///
    /// # Errors
    /// What the value should be, and which Felix does what with it.
    pub fn check(&self, value: &str, generation: Option<Generation>) -> Result<(), Wrong> {
        // A parameter that the one generation does not know is still the other's.
        let asked: Vec<Generation> =
            self.generations().filter(|known| generation.is_none_or(|one| one == *known)).collect();
        let asked = if asked.is_empty() { self.generations().collect() } else { asked };
        let refusing: Vec<Generation> =
            asked.iter().copied().filter(|generation| !takes(self.kind, value, *generation)).collect();
        if refusing.is_empty() {
            return Ok(());
        }
        let consequences: Vec<String> =
            refusing.iter().map(|generation| self.consequence(value, *generation)).collect();
        Err(Wrong { why: format!("is not {}", expected(self.kind, &asked)), consequence: consequences.join("; ") })
    }

    /// Whether a generation that knows the parameter does not even start with a value.
    pub fn keeps_from_starting(&self, value: &str, generation: Generation) -> bool {
        if self.default_of(generation).is_none() || takes(self.kind, value, generation) {
            return false;
        }
        match generation {
            Generation::Felix14 => self.kind != Kind::Prefixes,
            Generation::Felix2 => !value.is_empty() && FATAL.contains(&self.name),
        }
    }

    fn consequence(&self, value: &str, generation: Generation) -> String {
        match generation {
            _ if self.keeps_from_starting(value, generation) => format!("{generation} does not start with it"),
            Generation::Felix14 => format!("{generation} takes every interface of a host for a workload's"),
            Generation::Felix2 if value.is_empty() => format!("{generation} takes it for unset"),
            Generation::Felix2 => match self.felix2 {
                None | Some("") => format!("{generation} leaves it unset"),
                Some(default) => format!("{generation} uses its default, {default}"),
            },
        }
    }

    /// The spelling that every reader takes of a value as people type it. What is no value stays as it is.
    pub fn canonical(&self, typed: &str) -> String {
        let typed = typed.trim();
        let none = typed.eq_ignore_ascii_case("none");
        match self.kind {
            Kind::Bool | Kind::BoolOrAuto if typed.eq_ignore_ascii_case("auto") => "auto".into(),
            Kind::Bool | Kind::BoolOrAuto => match typed.to_ascii_lowercase().as_str() {
                // calicoctl 1.x's words, which Felix does not know.
                "on" => "true".into(),
                "off" => "false".into(),
                _ => boolean(typed).map_or_else(|| typed.into(), |value| value.to_string()),
            },
            Kind::OneOf(values) => {
                let known = values.iter().find(|value| value.eq_ignore_ascii_case(typed));
                known.map_or_else(|| typed.into(), |value| (*value).to_owned())
            }
            Kind::LogLevel => typed.to_ascii_lowercase(),
            Kind::Prefixes | Kind::Ports => self.members(typed).join(","),
            Kind::Ipv4OrNone | Kind::HostOrNone if none => "none".into(),
            _ => typed.into(),
        }
    }

    /// The members of a list, each in the spelling that every reader takes, without blanks and repetitions, in their order.
    pub fn members(&self, text: &str) -> Vec<String> {
        let mut members: Vec<String> = Vec::new();
        for member in text.split(',') {
            let member = if self.kind == Kind::Ports { port_word(member.trim()) } else { member.trim().into() };
            if !members.iter().any(|known| *known == member) {
                members.push(member.into_owned());
            }
        }
        members
    }

    /// Whether two values mean the same: lists as sets, numbers by value.
    pub fn same(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.canonical(a), self.canonical(b));
        let number = |text: &str| match self.kind {
            Kind::Int(..) | Kind::Seconds => integer(text),
            Kind::Mask => mask(text).map(i64::from),
            _ => None,
        };
        match self.kind {
            _ if a == b => true,
            Kind::Int(..) | Kind::Seconds | Kind::Mask => number(&a).is_some() && number(&a) == number(&b),
            Kind::Time | Kind::Millis => {
                matches!((time(&a), time(&b)), (Some(a), Some(b)) if a.total_cmp(&b).is_eq())
            }
            Kind::Prefixes | Kind::Ports => {
                let (mut a, mut b) = (self.members(&a), self.members(&b));
                a.sort_unstable();
                b.sort_unstable();
                a == b
            }
            _ => false,
        }
    }
}

/// Whether a generation reads a value of a kind as it is meant.
fn takes(kind: Kind, value: &str, generation: Generation) -> bool {
    let new = generation == Generation::Felix2;
    let none = value.eq_ignore_ascii_case("none");
    match kind {
        Kind::Bool => boolean(value).is_some(),
        Kind::BoolOrAuto => boolean(value).is_some() || (value == "auto" && !new),
        Kind::Int(low, high) => integer(value).is_some_and(|number| (low..=high).contains(&number)),
        Kind::Seconds => integer(value).is_some_and(|number| number >= 0),
        Kind::Time | Kind::Millis => time(value).is_some(),
        Kind::OneOf(values) if new => values.iter().any(|known| known.eq_ignore_ascii_case(value)),
        Kind::OneOf(values) => values.contains(&value),
        Kind::LogLevel => {
            let own = if new { "fatal" } else { "critical" };
            ["debug", "info", "warning", "error", "none", own].iter().any(|level| level.eq_ignore_ascii_case(value))
        }
        Kind::Prefixes if new => value.split(',').all(is_interface_name),
        Kind::Prefixes => {
            value.split(',').all(|prefix| !prefix.trim().is_empty() && !prefix.contains(char::is_control))
        }
        Kind::Ports if new => none || value.split(',').all(is_port_word),
        Kind::Ports => value.split(',').all(is_port),
        Kind::Mask => mask(value).is_some_and(|mask| mask.count_ones() >= 3),
        Kind::Ipv4OrNone => none || value.parse::<Ipv4Addr>().is_ok(),
        Kind::HostOrNone => {
            let host = |c: char| c.is_ascii_alphanumeric() || "._-:".contains(c);
            !value.is_empty() && value.chars().all(host)
        }
        Kind::Text => !value.chars().any(char::is_control),
    }
}

/// What some generations take, all of them.
fn expected(kind: Kind, asked: &[Generation]) -> String {
    let only = |generation| asked == [generation];
    match kind {
        Kind::Bool => "true or false".into(),
        Kind::BoolOrAuto if only(Generation::Felix14) => "true, false or auto".into(),
        Kind::BoolOrAuto => "true or false".into(),
        Kind::Int(low, i64::MAX) => format!("a whole number from {low}"),
        Kind::Int(low, high) => format!("a whole number from {low} to {high}"),
        Kind::Seconds => "a whole number of seconds".into(),
        Kind::Time | Kind::Millis => "a number".into(),
        Kind::OneOf(values) => values.join(", or "),
        Kind::LogLevel if only(Generation::Felix14) => "debug, info, warning, error, critical or none".into(),
        Kind::LogLevel if only(Generation::Felix2) => "debug, info, warning, error, fatal or none".into(),
        Kind::LogLevel => "debug, info, warning, error or none".into(),
        Kind::Prefixes => {
            "a list of interface prefixes such as cali,tap: 1 to 15 letters, digits, '_' and '-' each, no blanks".into()
        }
        Kind::Ports if only(Generation::Felix2) => "a list of ports such as 22,udp:68, or none".into(),
        Kind::Ports => "a list of TCP ports such as 22,2379".into(),
        Kind::Mask => "a 32-bit mask of three bits or more".into(),
        Kind::Ipv4OrNone => "an IPv4 address or none".into(),
        Kind::HostOrNone => "a host name, an address or none".into(),
        Kind::Text => "plain text".into(),
    }
}

/// Reads a boolean as both generations do.
pub fn boolean(value: &str) -> Option<bool> {
    let among = |words: [&str; 5]| words.iter().any(|word| word.eq_ignore_ascii_case(value));
    if among(["true", "1", "yes", "y", "t"]) {
        Some(true)
    } else if among(["false", "0", "no", "n", "f"]) {
        Some(false)
    } else {
        None
    }
}

/// 1 to 15 letters, digits, `_` and `-`: no dot, so that VLAN interfaces such as `eth0.100` are out.
pub fn is_interface_name(name: &str) -> bool {
    (1..=15).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// Python and Go both take a sign; nobody writes a plus.
fn integer(value: &str) -> Option<i64> {
    if value.starts_with('+') { None } else { value.parse().ok() }
}

fn time(value: &str) -> Option<f64> {
    let digits = value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    value.parse().ok().filter(|_| digits)
}

/// Felix 1.4 takes digits only.
fn is_port(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// A port with or without its protocol, as Felix 2 reads it; without, it is TCP's.
fn is_port_word(text: &str) -> bool {
    let (protocol, port) = text.split_once(':').unwrap_or(("tcp", text));
    ["tcp", "udp"].iter().any(|known| known.eq_ignore_ascii_case(protocol)) && is_port(port)
}

/// A TCP port without its protocol, which both generations read; any other in lower case.
fn port_word(text: &str) -> Cow<'_, str> {
    match text.split_once(':') {
        Some((protocol, port)) if protocol.eq_ignore_ascii_case("tcp") => port.into(),
        _ => text.to_ascii_lowercase().into(),
    }
}

fn mask(value: &str) -> Option<u32> {
    match value.strip_prefix("0x").or_else(|| value.strip_prefix("0X")) {
        Some(hex) if !hex.starts_with('+') => u32::from_str_radix(hex, 16).ok(),
        Some(_) => None,
        None => integer(value).and_then(|number| u32::try_from(number).ok()),
    }
}
