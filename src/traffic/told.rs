//! What decided, in words: the rule with its key and place, or why no rule did.

use serde::Serialize;

use crate::inventory::profiles;
use crate::model::key::Key;
use crate::model::policy::Policy;
use crate::model::profile::{Direction, Rules};
use crate::reach::{Caveat, Decision, Object, ObjectId, Reach, Reason, Verdict};
use crate::store::Snapshot;

/// A decision of one side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Told {
    /// `allow` or `deny`.
    pub verdict: Verdict,
    /// Why: a stable word.
    pub reason: &'static str,
    /// What decided, such as `profile web`; null where nothing of a name did.
    pub object: Option<String>,
    /// Its key.
    pub key: Option<String>,
    /// Which list of rules.
    pub direction: &'static str,
    /// The place of the rule in it, from 1.
    pub position: Option<u32>,
    /// The rule's words.
    pub rule: Option<String>,
    /// All of that as a line.
    pub text: String,
}

/// What tells of decisions.
pub struct Teller<'a, 'v, 's> {
    reach: &'a Reach<'v, 's>,
    snapshot: &'a Snapshot,
}

impl<'a, 'v, 's> Teller<'a, 'v, 's> {
    /// Tells of what was found in a snapshot.
    pub fn new(reach: &'a Reach<'v, 's>, snapshot: &'a Snapshot) -> Self {
        Self { reach, snapshot }
    }

    /// What an object is called, and its key.
    pub fn object(&self, id: ObjectId) -> Option<(String, Option<String>)> {
        Some(match self.reach.object(id)? {
            Object::Profile { name, key } => (format!("profile {name}"), Some(key)),
            Object::Policy { tier, name, key } => (format!("policy {tier}/{name}"), Some(key)),
            Object::Tier { name } if name.is_empty() => ("the policies".to_owned(), None),
            Object::Tier { name } => {
                let key = Key::TierMetadata { tier: name.clone() }.path();
                (format!("tier {name}"), Some(key))
            }
            Object::Endpoint { key } => (format!("endpoint {key}"), Some(key)),
            Object::Parameter { name } => (name, None),
        })
    }

    /// The words of a rule.
    pub fn rule(&self, object: ObjectId, direction: Direction, position: u32) -> Option<String> {
        let at = usize::try_from(position).ok()?.checked_sub(1)?;
        let words = |rules: &Rules| {
            let rule = rules.list(direction).nth(at)?;
            Some(rule.map_or_else(|why| format!("malformed: {why}"), |rule| rule.to_string()))
        };
        match self.reach.object(object)? {
            Object::Profile { name, .. } => words(profiles::readable(&profiles::named(self.snapshot, &name)?.rules)?),
            Object::Policy { key, .. } => words(Policy::parse(&self.snapshot.get(&key)?.value).ok()?.rules()),
            _ => None,
        }
    }

    /// A decision in words.
    pub fn decision(&self, decision: &Decision) -> Told {
        let (object, key) = decision.object.and_then(|id| self.object(id)).unzip();
        let rule = decision
            .object
            .zip(decision.position)
            .and_then(|(object, position)| self.rule(object, decision.direction, position));
        let direction = if decision.direction == Direction::Outbound { "outbound" } else { "inbound" };
        let mut told = Told {
            verdict: decision.verdict,
            reason: decision.reason.code(),
            object,
            key: key.flatten(),
            direction,
            position: decision.position,
            rule,
            text: String::new(),
        };
        told.text = text(&told, decision);
        told
    }
}

fn text(told: &Told, decision: &Decision) -> String {
    let object = told.object.as_deref().unwrap_or("the endpoint");
    let at =
        told.position.map(|position| format!("{} rule {position} of {object}", told.direction)).unwrap_or_default();
    let words = told.rule.as_ref().map(|rule| format!(": {rule}")).unwrap_or_default();
    let text = match decision.reason {
        Reason::Rule => format!("{at}{words}"),
        Reason::UnrenderableRule => {
            format!("{at}, which Felix 1.4 cannot render and turns into a drop of everything{words}")
        }
        Reason::RefusedByIptables => format!(
            "{object} has a rule that iptables refuses: a new one drops everything, an old one keeps its old rules"
        ),
        Reason::EndOfTier => format!("{object} selects the endpoint and ends without a decision"),
        Reason::NoProfiles => "the endpoint has no profile".to_owned(),
        Reason::EndOfProfiles => "no profile of the endpoint decides".to_owned(),
        Reason::ProfileMissing => format!("{object} has no rules: it drops everything"),
        Reason::ProfileRejected => format!("{object} has rules that Felix does not take: it drops everything"),
        Reason::Inactive => "the endpoint is not active".to_owned(),
        Reason::EndpointRejected => "Felix does not take the endpoint: it is as if it were deleted".to_owned(),
        Reason::ForeignInterface => "the interface has none of its host's prefixes: nobody looks after it".to_owned(),
        Reason::FailsafePort => "a failsafe port, which no policy closes".to_owned(),
        Reason::AlwaysToHost => {
            "DHCP, DNS, metadata or neighbours, which a host always lets its workloads reach".to_owned()
        }
        Reason::EndpointToHostAction => "DefaultEndpointToHostAction of the host".to_owned(),
        Reason::HostToWorkload => "what a host sends to its own workloads is not policed".to_owned(),
        Reason::NotPoliced => "not policed".to_owned(),
        Reason::SameEndpoint => "it does not leave the endpoint".to_owned(),
        Reason::SpoofedSource => "the source address is none of the endpoint's".to_owned(),
    };
    if decision.overridden { format!("{text}; DropActionOverride makes the drop an accept") } else { text }
}

/// A caveat in words.
pub fn caveat(caveat: Caveat) -> &'static str {
    match caveat {
        Caveat::SourceMasqueraded => {
            "the destination sees the address of the source's host, whose pool masquerades: no tag or label of the source counts there"
        }
        Caveat::SourceMasqueradedUnknown => {
            "the destination sees the address of the source's host, which the datastore does not tell: it was taken for one in no network that a rule names"
        }
        Caveat::HostsOwnRules => "the host's own iptables rules decide in the end",
        Caveat::HostAddressUnknown => {
            "the datastore does not tell the host's address: it was taken for one in no network that a rule names"
        }
        Caveat::HostEndpointByInterface => {
            "the host has host endpoints that are known by interface: whether one of them stands in the way cannot be told"
        }
        Caveat::EarlyPolicies => "the host has untracked or pre-DNAT policies, which act on what it forwards as well",
        Caveat::Ipv6Unsupported => "Felix on the host is told not to look after IPv6",
        Caveat::RefusedByIptables => {
            "iptables refuses a rule: Felix 1.4 keeps what it had programmed before, Felix 2 cannot program anything more"
        }
        Caveat::NoEndpoint => "neither end is an endpoint: Calico does not police it",
        Caveat::FloatingDestination => {
            "the destination is a floating address, which is translated on the destination's host"
        }
        Caveat::SharedAddress => "several endpoints have the address",
        Caveat::PolicyNameTwice => {
            "two tiers have policies of one name, of which Felix 2 keeps the one that it read last"
        }
    }
}
