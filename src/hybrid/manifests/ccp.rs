//! The variables of the playbooks that install Kubernetes and, on top of it, CCP's OpenStack.

use ipnet::IpNet;
use serde_json::{Map, Value, json};

use super::{Asked, CERTIFICATES, Cloud, Document, PORT, Plugin};

/// `ccp.yaml`, `custom.yaml`, and what the images of Neutron need for TLS.
pub(super) fn documents(asked: &Asked, cloud: &Cloud, warnings: &mut Vec<String>) -> Vec<Document> {
    if asked.plugin == Plugin::Core {
        warnings.push("CCP runs networking-calico as a driver of ML2: --plugin core does not apply to it".into());
    }
    let mut documents = vec![ccp(asked, cloud, warnings), kubernetes(asked, cloud)];
    if asked.pods_bring_certificates() {
        warnings.push(
            "fuel-ccp-neutron renders etcd_host and etcd_port only: until its templates take the options for certificates, and \
             mount the Secrets, Neutron speaks plain HTTP, which an etcd with TLS refuses"
                .into(),
        );
        documents.push(certificates());
    }
    documents
}

fn ccp(asked: &Asked, cloud: &Cloud, warnings: &mut Vec<String>) -> Document {
    let known = |name: &String| cloud.hosts.iter().any(|host| host.name == *name);
    for name in asked.controllers.iter().filter(|name| !known(name)) {
        warnings.push(format!("the datastore knows no host {name}, which --controller names"));
    }
    if asked.controllers.is_empty() {
        warnings
            .push("no host is a controller in ccp_nodes: --controller names those that run OpenStack's servers".into());
    }
    let node = |name: &str, role: &str| json!({"name": name, "role": role});
    let computes = cloud.hosts.iter().map(|host| &host.name).filter(|name| !asked.controllers.contains(name));
    let nodes: Vec<Value> = asked
        .controllers
        .iter()
        .map(|name| node(name, "controller"))
        .chain(computes.map(|name| node(name, "compute")))
        .collect();
    let variables = json!({
        "ccp_namespace": asked.openstack,
        "ccp_neutron_plugin_agent": "calico",
        "calico_services": ["calico-dhcp-agent"],
        "ccp_calico_etcd_host": asked.service(),
        "ccp_calico_etcd_port": PORT.to_string(),
        "ccp_nodes": nodes,
    });
    let about = vec![
        "For fuel-ccp-ansible. calico-felix is not among the services: Felix of calico/node serves VMs too.".to_owned(),
    ];
    Document::object("ccp.yaml", about, variables)
}

/// For the playbooks that install Kubernetes (kargo, kubespray).
fn kubernetes(asked: &Asked, cloud: &Cloud) -> Document {
    let mut variables = Map::new();
    let mut set = |name: &str, value: Value| variables.insert(name.to_owned(), value);
    set("kube_network_plugin", "calico".into());
    set("kube_proxy_mode", "iptables".into());
    set("enable_network_policy", true.into());
    set("etcd_multiaccess", true.into());
    set("calico_cert_dir", CERTIFICATES.into());
    if let Some(services) = first_v4(cloud.services.iter()) {
        set("kube_service_addresses", services.to_string().into());
    }
    if let Some(pods) = cloud.pods.iter().find(|pool| matches!(pool.cidr, IpNet::V4(_))) {
        set("kube_pods_subnet", pods.cidr.to_string().into());
        set("ipip", pods.ipip.into());
        set("nat_outgoing", pods.nat_outgoing.into());
    }
    if let Some(number) = cloud.as_number {
        set("global_as_num", number.to_string().into());
    }
    set("searchdomains", json!([format!("{}.svc.{}", asked.openstack, asked.domain)]));
    let mut about = vec![
        "For kargo. It gives every component of Calico's a host's one certificate: with a certificate each, etcd tells them apart."
            .to_owned(),
    ];
    if !cloud.subnets.is_empty() {
        about.push(
            "It refuses to run again where there is more than one pool; the disabled ones over Neutron's subnets count.".to_owned(),
        );
    }
    Document::object("custom.yaml", about, Value::Object(variables))
}

fn first_v4<'n>(mut nets: impl Iterator<Item = &'n IpNet>) -> Option<&'n IpNet> {
    nets.find(|net| matches!(net, IpNet::V4(_)))
}

fn certificates() -> Document {
    let file = |name: &str| format!("{CERTIFICATES}/{name}");
    let variables = json!({
        "configs": {"neutron": {"calico": {
            "etcd_cert_dir": CERTIFICATES,
            "etcd_cert_file": file("neutron.crt"),
            "etcd_key_file": file("neutron.key"),
            "etcd_ca_cert_file": file("ca_cert.crt"),
        }}},
    });
    let about = vec![
        "For fuel-ccp. neutron-server mounts the Secret calico-etcd-neutron there, calico-dhcp-agent the Secret calico-etcd-dhcp"
            .to_owned(),
        "under the same names: each has a certificate with a common name of its own.".to_owned(),
    ];
    Document::object("ccp-certificates.yaml", about, variables)
}
