//! Where a backup comes from: a file, or stdin, which is kept in a file without a name, since it is read more than once.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::SystemTime;

use crate::error::{CommandError, ErrorKind};
use crate::store::Entry;
use crate::store::backup::{LONGEST_LINE, Reader, parse_key};

/// Bytes that are read at once.
const CHUNK: usize = 1 << 20;

/// A backup that can be read from its beginning, again and again.
pub(super) struct Source {
    file: File,
    name: String,
    /// Its size and when it was written, when it was opened.
    state: (u64, Option<SystemTime>),
}

impl Source {
    /// Opens a backup; `-` is stdin.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn open(path: &Path) -> Result<Self, CommandError> {
        let stdin = path.as_os_str() == "-";
        let name = if stdin { "stdin".to_owned() } else { path.display().to_string() };
        let open = || {
            if stdin {
                let mut file = tempfile::tempfile()?;
                io::copy(&mut io::stdin().lock(), &mut file)?;
                return Ok(file);
            }
            let file = File::open(path)?;
            if file.metadata()?.is_file() {
                return Ok(file);
            }
            Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a regular file; - reads stdin"))
        };
        let file = open().map_err(|err| unreadable(&name, &err))?;
        let state = state(&file).map_err(|err| unreadable(&name, &err))?;
        Ok(Self { file, name, state })
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    fn altered(&self) -> CommandError {
        let message = format!("backup {}: it was altered while it was being restored", self.name);
        CommandError::new(ErrorKind::BadData, message)
    }

    /// Reads it from the beginning.
    ///
    /// # Errors
    /// Where it cannot be read, or is no backup.
    pub(super) fn read(&self) -> Result<Reader<BufReader<&File>>, CommandError> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0)).map_err(|err| unreadable(&self.name, &err))?;
        Ok(Reader::new(BufReader::with_capacity(CHUNK, file), self.name.clone())?)
    }
}

/// Lines of a backup that was found whole, read again one by one.
pub(super) struct Lines<'a> {
    source: &'a Source,
    input: BufReader<&'a File>,
    /// Where the input is; `None` before anything is read.
    at: Option<u64>,
    line: Vec<u8>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self { source, input: BufReader::with_capacity(CHUNK, &source.file), at: None, line: Vec::new() }
    }

    /// Reads the key whose line begins at an offset. What is read in the order of the file is read once from the disk.
    ///
    /// # Errors
    /// Where it cannot be read, or the file is not what it was.
    pub(super) fn key(&mut self, offset: u64) -> Result<Entry, CommandError> {
        let Self { source, input, at, line } = self;
        let io = |err| unreadable(&source.name, &err);
        let further = |at: u64| Some(i64::try_from(offset).ok()? - i64::try_from(at).ok()?);
        match at.and_then(further) {
            Some(further) => input.seek_relative(further).map_err(io)?,
            None => drop(input.seek(SeekFrom::Start(offset)).map_err(io)?),
        }
        line.clear();
        let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', line).map_err(io)?;
        *at = Some(offset + read as u64);
        parse_key(line).map_err(|why| source.altered().hint(why))
    }

    /// Finds out whether the file is what it was.
    ///
    /// # Errors
    /// Where it is not.
    pub(super) fn check_unaltered(&self) -> Result<(), CommandError> {
        let now = state(&self.source.file).map_err(|err| unreadable(&self.source.name, &err))?;
        if now == self.source.state { Ok(()) } else { Err(self.source.altered()) }
    }
}

fn state(file: &File) -> io::Result<(u64, Option<SystemTime>)> {
    let found = file.metadata()?;
    Ok((found.len(), found.modified().ok()))
}

fn unreadable(name: &str, err: &io::Error) -> CommandError {
    CommandError::new(ErrorKind::NotFound, format!("backup {name}: {err}"))
}
