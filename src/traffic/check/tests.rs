use super::*;
use crate::traffic::{expectation, junit};

const KEYS: &[(&str, &str)] = &[
    (
        "/calico/v1/host/a/workload/k8s/shop.front/endpoint/eth0",
        r#"{"state":"active","name":"cali1","profile_ids":["front"],"ipv4_nets":["10.0.0.1/32"]}"#,
    ),
    (
        "/calico/v1/host/a/workload/k8s/shop.back/endpoint/eth0",
        r#"{"state":"active","name":"cali2","profile_ids":["front"],"ipv4_nets":["10.0.0.2/32"]}"#,
    ),
    (
        "/calico/v1/host/b/workload/openstack/vm/endpoint/port",
        r#"{"state":"active","name":"cali3","profile_ids":["db"],"ipv4_nets":["10.1.0.1/32"]}"#,
    ),
    ("/calico/v1/policy/profile/front/rules", r#"{"inbound_rules":[],"outbound_rules":[{"action":"allow"}]}"#),
    ("/calico/v1/policy/profile/front/tags", r#"["front"]"#),
    (
        "/calico/v1/policy/profile/db/rules",
        r#"{"inbound_rules":[{"action":"allow","protocol":"tcp","src_tag":"front","dst_ports":[5432]}],"outbound_rules":[]}"#,
    ),
];

fn checked(text: &str) -> Vec<Checked> {
    let expectations = expectation::parse(text).unwrap();
    let snapshot = Snapshot::literal(KEYS);
    check_with(&expectations, &snapshot, &Felixes::of(&snapshot, None).unwrap())
}

#[test]
fn what_is_so_passes_and_what_is_not_says_who_decides() {
    let results = checked(
        "
- {from: 'ns:shop', to: 'profile:db', proto: tcp, port: 5432, expect: allow}
- {from: 'ns:shop', to: 'profile:db', proto: tcp, port: 80, expect: deny}
- {name: closed, from: 'ns:shop', to: 'profile:db', proto: tcp, port: 5432, expect: deny}
- {name: open, from: 'ns:shop', to: 'profile:db', proto: tcp, port: '5432,80', expect: allow}
- {from: any, to: 'profile:db', expect: deny}
- {among: 'ns:shop', expect: deny}
",
    );
    assert_eq!(results.iter().map(|result| result.passed).collect::<Vec<_>>(), [true, true, false, false, true, true]);
    assert_eq!(results.iter().map(|result| result.pairs).collect::<Vec<_>>()[..4], [2, 2, 2, 2]);
    assert_eq!(results[5].pairs, 2, "nobody is paired with itself");
    let lines: Vec<String> = results.iter().flat_map(|result| &result.failures).map(junit::line).collect();
    assert_eq!(
        lines,
        [
            "a/k8s/shop.back/eth0 -> b/openstack/vm/port (2 pairs alike): tcp/5432 allowed: outbound rule 1 of profile front: allow; inbound rule 1 of profile db: allow tcp from tag front to ports 5432",
            "a/k8s/shop.back/eth0 -> b/openstack/vm/port (2 pairs alike): tcp/80 denied: no profile of the endpoint decides",
        ]
    );
}

#[test]
fn nobody_is_no_success() {
    let results = checked(
        "
- {from: 'ns:none', to: 'profile:db', expect: deny}
- {from: 'nobody', to: 'profile:db', expect: deny}
- {from: 'ns:shop', to: 'profile:db', proto: icmpv6, expect: deny}
",
    );
    assert!(results.iter().all(|result| !result.passed && result.error.is_some()), "{results:#?}");
    let xml = junit::print(&results);
    assert!(
        xml.contains("tests=\"3\" failures=\"0\" errors=\"3\"") && xml.contains("endpoint nobody does not exist"),
        "{xml}"
    );
}
