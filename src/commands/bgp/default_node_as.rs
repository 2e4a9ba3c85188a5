//! `calicross bgp default-node-as`

use clap::Args;
use serde::Serialize;

use super::plans;
use crate::error::{CommandError, ErrorKind};
use crate::model::bird::{AsNumber, DEFAULT_AS};
use crate::model::key::{BgpGlobal, Key};
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Outcome, ReadCommand, Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `bgp default-node-as`.
#[derive(Args, Debug)]
pub struct DefaultNodeAsArgs {
    /// The AS number, such as 64512 or 1.10; without it, it is shown
    pub(super) number: Option<String>,

    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Serialize)]
struct AsDoc {
    as_number: u32,
    set: bool,
}

impl WriteCommand for DefaultNodeAsArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        plans::scopes(None)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let number = plans::typed_as_number(self.number.as_deref().unwrap_or_default())?;
        let mut plan = Plan::new();
        plans::as_number(&mut plan, snapshot, None, &number.to_string());
        Ok(plan)
    }
}

impl ReadCommand for DefaultNodeAsArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let path = Key::BgpGlobal(BgpGlobal::AsNum).path();
        let snapshot = session.read(&[Scope::key(&path)])?;
        let entry = snapshot.get(&path);
        let number = match entry {
            None => {
                session.ui.status("no AS number is set: calico/node sets this one at its start");
                DEFAULT_AS
            }
            Some(entry) => {
                let text = String::from_utf8_lossy(&entry.value);
                AsNumber::parse(text.trim()).ok_or_else(|| {
                    let message = format!("malformed value at {path}: '{}' is not an AS number", text.escape_debug());
                    CommandError::new(ErrorKind::BadData, message).key(&path)
                })?
            }
        };
        let doc = AsDoc { as_number: number.0, set: entry.is_some() };
        session.ui.object("calicross/bgp-default-node-as/1", &doc, &mut |out| writeln!(out, "{number}"))?;
        Ok(Outcome::Yes)
    }
}
