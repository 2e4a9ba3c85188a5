//! Felix' configuration parameters: what each generation knows, which values it takes, and what it does with others.
//!
//! Writing any of them restarts every Felix it applies to; a value that Felix 1.4 cannot read keeps it from
//! starting at all, on every host.

mod table;
#[cfg(test)]
mod tests;
mod value;

use std::fmt;

pub use table::{NOTES, PARAMETERS};
pub use value::{Wrong, boolean, is_interface_name};

/// A generation of Felix. Which one a host runs cannot be told from the datastore.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generation {
    /// Felix 1.4, in Python.
    Felix14,
    /// Felix 2, in Go.
    Felix2,
}

impl Generation {
    /// Both, the older one first.
    pub const ALL: [Self; 2] = [Self::Felix14, Self::Felix2];

    /// The version as `--felix` takes it.
    pub fn version(self) -> &'static str {
        match self {
            Self::Felix14 => "1.4",
            Self::Felix2 => "2",
        }
    }
}

impl fmt::Display for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Felix {}", self.version())
    }
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true 1 yes y t` or `false 0 no n f`, in any case.
    Bool,
    /// Felix 1.4 also takes `auto`.
    BoolOrAuto,
    /// A whole number from the first to the second.
    Int(i64, i64),
    /// Whole seconds.
    Seconds,
    /// Seconds, fractions too.
    Time,
    /// Milliseconds, fractions too.
    Millis,
    /// One of these: exactly so for Felix 1.4, in any case for Felix 2.
    OneOf(&'static [&'static str]),
    /// `debug`, `info`, `warning`, `error` or `none`, in any case; Felix 1.4 also takes `critical`, Felix 2 `fatal`.
    LogLevel,
    /// Interface prefixes, separated by commas; without blanks for Felix 2.
    Prefixes,
    /// TCP ports, separated by commas; Felix 2 also takes `tcp:22`, `udp:68` and `none`.
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

impl Kind {
    /// Its values in a word or two.
    pub fn words(self) -> String {
        match self {
            Self::Bool => "true|false".into(),
            Self::BoolOrAuto => "true|false|auto".into(),
            Self::Int(low, i64::MAX) => format!("number from {low}"),
            Self::Int(low, high) => format!("number {low} to {high}"),
            Self::Seconds | Self::Time => "seconds".into(),
            Self::Millis => "milliseconds".into(),
            Self::OneOf(values) => values.join("|"),
            Self::LogLevel => "log level".into(),
            Self::Prefixes => "list of interface prefixes".into(),
            Self::Ports => "list of ports".into(),
            Self::Mask => "32-bit mask".into(),
            Self::Ipv4OrNone => "IPv4 address|none".into(),
            Self::HostOrNone => "host|none".into(),
            Self::Text => "text".into(),
        }
    }

    /// Whether the value is a list, to which members can be added.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Prefixes | Self::Ports)
    }
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

/// Parameters whose wrong values keep Felix 2 from starting; with others it takes its default.
const FATAL: [&str; 4] = ["DefaultEndpointToHostAction", "InterfacePrefix", "IptablesMarkMask", "MetadataAddr"];

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
    /// The default of a generation; `None` where it does not know the parameter, empty where it is unset.
    pub fn default_of(&self, generation: Generation) -> Option<&'static str> {
        match generation {
            Generation::Felix14 => self.felix14,
            Generation::Felix2 => self.felix2,
        }
    }

    /// The generations that know it.
    pub fn generations(&self) -> impl Iterator<Item = Generation> {
        Generation::ALL.into_iter().filter(|generation| self.default_of(*generation).is_some())
    }

    /// What there is to know about it beside its values; empty where there is nothing.
    pub fn note(&self) -> &'static str {
        NOTES.iter().find(|(name, _)| *name == self.name).map_or("", |(_, note)| note)
    }
}
