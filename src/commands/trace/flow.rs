//! Which traffic is asked about, and what becomes of it in some state of the datastore.

use std::collections::BTreeSet;

use clap::Args;
use serde::Serialize;

use super::doc::{EndDoc, FelixDoc, TraceDoc, Whole};
use super::{Asked, felixes};
use crate::error::{CommandError, ErrorKind};
use crate::inventory;
use crate::model::facts;
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::net::{PortRange, parse_ports};
use crate::reach::{Reach, View};
use crate::session::options::parse_number;
use crate::store::Snapshot;
use crate::traffic::check::Ground;
use crate::traffic::question::{Question, parse_protocol};

/// The options that say which traffic is meant.
#[derive(Args, Debug)]
pub(in crate::commands) struct FlowArgs {
    /// Who sends: an endpoint, a group (ns:NAME, sg:NAME, profile:NAME, tag:NAME, a selector), host:NAME, an address, or any
    #[arg(long, value_name = "WHO")]
    pub(in crate::commands) from: String,

    /// Who receives
    #[arg(long, value_name = "WHO")]
    pub(in crate::commands) to: String,

    /// Protocol: tcp, udp, icmp, icmpv6, sctp, udplite or a number; without it, what is allowed is told as services
    #[arg(long, value_name = "PROTOCOL", value_parser = parse_protocol)]
    proto: Option<u8>,

    /// Destination ports: 80, 80,443 or 8000:8080
    #[arg(long, value_name = "PORTS", value_parser = ports, requires = "proto")]
    pub(super) port: Option<Ports>,

    /// Source ports [default: all]
    #[arg(long, value_name = "PORTS", value_parser = ports, requires = "proto")]
    source_port: Option<Ports>,

    /// Type of ICMP or ICMPv6: 8 is an echo request (128 in ICMPv6)
    #[arg(long, value_name = "N", value_parser = parse_number::<u8>, requires = "proto")]
    icmp_type: Option<u8>,

    /// Code that goes with the type
    #[arg(long, value_name = "N", value_parser = parse_number::<u8>, requires = "icmp_type")]
    icmp_code: Option<u8>,

    /// Addresses of this IP version only: 4 or 6
    #[arg(long, value_name = "N", value_parser = family)]
    pub(super) ip_version: Option<Family>,

    /// What every host runs, 1.4 or 2.6, whatever `hybrid set felix=...` says
    #[arg(long, value_name = "VERSION", value_parser = facts::parse_felix)]
    pub(in crate::commands) felix: Option<Generation>,
}

/// A list of ports, as one value.
#[derive(Clone, Debug, Default)]
pub(super) struct Ports(pub(super) Vec<PortRange>);

fn ports(text: &str) -> Result<Ports, String> {
    parse_ports(text).map(Ports)
}

fn family(text: &str) -> Result<Family, String> {
    match text {
        "4" => Ok(Family::V4),
        "6" => Ok(Family::V6),
        _ => Err(format!("`{text}` is neither 4 nor 6")),
    }
}

impl FlowArgs {
    /// The packets that are meant.
    ///
    /// # Errors
    /// What does not go together.
    pub(in crate::commands) fn question(&self) -> Result<Question, CommandError> {
        let list = |ports: &Option<Ports>| ports.clone().unwrap_or_default().0;
        Question::new(self.proto, list(&self.port), list(&self.source_port), (self.icmp_type, self.icmp_code))
            .map_err(|why| CommandError::new(ErrorKind::Usage, why))
    }
}

/// What becomes of traffic, as far as two states can be held against one another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::commands) struct FlowAnswer {
    /// Of all of it.
    pub(in crate::commands) verdict: Whole,
    /// What passes, of each kind of pairs.
    pub(in crate::commands) allowed: BTreeSet<String>,
    /// What decides, in words.
    pub(in crate::commands) decided: BTreeSet<String>,
    /// Why nothing can be told: somebody is not there; else null.
    pub(in crate::commands) nobody: Option<String>,
}

impl FlowAnswer {
    /// Whether the same passes.
    pub(in crate::commands) fn same(&self, other: &Self) -> bool {
        (self.verdict, &self.allowed) == (other.verdict, &other.allowed)
    }

    fn nobody(why: String) -> Self {
        let (allowed, decided) = Default::default();
        Self { verdict: Whole::Unknown, allowed, decided, nobody: Some(why) }
    }
}

/// What becomes of traffic in a state of the datastore, a snapshot of [`crate::traffic::scopes`].
///
/// # Errors
/// What was typed makes no sense, or what was said of the cluster cannot be read.
pub(in crate::commands) fn answer(flow: &FlowArgs, snapshot: &Snapshot) -> Result<FlowAnswer, CommandError> {
    let question = flow.question()?;
    let felixes = felixes(snapshot, flow.felix)?;
    let (names, _) = inventory::names(snapshot);
    let view = View::read(snapshot, &felixes.settings);
    let reach = Reach::of(&view);
    let ground = Ground { reach: &reach, snapshot, names: &names, felixes: &felixes };
    let found = ground.find(&[&flow.from, &flow.to]).into_iter().collect::<Result<Vec<_>, _>>();
    let found = match found {
        Ok(found) => found,
        Err(unresolved) if unresolved.candidates.is_empty() => return Ok(FlowAnswer::nobody(unresolved.to_string())),
        Err(unresolved) => return Err(unresolved.into()),
    };
    let [from, to] = found.as_slice() else {
        return Err(CommandError::new(ErrorKind::Usage, "two ends are wanted"));
    };
    let mut doc = TraceDoc {
        from: EndDoc::of(from),
        to: EndDoc::of(to),
        packets: question.to_string(),
        felix: FelixDoc::of(&felixes),
        verdict: Whole::Unknown,
        pairs: 0,
        without_address: Vec::new(),
        service: None,
        answers: Vec::new(),
    };
    Asked { ground: &ground, verbose: false, doc: &mut doc, looked_at: Vec::new() }.ask(
        from,
        to,
        &question,
        flow.ip_version,
    );
    if doc.answers.is_empty() {
        return Ok(FlowAnswer::nobody("no two of them have addresses that such packets could pass between".to_owned()));
    }
    let allowed = doc.answers.iter().map(|answer| answer.allowed.clone()).collect();
    let parts = doc.answers.iter().flat_map(|answer| &answer.parts);
    let decided = parts.flat_map(|part| {
        // Where the source's side drops packets, nothing else decides; where both let them pass, both do.
        let both = [Some(&part.outbound), part.inbound.as_ref()].into_iter().flatten();
        both.filter(|told| told.verdict == part.verdict).map(|told| told.text.clone()).collect::<Vec<_>>()
    });
    Ok(FlowAnswer { verdict: doc.whole(), allowed, decided: decided.collect(), nobody: None })
}
