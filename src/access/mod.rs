//! Who may touch which keys of a shared etcd: each component what it needs, and OpenStack's none of Kubernetes'.
//!
//! - [`component`]: the one table of components: which API, which keys, how each says who it is
//! - [`plan`]: roles and users as they should be, and the changes that make them so
//! - [`proof`]: what is tried to prove that an identity may what it should and nothing else
//! - [`record`]: what is remembered in the datastore: what was proved when, and a switch-on that waits to be confirmed
//!
//! Each API of etcd has users and roles of its own, over its own keys: everything here is of one API at a time.

pub mod component;
pub mod plan;
pub mod proof;
pub mod record;
