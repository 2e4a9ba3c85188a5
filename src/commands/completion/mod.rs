//! `calicross completion`

use clap::Args;
use clap_complete::Shell;

use crate::error::{CommandError, ErrorKind};
use crate::session::ui::Ui;
use crate::session::{Outcome, PlainCommand};

/// Arguments of `completion`.
#[derive(Args, Debug)]
pub struct CompletionArgs {
    /// The shell that the script is for
    #[arg(value_enum)]
    shell: Shell,

    /// Complete names from the datastore, too, in bash, zsh and fish: the script asks calicross at each key press
    #[arg(long)]
    names: bool,
}

impl PlainCommand for CompletionArgs {
    fn run(&self, ui: &Ui, tree: fn() -> clap::Command) -> Result<Outcome, CommandError> {
        if !self.names {
            ui.raw(&script(self.shell, &mut tree()))?;
            return Ok(Outcome::Yes);
        }
        let script = names_script(self.shell).ok_or_else(|| {
            let message = format!("names are completed in bash, zsh and fish, not in {}", self.shell);
            CommandError::new(ErrorKind::Usage, message).hint("without --names, words are")
        })?;
        ui.raw(script.as_bytes())?;
        Ok(Outcome::Yes)
    }
}

/// Returns the completion script of a shell for a tree of words.
pub fn script(shell: Shell, tree: &mut clap::Command) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, tree, "calicross", &mut script);
    script
}

/// Returns the script by which a shell asks calicross what could follow, words and names; `None` for a shell that has none.
pub fn names_script(shell: Shell) -> Option<&'static str> {
    match shell {
        Shell::Bash => Some(include_str!("calicross.bash")),
        Shell::Zsh => Some(include_str!("_calicross")),
        Shell::Fish => Some(include_str!("calicross.fish")),
        _ => None,
    }
}
