//! The datastore's server: what it holds that stops its upgrade, how long it remembers, whom it lets in.

use super::{Finding, Findings, Fix, Inventory, Severity};
use crate::store::Kind;

/// Events that etcd's v2 API keeps for those who follow changes, over all keys.
const HISTORY: f64 = 1000.0;
/// How long networking-calico waits for a change before it asks again, in seconds.
const SHORT_POLL: f64 = 10.0;
/// How long Felix 1.4 does.
const LONG_POLL: f64 = 90.0;

/// `v2-data`.
pub(super) fn v2_data(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let Some(server) = inventory.given.server.as_ref().filter(|server| server.holds_v2 == Some(true)) else { return };
    let version = server.versions.iter().max_by_key(|version| numbers(version));
    let named = version.map_or_else(|| "etcd".to_owned(), |version| format!("etcd {version}"));
    let whose = if server.kind == Kind::Etcdv2 { "Calico's among them" } else { "left over from another time" };
    let text = format!(
        "{named} holds keys of its v2 API, {whose}: 3.5 shows them with --enable-v2=true only, 3.6 does not start with them"
    );
    let is_last = version.is_some_and(|version| numbers(version) >= (3, 5));
    let fix = if server.kind == Kind::Etcdv2 {
        Fix::by_hand(
            "stay with 3.4 or 3.5 while Felix, calico/node or networking-calico read this datastore: they know no other API",
        )
    } else {
        Fix::manual("look at them, and remove what nobody reads", "ETCDCTL_API=2 etcdctl ls --recursive / | head")
    };
    let finding = Finding::new("server", text).fix(fix);
    // With the last version that takes them, or where nobody needs them, it is the next thing that happens.
    found.add(if is_last || server.kind != Kind::Etcdv2 { finding.severity(Severity::Warning) } else { finding });
}

/// Major and minor number of a version; what cannot be read is the oldest.
fn numbers(version: &str) -> (u32, u32) {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or_default());
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// `v2-history`.
pub(super) fn v2_history(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let (Some(watched), Some(server)) = (&inventory.given.watched, &inventory.given.server) else { return };
    let seconds = watched.time.as_secs_f64();
    if server.kind != Kind::Etcdv2 || seconds <= 0.0 {
        return;
    }
    let rate = watched.writes as f64 / seconds;
    let remembered = HISTORY / rate.max(f64::MIN_POSITIVE);
    if remembered > LONG_POLL {
        return;
    }
    let (who, severity) = if remembered < SHORT_POLL {
        (
            "networking-calico, which waits for 10 s, and Felix 1.4, for 90 s, miss the place where they were and read everything anew",
            Severity::Error,
        )
    } else {
        (
            "Felix 1.4, which waits for 90 s where nothing of its own changes, misses the place where it was and reads everything anew",
            Severity::Warning,
        )
    };
    let text = format!(
        "{rate:.0} writes a second to all its keys: the 1000 changes that it keeps are those of {remembered:.0} s; {who}"
    );
    let fix = Fix::by_hand(
        "find who writes so much; what is not Calico's (Kubernetes with etcd2 as backend) belongs in an etcd of its own",
    );
    found.add(Finding::new("server", text).severity(severity).fix(fix));
}

/// `open-datastore`.
pub(super) fn open(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let Some(server) = &inventory.given.server else { return };
    for stranger in &server.strangers {
        let mut may = Vec::new();
        if stranger.writes {
            may.push("change Calico's keys");
        }
        if stranger.reads {
            may.push("read Calico's keys");
        }
        if stranger.reads_registry {
            may.push("read Kubernetes' keys, Secrets among them");
        }
        if may.is_empty() {
            continue;
        }
        let text = format!("lets anybody {} who reaches it, without a name or a certificate", may.join(", "));
        let fix = Fix::manual(
            "give each component a name and a role, then switch authentication on",
            "calicross access plan",
        );
        let finding = Finding::new(format!("server, API {}", stranger.api), text).fix(fix);
        let harms = stranger.writes || stranger.reads_registry;
        found.add(if harms { finding } else { finding.severity(Severity::Notice) });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::Duration;

    use super::*;
    use crate::doctor::asked::{Server, Stranger, Watched};
    use crate::doctor::testing::Store;

    fn of(kind: Kind, version: &str, holds_v2: Option<bool>) -> Store {
        let mut store = Store::sound();
        let versions = vec!["3.3.9".to_owned(), version.to_owned()];
        store.given.server = Some(Server { kind, versions, holds_v2, strangers: Vec::new() });
        store
    }

    #[test]
    fn data_that_stop_an_upgrade() {
        Store::sound().has_not("v2-data");
        of(Kind::Etcdv2, "3.4.23", None).has_not("v2-data");
        of(Kind::Etcdv3, "3.4.23", Some(false)).has_not("v2-data");
        let told = of(Kind::Etcdv2, "3.4.23", Some(true)).explained("v2-data");
        assert!(
            told[0].starts_with("notice server: etcd 3.4.23 holds keys of its v2 API, Calico's among them: "),
            "{told:?}"
        );
        assert!(of(Kind::Etcdv2, "3.5.1", Some(true)).explained("v2-data")[0].starts_with("warning "));
        let told = of(Kind::Etcdv3, "3.4.23", Some(true)).explained("v2-data");
        assert!(told[0].starts_with("warning ") && told[0].contains("left over from another time"), "{told:?}");
    }

    #[test]
    fn a_history_that_is_too_short() {
        let at = |kind: Kind, writes: u64| {
            let mut store = of(kind, "3.4.23", None);
            store.given.watched = Some(Watched { time: Duration::from_secs(60), writes, reports: BTreeMap::new() });
            store
        };
        for few in [0, 60, 660] {
            at(Kind::Etcdv2, few).has_not("v2-history");
        }
        let told = at(Kind::Etcdv2, 1200).explained("v2-history");
        assert!(
            told[0].starts_with(
                "warning server: 20 writes a second to all its keys: the 1000 changes that it keeps are those of 50 s; "
            ),
            "{told:?}"
        );
        assert!(at(Kind::Etcdv2, 9000).explained("v2-history")[0].starts_with("error server: 150 writes a second"));
        at(Kind::Etcdv3, 9000).has_not("v2-history");
    }

    #[test]
    fn a_server_that_lets_anybody_in() {
        let open = |reads, writes, reads_registry| {
            let mut store = of(Kind::Etcdv2, "3.4.23", None);
            let strangers = vec![Stranger { api: Kind::Etcdv3, reads, writes, reads_registry }];
            store.given.server.as_mut().unwrap().strangers = strangers;
            store.explained("open-datastore")
        };
        assert_eq!(open(false, false, false), Vec::<String>::new());
        assert_eq!(
            open(true, true, true),
            [
                "warning server, API etcdv3: lets anybody change Calico's keys, read Calico's keys, read Kubernetes' keys, Secrets among them who \
              reaches it, without a name or a certificate [manual: give each component a name and a role, then switch authentication on: \
              calicross access plan]"
            ]
        );
        assert!(open(true, false, false)[0].starts_with("notice "));
        assert!(open(false, false, true)[0].starts_with("warning "));
    }
}
