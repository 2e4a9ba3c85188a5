//! Words that a person at a terminal left out: a name is picked from those that there are, and the rest asked for.

use clap::error::{ContextKind, ContextValue, ErrorKind as ClapErrorKind};
use clap::{Arg, Command};

use super::words;
use crate::commands::offers::{self, Offer};
use crate::error::{CommandError, ErrorKind};
use crate::model::shell::split_words;
use crate::session::Session;
use crate::session::pick::Choice;

/// How one word that is missing comes about.
enum Slot {
    /// It is a name that is there.
    Offered(&'static Offer),
    /// It is one of a few words.
    OneOf(String, Vec<Choice>),
    /// It is typed: one word, or several.
    Typed(String, bool),
}

/// What a line lacks.
pub(super) struct Gap {
    argv: Vec<String>,
    slots: Vec<Slot>,
}

impl Gap {
    /// Finds out what a line lacks that does not parse; `None` where that is not a name that can be offered, and perhaps what comes
    /// behind it.
    pub(super) fn of(root: &Command, argv: &[String], err: &clap::Error) -> Option<Self> {
        let missing = match (err.kind(), err.get(ContextKind::InvalidArg)) {
            (ClapErrorKind::MissingRequiredArgument, Some(ContextValue::Strings(missing))) => missing,
            _ => return None,
        };
        let mut root = root.clone();
        root.build();
        let path = words::path_of(&root, argv);
        let names: Vec<&str> = path.iter().skip(1).map(|command| command.get_name()).collect();
        // One that is required for want of an option is optional by itself, and would show itself so.
        let is_missing = |arg: &&Arg| {
            let shown = format!("<{}>", value_name(arg));
            missing.iter().any(|text| text.trim_end_matches("...") == shown)
        };
        let args: Vec<&Arg> = path.last()?.get_positionals().filter(is_missing).collect();
        // An option that is missing is not asked for.
        if args.len() != missing.len() {
            return None;
        }
        let command = names.join(" ");
        let slots: Vec<Slot> = args.into_iter().map(|arg| Slot::of(&command, arg)).collect();
        matches!(slots.first(), Some(Slot::Offered(_))).then(|| Self { argv: argv.to_vec(), slots })
    }

    /// Returns the line with something in place of what is missing, to see whether the rest is right.
    pub(super) fn placeholders(&self) -> Vec<String> {
        self.with(self.slots.iter().map(Slot::placeholder).collect())
    }

    /// Asks for what is missing and returns the whole line.
    ///
    /// # Errors
    /// Where the datastore cannot be read, or nobody wants to choose.
    pub(super) fn fill(self, session: &mut Session) -> Result<Vec<String>, CommandError> {
        let mut added = Vec::new();
        for slot in &self.slots {
            match slot {
                Slot::Offered(offer) => {
                    let choices = (offer.choices)(session)?;
                    added.push(session.pick(offer.what, &choices)?);
                }
                Slot::OneOf(what, choices) => added.push(session.pick(what, choices)?),
                Slot::Typed(what, several) => {
                    let text = session.ui.ask(what)?;
                    match several {
                        true => added.extend(
                            split_words(&text)
                                .map_err(|why| CommandError::new(ErrorKind::Usage, format!("{what}: {why}")))?,
                        ),
                        false => added.push(text),
                    }
                }
            }
        }
        Ok(self.with(added))
    }

    /// Returns the line with words at its end, where the positional ones that are missing belong.
    fn with(&self, added: Vec<String>) -> Vec<String> {
        let mut argv = self.argv.clone();
        if added.iter().any(|word| word.starts_with('-')) && !argv.iter().any(|word| word == "--") {
            argv.push("--".to_owned());
        }
        argv.extend(added);
        argv
    }
}

fn value_name(arg: &Arg) -> &str {
    arg.get_value_names().and_then(<[_]>::first).map(|name| name.as_str()).unwrap_or_default()
}

impl Slot {
    fn of(command: &str, arg: &Arg) -> Self {
        let shown = value_name(arg);
        if let Some(offer) = offers::offer(command, shown) {
            return Self::Offered(offer);
        }
        let what = shown.to_lowercase().replace('_', " ");
        let values = arg.get_possible_values();
        if values.is_empty() {
            return Self::Typed(what, arg.get_num_args().is_some_and(|count| count.max_values() > 1));
        }
        let about =
            |value: &clap::builder::PossibleValue| value.get_help().map(ToString::to_string).unwrap_or_default();
        let choice =
            |value| Choice { name: clap::builder::PossibleValue::get_name(value).to_owned(), about: about(value) };
        Self::OneOf(what, values.iter().map(choice).collect())
    }

    fn placeholder(&self) -> String {
        match self {
            Self::OneOf(_, choices) => choices.first().map(|choice| choice.name.clone()).unwrap_or_default(),
            Self::Offered(_) | Self::Typed(..) => "x".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::app;

    fn gap(line: &str) -> Option<String> {
        let root = app::command();
        let argv: Vec<String> = std::iter::once("calicross").chain(line.split(' ')).map(str::to_owned).collect();
        let argv = words::verb_first(&root, argv);
        let err = root.clone().try_get_matches_from(&argv).err()?;
        let gap = Gap::of(&root, &argv, &err)?;
        let filled = gap.placeholders();
        assert!(root.try_get_matches_from(&filled).is_ok(), "{filled:?}");
        let slots = gap.slots.iter().map(|slot| match slot {
            Slot::Offered(offer) => format!("a {}", offer.what),
            Slot::OneOf(what, choices) => {
                format!("{what}: {}", choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>().join("|"))
            }
            Slot::Typed(what, several) => format!("{what}{}", if *several { "..." } else { "" }),
        });
        Some(slots.collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn a_name_that_is_missing_is_offered_and_what_comes_behind_it_asked_for() {
        let table = [
            ("profile remove", Some("a profile")),
            ("profile remove --if-exists --yes", Some("a profile")),
            ("profile clone", Some("a profile, new name")),
            ("profile tag list -o json", Some("a profile")),
            ("profile tag add", Some("a profile, tags...")),
            ("profile rule list", Some("a profile")),
            ("profile rule json", Some("a profile")),
            ("profile rule add --at 1", Some("a profile, direction: inbound|outbound, rule...")),
            ("profile rule remove --at 1", Some("a profile, direction: inbound|outbound")),
            ("profile rule remove", Some("a profile, direction: inbound|outbound, rule...")),
            // A name that is new, a name that is there, no name at all, an option, another fault.
            ("profile add", None),
            ("profile tag add web", None),
            ("profile clone web", None),
            ("profile remove web", None),
            ("key get", None),
            ("batch", None),
            ("profile remove --nonsense", None),
            ("profile", None),
            ("profile show", None),
        ];
        for (line, expected) in table {
            assert_eq!(gap(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_word_that_looks_like_an_option_is_none() {
        let gap = Gap { argv: vec!["calicross".to_owned(), "x".to_owned()], slots: Vec::new() };
        assert_eq!(gap.with(vec!["-web".to_owned()]), ["calicross", "x", "--", "-web"]);
        assert_eq!(gap.with(vec!["web".to_owned()]), ["calicross", "x", "web"]);
    }
}
