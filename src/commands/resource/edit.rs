//! `calicross edit`, `calicross patch`

use clap::Args;
use serde_json::Value;

use super::chosen;
use super::files::{check_some, tell, wrong};
use super::steps::{self, Mode};
use super::words::{NameArgs, wanted_ids};
use crate::error::{CommandError, ErrorKind};
use crate::manifest::document::{self, Given};
use crate::manifest::id::Id;
use crate::manifest::object::{Bad, Resource};
use crate::manifest::source::Source;
use crate::manifest::tree::{self, Node};
use crate::manifest::{scalar::Word, stored};
use crate::plan::Plan;
use crate::render;
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand, editor};
use crate::store::{Scope, Snapshot};

/// Arguments of `edit`.
///
/// The resources are opened in $VISUAL, $EDITOR or vi, as `export` prints them; what is saved is checked and written. Where somebody has
/// changed one of them meanwhile, nothing is written.
#[derive(Args, Debug)]
pub struct EditArgs {
    #[command(flatten)]
    names: NameArgs,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    changed: Changed,
}

/// Arguments of `patch`.
///
/// A merge patch (RFC 7386): members that it names are set, null takes one away, lists are replaced as a whole.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  calicross patch policy database -p '{spec: {order: 50}, metadata: {annotations: {owner: null}}}'")]
pub struct PatchArgs {
    #[command(flatten)]
    names: NameArgs,

    /// The patch, YAML or JSON
    #[arg(short, long, value_name = "PATCH")]
    patch: String,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    changed: Changed,
}

/// Resources as they were, and as they should be.
#[derive(Debug, Default)]
struct Changed {
    before: Vec<(Id, Resource)>,
    given: Vec<Given>,
}

impl Changed {
    /// Reads the resources of some names, and lets their text become another one.
    fn read(
        session: &mut Session,
        names: &NameArgs,
        edited: impl FnOnce(&mut Session, Vec<Value>) -> Result<Source, CommandError>,
    ) -> Result<Self, CommandError> {
        if names.is_empty() {
            return Err(CommandError::new(ErrorKind::Usage, "nothing says which resource")
                .hint("a kind and a name do, as in: policy web"));
        }
        let wanted: Vec<_> = wanted_ids(names)?.into_iter().map(|id| (id.kind(), Some(id))).collect();
        let objects = chosen::read_some(session, &wanted, names, None)?;
        let (mut before, mut documents) = (Vec::new(), Vec::new());
        for (id, found) in objects {
            documents.push(chosen::said(&id, &found).map_err(|bad| unreadable(&id, &bad))?);
            before.extend(found.ok().map(|resource| (id, resource)));
        }
        let source = edited(session, documents)?;
        let contents = document::read(std::slice::from_ref(&source));
        tell(&session.ui, &contents.faults, &contents.notes);
        if let Some(first) = contents.faults.first() {
            return Err(wrong(&contents.faults, first));
        }
        check_some(&contents.given)?;
        let stranger = |given: &&Given| before.iter().all(|(id, _)| *id != given.resource.id());
        if let Some(other) = contents.given.iter().find(stranger) {
            let message = format!("{} is another resource: `apply` makes one", other.resource.id());
            return Err(CommandError::new(ErrorKind::Refused, message).hint("nothing is written"));
        }
        Ok(Self { before, given: contents.given })
    }

    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = steps::scopes(&self.given);
        scopes.extend(self.before.iter().flat_map(|(id, _)| stored::scopes_of(id)));
        scopes
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        for (id, before) in &self.before {
            if Resource::find(snapshot, id).ok().flatten().as_ref() != Some(before) {
                return Err(CommandError::new(ErrorKind::Conflict, format!("{id} was changed meanwhile"))
                    .object(id.to_string())
                    .hint("nothing is written; run the command again"));
            }
        }
        let mut steps = steps::steps(snapshot, &self.given, Mode::Replace, false)?;
        steps.say();
        Ok(steps.plan)
    }
}

fn unreadable(id: &Id, bad: &Bad) -> CommandError {
    CommandError::new(ErrorKind::BadData, format!("{id} cannot be read: {}", bad.why))
        .object(id.to_string())
        .key(&bad.key)
}

/// The texts of documents as one stream.
fn stream(documents: &[Value]) -> Result<String, CommandError> {
    let mut text = String::new();
    for document in documents {
        text.push_str("---\n");
        text.push_str(&render::yaml_text(document)?);
    }
    Ok(text)
}

impl WriteCommand for EditArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        // What was typed is shown before it is written.
        self.write.diff = true;
        self.changed = Changed::read(session, &self.names, |session, documents| {
            // Nobody else should wait for an editor.
            session.store()?.release();
            let text = editor::edit(&stream(&documents)?, ".yaml")?;
            let source = Source { name: "what was edited".to_owned(), text };
            if !document::read(std::slice::from_ref(&source)).faults.is_empty() {
                keep(session, &source.text);
            }
            Ok(source)
        })?;
        Ok(())
    }

    fn scopes(&self) -> Vec<Scope> {
        self.changed.scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        self.changed.plan(snapshot)
    }
}

impl WriteCommand for PatchArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        let bad = |why: String| CommandError::new(ErrorKind::Usage, format!("--patch {why}"));
        let nodes = tree::parse(&self.patch, 1).map_err(|err| {
            bad(format!("is no YAML: {} at line {} column {}", err.why, err.place.line, err.place.column))
        })?;
        let [patch] = nodes.as_slice() else { return Err(bad("is not one object".to_owned())) };
        if !matches!(patch.value, tree::Value::Map(_)) {
            return Err(bad(format!("is {}, not an object", patch.kind())));
        }
        let patch = json(patch);
        self.changed = Changed::read(session, &self.names, |_, mut documents| {
            documents.iter_mut().for_each(|document| merge(document, &patch));
            Ok(Source { name: "what was patched".to_owned(), text: stream(&documents)? })
        })?;
        Ok(())
    }

    fn scopes(&self) -> Vec<Scope> {
        self.changed.scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        self.changed.plan(snapshot)
    }
}

/// Keeps what somebody has typed and cannot be taken, so that it need not be typed again.
fn keep(session: &Session, text: &str) {
    let mut builder = tempfile::Builder::new();
    let file = builder.prefix("calicross-edit-").suffix(".yaml").tempfile().and_then(|file| Ok(file.keep()?));
    match file.and_then(|(_, path)| std::fs::write(&path, text).map(|()| path)) {
        Ok(path) => session.ui.warn(&format!("what was edited is kept in {}", path.display())),
        Err(err) => session.ui.warn(&format!("what was edited could not be kept: {err}")),
    }
}

/// A tree as JSON, for a patch.
fn json(node: &Node<'_>) -> Value {
    match &node.value {
        tree::Value::Scalar { text, plain: true } => match Word::of(text) {
            Word::Null => Value::Null,
            Word::Bool(value) => value.into(),
            Word::Int(_) | Word::Float(_) => {
                crate::model::json::parse(text.as_bytes()).unwrap_or_else(|_| Value::from(text.as_ref()))
            }
            Word::Text => text.as_ref().into(),
        },
        tree::Value::Scalar { text, .. } => text.as_ref().into(),
        tree::Value::List(items) => items.iter().map(json).collect(),
        tree::Value::Map(members) => {
            Value::Object(members.iter().map(|member| (member.name.to_string(), json(&member.node))).collect())
        }
    }
}

/// Merges a patch into a document, as RFC 7386 has it.
fn merge(document: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *document = patch.clone();
        return;
    };
    if !document.is_object() {
        *document = Value::Object(serde_json::Map::new());
    }
    let Some(object) = document.as_object_mut() else { return };
    for (name, value) in members {
        if value.is_null() {
            object.shift_remove(name);
        } else {
            merge(object.entry(name.clone()).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn patches_are_merged() {
        // The examples of RFC 7386, as far as both sides are objects.
        for (document, patch, result) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
            (json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
            (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
            (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
            (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
        ] {
            let mut merged = document.clone();
            merge(&mut merged, &patch);
            assert_eq!(merged, result, "{document} {patch}");
        }
        let nodes = tree::parse("{a: yes, b: '1', c: 1.50, d: null, e: [x, 010]}", 1).unwrap();
        assert_eq!(json(&nodes[0]).to_string(), r#"{"a":true,"b":"1","c":1.50,"d":null,"e":["x","010"]}"#);
    }
}
