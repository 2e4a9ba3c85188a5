//! calicross: administers a Calico v1 datastore that Kubernetes pods and OpenStack VMs share.

pub mod model;
pub mod render;
pub mod store;
