//! `Ready`, configuration parameters, and the addresses of hosts.

use std::net::Ipv4Addr;

use super::Findings;
use super::values::raw;
use crate::model::felix;

pub(super) fn ready(value: &[u8], found: &mut Findings) {
    if value != b"true" {
        found.warn(
            "the value is not exactly true",
            "Felix loads no policy that it has not loaded yet, and applies no change until it is true",
        );
    }
}

pub(super) fn global(name: &str, value: &[u8], found: &mut Findings) {
    parameter(name, value, found);
}

pub(super) fn host(name: &str, value: &[u8], found: &mut Findings) {
    // calicoctl 0.2x marks the hosts that it made with a parameter that Felix does not know.
    if name != "marker" {
        parameter(name, value, found);
    }
}

fn parameter(name: &str, value: &[u8], found: &mut Findings) {
    const NO_START: &str = "a Felix that cannot read it does not start, or falls back to its default";
    if felix::LOCAL_ONLY.contains(&name) {
        return found.refuse(
            format!("{name} is read from Felix' environment or file only"),
            "it would be ignored, or keep Felix from starting",
        );
    }
    if let Some(right) = felix::right_case(name) {
        return found.refuse(
            format!("'{}' is not spelled {right}", name.escape_debug()),
            "Felix 1.4 looks for the exact name and keeps its default",
        );
    }
    let Some(text) = raw(value, NO_START, found) else { return };
    let Some(known) = felix::parameter(name) else {
        return found.warn(format!("'{}' is no known parameter", name.escape_debug()), "no Felix looks at it");
    };
    if text.is_empty() && known.felix14.is_none() {
        return found.warn("the value is empty", "Felix 2 takes it for unset");
    }
    let olds_auto = name == "Ipv6Support" && text == "auto";
    if let Some(wrong) = known.check(text, None).err().filter(|_| !olds_auto) {
        return found.refuse(format!("{name} '{}' {}", text.escape_debug(), wrong.why), wrong.consequence);
    }
    match (known.felix14, known.felix2) {
        (Some(_), None) => found.warn(format!("{name} is a parameter of Felix 1.4"), "Felix 2 does not know it"),
        (None, Some(_)) => found.warn(format!("{name} is a parameter of Felix 2"), "Felix 1.4 does not know it"),
        _ if name == "Ipv6Support" && text == "auto" => {
            found.warn("auto is Felix 1.4's", "Felix 2 warns, and takes it for true");
        }
        _ => {}
    }
}

pub(super) fn host_ip(value: &[u8], found: &mut Findings) {
    const TUNNEL: &str = "Felix drops the host's IPIP packets on all other hosts";
    if let Some(text) = raw(value, TUNNEL, found)
        && text.parse::<Ipv4Addr>().is_err()
    {
        found.refuse(format!("'{}' is not an IPv4 address", text.escape_debug()), TUNNEL);
    }
}
