//! Plans of BIRD's settings: what `bgp`, `config` and the other front end write.

use crate::error::{CommandError, ErrorKind};
use crate::model::bird::{self, AsNumber};
use crate::model::key::{BGP, BgpGlobal, BgpHost, Key};
use crate::plan::{Force, Plan};
use crate::store::{Scope, Snapshot};

/// What has to be read to decide about BIRD's settings of all hosts and, where one is named, about its own.
pub(crate) fn scopes(host: Option<&str>) -> Vec<Scope> {
    let global = Scope::under(format!("{BGP}/global/"));
    let of_host = host.map(|host| Scope::under(format!("{BGP}/host/{host}/")));
    std::iter::once(global).chain(of_host).collect()
}

/// Turns the mesh of all hosts on or off; a value that cannot be read has to be forced.
pub(crate) fn node_mesh(plan: &mut Plan, snapshot: &Snapshot, enabled: bool) {
    let path = Key::BgpGlobal(BgpGlobal::NodeMesh).path();
    let word = on_off(enabled);
    let former = snapshot.get(&path).map(|entry| entry.value.as_slice());
    let present = former.map(bird::mesh);
    // Without the key calico/node and calicoctl take the mesh for on; off has to be said, and so is on.
    if present == Some(Ok(enabled)) {
        plan.relied_on(snapshot, &path);
        return plan.say(format!("the node mesh is {word} already"));
    }
    if let Some(Err(why)) = &present {
        plan.needs(Force::Malformed, "the node mesh", &path, format!("has a value that cannot be read: {why}"));
    }
    if enabled {
        plan.ask("turns the node mesh on: every host peers with every other");
    } else {
        let peers = snapshot.under(&format!("{BGP}/global/peer_v")).len();
        plan.ask(match peers {
            0 => "turns the node mesh off, and there is no global BGP peer: hosts exchange no routes but by peers of their own"
                .to_owned(),
            count => format!("turns the node mesh off: hosts exchange routes by their peers alone ({count} global)"),
        });
    }
    plan.put(snapshot, path, bird::mesh_value(enabled, former));
    plan.say(format!("node mesh turned {word}"));
}

/// The words for the state of the mesh.
pub(crate) fn on_off(enabled: bool) -> &'static str {
    if enabled { "on" } else { "off" }
}

/// Gives all hosts that have none of their own, or one host, an AS number. `text` is written as it is.
pub(crate) fn as_number(plan: &mut Plan, snapshot: &Snapshot, host: Option<&str>, text: &str) {
    let key = match host {
        None => Key::BgpGlobal(BgpGlobal::AsNum),
        Some(host) => Key::BgpHost { host: host.to_owned(), setting: BgpHost::AsNum },
    };
    let path = key.path();
    let whose = host.map_or_else(|| "the default AS number".to_owned(), |host| format!("the AS number of host {host}"));
    let present = snapshot.get(&path).map(|entry| String::from_utf8_lossy(&entry.value).into_owned());
    let number = AsNumber::parse(text.trim());
    if number.is_some() && present.as_deref().and_then(AsNumber::parse) == number {
        plan.relied_on(snapshot, &path);
        return plan.say(format!("{whose} is {text} already"));
    }
    let who = host.map_or_else(
        || "every host without an AS number of its own".to_owned(),
        |host| format!("host {host}, and every peer of it,"),
    );
    if present.as_deref().and_then(|text| AsNumber::parse(text.trim())) != number {
        plan.ask(format!("{whose} becomes {text}: BIRD of {who} starts its BGP sessions anew"));
    }
    plan.put(snapshot, path, text.as_bytes().to_vec());
    if let Some(host) = host {
        complete_host(plan, snapshot, host);
    }
    plan.say(format!("{whose} set to {text}"));
}

/// Reads an AS number that somebody has typed.
///
/// # Errors
/// Where it is none that BIRD starts with.
pub(crate) fn typed_as_number(text: &str) -> Result<AsNumber, CommandError> {
    AsNumber::typed(text).map_err(|why| CommandError::new(ErrorKind::Refused, why))
}

/// Gives a host the two addresses that it must have once it has any key of BIRD's, empty where they are missing: with the
/// mesh on, every host's confd asks every host's directory for both, and one that lacks them stops the rendering on all hosts.
pub(crate) fn complete_host(plan: &mut Plan, snapshot: &Snapshot, host: &str) {
    let key = |setting| Key::BgpHost { host: host.to_owned(), setting }.path();
    let missing: Vec<String> = [BgpHost::IpAddrV4, BgpHost::IpAddrV6]
        .map(key)
        .into_iter()
        .filter(|path| snapshot.get(path).is_none() && plan.change(path).is_none())
        .collect();
    if missing.is_empty() {
        return;
    }
    if snapshot.under(&format!("{BGP}/host/{host}/")).is_empty() {
        plan.warn(format!(
            "host {host} has no key of BIRD's yet: its BIRD peers with nobody before calico/node has given it an address"
        ));
    }
    for path in missing {
        plan.put(snapshot, &path, Vec::new());
        plan.say(format!("{path} made, empty: without it no host's BIRD would get a new configuration"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::testing::changes;

    const MESH: &str = "/calico/bgp/v1/global/node_mesh";

    #[test]
    fn the_mesh_keeps_other_members_and_a_broken_one_is_forced() {
        let run = |value: Option<&str>, enabled| {
            let keys: Vec<(&str, &str)> = value.map(|value| (MESH, value)).into_iter().collect();
            let mut plan = Plan::new();
            node_mesh(&mut plan, &Snapshot::literal(&keys), enabled);
            plan
        };
        assert_eq!(changes(&run(None, false)), [(MESH, Some(r#"{"enabled": false}"#.to_owned()))]);
        assert_eq!(changes(&run(None, true)), [(MESH, Some(r#"{"enabled": true}"#.to_owned()))]);
        assert!(run(Some(r#"{"enabled":true}"#), true).is_empty());
        let kept = run(Some(r#"{"x":1,"enabled":true}"#), false);
        assert_eq!(changes(&kept), [(MESH, Some(r#"{"x":1,"enabled":false}"#.to_owned()))]);
        assert_eq!(kept.questions.len(), 1);
        assert_eq!(run(Some("true"), true).obstacles.len(), 1);
    }

    #[test]
    fn an_as_number_is_compared_as_a_number_and_put_right() {
        const AS: &str = "/calico/bgp/v1/global/as_num";
        let run = |value: &str, text| {
            let mut plan = Plan::new();
            as_number(&mut plan, &Snapshot::literal(&[(AS, value)]), None, text);
            plan
        };
        assert!(run("64512", "64512").is_empty());
        assert!(run("1.10", "65546").is_empty());
        assert_eq!(changes(&run("64512", "64513")), [(AS, Some("64513".to_owned()))]);
        assert_eq!(run("64512", "64513").questions.len(), 1);
        // The same number with a blank: libcalico-go does not read it, BIRD's sessions stay.
        let right = run(" 7", "7");
        assert_eq!(changes(&right), [(AS, Some("7".to_owned()))]);
        assert!(right.questions.is_empty());
    }

    #[test]
    fn a_host_gets_its_addresses_before_anything_else() {
        let mut plan = Plan::new();
        as_number(&mut plan, &Snapshot::literal(&[]), Some("h"), "64513");
        assert_eq!(
            changes(&plan),
            [
                ("/calico/bgp/v1/host/h/as_num", Some("64513".to_owned())),
                ("/calico/bgp/v1/host/h/ip_addr_v4", Some(String::new())),
                ("/calico/bgp/v1/host/h/ip_addr_v6", Some(String::new())),
            ]
        );
        assert_eq!(plan.warnings.len(), 1);
    }
}
