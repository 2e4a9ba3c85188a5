//! The `labels` key, and the labels of endpoints: an object of strings.

use serde_json::{Map, Value};

use crate::model::json::{self, Malformed, Style};

/// Labels, in the order found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    labels: Map<String, Value>,
    style: Style,
}

impl Labels {
    /// Reads the key's value.
    ///
    /// # Errors
    /// What is not an object of strings: Felix 1.4 ignores all labels beside a bad one.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut labels = Self::from_json(&json::parse(bytes)?)?;
        labels.style = Style::of(bytes);
        Ok(labels)
    }

    /// Reads a member `labels`.
    ///
    /// # Errors
    /// As [`Labels::parse`].
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let Value::Object(labels) = value else {
            return Err(Malformed::shape(format!("labels are {}, not an object", json::kind(value))));
        };
        if let Some((key, value)) = labels.iter().find(|(_, value)| !value.is_string()) {
            let (key, kind) = (key.escape_debug(), json::kind(value));
            return Err(Malformed::shape(format!("label '{key}' is {kind}, not a string")));
        }
        Ok(Self { labels: labels.clone(), style: Style::default() })
    }

    /// The value to write, in the style found.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(&Value::Object(self.labels.clone()), self.style)
    }

    /// The member `labels` of an endpoint.
    pub fn to_json(&self) -> Value {
        Value::Object(self.labels.clone())
    }

    /// The labels, in the order found.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.labels.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }

    /// A label's value.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.labels.get(key).and_then(Value::as_str)
    }

    /// Sets a label; false where it is so already.
    pub fn set(&mut self, key: &str, value: &str) -> bool {
        let new = self.get(key) != Some(value);
        if new {
            self.labels.insert(key.to_owned(), value.into());
        }
        new
    }

    /// Removes a label; false where it is not there.
    pub fn remove(&mut self, key: &str) -> bool {
        self.labels.shift_remove(key).is_some()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}
