//! The endpoints whose profiles are changed.

use std::cell::OnceCell;

use clap::Args;

use crate::commands::endpoint::choice::{self, Filters};
use crate::commands::input;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::endpoints::WorkloadEndpoint;
use crate::inventory::{may_be_imported, scope_of_names};
use crate::model::openstack::Names;
use crate::session::Session;
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

    /// The imported names, where a word may be one.
    #[arg(skip)]
    names: OnceCell<Names>,
}

impl Target {
    /// Tells whether stdin names them.
    pub(super) fn is_piped(&self) -> bool {
        input::is_wanted(&[&self.word])
    }

    /// Reads what the plan does not decide on: stdin, where it names them, and the imported names, which on etcd v2 would make one
    /// read with the endpoints a read of the whole datastore.
    ///
    /// # Errors
    /// Where stdin or the datastore cannot be read.
    pub(super) fn prepare(&self, session: &mut Session) -> Result<(), CommandError> {
        if self.is_piped() {
            let mut words = vec![self.word.clone()];
            input::take_names(&mut words)?;
            self.piped.get_or_init(|| words);
        }
        if may_be_imported(self.words()) {
            let names = choice::names(&session.read(&[scope_of_names()])?);
            self.names.get_or_init(|| names);
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
        let mut scopes = self.filters.scopes(self.words());
        // Lines of a batch are not prepared.
        scopes.extend((self.names.get().is_none() && may_be_imported(self.words())).then(scope_of_names));
        scopes
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
        let find = |names| self.filters.find(self.words(), snapshot, names, self.allow_none);
        match self.names.get() {
            Some(names) => find(names),
            None => find(&choice::names(snapshot)),
        }
    }
}
