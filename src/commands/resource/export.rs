//! `calicross export`

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::calico_v3::{self, Wanted};
use super::chosen;
use super::get;
use super::words::NameArgs;
use crate::error::{CommandError, ErrorKind};
use crate::manifest::id::Id;
use crate::manifest::object::Bad;
use crate::model::selector::Selector;
use crate::render;
use crate::session::{Outcome, ReadCommand, Session};

fn parse_selector(text: &str) -> Result<Selector, String> {
    Selector::parse(text).map_err(|bad| bad.to_string())
}

/// Arguments of `export`.
///
/// What is exported says what is there: applied again, it changes nothing. The order is that of kinds and names, so that it
/// lives well in git.
///
/// --to calico-v3 makes documents of projectcalico.org/v3, for calicoctl of Calico v3, and tells on stderr what is renamed, lost or means
/// something else there. Exit code 1: it changes traffic; 3: some objects are not converted.
#[derive(Args, Debug)]
pub struct ExportArgs {
    #[command(flatten)]
    names: NameArgs,

    /// Only what a selector selects by its labels: profiles, host endpoints, workload endpoints
    #[arg(short = 'l', long, value_name = "SELECTOR", value_parser = parse_selector)]
    selector: Option<Selector>,

    /// A file an object, KIND/NAME.yaml in this directory, instead of one stream
    #[arg(long, value_name = "DIR")]
    to_dir: Option<PathBuf>,

    /// Documents for another program
    #[arg(long, value_name = "FORM", value_parser = ["calico-v3"])]
    to: Option<String>,

    /// With --to: all that is to be known of the conversion, as JSON; - is stdout, and no documents then
    #[arg(long, value_name = "FILE", requires = "to")]
    report: Option<PathBuf>,
}

impl ReadCommand for ExportArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        if self.to.is_some() {
            let (names, selector) = (&self.names, self.selector.as_ref());
            let wanted = Wanted { names, selector, to_dir: self.to_dir.as_deref(), report: self.report.as_ref() };
            return calico_v3::export(session, &wanted);
        }
        let objects = chosen::read(session, &self.names, self.selector.as_ref())?;
        let said: Vec<(&Id, Result<Value, Bad>)> =
            objects.iter().map(|(id, found)| (id, chosen::said(id, found))).collect();
        let readable = || said.iter().filter_map(|(id, found)| Some((*id, found.as_ref().ok()?)));
        match &self.to_dir {
            None if session.ui.is_structured() => get::list_all(session, &objects)?,
            None => {
                let mut text = String::new();
                for (_, document) in readable() {
                    text.push_str("---\n");
                    text.push_str(&render::yaml_text(document)?);
                }
                session.ui.raw(text.as_bytes())?;
            }
            Some(directory) => {
                for (id, document) in readable() {
                    write(directory, id.kind().as_str(), &id.name(), document)?;
                }
                let count = readable().count();
                let files = if count == 1 { "file" } else { "files" };
                session.ui.status(&format!("{count} {files} written to {}", directory.display()));
            }
        }
        chosen::finish(&session.ui, said.iter().filter_map(|(_, found)| found.as_ref().err()))?;
        Ok(Outcome::Yes)
    }
}

/// Writes an object to a file of its own.
pub(super) fn write(directory: &Path, kind: &str, name: &str, document: &Value) -> Result<(), CommandError> {
    let path = directory.join(kind).join(file_name(name));
    let failed =
        |err: std::io::Error| CommandError::new(ErrorKind::Output, format!("cannot write {}: {err}", path.display()));
    let text = render::yaml_text(document)?;
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(failed)?;
    }
    std::fs::write(&path, text).map_err(failed)
}

/// A name as a file can have it: what parts directories, begins a hidden file or is odd to shells is written as in a URL.
pub(super) fn file_name(name: &str) -> String {
    let mut file = String::new();
    for (at, c) in name.chars().enumerate() {
        let plain = c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':') || (c == '.' && at > 0);
        match c {
            // Names have it between their parts.
            '/' => file.push('+'),
            c if plain => file.push(c),
            c => {
                let mut bytes = [0; 4];
                file.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02x}")));
            }
        }
    }
    format!("{file}.yaml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::id::Kind;

    #[test]
    fn names_of_files_are_one_each() {
        for (kind, name, file) in [
            (Kind::Policy, "default/web", "default+web.yaml"),
            (Kind::Policy, "t/a%2fb", "t+a%252fb.yaml"),
            (Kind::IpPool, "10.0.0.0/16", "10.0.0.0+16.yaml"),
            (Kind::BgpPeer, "node/n1/fd00::1", "node+n1+fd00::1.yaml"),
            (Kind::Profile, ".hidden", "%2ehidden.yaml"),
            (Kind::Profile, "é", "%c3%a9.yaml"),
        ] {
            assert_eq!(file_name(&Id::parse(kind, name).unwrap().name()), file);
        }
    }
}
