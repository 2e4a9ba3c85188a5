//! `calicross config get`

use clap::Args;
use serde::Serialize;

use super::FelixWord;
use super::setting::{Setting, Target};
use crate::commands::bgp::plans::on_off;
use crate::error::{CommandError, ErrorKind};
use crate::model::bird;
use crate::model::felix::Generation;
use crate::model::key::{BgpGlobal, Key};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;

/// Arguments of `config get`.
#[derive(Args, Debug)]
pub struct ConfigGetArgs {
    /// Name of the setting, in any case
    setting: String,

    /// As it holds on this host: its own value, else that of all hosts, else the default
    #[arg(long, value_name = "HOST")]
    host: Option<String>,

    /// The generation of Felix whose default counts [default: 1.4]
    #[arg(long, value_name = "VERSION", value_enum)]
    felix: Option<FelixWord>,
}

/// The value that holds.
#[derive(Debug, Serialize)]
struct ValueDoc {
    name: String,
    /// `null` where it is not set and there is no default.
    value: Option<String>,
    /// `host`, `global`, `default` or `unset`.
    origin: &'static str,
    host: Option<String>,
    key: Option<String>,
    default_felix14: Option<&'static str>,
    default_felix2: Option<&'static str>,
}

impl ConfigGetArgs {
    /// Finds the value that holds, nearest first.
    fn value(&self, target: &Target<'_>, snapshot: &Snapshot) -> Result<ValueDoc, CommandError> {
        let known = match &target.setting {
            Setting::Felix(known) => Some(*known),
            Setting::LogLevel => target.log_levels().map(|(known, _)| known),
            _ => None,
        };
        let mut doc = ValueDoc {
            name: known.map_or(target.name(), |known| known.name).to_owned(),
            value: None,
            origin: "unset",
            host: self.host.clone(),
            key: None,
            default_felix14: known.and_then(|known| known.felix14),
            default_felix2: known.and_then(|known| known.felix2),
        };
        for (host, origin) in [(self.host.as_deref(), "host"), (None, "global")] {
            if host.is_none() && origin == "host" {
                continue;
            }
            let Some(key) = (Target { host, ..target.clone() }).keys().into_iter().next() else { continue };
            let path = key.path();
            if let Some(entry) = snapshot.get(&path) {
                let bad = |why: String| {
                    CommandError::new(ErrorKind::BadData, format!("malformed value at {path}: {why}")).key(&path)
                };
                let value = match key {
                    Key::BgpGlobal(BgpGlobal::NodeMesh) => bird::mesh(&entry.value)
                        .map(|enabled| on_off(enabled).to_owned())
                        .map_err(|why| bad(why.to_string()))?,
                    _ => String::from_utf8(entry.value.clone()).map_err(|_| bad("it is not UTF-8".to_owned()))?,
                };
                return Ok(ValueDoc { value: Some(value), origin, key: Some(path), ..doc });
            }
        }
        let default = match (&target.setting, known) {
            (Setting::Bird(bird), _) => Some(bird.default),
            (_, Some(known)) => {
                let generation = self.felix.map_or(Generation::Felix14, Into::into);
                known.default_of(generation).or_else(|| known.generations().find_map(|one| known.default_of(one)))
            }
            (Setting::Other(name), None) => {
                return Err(CommandError::new(
                    ErrorKind::NotFound,
                    format!("{name} is not set, and no parameter that Felix knows"),
                )
                .object(format!("setting {name}"))
                .hint("`calicross config list --all` shows those that there are"));
            }
            _ => None,
        };
        if let Some(default) = default.filter(|default| !default.is_empty()) {
            (doc.value, doc.origin) = (Some(default.to_owned()), "default");
        }
        Ok(doc)
    }
}

impl ValueDoc {
    /// Where the value comes from, in words.
    fn told(&self) -> String {
        let name = &self.name;
        match (self.origin, &self.key) {
            ("default", _) => match (self.default_felix14, self.default_felix2) {
                (Some(old), Some(new)) if old != new => {
                    let shown = |text: &str| if text.is_empty() { "unset".to_owned() } else { text.to_owned() };
                    format!("{name} is not set; by default {} (Felix 1.4), {} (Felix 2)", shown(old), shown(new))
                }
                _ => format!("{name} is not set; this is the default"),
            },
            (_, Some(key)) => format!("{name} is set at {key}"),
            _ => format!("{name} is not set, and has no default"),
        }
    }
}

impl ReadCommand for ConfigGetArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let felix = self.felix.map(Into::into);
        let target = Target::of(&self.setting, self.host.as_deref(), felix)?;
        let snapshot = session.read(&target.scopes())?;
        let doc = self.value(&target, &snapshot)?;
        session.ui.status(&doc.told());
        if let (Setting::Felix(known), Some(value), Some(key)) = (&target.setting, &doc.value, &doc.key)
            && let Err(wrong) = known.check(value, felix)
        {
            session.ui.warn(&format!("{key}: '{}' {wrong}", value.escape_debug()));
        }
        session.ui.object("calicross/config-value/1", &doc, &mut |out| match &doc.value {
            Some(value) => writeln!(out, "{}", crate::render::printable(value)),
            None => Ok(()),
        })?;
        Ok(Outcome::Yes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(
        name: &str,
        host: Option<&str>,
        felix: Option<FelixWord>,
        keys: &[(&str, &str)],
    ) -> (Option<String>, &'static str) {
        let args = ConfigGetArgs { setting: name.to_owned(), host: host.map(str::to_owned), felix };
        let target = Target::of(name, host, None).unwrap();
        let doc = args.value(&target, &Snapshot::literal(keys)).unwrap();
        (doc.value, doc.origin)
    }

    #[test]
    fn host_beats_global_beats_default() {
        let global = ("/calico/v1/config/LogSeverityScreen", "info");
        let host = ("/calico/v1/host/h/config/LogSeverityScreen", "debug");
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(get("LogSeverityScreen", Some("h"), None, &[global, host]), (some("debug"), "host"));
        assert_eq!(get("logLevel", Some("h"), None, &[global]), (some("info"), "global"));
        assert_eq!(get("logseverityscreen", None, None, &[global, host]), (some("info"), "global"));
        assert_eq!(get("LogSeverityScreen", None, None, &[]), (some("ERROR"), "default"));
        assert_eq!(get("LogSeverityScreen", None, Some(FelixWord::Felix2), &[]), (some("INFO"), "default"));
        assert_eq!(get("ChainInsertMode", None, None, &[]), (some("insert"), "default"));
        assert_eq!(get("TyphaAddr", None, None, &[]), (None, "unset"));
        let mesh = ("/calico/bgp/v1/global/node_mesh", r#"{"enabled": false}"#);
        assert_eq!(get("nodeToNodeMesh", None, None, &[mesh]), (some("off"), "global"));
        assert_eq!(get("bgp.as_num", Some("h"), None, &[("/calico/bgp/v1/global/as_num", "1")]), (some("1"), "global"));
    }
}
