//! Objects of the datastore, as `get` and `export` choose them.

use serde_json::Value;

use super::words::NameArgs;
use crate::error::{CommandError, ErrorKind};
use crate::manifest::document;
use crate::manifest::id::{Id, Kind};
use crate::manifest::object::{Bad, Resource};
use crate::manifest::stored;
use crate::model::json::Malformed;
use crate::model::selector::Selector;
use crate::session::Session;
use crate::session::ui::Ui;
use crate::store::Snapshot;

/// An object, read or with the reason why it cannot be.
pub(super) type Object = (Id, Result<Resource, Bad>);

/// Reads the objects that are named, and all of the kinds that are named alone; all kinds where nothing is.
///
/// # Errors
/// Where one that is named is not there.
pub(super) fn read(
    session: &mut Session,
    names: &NameArgs,
    selector: Option<&Selector>,
) -> Result<Vec<Object>, CommandError> {
    read_some(session, &wanted(names)?, names, selector)
}

/// The kinds and objects that are meant: all kinds where nothing is named.
///
/// # Errors
/// What is no kind.
pub(super) fn wanted(names: &NameArgs) -> Result<Vec<(Kind, Option<Id>)>, CommandError> {
    let mut parsed = names.parsed()?;
    if parsed.is_empty() {
        parsed = Kind::ALL.into_iter().map(|kind| (kind, None)).collect();
    }
    Ok(parsed)
}

/// [`read`] of what was parsed already.
///
/// # Errors
/// As [`read`].
pub(super) fn read_some(
    session: &mut Session,
    wanted: &[(Kind, Option<Id>)],
    names: &NameArgs,
    selector: Option<&Selector>,
) -> Result<Vec<Object>, CommandError> {
    let kinds: Vec<Kind> = wanted.iter().filter(|(_, id)| id.is_none()).map(|(kind, _)| *kind).collect();
    let ids: Vec<&Id> = wanted.iter().filter_map(|(_, id)| id.as_ref()).collect();
    let mut scopes: Vec<_> = kinds.iter().flat_map(|kind| stored::scopes_of_kind(*kind)).collect();
    scopes.extend(stored::scopes_of_some(ids.iter().copied()));
    among(&session.read(&scopes)?, wanted, names, selector)
}

/// [`read_some`] of what was read already.
///
/// # Errors
/// As [`read`].
pub(super) fn among(
    snapshot: &Snapshot,
    wanted: &[(Kind, Option<Id>)],
    names: &NameArgs,
    selector: Option<&Selector>,
) -> Result<Vec<Object>, CommandError> {
    let kinds: Vec<Kind> = wanted.iter().filter(|(_, id)| id.is_none()).map(|(kind, _)| *kind).collect();
    let ids = wanted.iter().filter_map(|(_, id)| id.as_ref());
    let mut objects: Vec<Object> = stored::all(snapshot, &kinds).filter(|(id, _)| names.keeps(id)).collect();
    for id in ids {
        match Resource::find(snapshot, id) {
            Ok(Some(resource)) => objects.push((id.clone(), Ok(resource))),
            Err(bad) => objects.push((id.clone(), Err(bad))),
            Ok(None) if matches!(Resource::find_at(snapshot, id), Ok(Some(_))) => {
                let message = format!("{id} has more than the file of a link can say: to files it is a profile");
                return Err(CommandError::new(ErrorKind::NotFound, message)
                    .object(id.to_string())
                    .hint(format!("`calicross get profile {}` shows it", id.name())));
            }
            Ok(None) => {
                return Err(CommandError::new(ErrorKind::NotFound, format!("{id} does not exist"))
                    .object(id.to_string())
                    .hint(format!("`calicross get {}` lists those that do", id.kind())));
            }
        }
    }
    if let Some(selector) = selector {
        let selected = |(_, found): &Object| {
            let labels = found.as_ref().ok().and_then(Resource::labels);
            labels.is_some_and(|labels| selector.matches(&|key: &str| labels.get(key).map(String::as_str)))
        };
        objects.retain(selected);
    }
    Ok(objects)
}

/// The document of an object.
///
/// # Errors
/// Where it cannot be read, or no document could say it.
pub(super) fn said(id: &Id, found: &Result<Resource, Bad>) -> Result<Value, Bad> {
    let resource = found.as_ref().map_err(Bad::clone)?;
    document::of_stored(resource).map_err(|why| Bad { key: id.to_string(), why })
}

/// Ends a command that met objects it could not read, and has shown the rest.
///
/// # Errors
/// Exit code 5 where there are any.
pub(super) fn finish<'b>(ui: &Ui, bad: impl Iterator<Item = &'b Bad>) -> Result<(), CommandError> {
    let found: Vec<(String, Malformed)> =
        bad.map(|bad| (bad.key.clone(), Malformed { why: bad.why.clone(), place: None })).collect();
    crate::commands::malformed::finish(ui, &found)
}
