//! What calicoctl 1.x takes for a name, a label, an address.

use std::net::IpAddr;

use ipnet::IpNet;

use super::fields::{At, Reader};
use super::source::Place;
use super::tree::Node;
use crate::model::bird::AsNumber;
use crate::model::net::parse_cidr;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// A node, a tag, an instance.
    Plain,
    /// A policy, a profile, an endpoint, a workload, an orchestrator: may have slashes.
    Namespaced,
}

/// Checks a name.
///
/// # Errors
/// What is wrong with it, as a fragment.
pub fn name(kind: Name, text: &str) -> Result<(), String> {
    let slash = kind == Name::Namespaced;
    if text.is_empty() {
        return Err("is empty".into());
    }
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-') || (slash && c == '/');
    if let Some(bad) = text.chars().find(|c| !fine(*c)) {
        let and = if slash { ", '-' and '/'" } else { " and '-'" };
        return Err(format!(
            "'{}' has '{}': letters, digits, '_', '.'{and} are allowed",
            shown(text),
            bad.escape_debug()
        ));
    }
    match text.len() {
        0..=128 => Ok(()),
        length => Err(format!("'{}' is {length} characters long, of at most 128", shown(text))),
    }
}

/// A text for a message, short and without control characters.
pub fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(64).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    short.escape_debug().to_string()
}

/// Checks a label.
///
/// # Errors
/// What is wrong with it, as a fragment.
pub fn label(key: &str, value: &str) -> Result<(), String> {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if key.is_empty() || key.len() > 512 || !key.chars().all(|c| word(c) || c == '/') {
        return Err(format!("'{}' is no key of a label: 1 to 512 letters, digits, '_', '.', '-' and '/'", shown(key)));
    }
    let ends = [value.chars().next(), value.chars().last()];
    let edge = |c: &Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric());
    if value.len() > 63 || !value.chars().all(word) || !ends.iter().all(edge) {
        return Err(format!(
            "'{}' is no value of a label: at most 63 letters, digits, '_', '.' and '-', the first and the last a letter or digit",
            shown(value)
        ));
    }
    Ok(())
}

/// Takes away the zeros before numbers of an IPv4 address, which calicoctl 1.x reads as decimal.
fn without_zeros(text: &str) -> String {
    let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let number = |digits: &str| match digits.trim_start_matches('0') {
        "" if !digits.is_empty() => "0".to_owned(),
        rest => rest.to_owned(),
    };
    let all_digits =
        |text: &str| text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let address = if all_digits(address) {
        address.split('.').map(number).collect::<Vec<_>>().join(".")
    } else {
        address.to_owned()
    };
    match length {
        Some(length) => format!("{address}/{}", number(length)),
        None => address,
    }
}

/// Reads an address.
///
/// # Errors
/// What is wrong with it, as a fragment.
pub fn ip(text: &str) -> Result<IpAddr, String> {
    without_zeros(text).parse().map_err(|_| format!("'{}' is not an IP address", shown(text)))
}

/// Reads a network, bits beyond its prefix kept; a bare address is one of its own.
///
/// # Errors
/// What is wrong with it, as a fragment.
pub fn cidr(text: &str) -> Result<IpNet, String> {
    parse_cidr(&without_zeros(text))
        .map_err(|_| format!("'{}' is not a CIDR such as 10.0.0.0/8 or fd00::/8", shown(text)))
}

impl Reader<'_> {
    /// Keeps what could be read, or tells why it could not.
    pub fn keep<T>(&mut self, place: Place, at: &At<'_>, read: Result<T, String>) -> Option<T> {
        read.map_err(|why| self.fault(place, at, why)).ok()
    }

    /// A name.
    pub fn name(&mut self, node: &Node<'_>, at: &At<'_>, kind: Name) -> Option<String> {
        let text = self.text(node, at)?;
        if let Err(why) = name(kind, &text) {
            self.refuse(node.place, at, why);
        }
        Some(text)
    }

    /// An address.
    pub fn ip(&mut self, node: &Node<'_>, at: &At<'_>) -> Option<IpAddr> {
        let text = self.text(node, at)?;
        self.keep(node.place, at, ip(&text))
    }

    /// A network.
    pub fn cidr(&mut self, node: &Node<'_>, at: &At<'_>) -> Option<IpNet> {
        let text = self.text(node, at)?;
        self.keep(node.place, at, cidr(&text))
    }

    /// An AS number: a number, or a text such as `1.10`.
    pub fn as_number(&mut self, node: &Node<'_>, at: &At<'_>) -> Option<u32> {
        let text = self.text(node, at)?;
        if let super::tree::Value::Scalar { text: spelled, plain: true } = &node.value
            && spelled.contains('.')
        {
            self.fault(
                node.place,
                at,
                format!("{spelled} without quotes is a fraction: an AS number of two halves stands in quotes"),
            );
            return None;
        }
        let number = AsNumber::parse(&text).map(|number| number.0);
        let number = number
            .ok_or_else(|| format!("'{}' is not an AS number from 0 to 4294967295, or such as '1.10'", shown(&text)));
        self.keep(node.place, at, number)
    }

    /// Labels.
    pub fn labels(&mut self, node: &Node<'_>, at: &At<'_>) -> std::collections::BTreeMap<String, String> {
        let found = self.map(node, at);
        for (key, value, place) in &found {
            if let Err(why) = label(key, value) {
                self.refuse(*place, &At::Member(at, key), why);
            }
        }
        found.into_iter().map(|(key, value, _)| (key, value)).collect()
    }

    /// A list of names.
    pub fn names(&mut self, node: &Node<'_>, at: &At<'_>, kind: Name) -> Vec<String> {
        let found = self.texts(node, at);
        for (index, (text, place)) in found.iter().enumerate() {
            if let Err(why) = name(kind, text) {
                self.refuse(*place, &At::Item(at, index), why);
            }
        }
        found.into_iter().map(|(text, _)| text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_labels() {
        assert!(name(Name::Plain, "node-1.example_x").is_ok());
        assert!(name(Name::Plain, "a/b").is_err() && name(Name::Namespaced, "a/b").is_ok());
        assert!(name(Name::Plain, "").is_err() && name(Name::Plain, "a b").is_err());
        assert!(name(Name::Plain, &"a".repeat(128)).is_ok() && name(Name::Plain, &"a".repeat(129)).is_err());
        assert!(label("calico/k8s_ns", "shop").is_ok() && label("a", "").is_ok());
        for (key, value) in [("", "a"), ("a b", "a"), ("a", "a/b"), ("a", "-a"), ("a", "a-")] {
            assert!(label(key, value).is_err(), "{key}={value}");
        }
    }

    #[test]
    fn addresses_may_have_zeros() {
        assert_eq!(ip("192.168.010.246").unwrap().to_string(), "192.168.10.246");
        assert_eq!(cidr("010.000.0.0/08").unwrap().to_string(), "10.0.0.0/8");
        assert_eq!(cidr("2001::00/120").unwrap().to_string(), "2001::/120");
        assert_eq!(cidr("10.1.2.3").unwrap().to_string(), "10.1.2.3/32");
        for bad in ["10.0.256.0/24", "10.0.0.0/33", "fd5f::2::1/32", "10/8", "", "a"] {
            assert!(cidr(bad).is_err(), "{bad}");
        }
    }
}
