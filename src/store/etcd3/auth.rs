//! Users and roles of the v3 API.
//!
//! Traps:
//! - Once this is on there is no guest: who is no user is out. That root has the role `root` is not a matter of course.
//! - Servers before 3.4 know nothing of users without a password and would make one with an empty one: every user gets one here.
//! - All keys of a transaction are looked at before its conditions are, in both branches: a write under a condition that
//!   cannot hold is refused or not as the write would be. It needs the right to read the key that the condition is about, too.

use std::collections::BTreeMap;

use etcd_client::{
    Compare, CompareOp, GetOptions, Permission, PermissionType, RoleRevokePermissionOptions, Txn, TxnOp,
};

use super::health;
use super::link::Link;
use super::read::prefix_end;
use crate::store::auth::{Auth, AuthChange, Grants, Keys, Rights, Verdict};
use crate::store::{Kind, StoreError};

/// A revision that no key ever has.
const NEVER: i64 = -1;

pub(super) async fn enabled(link: &mut Link) -> Result<bool, StoreError> {
    // Anybody may ask for the members, so that there is a session whoever we are.
    let deadline = link.deadline();
    let asked =
        link.ask(deadline, 0, |session| async move { session.client.cluster_client().member_list().await }).await;
    match asked {
        // Nobody is signed in, and nobody is found wanting, while it is off.
        Err(StoreError::Denied { .. }) => return Ok(true),
        asked => drop(asked?),
    }
    health::auth_enabled(link).await.ok_or_else(|| StoreError::Unreachable {
        address: link.connection.address(),
        detail: "it does not say whether authentication is on".to_owned(),
    })
}

pub(super) async fn read(link: &mut Link) -> Result<Auth, StoreError> {
    let enabled = enabled(link).await?;
    let deadline = link.deadline();
    let names = link.ask(deadline, 0, |session| async move { session.client.auth_client().user_list().await }).await?;
    let mut auth = Auth { enabled, ..Auth::default() };
    for user in names.users() {
        let deadline = link.deadline();
        let found = link
            .ask(deadline, 0, |session| {
                let user = user.clone();
                async move { session.client.auth_client().user_get(user).await }
            })
            .await?;
        auth.users.insert(user.clone(), found.roles().iter().cloned().collect());
    }
    let deadline = link.deadline();
    let names = link.ask(deadline, 0, |session| async move { session.client.auth_client().role_list().await }).await?;
    for role in names.roles() {
        let deadline = link.deadline();
        let found = link
            .ask(deadline, 0, |session| {
                let role = role.clone();
                async move { session.client.auth_client().role_get(role).await }
            })
            .await?;
        auth.roles.insert(role.clone(), grants(&found.permissions()));
    }
    Ok(auth)
}

fn grants(permissions: &[Permission]) -> Grants {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut grants = BTreeMap::new();
    for permission in permissions {
        let (key, end) = (permission.key(), permission.range_end());
        let keys = match end {
            [] => Keys::One(text(key)),
            end if end == prefix_end(key) => Keys::Prefix(text(key)),
            end => Keys::Between(text(key), text(end)),
        };
        let rights = match permission.get_type() {
            kind if kind == PermissionType::Read as i32 => Rights::READ,
            kind if kind == PermissionType::Write as i32 => Rights::WRITE,
            _ => Rights::BOTH,
        };
        grants.insert(keys, rights);
    }
    grants
}

/// The first key, and the end of the range where it is one.
fn range(keys: &Keys) -> (Vec<u8>, Vec<u8>) {
    match keys {
        Keys::One(key) => (key.as_bytes().to_vec(), Vec::new()),
        Keys::Prefix(prefix) => (prefix.as_bytes().to_vec(), prefix_end(prefix.as_bytes())),
        Keys::Between(from, to) => (from.as_bytes().to_vec(), to.as_bytes().to_vec()),
    }
}

fn kind(rights: Rights) -> Option<PermissionType> {
    match (rights.read, rights.write) {
        (true, true) => Some(PermissionType::Readwrite),
        (true, false) => Some(PermissionType::Read),
        (false, true) => Some(PermissionType::Write),
        (false, false) => None,
    }
}

pub(super) async fn change(link: &mut Link, change: &AuthChange) -> Result<(), StoreError> {
    link.change(|session| {
        let change = change.clone();
        async move {
            let mut client = session.client.auth_client();
            match change {
                AuthChange::AddRole { role } => client.role_add(role).await.map(drop),
                AuthChange::SetRights { role, keys, after, .. } => {
                    let (key, end) = range(&keys);
                    match kind(after) {
                        // A grant of the same range takes the place of the one before.
                        Some(kind) => {
                            let permission = Permission::new(kind, key).with_range_end(end);
                            client.role_grant_permission(role, permission).await.map(drop)
                        }
                        None => {
                            let options = RoleRevokePermissionOptions::new().with_range_end(end);
                            client.role_revoke_permission(role, key, Some(options)).await.map(drop)
                        }
                    }
                }
                AuthChange::RemoveRole { role } => client.role_delete(role).await.map(drop),
                AuthChange::AddUser { user, password } => {
                    client.user_add(user, password.reveal(), None).await.map(drop)
                }
                AuthChange::SetPassword { user, password } => {
                    client.user_change_password(user, password.reveal()).await.map(drop)
                }
                AuthChange::AddMember { user, role } => client.user_grant_role(user, role).await.map(drop),
                AuthChange::RemoveMember { user, role } => client.user_revoke_role(user, role).await.map(drop),
                AuthChange::RemoveUser { user } => client.user_delete(user).await.map(drop),
                AuthChange::Enable => client.auth_enable().await.map(drop),
                AuthChange::Disable => client.auth_disable().await.map(drop),
            }
        }
    })
    .await
}

/// Tries to read or write; see [`crate::store::Store::try_access`].
pub(super) async fn try_access(
    link: &mut Link,
    keys: &Keys,
    write: bool,
    scratch: &str,
) -> Result<Verdict, StoreError> {
    let deadline = link.deadline();
    let tried = if write {
        let key = match keys {
            Keys::One(key) => key.clone(),
            Keys::Prefix(prefix) | Keys::Between(prefix, _) => format!("{prefix}{scratch}"),
        };
        let never = Compare::mod_revision(key.as_str(), CompareOp::Equal, NEVER);
        let txn = Txn::new().when([never]).and_then([TxnOp::put(key.as_str(), "", None)]);
        let asked = link.ask(deadline, 0, |session| {
            let txn = txn.clone();
            async move { session.kv.clone().txn(txn).await }
        });
        match asked.await {
            Ok(answer) if answer.succeeded() => {
                let why = "a write landed whose condition cannot hold".to_owned();
                return Err(StoreError::Malformed { at: key, why });
            }
            answer => answer.map(drop),
        }
    } else {
        let (key, end) = range(keys);
        let asked = link.ask(deadline, 0, |session| {
            let options = GetOptions::new().with_range(end.clone()).with_keys_only().with_limit(1);
            let key = key.clone();
            async move { session.kv.clone().get(key, Some(options)).await }
        });
        asked.await.map(drop)
    };
    match tried {
        Ok(()) => Ok(Verdict::Allowed),
        Err(StoreError::Denied { detail, .. }) => Ok(Verdict::Refused(detail)),
        Err(error) => Err(error),
    }
}

/// The error of a change that etcd has looked at and not made.
pub(super) fn refused(address: &str, why: String) -> StoreError {
    StoreError::Users { address: address.to_owned(), kind: Kind::Etcdv3, why }
}
