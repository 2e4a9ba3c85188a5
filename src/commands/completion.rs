//! `calicross completion`

use clap::Args;
use clap_complete::Shell;

use crate::error::CommandError;
use crate::session::ui::Ui;
use crate::session::{Outcome, PlainCommand};

/// Arguments of `completion`.
#[derive(Args, Debug)]
pub struct CompletionArgs {
    /// The shell that the script is for
    #[arg(value_enum)]
    shell: Shell,
}

impl PlainCommand for CompletionArgs {
    fn run(&self, ui: &Ui, tree: fn() -> clap::Command) -> Result<Outcome, CommandError> {
        ui.raw(&script(self.shell, &mut tree()))?;
        Ok(Outcome::Yes)
    }
}

/// Returns the completion script of a shell for a tree of words.
pub fn script(shell: Shell, tree: &mut clap::Command) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, tree, "calicross", &mut script);
    script
}
