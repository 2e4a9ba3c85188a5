//! Hybrid clouds: pods and VMs on the same hosts, in one datastore or in two.
//!
//! Two designs are met. In the one, both orchestrators keep their endpoints in one datastore, and one Felix and one BIRD a host
//! serve both: what that datastore needs is [`filter`], what has to stand beside it [`manifests`] and, for the eye, [`status`]. In the other, each has a datastore and a Felix
//! of its own on every host, and only what both datastores agree on works: [`peer`] compares them.

pub mod filter;
pub mod manifests;
pub mod peer;
pub mod status;
