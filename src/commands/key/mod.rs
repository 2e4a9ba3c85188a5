//! `calicross key`

mod get;
mod ls;
mod put;
mod rm;

use clap::Subcommand;

use crate::error::{CommandError, ErrorKind};
use crate::session::Action;
use crate::store::check_path;

/// What raw keys lie below.
const ROOT: &str = "/calico";

/// Verbs of `key`.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// List keys
    #[command(visible_alias = "list")]
    Ls(ls::KeyLsArgs),
    /// Print the value of a key
    #[command(visible_alias = "show")]
    Get(get::KeyGetArgs),
    /// Give a key a value, checked where the key is known
    Put(put::KeyPutArgs),
    /// Remove keys
    #[command(visible_alias = "remove")]
    Rm(rm::KeyRmArgs),
}

impl KeyCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Ls(args) => Action::Read(Box::new(args)),
            Self::Get(args) => Action::Read(Box::new(args)),
            Self::Put(args) => Action::Write(Box::new(args)),
            Self::Rm(args) => Action::Write(Box::new(args)),
        }
    }
}

/// Checks the path of a key under /calico.
fn check_key(path: &str) -> Result<(), CommandError> {
    let bad = |why: &str| {
        CommandError::new(ErrorKind::Usage, format!("key {path} {why}"))
            .key(path)
            .hint("keys lie under /calico, such as /calico/v1/Ready")
    };
    check_path(path).map_err(bad)?;
    if path == ROOT || path.starts_with("/calico/") { Ok(()) } else { Err(bad("is not under /calico")) }
}

/// Checks the path of a key that is about to be written.
fn check_new_key(path: &str) -> Result<(), CommandError> {
    check_key(path)?;
    if path == ROOT {
        return Err(CommandError::new(ErrorKind::Usage, format!("{path} is a directory")).key(path));
    }
    match path.split('/').find(|segment| segment.starts_with('_')) {
        Some(segment) => Err(CommandError::new(
            ErrorKind::Refused,
            format!("key {path} has the segment {segment}: etcd v2 hides in every listing what begins with _"),
        )
        .key(path)),
        None => Ok(()),
    }
}
