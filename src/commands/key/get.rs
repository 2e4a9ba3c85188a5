//! `calicross key get`

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use serde::Serialize;

use crate::error::{CommandError, ErrorKind};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Scope;

/// Arguments of `key get`.
#[derive(Args, Debug)]
pub struct KeyGetArgs {
    /// The key
    #[arg(value_name = "KEY")]
    target: String,

    /// Print the bytes as they are, without a line break after them
    #[arg(long)]
    raw: bool,
}

/// A key; the value is text, or base64 where it is not UTF-8, which `encoding` then says.
#[derive(Serialize)]
struct KeyDoc {
    path: String,
    version: u64,
    value: String,
    encoding: &'static str,
    expires: bool,
}

impl ReadCommand for KeyGetArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        super::check_key(&self.target)?;
        let snapshot = session.read(&[Scope::key(&self.target)])?;
        let Some(entry) = snapshot.into_entries().into_iter().next() else { return Err(not_found(&self.target)) };
        if self.raw {
            session.ui.raw(&entry.value)?;
            return Ok(Outcome::Yes);
        }
        let (value, encoding) = match String::from_utf8(entry.value) {
            Ok(text) => (text, "utf-8"),
            Err(err) => (STANDARD.encode(err.into_bytes()), "base64"),
        };
        let doc = KeyDoc { path: entry.path, version: entry.version.0, value, encoding, expires: entry.expires };
        if doc.encoding == "base64" && !session.ui.is_structured() {
            return Err(CommandError::new(ErrorKind::BadData, format!("value at {} is not UTF-8", doc.path))
                .key(doc.path)
                .hint("--raw prints the bytes, -o json has them in base64"));
        }
        let shown = session.ui.printable_lines(&doc.value);
        session.ui.object("calicross/key/1", &doc, &mut |out| writeln!(out, "{}", shown.trim_end_matches('\n')))?;
        Ok(Outcome::Yes)
    }
}

pub(super) fn not_found(path: &str) -> CommandError {
    CommandError::new(ErrorKind::NotFound, format!("key {path} does not exist"))
        .key(path)
        .hint("`calicross key ls` lists those that do")
}
