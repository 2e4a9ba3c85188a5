//! What Neutron and Nova have to be told for VMs to find names and metadata.

use std::net::{IpAddr, Ipv4Addr};

use serde_json::Value;

use super::{Class, Edit, Finding, Findings, Fix, FoundEndpoint, Inventory, Setting, Severity};
use crate::inventory::subnets;
use crate::model::json;
use crate::model::key::{Family, Key};

const PARAMETER: &str = "MetadataAddr";

/// How the names of pods begin that serve metadata.
const NOVA_PODS: [&str; 3] = ["nova-api", "nova-metadata", "nova-api-metadata"];

/// `dns-servers`.
pub(super) fn dns(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for subnet in subnets::all(inventory.snapshot) {
        let Ok(cidr) = &subnet.cidr else { continue };
        let family = Family::of(&cidr.addr());
        let of_cluster: Vec<String> = inventory
            .given
            .cluster_dns
            .iter()
            .filter(|server| Family::of(server) == family)
            .map(ToString::to_string)
            .collect();
        let Some(first) = of_cluster.first() else { continue };
        let named = servers(&subnet.entry.value);
        let is_of_cluster = |server: &String| of_cluster.contains(server);
        let (text, severity) = match named.iter().position(is_of_cluster) {
            Some(0) => continue,
            Some(_) => {
                let asked = named.first().map(String::as_str).unwrap_or_default();
                (format!("names {asked} before {first}, which is then never asked"), Severity::Notice)
            }
            None if named.is_empty() => {
                (format!("names no DNS server, so not the cluster's, {first}"), Severity::Warning)
            }
            None => (format!("names {}, and not the cluster's DNS, {first}", named.join(", ")), Severity::Warning),
        };
        let wanted = of_cluster.iter().chain(named.iter().filter(|server| !is_of_cluster(server)));
        let options: Vec<String> = wanted.map(|server| format!(" --dns-nameserver {server}")).collect();
        let command = format!("neutron subnet-update {}{}", subnet.id, options.concat());
        let fix =
            Fix::manual(format!("tell Neutron of it; VMs hear of it when they renew their lease of {cidr}"), command);
        let finding = Finding::new(format!("subnet {} ({cidr})", subnet.id), text).key(&subnet.entry.path);
        found.add(finding.severity(severity).fix(fix));
    }
}

/// The DNS servers that a subnet names, addresses in one spelling.
fn servers(value: &[u8]) -> Vec<String> {
    let value = json::parse(value).unwrap_or(Value::Null);
    let listed = value.get("dns_servers").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    listed.map(|text| text.parse::<IpAddr>().map_or_else(|_| text.to_owned(), |address| address.to_string())).collect()
}

/// `metadata-address`.
pub(super) fn metadata(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    if inventory.ports().next().is_none() {
        return;
    }
    let pods: Vec<&FoundEndpoint<'_>> =
        inventory.endpoints.iter().filter(|endpoint| serves_metadata(endpoint)).collect();
    let global = inventory.setting(None, PARAMETER);
    let own = inventory.settings_of(PARAMETER).filter(|setting| setting.host.is_some());
    for setting in std::iter::once(global).chain(own.map(Some)) {
        let value = setting.map_or_else(|| inventory.value(PARAMETER), Setting::text);
        let Some(text) = fault(inventory, value, setting.is_some(), &pods) else { continue };
        let object = setting.map_or_else(|| PARAMETER.to_owned(), Setting::object);
        let path = setting.map_or_else(
            || Key::GlobalConfig { name: PARAMETER.to_owned() }.path(),
            |setting| setting.entry.path.clone(),
        );
        let finding = Finding::new(object, text).key(&path).keys(pods.iter().take(1).map(|pod| pod.path()));
        found.add(finding.fix(fix(&path, &pods)));
    }
}

/// Whether an endpoint is a pod of Nova's that serves metadata, by its name.
fn serves_metadata(endpoint: &FoundEndpoint<'_>) -> bool {
    let Some((_, pod)) = endpoint.key.pod() else { return false };
    NOVA_PODS.iter().any(|name| pod.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
}

/// What is wrong with an address of the metadata server.
fn fault(inventory: &Inventory<'_>, value: &str, is_set: bool, pods: &[&FoundEndpoint<'_>]) -> Option<String> {
    let address = value.parse::<IpAddr>().ok();
    let is_loopback = address.is_some_and(|address| address.is_loopback()) || value == "localhost";
    if is_loopback {
        let pod = pods.first()?.key.name();
        let set = if is_set { format!("is {value}") } else { format!("is not set, so {value}") };
        return Some(format!("{set}: each host itself is asked for metadata, and Nova runs in pods, such as {pod}"));
    }
    let services = inventory.facts.service_nets();
    if let Some(net) = address.and_then(|address| services.iter().find(|net| net.contains(&address))) {
        return Some(format!(
            "is {value}, a service address of {net}: a packet is translated once, by Felix, and then never to the server's"
        ));
    }
    match address {
        Some(_) => None,
        None if value.eq_ignore_ascii_case("none") => Some("is none: VMs get no metadata".to_owned()),
        None => Some(format!(
            "is the name {}: a service's name gives a service address, which is not translated to the server's any more",
            value.escape_debug()
        )),
    }
}

/// Names the first pod that serves metadata.
fn fix(path: &str, pods: &[&FoundEndpoint<'_>]) -> Fix {
    let addresses = pods.iter().filter_map(|pod| pod.seen.as_ref().ok()).flat_map(|seen| seen.addresses.iter());
    let first: Option<Ipv4Addr> = addresses.copied().find_map(|address| match address {
        IpAddr::V4(address) => Some(address),
        IpAddr::V6(_) => None,
    });
    match first {
        Some(address) => {
            let text = format!("sets it to {address}, the pod's, for as long as that is its address");
            Fix::edit(Class::RestartsFelix, text, Edit::put(path, address.to_string()))
        }
        None => Fix::manual(
            "name a host or pod that serves metadata by its address",
            "calicross hybrid init --nova-metadata IP:8775",
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::doctor::testing::Store;

    const GLOBAL: &str = "/calico/v1/config/MetadataAddr";
    const V4: &str = "/calico/dhcp/v1/subnet/29a0297e-2e4d-4650-bb54-b581945d5f21";

    fn dns(store: Store, servers: &[&str]) -> Store {
        let mut store = store;
        store.given.cluster_dns = servers.iter().map(|text| text.parse().unwrap()).collect();
        store
    }

    #[test]
    fn subnets_that_do_not_name_the_clusters_dns() {
        Store::sound().has_not("dns-servers");
        dns(Store::sound(), &["10.233.0.3"]).has_not("dns-servers");
        // As networking-calico writes a subnet without servers: there is no such member.
        let store = dns(Store::sound().edit(V4, r#""dns_servers": ["10.233.0.3"], "#, ""), &["10.233.0.3"]);
        assert_eq!(
            store.explained("dns-servers"),
            [
                "warning subnet 29a0297e-2e4d-4650-bb54-b581945d5f21 (10.65.0.0/24): names no DNS server, so not the cluster's, 10.233.0.3 \
              [manual: tell Neutron of it; VMs hear of it when they renew their lease of 10.65.0.0/24: neutron subnet-update \
              29a0297e-2e4d-4650-bb54-b581945d5f21 --dns-nameserver 10.233.0.3]"
            ]
        );
        let store = dns(Store::sound().edit(V4, r#"["10.233.0.3"]"#, r#"["8.8.8.8"]"#), &["10.233.0.3", "fd00::a"]);
        let told = store.explained("dns-servers");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("names 8.8.8.8, and not the cluster's DNS, 10.233.0.3"), "{told:?}");
        assert!(told[0].ends_with("--dns-nameserver 10.233.0.3 --dns-nameserver 8.8.8.8]"), "{told:?}");
        assert!(told[1].contains("(fd5f:5d21:845:1c2e::/64): names no DNS server"), "{told:?}");
        let store = dns(Store::sound().edit(V4, r#"["10.233.0.3"]"#, r#"["8.8.8.8", "10.233.0.3"]"#), &["10.233.0.3"]);
        assert!(store.explained("dns-servers")[0].starts_with("notice subnet"), "{:?}", store.explained("dns-servers"));
    }

    #[test]
    fn metadata_where_nova_runs_in_pods() {
        Store::sound().has_not("metadata-address");
        for (store, text) in [
            (
                Store::sound().delete(GLOBAL),
                "MetadataAddr: is not set, so 127.0.0.1: each host itself is asked for metadata, and Nova runs in pods, such as \
                 node2/k8s/ccp.nova-api-1949278304-gtm9v/eth0",
            ),
            (Store::sound().put(GLOBAL, "none"), "MetadataAddr: is none: VMs get no metadata"),
            // What CCP's design with two datastores has.
            (
                Store::sound().put(GLOBAL, "nova-api"),
                "MetadataAddr: is the name nova-api: a service's name gives a service address, which is not translated to the server's \
                 any more",
            ),
            (
                Store::sound()
                    .put(GLOBAL, "10.233.0.40")
                    .put("/calicross/v1/settings", r#"{"service-cidr": ["10.233.0.0/18"]}"#),
                "MetadataAddr: is 10.233.0.40, a service address of 10.233.0.0/18: a packet is translated once, by Felix, and then never \
                 to the server's",
            ),
        ] {
            assert_eq!(store.told("metadata-address"), [text]);
            let repaired = store.repaired("metadata-address");
            assert_eq!(repaired.changes(), [(GLOBAL, Some("10.233.74.67"))]);
            assert!(!repaired.opens() && !repaired.closes());
        }
        let own = "/calico/v1/host/node1/config/MetadataAddr";
        let store = Store::sound().put(own, "127.0.0.1");
        assert_eq!(store.told("metadata-address").len(), 1);
        assert_eq!(store.repaired("metadata-address").changes(), [(own, Some("10.233.74.67"))]);
        // Nova on the hosts, or no VMs at all.
        let pod = "/calico/v1/host/node2/workload/k8s/ccp.nova-api-1949278304-gtm9v/endpoint/eth0";
        Store::sound().delete(GLOBAL).delete(pod).has_not("metadata-address");
        let without_vms = Store::sound().delete("/calico/v1/host/node1/workload/openstack/");
        without_vms.delete("/calico/v1/host/node2/workload/openstack/").delete(GLOBAL).has_not("metadata-address");
    }
}
