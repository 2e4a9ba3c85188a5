//! `calicross endpoint profile`

mod append;
mod edit;
mod remove;
mod set;
mod show;
mod target;
mod two_step;

use clap::Subcommand;

use super::NAMES;
use crate::error::CommandError;
use crate::inventory::endpoints::WorkloadEndpoint;
use crate::plan::Plan;
use crate::session::Action;
use crate::store::Snapshot;

/// Verbs of `endpoint profile`.
#[derive(Debug, Subcommand)]
pub enum EndpointProfileCommand {
    /// Show the profiles of an endpoint, in the order in which they decide
    #[command(visible_alias = "list", after_help = NAMES)]
    Show(show::EndpointProfileShowArgs),
    /// Append profiles to endpoints
    #[command(after_help = NAMES)]
    Append(append::EndpointProfileAppendArgs),
    /// Set the profiles of endpoints, in the order given; none shuts them off
    #[command(after_help = NAMES)]
    Set(set::EndpointProfileSetArgs),
    /// Remove profiles from endpoints
    #[command(after_help = NAMES)]
    Remove(remove::EndpointProfileRemoveArgs),
}

impl EndpointProfileCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Append(args) => Action::Write(Box::new(args)),
            Self::Set(args) => args.into_action(),
            Self::Remove(args) => Action::Write(Box::new(args)),
        }
    }
}

/// Plans to give one endpoint other profiles.
///
/// # Errors
/// Where the endpoint cannot be read, or a profile would cut it off.
pub(crate) fn change(
    snapshot: &Snapshot,
    endpoint: &WorkloadEndpoint<'_>,
    profiles: &[String],
) -> Result<Plan, CommandError> {
    let mut edit = edit::Edit::default();
    let mut fewer = false;
    edit.one(snapshot, endpoint, &mut |_, current| {
        fewer = profiles.iter().all(|profile| current.contains(&profile.as_str()));
        edit::Wanted { profiles: profiles.to_vec(), said: String::new() }
    })?;
    // Those that stay are no worse than before.
    if !fewer {
        edit.check_placed(snapshot, None)?;
    }
    Ok(edit.into_plan())
}
