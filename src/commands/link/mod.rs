//! `calicross link`

mod add;
mod attach;
mod choice;
mod detach;
mod list;
mod load;
mod mirror;
mod reconcile;
mod remove;
mod show;
mod target;

pub(super) use load::joinable;
pub(super) use remove::{plan as removal, replaced};

use clap::Subcommand;

use crate::error::CommandError;
use crate::inventory::{groups, names};
use crate::link::{Link, find};
use crate::session::pick::Choice;
use crate::session::{Action, Session};

/// Verbs of `link`.
#[derive(Debug, Subcommand)]
pub enum LinkCommand {
    /// Add a link to security groups, or join more groups to one
    Add(add::LinkAddArgs),
    /// List the links, however they were made
    List(list::LinkListArgs),
    /// Remove a link, and put back what it has replaced
    Remove(remove::LinkRemoveArgs),
    /// Show a link: mechanism, groups, directions, services, endpoints on both sides, health
    Show(show::LinkShowArgs),
    /// Put a link on endpoints
    Attach(attach::LinkAttachArgs),
    /// Take a link off endpoints
    Detach(detach::LinkDetachArgs),
    /// Let in the workloads of another datastore, by the addresses that they have there now
    Mirror(mirror::LinkMirrorArgs),
    /// Bring pods that were made anew to the links that are kept for them
    Reconcile(reconcile::LinkReconcileArgs),
}

impl LinkCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Attach(args) => Action::Write(Box::new(args)),
            Self::Detach(args) => Action::Write(Box::new(args)),
            Self::Mirror(args) => Action::Write(Box::new(args)),
            Self::Reconcile(args) => Action::Read(Box::new(args)),
        }
    }
}

/// Every link of the datastore, to choose from.
pub(super) fn choices(session: &mut Session) -> Result<Vec<Choice>, CommandError> {
    let snapshot = session.read(&load::scopes())?;
    let (names, _) = names(&snapshot);
    let choice = |link: Link| {
        let groups: Vec<String> = link.groups.iter().map(|joined| groups::label(&joined.group, &names)).collect();
        Choice { name: link.full_name(), about: groups.join(", ") }
    };
    Ok(find::all(&snapshot).into_iter().map(choice).collect())
}
