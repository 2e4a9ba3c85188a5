//! Classes: ends of traffic that behave alike, towards everybody.

use std::cell::RefCell;
use std::collections::HashMap;
use std::net::IpAddr;
use std::rc::Rc;

use super::atoms::{Atom, AtomId};
use super::hash::Quick;
use super::nature::Natures;
use super::nets::Nets;
use super::pool::Pool;
use super::space::{NONE, Space, Status, Subject};
use super::view::{EndpointId, Flags, Record, View};
use crate::model::felix::Generation;
use crate::model::key::Family;

/// The number of a class among [`super::Reach::classes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub(super) u32);

impl ClassId {
    /// Its place in [`super::Reach::classes`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is at an end of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A workload's endpoint.
    Workload,
    /// A host, with or without a host endpoint.
    Host,
    /// An address that no endpoint and no host has.
    Outside,
}

/// One end of traffic, as far as anything looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Party {
    pub(super) kind: Kind,
    pub(super) family: Family,
    /// Whose rules its packets go through; [`NONE`] where nobody's.
    pub(super) subject: u32,
    /// The set of what is so of its address.
    pub(super) set: u32,
    /// The set of what is so of the address that others see once its own was masqueraded; [`NONE`] where no pool masquerades it.
    pub(super) masqueraded: u32,
    /// Whether it lies in a pool.
    pub(super) pooled: bool,
}

/// Endpoints with addresses that behave alike towards everybody, of one IP version. An endpoint of several addresses may be in several.
#[derive(Clone, Debug)]
pub struct Class {
    pub(super) party: Party,
    pub(super) endpoints: Vec<EndpointId>,
}

impl Class {
    /// What it is made of.
    pub fn kind(&self) -> Kind {
        self.party.kind
    }

    /// The IP version of its addresses.
    pub fn family(&self) -> Family {
        self.party.family
    }

    /// Its endpoints, in the order of their paths, each once; none for addresses outside.
    pub fn endpoints(&self) -> &[EndpointId] {
        &self.endpoints
    }
}

/// The classes of a view.
pub(super) struct Classes {
    pub(super) list: Vec<Class>,
    /// The class of each address of the view's endpoints, in the order of the view's addresses; [`NONE`] for an endpoint that nobody
    /// knows.
    pub(super) of_address: Vec<u32>,
    /// Addresses of endpoints, sorted, with the endpoint and the place among the view's addresses.
    pub(super) owners: Vec<(IpAddr, u32, u32)>,
    set_of: Vec<u32>,
    pub(super) nets: Nets,
}

impl Classes {
    /// The endpoints that have an address, each with its place among the view's addresses; the first one counts.
    pub(super) fn owners(&self, address: IpAddr) -> &[(IpAddr, u32, u32)] {
        owners(&self.owners, address)
    }

    /// The set of what is so of an address, whoever has it.
    pub(super) fn set_of(&self, address: IpAddr) -> u32 {
        let place = self.owners(address).first().map(|(_, _, place)| *place as usize);
        place.and_then(|place| self.set_of.get(place).copied()).unwrap_or_else(|| self.nets.of(address))
    }
}

fn owners(sorted: &[(IpAddr, u32, u32)], address: IpAddr) -> &[(IpAddr, u32, u32)] {
    let start = sorted.partition_point(|(other, _, _)| *other < address);
    let rest = sorted.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|(other, _, _)| *other == address)).unwrap_or_default()
}

/// Sorts the endpoints of a view into classes.
pub(super) fn classify(view: &View<'_>, space: &Rc<RefCell<Space>>) -> Classes {
    let mut space = space.borrow_mut();
    let pool = Rc::clone(&space.pool);
    let mut pool = pool.borrow_mut();
    let nets = pool.atoms.each().filter_map(|(number, atom)| match atom {
        Atom::Net(net) => Some((*net, number)),
        _ => None,
    });
    let nets = Nets::new(nets, &mut space.sets);
    Sorter {
        view,
        natures: Natures::new(view, &pool),
        pool: &mut pool,
        space: &mut space,
        nets,
        members: Quick::default(),
        sets: Quick::default(),
        subjects: Quick::default(),
        host_sets: HashMap::new(),
        owners: Vec::new(),
        set_of: Vec::new(),
        masquerades: view.pools.iter().any(|(_, masquerade)| *masquerade),
    }
    .sort()
}

struct Sorter<'c, 'v, 's> {
    view: &'v View<'s>,
    natures: Natures<'v, 's>,
    pool: &'c mut Pool,
    space: &'c mut Space,
    nets: Nets,
    /// What an endpoint gives its addresses, by its nature and by who rejects it.
    members: Quick<(u32, u32, u32), u32>,
    /// What is so of an address: by what its endpoint gives it, and its networks.
    sets: Quick<(u32, u32), u32>,
    subjects: Quick<(u32, u32, u32), u32>,
    host_sets: HashMap<(u32, Family), u32>,
    owners: Vec<(IpAddr, u32, u32)>,
    /// What is so of each of the view's addresses.
    set_of: Vec<u32>,
    masquerades: bool,
}

impl Sorter<'_, '_, '_> {
    fn sort(mut self) -> Classes {
        let view = self.view;
        let mut labels: Vec<u32> = Vec::with_capacity(view.records.len());
        let mut owners: Vec<(IpAddr, u32, u32)> = Vec::with_capacity(view.addresses.len());
        let mut given: Vec<u32> = Vec::with_capacity(view.records.len());
        for (at, record) in (0u32..).zip(&view.records) {
            let projected = self.natures.project(record.labels, self.pool);
            labels.push(projected);
            given.push(self.given(record, projected));
            let places = record.places();
            owners.extend(places.filter_map(|place| Some((*view.addresses.get(place as usize)?, at, place))));
        }
        owners.sort_unstable();
        self.set_of = vec![0; view.addresses.len()];
        for same in owners.chunk_by(|a, b| a.0 == b.0) {
            let Some((address, first, _)) = same.first() else { continue };
            let nets = self.nets.of(*address);
            let mut set = self.set(given.get(*first as usize).copied().unwrap_or(0), nets);
            for (_, other, _) in same.iter().skip(1) {
                // An address belongs to what any of its endpoints belongs to.
                set = self.union(set, given.get(*other as usize).copied().unwrap_or(0));
            }
            for (_, _, place) in same {
                if let Some(slot) = self.set_of.get_mut(*place as usize) {
                    *slot = set;
                }
            }
        }
        self.owners = owners;
        let mut list: Vec<Class> = Vec::new();
        let mut numbers: HashMap<Party, u32> = HashMap::new();
        let mut of_address = vec![NONE; view.addresses.len()];
        let mut recent: Option<(Party, u32)> = None;
        for (at, (record, labels)) in (0u32..).zip(view.records.iter().zip(labels)) {
            let subject = self.subject(record, labels);
            for place in record.places() {
                let Some(address) = view.addresses.get(place as usize) else { continue };
                let set = self.set_of.get(place as usize).copied().unwrap_or(0);
                let party = self.party(record, subject, *address, set);
                let number = match recent {
                    Some((known, number)) if known == party => number,
                    _ => *numbers.entry(party).or_insert_with(|| {
                        list.push(Class { party, endpoints: Vec::new() });
                        u32::try_from(list.len() - 1).unwrap_or(NONE)
                    }),
                };
                recent = Some((party, number));
                if let Some(slot) = of_address.get_mut(place as usize) {
                    *slot = number;
                }
                if let Some(class) = list.get_mut(number as usize)
                    && class.endpoints.last() != Some(&EndpointId(at))
                {
                    class.endpoints.push(EndpointId(at));
                }
            }
        }
        Classes { list, of_address, owners: self.owners, set_of: self.set_of, nets: self.nets }
    }

    /// What an endpoint gives its addresses.
    fn given(&mut self, record: &Record<'_>, labels: u32) -> u32 {
        let old = record.flags.has(Flags::OLD_PROFILE);
        let rejected = |generation| record.flags.rejected(generation);
        let kind = u32::from(old)
            | u32::from(rejected(Generation::Felix14)) << 1
            | u32::from(rejected(Generation::Felix2)) << 2;
        let key = (record.profiles, labels, kind);
        if let Some(known) = self.members.get(&key) {
            return *known;
        }
        let mut atoms: Vec<AtomId> = Vec::new();
        for &generation in &self.view.generations {
            if !rejected(generation) {
                atoms.extend(self.natures.atoms(record.profiles, labels, old, generation, self.pool).iter());
            }
        }
        atoms.sort_unstable();
        let found = self.space.sets.number(&atoms);
        self.members.insert(key, found);
        found
    }

    fn set(&mut self, given: u32, nets: u32) -> u32 {
        if let Some(known) = self.sets.get(&(given, nets)) {
            return *known;
        }
        let found = self.union(given, nets);
        self.sets.insert((given, nets), found);
        found
    }

    fn union(&mut self, a: u32, b: u32) -> u32 {
        let mut all: Vec<AtomId> = [a, b].iter().flat_map(|set| self.space.sets.get(*set)).copied().collect();
        all.sort_unstable();
        all.dedup();
        self.space.sets.number(&all)
    }

    fn subject(&mut self, record: &Record<'_>, labels: u32) -> u32 {
        let view = self.view;
        let generation = view.generation_of(record);
        let is_host = record.flags.has(Flags::HOST);
        let status = status(record, generation);
        if is_host && status == Status::Rejected {
            // What it would close is open.
            return NONE;
        }
        let host_rules = view.hosts.get(record.host as usize).map_or(NONE, |host| host.rules);
        let program = match status {
            Status::Programmed => {
                let nature = (record.profiles, labels, record.flags.has(Flags::OLD_PROFILE));
                self.natures.program(nature, generation, is_host, self.pool, self.space)
            }
            _ => NONE,
        };
        let key = (program, host_rules, status as u32);
        let space = &mut self.space;
        *self.subjects.entry(key).or_insert_with(|| space.subjects.number(Subject { program, host_rules, status }))
    }

    fn party(&mut self, record: &Record<'_>, subject: u32, address: IpAddr, set: u32) -> Party {
        let kind = if record.flags.has(Flags::HOST) { Kind::Host } else { Kind::Workload };
        let family = Family::of(&address);
        // Where nothing masquerades, pools do not matter.
        let (pooled, masqueraded) = if self.masquerades { self.view.pooled(address) } else { (false, false) };
        // Felix 1.4 masquerades IPv4 only.
        let knows = family == Family::V4 || self.view.generation_of(record) == Generation::Felix2;
        let masqueraded =
            if masqueraded && knows && kind == Kind::Workload { self.host_set(record.host, family) } else { NONE };
        Party { kind, family, subject, set, masqueraded, pooled }
    }

    /// What is so of the address of a host.
    fn host_set(&mut self, host: u32, family: Family) -> u32 {
        if let Some(known) = self.host_sets.get(&(host, family)) {
            return *known;
        }
        let set = self.view.host_address(host, family).map_or(0, |address| {
            let place = owners(&self.owners, address).first().map(|(_, _, place)| *place as usize);
            place.and_then(|place| self.set_of.get(place).copied()).unwrap_or_else(|| self.nets.of(address))
        });
        self.host_sets.insert((host, family), set);
        set
    }
}

/// Whether its own host's Felix programs an endpoint.
pub(super) fn status(record: &Record<'_>, generation: Generation) -> Status {
    let flags = record.flags;
    match () {
        () if flags.rejected(generation) => Status::Rejected,
        () if flags.has(Flags::HOST) => Status::Programmed,
        () if flags.has(Flags::FOREIGN_INTERFACE) => Status::ForeignInterface,
        () if !flags.has(Flags::ACTIVE) => Status::Inactive,
        () => Status::Programmed,
    }
}
