//! Several networks of one rule, for readers that take one.

use ipnet::IpNet;

use crate::model::key::Family;
use crate::model::net;
use crate::model::rule::{Dialect, End, Spec};

/// Most rules that one rule of a file may become.
const MAX_RULES: usize = 512;

/// What one end asks of the network: one that it must be in, or one that it must not be in, or nothing.
type Alternative = (Option<IpNet>, Option<IpNet>);

/// The rules with at most one network an end, in the order in which they are written, that together match what a rule with several
/// matches.
///
/// Felix 1.4 reads one network an end, and iptables takes either one to be in or one to be out of. So a rule is written for each
/// network that it may match; where several are left out, or some of others, for each network of what remains.
///
/// # Errors
/// Where that would be too many, as a fragment.
pub fn expand(spec: &Spec) -> Result<Vec<Spec>, String> {
    let (src, dst) = (alternatives(&spec.is.src, &spec.not.src), alternatives(&spec.is.dst, &spec.not.dst));
    let count = src.len().saturating_mul(dst.len());
    if count > MAX_RULES {
        return Err(format!(
            "would be {count} rules for Felix 1.4, which takes one network a rule; {MAX_RULES} are the most"
        ));
    }
    let mut rules = Vec::with_capacity(count);
    for (dst_is, dst_not) in &dst {
        for (src_is, src_not) in &src {
            let mut rule = spec.clone();
            rule.is.src.nets = src_is.iter().copied().collect();
            rule.is.dst.nets = dst_is.iter().copied().collect();
            rule.not.src.nets = src_not.iter().copied().collect();
            rule.not.dst.nets = dst_not.iter().copied().collect();
            // In this dialect nothing is refused.
            rules.push(Dialect::Felix.spell(rule.clone()).unwrap_or(rule));
        }
    }
    Ok(rules)
}

fn alternatives(is: &End, not: &End) -> Vec<Alternative> {
    let masked = |nets: &[IpNet]| -> Vec<IpNet> {
        let mut found: Vec<IpNet> = Vec::with_capacity(nets.len());
        for net in nets.iter().map(IpNet::trunc) {
            if !found.contains(&net) {
                found.push(net);
            }
        }
        found
    };
    let (is, not) = (masked(&is.nets), masked(&not.nets));
    let outer = |net: &&IpNet| not.iter().all(|other| *other == **net || !other.contains(*net));
    let not: Vec<IpNet> = not.iter().filter(outer).copied().collect();
    match (is.as_slice(), not.as_slice()) {
        ([], []) => vec![(None, None)],
        ([], [one]) => vec![(None, Some(*one))],
        (_, []) => is.iter().map(|net| (Some(*net), None)).collect(),
        ([], [first, ..]) => {
            let whole = match Family::of(&first.addr()) {
                Family::V4 => "0.0.0.0/0",
                Family::V6 => "::/0",
            };
            // Both are networks.
            let whole = net::parse_cidr(whole).into_iter().collect();
            without(whole, &not).into_iter().map(|net| (Some(net), None)).collect()
        }
        _ => without(is, &not).into_iter().map(|net| (Some(net), None)).collect(),
    }
}

/// The fewest networks that hold what some hold and others do not.
fn without(nets: Vec<IpNet>, holes: &[IpNet]) -> Vec<IpNet> {
    let mut left = nets;
    for hole in holes {
        left = left.into_iter().flat_map(|net| less(net, *hole)).collect();
        // Whatever comes of more, it is too many.
        if left.len() > MAX_RULES {
            break;
        }
    }
    left
}

fn less(net: IpNet, hole: IpNet) -> Vec<IpNet> {
    if hole.contains(&net) {
        return Vec::new();
    }
    if !net.contains(&hole) {
        return vec![net];
    }
    // Down to the hole, the half beside it stays at each step.
    let mut left = Vec::new();
    let mut around = net;
    while around != hole {
        let Ok(halves) = around.subnets(around.prefix_len() + 1) else { break };
        let mut next = None;
        for half in halves {
            if half.contains(&hole) {
                next = Some(half);
            } else {
                left.push(half);
            }
        }
        match next {
            Some(half) => around = half,
            None => break,
        }
    }
    left.sort_unstable();
    left
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use proptest::prelude::*;

    use super::*;
    use crate::model::rule::parse_words;

    fn nets(texts: &[&str]) -> Vec<IpNet> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn words(is: &[&str], not: &[&str]) -> Vec<String> {
        let mut spec = Spec::default();
        (spec.is.src.nets, spec.not.src.nets) = (nets(is), nets(not));
        expand(&spec).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_rule_for_each_network() {
        assert_eq!(words(&[], &[]), ["allow"]);
        assert_eq!(
            words(&["10.1.2.3/8", "11.0.0.0/8", "10.0.0.0/8"], &[]),
            ["allow from cidr 10.0.0.0/8 ip-version 4", "allow from cidr 11.0.0.0/8 ip-version 4"]
        );
        assert_eq!(words(&[], &["10.0.0.0/8", "10.1.0.0/16"]), ["allow from not cidr 10.0.0.0/8 ip-version 4"]);
        assert_eq!(words(&["10.0.0.0/9"], &["10.0.0.0/8"]), Vec::<String>::new());
        assert_eq!(
            words(&["10.0.0.0/24"], &["10.0.0.64/26"]),
            ["allow from cidr 10.0.0.0/26 ip-version 4", "allow from cidr 10.0.0.128/25 ip-version 4"]
        );
    }

    #[test]
    fn too_many_are_refused() {
        let mut spec = parse_words(&["allow"]).unwrap();
        let many =
            |byte: u8| (0..30).map(|at| IpNet::from(std::net::IpAddr::from([byte, 0, 0, at]))).collect::<Vec<_>>();
        (spec.is.src.nets, spec.is.dst.nets) = (many(10), many(11));
        assert!(expand(&spec).unwrap_err().contains("900 rules"));
        // Each of these leaves up to 128 networks.
        spec.is.src.nets = Vec::new();
        spec.is.dst.nets = Vec::new();
        spec.not.src.nets =
            (0..64u16).map(|at| IpNet::from(std::net::IpAddr::from([at * 997, 1, 2, 3, 4, 5, 6, at]))).collect();
        assert!(expand(&spec).is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_matches_what_the_file_says(
            is in prop::collection::vec((0u32..64, 26u8..=32), 0..4),
            not in prop::collection::vec((0u32..64, 26u8..=32), 0..4),
        ) {
            let net = |(host, length): &(u32, u8)| IpNet::new(Ipv4Addr::from(0x0a00_0000 | host).into(), *length).unwrap();
            let mut spec = Spec::default();
            spec.is.src.nets = is.iter().map(net).collect();
            spec.not.src.nets = not.iter().map(net).collect();
            let rules = expand(&spec).unwrap();
            for host in 0u32..130 {
                let address = std::net::IpAddr::from(Ipv4Addr::from(0x0a00_0000 | host));
                let holds = |end: &End| end.nets.iter().any(|net| net.contains(&address));
                let matches = |spec: &Spec| (spec.is.src.nets.is_empty() || holds(&spec.is.src)) && !holds(&spec.not.src);
                prop_assert_eq!(matches(&spec), rules.iter().any(matches), "{} {:?}", address, rules);
            }
            prop_assert!(rules.iter().all(|rule| rule.is.src.nets.len() + rule.not.src.nets.len() <= 1));
            prop_assert!(rules.iter().all(|rule| rule.check().is_ok()));
        }
    }
}
