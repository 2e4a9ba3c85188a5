//! What completion of names keeps for some seconds on this host, so that the next key press need not ask the datastore.
//!
//! The files lie in `calicross` in `$XDG_CACHE_HOME` or `~/.cache`, a folder that only its owner may look into and that is left
//! alone where it is anything else: names of a cloud are nobody else's business, and what stands there ends up on a command
//! line. Each datastore, as the settings name it, has files of its own; a change that lands through calicross removes them, so that what
//! was just added is offered at once.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::settings::Settings;
use crate::plan::journal::digest;

/// How long names are good for: a person's next few key presses.
const FRESH: Duration = Duration::from_secs(10);
/// When a file is swept, whoever's datastore it is of: well after nobody may be writing it any more.
const STALE: Duration = Duration::from_secs(60);

/// The files of one datastore.
#[derive(Debug)]
pub struct Cache {
    dir: PathBuf,
    datastore: String,
}

impl Cache {
    /// Names the files of the datastore that settings mean; `None` where this user has no folder for them. Nothing is made or
    /// opened yet.
    pub fn of(settings: &Settings) -> Option<Self> {
        let xdg = std::env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()).map(PathBuf::from);
        let home = || Some(PathBuf::from(std::env::var_os("HOME").filter(|dir| !dir.is_empty())?).join(".cache"));
        let dir = xdg.filter(|dir| dir.is_absolute()).or_else(home)?.join("calicross");
        let connection = &settings.connection;
        let path = settings.path.as_ref().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.clone()));
        // Neither the password nor a hash of it: a name in a folder may be seen by more than its content.
        let identity = (
            env!("CARGO_PKG_VERSION"),
            settings.datastore,
            path,
            &connection.endpoints,
            &connection.user,
            [&connection.cacert, &connection.cert, &connection.key],
        );
        Some(Self { dir, datastore: digest(format!("{identity:?}").as_bytes()) })
    }

    fn path(&self, what: &str) -> PathBuf {
        self.dir.join(format!("{}-{}", self.datastore, digest(what.as_bytes())))
    }

    /// Opens what was kept under a name; `None` where there is nothing, or nothing fresh.
    pub fn get(&self, what: &str) -> Option<File> {
        if !is_private(&self.dir) {
            return None;
        }
        let file = File::open(self.path(what)).ok()?;
        // A time in the future is no time.
        let age = file.metadata().ok()?.modified().ok()?.elapsed().ok()?;
        (age < FRESH).then_some(file)
    }

    /// Keeps something under a name, and sweeps what is old. A cache that cannot be written is no failure of anything.
    pub fn put(&self, what: &str, bytes: &[u8]) {
        if !self.dir.exists() {
            let _ = DirBuilder::new().recursive(true).mode(0o700).create(&self.dir);
        }
        if !is_private(&self.dir) {
            return;
        }
        sweep(&self.dir, |_, age| age > STALE);
        let path = self.path(what);
        let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
        if write(&temporary, bytes).and_then(|()| fs::rename(&temporary, &path)).is_err() {
            let _ = fs::remove_file(&temporary);
        }
    }

    fn forget(&self) {
        if is_private(&self.dir) {
            sweep(&self.dir, |name, _| name.starts_with(&self.datastore));
        }
    }
}

/// Forgets all that was kept of the datastore that settings mean.
pub fn forget(settings: &Settings) {
    Cache::of(settings).iter().for_each(Cache::forget);
}

/// Writes a file that only its owner reads; unlike what has to last, it is not waited for until it is on the disk.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)
}

/// Tells whether a folder is one of this user's, and nobody else may look into it.
fn is_private(dir: &Path) -> bool {
    let owner = rustix::process::geteuid().as_raw();
    fs::symlink_metadata(dir).is_ok_and(|found| found.is_dir() && found.uid() == owner && found.mode() & 0o077 == 0)
}

fn sweep(dir: &Path, goes: impl Fn(&str, Duration) -> bool) {
    for file in fs::read_dir(dir).into_iter().flatten().flatten() {
        let age = |modified| SystemTime::now().duration_since(modified).unwrap_or_default();
        let age = file.metadata().and_then(|found| found.modified()).map(age).unwrap_or_default();
        if file.file_name().to_str().is_some_and(|name| goes(name, age)) {
            let _ = fs::remove_file(file.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::io::Read;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn cache(dir: &Path, datastore: &str) -> Cache {
        Cache { dir: dir.join("calicross"), datastore: datastore.to_owned() }
    }

    fn text(mut file: File) -> String {
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        text
    }

    fn aged(path: &Path, age: Duration) {
        File::options().write(true).open(path).unwrap().set_modified(SystemTime::now() - age).unwrap();
    }

    #[test]
    fn what_is_kept_is_private_and_found_again() {
        let dir = tempfile::tempdir().unwrap();
        let cache = cache(dir.path(), "a");
        assert!(cache.get("profiles").is_none());
        cache.put("profiles", b"web\n");
        assert_eq!(cache.get("profiles").map(text).as_deref(), Some("web\n"));
        assert!(cache.get("tags").is_none());
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
        assert_eq!((mode(&cache.dir), mode(&cache.path("profiles"))), (0o700, 0o600));
    }

    #[test]
    fn it_is_good_for_some_seconds_and_then_swept() {
        let dir = tempfile::tempdir().unwrap();
        let cache = cache(dir.path(), "a");
        cache.put("profiles", b"web\n");
        aged(&cache.path("profiles"), FRESH + Duration::from_secs(1));
        assert!(cache.get("profiles").is_none());
        aged(&cache.path("profiles"), STALE + Duration::from_secs(1));
        cache.put("tags", b"");
        assert!(!cache.path("profiles").exists() && cache.path("tags").exists());
    }

    #[test]
    fn a_change_forgets_its_own_datastore() {
        let dir = tempfile::tempdir().unwrap();
        let (one, other) = (cache(dir.path(), "a"), cache(dir.path(), "b"));
        one.put("profiles", b"web\n");
        other.put("profiles", b"web\n");
        one.forget();
        assert!(one.get("profiles").is_none() && other.get("profiles").is_some());
    }

    #[test]
    fn a_folder_that_others_see_into_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let cache = cache(dir.path(), "a");
        cache.put("profiles", b"web\n");
        fs::set_permissions(&cache.dir, Permissions::from_mode(0o750)).unwrap();
        assert!(cache.get("profiles").is_none());
        cache.put("tags", b"");
        assert!(!cache.path("tags").exists());
    }
}
