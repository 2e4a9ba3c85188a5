//! The `tags` key: a list of strings that stands for a set.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::json::{self, Malformed, Style};

/// The tags of a profile, in the order found. Duplicates that are there stay until they are removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    tags: Vec<String>,
    style: Style,
}

impl Tags {
    /// These tags.
    pub fn of<I: IntoIterator<Item = S>, S: Into<String>>(tags: I) -> Self {
        Self { tags: tags.into_iter().map(Into::into).collect(), style: Style::default() }
    }

    /// Reads the key's value.
    ///
    /// # Errors
    /// What is not a list of strings: Felix ignores all tags of a list with one bad member.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let Value::Array(items) = json::parse(bytes)? else {
            return Err(Malformed::shape("not a list of tags"));
        };
        let mut tags = Vec::with_capacity(items.len());
        for (i, item) in items.into_iter().enumerate() {
            match item {
                Value::String(tag) => tags.push(tag),
                other => {
                    return Err(Malformed::shape(format!("tag {} is {}, not a string", i + 1, json::kind(&other))));
                }
            }
        }
        Ok(Self { tags, style: Style::of(bytes) })
    }

    /// Other tags in the style found.
    pub fn with<I: IntoIterator<Item = S>, S: Into<String>>(&self, tags: I) -> Self {
        Self { tags: tags.into_iter().map(Into::into).collect(), style: self.style }
    }

    /// The value to write, in the style found.
    pub fn to_bytes(&self) -> Vec<u8> {
        let items = self.tags.iter().map(|tag| Value::from(tag.as_str())).collect();
        json::to_bytes(&Value::Array(items), self.style)
    }

    /// The tags, in the order found.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(String::as_str)
    }

    /// Whether the profile carries a tag.
    pub fn contains(&self, tag: &str) -> bool {
        self.iter().any(|found| found == tag)
    }

    /// Adds a tag at the end; false where it is there already.
    pub fn add(&mut self, tag: &str) -> bool {
        let new = !self.contains(tag);
        if new {
            self.tags.push(tag.to_owned());
        }
        new
    }

    /// Removes a tag, as often as it is there; false where it is not.
    pub fn remove(&mut self, tag: &str) -> bool {
        let before = self.tags.len();
        self.tags.retain(|found| found != tag);
        self.tags.len() < before
    }

    /// Whether both are the same set.
    pub fn same(&self, other: &Self) -> bool {
        // Looking for each in the other list would take minutes for a batch that adds a few thousand tags.
        self.iter().collect::<BTreeSet<_>>() == other.iter().collect::<BTreeSet<_>>()
    }
}
