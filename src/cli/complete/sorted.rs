//! Names in sorted lines, in memory or in a file, searched without reading them all.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use crate::render::printable;

/// Most names that are offered at once.
const MOST: usize = 300;
/// Most names that are offered whole where they could be offered by segments.
const FEW: usize = 100;
/// Most characters of what is told beside a name.
const ABOUT: usize = 60;

/// A name that may be typed, and what is told beside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) about: String,
}

impl Name {
    pub(super) fn new(text: impl Into<String>, about: impl Into<String>) -> Self {
        Self { text: text.into(), about: about.into() }
    }
}

/// How names are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// By name.
    Plain,
    /// The last first: names that begin with a time.
    LatestFirst,
    /// By name; up to the next `/` where there are many.
    Segments,
}

/// Writes names as sorted lines, each once. A name that could change what a terminal shows is left out: as it is, nobody should
/// see it, and escaped it would be another name.
pub(super) fn lines(mut names: Vec<Name>) -> Vec<u8> {
    let plain = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let is_safe = |text: &str| plain(text) || matches!(printable(text), Cow::Borrowed(_));
    names.retain(|name| !name.text.is_empty() && is_safe(&name.text));
    // Of a hundred thousand, most come sorted: the stable sort makes use of that.
    names.sort_by(|a, b| a.text.cmp(&b.text));
    names.dedup_by(|a, b| a.text == b.text);
    let mut out = Vec::with_capacity(names.iter().map(|name| name.text.len() + name.about.len() + 2).sum());
    for name in names {
        out.extend_from_slice(name.text.as_bytes());
        if !name.about.is_empty() {
            out.push(b'\t');
            let about: String = printable(&name.about).chars().take(ABOUT).collect();
            out.extend_from_slice(about.as_bytes());
        }
        out.push(b'\n');
    }
    out
}

/// Bytes that can be read anywhere.
pub(super) trait Source {
    fn size(&self) -> u64;
    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize>;
}

impl Source for [u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(at).ok().and_then(|at| self.get(at..)).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        Ok(length)
    }
}

impl Source for File {
    fn size(&self) -> u64 {
        self.metadata().map_or(0, |found| found.len())
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.read_at(buffer, at)
    }
}

/// Sorted lines of names.
pub(super) struct Sorted<'s, S: Source + ?Sized> {
    source: &'s S,
    size: u64,
}

impl<'s, S: Source + ?Sized> Sorted<'s, S> {
    pub(super) fn new(source: &'s S) -> Self {
        Self { source, size: source.size() }
    }

    /// Reads up to the end of the line, from anywhere in it; returns it without its end, and where the next begins.
    fn line(&self, at: u64) -> io::Result<(Vec<u8>, u64)> {
        let mut line = Vec::new();
        let mut buffer = [0; 256];
        loop {
            let read = self.source.read(at + line.len() as u64, &mut buffer)?;
            let found = &buffer[..read];
            match found.iter().position(|byte| *byte == b'\n') {
                Some(end) => {
                    line.extend_from_slice(&found[..end]);
                    let next = at + line.len() as u64 + 1;
                    return Ok((line, next));
                }
                // The file is cut off: what there is of the line is no name.
                None if read == 0 => return Ok((Vec::new(), self.size)),
                None => line.extend_from_slice(found),
            }
        }
    }

    /// Finds where the first name begins that is not before `wanted`, from the beginning of a line on.
    fn not_before(&self, wanted: &[u8], mut low: u64) -> io::Result<u64> {
        // No line that begins before `low` is wanted; every one that begins at `high` or later is.
        let mut high = self.size;
        // What is wanted is seldom far: reach out in growing steps first.
        let mut step = 4096;
        while low + step < high {
            let (_, start) = self.line(low + step - 1)?;
            let (line, next) = self.line(start)?;
            if start >= high || text(&line) >= wanted {
                high = start.min(high);
                break;
            }
            low = next;
            step *= 2;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            let start = if middle == low { low } else { self.line(middle - 1)?.1 };
            if start >= high {
                high = middle;
                continue;
            }
            let (line, next) = self.line(start)?;
            if text(&line) < wanted {
                low = next;
            } else {
                high = start;
            }
        }
        Ok(low)
    }

    /// Returns names that begin with what was typed, at most `most`, and whether there are more.
    fn beginning_with(&self, typed: &str, most: usize) -> io::Result<(Vec<Name>, bool)> {
        let mut names = Vec::new();
        let mut at = self.not_before(typed.as_bytes(), 0)?;
        while at < self.size {
            let (line, next) = self.line(at)?;
            let Some(name) = name(&line).filter(|name| name.text.starts_with(typed)) else { break };
            if names.len() == most {
                return Ok((names, true));
            }
            names.push(name);
            at = next;
        }
        Ok((names, false))
    }

    /// Returns the last name that begins so.
    fn last(&self, typed: &str) -> io::Result<Option<Name>> {
        let end = match after(typed) {
            Some(after) => self.not_before(&after, 0)?,
            None => self.size,
        };
        if end == 0 {
            return Ok(None);
        }
        // The line that ends there begins after the line end before it.
        let mut reach = 256_u64;
        loop {
            let from = end.saturating_sub(reach);
            let mut bytes = vec![0; usize::try_from(end - 1 - from).unwrap_or_default()];
            let read = self.source.read(from, &mut bytes)?;
            let begin = bytes[..read].iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
            match begin.or((from == 0).then_some(0)) {
                Some(begin) => return Ok(name(&bytes[begin..read])),
                None => reach *= 2,
            }
        }
    }

    /// Returns what the names that begin so go on with up to the next `/`, each once, as far as `most` go.
    fn segments(&self, typed: &str, most: usize) -> io::Result<Vec<Name>> {
        let mut found: BTreeSet<Name> = BTreeSet::new();
        let mut at = self.not_before(typed.as_bytes(), 0)?;
        while at < self.size && found.len() < most {
            let (line, next) = self.line(at)?;
            let Some(name) = name(&line).filter(|name| name.text.starts_with(typed)) else { break };
            match name.text[typed.len()..].find('/') {
                Some(end) => {
                    let segment = &name.text[..=typed.len() + end];
                    at = match after(segment) {
                        Some(after) => self.not_before(&after, next)?,
                        None => next,
                    };
                    found.insert(Name::new(segment, ""));
                }
                None => {
                    found.insert(name);
                    at = next;
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Chooses what to offer of the names that begin with what was typed.
    ///
    /// Where there are too many, the last is among them: shells insert what all that is offered begins with, and no more than
    /// what all names begin with must be inserted.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(super) fn offer(&self, typed: &str, order: Order) -> io::Result<Vec<Name>> {
        let (mut names, more) = self.beginning_with(typed, if order == Order::Segments { FEW } else { MOST })?;
        if more && order == Order::Segments {
            names = self.segments(typed, MOST)?;
        }
        if names.len() == MOST
            && let Some(last) = self.last(typed)?
            && !names.contains(&last)
        {
            names.pop();
            names.push(last);
        }
        if order == Order::LatestFirst {
            names.reverse();
        }
        Ok(names)
    }
}

/// The smallest bytes after everything that begins so; `None` for what begins everything.
fn after(prefix: &str) -> Option<Vec<u8>> {
    // 0xff is in no text: nothing that begins so is after it.
    (!prefix.is_empty()).then(|| [prefix.as_bytes(), &[0xff]].concat())
}

fn text(line: &[u8]) -> &[u8] {
    line.split(|byte| *byte == b'\t').next().unwrap_or_default()
}

fn name(line: &[u8]) -> Option<Name> {
    let line = std::str::from_utf8(line).ok().filter(|line| !line.is_empty())?;
    let (text, about) = line.split_once('\t').unwrap_or((line, ""));
    Some(Name::new(text, about))
}

#[cfg(test)]
mod tests;
