//! From a workload to the host that it runs on.

use std::net::IpAddr;

use super::{Decision, Direction, Generation, Packet, World, chain, host_of_key};

pub(super) fn to_own_host(world: &World, key: &str, packet: &Packet, passed: &mut bool) -> Decision {
    let host = host_of_key(key);
    // Without a route back to it, no packet of its passes the kernel.
    if world.served(key).is_none() {
        return Decision::unreachable(key);
    }
    if is_always_allowed(world, &host, packet) {
        return Decision::free();
    }
    let action = world.setting(&host, "DefaultEndpointToHostAction").unwrap_or("DROP");
    let drops = match world.generation {
        Generation::One => action == "DROP",
        Generation::Two => action.is_empty() || action.eq_ignore_ascii_case("DROP"),
    };
    if drops {
        // Go Felix asks the policy all the same, and drops what it allowed.
        let decision = chain::workload(world, key, Direction::Outbound, packet, passed);
        let by_policy = world.generation == Generation::Two && !decision.allowed;
        return if by_policy { decision } else { Decision::deny(world, &host, None, None) };
    }
    chain::workload(world, key, Direction::Outbound, packet, passed)
}

fn is_always_allowed(world: &World, host: &str, packet: &Packet) -> bool {
    const UDP: u8 = 17;
    const ICMPV6: u8 = 58;
    let v4 = packet.version() == 4;
    if !v4 && packet.protocol == ICMPV6 && [130, 131, 132, 133, 135, 136].contains(&packet.icmp.0) {
        return true;
    }
    let setting = |name: &str| world.setting(host, name).filter(|value| !value.is_empty());
    let address = setting("MetadataAddr").unwrap_or("127.0.0.1");
    let port = setting("MetadataPort").unwrap_or("8775");
    if world.generation == Generation::Two {
        let openstack = setting("ClusterType").is_some_and(|kind| kind.to_lowercase().contains("openstack"))
            || !["127.0.0.1", "none"].contains(&address.to_lowercase().as_str())
            || port != "8775"
            || setting("InterfacePrefix").unwrap_or("cali").split(',').any(|prefix| prefix == "tap");
        if !openstack {
            return false;
        }
    }
    let (from, to) = if v4 { (68, 67) } else { (546, 547) };
    if packet.protocol == UDP && (packet.ports == (from, to) || packet.ports.1 == 53) {
        return true;
    }
    v4 && packet.protocol == 6
        && address.parse::<IpAddr>() == Ok(packet.destination)
        && port.parse() == Ok(packet.ports.1)
}
