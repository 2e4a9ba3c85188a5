//! The few questions that calicoctl asks docker: which network or container a name is.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use serde_json::Value;

/// Longest time for an answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Longest answer that is read.
const LONGEST: u64 = 4 << 20;

/// A network of docker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Network {
    /// Its id, which is the name of its profile.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
}

/// Where docker listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Docker {
    /// A socket of this host.
    Unix(String),
    /// A host and port.
    Tcp(String),
}

/// No answer from docker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Silent;

impl Docker {
    /// As `DOCKER_HOST` says, or where docker listens by default.
    pub(super) fn from_environment() -> Self {
        Self::parse(&std::env::var("DOCKER_HOST").unwrap_or_default())
    }

    fn parse(address: &str) -> Self {
        if let Some(path) = address.strip_prefix("unix://").filter(|path| !path.is_empty()) {
            return Self::Unix(format!("/{}", path.trim_start_matches('/')));
        }
        let host = address.strip_prefix("tcp://").or_else(|| address.strip_prefix("http://"));
        host.map_or_else(
            || Self::Unix("/var/run/docker.sock".to_owned()),
            |host| Self::Tcp(host.trim_end_matches('/').to_owned()),
        )
    }

    /// The network of a name or id; none where docker does not answer.
    pub(super) fn network(&self, name: &str) -> Option<Network> {
        let found = self.get(&format!("/v1.21/networks/{}", segment(name))).ok()??;
        let text = |member: &str| found.get(member).and_then(Value::as_str).map(str::to_owned);
        Some(Network { id: text("Id")?, name: text("Name")? })
    }

    /// The id of the container of a name.
    ///
    /// # Errors
    /// Where docker does not answer.
    pub(super) fn container(&self, name: &str) -> Result<Option<String>, Silent> {
        let found = self.get(&format!("/v1.16/containers/{}/json", segment(name)))?;
        Ok(found.and_then(|found| found.get("Id").and_then(Value::as_str).map(str::to_owned)))
    }

    /// Whether a container of one of these names runs.
    ///
    /// # Errors
    /// Where docker does not answer.
    pub(super) fn runs(&self, names: &[&str]) -> Result<bool, Silent> {
        let found = self.get("/v1.16/containers/json")?;
        let running = found.as_ref().and_then(Value::as_array).into_iter().flatten();
        let mut called = running.filter_map(|container| container.get("Names")?.as_array()).flatten();
        Ok(called.any(|name| name.as_str().is_some_and(|name| names.contains(&name.trim_start_matches('/')))))
    }

    /// Asks; nothing where docker has an answer, and it is that there is none.
    fn get(&self, path: &str) -> Result<Option<Value>, Silent> {
        let request = format!("GET {path} HTTP/1.0\r\nHost: docker\r\nAccept: application/json\r\n\r\n");
        let answer = self.ask(request.as_bytes()).map_err(|_| Silent)?;
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").ok_or(Silent)?;
        let (head, body) = (answer.get(..end).unwrap_or_default(), answer.get(end + 4..).unwrap_or_default());
        let status = head.split(|byte| *byte == b' ').nth(1).ok_or(Silent)?;
        match status {
            b"200" => serde_json::from_slice(body).map(Some).map_err(|_| Silent),
            _ => Ok(None),
        }
    }

    fn ask(&self, request: &[u8]) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Unix(path) => {
                let stream = UnixStream::connect(path)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                stream.set_write_timeout(Some(PATIENCE))?;
                exchange(stream, request)
            }
            Self::Tcp(host) => {
                let address = host.to_socket_addrs()?.next();
                let address = address.ok_or_else(|| std::io::Error::from(std::io::ErrorKind::NotFound))?;
                let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                stream.set_write_timeout(Some(PATIENCE))?;
                exchange(stream, request)
            }
        }
    }
}

fn exchange(mut stream: impl Read + Write, request: &[u8]) -> std::io::Result<Vec<u8>> {
    stream.write_all(request)?;
    let mut answer = Vec::new();
    stream.take(LONGEST).read_to_end(&mut answer)?;
    Ok(answer)
}

/// A name as one segment of a path.
fn segment(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// A docker that gives one answer.
    fn docker(answer: &'static str) -> Docker {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 1024];
            let _ = stream.read(&mut request).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        });
        Docker::parse(&format!("tcp://{address}"))
    }

    #[test]
    fn where_it_listens() {
        assert_eq!(Docker::parse(""), Docker::Unix("/var/run/docker.sock".to_owned()));
        assert_eq!(Docker::parse("unix://var/run/x.sock"), Docker::Unix("/var/run/x.sock".to_owned()));
        assert_eq!(Docker::parse("tcp://h:1/"), Docker::Tcp("h:1".to_owned()));
    }

    #[test]
    fn what_it_answers() {
        let network = docker("HTTP/1.0 200 OK\r\nA: b\r\n\r\n{\"Id\": \"i\", \"Name\": \"n\"}").network("n");
        assert_eq!(network, Some(Network { id: "i".to_owned(), name: "n".to_owned() }));
        assert_eq!(docker("HTTP/1.0 404 no\r\n\r\n{}").container("c"), Ok(None));
        assert_eq!(docker("HTTP/1.0 200 OK\r\n\r\n{\"Id\": \"i\"}").container("c"), Ok(Some("i".to_owned())));
        let running = "HTTP/1.0 200 OK\r\n\r\n[{\"Names\": [\"/calico-node\"]}]";
        assert_eq!(docker(running).runs(&["calico-node"]), Ok(true));
        assert_eq!(docker(running).runs(&["x"]), Ok(false));
        for junk in ["", "junk", "HTTP/1.0 200 OK\r\n\r\n{"] {
            assert_eq!(docker(junk).container("c"), Err(Silent), "{junk}");
        }
        assert_eq!(Docker::Unix("/nonexistent.sock".to_owned()).runs(&[]), Err(Silent));
    }
}
