//! `calicross hybrid`

pub mod facts;
mod get;
mod init;
mod manifests;
mod set;
mod status;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `hybrid`.
#[derive(Debug, Subcommand)]
pub enum HybridCommand {
    /// Make a datastore fit for pods and VMs together: prefixes, reports, pools, the export filter, metadata
    Init(init::HybridInitArgs),
    /// Show a hybrid datastore on one screen: hosts, Neutron, counts, settings; with --peer, compare it with another one
    Status(status::HybridStatusArgs),
    /// Print what a hybrid cloud needs beside its datastore: the way of pods to etcd, variables of playbooks, settings of components
    Manifests(manifests::HybridManifestsArgs),
    /// Show what was said of the cluster: which Felix runs where, which addresses are services'
    Get(get::HybridGetArgs),
    /// Say what the datastore does not: which Felix runs where, which addresses are services'
    Set(set::HybridSetArgs),
}

impl HybridCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Init(args) => Action::Write(Box::new(args)),
            Self::Status(args) => Action::Read(Box::new(args)),
            Self::Manifests(args) => Action::Read(Box::new(args)),
            Self::Get(args) => Action::Read(Box::new(args)),
            Self::Set(args) => Action::Write(Box::new(args)),
        }
    }
}
