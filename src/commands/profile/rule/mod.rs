//! `calicross profile rule`

mod add;
mod edit;
mod json;
mod list;
mod remove;
mod update;

use clap::{Subcommand, ValueEnum};

use crate::error::{CommandError, ErrorKind};
use crate::model::key::ProfilePart;
use crate::model::profile::{Direction, OutOfRange, Rules};
use crate::model::rule::{Blinded, Dialect, Rule, RuleError};
use crate::plan::Plan;
use crate::session::Action;

/// Verbs of `profile rule`.
#[derive(Debug, Subcommand)]
pub enum RuleCommand {
    /// List the rules of a profile in words
    #[command(visible_alias = "show")]
    List(list::RuleListArgs),
    /// Print the rules of a profile as JSON, as `update` takes them
    Json(json::RuleJsonArgs),
    /// Add a rule
    Add(add::RuleAddArgs),
    /// Remove a rule
    Remove(remove::RuleRemoveArgs),
    /// Replace all rules by JSON from stdin
    Update(update::RuleUpdateArgs),
    /// Change the rules in $EDITOR
    Edit(edit::RuleEditArgs),
}

impl RuleCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Json(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
            Self::Update(args) => Action::Write(Box::new(args)),
            Self::Edit(args) => Action::Write(Box::new(args)),
        }
    }
}

/// Which rules, as words of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DirectionWord {
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

/// Whose readers a rule is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DialectWord {
    /// Both generations of Felix
    #[default]
    Felix,
    /// calicoctl 0.2x, exactly as it wrote rules
    #[value(name = "calicoctl-0.2x")]
    Calicoctl02x,
}

impl From<DialectWord> for Dialect {
    fn from(word: DialectWord) -> Self {
        match word {
            DialectWord::Felix => Self::Felix,
            DialectWord::Calicoctl02x => Self::Calicoctl02x,
        }
    }
}

/// Says whose rule it is that cannot be.
fn bad_words(profile: &str, err: RuleError) -> CommandError {
    CommandError::from(err).within(&format!("profile {profile}")).object(format!("profile {profile}"))
}

fn out_of_range(profile: &str, direction: Direction, err: OutOfRange) -> CommandError {
    let direction = direction.to_string();
    CommandError::new(ErrorKind::Refused, format!("profile {profile}, {direction}: {err}"))
        .object(format!("profile {profile}"))
        .key(super::load::path(profile, ProfilePart::Rules))
        .hint(format!("`calicross profile rule list {profile}` counts them from 1"))
}

/// Tells which old readers can no longer read a profile for the sake of a new rule, and what a rule does that nobody
/// would guess.
fn warn_of_rule(plan: &mut Plan, profile: &str, rule: &Rule) {
    for trap in rule.spec().traps() {
        plan.warn(trap.to_string());
    }
    for Blinded { reader, because } in rule.blinded() {
        plan.warn(format!("{reader} cannot read profile {profile} any more: the rule has {because}"));
    }
}

/// Reads rules that somebody has written by hand, and checks every one.
fn parse_document(profile: &str, text: &[u8], present: Option<&Rules>) -> Result<Rules, CommandError> {
    let bad = |why: String| {
        CommandError::new(ErrorKind::BadData, format!("rules of profile {profile}: {why}"))
            .object(format!("profile {profile}"))
            .hint(format!("`calicross profile rule json {profile}` shows the form"))
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
    rules.set_id(profile);
    Ok(rules)
}
