//! What is offered where a person at a terminal leaves a name out: a row for each argument that takes one.

use super::{endpoint, link, node, pool, profile, sg};
use crate::error::CommandError;
use crate::session::Session;
use crate::session::pick::Choice;

/// What is offered for an argument.
#[derive(Debug)]
pub struct Offer {
    /// The words of the command; it stands for all below it.
    command: &'static str,
    /// The argument, as usage shows it.
    argument: &'static str,
    /// What it names, such as `profile`.
    pub what: &'static str,
    /// Reads what there is to choose from.
    pub choices: fn(&mut Session) -> Result<Vec<Choice>, CommandError>,
}

/// The rows.
static OFFERS: &[Offer] = &[
    Offer { command: "endpoint profile", argument: "ENDPOINT", what: "endpoint", choices: endpoint::choices },
    Offer { command: "endpoint profile", argument: "PROFILE", what: "profile", choices: profile::choices },
    Offer { command: "link add", argument: "GROUP", what: "security group", choices: sg::choices },
    Offer { command: "link attach", argument: "NAME", what: "link", choices: link::choices },
    Offer { command: "link detach", argument: "NAME", what: "link", choices: link::choices },
    Offer { command: "link remove", argument: "NAME", what: "link", choices: link::choices },
    Offer { command: "node remove", argument: "HOST", what: "node", choices: node::choices },
    Offer { command: "pool remove", argument: "CIDRS", what: "pool", choices: pool::choices },
    Offer { command: "pool update", argument: "CIDRS", what: "pool", choices: pool::choices },
    Offer { command: "profile remove", argument: "NAMES", what: "profile", choices: profile::choices },
    Offer { command: "profile clone", argument: "NAME", what: "profile", choices: profile::choices },
    Offer { command: "profile tag", argument: "PROFILE", what: "profile", choices: profile::choices },
    Offer { command: "profile rule", argument: "PROFILE", what: "profile", choices: profile::choices },
];

/// Returns what is offered for an argument of a command; `None` where its name is new, or no name.
pub fn offer(command: &str, argument: &str) -> Option<&'static Offer> {
    let below = |of: &str| command.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    OFFERS.iter().find(|offer| below(offer.command) && offer.argument == argument)
}

#[cfg(test)]
mod tests {
    use clap::{Command, Subcommand};

    use super::*;

    /// Notes the rows that fit an argument that may be missing.
    fn look(command: &Command, words: &str, used: &mut Vec<&'static str>) {
        // One that is required for want of an option does not say so.
        for arg in command.get_arguments().filter(|arg| arg.is_required_set() || arg.is_positional()) {
            let name = arg.get_value_names().and_then(<[_]>::first).map(ToString::to_string).unwrap_or_default();
            used.extend(offer(words, &name).map(|offer| offer.command));
        }
        for inner in command.get_subcommands() {
            let words = format!("{words} {}", inner.get_name());
            look(inner, words.trim_start(), used);
        }
    }

    #[test]
    fn no_row_is_idle() {
        let mut root = super::super::Command::augment_subcommands(Command::new("calicross"));
        root.build();
        let mut used = Vec::new();
        look(&root, "", &mut used);
        for offer in OFFERS {
            assert!(used.contains(&offer.command), "{offer:?} fits no argument that may be missing");
        }
        assert!(offer("profile add", "NAME").is_none(), "a new name is nobody's");
    }
}
