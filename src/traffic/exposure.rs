//! Who can reach somebody, and whom they can reach: by group, outside addresses and hosts included.

mod hosts;
mod shares;

use std::collections::BTreeMap;

use serde::Serialize;

use super::networks::Networks;
use super::told;
use super::who::{Who, WhoDoc};
use crate::inventory::grouping::{Group, Grouping};
use crate::inventory::parties::{Chosen, Parties, Party};
use crate::model::profile::Direction;
use crate::reach::{Caveat, ClassId, EndpointId, Members, Near, Pairs, Reach};

use hosts::{Machines, Tally};
use shares::{ShareDoc, Shares};

/// What passes between those that are asked about and others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Peer {
    /// The others.
    #[serde(rename = "peer", serialize_with = "doc")]
    pub who: (Who, u64),
    /// `all`, `some` (the same services between every two), `mixed` (not the same between every two) or `none`.
    pub extent: &'static str,
    /// How many pairs of addresses there are; addresses that rules do not tell apart count as one.
    pub pairs: u64,
    /// What passes, between the most pairs first.
    pub allowed: Vec<ShareDoc>,
    #[serde(skip)]
    everything: bool,
}

impl Peer {
    /// Whether every packet passes between some two of them.
    pub fn is_everything(&self) -> bool {
        self.everything
    }
}

fn doc<S: serde::Serializer>((who, count): &(Who, u64), serializer: S) -> Result<S::Ok, S::Error> {
    let doc: WhoDoc = who.doc(who.count(*count).map(|_| *count));
    doc.serialize(serializer)
}

/// What could change the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaveatDoc {
    /// A stable word.
    pub code: &'static str,
    /// What it means.
    pub message: &'static str,
}

/// Who can reach somebody, and whom they can reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Exposure {
    /// Endpoints among those asked about that have no address: nobody reaches them, and they reach nobody.
    pub without_address: Vec<String>,
    /// Whether some of them are no endpoints: what those exchange with addresses that are none either is not policed.
    pub unpoliced: bool,
    /// Who can reach them; the most exposing first, and those that cannot last.
    pub inbound: Vec<Peer>,
    /// Whom they can reach.
    pub outbound: Vec<Peer>,
    /// What could change the answers.
    pub caveats: Vec<CaveatDoc>,
}

/// Those that are asked about.
struct Asked {
    ends: Members,
    /// Hosts, as far as no endpoint of theirs has their address.
    hosts: Machines,
    without_address: Vec<String>,
}

impl Asked {
    fn of(parties: &Parties, reach: &Reach<'_, '_>, all: &Machines) -> Self {
        let mut asked = Self { ends: Members::default(), hosts: Machines::default(), without_address: Vec::new() };
        if parties.by == Chosen::Any {
            asked.ends.outside = reach.outside_ids().collect();
        }
        for party in &parties.parties {
            match party {
                Party::Address(address) => {
                    let found = reach.outside().iter().zip(reach.outside_ids()).find(|(class, _)| {
                        class.ranges().iter().any(|(first, last)| (first..=last).contains(&address))
                    });
                    asked.ends.outside.extend(found.map(|(_, id)| id));
                }
                Party::Host(host) => {
                    asked.hosts = all.only(host);
                    // What an endpoint of its own stands for goes by that.
                    let own = reach.view().endpoints().filter(|found| {
                        found.is_host_endpoint()
                            && found.host() == host
                            && found.addresses().iter().any(|own| reach.view().addresses_of_host(host).contains(own))
                    });
                    asked.ends.endpoints.extend(own.map(|found| found.id()));
                }
                Party::Workload(_) | Party::HostEndpoint { .. } => {
                    match party.path().and_then(|path| reach.view().find(&path)) {
                        Some(found) if !found.addresses().is_empty() => asked.ends.endpoints.push(found.id()),
                        _ => asked.without_address.push(party.to_string()),
                    }
                }
            }
        }
        asked.ends.outside.dedup();
        asked
    }

    fn is_only(&self, endpoint: EndpointId) -> bool {
        self.ends.endpoints == [endpoint] && self.hosts.is_empty() && self.ends.outside.is_empty()
    }
}

impl Exposure {
    /// Looks at everybody.
    pub fn of(parties: &Parties, reach: &Reach<'_, '_>, grouping: &Grouping<'_>) -> Self {
        let all_hosts = Machines::of(reach);
        let asked = Asked::of(parties, reach, &all_hosts);
        let peers = Peers::of(reach, grouping, &asked, &all_hosts);
        let rows = |direction| {
            let mut rows = peers.rows(&asked, reach, direction);
            rows.sort_by(|a, b| first(a).cmp(&first(b)).then_with(|| a.who.cmp(&b.who)));
            rows
        };
        let (inbound, outbound) = (rows(Direction::Inbound), rows(Direction::Outbound));
        let caveats = caveats(&asked.ends, reach);
        let unpoliced = !asked.ends.outside.is_empty() || !asked.hosts.is_empty();
        Self { unpoliced, inbound, outbound, caveats, without_address: asked.without_address }
    }
}

/// What comes first: what is open; to any address; the most; to the most.
fn first(peer: &Peer) -> (bool, bool, usize, u8, std::cmp::Reverse<u64>) {
    let extent = ["all", "some", "mixed", "none"].iter().position(|word| *word == peer.extent).unwrap_or_default();
    let kind = match &peer.who.0 {
        Who::Addresses(_) => 0,
        Who::Group(_) => 1,
        _ => 2,
    };
    let any = matches!(&peer.who.0, Who::Addresses(networks) if networks.is_rest());
    (peer.extent == "none", !any, extent, kind, std::cmp::Reverse(peer.pairs))
}

/// Those that may be at the other end.
struct Peers {
    groups: Vec<(Group, Vec<EndpointId>)>,
    outside: Vec<(Who, ClassId)>,
    hosts: Vec<(Who, Machines)>,
}

impl Peers {
    fn of(reach: &Reach<'_, '_>, grouping: &Grouping<'_>, asked: &Asked, all_hosts: &Machines) -> Self {
        let mut groups: BTreeMap<Group, Vec<EndpointId>> = BTreeMap::new();
        for endpoint in reach.view().endpoints() {
            if endpoint.addresses().is_empty() || asked.is_only(endpoint.id()) {
                continue;
            }
            for group in grouping.groups(endpoint.path(), &endpoint.profiles()) {
                groups.entry(group).or_default().push(endpoint.id());
            }
        }
        let ranges: Vec<_> = reach.outside().iter().map(|class| class.ranges()).collect();
        let networks = Networks::of(&ranges);
        let outside: Vec<(Who, ClassId)> = networks.into_iter().map(Who::Addresses).zip(reach.outside_ids()).collect();
        let place = |class: Option<ClassId>| outside.iter().find(|(_, id)| Some(*id) == class);
        let hosts = all_hosts.apart().into_iter().map(|(class, hosts)| match place(class) {
            Some((Who::Addresses(networks), _)) => (Who::Hosts(networks.clone()), hosts),
            _ => (Who::UnknownHosts, hosts),
        });
        let hosts = hosts.collect();
        Self { groups: groups.into_iter().collect(), outside, hosts }
    }

    fn rows(&self, asked: &Asked, reach: &Reach<'_, '_>, direction: Direction) -> Vec<Peer> {
        let inbound = direction == Direction::Inbound;
        let x = std::slice::from_ref(&asked.ends);
        let mut others: Vec<Members> =
            self.groups.iter().map(|(_, of)| Members { endpoints: of.clone(), outside: Vec::new() }).collect();
        others.extend(self.outside.iter().map(|(_, class)| Members { endpoints: Vec::new(), outside: vec![*class] }));
        let matrix = if inbound { Pairs::new(reach, &others, x) } else { Pairs::new(reach, x, &others) };
        let is_outside = asked.ends.endpoints.is_empty() && asked.hosts.is_empty();
        let mut rows = Vec::new();
        let mut add = |who: Who, count: u64, shares: Shares| rows.extend(shares.peer(who, count));
        let machines = |of: &[EndpointId]| {
            let mut shares = Shares::default();
            if !asked.hosts.is_empty() {
                let tally = Tally::of(of, reach);
                tally.far(&asked.hosts, reach, inbound, &mut shares);
                tally.near(&asked.hosts, reach, inbound, &mut shares);
            }
            shares
        };
        for (at, (group, of)) in self.groups.iter().enumerate() {
            let mut shares = machines(of);
            shares.take(&if inbound { matrix.cell(at, 0) } else { matrix.cell(0, at) }, reach);
            add(Who::Group(group.clone()), of.len() as u64, shares);
        }
        // Between addresses that no endpoint has, Calico has no say.
        if is_outside {
            return rows;
        }
        for (at, (who, _)) in (self.groups.len()..).zip(&self.outside) {
            let mut shares = Shares::default();
            shares.take(&if inbound { matrix.cell(at, 0) } else { matrix.cell(0, at) }, reach);
            add(who.clone(), 1, shares);
        }
        let own = Tally::of(&asked.ends.endpoints, reach);
        let mut near = Shares::default();
        for (_, hosts) in &self.hosts {
            own.near(hosts, reach, !inbound, &mut near);
        }
        add(Who::OwnHost, own.hosts() as u64, near);
        for (who, hosts) in &self.hosts {
            let mut far = Shares::default();
            own.far(hosts, reach, !inbound, &mut far);
            add(who.clone(), hosts.len() as u64, far);
        }
        rows
    }
}

/// What could change the answers of those that are asked about.
fn caveats(ends: &Members, reach: &Reach<'_, '_>) -> Vec<CaveatDoc> {
    let mut classes: Vec<ClassId> = ends.endpoints.iter().flat_map(|id| reach.classes_of(*id)).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut found: Vec<Caveat> = Vec::new();
    for class in &classes {
        found.extend(reach.caveats(*class, *class, Near::OtherHost));
        let family = reach.class(*class).map(|class| class.family());
        let elsewhere =
            reach.outside().iter().zip(reach.outside_ids()).find(|(other, _)| Some(other.family()) == family);
        found.extend(elsewhere.into_iter().flat_map(|(_, other)| reach.caveats(*class, other, Near::OtherHost)));
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|caveat| CaveatDoc { code: caveat.code(), message: told::caveat(caveat) }).collect()
}

#[cfg(test)]
mod tests;
