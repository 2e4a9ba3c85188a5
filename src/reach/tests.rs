//! What Felix does, on snapshots small enough to see through. The whole of it is held against a second evaluator, written apart,
//! and against what was measured, in the tests of the whole program.

mod changes;
mod felix14;
mod felix2;
mod hosts;
mod random;

use super::*;
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::store::Snapshot;

/// Keys and values on their way into a snapshot.
#[derive(Clone, Default)]
struct Lab {
    keys: Vec<(String, String)>,
    settings: Settings,
}

impl Lab {
    fn new(generation: Generation) -> Self {
        Self { keys: Vec::new(), settings: Settings::all(generation) }
    }

    fn key(mut self, path: &str, value: &str) -> Self {
        self.keys.push((format!("/calico/v1/{path}"), value.to_owned()));
        self
    }

    /// A pod with an address and more members.
    fn pod(self, host: &str, name: &str, address: &str, more: &str) -> Self {
        let length = if address.contains(':') { 128 } else { 32 };
        let version = if address.contains(':') { 6 } else { 4 };
        let value = format!(
            r#"{{"state": "active", "name": "cali{name}", "ipv{version}_nets": ["{address}/{length}"], {more}}}"#
        );
        self.key(&format!("host/{host}/workload/k8s/n.{name}/endpoint/eth0"), &value)
    }

    fn profile(self, name: &str, inbound: &str, outbound: &str) -> Self {
        let rules = format!(r#"{{"inbound_rules": [{inbound}], "outbound_rules": [{outbound}]}}"#);
        self.key(&format!("policy/profile/{name}/rules"), &rules)
    }

    fn tags(self, profile: &str, tags: &str) -> Self {
        self.key(&format!("policy/profile/{profile}/tags"), tags)
    }

    fn policy(self, tier: &str, name: &str, members: &str) -> Self {
        self.key(&format!("policy/tier/{tier}/policy/{name}"), &format!("{{{members}}}"))
    }

    fn tier(self, name: &str, metadata: &str) -> Self {
        self.key(&format!("policy/tier/{name}/metadata"), metadata)
    }

    fn snapshot(&self) -> Snapshot {
        let keys: Vec<(&str, &str)> = self.keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        Snapshot::literal(&keys)
    }

    fn trace<T>(&self, from: &End, to: &End, look: impl FnOnce(&Reach<'_, '_>, &Trace) -> T) -> T {
        let snapshot = self.snapshot();
        let view = View::read(&snapshot, &self.settings);
        let reach = Reach::of(&view);
        let trace = reach.trace(from, to);
        look(&reach, &trace)
    }

    /// What passes from one address to another, in words.
    fn words(&self, from: &str, to: &str) -> String {
        self.trace(&at(from), &at(to), |_, trace| trace.allowed().words(&PacketSet::family(trace.from.family())))
    }

    /// What decides about a TCP packet to port 80: the reason, and which rule of what.
    fn why(&self, from: &str, to: &str) -> String {
        self.why_end(&at(from), &at(to))
    }

    fn why_end(&self, from: &End, to: &End) -> String {
        self.trace(from, to, |reach, trace| {
            let part = trace.part(&Packet::tcp(trace.from.family(), 80)).unwrap();
            let decision = part.inbound.unwrap_or(part.outbound);
            let object = match decision.object.and_then(|id| reach.object(id)) {
                Some(Object::Profile { name, .. } | Object::Tier { name } | Object::Parameter { name }) => name,
                Some(Object::Policy { tier, name, .. }) => format!("{tier}/{name}"),
                Some(Object::Endpoint { key }) => key,
                None => "-".to_owned(),
            };
            let verdict = if part.verdict == Verdict::Allow { "allow" } else { "deny" };
            let place = decision.position.map_or(String::new(), |position| format!(" {position}"));
            format!("{verdict}: {} {object} {}{place}", decision.reason.code(), decision.direction)
        })
    }
}

fn at(address: &str) -> End {
    End::Address(address.parse().unwrap())
}

const ALLOW: &str = r#"{"action": "allow"}"#;
/// Two pods on two hosts; `a` lets everything out and in, `b` has the profile under test.
fn two(generation: Generation) -> Lab {
    Lab::new(generation)
        .pod("h1", "a", "10.0.0.1", r#""profile_ids": ["open"]"#)
        .pod("h2", "b", "10.0.0.2", r#""profile_ids": ["p"]"#)
        .profile("open", ALLOW, ALLOW)
}

#[test]
fn every_code_is_one_word_of_its_own() {
    let codes: std::collections::BTreeSet<&str> = Reason::ALL.iter().map(|reason| reason.code()).collect();
    assert_eq!(codes.len(), Reason::ALL.len());
    for reason in Reason::ALL {
        assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
    }
    let codes: std::collections::BTreeSet<&str> = Caveat::ALL.iter().map(|caveat| caveat.code()).collect();
    assert_eq!(codes.len(), Caveat::ALL.len());
    for caveat in Caveat::ALL {
        assert_eq!(serde_json::to_value(caveat).unwrap(), caveat.code());
    }
}
