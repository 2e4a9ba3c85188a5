//! Words before they are parsed: calicoctl's order, and what the journal keeps of them.
//!
//! calicoctl puts the name before the verb (`profile web tag add T`), calicross after it (`profile tag add web T`); both
//! are understood. A known verb in the verb's place wins, so a profile that is called `tag` is reached in the new
//! order only.

use clap::{Arg, Command};

use crate::session::options::{DATASTORE, OUTPUT};

/// What a word is in its line.
pub(super) enum Word<'a> {
    /// An option, and whether the next word is its value.
    Option(Option<&'a Arg>, bool),
    /// `--`: everything after it is positional.
    End,
    Positional,
}

/// Finds out what a word is, by the options of the command that it belongs to and the global ones.
pub(super) fn classify<'a>(path: &[&'a Command], word: &str) -> Word<'a> {
    if word == "--" {
        return Word::End;
    }
    if !word.starts_with('-') || word == "-" {
        return Word::Positional;
    }
    let known = || path.iter().rev().flat_map(|command| command.get_arguments());
    let (arg, attached) = match word.strip_prefix("--") {
        Some(long) => {
            let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            (known().find(|arg| arg.get_long() == Some(name)), value.is_some())
        }
        None => {
            let mut letters = word.chars().skip(1);
            let first = letters.next();
            (known().find(|arg| arg.get_short() == first), letters.next().is_some())
        }
    };
    let takes_value = arg.is_some_and(|arg| arg.get_action().takes_values() && !arg.is_require_equals_set());
    Word::Option(arg, takes_value && !attached)
}

/// Puts verbs before names. Words that fit neither order are left for the parser to complain about.
pub fn verb_first(root: &Command, argv: Vec<String>) -> Vec<String> {
    let mut path = vec![root];
    let mut out = Vec::with_capacity(argv.len());
    let mut names: Vec<String> = Vec::new();
    // How many commands stood before the name.
    let mut named_at = 0;
    let mut words = argv.into_iter();
    out.extend(words.next());
    while let Some(word) = words.next() {
        let Some(command) = path.last().copied() else { break };
        match classify(&path, &word) {
            Word::Option(_, takes_value) => {
                out.push(word);
                if takes_value {
                    out.extend(words.next());
                }
            }
            Word::End => {
                out.push(word);
                break;
            }
            Word::Positional if !command.has_subcommands() => {
                out.append(&mut names);
                out.push(word);
            }
            Word::Positional => match command.find_subcommand(&word) {
                Some(inner) => {
                    path.push(inner);
                    out.push(word);
                    if !inner.has_subcommands() {
                        out.append(&mut names);
                    }
                }
                // The noun itself must be known, and only one name stands before a verb.
                None if path.len() > 1 && names.is_empty() => {
                    named_at = path.len();
                    names.push(word);
                }
                // A name and a noun have come: this stands where the verb should be.
                None if path.len() > named_at && !names.is_empty() => {
                    out.push(word);
                    out.append(&mut names);
                }
                None => {
                    out.append(&mut names);
                    out.push(word);
                }
            },
        }
    }
    out.append(&mut names);
    out.extend(words);
    out
}

/// Returns the commands that the words name, from the root down, as far as they are known.
pub fn path_of<'a>(root: &'a Command, argv: &[String]) -> Vec<&'a Command> {
    let mut path = vec![root];
    let mut words = argv.iter().skip(1);
    while let Some(word) = words.next() {
        match classify(&path, word) {
            Word::Option(_, true) => drop(words.next()),
            Word::Option(..) => {}
            Word::End => break,
            Word::Positional => match path.last().and_then(|command| command.find_subcommand(word)) {
                Some(inner) => path.push(inner),
                None => break,
            },
        }
    }
    path
}

/// Options that say how a change is made, not which: what was done reads the same without them. The reason has a place of its
/// own in the journal.
const MANNER: [&str; 11] =
    ["dry-run", "diff", "impact", "no-impact", "fail-on", "exit-code", "out", "yes", "journal", "reason", "wait"];

/// Returns the words without the program's name and without the options that say how to reach the datastore (they may
/// hold credentials), how to print, or how to go about it ([`MANNER`]).
pub fn for_journal(root: &Command, argv: &[String]) -> Vec<String> {
    let mut path = vec![root];
    let mut out = Vec::new();
    let mut words = argv.iter().skip(1);
    while let Some(word) = words.next() {
        match classify(&path, word) {
            Word::Option(arg, takes_value) => {
                let value = if takes_value { words.next() } else { None };
                let dropped = arg.is_none_or(|arg| {
                    matches!(arg.get_help_heading(), Some(DATASTORE | OUTPUT))
                        || arg.get_long().is_some_and(|long| MANNER.contains(&long))
                });
                if !dropped {
                    out.push(word.clone());
                    out.extend(value.cloned());
                }
            }
            Word::End => {
                out.push(word.clone());
                break;
            }
            Word::Positional => {
                if let Some(inner) = path.last().and_then(|command| command.find_subcommand(word)) {
                    path.push(inner);
                }
                out.push(word.clone());
            }
        }
    }
    out.extend(words.cloned());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str) -> Vec<String> {
        std::iter::once("calicross").chain(words.split_whitespace()).map(str::to_owned).collect()
    }

    fn reordered(words: &str) -> String {
        let command = crate::cli::app::command();
        verb_first(&command, line(words)).join(" ").split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
    }

    #[test]
    fn calicoctl_order_becomes_ours() {
        assert_eq!(reordered("profile web tag add T"), "profile tag add web T");
        assert_eq!(
            reordered("profile web rule add inbound --at=2 allow tcp from tag T"),
            "profile rule add web inbound --at=2 allow tcp from tag T"
        );
        assert_eq!(reordered("--path s.redb profile web tag show"), "--path s.redb profile tag show web");
        assert_eq!(reordered("profile web rule json"), "profile rule json web");
        // Not the name but the verb is what nobody knows.
        assert_eq!(reordered("profile web tag ad T"), "profile tag ad web T");
    }

    #[test]
    fn our_order_stays() {
        for words in
            ["profile tag add web T", "profile show tag", "profile list", "key ls /calico -o name", "history list"]
        {
            assert_eq!(reordered(words), words);
        }
    }

    #[test]
    fn a_verb_in_the_verbs_place_wins() {
        assert_eq!(reordered("profile show rule"), "profile show rule");
        assert_eq!(reordered("profile tag list show"), "profile tag list show");
    }

    #[test]
    fn options_between_words_keep_their_values() {
        assert_eq!(reordered("profile web tag add --reason tag T"), "profile tag add web --reason tag T");
        assert_eq!(reordered("profile web tag -o json list"), "profile tag -o json list web");
    }

    #[test]
    fn a_plan_saved_first_reads_like_the_change() {
        let command = crate::cli::app::command();
        let words = line("profile tag add web T --dry-run --out web.plan --diff --exit-code --wait=5s");
        assert_eq!(for_journal(&command, &words).join(" "), "profile tag add web T");
    }

    #[test]
    fn the_journal_hears_no_connection_options() {
        let command = crate::cli::app::command();
        let words = line(
            "--user root:secret profile tag add web T --endpoints=http://u:p@h:1 --reason why -o json --force=owner -y",
        );
        assert_eq!(for_journal(&command, &words).join(" "), "profile tag add web T --force=owner");
    }
}
