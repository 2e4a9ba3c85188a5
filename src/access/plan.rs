//! Roles and users as they should be, and the changes that make them so.
//!
//! A plan of these is no plan of keys: nothing of it can be undone by `undo`, and etcd makes each change by itself. What is added comes
//! before what is taken away, so that nobody is without rights in between; made again after an interruption, it does what is left.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;
use thiserror::Error;
use uuid::Uuid;

use super::component::{COMPONENTS, Component, KUBE_APISERVER};
use crate::store::Kind;
use crate::store::auth::{Auth, AuthChange, Grants, Keys, ROOT, Rights};
use crate::store::connection::Secret;

/// Somebody who speaks to etcd for a component.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The component.
    pub component: &'static Component,
    /// The one host that it is of, where it may write only what is that host's.
    pub host: Option<String>,
    /// The user's name: the common name of its certificate, where it has one.
    pub user: String,
    /// The password to set; without one, nobody knows the password, and the certificate is what counts.
    pub password: Option<Secret>,
}

impl Identity {
    /// Returns the name of its role.
    pub fn role(&self) -> String {
        role(self.component, self.host.as_deref())
    }
}

/// Returns the name of a component's role, of one host where that is named.
pub fn role(component: &Component, host: Option<&str>) -> String {
    match host {
        Some(host) => format!("{}@{host}", component.name),
        None => component.name.to_owned(),
    }
}

/// Finds the component whose role has a name, and the host that it is of.
pub fn component_of(role: &str, api: Kind) -> Option<(&'static Component, Option<&str>)> {
    let (name, host) = role.split_once('@').map_or((role, None), |(name, host)| (name, Some(host)));
    Some((Component::of(name, api)?, host))
}

/// What cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanError {
    /// A component that has no setting for a password was given one.
    #[error("{component} cannot send a password; it needs a certificate with the common name {user}")]
    Password {
        /// The component.
        component: &'static str,
        /// The user.
        user: String,
    },
    /// One name for two whom nobody could tell apart then.
    #[error(
        "{user} is to speak for {openstack} and for kube-apiserver: etcd cannot tell them apart, and /registry is open to OpenStack"
    )]
    Shared {
        /// The user.
        user: String,
        /// The component of OpenStack.
        openstack: &'static str,
    },
    /// root is for root.
    #[error("{component} as the user root could do everything")]
    Root {
        /// The component.
        component: &'static str,
    },
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Of which API.
    pub api: Kind,
    /// The change.
    pub change: AuthChange,
}

/// A step as scripts read it. No password is in it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StepDoc {
    api: &'static str,
    action: &'static str,
    what: &'static str,
    role: Option<String>,
    user: Option<String>,
    keys: Option<String>,
    before: Option<&'static str>,
    after: Option<&'static str>,
}

/// The word for an API.
pub fn api_word(api: Kind) -> &'static str {
    match api {
        Kind::Etcdv2 => "v2",
        Kind::Etcdv3 => "v3",
        Kind::File => "file",
    }
}

impl Step {
    /// Returns it as scripts read it.
    pub fn doc(&self) -> StepDoc {
        let base = StepDoc { api: api_word(self.api), ..StepDoc::default() };
        let own = |text: &String| Some(text.clone());
        let told = |rights: Rights| (rights != Rights::default()).then_some(rights.word());
        match &self.change {
            AuthChange::AddRole { role } => StepDoc { action: "create", what: "role", role: own(role), ..base },
            AuthChange::RemoveRole { role } => StepDoc { action: "delete", what: "role", role: own(role), ..base },
            AuthChange::SetRights { role, keys, before, after } => {
                let (before, after) = (told(*before), told(*after));
                let action = match (before, after) {
                    (None, _) => "create",
                    (_, None) => "delete",
                    _ => "update",
                };
                let keys = Some(keys.to_string());
                StepDoc { action, what: "grant", role: own(role), keys, before, after, ..base }
            }
            AuthChange::AddUser { user, .. } => StepDoc { action: "create", what: "user", user: own(user), ..base },
            AuthChange::RemoveUser { user } => StepDoc { action: "delete", what: "user", user: own(user), ..base },
            AuthChange::SetPassword { user, .. } => {
                StepDoc { action: "update", what: "password", user: own(user), ..base }
            }
            AuthChange::AddMember { user, role } => {
                StepDoc { action: "create", what: "member", user: own(user), role: own(role), ..base }
            }
            AuthChange::RemoveMember { user, role } => {
                StepDoc { action: "delete", what: "member", user: own(user), role: own(role), ..base }
            }
            AuthChange::Enable => StepDoc { action: "update", what: "authentication", after: Some("on"), ..base },
            AuthChange::Disable => StepDoc { action: "update", what: "authentication", after: Some("off"), ..base },
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let doc = self.doc();
        let sign = match doc.action {
            "create" => '+',
            "delete" => '-',
            _ => '~',
        };
        write!(f, "{sign} {}  ", doc.api)?;
        match &self.change {
            AuthChange::AddRole { role } | AuthChange::RemoveRole { role } => write!(f, "role {role}"),
            AuthChange::SetRights { role, keys, before, after } => match (doc.before, doc.after) {
                (Some(_), Some(_)) => write!(f, "role {role}: {keys} {} -> {}", before.word(), after.word()),
                (Some(rights), _) | (_, Some(rights)) => write!(f, "role {role}: {keys} {rights}"),
                _ => write!(f, "role {role}: {keys}"),
            },
            AuthChange::AddUser { user, .. } | AuthChange::RemoveUser { user } => write!(f, "user {user}"),
            AuthChange::SetPassword { user, .. } => write!(f, "user {user}: password"),
            AuthChange::AddMember { user, role } | AuthChange::RemoveMember { user, role } => {
                write!(f, "user {user}: role {role}")
            }
            AuthChange::Enable => f.write_str("authentication on"),
            AuthChange::Disable => f.write_str("authentication off"),
        }
    }
}

/// What root is to be in one API.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Who is to speak for which component.
    pub identities: Vec<Identity>,
    /// The password of root, where it is to have one that somebody knows.
    pub root_password: Option<Secret>,
    /// Whether users that are there get the passwords given.
    pub reset_passwords: bool,
}

/// Refuses one user for a component of OpenStack and for Kubernetes' API server, in whichever APIs: each has keys of its own to guard,
/// and both go by one name. `present` is what each API has.
///
/// # Errors
/// [`PlanError::Shared`].
pub fn check_apart<'a>(
    wanted: &[Wanted],
    present: impl IntoIterator<Item = (Kind, &'a Auth)>,
) -> Result<(), PlanError> {
    let mut speaks: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for identity in wanted.iter().flat_map(|wanted| &wanted.identities) {
        speaks.entry(identity.user.clone()).or_default().insert(identity.component.name);
    }
    for (api, auth) in present {
        for (user, roles) in &auth.users {
            let components =
                roles.iter().filter_map(|role| component_of(role, api)).map(|(component, _)| component.name);
            if let Some(known) = speaks.get_mut(user) {
                known.extend(components.filter(|name| *name == KUBE_APISERVER || is_openstack(name)));
            }
        }
    }
    for (user, components) in speaks {
        let openstack = components.iter().find(|name| is_openstack(name));
        if let (Some(openstack), true) = (openstack, components.contains(KUBE_APISERVER)) {
            return Err(PlanError::Shared { user, openstack });
        }
    }
    Ok(())
}

fn is_openstack(name: &str) -> bool {
    COMPONENTS.iter().any(|component| component.name == name && component.openstack)
}

/// Works out what makes an API's users and roles as they should be. Roles of the table's components that are named get exactly what the
/// table says; other roles and users are left alone.
///
/// # Errors
/// [`PlanError`].
pub fn plan(api: Kind, present: &Auth, wanted: &Wanted) -> Result<Vec<Step>, PlanError> {
    let mut roles: BTreeMap<String, Grants> = BTreeMap::new();
    let mut users: BTreeMap<&str, (BTreeSet<String>, Option<&Secret>)> = BTreeMap::new();
    users.insert(ROOT, (BTreeSet::from([ROOT.to_owned()]), wanted.root_password.as_ref()));
    for identity in &wanted.identities {
        let component = identity.component.name;
        if identity.user == ROOT {
            return Err(PlanError::Root { component });
        }
        if identity.password.is_some() && !identity.component.proof.takes_password() {
            return Err(PlanError::Password { component, user: identity.user.clone() });
        }
        roles.insert(identity.role(), identity.component.needs_on(identity.host.as_deref()).into_iter().collect());
        let (held, password) = users.entry(&identity.user).or_default();
        held.insert(identity.role());
        *password = password.or(identity.password.as_ref());
    }
    let (mut added, mut taken) = (Vec::new(), Vec::new());
    if !present.roles.contains_key(ROOT) {
        added.push(AuthChange::AddRole { role: ROOT.to_owned() });
    }
    for (role, grants) in &roles {
        let held = present.roles.get(role);
        if held.is_none() {
            added.push(AuthChange::AddRole { role: role.clone() });
        }
        let none = Grants::new();
        let held = held.unwrap_or(&none);
        let keys: BTreeSet<&Keys> = held.keys().chain(grants.keys()).collect();
        for keys in keys {
            let rights = |grants: &Grants| grants.get(keys).copied().unwrap_or_default();
            let (before, after) = (rights(held), rights(grants));
            if before != after {
                let list = if after.include(before) { &mut added } else { &mut taken };
                list.push(AuthChange::SetRights { role: role.clone(), keys: keys.clone(), before, after });
            }
        }
    }
    for (user, (held, password)) in users {
        let user = user.to_owned();
        let known = present.users.get(&user);
        match (known, password) {
            (None, password) => {
                let password = password.cloned().unwrap_or_else(unknown_password);
                added.push(AuthChange::AddUser { user: user.clone(), password });
            }
            (Some(_), Some(password)) if wanted.reset_passwords => {
                added.push(AuthChange::SetPassword { user: user.clone(), password: password.clone() });
            }
            (Some(_), _) => {}
        }
        let has = |role: &String| known.is_some_and(|known| known.contains(role));
        // etcd v2 makes root what it is by itself.
        let by_itself = |role: &String| api == Kind::Etcdv2 && user == ROOT && role == ROOT;
        for role in held.iter().filter(|role| !has(role) && !by_itself(role)) {
            added.push(AuthChange::AddMember { user: user.clone(), role: role.clone() });
        }
        // Of a user that is given, roles of components that it is not to speak for any more are taken.
        let others = known.into_iter().flatten().filter(|role| user != ROOT && component_of(role, api).is_some());
        for role in others.filter(|role| !held.contains(*role)) {
            taken.push(AuthChange::RemoveMember { user: user.clone(), role: role.clone() });
        }
    }
    Ok(added.into_iter().chain(taken).map(|change| Step { api, change }).collect())
}

/// A password that nobody knows: who has it signs in by certificate. (Random by the system's own source, 244 bits.)
pub fn unknown_password() -> Secret {
    Secret::new(format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()))
}

#[cfg(test)]
mod tests;
