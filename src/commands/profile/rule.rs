//! `calicross profile rule`

use clap::{Args, Subcommand, ValueEnum};

use super::load;
use crate::commands::rule::{Held, Holder, RuleHolder, add, edit, json, list, remove, update};
use crate::error::CommandError;
use crate::model::rule::Dialect;
use crate::session::Action;
use crate::store::{Scope, Snapshot};

/// Verbs of `profile rule`.
#[derive(Debug, Subcommand)]
pub enum RuleCommand {
    /// List the rules of a profile in words
    #[command(visible_alias = "show")]
    List(list::RuleListArgs<OfProfile>),
    /// Print the rules of a profile as JSON, as `update` takes them
    Json(json::RuleJsonArgs<OfProfile>),
    /// Add a rule
    Add(add::RuleAddArgs<OfProfile>),
    /// Remove a rule
    #[command(override_usage = "calicross profile rule remove [OPTIONS] <PROFILE> <DIRECTION> <RULE>...\n       \
                          calicross profile rule remove [OPTIONS] --at <POSITION> <PROFILE> <DIRECTION>")]
    Remove(remove::RuleRemoveArgs<OfProfile>),
    /// Replace all rules by JSON from stdin
    Update(update::RuleUpdateArgs<OfProfile>),
    /// Change the rules in $EDITOR
    Edit(edit::RuleEditArgs<OfProfile>),
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

/// The profile whose rules they are.
#[derive(Args, Debug)]
pub struct OfProfile {
    /// Name of the profile
    profile: String,
}

impl RuleHolder for OfProfile {
    const LIST_SCHEMA: &'static str = "calicross/profile-rule-list/1";
    const JSON_SCHEMA: &'static str = "calicross/profile-rules/1";
    type Spelling = DialectArg;

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope(&self.profile)]
    }

    fn find(&self, snapshot: &Snapshot) -> Result<Held, CommandError> {
        let rules = load::required(snapshot, &self.profile)?.rules;
        Ok(Held { holder: Holder::Profile(self.profile.clone()), rules })
    }

    fn called(&self) -> String {
        format!("profile {}", self.profile)
    }
}

/// For whose readers a rule is written.
#[derive(Args, Clone, Debug)]
pub struct DialectArg {
    /// Whose readers the rule is written for
    #[arg(long, value_enum, default_value_t)]
    dialect: DialectWord,
}

impl From<DialectArg> for Dialect {
    fn from(arg: DialectArg) -> Self {
        match arg.dialect {
            DialectWord::Felix => Self::Felix,
            DialectWord::Calicoctl02x => Self::Calicoctl02x,
        }
    }
}

/// Whose readers a rule is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum DialectWord {
    /// Both generations of Felix
    #[default]
    Felix,
    /// calicoctl 0.2x, exactly as it wrote rules
    #[value(name = "calicoctl-0.2x")]
    Calicoctl02x,
}
