//! `calicross export --to calico-v3`

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

use super::chosen;
use super::export::write;
use super::words::NameArgs;
use crate::convert::report::{Finding, Named, lines};
use crate::convert::{self, Conversion, Converted};
use crate::error::{CommandError, ErrorKind};
use crate::manifest::id::{Id, Kind};
use crate::model::selector::Selector;
use crate::render::{self, Column, Row};
use crate::session::{Outcome, Session, state};

/// The form of the report.
const REPORT: &str = "calicross/calico-v3-report/1";

/// Where documents and report go.
pub(super) struct Wanted<'a> {
    /// Which objects.
    pub(super) names: &'a NameArgs,
    /// Those of them that it selects.
    pub(super) selector: Option<&'a Selector>,
    /// A directory for a file each.
    pub(super) to_dir: Option<&'a Path>,
    /// A file for the report; `-` is stdout, and the report alone.
    pub(super) report: Option<&'a PathBuf>,
}

/// What became of the conversion.
#[derive(Serialize)]
struct ReportDoc<'c> {
    converted: usize,
    changes_traffic: bool,
    complete: bool,
    names: Vec<Named>,
    findings: &'c [Finding],
}

/// Exports what a datastore holds as documents of Calico v3.
pub(super) fn export(session: &mut Session, wanted: &Wanted<'_>) -> Result<Outcome, CommandError> {
    let snapshot = session.read(&convert::scopes())?;
    let mut conversion = convert::convert(&snapshot);
    if !wanted.names.is_empty() || wanted.selector.is_some() {
        // What is called a link is its profile there.
        let of_profile = |(kind, id)| match (kind, id) {
            (Kind::Link, Some(Id::Link(name))) => (Kind::Profile, Some(Id::Profile(name))),
            (Kind::Link, _) => (Kind::Profile, None),
            other => other,
        };
        let meant: BTreeSet<(Kind, Option<Id>)> = chosen::wanted(wanted.names)?.into_iter().map(of_profile).collect();
        let meant: Vec<(Kind, Option<Id>)> = meant.into_iter().collect();
        let objects = chosen::among(&snapshot, &meant, wanted.names, wanted.selector)?;
        let ids: BTreeSet<Id> = objects.into_iter().map(|(id, _)| id).collect();
        conversion.only(&ids);
    }
    let doc = ReportDoc {
        converted: conversion.documents.len(),
        changes_traffic: conversion.findings.iter().any(|finding| finding.traffic),
        complete: !conversion.findings.iter().any(|finding| finding.class.stops()),
        names: conversion.names(),
        findings: &conversion.findings,
    };
    let alone = wanted.report.is_some_and(|file| file.as_os_str() == "-");
    if alone {
        session.ui.object(REPORT, &doc, &mut |out| {
            for line in told(&doc) {
                writeln!(out, "{}", render::printable(&line.1))?;
            }
            Ok(())
        })?;
    } else {
        documents(session, wanted.to_dir, &conversion)?;
        for (warns, line) in told(&doc) {
            if warns { session.ui.warn(&line) } else { session.ui.status(&line) }
        }
    }
    if let Some(file) = wanted.report.filter(|_| !alone) {
        save(file, &doc)?;
    }
    end(&conversion.findings)
}

/// Prints the documents, or writes a file each.
fn documents(session: &Session, to_dir: Option<&Path>, conversion: &Conversion) -> Result<(), CommandError> {
    let Some(directory) = to_dir else {
        if session.ui.is_structured() || session.ui.selects() || session.ui.format() == render::Format::Name {
            return session.ui.list(conversion.documents.iter().map(V3Row));
        }
        let mut text = String::new();
        for Converted { document, .. } in &conversion.documents {
            text.push_str("---\n");
            text.push_str(&render::yaml_text(&document.value())?);
        }
        return session.ui.raw(text.as_bytes());
    };
    for Converted { document, .. } in &conversion.documents {
        write(directory, document.kind.as_str(), &document.path(), &document.value())?;
    }
    let count = conversion.documents.len();
    let files = if count == 1 { "file" } else { "files" };
    session.ui.status(&format!("{count} {files} written to {}", directory.display()));
    Ok(())
}

/// The report as lines for people, each with whether it is a warning.
fn told(doc: &ReportDoc<'_>) -> Vec<(bool, String)> {
    let mut told = lines(doc.findings);
    let renamed = doc.names.iter().filter(|named| named.renamed);
    let renamed: Vec<String> = renamed.map(|named| format!("renamed: {} -> {}", named.object, named.name)).collect();
    const SHOWN: usize = 8;
    let hidden = renamed.len().saturating_sub(SHOWN);
    told.extend(renamed.into_iter().take(SHOWN).map(|line| (false, line)));
    if hidden > 0 {
        told.push((false, format!("... and {hidden} more like this: --report FILE has all of them")));
    }
    let documents = if doc.converted == 1 { "document" } else { "documents" };
    let traffic = doc.findings.iter().filter(|finding| finding.traffic && !finding.class.stops()).count();
    let stops = doc.findings.iter().filter(|finding| finding.class.stops()).map(|finding| &finding.object);
    let stops = stops.collect::<BTreeSet<_>>().len();
    let objects = if stops == 1 { "object" } else { "objects" };
    let changes = if traffic == 1 { "change" } else { "changes" };
    told.push((
        false,
        format!("{} {documents}, {stops} {objects} not converted, {traffic} {changes} of traffic", doc.converted),
    ));
    told
}

/// Writes the report to a file, which only its owner reads.
fn save(file: &Path, doc: &ReportDoc<'_>) -> Result<(), CommandError> {
    let failed = |why: String| CommandError::new(ErrorKind::Output, format!("cannot write {}: {why}", file.display()));
    let mut text = Vec::new();
    let options = render::Options { format: render::Format::Json, ..render::Options::default() };
    render::object(&mut text, REPORT, doc, &options, &mut |_| Ok(()))?;
    state::write_private(file, &text).map_err(|err| failed(err.to_string()))
}

/// How it ends: 5 where a value cannot be read, 3 where an object is not converted, 1 where traffic changes.
fn end(findings: &[Finding]) -> Result<Outcome, CommandError> {
    let stops: Vec<&Finding> = findings.iter().filter(|finding| finding.class.stops()).collect();
    let unread = stops.iter().find(|finding| finding.code == "malformed");
    let Some(first) = unread.or(stops.first()) else {
        let traffic = findings.iter().any(|finding| finding.traffic);
        return Ok(if traffic { Outcome::No } else { Outcome::Yes });
    };
    let kind = if unread.is_some() { ErrorKind::BadData } else { ErrorKind::Refused };
    let more = if stops.len() > 1 { format!(" (and {} more)", stops.len() - 1) } else { String::new() };
    let message = format!("{} is not converted: {}{more}", first.object, first.message);
    Err(CommandError::new(kind, message)
        .object(first.object.clone())
        .key(first.key.clone())
        .hint("all else is; --report FILE tells of every object"))
}

/// A document in a list.
struct V3Row<'c>(&'c Converted);

impl Serialize for V3Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.document.value().serialize(serializer)
    }
}

impl Row for V3Row<'_> {
    const SCHEMA: &'static str = "calicross/calico-v3-list/1";
    const COLUMNS: &'static [Column] = &[Column::new("KIND"), Column::new("NAMESPACE"), Column::new("NAME")];

    fn name(&self) -> Cow<'_, str> {
        let document = &self.0.document;
        format!("{}/{}", document.kind.as_str(), document.path()).into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let document = &self.0.document;
        match column {
            0 => document.kind.as_str().into(),
            1 => document.namespace.as_deref().unwrap_or("-").into(),
            _ => document.name.as_str().into(),
        }
    }
}
