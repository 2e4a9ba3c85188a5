//! `calicross history prune`

use std::time::Duration;

use clap::Args;
use jiff::SignedDuration;
use serde::Serialize;

use crate::error::{CommandError, ErrorKind};
use crate::session::journal::{KEEP_BYTES, KEEP_DAYS};
use crate::session::options::{WRITING, parse_duration, parse_number};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `history prune`.
#[derive(Args, Debug)]
pub struct HistoryPruneArgs {
    /// Remove what is older, such as 7d or 12h [default: 30d]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    older_than: Option<Duration>,

    /// Remove the oldest entries until the rest takes no more MiB than this [default: 32]
    #[arg(long, value_name = "MIB", value_parser = parse_number::<usize>)]
    max_size: Option<usize>,

    /// Remove nothing; tell how many would go
    #[arg(long, help_heading = WRITING)]
    dry_run: bool,

    /// Answer the question of a protected context with yes
    #[arg(short, long, help_heading = WRITING)]
    yes: bool,
}

#[derive(Serialize)]
struct PruneDoc {
    removed: usize,
    dry_run: bool,
}

impl ReadCommand for HistoryPruneArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let Self { dry_run, yes, .. } = *self;
        if !dry_run {
            session.check_certain()?;
            session.confirm_protected("removes journal entries, whose changes cannot be taken back then", yes)?;
        }
        let age = match self.older_than {
            None => SignedDuration::from_hours(24 * i64::from(KEEP_DAYS)),
            Some(age) => SignedDuration::try_from(age)
                .map_err(|err| CommandError::new(ErrorKind::Usage, format!("--older-than: {err}")))?,
        };
        let bytes = self.max_size.map_or(KEEP_BYTES, |mebibytes| mebibytes.saturating_mul(1 << 20));
        let removed = if dry_run { session.outlived(age, bytes)?.len() } else { session.prune_journal(age, bytes)? };
        let doc = PruneDoc { removed, dry_run };
        session.ui.object("calicross/history-prune/1", &doc, &mut |out| {
            let entries = if doc.removed == 1 { "entry" } else { "entries" };
            match dry_run {
                true => writeln!(out, "dry run: {removed} journal {entries} would be removed"),
                false => writeln!(out, "{removed} journal {entries} removed"),
            }
        })?;
        Ok(Outcome::Yes)
    }
}
