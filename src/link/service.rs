//! What traffic a rule is about, apart from who.

use crate::model::rule::{Criteria, Protocol, Rule};

/// The services that a rule allows, in short: `all`, `tcp/80,443`, `icmp type 8`. A rule that says more than protocol, ports
/// and type of what it allows is given in its own words.
pub fn of(rule: &Rule) -> String {
    let (is, not) = (&rule.spec().is, &rule.spec().not);
    let narrower = !is.src.ports.is_empty() || !is.src.nets.is_empty() || !is.dst.nets.is_empty();
    if *not != Criteria::default() || narrower || !rule.unknown().is_empty() {
        return rule.to_string();
    }
    let mut text = is.protocol.map_or_else(|| "all".to_owned(), |protocol| protocol.to_string());
    if !is.dst.ports.is_empty() {
        let ports: Vec<String> = is.dst.ports.iter().map(ToString::to_string).collect();
        text.push_str(&format!("/{}", ports.join(",")));
    }
    for (word, value) in [("type", is.icmp_type), ("code", is.icmp_code)] {
        if let Some(value) = value {
            text.push_str(&format!(" {word} {value}"));
        }
    }
    // What the protocol says already needs no telling.
    let said = matches!(is.protocol, Some(Protocol::Icmp | Protocol::Icmpv6));
    if let Some(family) = rule.spec().ip_version.filter(|_| !said) {
        text.push_str(&format!(" ({family})"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json;

    #[test]
    fn services_in_short() {
        for (rule, service) in [
            ("{}", "all"),
            (r#"{"action":"allow","src_tag":"a"}"#, "all"),
            (r#"{"protocol":"tcp","dst_ports":[80,443,"1000:2000"],"src_tag":"a"}"#, "tcp/80,443,1000:2000"),
            (r#"{"protocol":"icmp","icmp_type":8,"ip_version":4}"#, "icmp type 8"),
            (r#"{"ip_version":4,"src_tag":"a"}"#, "all (IPv4)"),
            (r#"{"protocol":50}"#, "50"),
            (r#"{"protocol":"udp","!dst_ports":[53],"src_tag":"a"}"#, "allow udp from tag a to not ports 53"),
            (r#"{"src_net":"10.0.0.0/8"}"#, "allow from cidr 10.0.0.0/8"),
        ] {
            let rule = Rule::from_json(&json::parse(rule.as_bytes()).unwrap()).unwrap();
            assert_eq!(of(&rule), service);
        }
    }
}
