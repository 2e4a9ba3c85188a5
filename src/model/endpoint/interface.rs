//! The interface of a workload on its host: which name its orchestrator gives it.

use sha1::{Digest, Sha1};

use crate::model::key::WorkloadId;
use crate::model::openstack;

/// Letters behind the prefix: an interface of Linux has 15 in all.
const LETTERS: usize = 11;

/// What the interfaces of pods and containers begin with.
pub const OF_CONTAINERS: &str = "cali";
/// What the interfaces of Neutron's ports begin with.
pub const OF_PORTS: &str = "tap";

/// What the names of an orchestrator's interfaces begin with; `None` for an orchestrator that is not known.
pub fn prefix(orchestrator: &str) -> Option<&'static str> {
    match orchestrator {
        openstack::ORCHESTRATOR => Some(OF_PORTS),
        "k8s" | "cni" | "docker" | "namespace" | "libnetwork" => Some(OF_CONTAINERS),
        _ => None,
    }
}

/// The name that an orchestrator gives the interface of an endpoint: of Neutron's ports, Docker's and old plugins' endpoints the first
/// letters of the endpoint's id; of pods of the CNI plugin in Go, which calls every endpoint `eth0`, a digest of namespace and
/// name. `None` where no rule is known.
pub fn name(id: &WorkloadId) -> Option<String> {
    let prefix = prefix(&id.orchestrator)?;
    if id.orchestrator == "k8s" && !is_made_up(&id.endpoint) {
        id.pod()?;
        let digest = Sha1::digest(&id.workload);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        return Some(format!("{prefix}{}", hex.get(..LETTERS)?));
    }
    is_made_up(&id.endpoint).then(|| format!("{prefix}{}", id.endpoint.get(..LETTERS).unwrap_or_default()))
}

/// Whether an endpoint's id is one that an orchestrator made up: a uuid, with or without dashes, or 64 digits.
fn is_made_up(id: &str) -> bool {
    id.len() >= 32 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// Whether calicoctl 0.20 may have left a name: it calls every endpoint that it writes after its id, behind `cali`.
pub fn is_calicoctls(name: &str, id: &WorkloadId) -> bool {
    let start = id.endpoint.get(..LETTERS).unwrap_or(&id.endpoint);
    name.strip_prefix(OF_CONTAINERS) == Some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(orchestrator: &str, workload: &str, endpoint: &str) -> WorkloadId {
        let [host, orchestrator, workload, endpoint] = ["h", orchestrator, workload, endpoint].map(str::to_owned);
        WorkloadId { host, orchestrator, workload, endpoint }
    }

    #[test]
    fn names_by_orchestrator() {
        for (orchestrator, workload, endpoint, name) in [
            ("openstack", "vm", "7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4", Some("tap7d2f7a0a-a3")),
            ("openstack", "vm", "port", None),
            ("k8s", "shop.frontend-2611209331-q9z8y", "eth0", Some("calic6280f92eed")),
            ("k8s", "shop.web", "0123456789abcdef0123456789abcdef", Some("cali0123456789a")),
            ("k8s", "0123456789ab", "eth0", None),
            ("docker", "c", "0123456789abcdef0123456789abcdef", Some("cali0123456789a")),
            ("docker", "c", "e", None),
            ("nomad", "c", "0123456789abcdef0123456789abcdef", None),
        ] {
            let id = id(orchestrator, workload, endpoint);
            assert_eq!(super::name(&id).as_deref(), name, "{id}");
        }
        assert!(is_calicoctls("calieth0", &id("k8s", "a.b", "eth0")));
        assert!(is_calicoctls("cali7d2f7a0a-a3", &id("openstack", "vm", "7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4")));
        assert!(!is_calicoctls("tap7d2f7a0a-a3", &id("openstack", "vm", "7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4")));
    }
}
