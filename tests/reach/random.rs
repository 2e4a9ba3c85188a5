//! Random datastores, small enough that their parts meet: two hosts, a handful of names, mostly valid values and some that one
//! generation or both refuse.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use proptest::collection::{btree_map, vec};
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

use crate::oracle::{Generation, Keys, Packet, Party, Worlds};

/// A datastore, and what its hosts run.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub(crate) keys: Keys,
    pub(crate) default: Generation,
    pub(crate) hosts: BTreeMap<String, Generation>,
}

impl Scene {
    pub(crate) fn worlds(&self) -> Worlds {
        Worlds::new(&self.keys, self.default, self.hosts.clone())
    }
}

/// The workloads that there may be: key, IPv4 and IPv6 address.
pub(crate) const WORKLOADS: [(&str, &str, &str); 4] = [
    ("/calico/v1/host/a/workload/k8s/n.one/endpoint/eth0", "10.0.0.1", "fd00::1"),
    ("/calico/v1/host/a/workload/openstack/two/endpoint/port2", "10.1.0.2", "fd00::2"),
    ("/calico/v1/host/b/workload/k8s/n.three/endpoint/eth0", "10.0.0.3", "fd00::3"),
    ("/calico/v1/host/b/workload/openstack/four/endpoint/port4", "10.1.0.4", "fd00:1::4"),
];

/// Second addresses that some of them have, and floating ones, in the same order.
const SECOND: [&str; 4] = ["10.0.0.11", "10.1.0.12", "192.0.2.13", "10.0.0.14"];
const FLOATING: [&str; 4] = ["172.18.0.1", "172.18.0.2", "172.18.0.3", "203.0.113.4"];

/// The host endpoints that there may be: key and address of the interface.
pub(crate) const HOST_ENDPOINTS: [(&str, &str); 2] =
    [("/calico/v1/host/a/endpoint/eth", "192.0.2.1"), ("/calico/v1/host/b/endpoint/eth", "192.0.2.2")];

/// Addresses of nobody: inside networks that rules name, and outside all.
const OUTSIDE: [&str; 4] = ["10.0.0.9", "203.0.113.5", "fd00::9", "2001:db8::5"];

fn yes_mostly(odd: u32) -> BoxedStrategy<bool> {
    prop::bool::weighted(1.0 - f64::from(odd) / 100.0).boxed()
}

fn label() -> BoxedStrategy<(String, String)> {
    // `t` is a tag as well.
    (select(vec!["l", "m", "t"]), select(vec!["x", "y", ""]))
        .prop_map(|(name, value)| (name.into(), value.into()))
        .boxed()
}

fn labels() -> BoxedStrategy<Value> {
    vec(label(), 0..3).prop_map(|labels| labels.into_iter().map(|(name, value)| (name, json!(value))).collect()).boxed()
}

fn simple_selector() -> BoxedStrategy<String> {
    prop_oneof![
        80 => select(vec![
            "all()", "has(l)", "! has(l)", "l == 'x'", "l == \"y\"", "l != 'x'", "m in {'x', 'y'}", "m not in {'x'}",
            "has(t)", "t == ''", "!!has( m )", "l in{'x'}", "t!='x'", "m  ==  'y'",
        ]),
        // One generation refuses each of these.
        1 => select(vec!["in-l == 'x'", "l in {}", "l in {'x',}", "all( )", "l notin {'x'}", "has(l)\n", "has(m)\n&& all()"]),
        // Both do.
        1 => select(vec!["l = 'x'", "has (l)", "l == x", "all", "l == 'x' m", "l in ('x')", "&& l == 'x'", "has('l')", "l | m"]),
    ]
    .prop_map(str::to_owned)
    .boxed()
}

fn selector() -> BoxedStrategy<String> {
    prop_oneof![
        1 => Just(String::new()),
        8 => simple_selector(),
        2 => (simple_selector(), select(vec![" && ", "||", " || ", "&&"]), simple_selector())
            .prop_map(|(a, operator, b)| format!("{a}{operator}{b}")),
        1 => (simple_selector(), simple_selector(), simple_selector())
            .prop_map(|(a, b, c)| format!("{a} && !({b} || {c})")),
        1 => (simple_selector(), simple_selector(), simple_selector())
            .prop_map(|(a, b, c)| format!("{a} || {b} && {c}")),
    ]
    .boxed()
}

fn net() -> BoxedStrategy<String> {
    prop_oneof![
        150 => select(vec![
            "10.0.0.0/24", "10.0.0.1/32", "10.1.0.0/16", "0.0.0.0/0", "192.0.2.0/24", "192.0.2.1/32", "10.0.0.3/8",
            "203.0.113.0/24", "fd00::/64", "fd00::2/128", "::/0", "10.1.0.2/31",
        ]),
        1 => select(vec!["10.0.0.1", "fd00::1"]),
        1 => select(vec!["10.0.0.0/33", "nonsense", "10.0.0/24/1"]),
    ]
    .prop_map(str::to_owned)
    .boxed()
}

fn port() -> BoxedStrategy<Value> {
    prop_oneof![
        150 => select(vec![json!(80), json!(443), json!(53), json!("80:90"), json!("1:65535"), json!("400:500"), json!(0), json!(65535)]),
        1 => select(vec![json!("80"), json!("80:80"), json!("443")]),
        1 => select(vec![json!("90:80"), json!("80-90"), json!(65536), json!(-1), json!("a:b"), json!(true)]),
    ]
    .boxed()
}

fn ports() -> BoxedStrategy<Value> {
    prop_oneof![
        1 => Just(json!([])),
        20 => vec(port(), 1..4).prop_map(Value::from),
        // More than fit one match of iptables.
        2 => vec(port(), 14..20).prop_map(Value::from),
        1 => Just(json!(80)),
    ]
    .boxed()
}

fn protocol() -> BoxedStrategy<Value> {
    prop_oneof![
        90 => select(vec!["tcp", "udp", "icmp", "icmpv6"]).prop_map(Value::from),
        30 => select(vec![json!(6), json!("6"), json!(17), json!(1), json!("58"), json!("sctp"), json!("udplite"), json!(4), json!(47)]),
        1 => select(vec![json!("TCP"), json!(0), json!(256), json!("ipv6-icmp"), json!("0"), json!("06")]),
    ]
    .boxed()
}

fn put(rule: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        rule.insert(name.to_owned(), value.into());
    }
}

/// What a rule says about one end: tag, selector, net, negated or not.
fn end(name: &'static str) -> BoxedStrategy<Map<String, Value>> {
    let tag = || {
        prop_oneof![
            150 => select(vec!["t", "u", "none"]),
            1 => select(vec!["", "a b"]),
        ]
    };
    let not = prop::bool::weighted(0.25);
    prop_oneof![
        60 => Just(Map::new()),
        30 => (not, tag()).prop_map(move |(not, tag)| one(name, "tag", not, tag)),
        30 => (prop::bool::weighted(0.25), selector()).prop_map(move |(not, selector)| one(name, "selector", not, selector)),
        30 => (prop::bool::weighted(0.25), net()).prop_map(move |(not, net)| one(name, "net", not, net)),
        1 => (net(), net()).prop_map(move |(is, not)| {
            let mut both = one(name, "net", false, is);
            both.extend(one(name, "net", true, not));
            both
        }),
        2 => (prop::bool::weighted(0.25), vec(net(), 0..3)).prop_map(move |(not, nets)| one(name, "nets", not, nets)),
        10 => (tag(), selector(), net()).prop_map(move |(tag, selector, net)| {
            let mut all = one(name, "tag", true, tag);
            all.extend(one(name, "selector", false, selector));
            all.extend(one(name, "net", false, net));
            all
        }),
    ]
    .boxed()
}

fn one(end: &str, member: &str, not: bool, value: impl Into<Value>) -> Map<String, Value> {
    let mut map = Map::new();
    let bang = if not { "!" } else { "" };
    map.insert(format!("{bang}{end}_{member}"), value.into());
    map
}

fn icmp() -> BoxedStrategy<Map<String, Value>> {
    let kind = prop_oneof![10 => select(vec![0, 3, 8, 128, 254]), 1 => select(vec![255, 256, -1])];
    (weighted(0.15, (prop::bool::weighted(0.25), kind, weighted(0.4, 0..3_i64))))
        .prop_map(|icmp| {
            let mut map = Map::new();
            if let Some((not, kind, code)) = icmp {
                let bang = if not { "!" } else { "" };
                map.insert(format!("{bang}icmp_type"), json!(kind));
                put(&mut map, &format!("{bang}icmp_code"), code);
            }
            map
        })
        .boxed()
}

fn action() -> BoxedStrategy<Option<Value>> {
    prop_oneof![
        12 => Just(None),
        120 => select(vec!["allow", "deny", "allow", "deny", "next-tier", "log"]).prop_map(|action| Some(json!(action))),
        1 => select(vec![Some(json!("pass")), Some(Value::Null), Some(json!("")), Some(json!("Allow"))]),
    ]
    .boxed()
}

pub(crate) fn rule() -> BoxedStrategy<Value> {
    let ports = || weighted(0.15, (prop::bool::weighted(0.25), ports()));
    let odd = prop_oneof![
        250 => Just(None),
        1 => select(vec![
            Some(("what", json!(1))), Some(("!action", json!("deny"))), Some(("src_tag", json!(7))), Some(("log_prefix", json!("x y!"))),
            Some(("dst_net", Value::Null)), Some(("icmp_code", json!(1))), Some(("ip_version", json!(5))), Some(("protocol", Value::Null)),
        ]),
    ];
    (
        action(),
        weighted(0.3, select(vec![4, 6])),
        weighted(0.5, (prop::bool::weighted(0.15), protocol())),
        (end("src"), end("dst")),
        (ports(), ports()),
        (icmp(), prop::bool::weighted(0.05)),
        odd,
    )
        .prop_map(|(action, version, protocol, (source, destination), (from, to), (icmp, wild), odd)| {
            let mut rule = Map::new();
            put(&mut rule, "action", action);
            put(&mut rule, "ip_version", version);
            let bang = |not: bool| if not { "!" } else { "" };
            let has_ports = from.is_some() || to.is_some();
            match protocol {
                Some((not, protocol)) => {
                    rule.insert(format!("{}protocol", bang(not && !has_ports)), protocol);
                }
                None if has_ports => {
                    rule.insert("protocol".into(), json!("tcp"));
                }
                None if !icmp.is_empty() => {
                    rule.insert("protocol".into(), json!("icmp"));
                }
                None => {}
            }
            rule.extend(source);
            rule.extend(destination);
            for (name, ports) in [("src_ports", from), ("dst_ports", to)] {
                if let Some((not, ports)) = ports {
                    rule.insert(format!("{}{name}", bang(not)), ports);
                }
            }
            rule.extend(icmp);
            if let Some((name, value)) = odd {
                rule.insert(name.into(), value);
            }
            tame(&mut rule, wild);
            Value::Object(rule)
        })
        .boxed()
}

/// Leaves out what no iptables takes: a type of ICMP with a protocol that has none, or with the other IP version's, which Go Felix would
/// render all the same. And, save in
/// wild rules, what would void too many: ports of protocols without them, and members of different IP versions.
fn tame(rule: &mut Map<String, Value>, wild: bool) {
    let is_any_of =
        |rule: &Map<String, Value>, names: &[Value]| rule.get("protocol").is_some_and(|it| names.contains(it));
    let has_ports = rule.keys().any(|name| name.ends_with("_ports"));
    if !wild && has_ports && !is_any_of(rule, &[json!("tcp"), json!("udp"), json!(6), json!("6")]) {
        rule.insert("protocol".into(), json!("udp"));
    }
    if !is_any_of(rule, &[json!("icmp"), json!("icmpv6"), json!(1), json!("58"), json!("1"), json!(58)]) {
        without_types(rule);
    }
    // By number it is in both IP versions, and iptables takes types in its own one only.
    let of_number = [(json!(1), 4), (json!("1"), 4), (json!(58), 6), (json!("58"), 6)];
    if let Some((_, version)) = of_number.iter().find(|(number, _)| rule.get("protocol") == Some(number))
        && rule.keys().any(|name| name.ends_with("icmp_type"))
    {
        rule.insert("ip_version".into(), json!(version));
    }
    let protocol = rule.get("protocol").cloned().unwrap_or_default();
    let of_protocol = [("icmp", 4), ("icmpv6", 6)].into_iter().find(|(name, _)| protocol == json!(name));
    if !wild {
        in_one_version(rule, of_protocol.map(|(_, version)| version));
    }
    if let Some((_, own)) = of_protocol
        && rule.get("ip_version").is_some_and(|version| *version != own)
    {
        without_types(rule);
    }
}

fn without_types(rule: &mut Map<String, Value>) {
    for name in ["icmp_type", "icmp_code", "!icmp_type", "!icmp_code"] {
        rule.remove(name);
    }
}

/// Gives a rule that names an IP version that of its networks, or of its protocol.
fn in_one_version(rule: &mut Map<String, Value>, of_protocol: Option<i64>) {
    let v6 = |value: &Value| value.as_str().is_some_and(|net| net.contains(':'));
    let nets: Vec<bool> = rule.iter().filter(|(name, _)| name.ends_with("_net")).map(|(_, net)| v6(net)).collect();
    if let Some(version) = nets.first().map(|v6| if *v6 { 6 } else { 4 }).or(of_protocol)
        && rule.contains_key("ip_version")
    {
        rule.insert("ip_version".into(), json!(version));
    }
}

fn rules() -> BoxedStrategy<Map<String, Value>> {
    // Some are wide, or nothing would ever get through.
    let wide = select(vec![
        json!({}),
        json!({"action": "allow"}),
        json!({"action": "next-tier"}),
        json!({"action": "allow", "protocol": "tcp"}),
    ]);
    let list = move || {
        let some = (vec(rule(), 0..4), weighted(0.6, wide.clone())).prop_map(|(mut rules, wide)| {
            rules.extend(wide);
            Some(rules)
        });
        prop_oneof![1 => Just(None), 12 => some]
    };
    (list(), list())
        .prop_map(|(inbound, outbound)| {
            let mut map = Map::new();
            put(&mut map, "inbound_rules", inbound);
            put(&mut map, "outbound_rules", outbound);
            map
        })
        .boxed()
}

fn profile(name: &'static str) -> BoxedStrategy<Keys> {
    let rules = prop_oneof![
        20 => rules().prop_map(|rules| Some(Value::Object(rules).to_string())),
        1 => select(vec![None, Some("{".to_owned()), Some("[]".to_owned()), Some(r#"{"inbound_rules":{}}"#.to_owned())]),
    ];
    let tags = prop_oneof![
        20 => subsequence(vec!["t", "u"], 0..=2).prop_map(|tags| Some(json!(tags).to_string())),
        1 => select(vec![None, Some("{}".to_owned()), Some(r#"["t", 1]"#.to_owned()), Some(r#"["t", "a b"]"#.to_owned())]),
    ];
    let labels = prop_oneof![
        20 => of(labels()).prop_map(|labels| labels.map(|labels| labels.to_string())),
        1 => select(vec![Some("[]".to_owned()), Some(r#"{"l": 1}"#.to_owned()), Some(r#"{"l l": "x", "m": "y"}"#.to_owned())]),
    ];
    (rules, tags, labels)
        .prop_map(move |(rules, tags, labels)| {
            let key = |part: &str| format!("/calico/v1/policy/profile/{name}/{part}");
            [("rules", rules), ("tags", tags), ("labels", labels)]
                .into_iter()
                .filter_map(|(part, value)| Some((key(part), value?)))
                .collect()
        })
        .boxed()
}

fn order() -> BoxedStrategy<Option<Value>> {
    prop_oneof![
        2 => Just(None),
        20 => select(vec![json!(1), json!(1), json!(2), json!(-1.5), json!(0), json!(1000)]).prop_map(Some),
        1 => select(vec![Some(json!("default")), Some(Value::Null), Some(json!("10"))]),
    ]
    .boxed()
}

fn policy() -> BoxedStrategy<String> {
    let selector = prop_oneof![
        30 => selector().prop_map(|selector| Some(json!(selector))),
        1 => select(vec![None, Some(Value::Null), Some(json!(1))]),
    ];
    let odd = prop_oneof![
        30 => Just(Map::new()),
        4 => select(vec![json!({"untracked": true}), json!({"untracked": false}), json!({"pre_dnat": true})]).prop_map(object),
        4 => select(vec![json!({"types": ["ingress"]}), json!({"types": ["Egress"]}), json!({"types": []}), json!({"types": ["ingress", "egress"]})]).prop_map(object),
        1 => select(vec![json!({"types": "ingress"}), json!({"types": ["sideways"]}), json!({"annotations": {"a": "b"}})]).prop_map(object),
    ];
    (order(), selector, rules(), odd)
        .prop_map(|(order, selector, mut policy, odd)| {
            put(&mut policy, "order", order);
            put(&mut policy, "selector", selector);
            policy.extend(odd);
            Value::Object(policy).to_string()
        })
        .boxed()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn metadata() -> BoxedStrategy<Option<String>> {
    prop_oneof![
        20 => order().prop_map(|order| {
            let mut metadata = Map::new();
            put(&mut metadata, "order", order);
            Some(Value::Object(metadata).to_string())
        }),
        1 => select(vec![None, Some("[]".to_owned()), Some("1".to_owned())]),
    ]
    .boxed()
}

/// Tiers with their policies; a policy's name is in one tier only, since Go Felix takes equal names for one policy.
fn tiers() -> BoxedStrategy<Keys> {
    let tier = |name: &'static str, policies: Vec<&'static str>| {
        (metadata(), btree_map(select(policies), policy(), 0..3)).prop_map(move |(metadata, policies)| {
            let mut keys: Keys = policies
                .into_iter()
                .map(|(policy, value)| (format!("/calico/v1/policy/tier/{name}/policy/{policy}"), value))
                .collect();
            keys.extend(metadata.map(|metadata| (format!("/calico/v1/policy/tier/{name}/metadata"), metadata)));
            keys
        })
    };
    (tier("T", vec!["a", "d", "g"]), tier("U", vec!["b", "e", "c"]))
        .prop_map(|(mut one, two)| {
            one.extend(two);
            one
        })
        .boxed()
}

fn profile_ids() -> BoxedStrategy<Map<String, Value>> {
    prop_oneof![
        60 => subsequence(vec!["p", "q", "r"], 1..=3).prop_shuffle().prop_map(|ids| object(json!({"profile_ids": ids}))),
        6 => select(vec![json!({"profile_ids": []}), json!({"profile_ids": ["p", "ghost"]}), json!({"profile_ids": ["ghost", "q"]})])
            .prop_map(object),
        1 => select(vec![
            json!({}), json!({"profile_ids": null}), json!({"profile_id": "p"}), json!({"profile_ids": ["q", "p", "q"]}),
            json!({"profile_ids": ["a:b"]}), json!({"profile_ids": ["q", "s/s"]}), json!({"profile_ids": "p"}), json!({"profile_ids": ["p", 1]}),
        ])
        .prop_map(object),
    ]
    .boxed()
}

fn workload(place: usize) -> BoxedStrategy<Keys> {
    let (key, v4, v6) = WORKLOADS[place];
    let odd = prop_oneof![
        30 => Just(json!({})),
        4 => Just(json!({"state": "inactive"})),
        3 => select(vec![
            json!({"state": "up"}), json!({"mac": null}), json!({"mac": "nonsense"}), json!({"mac": "ee:ee:ee:ee:ee:ee"}), json!({"labels": null}),
            json!({"labels": {"l": 1}}), json!({"name": ""}), json!({"name": 1}), json!({"ipv6_nets": null}),
            json!({"ipv4_gateway": null}), json!({"expected_ipv4_addrs": []}), json!({"ipv4_nets": ["10.0.0.300/32"]}),
            json!({"ipv4_nat": [{"int_ip": "10.9.9.9", "ext_ip": "172.18.9.9"}]}), json!({"what": [1]}),
        ]),
    ]
    .prop_map(object);
    let bits = (yes_mostly(10), prop::bool::weighted(0.15), prop::bool::weighted(0.15), prop::bool::weighted(0.1));
    (profile_ids(), of(labels()), bits, odd)
        .prop_map(move |(profiles, labels, (has_v6, has_second, floats, is_tap), odd)| {
            let mut nets = vec![format!("{v4}/32")];
            nets.extend(has_second.then(|| format!("{}/32", SECOND[place])));
            let interface = if is_tap { "tap" } else { "cali" };
            let mut endpoint = object(json!({
                "state": "active", "name": format!("{interface}{place}"), "ipv4_nets": nets,
                "ipv6_nets": if has_v6 { vec![format!("{v6}/128")] } else { Vec::new() },
            }));
            if floats {
                endpoint.insert("ipv4_nat".into(), json!([{"int_ip": v4, "ext_ip": FLOATING[place]}]));
            }
            endpoint.extend(profiles);
            put(&mut endpoint, "labels", labels);
            endpoint.extend(odd);
            Keys::from([(key.to_owned(), Value::Object(endpoint).to_string())])
        })
        .boxed()
}

fn host_endpoint(place: usize) -> BoxedStrategy<Keys> {
    let (key, address) = HOST_ENDPOINTS[place];
    let odd = prop_oneof![
        20 => Just(json!({})),
        1 => select(vec![
            json!({"name": "eth0.100"}), json!({"state": "active"}), json!({"mac": null}), json!({"labels": {"l": "a b"}}),
            json!({"labels": {"l": 1}}), json!({"expected_ipv4_addrs": ["192.0.2.300"]}),
        ]),
    ]
    .prop_map(object);
    (profile_ids(), of(labels()), any::<bool>(), odd)
        .prop_map(move |(profiles, labels, has_name, odd)| {
            let mut endpoint = object(json!({"expected_ipv4_addrs": [address]}));
            if has_name {
                endpoint.insert("name".into(), json!("eth0"));
            }
            endpoint.extend(profiles);
            put(&mut endpoint, "labels", labels);
            endpoint.extend(odd);
            Keys::from([(key.to_owned(), Value::Object(endpoint).to_string())])
        })
        .boxed()
}

/// Pools, hosts' addresses and the settings that policing goes by.
fn surroundings() -> BoxedStrategy<Keys> {
    let pool = |family: &'static str, id: &'static str, cidr: &'static str| {
        let value = select(vec![
            json!({"cidr": cidr, "masquerade": true}),
            json!({"cidr": cidr}),
            json!({"cidr": cidr, "masquerade": false, "disabled": true}),
        ]);
        of(value).prop_map(move |pool| {
            Keys::from_iter(pool.map(|pool| (format!("/calico/v1/ipam/{family}/pool/{id}"), pool.to_string())))
        })
    };
    let setting = |key: &'static str, values: Vec<&'static str>| {
        weighted(0.4, select(values))
            .prop_map(move |value| Keys::from_iter(value.map(|value| (key.to_owned(), value.to_owned()))))
    };
    (
        pool("v4", "10.0.0.0-24", "10.0.0.0/24"),
        pool("v4", "10.1.0.0-16", "10.1.0.0/16"),
        pool("v6", "fd00::-64", "fd00::/64"),
        setting("/calico/v1/config/DefaultEndpointToHostAction", vec!["DROP", "RETURN", "ACCEPT"]),
        setting("/calico/v1/host/a/config/DefaultEndpointToHostAction", vec!["DROP", "RETURN", "ACCEPT"]),
        setting("/calico/v1/config/FailsafeInboundHostPorts", vec!["80", "22,443"]),
        setting("/calico/v1/host/b/config/FailsafeOutboundHostPorts", vec!["53", "80,90"]),
        setting("/calico/v1/config/InterfacePrefix", vec!["cali", "cali,tap"]),
        setting("/calico/v1/config/MetadataAddr", vec!["none", "192.0.2.1"]),
        weighted(0.05, select(vec!["ACCEPT", "LOG-and-ACCEPT", "LOG-and-DROP"])).prop_map(|action| {
            let key = "/calico/v1/host/a/config/DropActionOverride".to_owned();
            Keys::from_iter(action.map(|action| (key, action.to_owned())))
        }),
    )
        .prop_map(|(a, b, c, d, e, f, g, h, i, j)| {
            let mut keys = Keys::from([
                ("/calico/v1/host/a/bird_ip".to_owned(), "192.0.2.1".to_owned()),
                ("/calico/v1/host/b/bird_ip".to_owned(), "192.0.2.2".to_owned()),
            ]);
            for part in [a, b, c, d, e, f, g, h, i, j] {
                keys.extend(part);
            }
            keys
        })
        .boxed()
}

fn generation() -> BoxedStrategy<Generation> {
    select(vec![Generation::One, Generation::Two]).boxed()
}

pub(crate) fn scene() -> BoxedStrategy<Scene> {
    let maybe = |keys: BoxedStrategy<Keys>, chance: f64| weighted(chance, keys).prop_map(Option::unwrap_or_default);
    let profiles = (
        maybe(profile("p").boxed(), 0.95),
        maybe(profile("q").boxed(), 0.9),
        maybe(profile("r").boxed(), 0.5),
        maybe(profile("s%2fs").boxed(), 0.3),
    );
    let workloads = (workload(0), workload(1), workload(2), maybe(workload(3).boxed(), 0.5));
    let host_endpoints = (maybe(host_endpoint(0).boxed(), 0.5), maybe(host_endpoint(1).boxed(), 0.5));
    (profiles, tiers(), workloads, host_endpoints, surroundings(), generation(), weighted(0.3, generation()))
        .prop_map(|(profiles, tiers, workloads, host_endpoints, surroundings, default, other)| {
            let mut keys = Keys::new();
            for part in [
                profiles.0,
                profiles.1,
                profiles.2,
                profiles.3,
                tiers,
                workloads.0,
                workloads.1,
                workloads.2,
                workloads.3,
                host_endpoints.0,
                host_endpoints.1,
                surroundings,
            ] {
                keys.extend(part);
            }
            let hosts = other.map(|other| ("b".to_owned(), other)).into_iter().collect();
            Scene { keys, default, hosts }
        })
        .boxed()
}

/// Who there is to talk with each other, with the addresses that each has.
pub(crate) fn parties(scene: &Scene) -> Vec<(Party, IpAddr)> {
    let parse = |text: &str| text.parse::<IpAddr>().expect("an address");
    let mut parties = Vec::new();
    for (place, (key, v4, v6)) in WORKLOADS.iter().enumerate().filter(|(_, (key, _, _))| scene.keys.contains_key(*key))
    {
        for address in [v4, v6, &SECOND[place]] {
            if scene.keys[*key].contains(&format!("\"{address}/")) {
                parties.push((Party::Workload((*key).to_owned()), parse(address)));
            }
        }
    }
    for (key, address) in HOST_ENDPOINTS {
        let host = key.split('/').nth(4).expect("a host").to_owned();
        let there = scene.keys.contains_key(key);
        let party = if there { Party::HostEndpoint(key.to_owned()) } else { Party::Host(host) };
        parties.push((party, parse(address)));
    }
    parties.extend(OUTSIDE.iter().map(|address| (Party::Outside, parse(address))));
    parties
}

/// The numbers that a list of rules names, with their neighbours.
#[derive(Default)]
struct Named {
    ports: BTreeSet<u16>,
    types: BTreeSet<u8>,
    codes: BTreeSet<u8>,
}

impl Named {
    fn of(keys: &Keys) -> Self {
        let mut named =
            Self { ports: [0, 22, 80, 65535].into(), types: [0, 8, 135, 255].into(), codes: [0, 255].into() };
        for value in keys.values().filter_map(|value| serde_json::from_str::<Value>(value).ok()) {
            named.look_at(&value);
        }
        named
    }

    fn look_at(&mut self, value: &Value) {
        let around = |number: i64| number - 1..=number + 1;
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    match (name.trim_start_matches('!'), value) {
                        ("src_ports" | "dst_ports", Value::Array(ports)) => {
                            let numbers = ports.iter().flat_map(|port| {
                                let text = port.as_str().map_or_else(|| port.to_string(), str::to_owned);
                                text.split(':').filter_map(|part| part.parse::<i64>().ok()).collect::<Vec<_>>()
                            });
                            self.ports.extend(numbers.flat_map(around).filter_map(|port| u16::try_from(port).ok()));
                        }
                        ("icmp_type" | "icmp_code", value) => {
                            let numbers = value.as_i64().into_iter().flat_map(around);
                            let numbers = numbers.filter_map(|number| u8::try_from(number).ok());
                            if name.ends_with("type") { self.types.extend(numbers) } else { self.codes.extend(numbers) }
                        }
                        (_, value) => self.look_at(value),
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|value| self.look_at(value)),
            _ => {}
        }
    }
}

/// What travels: protocol, ports, type and code.
type Kind = (u8, (u16, u16), (u8, u8));

/// What travels between any two: one packet of each class that the keys may tell apart, and those at the boundaries.
fn traffic(keys: &Keys) -> Vec<Kind> {
    let named = Named::of(keys);
    let mut traffic = Vec::new();
    for protocol in [6, 17] {
        for to in named.ports.iter().copied().chain([53, 67, 443, 8775]).collect::<BTreeSet<_>>() {
            traffic.push((protocol, (40000, to), (0, 0)));
        }
        for from in &named.ports {
            traffic.push((protocol, (*from, 80), (0, 0)));
        }
    }
    traffic.push((17, (68, 67), (0, 0)));
    traffic.push((17, (546, 547), (0, 0)));
    for protocol in [1, 58] {
        for kind in &named.types {
            for code in &named.codes {
                traffic.push((protocol, (0, 0), (*kind, *code)));
            }
        }
    }
    traffic.extend([2, 4, 47, 132, 136, 255].map(|protocol| (protocol, (0, 0), (0, 0))));
    traffic
}

/// Under which addresses a party is reached beside its own.
fn floating(scene: &Scene, party: &Party) -> Vec<IpAddr> {
    let Party::Workload(key) = party else { return Vec::new() };
    let has = |(place, (known, _, _)): &(usize, &(&str, &str, &str))| {
        known == key && scene.keys[key].contains(&format!("\"{}\"", FLOATING[*place]))
    };
    let places = WORKLOADS.iter().enumerate().filter(has);
    places.map(|(place, _)| FLOATING[place].parse().expect("an address")).collect()
}

/// Every packet of a scene.
pub(crate) fn packets(scene: &Scene) -> Vec<(Party, Party, Packet)> {
    let (parties, traffic) = (parties(scene), traffic(&scene.keys));
    let mut reached = parties.clone();
    for (party, address) in &parties {
        let own = |known: &IpAddr| *known == *address;
        // Once for each party, at its first address.
        if parties.iter().find(|(other, _)| other == party).is_some_and(|(_, first)| own(first)) {
            reached.extend(floating(scene, party).into_iter().map(|address| (party.clone(), address)));
        }
    }
    let mut packets = Vec::new();
    for (from, source) in &parties {
        for (to, destination) in &reached {
            let both_outside = [from, to].iter().all(|party| matches!(party, Party::Outside | Party::Host(_)));
            let same = matches!(from, Party::Workload(_)) && from == to;
            if same || source == destination || source.is_ipv4() != destination.is_ipv4() || both_outside {
                continue;
            }
            for (protocol, ports, icmp) in &traffic {
                let packet = Packet {
                    source: Some(*source),
                    destination: *destination,
                    protocol: *protocol,
                    ports: *ports,
                    icmp: *icmp,
                };
                packets.push((from.clone(), to.clone(), packet));
            }
        }
    }
    packets
}
