//! Members taken out of a tree one by one, with everything that is wrong told at its place.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use super::scalar::Word;
use super::source::{Fault, Place, Source};
use super::tree::{Member, Node, Value};

/// What is wrong in a text, collected while it is read: reading goes on past it, so that all of it is told at once.
pub struct Reader<'s> {
    source: &'s Source,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What is not wrong and not what it looks like.
    pub notes: Vec<Fault>,
    /// Whether what is read was found in a datastore as it is, so that what readers refuse may be in it.
    pub as_found: bool,
}

/// Where a node is in its document.
#[derive(Clone, Copy)]
pub enum At<'a> {
    /// The document itself.
    Root,
    /// A member of an object.
    Member(&'a At<'a>, &'a str),
    /// An item of a list, from 0.
    Item(&'a At<'a>, usize),
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(Self::Root, name) => f.write_str(name),
            Self::Member(up, name) => write!(f, "{up}.{name}"),
            Self::Item(up, index) => write!(f, "{up}[{index}]"),
        }
    }
}

impl<'s> Reader<'s> {
    /// Begins to read a text.
    pub fn new(source: &'s Source) -> Self {
        Self { source, faults: Vec::new(), notes: Vec::new(), as_found: false }
    }

    /// Tells that something is wrong.
    pub fn fault(&mut self, place: Place, at: &At<'_>, why: impl Into<String>) {
        self.faults.push(self.source.fault(place, at.to_string(), why.into()));
    }

    /// Tells that something that can be read is refused, unless it was found so.
    pub fn refuse(&mut self, place: Place, at: &At<'_>, why: impl Into<String>) {
        if !self.as_found {
            self.fault(place, at, why);
        }
    }

    /// The members of an object.
    pub fn fields<'n, 't>(&mut self, node: &'n Node<'t>, at: &At<'_>) -> Option<Fields<'n, 't>> {
        let Value::Map(members) = &node.value else {
            self.fault(node.place, at, format!("is {}, not an object", node.kind()));
            return None;
        };
        let mut seen = HashSet::with_capacity(members.len());
        for member in members {
            if !seen.insert(member.name.as_ref()) {
                self.fault(member.place, &At::Member(at, &member.name), "is there twice");
            }
        }
        Some(Fields { place: node.place, members, taken: vec![false; members.len()], known: Vec::new() })
    }

    /// A text. Numbers and booleans without quotes become theirs.
    pub fn text(&mut self, node: &Node<'_>, at: &At<'_>) -> Option<String> {
        let Value::Scalar { text, plain } = &node.value else {
            self.fault(node.place, at, format!("is {}, not a text", node.kind()));
            return None;
        };
        if *plain
            && let word = Word::of(text)
            && let Some(becomes) = word.as_text()
            && becomes != text
        {
            let why = format!("{text} without quotes is {}, and becomes the text {becomes}", node.kind());
            self.notes.push(self.source.fault(node.place, at.to_string(), why));
            return Some(becomes.to_owned());
        }
        Some(text.to_string())
    }

    /// A boolean.
    pub fn boolean(&mut self, node: &Node<'_>, at: &At<'_>) -> Option<bool> {
        if let Value::Scalar { text, plain: true } = &node.value
            && let Word::Bool(value) = Word::of(text)
        {
            return Some(value);
        }
        let shown = match &node.value {
            Value::Scalar { text, plain: false } => format!("the text '{}'", text.escape_debug()),
            Value::Scalar { text, .. } => text.escape_debug().to_string(),
            _ => node.kind().to_owned(),
        };
        self.fault(node.place, at, format!("is {shown}, not true or false"));
        None
    }

    /// The items of a list.
    pub fn list<'n, 't>(&mut self, node: &'n Node<'t>, at: &At<'_>) -> &'n [Node<'t>] {
        match &node.value {
            Value::List(items) => items,
            _ => {
                self.fault(node.place, at, format!("is {}, not a list", node.kind()));
                &[]
            }
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, node: &Node<'_>, at: &At<'_>) -> Vec<(String, Place)> {
        let items = self.list(node, at).iter().enumerate();
        items.filter_map(|(index, item)| Some((self.text(item, &At::Item(at, index))?, item.place))).collect()
    }

    /// An object of texts.
    pub fn map(&mut self, node: &Node<'_>, at: &At<'_>) -> Vec<(String, String, Place)> {
        let Some(fields) = self.fields(node, at) else { return Vec::new() };
        let member = |member: &Member<'_>| {
            let text = if member.node.is_null() {
                String::new()
            } else {
                self.text(&member.node, &At::Member(at, &member.name))?
            };
            Some((member.name.to_string(), text, member.place))
        };
        fields.members.iter().filter_map(member).collect()
    }

    /// An object of texts, by name.
    pub fn sorted(&mut self, node: &Node<'_>, at: &At<'_>) -> BTreeMap<String, String> {
        self.map(node, at).into_iter().map(|(name, text, _)| (name, text)).collect()
    }
}

/// The members of an object while they are taken out of it.
pub struct Fields<'n, 't> {
    /// Where the object begins.
    pub place: Place,
    members: &'n [Member<'t>],
    taken: Vec<bool>,
    known: Vec<&'static str>,
}

impl<'n, 't> Fields<'n, 't> {
    /// Takes a member out, exactly so called or else in any case. One that is there and says nothing (`null`) is none.
    pub fn take(&mut self, name: &'static str) -> Option<&'n Node<'t>> {
        self.take_even_null(name).filter(|node| !node.is_null())
    }

    /// [`Fields::take`], also where it says nothing.
    pub fn take_even_null(&mut self, name: &'static str) -> Option<&'n Node<'t>> {
        self.known.push(name);
        let exact = self.members.iter().position(|member| member.name == name);
        let index = exact.or_else(|| self.members.iter().position(|member| member.name.eq_ignore_ascii_case(name)))?;
        *self.taken.get_mut(index)? = true;
        self.members.get(index).map(|member| &member.node)
    }

    /// Every member, taken or not.
    pub fn all(&self) -> &'n [Member<'t>] {
        self.members
    }

    /// Every member of an object whose members have any names.
    pub fn into_all(self) -> &'n [Member<'t>] {
        self.members
    }

    /// Takes a text.
    pub fn text(&mut self, reader: &mut Reader<'_>, at: &At<'_>, name: &'static str) -> Option<String> {
        let node = self.take(name)?;
        reader.text(node, &At::Member(at, name))
    }

    /// Takes a boolean; false where there is none.
    pub fn switch(&mut self, reader: &mut Reader<'_>, at: &At<'_>, name: &'static str) -> bool {
        let node = self.take(name);
        node.and_then(|node| reader.boolean(node, &At::Member(at, name))).unwrap_or(false)
    }

    /// Tells of members that nobody has taken.
    pub fn finish(self, reader: &mut Reader<'_>, at: &At<'_>) {
        let rest = self.members.iter().zip(&self.taken).filter(|(_, taken)| !**taken);
        for (member, _) in rest {
            // What is there twice is told already.
            let twice = self.members.iter().zip(&self.taken).any(|(other, taken)| *taken && other.name == member.name);
            if !twice {
                let known = self.known.join(", ");
                let why = format!("is not recognized here; what is: {known}");
                reader.fault(member.place, &At::Member(at, &member.name), why);
            }
        }
    }
}
