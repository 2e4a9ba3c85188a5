//! `calicoctl container`: what of it the datastore alone knows

use std::path::Path;

use super::docker::{Docker, Silent};
use super::docopt::Words;
use super::netaddr::{address, network};
use super::{Done, Front, Stop, endpoint, hostname, real};

pub(super) fn run(front: &mut Front, words: &Words) -> Done {
    let asked = words.value("<IP>");
    let fits = |text: &str| {
        address(text).is_some()
            || network(text).is_some()
            || matches!(text.to_ascii_lowercase().as_str(), "ipv4" | "ipv6")
    };
    if asked.is_some_and(|text| !fits(text)) {
        return Err(Stop::paragraph("Invalid IP address specified.  Argument must be a valid IP or CIDR."));
    }
    endpoint::check_names(words)?;
    let (shows, changes) = (words.has("endpoint"), words.has("profile"));
    if !shows && !changes {
        return real::run(front, "container add, remove and ip change network namespaces of this host");
    }
    let name = words.value("<CONTAINER>").unwrap_or_default();
    let (orchestrator, workload) = workload(name)?;
    let parts = [Some(hostname()), Some(orchestrator.to_owned()), Some(workload), None];
    let filters = endpoint::Filters { parts };
    if shows { endpoint::show(front, &filters, true) } else { endpoint::change(front, words, &filters) }
}

/// The orchestrator and workload that a container is: the path of a namespace, or what docker calls so.
fn workload(name: &str) -> Result<(&'static str, String), Stop> {
    if name.starts_with('/') && Path::new(name).exists() {
        return Ok(("namespace", name.replace('/', "-")));
    }
    match Docker::from_environment().container(name) {
        Ok(Some(id)) => Ok(("docker", id)),
        Ok(None) => Err(Stop::line(format_args!("Container {name} was not found."))),
        Err(Silent) => Err(Stop::paragraph("Unable to run docker commands. Is the docker daemon running?")),
    }
}
