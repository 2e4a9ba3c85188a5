//! What networking-calico writes for security groups, VMs and subnets: JSON as Python's, members in the order in
//! which Python 2.7 prints its dictionaries.

use std::net::Ipv4Addr;

use fastrand::Rng;

use super::{Cloud, Family, Pair, endpoint, offset, skewed, uuid};

/// Where all Neutron subnets are.
pub(super) const REGION: &str = "10.64.0.0/10";
const FIRST: Ipv4Addr = Ipv4Addr::new(10, 64, 0, 0);
/// Addresses of a subnet, a /22.
const SUBNET: u32 = 1 << 10;
/// VMs in a subnet; the rest is left to gateway, DHCP and routers.
const VMS: u32 = 1000;
const FLOATING: Ipv4Addr = Ipv4Addr::new(172, 16, 0, 0);

impl Cloud {
    pub(super) fn subnets(&self) -> u32 {
        self.size.vms.div_ceil(VMS)
    }

    pub(super) fn subnet(&self, number: u32) -> Pair {
        let mut random = self.random(Family::Subnet, number);
        let (id, network) = (uuid(&mut random), uuid(&mut random));
        let base = offset(FIRST, number * SUBNET);
        let value = format!(
            r#"{{"network_id": "{network}", "gateway_ip": "{}", "cidr": "{base}/22", "dns_servers": ["10.0.0.3"], "host_routes": []}}"#,
            offset(base, 1)
        );
        (format!("/calico/dhcp/v1/subnet/{id}"), value)
    }

    pub(super) fn group_id(&self, number: u32) -> String {
        uuid(&mut self.random(Family::Group, number))
    }

    /// A security group: its members reach one another, and some more is let in.
    pub(super) fn group(&self, number: u32) -> [Pair; 2] {
        let mut random = self.random(Family::Group, number);
        let id = uuid(&mut random);
        let mut inbound = vec![
            format!(r#"{{"ip_version": 4, "src_tag": "{id}"}}"#),
            format!(r#"{{"ip_version": 6, "src_tag": "{id}"}}"#),
        ];
        for _ in 0..random.u8(..6) {
            inbound.push(self.rule(&mut random));
        }
        for net in (number..self.size.nets).step_by(self.size.groups as usize) {
            let net = net_of_rule(net);
            inbound.push(format!(r#"{{"ip_version": 4, "protocol": "tcp", "src_net": "{net}", "dst_ports": [443]}}"#));
        }
        let rules = format!(
            r#"{{"outbound_rules": [{{"ip_version": 4, "dst_net": "0.0.0.0/0"}}, {{"ip_version": 6, "dst_net": "::/0"}}], "inbound_rules": [{}]}}"#,
            inbound.join(", ")
        );
        let at = format!("/calico/v1/policy/profile/openstack-sg-{id}");
        [(format!("{at}/tags"), format!(r#"["{id}"]"#)), (format!("{at}/rules"), rules)]
    }

    fn rule(&self, random: &mut Rng) -> String {
        let port = random.u16(1024..9000);
        match random.u8(..6) {
            0 => r#"{"ip_version": 4, "icmp_type": 8, "protocol": "icmp", "src_net": "0.0.0.0/0"}"#.to_owned(),
            1 => r#"{"ip_version": 4, "protocol": "tcp", "src_net": "10.0.0.0/16", "dst_ports": [22]}"#.to_owned(),
            2 => format!(r#"{{"ip_version": 4, "protocol": "tcp", "src_net": "0.0.0.0/0", "dst_ports": [{port}]}}"#),
            3 => {
                r#"{"ip_version": 4, "protocol": "udp", "src_net": "10.0.0.0/8", "dst_ports": ["1:65535"]}"#.to_owned()
            }
            4 => format!(
                r#"{{"ip_version": 4, "protocol": "tcp", "src_net": "192.168.{}.0/24", "dst_ports": ["{port}:{}"]}}"#,
                random.u8(..),
                port + 10
            ),
            _ => format!(
                r#"{{"ip_version": 4, "src_tag": "{}", "protocol": "tcp", "dst_ports": [{port}]}}"#,
                self.group_id(skewed(random, self.size.groups))
            ),
        }
    }

    /// A VM's endpoint and its state. One in five has a second group, one in twenty a floating address.
    pub(super) fn vm(&self, number: u32) -> [Pair; 2] {
        let mut random = self.random(Family::Vm, number);
        let (instance, port) = (uuid(&mut random), uuid(&mut random));
        let base = offset(FIRST, number / VMS * SUBNET);
        let address = offset(base, 2 + number % VMS);
        let subnet = uuid(&mut self.random(Family::Subnet, number / VMS));
        let kind = random.u8(..20);
        let mut groups = Vec::new();
        if self.size.groups > 0 {
            for _ in 0..if kind < 4 { 2 } else { 1 } {
                let group = format!(r#""openstack-sg-{}""#, self.group_id(skewed(&mut random, self.size.groups)));
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
        }
        let nat = if kind == 19 {
            let floating = offset(FLOATING, number);
            format!(r#""ipv4_nat": [{{"ext_ip": "{floating}", "int_ip": "{address}"}}], "#)
        } else {
            String::new()
        };
        let mac = number.to_be_bytes();
        let value = format!(
            r#"{{"ipv6_subnet_ids": [], "ipv4_gateway": "{}", "ipv4_subnet_ids": ["{subnet}"], "name": "tap{}", {nat}"state": "active", "ipv6_nets": [], "mac": "fa:16:3e:{:02x}:{:02x}:{:02x}", "ipv4_nets": ["{address}/32"], "profile_ids": [{}]}}"#,
            offset(base, 1),
            port.get(..11).unwrap_or_default(),
            mac[1],
            mac[2],
            mac[3],
            groups.join(", ")
        );
        endpoint(number % self.size.hosts, "openstack", &instance, &port, value)
    }
}

/// A network that rules name: offices, two in five; the rest splits the ranges of pods and VMs.
fn net_of_rule(number: u32) -> String {
    let part = number / 5;
    match number % 5 {
        0 | 1 => format!("{}/24", offset(Ipv4Addr::new(172, 24, 0, 0), (2 * part + number % 5) % (1 << 11) * 256)),
        2 | 3 => format!("{}/20", offset(Ipv4Addr::new(10, 192, 0, 0), (2 * part + number % 5 - 2) % (1 << 10) * 4096)),
        _ => format!("{}/26", offset(FIRST, part % (1 << 16) * 64)),
    }
}
