//! Texts taken apart into resources: streams, lists, `*List` kinds.

use std::collections::BTreeMap;

use super::fields::{At, Reader};
use super::id::{Id, Kind};
use super::object::{OWN, Resource, V1};
use super::source::{Fault, Place, Source};
use super::tree::{self, Node, Value};
use crate::store::check_path;

/// The `schema` of a list of resources, as `get -o json` prints it and every command takes it.
pub const LIST_SCHEMA: &str = "calicross/resource-list/1";

/// The member of metadata that marks what was found in a datastore, and which readers refuse.
const AS_FOUND: &str = "asFound";

/// A resource that a file gives.
#[derive(Clone, Debug)]
pub struct Given {
    /// The resource.
    pub resource: Resource,
    /// What the file is called.
    pub file: String,
    /// Where it begins there.
    pub place: Place,
}

/// What some texts hold.
#[derive(Debug, Default)]
pub struct Contents {
    /// The resources, in their order.
    pub given: Vec<Given>,
    /// What is wrong in any of them.
    pub faults: Vec<Fault>,
    /// What is not wrong and not what it looks like.
    pub notes: Vec<Fault>,
}

/// Reads texts: everything that is wrong in any of them is told. An object that is there twice is wrong, too.
pub fn read(sources: &[Source]) -> Contents {
    let mut contents = Contents::default();
    let mut known: BTreeMap<Id, (String, Place)> = BTreeMap::new();
    for source in sources {
        let mut reader = Reader::new(source);
        let mut given = Vec::new();
        for (text, line) in documents(&source.text) {
            match tree::parse(text, line) {
                Ok(nodes) => nodes.iter().for_each(|node| take(&mut reader, node, &mut given)),
                Err(err) => reader.fault(err.place, &At::Root, err.why),
            }
        }
        for (resource, place) in given {
            let id = resource.id();
            if let Err(why) = check_path(&path(&id)) {
                reader.fault(place, &At::Root, format!("the name of {id} {why}"));
            }
            if let Some((file, first)) = known.get(&id) {
                reader.fault(place, &At::Root, format!("{id} is in {file}:{} already", first.line));
                continue;
            }
            if let Some((twin, (file, first))) = id.twin().and_then(|twin| known.get(&twin).map(|at| (twin, at))) {
                let why = format!("{id} is the same object as {twin}, which is in {file}:{} already", first.line);
                reader.fault(place, &At::Root, why);
                continue;
            }
            known.insert(id, (source.name.clone(), place));
            contents.given.push(Given { resource, file: source.name.clone(), place });
        }
        reader.faults.sort_by_key(|fault| fault.place);
        contents.faults.append(&mut reader.faults);
        contents.notes.append(&mut reader.notes);
    }
    contents
}

/// A key of an object, to see that it can be one.
fn path(id: &Id) -> String {
    // The slashes of names stay: what they part is a segment each.
    format!("/calico/{}/{}", id.kind(), id.name())
}

/// Parts a text at the lines that begin with `---`, as calicoctl 1.x does, whatever dashes and comment follow; each part comes with
/// the number of its first line. What stands behind the dashes of such a line is its document's, as in YAML.
fn documents(text: &str) -> Vec<(&str, usize)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parts = Vec::new();
    let (mut start, mut first, mut at) = (0, 1, 0);
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let end = at + line.len();
        if let Some(rest) = line.strip_prefix("---") {
            let after = rest.trim_start_matches('-').trim();
            let is_rule = after.is_empty() || rest.starts_with('-') || after.starts_with('#');
            if is_rule || rest.starts_with([' ', '\t']) {
                parts.push((text.get(start..at).unwrap_or_default(), first));
                (start, first) = if is_rule { (end, index + 2) } else { (at, index + 1) };
            }
        }
        at = end;
    }
    parts.push((text.get(start..).unwrap_or_default(), first));
    // A part of directives (`%YAML 1.1`) alone belongs to the next one, and says nothing that matters here.
    let says_nothing = |line: &str| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line.starts_with('%')
    };
    parts.retain(|(part, _)| !part.lines().all(says_nothing));
    parts
}

/// Takes the resources of a document.
fn take(reader: &mut Reader<'_>, node: &Node<'_>, given: &mut Vec<(Resource, Place)>) {
    match &node.value {
        Value::List(items) => items.iter().filter(|item| !item.is_null()).for_each(|item| take(reader, item, given)),
        Value::Map(members) => {
            let text = |name: &str| {
                members.iter().find(|member| member.name == name).and_then(|member| match &member.node.value {
                    Value::Scalar { text, .. } => Some(text.as_ref()),
                    _ => None,
                })
            };
            let kind = text("kind").unwrap_or_default();
            let is_list = text("schema") == Some(LIST_SCHEMA)
                || kind.strip_suffix("List").is_some_and(|kind| kind.is_empty() || Kind::of_file(kind).is_some());
            if !is_list {
                given.extend(resource(reader, node).map(|resource| (resource, node.place)));
                return;
            }
            let items = members.iter().find(|member| member.name == "items").map(|member| &member.node);
            match items.map(|items| (&items.value, items)) {
                Some((Value::List(items), _)) => items.iter().for_each(|item| take(reader, item, given)),
                Some((_, items)) if items.is_null() => {}
                Some((_, items)) => {
                    let why = format!("is {}, not a list", items.kind());
                    reader.fault(items.place, &At::Member(&At::Root, "items"), why);
                }
                None => reader.fault(node.place, &At::Root, format!("{kind} has no items")),
            }
        }
        Value::Scalar { .. } => reader.fault(node.place, &At::Root, format!("is {}, not a resource", node.kind())),
    }
}

fn resource(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Resource> {
    let root = At::Root;
    let mut fields = reader.fields(node, &root)?;
    let version = fields.text(reader, &root, "apiVersion");
    let kind_node = fields.take("kind");
    let kind = kind_node.and_then(|node| reader.text(node, &At::Member(&root, "kind")));
    let (meta, spec) = (fields.take("metadata"), fields.take("spec"));
    fields.finish(reader, &root);
    let Some(kind) = kind else {
        reader.fault(node.place, &root, "there is no kind");
        return None;
    };
    let place = kind_node.map_or(node.place, |node| node.place);
    let Some(known) = Kind::of_file(&kind) else {
        let meant = Kind::of_word(&kind).map(|kind| format!("; {kind} is one")).unwrap_or_default();
        let why = format!("'{}' is no kind of resource{meant}", super::check::shown(&kind));
        reader.fault(place, &At::Member(&root, "kind"), why);
        return None;
    };
    let own = match version.as_deref() {
        Some(OWN) => true,
        Some(V1) if known.is_calicoctl() => false,
        Some(V1) => {
            reader.fault(place, &At::Member(&root, "kind"), format!("{known} goes with apiVersion {OWN}"));
            return None;
        }
        Some(other) => {
            let why = format!("'{}' is neither {V1} nor {OWN}", super::check::shown(other));
            reader.fault(node.place, &At::Member(&root, "apiVersion"), why);
            return None;
        }
        None => {
            reader.fault(node.place, &root, "there is no apiVersion");
            return None;
        }
    };
    let nothing = Node { place: node.place, value: Value::Map(Vec::new()) };
    let needs_name = !matches!(known, Kind::FelixConfig | Kind::BgpConfig);
    let meta = match meta {
        Some(meta) => meta,
        None if needs_name => {
            reader.fault(node.place, &root, "there is no metadata");
            return None;
        }
        None => &nothing,
    };
    let mut meta = reader.fields(meta, &At::Member(&root, "metadata"))?;
    let as_found = own && meta.switch(reader, &At::Member(&root, "metadata"), AS_FOUND);
    let spec = match spec {
        Some(node) => Some(reader.fields(node, &At::Member(&root, "spec"))?),
        None => None,
    };
    reader.as_found = as_found;
    let resource = Resource::read(known, own, reader, meta, spec);
    reader.as_found = false;
    resource
}

/// The document of an object of the datastore, as `export` gives it: read again, it says what is there. One that is not a valid resource
/// of calicoctl 1.x is marked as found so.
///
/// # Errors
/// What no document could say, as a fragment.
pub fn of_stored(resource: &Resource) -> Result<serde_json::Value, String> {
    let mut document = resource.document();
    match read_back(&document) {
        Ok(back) if back.same(resource) => return Ok(document),
        _ => {}
    }
    if let Some(object) = document.as_object_mut() {
        object.insert("apiVersion".into(), OWN.into());
        if let Some(meta) = object.get_mut("metadata").and_then(serde_json::Value::as_object_mut) {
            meta.insert(AS_FOUND.into(), true.into());
        }
    }
    match read_back(&document)? {
        back if back.id() == resource.id() && back.same(resource) => Ok(document),
        _ => Err("has a form that no file can say".into()),
    }
}

/// Reads a document that was just made.
fn read_back(document: &serde_json::Value) -> Result<Resource, String> {
    let source = Source { name: String::new(), text: String::new() };
    let mut reader = Reader::new(&source);
    let read = resource(&mut reader, &Node::of(document));
    match (reader.faults.first(), read) {
        (None, Some(resource)) => Ok(resource),
        (Some(fault), _) => Err(format!("{}: {}", fault.member, fault.why)),
        (None, None) => Err("is no resource".into()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn contents(text: &str) -> Contents {
        read(&[Source { name: "f".into(), text: text.into() }])
    }

    fn ids(text: &str) -> Vec<String> {
        let contents = contents(text);
        assert!(contents.faults.is_empty(), "{:?}", contents.faults);
        contents.given.iter().map(|given| format!("{}@{}", given.resource.id(), given.place.line)).collect()
    }

    fn faults(text: &str) -> Vec<String> {
        contents(text).faults.iter().map(Fault::line).collect()
    }

    const TIER: &str = "apiVersion: calicross/v1\nkind: tier\nmetadata: {name: NAME}\n";

    #[test]
    fn streams_lists_and_list_kinds() {
        let tier = |name: &str| TIER.replace("NAME", name);
        let (a, b) = (tier("a"), tier("b"));
        assert_eq!(ids(&format!("{a}---\n{b}")), ["tier a@1", "tier b@5"]);
        assert_eq!(ids(&format!("---\n{a}----\n\n--- # x\n\n{b}---\n\n")), ["tier a@2", "tier b@9"]);
        assert_eq!(ids(&format!("%YAML 1.1\n---\n{a}...\n---\n{b}")), ["tier a@3", "tier b@8"]);
        assert_eq!(ids(&format!("\u{feff}{}", a.replace('\n', "\r\n"))), ["tier a@1"]);
        let json = |name: &str| {
            format!(r#"{{"apiVersion": "calicross/v1", "kind": "tier", "metadata": {{"name": "{name}"}}}}"#)
        };
        assert_eq!(ids(&format!("[{},\n{}]", json("a"), json("b"))), ["tier a@1", "tier b@2"]);
        assert_eq!(ids(&format!(r#"{{"kind": "tierList", "items": [{}]}}"#, json("a"))), ["tier a@1"]);
        assert_eq!(ids(&format!(r#"{{"kind": "List", "items": [{}]}}"#, json("a"))), ["tier a@1"]);
        assert_eq!(
            ids(&format!(r#"{{"schema": "calicross/resource-list/1", "items": [{}]}}"#, json("a"))),
            ["tier a@1"]
        );
        assert_eq!(ids(&format!("--- {}\n--- {}\n", json("a"), json("b"))), ["tier a@1", "tier b@2"]);
        assert!(ids("").is_empty() && ids("# nothing\n---\n").is_empty());
    }

    #[test]
    fn what_is_wrong_in_one_document_hides_nothing_of_others() {
        let told =
            faults(&format!("kind: [\n---\n{}extra: 1\n---\nkind: policy\n---\nx\n", TIER.replace("NAME", "'a b'")));
        assert_eq!(told.len(), 5, "{told:?}");
        assert!(told[1].starts_with("f:5:18: metadata.name: 'a b' has ' '"), "{told:?}");
        assert!(told[2].starts_with("f:6:1: extra: is not recognized here"), "{told:?}");
        assert_eq!(told[3], "f:8:1: there is no apiVersion");
        assert_eq!(told[4], "f:10:1: is a text, not a resource");
    }

    #[test]
    fn kinds_and_versions() {
        let one = |version: &str, kind: &str| {
            faults(&format!("apiVersion: {version}\nkind: {kind}\nmetadata: {{}}\n")).join("\n")
        };
        assert!(one("v1", "bgppeer").contains("'bgppeer' is no kind of resource; bgpPeer is one"));
        assert!(one("v1", "tier").contains("tier goes with apiVersion calicross/v1"));
        assert!(one("v7", "policy").contains("'v7' is neither v1 nor calicross/v1"));
        assert!(one("v1", "policy").contains("metadata: there is no name"));
    }

    #[test]
    fn an_object_is_there_once() {
        let tier = TIER.replace("NAME", "a");
        assert_eq!(faults(&format!("{tier}---\n{tier}")), ["f:5:1: tier a is in f:1 already"]);
        assert!(faults(&TIER.replace("NAME", "..")).join("").contains("which etcd v2 resolves"));
        let profile = "apiVersion: v1\nkind: profile\nmetadata: {name: a}\n";
        let link = "apiVersion: calicross/v1\nkind: link\nmetadata: {name: a}\nspec: {securityGroups: [web]}\n";
        assert_eq!(faults(&format!("{profile}---\n{tier}---\n{}", link.replace("name: a", "name: b"))), [""; 0]);
        let twice = "link a is the same object as profile a, which is in f:1 already";
        assert_eq!(faults(&format!("{profile}---\n{link}")), [format!("f:5:1: {twice}")]);
        let twice = "profile a is the same object as link a, which is in f:1 already";
        assert_eq!(faults(&format!("{link}---\n{profile}")), [format!("f:6:1: {twice}")]);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "(apiVersion: v1\n|kind: policy\n|kind: [a-z]{1,4}\n|metadata: \\{name: [a-z]{0,3}\\}\n|spec:\n|---\n|- |  ingress: \\[\\{action: allow\\}\\]\n|[ -~\n]{0,10}){0,8}") {
            let _ = contents(&text);
        }
    }
}
