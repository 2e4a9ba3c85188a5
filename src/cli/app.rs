//! The tree of words and options.

use clap::builder::FalseyValueParser;
use clap::{Arg, ArgAction, Args, Command as ClapCommand, CommandFactory, FromArgMatches, Parser};

use crate::calicoctl::Variables;
use crate::commands::Command;
use crate::session::env;
use crate::session::options::{DATASTORE, GlobalArgs, OUTPUT, WRITING, WriteArgs};

/// Administer a Calico v1 datastore that Kubernetes pods and OpenStack VMs share
///
/// Manages endpoints, profiles, policies, pools, settings, links of pods to security groups, and raw keys, at /calico in etcd or in a
/// file; says who reaches whom and why; shows beforehand what a change does to keys and to traffic, keeps what was there before, and
/// takes it back.
#[derive(Debug, Parser)]
#[command(name = "calicross", version, arg_required_else_help = true, subcommand_required = true, after_help = exit_codes())]
pub struct App {
    #[command(flatten)]
    pub(super) global: GlobalArgs,

    #[command(subcommand)]
    pub(super) command: Command,
}

/// The exit codes and what each tells a script.
pub const EXIT_CODES: [&str; 8] = [
    "done, or the answer is yes",
    "the answer is no",
    "usage",
    "cannot be done as asked: no such object, there but different, in use, owned by another component, not confirmed",
    "conflict: somebody changed it meanwhile; nothing is written",
    "bad data, in a file given or in the datastore",
    "the datastore cannot be reached, or refused us",
    "partly written: history, plan resume and undo put it right",
];

fn exit_codes() -> String {
    let line =
        |(code, meaning): (usize, &&str)| format!("\n  {code}  {}", meaning.split(": ").next().unwrap_or(meaning));
    let codes = EXIT_CODES.iter().enumerate().map(line).collect::<String>();
    format!(
        "calicross --dialect calicoctl-0.2x WORD... takes the words of calicoctl 0.23, as a link called calicoctl does.\n\nExit codes:{codes}"
    )
}

/// Returns the whole tree, each option with its variable.
pub fn command() -> ClapCommand {
    with_variables(App::command())
}

/// Reads the options that variables set, for the front end that has no options of its own for them.
///
/// # Errors
/// Where one has a value that it cannot have.
pub(super) fn variables() -> Result<Variables, clap::Error> {
    let options = WriteArgs::augment_args(GlobalArgs::augment_args(ClapCommand::new("calicoctl")));
    let found = with_variables(options).try_get_matches_from(["calicoctl"])?;
    Ok(Variables { global: GlobalArgs::from_arg_matches(&found)?, write: WriteArgs::from_arg_matches(&found)? })
}

/// Returns the tree for the lines of a batch. How changes are made, and where, is decided for all of them by `batch` itself, so
/// variables of those options are not a line's.
pub(super) fn line_command() -> ClapCommand {
    fn with_variables(command: ClapCommand) -> ClapCommand {
        let of_batch = |arg: &Arg| matches!(arg.get_help_heading(), Some(DATASTORE | OUTPUT | WRITING));
        command.mut_args(|arg| if of_batch(&arg) { arg } else { with_variable(arg) }).mut_subcommands(with_variables)
    }
    with_variables(App::command())
}

/// Gives every option the variable of its name.
pub(super) fn with_variables(command: ClapCommand) -> ClapCommand {
    command.mut_args(with_variable).mut_subcommands(with_variables)
}

fn with_variable(arg: Arg) -> Arg {
    let Some(variable) = arg.get_long().and_then(env::option_variable) else { return arg };
    // A variable that is set to nothing is not set.
    if std::env::var_os(&variable).is_some_and(|value| value.is_empty()) {
        return arg;
    }
    let arg =
        if matches!(arg.get_action(), ArgAction::SetTrue) { arg.value_parser(FalseyValueParser::new()) } else { arg };
    arg.env(variable).hide_env(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &ClapCommand, globals: &[String]) {
        for inner in command.get_subcommands() {
            for arg in inner.get_arguments() {
                // clap keeps a global value under its id in every command: a local argument of that id would be read as the
                // other's type.
                assert!(!globals.contains(&arg.get_id().to_string()), "{}: {}", inner.get_name(), arg.get_id());
            }
            check(inner, globals);
        }
    }

    #[test]
    fn local_arguments_have_ids_of_their_own() {
        let command = App::command();
        let globals: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
        check(&command, &globals);
    }

    #[test]
    fn the_tree_is_sound() {
        command().debug_assert();
    }
}
