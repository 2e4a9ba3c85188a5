//! `calicross ipam list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::error::{CommandError, ErrorKind};
use crate::inventory::blocks::{self, FoundBlock};
use crate::inventory::pools::{self, Networks};
use crate::model::ipam::SIZE;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `ipam list`.
#[derive(Args, Debug)]
pub struct IpamListArgs {}

/// A block in the list; a member is `null` where the block cannot be read.
#[derive(Serialize)]
struct BlockRow {
    block: String,
    key: String,
    pool: Option<String>,
    host: Option<String>,
    used: Option<usize>,
    free: Option<usize>,
    strict: Option<bool>,
    malformed: Option<String>,
}

impl BlockRow {
    fn of(found: &FoundBlock<'_>, pools: &Networks) -> Self {
        let block = found.block.as_ref();
        Self {
            block: found.text.clone(),
            key: found.entry.path.clone(),
            pool: found.cidr().and_then(|cidr| pools.holding(cidr)).map(|pool| pool.to_string()),
            host: block.ok().and_then(|block| block.host()).map(str::to_owned),
            used: block.ok().map(|block| block.used()),
            free: block.ok().map(|block| SIZE - block.used()),
            strict: block.ok().map(|block| block.is_strict()),
            malformed: block.err().map(ToString::to_string),
        }
    }
}

impl Row for BlockRow {
    const SCHEMA: &'static str = "calicross/ipam-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("BLOCK"),
        Column::new("USED").right(),
        Column::new("FREE").right(),
        Column::new("STRICT").wide(),
        Column::new("POOL"),
        Column::new("HOST"),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.block.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let number =
            |number: Option<usize>| number.map_or(Cow::Borrowed("malformed"), |number| number.to_string().into());
        match column {
            0 => self.block.as_str().into(),
            1 => number(self.used),
            2 => number(self.free),
            3 => self.strict.map_or("-", |strict| if strict { "yes" } else { "no" }).into(),
            4 => self.pool.as_deref().unwrap_or("-").into(),
            _ => self.host.as_deref().unwrap_or("-").into(),
        }
    }
}

impl ReadCommand for IpamListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[blocks::scope_of_all(), pools::scope_of_all()])?;
        let pools = Networks::of(pools::all(&snapshot).iter().filter_map(pools::FoundPool::cidr));
        let found = blocks::all(&snapshot);
        if found.is_empty() {
            session.ui.status("no blocks");
        }
        session.ui.list(found.iter().map(|block| BlockRow::of(block, &pools)))?;
        let mut malformed = found.iter().filter_map(|found| Some((&found.entry.path, found.block.as_ref().err()?)));
        let Some((path, why)) = malformed.next() else { return Ok(Outcome::Yes) };
        for (path, why) in malformed {
            session.ui.warn(&format!("malformed value at {path}: {why}"));
        }
        Err(CommandError::new(ErrorKind::BadData, format!("malformed value at {path}: {why}"))
            .key(path)
            .hint(format!("`calicross key get {path}` shows it")))
    }
}
