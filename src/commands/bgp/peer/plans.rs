//! What adding and removing a BGP peer writes.

use std::net::IpAddr;

use crate::commands::bgp::{load, plans};
use crate::error::{CommandError, ErrorKind};
use crate::model::bird::{AsNumber, Peer};
use crate::model::name::{self, Kind};
use crate::plan::{Force, Plan};
use crate::render::diff;
use crate::store::Snapshot;

fn called(host: Option<&str>, ip: IpAddr) -> String {
    match host {
        None => format!("BGP peer {ip}"),
        Some(host) => format!("BGP peer {ip} of host {host}"),
    }
}

/// Adds a peer of all hosts, or of one; `as_number` is written as it is.
///
/// # Errors
/// Where it is there with another AS number, and may not be updated.
pub(crate) fn add(
    snapshot: &Snapshot,
    host: Option<&str>,
    ip: IpAddr,
    as_number: &str,
    update: bool,
) -> Result<Plan, CommandError> {
    host.map(|host| name::check(Kind::Host, host)).transpose()?;
    let (object, path) = (called(host, ip), load::peer_path(host, ip));
    let mut plan = Plan::new();
    let present = load::peer_entries(snapshot, host, ip);
    let former = present.first().copied();
    let value = Peer::value(ip, as_number, former.map(|entry| entry.value.as_slice()));
    let number = AsNumber::parse(as_number.trim());
    match former.map(|entry| (entry, Peer::parse(&entry.value))) {
        None => plan.say(format!("{object} added, AS {as_number}")),
        Some((entry, Err(why))) => {
            plan.needs(Force::Malformed, &object, &entry.path, format!("has a value that cannot be read: {why}"));
            plan.say(format!("{object} updated, AS {as_number}"));
        }
        Some((entry, Ok(peer))) if Some(peer.as_number) == number && peer.ip == ip => {
            let sound = present.len() == 1 && entry.path == path && load::refused([entry]).is_empty();
            if sound {
                plan.relied_on(snapshot, &path);
                plan.say(format!("{object} is there already"));
                return Ok(plan);
            }
            plan.say(format!("{object}, AS {as_number}, put right"));
        }
        Some((entry, Ok(peer))) => {
            if !update {
                let message = format!("{object} is there with AS {}, not {as_number}", peer.as_number);
                return Err(CommandError::new(ErrorKind::Exists, message)
                    .object(object)
                    .key(&entry.path)
                    .difference(&diff(&entry.path, Some(&entry.value), Some(&value), false))
                    .hint("--update makes it what is asked for"));
            }
            plan.ask(format!("{object} changes from AS {} to AS {as_number}: its session ends", peer.as_number));
            plan.say(format!("{object} updated, AS {as_number}"));
        }
    }
    for entry in present.iter().filter(|entry| entry.path != path) {
        // The key of another spelling would be a second session with the same peer.
        plan.delete(snapshot, &entry.path);
    }
    plan.put(snapshot, path, value);
    if let Some(host) = host {
        plans::complete_host(&mut plan, snapshot, host);
    }
    Ok(plan)
}

/// Removes a peer of all hosts, or of one, in every spelling of its address.
///
/// # Errors
/// Where there is none, unless that is fine.
pub(crate) fn remove(
    snapshot: &Snapshot,
    host: Option<&str>,
    ip: IpAddr,
    if_exists: bool,
) -> Result<Plan, CommandError> {
    host.map(|host| name::check(Kind::Host, host)).transpose()?;
    let object = called(host, ip);
    let mut plan = Plan::new();
    let present = load::peer_entries(snapshot, host, ip);
    if present.is_empty() {
        if if_exists {
            plan.relied_on(snapshot, &load::peer_path(host, ip));
            plan.say(format!("{object} is not there"));
            return Ok(plan);
        }
        return Err(CommandError::new(ErrorKind::NotFound, format!("{object} does not exist"))
            .object(object)
            .key(load::peer_path(host, ip))
            .hint("`calicross bgp peer list` shows those that do"));
    }
    for entry in present {
        plan.delete(snapshot, &entry.path);
    }
    plan.ask(format!("removes {object}: routes that come by it alone are lost"));
    plan.say(format!("{object} removed"));
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::testing::{changes, plan};

    const PEER: &str = "/calico/bgp/v1/global/peer_v4/10.0.0.1";
    const VALUE: &str = r#"{"ip": "10.0.0.1", "as_num": "64512"}"#;

    #[test]
    fn the_keys_are_calicoctls() {
        for (words, path, value) in [
            (&["fd00::1", "as", "64512"][..], "peer_v6/fd00::1", r#"{"ip": "fd00::1", "as_num": "64512"}"#),
            (&["FD00:0::1", "as", "1"], "peer_v6/fd00::1", r#"{"ip": "fd00::1", "as_num": "1"}"#),
            (&["10.0.0.1", "as", "0.5"], "peer_v4/10.0.0.1", r#"{"ip": "10.0.0.1", "as_num": "5"}"#),
            (&["10.0.0.1", "65536"], "peer_v4/10.0.0.1", r#"{"ip": "10.0.0.1", "as_num": "65536"}"#),
            (&["10.0.0.1", "4294967295"], "peer_v4/10.0.0.1", r#"{"ip": "10.0.0.1", "as_num": "4294967295"}"#),
        ] {
            let words: Vec<&str> = ["bgp", "peer", "add"].iter().chain(words).copied().collect();
            let plan = plan(&words, &[]).unwrap();
            assert_eq!(changes(&plan), [(&*format!("/calico/bgp/v1/global/{path}"), Some(value.to_owned()))]);
            assert!(plan.questions.is_empty());
        }
    }

    #[test]
    fn words_that_are_no_peer() {
        for words in [
            &["10.0.0.1", "as", "abc"][..],
            &["10.0.0.1", "as", "1.2.3"],
            &["10.0.0.1", "as", "0"],
            &["junk", "as", "64512"],
            &["10.0.0.1/32", "as", "1"],
            &["10.0.0.1", "1", "--node", "a/b"],
        ] {
            let words: Vec<&str> = ["bgp", "peer", "add"].iter().chain(words).copied().collect();
            assert_eq!(plan(&words, &[]).unwrap_err().kind(), ErrorKind::Refused, "{words:?}");
        }
        let usage = plan(&["bgp", "peer", "add", "10.0.0.1", "is", "1"], &[]).unwrap_err();
        assert_eq!(usage.kind(), ErrorKind::Usage);
    }

    #[test]
    fn one_that_is_there() {
        let add = |number: &str, update: bool, value: &str| {
            add(&Snapshot::literal(&[(PEER, value)]), None, "10.0.0.1".parse().unwrap(), number, update)
        };
        assert!(add("64512", false, VALUE).unwrap().is_empty());
        let error = add("65000", false, VALUE).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Exists);
        assert!(error.report().contains("-  \"as_num\": \"64512\""), "{}", error.report());
        let updated = add("65000", true, r#"{"ip":"10.0.0.1","x":1,"as_num":"64512"}"#).unwrap();
        assert_eq!(changes(&updated), [(PEER, Some(r#"{"ip":"10.0.0.1","x":1,"as_num":"65000"}"#.to_owned()))]);
        assert_eq!(updated.questions.len(), 1);
        // The same peer, in a form that libcalico-go or confd cannot read.
        for bad in [r#"{"ip": "10.0.0.1", "as_num": 64512}"#, r#"{"ip": "10.0.0.1", "as_num": " 64512"}"#] {
            assert_eq!(changes(&add("64512", false, bad).unwrap()), [(PEER, Some(VALUE.to_owned()))]);
        }
        assert_eq!(add("64512", true, "junk").unwrap().obstacles.len(), 1);
    }

    #[test]
    fn another_spelling_of_the_key_goes() {
        let odd = "/calico/bgp/v1/global/peer_v6/FD00::1";
        let keys = [(odd, r#"{"ip": "FD00::1", "as_num": "5"}"#)];
        let ip = "fd00::1".parse().unwrap();
        let right = r#"{"ip": "fd00::1", "as_num": "5"}"#.to_owned();
        let added = add(&Snapshot::literal(&keys), None, ip, "5", false).unwrap();
        assert_eq!(changes(&added), [(odd, None), ("/calico/bgp/v1/global/peer_v6/fd00::1", Some(right))]);
        assert_eq!(changes(&remove(&Snapshot::literal(&keys), None, ip, false).unwrap()), [(odd, None)]);
    }

    #[test]
    fn a_hosts_peer_comes_with_the_addresses_that_every_confd_asks_for() {
        let words = ["bgp", "peer", "add", "fd00::1", "as", "1.10", "--node", "h"];
        let peer = "/calico/bgp/v1/host/h/peer_v6/fd00::1";
        let value = || Some(r#"{"ip": "fd00::1", "as_num": "65546"}"#.to_owned());
        let (v4, v6) = ("/calico/bgp/v1/host/h/ip_addr_v4", "/calico/bgp/v1/host/h/ip_addr_v6");
        let new = plan(&words, &[]).unwrap();
        assert_eq!(changes(&new), [(v4, Some(String::new())), (v6, Some(String::new())), (peer, value())]);
        let half = plan(&words, &[(v4, "10.0.0.5")]).unwrap();
        assert_eq!(changes(&half), [(v6, Some(String::new())), (peer, value())]);
        assert!(half.warnings.is_empty());
        let whole = plan(&words, &[(v4, "10.0.0.5"), (v6, "")]).unwrap();
        assert_eq!(changes(&whole), [(peer, value())]);
    }

    #[test]
    fn removing() {
        let keys = [(PEER, VALUE)];
        let removed = plan(&["bgp", "peer", "remove", "10.0.0.1"], &keys).unwrap();
        assert_eq!(changes(&removed), [(PEER, None)]);
        assert_eq!(removed.questions.len(), 1);
        let other_host = ["bgp", "peer", "remove", "10.0.0.1", "--node", "h"];
        assert_eq!(plan(&other_host, &keys).unwrap_err().kind(), ErrorKind::NotFound);
        let fine = [other_host.as_slice(), &["--if-exists"]].concat();
        assert!(plan(&fine, &keys).unwrap().is_empty());
    }
}
