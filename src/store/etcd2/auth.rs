//! Users and roles of the v2 API (`/v2/auth`).
//!
//! Traps:
//! - A pattern's `*` counts at its end only, and a grant without one is of one key: not even a listing of it as a directory.
//! - Granting what is granted and revoking what is not are refused, the whole request with them.
//! - A user needs a password, also where its certificate says who it is.
//! - Once this is on, who is no user has the role `guest`; where there is none, etcd makes one that may everything.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use ureq::http::Method;

use super::http::{Client, Failure};
use super::target::{encoded, form, target};
use super::wire::{Answer, Request};
use crate::store::auth::{Auth, AuthChange, Grants, Keys, ROOT, Rights, Verdict};
use crate::store::{Kind, StoreError};

/// An index that no key ever has.
const NEVER: &str = "18446744073709551615";

#[derive(Deserialize)]
struct Enabled {
    enabled: bool,
}

#[derive(Deserialize)]
struct Roles {
    #[serde(default, deserialize_with = "or_none")]
    roles: Vec<Role>,
}

#[derive(Deserialize)]
struct Role {
    role: String,
    #[serde(default)]
    permissions: Permissions,
}

#[derive(Default, Deserialize)]
struct Permissions {
    #[serde(default)]
    kv: Patterns,
}

#[derive(Default, Deserialize)]
struct Patterns {
    #[serde(default, deserialize_with = "or_none")]
    read: Vec<String>,
    #[serde(default, deserialize_with = "or_none")]
    write: Vec<String>,
}

#[derive(Deserialize)]
struct Users {
    #[serde(default, deserialize_with = "or_none")]
    users: Vec<User>,
}

#[derive(Deserialize)]
struct User {
    user: String,
    #[serde(default, deserialize_with = "or_none")]
    roles: Vec<RoleOfUser>,
}

/// etcd 2 names a user's roles, etcd 3 shows them.
#[derive(Deserialize)]
#[serde(untagged)]
enum RoleOfUser {
    Name(String),
    Shown { role: String },
}

/// Go writes an empty list as null.
fn or_none<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

pub(super) fn enabled(client: &mut Client) -> Result<bool, StoreError> {
    get::<Enabled>(client, "/v2/auth/enable").map(|answer| answer.enabled)
}

pub(super) fn read(client: &mut Client) -> Result<Auth, StoreError> {
    let enabled = enabled(client)?;
    let roles = get::<Roles>(client, "/v2/auth/roles")?.roles;
    let users = get::<Users>(client, "/v2/auth/users")?.users;
    let name = |role| match role {
        RoleOfUser::Name(role) | RoleOfUser::Shown { role } => role,
    };
    let users = users.into_iter().map(|user| (user.user, user.roles.into_iter().map(name).collect::<BTreeSet<_>>()));
    let roles = roles.into_iter().map(|role| (role.role, grants(&role.permissions.kv)));
    Ok(Auth { enabled, users: users.collect::<BTreeMap<_, _>>(), roles: roles.collect() })
}

fn grants(patterns: &Patterns) -> Grants {
    let mut grants = Grants::new();
    let read = patterns.read.iter().map(|pattern| (pattern, Rights::READ));
    for (pattern, rights) in read.chain(patterns.write.iter().map(|pattern| (pattern, Rights::WRITE))) {
        let held = grants.entry(Keys::parse(pattern)).or_default();
        *held = held.and(rights);
    }
    grants
}

pub(super) fn change(client: &mut Client, change: &AuthChange) -> Result<(), StoreError> {
    let role_path = |role: &str| format!("/v2/auth/roles/{}", encoded(role));
    let user_path = |user: &str| format!("/v2/auth/users/{}", encoded(user));
    let (method, target, body) = match change {
        AuthChange::AddRole { role } => {
            let body = json!({"role": role, "permissions": {"kv": {"read": [], "write": []}}});
            (Method::PUT, role_path(role), Some(body))
        }
        AuthChange::SetRights { role, keys, before, after } => {
            if let Keys::Between(..) = keys {
                let what = format!("a range of keys, {keys}, in a role");
                return Err(StoreError::Unsupported { what, kind: Kind::Etcdv2 });
            }
            let (more, less) = (difference(*after, *before), difference(*before, *after));
            let mut body = json!({"role": role});
            for (word, rights) in [("grant", more), ("revoke", less)] {
                if rights != Rights::default() {
                    body[word] = json!({"kv": patterns(keys, rights)});
                }
            }
            if more == less {
                return Ok(());
            }
            (Method::PUT, role_path(role), Some(body))
        }
        AuthChange::RemoveRole { role } => (Method::DELETE, role_path(role), None),
        AuthChange::AddUser { user, password } | AuthChange::SetPassword { user, password } => {
            if user.contains('/') {
                return Err(refused(
                    client,
                    format!("a user cannot be called {user}: the v2 API takes no `/` in names"),
                ));
            }
            (Method::PUT, user_path(user), Some(json!({"user": user, "password": password.reveal()})))
        }
        // Whoever is called root has that role from the start.
        AuthChange::AddMember { user, role } if user == ROOT && role == ROOT => return Ok(()),
        AuthChange::AddMember { user, role } => {
            (Method::PUT, user_path(user), Some(json!({"user": user, "grant": [role]})))
        }
        AuthChange::RemoveMember { user, role } => {
            (Method::PUT, user_path(user), Some(json!({"user": user, "revoke": [role]})))
        }
        AuthChange::RemoveUser { user } => (Method::DELETE, user_path(user), None),
        AuthChange::Enable => (Method::PUT, "/v2/auth/enable".to_owned(), None),
        AuthChange::Disable => (Method::DELETE, "/v2/auth/enable".to_owned(), None),
    };
    let request = Request { method, target, form: body.map(|body| body.to_string()) };
    let deadline = client.deadline();
    match client.ask(&request, deadline, &mut |mut answer: Answer| answer.bytes()) {
        Ok(_) => Ok(()),
        Err(Failure::Refused(error)) => Err(refused(client, error.message)),
        Err(failure) => Err(client.failed(failure, &request.target)),
    }
}

fn difference(more: Rights, less: Rights) -> Rights {
    Rights { read: more.read && !less.read, write: more.write && !less.write }
}

fn patterns(keys: &Keys, rights: Rights) -> Value {
    let pattern = keys.to_string();
    let list = |wanted: bool| if wanted { vec![pattern.clone()] } else { Vec::new() };
    json!({"read": list(rights.read), "write": list(rights.write)})
}

fn refused(client: &Client, why: String) -> StoreError {
    StoreError::Users { address: client.address(), kind: Kind::Etcdv2, why }
}

/// Tries to read or write; see [`crate::store::Store::try_access`]. A listing is tried as a watch, of which etcd sends the
/// beginning at once: to read a whole tree would prove no more.
pub(super) fn try_access(client: &mut Client, keys: &Keys, write: bool, scratch: &str) -> Result<Verdict, StoreError> {
    let (path, query, method) = match (keys, write) {
        (Keys::One(key), false) => (key.clone(), vec![("recursive", "false")], Method::GET),
        (Keys::Prefix(prefix), false) => (prefix.clone(), vec![("wait", "true"), ("recursive", "true")], Method::GET),
        (Keys::One(key), true) => (key.clone(), vec![("prevIndex", NEVER)], Method::PUT),
        (Keys::Prefix(prefix), true) => (format!("{prefix}{scratch}"), vec![("prevExist", "true")], Method::PUT),
        (Keys::Between(..), _) => {
            return Err(StoreError::Unsupported { what: format!("a range of keys, {keys}"), kind: Kind::Etcdv2 });
        }
    };
    let request = Request { method, target: target(&path, &query)?, form: write.then(|| form("")) };
    let deadline = client.deadline();
    let landed = |path: &str| StoreError::Malformed {
        at: path.to_owned(),
        why: "a write landed whose condition cannot hold".to_owned(),
    };
    match client.ask(&request, deadline, &mut |_: Answer| Ok(())) {
        Ok(()) if write => Err(landed(&path)),
        // What etcd finds wrong with the request it finds after it has let us in.
        Ok(()) | Err(Failure::Refused(_)) => Ok(Verdict::Allowed),
        Err(Failure::Failed(StoreError::Denied { detail, .. })) => Ok(Verdict::Refused(detail)),
        Err(failure) => Err(client.failed(failure, &path)),
    }
}

fn get<T: serde::de::DeserializeOwned>(client: &mut Client, target: &str) -> Result<T, StoreError> {
    let deadline = client.deadline();
    let answer = client.ask(&Request::get(target), deadline, &mut |mut answer: Answer| answer.json::<T>());
    answer.map_err(|failure| client.failed(failure, target))
}
