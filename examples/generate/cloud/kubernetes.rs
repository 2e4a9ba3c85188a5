//! What the CNI plugin, its address management, the policy controller and calicross write for pods.

use std::net::Ipv4Addr;

use fastrand::Rng;
use sha1::{Digest, Sha1};

use super::{Cloud, Family, Pair, endpoint, host_name, offset, openstack, skewed};

/// 10.192.0.0/10: 65,536 blocks.
const POOL: Ipv4Addr = Ipv4Addr::new(10, 192, 0, 0);
/// Addresses in a block.
const BLOCK: u32 = 64;
/// Endings of pods' names: 27 letters and digits in five places.
const ENDINGS: u32 = 27 * 27 * 27 * 27 * 27;
const TEAMS: [&str; 12] =
    ["shop", "cart", "search", "billing", "auth", "media", "mail", "stats", "ccp", "edge", "batch", "lab"];
const APPS: [(&str, &str); 8] = [
    ("frontend", "web"),
    ("gateway", "web"),
    ("worker", "app"),
    ("scheduler", "app"),
    ("indexer", "app"),
    ("redis", "db"),
    ("mysql", "db"),
    ("rabbitmq", "db"),
];

/// Who a pod is, as far as its endpoint, its address and its block must agree on it.
struct Pod {
    workload: String,
    namespace: u32,
    container: String,
    labels: String,
    random: Rng,
}

impl Cloud {
    pub(super) fn namespaces(&self) -> u32 {
        match self.size.namespaces {
            0 => self.size.pods.max(self.size.policies).div_ceil(50),
            namespaces => namespaces,
        }
    }

    pub(super) fn blocks_per_host(&self) -> u32 {
        self.size.pods.div_ceil(self.size.hosts).div_ceil(BLOCK)
    }

    pub(super) fn pools(&self) -> [Pair; 2] {
        let pool = |cidr: &str, pods: bool| {
            let (key, other) = (cidr.replace('/', "-"), !pods);
            let value = format!(
                r#"{{"cidr":"{cidr}","ipip":"","ipip_mode":"","masquerade":{pods},"ipam":{pods},"disabled":{other}}}"#
            );
            (format!("/calico/v1/ipam/v4/pool/{key}"), value)
        };
        [pool(&format!("{POOL}/10"), true), pool(openstack::REGION, false)]
    }

    pub(super) fn tier(&self) -> [Pair; 2] {
        let pass = r#"[{"action": "next-tier"}]"#;
        let value = format!(
            r#"{{"outbound_rules": {pass}, "order": 2000, "inbound_rules": {pass}, "selector": "has(calico/k8s_ns)"}}"#
        );
        [
            ("/calico/v1/policy/tier/default/metadata".to_owned(), r#"{"order": 1000}"#.to_owned()),
            ("/calico/v1/policy/tier/default/policy/k8s-policy-no-match".to_owned(), value),
        ]
    }

    /// The profile of a namespace; one in eight is isolated.
    pub(super) fn namespace(&self, number: u32) -> [Pair; 3] {
        let name = namespace_name(number);
        let action = if number % 8 == 7 { "deny" } else { "allow" };
        let rules =
            format!(r#"{{"outbound_rules": [{{"action": "allow"}}], "inbound_rules": [{{"action": "{action}"}}]}}"#);
        let at = format!("/calico/v1/policy/profile/k8s_ns.{name}");
        [
            (format!("{at}/tags"), format!(r#"["k8s_ns.{name}"]"#)),
            (format!("{at}/labels"), format!(r#"{{"k8s_ns/label/name": "{name}"}}"#)),
            (format!("{at}/rules"), rules),
        ]
    }

    /// The profile that joins pods of a namespace to a security group, as calicross writes it.
    pub(super) fn link(&self, number: u32) -> [Pair; 3] {
        let name = link_name(number);
        let tag = self.group_id(skewed(&mut self.random(Family::Link, number), self.size.groups));
        let rules = format!(
            r#"{{"id": "{name}", "inbound_rules": [{{"action": "allow", "src_tag": "{name}"}}, {{"action": "allow", "src_tag": "{tag}"}}], "outbound_rules": [{{"action": "allow"}}]}}"#
        );
        let at = format!("/calico/v1/policy/profile/{name}");
        [
            (format!("{at}/tags"), format!(r#"["{name}", "{tag}"]"#)),
            (format!("{at}/labels"), "{}".to_owned()),
            (format!("{at}/rules"), rules),
        ]
    }

    /// A network policy: an app of a namespace is reached from another one's namespace, on some ports.
    pub(super) fn policy(&self, number: u32) -> Pair {
        let mut random = self.random(Family::Policy, number);
        let namespace = namespace_name(skewed(&mut random, self.namespaces()));
        let from = namespace_name(skewed(&mut random, self.namespaces()));
        let (app, _) = app(&mut random);
        let ports = match random.u8(..4) {
            0 => "443".to_owned(),
            1 => "80, 8080".to_owned(),
            2 => random.u16(1024..9000).to_string(),
            _ => r#""9000:9100""#.to_owned(),
        };
        let value = format!(
            r#"{{"outbound_rules": [{{"action": "allow"}}], "order": 1000, "inbound_rules": [{{"action": "allow", "src_selector": "k8s_ns/label/name == '{from}'", "protocol": "tcp", "dst_ports": [{ports}]}}], "selector": "calico/k8s_ns == '{namespace}' && run == '{app}'"}}"#
        );
        (format!("/calico/v1/policy/tier/default/policy/{namespace}.{app}-{number}"), value)
    }

    /// A pod's endpoint, its state, and the handle of its address.
    pub(super) fn pod(&self, number: u32) -> [Pair; 3] {
        let Pod { workload, namespace, container, labels, mut random } = self.identity(number);
        let host = number % self.size.hosts;
        let name = hex(&Sha1::digest(&workload), 11);
        let mac = random.u64(..).to_be_bytes();
        let mac = format!(
            "{:02x}:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}",
            mac[0] & 0xfc | 2,
            mac[1],
            mac[2],
            mac[3],
            mac[4],
            mac[5]
        );
        let mut profiles = format!(r#""k8s_ns.{}""#, namespace_name(namespace));
        // Every other pod of a linked namespace carries the link; two links at most.
        let links = (namespace..self.size.links).step_by(self.namespaces() as usize).take(2);
        for link in links {
            if random.bool() {
                profiles.push_str(&format!(r#","{}""#, link_name(link)));
            }
        }
        let address = self.address(number);
        let value = format!(
            r#"{{"state":"active","name":"cali{name}","active_instance_id":"{container}","mac":"{mac}","profile_ids":[{profiles}],"ipv4_nets":["{address}/32"],"ipv6_nets":[],"labels":{{{labels}}}}}"#
        );
        let block = offset(address, 0u32.wrapping_sub(u32::from(address) % BLOCK));
        let handle =
            (format!("/calico/ipam/v2/handle/{}", handle(&container)), format!(r#"{{"block":{{"{block}/26":1}}}}"#));
        let [endpoint, status] = endpoint(host, "k8s", &workload, "eth0", value);
        [endpoint, status, handle]
    }

    /// The blocks of a host, and the hints that they are its own.
    pub(super) fn blocks(&self, host: u32) -> impl Iterator<Item = Pair> + '_ {
        let pods = (host..self.size.pods).step_by(self.size.hosts as usize).count() as u32;
        (0..pods.div_ceil(BLOCK)).flat_map(move |block| {
            let name = host_name(host);
            let base = offset(POOL, (host * self.blocks_per_host() + block) * BLOCK);
            let held = (pods - block * BLOCK).min(BLOCK);
            let mut allocations = Vec::new();
            let mut attributes = Vec::new();
            for ordinal in 0..BLOCK {
                if ordinal < held {
                    let pod = self.identity(host + (block * BLOCK + ordinal) * self.size.hosts);
                    attributes.push(format!(r#"{{"handle_id":"{}","secondary":null}}"#, handle(&pod.container)));
                    allocations.push(ordinal.to_string());
                } else {
                    allocations.push("null".to_owned());
                }
            }
            let unallocated: Vec<String> = (held..BLOCK).map(|ordinal| ordinal.to_string()).collect();
            let value = format!(
                r#"{{"cidr":"{base}/26","affinity":"host:{name}","strictAffinity":false,"allocations":[{}],"unallocated":[{}],"attributes":[{}]}}"#,
                allocations.join(","),
                unallocated.join(","),
                attributes.join(",")
            );
            [
                (format!("/calico/ipam/v2/host/{name}/ipv4/block/{base}-26"), "{}".to_owned()),
                (format!("/calico/ipam/v2/assignment/ipv4/block/{base}-26"), value),
            ]
        })
    }

    fn identity(&self, number: u32) -> Pod {
        let mut random = self.random(Family::Pod, number);
        let namespace = skewed(&mut random, self.namespaces());
        let (app, tier) = app(&mut random);
        let deployment = random.u32(1_000_000_000..4_000_000_000);
        let team = namespace_name(namespace);
        let labels =
            format!(r#""calico/k8s_ns":"{team}","pod-template-hash":"{deployment}","run":"{app}","tier":"{tier}""#);
        let workload = format!("{team}.{app}-{deployment}-{}", ending(number));
        let container = format!("{:032x}{:032x}", random.u128(..), random.u128(..));
        Pod { workload, namespace, container, labels, random }
    }

    fn address(&self, number: u32) -> Ipv4Addr {
        let (host, on_host) = (number % self.size.hosts, number / self.size.hosts);
        offset(POOL, host * self.blocks_per_host() * BLOCK + on_host)
    }
}

fn app(random: &mut Rng) -> (&'static str, &'static str) {
    APPS[skewed(random, APPS.len() as u32) as usize]
}

fn namespace_name(number: u32) -> String {
    let teams = TEAMS.len() as u32;
    let team = TEAMS[(number % teams) as usize];
    match number / teams {
        0 => team.to_owned(),
        n => format!("{team}-{n}"),
    }
}

fn link_name(number: u32) -> String {
    format!("k8s-to-sg{}", number + 1)
}

fn handle(container: &str) -> String {
    format!("calico-k8s-network.{container}")
}

/// The five characters at the end of a pod's name: another for every number below [`ENDINGS`], as the factor
/// shares no divisor with it.
fn ending(number: u32) -> String {
    let mut rest = u64::from(number) * 7_654_321 % u64::from(ENDINGS);
    let mut ending = String::new();
    for _ in 0..5 {
        ending.push(char::from(b"bcdfghjklmnpqrstvwxz2456789"[(rest % 27) as usize]));
        rest /= 27;
    }
    ending
}

fn hex(bytes: &[u8], digits: usize) -> String {
    let mut text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    text.truncate(digits);
    text
}
