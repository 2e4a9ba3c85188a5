//! Felix' configuration parameters: what each generation knows, and which values both start with.
//!
//! Writing any of them restarts every Felix it applies to; a value that Felix 1.4 cannot read keeps it from
//! starting at all, on every host.

mod table;
#[cfg(test)]
mod tests;

use std::net::Ipv4Addr;

pub use table::PARAMETERS;

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true 1 yes y t` or `false 0 no n f`, in any case.
    Bool,
    /// Felix 1.4 also takes `auto`.
    BoolOrAuto,
    /// A whole number from the first to the second.
    Int(i64, i64),
    /// Seconds or milliseconds, fractions too.
    Time,
    /// One of these, exactly so.
    OneOf(&'static [&'static str]),
    /// `debug`, `info`, `warning`, `error` or `none`, in any case.
    LogLevel,
    /// Interface prefixes, separated by commas without blanks.
    Prefixes,
    /// TCP ports, separated by commas.
    Ports,
    /// 32 bits, decimal or `0x`, at least three of them set.
    Mask,
    /// An IPv4 address, or `none`.
    Ipv4OrNone,
    /// A host name or address, or `none`.
    HostOrNone,
    /// Any text without control characters.
    Text,
}

/// A parameter that can be set in the datastore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, in the case that Felix 1.4 looks for.
    pub name: &'static str,
    /// What values it takes.
    pub kind: Kind,
    /// The default of Felix 1.4; `None` where it does not know the parameter, empty where it is unset.
    pub felix14: Option<&'static str>,
    /// The default of Felix 2; `None` where it does not know the parameter, empty where it is unset.
    pub felix2: Option<&'static str>,
}

/// Parameters that Felix reads from its environment or file only.
pub const LOCAL_ONLY: [&str; 8] = [
    "FelixHostname",
    "EtcdAddr",
    "EtcdScheme",
    "EtcdKeyFile",
    "EtcdCertFile",
    "EtcdCaFile",
    "EtcdEndpoints",
    "DatastoreType",
];

/// The parameter of a name, exactly so.
pub fn parameter(name: &str) -> Option<&'static Parameter> {
    PARAMETERS.iter().find(|known| known.name == name)
}

/// The right spelling of a name in the wrong case.
pub fn right_case(name: &str) -> Option<&'static str> {
    let known = PARAMETERS.iter().map(|known| known.name).chain(LOCAL_ONLY);
    known.into_iter().find(|known| known.eq_ignore_ascii_case(name) && *known != name)
}

impl Parameter {
    /// Whether both generations of Felix (those that know the parameter) start with a value.
    ///
    /// # Errors
    /// What the value should be: a fragment.
    pub fn check(&self, value: &str) -> Result<(), String> {
        let is = |fine: bool, what: &str| if fine { Ok(()) } else { Err(format!("is not {what}")) };
        let none = value.eq_ignore_ascii_case("none");
        match self.kind {
            Kind::Bool => is(boolean(value).is_some(), "true or false"),
            Kind::BoolOrAuto => is(boolean(value).is_some() || value == "auto", "true, false or auto"),
            Kind::Int(low, high) => is(
                integer(value).is_some_and(|number| (low..=high).contains(&number)),
                &match high {
                    i64::MAX => format!("a whole number from {low}"),
                    _ => format!("a whole number from {low} to {high}"),
                },
            ),
            Kind::Time => {
                let digits = value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
                is(digits && value.parse::<f64>().is_ok(), "a number")
            }
            Kind::OneOf(values) => is(values.contains(&value), &values.join(", or ")),
            Kind::LogLevel => {
                let levels = ["debug", "info", "warning", "error", "none"];
                is(levels.iter().any(|level| level.eq_ignore_ascii_case(value)), "debug, info, warning, error or none")
            }
            Kind::Prefixes => is(
                value.split(',').all(is_interface_name),
                "a list of interface prefixes such as cali,tap: 1 to 15 letters, digits, '_' and '-' each, no blanks",
            ),
            Kind::Ports => is(
                value.split(',').all(|port| integer(port).is_some_and(|port| (0..=65535).contains(&port))),
                "a list of TCP ports such as 22,2379 (Felix 1.4 does not start with tcp:22)",
            ),
            Kind::Mask => {
                is(mask(value).is_some_and(|mask| mask.count_ones() >= 3), "a 32-bit mask of three bits or more")
            }
            Kind::Ipv4OrNone => is(none || value.parse::<Ipv4Addr>().is_ok(), "an IPv4 address or none"),
            Kind::HostOrNone => {
                let host = |c: char| c.is_ascii_alphanumeric() || "._-:".contains(c);
                is(!value.is_empty() && value.chars().all(host), "a host name, an address or none")
            }
            Kind::Text => is(!value.chars().any(char::is_control), "plain text"),
        }
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

fn mask(value: &str) -> Option<u32> {
    match value.strip_prefix("0x").or_else(|| value.strip_prefix("0X")) {
        Some(hex) if !hex.starts_with('+') => u32::from_str_radix(hex, 16).ok(),
        Some(_) => None,
        None => integer(value).and_then(|number| u32::try_from(number).ok()),
    }
}
