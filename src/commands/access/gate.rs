//! What has to be proved before authentication is switched on, and before it stays on.

use super::apis::Api;
use super::book::Checks;
use super::selection::in_use;
use crate::access::component::KUBE_APISERVER;
use crate::access::plan::component_of;
use crate::access::record::digest_of;
use crate::error::CommandError;
use crate::store::auth::{Auth, Grants, ROOT};

/// What is missing, and how grave it is: what of root and of Kubernetes' API server is looked at first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Missing {
    /// root is not root.
    Root(String),
    /// Kubernetes would be without its datastore.
    KubeApiserver(String),
    /// Somebody else has not proved itself.
    Other(String),
}

impl Missing {
    fn of(component: &str, line: String) -> Self {
        if component == KUBE_APISERVER { Self::KubeApiserver(line) } else { Self::Other(line) }
    }

    /// Returns the line.
    pub(super) fn into_line(self) -> String {
        match self {
            Self::Root(line) | Self::KubeApiserver(line) | Self::Other(line) => line,
        }
    }
}

/// What is missing in one API; empty where nothing is.
///
/// # Errors
/// Where the datastore cannot be read.
pub(super) fn missing(
    api: &mut Api,
    auth: &Auth,
    checks: &Checks,
    without: &[String],
) -> Result<Vec<Missing>, CommandError> {
    let word = api.word();
    let mut missing = Vec::new();
    if !auth.users.get(ROOT).is_some_and(|roles| roles.contains(ROOT)) {
        missing.push(Missing::Root(format!("{word}: there is no user root with the role root")));
    }
    let kind = api.kind;
    let speaks = |name: &str| {
        let speaks_for = |role: &String| component_of(role, kind).is_some_and(|(found, _)| found.name == name);
        auth.users.values().flatten().any(speaks_for)
    };
    for (component, directory) in in_use(api)? {
        if !speaks(component.name) && !without.iter().any(|name| name == component.name) {
            let line =
                format!("{word}: {directory} shows that {} is in use, and no user speaks for it", component.name);
            missing.push(Missing::of(component.name, line));
        }
    }
    for (user, roles) in &auth.users {
        let components: Vec<&str> =
            roles.iter().filter_map(|role| component_of(role, kind)).map(|(component, _)| component.name).collect();
        if components.is_empty() || user == ROOT {
            continue;
        }
        let named = components.join(", ");
        let why = match checks.of(kind, user) {
            None => "was never checked",
            Some(check) if !check.passed => "has not passed its check",
            Some(check) if check.roles != digest_of(auth, user) => "has other roles than when it was checked",
            Some(_) => continue,
        };
        let gravest = if components.contains(&KUBE_APISERVER) { KUBE_APISERVER } else { "" };
        missing.push(Missing::of(gravest, format!("{word}: {user} ({named}) {why}")));
    }
    Ok(missing)
}

/// The identities of components that have not proved themselves with authentication on since a moment (RFC 3339).
pub(super) fn unproved_since(api: &Api, auth: &Auth, checks: &Checks, since: &str) -> Vec<String> {
    let speaks =
        |roles: &std::collections::BTreeSet<String>| roles.iter().any(|role| component_of(role, api.kind).is_some());
    let users = auth.users.iter().filter(|(_, roles)| speaks(roles));
    let proved = |user: &str| {
        checks.of(api.kind, user).is_some_and(|check| {
            check.passed && check.enabled && check.time.as_str() >= since && check.roles == digest_of(auth, user)
        })
    };
    users.filter(|(user, _)| !proved(user)).map(|(user, _)| format!("{user} in {}", api.word())).collect()
}

/// What who is no user may do in v2 by the role guest, where that is anything.
pub(super) fn told_of_guest(guest: &Grants) -> String {
    guest.iter().map(|(keys, rights)| format!("{} {keys}", rights.word())).collect::<Vec<_>>().join("; ")
}
