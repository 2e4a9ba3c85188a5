//! What is known of each end of traffic: whose rules its packets go through, and what is so of its address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::rc::Rc;

use super::atoms::{Atom, AtomId};
use super::classes::{Kind, Party};
use super::hash::Quick;
use super::nature::Natures;
use super::nets::Nets;
use super::pool::Pool;
use super::space::{NONE, Space, Status, Subject};
use super::view::{Flags, Record, View};
use crate::model::felix::Generation;
use crate::model::key::Family;

/// Who has an address: the number of an endpoint, and the place of the address among those of the view.
pub(super) type Owner = (u32, u32);

/// What an endpoint is by its profiles, labels, state and host.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nature {
    /// The set of what it gives its addresses.
    pub(super) given: u32,
    /// Whose rules its packets go through; [`NONE`] where nobody's.
    pub(super) subject: u32,
}

/// The ends of a view, worked out as they are asked for.
pub(super) struct Ends<'v, 's> {
    view: &'v View<'s>,
    natures: Natures<'v, 's>,
    pub(super) nets: Nets,
    /// What endpoints give their addresses, and whose rules their packets go through: by profiles, labels, flags and the settings of
    /// the host.
    known: Quick<(u32, u32, u32, u32), Nature>,
    /// What is so of an address: by what its endpoint gives it, and its networks.
    sets: Quick<(u32, u32), u32>,
    host_sets: HashMap<(u32, Family), u32>,
    /// Addresses with their owners, once somebody needs them all.
    sorted: Option<Rc<[(IpAddr, u32, u32)]>>,
    masquerades: bool,
}

impl<'v, 's> Ends<'v, 's> {
    pub(super) fn new(view: &'v View<'s>, space: &mut Space) -> Self {
        let pool = view.pool.borrow();
        let nets = pool.atoms.each().filter_map(|(number, atom)| match atom {
            Atom::Net(net) => Some((*net, number)),
            _ => None,
        });
        Self {
            view,
            natures: Natures::new(view, &pool, space),
            nets: Nets::new(nets, &mut space.sets),
            known: Quick::default(),
            sets: Quick::default(),
            host_sets: HashMap::new(),
            sorted: None,
            masquerades: view.pools.iter().any(|(_, masquerade)| *masquerade),
        }
    }

    /// Sorts all addresses, for whoever asks about all of them.
    pub(super) fn sort(&mut self) -> Rc<[(IpAddr, u32, u32)]> {
        let view = self.view;
        let sorted = self.sorted.get_or_insert_with(|| {
            let mut sorted = Vec::with_capacity(view.addresses.len());
            for (at, record) in (0u32..).zip(&view.records) {
                let places = record.places();
                sorted.extend(places.filter_map(|place| Some((*view.addresses.get(place as usize)?, at, place))));
            }
            sorted.sort_unstable();
            sorted.into()
        });
        Rc::clone(sorted)
    }

    /// The endpoints that have an address, in their order.
    pub(super) fn owners(&self, address: IpAddr) -> Vec<Owner> {
        if let Some(sorted) = &self.sorted {
            let start = sorted.partition_point(|(other, _, _)| *other < address);
            let rest = sorted.get(start..).unwrap_or_default();
            return rest
                .iter()
                .take_while(|(other, _, _)| *other == address)
                .map(|(_, at, place)| (*at, *place))
                .collect();
        }
        let same = (0u32..).zip(&self.view.addresses).filter(|(_, other)| **other == address);
        same.filter_map(|(place, _)| Some((self.view.owner(place)?, place))).collect()
    }

    /// What is so of an address, whoever has it.
    pub(super) fn set_of(&mut self, address: IpAddr, pool: &mut Pool, space: &mut Space) -> u32 {
        let owners = self.owners(address);
        let nets = self.nets.of(address);
        let mut set = nets;
        for (at, _) in owners {
            set = self.with_owner(set, at, pool, space);
        }
        set
    }

    /// A set together with what an endpoint gives its addresses.
    fn with_owner(&mut self, set: u32, endpoint: u32, pool: &mut Pool, space: &mut Space) -> u32 {
        let Some(record) = self.view.records.get(endpoint as usize) else { return set };
        let given = self.nature(record, pool, space).given;
        self.union(given, set, space)
    }

    /// What an endpoint gives its addresses, and whose rules its packets go through.
    pub(super) fn nature(&mut self, record: &Record<'_>, pool: &mut Pool, space: &mut Space) -> Nature {
        let view = self.view;
        let labels = self.natures.project(record.labels, pool);
        let generation = view.generation_of(record);
        let rules = view.hosts.get(record.host as usize).map_or(NONE, |host| host.rules);
        let key =
            (record.profiles, labels, record.flags.number() | u32::from(generation == Generation::Felix2) << 8, rules);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let old = record.flags.has(Flags::OLD_PROFILE);
        let mut atoms: Vec<AtomId> = Vec::new();
        for &generation in &view.generations {
            if !record.flags.rejected(generation) {
                atoms.extend(self.natures.atoms(record.profiles, labels, old, generation, pool).iter());
            }
        }
        atoms.sort_unstable();
        let given = space.sets.number(&atoms);
        let is_host = record.flags.has(Flags::HOST);
        let status = status(record, generation);
        let program = match status {
            Status::Programmed => {
                self.natures.program((record.profiles, labels, old), generation, is_host, pool, space)
            }
            _ => NONE,
        };
        // What a host's endpoint that its Felix does not know would close is open.
        let subject = match is_host && status == Status::Rejected {
            true => NONE,
            false => space.subjects.number(Subject { program, host_rules: rules, status }),
        };
        let nature = Nature { given, subject };
        self.known.insert(key, nature);
        nature
    }

    /// The set of what is in either of two sets.
    pub(super) fn union(&mut self, a: u32, b: u32, space: &mut Space) -> u32 {
        if a == 0 || b == 0 || a == b {
            // The empty set has the number 0.
            return a.max(b);
        }
        if let Some(known) = self.sets.get(&(a, b)) {
            return *known;
        }
        let mut all: Vec<AtomId> = [a, b].iter().flat_map(|set| space.sets.get(*set)).copied().collect();
        all.sort_unstable();
        all.dedup();
        let found = space.sets.number(&all);
        self.sets.insert((a, b), found);
        found
    }

    /// An endpoint with one of its addresses, of which a set is so.
    pub(super) fn party(
        &mut self,
        record: &Record<'_>,
        subject: u32,
        address: IpAddr,
        set: u32,
        pool: &mut Pool,
        space: &mut Space,
    ) -> Party {
        let kind = if record.flags.has(Flags::HOST) { Kind::Host } else { Kind::Workload };
        let family = Family::of(&address);
        let (pooled, masqueraded) = self.pooled(address);
        // Felix 1.4 masquerades IPv4 only.
        let knows = family == Family::V4 || self.view.generation_of(record) == Generation::Felix2;
        let masqueraded = if masqueraded && knows && kind == Kind::Workload {
            self.host_set(record.host, family, pool, space)
        } else {
            NONE
        };
        Party { kind, family, subject, set, masqueraded, pooled }
    }

    /// Whether an address lies in a pool, and in one that masquerades. Where nothing masquerades, pools do not matter.
    pub(super) fn pooled(&self, address: IpAddr) -> (bool, bool) {
        if self.masquerades { self.view.pooled(address) } else { (false, false) }
    }

    /// What is so of the address of a host.
    fn host_set(&mut self, host: u32, family: Family, pool: &mut Pool, space: &mut Space) -> u32 {
        if let Some(known) = self.host_sets.get(&(host, family)) {
            return *known;
        }
        let address = self.view.host_address(host, family);
        let set = address.map_or(0, |address| self.set_of(address, pool, space));
        self.host_sets.insert((host, family), set);
        set
    }
}

/// Whether its own host's Felix programs an endpoint.
fn status(record: &Record<'_>, generation: Generation) -> Status {
    let flags = record.flags;
    match () {
        () if flags.rejected(generation) => Status::Rejected,
        () if flags.has(Flags::HOST) => Status::Programmed,
        () if flags.has(Flags::FOREIGN_INTERFACE) => Status::ForeignInterface,
        () if !flags.has(Flags::ACTIVE) => Status::Inactive,
        () => Status::Programmed,
    }
}
