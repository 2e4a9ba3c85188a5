//! `calicross link remove`

use std::collections::BTreeMap;

use clap::Args;

use super::load;
use crate::commands::profile::warn_of_orphaned_tags;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::profiles;
use crate::link::members::Members;
use crate::link::remove::{Kept, Removal, Removed, Replaced, remove, scopes};
use crate::link::{Link, Mechanism, find, name, replaced, shadow};
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `link remove`.
///
/// The link is taken out of what it is in: the groups' tags and rules go, and the profile or policy where nothing else is in it. What
/// `link attach --replace` took away comes back, where the kept intent or the journal knows it.
#[derive(Args, Debug)]
pub struct LinkRemoveArgs {
    /// Name of the link
    name: String,

    /// Put this profile in the link's place on every endpoint
    #[arg(long, value_name = "PROFILE")]
    restore: Option<String>,

    /// Leave endpoints of which nothing else is known with the link's profile, which then lets no group in
    #[arg(long, conflicts_with = "restore")]
    leave_closed: bool,

    /// Do nothing where there is none
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,

    /// What the journal knows of replaced profiles.
    #[arg(skip)]
    replaced: Replaced,
}

impl WriteCommand for LinkRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    /// Asks the journal, where there are endpoints to put something back on.
    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        if self.restore.is_some() || self.leave_closed {
            return Ok(());
        }
        self.replaced = replaced(session, &[&self.name])?.into_values().next().unwrap_or_default();
        Ok(())
    }

    fn scopes(&self) -> Vec<Scope> {
        load::scopes_with_members()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let links = find::all(snapshot);
        let link = match name::find(&self.name, &links) {
            Ok(link) => link,
            Err(err) if self.if_exists && err.candidates.is_empty() => {
                let mut plan = Plan::new();
                plan.say(format!("link {} is not there", self.name));
                return Ok(plan);
            }
            Err(err) => return Err(err.into()),
        };
        self.check_restore(link, snapshot)?;
        let removal = Removal {
            link,
            restore: self.restore.as_deref(),
            leave_closed: self.leave_closed,
            replaced: &self.replaced,
        };
        plan(snapshot, &removal)
    }
}

/// Plans to remove a link. The snapshot has to hold [`crate::link::remove::scopes`].
///
/// # Errors
/// Where endpoints would be cut off; where what would have to be rewritten cannot be read.
pub(in crate::commands) fn plan(snapshot: &Snapshot, removal: &Removal<'_>) -> Result<Plan, CommandError> {
    let (mut plan, link) = (Plan::new(), removal.link);
    let removed = remove(&mut plan, snapshot, removal).map_err(|kept| explain(kept, link))?;
    tell(&mut plan, link, &removed);
    if link.mechanism == Mechanism::Tag && removed.stays.is_none() {
        warn_of_orphaned_tags(&[&link.name].into(), snapshot, &mut plan);
    }
    Ok(plan)
}

/// What the journal knows of what links have replaced, by link. It is asked where a link is on any endpoint.
///
/// # Errors
/// Where the datastore cannot be read.
pub(in crate::commands) fn replaced(
    session: &mut Session,
    names: &[&str],
) -> Result<BTreeMap<String, Replaced>, CommandError> {
    if names.is_empty() {
        return Ok(BTreeMap::new());
    }
    let snapshot = session.read(&scopes())?;
    let links = find::all(&snapshot);
    let mut attached: Vec<&str> = Vec::new();
    for link in names.iter().filter_map(|name| name::find(name, &links).ok()) {
        if link.mechanism == Mechanism::Tag && !Members::of(&[link], &snapshot).pods(link).is_empty() {
            attached.push(&link.name);
        }
    }
    if attached.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (entries, _) = session.journal()?;
    let known = attached.into_iter().map(|link| (link.to_owned(), replaced::by_journal(&entries, link)));
    Ok(known.collect())
}

impl LinkRemoveArgs {
    fn check_restore(&self, link: &Link, snapshot: &Snapshot) -> Result<(), CommandError> {
        let Some(profile) = &self.restore else { return Ok(()) };
        let refused = |kind, why: &str| {
            CommandError::new(kind, format!("profile {profile} {why}")).object(format!("profile {profile}"))
        };
        if link.mechanism != Mechanism::Tag {
            return Err(refused(ErrorKind::Usage, "is put on no endpoint: a link by namespace has replaced nothing"));
        }
        if profile == &link.name {
            return Err(refused(ErrorKind::Usage, "is the link itself"));
        }
        if !shadow::is_usable(profile, &profiles::all(snapshot)) {
            return Err(refused(ErrorKind::NotFound, "has no rules that Felix takes: its endpoints would be cut off"));
        }
        Ok(())
    }
}

fn explain(kept: Kept, link: &Link) -> CommandError {
    match kept {
        Kept::Link(err) => err.into(),
        Kept::CutOff { count, first } => {
            let endpoints = if count == 1 { "an endpoint has" } else { "endpoints have" };
            let count = if count == 1 { String::new() } else { format!("{count} ") };
            let message = format!(
                "link {} is not removed: {count}{endpoints} no other profile, and what the link has replaced there is not known, \
                 first {first}",
                link.name
            );
            CommandError::new(ErrorKind::Refused, message)
                .object(format!("link {}", link.name))
                .key(first)
                .hint("--restore PROFILE puts one in its place; --leave-closed leaves them with a profile that lets nobody in")
        }
    }
}

fn tell(plan: &mut Plan, link: &Link, removed: &Removed) {
    let endpoints = |count: usize| if count == 1 { "1 endpoint".to_owned() } else { format!("{count} endpoints") };
    let name = link.full_name();
    plan.say(format!("link {name} removed"));
    let mut question = format!("removes link {name}");
    for (profile, count) in &removed.put_back {
        question.push_str(&format!("; {} back to profile {profile}", endpoints(*count)));
        plan.say(format!("{} back to profile {profile}", endpoints(*count)));
    }
    if removed.taken_off > 0 {
        question.push_str(&format!("; taken off {}", endpoints(removed.taken_off)));
        plan.say(format!("taken off {}", endpoints(removed.taken_off)));
    }
    plan.ask(question);
    if removed.left_closed > 0 {
        plan.warn(format!("{} left closed: no group is let in any more", endpoints(removed.left_closed)));
    }
    if let Some(why) = &removed.stays {
        plan.say(format!("profile {} stays: {why}", link.name));
    }
    removed.connections.iter().for_each(|line| plan.warn(line));
}

#[cfg(test)]
mod tests;
