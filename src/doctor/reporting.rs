//! Whether Felix loads anything, and whether Neutron hears of it.

use super::{Class, Edit, Finding, Findings, Fix, Inventory, Severity};
use crate::model::felix::{Generation, boolean};
use crate::model::key::Key;

const INTERVAL: &str = "ReportingIntervalSecs";
const TTL: &str = "ReportingTTLSecs";
const ENDPOINTS: &str = "EndpointReportingEnabled";

/// Felix' own defaults, in seconds.
const USUAL: (i64, i64) = (30, 90);
/// What Neutron waits for an agent by default, in seconds.
const AGENT_DOWN: i64 = 75;

/// `ready`.
pub(super) fn ready(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let path = Key::Ready.path();
    let text = match inventory.snapshot.get(&path) {
        Some(entry) if entry.value == b"true" => return,
        Some(entry) => format!("is '{}', not exactly true", String::from_utf8_lossy(&entry.value).escape_debug()),
        // Nobody was here yet.
        None if inventory.snapshot.under("/calico/").is_empty() => return,
        None => "is missing".to_owned(),
    };
    let text = format!("{text}: Felix loads nothing, and keeps what it had loaded");
    let fix = Fix::edit(
        Class::ChangesTraffic,
        "sets it to true: what has changed meanwhile is applied",
        Edit::put(&path, "true"),
    );
    found.add(Finding::new("Ready", text).key(path).fix(fix));
}

/// `reporting`.
pub(super) fn reporting(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    if !inventory.has_openstack() {
        return;
    }
    let mut hosts: Vec<Option<&str>> = vec![None];
    for name in [INTERVAL, TTL] {
        hosts.extend(inventory.settings_of(name).filter_map(|setting| setting.host).map(Some));
    }
    hosts.sort_unstable();
    hosts.dedup();
    for host in hosts {
        intervals(inventory, host, found);
    }
    let global = inventory.setting(None, ENDPOINTS);
    if global.is_none() {
        let path = Key::GlobalConfig { name: ENDPOINTS.to_owned() }.path();
        found.add(of_endpoints(ENDPOINTS.to_owned(), "is not set", path, Severity::Error));
    }
    for setting in inventory.settings_of(ENDPOINTS).filter(|setting| setting.text() != "true") {
        // networking-calico takes only this spelling, and only of all hosts.
        let severity = match boolean(setting.text()) {
            Some(true) if setting.host.is_some() => continue,
            Some(true) => Severity::Warning,
            _ => Severity::Error,
        };
        let state = format!("is '{}'", setting.text().escape_debug());
        found.add(of_endpoints(setting.object(), &state, setting.entry.path.clone(), severity));
    }
}

fn of_endpoints(object: String, state: &str, path: String, severity: Severity) -> Finding {
    let then = match severity {
        Severity::Error => "Neutron never hears that a port is up, and Nova waits for it",
        _ => "networking-calico takes only true, and sets it each minute it is not, which restarts every Felix",
    };
    let fix = Fix::edit(Class::RestartsFelix, "sets it to true", Edit::put(&path, "true"));
    Finding::new(object, format!("{state}: {then}")).key(path).severity(severity).fix(fix)
}

/// The interval of reports and how long each holds, of all hosts or of one that has its own.
fn intervals(inventory: &Inventory<'_>, host: Option<&str>, found: &mut Findings<'_>) {
    let value = |name| match host {
        None => inventory.value(name),
        Some(host) => inventory.value_on(host, name),
    };
    let (Ok(interval), Ok(ttl)) = (value(INTERVAL).parse::<i64>(), value(TTL).parse::<i64>()) else { return };
    // What is of all hosts is told of once.
    let is_own = |name| host.is_none() || inventory.setting(host, name).is_some();
    let place = |name: &str| match host {
        Some(host) => Key::HostConfig { host: host.to_owned(), name: name.to_owned() }.path(),
        None => Key::GlobalConfig { name: name.to_owned() }.path(),
    };
    let object = |name: &str| host.map_or_else(|| name.to_owned(), |host| format!("{name} of {host}"));
    if interval <= 0 && !is_own(INTERVAL) {
        return;
    }
    if interval <= 0 {
        let path = place(INTERVAL);
        let text = format!("is {interval}: Felix does not report, and Neutron takes the host's agent for dead");
        let set = format!("sets it to {}", USUAL.0);
        let fix = Fix::edit(Class::RestartsFelix, set, Edit::put(&path, USUAL.0.to_string()));
        found.add(Finding::new(object(INTERVAL), text).key(path).fix(fix));
        return;
    }
    // Felix 1.4 adds up to a tenth to each interval, and takes 2.5 intervals where the time to live is no longer than one.
    let longest = interval + interval / 10 + 1;
    let raises = inventory.generations() == [Generation::Felix14] && ttl <= interval;
    if ttl < longest && !raises {
        let path = place(TTL);
        let wanted = if interval == USUAL.0 { USUAL.1 } else { interval.saturating_mul(5) / 2 };
        let text = format!(
            "is {ttl} and reports come each {interval} seconds or a little later: Neutron sees the agent die in between"
        );
        let fix = Fix::edit(Class::RestartsFelix, format!("sets it to {wanted}"), Edit::put(&path, wanted.to_string()));
        found.add(Finding::new(object(TTL), text).key(path).key(place(INTERVAL)).fix(fix.relies_on(place(INTERVAL))));
    }
    if longest > AGENT_DOWN && is_own(INTERVAL) {
        let text = format!(
            "is {interval}: where Neutron waits {AGENT_DOWN} seconds, as by default, it takes the agent for dead"
        );
        let fix = Fix::by_hand(
            "neutron.conf gets an agent_down_time of more than twice the interval, or the interval is shortened",
        );
        found.add(Finding::new(object(INTERVAL), text).key(place(INTERVAL)).severity(Severity::Notice).fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Store;
    use crate::model::felix::Generation;

    const READY: &str = "/calico/v1/Ready";
    const INTERVAL: &str = "/calico/v1/config/ReportingIntervalSecs";
    const TTL: &str = "/calico/v1/config/ReportingTTLSecs";
    const ENDPOINTS: &str = "/calico/v1/config/EndpointReportingEnabled";

    #[test]
    fn ready_or_not() {
        for store in
            [Store::sound().delete(READY), Store::sound().put(READY, "True"), Store::sound().put(READY, "true\n")]
        {
            assert_eq!(store.told("ready").len(), 1);
            let repaired = store.repaired("ready");
            assert_eq!(repaired.changes(), [(READY, Some("true"))]);
            assert!(!repaired.opens() && !repaired.closes());
        }
        insta::assert_snapshot!(Store::sound().put(READY, "false").explained("ready").join("\n"), @"error Ready: is 'false', not exactly true: Felix loads nothing, and keeps what it had loaded [changes-traffic: sets it to true: what has changed meanwhile is applied]");
        Store::sound().delete("/calico/").has_not("ready");
    }

    #[test]
    fn no_reports() {
        // As calico/node in Python leaves it.
        let store = Store::sound().put(INTERVAL, "0");
        insta::assert_snapshot!(store.explained("reporting").join("\n"), @"error ReportingIntervalSecs: is 0: Felix does not report, and Neutron takes the host's agent for dead [restarts-felix: sets it to 30]");
        assert_eq!(store.repaired("reporting").changes(), [(INTERVAL, Some("30"))]);
        let own = "/calico/v1/host/node1/config/ReportingIntervalSecs";
        assert_eq!(Store::sound().put(own, "-1").repaired("reporting").changes(), [(own, Some("30"))]);
        // A host that has a time to live of its own, and the interval of all.
        let with_own = store.clone().put("/calico/v1/host/node1/config/ReportingTTLSecs", "5");
        assert_eq!(with_own.told("reporting").len(), 1);
        let own = "/calico/v1/host/node1/config/ReportingIntervalSecs";
        let longer = Store::sound().put(own, "149").repaired("reporting");
        assert_eq!(longer.changes(), [("/calico/v1/host/node1/config/ReportingTTLSecs", Some("372"))]);
        // Without OpenStack nobody waits for a report.
        let alone = [
            "/calico/v1/host/node1/workload/openstack/",
            "/calico/v1/host/node2/workload/openstack/",
            "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/",
            "/calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/",
            "/calico/dhcp/",
        ];
        alone.into_iter().fold(store, |store, path| store.delete(path)).has_not("reporting");
    }

    #[test]
    fn a_time_to_live_that_is_too_short() {
        let store = Store::sound().put(TTL, "60");
        // Felix 1.4 takes a longer one by itself.
        store.has_not("reporting");
        let store = store.felix(Generation::Felix2);
        insta::assert_snapshot!(store.explained("reporting").join("\n"), @"error ReportingTTLSecs: is 60 and reports come each 60 seconds or a little later: Neutron sees the agent die in between [restarts-felix: sets it to 150]");
        assert_eq!(store.repaired("reporting").changes(), [(TTL, Some("150"))]);
        assert_eq!(Store::sound().put(TTL, "65").told("reporting").len(), 1);
        let own = "/calico/v1/host/node1/config/ReportingTTLSecs";
        assert_eq!(Store::sound().put(own, "61").repaired("reporting").changes(), [(own, Some("150"))]);
        insta::assert_snapshot!(Store::sound().put(INTERVAL, "80").explained("reporting").join("\n"), @"notice ReportingIntervalSecs: is 80: where Neutron waits 75 seconds, as by default, it takes the agent for dead [manual: neutron.conf gets an agent_down_time of more than twice the interval, or the interval is shortened]");
    }

    #[test]
    fn reports_of_endpoints() {
        for store in [Store::sound().delete(ENDPOINTS), Store::sound().put(ENDPOINTS, "True")] {
            assert_eq!(store.repaired("reporting").changes(), [(ENDPOINTS, Some("true"))]);
        }
        let own = "/calico/v1/host/node1/config/EndpointReportingEnabled";
        Store::sound().put(own, "yes").has_not("reporting");
        insta::assert_snapshot!(
            Store::sound().put(ENDPOINTS, "1").put(own, "no").explained("reporting").join("\n"), @"
        warning EndpointReportingEnabled: is '1': networking-calico takes only true, and sets it each minute it is not, which restarts every Felix [restarts-felix: sets it to true]
        error EndpointReportingEnabled of node1: is 'no': Neutron never hears that a port is up, and Nova waits for it [restarts-felix: sets it to true]
        "
        );
    }
}
