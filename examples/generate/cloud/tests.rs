use std::collections::{HashMap, HashSet};

use calicross::store::check_path;
use proptest::prelude::*;
use serde_json::Value;

use super::{Cloud, Size};

fn sizes() -> impl Strategy<Value = Size> {
    (1..20u32, 0..400u32, 0..200u32, 1..30u32, 0..10u32, 0..30u32, 0..3u32, 0..40u32).prop_map(
        |(hosts, pods, vms, groups, links, policies, namespaces, nets)| {
            let links = if pods == 0 { 0 } else { links };
            Size { hosts, pods, vms, groups, links, policies, namespaces, nets }
        },
    )
}

fn made(size: Size, seed: u64) -> HashMap<String, String> {
    let mut keys = HashMap::new();
    for (path, value) in Cloud::new(size, seed).unwrap().keys() {
        assert_eq!(check_path(&path), Ok(()), "{path}");
        assert!(keys.insert(path.clone(), value).is_none(), "{path} is made twice");
    }
    keys
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

fn under<'a>(keys: &'a HashMap<String, String>, prefix: &str, part: &str) -> Vec<(&'a str, &'a str)> {
    let found = keys.iter().filter(|(path, _)| path.starts_with(prefix) && path.contains(part));
    found.map(|(path, value)| (path.as_str(), value.as_str())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_seed_is_a_cloud(size in sizes(), seed: u64) {
        prop_assert!(Cloud::new(size, seed).unwrap().keys().eq(Cloud::new(size, seed).unwrap().keys()));
        prop_assert!(!Cloud::new(size, seed).unwrap().keys().eq(Cloud::new(size, seed ^ 1).unwrap().keys()));
    }

    #[test]
    fn there_is_as_much_as_was_asked_for(size in sizes(), seed: u64) {
        let keys = made(size, seed);
        let count = |prefix, part| under(&keys, prefix, part).len() as u32;
        prop_assert_eq!(count("/calico/v1/host/", "/workload/k8s/"), size.pods);
        prop_assert_eq!(count("/calico/v1/host/", "/workload/openstack/"), size.vms);
        prop_assert_eq!(count("/calico/felix/v1/host/", "/workload/"), size.pods + size.vms);
        prop_assert_eq!(count("/calico/v1/policy/profile/openstack-sg-", "/rules"), size.groups);
        prop_assert_eq!(count("/calico/v1/policy/profile/k8s-to-sg", "/rules"), size.links);
        prop_assert_eq!(count("/calico/v1/policy/tier/default/policy/", ""), size.policies + 1);
        prop_assert_eq!(count("/calico/v1/host/", "/bird_ip"), size.hosts);
    }

    #[test]
    fn endpoints_are_of_the_size_of_real_ones(size in sizes(), seed: u64) {
        for (path, value) in under(&made(size, seed), "/calico/v1/host/", "/workload/") {
            prop_assert!((250..=400).contains(&value.len()), "{} bytes: {path} {value}", value.len());
        }
    }

    #[test]
    fn what_is_referred_to_exists(size in sizes(), seed: u64) {
        let keys = made(size, seed);
        let mut tags = HashSet::new();
        for (_, value) in under(&keys, "/calico/v1/policy/profile/", "/tags") {
            tags.extend(strings(&json(value)).into_iter().map(str::to_owned));
        }
        for (path, value) in under(&keys, "/calico/v1/policy/profile/", "/rules") {
            for rule in ["inbound_rules", "outbound_rules"].iter().flat_map(|list| json(value)[list].as_array().cloned().unwrap()) {
                let tag = rule["src_tag"].as_str();
                prop_assert!(tag.is_none_or(|tag| tags.contains(tag)), "{path}: {rule}");
            }
        }
        let mut addresses = HashSet::new();
        let mut interfaces = HashSet::new();
        for (path, value) in under(&keys, "/calico/v1/host/", "/workload/") {
            let endpoint = json(value);
            for profile in strings(&endpoint["profile_ids"]) {
                let rules = format!("/calico/v1/policy/profile/{profile}/rules");
                prop_assert!(keys.contains_key(&rules), "{path}: {profile}");
            }
            prop_assert!(interfaces.insert(endpoint["name"].to_string()), "{path}: its interface is taken");
            for address in strings(&endpoint["ipv4_nets"]) {
                prop_assert!(addresses.insert(address.to_owned()), "{path}: {address} is taken");
            }
            for (subnet, gateway) in endpoint["ipv4_subnet_ids"].as_array().into_iter().flatten().map(|id| (id, &endpoint["ipv4_gateway"])) {
                let subnet = json(&keys[&format!("/calico/dhcp/v1/subnet/{}", subnet.as_str().unwrap())]);
                prop_assert_eq!(&subnet["gateway_ip"], gateway);
            }
        }
    }

    #[test]
    fn blocks_hold_what_pods_have(size in sizes(), seed: u64) {
        let keys = made(size, seed);
        let mut held = HashMap::new();
        for (path, value) in under(&keys, "/calico/ipam/v2/assignment/", "/block/") {
            let block = json(value);
            let base: u32 = path.rsplit('/').next().unwrap().trim_end_matches("-26").parse::<std::net::Ipv4Addr>().unwrap().into();
            let list = |name: &str| block[name].as_array().cloned().unwrap();
            prop_assert_eq!(list("allocations").len(), 64);
            let free: Vec<usize> = (0..64).filter(|at| list("allocations")[*at].is_null()).collect();
            prop_assert_eq!(json(&format!("{free:?}")), block["unallocated"].clone());
            for (at, allocation) in list("allocations").iter().enumerate() {
                if let Some(attribute) = allocation.as_u64() {
                    let handle = block["attributes"][attribute as usize]["handle_id"].as_str().unwrap().to_owned();
                    held.insert(std::net::Ipv4Addr::from(base + at as u32).to_string(), (handle, block["affinity"].clone()));
                }
            }
        }
        let pods = under(&keys, "/calico/v1/host/", "/workload/k8s/");
        prop_assert_eq!(pods.len(), held.len());
        for (path, value) in pods {
            let endpoint = json(value);
            let address = strings(&endpoint["ipv4_nets"])[0].trim_end_matches("/32").to_owned();
            let (handle, affinity) = &held[&address];
            prop_assert!(handle.ends_with(endpoint["active_instance_id"].as_str().unwrap()));
            prop_assert_eq!(affinity.as_str().unwrap(), format!("host:{}", path.split('/').nth(4).unwrap()));
            let handle = format!("/calico/ipam/v2/handle/{handle}");
            prop_assert!(keys.contains_key(&handle));
        }
    }
}

#[test]
fn an_interface_is_named_as_the_cni_plugin_names_it() {
    let size = Size { hosts: 1, pods: 1, vms: 0, groups: 0, links: 0, policies: 0, namespaces: 0, nets: 0 };
    let keys = made(size, 1);
    let (path, value) = under(&keys, "/calico/v1/host/", "/workload/k8s/")[0];
    let workload = path.split('/').nth(7).unwrap();
    let digest: String =
        <sha1::Sha1 as sha1::Digest>::digest(workload).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(json(value)["name"], format!("cali{}", &digest[..11]));
}

#[test]
fn what_cannot_be_is_refused() {
    let size = Size { hosts: 1, pods: 1, vms: 0, groups: 0, links: 1, policies: 0, namespaces: 0, nets: 0 };
    assert!(Cloud::new(size, 1).is_err());
    assert!(Cloud::new(Size { pods: 0, groups: 1, ..size }, 1).is_err());
    assert!(Cloud::new(Size { hosts: 1 << 16, pods: 1 << 20, links: 0, ..size }, 1).is_ok());
    assert!(Cloud::new(Size { hosts: 50_000, pods: 50_000 * 65, links: 0, ..size }, 1).is_err());
}
