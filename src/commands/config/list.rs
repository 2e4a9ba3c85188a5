//! `calicross config list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use super::FelixWord;
use super::change::defaults;
use super::setting::{BIRD, Bird, felix_directory};
use crate::commands::bgp::plans::on_off;
use crate::error::{CommandError, ErrorKind};
use crate::model::bird;
use crate::model::check::{Severity, problems};
use crate::model::felix::{self, Generation, LOCAL_ONLY, PARAMETERS, Parameter, Wrong};
use crate::model::key::{BGP, BgpGlobal, HOSTS, Key};
use crate::model::name::{self, Kind};
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::{Entry, Scope, Snapshot};

/// Arguments of `config list`.
#[derive(Args, Debug)]
pub struct ConfigListArgs {
    /// What holds on this host: its own settings, and those of all hosts
    #[arg(long, value_name = "HOST")]
    host: Option<String>,

    /// Also the settings that are not set, with their defaults
    #[arg(long)]
    all: bool,

    /// The generation of Felix on the hosts [default: values have to suit both]
    #[arg(long, value_name = "VERSION", value_enum)]
    felix: Option<FelixWord>,
}

/// A setting at a place.
#[derive(Serialize)]
pub(super) struct SettingRow {
    name: String,
    /// The value; of the mesh `on` or `off`. Nothing where it is not set, or not text.
    value: Option<String>,
    host: Option<String>,
    key: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    default: Option<String>,
    readers: Vec<String>,
    state: &'static str,
    why: Option<String>,
    note: Option<&'static str>,
}

impl SettingRow {
    /// What a key holds; `None` for a key that is no setting.
    pub(super) fn of(entry: &Entry, felix: Option<Generation>) -> Option<Self> {
        let key = Key::parse(&entry.path);
        match &key {
            Key::GlobalConfig { name } => Some(Self::of_felix(entry, name, None, felix)),
            Key::HostConfig { host, name } => Some(Self::of_felix(entry, name, Some(host), felix)),
            Key::BgpHost { host, .. } => Some(Self::of_bird(entry, &key, Bird::of(&key)?, Some(host))),
            _ => Some(Self::of_bird(entry, &key, Bird::of(&key)?, None)),
        }
    }

    fn of_felix(entry: &Entry, name: &str, host: Option<&String>, felix: Option<Generation>) -> Self {
        let text = std::str::from_utf8(&entry.value).ok();
        let known = felix::parameter(name);
        let (state, why) = match (known, text) {
            (_, None) => ("wrong", Some("it is not UTF-8".to_owned())),
            (Some(known), Some(text)) => match check(known, text, felix) {
                Ok(()) => ("ok", None),
                Err(wrong) => ("wrong", Some(format!("'{}' {wrong}", text.escape_debug()))),
            },
            (None, _) if felix::right_case(name).is_some() => {
                let right = felix::right_case(name).unwrap_or(name);
                ("misspelled", Some(format!("Felix 1.4 looks for {right} and does not see it, Felix 2 reads it")))
            }
            (None, _) if LOCAL_ONLY.contains(&name) => {
                ("local", Some("Felix reads it from its environment or file only".to_owned()))
            }
            (None, _) if name == "marker" => ("unknown", Some("calicoctl 0.2x marks a host with it".to_owned())),
            (None, _) => ("unknown", Some("no Felix looks at it".to_owned())),
        };
        Self {
            name: name.to_owned(),
            value: text.map(str::to_owned),
            host: host.cloned(),
            key: Some(entry.path.clone()),
            kind: known.map(|known| known.kind.words()),
            default: known.map(|known| defaults(known, felix)),
            readers: known.map(readers).unwrap_or_default(),
            state,
            why,
            note: known.map(Parameter::note).filter(|note| !note.is_empty()),
        }
    }

    fn of_bird(entry: &Entry, key: &Key, known: &Bird, host: Option<&String>) -> Self {
        let mesh = matches!(key, Key::BgpGlobal(BgpGlobal::NodeMesh)).then(|| bird::mesh(&entry.value).ok()).flatten();
        let text = || String::from_utf8(entry.value.clone()).ok();
        let refused =
            problems(&entry.path, &entry.value).into_iter().find(|problem| problem.severity == Severity::Refused);
        Self {
            value: mesh.map(|enabled| on_off(enabled).to_owned()).or_else(text),
            host: host.cloned(),
            key: Some(entry.path.clone()),
            state: if refused.is_some() { "wrong" } else { "ok" },
            why: refused.map(|problem| problem.to_string()),
            ..Self::unset_bird(known)
        }
    }

    fn unset(known: &'static Parameter, felix: Option<Generation>) -> Self {
        Self {
            name: known.name.to_owned(),
            value: None,
            host: None,
            key: None,
            kind: Some(known.kind.words()),
            default: Some(defaults(known, felix)),
            readers: readers(known),
            state: "default",
            why: None,
            note: Some(known.note()).filter(|note| !note.is_empty()),
        }
    }

    fn unset_bird(known: &Bird) -> Self {
        Self {
            name: known.name.to_owned(),
            value: None,
            host: None,
            key: None,
            kind: Some(known.values.to_owned()),
            default: Some(if known.default.is_empty() { "unset" } else { known.default }.to_owned()),
            readers: vec!["BIRD".to_owned()],
            state: "default",
            why: None,
            note: None,
        }
    }

    fn is_wrong(&self) -> bool {
        self.state == "wrong"
    }
}

/// Checks a value that is there. `auto` for Ipv6Support is what Felix 1.4 starts with, and Felix 2 takes it for its own default.
fn check(known: &Parameter, text: &str, felix: Option<Generation>) -> Result<(), Wrong> {
    match known.check(text, felix) {
        Err(_) if known.name == "Ipv6Support" && text == "auto" && felix.is_none() => Ok(()),
        checked => checked,
    }
}

fn readers(known: &Parameter) -> Vec<String> {
    known.generations().map(|generation| generation.to_string()).collect()
}

impl Row for SettingRow {
    const SCHEMA: &'static str = "calicross/config-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("NAME"),
        Column::new("WHERE"),
        Column::new("STATE"),
        Column::new("TYPE").wide(),
        Column::new("READERS"),
        Column::new("DEFAULT"),
        // Anything may be long here, and only what is last is not padded.
        Column::new("VALUE"),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.name.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.name.as_str().into(),
            1 if self.key.is_none() => "-".into(),
            1 => self.host.as_deref().unwrap_or("global").into(),
            2 => self.state.into(),
            3 => self.kind.as_deref().unwrap_or("-").into(),
            4 if self.readers.is_empty() => "-".into(),
            4 => self.readers.join(",").into(),
            5 => self.default.as_deref().unwrap_or("-").into(),
            _ => self.value.as_deref().unwrap_or("-").into(),
        }
    }
}

impl ConfigListArgs {
    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = vec![Scope::under(felix_directory(None))];
        match &self.host {
            None => scopes.extend([Scope::under(format!("{HOSTS}/")), Scope::under(format!("{BGP}/"))]),
            Some(host) => scopes.extend([
                Scope::under(felix_directory(Some(host))),
                Scope::under(format!("{BGP}/global/")),
                Scope::under(format!("{BGP}/host/{host}/")),
            ]),
        }
        scopes
    }

    fn rows(&self, snapshot: &Snapshot) -> Vec<SettingRow> {
        let felix = self.felix.map(Into::into);
        let mut rows: Vec<SettingRow> =
            snapshot.entries().iter().filter_map(|entry| SettingRow::of(entry, felix)).collect();
        if self.all {
            let unset = |name: &str| rows.iter().all(|row| row.name != name);
            let parameters = PARAMETERS.iter().filter(|known| unset(known.name));
            let birds = BIRD.iter().filter(|known| unset(known.name));
            let more: Vec<SettingRow> = parameters
                .map(|known| SettingRow::unset(known, felix))
                .chain(birds.map(SettingRow::unset_bird))
                .collect();
            rows.extend(more);
        }
        rows.sort_by(|a, b| (&a.name, &a.host).cmp(&(&b.name, &b.host)));
        rows
    }
}

impl ReadCommand for ConfigListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        if let Some(host) = &self.host {
            name::check(Kind::Host, host)?;
        }
        let snapshot = session.read(&self.scopes())?;
        let rows = self.rows(&snapshot);
        if rows.is_empty() {
            session.ui.status("nothing is set");
        }
        let wrong: Vec<(String, String)> = rows
            .iter()
            .filter(|row| row.is_wrong())
            .map(|row| (row.key.clone().unwrap_or_default(), row.why.clone().unwrap_or_default()))
            .collect();
        session.ui.list(rows)?;
        for (key, why) in wrong.iter().skip(1) {
            session.ui.warn(&format!("wrong value at {key}: {why}"));
        }
        let Some((key, why)) = wrong.first() else { return Ok(Outcome::Yes) };
        let more = if wrong.len() > 1 { format!(" (and {} more)", wrong.len() - 1) } else { String::new() };
        Err(CommandError::new(ErrorKind::BadData, format!("wrong value at {key}: {why}{more}"))
            .key(key)
            .hint("`calicross config set` puts it right, `calicross config unset` takes it away"))
    }
}
