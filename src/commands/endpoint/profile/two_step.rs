//! `calicross endpoint profile set --two-step`: a change of order that a running Felix 1.4 sees.
//!
//! Felix 1.4 compares an endpoint's profiles as a set and does nothing where it is the same. So there are two changes, and the set
//! differs in each: the new order with one more profile at its end, and the new order. What that profile is
//! must neither open nor cut anything: one that does not exist drops what reaches it, and so does the end of every list. Taking one
//! of the profiles away instead would open what it denies or cut what it allows.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;

use super::edit::several;
use super::set::EndpointProfileSetArgs;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::endpoints::WorkloadEndpoint;
use crate::inventory::profiles;
use crate::model::endpoint::Endpoint;
use crate::model::key::ProfilePart;
use crate::plan::{Change, Plan};
use crate::session::settle::Extra;
use crate::session::{Outcome, ReadCommand, Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// The profile that stands at the end between the two steps, and does not exist.
pub(super) const MARK: &str = "calicross-two-step";

/// Tells whether a list has the same profiles in an order that decides otherwise: of one that is there twice, the first place counts.
pub(super) fn is_reorder<S: AsRef<str>>(current: &[&str], wanted: &[S]) -> bool {
    let mut seen = BTreeSet::new();
    let once: Vec<&str> = current.iter().copied().filter(|profile| seen.insert(*profile)).collect();
    let other = wanted.iter().map(AsRef::as_ref).collect::<BTreeSet<&str>>();
    seen == other && !once.iter().copied().eq(wanted.iter().map(AsRef::as_ref))
}

/// Makes sure that the mark is no profile, now and when the plan is carried out.
///
/// # Errors
/// Where it is one.
pub(super) fn check_mark(snapshot: &Snapshot, plan: &mut Plan) -> Result<(), CommandError> {
    if profiles::named(snapshot, MARK).is_some() {
        let why = format!("profile {MARK} exists: --two-step needs a name that none has");
        return Err(CommandError::new(ErrorKind::Exists, why).object(format!("profile {MARK}")));
    }
    plan.relied_on(snapshot, &profiles::path(MARK, ProfilePart::Rules));
    Ok(())
}

/// `endpoint profile set --two-step`.
pub(super) struct TwoStep {
    pub(super) set: EndpointProfileSetArgs,
    pub(super) pause: Duration,
}

impl ReadCommand for TwoStep {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        self.set.target.prepare(session)?;
        let (args, marked) = (&self.set.write, RefCell::new(Vec::new()));
        let outcome = session.settle(&self.set.scopes(), args, &Extra::default(), &|snapshot| {
            let plan = self.set.plan(snapshot)?;
            // Of several attempts, only the last one has landed.
            *marked.borrow_mut() =
                plan.changes().filter(|change| ends_with_mark(change)).map(|change| change.path.clone()).collect();
            Ok(plan)
        })?;
        let marked = marked.into_inner();
        if marked.is_empty() {
            return Ok(outcome);
        }
        if args.dry_run {
            session.ui.status(&format!("a second step then takes {MARK} out again"));
            return Ok(outcome);
        }
        std::thread::sleep(self.pause);
        let scopes: Vec<Scope> = marked.iter().map(Scope::key).collect();
        // What there was to agree to is agreed.
        session.settle(&scopes, &args.agreed(), &Extra::default(), &|snapshot| Ok(unmark(snapshot, &marked))).map_err(
            |err| {
                let left = format!("the new order is written, but {MARK} still stands at its end: {}", err.message());
                CommandError::new(ErrorKind::Partial, left).hint(format!(
                    "it cuts nothing there; `calicross endpoint profile remove ENDPOINT {MARK}` takes it out"
                ))
            },
        )
    }
}

/// Tells whether a change leaves the mark at the end of an endpoint's profiles.
fn ends_with_mark(change: &Change) -> bool {
    let value = change.after.as_deref().and_then(|value| Endpoint::parse(value).ok());
    value.is_some_and(|value| value.profile_ids().is_ok_and(|profiles| profiles.last() == Some(&MARK)))
}

/// The second step: takes the mark out of what the endpoints have by now, which somebody else may have changed meanwhile.
fn unmark(snapshot: &Snapshot, marked: &[String]) -> Plan {
    let mut plan = Plan::new();
    let mut gone = Vec::new();
    for path in marked {
        let found = snapshot.get(path).and_then(WorkloadEndpoint::of);
        let Some((found, mut value)) = found.and_then(|found| Some((found.clone(), found.read().ok()?))) else {
            gone.push(path.clone());
            continue;
        };
        let left: Vec<String> = match value.profile_ids() {
            Ok(profiles) => profiles.into_iter().filter(|profile| *profile != MARK).map(str::to_owned).collect(),
            Err(_) => {
                gone.push(path.clone());
                continue;
            }
        };
        if value.set_profile_ids(&left) {
            plan.put(snapshot, path.as_str(), value.to_bytes());
            plan.say(format!("{MARK} taken out of {}", found.name()));
        }
    }
    if let Some(which) = several(&gone) {
        plan.warn(format!("{which} went away meanwhile, or cannot be read any more"));
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::testing::changes;
    use crate::model::key::Key;

    const POD: &str = "/calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0";
    const OTHER: &str = "/calico/v1/host/node1/workload/k8s/shop.front-2/endpoint/eth0";

    #[test]
    fn what_is_another_order() {
        for (current, wanted, reorder) in [
            (&["a", "b"][..], &["b", "a"][..], true),
            (&["a", "b"], &["a", "b"], false),
            (&["a", "b", "a"], &["a", "b"], false),
            (&["a", "b", "a"], &["b", "a"], true),
            (&["a"], &["a", "b"], false),
            (&[], &[], false),
        ] {
            assert_eq!(is_reorder(current, wanted), reorder, "{current:?} {wanted:?}");
        }
    }

    #[test]
    fn the_mark_goes_and_what_others_did_meanwhile_stays() {
        let keys = [(POD, r#"{"profile_ids": ["b", "a", "calicross-two-step", "theirs"], "x": 1}"#)];
        let plan = unmark(&Snapshot::literal(&keys), &[POD.to_owned(), OTHER.to_owned()]);
        assert_eq!(changes(&plan), [(POD, Some(r#"{"profile_ids": ["b", "a", "theirs"], "x": 1}"#.to_owned()))]);
        assert_eq!(plan.warnings, [format!("endpoint {OTHER} went away meanwhile, or cannot be read any more")]);
        let taken = [(POD, r#"{"profile_ids": ["b"]}"#)];
        assert!(unmark(&Snapshot::literal(&taken), &[POD.to_owned()]).is_empty());
    }

    #[test]
    fn a_profile_of_that_name_stands_in_the_way() {
        let rules = Key::profile(MARK, ProfilePart::Rules).path();
        let mut plan = Plan::new();
        let error = check_mark(&Snapshot::literal(&[(&rules, "{}")]), &mut plan).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Exists);
        check_mark(&Snapshot::literal(&[]), &mut plan).unwrap();
        assert_eq!(plan.guards().count(), 1);
    }
}
