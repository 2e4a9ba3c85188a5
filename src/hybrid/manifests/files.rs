//! The files of Neutron, Nova, calico/node, the CNI plugin and the hosts.

mod hosts;

use std::fmt::Write as _;

use super::{Asked, CERTIFICATES, Cloud, Document, PORT, Plugin};

/// Every file; those of one host lie below `hosts/NAME/`.
pub(super) fn documents(asked: &Asked, cloud: &Cloud, warnings: &mut Vec<String>) -> Vec<Document> {
    let mut documents = vec![neutron(asked)];
    if asked.plugin == Plugin::Ml2 {
        documents.push(ml2());
    }
    documents.extend([dhcp_agent(asked, cloud), nova(cloud)]);
    documents.extend(hosts::documents(asked, cloud, warnings));
    documents
}

/// A file of sections, each a name and its settings.
fn ini(sections: &[(&str, Vec<(&str, String)>)]) -> String {
    let mut text = String::new();
    for (at, (name, settings)) in sections.iter().enumerate() {
        let _ = writeln!(text, "{}[{name}]", if at == 0 { "" } else { "\n" });
        for (setting, value) in settings {
            let _ = writeln!(text, "{}", format!("{setting} = {value}").trim_end());
        }
    }
    text
}

/// How one of Neutron's processes reaches etcd.
fn etcd(asked: &Asked, certificate: &str) -> Vec<(&'static str, String)> {
    let mut settings = vec![("etcd_host", asked.service()), ("etcd_port", PORT.to_string())];
    if asked.pods_bring_certificates() {
        let file = |name: &str| format!("{CERTIFICATES}/{name}");
        settings.extend([
            ("etcd_scheme", "https".to_owned()),
            ("etcd_cert_file", file(&format!("{certificate}.crt"))),
            ("etcd_key_file", file(&format!("{certificate}.key"))),
            ("etcd_ca_cert_file", file("ca_cert.crt")),
        ]);
    }
    settings
}

fn neutron(asked: &Asked) -> Document {
    let plugin = match asked.plugin {
        Plugin::Core => vec![
            ("core_plugin", "calico".to_owned()),
            // The plugin itself serves routers; with the router's plugin beside it, it does not start.
            ("service_plugins", String::new()),
        ],
        Plugin::Ml2 => vec![
            ("core_plugin", "ml2".to_owned()),
            // An agent on each compute host, and none that is moved to another.
            ("dhcp_agents_per_network", "9999".to_owned()),
        ],
    };
    let workers = ["api_workers", "rpc_workers"].map(|name| (name, "0".to_owned()));
    let default = plugin.into_iter().chain(workers).collect();
    let mut calico = etcd(asked, "neutron");
    calico.push(("num_port_status_threads", "4".to_owned()));
    let about = vec![
        "neutron-server. One process a server, so that each stands for election once. In pods, elector_name in [calico] should be"
            .to_owned(),
        "a fixed name of each server's own: a restart then finds its own election key and need not wait for it to expire."
            .to_owned(),
    ];
    Document::text("/etc/neutron/neutron.conf", about, ini(&[("DEFAULT", default), ("calico", calico)]))
}

fn ml2() -> Document {
    let settings = [
        ("type_drivers", "local, flat"),
        ("tenant_network_types", "local"),
        ("mechanism_drivers", "calico"),
        ("extension_drivers", "port_security"),
    ];
    let settings = settings.map(|(name, value)| (name, value.to_owned())).to_vec();
    let about = vec![
        "neutron-server. Networks: openstack network create --share --provider-network-type local NAME".to_owned(),
    ];
    Document::text("/etc/neutron/plugins/ml2/ml2_conf.ini", about, ini(&[("ml2", settings)]))
}

fn dhcp_agent(asked: &Asked, cloud: &Cloud) -> Document {
    let mut about = vec![
        "calico-dhcp-agent on each compute host, with this file as its only --config-file, or as its last. Without etcd_scheme it"
            .to_owned(),
        "speaks plain HTTP, whatever certificates are named. It takes the host's own name, which no option changes: the name under"
            .to_owned(),
        "which Felix and Neutron know the host has to be the same.".to_owned(),
    ];
    if !cloud.hosts.is_empty() {
        let names: Vec<&str> = cloud.hosts.iter().map(|host| host.name.as_str()).collect();
        about.push(format!("Names in the datastore: {}", names.join(", ")));
    }
    let sections = [("calico", etcd(asked, "calico-dhcp"))];
    Document::text("/etc/neutron/calico-dhcp-agent.conf", about, ini(&sections))
}

fn nova(cloud: &Cloud) -> Document {
    let place = match cloud.metadata {
        Some(address) => format!("nova-api-metadata on {address}, as MetadataAddr says."),
        None => "nova-api-metadata on every compute host.".to_owned(),
    };
    let about = vec![
        place,
        "Felix sends VMs' requests there as they are: the server tells a VM by its address, so that nothing may masquerade it."
            .to_owned(),
    ];
    let default = vec![
        ("enabled_apis", "metadata".to_owned()),
        ("metadata_listen", "0.0.0.0".to_owned()),
        ("metadata_listen_port", cloud.metadata_port.to_string()),
    ];
    let sections = [("DEFAULT", default), ("neutron", vec![("service_metadata_proxy", "False".to_owned())])];
    Document::text("/etc/nova/nova.conf", about, ini(&sections))
}
