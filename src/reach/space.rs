//! What was worked out already: everything is numbered by its content and worked out once, also for two views that are compared.

mod passing;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::answer::{Decision, Part, Reason, Verdict};
use super::atoms::AtomId;
use super::hash::{Interner, Quick};
use super::pool::{ObjectId, Pool, Sequences};
use super::program::{Event, Journey, Peers, Program, Questions, SidePart, run};
use super::set::PacketSet;
use super::settings::HostRules;
use super::unused::RuleAt;
use crate::model::key::Family;
use crate::model::profile::Direction;

pub(super) use passing::Passing;

/// No number.
pub(super) const NONE: u32 = u32::MAX;

/// Whether Felix programs an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Status {
    Programmed,
    Inactive,
    Rejected,
    ForeignInterface,
}

impl Status {
    /// Why everything is dropped, if it is.
    pub(super) fn reason(self) -> Option<Reason> {
        match self {
            Self::Programmed => None,
            Self::Inactive => Some(Reason::Inactive),
            Self::Rejected => Some(Reason::EndpointRejected),
            Self::ForeignInterface => Some(Reason::ForeignInterface),
        }
    }
}

/// Endpoints that go through the same policies and profiles, on hosts that are set alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Subject {
    pub(super) program: u32,
    pub(super) host_rules: u32,
    pub(super) status: Status,
}

/// What is asked of a subject's rules.
pub(super) struct Query {
    pub(super) direction: Direction,
    pub(super) family: Family,
    /// The sets of what is so of the subject's address, and of the other end's.
    pub(super) own: u32,
    pub(super) peer: u32,
    pub(super) packets: PacketSet,
    /// Whether an earlier chain left its mark on the packets.
    pub(super) marked: bool,
}

/// One direction of subjects whose own addresses answer their own rules alike.
struct Side {
    subject: Subject,
    direction: Direction,
    family: Family,
    own: u32,
    questions: Rc<Questions>,
    /// Outcomes by the set of the other end, unmarked and marked.
    by_set: [Pages; 2],
    /// Outcomes by what of that set is asked for.
    by_answers: Quick<(u32, bool), u32>,
    /// What passes, by the same, and by which rules hold.
    passing_by_set: [Pages; 2],
    passing_by_answers: Quick<(u32, bool), u32>,
    passing_by_rules: Quick<(u32, bool), u32>,
}

/// Numbers by number, in pages that are made when something is put there.
#[derive(Default)]
struct Pages(Vec<Option<Box<[u32; PAGE]>>>);

const PAGE: usize = 256;

impl Pages {
    fn get(&self, at: u32) -> Option<u32> {
        let page = self.0.get(at as usize / PAGE)?.as_ref()?;
        page.get(at as usize % PAGE).copied().filter(|value| *value != NONE)
    }

    fn set(&mut self, at: u32, value: u32) {
        let page = at as usize / PAGE;
        if self.0.len() <= page {
            self.0.resize_with(page + 1, || None);
        }
        if let Some(slot) = self.0.get_mut(page) {
            let slot = slot.get_or_insert_with(|| Box::new([NONE; PAGE]));
            if let Some(place) = slot.get_mut(at as usize % PAGE) {
                *place = value;
            }
        }
    }
}

/// What two sides together make of packets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// The packets of the two ends' IP version, each in one part.
    pub parts: Vec<Part>,
    /// Those that pass.
    pub allowed: PacketSet,
}

/// The outcomes of both sides, and what they make of packets together once somebody asked.
type PairOf = ((u32, u32, u32), Option<Rc<Flow>>);

/// All that was worked out.
pub(super) struct Space {
    pub(super) pool: Rc<RefCell<Pool>>,
    /// Sets of answers: the numbers of the questions that are answered with yes, sorted.
    pub(super) sets: Sequences,
    pub(super) programs: Vec<Rc<Program>>,
    pub(super) program_numbers: HashMap<Vec<u32>, u32>,
    pub(super) subjects: Interner<Subject>,
    /// Label sets without the labels that nobody looks at, by the labels that somebody does look at.
    projections: HashMap<BTreeSet<String>, Rc<RefCell<Vec<u32>>>>,
    questions: Quick<(u32, bool, bool), Rc<Questions>>,
    sides: Vec<Side>,
    side_numbers: Quick<(u32, u32, bool, bool), u32>,
    outcomes: Interner<Vec<SidePart>>,
    /// The rules that some packets came to and matched.
    pub(super) met: HashSet<RuleAt>,
    /// Outcomes that let everything through, by IP version, direction and reason.
    pub(super) open: Quick<(bool, bool, Reason), u32>,
    /// Packets that pass, by number; what passes of each outcome; and what two of them have in common, or are together.
    packet_sets: Interner<PacketSet>,
    passing: Vec<Option<Passing>>,
    passings: Interner<Passing>,
    /// Rules that hold together.
    rule_sets: Sequences,
    combined: Quick<(u32, u32, bool), u32>,
    pairs: Vec<PairOf>,
    pair_numbers: Quick<(u32, u32, u32), u32>,
}

fn is_out(direction: Direction) -> bool {
    direction == Direction::Outbound
}

impl Space {
    pub(super) fn new(pool: Rc<RefCell<Pool>>) -> Self {
        Self {
            pool,
            sets: Sequences::default(),
            programs: Vec::new(),
            program_numbers: HashMap::new(),
            subjects: Interner::default(),
            projections: HashMap::new(),
            questions: Quick::default(),
            sides: Vec::new(),
            side_numbers: Quick::default(),
            outcomes: Interner::default(),
            met: HashSet::new(),
            open: Quick::default(),
            packet_sets: Interner::default(),
            passing: Vec::new(),
            passings: Interner::default(),
            rule_sets: Sequences::default(),
            combined: Quick::default(),
            pairs: Vec::new(),
            pair_numbers: Quick::default(),
        }
    }

    /// Label sets without the labels that nobody looks at, as far as they are known.
    pub(super) fn projection(&mut self, looked_at: BTreeSet<String>) -> Rc<RefCell<Vec<u32>>> {
        Rc::clone(self.projections.entry(looked_at).or_default())
    }

    /// The set of what is in both of two sets of answers.
    pub(super) fn common(&mut self, set: u32, asked: &[AtomId]) -> u32 {
        let answers = self.sets.get(set);
        // The shorter one is gone through.
        let (short, long) = if answers.len() < asked.len() { (answers, asked) } else { (asked, answers) };
        let both: Vec<AtomId> = short.iter().filter(|atom| long.binary_search(atom).is_ok()).copied().collect();
        self.sets.number(&both)
    }

    pub(super) fn subject(&self, number: u32) -> Option<Subject> {
        self.subjects.get(number).map(|subject| **subject)
    }

    pub(super) fn program(&self, subject: &Subject) -> Option<Rc<Program>> {
        self.programs.get(subject.program as usize).map(Rc::clone)
    }

    pub(super) fn rules(&self, subject: &Subject) -> Option<Rc<HostRules>> {
        self.pool.borrow().host_rules.get(subject.host_rules).map(Rc::clone)
    }

    fn questions(&mut self, subject: &Subject, direction: Direction, family: Family) -> Rc<Questions> {
        let key = (subject.program, is_out(direction), family == Family::V4);
        if let Some(known) = self.questions.get(&key) {
            return Rc::clone(known);
        }
        let program = self.program(subject).filter(|_| subject.status == Status::Programmed);
        let found = Rc::new(program.map(|program| program.questions(direction, family)).unwrap_or_default());
        if subject.status == Status::Programmed {
            self.questions.insert(key, Rc::clone(&found));
        }
        found
    }

    /// The side of a subject whose own address has a set of answers.
    pub(super) fn side(&mut self, subject: u32, direction: Direction, family: Family, own: u32) -> u32 {
        let Some(content) = self.subject(subject) else { return NONE };
        let questions = self.questions(&content, direction, family);
        let own = if questions.own.is_empty() { 0 } else { self.common(own, &questions.own) };
        let key = (subject, own, is_out(direction), family == Family::V4);
        if let Some(side) = self.side_numbers.get(&key) {
            return *side;
        }
        let side = u32::try_from(self.sides.len()).unwrap_or(NONE);
        self.sides.push(Side {
            subject: content,
            direction,
            family,
            own,
            questions,
            by_set: Default::default(),
            by_answers: Quick::default(),
            passing_by_set: Default::default(),
            passing_by_answers: Quick::default(),
            passing_by_rules: Quick::default(),
        });
        self.side_numbers.insert(key, side);
        side
    }

    /// What a side makes of packets from or to an address with a set of answers.
    pub(super) fn outcome(&mut self, side: u32, peer: u32, marked: bool) -> u32 {
        let Some(found) = self.sides.get(side as usize) else { return NONE };
        let marked = marked && found.questions.heeds_mark;
        let [plain_page, marked_page] = &found.by_set;
        let peer = if found.questions.peer.is_empty() { 0 } else { peer };
        if let Some(known) = (if marked { marked_page } else { plain_page }).get(peer) {
            return known;
        }
        let questions = Rc::clone(&found.questions);
        let answers = self.common(peer, &questions.peer);
        let known = self.sides.get(side as usize).and_then(|side| side.by_answers.get(&(answers, marked)).copied());
        let outcome = known.unwrap_or_else(|| {
            let Some(Side { subject, direction, family, own, .. }) = self.sides.get(side as usize) else { return NONE };
            let (direction, packets) = (*direction, PacketSet::family(*family));
            let query = Query { direction, family: *family, own: *own, peer: answers, packets, marked };
            let mut met = Vec::new();
            let parts = self.evaluate(subject, query, &mut |event| {
                if let Event::Rule { object, position, addresses: true, packets: true, .. } = event {
                    met.push(RuleAt { object, direction, position });
                }
            });
            self.met.extend(met);
            self.outcomes.number(parts)
        });
        if let Some(found) = self.sides.get_mut(side as usize) {
            let [plain_page, marked_page] = &mut found.by_set;
            (if marked { marked_page } else { plain_page }).set(peer, outcome);
            found.by_answers.insert((answers, marked), outcome);
        }
        outcome
    }

    /// What a side is: whose, in which direction and IP version, and the answers of its own address.
    pub(super) fn of_side(&self, side: u32) -> Option<(Subject, Direction, Family, u32)> {
        let side = self.sides.get(side as usize)?;
        Some((side.subject, side.direction, side.family, side.own))
    }

    /// The answers of the other ends' addresses with which a side was asked, and whether packets were marked; sorted.
    pub(super) fn answers_seen(&self, side: u32) -> Vec<(u32, bool)> {
        let asked = self.sides.get(side as usize).map(|side| side.by_answers.keys().copied());
        let mut asked: Vec<(u32, bool)> = asked.into_iter().flatten().collect();
        asked.sort_unstable();
        asked
    }

    /// Whether a side looks at the mark that another chain left.
    pub(super) fn heeds_mark(&self, side: u32) -> bool {
        self.sides.get(side as usize).is_some_and(|side| side.questions.heeds_mark)
    }

    /// What a subject's rules make of packets.
    pub(super) fn evaluate(&self, subject: &Subject, query: Query, follow: &mut dyn FnMut(Event)) -> Vec<SidePart> {
        let Query { direction, family, own, peer, packets, marked } = query;
        if let Some(reason) = subject.status.reason() {
            return vec![constant(packets, Verdict::Deny, reason, direction, None)];
        }
        let (Some(program), Some(rules)) = (self.program(subject), self.rules(subject)) else { return Vec::new() };
        let (own, peer) = (self.sets.get(own), self.sets.get(peer));
        let peers = peers(direction, own, peer);
        let failsafe: &[(u8, u16)] = match direction {
            _ if !program.is_host => &[],
            Direction::Inbound => &rules.failsafe_in,
            Direction::Outbound => &rules.failsafe_out,
        };
        let journey = Journey { direction, family, peers, packets, marked, failsafe };
        let mut parts = run(&program, journey, follow);
        if rules.accepts_drops {
            for part in parts.iter_mut().filter(|part| part.decision.verdict == Verdict::Deny) {
                part.decision.verdict = Verdict::Allow;
                part.decision.overridden = true;
            }
        }
        parts
    }

    /// The number of an outcome that comes from no rules.
    pub(super) fn fixed(&mut self, parts: Vec<SidePart>) -> u32 {
        self.outcomes.number(parts)
    }

    /// The number of both sides together. `marked` is what the destination's side makes of packets that carry the source's side's
    /// mark.
    pub(super) fn pair(&mut self, outbound: u32, inbound: u32, marked: u32) -> u32 {
        let next = u32::try_from(self.pairs.len()).unwrap_or(NONE);
        let number = *self.pair_numbers.entry((outbound, inbound, marked)).or_insert(next);
        if number == next {
            self.pairs.push(((outbound, inbound, marked), None));
        }
        number
    }

    /// What both sides make of packets together, worked out when it is first asked for.
    pub(super) fn pair_of(&mut self, number: u32) -> Option<Rc<Flow>> {
        let ((outbound, inbound, marked), known) = self.pairs.get(number as usize)?;
        if let Some(known) = known {
            return Some(Rc::clone(known));
        }
        let flow = Rc::new(self.joined(*outbound, *inbound, *marked));
        if let Some((_, known)) = self.pairs.get_mut(number as usize) {
            *known = Some(Rc::clone(&flow));
        }
        Some(flow)
    }

    /// What two sides' outcomes make of packets together; `marked` is the second one of packets that bear the first one's mark.
    pub(super) fn joined(&self, outbound: u32, inbound: u32, marked: u32) -> Flow {
        let mut parts: Vec<Part> = Vec::new();
        let mut allowed = PacketSet::empty();
        let empty: Rc<Vec<SidePart>> = Rc::default();
        let of = |number: u32| self.outcomes.get(number).unwrap_or(&empty);
        for out in of(outbound).iter() {
            if out.decision.verdict == Verdict::Deny {
                add(&mut parts, &out.packets, Verdict::Deny, out.decision, None);
                continue;
            }
            for inn in of(if out.marked { marked } else { inbound }).iter() {
                let packets = out.packets.intersection(&inn.packets);
                add(&mut parts, &packets, inn.decision.verdict, out.decision, Some(inn.decision));
                if inn.decision.verdict == Verdict::Allow {
                    allowed = allowed.union(&packets);
                }
            }
        }
        Flow { parts, allowed }
    }

    /// What a side asks about the other end.
    pub(super) fn asked(&self, side: u32) -> &[AtomId] {
        self.sides.get(side as usize).map_or(&[], |side| &side.questions.peer)
    }

    /// Whether two sets answer all that a side asks alike.
    pub(super) fn asks_the_same(&self, side: u32, a: u32, b: u32) -> bool {
        if a == b || side == NONE {
            return true;
        }
        let asked = self.asked(side);
        let (a, b) = (self.sets.get(a), self.sets.get(b));
        let only = |x: &[AtomId], y: &[AtomId]| {
            x.iter().any(|atom| y.binary_search(atom).is_err() && asked.binary_search(atom).is_ok())
        };
        !only(a, b) && !only(b, a)
    }
}

/// Both ends of a packet's way, by a side's own and by the other.
fn peers<'a>(direction: Direction, own: &'a [AtomId], peer: &'a [AtomId]) -> Peers<'a> {
    match direction {
        Direction::Outbound => Peers { source: own, destination: peer },
        Direction::Inbound => Peers { source: peer, destination: own },
    }
}

fn add(parts: &mut Vec<Part>, packets: &PacketSet, verdict: Verdict, outbound: Decision, inbound: Option<Decision>) {
    if packets.is_empty() {
        return;
    }
    match parts.iter_mut().find(|part| part.outbound == outbound && part.inbound == inbound) {
        Some(part) => part.packets = part.packets.union(packets),
        None => parts.push(Part { packets: packets.clone(), verdict, outbound, inbound }),
    }
}

/// A part that comes from no rule.
pub(super) fn constant(
    packets: PacketSet,
    verdict: Verdict,
    reason: Reason,
    direction: Direction,
    object: Option<ObjectId>,
) -> SidePart {
    let decision = Decision { verdict, reason, object, direction, position: None, overridden: false };
    SidePart { packets, decision, marked: false }
}
