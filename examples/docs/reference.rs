//! Every file that is made from the code: completion scripts and man pages.

use std::io;

use calicross::cli::app;
use calicross::commands::completion::{names_script, script};
use clap_complete::Shell;

use super::man;

/// The directories that hold nothing else.
pub(crate) const DIRECTORIES: [&str; 2] = ["completions", "man"];

/// Returns each file's path below the root of the repository, and what it holds.
pub(crate) fn files() -> io::Result<Vec<(String, Vec<u8>)>> {
    let shells =
        [(Shell::Bash, "calicross", ".bash"), (Shell::Zsh, "_calicross", ""), (Shell::Fish, "calicross", ".fish")];
    let scripts = shells.into_iter().flat_map(|(shell, name, end)| {
        let words = (format!("completions/{name}{end}"), script(shell, &mut app::command()));
        let names =
            names_script(shell).map(|text| (format!("completions/{name}-names{end}"), text.as_bytes().to_vec()));
        [Some(words), names].into_iter().flatten()
    });
    let pages = man::pages(app::command())?.into_iter().map(|(name, page)| (format!("man/{name}"), page));
    Ok(scripts.chain(pages).collect())
}
