//! `calicross key put`

use std::io::Read;

use clap::Args;

use super::check_new_key;
use crate::error::{CommandError, ErrorKind};
use crate::model::check::{Severity, problems};
use crate::model::key::Key;
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
        let mut scopes = vec![Scope::key(&self.target)];
        if matches!(Key::parse(&self.target), Key::Unknown(_)) {
            // It may be a directory.
            scopes.push(Scope::under(&self.target));
        }
        scopes
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        check_new_key(&self.target)?;
        let mut plan = Plan::new();
        let existed = snapshot.get(&self.target).is_some();
        if !existed {
            check_place(snapshot, &self.target)?;
        }
        plan.put(snapshot, &self.target, self.bytes().to_vec());
        // What is there already is not written, however bad it is.
        let found = if plan.is_empty() { Vec::new() } else { problems(&self.target, self.bytes()) };
        for problem in found {
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
        let said = match (plan.is_empty(), existed) {
            (true, _) => "has the value already",
            (false, true) => "updated",
            (false, false) => "created",
        };
        plan.say(format!("{} {said}", self.target));
        Ok(plan)
    }
}

/// Refuses a key that would be a directory at the same time, or lie below a key: etcd v2 has no such thing, and who lists
/// the directory would not expect it.
fn check_place(snapshot: &Snapshot, path: &str) -> Result<(), CommandError> {
    let refused = |why: String| CommandError::new(ErrorKind::Refused, format!("{path} {why}")).key(path);
    if let Some(below) = snapshot.under(&format!("{path}/")).first() {
        return Err(refused(format!("is a directory: {} lies in it", below.path))
            .hint(format!("`calicross key ls {path}` lists what lies in it")));
    }
    let mut above = path;
    while let Some((directory, _)) = above.rsplit_once('/').filter(|(directory, _)| !directory.is_empty()) {
        if !matches!(Key::parse(directory), Key::Unknown(_)) {
            return Err(refused(format!("lies below {directory}, which is a key, not a directory")));
        }
        above = directory;
    }
    Ok(())
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
    fn a_directory_is_no_key_and_a_key_no_directory() {
        let tags = ("/calico/v1/policy/profile/web/tags", r#"["web"]"#);
        for path in ["/calico/v1", "/calico/v1/policy/profile/web", "/calico/v1/policy/profile/web/tags/x"] {
            assert_eq!(plan(&["key", "put", path, "x"], &[tags]).unwrap_err().kind(), ErrorKind::Refused, "{path}");
        }
        // One that is there all the same can be changed.
        let odd = ("/calico/v1/policy/profile/web", "x");
        assert!(!plan(&["key", "put", odd.0, "y"], &[odd, tags]).unwrap().is_empty());
    }

    #[test]
    fn the_same_value_is_no_change() {
        let key = ("/calico/v1/policy/tier/default/metadata", r#"{"order":1000}"#);
        assert!(plan(&["key", "put", key.0, r#"{"order": 1000}"#], &[key]).unwrap().is_empty());
    }
}
