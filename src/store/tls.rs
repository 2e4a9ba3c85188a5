//! TLS for both of etcd's APIs: what is loaded from files, and what a failed handshake means.
//!
//! Certificates are always verified; there is no switch against it. Everything that can be known to be
//! wrong with the files is found here, before anything is sent, and named with its file.

use std::error::Error;
use std::io;
use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use rustls::{CertificateError, InconsistentKeys, RootCertStore};

use super::StoreError;
use super::connection::Connection;

#[cfg(test)]
pub(crate) mod authority;
mod subject;
#[cfg(test)]
mod tests;

/// What it means that the server ends the connection before it is secure.
pub const HUNG_UP_IN_HANDSHAKE: &str = "the server hung up during the handshake; does this port speak TLS?";

/// What a TLS connection is made with.
#[derive(Debug)]
pub struct TlsMaterial {
    roots: Vec<CertificateDer<'static>>,
    identity: Option<Identity>,
}

/// Our certificate and its key.
#[derive(Debug)]
pub struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl TlsMaterial {
    /// Loads what a connection names: its authorities (the system's where it names none), its
    /// certificate and key. `None` where no endpoint is `https`. A key that has no file of its own is looked for in the
    /// certificate's file.
    ///
    /// # Errors
    /// [`StoreError::Io`] for a file that cannot be read, [`StoreError::Tls`] for one that does not hold what it
    /// should: no certificate, no key or an encrypted one, a key of another certificate, a key without a certificate.
    pub fn load(connection: &Connection) -> Result<Option<Self>, StoreError> {
        if !connection.is_tls() {
            return Ok(None);
        }
        let wrong = |detail: String| StoreError::Tls { address: connection.address(), detail };
        let roots = match &connection.cacert {
            Some(path) => certificates(path, &wrong)?,
            None => system_roots().map_err(wrong)?,
        };
        if let Some(path) = &connection.cacert {
            let mut store = RootCertStore::empty();
            for root in &roots {
                store.add(root.clone()).map_err(|error| {
                    wrong(format!("a certificate in {} cannot be an authority: {error}", path.display()))
                })?;
            }
        }
        let identity = match (&connection.cert, &connection.key) {
            (None, None) => None,
            (None, Some(key)) => return Err(wrong(format!("the key {} comes without a certificate", key.display()))),
            (Some(cert), key) => {
                let chain = certificates(cert, &wrong)?;
                let key_path = key.as_ref().unwrap_or(cert);
                let key = private_key(key_path).map_err(|why| match why {
                    KeyFault::Unreadable(error) => unreadable(key_path, error),
                    KeyFault::Wrong(why) => wrong(format!("{} {why}", key_path.display())),
                })?;
                match CertifiedKey::from_der(chain.clone(), key.clone_key(), &rustls::crypto::ring::default_provider())
                {
                    Ok(_) => {}
                    Err(rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch)) => {
                        let (key, cert) = (key_path.display(), cert.display());
                        return Err(wrong(format!("the key in {key} is not that of the certificate in {cert}")));
                    }
                    Err(error) => return Err(wrong(format!("{}: {error}", cert.display()))),
                }
                Some(Identity { chain, key })
            }
        };
        Ok(Some(Self { roots, identity }))
    }

    /// Returns the authorities that a server's certificate may come from.
    pub fn roots(&self) -> &[CertificateDer<'static>] {
        &self.roots
    }

    /// Returns the authorities as PEM.
    pub fn roots_pem(&self) -> String {
        self.roots.iter().map(|root| pem("CERTIFICATE", root)).collect()
    }

    /// Returns what we show to a server that asks who we are.
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// Says in one line what a failed connection means, where TLS is the reason: any error in the chain may be
    /// the one that tells. `None` where the failure has another cause.
    pub fn explain(&self, error: &(dyn Error + 'static)) -> Option<String> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(error) = error.downcast_ref::<rustls::Error>() {
                return Some(self.meaning(error));
            }
            if let Some(error) = error.downcast_ref::<io::Error>() {
                // The source of an io::Error is the source of what it wraps: what it wraps has to be asked for.
                if let Some(inner) = error.get_ref() {
                    if let Some(line) = self.explain(inner) {
                        return Some(line);
                    }
                    // tokio-rustls and rustls have no type for this one.
                    if inner.to_string() == "tls handshake eof" {
                        return Some(HUNG_UP_IN_HANDSHAKE.to_owned());
                    }
                }
            }
            // HTTP/2 passes on the words of an error only.
            if let Some(alert) = error.to_string().strip_prefix("received fatal alert: ") {
                return Some(self.alert(alert));
            }
            next = error.source();
        }
        None
    }

    fn meaning(&self, error: &rustls::Error) -> String {
        match error {
            rustls::Error::InvalidCertificate(error) => certificate_fault(error),
            rustls::Error::InvalidMessage(_) => {
                "the server answers in something else than TLS; does this port want http:// ?".to_owned()
            }
            rustls::Error::AlertReceived(alert) => self.alert(&format!("{alert:?}")),
            rustls::Error::PeerIncompatible(why) => format!("no common TLS version or cipher with the server: {why:?}"),
            other => other.to_string(),
        }
    }

    /// Says what an alert means; they are told by name, which is all that some layers leave of them.
    fn alert(&self, name: &str) -> String {
        let about_us = matches!(
            name,
            "CertificateRequired"
                | "BadCertificate"
                | "UnknownCA"
                | "CertificateUnknown"
                | "UnsupportedCertificate"
                | "CertificateExpired"
                | "CertificateRevoked"
                | "AccessDenied"
        );
        match name {
            // Go's servers say "bad certificate" up to TLS 1.2 where none came at all.
            _ if about_us && self.identity.is_none() => {
                format!("the server wants a client certificate, and none is set (it said {name})")
            }
            _ if about_us => format!("the server does not accept our client certificate (it said {name})"),
            "HandshakeFailure" | "ProtocolVersion" => {
                format!("no common TLS version or cipher with the server (it said {name})")
            }
            "UnrecognisedName" => "the server does not know the host name that we ask for".to_owned(),
            _ => format!("the server broke the handshake off (it said {name})"),
        }
    }
}

impl Identity {
    /// Returns the certificate, and those between it and its authority.
    pub fn chain(&self) -> &[CertificateDer<'static>] {
        &self.chain
    }

    /// Returns the name that etcd takes the bearer for, where it looks at certificates; `None` where there is none.
    pub fn common_name(&self) -> Option<String> {
        subject::common_name(self.chain.first()?)
    }

    /// Returns the certificate's key.
    pub fn key(&self) -> &PrivateKeyDer<'static> {
        &self.key
    }

    /// Returns the certificate chain as PEM.
    pub fn chain_pem(&self) -> String {
        self.chain.iter().map(|cert| pem("CERTIFICATE", cert)).collect()
    }

    /// Returns the key as PEM.
    pub fn key_pem(&self) -> String {
        let label = match &self.key {
            PrivateKeyDer::Pkcs1(_) => "RSA PRIVATE KEY",
            PrivateKeyDer::Sec1(_) => "EC PRIVATE KEY",
            _ => "PRIVATE KEY",
        };
        pem(label, self.key.secret_der())
    }
}

fn certificate_fault(error: &CertificateError) -> String {
    match error {
        CertificateError::UnknownIssuer => {
            "the server's certificate is from an authority that is not trusted here".to_owned()
        }
        CertificateError::BadSignature => {
            "the server's certificate is not signed by the authority that it names".to_owned()
        }
        CertificateError::NotValidForNameContext { expected, presented } => {
            let expected = expected.to_str();
            if presented.is_empty() {
                return format!(
                    "the server's certificate has no alternative names, so it is not good for {expected} \
                     (the common name is not looked at)"
                );
            }
            let presented: Vec<_> = presented.iter().map(|name| plain_name(name)).collect();
            format!("the server's certificate is not for {expected} but for {}", presented.join(", "))
        }
        CertificateError::NotValidForName => "the server's certificate is for another host name".to_owned(),
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the server's certificate has expired".to_owned()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the server's certificate is not valid yet; are the clocks right?".to_owned()
        }
        CertificateError::Revoked => "the server's certificate is revoked".to_owned(),
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            "the server's certificate is not meant for servers".to_owned()
        }
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            "the server shows an authority's certificate as its own; it needs one that an authority issued".to_owned()
        }
        CertificateError::Other(other) if other.to_string().contains("UnsupportedCertVersion") => {
            "the server's certificate is X.509 version 1, which has no alternative names; version 3 is needed"
                .to_owned()
        }
        other => format!("the server's certificate is not good: {other}"),
    }
}

/// Takes a name out of the verifier's notation: `DnsName("a")` or `IpAddress(1.2.3.4)`.
fn plain_name(name: &str) -> &str {
    let inner = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or(name);
    inner.trim_matches('"')
}

fn certificates(path: &Path, wrong: &dyn Fn(String) -> StoreError) -> Result<Vec<CertificateDer<'static>>, StoreError> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, error))?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    let found = found.map_err(|error| wrong(format!("{} is not a PEM file: {error}", path.display())))?;
    if found.is_empty() {
        return Err(wrong(format!("{} holds no certificate", path.display())));
    }
    Ok(found)
}

fn system_roots() -> Result<Vec<CertificateDer<'static>>, String> {
    let found = rustls_native_certs::load_native_certs();
    if found.certs.is_empty() {
        let why = found.errors.first().map(|error| format!(" ({error})")).unwrap_or_default();
        return Err(format!("this system has no certificate authorities{why}; name a file of them"));
    }
    Ok(found.certs)
}

enum KeyFault {
    Unreadable(io::Error),
    Wrong(&'static str),
}

fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>, KeyFault> {
    let bytes = std::fs::read(path).map_err(KeyFault::Unreadable)?;
    PrivateKeyDer::from_pem_slice(&bytes).map_err(|_| {
        let text = String::from_utf8_lossy(&bytes);
        // OpenSSL's two ways to say so: a section of its own, or a header line in the section.
        if text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED") {
            KeyFault::Wrong("holds an encrypted key; one without a passphrase is needed")
        } else {
            KeyFault::Wrong("holds no private key")
        }
    })
}

fn unreadable(path: &Path, error: io::Error) -> StoreError {
    StoreError::Io { path: path.display().to_string(), source: Arc::new(error) }
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let mut out = format!("-----BEGIN {label}-----\n");
    for line in text.as_bytes().chunks(64) {
        out.extend(line.iter().map(|byte| char::from(*byte)));
        out.push('\n');
    }
    out.push_str("-----END ");
    out.push_str(label);
    out.push_str("-----\n");
    out
}
