//! Security profiles: three keys, each read by itself and rewritten without losing anything.

mod labels;
mod rules;
mod tags;
#[cfg(test)]
mod tests;

pub use labels::Labels;
pub use rules::{Direction, OutOfRange, Rules};
pub use tags::Tags;

use super::json::Malformed;
use super::key::{Key, ProfilePart};

/// One key of a profile: absent, unreadable, or read.
pub type Part<T> = Option<Result<T, Malformed>>;

/// A profile as its keys show it. It exists if any of them does; without readable `rules` it drops everything
/// that reaches it.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The profile's name.
    pub name: String,
    /// The tags that its endpoints carry. No tag is implied, not even the profile's own name.
    pub tags: Part<Tags>,
    /// Its rules.
    pub rules: Part<Rules>,
    /// The labels that its endpoints inherit.
    pub labels: Part<Labels>,
}

impl Profile {
    /// A profile none of whose keys has been read yet.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), tags: None, rules: None, labels: None }
    }

    /// Takes in the value of one of its keys. What cannot be read is kept as [`Malformed`].
    pub fn take(&mut self, part: ProfilePart, value: &[u8]) {
        match part {
            ProfilePart::Tags => self.tags = Some(Tags::parse(value)),
            ProfilePart::Rules => self.rules = Some(Rules::parse(value)),
            ProfilePart::Labels => self.labels = Some(Labels::parse(value)),
        }
    }

    /// Whether any of its keys exists.
    pub fn exists(&self) -> bool {
        self.tags.is_some() || self.rules.is_some() || self.labels.is_some()
    }

    /// The keys that cannot be read, with the reason.
    pub fn malformed(&self) -> Vec<(Key, &Malformed)> {
        let tags = self.tags.as_ref().and_then(|part| part.as_ref().err());
        let rules = self.rules.as_ref().and_then(|part| part.as_ref().err());
        let labels = self.labels.as_ref().and_then(|part| part.as_ref().err());
        [(ProfilePart::Tags, tags), (ProfilePart::Rules, rules), (ProfilePart::Labels, labels)]
            .into_iter()
            .filter_map(|(part, malformed)| Some((Key::profile(&self.name, part), malformed?)))
            .collect()
    }
}

/// The keys of a new profile, in the order in which calicoctl writes them: its own name as tag, no labels, and
/// rules that let in what carries the tag and let everything out.
pub fn new_profile(name: &str) -> [(Key, Vec<u8>); 3] {
    [
        (Key::profile(name, ProfilePart::Tags), Tags::of([name]).to_bytes()),
        (Key::profile(name, ProfilePart::Labels), Labels::default().to_bytes()),
        (Key::profile(name, ProfilePart::Rules), Rules::of_new_profile(name).to_bytes(name)),
    ]
}
