//! The files of hosts: name resolution, and for each calico/node, the CNI plugin, and its routes.

use std::fmt::Write as _;
use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::json;

use crate::hybrid::manifests::{Asked, CERTIFICATES, Cloud, Document, Host};

/// How many search domains the C library takes, and how long they are together.
const SEARCH_DOMAINS: usize = 6;
const SEARCH_LENGTH: usize = 256;

/// What is the same on all hosts, then the files of each.
pub(super) fn documents(asked: &Asked, cloud: &Cloud, warnings: &mut Vec<String>) -> Vec<Document> {
    let mut documents = vec![resolver(asked, warnings)];
    for host in &cloud.hosts {
        documents.extend([node(asked, cloud, host), cni(asked, host)]);
        documents.extend(network(cloud, host));
    }
    documents
}

/// What hosts, and pods with their network, need to find services by their short names.
fn resolver(asked: &Asked, warnings: &mut Vec<String>) -> Document {
    let services = format!("svc.{}", asked.domain);
    let mut domains = Vec::new();
    for namespace in ["default", "", &asked.namespace, &asked.openstack, "kube-system"] {
        let domain = if namespace.is_empty() { services.clone() } else { format!("{namespace}.{services}") };
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    let search = domains.join(" ");
    if domains.len() > SEARCH_DOMAINS || search.len() > SEARCH_LENGTH {
        warnings.push(format!(
            "the C library takes {SEARCH_DOMAINS} search domains of {SEARCH_LENGTH} characters together, and these are more: the last \
             ones do not count"
        ));
    }
    let mut text = String::new();
    match asked.dns {
        Some(address) => {
            let _ = writeln!(text, "nameserver {address}");
        }
        None => warnings.push(
            "the address of the cluster's DNS is not known: hosts cannot find the service of etcd without it; --cluster-dns says it"
                .into(),
        ),
    }
    let _ = writeln!(text, "search {search}");
    let about = vec![
        "Every host: these lines before its own. calico/node finds etcd by addresses, since the way to the DNS is its own work."
            .to_owned(),
    ];
    Document::text("/etc/resolv.conf", about, text)
}

/// The environment of calico/node, Felix in it.
fn node(asked: &Asked, cloud: &Cloud, host: &Host) -> Document {
    let mut pairs = vec![("ETCD_ENDPOINTS", asked.urls())];
    if asked.tls {
        let file = |name: &str| format!("{CERTIFICATES}/{name}");
        pairs.extend([
            ("ETCD_CA_CERT_FILE", file("ca_cert.crt")),
            ("ETCD_CERT_FILE", file("calico-node.crt")),
            ("ETCD_KEY_FILE", file("calico-node.key")),
        ]);
    }
    pairs.push(("CALICO_HOSTNAME", host.name.clone()));
    pairs.extend(host.ipv4.map(|address| ("CALICO_IP", address.to_string())));
    pairs.extend(host.ipv6.map(|address| ("CALICO_IP6", address.to_string())));
    pairs.push(("CALICO_NO_DEFAULT_POOLS", "true".to_owned()));
    if let Some(address) = cloud.metadata.or(host.ipv4) {
        pairs.push(("FELIX_METADATAADDR", address.to_string()));
        pairs.push(("FELIX_METADATAPORT", cloud.metadata_port.to_string()));
    }
    let text = pairs.into_iter().fold(String::new(), |mut text, (name, value)| {
        let _ = writeln!(text, "{name}={value}");
        text
    });
    let about = vec![
        "calico/node's environment as kargo names it; in the container, CALICO_HOSTNAME, CALICO_IP, CALICO_IP6 and"
            .to_owned(),
        "CALICO_NO_DEFAULT_POOLS are HOSTNAME, IP, IP6 and NO_DEFAULT_POOLS. calico/node's own file turns metadata off, which only"
            .to_owned(),
        "the environment overrides. FELIX_INTERFACEPREFIX and the intervals of reports stay unset: the datastore's count.".to_owned(),
        "What workloads send to their own host, services of hostNetwork pods there among it, is dropped unless"
            .to_owned(),
        "DefaultEndpointToHostAction in the datastore says RETURN or ACCEPT.".to_owned(),
    ];
    Document::text(format!("hosts/{}/calico.env", host.name), about, text)
}

fn cni(asked: &Asked, host: &Host) -> Document {
    let mut network = json!({
        "name": "calico-k8s-network",
        "type": "calico",
        "hostname": host.name,
        "etcd_endpoints": asked.urls(),
        "log_level": "info",
        "ipam": {"type": "calico-ipam"},
        "policy": {"type": "k8s"},
        "kubernetes": {"kubeconfig": "/etc/kubernetes/node-kubeconfig.yaml"},
    });
    if let (true, Some(network)) = (asked.tls, network.as_object_mut()) {
        for (name, file) in
            [("etcd_cert_file", "cni.crt"), ("etcd_key_file", "cni.key"), ("etcd_ca_cert_file", "ca_cert.crt")]
        {
            network.insert(name.to_owned(), format!("{CERTIFICATES}/{file}").into());
        }
    }
    let about = vec!["/etc/cni/net.d/10-calico.conf".to_owned()];
    Document::text(format!("hosts/{}/10-calico.conf", host.name), about, format!("{network:#}\n"))
}

/// What the host's own stack needs; each line may run again. Nothing where the host has no address.
fn network(cloud: &Cloud, host: &Host) -> Option<Document> {
    let mut lines = Vec::new();
    for service in &cloud.services {
        let own = host.addresses().find(|own| is_of_one_family(own, service));
        let flag = if matches!(service, IpNet::V6(_)) { "-6 " } else { "" };
        lines.extend(own.map(|own| format!("ip {flag}route replace {service} via {own}")));
    }
    host.ipv4?;
    lines.extend([
        "sysctl -q -w net.ipv4.ip_forward=1".to_owned(),
        "iptables -t mangle -C POSTROUTING -p udp --dport 68 -j CHECKSUM --checksum-fill 2>/dev/null ||".to_owned(),
        "    iptables -t mangle -A POSTROUTING -p udp --dport 68 -j CHECKSUM --checksum-fill".to_owned(),
    ]);
    let about = vec![
        "At each start of the host. Without the route, what the host itself sends to a service has no way and a wrong source; VMs"
            .to_owned(),
        "need none. Without the checksums, DHCP clients in VMs drop the answers.".to_owned(),
    ];
    Some(Document::text(
        format!("hosts/{}/network.sh", host.name),
        about,
        format!("#!/bin/sh\nset -eu\n{}\n", lines.join("\n")),
    ))
}

fn is_of_one_family(address: &IpAddr, net: &IpNet) -> bool {
    address.is_ipv4() == matches!(net, IpNet::V4(_))
}
