//! `calicross pool show`

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::list::{Families, PoolListArgs, PoolRow, faults};
use crate::error::CommandError;
use crate::inventory::addresses::Users;
use crate::inventory::blocks;
use crate::inventory::pools;
use crate::ipam::{IpamError, removal};
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `pool show`.
#[derive(Args, Debug)]
pub struct PoolShowArgs {
    /// The pool's network; without it, all are listed
    cidr: Option<String>,

    #[command(flatten)]
    families: Families,
}

/// A block in a pool.
#[derive(Serialize)]
struct BlockDoc {
    cidr: String,
    host: Option<String>,
    used: Option<usize>,
}

/// A pool.
#[derive(Serialize)]
struct PoolDoc {
    #[serde(flatten)]
    pool: PoolRow,
    blocks: Vec<BlockDoc>,
    held: usize,
    endpoints: usize,
}

impl ReadCommand for PoolShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let Some(word) = &self.cidr else { return PoolListArgs { families: self.families }.run(session) };
        let snapshot = session.read(&removal::scopes())?;
        let pools = pools::all(&snapshot);
        let Some(pool) = pools::find(&pools, word) else {
            return Err(IpamError::NoPool { cidr: word.clone() }.into());
        };
        let cidr = pool.cidr();
        let all = blocks::all(&snapshot);
        let inside = all
            .iter()
            .filter(|block| matches!((cidr, block.cidr()), (Some(pool), Some(block)) if pool.contains(&block)));
        let blocks: Vec<BlockDoc> = inside
            .map(|found| {
                let block = found.block.as_ref().ok();
                BlockDoc {
                    cidr: found.text.clone(),
                    host: block.and_then(|block| block.host()).map(str::to_owned),
                    used: block.map(|block| block.used()),
                }
            })
            .collect();
        let users = Users::of(&snapshot);
        let doc = PoolDoc {
            pool: PoolRow::of(pool),
            held: blocks.iter().filter_map(|block| block.used).sum(),
            endpoints: cidr.map_or(0, |cidr| users.within(cidr).count()),
            blocks,
        };
        session.ui.object("calicross/pool/1", &doc, &mut |out| write_pool(out, &doc))?;
        faults(session, std::slice::from_ref(pool))?;
        Ok(Outcome::Yes)
    }
}

fn write_pool(out: &mut dyn Write, doc: &PoolDoc) -> io::Result<()> {
    writeln!(out, "Pool:      {}", printable(doc.pool.cidr()))?;
    writeln!(out, "Options:   {}", doc.pool.options())?;
    writeln!(out, "Key:       {}", printable(doc.pool.key()))?;
    writeln!(out, "Addresses: {} held in blocks, {} of endpoints and tunnels", doc.held, doc.endpoints)?;
    writeln!(out, "Blocks:    {}", doc.blocks.len())?;
    doc.blocks.iter().try_for_each(|block| {
        let used = block.used.map_or("malformed".to_owned(), |used| format!("{used} held"));
        let host = block.host.as_deref().unwrap_or("-");
        writeln!(out, "  {}  {}  {used}", printable(&block.cidr), printable(host))
    })
}
