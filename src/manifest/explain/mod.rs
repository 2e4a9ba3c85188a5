//! What the fields of resources mean: type, default, the key and member that each becomes, and what every reader makes of it.
//!
//! There is one table for each kind. Tests hold it against the reader: they ask the reader, object by object, which members it takes
//! ([`super::fields::Fields::finish`] names them), read every example, and look into what is written for it. A kind or field that is new
//! to the reader therefore has to be told of here: a kind in [`of`], a field in the table of its kind.

mod bgp;
mod endpoints;
mod felix;
mod link;
mod node;
mod policy;
mod pool;
mod profile;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod told;

use super::id::Kind;

pub use told::{Does, Told, find, first_sentence, paths, tell};

/// Who reads what calicross writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Felix 1.4, in Python.
    Felix14,
    /// Felix 2, in Go.
    Felix2,
    /// BIRD, by the templates of confd.
    Bird,
    /// The address management of calicoctl 0.2x and the first CNI plugins, in Python.
    PythonIpam,
    /// The address management of libcalico-go.
    GoIpam,
    /// Neutron's driver.
    NetworkingCalico,
    /// Neutron's DHCP agent on compute hosts.
    DhcpAgent,
    /// Kubernetes' CNI plugin.
    Cni,
    /// calicoctl 0.2x, by pycalico.
    OldCalicoctl,
    /// calicoctl 1.x, by libcalico-go.
    NewCalicoctl,
    /// This program.
    Calicross,
}

impl Who {
    /// What it is called.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Felix14 => "Felix 1.4",
            Self::Felix2 => "Felix 2",
            Self::Bird => "BIRD, confd",
            Self::PythonIpam => "Python IPAM",
            Self::GoIpam => "Go IPAM",
            Self::NetworkingCalico => "networking-calico",
            Self::DhcpAgent => "DHCP agent",
            Self::Cni => "CNI plugin",
            Self::OldCalicoctl => "calicoctl 0.2x",
            Self::NewCalicoctl => "calicoctl 1.x",
            Self::Calicross => "calicross",
        }
    }
}

/// What a reader does with something, as a fragment: what it takes it for, and what it rejects.
pub type Reader = (Who, &'static str);

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// One value, and what it is called.
    One(&'static str),
    /// `true` or `false`.
    Switch,
    /// A list of values, and what they are called.
    List(&'static str),
    /// An object whose members have any names, and texts.
    Map,
    /// An object.
    Object(&'static [Field]),
    /// A list of objects.
    Objects(&'static [Field]),
    /// An object whose members are Felix' parameters.
    Settings,
}

/// What it means that a field is not there.
#[derive(Clone, Copy, Debug)]
pub enum Absent {
    /// It has to be there.
    Required,
    /// One of these has to be there, of which it is the first.
    FirstOf(&'static str),
    /// One of these has to be there, of which it is not the first.
    OneOf(&'static str),
    /// The same as this value.
    Is(&'static str),
    /// This, in words.
    Means(&'static str),
}

/// A field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in its object.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it means that it is not there.
    pub absent: Absent,
    /// What it means, in sentences.
    pub says: &'static str,
    /// The keys that hold it; none where those of what is around it do. Names stand in angle brackets.
    pub keys: &'static [&'static str],
    /// The member of the value, below that of what is around it: `a` or, of a list's items, `a[]`; of several, by a comma and a blank, one is
    /// chosen by the value. Empty where it is none of its own.
    pub member: &'static str,
    /// A value, as a file may have it.
    pub example: &'static str,
    /// What has to stand beside the example: where, from its object on, and what.
    pub beside: Option<(&'static str, &'static str)>,
    /// What each reader does with it.
    pub readers: &'static [Reader],
    /// Whether it goes with `apiVersion: calicross/v1` alone.
    pub own: bool,
}

impl Field {
    /// A field that may be left out.
    const fn new(name: &'static str, takes: Takes, absent: Absent, says: &'static str) -> Self {
        Self { name, takes, absent, says, keys: &[], member: "", example: "", beside: None, readers: &[], own: false }
    }

    const fn keys(mut self, keys: &'static [&'static str]) -> Self {
        self.keys = keys;
        self
    }

    const fn member(mut self, member: &'static str) -> Self {
        self.member = member;
        self
    }

    const fn example(mut self, example: &'static str) -> Self {
        self.example = example;
        self
    }

    const fn beside(mut self, at: &'static str, what: &'static str) -> Self {
        self.beside = Some((at, what));
        self
    }

    const fn readers(mut self, readers: &'static [Reader]) -> Self {
        self.readers = readers;
        self
    }

    const fn own(mut self) -> Self {
        self.own = true;
        self
    }
}

/// What is known of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Explained {
    /// What its objects are, in sentences.
    pub says: &'static str,
    /// How commands name one of them.
    pub named: &'static str,
    /// Its keys. Names stand in angle brackets.
    pub keys: &'static [&'static str],
    /// What each reader does with its objects.
    pub readers: &'static [Reader],
    /// Its metadata.
    pub metadata: &'static [Field],
    /// What its spec takes.
    pub spec: Takes,
}

/// What is known of a kind.
pub const fn of(kind: Kind) -> &'static Explained {
    match kind {
        Kind::Node => &node::NODE,
        Kind::IpPool => &pool::IP_POOL,
        Kind::BgpPeer => &bgp::BGP_PEER,
        Kind::FelixConfig => &felix::FELIX_CONFIG,
        Kind::BgpConfig => &bgp::BGP_CONFIG,
        Kind::Profile => &profile::PROFILE,
        Kind::Link => &link::LINK,
        Kind::Tier => &policy::TIER,
        Kind::Policy => &policy::POLICY,
        Kind::HostEndpoint => &endpoints::HOST_ENDPOINT,
        Kind::WorkloadEndpoint => &endpoints::WORKLOAD_ENDPOINT,
    }
}
