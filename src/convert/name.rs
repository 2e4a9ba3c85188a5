//! Names as Calico v3 takes them: DNS labels in lower case, joined by dots. The same name always becomes the same one.

use std::net::IpAddr;

use ipnet::IpNet;
use sha1::{Digest, Sha1};

/// How the profile of a namespace of Kubernetes begins, and how it does in v3.
pub(super) const NAMESPACE_PROFILE: &str = "k8s_ns.";
const NAMESPACE_PROFILE_V3: &str = "kns.";

/// A name with the characters that v3 takes: in lower case, slashes as dots, runs of others as a dash, runs with a dot in them as a
/// dot, neither at the ends.
fn normalised(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut odd = false;
    for c in name.to_lowercase().chars() {
        match c {
            '/' => plain.push('.'),
            'a'..='z' | '0'..='9' | '.' | '-' => plain.push(c),
            _ if odd => continue,
            _ => plain.push('-'),
        }
        odd = !matches!(c, '/' | 'a'..='z' | '0'..='9' | '.' | '-');
    }
    let mut out = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while !rest.is_empty() {
        let run = rest.len() - rest.trim_start_matches(['.', '-']).len();
        let (separators, behind) = rest.split_at(run);
        out.push_str(if separators.contains('.') { "." } else { separators });
        let word = behind.find(['.', '-']).unwrap_or(behind.len());
        let (word, behind) = behind.split_at(word);
        out.push_str(word);
        rest = behind;
    }
    out.trim_matches(['.', '-']).to_owned()
}

/// A name that is marked with a hash of what it was, where it is not the same.
fn marked(new: String, original: &str) -> String {
    if new == original {
        return new;
    }
    let digest = Sha1::digest(original.as_bytes());
    let hash: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{new}-{hash}")
}

/// A host. It gets no mark, so that two hosts may become one name, which is told.
pub fn of_node(name: &str) -> String {
    normalised(name)
}

/// What may have dots in its name.
pub fn with_dots(name: &str) -> String {
    marked(normalised(name), name)
}

/// A policy.
pub fn of_policy(name: &str) -> String {
    marked(normalised(name).replace('.', "-"), name)
}

/// A profile.
pub fn of_profile(name: &str) -> String {
    match name.strip_prefix(NAMESPACE_PROFILE) {
        Some(namespace) => with_dots(&format!("{NAMESPACE_PROFILE_V3}{namespace}")),
        None => with_dots(name),
    }
}

/// A host endpoint.
pub fn of_host_endpoint(node: &str, name: &str) -> String {
    with_dots(&format!("{}.{name}", of_node(node)))
}

/// A pool.
pub fn of_pool(cidr: &IpNet) -> String {
    cidr.to_string().replace(['.', ':', '/'], "-")
}

/// An address; one of IPv6 in all its digits.
pub fn of_ip(ip: &IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string().replace('.', "-"),
        IpAddr::V6(ip) => ip.segments().map(|group| format!("{group:04x}")).join("-"),
    }
}

/// A BGP peer.
pub fn of_peer(node: Option<&str>, ip: &IpAddr) -> String {
    match node {
        Some(node) => format!("{}.{}", of_node(node), of_ip(ip)),
        None => of_ip(ip),
    }
}

/// A workload endpoint: its parts joined by a dash, and the dashes in them doubled.
///
/// # Errors
/// A part that begins or ends with a dash, or is empty, so that the name could not be taken apart again.
pub fn of_workload(parts: &[&str]) -> Result<String, String> {
    for part in parts {
        let why = match *part {
            "" => "is empty",
            part if part.starts_with('-') => "must not begin with a '-'",
            part if part.ends_with('-') => "must not end with a '-'",
            _ => continue,
        };
        return Err(format!("'{}' of its name {why}", part.escape_debug()));
    }
    Ok(parts.iter().map(|part| part.replace('-', "--")).collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::convert::valid;

    #[test]
    fn names_as_calico_upgrade_makes_them() {
        for (from, node, dots, policy) in [
            ("abcdef", "abcdef", "abcdef", "abcdef"),
            ("Abcdef", "abcdef", "abcdef-78905ee1", "abcdef-78905ee1"),
            ("abc---def", "abc---def", "abc---def", "abc---def"),
            ("abc/def", "abc.def", "abc.def-0d06c5df", "abc-def-0d06c5df"),
            ("abc$!$def", "abc-def", "abc-def-49aaf888", "abc-def-49aaf888"),
            ("abc.-.def", "abc.def", "abc.def-e8d71b6f", "abc-def-e8d71b6f"),
            ("-.abc.def", "abc.def", "abc.def-5c13f78e", "abc-def-5c13f78e"),
            ("$ABC/DeF-123.-456!", "abc.def-123.456", "abc.def-123.456-3f42689c", "abc-def-123-456-3f42689c"),
        ] {
            assert_eq!((of_node(from), with_dots(from), of_policy(from)), (node.into(), dots.into(), policy.into()));
        }
        assert_eq!(of_policy("MaKe.-.MaKe"), "make-make-1b6971c8");
        assert_eq!(of_profile("k8s_ns.default"), "kns.default");
        assert_eq!(of_profile("k8s_ns.FlUx-.-CaPaCiToR$$"), "kns.flux.capacitor-a9ad9f16");
        assert_eq!(of_ip(&"Aa:bb::".parse().unwrap()), "00aa-00bb-0000-0000-0000-0000-0000-0000");
        assert_eq!(of_peer(Some("N1"), &"192.168.0.1".parse().unwrap()), "n1.192-168-0-1");
        assert_eq!(of_pool(&"2006::/64".parse().unwrap()), "2006---64");
        assert_eq!(of_host_endpoint("MyHost", "eth0"), "myhost.eth0");
        assert_eq!(of_workload(&["rack1-host1", "k8s", "web-1", "eth0"]).unwrap(), "rack1--host1-k8s-web--1-eth0");
        assert!(of_workload(&["n", "k8s", "-web", "eth0"]).unwrap_err().contains("must not begin"));
        assert!(of_workload(&["n", "", "web", "eth0"]).is_err());
    }

    proptest! {
        #[test]
        fn names_are_valid_and_stay_what_they_are(name in "[a-zA-Z0-9_./ é-]{0,24}[a-zA-Z0-9][a-zA-Z0-9_./ é-]{0,24}") {
            for new in [of_node(&name), with_dots(&name), of_policy(&name), of_profile(&name)] {
                // A run of dashes beside a dot is what normalising leaves none of.
                prop_assert!(valid::is_name(&new), "{} {}", name, new);
            }
            prop_assert!(!of_policy(&name).contains('.'));
            prop_assert_eq!(with_dots(&name), with_dots(&name));
            prop_assert_eq!(of_node(&of_node(&name)), of_node(&name));
        }

        #[test]
        fn other_names_become_other_names(a in "[a-zA-Z0-9_./-]{1,12}", b in "[a-zA-Z0-9_./-]{1,12}") {
            prop_assume!(a != b);
            prop_assert!(with_dots(&a) != with_dots(&b));
            prop_assert!(of_policy(&a) != of_policy(&b));
        }

        #[test]
        fn parts_of_workloads_do_not_run_together(
            a in prop::collection::vec("[a-z0-9]{1,2}(-{1,2}[a-z0-9]{1,2}){0,2}", 4),
            b in prop::collection::vec("[a-z0-9]{1,2}(-{1,2}[a-z0-9]{1,2}){0,2}", 4),
        ) {
            let name = |parts: &[String]| of_workload(&parts.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
            prop_assert_eq!(a == b, name(&a) == name(&b));
        }
    }
}
