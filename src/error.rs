//! The error that crosses from commands to `main`.
//!
//! Modules below have their own error types and know nothing of exit codes. A [`CommandError`] is
//! made at the boundary, by the `From` impls in this file: the one place that decides what a failure means
//! to a script and what advice a person gets with it.

use std::io;

use serde::Serialize;

use crate::inventory::Unresolved;
use crate::ipam::IpamError;
use crate::link::wanted::LinkError;
use crate::model::name::BadName;
use crate::model::rule::RuleError;
use crate::plan::commit::CommitError;
use crate::render::{RenderError, diff, printable};
use crate::store::StoreError;

/// What went wrong, as far as a script needs to know. Its word and its exit code are part of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorKind {
    /// Words or options that do not fit.
    Usage,
    /// No such object.
    NotFound,
    /// A name that several objects have.
    Ambiguous,
    /// The object is there, and different.
    Exists,
    /// Something still refers to the object.
    InUse,
    /// Another component owns the key.
    Owner,
    /// A question that nobody answered with yes.
    Unconfirmed,
    /// It cannot be done as asked, for another reason.
    Refused,
    /// Somebody else changed a key meanwhile.
    Conflict,
    /// A saved plan no longer fits the datastore.
    Stale,
    /// Bad data, in a file given or in the datastore.
    BadData,
    /// The datastore cannot be reached.
    Unreachable,
    /// No secure connection.
    Tls,
    /// The datastore refused us.
    Denied,
    /// A part is written.
    Partial,
    /// Output could not be written.
    Output,
}

impl ErrorKind {
    /// Returns the exit code.
    ///
    /// 1 is absent on purpose: it means that the answer is no, never that calicross failed.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Usage => 2,
            Self::NotFound
            | Self::Ambiguous
            | Self::Exists
            | Self::InUse
            | Self::Owner
            | Self::Unconfirmed
            | Self::Refused
            | Self::Output => 3,
            Self::Conflict | Self::Stale => 4,
            Self::BadData => 5,
            Self::Unreachable | Self::Tls | Self::Denied => 6,
            Self::Partial => 7,
        }
    }
}

/// A failed command: what went wrong, with which object, at which key, and what to do about it.
#[derive(Debug)]
pub struct CommandError {
    kind: ErrorKind,
    message: String,
    object: Option<Box<str>>,
    key: Option<Box<str>>,
    difference: Box<str>,
    hints: Vec<String>,
    closed_pipe: bool,
}

#[derive(Serialize)]
struct ErrorDoc<'a> {
    schema: &'static str,
    kind: ErrorKind,
    code: u8,
    message: &'a str,
    object: Option<&'a str>,
    key: Option<&'a str>,
    hint: Option<String>,
}

impl CommandError {
    /// Makes an error from a line that names what is wrong.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            object: None,
            key: None,
            difference: Box::default(),
            hints: Vec::new(),
            closed_pipe: false,
        }
    }

    /// Names the object, such as `profile web`.
    #[must_use]
    pub fn object(mut self, object: impl Into<String>) -> Self {
        self.object = Some(object.into().into());
        self
    }

    /// Names the key.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into().into());
        self
    }

    /// Adds a line that says what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a unified diff between what is there and what was asked for, for people.
    #[must_use]
    pub fn difference(mut self, diff: &str) -> Self {
        self.difference = diff.into();
        self
    }

    /// Returns what went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the line that names what is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Puts words before the message, such as the line of a batch.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    /// Puts words behind the message, such as how many more there are.
    #[must_use]
    pub fn followed_by(mut self, words: &str) -> Self {
        self.message = format!("{} {words}", self.message);
        self
    }

    /// Tells whether it is only that the reader of our output went away, which is no error.
    pub fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }

    /// Formats the error for people as one line, without hints.
    pub fn line(&self) -> String {
        let mut text = format!("error: {}", printable(&self.message));
        if let Some(key) = self.key.as_deref().filter(|key| !self.message.contains(*key)) {
            text.push_str(&format!(" ({})", printable(key)));
        }
        text.push('\n');
        text
    }

    /// Formats the error and its hints for people, a line each.
    pub fn report(&self) -> String {
        let mut text = self.line();
        text.push_str(&self.difference);
        for hint in &self.hints {
            text.push_str(&format!("hint: {}\n", printable(hint)));
        }
        text
    }

    /// Formats the error as one line of JSON.
    pub fn report_json(&self) -> String {
        let doc = ErrorDoc {
            schema: "calicross/error/1",
            kind: self.kind,
            code: self.kind.exit_code(),
            message: &self.message,
            object: self.object.as_deref(),
            key: self.key.as_deref(),
            hint: (!self.hints.is_empty()).then(|| self.hints.join("\n")),
        };
        format!("{}\n", serde_json::to_string(&doc).unwrap_or_default())
    }
}

impl From<StoreError> for CommandError {
    fn from(err: StoreError) -> Self {
        let message = err.to_string();
        match err {
            StoreError::Unreachable { .. } => Self::new(ErrorKind::Unreachable, message)
                .hint("`calicross settings` shows where each connection setting comes from; --timeout gives a slow one more time"),
            StoreError::Tls { .. } => Self::new(ErrorKind::Tls, message)
                .hint("--cacert names the authority of the server's certificate, --cert and --key our own"),
            StoreError::Denied { .. } => Self::new(ErrorKind::Denied, message)
                .hint("--user and --password-file, or --cert and --key, say who we are"),
            StoreError::WrongApi { .. } => Self::new(ErrorKind::Unreachable, message)
                .hint("--datastore chooses between etcdv2, etcdv3 and file; --endpoints says where"),
            StoreError::ReadOnly { .. } | StoreError::Busy { .. } | StoreError::Compacted { .. } => {
                Self::new(ErrorKind::Unreachable, message)
            }
            StoreError::Conflict { paths } => {
                let key = paths.into_iter().next().unwrap_or_default();
                Self::new(ErrorKind::Conflict, message).key(key).hint("nothing was written; run the command again")
            }
            StoreError::Unknown { .. } => {
                Self::new(ErrorKind::Partial, message).hint("`calicross history` shows what has landed")
            }
            StoreError::Value { path, .. } => Self::new(ErrorKind::Refused, message).key(path),
            StoreError::Malformed { at, .. } => Self::new(ErrorKind::BadData, message).key(at),
            StoreError::Io { path, .. } => Self::new(ErrorKind::Unreachable, message).key(path),
            StoreError::Unsupported { .. } | StoreError::Invalid { .. } => Self::new(ErrorKind::Refused, message),
        }
    }
}

impl From<CommitError> for CommandError {
    fn from(err: CommitError) -> Self {
        match err {
            CommitError::Store(err) => err.into(),
            CommitError::Conflict { paths } => StoreError::Conflict { paths }.into(),
            CommitError::Partial { .. } => Self::new(ErrorKind::Partial, err.to_string()).hint(
                "`calicross history` shows it; `calicross plan resume` writes the rest, `calicross undo` takes it back",
            ),
        }
    }
}

impl From<BadName> for CommandError {
    fn from(err: BadName) -> Self {
        Self::new(ErrorKind::Refused, err.to_string())
            .object(format!("{} {}", err.kind, err.name))
            .hint("names are 1 to 128 letters, digits, `_`, `.` and `-`, and do not begin with `_`")
    }
}

impl From<Unresolved> for CommandError {
    fn from(err: Unresolved) -> Self {
        let (kind, object) =
            (if err.candidates.is_empty() { ErrorKind::NotFound } else { ErrorKind::Ambiguous }, err.what);
        let list = match object {
            "security group" => "sg",
            "host endpoint" => "host-endpoint",
            "host" => "node",
            other => other,
        };
        let hint = match kind {
            ErrorKind::NotFound => format!("`calicross {list} list` shows those that do"),
            _ if object == "policy" => "TIER/NAME says which".to_owned(),
            _ if object == "host endpoint" => "HOST/ID says which".to_owned(),
            _ => "a longer beginning, or the whole name or uuid, says which".to_owned(),
        };
        Self::new(kind, err.to_string()).object(format!("{object} {}", err.word)).hint(hint)
    }
}

impl From<LinkError> for CommandError {
    fn from(err: LinkError) -> Self {
        let message = err.to_string();
        match err {
            LinkError::Malformed { key, .. } => Self::new(ErrorKind::BadData, message)
                .hint(format!("`calicross key get {key}` shows the value"))
                .key(key),
            LinkError::Differs { link, key, .. } | LinkError::Peers { link, key } => {
                Self::new(ErrorKind::Exists, message)
                    .object(format!("link {link}"))
                    .key(key)
                    .hint(format!("`calicross link show {link}` shows it; --update makes it what is asked for"))
            }
            LinkError::MirrorDiffers { object, key, .. } => Self::new(ErrorKind::Exists, message)
                .object(object)
                .hint(format!("`calicross key get {key}` shows it; --update makes it what is asked for"))
                .key(key),
            LinkError::NoPass { tier, key } => Self::new(ErrorKind::Refused, message)
                .object(format!("tier {tier}"))
                .hint(format!("`calicross key get {key}` shows it"))
                .key(key),
            LinkError::Service { .. } => Self::new(ErrorKind::Usage, message)
                .hint("a service is a rule without its first word: tcp to ports 80,443"),
            LinkError::Name(err) => err.into(),
            LinkError::Rule(err) => err.into(),
        }
    }
}

impl From<IpamError> for CommandError {
    fn from(err: IpamError) -> Self {
        let message = err.to_string();
        let of = |kind, object: String| Self::new(kind, message.clone()).object(object);
        match err {
            IpamError::NoPool { cidr } => {
                of(ErrorKind::NotFound, format!("pool {cidr}")).hint("`calicross pool list` shows those that do")
            }
            IpamError::HostBits { net } => of(ErrorKind::Refused, format!("pool {net}"))
                .hint(format!("if the whole network is meant, say {}", net.trunc())),
            IpamError::Ipip6 { net } => of(ErrorKind::Refused, format!("pool {net}")),
            IpamError::LinkLocal { net } => of(ErrorKind::Refused, format!("pool {net}")),
            IpamError::TooSmall { net, .. } => of(ErrorKind::Refused, format!("pool {net}"))
                .hint("--no-ipam --disabled makes a pool that no addresses are given out of"),
            IpamError::Overlap { net, other, key } => {
                let error = of(ErrorKind::Refused, format!("pool {net}"));
                match key {
                    Some(key) => error.key(key).hint(format!("`calicross pool show {other}` shows it")),
                    None => error,
                }
            }
            IpamError::Differs { net, key, present, wanted, .. } => of(ErrorKind::Exists, format!("pool {net}"))
                .difference(&diff(&key, Some(&present), Some(&wanted), false))
                .key(key)
                .hint("--update, or `calicross pool update`, turns the switches that are named"),
            IpamError::Misplaced { net, key } => of(ErrorKind::BadData, format!("pool {net}"))
                .hint(format!("`calicross key rm {key}` removes it"))
                .key(key),
            IpamError::Families { .. } | IpamError::Backwards { .. } => Self::new(ErrorKind::Usage, message),
            IpamError::NotHeld { address, key } => of(ErrorKind::NotFound, format!("address {address}")).key(key),
            IpamError::NoBlock { cidr, key } => of(ErrorKind::NotFound, format!("block {cidr}"))
                .key(key)
                .hint("`calicross ipam list` shows those that do"),
            IpamError::NoHandle { id, key } => of(ErrorKind::NotFound, format!("handle {id}")).key(key),
            IpamError::NoWorkload { called } => of(ErrorKind::NotFound, format!("workload {called}")),
            IpamError::BadBlock { key, .. } => {
                Self::new(ErrorKind::BadData, message).hint(format!("`calicross key get {key}` shows it")).key(key)
            }
            IpamError::NoNode { host } => {
                of(ErrorKind::NotFound, format!("node {host}")).hint("`calicross node list` shows those that do")
            }
            IpamError::Endpoints { host, first, .. } => of(ErrorKind::InUse, format!("node {host}"))
                .key(first)
                .hint("--remove-endpoints removes them as well; the workloads lose their network"),
        }
    }
}

impl From<RuleError> for CommandError {
    fn from(err: RuleError) -> Self {
        let kind = match err {
            RuleError::Words { .. } => ErrorKind::Usage,
            RuleError::Json { .. } => ErrorKind::BadData,
            RuleError::Refused { .. } => ErrorKind::Refused,
        };
        Self::new(kind, err.to_string()).hint("`calicross profile rule add --help` shows the rule language")
    }
}

impl From<io::Error> for CommandError {
    fn from(err: io::Error) -> Self {
        let closed_pipe = err.kind() == io::ErrorKind::BrokenPipe;
        Self { closed_pipe, ..Self::new(ErrorKind::Output, format!("cannot write the output: {err}")) }
    }
}

impl From<RenderError> for CommandError {
    fn from(err: RenderError) -> Self {
        match err {
            RenderError::Io(err) => err.into(),
            err => Self::new(ErrorKind::Usage, err.to_string()),
        }
    }
}
