//! Answers: which packets, what becomes of them, and what decided that on both sides.

use serde::Serialize;

use super::pool::ObjectId;
use super::set::PacketSet;
use crate::model::profile::Direction;

/// What becomes of packets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They pass.
    Allow,
    /// They are dropped.
    Deny,
}

/// Why a side decided as it did. The words are stable: scripts compare them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A rule of a policy or a profile said so.
    Rule,
    /// A rule that Felix 1.4 cannot render: it drops everything at the rule's place instead.
    UnrenderableRule,
    /// iptables refuses a rule of the profile or policy: a new chain stays a stub that drops everything, an old one keeps its old rules.
    RefusedByIptables,
    /// Policies of the tier select the endpoint, and none of them decided.
    EndOfTier,
    /// The endpoint has no profiles, and no policy decided.
    NoProfiles,
    /// No profile decided.
    EndOfProfiles,
    /// The profile does not exist, or has no rules: whatever reaches it is dropped.
    ProfileMissing,
    /// The profile's rules cannot be read: whatever reaches it is dropped.
    ProfileRejected,
    /// The endpoint is not `active`.
    Inactive,
    /// The endpoint's host takes its key for deleted.
    EndpointRejected,
    /// The name of the endpoint's interface has none of its host's prefixes: nobody looks after it.
    ForeignInterface,
    /// A host endpoint never closes the port.
    FailsafePort,
    /// What the host lets its workloads reach on itself in any case: DHCP, DNS, the metadata service, neighbours in IPv6.
    AlwaysToHost,
    /// `DefaultEndpointToHostAction`.
    EndpointToHostAction,
    /// What a host sends to its own workloads is not policed.
    HostToWorkload,
    /// There is no endpoint of Calico's on this side.
    NotPoliced,
    /// The packet does not leave the endpoint, or the host.
    SameEndpoint,
    /// The source address is none of the endpoint's.
    SpoofedSource,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 18] = [
        Self::Rule,
        Self::UnrenderableRule,
        Self::RefusedByIptables,
        Self::EndOfTier,
        Self::NoProfiles,
        Self::EndOfProfiles,
        Self::ProfileMissing,
        Self::ProfileRejected,
        Self::Inactive,
        Self::EndpointRejected,
        Self::ForeignInterface,
        Self::FailsafePort,
        Self::AlwaysToHost,
        Self::EndpointToHostAction,
        Self::HostToWorkload,
        Self::NotPoliced,
        Self::SameEndpoint,
        Self::SpoofedSource,
    ];

    /// The word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::UnrenderableRule => "unrenderable-rule",
            Self::RefusedByIptables => "refused-by-iptables",
            Self::EndOfTier => "end-of-tier",
            Self::NoProfiles => "no-profiles",
            Self::EndOfProfiles => "end-of-profiles",
            Self::ProfileMissing => "profile-missing",
            Self::ProfileRejected => "profile-rejected",
            Self::Inactive => "inactive",
            Self::EndpointRejected => "endpoint-rejected",
            Self::ForeignInterface => "foreign-interface",
            Self::FailsafePort => "failsafe-port",
            Self::AlwaysToHost => "always-to-host",
            Self::EndpointToHostAction => "endpoint-to-host-action",
            Self::HostToWorkload => "host-to-workload",
            Self::NotPoliced => "not-policed",
            Self::SameEndpoint => "same-endpoint",
            Self::SpoofedSource => "spoofed-source",
        }
    }
}

/// What one side decided, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decision {
    /// What becomes of the packets.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The policy, profile, tier or parameter that decided, if any ([`super::Reach::object`]).
    pub object: Option<ObjectId>,
    /// Which list of rules: the source's outbound one or the destination's inbound one.
    pub direction: Direction,
    /// The place of the rule in its list, from 1.
    pub position: Option<u32>,
    /// Whether Felix 1.4 would drop, and `DropActionOverride` makes it accept.
    pub overridden: bool,
}

/// Packets that both sides decide about alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// The packets.
    pub packets: PacketSet,
    /// What becomes of them.
    pub verdict: Verdict,
    /// What the source's side decided.
    pub outbound: Decision,
    /// What the destination's side decided; nothing where the source's side dropped them.
    pub inbound: Option<Decision>,
}

/// What the datastore does not tell, or what could not be looked at: the answer holds as far as this does not change it. The words are
/// stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caveat {
    /// The destination does not see the source's address, but that of the source's host: a pool masquerades what leaves it for an address
    /// outside every pool. The host's address is known, and was taken.
    SourceMasqueraded,
    /// The same, and the host's address is not in the datastore: it was taken for one in no network that a rule names.
    SourceMasqueradedUnknown,
    /// The host's own iptables rules decide in the end.
    HostsOwnRules,
    /// The address of the host is not in the datastore: it was taken for one in no network that a rule names.
    HostAddressUnknown,
    /// The host has host endpoints that are known by interface only: whether the address is on one of them cannot be told.
    HostEndpointByInterface,
    /// The host has policies that act before connections are tracked or addresses translated, also on what it forwards.
    EarlyPolicies,
    /// Felix on the host does not look after IPv6.
    Ipv6Unsupported,
    /// iptables refuses a rule: Felix 1.4 keeps what it had programmed before; Felix 2 cannot program anything more.
    RefusedByIptables,
    /// Nothing of Calico's is on either side.
    NoEndpoint,
    /// The destination is a floating address: the rules of a source on another host see that address, the destination's see its own.
    FloatingDestination,
    /// Several endpoints have the address.
    SharedAddress,
    /// A set of rules holds two policies of one name, of which Felix 2 keeps the one that it read last.
    PolicyNameTwice,
}

impl Caveat {
    /// Every caveat.
    pub const ALL: [Self; 12] = [
        Self::SourceMasqueraded,
        Self::SourceMasqueradedUnknown,
        Self::HostsOwnRules,
        Self::HostAddressUnknown,
        Self::HostEndpointByInterface,
        Self::EarlyPolicies,
        Self::Ipv6Unsupported,
        Self::RefusedByIptables,
        Self::NoEndpoint,
        Self::FloatingDestination,
        Self::SharedAddress,
        Self::PolicyNameTwice,
    ];

    /// The word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::SourceMasqueraded => "source-masqueraded",
            Self::SourceMasqueradedUnknown => "source-masqueraded-unknown",
            Self::HostsOwnRules => "hosts-own-rules",
            Self::HostAddressUnknown => "host-address-unknown",
            Self::HostEndpointByInterface => "host-endpoint-by-interface",
            Self::EarlyPolicies => "early-policies",
            Self::Ipv6Unsupported => "ipv6-unsupported",
            Self::RefusedByIptables => "refused-by-iptables",
            Self::NoEndpoint => "no-endpoint",
            Self::FloatingDestination => "floating-destination",
            Self::SharedAddress => "shared-address",
            Self::PolicyNameTwice => "policy-name-twice",
        }
    }
}
