//! `calicross validate`

use clap::Args;
use serde::Serialize;

use super::files::{FileArgs, check_some, tell, wrong};
use crate::error::CommandError;
use crate::manifest::document;
use crate::manifest::source::Fault;
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `validate`.
///
/// The datastore is not looked at: what it has is the business of `diff`.
#[derive(Args, Debug)]
pub struct ValidateArgs {
    #[command(flatten)]
    files: FileArgs,
}

/// What became of it.
#[derive(Serialize)]
struct ValidateDoc {
    valid: bool,
    resources: usize,
    errors: Vec<FaultDoc>,
    notes: Vec<FaultDoc>,
}

/// Something in a file.
#[derive(Serialize)]
struct FaultDoc {
    file: String,
    line: usize,
    column: usize,
    member: String,
    why: String,
}

impl From<&Fault> for FaultDoc {
    fn from(fault: &Fault) -> Self {
        let Fault { file, place, member, why, .. } = fault.clone();
        Self { file, line: place.line, column: place.column, member, why }
    }
}

impl ReadCommand for ValidateArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let sources = self.files.sources()?;
        let contents = document::read(&sources);
        let (faults, notes) = (&contents.faults, &contents.notes);
        if !session.ui.is_structured() {
            tell(&session.ui, faults, notes);
        }
        let doc = ValidateDoc {
            valid: faults.is_empty(),
            resources: contents.given.len(),
            errors: faults.iter().map(FaultDoc::from).collect(),
            notes: notes.iter().map(FaultDoc::from).collect(),
        };
        if faults.is_empty() {
            check_some(&contents.given)?;
        }
        session.ui.object("calicross/validate/1", &doc, &mut |out| {
            if !doc.valid {
                return Ok(());
            }
            let plural = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
            let is = if doc.resources == 1 { "is" } else { "are" };
            writeln!(out, "{} in {} {is} valid", plural(doc.resources, "resource"), plural(sources.len(), "file"))
        })?;
        match faults.first() {
            None => Ok(Outcome::Yes),
            Some(first) => Err(wrong(faults, first)),
        }
    }
}
