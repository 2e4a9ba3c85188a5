//! A person's editor.

use std::io::{self, IsTerminal, Write};
use std::process::Command;

use crate::error::{CommandError, ErrorKind};

/// Lets a person edit a text in `$VISUAL`, `$EDITOR` or vi, in a temporary file that only this user can read.
///
/// # Errors
/// Where there is nobody to edit, or the editor ends with a failure.
pub fn edit(text: &str, suffix: &str) -> Result<String, CommandError> {
    let refused = |why: String| CommandError::new(ErrorKind::Refused, why).hint("nothing is written");
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|editor| !editor.trim().is_empty()));
    if editor.is_none() && !io::stdin().is_terminal() {
        return Err(refused("there is no terminal to edit at, and EDITOR is not set".to_owned()));
    }
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let failed = |err: io::Error| refused(format!("cannot edit: {err}"));
    let mut file = tempfile::Builder::new().prefix("calicross-").suffix(suffix).tempfile().map_err(failed)?;
    writeln!(file, "{}", text.trim_end()).and_then(|()| file.flush()).map_err(failed)?;
    // EDITOR may hold options, as in `code --wait`: the shell takes it apart as everywhere else.
    let status = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file.path()).status();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(refused(format!("the editor `{editor}` ended with {status}"))),
        Err(err) => return Err(refused(format!("cannot start the editor `{editor}`: {err}"))),
    }
    // Many editors write a new file in the place of the old one.
    std::fs::read_to_string(file.path()).map_err(failed)
}
