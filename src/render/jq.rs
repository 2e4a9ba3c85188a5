//! jq expressions over the JSON form.

use std::fmt;
use std::io::Write;
use std::str::FromStr;
use std::sync::Arc;

use jaq_core::compile::Undefined;
use jaq_core::data::JustLut;
use jaq_core::load::lex::Expect as LexExpect;
use jaq_core::load::{Arena, Error as LoadError, File, Loader};
use jaq_core::{Compiler, Ctx, Vars};
use jaq_json::{Val, read, write as json_write};
use thiserror::Error;

use super::RenderError;
use super::json::Escaping;
use super::text::{printable, printable_lines};

type Data = JustLut<Val>;

/// jaq recurses for every level of an expression, at most 2.6 KB each (measured), and a
/// single character can be a level: this many fit into a stack of 8 MiB.
const MAX_CHARS: usize = 2000;

/// A jq expression that compiles.
///
/// It is compiled where it is read, so that a mistake in it is found before the command
/// has done anything. Modules, `input` and `inputs` are not there.
#[derive(Clone)]
pub struct Jq {
    text: String,
    filter: Arc<jaq_core::Filter<Data>>,
}

impl fmt::Debug for Jq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Jq").field(&self.text).finish()
    }
}

/// Why a text is no jq expression, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("jq expression, character {position}: {reason}")]
pub struct JqError {
    /// The character at which it goes wrong, counted from 1.
    pub position: usize,
    /// What was expected there, or what is unknown.
    pub reason: String,
}

impl JqError {
    /// An error at `part`, which is a piece of `whole`.
    fn new(whole: &str, part: &str, reason: String) -> Self {
        let offset = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize);
        let before = offset.and_then(|offset| whole.get(..offset)).unwrap_or_default();
        Self { position: before.chars().count() + 1, reason }
    }
}

impl FromStr for Jq {
    type Err = JqError;

    fn from_str(text: &str) -> Result<Self, JqError> {
        if let Some((end, _)) = text.char_indices().nth(MAX_CHARS) {
            let reason = format!("longer than {MAX_CHARS} characters (`-o json | jq -f FILE` takes any)");
            return Err(JqError::new(text, &text[end..], reason));
        }
        if let Some(at) = definition(text) {
            let reason = "functions are not defined here (`-o json | jq -f FILE` takes any)".to_owned();
            return Err(JqError::new(text, &text[at..], reason));
        }
        let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
        let functions = jaq_core::funs::<Data>().chain(jaq_std::funs()).chain(jaq_json::funs());
        let arena = Arena::default();
        let modules = Loader::new(definitions)
            .load(&arena, File { code: text, path: () })
            .map_err(|errors| first(errors, |error| load_error(text, &error)))?;
        let filter = Compiler::default().with_funs(functions).compile(modules).map_err(|errors| {
            first(errors, |error| error.into_iter().next().map(|(name, kind)| undefined(text, name, &kind)))
        })?;
        Ok(Self { text: text.to_owned(), filter: Arc::new(filter) })
    }
}

/// Finds where an expression defines a function: one that calls itself would end the program with its stack, and jaq sets no bound
/// to that. The word is looked for inside of strings, too, since expressions can stand in them.
fn definition(text: &str) -> Option<usize> {
    let part_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$' | ':');
    text.match_indices("def").map(|(at, _)| at).find(|at| {
        let (before, after) = (&text[..*at], &text[at + 3..]);
        !before.ends_with(part_of_name) && after.starts_with(|c: char| c.is_whitespace() || c == '#')
    })
}

/// Returns the first of the errors that the compiler collected.
fn first<F, E>(errors: Vec<(F, E)>, read: impl Fn(E) -> Option<JqError>) -> JqError {
    errors
        .into_iter()
        .find_map(|(_, error)| read(error))
        .unwrap_or_else(|| JqError { position: 1, reason: "not understood".to_owned() })
}

fn load_error(text: &str, error: &LoadError<&str>) -> Option<JqError> {
    match error {
        LoadError::Io(errors) => errors.first().map(|(path, why)| JqError::new(text, path, why.clone())),
        LoadError::Lex(errors) => errors.first().map(|(expected, rest)| {
            let what = match expected {
                // The one expectation whose own description can fail.
                LexExpect::Delim(open) => format!("nothing closes `{}`", printable(open)),
                LexExpect::Token => format!("not understood{}", found(rest)),
                expected => format!("expected {}{}", expected.as_str(), found(rest)),
            };
            JqError::new(text, rest, what)
        }),
        LoadError::Parse(errors) => errors.first().map(|(expected, token)| {
            JqError::new(text, token, format!("expected {}{}", expected.as_str(), found(token)))
        }),
    }
}

fn found(token: &str) -> String {
    match token.chars().next() {
        None => ": found the end".to_owned(),
        Some(_) => format!(": found `{}`", shortened(token, 20)),
    }
}

fn undefined(text: &str, name: &str, kind: &Undefined) -> JqError {
    let reason = match kind {
        Undefined::Filter(arity) => format!("there is no filter `{}/{arity}`", printable(name)),
        kind => format!("there is no {} `{}`", kind.as_str(), printable(name)),
    };
    JqError::new(text, name, reason)
}

/// An error's text can hold the whole document that the expression was tried on.
const MESSAGE_CHARS: usize = 200;

fn shortened(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((end, _)) => format!("{}…", printable(&text[..end])),
        None => printable(text).into_owned(),
    }
}

impl Jq {
    /// Runs the expression on a JSON document and writes each result on a line: strings
    /// bare, everything else as compact JSON.
    pub(super) fn write(&self, out: &mut dyn Write, document: &[u8], terminal: bool) -> Result<(), RenderError> {
        let input = read::parse_single(document).map_err(|error| RenderError::Jq(error.to_string()))?;
        let context = Ctx::<Data>::new(&self.filter.lut, Vars::new([]));
        for result in self.filter.id.run((context, input)) {
            match result.map_err(jaq_core::Exn::get_err) {
                Ok(Val::TStr(text)) if terminal => {
                    out.write_all(printable_lines(&String::from_utf8_lossy(&text)).as_bytes())?;
                }
                Ok(Val::TStr(text)) => out.write_all(&text)?,
                Ok(value) => json_write::write(&mut Escaping(out), &json_write::Pp::default(), 0, &value)?,
                Err(Ok(error)) => return Err(RenderError::Jq(shortened(&error.to_string(), MESSAGE_CHARS))),
                // `halt`: jaq's own way to unwrap it would end the process.
                Err(Err(_)) => return Ok(()),
            }
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
