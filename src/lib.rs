//! calicross: administers a Calico v1 datastore that Kubernetes pods and OpenStack VMs share.
//!
//! # The way of a command
//!
//! ```text
//! argv -> cli         what was typed, in either order of words
//!      -> session     settings, the datastore opened on first use, the way out
//!      -> settle      reads one consistent snapshot, asks the command for a plan, and alone knows dry run, diff,
//!                     impact, questions, ownership, saving, commit and retry
//!      -> store       writes batches under preconditions, the journal entry beside the keys
//!      -> render      tables, JSON, YAML, diffs: data to stdout, all else to stderr
//! ```
//!
//! A command is a pure function from a snapshot to a plan. A new verb is one file in `commands/<noun>/` and three lines in its
//! noun's `mod.rs`; CONTRIBUTING.md shows how.
//!
//! # The modules, and what each may use
//!
//! A test holds every `use crate::` against this table.
//!
//! | module | may use | knows nothing of |
//! |---|---|---|
//! | [`model`] | nothing | datastores, plans, terminals: keys and values of /calico, parsed, printed, checked, nothing lost |
//! | [`store`] | nothing | what the bytes mean: it moves bytes at paths, so that what does not parse can be repaired |
//! | [`inventory`] | `model`, `store` | plans: what a snapshot holds, object by object, and which of them a word means |
//! | [`reach`] | `model`, `store` | everything else: who reaches whom, exactly, from the datastore alone; pure and deterministic |
//! | [`traffic`] | `model`, `store`, `inventory`, `reach` | plans, terminals: questions about traffic in words, and what is expected of it |
//! | [`plan`] | `model`, `store` | the command line, terminals, which backend it is |
//! | [`access`] | `model`, `store`, `plan` | commands: etcd's users and roles, which component needs what, and how that is proved |
//! | [`ownership`] | `model`, `plan` | commands: who owns which member of which key, for which operation |
//! | [`link`] | `model`, `store`, `inventory`, `plan` | commands: pods joined to security groups, found by structure, made and unmade |
//! | [`ipam`] | `model`, `store`, `inventory`, `plan` | commands: pools, addresses and hosts, made, given back, removed, checked |
//! | [`doctor`] | `model`, `store`, `inventory`, `reach`, `traffic`, `link`, `ipam`, `hybrid`, `ownership`, `plan` | commands, terminals: known faults of a shared datastore, each with its fix |
//! | [`hybrid`] | `model`, `store`, `inventory`, `link` | plans, terminals: what pods and VMs need of one datastore, and two datastores of each other |
//! | [`manifest`] | `model`, `store`, `inventory`, `link`, `ipam`, `plan` | commands, terminals: resources as documents of YAML or JSON, read, compared, written, shown |
//! | [`convert`] | `model`, `store`, `inventory`, `link`, `manifest` | commands, terminals, plans: the objects as resources of Calico v3, and what is lost on the way |
//! | [`render`] | nothing | `model` and `store`: it gets rows and documents |
//! | [`error`] | `model`, `inventory`, `link`, `ipam`, `plan`, `render`, `store` | commands: what each failure means to a script |
//! | [`session`] | `model`, `inventory`, `hybrid`, `reach`, `traffic`, `plan`, `store`, `ownership`, `render`, `error` | any particular command |
//! | [`commands`] | all above | concrete backends, stdout, the end of the process |
//! | [`calicoctl`] | all above | concrete backends: the other front end, calicoctl 0.23's words over the same plans |
//! | [`cli`] | all above | |

pub mod access;
pub mod calicoctl;
pub mod cli;
pub mod commands;
pub mod convert;
pub mod doctor;
pub mod error;
pub mod hybrid;
pub mod inventory;
pub mod ipam;
pub mod link;
pub mod manifest;
pub mod model;
pub mod ownership;
pub mod plan;
pub mod reach;
pub mod render;
pub mod session;
pub mod store;
pub mod traffic;
