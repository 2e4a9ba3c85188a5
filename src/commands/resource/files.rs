//! Files of resources: found, read, and what is wrong in them told.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::error::{CommandError, ErrorKind};
use crate::manifest::document::{self, Given};
use crate::manifest::source::{Fault, Source};
use crate::session::ui::Ui;

/// Most faults that are shown unless with `-v`.
const MOST_FAULTS: usize = 50;
/// Most notes that are shown unless with `-v`.
const MOST_NOTES: usize = 5;

/// Which files.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct FileArgs {
    /// File of resources, YAML or JSON, or a directory of such files; - is stdin; may be repeated
    #[arg(short = 'f', long = "filename", value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,

    /// Directories with all that lies in them
    #[arg(short = 'R', long, requires = "files")]
    pub(super) recursive: bool,
}

impl FileArgs {
    /// Reads the resources, and tells everything that is wrong in any of the files.
    ///
    /// # Errors
    /// Where a file cannot be read, and where anything is wrong in one.
    pub(super) fn given(&self, ui: &Ui) -> Result<Vec<Given>, CommandError> {
        let contents = document::read(&self.sources()?);
        tell(ui, &contents.faults, &contents.notes);
        if let Some(first) = contents.faults.first() {
            return Err(wrong(&contents.faults, first));
        }
        Ok(contents.given)
    }

    /// The texts of the files.
    ///
    /// # Errors
    /// Where one cannot be read.
    pub(super) fn sources(&self) -> Result<Vec<Source>, CommandError> {
        if self.files.is_empty() {
            return Err(CommandError::new(ErrorKind::Usage, "nothing says which files")
                .hint("-f FILE does; -f DIR takes all files of a directory, -f - what comes on stdin"));
        }
        let mut sources = Vec::new();
        for file in &self.files {
            if file.as_os_str() == "-" {
                let mut bytes = Vec::new();
                let read = std::io::stdin().lock().read_to_end(&mut bytes);
                sources.push(source("stdin".to_owned(), read.map(|_| bytes))?);
            } else if file.is_dir() {
                let found = files_of(file, self.recursive)?;
                if found.is_empty() {
                    let message = format!("{} has no files *.yaml, *.yml or *.json", file.display());
                    let deeper = if self.recursive { "" } else { "-R looks in the directories below as well" };
                    let err = CommandError::new(ErrorKind::NotFound, message);
                    return Err(if deeper.is_empty() { err } else { err.hint(deeper) });
                }
                for file in found {
                    sources.push(source(file.display().to_string(), std::fs::read(&file))?);
                }
            } else {
                sources.push(source(file.display().to_string(), std::fs::read(file))?);
            }
        }
        Ok(sources)
    }
}

fn source(name: String, read: std::io::Result<Vec<u8>>) -> Result<Source, CommandError> {
    let bytes = read.map_err(|err| CommandError::new(ErrorKind::NotFound, format!("cannot read {name}: {err}")))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source { name, text }),
        Err(_) => Err(CommandError::new(ErrorKind::BadData, format!("{name} is not UTF-8"))),
    }
}

/// The files of a directory that may hold resources, by name. Links to directories are not followed, nor hidden names.
fn files_of(directory: &Path, recursive: bool) -> Result<Vec<PathBuf>, CommandError> {
    let failed = |err: std::io::Error| {
        CommandError::new(ErrorKind::NotFound, format!("cannot read the directory {}: {err}", directory.display()))
    };
    let mut files = Vec::new();
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(failed)? {
        entries.push(entry.map_err(failed)?);
    }
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            if recursive {
                files.extend(files_of(&path, true)?);
            }
        } else if path.extension().is_some_and(|ext| ["yaml", "yml", "json"].iter().any(|known| ext == *known))
            && !path.is_dir()
        {
            files.push(path);
        }
    }
    Ok(files)
}

/// Tells of what is wrong in files, and of what is not what it looks like.
pub(super) fn tell(ui: &Ui, faults: &[Fault], notes: &[Fault]) {
    let shown = |most: usize| if ui.is_verbose() { usize::MAX } else { most };
    for fault in faults.iter().take(shown(MOST_FAULTS)) {
        ui.tell(&format!("{fault}\n"));
    }
    if let Some(more) = faults.len().checked_sub(shown(MOST_FAULTS)).filter(|more| *more > 0) {
        ui.tell(&format!("and {more} more; -v shows them all\n"));
    }
    for note in notes.iter().take(shown(MOST_NOTES)) {
        ui.warn(&note.line());
    }
    if let Some(more) = notes.len().checked_sub(shown(MOST_NOTES)).filter(|more| *more > 0) {
        ui.warn(&format!("and {more} more words that become something else; -v shows them all"));
    }
}

/// The error of files in which something is wrong.
pub(super) fn wrong(faults: &[Fault], first: &Fault) -> CommandError {
    let count = faults.len();
    let message = match count {
        1 => format!("the files are not valid: {}", first.line()),
        _ => format!("the files are not valid: {count} errors, first {}", first.line()),
    };
    CommandError::new(ErrorKind::BadData, message).hint("nothing is written")
}

/// Refuses names beside files.
///
/// # Errors
/// Exit code 2.
pub(super) fn check_either(files: &FileArgs, names: &super::words::NameArgs) -> Result<(), CommandError> {
    if files.files.is_empty() || names.is_empty() {
        return Ok(());
    }
    Err(CommandError::new(ErrorKind::Usage, "either names say what is meant, or files: not both"))
}

/// Refuses files without anything in them: whoever names one means something.
///
/// # Errors
/// Exit code 5.
pub(super) fn check_some(given: &[Given]) -> Result<(), CommandError> {
    if given.is_empty() {
        return Err(CommandError::new(ErrorKind::BadData, "there are no resources in the files"));
    }
    Ok(())
}
