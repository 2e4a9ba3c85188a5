//! What is to be known of a conversion: what is not converted, lost, or means something else.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::key_of;
use crate::manifest::id::Id;

/// Lines of one kind that people get; the rest is in the file.
const SHOWN: usize = 8;

/// What became of an object, or of a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// It, or a setting in it, cannot be read or converted: there is no document of it.
    Error,
    /// Another object would have its name: neither has a document.
    Clash,
    /// Calico v3 refuses the document, which stands in the report alone.
    Invalid,
    /// Calico v3 has nothing for it.
    Lost,
    /// It is converted and means something else, or something else than one generation of Felix makes of it.
    Changed,
    /// Its owner makes it anew.
    LeftOut,
}

impl Class {
    /// Whether it keeps an object from being converted.
    pub fn stops(self) -> bool {
        matches!(self, Self::Error | Self::Clash | Self::Invalid)
    }

    /// How a line about it begins.
    fn words(self) -> &'static str {
        match self {
            Self::Error => "not converted",
            Self::Clash => "not converted: names clash",
            Self::Invalid => "not converted: Calico v3 refuses it",
            Self::Lost => "lost",
            Self::Changed => "changed",
            Self::LeftOut => "left out",
        }
    }
}

/// Something that is to be known.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// What became of the object.
    pub class: Class,
    /// What it is about, a stable word.
    pub code: &'static str,
    /// The object in words; `datastore` for what is no object's.
    pub object: String,
    /// Its key, the one that matters.
    pub key: String,
    /// What it is called in v3, where it comes so far.
    pub name: Option<String>,
    /// Whether connections may pass that did not, or no longer pass.
    pub traffic: bool,
    /// What is wrong or lost: a fragment.
    pub message: String,
    /// The document that Calico v3 refuses, or takes by other means.
    pub document: Option<Value>,
    /// Which object; `None` for what is no object's.
    #[serde(skip)]
    pub id: Option<Id>,
}

/// What an object is called in v3.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// The object.
    pub object: String,
    /// Its key.
    pub key: String,
    /// Kind and name in v3.
    pub name: String,
    /// Whether the name is another one than it was, letter by letter.
    pub renamed: bool,
}

/// What is told of one object.
#[derive(Debug, Default)]
pub struct Notes {
    id: Option<Id>,
    object: String,
    key: String,
    /// What was found.
    pub found: Vec<Finding>,
}

impl Notes {
    /// Nothing yet about an object.
    pub fn of(id: &Id) -> Self {
        Self { id: Some(id.clone()), object: id.to_string(), key: key_of(id), found: Vec::new() }
    }

    /// Nothing yet about a key that is no object's.
    pub fn of_key(object: impl Into<String>, key: impl Into<String>) -> Self {
        Self { id: None, object: object.into(), key: key.into(), found: Vec::new() }
    }

    /// Tells something; what is returned can be told more of.
    pub fn add(&mut self, class: Class, code: &'static str, traffic: bool, message: impl Into<String>) -> &mut Finding {
        self.found.push(Finding {
            class,
            code,
            object: self.object.clone(),
            key: self.key.clone(),
            name: None,
            traffic,
            message: message.into(),
            document: None,
            id: self.id.clone(),
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Tells why Calico v3 refuses the document.
    pub fn refuse(&mut self, why: impl Into<String>) {
        self.add(Class::Invalid, "refused", true, why);
    }

    /// Tells of members that have something in them and that are none of those that are converted.
    pub fn members<'m>(&mut self, members: impl IntoIterator<Item = (&'m String, &'m Value)>, known: &[&str]) {
        let says = |value: &Value| match value {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(members) => !members.is_empty(),
            Value::String(text) => !text.is_empty(),
            _ => true,
        };
        for (name, value) in members {
            if !known.contains(&name.as_str()) && says(value) {
                let why = format!("member '{}' has no place in Calico v3", name.escape_debug());
                self.add(Class::Lost, "member", false, why);
            }
        }
    }
}

/// Findings as lines for people, each with whether it is a warning: what is alike is one line, and of what is many, the first few.
pub fn lines(findings: &[Finding]) -> Vec<(bool, String)> {
    type Group<'f> = (Class, &'static str, bool, &'f str);
    let mut groups: BTreeMap<Group<'_>, Vec<&str>> = BTreeMap::new();
    for finding in findings {
        let group = (finding.class, finding.code, !finding.traffic, finding.message.as_str());
        groups.entry(group).or_default().push(&finding.object);
    }
    let mut lines = Vec::new();
    let (mut last, mut shown, mut hidden) = (None, 0, 0);
    let more = |hidden: usize, warns: bool, lines: &mut Vec<(bool, String)>| {
        if hidden > 0 {
            lines.push((warns, format!("... and {hidden} more like this: --report FILE has all of them")));
        }
    };
    let mut warned = false;
    for ((class, code, quiet, message), objects) in groups {
        if last != Some((class, code, quiet)) {
            more(hidden, warned, &mut lines);
            (last, shown, hidden) = (Some((class, code, quiet)), 0, 0);
        }
        warned = class.stops() || !quiet;
        if shown == SHOWN {
            hidden += objects.len();
            continue;
        }
        shown += 1;
        let traffic = if quiet || class.stops() { "" } else { ", and changes traffic" };
        let others = match objects.len() {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        let object = objects.first().copied().unwrap_or_default();
        lines.push((warned, format!("{}{traffic}: {object}{others}: {message}", class.words())));
    }
    more(hidden, warned, &mut lines);
    lines
}
