//! `calicross pool`
//!
//! What is written comes from [`crate::ipam::pools`] and [`crate::ipam::removal`], which know nothing of words: so another front end
//! makes the same plans.

mod add;
mod list;
mod range;
mod remove;
mod show;
mod switches;
mod update;

use clap::Subcommand;

use crate::error::CommandError;
use crate::inventory::pools;
use crate::session::pick::Choice;
use crate::session::{Action, Session};

/// Verbs of `pool`.
#[derive(Debug, Subcommand)]
pub enum PoolCommand {
    /// List the pools
    List(list::PoolListArgs),
    /// Show a pool: its switches, the blocks in it, and who has its addresses
    Show(show::PoolShowArgs),
    /// Add pools, IPv4 and IPv6
    Add(add::PoolAddArgs),
    /// Change pools: the switches that are named, and no others
    Update(update::PoolUpdateArgs),
    /// Remove pools: disable them, take their blocks from the hosts, delete them
    Remove(remove::PoolRemoveArgs),
    /// Pools made of ranges of addresses
    #[command(subcommand)]
    Range(range::RangeCommand),
}

impl PoolCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Update(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
            Self::Range(command) => command.into_action(),
        }
    }
}

/// The pools to choose from.
pub(super) fn choices(session: &mut Session) -> Result<Vec<Choice>, CommandError> {
    let snapshot = session.read(&[pools::scope_of_all()])?;
    let choice = |pool: &pools::FoundPool<'_>| Choice { name: pool.name(), about: list::PoolRow::of(pool).options() };
    Ok(pools::all(&snapshot).iter().map(choice).collect())
}
