//! `calicross get`, `create`, `replace`, `apply`, `delete`, `validate`, `diff`, `export`, `explain`: the datastore as files.

pub mod apply;
mod calico_v3;
mod chosen;
pub mod delete;
pub mod diff;
pub mod drift;
pub mod edit;
pub mod explain;
pub mod export;
mod files;
pub mod get;
mod links;
mod put;
mod remove;
mod sets;
mod steps;
#[cfg(test)]
mod tests;
pub mod validate;
mod words;
mod work;
