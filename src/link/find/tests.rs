use super::*;
use crate::link::name;

const SG: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const GROUP: [(&str, &str); 2] = [
    (
        "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags",
        r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#,
    ),
    (
        "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules",
        r#"{"inbound_rules": [{"ip_version": 4, "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": []}"#,
    ),
];

fn links(keys: &[(&str, &str)]) -> Vec<Link> {
    all(&Snapshot::literal(&[&GROUP, keys].concat()))
}

/// Name, group, direction and the services of the way back, of each link's groups.
fn told(links: &[Link]) -> Vec<String> {
    let services =
        |joined: &Joined| joined.from_group.iter().map(crate::link::service::of).collect::<Vec<_>>().join("; ");
    let told = |link: &Link| {
        link.groups
            .iter()
            .map(|joined| {
                format!("{} {} {} {}", link.full_name(), &joined.group[..4], joined.direction(), services(joined))
            })
            .collect::<Vec<_>>()
    };
    links.iter().flat_map(told).collect()
}

#[test]
fn a_link_by_hand_is_a_link() {
    let tags =
        ("/calico/v1/policy/profile/k8s-to-sg1/tags", r#"["k8s-to-sg1", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
    let rules = (
        "/calico/v1/policy/profile/k8s-to-sg1/rules",
        r#"{"inbound_rules": [{"action": "allow", "src_tag": "k8s-to-sg1"}, {"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"action": "allow"}]}"#,
    );
    assert_eq!(told(&links(&[tags, rules])), ["k8s-to-sg1 4fe4 both all"]);
    assert_eq!(told(&links(&[tags])), ["k8s-to-sg1 4fe4 to-sg "]);
    assert_eq!(told(&links(&[rules])), ["k8s-to-sg1 4fe4 from-sg all"]);
    // Neither the group itself nor a profile that has nothing to do with one.
    assert!(links(&[("/calico/v1/policy/profile/web/tags", r#"["web"]"#)]).is_empty());
}

#[test]
fn halves_that_are_narrower_or_other() {
    let rules = r#"{"inbound_rules": [
        {"action": "deny", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"},
        {"protocol": "tcp", "dst_ports": [80], "src_selector": "has(calicross.sg/4fe422ed-4730-4af4-b835-38d09235bd4a)"},
        {"src_tag": "00000000-0000-4000-8000-000000000000"}, {"src_tag": "web"}, {"foo": 1, "action": "bar"}]}"#;
    let found = links(&[("/calico/v1/policy/profile/p/rules", rules)]);
    assert_eq!(told(&found), ["p 0000 from-sg all", "p 4fe4 from-sg tcp/80"]);
    assert_eq!(found[0].groups[1].tag, SG);
}

#[test]
fn a_policy_that_joins_a_namespace_is_a_link() {
    let policy = (
        "/calico/v1/policy/tier/k8s-openstack/policy/sg1_ns1",
        r#"{"order":1000,"selector":"","inbound_rules":[
          {"action":"allow","src_selector":"calico/k8s_ns == 'ns1'","dst_tag":"4fe422ed-4730-4af4-b835-38d09235bd4a"},
          {"action":"allow","src_tag":"4fe422ed-4730-4af4-b835-38d09235bd4a","dst_selector":"calico/k8s_ns in {'ns1', 'ns2'} && has(role)"}]}"#,
    );
    let pass = (
        "/calico/v1/policy/tier/k8s-openstack/policy/no-match",
        r#"{"order":2000,"selector":"","inbound_rules":[{"action":"next-tier"}],"outbound_rules":[{"action":"next-tier"}]}"#,
    );
    let found = links(&[policy, pass]);
    let [link] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(told(&found)[0].rsplit_once(' ').unwrap().0, "k8s-openstack/sg1_ns1 4fe4 both");
    let Mechanism::Namespace { namespaces, .. } = &link.mechanism else { panic!("{link:?}") };
    assert!(namespaces.iter().eq(["ns1", "ns2"]));
    assert_eq!(link.key().path(), policy.0);
}

#[test]
fn names_that_are_both() {
    let tags = ("/calico/v1/policy/profile/a/tags", r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
    let value = r#"{"selector":"","inbound_rules":[{"src_tag":"4fe422ed-4730-4af4-b835-38d09235bd4a","dst_selector":"calico/k8s_ns == 'x'"}]}"#;
    let found = links(&[
        tags,
        ("/calico/v1/policy/tier/s/policy/a", value),
        ("/calico/v1/policy/tier/s/policy/b", value),
        ("/calico/v1/policy/tier/t/policy/b", value),
    ]);
    assert_eq!(name::find("a", &found).unwrap().mechanism, Mechanism::Tag);
    assert_eq!(name::find("s/a", &found).unwrap().full_name(), "s/a");
    assert_eq!(name::find("b", &found).unwrap_err().to_string(), "link b is ambiguous: s/b, t/b");
    assert_eq!(name::find("c", &found).unwrap_err().to_string(), "link c does not exist");
}
