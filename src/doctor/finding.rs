//! What a check finds, and what puts it right.

use std::fmt;

use serde::Serialize;

use super::{Check, repair};
use crate::model::endpoint::Endpoint;
use crate::model::key::{Key, ProfilePart};
use crate::model::policy::Policy;
use crate::model::profile::Rules;
use crate::ownership;
use crate::plan::Plan;
use crate::store::Snapshot;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It is as it may be, and worth knowing.
    Notice,
    /// It does harm when something else happens.
    Warning,
    /// It does harm now.
    Error,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Notice];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of a word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

/// What a fix does beside putting the finding right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Nothing: no traffic changes, nothing restarts.
    Safe,
    /// Every Felix that it is for restarts; packets are policed meanwhile as before.
    RestartsFelix,
    /// Traffic opens or closes, which is mostly what was wanted.
    ChangesTraffic,
    /// It lasts until the component that owns the key writes it again.
    OwnerReverts,
    /// It is done by hand: by a command, or on another side than the datastore's.
    Manual,
}

impl Class {
    /// All of them, the mildest first.
    pub const ALL: [Self; 5] =
        [Self::Safe, Self::RestartsFelix, Self::ChangesTraffic, Self::OwnerReverts, Self::Manual];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::RestartsFelix => "restarts-felix",
            Self::ChangesTraffic => "changes-traffic",
            Self::OwnerReverts => "owner-reverts",
            Self::Manual => "manual",
        }
    }
}

/// Something that is wrong.
#[derive(Debug)]
pub struct Finding {
    /// How bad it is, where it is not as bad as the check says.
    pub severity: Option<Severity>,
    /// What it is about, such as `pool 10.65.0.0/16`.
    pub object: String,
    /// The keys concerned, the one to look at first. Of many, some.
    pub keys: Vec<String>,
    /// What is wrong: a line that reads on after the object.
    pub text: String,
    /// What puts it right.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding about an object.
    pub fn new(object: impl Into<String>, text: impl Into<String>) -> Self {
        Self { severity: None, object: object.into(), keys: Vec::new(), text: text.into(), fix: None }
    }

    /// With a key that it concerns.
    #[must_use]
    pub fn key(mut self, path: impl Into<String>) -> Self {
        self.keys.push(path.into());
        self
    }

    /// With keys that it concerns.
    #[must_use]
    pub fn keys<P: Into<String>>(mut self, paths: impl IntoIterator<Item = P>) -> Self {
        self.keys.extend(paths.into_iter().map(Into::into));
        self
    }

    /// Otherwise bad than the check says.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// With what puts it right.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }
}

/// What puts a finding right.
#[derive(Debug)]
pub struct Fix {
    /// What it does beside that.
    pub class: Class,
    /// What it does, as a line: `sets InterfacePrefix to cali,tap`.
    pub text: String,
    /// What is typed, where it is done by hand: a line of the shell.
    pub command: Option<String>,
    /// What changes in the datastore; nothing where it is done by hand.
    pub edits: Vec<Edit>,
    /// Keys that it is decided by and does not change: it is planned anew where one of them has changed meanwhile.
    pub relies_on: Vec<String>,
}

impl Fix {
    /// A fix by edits.
    pub fn edits(class: Class, text: impl Into<String>, edits: impl IntoIterator<Item = Edit>) -> Self {
        let edits = edits.into_iter().collect();
        Self { class, text: text.into(), command: None, edits, relies_on: Vec::new() }
    }

    /// A fix by one edit.
    pub fn edit(class: Class, text: impl Into<String>, edit: Edit) -> Self {
        Self::edits(class, text, [edit])
    }

    /// A fix by hand, with the line that is typed.
    pub fn manual(text: impl Into<String>, command: impl Into<String>) -> Self {
        let (text, command) = (text.into(), Some(command.into()));
        Self { class: Class::Manual, text, command, edits: Vec::new(), relies_on: Vec::new() }
    }

    /// A fix by hand for which there is no line to type.
    pub fn by_hand(text: impl Into<String>) -> Self {
        Self { class: Class::Manual, text: text.into(), command: None, edits: Vec::new(), relies_on: Vec::new() }
    }

    /// Decided by a key that it does not change.
    #[must_use]
    pub fn relies_on(mut self, path: impl Into<String>) -> Self {
        self.relies_on.push(path.into());
        self
    }
}

/// What a value becomes; `None` leaves it as it is.
type Rewrite = Box<dyn Fn(&[u8]) -> Option<Vec<u8>>>;

enum Change {
    Put(Vec<u8>),
    Delete,
    Rewrite(Rewrite),
}

/// A change of one key. Fixes of several findings may change one key, each on top of the one before.
pub struct Edit {
    /// The key.
    pub path: String,
    change: Change,
}

impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match &self.change {
            Change::Put(value) => format!("put {}", String::from_utf8_lossy(value)),
            Change::Delete => "delete".to_owned(),
            Change::Rewrite(_) => "rewrite".to_owned(),
        };
        write!(f, "{}: {what}", self.path)
    }
}

impl Edit {
    /// Gives a key a value, whatever it had.
    pub fn put(path: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), change: Change::Put(value.into()) }
    }

    /// Removes a key.
    pub fn delete(path: impl Into<String>) -> Self {
        Self { path: path.into(), change: Change::Delete }
    }

    /// Makes another value of the one that is there; of a key that is not there, nothing.
    pub fn rewrite(path: impl Into<String>, change: impl Fn(&[u8]) -> Option<Vec<u8>> + 'static) -> Self {
        Self { path: path.into(), change: Change::Rewrite(Box::new(change)) }
    }

    /// Changes an endpoint, a workload's or a host's.
    pub fn endpoint(path: impl Into<String>, change: impl Fn(&mut Endpoint) + 'static) -> Self {
        Self::rewrite(path, move |value| {
            let mut endpoint = Endpoint::parse(value).ok()?;
            change(&mut endpoint);
            Some(endpoint.to_bytes())
        })
    }

    /// Changes the rules of a profile or of a policy; `change` tells whether there was something to change. Of another key, and of one
    /// that cannot be read, nothing.
    pub fn rules(path: impl Into<String>, change: impl Fn(&mut Rules) -> bool + 'static) -> Self {
        let path = path.into();
        let key = Key::parse(&path);
        Self::rewrite(path, move |value| match &key {
            Key::Profile { name, part: ProfilePart::Rules } => {
                let mut rules = Rules::parse(value).ok()?;
                change(&mut rules).then(|| rules.to_bytes(name))
            }
            Key::Policy { .. } => {
                let mut policy = Policy::parse(value).ok()?;
                change(policy.rules_mut()).then(|| policy.to_bytes())
            }
            _ => None,
        })
    }

    /// The edits that do what a plan does.
    pub fn of_plan(plan: &Plan) -> Vec<Self> {
        let edit = |change: &crate::plan::Change| match &change.after {
            Some(value) => Self::put(&change.path, value.clone()),
            None => Self::delete(&change.path),
        };
        plan.changes().map(edit).collect()
    }

    /// The value of the key after the edit.
    pub(super) fn applied_to(&self, value: Option<&[u8]>) -> Option<Vec<u8>> {
        match &self.change {
            Change::Put(value) => Some(value.clone()),
            Change::Delete => None,
            Change::Rewrite(change) => value.map(|value| change(value).unwrap_or_else(|| value.to_vec())),
        }
    }
}

/// A finding, and the check that found it.
#[derive(Debug)]
pub struct Diagnosis<'c> {
    /// The check.
    pub check: &'c Check,
    /// What it found.
    pub finding: Finding,
}

impl Diagnosis<'_> {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.finding.severity.unwrap_or(self.check.severity)
    }

    /// The fix, where the datastore can be changed so that it is gone.
    pub fn repair(&self) -> Option<&Fix> {
        self.finding.fix.as_ref().filter(|fix| !fix.edits.is_empty())
    }

    /// The fix, where it does nothing else and takes nobody's word to be done: what it changes is no other component's.
    pub fn safe_repair(&self, snapshot: &Snapshot) -> Option<&Fix> {
        let is_free = |fix: &&Fix| ownership::obstacles(&repair::plan(snapshot, [*fix])).is_empty();
        self.repair().filter(|fix| fix.class == Class::Safe).filter(is_free)
    }
}

/// Where a check puts what it finds.
pub struct Findings<'f> {
    add: &'f mut dyn FnMut(Finding),
}

impl<'f> Findings<'f> {
    pub(super) fn new(add: &'f mut dyn FnMut(Finding)) -> Self {
        Self { add }
    }

    /// Takes a finding.
    pub fn add(&mut self, finding: Finding) {
        (self.add)(finding);
    }

    /// Takes findings.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.add(finding));
    }
}
