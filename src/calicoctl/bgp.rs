//! `calicoctl bgp`, and `calicoctl node bgp`

use std::net::IpAddr;

use super::docopt::Words;
use super::netaddr::address;
use super::table::Table;
use super::{DEFAULT_AS, Done, Front, Step, Stop};
use crate::commands::bgp::{load, peer, plans};
use crate::error::ErrorKind;
use crate::model::bird::{AsNumber, mesh};
use crate::model::key::{BgpGlobal, Family, Key};
use crate::plan::{Force, Plan};
use crate::store::Scope;

pub(super) fn run(front: &mut Front, words: &Words) -> Done {
    match () {
        () if words.has("peer") => peers(front, words, None),
        () if words.has("node-mesh") => node_mesh(front, words),
        () => default_as(front, words),
    }
}

/// The address and the AS number of a line, where they are given and are such.
fn check(words: &Words) -> Result<(Option<IpAddr>, Option<String>), Stop> {
    let ip = words.value("<PEER_IP>").map(address);
    // Typed and nothing, as a variable that is not set makes it, is no AS number; without one the words are those that remove.
    let number = words.value("<AS_NUM>").map(as_number);
    let mut said = String::new();
    if ip == Some(None) {
        said.push_str("Invalid IP address specified.\n");
    }
    if number == Some(None) {
        said.push_str("Invalid AS Number specified.\n");
    }
    if said.is_empty() { Ok((ip.flatten(), number.flatten())) } else { Err(Stop::Said(said, 1)) }
}

/// An AS number as it is written: as it was typed, but for blanks around it, and plain where it was dotted.
fn as_number(text: &str) -> Option<String> {
    let number = AsNumber::typed(text).ok()?;
    Some(if text.contains('.') { number.to_string() } else { text.trim().to_owned() })
}

/// BGP peers of all hosts, or of one.
pub(super) fn peers(front: &mut Front, words: &Words, host: Option<&str>) -> Done {
    let (ip, number) = check(words)?;
    let scopes = plans::scopes(host);
    match (ip, number) {
        (Some(ip), Some(number)) => front.write("add_bgp_peer", &scopes, &[Force::Malformed], &|snapshot| {
            Ok(Step { plan: peer::plans::add(snapshot, host, ip, &number, true)?, says: String::new() })
        }),
        (Some(ip), None) => front.write("remove_bgp_peer", &scopes, &[], &|snapshot| match peer::plans::remove(
            snapshot, host, ip, false,
        ) {
            Ok(plan) => {
                let place = if host.is_none() { "global" } else { "node" };
                Ok(Step::line(plan, format_args!("BGP peer removed from {place} configuration")))
            }
            Err(err) if err.kind() == ErrorKind::NotFound => Err(Stop::line(match host {
                None => format!("{ip} is not a globally configured peer."),
                Some(_) => format!("{ip} is not a configured peer for this node."),
            })),
            Err(err) => Err(err.into()),
        }),
        _ => show_peers(front, words, host),
    }
}

fn show_peers(front: &mut Front, words: &Words, host: Option<&str>) -> Done {
    let snapshot = front.read("get_bgp_peers", &plans::scopes(host))?;
    let (mut text, mut broken) = (String::new(), false);
    for (family, switch, other) in [(Family::V4, "--ipv4", "--ipv6"), (Family::V6, "--ipv6", "--ipv4")] {
        if words.has(other) && !words.has(switch) {
            continue;
        }
        let mut peers: Vec<(IpAddr, String)> = Vec::new();
        for found in load::peers(&snapshot).filter(|found| found.family == family && found.host.as_deref() == host) {
            match (&found.peer, stored_number(&found.entry.value)) {
                (Ok(peer), Some(number)) => peers.push((peer.ip, number)),
                _ => {
                    broken = true;
                    front.warn(&format!("malformed value at {}", found.entry.path));
                }
            }
        }
        let version = family.number();
        if peers.is_empty() {
            text.push_str(&match host {
                None => format!("No global IPv{version} BGP Peers defined.\n\n"),
                Some(_) => format!("No IPv{version} BGP Peers defined for this node.\n\n"),
            });
            continue;
        }
        let heading = match host {
            None => format!("Global IPv{version} BGP Peer"),
            Some(_) => format!("Node specific IPv{version} BGP Peer"),
        };
        // By address, not by text.
        peers.sort_unstable();
        let mut table = Table::new(&[&heading, "AS Num"]).left();
        peers.into_iter().for_each(|(ip, number)| table.row([ip.to_string(), number]));
        text.push_str(&table.draw());
    }
    if broken { Err(Stop::Said(text, 1)) } else { front.say(&text) }
}

/// The AS number as it is stored.
pub(super) fn stored_number(value: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(value).ok()?;
    let number = value.get("as_num")?;
    Some(number.as_str().map_or_else(|| number.to_string(), str::to_owned))
}

fn node_mesh(front: &mut Front, words: &Words) -> Done {
    if words.has("on") || words.has("off") {
        // The value is replaced as a whole, whatever it is.
        return front.write("set_bgp_node_mesh", &plans::scopes(None), &[Force::Malformed], &|snapshot| {
            let mut plan = Plan::new();
            plans::node_mesh(&mut plan, snapshot, words.has("on"));
            Ok(Step { plan, says: String::new() })
        });
    }
    let path = Key::BgpGlobal(BgpGlobal::NodeMesh).path();
    let snapshot = front.read("get_bgp_node_mesh", &[Scope::key(&path)])?;
    let enabled = snapshot.get(&path).map_or(Ok(true), |entry| mesh(&entry.value));
    let enabled = enabled.map_err(|why| Stop::refused(format!("malformed value at {path}: {why}")))?;
    front.say(&format!("{}\n", plans::on_off(enabled)))
}

fn default_as(front: &mut Front, words: &Words) -> Done {
    let (_, number) = check(words)?;
    let Some(number) = number else {
        let path = Key::BgpGlobal(BgpGlobal::AsNum).path();
        let snapshot = front.read("get_default_node_as", &[Scope::key(&path)])?;
        let stored = snapshot.get(&path).map(|entry| String::from_utf8_lossy(&entry.value));
        return front.say(&format!("{}\n", stored.as_deref().unwrap_or(DEFAULT_AS)));
    };
    front.write("set_default_node_as", &plans::scopes(None), &[], &|snapshot| {
        let mut plan = Plan::new();
        plans::as_number(&mut plan, snapshot, None, &number);
        Ok(Step { plan, says: String::new() })
    })
}
