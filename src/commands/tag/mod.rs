//! `calicross tag`

mod list;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `tag`.
#[derive(Debug, Subcommand)]
pub enum TagCommand {
    /// List the tags that profiles carry and rules name
    List(list::TagListArgs),
    /// Show a tag: who carries it, with which addresses, and which rules name it
    Show(show::TagShowArgs),
}

impl TagCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) => Action::Read(Box::new(args)),
        }
    }
}

/// What a rule that names a tag meets: `dangling` where no profile carries it, `empty` where nothing with an address does, else
/// `ok`. What no rule names is neither.
fn state(named: bool, carried: bool, has_address: bool) -> &'static str {
    match (named, carried, has_address) {
        (true, false, _) => "dangling",
        (true, true, false) => "empty",
        _ => "ok",
    }
}
