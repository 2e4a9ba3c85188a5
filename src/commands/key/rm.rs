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

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const KEYS: [(&str, &str); 3] = [("/calico/v1/a", "1"), ("/calico/v1/a/b", "2"), ("/calico/v1/ab", "3")];

    #[test]
    fn a_directory_goes_only_when_told() {
        assert_eq!(changes(&plan(&["key", "rm", "/calico/v1/a"], &KEYS).unwrap()), [("/calico/v1/a", None)]);
        let all = plan(&["key", "rm", "--recursive", "/calico/v1/a/"], &KEYS).unwrap();
        assert_eq!(changes(&all), [("/calico/v1/a", None), ("/calico/v1/a/b", None)]);
        assert_eq!(plan(&["key", "rm", "/calico/v1"], &KEYS).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn all_of_calico_is_not_removed() {
        assert_eq!(plan(&["key", "rm", "-r", "/calico"], &KEYS).unwrap_err().kind(), ErrorKind::Refused);
        assert!(plan(&["key", "rm", "--if-exists", "/calico/v1/c"], &KEYS).unwrap().is_empty());
    }
}
