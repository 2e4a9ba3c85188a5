//! Writes: one key under its own precondition, and certainty about what became of it.

use std::time::Duration;

use ureq::http::Method;

use super::answer::{ApiError, Change};
use super::http::{Client, Failure};
use super::pace::Pace;
use super::target::{form, target};
use super::wire::{Answer, Request};
use super::{CAPABILITIES, Deadline, read};
use crate::store::{Batch, Committed, Guard, Kind, Op, Scope, StoreError, Version, Want, check_batch, check_path};

/// Pause before the next look at a key whose write went astray.
const SETTLE_PAUSE: Duration = Duration::from_millis(50);

/// One write, as this API has them.
#[derive(Clone, Copy, Debug)]
struct Write<'a> {
    path: &'a str,
    /// The new value; `None` deletes.
    value: Option<&'a str>,
    /// The version that is written over; `None` where nothing may be there.
    expected: Option<Version>,
}

/// How a key was found.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    Directory,
    Key { value: String, version: Version },
}

/// Writes a batch, which is one key.
pub(super) fn commit(client: &mut Client, pace: &mut Pace, batch: &Batch) -> Result<Committed, StoreError> {
    check_batch(batch, Kind::Etcdv2, &CAPABILITIES)?;
    let (Some(op), Some(guard)) = (batch.ops.first(), batch.guards.first()) else {
        return Err(StoreError::Invalid { why: "an empty batch".to_owned() });
    };
    let expected = match guard {
        Guard::Unchanged { version, .. } => Some(*version),
        Guard::Absent { .. } | Guard::NoneNewer { .. } => None,
    };
    let path = op.path();
    let revision = match op {
        Op::Put { value, .. } => {
            let value = std::str::from_utf8(value)
                .map_err(|error| StoreError::Value { path: path.to_owned(), why: error.to_string() })?;
            write(client, pace, Write { path, value: Some(value), expected })?
        }
        Op::Delete { prune_below, .. } => {
            let gone = Write { path, value: None, expected };
            if expected.is_none() {
                // To delete what must not be there is to make sure that it is not.
                let deadline = client.deadline();
                return match gone.look(client, deadline)? {
                    Found::Nothing => Ok(Committed { revision: client.newest() }),
                    _ => Err(StoreError::Conflict { paths: vec![path.to_owned()] }),
                };
            }
            let revision = write(client, pace, gone)?;
            if let Some(top) = prune_below {
                prune(client, pace, path, top);
            }
            revision
        }
    };
    Ok(Committed { revision })
}

fn write(client: &mut Client, pace: &mut Pace, write: Write<'_>) -> Result<u64, StoreError> {
    pace.wait();
    let deadline = client.deadline();
    let before = client.newest();
    match write.send(client, deadline) {
        Ok(revision) => Ok(revision),
        Err(Failure::Refused(error)) => Err(write.refused(client, &error)),
        Err(Failure::Failed(error)) => Err(error),
        Err(Failure::Unknown(detail)) => write.settle(client, deadline, before, detail),
    }
}

impl Write<'_> {
    fn send(&self, client: &mut Client, deadline: Deadline) -> Result<u64, Failure> {
        let index = self.expected.map(|version| version.0.to_string());
        let condition = match &index {
            Some(index) => ("prevIndex", index.as_str()),
            None => ("prevExist", "false"),
        };
        let method = if self.value.is_some() { Method::PUT } else { Method::DELETE };
        let target = target(self.path, &[condition]).map_err(Failure::Failed)?;
        let request = Request { method, target, form: self.value.map(form) };
        client.ask(&request, deadline, &mut |mut answer: Answer| {
            // A write whose answer cannot be read has landed all the same.
            let change: Change = answer.json().map_err(|fault| super::fault::Fault { sent: true, ..fault })?;
            Ok(change.node.modified)
        })
    }

    /// Says what etcd's refusal means.
    fn refused(&self, client: &mut Client, error: &ApiError) -> StoreError {
        let conflict = || StoreError::Conflict { paths: vec![self.path.to_owned()] };
        let value = |why: String| StoreError::Value { path: self.path.to_owned(), why };
        match error.code {
            ApiError::COMPARE_FAILED | ApiError::NOT_FOUND => conflict(),
            ApiError::EXISTS => match self.look(client, client.deadline()) {
                // Planning again would find no key there, and never end.
                Ok(Found::Directory) => value("a directory stands there".to_owned()),
                _ => conflict(),
            },
            // The key that was read has gone, and something else stands in its place.
            ApiError::NOT_A_FILE | ApiError::NOT_A_DIR if self.expected.is_some() => conflict(),
            ApiError::NOT_A_FILE => value("a directory stands there".to_owned()),
            ApiError::NOT_A_DIR => value(format!("{} is a key, so nothing can lie below it", error.cause)),
            _ => StoreError::Malformed { at: self.path.to_owned(), why: error.to_string() },
        }
    }

    /// Finds out what became of a write whose answer did not come.
    ///
    /// As a version never comes back, at most one write can land over it: sending the same one again is safe, and
    /// what is not over that version any more has been decided by the first event after it.
    fn settle(
        &self,
        client: &mut Client,
        deadline: Deadline,
        before: u64,
        mut detail: String,
    ) -> Result<u64, StoreError> {
        while let Some(left) = deadline.left() {
            let found = match self.look(client, deadline) {
                Ok(found) => found,
                Err(StoreError::Unreachable { .. }) => {
                    std::thread::sleep(SETTLE_PAUSE.min(left));
                    continue;
                }
                Err(_) => break,
            };
            let untouched = match (&found, self.expected) {
                (Found::Nothing, None) => true,
                (Found::Key { version, .. }, Some(expected)) => *version == expected,
                _ => false,
            };
            if untouched {
                match self.send(client, deadline) {
                    Ok(revision) => return Ok(revision),
                    // The first one has landed meanwhile, or another's, and the next look will tell.
                    Err(Failure::Refused(_)) => std::thread::sleep(SETTLE_PAUSE.min(left)),
                    Err(Failure::Failed(StoreError::Unreachable { .. })) => {
                        std::thread::sleep(SETTLE_PAUSE.min(left));
                    }
                    Err(Failure::Failed(_)) => break,
                    Err(Failure::Unknown(again)) => {
                        detail = again;
                        std::thread::sleep(SETTLE_PAUSE.min(left));
                    }
                }
                continue;
            }
            let since = self.expected.map_or(before, |version| version.0);
            if let (Found::Key { value, version }, Some(ours)) = (&found, self.value)
                && value == ours
                && version.0 > since
            {
                return Ok(version.0);
            }
            let changed = match &found {
                Found::Key { version, .. } => version.0 > since,
                Found::Nothing | Found::Directory => self.expected.is_some(),
            };
            if let Some(first) = changed.then(|| self.first_after(client, deadline, since)).flatten() {
                if self.is_ours(&first) {
                    return Ok(first.node.modified);
                }
                if self.expected.is_some() {
                    return Err(StoreError::Conflict { paths: vec![self.path.to_owned()] });
                }
            }
            break;
        }
        Err(StoreError::Unknown { address: client.address(), detail })
    }

    /// Tells whether an event is what this write does. Another's of the same effect is as good.
    fn is_ours(&self, change: &Change) -> bool {
        let action = match (self.value, self.expected) {
            (None, _) => "compareAndDelete",
            (Some(_), Some(_)) => "compareAndSwap",
            (Some(_), None) => "create",
        };
        change.node.key == self.path && change.action == action && change.node.value.as_deref() == self.value
    }

    fn look(&self, client: &mut Client, deadline: Deadline) -> Result<Found, StoreError> {
        let request = Request::get(target(self.path, &[("quorum", "true")])?);
        match client.ask(&request, deadline, &mut |mut answer: Answer| answer.json::<Change>()) {
            Ok(Change { node, .. }) if node.dir => Ok(Found::Directory),
            Ok(Change { node, .. }) => {
                Ok(Found::Key { value: node.value.unwrap_or_default(), version: Version(node.modified) })
            }
            Err(Failure::Refused(ApiError { code: ApiError::NOT_FOUND | ApiError::NOT_A_DIR, .. })) => {
                Ok(Found::Nothing)
            }
            Err(failure) => Err(client.failed(failure, self.path)),
        }
    }

    /// Returns the first event on the key after a moment, which must have been, if etcd still remembers it.
    fn first_after(&self, client: &mut Client, deadline: Deadline, since: u64) -> Option<Change> {
        if since == 0 {
            return None;
        }
        let index = (since + 1).to_string();
        let request = Request::get(target(self.path, &[("wait", "true"), ("waitIndex", &index)]).ok()?);
        client.ask(&request, deadline, &mut |mut answer: Answer| answer.json::<Change>()).ok()
    }
}

/// Removes a directory that holds no key, with the empty ones in it; see [`crate::store::Store::drop_empty`].
pub(super) fn drop_empty(client: &mut Client, pace: &mut Pace, directory: &str) {
    let directory = directory.trim_end_matches('/');
    let Some((above, _)) = directory.rsplit_once('/') else { return };
    let Ok(found) = read::read(client, &[Scope::under(directory)], Want::Keys) else { return };
    for empty in found.empty_dirs() {
        prune(client, pace, &format!("{empty}/"), above);
    }
}

/// Makes a directory; see [`crate::store::Store::make_directory`].
pub(super) fn make_directory(client: &mut Client, pace: &mut Pace, directory: &str) -> Result<(), StoreError> {
    check_path(directory).map_err(|why| StoreError::Invalid { why: format!("directory {directory} {why}") })?;
    pace.wait();
    let target = target(directory, &[("dir", "true"), ("prevExist", "false")])?;
    // Without a body, ureq does not take a PUT for one.
    let request = Request { method: Method::PUT, target, form: Some(String::new()) };
    let deadline = client.deadline();
    match client.ask(&request, deadline, &mut |mut answer: Answer| answer.bytes()) {
        // Made twice is as good as once.
        Ok(_)
        | Err(Failure::Unknown(_) | Failure::Refused(ApiError { code: ApiError::EXISTS | ApiError::NOT_A_FILE, .. })) =>
        {
            let look = Write { path: directory, value: None, expected: None };
            match look.look(client, client.deadline())? {
                Found::Directory => Ok(()),
                _ => {
                    Err(StoreError::Value { path: directory.to_owned(), why: "no directory could be made".to_owned() })
                }
            }
        }
        Err(Failure::Refused(ApiError { code: ApiError::NOT_A_DIR, cause, .. })) => {
            let why = format!("{cause} is a key, so nothing can lie below it");
            Err(StoreError::Value { path: directory.to_owned(), why })
        }
        Err(failure) => Err(client.failed(failure, directory)),
    }
}

/// Removes directories that a delete has left empty, from the inside out, below `top`. The delete has landed
/// whatever comes of this: a directory that could not be removed stays, empty.
fn prune(client: &mut Client, pace: &mut Pace, path: &str, top: &str) {
    let top = format!("{}/", top.trim_end_matches('/'));
    let parents = path.rmatch_indices('/').map(|(at, _)| &path[..at]);
    for parent in parents.take_while(|parent| parent.starts_with(&top)) {
        let Ok(target) = target(parent, &[("dir", "true")]) else {
            return;
        };
        pace.wait();
        let request = Request { method: Method::DELETE, target, form: None };
        let deadline = client.deadline();
        match client.ask(&request, deadline, &mut |mut answer: Answer| answer.bytes()) {
            // Where another was faster, the next one up may still be ours to remove.
            Ok(_) | Err(Failure::Refused(ApiError { code: ApiError::NOT_FOUND, .. })) => {}
            Err(_) => return,
        }
    }
}
