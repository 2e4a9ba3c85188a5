//! `calicross link reconcile`

use std::cell::RefCell;
use std::collections::BTreeMap;

use clap::Args;

use super::attach::FEW;
use super::target::{self, told};
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{endpoints, groups, profiles};
use crate::link::find;
use crate::link::intent::{self, Intent};
use crate::link::reconcile::{Differences, differences};
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::settle::Extra;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;

/// Arguments of `link reconcile`.
///
/// Every endpoint that a link is kept for (`link attach --keep`) gets it, in the place of what it replaces. Where all is as it
/// should be, nothing is written; so it can be run from cron. A link whose profile is gone or cannot be read would cut its
/// pods off: it is left out, the others are not, and the exit code tells.
#[derive(Args, Debug)]
pub struct LinkReconcileArgs {
    /// Name of one link
    name: Option<String>,

    #[command(flatten)]
    write: WriteArgs,
}

/// A plan, and why some links are not in it.
struct Reconciled {
    plan: Plan,
    left_out: Vec<CommandError>,
}

impl ReadCommand for LinkReconcileArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        // Mostly nothing is kept, and then nothing else need be read.
        let kept = session.read(&[intent::scope_of_all()])?;
        let mut scopes = vec![intent::scope_of_all()];
        if !kept.entries().is_empty() {
            scopes.push(endpoints::scope_of_all());
            scopes.extend(find::scopes());
        }
        let left_out = RefCell::new(Vec::new());
        let outcome = session.settle(&scopes, &self.write, &Extra::default(), &|snapshot| {
            let reconciled = plan(self.name.as_deref(), snapshot)?;
            left_out.replace(reconciled.left_out);
            Ok(reconciled.plan)
        })?;
        match left_out.into_inner().into_iter().next() {
            Some(first) => Err(first),
            None => Ok(outcome),
        }
    }
}

/// Plans what brings endpoints to the kept intents, of one link or of all.
fn plan(name: Option<&str>, snapshot: &Snapshot) -> Result<Reconciled, CommandError> {
    let mut intents = intent::all(snapshot);
    if let Some(name) = name {
        intents.retain(|link, _| link == name);
        if intents.is_empty() {
            return Err(CommandError::new(ErrorKind::NotFound, format!("link {name} is not kept for anything"))
                .object(format!("link {name}"))
                .key(intent::path(name))
                .hint(format!("`calicross link attach {name} --namespace NAMESPACE --keep` keeps it")));
        }
    }
    let profiles = profiles::all(snapshot);
    let groups = groups::among(&profiles);
    let (mut sound, mut left_out): (BTreeMap<String, Intent>, Vec<CommandError>) = (BTreeMap::new(), Vec::new());
    for (link, intent) in intents {
        let intent = intent.map_err(|why| target::bad_intent(&link, &why));
        let checked = intent.and_then(|intent| {
            let checked = target::check_attachable(&link, snapshot, &profiles, &groups);
            checked.map(|()| intent).map_err(|err| {
                err.within("kept, but left out")
                    .hint(format!("`calicross link detach {link} --all` keeps it no longer"))
            })
        });
        match checked {
            Ok(intent) => drop(sound.insert(link, intent)),
            Err(error) => left_out.push(error),
        }
    }
    // What is damaged comes before what is gone, for the exit code.
    left_out.sort_by_key(|error| error.kind() != ErrorKind::BadData);
    let mut plan = Plan::new();
    for error in left_out.iter().skip(1) {
        plan.warn(error.message());
    }
    let aims: Vec<(&str, &Intent)> = sound.iter().map(|(link, intent)| (link.as_str(), intent)).collect();
    let Differences { lacking, unreadable } = differences(&aims, snapshot, &profiles);
    for (endpoint, why) in unreadable {
        plan.warn(format!("endpoint {} is left out, as it cannot be read: {why}", endpoint.name()));
    }
    let mut done: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mut found in lacking {
        found.value.set_profile_ids(&found.profiles);
        plan.put(snapshot, &found.endpoint.entry.path, found.value.to_bytes());
        for link in found.links {
            done.entry(link).or_default().push(found.endpoint.name());
        }
    }
    for (link, names) in &done {
        plan.relied_on(snapshot, &intent::path(link));
        target::relied_on(link, snapshot, &mut plan);
        if names.len() <= FEW {
            names.iter().for_each(|name| plan.say(format!("link {link} brought to endpoint {name}")));
        } else {
            plan.say(format!("link {link} brought to {}", told(names)));
        }
    }
    Ok(Reconciled { plan, left_out })
}

#[cfg(test)]
mod tests;
