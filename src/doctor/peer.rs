//! Two datastores of one cloud: what they do not agree on, and what neither shows.

use super::{Finding, Findings, Fix, Inventory, Severity};
use crate::hybrid::peer::{self, INVISIBLE};

/// What does harm as it is.
const ERRORS: [&str; 5] = ["address-twice", "pool-overlap", "pool-over-subnet", "peer-empty", "peer-lost-state"];

/// `peer`.
pub(super) fn differs(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let Some(given) = &inventory.given.peer else { return };
    let compared = peer::compare(inventory.snapshot, &given.snapshot);
    for one in given.lost.iter().cloned().chain(compared) {
        let there = one.there.map(|path| format!("{}:{path}", given.context));
        let severity = if ERRORS.contains(&one.id) { Severity::Error } else { Severity::Warning };
        let fix = (one.id == "peer-lost-state").then(|| {
            let command = format!("calicross hybrid status --peer {} --accept-peer", given.context);
            Fix::manual("restore it from a backup; where it is meant to be so, take it as it is", command)
        });
        found.add(
            Finding::new(format!("{} {}", one.id, one.object), one.text)
                .keys(one.here)
                .keys(there)
                .severity(severity)
                .fix(fix),
        );
    }
    for invisible in INVISIBLE {
        let finding =
            Finding::new("hosts", format!("no datastore shows {}", invisible.what)).severity(Severity::Notice);
        found.add(finding.fix(Fix::manual("look on each host", invisible.command)));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::doctor::asked::Peer;
    use crate::doctor::testing::Store;
    use crate::store::Snapshot;

    #[test]
    fn what_two_datastores_do_not_agree_on() {
        Store::sound().has_not("peer");
        let with = |keys: &[(&str, &str)]| {
            let mut store = Store::sound();
            let snapshot = Arc::new(Snapshot::literal(keys));
            store.given.peer = Some(Peer { context: "vms".to_owned(), snapshot, lost: None });
            store.explained("peer")
        };
        let told = with(&[]);
        assert!(told[0].starts_with("error peer-empty peer: the peer holds no pool, host or subnet"), "{told:?}");
        let invisible = |line: &String| line.starts_with("notice hosts: no datastore shows ");
        assert_eq!(told.iter().filter(|line| invisible(line)).count(), 2, "{told:?}");
        assert!(told[1].contains("[manual: look on each host: "), "{told:?}");
        let told = with(&[("/calico/v1/ipam/v4/pool/10.233.0.0-16", r#"{"cidr": "10.233.0.0/16"}"#)]);
        assert!(
            told[0].starts_with(
                "error pool-overlap 10.233.64.0/18: pool 10.233.64.0/18 here and pool 10.233.0.0/16 there"
            ),
            "{told:?}"
        );
    }
}
