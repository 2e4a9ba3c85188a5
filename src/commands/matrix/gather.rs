//! The groups, and what is between every two of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::error::CommandError;
use crate::inventory::grouping::{By, Group, Grouping};
use crate::inventory::parties::{self, Party};
use crate::inventory::profiles;
use crate::model::facts::spelled;
use crate::model::openstack::Names;
use crate::reach::{Cell, Extent, Members, Pairs, Reach};
use crate::store::Snapshot;
use crate::traffic::Felixes;
use crate::traffic::told::Teller;

/// A row and column.
#[derive(Clone, Debug, Serialize)]
pub(super) struct GroupDoc {
    /// What it is called; no two are called alike.
    pub(super) name: String,
    kind: &'static str,
    /// The word that `trace` takes for it.
    word: Option<String>,
    /// How many endpoints it has.
    pub(super) endpoints: usize,
}

/// What can be sent from one group to another.
#[derive(Clone, Debug, Serialize)]
pub(super) struct CellDoc {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) extent: &'static str,
    /// `all`, `none`, or the services that pass between at least two.
    pub(super) allowed: String,
    /// How many pairs of addresses there are.
    pub(super) pairs: u64,
    /// Between how many of them something passes.
    pub(super) open_pairs: u64,
}

/// The matrix as JSON has it.
#[derive(Debug, Serialize)]
pub(super) struct MatrixDoc<'a> {
    felix: &'static str,
    groups: &'a [GroupDoc],
    cells: Vec<CellDoc>,
}

/// A cell with its place.
pub(super) struct Between {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) cell: Cell,
    pub(super) extent: Extent,
}

/// Everything that is told.
pub(super) struct Gathered<'r, 'v, 's> {
    pub(super) reach: &'r Reach<'v, 's>,
    pub(super) teller: Teller<'r, 'v, 's>,
    pub(super) groups: Vec<GroupDoc>,
    /// Row by row; every two groups.
    pub(super) cells: Vec<Between>,
    /// What decides in a cell, for who asks.
    pub(super) pairs: Pairs<'r, 'v, 's>,
}

impl<'r, 'v, 's> Gathered<'r, 'v, 's> {
    /// Sorts endpoints into groups and looks at every two.
    ///
    /// # Errors
    /// Where a word of `who` means nothing.
    pub(super) fn of(
        by: By,
        who: &[String],
        outside: bool,
        reach: &'r Reach<'v, 's>,
        (snapshot, names): (&'r Snapshot, &Names),
    ) -> Result<Self, CommandError> {
        let chosen = chosen(who, snapshot, names, reach)?;
        let profiles = profiles::all(snapshot);
        let grouping = Grouping::new(by, &profiles, names);
        let mut found: BTreeMap<Group, Members> = BTreeMap::new();
        for endpoint in reach.view().endpoints() {
            if chosen.as_ref().is_some_and(|chosen| !chosen.contains(endpoint.path())) {
                continue;
            }
            for group in grouping.groups(endpoint.path(), &endpoint.profiles()) {
                found.entry(group).or_default().endpoints.push(endpoint.id());
            }
        }
        let (mut groups, mut ends): (Vec<GroupDoc>, Vec<Members>) = (Vec::new(), Vec::new());
        let shown = names_of(found.keys());
        for ((group, of), name) in found.into_iter().zip(shown) {
            groups.push(GroupDoc { name, kind: group.kind(), word: group.word(), endpoints: of.endpoints.len() });
            ends.push(of);
        }
        if outside {
            groups.push(GroupDoc { name: "outside".to_owned(), kind: "outside", word: None, endpoints: 0 });
            ends.push(Members { endpoints: Vec::new(), outside: reach.outside_ids().collect() });
        }
        let pairs = Pairs::new(reach, &ends, &ends);
        let cells = if groups.len() > super::MOST_GROUPS {
            Vec::new()
        } else {
            let every = (0..groups.len()).flat_map(|from| (0..groups.len()).map(move |to| (from, to)));
            let between = every.map(|(from, to)| {
                let cell = pairs.cell(from, to);
                let extent = cell.extent(reach);
                Between { from, to, cell, extent }
            });
            between.collect()
        };
        Ok(Self { reach, teller: Teller::new(reach, snapshot), groups, cells, pairs })
    }

    /// The services of a cell in words.
    pub(super) fn allowed(&self, between: &Between) -> String {
        between.cell.allowed(self.reach).words(&between.cell.whole())
    }

    /// A cell with the names of its groups.
    pub(super) fn cell(&self, between: &Between) -> CellDoc {
        let name = |at: usize| self.groups.get(at).map(|group| group.name.clone()).unwrap_or_default();
        CellDoc {
            from: name(between.from),
            to: name(between.to),
            extent: between.extent.word(),
            allowed: self.allowed(between),
            pairs: between.cell.pairs(),
            open_pairs: between.cell.open_pairs(self.reach),
        }
    }

    /// The whole as JSON has it.
    pub(super) fn doc(&self, felixes: &Felixes) -> MatrixDoc<'_> {
        MatrixDoc {
            felix: spelled(felixes.settings.generation),
            groups: &self.groups,
            cells: self.cells.iter().map(|between| self.cell(between)).collect(),
        }
    }
}

/// What groups are called where no two may be called alike: a pod by its namespace and name, a security group by its name or the beginning of its
/// uuid, unless another one is called so, too.
fn names_of<'g>(groups: impl Iterator<Item = &'g Group> + Clone) -> Vec<String> {
    let short = |group: &Group| match group {
        Group::Endpoint(name) => pod_of(name).unwrap_or_else(|| name.clone()),
        group => group.to_string(),
    };
    let mut count: HashMap<String, usize> = HashMap::new();
    for group in groups.clone() {
        *count.entry(short(group)).or_default() += 1;
    }
    let name = |group: &Group| match (short(group), group) {
        (name, _) if count.get(&name) == Some(&1) => name,
        (_, Group::SecurityGroup { id, .. }) => format!("sg {id}"),
        (_, group) => group.to_string(),
    };
    groups.map(name).collect()
}

/// Namespace and name of the pod whose endpoint is called so.
fn pod_of(endpoint: &str) -> Option<String> {
    let mut parts = endpoint.split('/').skip(1);
    let workload = parts.next().filter(|orchestrator| *orchestrator == "k8s").and_then(|_| parts.next())?;
    let (namespace, pod) = workload.split_once('.')?;
    Some(format!("{namespace}/{pod}"))
}

/// The keys of the endpoints that are chosen; `None` where all are.
fn chosen(
    who: &[String],
    snapshot: &Snapshot,
    names: &Names,
    reach: &Reach<'_, '_>,
) -> Result<Option<BTreeSet<String>>, CommandError> {
    if who.is_empty() {
        return Ok(None);
    }
    let mut chosen = BTreeSet::new();
    for found in parties::find(who, snapshot, names, reach.view().settings().generation) {
        chosen.extend(found?.parties.iter().filter_map(Party::path));
    }
    Ok(Some(chosen))
}
