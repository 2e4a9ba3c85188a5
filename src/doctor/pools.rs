//! Pools: what they hold, what they should not hold, and what they give out.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use super::routes::Routes;
use super::{Class, Edit, Finding, Findings, Fix, FoundEndpoint, Inventory, Severity};
use crate::inventory::blocks::{self, FoundBlock};
use crate::inventory::pools::{self, FoundPool, Networks, overlap};
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::pool::{Pool, Switch};

/// How Felix and BIRD treat addresses of one IP version that no pool holds.
struct Outside {
    routes: Routes,
    /// Whether some pool gives what leaves all pools its host's address.
    masquerades: bool,
}

impl Outside {
    fn of(inventory: &Inventory<'_>, family: Family) -> Self {
        let is_of = |pool: &&FoundPool<'_>| pool.cidr().is_some_and(|cidr| Family::of(&cidr.addr()) == family);
        Self {
            routes: Routes::of(inventory, family),
            // Felix 1.4 knows no pools of IPv6.
            masquerades: (family == Family::V4 || inventory.generations() != [Generation::Felix14])
                && inventory.pools.iter().filter(is_of).any(|pool| pool.is(Switch::NatOutgoing)),
        }
    }

    /// What is wrong with a network that no pool holds, and how bad it is; `routed` is whether other hosts know the way to it.
    fn harm(&self, routed: bool) -> Option<(Severity, &'static str)> {
        match (self.routes.runs && !routed, self.masquerades) {
            (true, true) => Some((
                Severity::Error,
                "BIRD announces no route to it, and what pods of pools with nat-outgoing send there comes from their host's address",
            )),
            (true, false) => Some((Severity::Error, "BIRD announces no route to it")),
            (false, true) => Some((
                Severity::Warning,
                "what pods of pools with nat-outgoing send there comes from their host's address, so that no rule knows them",
            )),
            (false, false) => None,
        }
    }
}

/// An address, and who has it.
type Address<'i, 's> = (IpAddr, &'i FoundEndpoint<'s>);

/// `outside-pools`.
pub(super) fn outside(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let outside = [Family::V4, Family::V6].map(|family| Outside::of(inventory, family));
    let of = |net: IpNet| if net.addr().is_ipv4() { &outside[0] } else { &outside[1] };
    for (subnet, path) in &inventory.subnets {
        if inventory.pool_networks.holding(*subnet).is_some() {
            continue;
        }
        let outside = of(*subnet);
        if let Some((severity, harm)) = outside.harm(outside.routes.announces(inventory, *subnet)) {
            let text = format!("lies in no pool: {harm}");
            let finding = Finding::new(format!("Neutron's subnet {subnet}"), text).key(path).severity(severity);
            found.add(finding.fix(pool_for(inventory, *subnet).relies_on(path)));
        }
    }
    let subnets = Networks::of(inventory.subnets.keys().copied());
    let taken = Networks::of(blocks::all(inventory.snapshot).iter().filter_map(FoundBlock::cidr));
    let mut others: BTreeMap<(Severity, &str, &str), Vec<Address<'_, '_>>> = BTreeMap::new();
    for endpoint in &inventory.endpoints {
        let Ok(seen) = &endpoint.seen else { continue };
        for address in &seen.addresses {
            let net = IpNet::from(*address);
            if inventory.pool_networks.holding(net).is_some() || subnets.holding(net).is_some() {
                continue;
            }
            let outside = of(net);
            let (kind, routed) = match endpoint.key.is_openstack() {
                true => ("VMs", outside.routes.announces(inventory, net)),
                // Blocks are announced as they are, whatever pool they are of.
                false => ("containers", outside.routes.has_net(net) || taken.holding(net).is_some()),
            };
            if let Some((severity, harm)) = outside.harm(routed) {
                others.entry((severity, harm, kind)).or_default().push((*address, endpoint));
            }
        }
    }
    for ((severity, harm, kind), addresses) in others {
        let Some((first, endpoint)) = addresses.first() else { continue };
        let object = match addresses.len() {
            1 => format!("address {first} of {}", endpoint.key.name()),
            count => format!("{count} addresses of {kind}, such as {first} of {}", endpoint.key.name()),
        };
        let fix = Fix::manual(
            "a pool that holds them and that no address is given out of",
            "calicross pool add CIDR --no-ipam --disabled",
        );
        let finding = Finding::new(object, format!("in no pool: {harm}")).severity(severity);
        found.add(finding.keys(addresses.iter().take(3).map(|(_, endpoint)| endpoint.path())).fix(fix));
    }
}

/// A pool for a subnet of Neutron's, out of which nobody gets an address.
fn pool_for(inventory: &Inventory<'_>, subnet: IpNet) -> Fix {
    let within = inventory.pools.iter().filter_map(FoundPool::cidr).find(|cidr| subnet.contains(cidr));
    if let Some(within) = within {
        return Fix::by_hand(format!("pool {within} lies within the subnet: it gives way to one for all of it"));
    }
    let mut pool = Pool::new(subnet);
    pool.set(Switch::Ipam, false);
    pool.set(Switch::Disabled, true);
    let text = format!("adds pool {subnet}, out of which no address is given");
    Fix::edit(Class::ChangesTraffic, text, Edit::put(pools::path(subnet), pool.to_bytes()))
}

/// `pool-overlap`.
pub(super) fn overlaps(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    // Sorted by address, those that hold others before them: what holds a pool is among those that still reach so far.
    let mut sorted: Vec<(IpNet, &str)> =
        inventory.pools.iter().filter_map(|pool| Some((pool.cidr()?, pool.entry.path.as_str()))).collect();
    sorted.sort_by_key(|(net, path)| (net.network(), net.prefix_len(), *path));
    let mut holding: Vec<(IpNet, &str)> = Vec::new();
    for (net, path) in sorted {
        holding.retain(|(wider, _)| wider.contains(&net));
        if let Some((wider, other)) = holding.last() {
            let (text, fix) = if *wider == net {
                // Readers look for it where its network belongs.
                let stray = if path == pools::path(net) { other } else { path };
                let fix = Fix::manual("the one that is not at its own path goes", format!("calicross key rm {stray}"));
                (format!("is there twice, at {other} too"), fix)
            } else {
                let typed = format!("calicross pool remove {net}");
                let fix = Fix::manual("one of the two goes, once no address of it is held", typed);
                (format!("lies within pool {wider}"), fix)
            };
            found.add(Finding::new(format!("pool {net}"), text).key(path).key(*other).fix(fix));
        }
        holding.push((net, path));
    }
    let services = inventory.facts.service_nets();
    let pools = inventory
        .pools
        .iter()
        .filter_map(|pool| Some((format!("pool {}", pool.name()), pool.cidr()?, pool.entry.path.as_str())));
    let subnets = inventory.subnets.iter().map(|(net, path)| (format!("Neutron's subnet {net}"), *net, path.as_str()));
    for (object, net, path) in pools.chain(subnets) {
        for service in services.iter().filter(|service| overlap(**service, net)) {
            let text = format!(
                "overlaps {service}, the service addresses: kube-proxy translates what is sent to them, whoever has them"
            );
            found.add(Finding::new(&object, text).key(path).severity(Severity::Error));
        }
    }
}

/// `neutron-pool`.
pub(super) fn neutrons(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let gives = |pool: &&FoundPool<'_>| pool.is(Switch::Ipam) || !pool.is(Switch::Disabled);
    // Neutron's addresses and containers', and the blocks that hosts take addresses from, sorted.
    let (mut of_vms, mut of_containers): (Vec<IpAddr>, Vec<IpAddr>) = (Vec::new(), Vec::new());
    for endpoint in &inventory.endpoints {
        let list = if endpoint.key.is_openstack() { &mut of_vms } else { &mut of_containers };
        list.extend(endpoint.seen.iter().flat_map(|seen| seen.addresses.iter().copied()));
    }
    let mut of_blocks: Vec<IpAddr> =
        blocks::all(inventory.snapshot).iter().filter_map(FoundBlock::cidr).map(|cidr| cidr.network()).collect();
    of_vms.sort_unstable();
    of_containers.sort_unstable();
    of_blocks.sort_unstable();
    let within = |sorted: &[IpAddr], net: IpNet| {
        let start = sorted.partition_point(|address| *address < net.network());
        sorted.get(start).copied().filter(|address| *address <= net.broadcast())
    };
    for pool in inventory.pools.iter().filter(gives) {
        let Some(net) = pool.cidr() else { continue };
        let subnet = inventory.subnets.iter().find(|(subnet, _)| overlap(**subnet, net));
        let (whose, key) = match (subnet, within(&of_vms, net)) {
            (Some((subnet, path)), _) => (format!("Neutron's subnet {subnet}"), Some(path.as_str())),
            (None, Some(address)) => (format!("a VM's address {address}"), None),
            (None, None) => continue,
        };
        let open = match (pool.is(Switch::Ipam), pool.is(Switch::Disabled)) {
            (true, false) => "gives out addresses: a pod may get one that a VM has",
            (true, true) => "is disabled and not ipam: false, which older address management goes by",
            (false, _) => "is ipam: false and not disabled, which newer address management goes by",
        };
        let finding = Finding::new(format!("pool {net}"), format!("holds {whose} and {open}"));
        let finding = finding.key(&pool.entry.path).keys(key);
        let fix = match within(&of_containers, net).or_else(|| within(&of_blocks, net)) {
            Some(address) => {
                Fix::by_hand(format!("containers have addresses in it, such as {address}: one of the two ranges moves"))
            }
            None => {
                let edit = Edit::rewrite(&pool.entry.path, |value| {
                    let mut pool = Pool::parse(value).ok()?;
                    pool.set(Switch::Ipam, false);
                    pool.set(Switch::Disabled, true);
                    Some(pool.to_bytes())
                });
                Fix::edit(Class::Safe, "no address is given out of it any more", edit)
            }
        };
        found.add(finding.fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{POD, Store};

    const POOL: &str = "/calico/v1/ipam/v4/pool/10.65.0.0-24";
    const PODS: &str = "/calico/v1/ipam/v4/pool/10.233.64.0-18";
    const FILTER: &str = "/calico/bgp/v1/global/custom_filters/v4/tap_iface";
    const SETTINGS: &str = "/calicross/v1/settings";

    fn told(store: &Store, id: &str) -> String {
        store.explained(id).join("\n")
    }

    #[test]
    fn a_subnet_without_a_pool() {
        // networking-calico makes no pools.
        let store = Store::sound().delete(POOL);
        insta::assert_snapshot!(told(&store, "outside-pools"), @"warning Neutron's subnet 10.65.0.0/24: lies in no pool: what pods of pools with nat-outgoing send there comes from their host's address, so that no rule knows them [changes-traffic: adds pool 10.65.0.0/24, out of which no address is given]");
        insta::assert_snapshot!(told(&store.clone().delete(FILTER), "outside-pools"), @"error Neutron's subnet 10.65.0.0/24: lies in no pool: BIRD announces no route to it, and what pods of pools with nat-outgoing send there comes from their host's address [changes-traffic: adds pool 10.65.0.0/24, out of which no address is given]");
        let repaired = store.repaired("outside-pools");
        assert_eq!(repaired.changes(), [(POOL, Some(r#"{"cidr": "10.65.0.0/24", "ipam": false, "disabled": true}"#))]);
        // Pods do not go for their hosts any more, which the groups let in.
        assert!(repaired.closes() && !repaired.opens());
        // Where nothing is masqueraded and the filter lets the routes out, no pool is missed.
        store.clone().edit(PODS, r#""masquerade":true"#, r#""masquerade":false"#).has_not("outside-pools");
        // A pool within it cannot be had beside one for all of it.
        let part = store.put(
            "/calico/v1/ipam/v4/pool/10.65.0.0-25",
            r#"{"cidr": "10.65.0.0/25", "ipam": false, "disabled": true}"#,
        );
        insta::assert_snapshot!(told(&part, "outside-pools"), @"warning Neutron's subnet 10.65.0.0/24: lies in no pool: what pods of pools with nat-outgoing send there comes from their host's address, so that no rule knows them [manual: pool 10.65.0.0/25 lies within the subnet: it gives way to one for all of it]");
    }

    #[test]
    fn ipv6_where_bird_and_a_pool_know_of_it() {
        let v6 = Store::sound().put("/calico/bgp/v1/host/node1/ip_addr_v6", "fd00::11");
        insta::assert_snapshot!(told(&v6, "outside-pools"), @"error Neutron's subnet fd5f:5d21:845:1c2e::/64: lies in no pool: BIRD announces no route to it [changes-traffic: adds pool fd5f:5d21:845:1c2e::/64, out of which no address is given]");
        let pool = "/calico/v1/ipam/v6/pool/fd80::-64";
        let store = Store::sound().put(pool, r#"{"cidr": "fd80::/64", "masquerade": true}"#);
        store.has_not("outside-pools");
        insta::assert_snapshot!(told(&store.felix(crate::model::felix::Generation::Felix2), "outside-pools"), @"warning Neutron's subnet fd5f:5d21:845:1c2e::/64: lies in no pool: what pods of pools with nat-outgoing send there comes from their host's address, so that no rule knows them [changes-traffic: adds pool fd5f:5d21:845:1c2e::/64, out of which no address is given]");
    }

    #[test]
    fn addresses_that_lie_nowhere() {
        let store = Store::sound().edit(POD, "10.233.71.5/32", "10.99.0.5/32");
        insta::assert_snapshot!(told(&store, "outside-pools"), @"error address 10.99.0.5 of node1/k8s/shop.frontend-2611209331-q9z8y/eth0: in no pool: BIRD announces no route to it, and what pods of pools with nat-outgoing send there comes from their host's address [manual: a pool that holds them and that no address is given out of: calicross pool add CIDR --no-ipam --disabled]");
    }

    #[test]
    fn pools_that_overlap() {
        Store::sound().has_not("pool-overlap");
        let store = Store::sound()
            .put("/calico/v1/ipam/v4/pool/10.233.64.0-20", r#"{"cidr": "10.233.64.0/20"}"#)
            .put("/calico/v1/ipam/v4/pool/10.233.96.0-20", r#"{"cidr": "10.233.96.0/20"}"#)
            .put("/calico/v1/ipam/v4/pool/10.233.64.1-18", r#"{"cidr": "10.233.64.1/18"}"#);
        insta::assert_snapshot!(told(&store, "pool-overlap"), @"
        warning pool 10.233.64.0/18: is there twice, at /calico/v1/ipam/v4/pool/10.233.64.0-18 too [manual: the one that is not at its own path goes: calicross key rm /calico/v1/ipam/v4/pool/10.233.64.1-18]
        warning pool 10.233.64.0/20: lies within pool 10.233.64.0/18 [manual: one of the two goes, once no address of it is held: calicross pool remove 10.233.64.0/20]
        warning pool 10.233.96.0/20: lies within pool 10.233.64.0/18 [manual: one of the two goes, once no address of it is held: calicross pool remove 10.233.96.0/20]
        ");
        let services = |net: &str| Store::sound().put(SETTINGS, &format!(r#"{{"service-cidr": ["{net}"]}}"#));
        services("10.233.0.0/18").has_not("pool-overlap");
        insta::assert_snapshot!(told(&services("10.0.0.0/8"), "pool-overlap"), @"
        error pool 10.65.0.0/24: overlaps 10.0.0.0/8, the service addresses: kube-proxy translates what is sent to them, whoever has them
        error pool 10.233.64.0/18: overlaps 10.0.0.0/8, the service addresses: kube-proxy translates what is sent to them, whoever has them
        error Neutron's subnet 10.65.0.0/24: overlaps 10.0.0.0/8, the service addresses: kube-proxy translates what is sent to them, whoever has them
        ");
    }

    #[test]
    fn pools_that_give_out_neutrons_addresses() {
        Store::sound().has_not("neutron-pool");
        for (ipam, disabled) in [("true", "false"), ("true", "true"), ("false", "false")] {
            let value = format!(
                r#"{{"cidr":"10.65.0.0/24","ipip":"","ipip_mode":"","masquerade":false,"ipam":{ipam},"disabled":{disabled}}}"#
            );
            let repaired = Store::sound().put(POOL, &value).repaired("neutron-pool");
            assert_eq!(repaired.value(POOL), Store::sound().value(POOL));
            assert!(!repaired.opens() && !repaired.closes());
        }
        let plain = Store::sound().put(POOL, r#"{"cidr": "10.65.0.0/24"}"#);
        insta::assert_snapshot!(told(&plain, "neutron-pool"), @"error pool 10.65.0.0/24: holds Neutron's subnet 10.65.0.0/24 and gives out addresses: a pod may get one that a VM has [safe: no address is given out of it any more]");
        // The pods' own pool, into which somebody has put a subnet.
        let shared = Store::sound()
            .put("/calico/dhcp/v1/subnet/x", r#"{"cidr": "10.233.127.0/24", "gateway_ip": "10.233.127.1"}"#);
        insta::assert_snapshot!(told(&shared, "neutron-pool"), @"error pool 10.233.64.0/18: holds Neutron's subnet 10.233.127.0/24 and gives out addresses: a pod may get one that a VM has [manual: containers have addresses in it, such as 10.233.71.0: one of the two ranges moves]");
        // VMs whose subnet has no DHCP are known by their ports alone.
        let silent = plain.delete("/calico/dhcp/v1/subnet/");
        insta::assert_snapshot!(told(&silent, "neutron-pool"), @"error pool 10.65.0.0/24: holds a VM's address 10.65.0.3 and gives out addresses: a pod may get one that a VM has [safe: no address is given out of it any more]");
    }
}
