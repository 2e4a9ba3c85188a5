//! `calicross ipam`; what is given back is planned by [`crate::ipam::release`], which knows nothing of words.

mod check;
mod list;
mod release;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `ipam`.
#[derive(Debug, Subcommand)]
pub enum IpamCommand {
    /// List the blocks of addresses, with the hosts that take theirs from them
    List(list::IpamListArgs),
    /// Show whose an address is, or those of a network or a handle
    #[command(alias = "info")]
    Show(show::IpamShowArgs),
    /// Give back addresses that are held and that no endpoint has
    Release(Box<release::IpamReleaseArgs>),
    /// Look for leaked addresses, double use, and what lies outside every pool; exit code 1 where there is something
    Check(check::IpamCheckArgs),
}

impl IpamCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) if args.what.is_none() => Action::Read(Box::new(list::IpamListArgs {})),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Release(args) => Action::Write(args),
            Self::Check(args) => Action::Read(Box::new(args)),
        }
    }
}
