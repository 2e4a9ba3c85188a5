//! YAML and JSON as a tree whose every node knows its place.
//!
//! A tree is made of the parser's events, so that an error can name line and column of what it is about, and a long stream of
//! documents costs one pass.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value as Json;
use serde_saphyr::granit_parser::{self as granit, Event, Parser, ScalarStyle, Span};

use super::scalar::Word;
use super::source::Place;

/// Most nodes that aliases (`*name`) may add to one text: a few lines of them could else fill the memory.
const MAX_COPIED: usize = 1_000_000;

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'t> {
    /// Where it begins.
    pub place: Place,
    /// What it is.
    pub value: Value<'t>,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'t> {
    /// A word, or a text in quotes.
    Scalar {
        /// The text.
        text: Cow<'t, str>,
        /// Whether it stands without quotes, so that it may be a number, a boolean or nothing.
        plain: bool,
    },
    /// A list.
    List(Vec<Node<'t>>),
    /// Members with their values, in the order found. A name may be there twice.
    Map(Vec<Member<'t>>),
}

/// A member of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<'t> {
    /// Its name.
    pub name: Cow<'t, str>,
    /// Where the name stands.
    pub place: Place,
    /// Its value.
    pub node: Node<'t>,
}

/// Text that is no YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub why: String,
}

impl<'t> Node<'t> {
    /// A document of JSON as a tree, without places.
    pub fn of(value: &'t Json) -> Self {
        let place = Place::default();
        let plain = |text: Cow<'t, str>| Value::Scalar { text, plain: true };
        let value = match value {
            Json::Null => plain("null".into()),
            Json::Bool(value) => plain(if *value { "true" } else { "false" }.into()),
            Json::Number(number) => plain(number.as_str().into()),
            Json::String(text) => Value::Scalar { text: text.into(), plain: false },
            Json::Array(items) => Value::List(items.iter().map(Self::of).collect()),
            Json::Object(members) => {
                let member =
                    |(name, value): (&'t String, &'t Json)| Member { name: name.into(), place, node: Self::of(value) };
                Value::Map(members.iter().map(member).collect())
            }
        };
        Self { place, value }
    }

    /// Whether there is nothing: an unquoted `null`, `~` or nothing at all.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if Word::of(text) == Word::Null)
    }

    /// What kind of value it is, for messages.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::List(_) => "a list",
            Value::Map(_) => "an object",
            Value::Scalar { text, plain: true } => match Word::of(text) {
                Word::Null => "nothing",
                Word::Bool(_) => "a boolean",
                Word::Int(_) | Word::Float(_) => "a number",
                Word::Text => "a text",
            },
            Value::Scalar { .. } => "a text",
        }
    }

    fn count(&self) -> usize {
        match &self.value {
            Value::Scalar { .. } => 1,
            Value::List(items) => items.iter().map(Node::count).sum::<usize>() + 1,
            Value::Map(members) => members.iter().map(|member| member.node.count()).sum::<usize>() + 1,
        }
    }
}

/// A list or map that is being read.
enum Open<'t> {
    List(Vec<Node<'t>>),
    Map(Vec<Member<'t>>, Option<(Cow<'t, str>, Place)>),
}

/// Parses a text of any number of documents; documents without anything in them are left out. `line` is the number of its first
/// line.
///
/// # Errors
/// The first thing that is no YAML; names of members that are no text, and aliases that lead too far.
pub fn parse(text: &str, line: usize) -> Result<Vec<Node<'_>>, SyntaxError> {
    let options = granit::options! { emit_comments: false };
    let mut builder = Builder { line, open: Vec::new(), anchors: HashMap::new(), copied: 0, documents: Vec::new() };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => builder.take(event, span)?,
            Err(err) => return Err(SyntaxError { place: builder.place(err.marker()), why: err.kind().to_string() }),
        }
    }
    Ok(builder.documents)
}

struct Builder<'t> {
    line: usize,
    open: Vec<(Open<'t>, Place, usize)>,
    anchors: HashMap<usize, Node<'t>>,
    copied: usize,
    documents: Vec<Node<'t>>,
}

impl<'t> Builder<'t> {
    fn place(&self, mark: &granit::Marker) -> Place {
        Place { line: mark.line().max(1) - 1 + self.line, column: mark.col() + 1 }
    }

    fn take(&mut self, event: Event<'t>, span: Span) -> Result<(), SyntaxError> {
        let place = self.place(&span.start);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                // `!!str` says that it is a text whatever it looks like.
                let told = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let plain = style == ScalarStyle::Plain && !told;
                self.done(Node { place, value: Value::Scalar { text, plain } }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open.push((Open::List(Vec::new()), place, anchor));
                Ok(())
            }
            Event::MappingStart(_, anchor, _) => {
                self.open.push((Open::Map(Vec::new(), None), place, anchor));
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some((Open::List(items), place, anchor)) => {
                    self.done(Node { place, value: Value::List(items) }, anchor)
                }
                Some((Open::Map(members, _), place, anchor)) => {
                    let members = merged(members)?;
                    self.done(Node { place, value: Value::Map(members) }, anchor)
                }
                None => Ok(()),
            },
            Event::Alias(id) => {
                let Some(node) = self.anchors.get(&id) else {
                    return Err(SyntaxError { place, why: "an alias of what is not there yet".into() });
                };
                self.copied += node.count();
                if self.copied > MAX_COPIED {
                    return Err(SyntaxError { place, why: format!("aliases make more than {MAX_COPIED} nodes") });
                }
                let node = Node { place, ..node.clone() };
                self.done(node, 0)
            }
            _ => Ok(()),
        }
    }

    /// Puts a whole node where it belongs.
    fn done(&mut self, node: Node<'t>, anchor: usize) -> Result<(), SyntaxError> {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None if node.is_null() => {}
            None => self.documents.push(node),
            Some((Open::List(items), ..)) => items.push(node),
            Some((Open::Map(members, name), ..)) => match name.take() {
                Some((name, place)) => members.push(Member { name, place, node }),
                None => match node.value {
                    Value::Scalar { text, .. } => *name = Some((text, node.place)),
                    _ => {
                        return Err(SyntaxError {
                            place: node.place,
                            why: "the name of a member is not a text".into(),
                        });
                    }
                },
            },
        }
        Ok(())
    }
}

/// Puts what `<<` names among the members, behind those that are there by themselves.
fn merged<'t>(members: Vec<Member<'t>>) -> Result<Vec<Member<'t>>, SyntaxError> {
    if members.iter().all(|member| member.name != "<<") {
        return Ok(members);
    }
    let (merges, mut own): (Vec<_>, Vec<_>) = members.into_iter().partition(|member| member.name == "<<");
    for merge in merges {
        let bad = SyntaxError { place: merge.place, why: "what is merged by << is not an object".into() };
        let maps = match merge.node.value {
            Value::Map(members) => vec![members],
            Value::List(items) => {
                let maps = items.into_iter().map(|item| match item.value {
                    Value::Map(members) => Some(members),
                    _ => None,
                });
                maps.collect::<Option<Vec<_>>>().ok_or(bad)?
            }
            Value::Scalar { .. } => return Err(bad),
        };
        for member in maps.into_iter().flatten() {
            if own.iter().all(|known| known.name != member.name) {
                own.push(member);
            }
        }
    }
    Ok(own)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(node: &Node<'_>) -> String {
        match &node.value {
            Value::Scalar { text, plain: true } => text.to_string(),
            Value::Scalar { text, .. } => format!("{text:?}"),
            Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
            Value::Map(members) => {
                let member = |member: &Member<'_>| format!("{}: {}", member.name, shown(&member.node));
                format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn all(text: &str) -> Result<Vec<String>, String> {
        let nodes = parse(text, 1).map_err(|err| format!("{}:{}: {}", err.place.line, err.place.column, err.why))?;
        Ok(nodes.iter().map(shown).collect())
    }

    #[test]
    fn yaml_and_json_give_the_same_tree() {
        let yaml = "a: 1\nb:\n- x\n- 'y'\nc: {}\n";
        assert_eq!(all(yaml).unwrap(), [r#"{a: 1, b: [x, "y"], c: {}}"#]);
        assert_eq!(
            all("{\"a\": 1,\n\t\"b\": [\"x\", \"y\"],\n\t\"c\": {}}").unwrap(),
            [r#"{a: 1, b: ["x", "y"], c: {}}"#]
        );
        assert_eq!(all(r#"{"a": "\ud83d\ude00 \/ \u00e9"}"#).unwrap(), [r#"{a: "😀 / é"}"#]);
    }

    #[test]
    fn places_count_from_the_line_given() {
        let nodes = parse("a:\n  - é: x", 10).unwrap();
        let Value::Map(members) = &nodes[0].value else { panic!() };
        let Value::List(items) = &members[0].node.value else { panic!() };
        let Value::Map(inner) = &items[0].value else { panic!() };
        assert_eq!(inner[0].node.place, Place { line: 11, column: 8 });
        assert_eq!(inner[0].place, Place { line: 11, column: 5 });
    }

    #[test]
    fn empty_documents_are_none() {
        for text in ["", "\n", "# nothing\n", "---\n", "---\n---\n# x\n", "~\n"] {
            assert!(all(text).unwrap().is_empty(), "{text}");
        }
    }

    #[test]
    fn aliases_and_merges() {
        assert_eq!(all("a: &x [1, 2]\nb: *x\n").unwrap(), ["{a: [1, 2], b: [1, 2]}"]);
        assert_eq!(all("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\n").unwrap(), ["{a: {p: 1, q: 2}, b: {q: 3, p: 1}}"]);
        assert!(all("a: {<<: x}").unwrap_err().contains("merged"));
        let mut bomb = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for at in 1..9 {
            let copies = vec![format!("*a{}", at - 1); 10].join(", ");
            bomb.push_str(&format!("b{at}: &a{at} [{copies}]\n"));
        }
        assert!(all(&bomb).unwrap_err().contains("more than 1000000 nodes"));
        assert!(all("a: *x").is_err());
    }

    #[test]
    fn what_is_no_yaml_has_a_place() {
        assert!(all("a: [1\nb: 2").unwrap_err().starts_with("2:") || all("a: [1\nb: 2").is_err());
        assert!(all("? [a]\n: b").unwrap_err().contains("not a text"));
        assert!(all("a: \"x").is_err());
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "[-:{}\\[\\]a-c&*<\"' \n#|>?,]{0,40}|\\PC{0,20}") {
            let _ = parse(&text, 1);
        }
    }
}
