//! `calicross bgp filter`

mod add;
mod list;
pub(crate) mod plans;
mod remove;
mod show;

pub(super) use list::FilterRow;

use clap::{Args, Subcommand};

use crate::commands::bgp::load::{self, StoredFilter};
use crate::error::{CommandError, ErrorKind};
use crate::model::key::Family;
use crate::session::Action;
use crate::store::Snapshot;

/// Verbs of `bgp filter`.
#[derive(Debug, Subcommand)]
pub enum FilterCommand {
    /// List BIRD's custom export filters
    List(list::FilterListArgs),
    /// Print the statements of a filter
    Show(show::FilterShowArgs),
    /// Add a filter: statements for the export filter of every host
    Add(add::FilterAddArgs),
    /// Remove a filter
    Remove(remove::FilterRemoveArgs),
}

impl FilterCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) if args.name.is_none() => Action::Read(Box::new(list::FilterListArgs::default())),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
        }
    }
}

/// Which of the two BIRDs is meant.
#[derive(Args, Clone, Copy, Debug, Default)]
struct FamilyArgs {
    /// Of the BIRD of IPv4
    #[arg(long)]
    ipv4: bool,

    /// Of the BIRD of IPv6
    #[arg(long)]
    ipv6: bool,
}

impl FamilyArgs {
    /// The families that are named; none where none is.
    fn named(self) -> Vec<Family> {
        [(self.ipv4, Family::V4), (self.ipv6, Family::V6)].into_iter().filter(|(on, _)| *on).map(|(_, f)| f).collect()
    }

    /// The filters of a name, of the families that are named or of both.
    fn find<'a>(self, snapshot: &'a Snapshot, name: &str) -> Vec<StoredFilter<'a>> {
        let named = self.named();
        let meant =
            |stored: &StoredFilter<'_>| stored.name == name && (named.is_empty() || named.contains(&stored.family));
        load::filters(snapshot).filter(meant).collect()
    }
}

fn not_found(name: &str) -> CommandError {
    CommandError::new(ErrorKind::NotFound, format!("filter {name} does not exist"))
        .object(format!("filter {name}"))
        .hint("`calicross bgp filter list` shows those that do")
}
