//! The names that people gave to security groups, servers and ports, as imported.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::model::json::{self, Malformed, Style};

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A Neutron security group.
    Group,
    /// A Nova server: a VM.
    Server,
    /// A Neutron port.
    Port,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Group, Self::Server, Self::Port];

    /// The word for it, as options and JSON have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Server => "server",
            Self::Port => "port",
        }
    }

    /// What people call several of them.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Group => "security groups",
            Self::Server => "servers",
            Self::Port => "ports",
        }
    }

    /// Reads [`Kind::word`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The segment of the keys.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Group => "groups",
            Self::Server => "servers",
            Self::Port => "ports",
        }
    }
}

/// Imported names. Names need not be unique: every project has a security group `default`.
///
/// They lie outside `/calico`, where no component of Calico sees them, at
/// `/calicross/v1/names/<kind>/<first two digits of the uuid>`: an object from uuid to name. So a cloud of 100,000 ports
/// is 256 values of some 25 KiB, and the import of one name rewrites one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    names: BTreeMap<Kind, BTreeMap<String, String>>,
}

impl Names {
    /// Where they lie.
    pub const DIRECTORY: &str = "/calicross/v1/names";

    /// Takes in one of their keys; a path that is none of theirs is left alone.
    ///
    /// # Errors
    /// What is not an object of strings.
    pub fn take(&mut self, path: &str, value: &[u8]) -> Result<(), Malformed> {
        let Some(kind) = Kind::ALL.into_iter().find(|kind| in_directory(path, *kind)) else { return Ok(()) };
        let Value::Object(object) = json::parse(value)? else {
            return Err(Malformed::shape("names are not an object from uuid to name"));
        };
        // Of a value that cannot be read, nothing is taken.
        if let Some((uuid, _)) = object.iter().find(|(_, name)| !name.is_string()) {
            return Err(Malformed::shape(format!("the name of {} is not a string", uuid.escape_debug())));
        }
        for (uuid, name) in object {
            if let Value::String(name) = name {
                self.set(kind, uuid, name);
            }
        }
        Ok(())
    }

    /// Gives an object a name; an empty one takes its name away.
    pub fn set(&mut self, kind: Kind, uuid: impl Into<String>, name: impl Into<String>) {
        let (uuid, name) = (uuid.into(), name.into());
        let names = self.names.entry(kind).or_default();
        if name.is_empty() {
            names.remove(&uuid);
        } else {
            names.insert(uuid, name);
        }
    }

    /// Takes the names of one kind away, all of them.
    pub fn clear(&mut self, kind: Kind) {
        self.names.remove(&kind);
    }

    /// The name of an object.
    pub fn name(&self, kind: Kind, uuid: &str) -> Option<&str> {
        self.names.get(&kind)?.get(uuid).map(String::as_str)
    }

    /// The objects that have a name, by uuid.
    pub fn called(&self, kind: Kind, name: &str) -> impl Iterator<Item = &str> {
        self.all(kind).filter(move |(_, found)| *found == name).map(|(uuid, _)| uuid)
    }

    /// Every uuid with its name, by uuid.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = (&str, &str)> {
        self.names.get(&kind).into_iter().flatten().map(|(uuid, name)| (uuid.as_str(), name.as_str()))
    }

    /// The keys and values that hold the names of one kind, by path.
    pub fn values(&self, kind: Kind) -> BTreeMap<String, Vec<u8>> {
        let mut objects: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
        for (uuid, name) in self.all(kind) {
            objects.entry(path(kind, uuid)).or_default().insert(uuid.to_owned(), name.into());
        }
        objects.into_iter().map(|(path, names)| (path, json::to_bytes(&Value::Object(names), Style::Spaced))).collect()
    }
}

/// The directory of one kind, with its trailing `/`.
pub fn directory(kind: Kind) -> String {
    format!("{}/{}/", Names::DIRECTORY, kind.segment())
}

fn in_directory(path: &str, kind: Kind) -> bool {
    path.strip_prefix(&directory(kind)).is_some_and(|rest| !rest.contains('/'))
}

/// The key that holds the name of an object.
fn path(kind: Kind, uuid: &str) -> String {
    let digits: String = uuid.chars().take(2).collect();
    format!("{}{digits}", directory(kind))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_lie_by_kind_and_by_the_beginning_of_the_uuid() {
        let mut names = Names::default();
        names.set(Kind::Group, "4fe422ed-4730-4af4-b835-38d09235bd4a", "web");
        names.set(Kind::Group, "4fa00000-0000-4000-8000-000000000000", "default");
        names.set(Kind::Server, "f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01", "web1");
        let values = names.values(Kind::Group);
        assert_eq!(values.keys().collect::<Vec<_>>(), ["/calicross/v1/names/groups/4f"]);
        assert!(names.values(Kind::Server).keys().eq(["/calicross/v1/names/servers/f3"]));
        assert_eq!(
            String::from_utf8(values["/calicross/v1/names/groups/4f"].clone()).unwrap(),
            r#"{"4fa00000-0000-4000-8000-000000000000": "default", "4fe422ed-4730-4af4-b835-38d09235bd4a": "web"}"#
        );
        assert!(names.called(Kind::Group, "web").eq(["4fe422ed-4730-4af4-b835-38d09235bd4a"]));
        assert_eq!(names.name(Kind::Port, "4fe422ed-4730-4af4-b835-38d09235bd4a"), None);
        names.set(Kind::Group, "4fe422ed-4730-4af4-b835-38d09235bd4a", "");
        assert_eq!(names.called(Kind::Group, "web").count(), 0);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let take = |value: &str| Names::default().take("/calicross/v1/names/ports/00", value.as_bytes());
        assert_eq!(take("[]").unwrap_err().to_string(), "names are not an object from uuid to name");
        let mut names = Names::default();
        assert!(names.take("/calicross/v1/names/ports/00", br#"{"00": "a", "01": 1}"#).is_err());
        assert_eq!(names, Names::default());
        assert_eq!(take(r#"{"a": 1}"#).unwrap_err().to_string(), "the name of a is not a string");
        assert!(Names::default().take("/calicross/v1/journal/x", b"no JSON").is_ok());
    }

    proptest! {
        #[test]
        fn names_round_trip(entries in prop::collection::vec((0usize..3, "[0-9a-f]{4}", "\\PC{1,6}"), 0..20)) {
            let mut names = Names::default();
            for (kind, uuid, name) in entries {
                names.set(Kind::ALL[kind], uuid, name);
            }
            let mut read = Names::default();
            for (path, value) in Kind::ALL.into_iter().flat_map(|kind| names.values(kind)) {
                read.take(&path, &value).unwrap();
            }
            for kind in Kind::ALL {
                prop_assert!(read.all(kind).eq(names.all(kind)));
            }
        }
    }
}
