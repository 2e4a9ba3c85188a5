//! `calicross key rm`

use clap::Args;

use super::{check_key, get};
use crate::error::{CommandError, ErrorKind};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `key rm`.
#[derive(Args, Debug)]
pub struct KeyRmArgs {
    /// The keys; with --recursive also directories
    #[arg(required = true, value_name = "KEY")]
    targets: Vec<String>,

    /// Remove everything below, too
    #[arg(short, long)]
    recursive: bool,

    /// Do nothing where there is none
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for KeyRmArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        let below = self.targets.iter().filter(|_| self.recursive).map(Scope::under);
        self.targets.iter().map(|path| Scope::key(path.trim_end_matches('/'))).chain(below).collect()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut plan = Plan::new();
        for path in &self.targets {
            let path = path.trim_end_matches('/');
            check_key(path)?;
            if path == super::ROOT {
                return Err(CommandError::new(ErrorKind::Refused, "all of /calico is not removed")
                    .key(path)
                    .hint("name what should go below it"));
            }
            let below = if self.recursive { snapshot.under(&format!("{path}/")) } else { &[] };
            let found = snapshot.get(path).into_iter().chain(below);
            let before = plan.changes().len();
            for entry in found {
                plan.delete(snapshot, &entry.path);
            }
            let count = plan.changes().len() - before;
            if count == 1 && snapshot.get(path).is_some() {
                plan.say(format!("{path} removed"));
            } else if count > 0 {
                plan.say(format!("{path}: {count} {} removed", if count == 1 { "key" } else { "keys" }));
            } else {
                if !self.if_exists {
                    let error = get::not_found(path);
                    return Err(if self.recursive {
                        error
                    } else {
                        error.hint("--recursive removes what is below a directory")
                    });
                }
                plan.say(format!("{path} is not there"));
            }
        }
        Ok(plan)
    }
}
