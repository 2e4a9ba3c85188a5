//! The way of pods to etcd, as objects of Kubernetes.

use std::collections::BTreeMap;

use ipnet::IpNet;
use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec};
use k8s_openapi::api::core::v1::{
    Affinity, Capabilities, Container, ContainerPort, EnvVar, PodAffinityTerm, PodAntiAffinity, PodSecurityContext,
    PodSpec, PodTemplateSpec, Probe, ResourceRequirements, SecretVolumeSource, SecurityContext, Service, ServicePort,
    ServiceSpec, TCPSocketAction, Volume, VolumeMount, WeightedPodAffinityTerm,
};
use k8s_openapi::api::networking::v1::{
    IPBlock, NetworkPolicy, NetworkPolicyIngressRule, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::{Asked, Cloud, Document, KubernetesVersion, PORT, SERVICE};
use crate::model::shell::command_line;

/// The first version with Deployments in `apps/v1`.
const APPS_V1: KubernetesVersion = KubernetesVersion(1, 9);
/// The first version whose NetworkPolicy names addresses.
const IP_BLOCKS: KubernetesVersion = KubernetesVersion(1, 8);
/// The first version that knows seccomp profiles as a field.
const SECCOMP: KubernetesVersion = KubernetesVersion(1, 19);
/// The first version that labels each namespace with its name.
const NAMESPACE_LABEL: KubernetesVersion = KubernetesVersion(1, 21);

/// Where the proxy finds its certificate.
const SECRET: &str = "/etc/etcd-proxy";
/// Whom the containers run as: nobody.
const NOBODY: i64 = 65534;

/// The objects: Deployment, Service, and what says who reaches them.
pub(super) fn documents(
    asked: &Asked,
    cloud: &Cloud,
    warnings: &mut Vec<String>,
) -> Result<Vec<Document>, serde_json::Error> {
    if cloud.hosts.iter().all(|host| host.addresses().next().is_none()) {
        warnings.push(
            "no address of a host is known: calico-dhcp-agent, which shares its host's address, would be shut out"
                .into(),
        );
    }
    let gateway = Gateway { asked, cloud, name: if asked.proxy.is_some() { "etcd-proxy" } else { "etcd-gateway" } };
    let mut deployment = gateway.deployment()?;
    let mut documents = Vec::new();
    // What limits who reaches it is there before it is.
    if gateway.is_before(IP_BLOCKS) {
        deployment.about.extend(gateway.policy_line());
        warnings.push(
            "NetworkPolicy names no addresses before Kubernetes 1.8: the `calicross policy add` above the Deployment says who \
             reaches it; run it first"
                .into(),
        );
    } else {
        documents.push(gateway.network_policy()?);
    }
    documents.extend([deployment, gateway.service()?]);
    Ok(documents)
}

struct Gateway<'a> {
    asked: &'a Asked,
    cloud: &'a Cloud,
    /// What the Deployment and its pods are called.
    name: &'static str,
}

impl Gateway<'_> {
    fn is_before(&self, version: KubernetesVersion) -> bool {
        self.asked.kubernetes.is_some_and(|asked| asked < version)
    }

    fn labels(&self) -> BTreeMap<String, String> {
        BTreeMap::from([("app".to_owned(), self.name.to_owned())])
    }

    fn selector(&self) -> LabelSelector {
        LabelSelector { match_labels: Some(self.labels()), ..LabelSelector::default() }
    }

    fn metadata(&self, name: &str) -> ObjectMeta {
        ObjectMeta {
            name: Some(name.to_owned()),
            namespace: Some(self.asked.namespace.clone()),
            labels: Some(self.labels()),
            ..ObjectMeta::default()
        }
    }

    fn deployment(&self) -> Result<Document, serde_json::Error> {
        let deployment = Deployment {
            metadata: self.metadata(self.name),
            spec: Some(DeploymentSpec {
                replicas: Some(2),
                selector: self.selector(),
                template: PodTemplateSpec {
                    metadata: Some(ObjectMeta { labels: Some(self.labels()), ..ObjectMeta::default() }),
                    spec: Some(self.pod()),
                },
                ..DeploymentSpec::default()
            }),
            ..Deployment::default()
        };
        let about = match &self.asked.proxy {
            None => vec![
                "etcd gateway passes connections on byte for byte: it holds no certificate, and etcd sees the one of whoever \
                 connects."
                    .to_owned(),
                "That it is ready does not say that etcd answers.".to_owned(),
            ],
            Some(secret) => vec![
                "NOT SAFE: every client is etcd's client by the one certificate below, and needs none of its own. It reads and writes"
                    .to_owned(),
                "all of /v2 and, through the JSON gateway under /v3, what Kubernetes keeps in etcd, Secrets too. Where kube-proxy"
                    .to_owned(),
                "masquerades what VMs send to services (--cluster-cidr), VMs come as their hosts, which are let in.".to_owned(),
                format!(
                    "The certificate: kubectl -n {} create secret generic {secret} --from-file=ca.crt --from-file=tls.crt \
                     --from-file=tls.key",
                    self.asked.namespace
                ),
                "Its common name must not be a user of etcd's with more rights than Calico needs, least of all root.".to_owned(),
            ],
        };
        let mut object = serde_json::to_value(&deployment)?;
        if self.is_before(APPS_V1) {
            object["apiVersion"] = "extensions/v1beta1".into();
        }
        Ok(Document::object(format!("Deployment/{}", self.name), about, object))
    }

    fn pod(&self) -> PodSpec {
        let mut pod = PodSpec {
            automount_service_account_token: Some(false),
            containers: vec![self.container()],
            affinity: Some(Affinity { pod_anti_affinity: Some(self.apart()), ..Affinity::default() }),
            security_context: Some(PodSecurityContext {
                run_as_non_root: Some(true),
                run_as_user: Some(NOBODY),
                fs_group: self.asked.proxy.as_ref().map(|_| NOBODY),
                seccomp_profile: (!self.is_before(SECCOMP)).then(|| k8s_openapi::api::core::v1::SeccompProfile {
                    type_: "RuntimeDefault".to_owned(),
                    ..Default::default()
                }),
                ..PodSecurityContext::default()
            }),
            ..PodSpec::default()
        };
        if let Some(secret) = &self.asked.proxy {
            let source = SecretVolumeSource {
                secret_name: Some(secret.clone()),
                default_mode: Some(0o440),
                ..SecretVolumeSource::default()
            };
            let certificate = Volume { name: "certificate".to_owned(), secret: Some(source), ..Volume::default() };
            let data = Volume { name: "data".to_owned(), empty_dir: Some(Default::default()), ..Volume::default() };
            pod.volumes = Some(vec![certificate, data]);
        }
        pod
    }

    /// On two hosts, so that the loss of one leaves a way.
    fn apart(&self) -> PodAntiAffinity {
        let term = PodAffinityTerm {
            label_selector: Some(self.selector()),
            topology_key: "kubernetes.io/hostname".to_owned(),
            ..PodAffinityTerm::default()
        };
        PodAntiAffinity {
            preferred_during_scheduling_ignored_during_execution: Some(vec![WeightedPodAffinityTerm {
                pod_affinity_term: term,
                weight: 100,
            }]),
            ..PodAntiAffinity::default()
        }
    }

    fn container(&self) -> Container {
        let port = IntOrString::Int(i32::from(PORT));
        let quantities = |pairs: &[(&str, &str)]| {
            Some(pairs.iter().map(|(name, amount)| ((*name).to_owned(), Quantity((*amount).to_owned()))).collect())
        };
        let mut container = Container {
            name: self.name.to_owned(),
            image: Some(self.asked.image.clone()),
            ports: Some(vec![ContainerPort {
                name: Some("client".to_owned()),
                container_port: i32::from(PORT),
                protocol: Some("TCP".to_owned()),
                ..ContainerPort::default()
            }]),
            readiness_probe: Some(Probe {
                tcp_socket: Some(TCPSocketAction { port, ..TCPSocketAction::default() }),
                period_seconds: Some(10),
                ..Probe::default()
            }),
            resources: Some(ResourceRequirements {
                requests: quantities(&[("cpu", "50m"), ("memory", "32Mi")]),
                limits: quantities(&[("memory", "128Mi")]),
                ..ResourceRequirements::default()
            }),
            security_context: Some(SecurityContext {
                allow_privilege_escalation: Some(false),
                read_only_root_filesystem: Some(true),
                capabilities: Some(Capabilities { drop: Some(vec!["ALL".to_owned()]), ..Capabilities::default() }),
                ..SecurityContext::default()
            }),
            ..Container::default()
        };
        let listen = format!("0.0.0.0:{PORT}");
        if self.asked.proxy.is_none() {
            let members: Vec<String> = self.asked.etcd.iter().map(super::Member::address).collect();
            container.command = Some(vec![
                "etcd".to_owned(),
                "gateway".to_owned(),
                "start".to_owned(),
                format!("--listen-addr={listen}"),
                format!("--endpoints={}", members.join(",")),
                "--retry-delay=10s".to_owned(),
            ]);
        } else {
            container.command = Some(vec!["etcd".to_owned()]);
            container.env = Some(self.proxy_environment(&format!("http://{listen}")));
            let mount = |name: &str, path: &str, read_only: bool| VolumeMount {
                name: name.to_owned(),
                mount_path: path.to_owned(),
                read_only: read_only.then_some(true),
                ..VolumeMount::default()
            };
            container.volume_mounts =
                Some(vec![mount("certificate", SECRET, true), mount("data", "/var/lib/etcd", false)]);
        }
        container
    }

    /// The proxy finds the members through their ports for peers, and speaks to them by its certificate for peers.
    fn proxy_environment(&self, listen: &str) -> Vec<EnvVar> {
        let scheme = if self.asked.tls { "https" } else { "http" };
        let peers = self.asked.etcd.iter().enumerate().map(|(at, member)| {
            let peer = super::Member { host: member.host.clone(), port: member.port.saturating_add(1) };
            format!("etcd{}={scheme}://{}", at + 1, peer.address())
        });
        let mut pairs = vec![
            ("ETCD_PROXY", "on".to_owned()),
            ("ETCD_LISTEN_CLIENT_URLS", listen.to_owned()),
            ("ETCD_INITIAL_CLUSTER", peers.collect::<Vec<_>>().join(",")),
            ("ETCD_DATA_DIR", "/var/lib/etcd/proxy".to_owned()),
        ];
        if self.asked.tls {
            pairs.push(("ETCD_PEER_TRUSTED_CA_FILE", format!("{SECRET}/ca.crt")));
            pairs.push(("ETCD_PEER_CERT_FILE", format!("{SECRET}/tls.crt")));
            pairs.push(("ETCD_PEER_KEY_FILE", format!("{SECRET}/tls.key")));
        }
        let variable =
            |(name, value): (&str, String)| EnvVar { name: name.to_owned(), value: Some(value), ..EnvVar::default() };
        pairs.into_iter().map(variable).collect()
    }

    fn service(&self) -> Result<Document, serde_json::Error> {
        let service = Service {
            metadata: self.metadata(SERVICE),
            spec: Some(ServiceSpec {
                selector: Some(self.labels()),
                ports: Some(vec![ServicePort {
                    name: Some("client".to_owned()),
                    port: i32::from(PORT),
                    target_port: Some(IntOrString::Int(i32::from(PORT))),
                    protocol: Some("TCP".to_owned()),
                    ..ServicePort::default()
                }]),
                ..ServiceSpec::default()
            }),
            ..Service::default()
        };
        let mut about = Vec::new();
        if self.asked.pods_bring_certificates() {
            let service = self.asked.service();
            about.push(format!(
                "etcd's server certificates need these names too: {SERVICE}, {service}, {service}.svc, {service}.svc.{}",
                self.asked.domain
            ));
        }
        Ok(Document::object(format!("Service/{SERVICE}"), about, serde_json::to_value(&service)?))
    }

    fn network_policy(&self) -> Result<Document, serde_json::Error> {
        let (label, by_hand) =
            if self.is_before(NAMESPACE_LABEL) { ("name", true) } else { ("kubernetes.io/metadata.name", false) };
        let namespace = LabelSelector {
            match_labels: Some(BTreeMap::from([(label.to_owned(), self.asked.openstack.clone())])),
            ..LabelSelector::default()
        };
        let of_pods = NetworkPolicyPeer { namespace_selector: Some(namespace), ..NetworkPolicyPeer::default() };
        let of_host = |cidr: String| NetworkPolicyPeer {
            ip_block: Some(IPBlock { cidr, ..IPBlock::default() }),
            ..NetworkPolicyPeer::default()
        };
        let policy = NetworkPolicy {
            metadata: self.metadata(self.name),
            spec: Some(NetworkPolicySpec {
                pod_selector: Some(self.selector()),
                policy_types: Some(vec!["Ingress".to_owned()]),
                ingress: Some(vec![NetworkPolicyIngressRule {
                    from: Some(std::iter::once(of_pods).chain(self.host_nets().map(of_host)).collect()),
                    ports: Some(vec![NetworkPolicyPort {
                        port: Some(IntOrString::Int(i32::from(PORT))),
                        protocol: Some("TCP".to_owned()),
                        ..NetworkPolicyPort::default()
                    }]),
                }]),
                ..NetworkPolicySpec::default()
            }),
        };
        let mut about = vec![
            "The pods of OpenStack's namespace reach it, and the hosts, whose addresses calico-dhcp-agent has; nobody else."
                .to_owned(),
        ];
        if by_hand {
            about.push(format!(
                "The namespace needs its label: kubectl label namespace {0} name={0}",
                self.asked.openstack
            ));
        }
        about.push(
            "Where kube-proxy masquerades what VMs send to services (--cluster-cidr), they come as their hosts: it is etcd that \
             asks for a certificate."
                .to_owned(),
        );
        Ok(Document::object(format!("NetworkPolicy/{}", self.name), about, serde_json::to_value(&policy)?))
    }

    /// The addresses of hosts, each as the network of one.
    fn host_nets(&self) -> impl Iterator<Item = String> {
        self.cloud.hosts.iter().flat_map(|host| host.addresses()).map(|ip| IpNet::from(ip).to_string())
    }

    /// The same as a policy of Calico's.
    fn policy_line(&self) -> Vec<String> {
        let selector = format!("calico/k8s_ns == '{}' && app == '{}'", self.asked.namespace, self.name);
        let pods = format!("allow tcp from selector \"calico/k8s_ns == '{}'\" to ports {PORT}", self.asked.openstack);
        let hosts = self.host_nets().map(|net| format!("allow tcp from cidr {net} to ports {PORT}"));
        let mut words: Vec<String> =
            ["calicross", "policy", "add", self.name, "--order", "50", "--selector"].map(str::to_owned).to_vec();
        words.push(selector);
        for rule in std::iter::once(pods).chain(hosts).chain(["deny".to_owned()]) {
            words.extend(["--inbound".to_owned(), rule]);
        }
        words.extend(["--outbound".to_owned(), "allow".to_owned()]);
        vec!["Who reaches it, before anything else is applied:".to_owned(), command_line(&words)]
    }
}
