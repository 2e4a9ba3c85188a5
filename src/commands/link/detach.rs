//! `calicross link detach`

use std::collections::BTreeMap;

use clap::Args;

use super::attach::FEW;
use super::choice::{ChoiceArgs, Member};
use super::target::{self, told};
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{endpoints, groups, profiles};
use crate::link::attach::detached;
use crate::link::intent::{self, Intent, Kept};
use crate::link::selection::{Chooser, Selection};
use crate::link::{connections, find, shadow};
use crate::model::endpoint::may_name;
use crate::model::profile::{Direction, Profile};
use crate::plan::{Force, Plan};
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `link detach`.
///
/// What a kept intent says that the link has replaced comes back in its place. Namespaces, selectors and pods that the link is
/// kept for are forgotten where they are named as they were kept; --all forgets all of them.
#[derive(Args, Debug)]
pub struct LinkDetachArgs {
    /// Name of the link
    name: String,

    #[command(flatten)]
    choice: ChoiceArgs,

    /// Every endpoint that has it
    #[arg(long, conflicts_with_all = ["words", "selector", "namespaces", "pods"])]
    all: bool,

    /// Put this profile in the link's place
    #[arg(long, value_name = "PROFILE")]
    restore: Option<String>,

    /// Put nothing in its place: an endpoint without any other profile is cut off from everything
    #[arg(long, conflicts_with = "restore")]
    leave_closed: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for LinkDetachArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        self.choice.needs_input()
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        if self.all { Ok(()) } else { self.choice.prepare(session) }
    }

    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = if self.all { vec![endpoints::scope_of_all()] } else { self.choice.scopes() };
        scopes.extend(find::scopes());
        scopes.push(Scope::key(intent::path(&self.name)));
        scopes
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let link = self.name.as_str();
        let mut plan = Plan::new();
        let profiles = profiles::all(snapshot);
        target::check_detachable(link, snapshot, &profiles, &groups::among(&profiles))?;
        if let Some(restore) = &self.restore {
            check_restorable(restore, link, &profiles)?;
        }
        let intent = self.intent(snapshot, &mut plan)?;
        let kept = intent.clone().unwrap_or_default();
        let (left, forgotten) = self.forget(intent, snapshot, &mut plan);
        let members = if self.all {
            self.choice.find_those(
                endpoints::all(snapshot).filter(|endpoint| {
                    let value = &endpoint.entry.value;
                    may_name(value, link)
                        && endpoint.read().is_ok_and(|value| value.profile_ids().is_ok_and(|ids| ids.contains(&link)))
                }),
                &mut plan,
            )
        } else {
            self.choice.find(snapshot, &profiles, &forgotten, &mut plan)?
        };
        let known = profiles.contains_key(link) || !kept.is_empty() || !plan.is_empty();
        if !known && !members.iter().any(|member| member.profiles.iter().any(|id| id == link)) {
            return Err(CommandError::new(ErrorKind::NotFound, format!("link {link} does not exist"))
                .object(format!("link {link}"))
                .hint("`calicross link list` shows those that do"));
        }
        if self.all && members.is_empty() {
            plan.say(format!("link {link} is on no endpoint"));
        }
        let mut work = Work { closed_allowed: self.leave_closed, ..Work::new(link, &left, snapshot, &profiles) };
        let replaced = Replaced::of(kept.kept(), &profiles);
        for member in members {
            let restored = match (&self.restore, self.leave_closed) {
                (Some(profile), _) => Some(profile.as_str()),
                (None, true) => None,
                (None, false) => replaced.of_endpoint(&member),
            };
            work.detach(member, restored, &mut plan);
        }
        work.finish(&mut plan)?;
        if !plan.is_empty() {
            plan.relied_on(snapshot, &intent::path(link));
        }
        Ok(plan)
    }
}

/// Refuses to put a profile back that would cut its endpoints off.
fn check_restorable(profile: &str, link: &str, profiles: &BTreeMap<String, Profile>) -> Result<(), CommandError> {
    let error = |kind, message: String| CommandError::new(kind, message).object(format!("profile {profile}"));
    if profile == link {
        return Err(error(ErrorKind::Usage, format!("link {link} cannot take its own place")));
    }
    if is_usable(profile, profiles) {
        return Ok(());
    }
    let why = match profiles.get(profile) {
        None => "does not exist",
        Some(_) => "has no rules that Felix takes",
    };
    Err(error(ErrorKind::NotFound, format!("profile {profile} {why}: its endpoints would be cut off"))
        .hint("`calicross profile list` shows the profiles"))
}

/// Whether Felix does not drop everything at a profile for want of rules.
fn is_usable(profile: &str, profiles: &BTreeMap<String, Profile>) -> bool {
    use shadow::Fate;
    let fate = shadow::fate(profiles.get(profile), Direction::Inbound);
    !matches!(fate, Some(Fate::Missing | Fate::Malformed))
}

impl LinkDetachArgs {
    /// The link's intent. One that cannot be read is in the way; where all of it goes anyway, it may be forced.
    fn intent(&self, snapshot: &Snapshot, plan: &mut Plan) -> Result<Option<Intent>, CommandError> {
        match intent::named(snapshot, &self.name) {
            Some(Err(why)) if self.all => {
                let why = format!("has a kept intent that cannot be read: {why}");
                plan.needs(Force::Malformed, format!("link {}", self.name), intent::path(&self.name), why);
                plan.say(format!("link {} kept no longer for anything", self.name));
                Ok(Some(Intent::default()))
            }
            _ => target::intent(&self.name, snapshot),
        }
    }

    /// Forgets what is named of the link's intent; returns what is left of it, and what was forgotten.
    fn forget(&self, intent: Option<Intent>, snapshot: &Snapshot, plan: &mut Plan) -> (Intent, Vec<Selection>) {
        let Some(mut intent) = intent else { return Default::default() };
        let (link, path) = (&self.name, intent::path(&self.name));
        let (named, _) = self.choice.lasting();
        let mut forgotten: Vec<Selection> = intent.kept().iter().map(|kept| kept.selection.clone()).collect();
        forgotten.retain(|selection| self.all || named.contains(selection));
        for selection in &forgotten {
            intent.forget(selection);
            plan.say(format!("link {link} kept no longer for {selection}"));
        }
        if intent.is_empty() && (self.all || !forgotten.is_empty()) {
            plan.delete(snapshot, &path);
        } else if !forgotten.is_empty() {
            plan.put(snapshot, path, intent.to_bytes());
        }
        (intent, forgotten)
    }
}

/// What the link has replaced, as its intent says.
struct Replaced<'a> {
    chooser: Chooser<'a>,
    kept: &'a [Kept],
    profiles: &'a BTreeMap<String, Profile>,
}

impl<'a> Replaced<'a> {
    fn of(kept: &'a [Kept], profiles: &'a BTreeMap<String, Profile>) -> Self {
        Self { chooser: Chooser::new(kept.iter().map(|kept| &kept.selection), profiles), kept, profiles }
    }

    /// The profile to put back on an endpoint; one that would cut it off is none.
    fn of_endpoint(&self, member: &Member<'_>) -> Option<&'a str> {
        let chosen = self.chooser.choose(member.endpoint.clone())?;
        let replaced = chosen.by.iter().filter_map(|at| self.kept.get(*at)?.replaced.as_deref());
        replaced.into_iter().find(|profile| is_usable(profile, self.profiles))
    }
}

/// What is done to endpoints, while it is put together.
struct Work<'w> {
    link: &'w str,
    snapshot: &'w Snapshot,
    /// What still wants the link.
    wanted: Chooser<'w>,
    left: &'w [Kept],
    closed_allowed: bool,
    /// Endpoints that have lost it, by what they got instead.
    done: BTreeMap<Option<String>, Vec<String>>,
    /// Endpoints that do not have it.
    without: Vec<String>,
    /// Endpoints that are left without any profile, with their keys.
    closed: Vec<(String, String)>,
    /// Endpoints that the intent still wants it on, and the first selection that does.
    returning: Vec<(String, String)>,
    addresses: Vec<(String, std::net::IpAddr)>,
}

impl<'w> Work<'w> {
    fn new(link: &'w str, left: &'w Intent, snapshot: &'w Snapshot, profiles: &'w BTreeMap<String, Profile>) -> Self {
        let wanted = Chooser::new(left.kept().iter().map(|kept| &kept.selection), profiles);
        let left = left.kept();
        let (done, without, closed) = (BTreeMap::new(), Vec::new(), Vec::new());
        let (returning, addresses) = (Vec::new(), Vec::new());
        Self { link, snapshot, wanted, left, closed_allowed: false, done, without, closed, returning, addresses }
    }

    fn detach(&mut self, member: Member<'_>, restored: Option<&str>, plan: &mut Plan) {
        let name = member.endpoint.name();
        let had = member.profiles.clone();
        let ids: Vec<&str> = had.iter().map(String::as_str).collect();
        let wanted = detached(&ids, self.link, restored);
        if wanted == ids {
            return self.without.push(name);
        }
        if wanted.is_empty() {
            self.closed.push((name.clone(), member.endpoint.entry.path.clone()));
        }
        if let Some(chosen) = self.wanted.choose(member.endpoint.clone())
            && let Some(kept) = chosen.by.first().and_then(|at| self.left.get(*at))
        {
            self.returning.push((name.clone(), kept.selection.options()));
        }
        let host = &member.endpoint.id.host;
        let nets = member.value.nets().unwrap_or_default();
        self.addresses.extend(nets.into_iter().map(|net| (host.clone(), net.addr())));
        self.done.entry(restored.map(str::to_owned)).or_default().push(name);
        member.set_profiles(&wanted, self.snapshot, plan);
    }

    fn finish(self, plan: &mut Plan) -> Result<(), CommandError> {
        let link = self.link;
        if let Some((first, path)) = self.closed.first().filter(|_| !self.closed_allowed) {
            let more = match self.closed.len() - 1 {
                0 => String::new(),
                more => format!(" (and {more} more)"),
            };
            let message = format!("endpoint {first} would be left without a profile, cut off from everything{more}");
            return Err(CommandError::new(ErrorKind::Refused, message)
                .object(format!("endpoint {first}"))
                .key(path)
                .hint("--restore PROFILE puts one in the link's place; --leave-closed leaves it cut off"));
        }
        let mut say = |names: &[String], said: &str, then: &str| {
            if names.len() <= FEW {
                names.iter().for_each(|name| plan.say(format!("link {link} {said} endpoint {name}{then}")));
            } else {
                plan.say(format!("link {link} {said} {}{then}", told(names)));
            }
        };
        say(&self.without, "is not on", "");
        for (restored, names) in &self.done {
            let then = restored.as_ref().map(|profile| format!(", profile {profile} in its place")).unwrap_or_default();
            say(names, "taken off", &then);
        }
        let count: usize = self.done.values().map(Vec::len).sum();
        if count > FEW {
            let cut = match self.closed.len() {
                0 => String::new(),
                cut => format!("; {cut} of them are then cut off from everything"),
            };
            plan.ask(format!("takes link {link} off {count} endpoints{cut}"));
        }
        for profile in self.done.keys().flatten() {
            target::relied_on(profile, self.snapshot, plan);
        }
        if let Some((first, options)) = self.returning.first() {
            let who = if self.returning.len() == 1 {
                format!("endpoint {first}")
            } else {
                format!("{} endpoints", self.returning.len())
            };
            plan.warn(format!(
                "{who}: the link is kept for {options}, so that `link reconcile` brings it back; `calicross link detach \
                 {link} {options}` ends that"
            ));
        }
        for line in connections::ending(self.addresses.iter().map(|(host, address)| (host.as_str(), *address))) {
            plan.warn(line);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
