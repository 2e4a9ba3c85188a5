//! `calicross matrix`: who reaches whom, group by group.

mod dot;
mod gather;
mod page;
mod table;
mod unused;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::commands::hybrid::facts;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::grouping::By;
use crate::model::facts::parse_felix;
use crate::model::felix::Generation;
use crate::reach::{Reach, View};
use crate::session::{Action, Outcome, ReadCommand, Session, state};
use crate::traffic::{self, Felixes};

use gather::Gathered;

/// Most groups: of so many, every two are looked at.
const MOST_GROUPS: usize = 2000;

/// By what endpoints are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Of {
    /// pods by namespace, VMs by security group, all others by profile
    #[default]
    Kind,
    /// by namespace of pods
    Namespace,
    /// by security group
    Sg,
    /// by profile
    Profile,
    /// by tag
    Tag,
    /// by host
    Host,
    /// each endpoint for itself
    Endpoint,
}

impl Of {
    fn by(self) -> By {
        match self {
            Self::Kind => By::Kind,
            Self::Namespace => By::Namespace,
            Self::Sg => By::Group,
            Self::Profile => By::Profile,
            Self::Tag => By::Tag,
            Self::Host => By::Host,
            Self::Endpoint => By::Endpoint,
        }
    }
}

/// Arguments of `matrix`.
///
/// Every cell tells what the endpoints of one group can send to those of another: all, none, or the services; where it is not the same between
/// every two of them, what passes between at least two, and how many pairs can. The answers are exact, from the datastore alone;
/// trace says of two endpoints which rules decide, and what else may be in the way.
#[derive(Args, Debug)]
pub struct MatrixArgs {
    /// Only these: endpoints, ns:NAMESPACE, sg:GROUP, profile:NAME, tag:TAG, selectors, addresses, as trace takes them
    #[arg(value_name = "WHO")]
    who: Vec<String>,

    /// What the rows and columns are
    #[arg(long, value_name = "WHAT", default_value = "kind", conflicts_with = "unused")]
    by: Of,

    /// Add addresses that no endpoint has, by the networks that rules name
    #[arg(long, conflicts_with = "unused")]
    outside: bool,

    /// Print it as comma-separated values, a line a cell
    #[arg(long, conflicts_with_all = ["dot", "unused"])]
    csv: bool,

    /// Print it as a graph for Graphviz
    #[arg(long, conflicts_with = "unused")]
    dot: bool,

    /// Write a page to this file: a heat map to click through to the rules that decide
    #[arg(long, value_name = "FILE", conflicts_with_all = ["csv", "dot", "unused"])]
    html: Option<PathBuf>,

    /// List the rules that never decide anything
    #[arg(long, conflicts_with_all = ["who"])]
    unused: bool,

    /// Which Felix to answer for, on every host: 1.4 or 2.6; else what `hybrid set felix=` says, else 1.4
    #[arg(long, value_name = "VERSION", value_parser = parse_felix)]
    felix: Option<Generation>,
}

impl MatrixArgs {
    /// What the words ask for.
    pub(super) fn into_action(self) -> Action {
        Action::Read(Box::new(self))
    }
}

impl ReadCommand for MatrixArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        if session.ui.is_structured() && (self.csv || self.dot || self.html.is_some()) {
            return Err(CommandError::new(
                ErrorKind::Usage,
                "--csv, --dot and --html are forms of their own: no --output",
            ));
        }
        let snapshot = session.read(&traffic::scopes())?;
        let names = session.names()?;
        let felixes = Felixes::of(&snapshot, self.felix).map_err(|why| facts::unreadable(&why))?;
        let view = View::read(&snapshot, &felixes.settings);
        let reach = Reach::of(&view);
        if self.unused {
            session.ui.list(unused::rows(&reach, &snapshot))?;
            return Ok(Outcome::Yes);
        }
        let gathered = Gathered::of(self.by.by(), &self.who, self.outside, &reach, (&snapshot, &names))?;
        if gathered.groups.len() > MOST_GROUPS {
            let count = gathered.groups.len();
            return Err(CommandError::new(ErrorKind::Refused, format!("{count} rows are more than {MOST_GROUPS}"))
                .hint("name some of them, such as ns:web, or choose something coarser with --by"));
        }
        if felixes.assumed {
            session.ui.status("as Felix 1.4 treats it; `calicross hybrid set felix=2.6` says otherwise");
        }
        if let Some(path) = &self.html {
            let about = page::about(&gathered, &felixes, session)?;
            let page = page::page(&gathered, about)?;
            state::write_private(path, page.as_bytes()).map_err(|err| {
                CommandError::new(ErrorKind::Refused, format!("cannot write {}: {err}", path.display()))
            })?;
            session.ui.status(&format!("written to {}", path.display()));
        } else if self.csv {
            session.ui.raw(&table::csv(&gathered)?)?;
        } else if self.dot {
            session.ui.raw(dot::graph(&gathered).as_bytes())?;
        } else {
            let doc = gathered.doc(&felixes);
            session
                .ui
                .object("calicross/matrix/1", &doc, &mut |out| out.write_all(table::text(&gathered).as_bytes()))?;
        }
        Ok(Outcome::Yes)
    }
}
