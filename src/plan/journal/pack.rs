//! Parts: how the traces of many changes are dealt out to journal values of a bounded size.

use serde::{Deserialize, Serialize};

use super::{Change, Trace, digest, part_path};
use crate::plan::saved::{Bytes, Spelled, string_len};
use crate::store::Capabilities;

/// Most bytes in a journal value, whatever the store would take: an entry is read and written in few requests, none
/// of them large.
const PART_BYTES: usize = 256 << 10;

const HEAD: &str = r#"{"schema":"calicross/journal/1","changes":["#;
const TAIL: &str = "]}";

/// A trace, or a piece of one, as a part holds it.
#[derive(Deserialize)]
pub(super) struct PieceDoc {
    path: String,
    before: Option<Bytes>,
    #[serde(default)]
    via: Option<String>,
    after: Option<String>,
    /// Which piece of the former value this is, from 0, and of how many; absent where it is whole.
    #[serde(default)]
    piece: Option<(usize, usize)>,
}

#[derive(Deserialize)]
pub(super) struct PartDoc {
    pub(super) schema: String,
    pub(super) changes: Vec<PieceDoc>,
}

#[derive(Serialize)]
struct Piece<'a> {
    path: &'a str,
    before: Option<Spelled<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<&'a str>,
    after: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    piece: Option<(usize, usize)>,
}

/// Returns how long a change's trace is in a part, without making it.
pub(in crate::plan) fn trace_len(change: &Change) -> usize {
    const NULL: usize = 4;
    const DIGEST: usize = 32 + 2;
    r#"{"path":,"before":,"after":}"#.len()
        + string_len(&change.path)
        + change.before.as_ref().map_or(NULL, |seen| Spelled::len(&seen.value))
        + change.via.as_ref().map_or(0, |_| r#","via":"#.len() + DIGEST)
        + if change.after.is_some() { DIGEST } else { NULL }
}

/// Returns the most bytes that a journal value may have on a store.
pub(in crate::plan) fn value_limit(can: &Capabilities) -> usize {
    let keys = 2 * part_path(uuid::Uuid::nil(), 0).len();
    PART_BYTES.min(can.max_value_bytes).min(can.max_batch_bytes.saturating_sub(keys))
}

/// A part in the making.
pub(in crate::plan) struct Part {
    text: Vec<u8>,
}

impl Part {
    /// Makes a part without traces.
    pub(in crate::plan) fn new() -> Self {
        Self { text: HEAD.as_bytes().to_vec() }
    }

    /// Returns how long it is so far.
    pub(in crate::plan) fn len(&self) -> usize {
        self.text.len() + TAIL.len()
    }

    /// Adds a change's trace: [`trace_len`] bytes and a comma.
    pub(in crate::plan) fn push(&mut self, change: &Change) {
        let [via, after] = [&change.via, &change.after].map(|value| value.as_deref().map(digest));
        let before = change.before.as_ref().map(|seen| Spelled::of(&seen.value));
        self.write(&Piece { path: &change.path, before, via: via.as_deref(), after: after.as_deref(), piece: None });
    }

    fn write(&mut self, piece: &Piece<'_>) {
        if self.text.len() > HEAD.len() {
            self.text.push(b',');
        }
        // Strings and numbers into memory: there is nothing that could fail.
        let _ = serde_json::to_writer(&mut self.text, piece);
    }

    /// Returns the part's value.
    pub(in crate::plan) fn finish(mut self) -> Vec<u8> {
        self.text.extend_from_slice(TAIL.as_bytes());
        self.text
    }
}

/// What goes into one part, or one trace that needs several.
#[derive(Clone, Copy)]
pub(in crate::plan) enum Share<'a> {
    /// The traces of these share a part.
    Together(&'a [&'a Change]),
    /// The former value of this one goes in pieces, each in a part of its own.
    InPieces(&'a Change),
}

impl Share<'_> {
    /// Returns the values of its parts, each of at most `limit` bytes.
    pub(in crate::plan) fn values(self, limit: usize) -> Vec<Vec<u8>> {
        match self {
            Self::Together(changes) => {
                let mut part = Part::new();
                changes.iter().for_each(|change| part.push(change));
                vec![part.finish()]
            }
            Self::InPieces(change) => pieces(change, limit),
        }
    }

    /// Returns how many parts those are, and their bytes, without making them all.
    pub(in crate::plan) fn size(self, limit: usize) -> (usize, usize) {
        match self {
            Self::Together(changes) => {
                let traces: usize = changes.iter().map(|change| trace_len(change) + 1).sum();
                (1, Part::new().len() + traces)
            }
            Self::InPieces(change) => {
                let values = pieces(change, limit);
                (values.len(), values.iter().map(Vec::len).sum())
            }
        }
    }
}

/// Deals changes out to parts of at most `limit` bytes, in order.
pub(in crate::plan) fn deal<'a>(changes: &'a [&'a Change], limit: usize) -> impl Iterator<Item = Share<'a>> {
    let mut rest = changes;
    std::iter::from_fn(move || {
        let first = *rest.first()?;
        let mut bytes = Part::new().len();
        let fitting = rest.iter().take_while(|change| {
            bytes += trace_len(change) + 1;
            bytes <= limit
        });
        let (some, others) = rest.split_at(fitting.count().max(1));
        rest = others;
        let alone = Part::new().len() + trace_len(first) + 1;
        Some(if alone > limit { Share::InPieces(first) } else { Share::Together(some) })
    })
}

fn pieces(change: &Change, limit: usize) -> Vec<Vec<u8>> {
    let [via, after] = [&change.via, &change.after].map(|value| value.as_deref().map(digest));
    let Some(before) = &change.before else {
        return Share::Together(&[change]).values(limit);
    };
    let room = limit.saturating_sub(Part::new().len() + trace_len(&Change { before: None, ..change.clone() }));
    // JSON spells bytes with at most three times as many: see `Spelled`. The rest is for the names of the members.
    let chunk = (room.saturating_sub(64) / 3).max(64);
    let count = before.value.len().div_ceil(chunk);
    let chunks = before.value.chunks(chunk).enumerate();
    let write = |(at, bytes)| {
        let mut part = Part::new();
        let before = Some(Spelled::of(bytes));
        let (path, piece) = (&change.path, Some((at, count)));
        part.write(&Piece { path, before, via: via.as_deref(), after: after.as_deref(), piece });
        part.finish()
    };
    chunks.map(write).collect()
}

/// Puts pieces together again. Where one is missing, nothing is made of the others: either the key was never written,
/// which its last piece precedes, or a part cannot be read, which is told by itself.
pub(super) fn join(docs: impl Iterator<Item = PieceDoc>) -> Vec<Trace> {
    let mut traces: Vec<Trace> = Vec::new();
    let mut begun: Option<(String, usize, Vec<u8>)> = None;
    for PieceDoc { path, before, via, after, piece } in docs {
        let Some((at, of)) = piece else {
            traces.push(Trace { path, before, via, after });
            continue;
        };
        let head = begun.take().filter(|(head, next, _)| *head == path && *next == at).map(|(.., bytes)| bytes);
        let Some(mut bytes) = head.or_else(|| (at == 0).then(Vec::new)) else { continue };
        bytes.extend(before.map(Bytes::into_vec).unwrap_or_default());
        if at + 1 == of {
            traces.push(Trace { path, before: Some(Bytes::new(bytes)), via, after });
        } else {
            begun = Some((path, at + 1, bytes));
        }
    }
    traces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_names_the_schema() {
        assert!(HEAD.contains(super::super::SCHEMA));
    }
}
