//! Which endpoints a command is about: calicoctl's filters, and words.

use clap::Args;
use wildmatch::WildMatch;

use crate::error::CommandError;
use crate::inventory::endpoints::{self, WorkloadEndpoint};
use crate::inventory::{self, find_endpoints_among, is_pattern, may_be_imported, scopes_of_endpoints};
use crate::model::key::{HOSTS, WorkloadId, escape};
use crate::model::openstack::Names;
use crate::session::Session;
use crate::store::{Scope, Snapshot, check_path};

/// calicoctl's filters; each may hold `*` and `?`.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Filters {
    /// Only endpoints on this host
    #[arg(long)]
    pub(super) host: Option<String>,

    /// Only those of this orchestrator: k8s, openstack, docker ...
    #[arg(long)]
    pub(super) orchestrator: Option<String>,

    /// Only those of the workload with this id
    #[arg(long)]
    pub(super) workload: Option<String>,

    /// Only those with this id
    #[arg(long, alias = "endpoint", value_name = "ID")]
    pub(super) endpoint_id: Option<String>,
}

impl Filters {
    fn parts<'a>(&'a self, id: &'a WorkloadId) -> [(&'a Option<String>, &'a str); 4] {
        [
            (&self.host, &id.host),
            (&self.orchestrator, &id.orchestrator),
            (&self.workload, &id.workload),
            (&self.endpoint_id, &id.endpoint),
        ]
    }

    /// Tells whether an endpoint is among those that are meant.
    pub(super) fn admit(&self, id: &WorkloadId) -> bool {
        self.parts(id).into_iter().all(|(wanted, found)| match wanted {
            None => true,
            Some(wanted) if is_pattern(wanted) => WildMatch::new(wanted).matches(found),
            Some(wanted) => wanted == found,
        })
    }

    /// Returns the smallest part of the datastore that holds all that is meant.
    fn scope(&self) -> Scope {
        Scope::under(self.directory())
    }

    /// Returns the smallest directory, without a trailing `/`, that holds all that is meant.
    pub(super) fn directory(&self) -> String {
        let exact = |part: &Option<String>| part.clone().filter(|part| !is_pattern(part));
        // A host with a slash in it is no host; its directory would be another's.
        let host = exact(&self.host).filter(|host| !host.contains('/') && check_path(&format!("/{host}")).is_ok());
        let Some(host) = host else { return HOSTS.to_owned() };
        let mut path = format!("{HOSTS}/{host}/workload");
        for part in [&self.orchestrator, &self.workload] {
            let Some(next) = exact(part).map(|part| format!("{path}/{}", escape(&part))) else { break };
            if check_path(&next).is_err() {
                break;
            }
            path = next;
        }
        path
    }

    /// Returns where the endpoints are that words may mean.
    pub(super) fn scopes(&self, words: &[impl AsRef<str>]) -> Vec<Scope> {
        let scopes = scopes_of_endpoints(words).into_iter();
        scopes.map(|scope| if scope == endpoints::scope_of_all() { self.scope() } else { scope }).collect()
    }

    /// Reads the endpoints that words may mean, and the imported names where a word may be one: each by itself, as together, on
    /// etcd v2, they would cost all that lies between them.
    ///
    /// # Errors
    /// Where the datastore cannot be read.
    pub(super) fn read(
        &self,
        words: &[impl AsRef<str>],
        session: &mut Session,
    ) -> Result<(Snapshot, Names), CommandError> {
        let names = match may_be_imported(words) {
            true => names(&session.read(&[inventory::scope_of_names()])?),
            false => Names::default(),
        };
        Ok((session.read(&self.scopes(words))?, names))
    }

    /// Finds the endpoints that words mean, by path, each once. `none_is_fine` takes words that mean none.
    ///
    /// # Errors
    /// The first word that means none, or several that are no pattern, and how many more there are.
    pub(super) fn find<'s>(
        &self,
        words: &[impl AsRef<str>],
        snapshot: &'s Snapshot,
        names: &Names,
        none_is_fine: bool,
    ) -> Result<Vec<WorkloadEndpoint<'s>>, CommandError> {
        let results = find_endpoints_among(words, snapshot, names, &|id| self.admit(id));
        let (mut found, mut failed) = (Vec::new(), Vec::new());
        for result in results {
            match result {
                Ok(endpoints) => found.extend(endpoints),
                Err(none) if none_is_fine && none.candidates.is_empty() => {}
                Err(why) => failed.push(why),
            }
        }
        if let Some(first) = failed.first() {
            let mut error = CommandError::from(first.clone());
            if failed.len() > 1 {
                error = error.followed_by(&format!("(and {} more)", failed.len() - 1));
            }
            if !first.candidates.is_empty() {
                error = error.hint("--host, --orchestrator, --workload and --endpoint-id narrow it down");
            }
            return Err(error);
        }
        found.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
        found.dedup_by(|a, b| a.entry.path == b.entry.path);
        Ok(found)
    }
}

/// Returns the imported names of a snapshot; what cannot be read of them names nothing.
pub(super) fn names(snapshot: &Snapshot) -> Names {
    inventory::names(snapshot).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filters(host: &str, orchestrator: &str, workload: &str, endpoint: &str) -> Filters {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Filters {
            host: some(host),
            orchestrator: some(orchestrator),
            workload: some(workload),
            endpoint_id: some(endpoint),
        }
    }

    #[test]
    fn no_more_is_read_than_the_filters_may_mean() {
        for (filters, scope) in [
            (filters("", "k8s", "", ""), "/calico/v1/host/"),
            (filters("node*", "k8s", "", ""), "/calico/v1/host/"),
            (filters("a/b", "", "", ""), "/calico/v1/host/"),
            (filters("..", "", "", ""), "/calico/v1/host/"),
            (filters("node1", "..", "", ""), "/calico/v1/host/node1/workload/"),
            (filters("node1", "", "a/b", ""), "/calico/v1/host/node1/workload/"),
            (filters("node1", "namespace", "a/b", "e"), "/calico/v1/host/node1/workload/namespace/a%2fb/"),
            (filters("node1", "k8s", "?", ""), "/calico/v1/host/node1/workload/k8s/"),
        ] {
            assert_eq!(filters.scope(), Scope::under(scope), "{filters:?}");
        }
        let key = "/calico/v1/host/h/workload/o/w/endpoint/e";
        assert_eq!(filters("node1", "", "", "").scopes(&["h/o/w/e"]), [Scope::key(key)]);
        let all = filters("node1", "", "", "").scopes(&["h/o/w/e", "web1"]);
        assert_eq!(all, [Scope::under("/calico/v1/host/node1/workload/")]);
    }

    #[test]
    fn what_a_scope_leaves_out_no_filter_admits() {
        let id = |host: &str, workload: &str| WorkloadId {
            host: host.to_owned(),
            orchestrator: "k8s".to_owned(),
            workload: workload.to_owned(),
            endpoint: "eth0".to_owned(),
        };
        assert!(filters("node*", "k8s", "a/b", "eth0").admit(&id("node1", "a/b")));
        assert!(!filters("node", "", "", "").admit(&id("node1", "a")));
        assert!(!filters("", "", "", "eth?0").admit(&id("node1", "a")));
        assert!(filters("", "", "", "").admit(&id("node1", "a")));
    }
}
