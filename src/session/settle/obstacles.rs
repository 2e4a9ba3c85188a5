//! What stands in the way of a plan, and what is told where it is overridden.

use std::collections::BTreeMap;

use crate::error::{CommandError, ErrorKind};
use crate::ownership;
use crate::plan::{Force, Obstacle, Plan};
use crate::session::options::WriteArgs;

/// Most objects of one kind that are told of, each by itself.
const MOST_TOLD: usize = 3;

/// Returns what was forced. What that overrides, and what will not last, is added to the plan's warnings.
///
/// # Errors
/// The first thing in the way that is not forced.
pub(super) fn check(plan: &mut Plan, args: &WriteArgs) -> Result<Vec<Force>, CommandError> {
    // What a command says itself about a key that is another's, it says better.
    let mut owned = ownership::obstacles(plan);
    owned.retain(|found| !plan.obstacles.iter().any(|own| own.force == found.force && own.key == found.key));
    let all = || plan.obstacles.iter().chain(&owned);
    if let Some(obstacle) = all().find(|obstacle| !args.force.contains(&obstacle.force)) {
        return Err(refusal(obstacle));
    }
    let mut forced: Vec<Force> = all().map(|obstacle| obstacle.force).collect();
    forced.sort_unstable();
    forced.dedup();
    let told = overridden(all()).into_iter().chain(ownership::warnings(plan));
    // A plan that was saved brings those along that were told when it was made.
    let new: Vec<String> = told.filter(|line| !plan.warnings.contains(line)).collect();
    plan.warnings.extend(new);
    Ok(forced)
}

fn refusal(obstacle: &Obstacle) -> CommandError {
    let kind = match obstacle.force {
        Force::InUse => ErrorKind::InUse,
        Force::Owner => ErrorKind::Owner,
        Force::Malformed => ErrorKind::BadData,
        Force::Drift => ErrorKind::Exists,
    };
    CommandError::new(kind, format!("{} {}", obstacle.object, obstacle.why))
        .object(&obstacle.object)
        .key(&obstacle.key)
        .hint(format!("--force={} does it all the same", obstacle.force.word()))
}

/// Tells what is overridden; of many of which the same is true, the first few and how many more.
fn overridden<'a>(obstacles: impl Iterator<Item = &'a Obstacle>) -> Vec<String> {
    let mut alike: BTreeMap<(Force, &str), Vec<&str>> = BTreeMap::new();
    for obstacle in obstacles {
        alike.entry((obstacle.force, &obstacle.why)).or_default().push(&obstacle.object);
    }
    let mut lines = Vec::new();
    for ((_, why), objects) in alike {
        lines.extend(objects.iter().take(MOST_TOLD).map(|object| format!("forced: {object} {why}")));
        match objects.len().saturating_sub(MOST_TOLD) {
            0 => {}
            more => lines.push(format!("forced: {more} more, such as {}: each {why}", objects[MOST_TOLD])),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Change;

    const WHY: &str = "belongs to networking-calico: its resync overwrites a foreign change within 60 s";

    fn path(at: usize) -> String {
        format!("/calico/dhcp/v1/subnet/{at}")
    }

    fn line(at: usize) -> String {
        format!("forced: {} {WHY}", path(at))
    }

    fn plan(subnets: usize) -> Plan {
        let mut plan = Plan::new();
        for at in 0..subnets {
            plan.insert(Change { path: path(at), before: None, via: None, after: Some(b"{}".to_vec()) });
        }
        plan
    }

    fn forcing(force: &[Force]) -> WriteArgs {
        WriteArgs { force: force.to_vec(), ..WriteArgs::default() }
    }

    #[test]
    fn what_is_not_forced_is_refused_with_its_word() {
        let mut plan = plan(2);
        plan.needs(Force::InUse, "profile web", "/calico/x", "is in use");
        for force in [&[][..], &[Force::InUse], &[Force::Owner, Force::Malformed]] {
            let err = check(&mut plan, &forcing(force)).unwrap_err();
            let owner = force.contains(&Force::InUse);
            assert_eq!(err.kind(), if owner { ErrorKind::Owner } else { ErrorKind::InUse }, "{err:?}");
            assert!(plan.warnings.is_empty());
        }
        let forced = check(&mut plan, &forcing(&[Force::Owner, Force::InUse])).unwrap();
        assert_eq!(forced, [Force::InUse, Force::Owner]);
        let expected = ["forced: profile web is in use".to_owned(), line(0), line(1)];
        assert_eq!(plan.warnings, expected);
        // Told once, however often the same plan comes by.
        check(&mut plan, &forcing(&[Force::Owner, Force::InUse])).unwrap();
        assert_eq!(plan.warnings, expected);
    }

    #[test]
    fn of_many_the_first_few_are_told() {
        let mut plan = plan(9);
        check(&mut plan, &forcing(&[Force::Owner])).unwrap();
        assert_eq!(plan.warnings.len(), 4);
        assert_eq!(plan.warnings[2], line(2));
        assert_eq!(plan.warnings[3], format!("forced: 6 more, such as {}: each {WHY}", path(3)));
    }

    #[test]
    fn what_is_free_needs_nothing() {
        let mut plan = Plan::new();
        plan.insert(Change {
            path: "/calico/v1/Ready".to_owned(),
            before: None,
            via: None,
            after: Some(b"false".to_vec()),
        });
        assert_eq!(check(&mut plan, &forcing(&[])).unwrap(), []);
        assert_eq!(plan.warnings.len(), 1);
    }
}
