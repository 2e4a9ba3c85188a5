//! What a custom filter lets out, as far as its text tells without BIRD.

use ipnet::IpNet;

use super::check_filter;
use crate::model::net::parse_cidr;

/// What a filter lets out. Conditions that are joined or negated are not looked into: a filter that names an interface or a network
/// and accepts something is taken to let out what it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetsOut {
    everything: bool,
    interfaces: Vec<String>,
    nets: Vec<IpNet>,
}

impl LetsOut {
    /// Reads a filter.
    pub fn of(text: &str) -> Self {
        let strays = check_filter(text).unwrap_or_default();
        let text: String =
            text.lines().map(|line| line.split('#').next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
        if !text.contains("accept") {
            return Self::default();
        }
        let word = |c: char| c.is_ascii_hexdigit() || ".:/".contains(c);
        let nets = text.split(|c| !word(c)).filter(|word| word.contains('/'));
        Self {
            everything: strays.iter().any(|stray| stray.word == "accept"),
            interfaces: text.split("ifname").skip(1).filter_map(pattern).map(str::to_owned).collect(),
            nets: nets.filter_map(|word| parse_cidr(word).ok()).map(|net| net.trunc()).collect(),
        }
    }

    /// Takes in what another filter of the same BIRD lets out.
    pub fn add(&mut self, other: Self) {
        self.everything |= other.everything;
        self.interfaces.extend(other.interfaces);
        self.nets.extend(other.nets);
    }

    /// Whether the routes of all interfaces get out whose names begin so.
    pub fn has_interfaces(&self, prefix: &str) -> bool {
        let covers = |pattern: &String| pattern.strip_suffix('*').is_some_and(|start| prefix.starts_with(start));
        self.everything || self.interfaces.iter().any(covers)
    }

    /// Whether the route of a network gets out, whatever its interface.
    pub fn has_net(&self, net: IpNet) -> bool {
        self.everything || self.nets.iter().any(|known| known.contains(&net))
    }
}

/// The pattern that the name of an interface is compared with, right behind the word `ifname`.
fn pattern(rest: &str) -> Option<&str> {
    let rest = rest.trim_start().strip_prefix(['~', '='])?.trim_start().strip_prefix('"')?;
    rest.split_once('"').map(|(pattern, _)| pattern)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn interfaces_and_networks() {
        for text in [
            "if ( ifname ~ \"tap*\" ) then {\n  accept;\n}\n",
            "if ifname~\"t*\" then accept;",
            "accept;",
            "if (ifname ~ \"cali*\") || (ifname ~ \"tap*\") then accept;",
        ] {
            assert!(LetsOut::of(text).has_interfaces("tap"), "{text}");
        }
        for text in [
            "",
            "if ( ifname ~ \"tap*\" ) then reject;",
            "if ifname = \"tap0\" then accept;",
            "# if ifname ~ \"tap*\"\nif x then accept;",
            "if ifname ~ \"tapx*\" then accept;",
            "if ifname ~ \"tap*",
        ] {
            assert!(!LetsOut::of(text).has_interfaces("tap"), "{text}");
        }
        let of = LetsOut::of("if net ~ [ 10.65.0.0/16+, fd5f::/48{48,128} ] then accept;");
        assert!(of.has_net("10.65.0.3/32".parse().unwrap()) && of.has_net("fd5f::1/128".parse().unwrap()));
        assert!(!of.has_net("10.66.0.3/32".parse().unwrap()) && !of.has_interfaces("tap"));
        let mut both = LetsOut::default();
        both.add(of);
        both.add(LetsOut::of("if ifname ~ \"tap*\" then accept;"));
        assert!(both.has_interfaces("tap") && both.has_net("10.65.0.3/32".parse().unwrap()));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fall(text in "(ifname|~|=| |\"|tap|\\*|accept|;|#|10\\.0\\.0\\.0/8|\\PC){0,20}") {
            let of = LetsOut::of(&text);
            prop_assert!(text.contains("accept") || of == LetsOut::default());
        }
    }
}
