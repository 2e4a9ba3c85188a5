//! The ports that stay open to a host whatever its policy says.

use super::{Class, Edit, Finding, Findings, Fix, Inventory, Setting, Severity};
use crate::model::felix::{self, Parameter};

const INBOUND: &str = "FailsafeInboundHostPorts";
const OUTBOUND: &str = "FailsafeOutboundHostPorts";

/// Where operators log in.
const SSH: &[u16] = &[22];
/// Where etcd is reached.
const ETCD: &[u16] = &[2379, 4001];

/// `failsafe-ports`.
pub(super) fn ports(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for (name, needed, who) in [
        (INBOUND, SSH, "operators cannot log in any more, where policy does not let them"),
        (
            OUTBOUND,
            ETCD,
            "Felix does not reach etcd any more, where policy does not let it, and hears of nothing that would open it",
        ),
    ] {
        let Some(known) = felix::parameter(name) else { continue };
        for setting in inventory.settings_of(name) {
            if let Some(finding) = look(inventory, known, setting, needed, who) {
                found.add(finding);
            }
        }
    }
}

fn look(
    inventory: &Inventory<'_>,
    known: &Parameter,
    setting: &Setting<'_>,
    needed: &[u16],
    who: &str,
) -> Option<Finding> {
    let text = setting.text();
    let runs = setting.host.map_or_else(|| inventory.generations(), |host| vec![inventory.felixes.settings.of(host)]);
    let readable = |text: &str| runs.iter().all(|generation| known.check(text, Some(*generation)).is_ok());
    let wrong = runs.iter().find_map(|generation| known.check(text, Some(*generation)).err());
    let kept: Vec<String> =
        known.members(text).into_iter().filter(|member| readable(member) && !is_none(member)).collect();
    let holds = |port: &u16| kept.iter().any(|member| *member == port.to_string() || *member == format!("tcp:{port}"));
    let shut = !needed.iter().any(holds);
    if wrong.is_none() && !shut {
        return None;
    }
    let mut wanted = kept;
    if shut {
        wanted.extend(needed.iter().take(1).map(ToString::to_string));
    }
    let value = wanted.join(",");
    let mut told = Vec::new();
    told.extend(wrong.as_ref().map(|wrong| format!("is '{}', which {wrong}", text.escape_debug())));
    if shut {
        let list: Vec<String> = needed.iter().map(ToString::to_string).collect();
        told.push(format!("lacks {}: {who}", list.join(" and ")));
    }
    let lost: Vec<String> =
        known.members(text).into_iter().filter(|member| !wanted.contains(member) && !member.is_empty()).collect();
    let without = if lost.is_empty() { String::new() } else { format!(", without {}", lost.join(", ")) };
    let fix = Fix::edit(
        Class::RestartsFelix,
        format!("sets it to {value}{without}"),
        Edit::put(&setting.entry.path, value.as_bytes()),
    );
    let finding = Finding::new(setting.object(), told.join("; ")).key(&setting.entry.path).fix(fix);
    let polices = inventory.host_endpoints.iter().any(|endpoint| setting.host.is_none_or(|host| endpoint.host == host));
    let stops = runs.iter().any(|generation| known.keeps_from_starting(text, *generation));
    Some(match (stops, polices) {
        (true, _) => finding.severity(Severity::Error),
        // Where no interface of a host is under policy, nothing is shut.
        (false, false) => finding.severity(Severity::Notice),
        (false, true) => finding,
    })
}

/// Whether a member is Felix 2's word for no ports at all.
fn is_none(member: &str) -> bool {
    member.eq_ignore_ascii_case("none")
}

#[cfg(test)]
mod tests {
    use crate::doctor::testing::Store;
    use crate::model::felix::Generation;

    const IN: &str = "/calico/v1/config/FailsafeInboundHostPorts";
    const OUT: &str = "/calico/v1/config/FailsafeOutboundHostPorts";

    #[test]
    fn ports_that_fit() {
        Store::sound().has_not("failsafe-ports");
        Store::sound().put(IN, "22,80").put(OUT, "4001").has_not("failsafe-ports");
        let new = Store::sound().put(IN, "tcp:22,udp:68").put(OUT, "tcp:2379,udp:53");
        new.felix(Generation::Felix2).has_not("failsafe-ports");
    }

    #[test]
    fn ports_that_a_generation_cannot_read() {
        // The default of Felix 2, written down.
        let store = Store::sound().put(IN, "tcp:22,udp:68");
        assert_eq!(
            store.explained("failsafe-ports"),
            [
                "error FailsafeInboundHostPorts: is 'tcp:22,udp:68', which is not a list of TCP ports such as 22,2379: Felix 1.4 does not start \
              with it [restarts-felix: sets it to 22, without udp:68]"
            ]
        );
        let repaired = store.repaired("failsafe-ports");
        assert_eq!(repaired.changes(), [(IN, Some("22"))]);
        assert!(!repaired.opens() && !repaired.closes());
    }

    #[test]
    fn ports_that_lock_somebody_out() {
        let store = Store::sound().put(IN, "80").put(OUT, "53");
        let told = store.explained("failsafe-ports");
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("warning FailsafeInboundHostPorts: lacks 22: operators cannot log in"), "{told:?}");
        assert!(
            told[1].starts_with("warning FailsafeOutboundHostPorts: lacks 2379 and 4001: Felix does not reach etcd"),
            "{told:?}"
        );
        assert_eq!(store.repaired("failsafe-ports").changes(), [(IN, Some("80,22")), (OUT, Some("53,2379"))]);
        let own = "/calico/v1/host/node2/config/FailsafeInboundHostPorts";
        // node2 has no host endpoint.
        let told = Store::sound().put(own, "none").felix(Generation::Felix2).explained("failsafe-ports");
        assert!(told[0].starts_with("notice FailsafeInboundHostPorts of node2: lacks 22"), "{told:?}");
        assert!(told[0].ends_with("sets it to 22, without none]"), "{told:?}");
    }
}
