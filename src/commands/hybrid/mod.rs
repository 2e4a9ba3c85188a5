//! `calicross hybrid`

pub mod facts;
mod get;
mod set;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `hybrid`.
#[derive(Debug, Subcommand)]
pub enum HybridCommand {
    /// Show what was said of the cluster: which Felix runs where, which addresses are services'
    Get(get::HybridGetArgs),
    /// Say what the datastore does not: which Felix runs where, which addresses are services'
    Set(set::HybridSetArgs),
}

impl HybridCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Get(args) => Action::Read(Box::new(args)),
            Self::Set(args) => Action::Write(Box::new(args)),
        }
    }
}
