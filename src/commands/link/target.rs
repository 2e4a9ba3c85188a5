//! The link that a command is about.

use std::collections::BTreeMap;

use crate::error::{CommandError, ErrorKind};
use crate::inventory::groups::Group;
use crate::inventory::profiles;
use crate::link::intent::{self, Intent};
use crate::link::{Mechanism, find, mirror, name};
use crate::model::json::Malformed;
use crate::model::key::{Key, ProfilePart};
use crate::model::profile::{Profile, Rules};
use crate::plan::Plan;
use crate::store::Snapshot;

/// Checks that a name is that of a link by tag or of a mirror, and that endpoints with its profile are not cut off by it.
///
/// # Errors
/// Where there is no such link, it works by namespace, or its profile cannot be read.
pub(super) fn check_attachable(
    link: &str,
    snapshot: &Snapshot,
    profiles: &BTreeMap<String, Profile>,
    groups: &BTreeMap<String, Group>,
) -> Result<(), CommandError> {
    let Some(profile) = profiles.get(link) else { return Err(no_link(link, snapshot)) };
    check_readable(profile)?;
    if find::of_profile(profile, groups).is_none() && !mirror::is_mirror(profile) {
        return Err(no_link(link, snapshot));
    }
    if profile.rules.is_none() {
        let message = format!("link {link} has no rules: Felix drops everything that reaches its profile");
        return Err(CommandError::new(ErrorKind::Refused, message)
            .object(format!("link {link}"))
            .key(profiles::path(link, ProfilePart::Rules))
            .hint(format!("`calicross profile rule add {link} outbound allow` gives it the first one")));
    }
    Ok(())
}

/// Checks that a name may be that of a link by tag that endpoints have. A profile that is gone, or cannot be read, may have been one.
///
/// # Errors
/// Where it is a link by namespace, or a profile that is no link.
pub(super) fn check_detachable(
    link: &str,
    snapshot: &Snapshot,
    profiles: &BTreeMap<String, Profile>,
    groups: &BTreeMap<String, Group>,
) -> Result<(), CommandError> {
    match profiles.get(link) {
        Some(profile)
            if check_readable(profile).is_ok()
                && find::of_profile(profile, groups).is_none()
                && !mirror::is_mirror(profile) =>
        {
            Err(no_link(link, snapshot))
        }
        None if by_namespace(link, snapshot).is_some() => Err(no_link(link, snapshot)),
        _ => Ok(()),
    }
}

fn check_readable(profile: &Profile) -> Result<(), CommandError> {
    let link = &profile.name;
    let malformed = profile.malformed().into_iter().find_map(|(key, why)| {
        // Labels that cannot be read are none, and that is all.
        (key != Key::profile(link, ProfilePart::Labels)).then(|| (key.path(), why.to_string()))
    });
    let bad_rule = profiles::readable(&profile.rules).and_then(Rules::first_bad).map(|(direction, at, why)| {
        (profiles::path(link, ProfilePart::Rules), format!("{direction} rule {at}: {why}"))
    });
    let Some((key, why)) = malformed.or(bad_rule) else { return Ok(()) };
    Err(CommandError::new(ErrorKind::BadData, format!("the profile of link {link} cannot be read: {why}"))
        .object(format!("link {link}"))
        .hint(format!("`calicross key get {key}` shows the value"))
        .key(key))
}

fn by_namespace(link: &str, snapshot: &Snapshot) -> Option<Result<String, CommandError>> {
    let links = find::all(snapshot);
    match name::find(link, &links) {
        Ok(found) if found.mechanism != Mechanism::Tag => Some(Ok(found.full_name())),
        Err(unresolved) if !unresolved.candidates.is_empty() => Some(Err(unresolved.into())),
        _ => None,
    }
}

/// Why a name is not that of a link by tag.
fn no_link(link: &str, snapshot: &Snapshot) -> CommandError {
    match by_namespace(link, snapshot) {
        Some(Err(error)) => return error,
        Some(Ok(policy)) => {
            let message =
                format!("link {policy} works by namespace: its pods are in it by their label, and none is attached");
            return CommandError::new(ErrorKind::Refused, message).object(format!("link {link}"));
        }
        None => {}
    }
    let error = |kind, message| CommandError::new(kind, message).object(format!("link {link}"));
    match profiles::named(snapshot, link) {
        Some(_) => error(ErrorKind::Refused, format!("profile {link} is no link: it joins no security group"))
            .hint(format!("`calicross link add {link} --sg GROUP` makes it one")),
        None => error(ErrorKind::NotFound, format!("link {link} does not exist"))
            .hint("`calicross link list` shows those that do"),
    }
}

/// Notes that a plan depends on a profile being there, with its tags and rules as they are.
pub(super) fn relied_on(profile: &str, snapshot: &Snapshot, plan: &mut Plan) {
    for part in [ProfilePart::Tags, ProfilePart::Rules] {
        plan.relied_on(snapshot, &profiles::path(profile, part));
    }
}

/// The kept intent of a link.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn intent(link: &str, snapshot: &Snapshot) -> Result<Option<Intent>, CommandError> {
    intent::named(snapshot, link).transpose().map_err(|why| bad_intent(link, &why))
}

/// The error of an intent that cannot be read.
pub(super) fn bad_intent(link: &str, why: &Malformed) -> CommandError {
    let path = intent::path(link);
    CommandError::new(ErrorKind::BadData, format!("the kept intent of link {link} cannot be read: {why}"))
        .object(format!("link {link}"))
        .hint(format!(
            "`calicross link detach {link} --all --force=malformed` forgets it and takes the link off everything"
        ))
        .key(path)
}

/// Endpoints in few words: each by name, or how many.
pub(super) fn told(names: &[String]) -> String {
    match names {
        [one] => format!("endpoint {one}"),
        several => format!("{} endpoints", several.len()),
    }
}
