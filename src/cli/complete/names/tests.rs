use super::*;
use crate::store::strict::Strict;

const SG1: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const SG2: &str = "4fa00000-0000-4000-8000-000000000000";

/// A cloud with one of everything.
fn cloud() -> Strict {
    Strict::with(&[
        ("/calico/bgp/v1/host/node1/ip_addr_v4", "10.0.0.1"),
        ("/calico/bgp/v1/host/node2/ip_addr_v4", "10.0.0.2"),
        ("/calico/v1/Ready", "true"),
        ("/calico/v1/host/node1/bird_ip", "10.0.0.1"),
        ("/calico/v1/host/node1/workload/k8s/default.web-1/endpoint/eth0", "not even JSON"),
        ("/calico/v1/host/node1/workload/openstack/vm%2f1/endpoint/port1", "{}"),
        ("/calico/v1/host/node2/workload/k8s/default.web-2/endpoint/eth0", "{}"),
        ("/calico/v1/policy/profile/k8s_ns.default/tags", "[]"),
        ("/calico/v1/policy/profile/web/tags", r#"["web", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#),
        ("/calico/v1/policy/profile/web/rules", r#"{"inbound_rules": [], "outbound_rules": []}"#),
        ("/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules", "{}"),
        ("/calico/v1/policy/profile/openstack-sg-4fa00000-0000-4000-8000-000000000000/rules", "{}"),
        ("/calico/v1/policy/profile/sick/tags", "{"),
        ("/calicross/v1/names/groups/4f", r#"{"4fe422ed-4730-4af4-b835-38d09235bd4a": "front"}"#),
    ])
}

/// The names that are read for what was typed: the narrowest part that has any, as lines, and those that came before.
fn read(kind: Kind, typed: &str, given: &[&str]) -> (Vec<String>, Vec<String>) {
    let given: Vec<String> = given.iter().map(|word| (*word).to_owned()).collect();
    let show = |names: Vec<Name>| {
        let text = String::from_utf8(super::super::sorted::lines(names)).unwrap();
        text.lines().map(|line| line.replace('\t', " = ")).collect::<Vec<_>>()
    };
    let mut first = Vec::new();
    for part in kind.parts(typed, &given) {
        let names = part.read(&mut cloud(), typed, &mut |names| first = show(names)).unwrap();
        if names.iter().any(|name| name.text.starts_with(typed)) {
            return (show(names), first);
        }
    }
    (Vec::new(), first)
}

fn names(kind: Kind, typed: &str, given: &[&str]) -> Vec<String> {
    read(kind, typed, given).0
}

#[test]
fn profiles_and_groups_come_with_imported_names() {
    let (profile1, profile2) = (format!("openstack-sg-{SG1} = front"), format!("openstack-sg-{SG2}"));
    assert_eq!(names(Kind::Profile, "", &[]), ["k8s_ns.default", &profile2, &profile1, "sick", "web"]);
    let (group, name) = (format!("{SG1} = front"), format!("front = {SG1}"));
    assert_eq!(names(Kind::Group, "", &[]), [SG2, &group, &name]);
}

#[test]
fn a_name_that_several_groups_have_is_not_offered() {
    let mut store = cloud();
    store.set("/calicross/v1/names/groups/4f", format!(r#"{{"{SG1}": "default", "{SG2}": "default"}}"#));
    let read = Kind::Group.parts("", &[])[0].read(&mut store, "", &mut |_| ()).unwrap();
    let texts: Vec<&str> = read.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(texts, [SG2, SG1]);
}

#[test]
fn tags_of_all_profiles_and_of_one() {
    let group = format!("{SG1} = front");
    assert_eq!(names(Kind::Tag, "", &[]), [&group, "web"]);
    assert_eq!(names(Kind::OwnTag, "", &["web"]), [&group, "web"]);
    assert!(names(Kind::OwnTag, "", &["none"]).is_empty());
    let mut v2 = Strict::like_v2();
    assert_eq!(Kind::Tag.parts("", &[])[0].read(&mut v2, "", &mut |_| ()).unwrap(), []);
}

#[test]
fn endpoints_by_host_or_namespace_without_their_values() {
    let (all, first) = read(Kind::Endpoint, "", &[]);
    assert_eq!(
        all,
        [
            "default/web-1 = node1",
            "default/web-2 = node2",
            "node1/k8s/default.web-1/eth0",
            "node1/openstack/vm%2f1/port1",
            "node2/k8s/default.web-2/eth0",
        ]
    );
    // What is cheap to find comes first.
    assert_eq!(first, ["default/", "node1/", "node2/"]);
    let (of_host, first) = read(Kind::Endpoint, "node1/", &[]);
    assert_eq!(of_host, ["node1/k8s/default.web-1/eth0", "node1/openstack/vm%2f1/port1"]);
    assert!(first.is_empty());
    assert_eq!(names(Kind::Endpoint, "default/w", &[]), all);
    assert_eq!(read(Kind::Pod, "", &[]), (all[..2].to_vec(), vec!["default/".to_owned()]));
    assert_eq!(read(Kind::Namespace, "", &[]), (vec!["default".to_owned()], vec!["default".to_owned()]));
    assert_eq!(names(Kind::Host, "", &[]), ["node1", "node2"]);
}

#[test]
fn what_is_called_as_its_key_is() {
    let mut store = Strict::with(&[
        ("/calico/bgp/v1/host/node3/ip_addr_v4", ""),
        ("/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26", "{}"),
        ("/calico/ipam/v2/assignment/ipv6/block/fd00::-122", "{}"),
        ("/calico/ipam/v2/handle/k8s.1", "{}"),
        ("/calico/ipam/v2/host/node1/ipv4/block/10.0.0.0-26", ""),
        ("/calico/v1/host/node1/endpoint/eth0", "{}"),
        ("/calico/v1/ipam/v4/pool/10.0.0.0-16", "{}"),
        ("/calico/v1/ipam/v6/pool/fd00::-64", "{}"),
        ("/calico/v1/policy/tier/default/metadata", "{}"),
        ("/calico/v1/policy/tier/default/policy/web", "{}"),
    ]);
    let table: [(Kind, &[&str]); 7] = [
        (Kind::Pool, &["10.0.0.0/16", "fd00::/64"]),
        (Kind::Block, &["10.0.0.0/26", "fd00::/122"]),
        (Kind::Handle, &["k8s.1"]),
        (Kind::Host, &["node1", "node3"]),
        (Kind::HostEndpoint, &["node1/eth0"]),
        (Kind::Tier, &["default"]),
        (Kind::Policy, &["default/web"]),
    ];
    for (kind, expected) in table {
        let found = kind.parts("", &[])[0].read(&mut store, "", &mut |_| ()).unwrap();
        assert_eq!(found.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), expected, "{kind:?}");
    }
}

#[test]
fn links_with_their_groups() {
    assert_eq!(names(Kind::Link, "", &[]), [format!("web = front ({SG1})")]);
}

#[test]
fn keys_segment_by_segment() {
    assert_eq!(names(Kind::Key, "/c", &[]), ["/calico/"]);
    let (all, first) = read(Kind::Key, "/calico/", &[]);
    assert_eq!(all, ["/calico/bgp/", "/calico/v1/"]);
    assert_eq!(first, all);
    let (all, first) = read(Kind::Key, "/calico/v1/R", &[]);
    assert_eq!(all, ["/calico/v1/Ready", "/calico/v1/host/", "/calico/v1/policy/"]);
    assert_eq!(first, all);
    let (all, first) = read(Kind::Key, "/calico/v1/host/", &[]);
    assert_eq!(first.len(), 2);
    assert_eq!(all, first);
    assert_eq!(names(Kind::Key, "/calico/v1/host/node1/b", &[])[0], "/calico/v1/host/node1/bird_ip");
}

#[test]
fn nothing_of_an_empty_store() {
    for kind in [Kind::Profile, Kind::Tag, Kind::Endpoint, Kind::Pod, Kind::Group, Kind::Link, Kind::Change] {
        for part in kind.parts("x/", &[]) {
            assert_eq!(part.read(&mut Strict::new(), "x/", &mut |_| ()).unwrap(), [], "{kind:?}");
        }
    }
}
