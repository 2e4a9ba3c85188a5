//! A rule as words: what `rule show` prints, and `rule add` takes back.

use std::fmt;

use super::{Criteria, End, Spec};
use crate::model::shell::quote;

impl fmt::Display for Spec {
    /// As calicoctl prints rules (`allow tcp from ports 80,443 tag web to cidr 10.0.0.0/8`), with words for
    /// everything that it had none for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.action.as_str())?;
        if let Some(protocol) = self.is.protocol {
            write!(f, " {protocol}")?;
        }
        if let Some(protocol) = self.not.protocol {
            write!(f, " not {protocol}")?;
        }
        icmp(&self.is, "", f)?;
        icmp(&self.not, "not ", f)?;
        for (word, is, not) in [("from", &self.is.src, &self.not.src), ("to", &self.is.dst, &self.not.dst)] {
            if *is != End::default() || *not != End::default() {
                write!(f, " {word}")?;
                end(is, not, f)?;
            }
        }
        if let Some(family) = self.ip_version {
            write!(f, " ip-version {}", family.number())?;
        }
        if let Some(prefix) = &self.log_prefix {
            write!(f, " log-prefix {}", quote(prefix))?;
        }
        Ok(())
    }
}

fn icmp(criteria: &Criteria, not: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(kind) = criteria.icmp_type {
        write!(f, " {not}type {kind}")?;
    }
    if let Some(code) = criteria.icmp_code {
        // A negated code after a negated type needs no word of its own: `not type 8 code 0`.
        let not = if criteria.icmp_type.is_some() { "" } else { not };
        write!(f, " {not}code {code}")?;
    }
    Ok(())
}

fn end(is: &End, not: &End, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fn list<T: fmt::Display>(items: &[T]) -> String {
        items.iter().map(T::to_string).collect::<Vec<_>>().join(",")
    }
    for (word, end) in [("", is), ("not ", not)] {
        if !end.ports.is_empty() {
            write!(f, " {word}ports {}", list(&end.ports))?;
        }
        if let Some(tag) = &end.tag {
            write!(f, " {word}tag {}", quote(tag))?;
        }
        if !end.nets.is_empty() {
            write!(f, " {word}cidr {}", list(&end.nets))?;
        }
        if let Some(selector) = &end.selector {
            write!(f, " {word}selector {}", quote(selector))?;
        }
    }
    Ok(())
}
