//! Links taken apart.

use std::collections::BTreeMap;

use super::attach::detached;
use super::intent::{self, Intent};
use super::members::{Member, Members};
use super::selection::Chooser;
use super::wanted::LinkError;
use super::{Link, Mechanism, connections, find, member_label, shadow, tagged, tiered};
use crate::inventory::{endpoints, groups, profiles};
use crate::model::key::Key;
use crate::model::profile::Profile;
use crate::plan::expectation::profile_users;
use crate::plan::{Expectation, Plan};
use crate::store::{Scope, Snapshot};

/// What stood in the place of a link, by the path of the endpoint, as far as the journal knows; `None` where nothing did.
pub type Replaced = BTreeMap<String, Option<String>>;

/// How a link is to go.
#[derive(Clone, Copy, Debug)]
pub struct Removal<'a> {
    /// The link.
    pub link: &'a Link,
    /// The profile that every endpoint gets in its place.
    pub restore: Option<&'a str>,
    /// Whether endpoints of which nothing else is known keep the link's profile, which then lets no group in.
    pub leave_closed: bool,
    /// What the journal knows.
    pub replaced: &'a Replaced,
}

/// What is left to do for a person, or was decided for them.
#[derive(Debug, Default)]
pub struct Removed {
    /// Endpoints that no longer have the link's profile.
    pub taken_off: usize,
    /// Endpoints that got another profile in its place, by profile.
    pub put_back: BTreeMap<String, usize>,
    /// Endpoints that keep the link's profile.
    pub left_closed: usize,
    /// Why the profile stays, where it does.
    pub stays: Option<String>,
    /// What ends established connections, a line for each host.
    pub connections: Vec<String>,
}

/// Why a link stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It cannot be taken apart.
    Link(LinkError),
    /// Endpoints would be left without any profile, and so be cut off from everything.
    CutOff {
        /// How many.
        count: usize,
        /// The first one's key.
        first: String,
    },
}

impl From<LinkError> for Kept {
    fn from(err: LinkError) -> Self {
        Self::Link(err)
    }
}

/// What has to be read to remove a link.
pub fn scopes() -> Vec<Scope> {
    let mut scopes = find::scopes();
    scopes.extend([endpoints::scope_of_all(), intent::scope_of_all()]);
    scopes
}

/// Plans to remove a link: its groups are taken out; its profile goes where nothing else is in it and nobody uses it, and off its
/// endpoints, where what it has replaced comes back; its policy goes where nothing else is in it, and the tier with the last
/// one. The snapshot must hold all hosts, profiles, policies and intents.
///
/// # Errors
/// [`Kept`].
pub fn remove(plan: &mut Plan, snapshot: &Snapshot, removal: &Removal<'_>) -> Result<Removed, Kept> {
    let link = removal.link;
    let members = Members::of(&[link], snapshot);
    let pods = members.pods(link);
    let mut removed = Removed { connections: connections_of(&pods), ..Removed::default() };
    match &link.mechanism {
        Mechanism::Namespace { .. } => tiered::leave(plan, snapshot, link)?,
        Mechanism::Tag => {
            take_off(plan, snapshot, removal, &pods, &mut removed)?;
            let after = plan.applied_to(snapshot, &[endpoints::scope_of_all()]);
            let users = profile_users(&after, &link.name).len();
            if users == 0 && tagged::has_nothing_else(snapshot, link) {
                for entry in snapshot.under(&format!("{}/", Key::profile_directory(&link.name))) {
                    plan.delete(snapshot, &entry.path);
                }
                plan.expectations.push(Expectation::ProfileUnused { profile: link.name.clone() });
            } else {
                tagged::leave(plan, snapshot, link)?;
                removed.stays = Some(match users {
                    0 => "it has other rules, tags or labels".to_owned(),
                    1 => "an endpoint has it".to_owned(),
                    users => format!("{users} endpoints have it"),
                });
            }
            plan.delete(snapshot, &intent::path(&link.name));
        }
    }
    unlabel(plan, snapshot, link)?;
    Ok(removed)
}

/// Takes the link's profile off its endpoints.
fn take_off(
    plan: &mut Plan,
    snapshot: &Snapshot,
    removal: &Removal<'_>,
    pods: &[&Member<'_>],
    removed: &mut Removed,
) -> Result<(), Kept> {
    let link = removal.link.name.as_str();
    let profiles = profiles::all(snapshot);
    let kept = match intent::named(snapshot, link).transpose() {
        Ok(kept) => kept.unwrap_or_default(),
        Err(why) => return Err(Kept::Link(LinkError::Malformed { key: intent::path(link), why })),
    };
    let known = Known::new(removal, &kept, &profiles);
    let mut cut_off = Vec::new();
    for pod in pods {
        let path = &pod.key.entry.path;
        let ids = pod.endpoint.profile_ids().unwrap_or_default();
        let alone = ids.iter().all(|id| *id == link);
        let put_back = known.of_endpoint(pod);
        match put_back {
            Some(profile) => *removed.put_back.entry(profile.to_owned()).or_default() += 1,
            None if alone && removal.leave_closed => {
                removed.left_closed += 1;
                continue;
            }
            None if alone => {
                cut_off.push(path);
                continue;
            }
            None => removed.taken_off += 1,
        }
        let mut endpoint = pod.endpoint.clone();
        endpoint.set_profile_ids(&detached(&ids, link, put_back));
        plan.put(snapshot, path, endpoint.to_bytes());
    }
    match cut_off.first() {
        None => Ok(()),
        Some(first) => Err(Kept::CutOff { count: cut_off.len(), first: (*first).clone() }),
    }
}

/// What a link has replaced, as far as anybody knows.
struct Known<'a> {
    removal: &'a Removal<'a>,
    chooser: Chooser<'a>,
    kept: &'a Intent,
    profiles: &'a BTreeMap<String, Profile>,
}

impl<'a> Known<'a> {
    fn new(removal: &'a Removal<'a>, kept: &'a Intent, profiles: &'a BTreeMap<String, Profile>) -> Self {
        let chooser = Chooser::new(kept.kept().iter().map(|kept| &kept.selection), profiles);
        Self { removal, chooser, kept, profiles }
    }

    /// The profile to put back on an endpoint: what was asked for, what the kept intent says, or what the journal tells; none
    /// that would drop everything.
    fn of_endpoint(&self, pod: &Member<'_>) -> Option<&'a str> {
        if self.removal.restore.is_some() {
            return self.removal.restore;
        }
        let chosen = self.chooser.choose(pod.key.clone()).map(|chosen| chosen.by).unwrap_or_default();
        let by_intent = chosen.into_iter().filter_map(|at| self.kept.kept().get(at)?.replaced.as_deref());
        let by_journal = self.removal.replaced.get(&pod.key.entry.path).and_then(Option::as_deref);
        by_intent.chain(by_journal).find(|profile| shadow::is_usable(profile, self.profiles))
    }
}

/// Takes away the labels by which the members of the link's groups are told from others, where no other link looks at them.
fn unlabel(plan: &mut Plan, snapshot: &Snapshot, link: &Link) -> Result<(), LinkError> {
    let groups = groups::among(&profiles::all(snapshot));
    let others = find::all(snapshot);
    for joined in &link.groups {
        let label = member_label(&joined.group);
        let looks = |other: &Link| other.full_name() != link.full_name() && other.names_label(&label);
        if let Some(group) = groups.get(&joined.group).filter(|_| !others.iter().any(looks)) {
            tagged::unlabel_members(plan, snapshot, group)?;
        }
    }
    Ok(())
}

fn connections_of(pods: &[&Member<'_>]) -> Vec<String> {
    let addresses = pods.iter().flat_map(|pod| {
        let nets = pod.endpoint.nets().unwrap_or_default();
        nets.into_iter().map(|net| (pod.key.id.host.as_str(), net.addr()))
    });
    connections::ending(addresses)
}
