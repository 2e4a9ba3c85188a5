use super::*;
use crate::inventory::profiles;

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const VM: &str = "f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01";
const KEYS: [(&str, &str); 8] = [
    (
        "/calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0",
        r#"{"name":"cali1","ipv4_nets":["10.1.0.1/32"]}"#,
    ),
    (
        "/calico/v1/host/node2/workload/k8s/shop.front-2/endpoint/eth0",
        r#"{"name":"cali2","ipv6_nets":["fd00:0:0::2/128"]}"#,
    ),
    ("/calico/v1/host/node2/workload/docker/0a1b2c/endpoint/9f8e", "no JSON"),
    (
        "/calico/v1/host/node1/workload/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/endpoint/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
        r#"{"name":"tap0ab1c2d3-4e","ipv4_nets":["10.65.0.3/32"]}"#,
    ),
    (
        "/calico/v1/host/node1/workload/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/endpoint/1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e",
        r#"{"name":"tap1bc2d3e4-5f"}"#,
    ),
    ("/calico/v1/host/node1/workload/namespace/a%2fb/endpoint/e", "{}"),
    ("/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags", "[]"),
    ("/calico/v1/policy/profile/openstack-sg-4fa00000-0000-4000-8000-000000000000/tags", "[]"),
];

fn names() -> Names {
    let mut names = Names::default();
    names.set(Kind::Group, WEB, "web");
    names.set(Kind::Group, "4fa00000-0000-4000-8000-000000000000", "default");
    names.set(Kind::Server, VM, "web1");
    names.set(Kind::Port, "1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e", "web1-eth1");
    names
}

fn endpoints(word: &str) -> Result<Vec<String>, String> {
    let snapshot = Snapshot::literal(&KEYS);
    let mut found = find_endpoints(&[word], &snapshot, &names());
    let found = found.remove(0).map_err(|err| err.to_string())?;
    Ok(found.iter().map(|endpoint| format!("{}/{}", endpoint.id.workload, endpoint.id.endpoint)).collect())
}

fn group(word: &str) -> Result<String, String> {
    let groups = groups::among(&profiles::all(&Snapshot::literal(&KEYS)));
    find_group(word, &groups, &names()).map(|group| group.id.clone()).map_err(|err| err.to_string())
}

#[test]
fn groups_by_every_name() {
    for word in [WEB, "web", "4fe", "openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a"] {
        assert_eq!(group(word).as_deref(), Ok(WEB), "{word}");
    }
    assert_eq!(group("db").unwrap_err(), "security group db does not exist");
    assert_eq!(
        group("4f").unwrap_err(),
        format!("security group 4f is ambiguous: default (4fa00000-0000-4000-8000-000000000000), web ({WEB})")
    );
}

#[test]
fn endpoints_by_every_name() {
    for word in ["node1/k8s/shop.front-1/eth0", "shop/front-1", "shop.front-1", "10.1.0.1", "cali1", "node1/k8s/*/*"] {
        assert_eq!(endpoints(word).unwrap(), ["shop.front-1/eth0"], "{word}");
    }
    assert_eq!(endpoints("fd00::2").unwrap(), ["shop.front-2/eth0"]);
    assert_eq!(endpoints("node1/namespace/a%2fb/e").unwrap(), ["a/b/e"]);
    for word in ["0a1b2c", "0a1b", "9f8e", "9f"] {
        assert_eq!(endpoints(word).unwrap(), ["0a1b2c/9f8e"], "{word}");
    }
    for word in [VM, "f3a7", "web1"] {
        assert_eq!(endpoints(word).unwrap().len(), 2, "{word}");
    }
    for word in ["1bc2", "web1-eth1", "tap1bc2d3e4-5f"] {
        assert_eq!(endpoints(word).unwrap(), [format!("{VM}/1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e")], "{word}");
    }
    assert_eq!(endpoints("shop/*").unwrap().len(), 2);
}

#[test]
fn what_means_nothing_or_several_says_so() {
    for word in ["", "shop/front-3", "nobody/*", "10.1.0.9", "a/b/c", "x/y/z/%zz", "x//z/e", "../y/z/e"] {
        assert_eq!(endpoints(word).unwrap_err(), format!("endpoint {word} does not exist"));
    }
    assert_eq!(
        endpoints("eth0").unwrap_err(),
        "endpoint eth0 is ambiguous: node1/k8s/shop.front-1/eth0, node2/k8s/shop.front-2/eth0"
    );
    assert_eq!(
        endpoints("0").unwrap_err(),
        "endpoint 0 is ambiguous: node1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/\
         0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d (web1), node2/docker/0a1b2c/9f8e"
    );
}

#[test]
fn each_word_by_itself() {
    let snapshot = Snapshot::literal(&KEYS);
    let found =
        find_endpoints(&["shop/front-1", "nobody", "shop/front-1", "node2/k8s/shop.front-2/eth0"], &snapshot, &names());
    assert_eq!(found.iter().map(|result| result.as_ref().map_or(0, Vec::len)).collect::<Vec<_>>(), [1, 0, 1, 1]);
}
