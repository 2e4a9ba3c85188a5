//! What answers, but not as etcd's v2 API does.

use super::peer::{redirecting, saying};
use super::*;
use crate::store::StoreError;

fn refused(port: u16) -> StoreError {
    let connection = Connection { timeout: Duration::from_secs(3), ..connection([format!("http://127.0.0.1:{port}")]) };
    let mut store = Etcd2::open(connection).unwrap();
    let written = store.commit(&create("/calico/v1/key", "x")).unwrap_err();
    let error = store.read(&[Scope::under("/calico")], Want::Values).unwrap_err();
    if !matches!(written, StoreError::Unknown { .. }) {
        assert_eq!(std::mem::discriminant(&written), std::mem::discriminant(&error), "{written} {error}");
    }
    assert!(!error.to_string().contains('\n'), "{error}");
    error
}

#[test]
fn an_etcd_without_this_api() {
    let server = Etcd::start_with(&["--enable-v2=false"]);
    let error = refused(server.client_port());
    let message = "does not speak etcdv2: the v2 API is off (etcd needs --enable-v2=true)";
    assert_eq!(error.to_string(), format!("{} {message}", server.endpoint()));
}

#[test]
fn a_peer_port_of_etcd() {
    let server = Etcd::start();
    let (_, members) = raw(server.client_port(), "GET", "/v2/members", "", "");
    let peer = members.split("\"peerURLs\":[\"http://127.0.0.1:").nth(1).unwrap().split('"').next().unwrap();
    let error = refused(peer.parse().unwrap());
    assert!(matches!(error, StoreError::WrongApi { .. }), "{error}");
}

#[test]
fn other_servers() {
    for answer in [
        "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nNot Found",
        "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>",
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://example.invalid/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nbad",
        "SSH-2.0-OpenSSH_7.2p2 Ubuntu-4ubuntu2.1\r\n",
    ] {
        let error = refused(saying(answer));
        assert!(matches!(error, StoreError::WrongApi { .. }), "{answer}: {error:?}");
    }
}

#[test]
fn answers_that_do_not_parse() {
    for body in ["[]", "{\"node\": 1}", "hello", "{\"action\": \"get\"}"] {
        let head = "HTTP/1.1 200 OK\r\nX-Etcd-Cluster-Id: 1\r\nX-Etcd-Index: 5\r\n";
        let answer = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
        let error = refused(saying(answer.leak()));
        assert!(matches!(error, StoreError::Malformed { .. }), "{body}: {error:?}");
    }
}

#[test]
fn answers_that_break_off() {
    for answer in [
        "",
        "HTTP/1.1 200 OK\r\nX-Etcd-Cluster-Id: 1\r\nX-Etcd-Index: 5\r\nContent-Length: 100\r\n\r\n{\"action\": \"get\", \"no",
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 11\r\n\r\nBad\nGateway",
    ] {
        let error = refused(saying(answer));
        assert!(matches!(error, StoreError::Unreachable { .. }), "{answer}: {error:?}");
    }
}

#[test]
fn redirects_are_followed_with_all_that_was_asked() {
    let server = Etcd::start();
    let port = redirecting(server.endpoint());
    let mut store = Etcd2::open(connection([format!("http://127.0.0.1:{port}")])).unwrap();
    land(&mut store, &create("/calico/v1/key", "a b"));
    assert_eq!(get(&mut open(&server), "/calico/v1/key").unwrap().value, b"a b");

    let port = saying("HTTP/1.1 307 Temporary Redirect\r\nLocation: /v2/keys/again\r\nContent-Length: 0\r\n\r\n");
    let error = refused(port);
    assert!(error.to_string().contains("from one member to the next"), "{error}");
}

#[test]
fn plain_text_at_a_port_of_another_kind_of_tls_server() {
    let answer = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
    let error = refused(saying(answer)).to_string();
    assert!(error.ends_with("the server speaks TLS: its address begins with https://"), "{error}");
}
