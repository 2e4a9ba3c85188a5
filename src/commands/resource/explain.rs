//! `calicross explain`

use std::io::{self, Write};

use clap::Args;

use super::words::kind_of;
use crate::error::{CommandError, ErrorKind};
use crate::manifest::explain::{self, Told, first_sentence};
use crate::render::{self, printable};
use crate::session::ui::Ui;
use crate::session::{Outcome, PlainCommand};

/// Arguments of `explain`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  calicross explain policy\n  calicross explain policy.spec.ingress.source.nets\n  calicross explain ipPool --recursive"
)]
pub struct ExplainArgs {
    /// Kind of resource, in any of the words that `get` takes, or a field of it: KIND.FIELD.FIELD...
    #[arg(value_name = "KIND[.FIELD...]")]
    field: String,

    /// All fields, however deep
    #[arg(long)]
    recursive: bool,
}

impl PlainCommand for ExplainArgs {
    fn run(&self, ui: &Ui, _tree: fn() -> clap::Command) -> Result<Outcome, CommandError> {
        let told = self.told()?;
        ui.object("calicross/explain/1", &told, &mut |out| human(out, &told, self.recursive))?;
        Ok(Outcome::Yes)
    }
}

impl ExplainArgs {
    fn told(&self) -> Result<Told, CommandError> {
        let typed = self.field.trim_end_matches('.');
        let (kind, path) = typed.split_once('.').map_or((typed, None), |(kind, path)| (kind, Some(path)));
        let kind = kind_of(kind)?;
        let told = match path {
            None => explain::tell(kind),
            Some(path) => explain::find(kind, path).map_err(|alike| {
                let error = CommandError::new(ErrorKind::NotFound, format!("{kind} has no field {}", printable(path)))
                    .object(format!("{kind}.{path}"));
                match alike.as_slice() {
                    [] => error.hint(format!("`calicross explain {kind} --recursive` shows its fields")),
                    alike => error.hint(format!("did you mean {}?", alike.join(", or "))),
                }
            })?,
        };
        Ok(if self.recursive { told } else { told.shallow(1) })
    }
}

/// Columns of the text.
const WIDTH: usize = 100;
/// Columns before the values.
const HEAD: usize = 10;

fn human(out: &mut dyn Write, told: &Told, recursive: bool) -> io::Result<()> {
    let (kind, field) =
        told.name.split_once('.').map_or((told.name.as_str(), None), |(kind, field)| (kind, Some(field)));
    let versions = told.versions.join(", ");
    let mut head = |title: &str, text: &str| render::wrapped(out, &format!("{title:<HEAD$}"), HEAD, text, WIDTH);
    head("KIND:", kind)?;
    head("VERSION:", &versions)?;
    if let Some(field) = field {
        head("FIELD:", field)?;
        head("TYPE:", &told.takes)?;
        match &told.default {
            Some(default) => head("DEFAULT:", default)?,
            None => head("DEFAULT:", "none: it has to be there")?,
        }
    } else if let Some(named) = &told.example {
        head("NAMED:", named)?;
    }
    for (at, key) in told.keys.iter().enumerate() {
        head(if at == 0 { "KEY:" } else { "" }, key)?;
    }
    if let Some(member) = &told.member {
        head("MEMBER:", member)?;
    }
    if let Some(example) = told.example.as_deref().filter(|_| field.is_some()) {
        let beside = told.beside.as_ref().map(|beside| format!("   (beside {beside})")).unwrap_or_default();
        head("EXAMPLE:", &format!("{}: {example}{beside}", told.last()))?;
    }
    writeln!(out)?;
    render::wrapped(out, "  ", 2, &told.description, WIDTH)?;
    if !told.readers.is_empty() {
        writeln!(out, "\nREADERS:")?;
        let widest = told.readers.iter().map(|reader| reader.reader.len()).max().unwrap_or_default();
        for reader in &told.readers {
            let first = format!("  {:<widest$}  ", reader.reader);
            render::wrapped(out, &first, widest + 4, &reader.does, WIDTH)?;
        }
    }
    if !told.fields.is_empty() {
        writeln!(out, "\nFIELDS:")?;
        match recursive {
            true => tree(out, &told.fields, 1)?,
            false => list(out, &told.fields)?,
        }
    }
    Ok(())
}

/// Most columns before what fields mean, where that stands beside them.
const MOST_BESIDE: usize = 48;

/// Fields with what they mean, each in a sentence: beside them, or below where that would be narrow.
fn list(out: &mut dyn Write, fields: &[Told]) -> io::Result<()> {
    let widest = |of: fn(&Told) -> usize| fields.iter().map(of).max().unwrap_or_default();
    let (names, types) = (widest(|field| field.last().len()), widest(|field| field.takes.len()));
    let before = names + types + 6;
    for field in fields {
        let first = format!("  {:<names$}  {:<types$}  ", field.last(), field.takes);
        let required = if field.required { "Required. " } else { "" };
        let text = format!("{required}{}", first_sentence(&field.description));
        if before > MOST_BESIDE {
            writeln!(out, "{}", first.trim_end())?;
            render::wrapped(out, "      ", 6, &text, WIDTH)?;
        } else {
            render::wrapped(out, &first, before, &text, WIDTH)?;
        }
    }
    Ok(())
}

/// Fields and those in them, with their types.
fn tree(out: &mut dyn Write, fields: &[Told], depth: usize) -> io::Result<()> {
    let widest = fields.iter().map(|field| field.last().len()).max().unwrap_or_default();
    for field in fields {
        let required = if field.required { ", required" } else { "" };
        writeln!(out, "{}{:<widest$}  {}{required}", "  ".repeat(depth), field.last(), field.takes)?;
        tree(out, &field.fields, depth + 1)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::commands::resource::steps::{Mode, steps};
    use crate::manifest::document::read;
    use crate::manifest::explain::tests::{document, fields, walk};
    use crate::manifest::explain::{Absent, Takes, tell};
    use crate::manifest::id::Kind;
    use crate::manifest::object::OWN;
    use crate::manifest::source::Source;
    use crate::plan::Plan;
    use crate::store::Snapshot;

    fn written(document: &Value) -> Plan {
        let contents = read(&[Source { name: "f".into(), text: document.to_string() }]);
        assert!(contents.faults.is_empty(), "{document}: {:?}", contents.faults);
        // The group of the links that stand as examples.
        let group = "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a";
        let (tags, rules) = (format!("{group}/tags"), format!("{group}/rules"));
        let snapshot = Snapshot::literal(&[
            (tags.as_str(), r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#),
            (rules.as_str(), "{}"),
        ]);
        steps(&snapshot, &contents.given, Mode::Apply, false).unwrap().plan
    }

    /// Whether a key is one of a pattern: names stand in angle brackets, `...` for anything.
    fn fits(pattern: &str, path: &str) -> bool {
        let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
        loop {
            match (pattern.next(), path.next()) {
                (None, None) => return true,
                (Some("..."), Some(_)) => return true,
                (Some(wanted), Some(found)) => {
                    let (head, hole) = wanted.split_once('<').map_or((wanted, false), |(head, _)| (head, true));
                    if !(head == found || (hole && found.starts_with(head))) {
                        return false;
                    }
                }
                _ => return false,
            }
        }
    }

    fn member<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
        path.split('.').try_fold(value, |value, name| match name.strip_suffix("[]") {
            Some("") => value.get(0),
            Some(list) => value.get(list)?.get(0),
            None => value.get(name),
        })
    }

    #[test]
    fn every_field_becomes_the_key_and_the_member_that_it_is_said_to_become() {
        for kind in Kind::ALL {
            for (path, field) in fields(kind) {
                if matches!(field.takes, Takes::Object(_) | Takes::Objects(_) | Takes::Settings)
                    || field.name == "asFound"
                {
                    continue;
                }
                let told = crate::manifest::explain::find(kind, &path.join(".")).unwrap();
                let plan = written(&document(kind, OWN, &path));
                let changes: Vec<_> = plan.changes().filter(|change| change.after.is_some()).collect();
                let of = |key: &String| changes.iter().find(|change| fits(key, &change.path));
                let keys: Vec<_> = told.keys.iter().map(of).collect();
                let paths: Vec<&String> = changes.iter().map(|change| &change.path).collect();
                let all = !field.keys.is_empty();
                let there = if all { keys.iter().all(Option::is_some) } else { keys.iter().any(Option::is_some) };
                assert!(there, "{}: {:?} is said, {paths:?} is written", told.name, told.keys);
                let Some(members) = &told.member else { continue };
                let values: Vec<Value> = keys
                    .iter()
                    .flatten()
                    .filter_map(|change| serde_json::from_slice(change.after.as_deref()?).ok())
                    .collect();
                let found = members.split(", ").any(|path| values.iter().any(|value| member(value, path).is_some()));
                assert!(found, "{}: {members} is said, {values:?} is written", told.name);
            }
        }
    }

    #[test]
    fn what_is_said_to_be_needed_is_needed() {
        for kind in Kind::ALL {
            for (path, _) in fields(kind).iter().filter(|(_, field)| matches!(field.absent, Absent::Required)) {
                let mut without = document(kind, OWN, path);
                let (last, above) = path.split_last().unwrap();
                walk(&mut without, above).as_object_mut().unwrap().remove(*last);
                let contents = read(&[Source { name: "f".into(), text: without.to_string() }]);
                assert!(!contents.faults.is_empty(), "{kind}.{} is not needed", path.join("."));
            }
        }
    }

    #[test]
    fn felix_parameters_are_told_of() {
        let told = tell(Kind::FelixConfig);
        let spec = told.fields.iter().find(|field| field.last() == "spec").unwrap();
        assert_eq!(spec.fields.len(), crate::model::felix::PARAMETERS.len());
        for field in &spec.fields {
            let Some(example) = &field.example else { continue };
            let document =
                serde_json::json!({"apiVersion": OWN, "kind": "felixConfig", "spec": {field.last(): example}});
            let plan = written(&document);
            assert!(plan.changes().any(|change| field.keys.contains(&change.path)), "{}", field.name);
        }
    }
}
