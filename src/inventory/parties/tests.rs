use super::*;

const KEYS: &[(&str, &str)] = &[
    ("/calico/v1/host/a/bird_ip", "192.0.2.1"),
    ("/calico/v1/host/a/endpoint/eth0", r#"{"expected_ipv4_addrs":["192.0.2.9"],"profile_ids":["web"]}"#),
    (
        "/calico/v1/host/a/workload/docker/container/endpoint/e",
        r#"{"labels":{"calico/k8s_ns":"shop"},"ipv4_nets":["10.0.0.3/32"]}"#,
    ),
    (
        "/calico/v1/host/a/workload/k8s/shop.front/endpoint/eth0",
        r#"{"profile_ids":["web","db"],"labels":{"own":"x"},"ipv4_nets":["10.0.0.1/32"]}"#,
    ),
    ("/calico/v1/host/a/workload/k8s/shop.torn/endpoint/eth0", "{"),
    (
        "/calico/v1/host/b/workload/openstack/vm/endpoint/port",
        r#"{"profile_ids":["openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a"],"ipv4_nets":["10.1.0.1/32"]}"#,
    ),
    ("/calico/v1/policy/profile/db/labels", r#"{"role":"db"}"#),
    ("/calico/v1/policy/profile/web/labels", r#"{"role":"web","T":"label"}"#),
    ("/calico/v1/policy/profile/db/tags", r#"["T"]"#),
    ("/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags", "[]"),
    ("/calicross/v1/names/groups/4f", r#"{"4fe422ed-4730-4af4-b835-38d09235bd4a":"front"}"#),
];

fn found(word: &str, generation: Generation) -> Result<(Chosen, Vec<String>), String> {
    let snapshot = Snapshot::literal(KEYS);
    let (names, _) = crate::inventory::names(&snapshot);
    let mut found = find(&[word], &snapshot, &names, generation);
    let parties = found.remove(0).map_err(|unresolved| unresolved.to_string())?;
    Ok((parties.by, parties.parties.iter().map(ToString::to_string).collect()))
}

#[test]
fn every_form_of_a_word() {
    let is = |word: &str, by: Chosen, parties: &[&str]| {
        let parties = parties.iter().map(|party| (*party).to_owned()).collect();
        assert_eq!(found(word, Generation::Felix14), Ok((by, parties)), "{word}");
    };
    is("shop/front", Chosen::Endpoint, &["a/k8s/shop.front/eth0"]);
    is("shop/*", Chosen::Endpoint, &["a/k8s/shop.front/eth0", "a/k8s/shop.torn/eth0"]);
    is("10.0.0.1", Chosen::Endpoint, &["a/k8s/shop.front/eth0"]);
    is("ns:shop", Chosen::Namespace, &["a/docker/container/e", "a/k8s/shop.front/eth0"]);
    is("ns:none", Chosen::Namespace, &[]);
    is("sg:front", Chosen::Group, &["b/openstack/vm/port"]);
    is("profile:web", Chosen::Profile, &["a/k8s/shop.front/eth0", "a/eth0"]);
    is("tag:T", Chosen::Tag, &["a/k8s/shop.front/eth0"]);
    is("role == 'db'", Chosen::Selector, &["a/k8s/shop.front/eth0"]);
    is("selector:has(own)", Chosen::Selector, &["a/k8s/shop.front/eth0"]);
    is("host:b", Chosen::Host, &["host:b"]);
    is("a/eth0", Chosen::HostEndpoint, &["a/eth0"]);
    is("192.0.2.9", Chosen::HostEndpoint, &["a/eth0"]);
    is("192.0.2.1", Chosen::Host, &["host:a"]);
    is("203.0.113.1", Chosen::Address, &["203.0.113.1"]);
}

#[test]
fn words_that_mean_nothing() {
    let error = |word: &str| found(word, Generation::Felix14).unwrap_err();
    assert_eq!(error("sg:none"), "security group none does not exist");
    assert_eq!(error("profile:none"), "profile none does not exist");
    assert_eq!(error("host:none"), "host none does not exist");
    assert_eq!(error("role = 'x'"), "selector role = 'x' does not exist");
    assert_eq!(error("nobody"), "endpoint nobody does not exist");
}

#[test]
fn go_felix_sees_tags_as_labels_and_the_first_profiles_label() {
    assert_eq!(found("role == 'db'", Generation::Felix2).unwrap().1, [""; 0]);
    assert_eq!(found("role == 'web'", Generation::Felix2).unwrap().1, ["a/k8s/shop.front/eth0", "a/eth0"]);
    assert_eq!(found("tag:T", Generation::Felix2).unwrap().1, ["a/k8s/shop.front/eth0", "a/eth0"]);
}

#[test]
fn an_address_keeps_what_it_says() {
    let snapshot = Snapshot::literal(KEYS);
    let found = find(&["10.0.0.1", "shop/front"], &snapshot, &Names::default(), Generation::Felix14);
    let addresses: Vec<_> = found.into_iter().map(|found| found.unwrap().address).collect();
    assert_eq!(addresses, ["10.0.0.1".parse().ok(), None]);
}
