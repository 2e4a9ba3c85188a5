//! `calicross bgp filter show`

use clap::Args;
use serde::Serialize;

use super::{FamilyArgs, not_found};
use crate::commands::bgp::load;
use crate::error::{CommandError, ErrorKind};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `bgp filter show`.
#[derive(Args, Debug)]
pub struct FilterShowArgs {
    /// Name of the filter; without it, all are listed
    pub(super) name: Option<String>,

    #[command(flatten)]
    family: FamilyArgs,
}

#[derive(Serialize)]
struct FilterDoc {
    name: String,
    family: u8,
    key: String,
    statements: String,
}

impl ReadCommand for FilterShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let name = self.name.as_deref().unwrap_or_default();
        let snapshot = session.read(&[load::scope_of_all()])?;
        let found = self.family.find(&snapshot, name);
        let stored = match found.as_slice() {
            [] => return Err(not_found(name)),
            [stored] => stored,
            _ => {
                return Err(CommandError::new(
                    ErrorKind::Ambiguous,
                    format!("both IPv4 and IPv6 have a filter {name}"),
                )
                .object(format!("filter {name}"))
                .hint("--ipv4 or --ipv6 says which"));
            }
        };
        let doc = FilterDoc {
            name: stored.name.clone(),
            family: stored.family.number(),
            key: stored.entry.path.clone(),
            statements: String::from_utf8_lossy(&stored.entry.value).into_owned(),
        };
        let text = session.ui.printable_lines(doc.statements.trim_end());
        session.ui.object("calicross/bgp-filter/1", &doc, &mut |out| writeln!(out, "{text}"))?;
        load::unreadable(&load::refused([stored.entry]))?;
        Ok(Outcome::Yes)
    }
}
