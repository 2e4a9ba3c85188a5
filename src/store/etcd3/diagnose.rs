//! What it is that answers at an address when it is not etcd's v3 API.

use std::io;
use std::time::Duration;

use tokio::net::TcpStream;
use tonic::transport::{ClientTlsConfig, Endpoint};

use super::fault::{Fault, chain, one_line};

/// How long one look may take.
const LOOK: Duration = Duration::from_secs(1);

/// Looks at an `http://` address that broke the connection off. `None`: no better words were found.
pub(super) async fn diagnose(url: &str) -> Option<Fault> {
    let authority = url.strip_prefix("http://")?;
    match tokio::time::timeout(LOOK, ask_http(authority)).await {
        Ok(Ok(answer)) if !answer.is_empty() => return Some(read_answer(&answer)),
        _ => {}
    }
    let tls = tokio::time::timeout(LOOK, speaks_tls(authority)).await.unwrap_or(false);
    tls.then(|| Fault::Tls("the server speaks TLS on this port; does it want https:// ?".to_owned()))
}

async fn ask_http(authority: &str) -> io::Result<Vec<u8>> {
    let stream = TcpStream::connect(authority).await?;
    let request = format!("GET /version HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n");
    let mut rest = request.as_bytes();
    while !rest.is_empty() {
        stream.writable().await?;
        match stream.try_write(rest) {
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    let mut answer = Vec::new();
    while answer.len() < 4096 {
        let mut part = [0; 1024];
        stream.readable().await?;
        match stream.try_read(&mut part) {
            Ok(0) => break,
            Ok(count) => answer.extend_from_slice(part.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            // What came before the connection broke is still an answer.
            Err(_) => break,
        }
    }
    Ok(answer)
}

fn read_answer(answer: &[u8]) -> Fault {
    // A TLS alert record: 21, then the major version 3.
    if answer.starts_with(&[21, 3]) {
        return Fault::Tls("the server speaks TLS on this port; does it want https:// ?".to_owned());
    }
    let text = String::from_utf8_lossy(answer);
    if !text.starts_with("HTTP/") {
        let shown: String = one_line(&text).chars().take(60).collect();
        return Fault::WrongApi(format!("it answers {shown:?}"));
    }
    if text.contains("HTTPS server") {
        return Fault::Tls("the server speaks TLS on this port; does it want https:// ?".to_owned());
    }
    let version =
        text.split_once("\"etcdserver\":\"").and_then(|(_, rest)| rest.split_once('"')).map(|(version, _)| version);
    match version {
        Some(version) => Fault::WrongApi(format!("an etcd {} answers, but only the v2 API", one_line(version))),
        None => Fault::WrongApi(format!("a web server answers: {}", one_line(text.lines().next().unwrap_or_default()))),
    }
}

/// Tells whether a TLS handshake gets anywhere. No authority is trusted, so that it never succeeds: that the server
/// shows a certificate, or refuses in TLS' own words, is all that is asked.
async fn speaks_tls(authority: &str) -> bool {
    let Ok(endpoint) = Endpoint::from_shared(format!("https://{authority}")) else { return false };
    let Ok(endpoint) = endpoint.tls_config(ClientTlsConfig::new()) else { return false };
    let Err(error) = endpoint.connect().await else { return true };
    chain(&error).any(|error| {
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        let tls = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>());
        tls.is_some_and(|tls| !matches!(tls, rustls::Error::InvalidMessage(_)))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn answers_are_told_apart() {
        let v2 = b"HTTP/1.1 200 OK\r\n\r\n{\"etcdserver\":\"2.3.8\",\"etcdcluster\":\"2.3.0\"}";
        assert_eq!(read_answer(v2), Fault::WrongApi("an etcd 2.3.8 answers, but only the v2 API".to_owned()));
        let web = b"HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\n";
        assert_eq!(read_answer(web), Fault::WrongApi("a web server answers: HTTP/1.1 404 Not Found".to_owned()));
        let go = b"HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
        assert!(matches!(read_answer(go), Fault::Tls(_)));
        assert!(matches!(read_answer(&[21, 3, 1, 0, 2, 2, 70]), Fault::Tls(_)));
        assert_eq!(read_answer(b"SSH-2.0-x\r\n"), Fault::WrongApi("it answers \"SSH-2.0-x\"".to_owned()));
    }

    proptest! {
        #[test]
        fn any_answer_makes_one_line(answer in prop::collection::vec(any::<u8>(), 1..300)) {
            let fault = read_answer(&answer);
            prop_assert!(!fault.detail().chars().any(char::is_control));
        }
    }
}
