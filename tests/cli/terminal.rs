//! A shell on a terminal of its own, to which a person types.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::harness::{BINARY, Env};

/// Longest time for a shell to do something.
const PATIENCE: Duration = Duration::from_secs(60);
/// What the shells are told to prompt with.
const PROMPT: &str = "ready> ";
/// The keys that write the line as it stands into a file.
const TELL: &str = "\u{18}d";
/// The key that clears it.
const CLEAR: &str = "\u{15}";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Shell {
    pub(crate) const ALL: [Self; 3] = [Self::Bash, Self::Zsh, Self::Fish];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
        }
    }

    /// A command that starts the shell with a file of ours instead of its user's, which `setup` begins.
    fn command(self, env: &Env, setup: &str) -> Command {
        let line = env.dir().join("line");
        let line = line.display();
        let (setup, words) = match self {
            Self::Bash => (
                format!(
                    "stty cols 200 rows 50\nPS1='{PROMPT}'\nbind 'set bell-style none'\n{setup}\n\
                     tell() {{ printf %s \"$READLINE_LINE\" >{line}.new; mv {line}.new {line}; }}\n\
                     bind -x '\"\\C-xd\": tell'\n"
                ),
                vec!["--noprofile".to_owned(), "--rcfile".to_owned(), "SETUP".to_owned(), "-i".to_owned()],
            ),
            Self::Zsh => (
                format!(
                    "stty cols 200 rows 50\nPROMPT='{PROMPT}'\nunsetopt beep\nautoload -Uz compinit\n{setup}\n\
                     tell() {{ print -rn -- \"$BUFFER\" >{line}.new; command mv {line}.new {line} }}\n\
                     zle -N tell\nbindkey '^xd' tell\n"
                ),
                vec!["-d".to_owned(), "-i".to_owned()],
            ),
            Self::Fish => (
                format!(
                    "stty cols 200 rows 50\nfunction fish_prompt; echo -n '{PROMPT}'; end\nfunction fish_greeting; end\n\
                     {setup}\nbind \\cxd 'commandline >{line}.new; command mv {line}.new {line}'\n"
                ),
                vec![
                    "--private".to_owned(),
                    "--interactive".to_owned(),
                    "--init-command".to_owned(),
                    "source SETUP".to_owned(),
                ],
            ),
        };
        let file = env.file(if self == Self::Zsh { ".zshrc" } else { "setup" }, &setup);
        // Without it fish reads every man page of the machine, in the background and beyond its own end.
        std::fs::create_dir_all(env.dir().join("fish/generated_completions")).unwrap();
        let mut command = env.command("setsid");
        command.args(["--ctty", "--wait", self.name()]);
        command.args(words.iter().map(|word| word.replace("SETUP", &file)));
        // zsh's and fish's own files.
        command.env("ZDOTDIR", env.dir()).env("XDG_CONFIG_HOME", env.dir()).env("XDG_DATA_HOME", env.dir());
        command
    }

    /// What makes the shell complete as after `source <(calicross completion SHELL --names)`.
    pub(crate) fn sourced(self) -> &'static str {
        match self {
            Self::Bash => "source <(calicross completion bash --names)",
            Self::Zsh => "compinit -u -D\nsource <(calicross completion zsh --names)",
            Self::Fish => "calicross completion fish --names | source",
        }
    }
}

/// A shell, and what it has shown.
pub(crate) struct Terminal {
    shell: Child,
    keys: File,
    shown: Arc<Mutex<Vec<u8>>>,
    line: PathBuf,
}

impl Terminal {
    /// Starts a shell in which `calicross` is the built program.
    pub(crate) fn open(shell: Shell, env: &Env, setup: &str) -> Self {
        let name = shell.name();
        let there = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
        assert!(there, "{name} is not installed; it comes with `apt-get install {name}`");
        let keys = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&keys).unwrap();
        unlockpt(&keys).unwrap();
        let path = ptsname(&keys, Vec::new()).unwrap().into_string().unwrap();
        let slave = File::options().read(true).write(true).open(path).unwrap();
        let mut command = shell.command(env, setup);
        let bin = Path::new(BINARY).parent().unwrap().display();
        command.env("PATH", format!("{bin}:{}", std::env::var("PATH").unwrap())).env("TERM", "xterm");
        let stream = || Stdio::from(slave.try_clone().unwrap());
        let child = command.stdin(stream()).stdout(stream()).stderr(stream()).spawn().unwrap();
        let keys = File::from(keys);
        let shown = Arc::new(Mutex::new(Vec::new()));
        let (mut screen, sink) = (keys.try_clone().unwrap(), Arc::clone(&shown));
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Reading fails when the last program has closed the terminal.
            while let Ok(read @ 1..) = screen.read(&mut buffer) {
                sink.lock().unwrap().extend_from_slice(&buffer[..read]);
            }
        });
        let terminal = Self { shell: child, keys, shown, line: env.dir().join("line") };
        terminal.shows(PROMPT);
        terminal
    }

    /// Returns all that was shown so far.
    pub(crate) fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()).into_owned()
    }

    fn wait<T>(&self, what: &str, mut done: impl FnMut() -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(done) = done() {
                return done;
            }
            assert!(started.elapsed() < PATIENCE, "not seen: {what:?}, but {:?}", self.shown());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Types keys.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits until a text was shown.
    pub(crate) fn shows(&self, text: &str) {
        self.wait(text, || self.shown().contains(text).then_some(()));
    }

    /// Types keys, and returns the line as it then stands; it is cleared for the next.
    pub(crate) fn line(&mut self, keys: &str) -> String {
        let _ = std::fs::remove_file(&self.line);
        self.press(&format!("{keys}{TELL}"));
        let line = self.wait("line", || std::fs::read_to_string(&self.line).ok());
        self.press(CLEAR);
        line.trim_end_matches('\n').to_owned()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It is the leader of its terminal: what it started is told, too.
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}
