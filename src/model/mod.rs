//! Keys and values below `/calico`: parsed, printed, checked, and nothing lost.
//!
//! Everything here is a pure function of bytes. The model knows what the components of a Calico v1
//! datastore (Felix 1.4 in Python, Felix 2 in Go, calicoctl, networking-calico, BIRD's confd) read and
//! write; it knows nothing of stores, plans or terminals.
//!
//! Two rules hold everywhere:
//!
//! - **Reading forgives**: every spelling that some component writes or accepts is understood, and what is
//!   not understood is a value too ([`json::Malformed`] says why), so that a list goes on past it.
//! - **Writing does not**: what calicross writes lies in the intersection of what all readers accept.
//!   A value that exists is edited in place: members that are not understood keep their place, order and
//!   spelling.

pub mod bird;
pub mod changed;
pub mod check;
pub mod endpoint;
pub mod facts;
pub mod felix;
pub mod ipam;
pub mod json;
pub mod key;
pub mod name;
pub mod net;
pub mod openstack;
pub mod policy;
pub mod pool;
pub mod profile;
pub mod rule;
pub mod same;
pub mod selector;
pub mod shell;
