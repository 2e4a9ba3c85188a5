//! Certificates, users and their passwords.

use base64::Engine as _;
use tempfile::TempDir;

use super::*;
use crate::store::StoreError;
use crate::store::connection::Secret;
use crate::store::tls::authority::Authority;

const KEY: &str = "/calico/v1/key";

/// A server that shows a certificate and wants one, and what reaches it.
fn secured(dir: &TempDir) -> (Etcd, Connection) {
    let authority = Authority::new(dir.path(), "ca");
    let (server, client) = (authority.issue("server", &["127.0.0.1"]), authority.issue("felix", &[]));
    let etcd = Etcd::start_tls(&[
        &format!("--cert-file={}", server.cert.display()),
        &format!("--key-file={}", server.key.display()),
        &format!("--trusted-ca-file={}", authority.cert().display()),
        "--client-cert-auth=true",
    ]);
    let connection = Connection {
        cacert: Some(authority.cert()),
        cert: Some(client.cert),
        key: Some(client.key),
        ..connection([etcd.endpoint()])
    };
    (etcd, connection)
}

fn failing(connection: Connection) -> StoreError {
    let connection = Connection { timeout: Duration::from_secs(3), ..connection };
    let mut store = Etcd2::open(connection).unwrap();
    let error = store.commit(&create(KEY, "x")).unwrap_err();
    let read = store.read(&[Scope::key(KEY)], Want::Values).unwrap_err();
    assert_eq!(std::mem::discriminant(&error), std::mem::discriminant(&read), "{error} {read}");
    assert!(!error.to_string().contains('\n'), "{error}");
    error
}

#[test]
fn a_certificate_lets_us_in() {
    let dir = TempDir::new().unwrap();
    let (etcd, secure) = secured(&dir);
    let mut store = Etcd2::open(secure.clone()).unwrap();
    let at = land(&mut store, &create(KEY, "x"));
    assert_eq!(get(&mut store, KEY).unwrap().version, at);
    let health = store.health().unwrap();
    assert!(health.members.iter().all(|member| member.error.is_none()), "{health:?}");

    let error = failing(Connection { cert: None, key: None, ..secure.clone() });
    assert!(matches!(&error, StoreError::Tls { detail, .. } if detail.contains("client certificate")), "{error:?}");

    let other = Authority::new(dir.path(), "other");
    let error = failing(Connection { cacert: Some(other.cert()), ..secure.clone() });
    assert!(matches!(&error, StoreError::Tls { detail, .. } if detail.contains("certificate")), "{error:?}");

    let plain = format!("http://127.0.0.1:{}", etcd.client_port());
    let error = failing(connection([plain]));
    assert!(error.to_string().ends_with("without an answer; does this port want https:// ?"), "{error}");

    // A member that cannot be trusted does not keep the others from being asked.
    let stranger = Etcd::start();
    let endpoints = vec![stranger.endpoint().replace("http:", "https:"), etcd.endpoint()];
    let mut store = Etcd2::open(Connection { endpoints, ..secure }).unwrap();
    assert_eq!(get(&mut store, KEY).unwrap().version, at);
}

#[test]
fn a_plain_server_is_told_from_a_secure_one() {
    let server = Etcd::start();
    let dir = TempDir::new().unwrap();
    let endpoint = server.endpoint().replace("http:", "https:");
    let cacert = Some(Authority::new(dir.path(), "ca").cert());
    let connection = Connection { cacert, timeout: Duration::from_secs(3), ..connection([endpoint]) };
    let mut store = Etcd2::open(connection).unwrap();
    let errors =
        [store.commit(&create(KEY, "x")).unwrap_err(), store.read(&[Scope::key(KEY)], Want::Values).unwrap_err()];
    for error in errors {
        // The server hangs up on our first words: before we have heard so, or after.
        assert!(matches!(error, StoreError::Tls { .. } | StoreError::Unreachable { .. }), "{error:?}");
        assert!(error.to_string().ends_with("does this port want http:// ?"), "{error}");
    }
}

#[test]
fn files_are_looked_at_before_anything_is_sent() {
    let missing = Some("/nonexistent/ca.pem".into());
    let connection = Connection { cacert: missing, ..connection(["https://127.0.0.1:1"]) };
    assert!(matches!(Etcd2::open(connection), Err(StoreError::Io { path, .. }) if path == "/nonexistent/ca.pem"));
}

#[test]
fn users_may_what_their_roles_allow() {
    let server = Etcd::start();
    let root = basic("root", "secret");
    let auth = |method: &str, target: &str, headers: &str, body: &str| {
        let headers = format!("{headers}Content-Type: application/json\r\n");
        let (status, answer) = raw(server.client_port(), method, &format!("/v2/auth/{target}"), &headers, body);
        assert!(status < 300, "{target}: {answer}");
    };
    land(&mut open(&server), &create("/registry/key", "x"));
    assert_eq!(open(&server).health().unwrap().auth_enabled, Some(false));
    auth("PUT", "users/root", "", r#"{"user": "root", "password": "secret"}"#);
    auth("PUT", "enable", "", "");
    let role =
        r#"{"role": "calico", "permissions": {"kv": {"read": ["/calico/*", "/calicross/*"], "write": ["/calico/*"]}}}"#;
    auth("PUT", "roles/calico", &root, role);
    auth("PUT", "users/felix", &root, r#"{"user": "felix", "password": "p:w é", "roles": ["calico"]}"#);
    auth("DELETE", "roles/guest", &root, "");

    let user = |name: &str, password: &str| Connection {
        user: Some(name.to_owned()),
        password: Some(Secret::new(password)),
        ..connection([server.endpoint()])
    };
    let mut store = Etcd2::open(user("felix", "p:w é")).unwrap();
    let at = land(&mut store, &create(KEY, "x"));
    assert_eq!(get(&mut store, KEY).unwrap().version, at);
    // This role may list `/calico/`, which is not to say `/calico`.
    assert_eq!(read(&mut store, Scope::under("/calico")).entries().len(), 1);
    // Nor may it list what both lie in.
    let both = [Scope::under("/calico"), Scope::under("/calicross/v1/links")];
    assert_eq!(store.read(&both, Want::Values).unwrap().entries().len(), 1);
    let patience = Duration::from_secs(10);
    let event = store.watch("/calico/", at.0 - 1).unwrap().next(patience).unwrap().unwrap();
    assert_eq!(event.path, KEY);
    for error in [
        store.read(&[Scope::key("/registry/key")], Want::Values).unwrap_err(),
        store.read(&[Scope::under("/calico"), Scope::under("/registry")], Want::Values).unwrap_err(),
        store.commit(&create("/registry/other", "x")).unwrap_err(),
        store.watch("/registry/", 1).unwrap().next(patience).unwrap_err(),
    ] {
        assert!(matches!(error, StoreError::Denied { .. }), "{error:?}");
        assert!(error.to_string().contains("requires user authentication"), "{error}");
    }
    // Deleting a key is allowed, removing directories below is too; what is not allowed does not undo it.
    land(&mut store, &delete(KEY, at, Some("/calico")));
    assert_eq!(get(&mut store, KEY), None);

    for stranger in [user("felix", "wrong"), user("nobody", ""), connection([server.endpoint()])] {
        let mut store = Etcd2::open(stranger.clone()).unwrap();
        assert_eq!(store.health().unwrap().auth_enabled, Some(true));
        let error = failing(stranger);
        assert!(matches!(error, StoreError::Denied { .. }), "{error:?}");
        assert!(!error.to_string().contains("wrong"), "{error}");
    }
    let root = Etcd2::open(user("root", "secret")).unwrap();
    assert!(!format!("{root:?}").contains("secret") && !format!("{root:?}").contains(&basic("root", "secret")[21..]));
}

#[test]
fn users_and_roles_are_kept_and_looked_at() {
    let server = Etcd::start();
    let open = |who: Option<(&str, &str)>| {
        let (user, password) = who.unzip();
        let (user, password) = (user.map(str::to_owned), password.map(Secret::new));
        let connection = Connection { user, password, ..connection([server.endpoint()]) };
        Box::new(Etcd2::open(connection).unwrap()) as Box<dyn Store>
    };
    crate::store::contract::users::users_and_roles(&open);

    let mut store = Etcd2::open(connection([server.endpoint()])).unwrap();
    let slashed = AuthChange::AddUser { user: "a/b".to_owned(), password: Secret::new("x") };
    let error = store.change_auth(&slashed).unwrap_err();
    assert!(matches!(&error, StoreError::Users { why, .. } if why.contains("takes no `/`")), "{error}");
}

fn basic(user: &str, password: &str) -> String {
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
    format!("Authorization: Basic {pair}\r\n")
}
