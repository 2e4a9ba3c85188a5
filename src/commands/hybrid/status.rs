//! `hybrid status`

mod text;

use clap::Args;
use serde::Serialize;

use crate::error::CommandError;
use crate::hybrid::peer::{self, Finding, INVISIBLE, Invisible};
use crate::hybrid::status::{self, Status};
use crate::session::peer::{Peer, Sight};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::{Kind, Snapshot};

/// Arguments of `hybrid status`.
///
/// What is missing or cannot be read is shown and stops nothing. With --peer the datastore is compared with the one of another
/// context, as where pods and VMs have one each; the exit code is 1 where the two do not agree. What the peer was is kept in
/// mind on this host, so that one that has lost its state since is told of.
#[derive(Args, Debug)]
pub struct HybridStatusArgs {
    /// Compare with the datastore of this context
    #[arg(long, value_name = "CONTEXT")]
    peer: Option<String>,

    /// Take the peer as it is now, though it has lost its state since it was last seen
    #[arg(long, requires = "peer")]
    accept_peer: bool,
}

#[derive(Serialize)]
struct StatusDoc {
    datastore: Kind,
    address: String,
    cluster_guid: Option<String>,
    #[serde(flatten)]
    status: Status,
    peer: Option<PeerDoc>,
}

#[derive(Serialize)]
struct PeerDoc {
    context: String,
    datastore: Kind,
    address: String,
    /// When it was last seen before; `null` the first time.
    last_seen: Option<String>,
    findings: Vec<Finding>,
    invisible: Vec<Invisible>,
}

impl ReadCommand for HybridStatusArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&status::scopes())?;
        let cluster_guid = session.cluster_guid()?;
        let store = session.store()?;
        let (datastore, address) = (store.kind(), store.address());
        let status = Status::of(&snapshot, jiff::Timestamp::now());
        let mut seen = None;
        let peer = match &self.peer {
            Some(context) => {
                let mut peer = session.peer(context)?;
                let (doc, sight) = compare(&mut peer, &snapshot)?;
                seen = Some((peer, sight));
                Some(doc)
            }
            None => None,
        };
        let doc = StatusDoc { datastore, address, cluster_guid, status, peer };
        let verbose = session.ui.is_verbose();
        session.ui.object("calicross/hybrid-status/1", &doc, &mut |out| text::write(out, &doc, verbose))?;
        if let Some((peer, sight)) = seen {
            peer.remember(&sight, self.accept_peer)?;
        }
        let disagree = doc.peer.is_some_and(|peer| !peer.findings.is_empty());
        Ok(if disagree { Outcome::No } else { Outcome::Yes })
    }
}

/// Compares a datastore with its peer.
fn compare(peer: &mut Peer, ours: &Snapshot) -> Result<(PeerDoc, Sight), CommandError> {
    let sight = peer.sight()?;
    let theirs = peer.read(&peer::scopes())?;
    let findings = sight.lost.clone().into_iter().chain(peer::compare(ours, &theirs)).collect();
    let doc = PeerDoc {
        context: peer.context().to_owned(),
        datastore: peer.kind(),
        address: peer.address(),
        last_seen: sight.before.as_ref().map(|seen| seen.time.clone()),
        findings,
        invisible: INVISIBLE.to_vec(),
    };
    Ok((doc, sight))
}
