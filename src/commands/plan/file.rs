//! Saved plans, read and held against the datastore.

use std::path::Path;

use crate::error::{CommandError, ErrorKind};
use crate::plan::saved::{SavedPlan, Target};
use crate::session::Session;

/// Reads a plan from a file.
pub(super) fn read(path: &Path) -> Result<SavedPlan, CommandError> {
    let name = path.display();
    let object = format!("plan {name}");
    let bytes = std::fs::read(path)
        .map_err(|err| CommandError::new(ErrorKind::NotFound, format!("plan {name}: {err}")).object(&object))?;
    let saved = SavedPlan::parse(&bytes)
        .map_err(|err| CommandError::new(ErrorKind::BadData, format!("plan {name}: {err}")).object(&object))?;
    // No command plans anything but Calico's keys and our own: somebody has written this by hand.
    let known = |path: &str| ["/calico/", "/calicross/"].iter().any(|directory| path.starts_with(directory));
    let foreign = saved.paths().find(|path| !known(path)).map(str::to_owned);
    match foreign {
        None => Ok(saved),
        Some(path) => {
            let message = format!("plan {name}: {path} lies neither under /calico nor under /calicross");
            Err(CommandError::new(ErrorKind::BadData, message).object(&object).key(path))
        }
    }
}

/// Refuses a plan that was made for another datastore.
pub(super) fn check_target(session: &mut Session, planned: &Target) -> Result<(), CommandError> {
    let here = session.target()?;
    if (here.kind, &here.identity) == (planned.kind, &planned.identity) {
        return Ok(());
    }
    Err(CommandError::new(
        ErrorKind::Stale,
        format!(
            "the plan is for {} {} at {}, and this is {} {} at {}",
            planned.kind, planned.identity, planned.address, here.kind, here.identity, here.address
        ),
    )
    .hint("--context, --datastore, --endpoints or --path choose the datastore"))
}
