//! The lines of a backup, written and read.

use std::fmt::Write as _;
use std::io::{self, BufRead, Read, Write};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::store::{Entry, Kind, Revision, StoreError, Version};

/// The `schema` of a backup.
pub const SCHEMA: &str = "calicross/backup/1";

/// Most bytes of a line: a value of the largest size that any store takes, each byte of it spelled with six, is far shorter.
pub const LONGEST_LINE: u64 = 64 << 20;

/// The first line: what was backed up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`SCHEMA`].
    pub schema: String,
    /// When, in RFC 3339.
    pub time: String,
    /// The program that wrote it, with its version.
    pub program: String,
    /// Which API or file it was.
    pub kind: Kind,
    /// Its address, without credentials.
    pub address: String,
    /// What tells it from every other.
    pub identity: String,
    /// Calico's `ClusterGUID`, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster_guid: Option<String>,
    /// The directories that it holds all keys of, sorted; each ends with `/`.
    pub prefixes: Vec<String>,
}

/// The last line: what makes a backup whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trailer {
    /// How many keys it holds.
    pub keys: u64,
    /// How many of them expire by themselves.
    pub expiring: u64,
    /// How many empty directories.
    pub directories: u64,
    /// The moment of the datastore that all of it is of; a line of its own, before this one, tells it.
    #[serde(skip)]
    pub revision: Revision,
    /// SHA-256 of every byte before this line, in hex.
    pub sha256: String,
}

/// What a line between the first and the last tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A key. Its version is the one that it had in the datastore.
    Key(Entry),
    /// A directory with nothing in it, without trailing `/`.
    Directory(String),
}

#[derive(Serialize)]
struct KeyLine<'a> {
    key: &'a str,
    version: Version,
    #[serde(skip_serializing_if = "is_false")]
    expires: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

#[derive(Serialize)]
struct DirectoryLine<'a> {
    directory: &'a str,
}

#[derive(Serialize)]
struct RevisionLine {
    revision: Revision,
}

#[derive(Serialize)]
struct TrailerLine<'a> {
    end: &'a Trailer,
}

/// Any line but the first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    key: Option<String>,
    version: Option<Version>,
    #[serde(default)]
    expires: bool,
    text: Option<String>,
    base64: Option<String>,
    directory: Option<String>,
    revision: Option<Revision>,
    end: Option<Trailer>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

fn hex(digest: Sha256) -> String {
    digest.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Writes a backup, line by line.
pub struct Writer<W: Write> {
    out: W,
    digest: Sha256,
    line: Vec<u8>,
    bytes: u64,
    keys: u64,
    expiring: u64,
    directories: u64,
}

impl<W: Write> Writer<W> {
    /// Writes the first line.
    ///
    /// # Errors
    /// Where the output does not take it.
    pub fn begin(out: W, header: &Header) -> io::Result<Self> {
        let mut writer =
            Self { out, digest: Sha256::new(), line: Vec::new(), bytes: 0, keys: 0, expiring: 0, directories: 0 };
        writer.write(header)?;
        Ok(writer)
    }

    fn write(&mut self, line: &impl Serialize) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, line)?;
        self.line.push(b'\n');
        self.digest.update(&self.line);
        self.bytes += self.line.len() as u64;
        self.out.write_all(&self.line)
    }

    /// Writes a key; keys come in path order, and before directories.
    ///
    /// # Errors
    /// Where the output does not take it.
    pub fn key(&mut self, entry: &Entry) -> io::Result<()> {
        let text = std::str::from_utf8(&entry.value).ok();
        let base64 = text.is_none().then(|| STANDARD.encode(&entry.value));
        self.keys += 1;
        self.expiring += u64::from(entry.expires);
        self.write(&KeyLine { key: &entry.path, version: entry.version, expires: entry.expires, text, base64 })
    }

    /// Writes an empty directory; directories come sorted.
    ///
    /// # Errors
    /// Where the output does not take it.
    pub fn directory(&mut self, path: &str) -> io::Result<()> {
        self.directories += 1;
        self.write(&DirectoryLine { directory: path })
    }

    /// Writes the last lines. Returns the output, what the line says, and the bytes of all lines.
    ///
    /// # Errors
    /// Where the output does not take it.
    pub fn end(mut self, revision: Revision) -> io::Result<(W, Trailer, u64)> {
        self.write(&RevisionLine { revision })?;
        let sha256 = hex(self.digest.clone());
        let Self { keys, expiring, directories, .. } = self;
        let trailer = Trailer { keys, expiring, directories, revision, sha256 };
        self.write(&TrailerLine { end: &trailer })?;
        self.out.flush()?;
        Ok((self.out, trailer, self.bytes))
    }
}

/// Returns the key that a line tells of, or what is wrong with that.
fn entry(line: Line) -> Result<Entry, &'static str> {
    let (Some(path), Some(version)) = (line.key, line.version) else { return Err("tells of nothing") };
    let value = match (line.text, line.base64) {
        (Some(text), None) => text.into_bytes(),
        (None, Some(text)) => STANDARD.decode(text).map_err(|_| "has a value that is no base64")?,
        _ => return Err("has no value, or two"),
    };
    Ok(Entry { path, value, version, expires: line.expires })
}

/// Reads the key of a line again that a [`Reader`] has found in a backup that is whole.
///
/// # Errors
/// Where the line tells of no key.
pub fn parse_key(line: &[u8]) -> Result<Entry, String> {
    let line = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    entry(line).map_err(str::to_owned)
}

/// Reads a backup, item by item. That it is whole is known only at its end ([`Reader::next_item`] answers `None`).
#[derive(Debug)]
pub struct Reader<R: BufRead> {
    input: R,
    /// What the file is called in messages.
    name: String,
    header: Header,
    digest: Sha256,
    line: Vec<u8>,
    number: u64,
    /// Where the line begins.
    offset: u64,
    counted: Trailer,
    last: Option<String>,
    trailer: Option<Trailer>,
}

impl<R: BufRead> Reader<R> {
    /// Reads the first line. `name` is what messages call the file.
    ///
    /// # Errors
    /// [`StoreError::Malformed`] where it is not that of a backup of this form.
    pub fn new(input: R, name: String) -> Result<Self, StoreError> {
        let header = Header {
            schema: String::new(),
            time: String::new(),
            program: String::new(),
            kind: Kind::File,
            address: String::new(),
            identity: String::new(),
            cluster_guid: None,
            prefixes: Vec::new(),
        };
        let counted = Trailer { keys: 0, expiring: 0, directories: 0, revision: 0, sha256: String::new() };
        let mut reader = Self {
            input,
            name,
            header,
            digest: Sha256::new(),
            line: Vec::new(),
            number: 0,
            offset: 0,
            counted,
            last: None,
            trailer: None,
        };
        reader.read_line()?;
        #[derive(Deserialize)]
        struct Schema {
            schema: String,
        }
        let no_backup = |reader: &Self| reader.wrong("not a backup".to_owned());
        let Schema { schema } = serde_json::from_slice(&reader.line).map_err(|_| no_backup(&reader))?;
        if !schema.starts_with("calicross/backup/") {
            return Err(no_backup(&reader));
        }
        if schema != SCHEMA {
            return Err(reader.wrong(format!("a backup of another form, {schema}; this calicross reads {SCHEMA}")));
        }
        reader.header = serde_json::from_slice(&reader.line)
            .map_err(|error| reader.wrong(format!("its first line is damaged: {error}")))?;
        reader.digest.update(&reader.line);
        Ok(reader)
    }

    /// Returns the first line.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Returns the last line, once everything before it was read.
    pub fn trailer(&self) -> Option<&Trailer> {
        self.trailer.as_ref()
    }

    /// Returns where the line of the last item begins, in bytes from the beginning of the backup.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    fn wrong(&self, why: String) -> StoreError {
        StoreError::Malformed { at: self.name.clone(), why }
    }

    /// Reads a line into `self.line`, with its end.
    fn read_line(&mut self) -> Result<(), StoreError> {
        self.offset += self.line.len() as u64;
        self.line.clear();
        self.number += 1;
        let read = self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut self.line);
        read.map_err(|source| StoreError::Io { path: self.name.clone(), source: Arc::new(source) })?;
        if self.line.ends_with(b"\n") {
            return Ok(());
        }
        Err(self.wrong(match (self.number, self.line.len() as u64) {
            (1, _) => "not a backup".to_owned(),
            (_, LONGEST_LINE) => format!("line {} is longer than any of a backup", self.number),
            _ => format!("the backup is cut short: its last line is missing (after {} keys)", self.counted.keys),
        }))
    }

    /// Returns the next key or directory; `None` at the end of a whole backup.
    ///
    /// # Errors
    /// [`StoreError::Malformed`] where the backup is cut short or was altered, [`StoreError::Io`] where it cannot be read.
    pub fn next_item(&mut self) -> Result<Option<Item>, StoreError> {
        loop {
            if self.trailer.is_some() {
                return Ok(None);
            }
            self.read_line()?;
            let line: Line = serde_json::from_slice(&self.line)
                .map_err(|error| self.wrong(format!("the backup was altered: line {}: {error}", self.number)))?;
            if let Some(trailer) = line.end {
                self.finish(trailer)?;
                continue;
            }
            self.digest.update(&self.line);
            if let Some(revision) = line.revision {
                self.counted.revision = revision;
                continue;
            }
            let item = self.item(line);
            let wrong = |why| self.wrong(format!("the backup was altered: line {} {why}", self.number));
            return item.map(Some).map_err(wrong);
        }
    }

    fn item(&mut self, line: Line) -> Result<Item, &'static str> {
        if let Some(directory) = line.directory {
            if self.counted.directories == 0 {
                self.last = None;
            }
            self.counted.directories += 1;
            self.follow(&directory)?;
            return Ok(Item::Directory(directory));
        }
        let entry = entry(line)?;
        if self.counted.directories > 0 {
            return Err("has a key behind directories");
        }
        self.counted.keys += 1;
        self.counted.expiring += u64::from(entry.expires);
        self.follow(&entry.path)?;
        Ok(Item::Key(entry))
    }

    /// Holds a path against the one before it.
    fn follow(&mut self, path: &str) -> Result<(), &'static str> {
        if self.last.as_deref().is_some_and(|last| last >= path) {
            return Err("is out of order");
        }
        let last = self.last.get_or_insert_default();
        last.clear();
        last.push_str(path);
        Ok(())
    }

    /// Holds what was read against the last line.
    fn finish(&mut self, trailer: Trailer) -> Result<(), StoreError> {
        let counted = Trailer { sha256: hex(self.digest.clone()), ..self.counted.clone() };
        if counted != (Trailer { revision: counted.revision, ..trailer }) {
            return Err(self.wrong("the backup was altered: its checksum is another".to_owned()));
        }
        let mut more = [0];
        let read = self.input.read(&mut more);
        if read.map_err(|source| StoreError::Io { path: self.name.clone(), source: Arc::new(source) })? > 0 {
            return Err(self.wrong("the backup was altered: something follows its last line".to_owned()));
        }
        self.trailer = Some(counted);
        Ok(())
    }

    /// Reads what is left and returns the last line.
    ///
    /// # Errors
    /// As [`Reader::next_item`].
    pub fn into_trailer(mut self) -> Result<Trailer, StoreError> {
        while self.next_item()?.is_some() {}
        self.trailer.take().ok_or_else(|| self.wrong("the backup has no end".to_owned()))
    }
}
