//! Resources: the objects of the datastore as documents of YAML or JSON.
//!
//! The kinds and their fields are calicoctl 1.x's (`apiVersion: v1`), so that its files apply; what it does not know (tiers, policies
//! in them, settings, links) stands under `apiVersion: calicross/v1`. A file is read into [`document::Contents`] with everything that is wrong in it;
//! a snapshot has the same objects ([`stored`]), and each kind knows three things: whether a file says what is there ([`object::Resource::same`]),
//! how to write it over what is there (`put`), and how to say what is there (`document`).
//!
//! Two rules hold for every kind:
//!
//! - What is exported says what is there: applied again, it changes nothing.
//! - What files cannot say stays: members of values that calicoctl 1.x does not know, and keys beside them.
//!
//! A link and a profile of one name are one object ([`id::Id::twin`]), which is told in one way at a time: as a link where that says all of it.
//!
//! What is written is what both generations of Felix read, see [`rule`]. What each field means, and to whom, is told by [`explain`].

pub mod bgp_config;
pub mod bgp_peer;
pub mod check;
pub mod document;
pub mod explain;
pub mod felix_config;
pub mod fields;
pub mod host_endpoint;
pub mod id;
pub mod ip_pool;
pub mod link;
pub mod node;
pub mod object;
pub mod policy;
pub mod profile;
pub mod rule;
pub mod scalar;
pub mod set;
pub mod source;
pub mod stored;
#[cfg(test)]
pub(crate) mod tests;
pub mod tier;
pub mod tree;
pub mod workload_endpoint;
