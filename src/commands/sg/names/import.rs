//! `calicross sg names import`

use std::io::Read;
use std::path::PathBuf;

use clap::Args;

use crate::error::{CommandError, ErrorKind};
use crate::inventory;
use crate::model::json;
use crate::model::openstack::listing::{self, BadListing, Listed};
use crate::model::openstack::{Kind, Names, directory};
use crate::plan::{Force, Plan};
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `sg names import`.
#[derive(Args, Debug)]
pub struct NamesImportArgs {
    /// File with what the OpenStack client printed; - is stdin
    file: PathBuf,

    /// What is listed, where the columns do not tell: group, server or port
    #[arg(long, value_name = "KIND", value_parser = parse_kind)]
    kind: Option<Kind>,

    /// Drop the names of the kinds listed that are not in the file
    #[arg(long)]
    replace: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    listed: Listed,
}

fn parse_kind(word: &str) -> Result<Kind, String> {
    Kind::parse(word).ok_or_else(|| format!("`{word}` is none of group, server, port"))
}

impl WriteCommand for NamesImportArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, _session: &mut Session) -> Result<(), CommandError> {
        let stdin = self.file.as_os_str() == "-";
        let name = if stdin { "stdin".to_owned() } else { self.file.display().to_string() };
        let mut bytes = Vec::new();
        let read = if stdin {
            std::io::stdin().lock().read_to_end(&mut bytes)
        } else {
            std::fs::File::open(&self.file).and_then(|mut file| file.read_to_end(&mut bytes))
        };
        read.map_err(|err| CommandError::new(ErrorKind::NotFound, format!("listing {name}: {err}")))?;
        self.listed = self.listed_in(&bytes).map_err(|err| err.within(&format!("listing {name}")))?;
        Ok(())
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![inventory::scope_of_names()]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let (present, malformed) = inventory::names(snapshot);
        let mut wanted = present.clone();
        let mut plan = Plan::new();
        for (kind, listed) in &self.listed.names {
            if self.replace {
                wanted.clear(*kind);
            }
            for (uuid, name) in listed {
                wanted.set(*kind, uuid, name);
            }
            let counted = Counted::of(*kind, &present, &wanted);
            plan.say(counted.line(*kind));
            let values = wanted.values(*kind);
            let paths = snapshot.under(&directory(*kind)).iter().map(|entry| &entry.path).chain(values.keys());
            for path in paths.collect::<std::collections::BTreeSet<_>>() {
                let unreadable = malformed.iter().find(|(found, _)| found == path);
                match (values.get(path), unreadable) {
                    // Only the keys that differ are written and guarded: there may be hundreds.
                    (Some(value), None) if same(snapshot, path, value) => {}
                    (None, Some(_)) if !self.replace => {}
                    (value, unreadable) => {
                        if let Some((_, why)) = unreadable {
                            let why = format!("cannot be read: {why}");
                            plan.needs(Force::Malformed, format!("value of {path}"), path, why);
                        }
                        match value {
                            Some(value) => plan.put(snapshot, path, value.clone()),
                            None => plan.delete(snapshot, path),
                        }
                    }
                }
            }
        }
        self.warn(&mut plan);
        if self.listed.names.is_empty() {
            plan.say("nothing is listed, nothing imported");
        }
        Ok(plan)
    }
}

/// Whether a key has a value that means the same.
fn same(snapshot: &Snapshot, path: &str, value: &[u8]) -> bool {
    snapshot.get(path).is_some_and(|entry| {
        entry.value == value
            || matches!((json::parse(&entry.value), json::parse(value)), (Ok(a), Ok(b)) if json::same_meaning(&a, &b))
    })
}

impl NamesImportArgs {
    fn listed_in(&self, bytes: &[u8]) -> Result<Listed, CommandError> {
        let hint = "save what `openstack security group list -f json` prints, or `server list`, or `port list`";
        let bad = |message: String| CommandError::new(ErrorKind::BadData, message);
        let listed = listing::read(bytes, self.kind).map_err(|err| match err {
            BadListing::Unclear { .. } => bad(err.to_string()).hint("--kind group, server or port says which"),
            err => bad(err.to_string()).hint(hint),
        })?;
        if self.replace && listed.unknown > 0 {
            return Err(bad("an empty list does not tell whose names to drop".to_owned())
                .hint("--kind group, server or port says which"));
        }
        Ok(listed)
    }

    /// Tells of the names that are not kept.
    fn warn(&self, plan: &mut Plan) {
        for kind in Kind::ALL {
            let mut unkept = self.listed.unkept.iter().filter(|unkept| unkept.kind == kind);
            let Some(first) = unkept.next() else { continue };
            let more = match unkept.count() {
                0 => String::new(),
                more => format!(" (and {more} more)"),
            };
            plan.warn(format!("{} {}: its name {} and is not kept{more}", kind.word(), first.uuid, first.why));
        }
    }
}

/// What an import does to the names of one kind.
struct Counted {
    new: usize,
    changed: usize,
    dropped: usize,
    all: usize,
}

impl Counted {
    fn of(kind: Kind, present: &Names, wanted: &Names) -> Self {
        let now = |uuid: &str| wanted.name(kind, uuid);
        Self {
            new: wanted.all(kind).filter(|(uuid, _)| present.name(kind, uuid).is_none()).count(),
            changed: present.all(kind).filter(|(uuid, name)| now(uuid).is_some_and(|now| now != *name)).count(),
            dropped: present.all(kind).filter(|(uuid, _)| now(uuid).is_none()).count(),
            all: wanted.all(kind).count(),
        }
    }

    fn line(&self, kind: Kind) -> String {
        let counts = [(self.new, "new"), (self.changed, "changed"), (self.dropped, "dropped")];
        let mut parts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        if parts.is_empty() {
            parts.push("unchanged".to_owned());
        }
        format!("names of {}: {}, {} in all", kind.plural(), parts.join(", "), self.all)
    }
}

#[cfg(test)]
mod tests;
