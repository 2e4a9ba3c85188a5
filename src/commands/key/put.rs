//! `calicross key put`

use std::io::Read;

use clap::Args;

use super::check_new_key;
use crate::error::{CommandError, ErrorKind};
use crate::model::check::{Severity, problems};
use crate::plan::{Force, Plan};
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `key put`.
#[derive(Args, Debug)]
pub struct KeyPutArgs {
    /// The key
    #[arg(value_name = "KEY")]
    target: String,

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
        vec![Scope::key(&self.target)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        check_new_key(&self.target)?;
        let mut plan = Plan::new();
        for problem in problems(&self.target, self.bytes()) {
            match problem.severity {
                Severity::Refused => {
                    plan.needs(
                        Force::Malformed,
                        format!("value for {}", self.target),
                        &self.target,
                        format!("is refused: {problem}"),
                    );
                }
                Severity::Warning => plan.warn(format!("{}: {problem}", self.target)),
            }
        }
        let existed = snapshot.get(&self.target).is_some();
        plan.put(snapshot, &self.target, self.bytes().to_vec());
        let said = match (plan.is_empty(), existed) {
            (true, _) => "has the value already",
            (false, true) => "updated",
            (false, false) => "created",
        };
        plan.say(format!("{} {said}", self.target));
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;
    use crate::plan::Force;

    #[test]
    fn a_value_is_checked_where_the_key_is_known() {
        let bad = plan(&["key", "put", "/calico/v1/policy/profile/web/tags", "{}"], &[]).unwrap();
        assert_eq!(bad.obstacles.first().map(|obstacle| obstacle.force), Some(Force::Malformed));
        let unknown = plan(&["key", "put", "/calico/v1/else", "{"], &[]).unwrap();
        assert!(unknown.obstacles.is_empty());
        assert_eq!(changes(&unknown), [("/calico/v1/else", Some("{".to_owned()))]);
    }

    #[test]
    fn only_keys_under_calico_that_every_listing_shows() {
        for (key, kind) in [
            ("/registry/secrets", ErrorKind::Usage),
            ("/calicross/v1/journal/x", ErrorKind::Usage),
            ("/calico/../x", ErrorKind::Usage),
            ("/calico", ErrorKind::Usage),
            ("/calico/_x", ErrorKind::Refused),
        ] {
            assert_eq!(plan(&["key", "put", key, "x"], &[]).unwrap_err().kind(), kind, "{key}");
        }
    }

    #[test]
    fn the_same_value_is_no_change() {
        let key = ("/calico/v1/policy/tier/default/metadata", r#"{"order":1000}"#);
        assert!(plan(&["key", "put", key.0, r#"{"order": 1000}"#], &[key]).unwrap().is_empty());
    }
}
