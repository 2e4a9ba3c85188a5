//! `calicross endpoint`

mod choice;
mod list;
pub(crate) mod profile;
mod row;
mod show;

use clap::Subcommand;

use crate::error::CommandError;
use crate::inventory::{endpoints, names, scope_of_names};
use crate::model::openstack::Kind;
use crate::session::pick::Choice;
use crate::session::{Action, Session};

/// How endpoints are named, as the help of every verb that takes one shows it.
const NAMES: &str = "\
An ENDPOINT is one of
  host/orchestrator/workload/endpoint   as -o name prints it
  namespace/pod
  an address, or an interface of the host
  the id of a workload or of an endpoint (the uuid of a VM or of its port), or a
  unique beginning of one
  the name of a VM or port, once names are imported
In the first two * and ? stand for any text and any character; such a word may mean
several workloads, any other means one. A calicoctl filter (--host ...) narrows it.";

/// Verbs of `endpoint`.
#[derive(Debug, Subcommand)]
pub enum EndpointCommand {
    /// List workload endpoints, of every orchestrator
    #[command(after_help = NAMES)]
    List(list::EndpointListArgs),
    /// Show an endpoint: all that is known of it
    #[command(after_help = NAMES)]
    Show(show::EndpointShowArgs),
    /// Profiles of endpoints, in the order in which they decide
    #[command(subcommand)]
    Profile(profile::EndpointProfileCommand),
}

impl EndpointCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) => args.into_action(),
            Self::Profile(command) => command.into_action(),
        }
    }
}

/// Every workload endpoint of the datastore, to choose from.
pub(super) fn choices(session: &mut Session) -> Result<Vec<Choice>, CommandError> {
    let (names, _) = names(&session.read(&[scope_of_names()])?);
    let snapshot = session.read(&[endpoints::scope_of_all()])?;
    let choice = |endpoint: endpoints::WorkloadEndpoint<'_>| {
        let pod = endpoint.pod().map(|(namespace, pod)| format!("pod {namespace}/{pod}"));
        let server = names.name(Kind::Server, &endpoint.id.workload).filter(|_| endpoint.is_openstack());
        let about = pod.or_else(|| server.map(|name| format!("VM {name}"))).unwrap_or_default();
        Choice { name: endpoint.name(), about }
    };
    Ok(endpoints::all(&snapshot).map(choice).collect())
}
