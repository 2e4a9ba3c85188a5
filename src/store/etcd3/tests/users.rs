use etcd_client::{Permission, PermissionType};

use super::*;
use crate::store::connection::Secret;

/// Makes `root` and a user `reader` who may read `/open/`, and switches authentication on.
fn lock(etcd: &Etcd) {
    client(etcd, |mut client| async move {
        client.put("/open/a", "1", None).await?;
        client.user_add("root", "root-secret", None).await?;
        client.role_add("root").await?;
        client.user_grant_role("root", "root").await?;
        client.user_add("reader", "reader-secret", None).await?;
        client.role_add("read").await?;
        let permission = Permission::new(PermissionType::Read, "/open/").with_prefix();
        client.role_grant_permission("read", permission).await?;
        client.user_grant_role("reader", "read").await?;
        client.auth_enable().await
    });
}

fn connection(etcd: &Etcd, user: &str, password: &str) -> Connection {
    Connection {
        endpoints: vec![etcd.endpoint()],
        user: Some(user.to_owned()),
        password: Some(Secret::new(password)),
        ..Connection::default()
    }
}

#[track_caller]
fn expect_denied<T: std::fmt::Debug>(result: Result<T, StoreError>, what: &str) {
    match result.unwrap_err() {
        error @ StoreError::Denied { .. } => {
            let text = error.to_string();
            assert!(text.contains(what), "{text}");
            assert!(!text.contains("secret"), "{text}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn users_are_signed_in_and_kept_to_their_roles() {
    let etcd = Etcd::start();
    // Credentials that nobody asks for do no harm.
    let mut early = Etcd3::open(connection(&etcd, "root", "root-secret")).unwrap();
    early.commit(&put("/early", b"1")).unwrap();
    assert_eq!(early.health().unwrap().auth_enabled, Some(false));
    lock(&etcd);
    // They are used as soon as they are asked for.
    early.commit(&put("/later", b"1")).unwrap();

    let mut nobody = open(&etcd);
    expect_denied(nobody.read(&[Scope::key("/open/a")], Want::Values), "user name is empty");
    expect_denied(nobody.commit(&put("/open/b", b"1")), "user name is empty");
    let mut silent = Etcd3::open(Connection { password: None, ..connection(&etcd, "root", "") }).unwrap();
    expect_denied(silent.read(&[Scope::key("/open/a")], Want::Values), "user name is empty");
    let mut wrong = Etcd3::open(connection(&etcd, "root", "wrong-secret")).unwrap();
    expect_denied(wrong.read(&[Scope::key("/open/a")], Want::Values), "authentication failed");
    let mut unknown = Etcd3::open(connection(&etcd, "nobody", "wrong-secret")).unwrap();
    expect_denied(unknown.read(&[Scope::key("/open/a")], Want::Values), "authentication failed");

    let mut reader = Etcd3::open(connection(&etcd, "reader", "reader-secret")).unwrap();
    assert_eq!(reader.read(&[Scope::under("/open/")], Want::Values).unwrap().entries().len(), 1);
    expect_denied(reader.read(&[Scope::under("/")], Want::Values), "permission denied");
    expect_denied(reader.commit(&put("/open/b", b"1")), "permission denied");
    expect_denied(reader.commit(&put("/closed/b", b"1")), "permission denied");
    let start = reader.read(&[Scope::key("/open/a")], Want::Values).unwrap().revision();
    let refused = reader.watch("/closed/", start).and_then(|mut watch| watch.next(Duration::from_secs(5)));
    expect_denied(refused, "ermission");

    let mut root = Etcd3::open(connection(&etcd, "root", "root-secret")).unwrap();
    root.commit(&put("/open/b", b"1")).unwrap();
    for store in [&mut root, &mut reader, &mut nobody] {
        let health = store.health().unwrap();
        assert_eq!(health.auth_enabled, Some(true));
        assert_eq!(health.members[0].leader, Some(true));
    }
}

#[test]
fn tokens_that_run_out_are_renewed() {
    let etcd = Etcd::start_with(&["--auth-token-ttl=1"]);
    lock(&etcd);
    let mut root = Etcd3::open(connection(&etcd, "root", "root-secret")).unwrap();
    root.commit(&put("/renewed/1", b"1")).unwrap();
    std::thread::sleep(Duration::from_millis(2500));
    root.commit(&put("/renewed/2", b"1")).unwrap();
    std::thread::sleep(Duration::from_millis(2500));
    let mut batches = (3..100).map(|at| put(&format!("/renewed/{at}"), b"1"));
    root.commit_all(&mut batches, &mut |_, result| {
        result.unwrap();
    });
    std::thread::sleep(Duration::from_millis(2500));
    assert_eq!(root.read(&[Scope::under("/renewed/")], Want::Values).unwrap().entries().len(), 99);
}

#[test]
fn a_change_of_roles_does_not_end_a_session() {
    let etcd = Etcd::start();
    lock(&etcd);
    let mut root = Etcd3::open(connection(&etcd, "root", "root-secret")).unwrap();
    let mut admin = Etcd3::open(connection(&etcd, "root", "root-secret")).unwrap();
    root.commit(&put("/roles/1", b"1")).unwrap();
    admin.read(&[Scope::key("/a")], Want::Values).unwrap();
    let (runtime, link) = admin.parts().unwrap();
    let session = link.session().unwrap();
    runtime.block_on(session.client.auth_client().role_add("another")).unwrap();
    root.commit(&put("/roles/2", b"1")).unwrap();
    assert_eq!(root.read(&[Scope::under("/roles/")], Want::Values).unwrap().entries().len(), 2);
}

#[test]
fn users_and_roles_are_kept_and_looked_at() {
    let etcd = Etcd::start();
    let open = |who: Option<(&str, &str)>| {
        let connection = match who {
            Some((user, password)) => connection(&etcd, user, password),
            None => Connection { endpoints: vec![etcd.endpoint()], ..Connection::default() },
        };
        Box::new(Etcd3::open(connection).unwrap()) as Box<dyn Store>
    };
    crate::store::contract::users::users_and_roles(&open);
}
