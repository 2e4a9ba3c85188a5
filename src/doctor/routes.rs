//! Routes: what BIRD tells other hosts of VMs.

use std::net::IpAddr;

use ipnet::IpNet;

use super::{Class, Edit, Finding, Findings, Fix, FoundEndpoint, Inventory, Severity};
use crate::model::bird::{LetsOut, Stray, check_filter};
use crate::model::endpoint::interface;
use crate::model::key::{BgpHost, Family, Key};

/// The filter that lets the routes of VMs out, under the name that it has in hybrid clouds.
const NAME: &str = "tap_iface";
const STATEMENTS: &str = "if ( ifname ~ \"tap*\" ) then {\n  accept;\n}\n";

/// What BIRD of one IP version tells.
pub(super) struct Routes {
    family: Family,
    /// Whether it runs on any host, as far as its addresses tell.
    pub(super) runs: bool,
    lets_out: LetsOut,
}

impl Routes {
    /// Of one IP version.
    pub(super) fn of(inventory: &Inventory<'_>, family: Family) -> Self {
        let setting = if family == Family::V4 { BgpHost::IpAddrV4 } else { BgpHost::IpAddrV6 };
        let has_address = |value: Option<&String>| value.is_some_and(|value| !value.trim().is_empty());
        let mut lets_out = LetsOut::default();
        for (_, text, _) in filters(inventory, family) {
            lets_out.add(LetsOut::of(text));
        }
        Self { family, runs: inventory.nodes.values().any(|node| has_address(node.bgp.get(&setting))), lets_out }
    }

    /// Whether a filter lets out the routes of all VMs.
    pub(super) fn has_filter(&self) -> bool {
        self.lets_out.has_interfaces(interface::OF_PORTS)
    }

    /// Whether the route of a VM's address is announced, where BIRD runs: by a filter or because a pool holds it.
    pub(super) fn announces(&self, inventory: &Inventory<'_>, net: IpNet) -> bool {
        self.has_filter() || self.has_net(net) || inventory.pool_networks.holding(net).is_some()
    }

    /// Whether a filter lets out the route of a network, whatever its interface.
    pub(super) fn has_net(&self, net: IpNet) -> bool {
        self.lets_out.has_net(net)
    }
}

/// The filters of a BIRD: their keys, their text and their names.
fn filters<'s>(inventory: &Inventory<'s>, family: Family) -> impl Iterator<Item = (&'s str, &'s str, String)> {
    let directory = Key::BgpFilter { family, name: String::new() }.path();
    inventory.snapshot.under(&directory).iter().filter_map(move |entry| match Key::parse(&entry.path) {
        Key::BgpFilter { name, .. } => Some((entry.path.as_str(), std::str::from_utf8(&entry.value).ok()?, name)),
        _ => None,
    })
}

/// `export-filter`.
pub(super) fn filter(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for family in [Family::V4, Family::V6] {
        for (path, text, name) in filters(inventory, family) {
            strays(path, text, &name, family, found);
        }
        let routes = Routes::of(inventory, family);
        if routes.runs
            && !routes.has_filter()
            && let Some(finding) = missing(inventory, &routes)
        {
            found.add(finding);
        }
    }
}

/// Verdicts about every route: a reject stops all, an accept lets everything out.
fn strays(path: &str, text: &str, name: &str, family: Family, found: &mut Findings<'_>) {
    let object = format!("filter {name} ({family})");
    match check_filter(text) {
        Err(why) => {
            let text = format!("is no list of statements: {why}; BIRD of every host rejects the configuration with it");
            found.add(Finding::new(object, text).key(path).fix(Fix::by_hand("the statements are put right")));
        }
        Ok(strays) => {
            for Stray { word, line } in strays {
                let then = if word == "reject" { "no route behind it gets out" } else { "every route gets out" };
                let text = format!("`{word};` in line {line} stands before no condition: {then}, on any host");
                found.add(Finding::new(&object, text).key(path).severity(Severity::Warning));
            }
        }
    }
}

/// What is known of VMs whose routes no filter lets out.
#[derive(Default)]
struct Unannounced<'a> {
    /// Their own addresses that no pool holds either, and the first of them.
    own: usize,
    first: Option<(&'a str, IpAddr)>,
    /// Floating addresses that nothing lets out.
    floating: usize,
    /// Their own addresses that pools alone let out.
    by_pool: usize,
}

fn missing(inventory: &Inventory<'_>, routes: &Routes) -> Option<Finding> {
    let mut seen = Unannounced::default();
    for endpoint in inventory.ports() {
        look(inventory, routes, endpoint, &mut seen);
    }
    let first = seen.first.map_or_else(String::new, |(_, address)| format!(", such as {address}"));
    let count = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let (severity, text) = match seen {
        Unannounced { own: 1.., .. } => (
            Severity::Error,
            format!(
                "{}{first}, in no pool: other hosts have no route to them",
                count(seen.own, "address of a VM", "addresses of VMs")
            ),
        ),
        Unannounced { floating: 1.., .. } => (
            Severity::Warning,
            format!(
                "{}: nothing outside has a route to them",
                count(seen.floating, "floating address", "floating addresses")
            ),
        ),
        Unannounced { by_pool: 0, .. } => return None,
        _ => (
            Severity::Notice,
            "their routes get out because pools hold them, with all that is in these pools".to_owned(),
        ),
    };
    let object = format!("export filter for VMs ({})", routes.family);
    let path = Key::BgpFilter { family: routes.family, name: NAME.to_owned() }.path();
    let keys = std::iter::once(path.as_str()).chain(seen.first.map(|(path, _)| path));
    let finding = Finding::new(object, format!("is missing: {text}")).keys(keys).severity(severity);
    // One of this name that lets something else out is somebody's.
    let fix = match inventory.snapshot.get(&path) {
        None => Fix::edit(Class::ChangesTraffic, format!("adds filter {NAME}"), Edit::put(&path, STATEMENTS)),
        Some(_) => Fix::manual(
            format!("filter {NAME} is there and lets no VM's route out: another one does"),
            "calicross bgp filter add tap_routes 'if ( ifname ~ \"tap*\" ) then { accept; }'",
        ),
    };
    Some(finding.fix(fix))
}

fn look<'a>(
    inventory: &Inventory<'_>,
    routes: &Routes,
    endpoint: &FoundEndpoint<'a>,
    unannounced: &mut Unannounced<'a>,
) {
    let Ok(seen) = &endpoint.seen else { return };
    let is_ours = |address: &&IpAddr| Family::of(address) == routes.family;
    for address in seen.addresses.iter().filter(is_ours) {
        let net = IpNet::from(*address);
        if !routes.announces(inventory, net) {
            unannounced.own += 1;
            unannounced.first.get_or_insert((endpoint.path(), *address));
        } else if !routes.has_net(net) {
            unannounced.by_pool += 1;
        }
    }
    let floating = seen.floating.iter().map(|(_, external)| external).filter(is_ours);
    unannounced.floating += floating.filter(|address| !routes.announces(inventory, IpNet::from(**address))).count();
}

#[cfg(test)]
mod tests {
    use super::super::testing::Store;

    const FILTER: &str = "/calico/bgp/v1/global/custom_filters/v4/tap_iface";
    const POOL: &str = "/calico/v1/ipam/v4/pool/10.65.0.0-24";

    #[test]
    fn a_filter_that_is_missing() {
        // calico/node alone: nobody has told BIRD of VMs.
        let store = Store::sound().delete(FILTER).delete(POOL);
        insta::assert_snapshot!(store.explained("export-filter").join("\n"), @"error export filter for VMs (IPv4): is missing: 3 addresses of VMs, such as 10.65.0.3, in no pool: other hosts have no route to them [changes-traffic: adds filter tap_iface]");
        let repaired = store.repaired("export-filter");
        assert_eq!(repaired.changes(), [(FILTER, Some(super::STATEMENTS))]);
        assert!(!repaired.opens() && !repaired.closes());
        // A pool for the subnet announces the VMs' own addresses, and no floating one.
        insta::assert_snapshot!(Store::sound().delete(FILTER).explained("export-filter").join("\n"), @"warning export filter for VMs (IPv4): is missing: 1 floating address: nothing outside has a route to them [changes-traffic: adds filter tap_iface]");
        let vm = super::super::testing::VM;
        let without =
            Store::sound().delete(FILTER).edit(vm, r#"[{"ext_ip": "172.18.203.10", "int_ip": "10.65.0.3"}]"#, "[]");
        insta::assert_snapshot!(without.explained("export-filter").join("\n"), @"notice export filter for VMs (IPv4): is missing: their routes get out because pools hold them, with all that is in these pools [changes-traffic: adds filter tap_iface]");
    }

    #[test]
    fn other_ways_to_let_vms_out() {
        for text in ["if net ~ [ 10.65.0.0/16+, 172.18.203.0/24+ ] then accept;", "if ifname ~ \"t*\" then accept;"] {
            Store::sound()
                .delete(POOL)
                .delete(FILTER)
                .put(&FILTER.replace("tap_iface", "ours"), text)
                .has_not("export-filter");
        }
        // Without VMs, without BIRD.
        let ports = ["/calico/v1/host/node1/workload/openstack/", "/calico/v1/host/node2/workload/openstack/"];
        ports.iter().fold(Store::sound().delete(FILTER), |store, path| store.delete(path)).has_not("export-filter");
        Store::sound().delete(FILTER).delete("/calico/bgp/v1/host/").has_not("export-filter");
    }

    #[test]
    fn one_of_the_name_that_does_something_else_is_left_alone() {
        let store = Store::sound().delete(POOL).put(FILTER, "if ( ifname ~ \"eth*\" ) then reject;");
        assert!(store.explained("export-filter")[0].contains("[manual: "), "{:?}", store.explained("export-filter"));
    }

    #[test]
    fn verdicts_about_every_route() {
        let store = Store::sound()
            .put(&FILTER.replace("tap_iface", "all"), "reject;")
            .put(&FILTER.replace("tap_iface", "bad"), "if {");
        insta::assert_snapshot!(store.explained("export-filter").join("\n"), @"
        warning filter all (IPv4): `reject;` in line 1 stands before no condition: no route behind it gets out, on any host
        error filter bad (IPv4): is no list of statements: the braces do not match; BIRD of every host rejects the configuration with it [manual: the statements are put right]
        ");
    }
}
