//! The verbs for rules, of profiles and of policies: the same words, the same plans.

pub(crate) mod add;
pub(super) mod edit;
pub(super) mod json;
pub(super) mod list;
pub(crate) mod remove;
pub(crate) mod update;

use std::fmt::Debug;

use clap::{Args, ValueEnum};

use crate::commands::policy::effect;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::profiles;
use crate::model::key::{Key, ProfilePart, escape};
use crate::model::policy::Policy;
use crate::model::profile::{Direction, OutOfRange, Part, Rules};
use crate::model::rule::{Blinded, Dialect, Reader, Rule, RuleError};
use crate::plan::{Force, Plan};
use crate::store::{Scope, Snapshot};

/// Whose rules they are, as the command line says it.
pub trait RuleHolder: Args + Debug + 'static {
    /// The form of the list in JSON.
    const LIST_SCHEMA: &'static str;
    /// The form of the rules as `update` takes them.
    const JSON_SCHEMA: &'static str;
    /// For whose readers rules are written.
    type Spelling: Args + Debug + Clone + Into<Dialect>;

    /// Returns what has to be read to find it.
    fn scopes(&self) -> Vec<Scope>;

    /// Finds it.
    ///
    /// # Errors
    /// Where it is not there, or a word means several.
    fn find(&self, snapshot: &Snapshot) -> Result<Held, CommandError>;

    /// What it is called, as typed: `profile web`.
    fn called(&self) -> String;
}

/// Rules, and whose they are.
#[derive(Debug)]
pub struct Held {
    /// Whose.
    pub holder: Holder,
    /// The rules; absent where a profile has no such key.
    pub rules: Part<Rules>,
}

/// What has rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The profile of a name.
    Profile(String),
    /// A policy.
    Policy {
        /// The tier that it is in.
        tier: String,
        /// Its name there.
        name: String,
    },
}

impl Holder {
    fn name(&self) -> String {
        match self {
            Self::Profile(name) => name.clone(),
            Self::Policy { tier, name } => format!("{}/{}", escape(tier), escape(name)),
        }
    }

    /// `profile web`, `policy default/web`.
    fn object(&self) -> String {
        match self {
            Self::Profile(_) => format!("profile {}", self.name()),
            Self::Policy { .. } => format!("policy {}", self.name()),
        }
    }

    /// The key that holds the rules.
    fn path(&self) -> String {
        match self {
            Self::Profile(name) => profiles::path(name, ProfilePart::Rules),
            Self::Policy { tier, name } => Key::Policy { tier: tier.clone(), name: name.clone() }.path(),
        }
    }

    /// A command about its rules, for hints.
    fn command(&self, verb: &str) -> String {
        let noun = match self {
            Self::Profile(_) => "profile",
            Self::Policy { .. } => "policy",
        };
        format!("`calicross {noun} rule {verb} {}`", self.name())
    }

    /// What Felix does with it for the sake of one bad rule.
    fn fate(&self) -> &'static str {
        match self {
            Self::Profile(_) => "drops everything that reaches the profile",
            Self::Policy { .. } => "goes on as if the policy were not there",
        }
    }

    /// The rules as they are shown where there are none to be read: why, and what comes of it.
    fn unreadable(&self, state: &str) -> String {
        format!("{state}: Felix {}", self.fate())
    }

    fn bad_data(&self, why: &str) -> CommandError {
        CommandError::new(ErrorKind::BadData, format!("malformed value at {}: {why}", self.path()))
            .object(self.object())
            .key(self.path())
            .hint(format!("`calicross key get {}` shows it", self.path()))
    }

    fn out_of_range(&self, direction: Direction, err: OutOfRange) -> CommandError {
        CommandError::new(ErrorKind::Refused, format!("{}, {direction}: {err}", self.object()))
            .object(self.object())
            .key(self.path())
            .hint(format!("{} counts them from 1", self.command("list")))
    }

    /// Tells which old readers can no longer read the rules for the sake of a new one, and what a rule does that nobody would
    /// guess.
    pub(in crate::commands) fn warn_of_rule(&self, plan: &mut Plan, rule: &Rule) {
        for trap in rule.spec().traps() {
            plan.warn(trap.to_string());
        }
        for Blinded { reader, because } in rule.blinded() {
            // calicoctl 0.2x reads no policies.
            if matches!(self, Self::Profile(_)) || reader != Reader::Calicoctl02x {
                plan.warn(format!("{reader} cannot read {} any more: the rule has {because}", self.object()));
            }
        }
    }

    /// The rules to edit. Those of a profile that cannot be read stand in the way until it is forced, and are then taken for
    /// `otherwise`; a policy is more than its rules, and nothing could stand for its selector.
    fn editable(&self, plan: &mut Plan, rules: Part<Rules>, otherwise: Rules) -> Result<Rules, CommandError> {
        match (self, rules) {
            (_, None) => Ok(otherwise),
            (_, Some(Ok(rules))) => Ok(rules),
            (Self::Policy { .. }, Some(Err(why))) => Err(self.bad_data(&why.to_string())),
            (Self::Profile(_), Some(Err(why))) => {
                plan.needs(
                    Force::Malformed,
                    self.object(),
                    self.path(),
                    format!("has rules that cannot be read: {why}"),
                );
                Ok(otherwise)
            }
        }
    }

    /// Plans to write the rules; tells what a policy then does beyond what was asked.
    fn put(&self, plan: &mut Plan, snapshot: &Snapshot, rules: Rules) {
        match self {
            Self::Profile(name) => plan.put(snapshot, self.path(), rules.to_bytes(name)),
            Self::Policy { .. } => {
                let policy = Policy::from(rules);
                if let Some(why) = policy.fault() {
                    plan.warn(format!("{} cannot be read: {why}: Felix {}", self.object(), self.fate()));
                }
                plan.put(snapshot, self.path(), policy.to_bytes());
                effect::tell(plan, snapshot);
            }
        }
    }
}

/// Says whose rule it is that cannot be; `object` is what it is called, such as `profile web`.
pub(in crate::commands) fn bad_words(object: &str, err: RuleError) -> CommandError {
    CommandError::from(err).within(object).object(object)
}

/// Which rules, as words of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DirectionWord {
    /// Into the endpoint
    Inbound,
    /// Out of the endpoint
    Outbound,
}

impl From<DirectionWord> for Direction {
    fn from(word: DirectionWord) -> Self {
        match word {
            DirectionWord::Inbound => Self::Inbound,
            DirectionWord::Outbound => Self::Outbound,
        }
    }
}

/// Reads rules that somebody has written by hand, and checks every one.
fn parse_document(holder: &Holder, text: &[u8], present: Option<&Rules>) -> Result<Rules, CommandError> {
    let bad = |why: String| {
        CommandError::new(ErrorKind::BadData, format!("rules of {}: {why}", holder.object()))
            .object(holder.object())
            .hint(format!("{} shows the form", holder.command("json")))
    };
    let mut rules = Rules::parse(text).map_err(|err| bad(err.to_string()))?;
    for direction in Direction::BOTH {
        for (at, rule) in rules.list(direction).enumerate() {
            let place = |why: String| bad(format!("{direction} rule {}: {why}", at + 1));
            let rule = rule.map_err(|err| place(err.to_string()))?;
            // What is there already may stay as it is, however odd: networking-calico and others write such rules.
            let stood = present.is_some_and(|rules| rules.position_of(direction, &rule).is_some());
            if !stood {
                rule.check().map_err(|err| place(err.to_string()))?;
            }
        }
    }
    match holder {
        Holder::Profile(name) => rules.set_id(name),
        Holder::Policy { .. } => {
            let is_list = |member: &str| Direction::BOTH.iter().any(|direction| direction.member() == member);
            if let Some(other) = rules.object().keys().find(|member| !is_list(member)) {
                return Err(bad(format!("member '{}' is none of the two lists of rules", other.escape_debug()))
                    .hint("`calicross policy add --update` sets selector and order"));
            }
        }
    }
    Ok(rules)
}
