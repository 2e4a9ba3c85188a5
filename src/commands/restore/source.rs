//! Where a backup comes from: a file, or stdin, which is kept in a file without a name, since it is read more than once.

use std::fs::File;
use std::io::{self, BufReader, Seek, SeekFrom};
use std::path::Path;

use crate::error::{CommandError, ErrorKind};
use crate::store::backup::Reader;

/// Bytes that are read at once.
const CHUNK: usize = 1 << 20;

/// A backup that can be read from its beginning, again and again.
pub(super) struct Source {
    file: File,
    name: String,
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
        Ok(Self { file, name })
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> &str {
        &self.name
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

fn unreadable(name: &str, err: &io::Error) -> CommandError {
    CommandError::new(ErrorKind::NotFound, format!("backup {name}: {err}"))
}
