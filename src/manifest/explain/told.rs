//! A kind and its fields as commands show them: a tree in which each node tells all of itself.

use serde::Serialize;

use super::{Absent, Field, Reader, Takes, of};
use crate::manifest::id::Kind;
use crate::manifest::object::{OWN, V1};
use crate::model::felix::{Generation, PARAMETERS, Parameter};

/// What a reader does with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Does {
    /// Who.
    pub reader: String,
    /// What, as a fragment.
    pub does: String,
}

/// A kind or a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The kind and the path of the field: `policy.spec.order`.
    pub name: String,
    /// What it takes.
    #[serde(rename = "type")]
    pub takes: String,
    /// The `apiVersion`s that it goes with.
    #[serde(rename = "apiVersions")]
    pub versions: Vec<&'static str>,
    /// Whether it has to be there.
    pub required: bool,
    /// What it means that it is not there; none where it has to be.
    pub default: Option<String>,
    /// What it means.
    pub description: String,
    /// The keys that hold it. Names stand in angle brackets.
    pub keys: Vec<String>,
    /// The member of the value; none where it is part of the key, or the value itself.
    pub member: Option<String>,
    /// A value, as a file may have it.
    pub example: Option<String>,
    /// What stands beside the example.
    pub beside: Option<String>,
    /// What each reader does with it.
    pub readers: Vec<Does>,
    /// The fields in it.
    pub fields: Vec<Told>,
}

impl Told {
    /// The last word of its name.
    pub fn last(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name.as_str(), |(_, last)| last)
    }

    /// It without what is in its fields, or with none of them.
    pub fn shallow(mut self, depth: usize) -> Self {
        match depth.checked_sub(1) {
            None => self.fields.clear(),
            Some(depth) => self.fields = self.fields.into_iter().map(|field| field.shallow(depth)).collect(),
        }
        self
    }

    /// It and all fields in it, however deep, each before those in it.
    fn all(&self) -> Vec<&Self> {
        std::iter::once(self).chain(self.fields.iter().flat_map(Self::all)).collect()
    }
}

/// Tells of a kind, with everything in it.
pub fn tell(kind: Kind) -> Told {
    let known = of(kind);
    let versions = if kind.is_calicoctl() { vec![V1, OWN] } else { vec![OWN] };
    let around = Around { versions: &versions, keys: known.keys, member: "" };
    let above = format!("{kind}.metadata");
    let mut meta = around.fields(known.metadata, &above);
    meta.push(Around { keys: &[], ..around }.field(&AS_FOUND, &above));
    let part = |name: &str, required: bool, description: &str, takes: &str, fields: Vec<Told>| Told {
        name: format!("{kind}.{name}"),
        takes: takes.to_owned(),
        versions: versions.clone(),
        required,
        default: None,
        description: description.to_owned(),
        keys: Vec::new(),
        member: None,
        example: None,
        beside: None,
        readers: Vec::new(),
        fields,
    };
    let mut version = part("apiVersion", true, VERSION, "v1|calicross/v1", Vec::new());
    version.takes = versions.join("|");
    version.example = versions.first().map(|version| (*version).to_owned());
    let mut word = part("kind", true, "The kind of resource, in exactly this spelling.", kind.as_str(), Vec::new());
    word.example = Some(kind.to_string());
    let named = known.metadata.iter().any(|field| matches!(field.absent, Absent::Required));
    let mut metadata = part("metadata", named, "Which object it is, and what is told about it.", "object", meta);
    let needed = match known.spec {
        Takes::Object(fields) => fields.iter().any(|field| !matches!(field.absent, Absent::Is(_) | Absent::Means(_))),
        _ => false,
    };
    let spec = Field::new("spec", known.spec, Absent::Means(""), "What it is to be.");
    let mut spec = around.field(&spec, kind.as_str());
    (spec.required, spec.default) = (needed, (!needed).then(|| "nothing is said".to_owned()));
    metadata.default = (!named).then(|| "nothing is said".to_owned());
    Told {
        name: kind.to_string(),
        takes: "resource".to_owned(),
        required: false,
        default: None,
        description: known.says.to_owned(),
        keys: known.keys.iter().map(|key| (*key).to_owned()).collect(),
        member: None,
        example: Some(known.named.to_owned()),
        beside: None,
        readers: known.readers.iter().map(does).collect(),
        fields: vec![version, word, metadata, spec],
        versions,
    }
}

const VERSION: &str =
    "The version of the form: v1 is calicoctl 1.x's; calicross/v1 has all of it, and what calicoctl does not know.";

/// A value that only a parameter which takes any text takes.
const NONSENSE: &str = "\u{a0}nonsense";

/// What every kind's metadata takes.
pub(super) const AS_FOUND: Field = Field::new(
    "asFound",
    Takes::Switch,
    Absent::Is("false"),
    "Whether it says what was found in a datastore, with values that some reader refuses: get and export write it where there is no other way \
     to say what is there, and nothing is refused then.",
)
.example("true")
.own();

/// What a field has from what is around it.
#[derive(Clone, Copy)]
struct Around<'a> {
    versions: &'a [&'static str],
    keys: &'a [&'static str],
    member: &'a str,
}

impl Around<'_> {
    fn field(self, field: &Field, above: &str) -> Told {
        let name = format!("{above}.{}", field.name);
        let own = [OWN];
        let versions = if field.own { &own } else { self.versions };
        let keys = if field.keys.is_empty() { self.keys } else { field.keys };
        let members: Vec<String> = self
            .member
            .split(", ")
            .flat_map(|above| field.member.split(", ").map(move |member| joined(above, member)))
            .collect();
        let member = members.join(", ");
        let inner = Around { versions, keys, member: &member };
        let (takes, fields) = match field.takes {
            Takes::One(takes) => (takes.to_owned(), Vec::new()),
            Takes::Switch => ("boolean".to_owned(), Vec::new()),
            Takes::List(takes) => (format!("list of {takes}"), Vec::new()),
            Takes::Map => ("object of texts".to_owned(), Vec::new()),
            Takes::Object(fields) => ("object".to_owned(), inner.fields(fields, &name)),
            Takes::Objects(fields) => ("list of objects".to_owned(), inner.fields(fields, &name)),
            Takes::Settings => {
                ("object".to_owned(), PARAMETERS.iter().map(|known| inner.setting(known, &name)).collect())
            }
        };
        let (required, default) = match field.absent {
            Absent::Required => (true, None),
            Absent::FirstOf(which) | Absent::OneOf(which) => (false, Some(format!("one of {which} has to be there"))),
            Absent::Is(value) | Absent::Means(value) => (false, Some(value.to_owned())),
        };
        Told {
            takes,
            versions: versions.to_vec(),
            required,
            default,
            description: field.says.to_owned(),
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
            member: Some(member.clone()).filter(|member| !member.is_empty()),
            example: Some(field.example.to_owned()).filter(|example| !example.is_empty()),
            beside: field.beside.map(|(at, what)| format!("{}: {what}", at.rsplit('/').next().unwrap_or(at))),
            readers: field.readers.iter().map(does).collect(),
            fields,
            name,
        }
    }

    fn fields(self, fields: &[Field], above: &str) -> Vec<Told> {
        fields.iter().map(|field| self.field(field, above)).collect()
    }

    /// One of Felix' parameters.
    fn setting(self, known: &Parameter, above: &str) -> Told {
        let reader = |generation: Generation| {
            let wrong = known.check(NONSENSE, Some(generation)).err().map(|wrong| wrong.consequence);
            let wrong = wrong.map_or(String::new(), |consequence| {
                let name = generation.to_string();
                format!("; a wrong value: {}", consequence.strip_prefix(&name).unwrap_or(&consequence).trim_start())
            });
            let does = match known.default_of(generation) {
                None => "does not know it".to_owned(),
                Some("") => format!("has no default for it{wrong}"),
                Some(default) => format!("takes {default} where it is not set{wrong}"),
            };
            Does { reader: generation.to_string(), does }
        };
        // In lower case, as it is told elsewhere: some begin with a value.
        let description = match known.note() {
            "" => "A parameter of Felix.".to_owned(),
            note => format!("{note}."),
        };
        let keys = of(Kind::FelixConfig).keys.iter().map(|key| key.replace("<setting>", known.name));
        Told {
            name: format!("{above}.{}", known.name),
            takes: known.kind.words(),
            versions: self.versions.to_vec(),
            required: false,
            default: Some("it stays as it is; null unsets it".to_owned()),
            description,
            keys: keys.collect(),
            member: None,
            example: Generation::ALL
                .into_iter()
                .filter_map(|generation| known.default_of(generation))
                .find(|text| !text.is_empty())
                .map(str::to_owned),
            beside: None,
            readers: Generation::ALL.into_iter().map(reader).collect(),
            fields: Vec::new(),
        }
    }
}

fn does((who, does): &Reader) -> Does {
    Does { reader: who.as_str().to_owned(), does: (*does).to_owned() }
}

/// A member below another one.
fn joined(above: &str, member: &str) -> String {
    match (above, member) {
        ("", member) => member.to_owned(),
        (above, "") => above.to_owned(),
        (above, member) => format!("{above}.{member}"),
    }
}

/// Finds a field by its path, `spec.ingress.source`, in any case, and with or without the places of items: `spec.ingress[0].source`.
///
/// # Errors
/// The names, with their kind, that may have been meant; none where nothing is like it.
pub fn find(kind: Kind, path: &str) -> Result<Told, Vec<String>> {
    let mut told = tell(kind);
    for word in path.split('.') {
        let word = word.split('[').next().unwrap_or(word);
        let found = told.fields.iter().position(|field| field.last().eq_ignore_ascii_case(word));
        match found {
            Some(at) => told = told.fields.swap_remove(at),
            None => return Err(alike(kind, path)),
        }
    }
    Ok(told)
}

/// Most names that may have been meant.
const MOST: usize = 3;

/// The fields whose last word is the one that was typed; else those of the most similar words.
fn alike(kind: Kind, path: &str) -> Vec<String> {
    let tree = tell(kind);
    let typed = path.rsplit('.').next().unwrap_or(path).to_ascii_lowercase();
    let most = typed.chars().count() / 3;
    let mut alike: Vec<(usize, usize, String)> = Vec::new();
    for field in tree.all().into_iter().skip(1) {
        let apart = distance(&typed, &field.last().to_ascii_lowercase());
        if apart <= most {
            // Of those with one word, the one whose path is typed the most.
            let whole = field.name.split_once('.').map_or("", |(_, path)| path);
            alike.push((apart, distance(path, whole), field.name.clone()));
        }
    }
    alike.sort();
    alike.into_iter().take(MOST).map(|(_, _, name)| name).collect()
}

/// How many letters have to be put in, taken out or exchanged to make one text of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (line, left) in a.chars().enumerate() {
        let mut next = vec![line + 1];
        for ((right, pair), place) in b.iter().zip(row.windows(2)).zip(0usize..) {
            let (exchanged, removed) = match pair {
                [diagonal, over] => (diagonal + usize::from(left != *right), over + 1),
                _ => continue,
            };
            let inserted = next.get(place).map_or(usize::MAX, |before| before + 1);
            next.push(exchanged.min(removed).min(inserted));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// The names that a half-typed one may become: kinds, then the fields of what was typed up to the last dot, and those in one that is typed
/// whole.
pub fn paths(typed: &str) -> Vec<(String, String)> {
    let Some((kind, path)) = typed.split_once('.') else {
        let about = |kind: Kind| first_sentence(of(kind).says).to_owned();
        return Kind::ALL.into_iter().map(|kind| (kind.to_string(), about(kind))).collect();
    };
    let Some(known) = Kind::of_word(kind) else { return Vec::new() };
    let above = path.rsplit_once('.').map(|(above, _)| above);
    let mut found = match above {
        None => tell(known),
        Some(above) => match find(known, above) {
            Ok(found) => found,
            Err(_) => return Vec::new(),
        },
    };
    // In the spelling that was begun with.
    let spelled = typed.strip_suffix(path.rsplit('.').next().unwrap_or(path)).unwrap_or(typed);
    let whole = found.fields.iter().position(|field| format!("{spelled}{}", field.last()) == typed);
    let name =
        |above: &str, field: &Told| (format!("{above}{}", field.last()), first_sentence(&field.description).to_owned());
    let mut names: Vec<_> = found.fields.iter().map(|field| name(spelled, field)).collect();
    if let Some(at) = whole {
        let inner = found.fields.swap_remove(at);
        names.extend(inner.fields.iter().map(|field| name(&format!("{typed}."), field)));
    }
    names
}

/// The text up to its first full stop.
pub fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.')
}
