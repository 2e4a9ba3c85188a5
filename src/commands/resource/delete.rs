//! `calicross delete`

use clap::Args;

use super::files::{FileArgs, check_either, check_some};
use super::remove::{self, Replacements};
use super::sets;
use super::steps::{Act, Step, Steps};
use super::words::{NameArgs, wanted_ids};
use crate::commands::policy::effect;
use crate::error::{CommandError, ErrorKind};
use crate::manifest::document::Given;
use crate::manifest::id::{Id, Kind};
use crate::manifest::object::Resource;
use crate::manifest::set;
use crate::plan::{Force, Plan};
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `delete`.
///
/// A profile goes with its three keys, a pool after its blocks, a node from every directory that knows it, a link as by `link remove`. What
/// is in use stands in the way, and so does what another component owns. What goes leaves the sets that it is in (`apply --set`): it is no
/// drift of theirs.
#[derive(Args, Debug)]
pub struct DeleteArgs {
    #[command(flatten)]
    names: NameArgs,

    #[command(flatten)]
    files: FileArgs,

    /// Do nothing where there is none
    #[arg(short = 's', long, visible_alias = "if-exists")]
    skip_not_exists: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    given: Vec<Given>,

    #[arg(skip)]
    ids: Vec<Id>,

    #[arg(skip)]
    replaced: Replacements,
}

impl WriteCommand for DeleteArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        !self.files.files.is_empty()
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        check_either(&self.files, &self.names)?;
        if !self.files.files.is_empty() {
            self.given = self.files.given(&session.ui)?;
            check_some(&self.given)?;
        }
        self.ids = self.names()?;
        let all: Vec<Id> = self.all()?.into_iter().map(|(id, _)| id).collect();
        self.replaced = remove::replacements(session, &all)?;
        Ok(())
    }

    fn scopes(&self) -> Vec<Scope> {
        let ids: Vec<Id> = self.all().unwrap_or_default().into_iter().map(|(id, _)| id).collect();
        let mut scopes = remove::scopes(&ids);
        scopes.push(set::scope_of_all());
        scopes
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut all = Steps::default();
        let (mut missing, mut gone) = (Vec::new(), Vec::new());
        let deleted = self.all()?;
        for (id, named) in deleted.clone() {
            let found = match &id {
                // A profile that has more than a file can say is a link all the same.
                Id::Link(name) if remove::link_of_profile(snapshot, name).is_some() => Resource::find_at(snapshot, &id),
                Id::Link(_) => Ok(None),
                _ => Resource::find(snapshot, &id),
            };
            let before = match found {
                Ok(None) => {
                    missing.push(id);
                    continue;
                }
                Ok(before) => before,
                Err(bad) => {
                    let why = format!("has a value that cannot be read: {}", bad.why);
                    all.plan.needs(Force::Malformed, id.to_string(), bad.key, why);
                    None
                }
            };
            all.steps.push(Step { id, act: Act::Delete, before, after: None });
            gone.push(named);
        }
        let gone: Vec<_> = all.steps.iter().map(|step| &step.id).zip(gone).collect();
        let plan = remove::remove_all(&all.plan, snapshot, &gone, &self.replaced)?;
        all.plan.then(plan);
        if let Some(id) = missing.first().filter(|_| !self.skip_not_exists) {
            let more = if missing.len() > 1 { format!(" (and {} more)", missing.len() - 1) } else { String::new() };
            return Err(CommandError::new(ErrorKind::NotFound, format!("{id} does not exist{more}"))
                .object(id.to_string())
                .hint("--skip-not-exists leaves out what is not there"));
        }
        if all.changed().any(|step| matches!(step.id.kind(), Kind::Policy | Kind::Tier)) {
            effect::tell(&mut all.plan, snapshot);
        }
        sets::leave(&mut all.plan, snapshot, &deleted);
        all.say();
        missing.iter().for_each(|id| all.plan.say(format!("{id} is not there")));
        Ok(all.plan)
    }
}

impl DeleteArgs {
    fn names(&self) -> Result<Vec<Id>, CommandError> {
        if self.names.is_empty() && self.files.files.is_empty() {
            return Err(CommandError::new(ErrorKind::Usage, "nothing says what to delete")
                .hint("a kind and names do, as in: delete policy web; or -f FILE"));
        }
        if self.names.is_empty() { Ok(Vec::new()) } else { wanted_ids(&self.names) }
    }

    /// Everything that is to go, each once, with what a file says of it.
    fn all(&self) -> Result<Vec<(Id, Option<&Resource>)>, CommandError> {
        let mut all: Vec<(Id, Option<&Resource>)> =
            self.given.iter().map(|given| (given.resource.id(), Some(&given.resource))).collect();
        // In a batch nothing is prepared.
        let named = if self.ids.is_empty() && self.given.is_empty() { self.names()? } else { self.ids.clone() };
        for id in named {
            if all.iter().all(|(known, _)| *known != id) {
                all.push((id, None));
            }
        }
        Ok(all)
    }
}
