//! `calicross verify`

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::trace::{read_file, say_assumed};
use crate::error::{CommandError, ErrorKind};
use crate::inventory::parties::FORMS;
use crate::model::facts::{self, spelled};
use crate::model::felix::Generation;
use crate::render::printable;
use crate::session::guard::read_expectations;
use crate::session::{Outcome, ReadCommand, Session};
use crate::traffic::check::{Checked, check_with};
use crate::traffic::{self, Felixes, junit};

fn about() -> String {
    format!(
        "The file, in YAML:\n\n  \
         groups:                      # words for several words\n    \
           front: [ns:shop, 10.65.0.7]\n  \
         expectations:\n  \
         - name: the shop reaches its database\n    \
           from: front                # or a list\n    \
           to: sg:db\n    \
           proto: tcp                 # none stands for everything\n    \
           port: 5432                 # or a list, or 8000:8080\n    \
           expect: allow              # all of it passes; deny: none of it\n  \
         - among: front               # every pair of them\n    \
           expect: allow\n  \
         - {{from: any, to: sg:db, proto: icmp, icmp-type: 8, expect: deny}}\n\n\
         Who is meant: {FORMS}. An expectation about nobody fails."
    )
}

/// Arguments of `verify`.
#[derive(Args, Debug)]
#[command(after_long_help = about())]
pub struct VerifyArgs {
    /// File of expectations; - is stdin
    #[arg(short, long, value_name = "FILE")]
    file: PathBuf,

    /// Write the results as JUnit's XML as well
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,

    /// What every host runs, 1.4 or 2.6, whatever `hybrid set felix=...` says
    #[arg(long, value_name = "VERSION", value_parser = facts::parse_felix)]
    felix: Option<Generation>,
}

/// What became of the expectations.
#[derive(Serialize)]
struct VerifyDoc {
    felix: &'static str,
    assumed: bool,
    passed: usize,
    failed: usize,
    expectations: Vec<Checked>,
}

impl ReadCommand for VerifyArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let (name, bytes) = read_file(&self.file, "expectations")?;
        let expectations = read_expectations(&name, bytes)?;
        let snapshot = session.read(&traffic::scopes())?;
        let felixes = super::trace::felixes(&snapshot, self.felix)?;
        say_assumed(session, &felixes);
        let results = check_with(&expectations, &snapshot, &felixes);
        let doc = VerifyDoc::of(results, &felixes);
        if let Some(path) = &self.junit {
            std::fs::write(path, junit::print(&doc.expectations)).map_err(|err| {
                CommandError::new(ErrorKind::Output, format!("cannot write {}: {err}", path.display()))
            })?;
        }
        session.ui.object("calicross/verify/1", &doc, &mut |out| write(out, &doc))?;
        Ok(if doc.failed == 0 { Outcome::Yes } else { Outcome::No })
    }
}

impl VerifyDoc {
    fn of(expectations: Vec<Checked>, felixes: &Felixes) -> Self {
        let passed = expectations.iter().filter(|result| result.passed).count();
        Self {
            felix: spelled(felixes.settings.generation),
            assumed: felixes.assumed,
            passed,
            failed: expectations.len() - passed,
            expectations,
        }
    }
}

fn write(out: &mut dyn Write, doc: &VerifyDoc) -> io::Result<()> {
    for result in &doc.expectations {
        let word = if result.passed { "ok  " } else { "FAIL" };
        writeln!(out, "{word} {}", printable(&result.name))?;
        if let Some(error) = &result.error {
            writeln!(out, "     {}", printable(error))?;
        }
        for failure in &result.failures {
            writeln!(out, "     {}", printable(&junit::line(failure)))?;
            if let Some(key) = &failure.decided().key {
                writeln!(out, "       {}", printable(key))?;
            }
        }
    }
    writeln!(out, "{} of {} as expected", doc.passed, doc.expectations.len())
}
