//! Host names, looked up once.
//!
//! The HTTP client would look its host up before every request, kept connection or not, each time on a thread of
//! its own.

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Remembers what was found.
#[derive(Debug, Default)]
pub(super) struct Remembering {
    inner: DefaultResolver,
    known: Mutex<HashMap<String, ResolvedSocketAddrs>>,
}

/// A host name that could not be looked up.
#[derive(Debug)]
pub(super) struct Unresolved(pub(super) String);

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unresolved {}

impl Resolver for Remembering {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
        if let Some(address) = literal(uri) {
            let mut found = self.empty();
            found.push(address);
            return Ok(found);
        }
        if let Some(found) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&authority) {
            return Ok(found.clone());
        }
        let found = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            // By its type nobody could tell this one from a connection that broke.
            ureq::Error::Io(error) => {
                ureq::Error::Other(Box::new(Unresolved(format!("cannot look the host name up: {error}"))))
            }
            other => other,
        })?;
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(authority, found.clone());
        Ok(found)
    }
}

/// Returns the address that needs no looking up.
fn literal(uri: &Uri) -> Option<SocketAddr> {
    let host = uri.host()?;
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let port = uri.port_u16().or_else(|| match uri.scheme_str()? {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    })?;
    Some(SocketAddr::new(host.parse::<IpAddr>().ok()?, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_need_no_look_up() {
        let address = |uri: &str| literal(&uri.parse().unwrap()).map(|address| address.to_string());
        assert_eq!(address("http://127.0.0.1:2379/v2/keys/").as_deref(), Some("127.0.0.1:2379"));
        assert_eq!(address("https://[::1]:2379/").as_deref(), Some("[::1]:2379"));
        assert_eq!(address("https://10.0.0.1/").as_deref(), Some("10.0.0.1:443"));
        assert_eq!(address("http://10.0.0.1/").as_deref(), Some("10.0.0.1:80"));
        assert_eq!(address("http://etcd-1:2379/"), None);
    }
}
