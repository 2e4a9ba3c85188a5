//! The answers of `trace` as a document.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::Serialize;

use super::path::Finding;
use super::service::Backend;
use crate::inventory::parties::{Parties, Party};
use crate::model::facts::spelled;
use crate::model::openstack::{self, Kind, Names};
use crate::model::profile::Direction;
use crate::reach::{Caveat, Matching, Resolved, Service, Step, Verdict, Walk};
use crate::traffic::Felixes;
use crate::traffic::pairs::Seat;
use crate::traffic::question::Question;
use crate::traffic::told::{self, Teller, Told};

/// What becomes of all packets that were asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::commands) enum Whole {
    /// All of them pass.
    Allowed,
    /// None of them does.
    Denied,
    /// Some do.
    Mixed,
    /// It cannot be told: what stands behind the service is not known.
    Unknown,
}

impl Whole {
    pub(in crate::commands) fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::Mixed => "mixed",
            Self::Unknown => "unknown",
        }
    }
}

/// What was asked, and the answers.
#[derive(Serialize)]
pub(super) struct TraceDoc {
    pub(super) from: EndDoc,
    pub(super) to: EndDoc,
    pub(super) packets: String,
    pub(super) felix: FelixDoc,
    pub(super) verdict: Whole,
    pub(super) pairs: usize,
    pub(super) without_address: Vec<String>,
    pub(super) service: Option<ServiceDoc>,
    pub(super) answers: Vec<AnswerDoc>,
}

impl TraceDoc {
    /// All answers in one.
    pub(super) fn whole(&self) -> Whole {
        let mut answers = self.answers.iter().map(|answer| answer.verdict);
        match (answers.next(), &self.service) {
            (Some(first), _) => {
                if answers.all(|verdict| verdict == first) {
                    first
                } else {
                    Whole::Mixed
                }
            }
            // A service that is known and has nothing ready behind it answers nobody.
            (None, Some(service)) if service.name.is_some() && service.backends.is_empty() => Whole::Denied,
            (None, _) => Whole::Unknown,
        }
    }
}

/// One of the two words.
#[derive(Serialize)]
pub(in crate::commands) struct EndDoc {
    pub(in crate::commands) word: String,
    pub(in crate::commands) by: &'static str,
    pub(in crate::commands) members: usize,
}

impl EndDoc {
    pub(in crate::commands) fn of(parties: &Parties) -> Self {
        Self { word: parties.word.clone(), by: parties.by.word(), members: parties.parties.len() }
    }
}

/// Which Felix was taken.
#[derive(Serialize)]
pub(in crate::commands) struct FelixDoc {
    version: &'static str,
    assumed: bool,
    hosts: BTreeMap<String, &'static str>,
}

impl FelixDoc {
    pub(in crate::commands) fn of(felixes: &Felixes) -> Self {
        let settings = &felixes.settings;
        let hosts = settings.hosts.iter().map(|(host, generation)| (host.clone(), spelled(*generation))).collect();
        Self { version: spelled(settings.generation), assumed: felixes.assumed, hosts }
    }
}

/// A service, and what stands behind it.
#[derive(Serialize)]
pub(super) struct ServiceDoc {
    pub(super) address: IpAddr,
    pub(super) name: Option<String>,
    pub(super) backends: Vec<BackendDoc>,
}

#[derive(Serialize)]
pub(super) struct BackendDoc {
    pub(super) address: IpAddr,
    pub(super) pod: Option<String>,
    pub(super) packets: String,
    pub(super) ports: Vec<String>,
}

impl BackendDoc {
    pub(super) fn of(backend: &Backend, question: &Question) -> Self {
        let ports = backend.ports().map(|(protocol, port)| format!("{protocol}/{port}")).collect();
        Self { address: backend.address, pod: backend.pod.clone(), packets: question.to_string(), ports }
    }
}

/// An end of an answer.
#[derive(Serialize)]
pub(super) struct SeatDoc {
    pub(super) name: String,
    pub(super) called: String,
    pub(super) address: Option<IpAddr>,
    pub(super) host: Option<String>,
}

impl SeatDoc {
    pub(super) fn of(seat: &Seat, resolved: &Resolved, names: &Names) -> Self {
        Self {
            name: seat.to_string(),
            called: if seat.range.is_some() { seat.to_string() } else { called(&seat.party, names) },
            address: resolved.address.or(seat.address),
            host: resolved.host.clone().or_else(|| seat.party.host().map(str::to_owned)),
        }
    }
}

/// What people call it: a pod, or the imported name of a VM or port.
fn called(party: &Party, names: &Names) -> String {
    let Party::Workload(id) = party else { return party.to_string() };
    if let Some((namespace, pod)) = id.pod() {
        return format!("{namespace}/{pod}");
    }
    let server = || names.name(Kind::Server, &id.workload);
    let name = names.name(Kind::Port, &id.endpoint).or_else(server).filter(|_| openstack::is_port(id));
    name.map_or_else(|| id.name(), str::to_owned)
}

/// Pairs that behave alike, and one of them.
#[derive(Serialize)]
pub(super) struct AnswerDoc {
    pub(super) from: SeatDoc,
    pub(super) to: SeatDoc,
    pub(super) pairs: usize,
    pub(super) verdict: Whole,
    pub(super) allowed: String,
    pub(super) parts: Vec<PartDoc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) walk: Option<Vec<WalkDoc>>,
    pub(super) caveats: Vec<CaveatDoc>,
    pub(super) path: Vec<Finding>,
}

/// Packets that the same decides about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct PartDoc {
    pub(super) packets: String,
    pub(super) services: Vec<Service>,
    pub(super) verdict: Verdict,
    pub(super) outbound: Told,
    pub(super) inbound: Option<Told>,
}

#[derive(Serialize)]
pub(super) struct CaveatDoc {
    pub(super) code: &'static str,
    pub(super) message: &'static str,
}

impl CaveatDoc {
    pub(super) fn of(caveat: Caveat) -> Self {
        Self { code: caveat.code(), message: told::caveat(caveat) }
    }
}

/// What a packet meets on its way.
#[derive(Serialize)]
pub(super) struct WalkDoc {
    pub(super) side: &'static str,
    pub(super) step: &'static str,
    pub(super) object: String,
    pub(super) position: Option<u32>,
    pub(super) rule: Option<String>,
    pub(super) matches: Option<bool>,
    pub(super) why: Option<&'static str>,
}

/// The steps of a walk.
pub(super) fn walk(walk: &Walk, teller: &Teller<'_, '_, '_>) -> Vec<WalkDoc> {
    let mut steps = Vec::new();
    for side in &walk.sides {
        let side_word = if side.direction == Direction::Outbound { "outbound" } else { "inbound" };
        for step in &side.steps {
            let called = |object| teller.object(object).map(|(name, _)| name).unwrap_or_default();
            steps.push(match step {
                Step::Enter { object } => WalkDoc {
                    side: side_word,
                    step: "enter",
                    object: called(*object),
                    position: None,
                    rule: None,
                    matches: None,
                    why: None,
                },
                Step::EndOfTier { object } => WalkDoc {
                    side: side_word,
                    step: "end-of-tier",
                    object: called(*object),
                    position: None,
                    rule: None,
                    matches: None,
                    why: None,
                },
                Step::Rule { object, position, matching, .. } => WalkDoc {
                    side: side_word,
                    step: "rule",
                    object: called(*object),
                    position: Some(*position),
                    rule: teller.rule(*object, side.direction, *position),
                    matches: Some(*matching == Matching::Yes),
                    why: match matching {
                        Matching::Yes => None,
                        Matching::Addresses => Some("addresses"),
                        Matching::Packet => Some("packet"),
                        Matching::IpVersion => Some("ip-version"),
                    },
                },
            });
        }
    }
    steps
}
