//! `calicross hybrid manifests`

mod text;

use std::net::IpAddr;

use clap::{Args, ValueEnum};
use ipnet::IpNet;
use serde::Serialize;

use super::facts;
use crate::error::{CommandError, ErrorKind};
use crate::hybrid::manifests::{self, Asked, Cloud, Document, KubernetesVersion, Member, Plugin, Reader};
use crate::model::name::is_domain;
use crate::model::net::parse_typed_cidr;
use crate::session::settings::etcd_endpoints;
use crate::session::{Outcome, ReadCommand, Session};

/// The Secret that the proxy's certificate comes from.
const PROXY_SECRET: &str = "etcd-calico-proxy";

/// Arguments of `hybrid manifests`.
///
/// Values come from the datastore and the options; certificates are named by where they lie, so that no secret is printed. Pods
/// reach etcd through `etcd gateway` at the service etcd-calico, which passes TLS on from end to end: each component has a
/// certificate of its own, and etcd sees it. Nothing is written; `hybrid init` does the datastore's part.
#[derive(Args, Debug)]
#[command(after_help = "\
k8s: Deployment, Service and NetworkPolicy, for kubectl apply -f -. ccp-ansible: the variables of fuel-ccp-ansible and kargo. \
config: the files of Neutron, its DHCP agent, Nova, calico/node with Felix, the CNI plugin and the hosts, each behind a line with \
its path; -o json has them one by one.

Examples:
  calicross hybrid manifests --format k8s --etcd https://10.10.0.11:2379,https://10.10.0.12:2379 | kubectl apply -f -
  calicross hybrid manifests --format ccp-ansible --controller node1
  calicross hybrid manifests --format config --cluster-dns 10.233.0.3 -o json --jq '.documents[] | select(.name == \"/etc/resolv.conf\").text'")]
pub struct HybridManifestsArgs {
    /// Who reads them
    #[arg(long = "format", id = "reader", value_name = "WHO", value_enum)]
    reader: ReaderWord,

    /// The members of etcd as hosts and pods reach them [default: those of --endpoints]
    #[arg(long, value_name = "URL,...")]
    etcd: Option<String>,

    /// Networks of Kubernetes' service addresses [default: what `hybrid set service-cidr` said]
    #[arg(long, value_name = "CIDR,...", value_delimiter = ',')]
    service_cidr: Vec<String>,

    /// Namespace of the service by which pods reach etcd
    #[arg(long, value_name = "NAME", default_value = "default", value_parser = namespace)]
    namespace: String,

    /// Namespace of OpenStack's pods
    #[arg(long, value_name = "NAME", default_value = "ccp", value_parser = namespace)]
    openstack_namespace: String,

    /// Address of the cluster's DNS
    #[arg(long, value_name = "IP")]
    cluster_dns: Option<IpAddr>,

    /// Domain of the cluster
    #[arg(long, value_name = "DOMAIN", default_value = "cluster.local", value_parser = domain)]
    cluster_domain: String,

    /// Version of Kubernetes, where it is an old one: 1.6
    #[arg(long, value_name = "VERSION", value_parser = kubernetes_version)]
    kubernetes: Option<KubernetesVersion>,

    /// Image that holds etcd
    #[arg(long, value_name = "IMAGE", default_value = "quay.io/coreos/etcd:v3.4.23", value_parser = image)]
    image: String,

    /// Host that runs OpenStack's servers; may be repeated
    #[arg(long = "controller", value_name = "HOST", value_parser = domain)]
    controllers: Vec<String>,

    /// How Neutron uses networking-calico
    #[arg(long, value_name = "HOW", value_enum, default_value_t = PluginWord::Ml2)]
    plugin: PluginWord,

    /// Instead of the gateway, a proxy that lends one certificate to whoever reaches it
    #[arg(long)]
    insecure_proxy: bool,

    /// Secret with that certificate: ca.crt, tls.crt, tls.key
    #[arg(long, value_name = "NAME", default_value = PROXY_SECRET, value_parser = domain, requires = "insecure_proxy")]
    proxy_secret: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
enum ReaderWord {
    /// Kubernetes: objects
    K8s,
    /// The playbooks of CCP and kargo: variables
    CcpAnsible,
    /// Neutron, Nova, calico/node, the CNI plugin, the hosts: files
    Config,
}

impl From<ReaderWord> for Reader {
    fn from(word: ReaderWord) -> Self {
        match word {
            ReaderWord::K8s => Self::Kubernetes,
            ReaderWord::CcpAnsible => Self::Ccp,
            ReaderWord::Config => Self::Components,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PluginWord {
    /// As a mechanism driver of ML2
    Ml2,
    /// As the core plugin
    Core,
}

fn namespace(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let ends = |c: Option<char>| c.is_some_and(|c| c != '-');
    let is_label = text.len() <= 63 && text.chars().all(fits) && ends(text.chars().next()) && ends(text.chars().last());
    if is_label { Ok(text.to_owned()) } else { Err("a namespace has lower-case letters, digits and '-'".into()) }
}

fn domain(text: &str) -> Result<String, String> {
    if is_domain(text) { Ok(text.to_owned()) } else { Err("a name has letters, digits, '-' and '.'".into()) }
}

fn image(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-/:@".contains(c);
    let is_image = !text.is_empty() && text.chars().all(fits);
    if is_image { Ok(text.to_owned()) } else { Err("an image has letters, digits and . _ - / : @".into()) }
}

fn kubernetes_version(text: &str) -> Result<KubernetesVersion, String> {
    let mut numbers = text.strip_prefix('v').unwrap_or(text).split('.').map(str::parse::<u16>);
    match (numbers.next(), numbers.next(), numbers.next().transpose(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor)), Ok(_), None) => Ok(KubernetesVersion(major, minor)),
        _ => Err("expected a version such as 1.6".into()),
    }
}

#[derive(Serialize)]
struct ManifestsDoc {
    format: ReaderWord,
    documents: Vec<Document>,
    warnings: Vec<String>,
}

impl ReadCommand for HybridManifestsArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let listed = self.etcd.as_deref().map(etcd_endpoints).transpose()?;
        let asked = self.asked(listed.as_deref().unwrap_or(&session.settings.connection.endpoints))?;
        let services = self.services()?;
        let snapshot = session.read(&manifests::scopes())?;
        let cloud = Cloud::of(&snapshot, &facts::of(&snapshot)?, services);
        let (documents, warnings) = manifests::documents(self.reader.into(), &asked, &cloud)
            .map_err(|why| CommandError::new(ErrorKind::BadData, format!("an object cannot be written: {why}")))?;
        let doc = ManifestsDoc { format: self.reader, documents, warnings };
        session.ui.object("calicross/hybrid-manifests/1", &doc, &mut |out| text::write(out, &doc.documents))?;
        doc.warnings.iter().for_each(|warning| session.ui.warn(warning));
        Ok(Outcome::Yes)
    }
}

impl HybridManifestsArgs {
    fn asked(&self, endpoints: &[String]) -> Result<Asked, CommandError> {
        Ok(Asked {
            etcd: endpoints.iter().map(|endpoint| member(endpoint)).collect::<Result<_, _>>()?,
            tls: endpoints.iter().all(|endpoint| endpoint.starts_with("https://")),
            namespace: self.namespace.clone(),
            openstack: self.openstack_namespace.clone(),
            image: self.image.clone(),
            kubernetes: self.kubernetes,
            proxy: self.insecure_proxy.then(|| self.proxy_secret.clone()),
            dns: self.cluster_dns,
            domain: self.cluster_domain.clone(),
            controllers: self.controllers.clone(),
            plugin: match self.plugin {
                PluginWord::Ml2 => Plugin::Ml2,
                PluginWord::Core => Plugin::Core,
            },
        })
    }

    fn services(&self) -> Result<Vec<IpNet>, CommandError> {
        let net = |text: &String| {
            let usage = |why: String| CommandError::new(ErrorKind::Usage, format!("--service-cidr: {why}"));
            parse_typed_cidr(text).map(|net| net.trunc()).map_err(usage)
        };
        self.service_cidr.iter().map(net).collect()
    }
}

/// The member of a base address such as `https://10.10.0.11:2379`.
///
/// # Errors
/// What is this host only, or would be read as something else in a file.
fn member(endpoint: &str) -> Result<Member, CommandError> {
    let refused = |why: &str| {
        CommandError::new(ErrorKind::Refused, format!("etcd member {}: {why}", endpoint.escape_debug()))
            .hint("--etcd names the members of etcd as hosts and pods reach them")
    };
    let (_, authority) = endpoint.split_once("://").unwrap_or(("", endpoint));
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, ""));
    let port = port.parse().map_err(|_| refused("it has no port"))?;
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let of_itself = match host.parse::<IpAddr>() {
        Ok(ip) => ip.is_loopback() || ip.is_unspecified(),
        Err(_) if !is_domain(host) => return Err(refused("it is neither an address nor a name")),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    };
    if of_itself {
        return Err(refused("each host and pod takes that for itself"));
    }
    Ok(Member { host: host.to_owned(), port })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_what_others_reach() {
        let host = |endpoint| member(endpoint).map(|member| (member.host, member.port)).map_err(|err| err.kind());
        assert_eq!(host("https://10.10.0.11:2379"), Ok(("10.10.0.11".to_owned(), 2379)));
        assert_eq!(host("http://[fd00::1]:4001"), Ok(("fd00::1".to_owned(), 4001)));
        assert_eq!(host("https://etcd-1.example.org:2379"), Ok(("etcd-1.example.org".to_owned(), 2379)));
        for endpoint in [
            "http://127.0.0.1:2379",
            "http://[::1]:2379",
            "http://localhost:2379",
            "http://0.0.0.0:2379",
            "http://a$b:2379",
            "http://:2379",
            "http://a",
        ] {
            assert_eq!(host(endpoint), Err(ErrorKind::Refused), "{endpoint}");
        }
    }

    #[test]
    fn words_that_a_file_would_read_as_something_else_are_none() {
        assert_eq!(kubernetes_version("1.6"), Ok(KubernetesVersion(1, 6)));
        assert_eq!(kubernetes_version("v1.21.3"), Ok(KubernetesVersion(1, 21)));
        for text in ["1", "", "1.x", "1.2.3.4", "1.2.x", "-1.2"] {
            assert!(kubernetes_version(text).is_err(), "{text}");
        }
        assert!(KubernetesVersion(1, 6) < KubernetesVersion(1, 21));
        for (text, is) in
            [("ccp", true), ("a-1", true), ("-a", false), ("a-", false), ("A", false), ("a.b", false), ("", false)]
        {
            assert_eq!(namespace(text).is_ok(), is, "{text}");
        }
        for (text, is) in
            [("quay.io/coreos/etcd:v3.4.23", true), ("a@sha256:0", true), ("a b", false), ("", false), ("a\n", false)]
        {
            assert_eq!(image(text).is_ok(), is, "{text:?}");
        }
    }
}
