//! etcd's answers: refusals, one node, and trees of nodes read as they come in.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::store::{Entry, Scope, Version, Want};

/// A refusal with etcd's own code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct ApiError {
    #[serde(rename = "errorCode")]
    pub(super) code: u32,
    #[serde(default)]
    pub(super) message: String,
    #[serde(default)]
    pub(super) cause: String,
}

/// A refusal without a code, as `/v2/auth` and `/v2/members` give it.
#[derive(Deserialize)]
pub(super) struct Message {
    pub(super) message: String,
}

impl From<Message> for ApiError {
    fn from(told: Message) -> Self {
        Self { code: 0, message: told.message, cause: String::new() }
    }
}

impl ApiError {
    /// The key does not exist.
    pub(super) const NOT_FOUND: u32 = 100;
    /// The value or index is not the expected one.
    pub(super) const COMPARE_FAILED: u32 = 101;
    /// A directory stands there.
    pub(super) const NOT_A_FILE: u32 = 102;
    /// A key stands where a directory is needed.
    pub(super) const NOT_A_DIR: u32 = 104;
    /// Something exists there.
    pub(super) const EXISTS: u32 = 105;
    /// The user may not, or is not who they say.
    pub(super) const UNAUTHORIZED: u32 = 110;
    /// The proposal failed or timed out.
    pub(super) const RAFT: u32 = 300;
    /// No leader just now.
    pub(super) const ELECTION: u32 = 301;
    /// The watcher was dropped, as it fell behind.
    pub(super) const WATCHER_CLEARED: u32 = 400;
    /// The asked-for event is out of the window.
    pub(super) const INDEX_CLEARED: u32 = 401;
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        if !self.cause.is_empty() {
            write!(f, " ({})", self.cause)?;
        }
        match self.code {
            0 => Ok(()),
            code => write!(f, ", etcd error {code}"),
        }
    }
}

/// The answer to a write, and one event of a watch.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Change {
    pub(super) action: String,
    pub(super) node: Node,
}

/// A node without what is below it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Node {
    /// Absent for the root.
    #[serde(default)]
    pub(super) key: String,
    #[serde(default)]
    pub(super) value: Option<String>,
    #[serde(default)]
    pub(super) dir: bool,
    #[serde(default, rename = "modifiedIndex")]
    pub(super) modified: u64,
}

/// Takes from a tree what some scopes cover, without holding the rest of it.
#[derive(Debug)]
pub(super) struct Collector<'a> {
    scopes: &'a [Scope],
    want: Want,
    pub(super) entries: Vec<Entry>,
    pub(super) empty_dirs: Vec<String>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(scopes: &'a [Scope], want: Want) -> Self {
        Self { scopes, want, entries: Vec::new(), empty_dirs: Vec::new() }
    }

    fn covers(&self, path: &str) -> bool {
        self.scopes.iter().any(|scope| scope.covers(path))
    }

    /// A directory belongs to a scope that lies above it or that it is itself.
    fn covers_dir(&self, path: &str) -> bool {
        self.scopes.iter().any(|scope| match scope {
            Scope::Key(_) => false,
            Scope::Under(prefix) => path.starts_with(prefix.as_str()) || prefix.strip_suffix('/') == Some(path),
        })
    }
}

/// Reads a whole answer to a GET.
pub(super) struct Tree<'a, 'b>(pub(super) &'a mut Collector<'b>);

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum AnswerField {
    Node,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for Tree<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer with a node")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut found = false;
        while let Some(field) = map.next_key()? {
            match field {
                AnswerField::Node => {
                    map.next_value_seed(Branch(self.0))?;
                    found = true;
                }
                AnswerField::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if found { Ok(()) } else { Err(serde::de::Error::missing_field("node")) }
    }
}

/// A text that is copied only where it is kept: of most nodes, which are directories, nothing is.
#[derive(Default, Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads one node and all that is below it.
struct Branch<'a, 'b>(&'a mut Collector<'b>);

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum NodeField {
    Key,
    Value,
    Dir,
    Nodes,
    Expiration,
    Ttl,
    ModifiedIndex,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for Branch<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Branch<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self(collector) = self;
        let mut path: Option<Text<'de>> = None;
        let (mut value, mut dir, mut children, mut expires, mut version) = (None, false, 0, false, None);
        while let Some(field) = map.next_key()? {
            match field {
                NodeField::Key => path = Some(map.next_value()?),
                // The key comes first; what is not asked for is not kept even while it is read.
                NodeField::Value
                    if collector.want == Want::Keys
                        || path.as_ref().is_some_and(|Text(path)| !collector.covers(path)) =>
                {
                    map.next_value::<IgnoredAny>()?;
                }
                NodeField::Value => value = Some(map.next_value::<String>()?),
                NodeField::Dir => dir = map.next_value()?,
                NodeField::Nodes => children = map.next_value_seed(Children(collector))?,
                NodeField::Expiration | NodeField::Ttl => {
                    map.next_value::<IgnoredAny>()?;
                    expires = true;
                }
                NodeField::ModifiedIndex => version = Some(Version(map.next_value()?)),
                NodeField::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let Text(path) = path.unwrap_or_default();
        if dir {
            if children == 0 && collector.covers_dir(&path) {
                collector.empty_dirs.push(path.into_owned());
            }
        } else if collector.covers(&path) {
            let version = version.ok_or_else(|| serde::de::Error::missing_field("modifiedIndex"))?;
            let (path, value) = (path.into_owned(), value.unwrap_or_default().into_bytes());
            collector.entries.push(Entry { path, value, version, expires });
        }
        Ok(())
    }
}

/// Reads the nodes of a directory, and returns how many there are.
struct Children<'a, 'b>(&'a mut Collector<'b>);

impl<'de> DeserializeSeed<'de> for Children<'_, '_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Children<'_, '_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nodes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while seq.next_element_seed(Branch(self.0))?.is_some() {
            count += 1;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
