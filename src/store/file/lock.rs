//! The lock beside the file store: who holds the store, and how others wait.
//!
//! redb lets one process in and turns the others away at once. So a process first locks a file
//! `<store>.lock` (`flock`, which the system lets go of when a process dies, however it dies) and notes
//! in it who it is; the others poll until their time is over and can then say whom they waited for. The
//! lock file stays when the lock goes: removing it would let two processes hold locks on two files
//! of one name.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::io_error;
use crate::store::StoreError;

/// Most bytes of a holder's note that are read or written.
const NOTE_BYTES: usize = 200;

/// The lock, held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock of the store at `path`, waiting for whoever holds it; `command` is what others
    /// will be told.
    pub(super) fn take(path: &Path, timeout: Duration, command: &str) -> Result<Self, StoreError> {
        let lock_path = lock_path(path);
        let failed = |error| io_error(&lock_path, error);
        let started = Instant::now();
        loop {
            let mut file = open(&lock_path).map_err(failed)?;
            match file.try_lock() {
                // Somebody may have removed the file between open and lock; then this lock keeps nobody out.
                Ok(()) if is_still_there(&file, &lock_path) => {
                    // The note is for people only: a full disk must not keep a reader out.
                    let _ = note(&mut file, command);
                    return Ok(Self { file });
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if started.elapsed() >= timeout => {
                    return Err(StoreError::Busy { path: path.display().to_string(), holder: holder(&mut file) });
                }
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            // Jitter, so that many waiters do not knock all at once.
            let nap = Duration::from_micros(fastrand::u64(1_000..8_000));
            std::thread::sleep(nap.min(timeout.saturating_sub(started.elapsed())));
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
    }
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

fn open(path: &Path) -> io::Result<File> {
    // Its content is overwritten, so it must not lead elsewhere.
    if std::fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a regular file"));
    }
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)
}

fn is_still_there(file: &File, path: &Path) -> bool {
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

fn note(file: &mut File, command: &str) -> io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(format!("process {} ({})\n", std::process::id(), printable(command)).as_bytes())
}

/// Reads who holds the lock; what stands in the file is another program's text.
fn holder(file: &mut File) -> String {
    let mut bytes = Vec::new();
    let _ = file.take(4 * NOTE_BYTES as u64).read_to_end(&mut bytes);
    let holder = printable(String::from_utf8_lossy(&bytes).trim());
    if holder.is_empty() { "another process".to_owned() } else { holder }
}

fn printable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(NOTE_BYTES).collect()
}
