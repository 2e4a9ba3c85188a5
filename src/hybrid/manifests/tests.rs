use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::Service;
use k8s_openapi::api::networking::v1::NetworkPolicy;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::*;
use crate::model::facts::Facts;
use crate::store::Snapshot;

const SEED: &[(&str, &str)] = &[
    ("/calico/v1/config/InterfacePrefix", "cali,tap"),
    ("/calico/v1/config/ReportingIntervalSecs", "60"),
    ("/calico/v1/host/node1/bird_ip", "10.10.0.11"),
    ("/calico/bgp/v1/host/node2/ip_addr_v4", "10.10.0.12"),
    ("/calico/bgp/v1/host/node2/ip_addr_v6", "fd00::12"),
    ("/calico/bgp/v1/global/as_num", "64512"),
    ("/calico/v1/ipam/v4/pool/10.233.64.0-18", r#"{"cidr": "10.233.64.0/18", "masquerade": true}"#),
    ("/calico/v1/ipam/v4/pool/10.65.0.0-24", r#"{"cidr": "10.65.0.0/24", "ipam": false, "disabled": true}"#),
    ("/calico/dhcp/v1/subnet/s", r#"{"cidr": "10.65.0.0/24"}"#),
];

fn cloud(keys: &[(&str, &str)]) -> Cloud {
    Cloud::of(&Snapshot::literal(keys), &Facts::default(), vec!["10.233.0.0/18".parse().unwrap()])
}

fn asked() -> Asked {
    let member = |host: &str| Member { host: host.to_owned(), port: 2379 };
    Asked {
        etcd: vec![member("10.10.0.11"), member("fd00::12")],
        tls: true,
        namespace: "default".to_owned(),
        openstack: "ccp".to_owned(),
        image: "etcd:1".to_owned(),
        kubernetes: None,
        proxy: None,
        dns: Some([10, 233, 0, 3].into()),
        domain: "cluster.local".to_owned(),
        controllers: vec!["node1".to_owned()],
        plugin: Plugin::Ml2,
    }
}

fn made(reader: Reader, asked: &Asked, cloud: &Cloud) -> (Vec<Document>, Vec<String>) {
    documents(reader, asked, cloud).unwrap()
}

fn object(document: &Document) -> &Value {
    let Content::Object(object) = &document.content else { panic!("{} is a text", document.name) };
    object
}

fn text<'d>(documents: &'d [Document], name: &str) -> &'d str {
    let document = documents.iter().find(|document| document.name == name).unwrap();
    let Content::Text(text) = &document.content else { panic!("{name} is an object") };
    text
}

/// Reads an object by Kubernetes' own definitions and writes it again: what they do not know would be lost.
fn as_kubernetes_reads(object: &Value) -> Value {
    fn again<T: DeserializeOwned + Serialize>(object: &Value) -> Value {
        serde_json::to_value(serde_json::from_value::<T>(object.clone()).unwrap()).unwrap()
    }
    match object["kind"].as_str() {
        Some("Deployment") => again::<Deployment>(object),
        Some("Service") => again::<Service>(object),
        Some("NetworkPolicy") => again::<NetworkPolicy>(object),
        other => panic!("{other:?}"),
    }
}

#[test]
fn kubernetes_knows_every_member_of_the_objects() {
    let cloud = cloud(SEED);
    for (kubernetes, proxy, count) in [
        (None, None, 3),
        (None, Some("s".to_owned()), 3),
        (Some(KubernetesVersion(1, 9)), None, 3),
        (Some(KubernetesVersion(1, 6)), None, 2),
    ] {
        let asked = Asked { kubernetes, proxy, ..asked() };
        let (documents, _) = made(Reader::Kubernetes, &asked, &cloud);
        assert_eq!(documents.len(), count, "{kubernetes:?}");
        for document in &documents {
            let object = object(document);
            let mut known = object.clone();
            if kubernetes == Some(KubernetesVersion(1, 6)) && object["kind"] == "Deployment" {
                assert_eq!(object["apiVersion"], "extensions/v1beta1");
                known["apiVersion"] = "apps/v1".into();
            }
            assert_eq!(as_kubernetes_reads(&known), known);
            assert_eq!(
                document.name,
                format!("{}/{}", object["kind"].as_str().unwrap(), object["metadata"]["name"].as_str().unwrap())
            );
        }
    }
}

#[test]
fn the_gateway_has_no_certificate_and_selects_its_own_pods() {
    let (documents, warnings) = made(Reader::Kubernetes, &asked(), &cloud(SEED));
    assert_eq!(warnings, [""; 0]);
    let [policy, deployment, service] = documents.as_slice() else { panic!("{documents:?}") };
    let pod = &object(deployment)["spec"]["template"];
    assert_eq!(pod["spec"].get("volumes"), None);
    assert_eq!(pod["spec"]["containers"][0]["command"][4], "--endpoints=10.10.0.11:2379,[fd00::12]:2379");
    let labels = &pod["metadata"]["labels"];
    for selector in [
        &object(deployment)["spec"]["selector"]["matchLabels"],
        &object(service)["spec"]["selector"],
        &object(policy)["spec"]["podSelector"]["matchLabels"],
    ] {
        assert_eq!(selector, labels);
    }
    let from = object(policy)["spec"]["ingress"][0]["from"].as_array().unwrap();
    let blocks: Vec<&str> = from.iter().filter_map(|peer| peer["ipBlock"]["cidr"].as_str()).collect();
    assert_eq!(blocks, ["10.10.0.11/32", "10.10.0.12/32", "fd00::12/128"]);
}

#[test]
fn a_proxy_that_lends_its_certificate_is_warned_of_and_asks_nobody_for_one() {
    let asked = Asked { proxy: Some("lent".to_owned()), ..asked() };
    let (documents, warnings) = made(Reader::Kubernetes, &asked, &cloud(SEED));
    assert!(warnings.iter().any(|warning| warning.contains("lends its certificate")), "{warnings:?}");
    let pod = &object(&documents[1])["spec"]["template"]["spec"];
    assert_eq!(pod["volumes"][0]["secret"]["secretName"], "lent");
    let peers =
        pod["containers"][0]["env"].as_array().unwrap().iter().find(|pair| pair["name"] == "ETCD_INITIAL_CLUSTER");
    assert_eq!(peers.unwrap()["value"], "etcd1=https://10.10.0.11:2380,etcd2=https://[fd00::12]:2380");
    let (files, _) = made(Reader::Components, &asked, &cloud(SEED));
    assert!(!text(&files, "/etc/neutron/neutron.conf").contains("etcd_cert_file"));
    assert!(text(&files, "hosts/node1/calico.env").contains("ETCD_CERT_FILE"), "calico/node reaches etcd itself");
}

#[test]
fn hosts_get_what_the_datastore_says_of_them() {
    let (files, _) = made(Reader::Components, &asked(), &cloud(SEED));
    assert!(
        text(&files, "hosts/node2/calico.env")
            .contains("CALICO_HOSTNAME=node2\nCALICO_IP=10.10.0.12\nCALICO_IP6=fd00::12\n")
    );
    assert!(text(&files, "hosts/node1/network.sh").contains("ip route replace 10.233.0.0/18 via 10.10.0.11\n"));
    let cni: Value = serde_json::from_str(text(&files, "hosts/node1/10-calico.conf")).unwrap();
    assert_eq!(cni["hostname"], "node1");
    let (ccp, _) = made(Reader::Ccp, &asked(), &cloud(SEED));
    let names: Vec<&str> = ccp.iter().map(|document| document.name.as_str()).collect();
    assert_eq!(names, ["ccp.yaml", "custom.yaml", "ccp-certificates.yaml"]);
    assert_eq!(object(&ccp[1])["kube_pods_subnet"], "10.233.64.0/18");
    assert_eq!(
        object(&ccp[0])["ccp_nodes"],
        serde_json::json!([{"name": "node1", "role": "controller"}, {"name": "node2", "role": "compute"}])
    );
}

#[test]
fn metadata_is_where_it_was_said_or_on_each_host() {
    for (typed, metadata, doubts) in [
        (None, None, 0),
        (Some("10.10.0.11"), Some("10.10.0.11"), 0),
        (Some("127.0.0.1"), None, 0),
        (Some("10.233.0.9"), None, 1),
        (Some("nova-api"), None, 1),
    ] {
        let mut keys = SEED.to_vec();
        keys.extend(typed.map(|typed| ("/calico/v1/config/MetadataAddr", typed)));
        let cloud = cloud(&keys);
        assert_eq!(cloud.metadata.map(|ip| ip.to_string()).as_deref(), metadata, "{typed:?}");
        assert_eq!(cloud.doubts.len(), doubts, "{typed:?}: {:?}", cloud.doubts);
        let (files, _) = made(Reader::Components, &asked(), &cloud);
        let env = text(&files, "hosts/node2/calico.env");
        assert!(env.contains(&format!("FELIX_METADATAADDR={}\n", metadata.unwrap_or("10.10.0.12"))), "{env}");
    }
}

#[test]
fn an_empty_datastore_is_doubted_and_stops_nothing() {
    let cloud = Cloud::of(&Snapshot::literal(&[]), &Facts::default(), Vec::new());
    assert_eq!(cloud.doubts.len(), 3, "{:?}", cloud.doubts);
    for reader in [Reader::Kubernetes, Reader::Ccp, Reader::Components] {
        assert!(!made(reader, &asked(), &cloud).0.is_empty());
    }
}

proptest! {
    /// What is no name of a host is in no file: a shell or an ini file would read it as something else.
    #[test]
    fn only_names_of_hosts_get_into_files(name in r#"[a-z$`'"; \n=#.\-]{1,8}"#) {
        let path = format!("/calico/bgp/v1/host/{name}/ip_addr_v4");
        let with = cloud(&[(&path, "10.10.0.11")]);
        let without = cloud(&[]);
        let files = |cloud: &Cloud| serde_json::to_value(made(Reader::Components, &asked(), cloud).0).unwrap();
        if crate::model::name::is_domain(&name) {
            let line = format!("CALICO_HOSTNAME={name}\\n");
            prop_assert!(files(&with).to_string().contains(&line));
        } else {
            prop_assert_eq!(files(&with), files(&without));
            prop_assert!(with.doubts.iter().any(|doubt| doubt.contains("left out")));
        }
    }
}
