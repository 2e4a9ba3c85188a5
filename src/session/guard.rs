//! `--guard`: a change is refused when traffic would not be as expected after it.

use std::path::Path;

use super::Session;
use crate::error::{CommandError, ErrorKind};
use crate::model::facts;
use crate::plan::Plan;
use crate::traffic::expectation::{self, Expectation};
use crate::traffic::{Felixes, check, junit};

/// Most expectations that an error names.
const MOST_NAMED: usize = 5;

/// Reads the expectations of a file.
///
/// # Errors
/// Where they are none.
pub fn read_expectations(name: &str, bytes: Vec<u8>) -> Result<Vec<Expectation>, CommandError> {
    let bad =
        |why: &dyn std::fmt::Display| CommandError::new(ErrorKind::BadData, format!("expectations {name}: {why}"));
    let text = String::from_utf8(bytes).map_err(|_| bad(&"not UTF-8"))?;
    expectation::parse(&text).map_err(|why| bad(&why))
}

/// Reads the file that `--guard` names.
///
/// # Errors
/// Where it cannot be read, or holds no expectations.
pub(super) fn read_guard(file: &Path) -> Result<Vec<Expectation>, CommandError> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file)
        .map_err(|err| CommandError::new(ErrorKind::NotFound, format!("expectations {name}: {err}")))?;
    read_expectations(&name, bytes)
}

impl Session {
    /// Refuses a plan after which an expectation would not hold. One that does not hold before either is refused as well: who guards
    /// wants to know that it holds.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`], with what would fail and the rule that decides; where the datastore or what was said of it cannot be read.
    pub(super) fn check_guard(&mut self, plan: &Plan, expectations: &[Expectation]) -> Result<(), CommandError> {
        if expectations.is_empty() || plan.is_empty() {
            return Ok(());
        }
        let before = self.read(&crate::traffic::scopes())?;
        let after = plan.applied_to(&before, &crate::traffic::scopes());
        let felixes = Felixes::of(&after, None).map_err(|why| {
            CommandError::new(ErrorKind::BadData, format!("the settings of the cluster cannot be read: {why}"))
                .key(facts::PATH)
        })?;
        let results = check::check_with(expectations, &after, &felixes);
        let failed: Vec<String> = results
            .iter()
            .filter(|result| !result.passed)
            .map(|result| {
                let why = result.error.clone().or_else(|| result.failures.first().map(junit::line));
                format!("{}: {}", result.name, why.unwrap_or_default())
            })
            .collect();
        let Some(first) = failed.first() else { return Ok(()) };
        let more = match failed.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        let error =
            CommandError::new(ErrorKind::Refused, format!("guarded: after the change it is not so that {first}{more}"));
        let error = failed
            .iter()
            .skip(1)
            .take(MOST_NAMED - 1)
            .fold(error, |error, line| error.hint(format!("nor that {line}")));
        Err(error.hint("nothing is written; --guard names what must hold"))
    }
}
