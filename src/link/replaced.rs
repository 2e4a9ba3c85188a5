//! Which profile a link has taken the place of, as the journal tells.

use std::collections::BTreeMap;

use super::attach::{attached, detached};
use crate::model::endpoint::Endpoint;
use crate::model::key::Key;
use crate::plan::journal::{Entry, State, Trace, digest, undone};

/// What stood in the place of a link before it was put there, by the path of the endpoint: `None` where nothing did, and the link
/// went to the end of the list. Endpoints that the journal knows nothing of are not in it.
///
/// The newest entry counts that has put the link on the endpoint, or something out of its way. The journal holds each value before the change, and of the
/// one after it a digest only; so the lists that the change may have led to are made anew and compared by digest. Each
/// endpoint in the journal costs that once for each of its profiles. What was written by other means, such as a list that was set
/// as a whole, is not found.
pub fn by_journal(entries: &[Entry], link: &str) -> BTreeMap<String, Option<String>> {
    let undone = undone(entries);
    // What was taken back counts no more, and neither does the taking back.
    let stands = |entry: &&Entry| {
        entry.state != State::Undone && !undone.contains(&entry.record.id) && entry.record.undoes.is_none()
    };
    let mut found = BTreeMap::new();
    // Oldest first: a newer entry has the last word.
    for entry in entries.iter().filter(stands) {
        let by_command = matches!(entry.record.command.as_slice(), [noun, verb, ..] if noun == "link" && ENDING.contains(&verb.as_str()));
        for trace in &entry.changes {
            if let Some(replaced) = replaced(trace, link) {
                found.insert(trace.path.clone(), replaced);
            } else if by_command || taken_off(trace, link, found.get(&trace.path)) {
                found.remove(&trace.path);
            }
        }
    }
    found
}

/// The verbs of `link` that take it off endpoints: what they put in its place may be any profile.
const ENDING: [&str; 2] = ["detach", "remove"];

/// Whether a change has taken a link off, with or without what it had replaced in its place.
fn taken_off(trace: &Trace, link: &str, replaced: Option<&Option<String>>) -> bool {
    let read = trace.before.as_ref().and_then(|before| Endpoint::parse(before.as_slice()).ok());
    let Some(endpoint) = read else { return false };
    let ids: Vec<&str> = endpoint.profile_ids().unwrap_or_default();
    let restored = [None, replaced.and_then(|replaced| replaced.as_deref())];
    ids.contains(&link)
        && restored.into_iter().any(|restored| {
            let mut endpoint = endpoint.clone();
            endpoint.set_profile_ids(&detached(&ids, link, restored));
            trace.after.as_deref() == Some(digest(&endpoint.to_bytes()).as_str())
        })
}

/// What a change has put a link in the place of; `None` where it has not put the link anywhere.
fn replaced(trace: &Trace, link: &str) -> Option<Option<String>> {
    let (before, after) = (trace.before.as_ref()?.as_slice(), trace.after.as_deref()?);
    if !matches!(Key::parse(&trace.path), Key::WorkloadEndpoint(_)) {
        return None;
    }
    let endpoint = Endpoint::parse(before).ok()?;
    let ids: Vec<&str> = endpoint.profile_ids().ok()?;
    let leads_there = |replaced: Option<&str>| {
        let mut endpoint = endpoint.clone();
        endpoint.set_profile_ids(&attached(&ids, link, replaced));
        digest(&endpoint.to_bytes()) == after
    };
    if !ids.contains(&link) && leads_there(None) {
        return Some(None);
    }
    ids.iter().filter(|id| **id != link).find(|id| leads_there(Some(id))).map(|id| Some((*id).to_owned()))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::plan::journal::Record;
    use crate::plan::saved::Bytes;

    const POD: &str = "/calico/v1/host/n/workload/k8s/shop.web-1/endpoint/eth0";

    fn entry(path: &str, before: &str, after: &str) -> Entry {
        let record = Record {
            id: Uuid::now_v7(),
            time: "2017-03-14T09:26:53Z".to_owned(),
            actor: "tester".to_owned(),
            host: "localhost".to_owned(),
            pid: 1,
            command: Vec::new(),
            reason: None,
            forced: Vec::new(),
            undoes: None,
            resumes: None,
        };
        let before = Some(Bytes::new(before.as_bytes().to_vec()));
        let changes = vec![Trace { path: path.to_owned(), before, via: None, after: Some(digest(after.as_bytes())) }];
        Entry { record, state: State::Done, changes, keys: Vec::new(), bytes: 0 }
    }

    fn told(entries: &[Entry]) -> Option<Option<String>> {
        by_journal(entries, "l").remove(POD)
    }

    #[test]
    fn the_newest_that_put_it_there_tells() {
        let attached =
            entry(POD, r#"{"profile_ids": ["a", "b"], "x": 1.0}"#, r#"{"profile_ids": ["l", "b"], "x": 1.0}"#);
        assert_eq!(told(std::slice::from_ref(&attached)), Some(Some("a".to_owned())));
        // Something else was done since.
        let other = entry(POD, r#"{"profile_ids": ["l", "b"]}"#, r#"{"profile_ids": ["l"]}"#);
        assert_eq!(told(&[attached.clone(), other]), Some(Some("b".to_owned())));
        let added = entry(POD, r#"{"profile_ids":["a"]}"#, r#"{"profile_ids":["a","l"]}"#);
        assert_eq!(told(&[attached.clone(), added.clone()]), Some(None));
        // What was taken back counts no more.
        let mut undo = entry(POD, r#"{"profile_ids":["a","l"]}"#, r#"{"profile_ids":["a"]}"#);
        undo.record.undoes = Some(added.record.id);
        assert_eq!(told(&[attached.clone(), added, undo]), Some(Some("a".to_owned())));
        // It was taken off since, so that whoever put it there again left no entry.
        let off = entry(POD, r#"{"profile_ids": ["l", "b"]}"#, r#"{"profile_ids": ["b"]}"#);
        let back = entry(POD, r#"{"profile_ids": ["l", "b"]}"#, r#"{"profile_ids": ["a", "b"]}"#);
        let mut otherwise = entry(POD, r#"{"profile_ids": ["l", "b"]}"#, r#"{"profile_ids": ["z", "b"]}"#);
        otherwise.record.command = ["link", "remove", "l", "--restore", "z"].map(str::to_owned).to_vec();
        for since in [off, back, otherwise] {
            assert_eq!(told(&[attached.clone(), since]), None);
        }
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        assert_eq!(told(&[]), None);
        assert_eq!(told(&[entry(POD, r#"{"profile_ids": ["a"]}"#, r#"{"profile_ids": ["l"], "mac": null}"#)]), None);
        assert_eq!(told(&[entry(POD, r#"{"profile_ids": ["a", "l"]}"#, r#"{"profile_ids": ["a"]}"#)]), None);
        assert_eq!(told(&[entry("/calico/v1/Ready", r#"{"profile_ids": ["a"]}"#, r#"{"profile_ids": ["l"]}"#)]), None);
        assert_eq!(told(&[entry(POD, "{", "}")]), None);
    }
}
