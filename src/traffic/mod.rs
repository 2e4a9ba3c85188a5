//! Questions about traffic as people ask them: who is meant, which packets, what decided, in words; and what is expected of it.
//!
//! [`crate::reach`] answers about endpoints by number and packets as sets. This module puts words and names on both sides of it.

pub mod check;
pub mod effect;
pub mod expectation;
pub mod exposure;
pub mod fatal;
pub mod junit;
pub mod networks;
pub mod pairs;
pub mod question;
pub mod told;
pub mod unused;
pub mod who;

use crate::inventory::parties;
use crate::model::facts::{self, Facts};
use crate::model::felix::Generation;
use crate::model::json::Malformed;
use crate::reach::{Settings, View};
use crate::store::{Scope, Snapshot};

/// What has to be read to answer a question.
pub fn scopes() -> Vec<Scope> {
    let mut scopes = View::scopes();
    scopes.extend(parties::scopes());
    scopes.push(Scope::key(facts::PATH));
    scopes.sort();
    scopes.dedup();
    scopes
}

/// Which Felix runs where, and whether anybody said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Felixes {
    /// What is taken.
    pub settings: Settings,
    /// Whether nothing was said of the hosts in general, neither in the datastore nor by an option.
    pub assumed: bool,
}

impl Felixes {
    /// What a snapshot's facts say; an option overrides them for every host.
    ///
    /// # Errors
    /// [`Malformed`] facts.
    pub fn of(snapshot: &Snapshot, option: Option<Generation>) -> Result<Self, Malformed> {
        if let Some(generation) = option {
            return Ok(Self { settings: Settings::all(generation), assumed: false });
        }
        let facts = snapshot.get(facts::PATH).map(|entry| Facts::parse(&entry.value)).transpose()?.unwrap_or_default();
        let generation = facts.felix();
        let settings = Settings { generation: generation.unwrap_or(Generation::Felix14), hosts: facts.hosts() };
        Ok(Self { settings, assumed: generation.is_none() })
    }
}
