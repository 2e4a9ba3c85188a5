//! Policies.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::check::Name;
use super::fields::{At, Fields, Reader};
use super::id::{DEFAULT_TIER, Id};
use super::object::{Bad, Found, rules_of};
use super::rule;
use super::scalar::Word;
use super::tree;
use crate::model::json as values;
use crate::model::key::Key;
use crate::model::policy::{NewOrder, Policy as Stored};
use crate::model::profile::Direction;
use crate::model::rule::Spec;
use crate::model::selector::Selector;
use crate::plan::Plan;
use crate::store::{Entry, Snapshot};

/// A policy as a file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its tier.
    pub tier: String,
    /// Its name.
    pub name: String,
    /// What people note about it.
    pub annotations: BTreeMap<String, String>,
    /// Its place in the tier.
    pub order: NewOrder,
    /// Which endpoints it applies to; `None` where nothing is said: all.
    pub selector: Option<String>,
    /// What endpoints may receive.
    pub ingress: Vec<Spec>,
    /// What endpoints may send.
    pub egress: Vec<Spec>,
    /// Whether it decides about what endpoints receive, and about what they send; for Felix 2 only.
    pub types: Types,
    /// Whether it acts before connections are tracked.
    pub untracked: bool,
    /// Whether it acts before addresses are translated; for Felix 2 only.
    pub pre_dnat: bool,
}

/// Directions of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Types {
    /// Received traffic.
    pub ingress: bool,
    /// Sent traffic.
    pub egress: bool,
}

impl Types {
    const BOTH: Self = Self { ingress: true, egress: true };

    fn list(self) -> Value {
        let both = [(self.ingress, "ingress"), (self.egress, "egress")];
        both.into_iter().filter(|(there, _)| *there).map(|(_, word)| Value::from(word)).collect()
    }
}

impl Policy {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::Policy { tier: self.tier.clone(), name: self.name.clone() }
    }

    fn path(&self) -> String {
        path(&self.tier, &self.name)
    }

    /// Reads metadata and spec of a document. `tiered` is whether a tier may be named.
    pub fn read(
        reader: &mut Reader<'_>,
        mut meta: Fields<'_, '_>,
        spec: Option<Fields<'_, '_>>,
        tiered: bool,
    ) -> Option<Self> {
        let (meta_at, at) = (At::Member(&At::Root, "metadata"), At::Member(&At::Root, "spec"));
        let name = super::object::name(reader, &mut meta, &meta_at, "name", Name::Namespaced);
        let tier = match tiered.then(|| meta.take("tier")).flatten() {
            Some(node) => reader.name(node, &At::Member(&meta_at, "tier"), Name::Plain),
            None => Some(DEFAULT_TIER.to_owned()),
        };
        let annotations = match meta.take("annotations") {
            Some(node) => reader.sorted(node, &At::Member(&meta_at, "annotations")),
            None => BTreeMap::new(),
        };
        meta.finish(reader, &meta_at);
        let mut policy = Self {
            tier: tier?,
            name: name?,
            annotations,
            order: NewOrder::LAST,
            selector: None,
            ingress: Vec::new(),
            egress: Vec::new(),
            types: Types { ingress: true, egress: false },
            untracked: false,
            pre_dnat: false,
        };
        let Some(mut spec) = spec else { return Some(policy) };
        if let Some(node) = spec.take("order") {
            policy.order = order(reader, node, &At::Member(&at, "order")).unwrap_or(NewOrder::LAST);
        }
        if let Some(node) = spec.take("selector") {
            policy.selector = rule::selector(reader, node, &At::Member(&at, "selector"));
        }
        policy.ingress = rule::read_list(reader, &mut spec, &at, "ingress");
        policy.egress = rule::read_list(reader, &mut spec, &at, "egress");
        policy.untracked = spec.switch(reader, &at, "doNotTrack");
        policy.pre_dnat = spec.switch(reader, &at, "preDNAT");
        policy.types = match spec.take("types") {
            Some(node) => types(reader, node, &At::Member(&at, "types")),
            None => None,
        }
        .unwrap_or(Types {
            ingress: policy.egress.is_empty() || !policy.ingress.is_empty(),
            egress: !policy.egress.is_empty(),
        });
        if policy.untracked && policy.pre_dnat {
            reader.refuse(spec.place, &at, "has doNotTrack and preDNAT: one excludes the other");
        }
        if policy.pre_dnat && (policy.types.egress || !policy.egress.is_empty()) {
            reader.refuse(
                spec.place,
                &at,
                "has preDNAT, which is about received traffic, and rules or types of egress",
            );
        }
        spec.finish(reader, &at);
        Some(policy)
    }

    /// The policy of a snapshot.
    pub fn find(snapshot: &Snapshot, tier: &str, name: &str) -> Found<Self> {
        snapshot.get(&path(tier, name)).map(|entry| Self::stored(entry, tier, name)).transpose()
    }

    /// Reads what a key holds.
    ///
    /// # Errors
    /// What no file could say.
    pub fn stored(entry: &Entry, tier: &str, name: &str) -> Result<Self, Bad> {
        let bad = |why: String| Bad { key: entry.path.clone(), why };
        let stored = Stored::parse(&entry.value).map_err(|why| bad(why.to_string()))?;
        let object = stored.object();
        let order = stored.order().map_err(|why| bad(why.to_string())).map(|_| stored.new_order())?;
        let selector = match object.get("selector") {
            None => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => return Err(bad(format!("selector is {}, not a string", values::kind(other)))),
        };
        let types = stored_types(object.get("types")).map_err(bad)?;
        let set = |member: &str| object.get(member) == Some(&Value::Bool(true));
        let notes = object.get("annotations").and_then(Value::as_object).into_iter().flatten();
        let rules = |direction| rules_of(stored.rules(), direction).map_err(bad);
        Ok(Self {
            tier: tier.to_owned(),
            name: name.to_owned(),
            annotations: notes.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect(),
            order: order.unwrap_or(NewOrder::LAST),
            selector,
            ingress: rules(Direction::Inbound)?,
            egress: rules(Direction::Outbound)?,
            types,
            untracked: set("untracked"),
            pre_dnat: set("pre_dnat"),
        })
    }

    /// Whether this, of a file, says what is there.
    pub fn same(&self, there: &Self) -> bool {
        self.same_selector(there)
            && self.order.order().compare(there.order.order()).is_eq()
            && self.annotations == there.annotations
            && (self.types, self.untracked, self.pre_dnat) == (there.types, there.untracked, there.pre_dnat)
            && rule::same(&self.ingress, &there.ingress)
            && rule::same(&self.egress, &there.egress)
    }

    fn same_selector(&self, there: &Self) -> bool {
        match (&self.selector, &there.selector) {
            // A policy without a selector is none to Felix 1.4; a file that names none may mean it.
            (None, None) => true,
            (Some(_), None) => false,
            (file, Some(there)) => {
                let file = file.as_deref().unwrap_or_default();
                file == there || matches!((Selector::parse(file), Selector::parse(there)), (Ok(a), Ok(b)) if a == b)
            }
        }
    }

    /// Plans to write it over what is there; members that files do not know stay.
    ///
    /// # Errors
    /// Where a rule cannot be written.
    pub fn put(&self, there: Option<&Self>, snapshot: &Snapshot, plan: &mut Plan) -> Result<(), Bad> {
        let path = self.path();
        let bad = |why: String| Bad { key: path.clone(), why };
        let stored = there.and_then(|_| snapshot.get(&path)).and_then(|entry| Stored::parse(&entry.value).ok());
        let mut stored =
            stored.unwrap_or_else(|| Stored::new(self.selector.as_deref().unwrap_or_default(), self.order.clone()));
        if let Some(there) = there {
            if !self.same_selector(there) {
                stored.set_selector(self.selector.as_deref().unwrap_or_default());
            }
            if self.order.order().compare(there.order.order()).is_ne() {
                stored.set_order(&self.order);
            }
        }
        let rules = stored.rules_mut();
        for (direction, wanted, found) in [
            (Direction::Inbound, &self.ingress, there.map(|there| &there.ingress)),
            (Direction::Outbound, &self.egress, there.map(|there| &there.egress)),
        ] {
            if found.is_none_or(|found| !rule::same(wanted, found)) {
                let new = rule::replaced(wanted, rules.values(direction)).map_err(|err| bad(err.to_string()))?;
                rules.replace(direction, new);
            }
        }
        for (member, wanted, found) in [
            ("untracked", self.untracked, there.is_some_and(|there| there.untracked)),
            ("pre_dnat", self.pre_dnat, there.is_some_and(|there| there.pre_dnat)),
        ] {
            match (wanted, found) {
                (true, false) => rules.set_member(member, &Value::Bool(true)),
                (false, true) => rules.remove_member(member),
                _ => {}
            }
        }
        if there.map_or(!self.annotations.is_empty(), |there| there.annotations != self.annotations) {
            if self.annotations.is_empty() {
                rules.remove_member("annotations");
            } else {
                rules.set_member("annotations", &json!(self.annotations));
            }
        }
        if there.is_none_or(|there| there.types != self.types) {
            rules.set_member("types", &self.types.list());
        }
        plan.put(snapshot, path, stored.to_bytes());
        Ok(())
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let (mut meta, mut spec) = (Map::new(), Map::new());
        meta.insert("name".into(), self.name.as_str().into());
        if self.tier != DEFAULT_TIER {
            meta.insert("tier".into(), self.tier.as_str().into());
        }
        if !self.annotations.is_empty() {
            meta.insert("annotations".into(), json!(self.annotations));
        }
        if self.order != NewOrder::LAST {
            // A number in its own spelling.
            let order = values::parse(self.order.to_string().as_bytes()).unwrap_or(Value::Null);
            spec.insert("order".into(), order);
        }
        if let Some(selector) = &self.selector {
            spec.insert("selector".into(), selector.as_str().into());
        }
        spec.insert("types".into(), self.types.list());
        for (name, on) in [("doNotTrack", self.untracked), ("preDNAT", self.pre_dnat)] {
            if on {
                spec.insert(name.into(), true.into());
            }
        }
        for (name, rules) in [("ingress", &self.ingress), ("egress", &self.egress)] {
            if !rules.is_empty() {
                let rules = rule::fold(rules).iter().map(rule::document).collect();
                spec.insert(name.into(), Value::Array(rules));
            }
        }
        (meta, Some(spec))
    }
}

fn path(tier: &str, name: &str) -> String {
    Key::Policy { tier: tier.to_owned(), name: name.to_owned() }.path()
}

/// Reads an order: a number, fractions and negative ones too.
pub fn order(reader: &mut Reader<'_>, node: &tree::Node<'_>, at: &At<'_>) -> Option<NewOrder> {
    let number = match &node.value {
        tree::Value::Scalar { text, plain: true } => match Word::of(text) {
            // Its own spelling, where JSON has it.
            Word::Int(digits) => NewOrder::parse(text).or_else(|_| NewOrder::parse(&digits)).ok(),
            Word::Float(_) => NewOrder::parse(text).ok().or_else(|| {
                let number: f64 = text.replace('_', "").parse().ok()?;
                NewOrder::parse(&number.to_string()).ok()
            }),
            _ => None,
        },
        _ => None,
    };
    let number = number.filter(|number| *number != NewOrder::LAST);
    reader.keep(node.place, at, number.ok_or_else(|| format!("is {}, not a number such as 100 or 0.5", node.kind())))
}

fn types(reader: &mut Reader<'_>, node: &tree::Node<'_>, at: &At<'_>) -> Option<Types> {
    let mut types = Types { ingress: false, egress: false };
    let found = reader.texts(node, at);
    for (index, (text, place)) in found.iter().enumerate() {
        let which = match text.as_str() {
            "ingress" => &mut types.ingress,
            "egress" => &mut types.egress,
            _ => {
                let why = format!("'{}' is neither ingress nor egress", super::check::shown(text));
                reader.fault(*place, &At::Item(at, index), why);
                continue;
            }
        };
        if std::mem::replace(which, true) {
            reader.fault(*place, &At::Item(at, index), format!("{text} is there twice"));
        }
    }
    (types.ingress || types.egress).then_some(types)
}

/// Reads the directions of a stored policy; where there are none, it decides about both.
fn stored_types(value: Option<&Value>) -> Result<Types, String> {
    let items = match value {
        None | Some(Value::Null) => return Ok(Types::BOTH),
        Some(Value::Array(items)) if items.is_empty() => return Ok(Types::BOTH),
        Some(Value::Array(items)) => items,
        Some(other) => return Err(format!("types is {}, not a list", values::kind(other))),
    };
    let has = |word: &str| items.iter().any(|item| item.as_str().is_some_and(|text| text.eq_ignore_ascii_case(word)));
    let known = |item: &Value| {
        item.as_str().is_some_and(|text| ["ingress", "egress"].iter().any(|word| word.eq_ignore_ascii_case(text)))
    };
    match items.iter().find(|item| !known(item)) {
        Some(bad) => Err(format!("types has {bad}, not ingress or egress")),
        None => Ok(Types { ingress: has("ingress"), egress: has("egress") }),
    }
}
