//! `calicross host-endpoint remove`

use clap::Args;

use crate::error::{CommandError, ErrorKind};
use crate::inventory::host_endpoints;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `host-endpoint remove`.
#[derive(Args, Debug)]
pub struct HostEndpointRemoveArgs {
    /// The host endpoints: HOST/ID, or the id where one host has it
    #[arg(required = true)]
    names: Vec<String>,

    /// Do nothing where there is none
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for HostEndpointRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        self.names.iter().map(|name| host_endpoints::scope(name)).collect()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut plan = Plan::new();
        for word in &self.names {
            let found = match host_endpoints::find(word, snapshot).map_err(CommandError::from) {
                Err(err) if self.if_exists && err.kind() == ErrorKind::NotFound => {
                    plan.say(format!("host endpoint {word} is not there"));
                    continue;
                }
                found => found?,
            };
            if plan.change(&found.path).is_some() {
                continue;
            }
            plan.delete(snapshot, &found.path);
            let name = found.name();
            plan.ask(format!(
                "removes host endpoint {name}: only the host's own rules then decide about the interface"
            ));
            plan.say(format!("host endpoint {name} removed"));
        }
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const A: (&str, &str) = ("/calico/v1/host/a/endpoint/eth0", "{}");
    const B: (&str, &str) = ("/calico/v1/host/b/endpoint/eth0", "[");

    #[test]
    fn it_is_asked_about_and_must_be_one() {
        let removed = plan(&["host-endpoint", "remove", "b/eth0", "b/eth0"], &[A, B]).unwrap();
        assert_eq!(changes(&removed), [(B.0, None)]);
        assert_eq!(removed.questions.len(), 1);
        let kind = |word: &str| plan(&["host-endpoint", "remove", word], &[A, B]).unwrap_err().kind();
        assert_eq!(kind("eth0"), ErrorKind::Ambiguous);
        assert_eq!(kind("c/eth0"), ErrorKind::NotFound);
        assert!(plan(&["host-endpoint", "remove", "c/eth0", "--if-exists"], &[A]).unwrap().is_empty());
    }
}
