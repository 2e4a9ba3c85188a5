//! A command line against a pattern.

use super::pattern::{Grammar, Pattern};
use super::{Given, Words};

/// What has been taken so far, each by the name of what took it.
type Taken = Vec<(String, Option<String>)>;

/// Reads a line, or nothing where words are missing or left over.
pub(super) fn read(grammar: &Grammar, given: Vec<Given>) -> Option<Words> {
    let (left, taken) = matches(&grammar.pattern, given, Vec::new()).ok()?;
    if !left.is_empty() {
        return None;
    }
    let mut words = Words::default();
    for (name, value) in taken {
        match value {
            None => drop(words.commands.insert(name)),
            Some(value) => words.values.entry(name).or_default().push(value),
        }
    }
    Some(words)
}

/// Takes from a line what a pattern wants; gives both back as they were where it does not fit.
fn matches(pattern: &Pattern, left: Vec<Given>, taken: Taken) -> Result<(Vec<Given>, Taken), (Vec<Given>, Taken)> {
    match pattern {
        Pattern::Argument(name) => {
            let at = left.iter().position(|word| matches!(word, Given::Argument(_)));
            take(at, name, left, taken)
        }
        Pattern::Command(name) => {
            // Words keep their order: the first one decides.
            let first = left.iter().position(|word| matches!(word, Given::Argument(_)));
            let at = first.filter(|at| matches!(left.get(*at), Some(Given::Argument(word)) if word == name));
            match at {
                None => Err((left, taken)),
                Some(at) => {
                    let (mut left, mut taken) = (left, taken);
                    left.remove(at);
                    taken.push((name.clone(), None));
                    Ok((left, taken))
                }
            }
        }
        Pattern::Option(option) => {
            let at = left.iter().position(|word| matches!(word, Given::Option { name, .. } if name == option));
            take(at, option, left, taken)
        }
        Pattern::Required(children) => {
            let (mut l, mut t) = (left.clone(), taken.clone());
            for child in children {
                match matches(child, l, t) {
                    Ok(next) => (l, t) = next,
                    Err(_) => return Err((left, taken)),
                }
            }
            Ok((l, t))
        }
        Pattern::Optional(children) => {
            let (mut l, mut t) = (left, taken);
            for child in children {
                (l, t) = match matches(child, l, t) {
                    Ok(next) | Err(next) => next,
                };
            }
            Ok((l, t))
        }
        Pattern::OneOrMore(child) => {
            let (mut l, mut t) = matches(child, left, taken)?;
            loop {
                let before = l.len();
                match matches(child, l, t) {
                    Ok((next, more)) if next.len() < before => (l, t) = (next, more),
                    Ok(end) | Err(end) => return Ok(end),
                }
            }
        }
        Pattern::Either(children) => {
            let outcomes = children.iter().filter_map(|child| matches(child, left.clone(), taken.clone()).ok());
            // The first of those that leave the fewest words.
            let best = outcomes.min_by_key(|(left, _)| left.len());
            best.ok_or((left, taken))
        }
    }
}

fn take(
    at: Option<usize>,
    name: &str,
    mut left: Vec<Given>,
    mut taken: Taken,
) -> Result<(Vec<Given>, Taken), (Vec<Given>, Taken)> {
    let Some(at) = at else { return Err((left, taken)) };
    let value = match left.remove(at) {
        Given::Argument(value) => Some(value),
        Given::Option { value, .. } => value,
    };
    taken.push((name.to_owned(), value));
    Ok((left, taken))
}
