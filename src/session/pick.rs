//! A name picked from a list, on a terminal.

use std::io;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use dialoguer::FuzzySelect;
use dialoguer::console::{Term, truncate_str};
use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::Session;
use super::ui::Ui;
use crate::error::{CommandError, ErrorKind};
use crate::render::printable;

/// Most names that are shown at once; typing finds the others.
const MOST_SHOWN: usize = 15;
/// Narrower than this, names are not lined up.
const WIDEST_NAME: usize = 60;

/// Something that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its name: what is typed.
    pub name: String,
    /// What it is, beside it.
    pub about: String,
}

/// Whether an interrupt ends the process as it always does: not while something is picked, when the terminal's cursor is
/// hidden and would stay so.
static ENDS: AtomicBool = AtomicBool::new(true);

impl Ui {
    /// Tells whether there is a person to pick something, at a terminal that can draw a list.
    pub fn can_pick(&self) -> bool {
        let draws = std::env::var_os("TERM").is_some_and(|term| !term.is_empty() && term != "dumb");
        draws && self.can_ask()
    }
}

impl Session {
    /// Lets a person pick one of some choices, by typing a part of it or with the arrows, and returns its name. It is drawn on
    /// stderr, and gone when it is done.
    ///
    /// # Errors
    /// [`ErrorKind::Unconfirmed`] where nobody is there to ask, or they leave with Esc or Ctrl-C; [`ErrorKind::NotFound`] where there
    /// are no choices.
    pub fn pick(&mut self, what: &str, choices: &[Choice]) -> Result<String, CommandError> {
        if choices.is_empty() {
            return Err(CommandError::new(ErrorKind::NotFound, format!("there is no {what} to choose")));
        }
        if !self.ui.can_pick() {
            return Err(CommandError::new(ErrorKind::Unconfirmed, format!("no {what} is chosen")));
        }
        // Nobody else should wait for a person's choice.
        self.store()?.release();
        let term = Term::stderr();
        let lines = lines(choices, usize::from(term.size().1));
        let select = FuzzySelect::new()
            .with_prompt(printable(what))
            .items(&lines)
            .default(0)
            .max_length(MOST_SHOWN)
            .highlight_matches(self.ui.color_err())
            .report(false);
        let picked = uninterrupted(|| select.interact_on_opt(&term));
        // Where it was interrupted, the cursor is still hidden.
        let _ = term.show_cursor();
        let left = |why: String| CommandError::new(ErrorKind::Unconfirmed, format!("no {what} is chosen{why}"));
        match picked {
            Ok(Some(at)) => {
                let name = choices.get(at).map(|choice| choice.name.clone()).ok_or_else(|| left(String::new()))?;
                self.ui.status(&format!("{what}: {name}"));
                Ok(name)
            }
            Ok(None) => Err(left(String::new())),
            Err(dialoguer::Error::IO(err)) if err.kind() == io::ErrorKind::Interrupted => Err(left(String::new())),
            Err(dialoguer::Error::IO(err)) => Err(left(format!(": {err}"))),
        }
    }
}

/// Runs something during which an interrupt (the terminal's Ctrl-C) is an error that it hears of, and not the end.
fn uninterrupted<T>(run: impl FnOnce() -> T) -> T {
    static REGISTERED: Once = Once::new();
    // Where it cannot be registered, an interrupt is the end as ever.
    REGISTERED.call_once(|| drop(flag::register_conditional_default(SIGINT, &ENDS)));
    ENDS.store(false, Ordering::SeqCst);
    let result = run();
    ENDS.store(true, Ordering::SeqCst);
    result
}

/// Makes a line of each choice that fits a terminal, without anything that could change what that shows.
fn lines(choices: &[Choice], columns: usize) -> Vec<String> {
    let names: Vec<_> = choices.iter().map(|choice| printable(&choice.name)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).min(WIDEST_NAME);
    // The mark before each line and the last column, in which some terminals wrap.
    let room = columns.saturating_sub(3).max(1);
    let line = |(name, choice): (_, &Choice)| {
        let line = format!("{name:width$}  {}", printable(&choice.about));
        truncate_str(line.trim_end(), room, "…").into_owned()
    };
    names.into_iter().zip(choices).map(line).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn choice(name: &str, about: &str) -> Choice {
        Choice { name: name.to_owned(), about: about.to_owned() }
    }

    #[test]
    fn lines_are_lined_up_and_fit() {
        let choices = [choice("web", "tags web, T"), choice("k8s_ns.shop", ""), choice("a\x1b[2J\nb", "x")];
        assert_eq!(lines(&choices, 80), ["web          tags web, T", "k8s_ns.shop", "a\\x1b[2J\\nb  x"]);
        assert_eq!(lines(&choices, 12), ["web     …", "k8s_ns.s…", "a\\x1b[2J…"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_terminal(name in "\\PC{0,80}", about in "(?s).{0,80}", columns in 4usize..120) {
            let found = lines(&[choice(&name, &about)], columns);
            prop_assert!(unicode_width::UnicodeWidthStr::width(found[0].as_str()) < columns);
            prop_assert!(!found[0].chars().any(char::is_control));
        }
    }
}
