//! `calicross apply`, `calicross create`, `calicross replace`

use clap::Args;

use super::files::{FileArgs, check_some};
use super::sets::Wanted;
use super::steps::{self, Mode, Steps};
use super::words::{NameArgs, wanted_ids};
use crate::error::{CommandError, ErrorKind};
use crate::manifest::document::Given;
use crate::manifest::set;
use crate::plan::Plan;
use crate::session::options::{WriteArgs, parse_number};
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `apply`.
///
/// What is there becomes what the files say, and what is not there is made. What files cannot say, such as members of values that
/// other components have written, stays. What is so already is not written.
///
/// The file of a link says what the link is kept for, not which endpoints have it: `drift` tells of those that lack it, and `link reconcile`
/// brings it to them.
#[derive(Args, Debug)]
pub struct ApplyArgs {
    #[command(flatten)]
    files: FileArgs,

    #[command(flatten)]
    sets: SetArgs,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    given: Vec<Given>,

    #[arg(skip)]
    wanted: Option<Wanted>,
}

/// What of the files is applied, and as what.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct SetArgs {
    /// Remember what is applied under this name: what somebody changes by hand from then on stands in the way of the next time
    /// (--force=drift), and --prune knows what was there
    #[arg(long, value_name = "NAME", value_parser = parse_set)]
    set: Option<String>,

    /// Delete what an earlier apply of the set has made, and the files no longer hold
    #[arg(long, requires = "set", conflicts_with = "target")]
    prune: bool,

    /// Refuse to delete more resources than this
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = parse_number::<usize>)]
    max_deletes: usize,

    /// Of the files, only this resource; may be repeated
    #[arg(long, value_name = "KIND/NAME")]
    target: Vec<String>,
}

fn parse_set(text: &str) -> Result<String, String> {
    set::check_name(text).map(|()| text.to_owned())
}

impl SetArgs {
    /// Leaves of the files what is meant, and looks what the set has.
    ///
    /// # Errors
    /// Where a target is not in the files; where the set cannot be read.
    pub(super) fn prepare(
        &self,
        session: &mut Session,
        given: &mut Vec<Given>,
    ) -> Result<Option<Wanted>, CommandError> {
        if !self.target.is_empty() {
            let names = NameArgs { what: self.target.clone(), ..NameArgs::default() };
            let ids = wanted_ids(&names)?;
            if let Some(id) = ids.iter().find(|id| given.iter().all(|given| given.resource.id() != **id)) {
                return Err(
                    CommandError::new(ErrorKind::NotFound, format!("{id} is not in the files")).object(id.to_string())
                );
            }
            given.retain(|given| ids.contains(&given.resource.id()));
        }
        let read = |name: &String| Wanted::read(session, name, self.prune, self.max_deletes, given);
        self.set.as_ref().map(read).transpose()
    }
}

impl WriteCommand for ApplyArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        self.given = self.files.given(&session.ui)?;
        check_some(&self.given)?;
        self.wanted = self.sets.prepare(session, &mut self.given)?;
        Ok(())
    }

    fn scopes(&self) -> Vec<Scope> {
        scopes(&self.given, self.wanted.as_ref())
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut steps = applied(snapshot, &self.given, self.wanted.as_ref(), false)?;
        steps.say();
        Ok(steps.plan)
    }
}

/// What has to be read to apply files.
pub(super) fn scopes(given: &[Given], set: Option<&Wanted>) -> Vec<Scope> {
    let mut scopes = steps::scopes(given);
    scopes.extend(set.into_iter().flat_map(|set| set.scopes(given)));
    scopes
}

/// What applying files does.
///
/// # Errors
/// Where something cannot be written.
pub(super) fn applied(
    snapshot: &Snapshot,
    given: &[Given],
    set: Option<&Wanted>,
    show: bool,
) -> Result<Steps, CommandError> {
    let mut steps = steps::steps(snapshot, given, Mode::Apply, show || set.is_some())?;
    if let Some(set) = set {
        set.plan(&mut steps, snapshot, given)?;
    }
    Ok(steps)
}

/// Arguments of `create` and of `replace`, which differ in what they ask of what is there.
#[derive(Args, Debug)]
pub struct AskingArgs<A: Asks> {
    #[command(flatten)]
    files: FileArgs,

    #[command(flatten)]
    asks: A,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    given: Vec<Given>,
}

/// What a command asks of what is there.
pub trait Asks: Args + std::fmt::Debug {
    /// It, as the plan goes by it.
    fn mode(&self) -> Mode;
}

/// Arguments of `create`: nothing may be there that differs from what the files say.
pub type CreateArgs = AskingArgs<Absence>;

/// Arguments of `replace`: everything must be there, and becomes what the files say.
pub type ReplaceArgs = AskingArgs<Presence>;

/// That nothing is there.
#[derive(Args, Debug)]
pub struct Absence {
    /// Leave what is there and differs as it is
    #[arg(long)]
    skip_exists: bool,
}

impl Asks for Absence {
    fn mode(&self) -> Mode {
        Mode::Create { skip: self.skip_exists }
    }
}

/// That everything is there.
#[derive(Args, Debug)]
pub struct Presence {}

impl Asks for Presence {
    fn mode(&self) -> Mode {
        Mode::Replace
    }
}

impl<A: Asks> WriteCommand for AskingArgs<A> {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        self.given = self.files.given(&session.ui)?;
        check_some(&self.given)
    }

    fn scopes(&self) -> Vec<Scope> {
        steps::scopes(&self.given)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut steps = steps::steps(snapshot, &self.given, self.asks.mode(), false)?;
        steps.say();
        Ok(steps.plan)
    }
}
