//! Names that are left out and picked on a terminal. `script` makes the terminal.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::harness::{BINARY, Env};

const CTRL_C: &str = "\x03";
const ESC: &str = "\x1b";
const SHOWS_CURSOR: &str = "\x1b[?25h";
const HIDES_CURSOR: &str = "\x1b[?25l";

/// A run at a terminal.
pub(crate) struct Terminal {
    child: Child,
    keys: ChildStdin,
    screen: ChildStdout,
    /// Its device.
    tty: String,
    seen: String,
}

impl Terminal {
    pub(crate) fn start(env: &Env, words: &str, term: &str) -> Self {
        let mut command = env.command("script");
        // The state of the terminal is shown once the program has left it.
        let line =
            format!("tty; stty cols 60 rows 24; {BINARY} {words}; echo \"exit $?\"; stty -a | grep -ow -- '-*echo'");
        command.args(["-qec", &line, "/dev/null"]).env("TERM", term).env("SHELL", "/bin/sh").env("NO_COLOR", "1");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (keys, screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut terminal = Self { child, keys, screen, tty: String::new(), seen: String::new() };
        terminal.wait_for("\n");
        let (tty, seen) = terminal.seen.split_once("\r\n").unwrap();
        (terminal.tty, terminal.seen) = (tty.to_owned(), seen.to_owned());
        terminal
    }

    /// Reads until something more is on the screen.
    pub(crate) fn wait_for(&mut self, text: &str) {
        let from = self.seen.len();
        while !self.seen[from..].contains(text) {
            let mut bytes = [0; 4096];
            let count = self.screen.read(&mut bytes).unwrap();
            assert!(count > 0, "no {text:?} in {:?}", self.seen);
            // All that is looked for is ASCII; of a letter that is cut in two, no half is.
            self.seen.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until keys are read one by one: before that, Ctrl-C is a signal and no key.
    fn wait_for_raw(&mut self) {
        let start = Instant::now();
        loop {
            let state = Command::new("stty").args(["-F", &self.tty, "-a"]).output().unwrap();
            assert!(state.status.success(), "{}: {}", self.tty, String::from_utf8_lossy(&state.stderr));
            if String::from_utf8_lossy(&state.stdout).contains("-icanon") {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "nobody reads keys: {:?}", self.seen);
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the end, and returns what was on the screen after the last list.
    pub(crate) fn end(mut self) -> String {
        let mut rest = Vec::new();
        self.screen.read_to_end(&mut rest).unwrap();
        self.child.wait().unwrap();
        self.seen.push_str(&String::from_utf8_lossy(&rest));
        assert!(self.seen.rfind(HIDES_CURSOR) <= self.seen.rfind(SHOWS_CURSOR), "{:?}", self.seen);
        let (_, after) = self.seen.rsplit_once(SHOWS_CURSOR).unwrap_or(("", &self.seen));
        after.replace('\r', "").trim_start().to_owned()
    }
}

fn env() -> Env {
    let env = Env::with_web();
    env.run(&["profile", "add", "k8s-to-sg1"]).ok();
    env.put("/calico/v1/policy/profile/k8s-to-sg1/tags", br#"["\u001b[2Jx"]"#);
    env
}

#[test]
fn a_name_is_found_by_a_part_of_it() {
    let env = env();
    let mut terminal = Terminal::start(&env, "profile tag list", "xterm");
    terminal.wait_for("web");
    // What the datastore holds does not clear the screen.
    assert!(terminal.seen.contains("\\x1b[2Jx"), "{:?}", terminal.seen);
    terminal.press("we");
    terminal.press("\r");
    assert_snapshot!(terminal.end(), @"
    profile: web
    TAG
    web
    exit 0
    echo
    ");
}

#[test]
fn what_comes_behind_it_is_asked_for() {
    let env = env();
    let mut terminal = Terminal::start(&env, "profile rule add -q --reason 'to see'", "xterm");
    terminal.wait_for("k8s-to-sg1");
    terminal.press("web\r");
    terminal.wait_for("outbound");
    terminal.press("\x1b[B\r");
    terminal.wait_for("rule: ");
    terminal.press("deny tcp to ports 25\n");
    assert_snapshot!(terminal.end(), @"
    rule: deny tcp to ports 25
    outbound rule added to profile web: deny tcp to ports 25
    exit 0
    echo
    ");
    assert_snapshot!(env.run(&["history", "list", "--jq", ".items[-1].command | join(\" \")"]), @"
    exit 0
    stdout| profile rule add web outbound deny tcp to ports 25
    ");
}

#[test]
fn leaving_writes_nothing_and_leaves_the_terminal_as_it_was() {
    let env = env();
    let before = (env.dump(), env.journal());
    let mut terminal = Terminal::start(&env, "profile remove --yes", "xterm");
    terminal.wait_for("web");
    assert!(terminal.seen.contains(HIDES_CURSOR));
    terminal.wait_for_raw();
    terminal.press(CTRL_C);
    assert_snapshot!(terminal.end(), @"
    error: no profile is chosen
    exit 3
    echo
    ");
    let mut terminal = Terminal::start(&env, "profile clone", "xterm");
    terminal.wait_for("web");
    terminal.press(ESC);
    assert_snapshot!(terminal.end(), @"
    error: no profile is chosen
    exit 3
    echo
    ");
    assert_eq!((env.dump(), env.journal()), before);
}

#[test]
fn where_nothing_can_be_drawn_or_chosen_it_is_an_error() {
    let env = env();
    assert_snapshot!(Terminal::start(&env, "profile remove", "dumb").end(), @"
    error: the following required arguments were not provided: <NAMES>...
    hint: usage: calicross profile remove [OPTIONS] <NAMES>...
    exit 2
    echo
    ");
    assert_snapshot!(Terminal::start(&Env::new(), "profile remove", "xterm").end(), @"
    error: there is no profile to choose
    exit 3
    echo
    ");
    // No terminal: as ever, in a batch as well.
    assert_snapshot!(env.run(&["profile", "remove"]), @"
    exit 2
    stderr| error: the following required arguments were not provided: <NAMES>...
    stderr| hint: usage: calicross profile remove [OPTIONS] <NAMES>...
    ");
    env.file("lines", "profile tag list\nprofile remove\n");
    assert_snapshot!(Terminal::start(&env, "batch -f lines", "xterm").end(), @"
    error: lines:1: the following required arguments were not provided: <PROFILE>
    hint: usage: calicross profile tag list [OPTIONS] <PROFILE>
    exit 2
    echo
    ");
}
