//! Who a connection says that it is.

use std::path::Path;

use crate::error::{CommandError, ErrorKind};
use crate::store::connection::{Connection, Secret};
use crate::store::tls::TlsMaterial;

/// A connection, and for whom etcd takes it.
pub(super) struct Bearer {
    pub(super) connection: Connection,
    /// The user.
    pub(super) user: String,
    /// Whether it is a password that says so, rather than a certificate.
    pub(super) by_password: bool,
}

impl Bearer {
    /// Finds out for whom etcd takes a connection: a password comes before a certificate. `None` where it says nothing.
    ///
    /// # Errors
    /// Where the certificate cannot be read.
    pub(super) fn of(connection: &Connection) -> Result<Option<Self>, CommandError> {
        if let Some(user) = &connection.user {
            return Ok(Some(Self { connection: connection.clone(), user: user.clone(), by_password: true }));
        }
        let material = TlsMaterial::load(connection)?;
        let name = material.as_ref().and_then(TlsMaterial::identity).and_then(|identity| identity.common_name());
        Ok(name.map(|user| Self { connection: connection.clone(), user, by_password: false }))
    }

    /// The word for how it says who it is.
    pub(super) const fn proof(&self) -> &'static str {
        if self.by_password { "password" } else { "certificate" }
    }

    /// Refuses who is not root.
    ///
    /// # Errors
    /// Exit code 3.
    pub(super) fn root(connection: &Connection, what: &str) -> Result<Self, CommandError> {
        let found = Self::of(connection)?;
        let said = match &found {
            Some(bearer) if bearer.user == crate::store::auth::ROOT => None,
            Some(bearer) => Some(format!("{} says {}", bearer.proof(), bearer.user)),
            None => Some("nothing says who we are".to_owned()),
        };
        match (found, said) {
            (Some(bearer), None) => Ok(bearer),
            (_, said) => Err(CommandError::new(
                ErrorKind::Refused,
                format!("{what} is root's to do: {}", said.unwrap_or_default()),
            )
            .hint("--user root with --password-file, or --cert and --key of the common name root, say so")),
        }
    }
}

/// Reads a password from a file.
///
/// # Errors
/// Where it cannot be read, or is empty.
pub(super) fn read_password(path: &Path) -> Result<Secret, CommandError> {
    let bad = |why: String| CommandError::new(ErrorKind::Usage, format!("password file {}: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|err| bad(err.to_string()))?;
    let password = text.trim_end_matches(['\n', '\r']);
    if password.is_empty() {
        return Err(bad("it is empty".to_owned()));
    }
    Ok(Secret::new(password))
}
