//! Runs the built program with a home of its own and nothing of the caller's environment.

use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A run that takes longer hangs: many times what the slowest one needs.
const HANGS: Duration = Duration::from_secs(100);

/// A person at a shell: a home, and the options of the datastore that is meant.
pub(crate) struct Operator {
    home: TempDir,
    env: Vec<(OsString, OsString)>,
}

impl Operator {
    /// Somebody who has not said yet which datastore is meant.
    pub(crate) fn new() -> Self {
        Self { home: TempDir::new().expect("a temporary folder"), env: Vec::new() }
    }

    /// Somebody who works on an etcd.
    pub(crate) fn of_etcd(endpoint: &str, datastore: &str) -> Self {
        Self::new().set("CALICROSS_ENDPOINTS", endpoint).set("CALICROSS_DATASTORE", datastore)
    }

    /// Somebody who works on an embedded store in the home.
    pub(crate) fn of_file() -> Self {
        let operator = Self::new();
        let path = operator.path("calico.redb");
        operator.set("CALICROSS_PATH", path)
    }

    /// Sets a variable.
    pub(crate) fn set(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.env.push((name.into(), value.as_ref().into()));
        self
    }

    /// What a variable was set to.
    pub(crate) fn variable(&self, name: &str) -> String {
        let found = self.env.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// A file in the home.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file in the home.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).expect("a file in the home");
        path
    }

    /// Every file in the home, the program's own state included.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let (mut found, mut folders) = (Vec::new(), vec![self.home.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found
    }

    /// Starts the program.
    pub(crate) fn start<S: AsRef<OsStr>>(&self, args: &[S]) -> Running {
        self.spawn(Command::new(env!("CARGO_BIN_EXE_calicross")), args)
    }

    /// Starts the program where no file can be larger than so many KiB: what is written beyond that fails, as on a disk that is
    /// full.
    pub(crate) fn start_with_room<S: AsRef<OsStr>>(&self, kib: u64, args: &[S]) -> Running {
        let mut shell = Command::new("bash");
        let limit = format!("ulimit -f {kib} && trap '' XFSZ && exec \"$@\"");
        shell.args(["-c", &limit, "bash", env!("CARGO_BIN_EXE_calicross")]);
        self.spawn(shell, args)
    }

    fn spawn<S: AsRef<OsStr>>(&self, mut command: Command, args: &[S]) -> Running {
        let mut child = command
            .args(args)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.home.path())
            .env("CALICROSS_ACTOR", "tester")
            .envs(self.env.iter().cloned())
            .current_dir(self.home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (stdout, stderr) = (collect(child.stdout.take()), collect(child.stderr.take()));
        let args = args.iter().map(|arg| arg.as_ref().to_string_lossy().into_owned()).collect();
        Running { child, stdout, stderr, args }
    }

    /// Runs the program to its end.
    #[track_caller]
    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Run {
        self.start(args).end()
    }

    /// Runs the program with something on its stdin.
    #[track_caller]
    pub(crate) fn feed<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> Run {
        let mut running = self.start(args);
        if let Some(mut stdin) = running.child.stdin.take() {
            // A program that does not want it all has its reasons.
            let _ = stdin.write_all(input);
        }
        running.end()
    }

    /// Runs words that have to succeed and returns what they print.
    #[track_caller]
    pub(crate) fn ok(&self, words: &str) -> String {
        let args: Vec<&str> = words.split_whitespace().collect();
        self.run(&args).expect(0).stdout
    }

    /// Runs words that have to fail with a code.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, words: &str) -> Run {
        let args: Vec<&str> = words.split_whitespace().collect();
        self.run(&args).expect(code)
    }

    /// Runs words that have to succeed and returns their JSON.
    #[track_caller]
    pub(crate) fn json(&self, words: &str) -> serde_json::Value {
        serde_json::from_str(&self.ok(&format!("{words} -o json"))).expect("JSON")
    }

    /// The state of each entry in the journal, oldest first, and its id.
    #[track_caller]
    pub(crate) fn history(&self) -> Vec<(String, String)> {
        let run = self.run(&["history", "list", "-o", "json"]).expect(0);
        assert!(!run.stderr.contains("unreadable"), "{}", run.stderr);
        let list: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let rows = list["items"].as_array().expect("rows");
        rows.iter().map(|row| (text(row, "state"), text(row, "id"))).collect()
    }
}

/// What a program prints, while it does.
struct Printed {
    text: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
}

impl Printed {
    fn so_far(&self) -> String {
        let bytes = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn whole(self) -> String {
        let Self { text, reader } = self;
        let _ = reader.join();
        let bytes = text.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn collect(pipe: Option<impl Read + Send + 'static>) -> Printed {
    let text = Arc::new(Mutex::new(Vec::new()));
    let shared = text.clone();
    let reader = std::thread::spawn(move || {
        let Some(mut pipe) = pipe else { return };
        let mut buffer = [0; 16 * 1024];
        while let Ok(count) = pipe.read(&mut buffer) {
            if count == 0 {
                return;
            }
            shared.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&buffer[..count]);
        }
    });
    Printed { text, reader }
}

/// A program that was started. It is killed when dropped.
pub(crate) struct Running {
    child: Child,
    stdout: Printed,
    stderr: Printed,
    args: Vec<String>,
}

impl Running {
    /// Sends it a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status();
        assert!(status.is_ok(), "kill");
    }

    /// What it has written to stdout so far.
    pub(crate) fn stdout_so_far(&self) -> String {
        self.stdout.so_far()
    }

    /// What it has written to stderr so far.
    pub(crate) fn stderr_so_far(&self) -> String {
        self.stderr.so_far()
    }

    /// Tells whether it has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }

    /// Waits for its end.
    #[track_caller]
    pub(crate) fn end(mut self) -> Run {
        drop(self.child.stdin.take());
        let start = Instant::now();
        let mut pause = Duration::from_millis(1);
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                break status;
            }
            if start.elapsed() > HANGS {
                let _ = self.child.kill();
                panic!("it hangs: calicross {}", self.args.join(" "));
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        };
        Run {
            args: self.args,
            code: status.code(),
            stdout: self.stdout.whole(),
            stderr: self.stderr.whole(),
            took: start.elapsed(),
        }
    }
}

/// How a program ended.
#[derive(Debug)]
pub(crate) struct Run {
    args: Vec<String>,
    /// Its exit code; `None` where a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
}

impl Run {
    /// Holds the exit code against what it should be.
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        let Self { args, stdout, stderr, .. } = &self;
        assert_eq!(self.code, Some(code), "calicross {}\n--- stdout\n{stdout}\n--- stderr\n{stderr}", args.join(" "));
        self
    }

    /// Holds against it that stderr is one error, in one line, and otherwise hints; returns that line.
    #[track_caller]
    pub(crate) fn one_error(&self) -> &str {
        let (errors, others): (Vec<_>, Vec<_>) = self.stderr.lines().partition(|line| line.starts_with("error: "));
        assert_eq!(errors.len(), 1, "calicross {}: {}", self.args.join(" "), self.stderr);
        assert!(others.iter().all(|line| line.starts_with("hint: ")), "{}", self.stderr);
        errors[0]
    }

    /// Holds against it that stderr has some words.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "calicross {}: no {words:?} in: {}", self.args.join(" "), self.stderr);
        self
    }
}

/// Reads the permissions of a file.
pub(crate) fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).expect("a file").permissions().mode() & 0o777
}
