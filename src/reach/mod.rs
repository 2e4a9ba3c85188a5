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
