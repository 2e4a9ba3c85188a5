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

/// What a line lacks, options before positional words.
pub(super) struct Gap {
    argv: Vec<String>,
    slots: Vec<(Place, Slot)>,
}

/// Where a word that is missing belongs.
enum Place {
    /// Behind an option.
    Option(String),
    /// At the end.
    Positional,
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
            let shown = match arg.get_long() {
                Some(long) => format!("--{long} <{}>", value_name(arg)),
                None => format!("<{}>", value_name(arg)),
            };
            missing.iter().any(|text| text.trim_end_matches("...") == shown)
        };
        let command = path.last()?;
        let args: Vec<&Arg> = command.get_opts().chain(command.get_positionals()).filter(is_missing).collect();
        if args.len() != missing.len() {
            return None;
        }
        let command = names.join(" ");
        let slots: Vec<(Place, Slot)> = args.into_iter().map(|arg| (Place::of(arg), Slot::of(&command, arg))).collect();
        matches!(slots.first(), Some((_, Slot::Offered(_)))).then(|| Self { argv: argv.to_vec(), slots })
    }

    /// Returns the line with something in place of what is missing, to see whether the rest is right.
    pub(super) fn placeholders(&self) -> Vec<String> {
        let words = self.slots.iter().map(|(_, slot)| vec![slot.placeholder()]).collect();
        self.with(words)
    }

    /// Asks for what is missing and returns the whole line.
    ///
    /// # Errors
    /// Where the datastore cannot be read, or nobody wants to choose.
    pub(super) fn fill(self, session: &mut Session) -> Result<Vec<String>, CommandError> {
        let mut words = Vec::new();
        for (_, slot) in &self.slots {
            words.push(slot.fill(session)?);
        }
        Ok(self.with(words))
    }

    /// Returns the line with words for each slot: options before a `--`, positional ones at the end.
    fn with(&self, words: Vec<Vec<String>>) -> Vec<String> {
        let (mut options, mut added) = (Vec::new(), Vec::new());
        for ((place, _), words) in self.slots.iter().zip(words) {
            match place {
                Place::Option(long) => options.extend(words.into_iter().map(|word| format!("--{long}={word}"))),
                Place::Positional => added.extend(words),
            }
        }
        let mut argv = self.argv.clone();
        let end = argv.iter().position(|word| word == "--");
        argv.splice(end.unwrap_or(argv.len())..end.unwrap_or(argv.len()), options);
        if end.is_none() && added.iter().any(|word| word.starts_with('-')) {
            argv.push("--".to_owned());
        }
        argv.extend(added);
        argv
    }
}

impl Place {
    fn of(arg: &Arg) -> Self {
        arg.get_long().map_or(Self::Positional, |long| Self::Option(long.to_owned()))
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

    /// Asks for it.
    fn fill(&self, session: &mut Session) -> Result<Vec<String>, CommandError> {
        match self {
            Self::Offered(offer) => {
                let choices = (offer.choices)(session)?;
                Ok(vec![session.pick(offer.what, &choices)?])
            }
            Self::OneOf(what, choices) => Ok(vec![session.pick(what, choices)?]),
            Self::Typed(what, several) => {
                let text = session.ui.ask(what)?;
                let bad = |why| CommandError::new(ErrorKind::Usage, format!("{what}: {why}"));
                if *several { split_words(&text).map_err(bad) } else { Ok(vec![text]) }
            }
        }
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
        let slots = gap.slots.iter().map(|(_, slot)| match slot {
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
            ("link add l", Some("a security group")),
            ("node remove", Some("a node")),
            ("link add", Some("a security group, name")),
            ("link remove", Some("a link")),
            ("link attach --namespace shop", Some("a link")),
            ("endpoint profile append", Some("a endpoint, a profile")),
            ("endpoint profile show", Some("a endpoint")),
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
    fn words_go_where_they_belong() {
        let gap = |argv: &[&str], slots| Gap { argv: argv.iter().map(ToString::to_string).collect(), slots };
        let word = || (Place::Positional, Slot::Typed("name".to_owned(), true));
        let option = || (Place::Option("sg".to_owned()), Slot::Typed("group".to_owned(), false));
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(gap(&["c", "x"], vec![word()]).with(vec![words(&["-web"])]), ["c", "x", "--", "-web"]);
        assert_eq!(gap(&["c", "x"], vec![word()]).with(vec![words(&["web", "db"])]), ["c", "x", "web", "db"]);
        let both = gap(&["c", "x"], vec![option(), word()]);
        assert_eq!(both.with(vec![words(&["-g"]), words(&["l"])]), ["c", "x", "--sg=-g", "l"]);
        assert_eq!(gap(&["c", "--", "l"], vec![option()]).with(vec![words(&["g"])]), ["c", "--sg=g", "--", "l"]);
    }
}
