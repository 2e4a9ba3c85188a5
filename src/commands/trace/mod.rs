//! `calicross trace`

mod doc;
mod flow;
mod path;
mod service;
mod text;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;

use crate::error::{CommandError, ErrorKind};
use crate::inventory::parties::{Chosen, FORMS, Parties, Party};
use crate::inventory::{self, Unresolved};
use crate::model::facts::{self, Facts};
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::net::PortRange;
use crate::reach::{PacketSet, Reach, Verdict, View};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;
use crate::traffic::check::Ground;
use crate::traffic::pairs::{Bundle, Pairs, Seat};
use crate::traffic::question::Question;
use crate::traffic::told::Teller;
use crate::traffic::{self, Felixes};

use doc::{AnswerDoc, PartDoc, ServiceDoc, TraceDoc};
pub(in crate::commands) use doc::{EndDoc, FelixDoc, Whole};
use flow::Ports;
pub(in crate::commands) use flow::{FlowAnswer, FlowArgs, answer};
use path::{Effect, Finding, Side};
use service::{Listing, Service};

fn about() -> String {
    format!(
        "Who is meant: {FORMS}.\n\n\
         Two answers: what policy says, with the rule that decides on each side; and what is known of the way that would stop allowed traffic: \
         whether Felix lives on both hosts, calls the endpoints up, and BIRD announces the routes. Of groups, pairs that behave alike are told of \
         together. What Felix 2.6 does rests on reading its source, what Felix 1.4 does was measured as well."
    )
}

/// Arguments of `trace`.
#[derive(Args, Debug)]
#[command(after_long_help = about())]
pub struct TraceArgs {
    #[command(flatten)]
    flow: FlowArgs,

    /// What `kubectl get services,endpoints --all-namespaces -o json` prints, to see what stands behind a service's address; - is stdin
    #[arg(long, value_name = "FILE")]
    kube_endpoints: Option<PathBuf>,
}

impl ReadCommand for TraceArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let question = self.flow.question()?;
        let listing = self.listing()?;
        let snapshot = session.read(&traffic::scopes())?;
        let felixes = felixes(&snapshot, self.flow.felix)?;
        say_assumed(session, &felixes);
        let (names, _) = inventory::names(&snapshot);
        let view = View::read(&snapshot, &felixes.settings);
        let reach = Reach::of(&view);
        let ground = Ground { reach: &reach, snapshot: &snapshot, names: &names, felixes: &felixes };
        let mut found = ground.find(&[&self.flow.from, &self.flow.to]).into_iter();
        let mut next = |word: &String| {
            let nothing = || Unresolved { what: "endpoint", word: word.clone(), candidates: Vec::new() };
            found.next().unwrap_or_else(|| Err(nothing())).map_err(CommandError::from)
        };
        let (from, to) = (next(&self.flow.from)?, next(&self.flow.to)?);
        let mut doc = TraceDoc {
            from: EndDoc::of(&from),
            to: EndDoc::of(&to),
            packets: question.to_string(),
            felix: FelixDoc::of(&felixes),
            verdict: Whole::Unknown,
            pairs: 0,
            without_address: Vec::new(),
            service: None,
            answers: Vec::new(),
        };
        let mut asked =
            Asked { ground: &ground, verbose: session.ui.is_verbose(), doc: &mut doc, looked_at: Vec::new() };
        match service_at(&to, &snapshot, listing.as_ref()) {
            Some((address, service)) => self.ask_service(&mut asked, &from, address, service, &question)?,
            None => asked.ask(&from, &to, &question, self.flow.ip_version),
        }
        let looked_at = asked.looked_at;
        self.look_at_paths(session, &snapshot, &mut doc, &looked_at)?;
        doc.verdict = doc.whole();
        if doc.answers.is_empty() && doc.service.is_none() {
            return Err(self.nobody(&doc, &question));
        }
        session.ui.object("calicross/trace/1", &doc, &mut |out| text::write(out, &doc))?;
        Ok(if doc.verdict == Whole::Allowed { Outcome::Yes } else { Outcome::No })
    }
}

impl TraceArgs {
    fn listing(&self) -> Result<Option<Listing>, CommandError> {
        let Some(file) = &self.kube_endpoints else { return Ok(None) };
        let (name, bytes) = read_file(file, "listing")?;
        let listing = Listing::parse(&bytes)
            .map_err(|why| CommandError::new(ErrorKind::BadData, format!("listing {name}: {why}")))?;
        Ok(Some(listing))
    }

    /// Asks about each of what stands behind a service.
    fn ask_service(
        &self,
        asked: &mut Asked<'_, '_, '_, '_>,
        from: &Parties,
        address: IpAddr,
        service: Option<&Service>,
        question: &Question,
    ) -> Result<(), CommandError> {
        let mut told = ServiceDoc { address, name: service.map(|service| service.name.clone()), backends: Vec::new() };
        for backend in service.into_iter().flat_map(|service| &service.backends) {
            let mut question = question.clone();
            if let (Some(service), Some(protocol)) = (service, question.protocol)
                && !question.ports.is_empty()
            {
                let name = if protocol == crate::reach::UDP { "udp" } else { "tcp" };
                let at = |range: &PortRange| {
                    service.port_at(backend, name, range.first()).map(|(_, port)| PortRange::one(*port))
                };
                // A service has single ports, no ranges.
                question.ports = question.ports.iter().filter_map(at).collect();
                if question.ports.is_empty() {
                    return Err(CommandError::new(
                        ErrorKind::NotFound,
                        format!(
                            "service {} has no port {name}/{}",
                            service.name,
                            self.flow.port.as_ref().map(shown).unwrap_or_default()
                        ),
                    ));
                }
            }
            told.backends.push(doc::BackendDoc::of(backend, &question));
            let mut found = asked.ground.find(&[backend.address.to_string()]);
            let Some(Ok(to)) = found.pop() else { continue };
            asked.ask(from, &to, &question, self.flow.ip_version);
        }
        asked.doc.service = Some(told);
        Ok(())
    }

    /// Looks at the ways of the examples that are told of.
    fn look_at_paths(
        &self,
        session: &mut Session,
        snapshot: &Snapshot,
        doc: &mut TraceDoc,
        looked_at: &[(Seat, Seat)],
    ) -> Result<(), CommandError> {
        let hosts = path::hosts(snapshot);
        let parties = looked_at.iter().flat_map(|(from, to)| [&from.party, &to.party]);
        let details = session.read(&path::scopes(parties, &hosts))?;
        for (answer, (from, to)) in doc.answers.iter_mut().zip(looked_at) {
            let end = |seat: &'_ Seat| seat.address;
            let (from, to) = (
                path::End { party: &from.party, address: end(from) },
                path::End { party: &to.party, address: end(to) },
            );
            answer.path = path::findings(&from, &to, &details, &hosts);
            if doc.service.is_some() {
                answer.path.push(by_service());
            }
        }
        Ok(())
    }

    fn nobody(&self, doc: &TraceDoc, question: &Question) -> CommandError {
        let why = match doc.without_address.first() {
            Some(name) => format!("{name} has no address"),
            None if doc.from.members == 0 && doc.from.by != Chosen::Any.word() => {
                format!("{} has no endpoints", self.flow.from)
            }
            None if doc.to.members == 0 && doc.to.by != Chosen::Any.word() => {
                format!("{} has no endpoints", self.flow.to)
            }
            None => format!("no two of them have addresses of one IP version that has {question}"),
        };
        CommandError::new(ErrorKind::NotFound, format!("there is nobody to ask about: {why}"))
    }
}

fn shown(ports: &Ports) -> String {
    ports.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// What is known of every way through a service.
fn by_service() -> Finding {
    let message = "kube-proxy may give the packet its node's address (--cluster-cidr, --masquerade-all): a pod on another node then sees no tag or label of the source";
    Finding {
        effect: Effect::Note,
        side: Side::Route,
        code: "service-masquerade",
        key: None,
        message: message.to_owned(),
    }
}

/// The service whose address is asked about: by the range that was said to be services', or by the listing.
fn service_at<'l>(
    to: &Parties,
    snapshot: &Snapshot,
    listing: Option<&'l Listing>,
) -> Option<(IpAddr, Option<&'l Service>)> {
    let address = to.address.filter(|_| matches!(to.parties.as_slice(), [Party::Address(_)]))?;
    let facts = snapshot.get(facts::PATH).and_then(|entry| Facts::parse(&entry.value).ok()).unwrap_or_default();
    let in_range = facts.service_nets().iter().any(|net| net.contains(&address));
    let service = listing.and_then(|listing| listing.at(address, in_range));
    (in_range || service.is_some()).then_some((address, service))
}

/// Reads a file that is named on the command line; `-` is stdin.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn read_file(file: &std::path::Path, what: &str) -> Result<(String, Vec<u8>), CommandError> {
    use std::io::Read;
    let stdin = file.as_os_str() == "-";
    let name = if stdin { "stdin".to_owned() } else { file.display().to_string() };
    let mut bytes = Vec::new();
    let read = if stdin {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|err| CommandError::new(ErrorKind::NotFound, format!("{what} {name}: {err}")))?;
    Ok((name, bytes))
}

/// Which Felix runs where.
///
/// # Errors
/// Where what was said of it cannot be read.
pub(super) fn felixes(snapshot: &Snapshot, option: Option<Generation>) -> Result<Felixes, CommandError> {
    Felixes::of(snapshot, option).map_err(|why| super::hybrid::facts::unreadable(&why))
}

/// Says that nobody said which Felix runs.
pub(super) fn say_assumed(session: &Session, felixes: &Felixes) {
    if felixes.assumed {
        session.ui.status(
            "which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it",
        );
    }
}

/// Questions that are asked one after the other, into one document.
struct Asked<'a, 'v, 's, 'd> {
    ground: &'a Ground<'a, 'v, 's>,
    verbose: bool,
    doc: &'d mut TraceDoc,
    /// The pair of each answer.
    looked_at: Vec<(Seat, Seat)>,
}

impl Asked<'_, '_, '_, '_> {
    fn ask(&mut self, from: &Parties, to: &Parties, question: &Question, family: Option<Family>) {
        let pairs = Pairs::of(self.ground.reach, from, to, family);
        self.doc.without_address.extend(pairs.addressless.iter().map(ToString::to_string));
        let mut places: BTreeMap<Vec<PartDoc>, usize> = BTreeMap::new();
        for bundle in &pairs.bundles {
            let Some(answer) = self.answer(bundle, question) else { continue };
            self.doc.pairs += bundle.count;
            match places.get(&answer.parts).and_then(|at| self.doc.answers.get_mut(*at)) {
                Some(known) => known.pairs += answer.pairs,
                None => {
                    places.insert(answer.parts.clone(), self.doc.answers.len());
                    self.doc.answers.push(answer);
                    self.looked_at.push((bundle.from.clone(), bundle.to.clone()));
                }
            }
        }
    }

    fn answer(&self, bundle: &Bundle, question: &Question) -> Option<AnswerDoc> {
        let trace = &bundle.trace;
        let family = trace.from.family();
        let asked = question.packets(family);
        if asked.is_empty() {
            return None;
        }
        let Ground { reach, snapshot, names, .. } = self.ground;
        let teller = Teller::new(reach, snapshot);
        let every = PacketSet::family(family);
        let parts: Vec<PartDoc> = trace
            .parts
            .iter()
            .filter_map(|part| {
                let packets = part.packets.intersection(&asked);
                (!packets.is_empty()).then(|| PartDoc {
                    packets: packets.words(&every),
                    services: packets.services(),
                    verdict: part.verdict,
                    outbound: teller.decision(&part.outbound),
                    inbound: part.inbound.as_ref().map(|decision| teller.decision(decision)),
                })
            })
            .collect();
        let allowed = trace.allowed().intersection(&asked);
        let any = |verdict| parts.iter().any(|part| part.verdict == verdict);
        let verdict = match (any(Verdict::Allow), any(Verdict::Deny)) {
            (true, true) => Whole::Mixed,
            (true, false) => Whole::Allowed,
            _ => Whole::Denied,
        };
        let walk = self.verbose.then(|| question.example(family)).flatten().and_then(|packet| {
            let walk = reach.walk(&bundle.from.end, &bundle.to.end, &packet)?;
            Some(doc::walk(&walk, &teller))
        });
        Some(AnswerDoc {
            from: doc::SeatDoc::of(&bundle.from, &trace.from, names),
            to: doc::SeatDoc::of(&bundle.to, &trace.to, names),
            pairs: bundle.count,
            verdict,
            allowed: allowed.words(&every),
            parts,
            walk,
            caveats: trace.caveats.iter().map(|caveat| doc::CaveatDoc::of(*caveat)).collect(),
            path: Vec::new(),
        })
    }
}
