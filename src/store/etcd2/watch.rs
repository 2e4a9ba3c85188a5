//! Following changes: one long poll after another.

use std::io::{ErrorKind, Read as _};
use std::time::{Duration, Instant};

use super::answer::{ApiError, Change};
use super::fault::Fault;
use super::http::{Client, Failure};
use super::target::target;
use super::wire::{Answer, Request};
use crate::store::{Event, Revision, StoreError, Watch, check_path};

/// Least time that an event gets to come in.
const LEAST: Duration = Duration::from_millis(10);

/// Follows what changes below a prefix.
#[derive(Debug)]
pub(super) struct Follower<'a> {
    client: &'a mut Client,
    prefix: String,
    /// The moment up to which nothing was missed.
    after: Revision,
}

/// What a poll brought.
enum Poll {
    Change(Change),
    /// Nothing up to a moment.
    Idle(Option<Revision>),
}

impl<'a> Follower<'a> {
    pub(super) fn new(client: &'a mut Client, prefix: &str, after: Revision) -> Result<Self, StoreError> {
        if prefix != "/" {
            let checked = prefix.strip_suffix('/').ok_or("does not end with /").and_then(check_path);
            checked.map_err(|why| StoreError::Invalid { why: format!("prefix {prefix} {why}") })?;
        }
        Ok(Self { client, prefix: prefix.to_owned(), after })
    }
}

impl Watch for Follower<'_> {
    fn next(&mut self, timeout: Duration) -> Result<Option<Event>, StoreError> {
        let start = Instant::now();
        loop {
            let left = timeout.saturating_sub(start.elapsed());
            match self.poll(left.max(LEAST))? {
                Poll::Change(change) => {
                    self.after = self.after.max(change.node.modified);
                    if let Some(event) = event(change) {
                        return Ok(Some(event));
                    }
                }
                // Nothing was missed up to here. Without this step the place would fall out of etcd's window
                // while other keys change.
                Poll::Idle(index) => self.after = self.after.max(index.unwrap_or_default()),
            }
            if start.elapsed() >= timeout {
                return Ok(None);
            }
        }
    }
}

impl Follower<'_> {
    fn poll(&mut self, patience: Duration) -> Result<Poll, StoreError> {
        let from = self.after + 1;
        let index = from.to_string();
        let query = [("wait", "true"), ("recursive", "true"), ("waitIndex", index.as_str())];
        let request = Request::get(target(&self.prefix, &query)?);
        self.client.wait(&request, patience, &mut take).map_err(|failure| match failure {
            Failure::Refused(ApiError { code: ApiError::INDEX_CLEARED | ApiError::WATCHER_CLEARED, .. }) => {
                StoreError::Compacted { revision: from }
            }
            other => self.client.failed(other, &self.prefix),
        })
    }
}

/// Takes an event, or the silence: a time that ran out, or a server that closed the poll.
fn take(answer: Answer) -> Result<Poll, Fault> {
    let Answer { index, mut body, budget } = answer;
    let mut bytes = Vec::new();
    match body.as_reader().read_to_end(&mut bytes) {
        Ok(_) if bytes.trim_ascii().is_empty() => Ok(Poll::Idle(index)),
        Ok(_) => serde_json::from_slice(&bytes).map(Poll::Change).map_err(|error| Fault::of_json(error, budget)),
        Err(error) if ran_out(&error) => Ok(Poll::Idle(index)),
        Err(error) => Err(Fault::of_io(&error, budget)),
    }
}

fn ran_out(error: &std::io::Error) -> bool {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
        Some(ureq::Error::Timeout(_)) => true,
        Some(_) => false,
        None => matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock),
    }
}

/// Returns what a change means for keys; a directory that was made means nothing.
fn event(change: Change) -> Option<Event> {
    let Change { action, node } = change;
    let gone = matches!(action.as_str(), "delete" | "compareAndDelete" | "expire");
    if node.dir && !gone {
        return None;
    }
    let value = (!gone).then(|| node.value.unwrap_or_default().into_bytes());
    Some(Event { revision: node.modified, path: node.key, value })
}
