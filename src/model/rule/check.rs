//! Which rules are written, in which spelling, and who could not read them.

use std::fmt;

use ipnet::IpNet;

use super::{Action, Criteria, End, Protocol, Rule, RuleError, Spec};
use crate::model::key::Family;
use crate::model::name;
use crate::model::selector::Selector;

/// The longest log prefix that Felix 1.4 keeps.
const MAX_LOG_PREFIX: usize = 27;

/// Whose readers a rule is spelled for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// What both generations of Felix take rightly: `ip_version` goes with a CIDR and with ICMP, because
    /// Felix 1.4 takes a CIDR rule without it for one that matches all of the other IP version.
    #[default]
    Felix,
    /// What calicoctl 0.2x wrote, and can read: no `ip_version`, ranges, `log`, negations.
    Calicoctl02x,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 2] = [Self::Felix, Self::Calicoctl02x];

    /// The name of the dialect on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Felix => "felix",
            Self::Calicoctl02x => "calicoctl-0.2x",
        }
    }

    /// The dialect of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.as_str() == name)
    }

    /// Spells a rule.
    ///
    /// # Errors
    /// [`RuleError::Refused`] where calicoctl 0.2x could not read the rule, in its dialect.
    pub fn spell(self, mut spec: Spec) -> Result<Spec, RuleError> {
        match self {
            Self::Felix => {
                spec.ip_version = spec.ip_version.or_else(|| spec.implied_version());
                for criteria in [&mut spec.is, &mut spec.not] {
                    for end in [&mut criteria.src, &mut criteria.dst] {
                        end.nets = end.nets.iter().map(IpNet::trunc).collect();
                    }
                }
                Ok(spec)
            }
            Self::Calicoctl02x => {
                let rule = Rule::from(spec);
                match rule.blinded().into_iter().find(|blinded| blinded.reader == Reader::Calicoctl02x) {
                    Some(Blinded { because, .. }) => {
                        let why = format!("the dialect calicoctl-0.2x has no {because}");
                        Err(RuleError::refused(why, "calicoctl 0.2x could not read the profile any more"))
                    }
                    None => Ok(rule.spec),
                }
            }
        }
    }
}

/// A reader that a rule may blind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// calicoctl 0.2x: a rule that it cannot read makes the whole profile "not found" or a traceback.
    Calicoctl02x,
    /// Felix 1.4: a rule that it rejects voids the whole profile (endpoints that list it are cut off) or policy (traffic
    /// goes on to whatever follows).
    Felix14,
    /// Felix 2, with the same consequences.
    Felix2,
}

impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Calicoctl02x => "calicoctl 0.2x",
            Self::Felix14 => "Felix 1.4",
            Self::Felix2 => "Felix 2",
        })
    }
}

/// A reader that cannot read a rule, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blinded {
    /// Which reader.
    pub reader: Reader,
    /// The part of the rule that it cannot read: a noun.
    pub because: String,
}

impl fmt::Display for Blinded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot read the rule: {}", self.reader, self.because)
    }
}

impl Rule {
    /// Which old readers cannot read the rule, one entry a reason.
    pub fn blinded(&self) -> Vec<Blinded> {
        let mut blinded = Vec::new();
        let mut add = |reader, because: &str| blinded.push(Blinded { reader, because: because.to_owned() });
        for (member, value) in &self.object {
            if value.is_null() && !self.unknown.contains(member) {
                add(Reader::Calicoctl02x, &format!("member '{member}' that is null"));
                continue;
            }
            if member.starts_with('!') {
                add(Reader::Calicoctl02x, &format!("negation ('{member}')"));
            }
            if member.ends_with("_nets") {
                add(Reader::Felix14, &format!("list of CIDRs ('{member}')"));
            }
            // Go parses CIDRs only, and a rule that it cannot parse is no rule.
            let is_bare = |value: &serde_json::Value| value.as_str().is_some_and(|text| !text.contains('/'));
            if member.ends_with("_net") && is_bare(value)
                || member.ends_with("_nets") && value.as_array().is_some_and(|nets| nets.iter().any(is_bare))
            {
                add(Reader::Felix2, &format!("address without a length ('{member}')"));
            }
            match member.as_str() {
                "ip_version" => add(Reader::Calicoctl02x, "'ip_version'"),
                "log_prefix" => add(Reader::Calicoctl02x, "'log_prefix'"),
                "src_nets" | "dst_nets" => add(Reader::Calicoctl02x, &format!("list of CIDRs ('{member}')")),
                _ => {}
            }
        }
        for member in &self.unknown {
            add(Reader::Felix14, &format!("unknown member '{member}'"));
            add(Reader::Calicoctl02x, &format!("unknown member '{member}'"));
        }
        if self.spec.action == Action::Log {
            add(Reader::Calicoctl02x, "action log");
        }
        if let Some(protocol) = self.spec.is.protocol
            && !matches!(protocol, Protocol::Tcp | Protocol::Udp | Protocol::Icmp | Protocol::Icmpv6)
        {
            add(Reader::Calicoctl02x, &format!("protocol {protocol}"));
        }
        if [&self.spec.is.src, &self.spec.is.dst].iter().any(|end| end.ports.iter().any(|p| p.first() != p.last())) {
            add(Reader::Calicoctl02x, "port range");
        }
        for member in ["src_ports", "dst_ports", "!src_ports", "!dst_ports"] {
            let ports = self.object.get(member).and_then(|ports| ports.as_array());
            let text = |port: &&serde_json::Value| {
                port.as_str().is_some_and(|text| text.split_once(':').is_none_or(|(first, last)| first == last))
            };
            if let Some(port) = ports.and_then(|ports| ports.iter().find(text)) {
                add(Reader::Felix14, &format!("port {port} as text"));
            }
        }
        blinded
    }

    /// Whether the rule may be written as it stands: [`Spec::check`], and no member that one generation of Felix
    /// does not read.
    ///
    /// # Errors
    /// [`RuleError::Refused`] with the reason.
    pub fn check(&self) -> Result<(), RuleError> {
        self.spec.check()?;
        match self.blinded().into_iter().find(|blinded| blinded.reader != Reader::Calicoctl02x) {
            Some(Blinded { reader, because }) => {
                Err(RuleError::refused(because, format!("{reader} rejects it, and all rules beside it")))
            }
            None => Ok(()),
        }
    }
}

/// What a rule that is valid does that nobody would guess.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trap {
    /// What is in the rule.
    pub why: String,
    /// What which reader does with it.
    pub then: String,
}

impl fmt::Display for Trap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.why, self.then)
    }
}

const BESIDE: &str = "Felix rejects it, and all rules beside it";

impl Spec {
    /// Whether both generations of Felix take the rule and render it as it reads. What is refused here is
    /// what one of them would reject, and the whole profile or policy with it, or turn into a rule that
    /// drops or accepts everything.
    ///
    /// # Errors
    /// [`RuleError::Refused`] with the reason.
    pub fn check(&self) -> Result<(), RuleError> {
        self.check_protocol()?;
        self.check_icmp()?;
        self.check_versions()?;
        for (word, is, not) in [("from", &self.is.src, &self.not.src), ("to", &self.is.dst, &self.not.dst)] {
            if !is.nets.is_empty() && !not.nets.is_empty() {
                return Err(RuleError::refused(
                    format!("{word} cidr and {word} not cidr in one rule"),
                    "iptables takes one, and Felix 1.4 then drops everything or keeps the old rules",
                ));
            }
            is.check(word)?;
            not.check(word)?;
        }
        if let Some(prefix) = &self.log_prefix {
            let fine = |c: char| c.is_ascii_alphanumeric() || "_:-".contains(c);
            if prefix.is_empty() || prefix.len() > MAX_LOG_PREFIX || !prefix.chars().all(fine) {
                return Err(RuleError::refused(
                    format!("log-prefix '{}'", prefix.escape_debug()),
                    format!("Felix 1.4 keeps 1 to {MAX_LOG_PREFIX} letters, digits, '_', ':' and '-'"),
                ));
            }
        }
        Ok(())
    }

    /// What a rule that is valid does nevertheless that nobody would guess.
    pub fn traps(&self) -> Vec<Trap> {
        let mut traps = Vec::new();
        let mut add = |why: String, then: String| traps.push(Trap { why, then });
        if self.ip_version.is_none() {
            if let Some(net) = self.ends().flat_map(|end| &end.nets).next() {
                let other = if net.addr().is_ipv4() { Family::V6 } else { Family::V4 };
                add(
                    format!("{net} and no ip_version"),
                    format!("Felix 1.4 leaves the CIDR out for {other}, and the rest of the rule matches there"),
                );
            } else if self.is.icmp_type.is_some() || self.not.icmp_type.is_some() {
                add(
                    "an ICMP type and no ip_version".into(),
                    "Felix 1.4 drops everything of the other IP version at the rule's place".into(),
                );
            }
        }
        if self.log_prefix.is_some() && self.action != Action::Log {
            add("log_prefix".into(), "Felix 1.4 logs every packet that the rule matches, Felix 2 ignores it".into());
        }
        traps
    }

    fn check_protocol(&self) -> Result<(), RuleError> {
        if let (Some(is), Some(not)) = (self.is.protocol, self.not.protocol) {
            return Err(RuleError::refused(format!("protocol {is} and not {not} in one rule"), "iptables takes one"));
        }
        let ports = self.ends().any(|end| !end.ports.is_empty());
        if ports && !matches!(self.is.protocol, Some(Protocol::Tcp | Protocol::Udp)) {
            let (why, then) = match (self.is.protocol, self.not.protocol) {
                (Some(protocol), _) => {
                    (format!("ports with protocol {protocol}"), "Felix 1.4 makes of it a rule that drops everything")
                }
                (None, Some(_)) => ("ports with a negated protocol".into(), BESIDE),
                (None, None) => ("ports without a protocol".into(), BESIDE),
            };
            return Err(RuleError::refused(why, format!("{then}; ports go with tcp or udp, by name")));
        }
        Ok(())
    }

    fn check_icmp(&self) -> Result<(), RuleError> {
        let by_name = matches!(self.is.protocol, Some(Protocol::Icmp | Protocol::Icmpv6));
        if self.is.icmp_type.is_some() && self.not.icmp_type.is_some() {
            return Err(RuleError::refused("ICMP type and not type in one rule", "iptables takes one"));
        }
        for Criteria { icmp_type, icmp_code, .. } in [&self.is, &self.not] {
            match (icmp_type, icmp_code) {
                (None, Some(_)) => return Err(RuleError::refused("ICMP code without a type", BESIDE)),
                (Some(255), _) => {
                    return Err(RuleError::refused(
                        "ICMP type 255",
                        "the kernel cannot match it, and Felix 1.4 drops everything instead",
                    ));
                }
                (Some(_), _) if !by_name => {
                    return Err(RuleError::refused(
                        "ICMP type without protocol icmp or icmpv6, by name",
                        "Felix 1.4 ignores the type and matches more",
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn check_versions(&self) -> Result<(), RuleError> {
        let mut wanted = self.ip_version.map(|family| (family, format!("ip-version {}", family.number())));
        for protocol in [self.is.protocol, self.not.protocol].into_iter().flatten() {
            let family = match protocol {
                Protocol::Icmp => Family::V4,
                Protocol::Icmpv6 => Family::V6,
                _ => continue,
            };
            agree(&mut wanted, family, &protocol.to_string())?;
        }
        for net in self.ends().flat_map(|end| &end.nets) {
            agree(&mut wanted, Family::of(&net.addr()), &net.to_string())?;
        }
        Ok(())
    }
}

/// Holds a part of a rule against the IP version of the parts before it.
fn agree(wanted: &mut Option<(Family, String)>, family: Family, part: &str) -> Result<(), RuleError> {
    match wanted {
        None => *wanted = Some((family, part.to_owned())),
        Some((first, before)) if *first != family => {
            return Err(RuleError::refused(
                format!("{before} and {part} in one rule"),
                format!("one is {first}, the other {family}, and no packet is both"),
            ));
        }
        Some(_) => {}
    }
    Ok(())
}

impl End {
    fn check(&self, word: &str) -> Result<(), RuleError> {
        if self.nets.len() > 1 {
            return Err(RuleError::refused(
                format!("{word} has {} CIDRs", self.nets.len()),
                "Felix 1.4 rejects a list, and all rules beside it; write a rule for each",
            ));
        }
        if let Some(tag) = &self.tag {
            name::check(name::Kind::Tag, tag).map_err(|bad| RuleError::refused(bad.to_string(), BESIDE))?;
        }
        if let Some(selector) = &self.selector {
            if selector.trim().is_empty() {
                return Err(RuleError::refused(
                    format!("{word} has an empty selector"),
                    "Felix 1.4 matches every endpoint's address, Felix 2 any address; write all()",
                ));
            }
            Selector::parse(selector).map_err(|bad| RuleError::refused(format!("{word} selector: {bad}"), BESIDE))?;
        }
        Ok(())
    }
}
