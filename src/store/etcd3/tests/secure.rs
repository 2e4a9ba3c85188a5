use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::store::tls::authority::{Authority, Issued};

fn serve(issued: &Issued, client_ca: Option<&Path>) -> Etcd {
    let cert = format!("--cert-file={}", issued.cert.display());
    let key = format!("--key-file={}", issued.key.display());
    match client_ca {
        None => Etcd::start_tls(&[&cert, &key]),
        Some(ca) => {
            let ca = format!("--trusted-ca-file={}", ca.display());
            Etcd::start_tls(&[&cert, &key, &ca, "--client-cert-auth"])
        }
    }
}

fn connection(etcd: &Etcd, ca: &Authority) -> Connection {
    Connection { endpoints: vec![etcd.endpoint()], cacert: Some(ca.cert()), ..Connection::default() }
}

fn trial(connection: &Connection) -> Result<Revision, StoreError> {
    let mut store = Etcd3::open(connection.clone())?;
    store.commit(&put("/tls", b"1")).map(|done| done.revision)
}

#[track_caller]
fn expect_tls(connection: &Connection, what: &str) {
    match trial(connection).unwrap_err() {
        error @ StoreError::Tls { .. } => {
            let text = error.to_string();
            assert!(text.contains(what) && !text.contains('\n'), "{text}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_servers_certificate_has_to_be_good() {
    let dir = TempDir::new().unwrap();
    let (ca, other) = (Authority::new(dir.path(), "ca"), Authority::new(dir.path(), "other"));
    let good = serve(&ca.issue("good", &["127.0.0.1"]), None);
    trial(&connection(&good, &ca)).unwrap();

    expect_tls(&connection(&good, &other), "authority that is not trusted here");
    expect_tls(&Connection { cacert: None, ..connection(&good, &ca) }, "authority that is not trusted here");
    let plain = Connection { endpoints: vec![good.endpoint().replace("https", "http")], ..Connection::default() };
    expect_tls(&plain, "does it want https://");

    let wrong_name = serve(&ca.issue("wrong-name", &["etcd.example", "10.9.8.7"]), None);
    expect_tls(&connection(&wrong_name, &ca), "is not for 127.0.0.1 but for etcd.example, 10.9.8.7");
    let common_name = serve(&ca.issue("127.0.0.1", &[]), None);
    expect_tls(&connection(&common_name, &ca), "no alternative names");
    let expired = serve(&ca.issue_expired("expired", &["127.0.0.1"]), None);
    expect_tls(&connection(&expired, &ca), "has expired");
}

#[test]
fn tls_to_a_plain_port_is_named() {
    let dir = TempDir::new().unwrap();
    let ca = Authority::new(dir.path(), "ca");
    let plain = shared();
    let endpoints = vec![plain.endpoint().replace("http", "https")];
    expect_tls(&Connection { endpoints, ..connection(&plain, &ca) }, "TLS");
}

#[test]
fn clients_show_their_certificates() {
    let dir = TempDir::new().unwrap();
    let (ca, other) = (Authority::new(dir.path(), "ca"), Authority::new(dir.path(), "other"));
    let etcd = serve(&ca.issue("server", &["127.0.0.1"]), Some(&ca.cert()));
    let with = |issued: Issued| Connection { cert: Some(issued.cert), key: Some(issued.key), ..connection(&etcd, &ca) };
    trial(&with(ca.issue("client", &[]))).unwrap();
    expect_tls(&connection(&etcd, &ca), "wants a client certificate");
    expect_tls(&with(other.issue("stranger", &[])), "does not accept our client certificate");
    expect_tls(&with(ca.issue_expired("late", &[])), "does not accept our client certificate");

    let mut store = Etcd3::open(with(ca.issue("client-2", &[]))).unwrap();
    let health = store.health().unwrap();
    assert_eq!(health.members[0].error, None);
    assert_eq!(health.quota_bytes, Some(2 << 30));
}
