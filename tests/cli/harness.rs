//! Runs the built program against a datastore file of its own.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use calicross::store::file::FileStore;
use calicross::store::{Batch, Scope, Store, Want};
use tempfile::TempDir;

/// A scratch directory with an empty datastore in it.
pub(crate) struct Env {
    dir: TempDir,
    variables: Vec<(String, String)>,
    hidden: Vec<(String, &'static str)>,
}

impl Env {
    pub(crate) fn new() -> Self {
        let dir = tempfile::Builder::new().prefix("calicross-cli-").tempdir().unwrap();
        Self { dir, variables: Vec::new(), hidden: Vec::new() }
    }

    /// A datastore that has the profile `web`.
    pub(crate) fn with_web() -> Self {
        let env = Self::new();
        env.run(&["profile", "add", "web"]).ok();
        env
    }

    /// Adds a variable to the environment of every run.
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Puts a placeholder in snapshots for what differs from run to run.
    pub(crate) fn hide(mut self, value: &str, placeholder: &'static str) -> Self {
        self.hidden.push((value.to_owned(), placeholder));
        self
    }

    /// A command with nothing inherited from the caller's environment.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.dir()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", self.dir());
        command.env("COLUMNS", "100").env("LANG", "C.UTF-8");
        command.env("CALICROSS_PATH", self.store()).env("CALICROSS_STATE_DIR", self.dir().join("state"));
        command.env("CALICROSS_ACTOR", "tester");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs calicross with nothing on stdin.
    #[must_use = "snapshot the run, or call ok()"]
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with_stdin(args, b"")
    }

    /// Runs calicross without naming the datastore.
    #[must_use = "snapshot the run, or call ok()"]
    pub(crate) fn run_unsettled(&self, args: &[&str]) -> Run {
        let mut command = self.command(BINARY);
        command.env_remove("CALICROSS_PATH").args(args).stdin(Stdio::null());
        self.finished(command.output().unwrap())
    }

    #[must_use = "snapshot the run, or call ok()"]
    pub(crate) fn run_with_stdin(&self, args: &[&str], input: &[u8]) -> Run {
        let mut command = self.command(BINARY);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A run that does not look at its stdin may end before it is written.
        let _ = child.stdin.take().unwrap().write_all(input);
        self.finished(child.wait_with_output().unwrap())
    }

    /// Runs a line of the shell in which `calicross` is the built program.
    #[must_use = "snapshot the run, or call ok()"]
    pub(crate) fn sh(&self, line: &str) -> Run {
        let script = format!("calicross() {{ {BINARY} \"$@\"; }}\n{line}");
        self.finished(self.command("sh").arg("-c").arg(script).stdin(Stdio::null()).output().unwrap())
    }

    fn finished(&self, output: Output) -> Run {
        let mut hidden = vec![(self.dir().display().to_string(), "DIR")];
        hidden.extend(self.hidden.iter().cloned());
        if self.store().exists() {
            hidden.extend(self.open().identity().map(|identity| (identity, "IDENTITY")));
        }
        Run { output, hidden }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.dir().join("store.redb")
    }

    fn open(&self) -> FileStore {
        FileStore::open(self.store(), Duration::from_secs(20), "test".to_owned()).unwrap()
    }

    /// Writes a file into the scratch directory and returns its path.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.dir().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// Gives a key a value behind the program's back: no check, no journal.
    pub(crate) fn put(&self, path: &str, value: &[u8]) {
        let mut store = self.open();
        let present = store.read(&[Scope::key(path)], Want::Values).unwrap();
        let mut batch = Batch::default();
        match present.get(path) {
            Some(entry) => batch.replace(path, entry.version, value.to_vec()),
            None => batch.create(path, value.to_vec()),
        }
        store.commit(&batch).unwrap();
    }

    /// Gives many keys that are not there their values, as [`Env::put`] does.
    pub(crate) fn put_all(&self, keys: &[(&str, &str)]) {
        let mut batch = Batch::default();
        for (path, value) in keys {
            batch.create(*path, value.as_bytes().to_vec());
        }
        self.open().commit(&batch).unwrap();
    }

    /// Makes keys behind the program's back, all at once.
    pub(crate) fn fill(&self, keys: impl IntoIterator<Item = (String, Vec<u8>)>) {
        let mut batch = Batch::default();
        for (path, value) in keys {
            batch.create(path, value);
        }
        self.open().commit(&batch).unwrap();
    }

    fn below(&self, prefix: &str) -> BTreeMap<String, Vec<u8>> {
        let snapshot = self.open().read(&[Scope::under(prefix)], Want::Values).unwrap();
        snapshot.into_entries().into_iter().map(|entry| (entry.path, entry.value)).collect()
    }

    /// Returns every key and value under /calico, to show that a run left them alone.
    pub(crate) fn dump(&self) -> BTreeMap<String, Vec<u8>> {
        self.below("/calico/")
    }

    /// Returns the value of a key as text.
    pub(crate) fn value(&self, path: &str) -> Option<String> {
        self.dump().get(path).map(|value| String::from_utf8(value.clone()).unwrap())
    }

    /// Returns the kept intents of links.
    pub(crate) fn intents(&self) -> BTreeMap<String, Vec<u8>> {
        self.below("/calicross/v1/links/")
    }

    /// Returns what is remembered of sets.
    pub(crate) fn sets(&self) -> BTreeMap<String, Vec<u8>> {
        self.below("/calicross/v1/sets/")
    }

    /// Returns the keys of the journal.
    pub(crate) fn journal(&self) -> BTreeMap<String, Vec<u8>> {
        self.below("/calicross/v1/journal/")
    }
}

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_calicross");

/// A finished run. Its `Display` is what the snapshots hold: ids, times and the scratch directory as placeholders.
pub(crate) struct Run {
    output: Output,
    /// What differs from run to run, and what stands for it.
    hidden: Vec<(String, &'static str)>,
}

impl Run {
    /// Insists that the run ended with 0.
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code(), 0, "{self}");
        self
    }

    pub(crate) fn code(&self) -> i32 {
        self.output.status.code().expect("calicross was killed by a signal")
    }

    pub(crate) fn stdout(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    pub(crate) fn stdout_bytes(&self) -> &[u8] {
        &self.output.stdout
    }

    pub(crate) fn stderr(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.output.stdout).unwrap_or_else(|err| panic!("{err}: {self}"))
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "exit {}", self.code())?;
        for (name, bytes) in [("stdout", &self.output.stdout), ("stderr", &self.output.stderr)] {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let text = self.hidden.iter().fold(text, |text, (value, placeholder)| text.replace(value, placeholder));
            for line in redacted(&text).lines() {
                writeln!(f, "{name}| {line}")?;
            }
        }
        Ok(())
    }
}

/// Puts placeholders of the same width where journal ids and times stand.
fn redacted(text: &str) -> String {
    // A journal id is a UUIDv7; those of security groups, which tests name themselves, are not.
    const SHAPES: [(&str, &str); 2] = [
        ("xxxxxxxx-xxxx-7xxx-xxxx-xxxxxxxxxxxx", "JOURNAL-ENTRY-ID-0000-0000-000000000"),
        ("dddd-dd-ddTdd:dd:ddZ", "YYYY-MM-DDTHH:MM:SSZ"),
    ];
    let fits = |shape: &str, text: &str| {
        let mut chars = text.chars();
        shape.chars().all(|wanted| {
            chars.next().is_some_and(|found| match wanted {
                'x' => found.is_ascii_hexdigit() && !found.is_ascii_uppercase(),
                'd' => found.is_ascii_digit(),
                _ => found == wanted,
            })
        })
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let shape = SHAPES.iter().find(|(shape, _)| fits(shape, rest));
        match shape {
            Some((shape, placeholder)) => {
                out.push_str(placeholder);
                rest = &rest[shape.len()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}
