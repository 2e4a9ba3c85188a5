//! Intents: which endpoints a link is meant for, kept so that a pod that is made anew can be brought to it.
//!
//! Kubernetes' CNI plugins write a pod's endpoint with the default profile each time that it is made, so that a link is gone
//! with the pod that had it. The intent of a link lies at `/calicross/v1/links/<link>`, outside of /calico, where no component
//! of Calico sees it:
//!
//! ```json
//! {"schema": "calicross/link-intent/1",
//!  "selections": [{"namespace": "shop", "selector": "role == 'web'", "replace": "calico-k8s-network"},
//!                 {"pod": "shop/db-0"}]}
//! ```

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::selection::{Selection, is_pod};
use crate::model::json::{self, Malformed, Style};
use crate::model::key::{escape, unescape};
use crate::model::selector::Selector;
use crate::store::{Scope, Snapshot};

/// Where the intents lie.
pub const DIRECTORY: &str = "/calicross/v1/links";

/// The `schema` of an intent.
pub const SCHEMA: &str = "calicross/link-intent/1";

const SELECTIONS: &str = "selections";
const REPLACE: &str = "replace";

/// What holds every intent.
pub fn scope_of_all() -> Scope {
    Scope::under(DIRECTORY)
}

/// The key of a link's intent.
pub fn path(link: &str) -> String {
    format!("{DIRECTORY}/{}", escape(link))
}

/// Every intent of a snapshot, by link.
pub fn all(snapshot: &Snapshot) -> BTreeMap<String, Result<Intent, Malformed>> {
    let directory = format!("{DIRECTORY}/");
    let intents = snapshot.under(&directory).iter().filter_map(|entry| {
        let segment = entry.path.strip_prefix(&directory).filter(|rest| !rest.contains('/'))?;
        Some((unescape(segment)?.into_owned(), Intent::parse(&entry.value)))
    });
    intents.collect()
}

/// The intent of a link; `None` where none is kept.
pub fn named(snapshot: &Snapshot, link: &str) -> Option<Result<Intent, Malformed>> {
    snapshot.get(&path(link)).map(|entry| Intent::parse(&entry.value))
}

/// One selection of an intent.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Which endpoints.
    pub selection: Selection,
    /// The profile whose place the link takes.
    pub replaced: Option<String>,
    object: Map<String, Value>,
}

/// A link's intent. What it has beside what is known here stays in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Intent {
    object: Map<String, Value>,
    kept: Vec<Kept>,
    style: Style,
}

impl Default for Intent {
    fn default() -> Self {
        let object = [("schema".to_owned(), Value::from(SCHEMA)), (SELECTIONS.to_owned(), Value::Array(Vec::new()))];
        Self { object: object.into_iter().collect(), kept: Vec::new(), style: Style::default() }
    }
}

impl Intent {
    /// Reads an intent.
    ///
    /// # Errors
    /// What is none, or one of a schema that is not known: what it says then, nobody here can tell.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let Value::Object(mut object) = json::parse(bytes)? else {
            return Err(Malformed::shape("an intent is not an object"));
        };
        match object.get("schema").and_then(Value::as_str) {
            Some(SCHEMA) => {}
            Some(other) => return Err(Malformed::shape(format!("schema {} is not {SCHEMA}", other.escape_debug()))),
            None => return Err(Malformed::shape(format!("there is no schema {SCHEMA}"))),
        }
        let Some(Value::Array(selections)) = object.get(SELECTIONS) else {
            return Err(Malformed::shape(format!("member '{SELECTIONS}' is not a list")));
        };
        let kept = |(at, value): (usize, &Value)| {
            Kept::of(value).map_err(|why| Malformed::shape(format!("selection {}: {why}", at + 1)))
        };
        let kept = selections.iter().enumerate().map(kept).collect::<Result<_, _>>()?;
        // They are kept once; the member only holds their place.
        object.insert(SELECTIONS.to_owned(), Value::Array(Vec::new()));
        Ok(Self { object, kept, style: Style::of(bytes) })
    }

    /// The value to write, in the style found.
    pub fn to_bytes(&self) -> Vec<u8> {
        let selections = self.kept.iter().map(|kept| Value::Object(kept.object.clone())).collect();
        let mut object = self.object.clone();
        object.insert(SELECTIONS.to_owned(), Value::Array(selections));
        json::to_bytes(&Value::Object(object), self.style)
    }

    /// The selections, in the order in which they were kept.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Keeps a selection; false where it is kept so already. What it replaces is told anew, or stays as it was told.
    pub fn keep(&mut self, selection: &Selection, replaced: Option<&str>) -> bool {
        let found = self.kept.iter_mut().find(|kept| kept.selection == *selection);
        let (kept, new) = match found {
            Some(kept) => (kept, false),
            None => {
                self.kept.push(Kept::new(selection));
                match self.kept.last_mut() {
                    Some(kept) => (kept, true),
                    None => return false,
                }
            }
        };
        let told = replaced.filter(|replaced| kept.replaced.as_deref() != Some(replaced));
        if let Some(replaced) = told {
            kept.object.insert(REPLACE.to_owned(), replaced.into());
            kept.replaced = Some(replaced.to_owned());
        }
        new || told.is_some()
    }

    /// Keeps these selections, each with what it replaces, and no others. Those that were kept already stay where they are, with all that
    /// they have beside.
    pub fn bring(&mut self, wanted: &[Kept]) {
        self.kept.retain(|kept| wanted.iter().any(|wanted| wanted.selection == kept.selection));
        for wanted in wanted {
            self.keep(&wanted.selection, wanted.replaced.as_deref());
            let kept = self.kept.iter_mut().filter(|kept| kept.selection == wanted.selection);
            for kept in kept.filter(|kept| kept.replaced != wanted.replaced) {
                // Nothing is replaced any more, or what a second entry of the same selection says.
                kept.object.shift_remove(REPLACE);
                if let Some(replaced) = &wanted.replaced {
                    kept.object.insert(REPLACE.to_owned(), replaced.as_str().into());
                }
                kept.replaced.clone_from(&wanted.replaced);
            }
        }
    }

    /// Forgets a selection; false where it is not kept.
    pub fn forget(&mut self, selection: &Selection) -> bool {
        let before = self.kept.len();
        self.kept.retain(|kept| kept.selection != *selection);
        self.kept.len() < before
    }
}

impl Kept {
    fn new(selection: &Selection) -> Self {
        let member = |name: &str, value: String| (name.to_owned(), Value::from(value));
        let object = match selection {
            Selection::Pod(pod) => vec![member("pod", pod.clone())],
            Selection::Namespace(namespace, selector) => {
                let selector = selector.as_ref().map(|selector| member("selector", selector.to_string()));
                [member("namespace", namespace.clone())].into_iter().chain(selector).collect()
            }
            Selection::Labels(selector) => vec![member("selector", selector.to_string())],
        };
        Self { selection: selection.clone(), replaced: None, object: object.into_iter().collect() }
    }

    /// What it says, without what is not known here.
    pub fn said(&self) -> Map<String, Value> {
        let mut object = Self::new(&self.selection).object;
        if let Some(replaced) = &self.replaced {
            object.insert(REPLACE.to_owned(), replaced.as_str().into());
        }
        object
    }

    /// Reads a selection.
    ///
    /// # Errors
    /// Why it is none, as a fragment.
    pub fn of(value: &Value) -> Result<Self, String> {
        let Value::Object(object) = value else { return Err("it is not an object".to_owned()) };
        let text = |member: &str| match object.get(member) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if !text.is_empty() => Ok(Some(text.clone())),
            Some(other) => Err(format!("member '{member}' is {}, not a name", json::kind(other))),
        };
        let selector = text("selector")?.map(|selector| Selector::parse(&selector)).transpose();
        let selector = selector.map_err(|why| format!("its selector: {why}"))?;
        let selection = match (text("pod")?, text("namespace")?, selector) {
            (Some(pod), None, None) if is_pod(&pod) => Selection::Pod(pod),
            (Some(pod), None, None) => return Err(format!("{} is not namespace/name", pod.escape_debug())),
            (None, Some(namespace), selector) => Selection::Namespace(namespace, selector),
            (None, None, Some(selector)) => Selection::Labels(selector),
            (None, None, None) => return Err("it has neither pod, namespace nor selector".to_owned()),
            _ => return Err("a pod goes with neither namespace nor selector".to_owned()),
        };
        Ok(Self { selection, replaced: text(REPLACE)?, object: object.clone() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Result<Intent, Malformed> {
        Intent::parse(text.as_bytes())
    }

    fn text(intent: &Intent) -> String {
        String::from_utf8(intent.to_bytes()).unwrap()
    }

    fn of(selections: &str) -> String {
        format!(r#"{{"schema": "calicross/link-intent/1", "selections": [{selections}]}}"#)
    }

    #[test]
    fn selections_are_kept_once_and_forgotten() {
        let mut intent = Intent::default();
        let shop = Selection::Namespace("shop".to_owned(), None);
        let web = Selection::Namespace("shop".to_owned(), Some(Selector::parse("role=='web'").unwrap()));
        assert!(intent.keep(&shop, None));
        assert!(!intent.keep(&shop, None));
        assert!(intent.keep(&web, Some("calico-k8s-network")));
        assert!(intent.keep(&Selection::Pod("shop/db-0".to_owned()), None));
        assert!(intent.keep(&shop, Some("p")));
        // Not told is not told otherwise.
        assert!(!intent.keep(&shop, None));
        let whole = r#"{"namespace": "shop", "replace": "p"}, {"namespace": "shop", "selector": "role == 'web'", "replace": "calico-k8s-network"}, {"pod": "shop/db-0"}"#;
        assert_eq!(text(&intent), of(whole));
        assert_eq!(parse(&of(whole)).unwrap(), intent);
        assert!(intent.forget(&web));
        assert!(!intent.forget(&web));
        assert_eq!(text(&intent), of(r#"{"namespace": "shop", "replace": "p"}, {"pod": "shop/db-0"}"#));
    }

    #[test]
    fn an_intent_becomes_another_one() {
        let found =
            r#"{"note": 1, "pod": "a/b", "replace": "p"}, {"namespace": "shop"}, {"pod": "c/d", "replace": "q"}"#;
        let wanted = r#"{"pod": "e/f"}, {"pod": "c/d", "replace": "r"}, {"pod": "a/b"}"#;
        let mut intent = parse(&of(found)).unwrap();
        intent.bring(parse(&of(wanted)).unwrap().kept());
        let became = r#"{"note": 1, "pod": "a/b"}, {"pod": "c/d", "replace": "r"}, {"pod": "e/f"}"#;
        assert_eq!(text(&intent), of(became));
        assert_eq!(parse(&of(became)).unwrap(), intent);
        intent.bring(&[]);
        assert!(intent.is_empty());
    }

    #[test]
    fn what_is_not_known_survives() {
        let found = r#"{"x":1.0,"schema":"calicross/link-intent/1","selections":[{"note":[1],"selector":"a=='b'","replace":null}],"y":{}}"#;
        let mut intent = parse(found).unwrap();
        assert_eq!(text(&intent), found);
        assert!(!intent.keep(&Selection::Labels(Selector::parse("a == \"b\"").unwrap()), None));
        assert!(intent.keep(&Selection::Labels(Selector::parse("a == 'b'").unwrap()), Some("p")));
        assert_eq!(text(&intent), found.replace("null", r#""p""#));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (value, why) in [
            ("[]", "an intent is not an object"),
            ("{}", "there is no schema calicross/link-intent/1"),
            (
                r#"{"schema": "calicross/link-intent/2"}"#,
                "schema calicross/link-intent/2 is not calicross/link-intent/1",
            ),
            (r#"{"schema": "calicross/link-intent/1"}"#, "member 'selections' is not a list"),
        ] {
            assert_eq!(parse(value).unwrap_err().to_string(), why);
        }
        for (selection, why) in [
            ("1", "it is not an object"),
            ("{}", "it has neither pod, namespace nor selector"),
            (r#"{"pod": "a"}"#, "a is not namespace/name"),
            (r#"{"pod": "a/b", "namespace": "a"}"#, "a pod goes with neither namespace nor selector"),
            (r#"{"namespace": 1}"#, "member 'namespace' is a number, not a name"),
            (r#"{"namespace": ""}"#, "member 'namespace' is a string, not a name"),
        ] {
            let value = of(&format!(r#"{{"pod": "a/b"}}, {selection}"#));
            assert_eq!(parse(&value).unwrap_err().to_string(), format!("selection 2: {why}"));
        }
        assert!(parse(&of(r#"{"selector": "a = b"}"#)).is_err());
    }

    #[test]
    fn each_link_has_its_key() {
        let (one, none) = (of(""), "{");
        let keys = [("/calicross/v1/links/a", one.as_str()), ("/calicross/v1/links/b", none)];
        let snapshot = Snapshot::literal(&keys);
        let found = all(&snapshot);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert!(found["b"].is_err() && named(&snapshot, "a").unwrap().unwrap().is_empty());
        assert!(named(&snapshot, "c").is_none());
    }

    proptest! {
        #[test]
        fn intents_round_trip(kept in prop::collection::vec((0usize..3, "x[a-z]{0,2}", "[a-z']{1,3}", prop::option::of("[a-z]{1,3}")), 0..6)) {
            let mut intent = Intent::default();
            for (kind, name, value, replaced) in kept {
                let selector = Selector::Is(name.clone(), value.clone());
                let selection = match kind {
                    0 => Selection::Pod(format!("{name}/{value}")),
                    1 => Selection::Namespace(name, Some(selector).filter(|_| value.len() > 1)),
                    _ => Selection::Labels(selector),
                };
                intent.keep(&selection, replaced.as_deref());
            }
            let read = Intent::parse(&intent.to_bytes()).unwrap();
            prop_assert_eq!(read, intent);
        }
    }
}
