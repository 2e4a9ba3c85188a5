//! A resource of Calico v3.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// `apiVersion` of Calico v3.
pub const API_VERSION: &str = "projectcalico.org/v3";

/// A kind of resource of Calico v3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A host.
    Node,
    /// An IP pool.
    IpPool,
    /// A BGP peer of one host or of all.
    BgpPeer,
    /// Settings of BIRD.
    BgpConfiguration,
    /// Settings of Felix, of one host or of all.
    FelixConfiguration,
    /// What the cluster is.
    ClusterInformation,
    /// A profile.
    Profile,
    /// A policy.
    GlobalNetworkPolicy,
    /// An interface of a host under policy.
    HostEndpoint,
    /// A workload's interface.
    WorkloadEndpoint,
}

impl Kind {
    /// As `kind:` has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Node => "Node",
            Self::IpPool => "IPPool",
            Self::BgpPeer => "BGPPeer",
            Self::BgpConfiguration => "BGPConfiguration",
            Self::FelixConfiguration => "FelixConfiguration",
            Self::ClusterInformation => "ClusterInformation",
            Self::Profile => "Profile",
            Self::GlobalNetworkPolicy => "GlobalNetworkPolicy",
            Self::HostEndpoint => "HostEndpoint",
            Self::WorkloadEndpoint => "WorkloadEndpoint",
        }
    }
}

/// A resource of Calico v3.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its kind.
    pub kind: Kind,
    /// Its namespace, where the kind has one.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// What people note about it.
    pub annotations: BTreeMap<String, String>,
    /// What it says.
    pub spec: Map<String, Value>,
}

impl Document {
    /// A document that says nothing yet.
    pub fn new(kind: Kind, name: impl Into<String>) -> Self {
        Self {
            kind,
            namespace: None,
            name: name.into(),
            labels: BTreeMap::new(),
            annotations: BTreeMap::new(),
            spec: Map::new(),
        }
    }

    /// Says something.
    pub fn set(&mut self, member: &str, value: impl Into<Value>) {
        self.spec.insert(member.to_owned(), value.into());
    }

    /// Says something, where it is told.
    pub fn set_some(&mut self, member: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(member, value);
        }
    }

    /// Says a list, unless it is empty.
    pub fn set_list(&mut self, member: &str, items: impl IntoIterator<Item = impl Into<Value>>) {
        let items: Vec<Value> = items.into_iter().map(Into::into).collect();
        if !items.is_empty() {
            self.set(member, items);
        }
    }

    /// Namespace and name, with a slash between them; the name alone where there is no namespace.
    pub fn path(&self) -> String {
        match &self.namespace {
            Some(namespace) => format!("{namespace}/{}", self.name),
            None => self.name.clone(),
        }
    }

    /// Kind, namespace and name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind.as_str(), self.path())
    }

    /// The whole document, as a file has it.
    pub fn value(&self) -> Value {
        let mut meta = Map::from_iter([("name".to_owned(), Value::from(self.name.as_str()))]);
        if let Some(namespace) = &self.namespace {
            meta.insert("namespace".into(), namespace.as_str().into());
        }
        for (member, map) in [("labels", &self.labels), ("annotations", &self.annotations)] {
            if !map.is_empty() {
                meta.insert(member.into(), json!(map));
            }
        }
        json!({ "apiVersion": API_VERSION, "kind": self.kind.as_str(), "metadata": meta, "spec": self.spec })
    }
}
