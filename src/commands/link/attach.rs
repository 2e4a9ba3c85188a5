//! `calicross link attach`

use std::collections::{BTreeMap, HashMap};

use clap::Args;

use super::choice::{ChoiceArgs, Member};
use super::target::{self, told};
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{groups, profiles};
use crate::link::attach::attached;
use crate::link::selection::Selection;
use crate::link::shadow::{self, Fate, Shadow};
use crate::link::{find, intent};
use crate::model::profile::{Direction, Profile};
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// More endpoints than these are not told one by one, and are asked about where they lose something.
pub(super) const FEW: usize = 5;

/// Arguments of `link attach`.
///
/// The profile of the link goes to the end of each endpoint's list, or into the place of another one. Endpoints that have it
/// stay as they are. A pod that is made anew begins with the default profile: --keep notes for which pods the link is meant,
/// and `link reconcile` brings them to it.
#[derive(Args, Debug)]
pub struct LinkAttachArgs {
    /// Name of the link
    name: String,

    #[command(flatten)]
    choice: ChoiceArgs,

    /// Put the link in the place of this profile, which goes
    #[arg(long, value_name = "PROFILE")]
    replace: Option<String>,

    /// Keep in mind that the link is meant for this namespace, selector or pod, for `link reconcile`
    #[arg(long)]
    keep: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for LinkAttachArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        self.choice.needs_input()
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        self.choice.prepare(session)
    }

    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = self.choice.scopes();
        scopes.extend(find::scopes());
        if self.keep {
            scopes.push(Scope::key(intent::path(&self.name)));
        }
        scopes
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let (link, replaced) = (self.name.as_str(), self.replace.as_deref());
        if replaced == Some(link) {
            return Err(CommandError::new(ErrorKind::Usage, format!("link {link} cannot replace itself")));
        }
        let kept = if self.keep { self.kept()? } else { Vec::new() };
        let profiles = profiles::all(snapshot);
        target::check_attachable(link, snapshot, &profiles, &groups::among(&profiles))?;
        let mut plan = Plan::new();
        let members = self.choice.find(snapshot, &profiles, &[], &mut plan)?;
        let mut work = Work::new(link, replaced, snapshot);
        for member in members {
            work.attach(member, &mut plan);
        }
        work.tell(&profiles, &mut plan);
        if !plan.is_empty() {
            target::relied_on(link, snapshot, &mut plan);
        }
        if self.keep {
            keep(link, replaced, &kept, snapshot, &mut plan)?;
        }
        Ok(plan)
    }
}

impl LinkAttachArgs {
    /// What is kept.
    fn kept(&self) -> Result<Vec<Selection>, CommandError> {
        let (kept, passing) = self.choice.lasting();
        let Some(word) = passing else { return Ok(kept) };
        Err(CommandError::new(
            ErrorKind::Usage,
            format!("--keep does not go with endpoint {word}: a pod that is made anew has another id"),
        )
        .hint("keep namespaces, selectors and pods by namespace/name: --namespace, --selector, --pod"))
    }
}

/// Adds selections to a link's intent.
fn keep(
    link: &str,
    replaced: Option<&str>,
    selections: &[Selection],
    snapshot: &Snapshot,
    plan: &mut Plan,
) -> Result<(), CommandError> {
    let mut intent = target::intent(link, snapshot)?.unwrap_or_default();
    let mut new = false;
    for selection in selections {
        let said = if intent.keep(selection, replaced) {
            new = true;
            "kept for"
        } else {
            "is kept already for"
        };
        plan.say(format!("link {link} {said} {selection}"));
    }
    if new {
        plan.put(snapshot, intent::path(link), intent.to_bytes());
        target::relied_on(link, snapshot, plan);
    }
    Ok(())
}

/// What is done to endpoints, while it is put together.
struct Work<'w> {
    link: &'w str,
    replaced: Option<&'w str>,
    snapshot: &'w Snapshot,
    /// Endpoints whose list gets the link in the place of the other profile.
    exchanged: Vec<String>,
    /// Endpoints whose list gets the link at its end.
    appended: Vec<String>,
    /// Endpoints that have it already.
    there: Vec<String>,
    /// The lists that come out, each with how many endpoints have it and the first of them.
    lists: HashMap<Vec<String>, (usize, String)>,
}

impl<'w> Work<'w> {
    fn new(link: &'w str, replaced: Option<&'w str>, snapshot: &'w Snapshot) -> Self {
        let (exchanged, appended, there) = (Vec::new(), Vec::new(), Vec::new());
        Self { link, replaced, snapshot, exchanged, appended, there, lists: HashMap::new() }
    }

    fn attach(&mut self, member: Member<'_>, plan: &mut Plan) {
        let name = member.endpoint.name();
        let had = member.profiles.clone();
        let ids: Vec<&str> = had.iter().map(String::as_str).collect();
        let wanted = attached(&ids, self.link, self.replaced);
        let list = wanted.iter().map(ToString::to_string).collect();
        self.lists.entry(list).or_insert_with(|| (0, name.clone())).0 += 1;
        if wanted == ids {
            return self.there.push(name);
        }
        let into_place = self.replaced.is_some_and(|replaced| ids.contains(&replaced));
        if into_place { &mut self.exchanged } else { &mut self.appended }.push(name);
        member.set_profiles(&wanted, self.snapshot, plan);
    }

    fn tell(self, profiles: &BTreeMap<String, Profile>, plan: &mut Plan) {
        let link = self.link;
        let mut say = |names: &[String], said: &str| {
            if names.len() <= FEW {
                names.iter().for_each(|name| plan.say(format!("link {link} {said} endpoint {name}")));
            } else {
                plan.say(format!("link {link} {said} {}", told(names)));
            }
        };
        say(&self.there, "is already on");
        say(&self.appended, "attached to");
        if let Some(replaced) = self.replaced {
            say(&self.exchanged, &format!("attached in place of profile {replaced} to"));
            if !self.appended.is_empty() {
                let have = if self.appended.len() == 1 { "does" } else { "do" };
                let who = told(&self.appended);
                plan.warn(format!("{who} {have} not have profile {replaced}, so that the link goes to the end"));
            }
            if self.exchanged.len() > FEW {
                plan.ask(format!(
                    "takes profile {replaced} from {}, which then let pass only what link {link} and their other \
                     profiles allow",
                    told(&self.exchanged)
                ));
            }
        }
        for warning in shadows(link, &self.lists, profiles) {
            plan.warn(warning);
        }
    }
}

/// Tells of profiles before a link that leave nothing to it.
fn shadows(
    link: &str,
    lists: &HashMap<Vec<String>, (usize, String)>,
    profiles: &BTreeMap<String, Profile>,
) -> Vec<String> {
    let mut found: BTreeMap<Shadow, (usize, &str)> = BTreeMap::new();
    for (ids, (count, first)) in lists {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let place = ids.iter().position(|id| *id == link).unwrap_or(ids.len());
        let before = |direction| shadow::before(&ids, place, direction, profiles);
        let inbound = before(Direction::Inbound);
        // That an earlier profile lets everything out takes nothing from a link, which does so itself.
        let outbound = before(Direction::Outbound).filter(|shadow| shadow.fate.is_shut());
        let whole = |shadow: &Shadow| matches!(shadow.fate, Fate::Missing | Fate::Malformed);
        let twice = inbound.as_ref().is_some_and(whole);
        for shadow in inbound.into_iter().chain(outbound.filter(|_| !twice)) {
            let entry = found.entry(shadow).or_insert((0, first));
            *entry = (entry.0 + count, entry.1.min(first));
        }
    }
    let line = |(shadow, (count, first)): (&Shadow, &(usize, &str))| {
        let who = if *count == 1 { format!("endpoint {first}") } else { format!("{count} endpoints") };
        let so = match (shadow.fate, shadow.direction) {
            (Fate::Opens, _) => "isolates nothing",
            (Fate::Shuts, Direction::Inbound) => "lets nothing in",
            (Fate::Shuts, Direction::Outbound) => "lets nothing out",
            (Fate::Missing | Fate::Malformed, _) => "opens nothing",
        };
        let profile = &shadow.profile;
        format!(
            "{who}: profile {profile} stands before it and {shadow}, so that the link {so}; --replace {profile} puts \
             the link in its place"
        )
    };
    found.iter().map(line).collect()
}

#[cfg(test)]
mod tests;
