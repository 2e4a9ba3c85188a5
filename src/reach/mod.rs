//! Who reaches whom: exact answers about traffic, from the datastore alone.
//!
//! ```text
//! Snapshot -> View      what each generation of Felix takes: endpoints, profiles, tiers, policies; what it rejects, and why
//!          -> Reach     endpoints sorted into classes that behave alike; questions about them, worked out when they are asked
//!          -> Trace, Part, PacketSet    which packets, what becomes of them, what decided that on both sides
//! ```
//!
//! Nothing is sampled. A rule asks questions of the two addresses of a packet (is it in this network, does an endpoint that has it
//! carry this tag), and of the packet itself. Endpoints whose addresses answer every question alike, and that go through the same
//! policies and profiles, are one class; between two classes a set of packets passes, which is computed, not tried out.

mod answer;
mod atoms;
mod classes;
mod difference;
mod ends;
mod flow;
mod hash;
mod members;
mod nature;
mod nets;
mod objects;
mod packet;
mod pairs;
mod pool;
mod program;
#[expect(clippy::module_inception, reason = "the type that the module is about")]
mod reach;
mod rules;
mod set;
mod settings;
mod space;
mod trace;
mod unused;
mod view;
mod walk;

#[cfg(test)]
mod tests;

pub use answer::{Caveat, Decision, Part, Reason, Verdict};
pub use classes::{Class, ClassId, Kind};
pub use difference::{Both, Change, Difference, Group, GroupId, Target};
pub use flow::Near;
pub use packet::{ICMP, ICMPV6, Packet, TCP, UDP};
pub use pairs::{Cell, Extent, Members, Pairs, Share};
pub use pool::{Object, ObjectId};
pub use reach::{FlowId, Reach, SetId};
pub use rules::rule_fault;
pub use set::{PacketSet, Service};
pub use settings::{HostAction, HostRules, Settings, decides};
pub use space::Flow;
pub use trace::{End, Resolved, Trace};
pub use unused::{Idle, RuleAt};
pub use view::{Changes, Endpoint, EndpointId, Rejection, View};
pub use walk::{Matching, Side, Step, Walk};
