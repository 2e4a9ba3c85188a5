//! `calicross key put`

use std::io::Read;

use clap::Args;

use super::check_new_key;
use crate::error::{CommandError, ErrorKind};
use crate::model::check::{Severity, check};
use crate::plan::{Force, Plan};
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `key put`.
#[derive(Args, Debug)]
pub struct KeyPutArgs {
    /// The key
    path: String,

    /// Its value; - or none reads stdin, every byte of it
    value: Option<String>,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    input: Vec<u8>,
}

impl KeyPutArgs {
    fn bytes(&self) -> &[u8] {
        match self.value.as_deref() {
            None | Some("-") => &self.input,
            Some(value) => value.as_bytes(),
        }
    }
}

impl WriteCommand for KeyPutArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        matches!(self.value.as_deref(), None | Some("-"))
    }

    fn prepare(&mut self, _session: &mut Session) -> Result<(), CommandError> {
        if self.needs_input() {
            std::io::stdin().lock().read_to_end(&mut self.input).map_err(|err| {
                CommandError::new(ErrorKind::BadData, format!("cannot read the value from stdin: {err}"))
            })?;
        }
        Ok(())
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::key(&self.path)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        check_new_key(&self.path)?;
        let mut plan = Plan::new();
        if let Err(problem) = check(&self.path, self.bytes()) {
            match problem.severity {
                Severity::Error => plan.needs(
                    Force::Malformed,
                    format!("value for {}", self.path),
                    &self.path,
                    format!("is refused: {}", problem.why),
                ),
                Severity::Warning => plan.warn(format!("{}: {}", self.path, problem.why)),
            }
        }
        let existed = snapshot.get(&self.path).is_some();
        plan.put(snapshot, &self.path, self.bytes().to_vec());
        let said = match (plan.is_empty(), existed) {
            (true, _) => "has the value already",
            (false, true) => "updated",
            (false, false) => "created",
        };
        plan.say(format!("{} {said}", self.path));
        Ok(plan)
    }
}
