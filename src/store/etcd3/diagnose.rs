//! What it is that answers at an address when it is not etcd's v3 API.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore};
use tokio::net::TcpStream;

use super::fault::{Fault, one_line};
use crate::store::tls::TlsMaterial;

/// How long one look may take.
const LOOK: Duration = Duration::from_secs(1);

/// Looks at an address that broke the connection off. `None`: no better words were found.
pub(super) async fn diagnose(url: &str, tls: Option<&TlsMaterial>) -> Option<Fault> {
    if let (Some(authority), Some(tls)) = (url.strip_prefix("https://"), tls) {
        let ended = tokio::time::timeout(LOOK, handshake(authority, client_config(tls)?)).await.ok()?;
        if let Some(ended) = ended {
            return tls.explain(&ended).map(Fault::Tls);
        }
        // A server without TLS may hang up on the handshake before it has said what it thinks of it.
        return match tokio::time::timeout(LOOK, ask_http(authority)).await {
            Ok(Ok(answer)) if answer.starts_with(b"HTTP/") && !is_tls(&answer) => {
                Some(Fault::Tls("the server speaks plain text on this port; does it want http:// ?".to_owned()))
            }
            _ => None,
        };
    }
    let authority = url.strip_prefix("http://")?;
    match tokio::time::timeout(LOOK, ask_http(authority)).await {
        Ok(Ok(answer)) if !answer.is_empty() => return Some(read_answer(&answer)),
        _ => {}
    }
    // No authority is trusted here, so that the handshake never succeeds: that the server shows a certificate, or refuses in TLS'
    // own words, is all that is asked.
    let config = builder()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth();
    let ended = tokio::time::timeout(LOOK, handshake(authority, config)).await.ok()??;
    let tls = !matches!(ended, rustls::Error::InvalidMessage(_));
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
    if is_tls(answer) {
        return Fault::Tls("the server speaks TLS on this port; does it want https:// ?".to_owned());
    }
    let text = String::from_utf8_lossy(answer);
    if !text.starts_with("HTTP/") {
        let shown: String = one_line(&text).chars().take(60).collect();
        return Fault::WrongApi(format!("it answers {shown:?}"));
    }
    let version =
        text.split_once("\"etcdserver\":\"").and_then(|(_, rest)| rest.split_once('"')).map(|(version, _)| version);
    match version {
        Some(version) => Fault::WrongApi(format!("an etcd {} answers, but only the v2 API", one_line(version))),
        None => Fault::WrongApi(format!("a web server answers: {}", one_line(text.lines().next().unwrap_or_default()))),
    }
}

/// Tells whether plain words were answered by a TLS alert (record 21, major version 3) or by the words of a web server that
/// wants TLS.
fn is_tls(answer: &[u8]) -> bool {
    answer.starts_with(&[21, 3]) || String::from_utf8_lossy(answer).contains("HTTPS server")
}

fn builder() -> Option<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()
}

fn client_config(tls: &TlsMaterial) -> Option<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(tls.roots().iter().cloned());
    let builder = builder()?.with_root_certificates(roots);
    let mut config = match tls.identity() {
        Some(identity) => builder.with_client_auth_cert(identity.chain().to_vec(), identity.key().clone_key()).ok()?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols.push(b"h2".to_vec());
    Some(config)
}

/// Shakes hands, then only listens: whoever sends something to a server that has hung up may lose
/// the alert that says why. `None` where the server says nothing against us.
async fn handshake(authority: &str, config: ClientConfig) -> Option<rustls::Error> {
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned()).ok()?;
    let mut tls = ClientConnection::new(Arc::new(config), name).ok()?;
    let stream = TcpStream::connect(authority).await.ok()?;
    loop {
        while tls.wants_write() {
            stream.writable().await.ok()?;
            match tls.write_tls(&mut Ready(&stream)) {
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => return None,
                _ => {}
            }
        }
        stream.readable().await.ok()?;
        match tls.read_tls(&mut Ready(&stream)) {
            Ok(0) => return None,
            Ok(_) => {
                if let Err(error) = tls.process_new_packets() {
                    return Some(error);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(_) => return None,
        }
    }
}

/// A socket as rustls wants it: without waiting.
struct Ready<'a>(&'a TcpStream);

impl io::Read for Ready<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.try_read(buffer)
    }
}

impl io::Write for Ready<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.0.try_write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
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
