//! Whether two values of a key mean the same, so that a write of one over the other is no change.

use super::json;
use super::key::{BgpGlobal, Key, ProfilePart};
use super::profile::{Rules, Tags};

/// Whether two values of a key mean the same: tags as a set, rules by what they match (a missing list is an
/// empty one), other JSON without regard to the order of members and the spelling of numbers, and raw values,
/// values that cannot be read, and those of unknown keys byte for byte.
pub fn same_value(key: &Key, a: &[u8], b: &[u8]) -> bool {
    if a == b {
        return true;
    }
    match key {
        Key::Profile { part: ProfilePart::Tags, .. } => {
            matches!((Tags::parse(a), Tags::parse(b)), (Ok(a), Ok(b)) if a.same(&b))
        }
        Key::Profile { part: ProfilePart::Rules, .. } | Key::Policy { .. } => {
            matches!((Rules::parse(a), Rules::parse(b)), (Ok(a), Ok(b)) if a.same(&b))
        }
        key if is_json(key) => {
            matches!((json::parse(a), json::parse(b)), (Ok(a), Ok(b)) if json::same_meaning(&a, &b))
        }
        _ => false,
    }
}

/// Whether the values of a key are JSON; the others are raw text. The values of unknown keys count as raw.
pub fn is_json(key: &Key) -> bool {
    match key {
        Key::Ready
        | Key::GlobalConfig { .. }
        | Key::HostConfig { .. }
        | Key::HostIp { .. }
        | Key::BgpGlobal(BgpGlobal::AsNum | BgpGlobal::LogLevel)
        | Key::BgpFilter { .. }
        | Key::BgpHost { .. }
        | Key::IpamAffinity { .. }
        | Key::NeutronElection
        | Key::Unknown(_) => false,
        Key::HostMetadata { .. }
        | Key::OrchestratorRefs { .. }
        | Key::WorkloadEndpoint(_)
        | Key::HostEndpoint { .. }
        | Key::Pool { .. }
        | Key::Profile { .. }
        | Key::TierMetadata { .. }
        | Key::Policy { .. }
        | Key::LastStatus { .. }
        | Key::Status { .. }
        | Key::WorkloadStatus(_)
        | Key::HostEndpointStatus { .. }
        | Key::BgpGlobal(BgpGlobal::NodeMesh)
        | Key::BgpGlobalPeer { .. }
        | Key::BgpHostPeer { .. }
        | Key::IpamConfig
        | Key::IpamBlock { .. }
        | Key::IpamHandle { .. }
        | Key::DhcpSubnet { .. }
        | Key::LibnetworkNetwork { .. } => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_by_meaning() {
        let same = |path: &str, a: &str, b: &str| same_value(&Key::parse(path), a.as_bytes(), b.as_bytes());
        let tags = "/calico/v1/policy/profile/p/tags";
        assert!(same(tags, r#"["a", "b"]"#, r#"["b","a","b"]"#));
        assert!(!same(tags, r#"["a"]"#, r#"["b"]"#));
        assert!(!same(tags, r#"["a""#, r#"["a" "#));
        assert!(same(tags, r#"["a""#, r#"["a""#));
        let rules = "/calico/v1/policy/profile/p/rules";
        assert!(same(
            rules,
            r#"{"inbound_rules": [{}]}"#,
            r#"{"outbound_rules":[],"inbound_rules":[{"action":"allow"}]}"#
        ));
        assert!(!same(rules, r#"{"inbound_rules": [{}]}"#, r#"{"inbound_rules": []}"#));
        let policy = "/calico/v1/policy/tier/t/policy/p";
        assert!(same(policy, r#"{"order": 1000, "selector": ""}"#, r#"{"selector":"","order":1e3}"#));
        assert!(!same(policy, r#"{"order": 1, "selector": ""}"#, r#"{"selector":""}"#));
        let pool = "/calico/v1/ipam/v4/pool/10.0.0.0-8";
        assert!(same(pool, r#"{"cidr": "10.0.0.0/8", "x": 1}"#, r#"{"x":1.0,"cidr":"10.0.0.0/8"}"#));
        // The order of profiles decides.
        let endpoint = "/calico/v1/host/h/workload/k8s/w/endpoint/e";
        assert!(!same(endpoint, r#"{"profile_ids": ["a", "b"]}"#, r#"{"profile_ids": ["b", "a"]}"#));
        assert!(!same("/calico/v1/Ready", "true", " true"));
        assert!(!same("/elsewhere", "{}", "{ }"));
    }
}
