//! The endpoints whose profiles are changed.

use std::cell::OnceCell;

use clap::Args;

use crate::commands::endpoint::choice::{self, Filters};
use crate::error::{CommandError, ErrorKind};
use crate::inventory::endpoints::WorkloadEndpoint;
use crate::store::{Scope, Snapshot};

/// The endpoints whose profiles are changed: one, those of a pattern, or those that stdin names.
#[derive(Args, Debug)]
pub(super) struct Target {
    /// The endpoint, or several by a pattern; - reads them from stdin, one a line
    #[arg(value_name = "ENDPOINT")]
    word: String,

    #[command(flatten)]
    filters: Filters,

    /// Do nothing where no endpoint is meant
    #[arg(long)]
    allow_none: bool,

    /// What stdin named.
    #[arg(skip)]
    piped: OnceCell<Vec<String>>,
}

impl Target {
    /// Tells whether stdin names them.
    pub(super) fn is_piped(&self) -> bool {
        self.word == "-"
    }

    /// Reads stdin, where it names them.
    ///
    /// # Errors
    /// Where stdin cannot be read.
    pub(super) fn prepare(&self) -> Result<(), CommandError> {
        if self.is_piped() {
            let words = choice::read_names()?;
            self.piped.get_or_init(|| words);
        }
        Ok(())
    }

    fn words(&self) -> &[String] {
        if !self.is_piped() {
            return std::slice::from_ref(&self.word);
        }
        self.piped.get().map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns what has to be read to find them.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        self.filters.scopes(self.words())
    }

    /// Finds them.
    ///
    /// # Errors
    /// Where a word means none, or is no pattern and means several; where stdin named none.
    pub(super) fn find<'s>(&self, snapshot: &'s Snapshot) -> Result<Vec<WorkloadEndpoint<'s>>, CommandError> {
        if self.words().is_empty() && !self.allow_none {
            return Err(CommandError::new(ErrorKind::NotFound, "stdin names no endpoint")
                .hint("--allow-none takes that for nothing to do"));
        }
        self.filters.find(self.words(), snapshot, &choice::names(snapshot), self.allow_none)
    }
}
