//! `calicross exposure`

use insta::assert_snapshot;

use crate::harness::Env;
use crate::sg::named_cloud;

#[test]
fn a_group_of_the_example() {
    let env = named_cloud();
    env.run(&["hybrid", "set", "felix=1.4", "-q"]).ok();
    assert_snapshot!(env.run(&["exposure", "sg:web"]), @"
    exit 0
    stdout| sg:web (security group, 2 endpoints)
    stdout| 
    stdout| Can be reached by:
    stdout|   WHO                                   ALLOWED                      PAIRS
    stdout|   any other IPv4 address                icmp 8                       all 2
    stdout|   sg web (2 VMs)                        all                          all 2
    stdout|   its own host                          all                          all 1
    stdout|   10.10.0.0/24                          tcp/22, udp/1-65535, icmp 8  all 2
    stdout|   10.233.64.0/18 but 10.233.74.67       icmp 8                       all 2
    stdout|   ns ccp (3 pods)                       icmp 8                       all 6
    stdout|   ns kube-system (2 pods)               icmp 8                       all 4
    stdout|   ns shop (2 pods)                      icmp 8                       all 4
    stdout|   ns cart (1 pod)                       icmp 8                       all 2
    stdout|   ns default (1 pod)                    icmp 8                       all 2
    stdout|   other hosts in 10.10.0.0/24 (1 host)  tcp/22, udp/1-65535, icmp 8  all 1
    stdout|   sg default (2 VMs)                    icmp 8                       all 3
    stdout|                                         all else                     2 of 3
    stdout|   host endpoints (1 interface)          tcp/22, udp/1-65535, icmp 8  all 2
    stdout|                                         all else                     1 of 2
    stdout| Not by: any IPv6 address
    stdout| 
    stdout| Can reach:
    stdout|   WHO                                   ALLOWED                PAIRS
    stdout|   any other IPv4 address                all                    all 2
    stdout|   any IPv6 address                      all                    all 1
    stdout|   10.10.0.0/24                          all                    all 2
    stdout|   10.233.64.0/18 but 10.233.74.67       all                    all 2
    stdout|   ns ccp (3 pods)                       all                    all 6
    stdout|   ns shop (2 pods)                      all                    all 4
    stdout|   ns default (1 pod)                    all                    all 2
    stdout|   sg web (2 VMs)                        all                    all 2
    stdout|   its own host                          all                    all 1
    stdout|   other hosts in 10.10.0.0/24 (1 host)  all                    all 1
    stdout|   sg default (2 VMs)                    tcp/3306-3307          all 3
    stdout|                                         all else               2 of 3
    stdout|   host endpoints (1 interface)          all but tcp/2379-2380  all 2
    stdout|                                         all else               1 of 2
    stdout| Not: ns kube-system (2 pods), ns cart (1 pod)
    ");
}

#[test]
fn a_host_an_address_and_nobody() {
    let env = named_cloud();
    env.run(&["hybrid", "set", "felix=1.4", "-q"]).ok();
    assert_snapshot!(env.run(&["exposure", "10.10.0.99", "--felix", "2.6"]), @"
    exit 0
    stdout| 10.10.0.99 (address)
    stdout| 
    stdout| Can be reached by:
    stdout|   WHO                           ALLOWED  PAIRS
    stdout|   ns ccp (3 pods)               all      all 3
    stdout|   ns kube-system (2 pods)       all      all 2
    stdout|   ns shop (2 pods)              all      all 2
    stdout|   sg default (2 VMs)            all      all 2
    stdout|   sg web (2 VMs)                all      all 2
    stdout|   ns cart (1 pod)               all      all 1
    stdout|   ns default (1 pod)            all      all 1
    stdout|   host endpoints (1 interface)  all      all 1
    stdout| 
    stdout| Can reach:
    stdout|   WHO                           ALLOWED                      PAIRS
    stdout|   ns ccp (3 pods)               all                          all 3
    stdout|   ns shop (2 pods)              all                          all 2
    stdout|   ns default (1 pod)            all                          all 1
    stdout|   host endpoints (1 interface)  all                          all 1
    stdout|   sg web (2 VMs)                tcp/22, udp/1-65535, icmp 8  all 2
    stdout|   sg default (2 VMs)            tcp/22, udp/1-65535, icmp 8  1 of 2
    stdout| Not: ns kube-system (2 pods), ns cart (1 pod)
    stdout| 
    stdout| What it exchanges with addresses that no endpoint has either is not policed by Calico.
    ");
    assert_snapshot!(env.run(&["exposure", "host:node2"]), @"
    exit 0
    stdout| host:node2 (host)
    stdout| 
    stdout| Can be reached by:
    stdout|   WHO                           ALLOWED  PAIRS
    stdout|   ns ccp (3 pods)               all      all 3
    stdout|   ns kube-system (2 pods)       all      all 2
    stdout|   ns shop (2 pods)              all      all 2
    stdout|   sg default (2 VMs)            all      all 2
    stdout|   sg web (2 VMs)                all      all 2
    stdout|   ns cart (1 pod)               all      all 1
    stdout|   ns default (1 pod)            all      all 1
    stdout|   host endpoints (1 interface)  all      all 1
    stdout| 
    stdout| Can reach:
    stdout|   WHO                           ALLOWED                      PAIRS
    stdout|   ns ccp (3 pods)               all                          all 3
    stdout|   ns shop (2 pods)              all                          all 2
    stdout|   sg default (2 VMs)            all                          all 2
    stdout|   ns cart (1 pod)               all                          all 1
    stdout|   ns default (1 pod)            all                          all 1
    stdout|   host endpoints (1 interface)  all                          all 1
    stdout|   ns kube-system (2 pods)       all                          1 of 2
    stdout|   sg web (2 VMs)                tcp/22, udp/1-65535, icmp 8  all 2
    stdout|                                 all else                     1 of 2
    stdout| 
    stdout| What it exchanges with addresses that no endpoint has either is not policed by Calico.
    ");
    assert_snapshot!(env.run(&["exposure", "host:node9"]), @"
    exit 3
    stderr| error: host node9 does not exist
    stderr| hint: `calicross node list` shows those that do
    ");
    assert_snapshot!(env.run(&["exposure", "ns:none"]), @"
    exit 0
    stdout| ns:none (namespace, no endpoints)
    stdout| 
    stdout| Can be reached by: nobody
    stdout| 
    stdout| Can reach: nobody
    ");
}

/// Two pods and a VM of both generations' traps, and one pod without an address.
fn small() -> Env {
    let env = Env::new();
    let pod = |nets: &str, profiles: &str| {
        format!(
            r#"{{"state":"active","name":"cali1","mac":"ee:ee:ee:ee:ee:ee","profile_ids":[{profiles}],"ipv4_nets":[{nets}],"ipv6_nets":[]}}"#
        )
    };
    let keys = [
        ("/calico/v1/host/a/bird_ip", "192.0.2.1".to_owned()),
        ("/calico/v1/host/b/config/marker", "created".to_owned()),
        ("/calico/v1/host/a/workload/k8s/web.1/endpoint/eth0", pod(r#""10.0.0.1/32""#, r#""web""#)),
        ("/calico/v1/host/b/workload/k8s/web.2/endpoint/eth0", pod(r#""10.0.0.2/32""#, r#""web", "inner""#)),
        ("/calico/v1/host/b/workload/k8s/web.3/endpoint/eth0", pod("", r#""web""#)),
        ("/calico/v1/host/b/workload/k8s/db.4/endpoint/eth0", pod(r#""10.0.0.4/32""#, r#""inner""#)),
        ("/calico/v1/policy/profile/web/tags", r#"["web"]"#.to_owned()),
        (
            "/calico/v1/policy/profile/web/rules",
            r#"{"inbound_rules":[{"action":"allow","protocol":"tcp","dst_ports":[80]},{"action":"allow","src_net":"10.0.0.0/8","ip_version":4,"protocol":"tcp","dst_ports":[443]}],"outbound_rules":[{"action":"allow"}]}"#
                .to_owned(),
        ),
        ("/calico/v1/policy/profile/inner/tags", "[]".to_owned()),
        (
            "/calico/v1/policy/profile/inner/rules",
            r#"{"inbound_rules":[{"action":"allow","src_tag":"web"}],"outbound_rules":[{"action":"allow","dst_net":"10.0.0.0/8","ip_version":4}]}"#
                .to_owned(),
        ),
    ];
    env.fill(keys.map(|(path, value)| (path.to_owned(), value.into_bytes())));
    env
}

#[test]
fn what_passes_between_some_pairs_only_is_told_as_such() {
    let env = small();
    assert_snapshot!(env.run(&["exposure", "ns:web"]), @"
    exit 0
    stdout| ns:web (namespace, 3 endpoints)
    stdout| Without an address: b/k8s/web.3/eth0
    stdout| 
    stdout| Can be reached by:
    stdout|   WHO                                      ALLOWED     PAIRS
    stdout|   any other IPv4 address                   tcp/80      all 2
    stdout|   its own host                             all         all 2
    stdout|   10.0.0.0/8                               tcp/80,443  all 2
    stdout|   ns db (1 pod)                            tcp/80,443  all 2
    stdout|   other hosts (1 host)                     tcp/80      all 1
    stdout|   other hosts, addresses unknown (1 host)  tcp/80      all 1
    stdout|   ns web (2 pods)                          tcp/80,443  all 2
    stdout|                                            all else    1 of 2
    stdout| 
    stdout| Can reach:
    stdout|   WHO                                      ALLOWED                 PAIRS
    stdout|   any other IPv4 address                   all                     all 2
    stdout|   10.0.0.0/8                               all                     all 2
    stdout|   ns db (1 pod)                            all                     all 2
    stdout|   other hosts (1 host)                     all                     all 1
    stdout|   other hosts, addresses unknown (1 host)  all                     all 1
    stdout|   its own host                             udp/53, udp/67 from 68  all 2
    stdout|   ns web (2 pods)                          tcp/80,443              all 2
    stdout|                                            all else                1 of 2
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    ");
    assert_snapshot!(env.run(&["exposure", "ns:web", "-q", "--jq", ".inbound[0,1] | {peer, extent, pairs, allowed}"]), @r#"
    exit 0
    stdout| {"peer":{"kind":"addresses","name":"any other IPv4 address","word":null,"count":null,"networks":["0.0.0.0/0"],"except":["10.0.0.0/8"]},"extent":"some","pairs":2,"allowed":[{"packets":"tcp/80","services":[{"ip_version":4,"protocol":[6,6],"ports":[[80,80]]}],"pairs":2,"of":2}]}
    stdout| {"peer":{"kind":"own host","name":"its own host","word":null,"count":null},"extent":"all","pairs":2,"allowed":[{"packets":"all","services":[{"ip_version":4}],"pairs":2,"of":2}]}
    "#);
}
