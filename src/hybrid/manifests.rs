//! What has to stand outside the datastore so that pods and VMs share it: manifests, variables and files of settings.
//!
//! They are made of what the datastore says ([`Cloud`]) and of what was asked for ([`Asked`]), and name certificates by where they
//! lie: no secret is in any of them. Components in pods reach etcd through `etcd gateway`, which passes on what it gets byte for
//! byte, so that TLS and each component's own certificate go from end to end; it holds no certificate that could be lent.

mod ccp;
mod cloud;
mod files;
mod gateway;
#[cfg(test)]
mod tests;

use std::net::IpAddr;

use serde::Serialize;
use serde_json::Value;

pub use cloud::{Cloud, Host, scopes};

/// The name of the service by which pods reach etcd.
pub const SERVICE: &str = "etcd-calico";

/// etcd's port for clients, which Felix' failsafe rules know.
pub const PORT: u16 = 2379;

/// Where certificates lie on hosts and in pods.
const CERTIFICATES: &str = "/etc/calico/certs";

/// Who reads the manifests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Kubernetes: objects.
    Kubernetes,
    /// The playbooks that install Kubernetes and CCP: variables.
    Ccp,
    /// Neutron, Nova, calico/node, the CNI plugin and the hosts: files.
    Components,
}

/// How Neutron uses networking-calico.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plugin {
    /// As a mechanism driver of ML2.
    Ml2,
    /// As the core plugin.
    Core,
}

/// A member of etcd, as hosts and pods reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its address or name; IPv6 without brackets.
    pub host: String,
    /// Its port for clients.
    pub port: u16,
}

impl Member {
    /// Host and port in one word.
    fn address(&self) -> String {
        let brackets = self.host.contains(':');
        if brackets { format!("[{}]:{}", self.host, self.port) } else { format!("{}:{}", self.host, self.port) }
    }
}

/// A version of Kubernetes: major and minor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KubernetesVersion(pub u16, pub u16);

/// What was asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The members of etcd.
    pub etcd: Vec<Member>,
    /// Whether they speak TLS.
    pub tls: bool,
    /// The namespace of the service by which pods reach etcd.
    pub namespace: String,
    /// The namespace of OpenStack's pods.
    pub openstack: String,
    /// The image that holds `etcd`.
    pub image: String,
    /// The cluster's version; `None` for one of today.
    pub kubernetes: Option<KubernetesVersion>,
    /// The Secret with the certificate that the proxy lends to everybody; `None` for the gateway, which lends none.
    pub proxy: Option<String>,
    /// The address of the cluster's DNS.
    pub dns: Option<IpAddr>,
    /// The cluster's domain.
    pub domain: String,
    /// The hosts that run OpenStack's servers.
    pub controllers: Vec<String>,
    /// How Neutron uses networking-calico.
    pub plugin: Plugin,
}

impl Asked {
    /// Whether what speaks to the service has to bring a certificate.
    fn pods_bring_certificates(&self) -> bool {
        self.tls && self.proxy.is_none()
    }

    /// The service by a name that pods of every namespace find.
    fn service(&self) -> String {
        format!("{SERVICE}.{}", self.namespace)
    }

    /// The members as URLs.
    fn urls(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        self.etcd.iter().map(|member| format!("{scheme}://{}", member.address())).collect::<Vec<_>>().join(",")
    }
}

/// A document: an object of Kubernetes, or a file.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    /// What it is: `Kind/name`, or the path of a file.
    pub name: String,
    /// What whoever uses it has to know, in lines.
    pub about: Vec<String>,
    /// What it says.
    #[serde(flatten)]
    pub content: Content,
}

/// What a document says.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// An object, which YAML writes.
    Object(Value),
    /// A text, as it stands in a file.
    Text(String),
}

impl Document {
    fn object(name: impl Into<String>, about: Vec<String>, object: Value) -> Self {
        Self { name: name.into(), about, content: Content::Object(object) }
    }

    fn text(name: impl Into<String>, about: Vec<String>, text: String) -> Self {
        Self { name: name.into(), about, content: Content::Text(text) }
    }
}

/// The documents for a reader, and what should be known of them beforehand.
///
/// # Errors
/// Where an object cannot be written as JSON.
pub fn documents(
    reader: Reader,
    asked: &Asked,
    cloud: &Cloud,
) -> Result<(Vec<Document>, Vec<String>), serde_json::Error> {
    let mut warnings = cloud.doubts.clone();
    if !asked.tls {
        warnings.push(
            "etcd is reached without TLS: whoever reaches it reads and writes all of it, and nothing below can change that".into(),
        );
    }
    if asked.proxy.is_some() {
        warnings.push(format!(
            "the proxy lends its certificate to whoever reaches {}: all of /calico, and /v3 besides, where Kubernetes keeps its \
             secrets, is theirs to read and write; without --insecure-proxy each component brings a certificate of its own",
            asked.service()
        ));
    }
    let documents = match reader {
        Reader::Kubernetes => gateway::documents(asked, cloud, &mut warnings)?,
        Reader::Ccp => ccp::documents(asked, cloud, &mut warnings),
        Reader::Components => files::documents(asked, cloud, &mut warnings),
    };
    Ok((documents, warnings))
}
