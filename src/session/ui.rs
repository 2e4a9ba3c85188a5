//! What reaches the person or script at the other end: data on stdout, everything else on stderr.

use std::borrow::Cow;
use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::options::ColorChoice;
use crate::error::{CommandError, ErrorKind};
use crate::render::{self, Format, Options, Output, Row, printable};

/// Time after which work on a terminal shows that it goes on.
const PATIENCE: Duration = Duration::from_millis(500);

/// The way out, and the way in for answers.
pub struct Ui {
    options: Options,
    quiet: bool,
    verbose: bool,
    mute: bool,
    color_err: bool,
}

/// How the output is wanted.
#[derive(Debug, Default)]
pub struct UiSettings {
    /// `-o`, where given.
    pub output: Option<Output>,
    /// `--jq`.
    pub jq: Option<render::Jq>,
    /// `--no-headers`.
    pub no_headers: bool,
    /// `--sort-by`.
    pub sort_by: Option<String>,
    /// `--filter`.
    pub filters: Vec<render::Filter>,
    /// `--color`.
    pub color: ColorChoice,
    /// `-q`.
    pub quiet: bool,
    /// `-v`.
    pub verbose: bool,
    /// Whether somebody else tells what became of changes.
    pub mute: bool,
}

impl Ui {
    /// Looks at the terminal, once.
    pub fn new(settings: UiSettings) -> Self {
        let wanted = |terminal: bool| match settings.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                terminal
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        let out_terminal = io::stdout().is_terminal();
        let output = settings.output.unwrap_or_default();
        Self {
            options: Options {
                format: output.format,
                columns: output.columns,
                headers: !settings.no_headers,
                sort_by: settings.sort_by,
                filters: settings.filters,
                jq: settings.jq,
                color: wanted(out_terminal),
                terminal: out_terminal,
            },
            quiet: settings.quiet,
            verbose: settings.verbose,
            mute: settings.mute,
            color_err: wanted(io::stderr().is_terminal()),
        }
    }

    /// Tells whether `-v` was given.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Tells whether `-q` was given.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Tells whether somebody else tells what became of changes.
    pub fn is_mute(&self) -> bool {
        self.mute
    }

    /// Returns the output format.
    pub fn format(&self) -> Format {
        self.options.format
    }

    /// Shows all columns of a table, as `-o wide` does; other formats stay.
    pub fn widen(&mut self) {
        if self.options.format == Format::Table {
            self.options.format = Format::Wide;
        }
    }

    /// Tells whether what stdout gets is made of the JSON form, rather than text for people.
    pub fn is_structured(&self) -> bool {
        self.is_for_programs() || self.options.columns.is_some()
    }

    /// Tells whether stdout gets JSON or YAML.
    fn is_for_programs(&self) -> bool {
        matches!(self.options.format, Format::Json | Format::Jsonl | Format::Yaml) || self.options.jq.is_some()
    }

    /// Tells whether rows are filtered, sorted, put through jq or into columns of one's own, so that they must pass as a list.
    pub fn selects(&self) -> bool {
        let chosen = self.options.jq.is_some() || self.options.columns.is_some();
        chosen || self.options.sort_by.is_some() || !self.options.filters.is_empty()
    }

    /// Tells whether stdout has colour.
    pub fn color(&self) -> bool {
        self.options.color
    }

    /// Tells whether stderr has colour.
    pub(super) fn color_err(&self) -> bool {
        self.color_err
    }

    /// Tells whether there is a person to ask.
    pub fn can_ask(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Prints a list of rows.
    ///
    /// # Errors
    /// Where stdout cannot be written, or the options name what is not there.
    pub fn list<R: Row>(&self, rows: impl IntoIterator<Item = R>) -> Result<(), CommandError> {
        let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
        render::list(&mut out, rows, &self.options)?;
        Ok(out.flush()?)
    }

    /// Prints one object: structured where that is asked for, else as `human` writes it.
    ///
    /// # Errors
    /// Where stdout cannot be written.
    pub fn object<T: Serialize>(
        &self,
        schema: &str,
        value: &T,
        human: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), CommandError> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        render::object(&mut out, schema, value, &self.options, human)?;
        Ok(out.flush()?)
    }

    /// Looks whether rows can be printed as they come, one by one.
    ///
    /// # Errors
    /// Where the options sort them, or name what is not there.
    pub fn check_stream<R: Row>(&self) -> Result<(), CommandError> {
        Ok(render::check_item::<R>(&self.options)?)
    }

    /// Prints a row as it comes: structured where that is asked for, else as `human` writes it. Returns whether it passed the filters.
    ///
    /// # Errors
    /// Where stdout cannot be written.
    pub fn item<R: Row>(
        &self,
        row: &R,
        human: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> Result<bool, CommandError> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        let written = render::item(&mut out, row, &self.options, human)?;
        out.flush()?;
        Ok(written)
    }

    /// Writes text to stdout as it is.
    ///
    /// # Errors
    /// Where stdout cannot be written.
    pub fn raw(&self, text: &[u8]) -> Result<(), CommandError> {
        let mut out = io::stdout().lock();
        out.write_all(text)?;
        Ok(out.flush()?)
    }

    /// Writes a line to stdout; control characters from data do not reach a terminal.
    ///
    /// # Errors
    /// Where stdout cannot be written.
    pub fn line(&self, text: &str) -> Result<(), CommandError> {
        Ok(writeln!(io::stdout().lock(), "{}", if self.options.terminal { printable(text) } else { text.into() })?)
    }

    /// Returns stdout for bytes that are written as they are.
    pub fn writer(&self) -> impl Write + use<> {
        io::BufWriter::with_capacity(1 << 20, io::stdout().lock())
    }

    /// Begins to write lines to stdout while they arrive.
    pub fn lines(&self) -> Lines {
        Lines { out: io::BufWriter::with_capacity(1 << 16, io::stdout().lock()), escape: self.options.terminal }
    }

    /// Returns a text of several lines as it may reach stdout: on a terminal without other control characters.
    pub fn printable_lines<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !self.options.terminal {
            return text.into();
        }
        text.split('\n').map(printable).collect::<Vec<_>>().join("\n").into()
    }

    /// Tells that something was done, unless `-q`.
    pub fn status(&self, text: &str) {
        if !self.quiet {
            self.stderr("", text);
        }
    }

    /// Tells what only `-v` asks for.
    pub fn detail(&self, text: &str) {
        if self.verbose {
            self.stderr("", text);
        }
    }

    /// Writes text of several lines to stderr.
    pub fn tell(&self, text: &str) {
        // Nobody is left to tell when stderr is closed.
        let _ = io::stderr().lock().write_all(self.printable_lines(text).as_bytes());
    }

    /// Tells of something that should be known.
    pub fn warn(&self, text: &str) {
        self.stderr("warning: ", text);
    }

    /// Tells of an error, in the form that the output has.
    pub fn error(&self, error: &CommandError) {
        let text = if self.is_for_programs() { error.report_json() } else { error.report() };
        // Nobody is left to tell when stderr is closed.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    fn stderr(&self, label: &str, text: &str) {
        let (on, off) = if self.color_err && !label.is_empty() { ("\x1b[33m", "\x1b[0m") } else { ("", "") };
        let _ = writeln!(io::stderr().lock(), "{on}{label}{off}{}", printable(text));
    }

    /// Asks a question that is answered with yes or no; no is the default.
    ///
    /// # Errors
    /// Where the answer cannot be read.
    pub fn confirm(&self, question: &str) -> Result<bool, CommandError> {
        let answer = self.answer(&format!("{question} [y/N] "))?;
        Ok(matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes"))
    }

    /// Asks for a name to be typed, which nobody does by the way.
    ///
    /// # Errors
    /// Where the answer cannot be read.
    pub fn confirm_by_name(&self, name: &str) -> Result<bool, CommandError> {
        Ok(self.answer(&format!("type {name} to go on: "))? == name)
    }

    /// Asks for a text.
    ///
    /// # Errors
    /// Where nothing is answered.
    pub fn ask(&self, what: &str) -> Result<String, CommandError> {
        let answer = self.answer(&format!("{what}: "))?;
        if answer.is_empty() {
            return Err(CommandError::new(ErrorKind::Unconfirmed, format!("no {what} given")));
        }
        Ok(answer)
    }

    /// Shows a prompt and reads a line, without blanks around it.
    fn answer(&self, prompt: &str) -> Result<String, CommandError> {
        // What nobody was asked, or nobody answered, nobody has agreed to: not even a closed pipe is a success here.
        let failed =
            |what: &str, err: io::Error| CommandError::new(ErrorKind::Unconfirmed, format!("cannot {what}: {err}"));
        let mut err = io::stderr().lock();
        write!(err, "{}", printable(prompt)).and_then(|()| err.flush()).map_err(|err| failed("ask", err))?;
        drop(err);
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).map_err(|err| failed("read the answer", err))?;
        if !answer.ends_with('\n') {
            // The end of the input leaves the cursor behind the question.
            let _ = writeln!(io::stderr().lock());
        }
        Ok(answer.trim().to_owned())
    }

    /// Shows that something is going on, on a terminal and where it takes more than half a second.
    pub fn waiting(&self, what: &'static str) -> Waiting {
        if self.quiet || !io::stderr().is_terminal() { Waiting(None, None) } else { Waiting::start(what) }
    }

    /// Makes a progress bar that shows on a terminal after half a second of work.
    pub fn progress(&self, what: &'static str) -> Progress {
        Progress { bar: None, what, since: Instant::now(), shown: !self.quiet && io::stderr().is_terminal() }
    }
}

/// Work whose length is not known: on a terminal, after half a second, something moves on stderr until it is dropped.
pub struct Waiting(Option<mpsc::Sender<()>>, Option<JoinHandle<()>>);

impl Waiting {
    fn start(what: &'static str) -> Self {
        let (ended, end) = mpsc::channel::<()>();
        let thread = std::thread::spawn(move || {
            // The sender is dropped when the work ends: until then there is nothing to receive.
            if end.recv_timeout(PATIENCE) != Err(mpsc::RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_message(what);
            while end.recv_timeout(PATIENCE / 5) == Err(mpsc::RecvTimeoutError::Timeout) {
                bar.tick();
            }
            bar.finish_and_clear();
        });
        Self(Some(ended), Some(thread))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.0.take());
        if let Some(thread) = self.1.take() {
            // The line must be clear before anything else is written.
            let _ = thread.join();
        }
    }
}

/// Lines on their way to stdout.
pub struct Lines {
    out: io::BufWriter<io::StdoutLock<'static>>,
    escape: bool,
}

impl Lines {
    /// Writes a line; control characters from data do not reach a terminal.
    ///
    /// # Errors
    /// Where stdout cannot be written.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(if self.escape { printable(text) } else { text.into() }.as_bytes())?;
        self.out.write_all(b"\n")
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// Where stdout cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Progress of work that takes long.
pub struct Progress {
    bar: Option<ProgressBar>,
    what: &'static str,
    since: Instant,
    shown: bool,
}

impl Progress {
    /// Tells how much is done.
    pub fn update(&mut self, done: usize, total: usize) {
        if !self.shown || (self.bar.is_none() && self.since.elapsed() < PATIENCE) {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{msg} {pos}/{len} {wide_bar} {eta}") {
                bar.set_style(style);
            }
            bar.set_message(self.what);
            bar
        });
        bar.set_position(done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
