//! What calicross keeps on this host for its user: plans that were interrupted, journals kept locally.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::env;

/// The folder of this user's state; `None` where there is no home.
pub fn dir() -> Option<PathBuf> {
    let own = env::STATE_DIR.get().map(PathBuf::from);
    let xdg = || {
        std::env::var_os("XDG_STATE_HOME").filter(|dir| !dir.is_empty()).map(|dir| Path::new(&dir).join("calicross"))
    };
    let home = || {
        std::env::var_os("HOME").filter(|dir| !dir.is_empty()).map(|dir| Path::new(&dir).join(".local/state/calicross"))
    };
    own.or_else(xdg).or_else(home)
}

/// The file of an interrupted plan.
pub fn plan_path(id: Uuid) -> Option<PathBuf> {
    Some(dir()?.join("plans").join(format!("{id}.json")))
}

/// Removes the plans of changes that were begun longer ago than `age`: nobody resumes them any more.
pub fn forget_old_plans(age: jiff::SignedDuration) {
    let Some(Ok(files)) = dir().map(|dir| fs::read_dir(dir.join("plans"))) else { return };
    for file in files.flatten() {
        let begun = file.file_name().to_str().and_then(|name| name.strip_suffix(".json")?.parse::<Uuid>().ok());
        let begun = begun.and_then(|id| id.get_timestamp()).map(|time| time.to_unix().0);
        let begun = begun.and_then(|seconds| jiff::Timestamp::from_second(i64::try_from(seconds).ok()?).ok());
        if begun.is_some_and(|begun| jiff::Timestamp::now().duration_since(begun) > age) {
            let _ = fs::remove_file(file.path());
        }
    }
}

/// The folder of the local journals, one of each datastore.
pub fn journal_dir() -> Option<PathBuf> {
    Some(dir()?.join("journal"))
}

/// Writes a file that only its owner reads, whole or not at all, and its folders.
///
/// # Errors
/// Where folder or file cannot be made, or something other than a file has the name: the new file takes its place, which
/// would be the end of `/dev/null`.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a regular file"));
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.exists()) {
        DirBuilder::new().recursive(true).mode(0o700).create(parent)?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = PathBuf::from(name);
    // An old temporary file may have another mode, or be a link to something else.
    let _ = fs::remove_file(&temporary);
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    })();
    if written.is_ok() {
        // The name should outlive a crash, too; not every file system can promise that.
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}
