//! `calicoctl node`

use std::collections::{BTreeMap, BTreeSet};

use super::docker::{Docker, Silent};
use super::docopt::Words;
use super::table::Table;
use super::text::paragraph;
use super::{DEFAULT_AS, Done, Front, Step, Stop, bgp, hostname, real};
use crate::commands::bgp::load;
use crate::error::CommandError;
use crate::ipam::IpamError;
use crate::ipam::node::{Endpoints, remove as removal, scopes};
use crate::model::key::{BgpGlobal, BgpHost, Family, Key};

pub(super) fn run(front: &mut Front, words: &Words) -> Done {
    match () {
        () if words.has("bgp") => bgp::peers(front, words, Some(&hostname())),
        () if words.has("remove") => remove(front, words),
        () if words.has("show") => show(front),
        () => real::run(front, "node starts and stops calico/node on this host"),
    }
}

fn remove(front: &mut Front, words: &Words) -> Done {
    let host = match words.filter("--hostname") {
        Some(host) => host.to_owned(),
        None => {
            check_stopped(front)?;
            hostname()
        }
    };
    if host.contains('/') || matches!(host.as_str(), "." | "..") {
        return Err(Stop::refused(format!("'{host}' is no host's name")));
    }
    let with = if words.has("--remove-endpoints") { Endpoints::Remove } else { Endpoints::Refuse };
    front.write("remove_host", &scopes(), &[], &|snapshot| match removal(snapshot, &host, with) {
        Ok(plan) => Ok(Step::line(plan, "Node configuration removed")),
        Err(IpamError::NoNode { .. }) => Ok(Step::nothing("Node configuration removed")),
        Err(IpamError::Endpoints { .. }) => Err(Stop::Said(
            paragraph(
                "The node has active Calico endpoints so can't be deleted. Force with --remove-endpoints",
            ) + &paragraph(
                "Note that forcible removing the node may leave some workloads in an indeterminate networked state.  If \
                 this is in error, you may restart the node using the 'calicoctl node' command and clean up the workloads \
                 in the normal way.",
            ),
            1,
        )),
        Err(err) => Err(CommandError::from(err).into()),
    })
}

/// Refuses to remove this host while calico/node runs on it.
fn check_stopped(front: &Front) -> Done {
    match Docker::from_environment().runs(&["calico-node", "calico-libnetwork"]) {
        Ok(false) => Ok(()),
        Ok(true) => Err(Stop::paragraph(
            "The node cannot be removed while it is running.  Please run 'calicoctl node stop' to stop the node before \
             removing it.",
        )),
        Err(Silent) => {
            front.warn("docker does not answer, so it is not known whether calico/node runs on this host");
            Ok(())
        }
    }
}

fn show(front: &mut Front) -> Done {
    let snapshot = match front.read("get_hosts_data_dict", &[load::scope_of_all()]) {
        Err(Stop::Said(..)) => return Err(Stop::line("Error connecting to etcd.")),
        read => read?,
    };
    let mut peers: BTreeMap<(String, Family), Vec<String>> = BTreeMap::new();
    let mut broken = false;
    for found in load::peers(&snapshot) {
        match (&found.host, &found.peer, bgp::stored_number(&found.entry.value)) {
            (Some(host), Ok(peer), Some(number)) => {
                peers.entry((host.clone(), found.family)).or_default().push(format!("{} as {number}", peer.ip));
            }
            (Some(_), ..) => {
                broken = true;
                front.warn(&format!("malformed value at {}", found.entry.path));
            }
            _ => {}
        }
    }
    let global = snapshot.get(&Key::BgpGlobal(BgpGlobal::AsNum).path());
    let default = global.map_or(DEFAULT_AS.into(), |entry| String::from_utf8_lossy(&entry.value));
    let hosts = load::hosts(&snapshot);
    let with_peers: BTreeSet<&str> = peers.keys().map(|(host, _)| host.as_str()).collect();
    let shown = [BgpHost::IpAddrV4, BgpHost::IpAddrV6, BgpHost::AsNum];
    let mut table = Table::new(&["Hostname", "Bird IPv4", "Bird IPv6", "AS Num", "BGP Peers v4", "BGP Peers v6"]);
    for (host, settings) in &hosts {
        if !with_peers.contains(host.as_str()) && !shown.iter().any(|setting| settings.contains_key(setting)) {
            continue;
        }
        let text = |setting: &BgpHost| settings.get(setting).cloned().unwrap_or_default();
        let own = text(&BgpHost::AsNum);
        let number = if own.is_empty() { format!("{default} (inherited)") } else { own };
        let of = |family| peers.get(&(host.clone(), family)).map(|peers| peers.join("\n")).unwrap_or_default();
        table.row([
            host.clone(),
            text(&BgpHost::IpAddrV4),
            text(&BgpHost::IpAddrV6),
            number,
            of(Family::V4),
            of(Family::V6),
        ]);
    }
    table.sort();
    let text = format!("{}\n", table.draw());
    if broken { Err(Stop::Said(text, 1)) } else { front.say(&text) }
}
