//! Users and roles: one body for each API of etcd.

use std::collections::BTreeMap;

use crate::store::auth::{AuthChange, GUEST, Keys, ROOT, Rights, Verdict};
use crate::store::connection::Secret;
use crate::store::{Batch, Kind, Scope, Store, StoreError, Want};

/// Opens a store of a server that nobody else uses, as a user with a password or as nobody.
pub type Open<'a> = &'a dyn Fn(Option<(&str, &str)>) -> Box<dyn Store>;

fn change(store: &mut dyn Store, change: &AuthChange) {
    store.change_auth(change).unwrap_or_else(|err| panic!("{change:?}: {err}"));
}

fn rights(role: &str, keys: &str, before: Rights, after: Rights) -> AuthChange {
    AuthChange::SetRights { role: role.to_owned(), keys: Keys::parse(keys), before, after }
}

/// Everything that a [`Store`] can do with users and roles, and what is refused to whom.
pub fn users_and_roles(open: Open<'_>) {
    let none = Rights::default();
    let mut store = open(None);
    let kind = store.kind();
    assert!(!store.auth_enabled().unwrap());
    let before = store.auth().unwrap();
    assert!(!before.enabled && before.users.is_empty(), "{before:?}");

    // A role, and every change of what it may.
    let role = "felix@node 1".to_owned();
    change(store.as_mut(), &AuthChange::AddRole { role: role.clone() });
    change(store.as_mut(), &rights(&role, "/calico/v1*", none, Rights::READ));
    change(store.as_mut(), &rights(&role, "/calico/felix/*", none, Rights::BOTH));
    change(store.as_mut(), &rights(&role, "/calico/v1/Ready", none, Rights::WRITE));
    change(store.as_mut(), &rights(&role, "/calico/v1/Ready", Rights::WRITE, Rights::BOTH));
    change(store.as_mut(), &rights(&role, "/calico/felix/*", Rights::BOTH, Rights::WRITE));
    change(store.as_mut(), &rights(&role, "/gone*", none, Rights::BOTH));
    change(store.as_mut(), &rights(&role, "/gone*", Rights::BOTH, none));
    let grants = BTreeMap::from([
        (Keys::parse("/calico/v1*"), Rights::READ),
        (Keys::parse("/calico/felix/*"), Rights::WRITE),
        (Keys::parse("/calico/v1/Ready"), Rights::BOTH),
    ]);
    assert_eq!(store.auth().unwrap().roles[&role], grants);
    let again = store.change_auth(&AuthChange::AddRole { role: role.clone() }).unwrap_err();
    assert!(matches!(&again, StoreError::Users { why, .. } if why.contains("exist")), "{again}");

    // Users, by names that certificates have.
    let (user, password) = ("etcd-node é 1".to_owned(), Secret::new("first"));
    change(store.as_mut(), &AuthChange::AddUser { user: user.clone(), password });
    change(store.as_mut(), &AuthChange::AddMember { user: user.clone(), role: role.clone() });
    change(store.as_mut(), &AuthChange::SetPassword { user: user.clone(), password: Secret::new("p:w é") });
    for name in ["other", ROOT] {
        change(store.as_mut(), &AuthChange::AddUser { user: name.to_owned(), password: Secret::new("secret") });
    }
    change(store.as_mut(), &AuthChange::AddMember { user: "other".to_owned(), role: role.clone() });
    change(store.as_mut(), &AuthChange::RemoveMember { user: "other".to_owned(), role: role.clone() });
    if !store.auth().unwrap().roles.contains_key(ROOT) {
        change(store.as_mut(), &AuthChange::AddRole { role: ROOT.to_owned() });
    }
    change(store.as_mut(), &AuthChange::AddMember { user: ROOT.to_owned(), role: ROOT.to_owned() });
    let auth = store.auth().unwrap();
    assert_eq!(auth.users[&user], [role.clone()].into());
    assert_eq!(auth.users[ROOT], [ROOT.to_owned()].into());
    assert!(auth.users["other"].is_empty());

    let mut batch = Batch::default();
    batch.create("/calico/v1/Ready", b"true".to_vec());
    let at = store.commit(&batch).unwrap().revision;
    // While it is off, everybody may everything, and trying changes nothing.
    assert_eq!(store.try_access(&Keys::parse("/calico/*"), true, "scratch").unwrap(), Verdict::Allowed);
    assert_eq!(store.try_access(&Keys::parse("/calico/v1/Ready"), true, "scratch").unwrap(), Verdict::Allowed);

    if kind == Kind::Etcdv2 {
        change(store.as_mut(), &AuthChange::AddRole { role: GUEST.to_owned() });
    }
    change(store.as_mut(), &AuthChange::Enable);
    assert!(store.auth_enabled().unwrap());
    for stranger in [None, Some(("other", "secret")), Some((user.as_str(), "p:w é"))] {
        let mut stranger_store = open(stranger);
        let refused = stranger_store.auth().unwrap_err();
        assert!(matches!(refused, StoreError::Denied { .. }), "{stranger:?}: {refused:?}");
        let refused = stranger_store.change_auth(&AuthChange::Disable).unwrap_err();
        assert!(matches!(refused, StoreError::Denied { .. }), "{stranger:?}: {refused:?}");
        assert!(stranger_store.auth_enabled().unwrap());
    }

    let mut mine = open(Some((&user, "p:w é")));
    for (keys, write, allowed) in [
        ("/calico/v1*", false, true),
        ("/calico/v1/Ready", false, true),
        ("/calico/v1/policy/*", false, true),
        ("/calico/v1/Ready", true, true),
        ("/calico/v1/*", true, false),
        ("/calico/v1/config/x", true, false),
        ("/calico*", false, false),
        ("/registry/*", false, false),
        ("/registry/*", true, false),
        ("/*", false, false),
    ] {
        let found = mine.try_access(&Keys::parse(keys), write, "scratch").unwrap();
        assert_eq!(found == Verdict::Allowed, allowed, "{keys} {write}: {found:?}");
    }
    let mut wrong = open(Some((&user, "wrong")));
    assert!(matches!(wrong.try_access(&Keys::parse("/calico/v1*"), false, "x").unwrap(), Verdict::Refused(_)));

    let mut root = open(Some((ROOT, "secret")));
    for write in [false, true] {
        assert_eq!(root.try_access(&Keys::parse("/*"), write, "scratch").unwrap(), Verdict::Allowed);
    }
    let snapshot = root.read(&[Scope::under("/calico")], Want::Values).unwrap();
    let keys: Vec<_> = snapshot.entries().iter().map(|entry| (entry.path.as_str(), entry.version.0)).collect();
    assert_eq!(keys, [("/calico/v1/Ready", at)]);
    assert_eq!(root.auth().unwrap().roles[&role], grants);
    change(root.as_mut(), &AuthChange::RemoveUser { user: "other".to_owned() });
    change(root.as_mut(), &AuthChange::Disable);
    let after = open(None).auth().unwrap();
    assert!(!after.enabled && after.users.contains_key(&user) && !after.users.contains_key("other"));
    change(root.as_mut(), &AuthChange::RemoveRole { role: role.clone() });
    assert!(!root.auth().unwrap().roles.contains_key(&role));
}
