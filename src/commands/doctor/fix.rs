//! Putting right what is found, by a plan.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{DoctorArgs, What, asked};
use crate::doctor::{self, Class, Diagnosis, Fix, Severity, repair};
use crate::error::CommandError;
use crate::plan::Plan;
use crate::session::settle::Extra;
use crate::session::{Outcome, Session};
use crate::store::Snapshot;

/// Most fixes of a check that are told of one by one.
const FEW: usize = 5;

/// What is left when all fixes are done.
#[derive(Default)]
struct Left {
    findings: usize,
    worst: Option<Severity>,
}

/// A finding, and the fix of it that is done.
type Fixed<'d> = (&'d Diagnosis<'d>, &'d Fix);

/// Puts right what is to be put right.
///
/// # Errors
/// As every change.
pub(super) fn fix(args: &DoctorArgs, session: &mut Session) -> Result<Outcome, CommandError> {
    let left = RefCell::new(Left::default());
    let (given, sight) = args.given(session)?;
    args.say_not_applicable(session, &given);
    let outcome = session.settle(&doctor::scopes(), &args.write, &Extra::default(), &|snapshot| {
        let (plan, now_left) = args.examined(snapshot, &given, |_, found| plan(args, snapshot, &found));
        left.replace(now_left);
        Ok(plan)
    })?;
    asked::remember(sight)?;
    let left = left.into_inner();
    if left.findings > 0 {
        let findings = if left.findings == 1 { "finding has" } else { "findings have" };
        session
            .ui
            .status(&format!("{} {findings} no fix here: `calicross doctor` shows what may be done", left.findings));
    }
    Ok(match (outcome, args.write.dry_run) {
        (Outcome::Yes, false) => args.outcome(left.worst),
        (outcome, _) => outcome,
    })
}

impl DoctorArgs {
    /// The fix that is done of a finding, if any.
    fn fix_of<'d>(&self, snapshot: &Snapshot, diagnosis: &'d Diagnosis<'_>) -> Option<&'d Fix> {
        self.fix.iter().find_map(|what| match what {
            What::Safe => diagnosis.safe_repair(snapshot),
            What::Of(check) => diagnosis.repair().filter(|_| check.id == diagnosis.check.id),
        })
    }
}

fn plan(args: &DoctorArgs, snapshot: &Snapshot, found: &[Diagnosis<'_>]) -> (Plan, Left) {
    let mut fixes: BTreeMap<&str, Vec<Fixed<'_>>> = BTreeMap::new();
    let mut left = Left::default();
    let mut order: Vec<&Fix> = Vec::new();
    for diagnosis in found {
        match args.fix_of(snapshot, diagnosis) {
            Some(fix) => {
                fixes.entry(diagnosis.check.id).or_default().push((diagnosis, fix));
                order.push(fix);
            }
            None => {
                left.findings += 1;
                left.worst = left.worst.max(Some(diagnosis.severity()));
            }
        }
    }
    let mut plan = repair::plan(snapshot, order);
    for (id, of) in &fixes {
        tell(&mut plan, id, of);
    }
    if plan.is_empty() {
        plan.say("nothing to fix");
    }
    (plan, left)
}

fn tell(plan: &mut Plan, id: &str, fixes: &[Fixed<'_>]) {
    let of = |class: Class| fixes.iter().filter(move |(_, fix)| fix.class == class);
    for (diagnosis, fix) in of(Class::RestartsFelix) {
        plan.ask(format!("{}: {}, which restarts Felix", diagnosis.finding.object, fix.text));
    }
    if let Some((diagnosis, _)) = of(Class::OwnerReverts).next() {
        let object = &diagnosis.finding.object;
        plan.warn(format!("{id}: {object} lasts until the component that owns it writes it again"));
    }
    if fixes.len() > FEW {
        plan.say(format!("{id}: {} findings put right", fixes.len()));
        return;
    }
    for (diagnosis, fix) in fixes {
        plan.say(format!("{id}: {}: {}", diagnosis.finding.object, fix.text));
    }
}
