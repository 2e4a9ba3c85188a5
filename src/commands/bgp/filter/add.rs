//! `calicross bgp filter add`

use std::io::Read;
use std::path::PathBuf;

use clap::Args;

use super::{FamilyArgs, plans};
use crate::commands::bgp::plans as bgp;
use crate::error::{CommandError, ErrorKind};
use crate::model::key::Family;
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `bgp filter add`.
#[derive(Args, Debug)]
#[command(after_help = "\
The statements are BIRD's, and are pasted into the export filter of every host, in the order of the filters' names, behind the \
host's own blocks and before the IP pools. What no filter accepts and no pool covers is not told to peers.

Example:
  calicross bgp filter add tap_iface 'if ( ifname ~ \"tap*\" ) then { accept; }'")]
pub struct FilterAddArgs {
    /// Name of the filter
    name: String,

    /// Its statements; - reads them from stdin
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    statements: Option<String>,

    /// Read the statements from a file; - is stdin
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,

    #[command(flatten)]
    family: FamilyArgs,

    /// Where there is one of this name with other statements, replace them
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    input: Vec<u8>,
}

impl FilterAddArgs {
    fn bytes(&self) -> &[u8] {
        match self.statements.as_deref() {
            None | Some("-") => &self.input,
            Some(statements) => statements.as_bytes(),
        }
    }
}

impl WriteCommand for FilterAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        matches!(self.statements.as_deref(), None | Some("-"))
    }

    fn prepare(&mut self, _session: &mut Session) -> Result<(), CommandError> {
        if !self.needs_input() {
            return Ok(());
        }
        let named = self.file.as_ref().filter(|file| file.as_os_str() != "-");
        let read = match named {
            None => std::io::stdin().lock().read_to_end(&mut self.input),
            Some(file) => std::fs::File::open(file).and_then(|mut file| file.read_to_end(&mut self.input)),
        };
        let from = named.map_or_else(|| "stdin".to_owned(), |file| file.display().to_string());
        read.map_err(|err| {
            CommandError::new(ErrorKind::BadData, format!("cannot read the statements from {from}: {err}"))
        })?;
        Ok(())
    }

    fn scopes(&self) -> Vec<Scope> {
        bgp::scopes(None)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut families = self.family.named();
        if families.is_empty() {
            families.push(Family::V4);
        }
        let mut plan = Plan::new();
        for family in families {
            plans::add(&mut plan, snapshot, family, &self.name, self.bytes(), self.update)?;
        }
        Ok(plan)
    }
}
