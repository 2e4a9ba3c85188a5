//! What is tried to prove that an identity may what it should, and nothing else.
//!
//! Trying changes nothing: a read asks for the beginning of an answer, a write stands under a condition that cannot hold. While
//! authentication is off everybody may do everything: then what an identity should not do is worked out from the roles instead,
//! and tried once it is on.

use serde::Serialize;

use super::component::{Component, REGISTRY};
use super::plan::api_word;
use crate::store::Kind;
use crate::store::auth::{Keys, Rights, Verdict};

/// Where nobody but calicross itself writes.
const OWN: &str = "/calicross/";
const CALICO: &str = "/calico/";

/// One thing to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Try {
    /// In which API.
    pub api: Kind,
    /// What.
    pub keys: Keys,
    /// Whether to write rather than to read.
    pub write: bool,
    /// Whether it should be allowed.
    pub allowed: bool,
}

impl Try {
    /// What would be needed for it.
    pub fn rights(&self) -> Rights {
        if self.write { Rights::WRITE } else { Rights::READ }
    }
}

/// What an identity of a component needs in its API, and what must be refused there: what the other components write and it does not,
/// and Kubernetes' keys.
pub fn tries(component: &Component, host: Option<&str>, api: Kind) -> Vec<Try> {
    let needs = component.needs_on(host);
    let may =
        |keys: &Keys, wanted: Rights| needs.iter().any(|(held, rights)| rights.include(wanted) && held.cover(keys));
    let mut tries = Vec::new();
    for write in [false, true] {
        let right = if write { Rights::WRITE } else { Rights::READ };
        let needed = needs.iter().filter(|(_, rights)| rights.include(right));
        tries.extend(needed.map(|(keys, _)| Try { api, keys: keys.clone(), write, allowed: true }));
    }
    let others = Component::speaking(api).flat_map(|other| other.needs_on(None)).filter(|(_, rights)| rights.write);
    let foreign = [REGISTRY, OWN, CALICO].map(|prefix| (Keys::Prefix(prefix.to_owned()), Rights::WRITE));
    let written = others.chain(foreign).map(|(keys, _)| (keys, true));
    for (keys, write) in std::iter::once((Keys::Prefix(REGISTRY.to_owned()), false)).chain(written) {
        let refused = Try { api, keys, write, allowed: false };
        if !may(&refused.keys, refused.rights()) && !tries.contains(&refused) {
            tries.push(refused);
        }
    }
    tries
}

/// What must be refused to a component in an API that it does not speak.
pub fn tries_elsewhere(api: Kind) -> Vec<Try> {
    let keys = Keys::Prefix(if api == Kind::Etcdv3 { REGISTRY } else { CALICO }.to_owned());
    [false, true].map(|write| Try { api, keys: keys.clone(), write, allowed: false }).to_vec()
}

/// What is known after trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// It is as it should be, as the server itself says.
    Proved,
    /// It is as it should be by the roles; the server does not look at them yet.
    ByRole,
    /// It cannot be told before authentication is on.
    Untried,
    /// It is not as it should be.
    Failed,
}

impl Finding {
    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::ByRole => "by role",
            Self::Untried => "untried",
            Self::Failed => "FAILED",
        }
    }
}

/// What came of one try.
#[derive(Clone, Debug, Serialize)]
pub struct Tried {
    api: &'static str,
    keys: String,
    access: &'static str,
    /// Whether it should be allowed.
    should: &'static str,
    /// What is known now.
    pub finding: Finding,
    why: String,
}

impl Tried {
    /// Judges a verdict. `enabled` is whether the API looks at users at all; `granted` what the roles say, where they could be read.
    pub fn new(tried: &Try, verdict: &Verdict, enabled: bool, granted: Option<bool>) -> Self {
        let (finding, why) = judge(tried.allowed, verdict, enabled, granted);
        Self {
            api: api_word(tried.api),
            keys: tried.keys.to_string(),
            access: if tried.write { "write" } else { "read" },
            should: if tried.allowed { "may" } else { "may not" },
            finding,
            why,
        }
    }

    /// Returns what is wrong with it, as an error names it.
    pub fn fault(&self) -> String {
        let Self { api, keys, access, should, why, .. } = self;
        format!("{api}: {should} {access} {keys}: {why}")
    }

    /// Returns it as one line for people.
    pub fn line(&self) -> String {
        let Self { api, keys, access, should, finding, why } = self;
        format!("{:8} {api}  {should:7} {access:5} {keys}: {why}", finding.word())
    }
}

fn judge(allowed: bool, verdict: &Verdict, enabled: bool, granted: Option<bool>) -> (Finding, String) {
    let told = |finding, why: &str| (finding, why.to_owned());
    match (allowed, verdict) {
        (true, Verdict::Refused(words)) => (Finding::Failed, format!("refused: {words}")),
        (true, Verdict::Allowed) if enabled => told(Finding::Proved, "allowed"),
        (true, Verdict::Allowed) => match granted {
            Some(true) => told(Finding::ByRole, "works, and its role grants it"),
            Some(false) => told(Finding::Failed, "works only while authentication is off: no role of it grants this"),
            None => told(Finding::Untried, "works, but its roles could not be read"),
        },
        (false, Verdict::Refused(words)) if enabled => (Finding::Proved, format!("refused: {words}")),
        (false, Verdict::Refused(words)) => {
            (Finding::Proved, format!("refused although authentication is off: {words}"))
        }
        (false, Verdict::Allowed) if enabled => told(Finding::Failed, "allowed"),
        (false, Verdict::Allowed) => match granted {
            Some(true) => told(Finding::Failed, "a role of it grants this"),
            Some(false) => told(Finding::ByRole, "no role of it grants this"),
            None => told(Finding::Untried, "open to everybody: authentication is off in this API"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(name: &str, api: Kind) -> Vec<String> {
        let tries = tries(Component::of(name, api).unwrap(), None, api);
        let line = |one: &Try| {
            format!(
                "{} {} {}",
                if one.allowed { "may" } else { "no" },
                if one.write { "write" } else { "read" },
                one.keys
            )
        };
        tries.iter().map(line).collect()
    }

    #[test]
    fn neutron_is_tried_on_kubernetes_keys_and_on_those_of_others() {
        let lines = lines("neutron", Kind::Etcdv2);
        for wanted in [
            "may read /calico/v1*",
            "may write /calico/v1/policy/profile/openstack-sg-*",
            "may write /calico/v1/Ready",
            "no read /registry/*",
            "no write /registry/*",
            "no write /registry*",
            "no write /calico/v1/policy/profile/*",
            "no write /calico/v1/policy/*",
            "no write /calico/ipam/v2/*",
            "no write /calicross*",
        ] {
            assert!(lines.iter().any(|line| line == wanted), "{wanted}: {lines:#?}");
        }
        assert!(!lines.iter().any(|line| line == "no write /calico/v1/host/*"));
        let mut once = lines.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), lines.len());
    }

    #[test]
    fn the_api_server_is_kept_from_calicos_keys() {
        assert_eq!(
            lines(super::super::component::KUBE_APISERVER, Kind::Etcdv3),
            [
                "may read /registry/*",
                "may read compact_rev_key",
                "may write /registry/*",
                "may write compact_rev_key",
                "no write /calicross/*",
                "no write /calico/*",
            ]
        );
    }

    #[test]
    fn what_is_not_tried_is_not_proved() {
        let refused = Verdict::Refused("no".to_owned());
        let found = |allowed, verdict: &Verdict, enabled, granted| judge(allowed, verdict, enabled, granted).0;
        assert_eq!(found(true, &Verdict::Allowed, true, None), Finding::Proved);
        assert_eq!(found(true, &Verdict::Allowed, false, Some(true)), Finding::ByRole);
        assert_eq!(found(true, &Verdict::Allowed, false, Some(false)), Finding::Failed);
        assert_eq!(found(true, &Verdict::Allowed, false, None), Finding::Untried);
        assert_eq!(found(true, &refused, false, Some(true)), Finding::Failed);
        assert_eq!(found(false, &refused, true, None), Finding::Proved);
        assert_eq!(found(false, &Verdict::Allowed, true, Some(false)), Finding::Failed);
        assert_eq!(found(false, &Verdict::Allowed, false, Some(true)), Finding::Failed);
        assert_eq!(found(false, &Verdict::Allowed, false, Some(false)), Finding::ByRole);
        assert_eq!(found(false, &Verdict::Allowed, false, None), Finding::Untried);
    }
}
