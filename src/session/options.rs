//! Options that every command has, and those of every command that writes.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::plan::Force;
use crate::render::{Filter, Jq, Output};

/// Heading of the options that choose the datastore.
pub const DATASTORE: &str = "Datastore";
/// Heading of the options that shape the output.
pub const OUTPUT: &str = "Output";
/// Heading of the options of commands that write.
pub const WRITING: &str = "Writing";

/// Which API to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DatastoreChoice {
    /// The API that holds /calico/v1; writes are refused where both or neither do
    Auto,
    /// etcd's v2 API, the one that Calico's v1 components read
    Etcdv2,
    /// etcd's v3 API
    Etcdv3,
    /// The embedded store, a file (--path)
    File,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Options on every command.
#[derive(Args, Clone, Debug, Default)]
pub struct GlobalArgs {
    /// Named entry of the configuration file
    #[arg(long, global = true, value_name = "NAME", help_heading = DATASTORE)]
    pub context: Option<String>,

    /// Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]
    #[arg(long, global = true, value_name = "FILE", help_heading = DATASTORE)]
    pub config: Option<PathBuf>,

    /// Which API [default: auto]
    #[arg(long, global = true, value_name = "KIND", help_heading = DATASTORE)]
    pub datastore: Option<DatastoreChoice>,

    /// File of the embedded store
    #[arg(long, global = true, value_name = "FILE", help_heading = DATASTORE)]
    pub path: Option<PathBuf>,

    /// etcd's addresses, comma-separated [default: http://127.0.0.1:2379]
    #[arg(long, global = true, value_name = "URL,...", help_heading = DATASTORE)]
    pub endpoints: Option<String>,

    /// PEM file of the authority of etcd's certificate
    #[arg(long, global = true, value_name = "FILE", help_heading = DATASTORE)]
    pub cacert: Option<PathBuf>,

    /// PEM file of our certificate
    #[arg(long, global = true, value_name = "FILE", help_heading = DATASTORE)]
    pub cert: Option<PathBuf>,

    /// PEM file of its key
    #[arg(long, global = true, value_name = "FILE", help_heading = DATASTORE)]
    pub key: Option<PathBuf>,

    /// etcd user; the password comes from --password-file or CALICROSS_PASSWORD
    #[arg(long, global = true, value_name = "NAME", help_heading = DATASTORE)]
    pub user: Option<String>,

    /// File that holds the password of --user
    #[arg(long, global = true, value_name = "FILE", help_heading = DATASTORE)]
    pub password_file: Option<PathBuf>,

    /// Time for one request, such as 5s or 500ms [default: 5s]
    #[arg(long, global = true, value_name = "TIME", value_parser = parse_duration, help_heading = DATASTORE)]
    pub timeout: Option<Duration>,

    /// Time for a change to land, retries included [default: 30s]
    #[arg(long, global = true, value_name = "TIME", value_parser = parse_duration, help_heading = DATASTORE)]
    pub commit_timeout: Option<Duration>,

    /// Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit
    #[arg(long, global = true, value_name = "N", value_parser = parse_number::<u32>, help_heading = DATASTORE)]
    pub rate: Option<u32>,

    /// Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE
    #[arg(short, long, global = true, value_name = "FORMAT", help_heading = OUTPUT)]
    pub output: Option<Output>,

    /// Filter the JSON output with a jq expression
    #[arg(long, global = true, value_name = "EXPR", help_heading = OUTPUT)]
    pub jq: Option<Jq>,

    /// Leave out the header line of tables
    #[arg(long, global = true, help_heading = OUTPUT)]
    pub no_headers: bool,

    /// Sort a list by a column; -COLUMN for the other way round
    #[arg(long, global = true, value_name = "COLUMN", allow_hyphen_values = true, help_heading = OUTPUT)]
    pub sort_by: Option<String>,

    /// Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT
    #[arg(long, global = true, value_name = "CONDITION", help_heading = OUTPUT)]
    pub filter: Vec<Filter>,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", help_heading = OUTPUT)]
    pub color: Option<ColorChoice>,

    /// Say nothing but data, warnings and errors
    #[arg(short, long, global = true, help_heading = OUTPUT)]
    pub quiet: bool,

    /// Say more about what is done
    #[arg(short, long, global = true, help_heading = OUTPUT)]
    pub verbose: bool,
}

/// Where the journal is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum JournalChoice {
    /// In the datastore, beside the keys
    #[default]
    Datastore,
    /// In files of this user on this host
    Local,
    /// Nowhere: the change cannot be undone
    Off,
}

/// What of the effect on traffic a change must not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Something passes that did not
    Opens,
    /// Something does not pass that did
    Closes,
}

/// Options on every command that writes.
#[derive(Args, Clone, Debug, Default)]
pub struct WriteArgs {
    /// Write nothing; print what would be written
    #[arg(long, help_heading = WRITING)]
    pub dry_run: bool,

    /// Show each key before and after as a unified diff
    #[arg(long, help_heading = WRITING)]
    pub diff: bool,

    /// Tell which traffic opens and which closes [default: with --dry-run and before a question]
    #[arg(long, overrides_with = "no_impact", help_heading = WRITING)]
    pub impact: bool,

    /// Do not work out which traffic opens and which closes
    #[arg(long, overrides_with = "impact", conflicts_with = "fail_on", help_heading = WRITING)]
    pub no_impact: bool,

    /// Write nothing and exit 3 where traffic opens, or where some closes
    #[arg(long, value_name = "WHAT,...", value_delimiter = ',', help_heading = WRITING)]
    pub fail_on: Vec<FailOn>,

    /// With --dry-run: exit 1 where something would change
    #[arg(long, requires = "dry_run", help_heading = WRITING)]
    pub exit_code: bool,

    /// With --dry-run: save the plan, for `plan apply`
    #[arg(long, value_name = "FILE", requires = "dry_run", help_heading = WRITING)]
    pub out: Option<PathBuf>,

    /// Answer the questions with yes
    #[arg(short, long, help_heading = WRITING)]
    pub yes: bool,

    /// What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner
    #[arg(
        long,
        value_name = "WHAT,...",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "in-use,malformed",
        value_delimiter = ',',
        value_parser = parse_force,
        help_heading = WRITING
    )]
    pub force: Vec<Force>,

    /// Why, for the journal
    #[arg(long, value_name = "TEXT", help_heading = WRITING)]
    pub reason: Option<String>,

    /// Where the journal of the change is kept
    #[arg(long, value_name = "WHERE", value_enum, default_value_t, help_heading = WRITING)]
    pub journal: JournalChoice,

    /// Refuse the change where an expectation of this file would not hold after it (see `verify`)
    #[arg(long, value_name = "FILE", help_heading = WRITING)]
    pub guard: Option<PathBuf>,

    /// Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]
    ///
    /// The change stays written. A dry run does not wait.
    #[arg(
        long,
        value_name = "TIME",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "60s",
        value_parser = parse_duration,
        help_heading = WRITING
    )]
    pub wait: Option<Duration>,
}

impl WriteArgs {
    /// Returns how the rest of a change is wanted that was agreed to, or how it is put back: nothing is asked, worked out or refused any more.
    #[must_use]
    pub fn agreed(&self) -> Self {
        Self { yes: true, impact: false, no_impact: true, fail_on: Vec::new(), guard: None, ..self.clone() }
    }

    /// Tells whether nothing was asked for: as a line of a batch must have it.
    pub fn is_default(&self) -> bool {
        let Self {
            dry_run,
            diff,
            impact,
            no_impact,
            fail_on,
            exit_code,
            out,
            yes,
            force,
            reason,
            journal,
            guard,
            wait,
        } = self;
        !(*dry_run || *diff || *impact || *no_impact || *exit_code || *yes)
            && fail_on.is_empty()
            && out.is_none()
            && guard.is_none()
            && force.is_empty()
            && reason.is_none()
            && wait.is_none()
            && *journal == JournalChoice::default()
    }
}

fn parse_force(text: &str) -> Result<Force, String> {
    match text {
        "in-use" => Ok(Force::InUse),
        "owner" => Ok(Force::Owner),
        "malformed" => Ok(Force::Malformed),
        "drift" => Ok(Force::Drift),
        _ => Err(format!("`{text}` is none of in-use, owner, malformed, drift")),
    }
}

/// Reads a number, such as a position or a limit.
///
/// # Errors
/// What is expected, in words that are not the standard library's.
pub fn parse_number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| "expected a whole number".to_owned())
}

/// Longest time that can be given, about 136 years: what is added to a clock must not run over its end.
const LONGEST: Duration = Duration::from_secs(u32::MAX as u64);

/// Reads a time such as `5s`, `500ms`, `2m` or `1.5s`; a bare number is seconds.
///
/// # Errors
/// A line that says what is expected.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    let expected = || format!("`{text}` is no time; 5s, 500ms or 2m is");
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: f64 = number.parse().map_err(|_| expected())?;
    let seconds = match unit {
        "ms" => number / 1e3,
        "" | "s" => number,
        "m" => number * 60.0,
        "h" => number * 3600.0,
        "d" => number * 86400.0,
        _ => return Err(expected()),
    };
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if time.is_zero() => Err("a time must be more than nothing".to_owned()),
        Ok(time) if time <= LONGEST => Ok(time),
        _ => Err(expected()),
    }
}
