//! `calicross trace`

use insta::assert_snapshot;

use crate::harness::{Env, Run};
use crate::sg::named_cloud;

fn run(env: &Env, words: &[&str]) -> Run {
    env.run(words)
}

#[test]
fn the_way_and_hosts() {
    let env = named_cloud();
    env.run(&["key", "rm", "/calico/felix/v1/host/node2/status", "--yes", "--force=owner"]).ok();
    env.run(&["hybrid", "set", "felix=1.4", "-q"]).ok();
    assert_snapshot!(run(&env, &["trace", "--from", "host:node1", "--to", "10.65.0.5", "--proto", "udp", "--port", "53"]), @"
    exit 1
    stdout| From:    host:node1 (10.10.0.11)
    stdout| To:      db1 (10.65.0.5 on node2)
    stdout| Packets: udp/53
    stdout| Policy:  denied
    stdout|   outbound allows: rule 1 of profile etcd-host: allow
    stdout|     /calico/v1/policy/profile/etcd-host/rules
    stdout|   inbound denies: no profile of the endpoint decides
    stdout| Path:
    stdout|   may block: Felix on node2 does not report any more, last at YYYY-MM-DDTHH:MM:SSZ: it applies no change (felix-silent)
    ");
    assert_snapshot!(run(&env, &["trace", "--from", "10.65.0.5", "--to", "node1/eth0", "--proto", "tcp", "--port", "22,2379", "-o", "json"]), @r#"
    exit 1
    stdout| {
    stdout|   "schema": "calicross/trace/1",
    stdout|   "from": {
    stdout|     "word": "10.65.0.5",
    stdout|     "by": "endpoint",
    stdout|     "members": 1
    stdout|   },
    stdout|   "to": {
    stdout|     "word": "node1/eth0",
    stdout|     "by": "host endpoint",
    stdout|     "members": 1
    stdout|   },
    stdout|   "packets": "tcp/22,2379",
    stdout|   "felix": {
    stdout|     "version": "1.4",
    stdout|     "assumed": false,
    stdout|     "hosts": {}
    stdout|   },
    stdout|   "verdict": "mixed",
    stdout|   "pairs": 1,
    stdout|   "without_address": [],
    stdout|   "service": null,
    stdout|   "answers": [
    stdout|     {
    stdout|       "from": {
    stdout|         "name": "node2/openstack/e343d844-54e9-42bf-abac-600da99b1082/e890f181-56fa-40b6-b3bd-89cd311ee63f",
    stdout|         "called": "db1",
    stdout|         "address": "10.65.0.5",
    stdout|         "host": "node2"
    stdout|       },
    stdout|       "to": {
    stdout|         "name": "node1/eth0",
    stdout|         "called": "node1/eth0",
    stdout|         "address": "10.10.0.11",
    stdout|         "host": "node1"
    stdout|       },
    stdout|       "pairs": 1,
    stdout|       "verdict": "mixed",
    stdout|       "allowed": "tcp/22",
    stdout|       "parts": [
    stdout|         {
    stdout|           "packets": "tcp/22",
    stdout|           "services": [
    stdout|             {
    stdout|               "ip_version": 4,
    stdout|               "protocol": [
    stdout|                 6,
    stdout|                 6
    stdout|               ],
    stdout|               "ports": [
    stdout|                 [
    stdout|                   22,
    stdout|                   22
    stdout|                 ]
    stdout|               ]
    stdout|             }
    stdout|           ],
    stdout|           "verdict": "allow",
    stdout|           "outbound": {
    stdout|             "verdict": "allow",
    stdout|             "reason": "rule",
    stdout|             "object": "profile openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894",
    stdout|             "key": "/calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/rules",
    stdout|             "direction": "outbound",
    stdout|             "position": 1,
    stdout|             "rule": "allow to cidr 0.0.0.0/0 ip-version 4",
    stdout|             "text": "outbound rule 1 of profile openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894: allow to cidr 0.0.0.0/0 ip-version 4"
    stdout|           },
    stdout|           "inbound": {
    stdout|             "verdict": "allow",
    stdout|             "reason": "failsafe-port",
    stdout|             "object": null,
    stdout|             "key": null,
    stdout|             "direction": "inbound",
    stdout|             "position": null,
    stdout|             "rule": null,
    stdout|             "text": "a failsafe port, which no policy closes"
    stdout|           }
    stdout|         },
    stdout|         {
    stdout|           "packets": "tcp/2379",
    stdout|           "services": [
    stdout|             {
    stdout|               "ip_version": 4,
    stdout|               "protocol": [
    stdout|                 6,
    stdout|                 6
    stdout|               ],
    stdout|               "ports": [
    stdout|                 [
    stdout|                   2379,
    stdout|                   2379
    stdout|                 ]
    stdout|               ]
    stdout|             }
    stdout|           ],
    stdout|           "verdict": "deny",
    stdout|           "outbound": {
    stdout|             "verdict": "allow",
    stdout|             "reason": "rule",
    stdout|             "object": "profile openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894",
    stdout|             "key": "/calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/rules",
    stdout|             "direction": "outbound",
    stdout|             "position": 1,
    stdout|             "rule": "allow to cidr 0.0.0.0/0 ip-version 4",
    stdout|             "text": "outbound rule 1 of profile openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894: allow to cidr 0.0.0.0/0 ip-version 4"
    stdout|           },
    stdout|           "inbound": {
    stdout|             "verdict": "deny",
    stdout|             "reason": "rule",
    stdout|             "object": "profile etcd-host",
    stdout|             "key": "/calico/v1/policy/profile/etcd-host/rules",
    stdout|             "direction": "inbound",
    stdout|             "position": 3,
    stdout|             "rule": "deny tcp to ports 2379,2380",
    stdout|             "text": "inbound rule 3 of profile etcd-host: deny tcp to ports 2379,2380"
    stdout|           }
    stdout|         }
    stdout|       ],
    stdout|       "caveats": [],
    stdout|       "path": [
    stdout|         {
    stdout|           "effect": "may-block",
    stdout|           "side": "source",
    stdout|           "code": "felix-silent",
    stdout|           "key": "/calico/felix/v1/host/node2/status",
    stdout|           "message": "Felix on node2 does not report any more, last at YYYY-MM-DDTHH:MM:SSZ: it applies no change"
    stdout|         }
    stdout|       ]
    stdout|     }
    stdout|   ]
    stdout| }
    "#);
}

#[test]
fn one_packet_and_the_rules_that_decide() {
    let env = named_cloud();
    assert_snapshot!(run(&env, &["trace", "--from", "web1", "--to", "db1", "--proto", "tcp", "--port", "5432"]), @"
    exit 1
    stdout| From:    web1 (10.65.0.3 on node1)
    stdout| To:      db1 (10.65.0.5 on node2)
    stdout| Packets: tcp/5432
    stdout| Policy:  denied
    stdout|   outbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4
    stdout|     /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   inbound denies: no profile of the endpoint decides
    stdout| Path:    nothing is known that would stop it
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    ");
    assert_snapshot!(run(&env, &["trace", "--from", "web1", "--to", "web2", "--proto", "icmp", "--icmp-type", "8", "-v"]), @"
    exit 0
    stdout| From:    web1 (10.65.0.3 on node1)
    stdout| To:      web2-eth0 (10.65.0.4 on node2)
    stdout| Packets: icmp 8
    stdout| Policy:  allowed
    stdout|   outbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4
    stdout|     /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   inbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4
    stdout|     /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   walk, outbound: profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout|        1 allow to cidr 0.0.0.0/0 ip-version 4  [matches]
    stdout|   walk, inbound: profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout|        1 allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4  [matches]
    stdout| Path:    nothing is known that would stop it
    stderr| opened file at DIR/store.redb
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    ");
}

#[test]
fn groups_services_and_what_is_allowed() {
    let env = named_cloud();
    assert_snapshot!(run(&env, &["trace", "--from", "sg:web", "--to", "sg:default"]), @"
    exit 1
    stdout| From:    sg:web (2 endpoints)
    stdout| To:      sg:default (2 endpoints)
    stdout| Packets: everything
    stdout| Policy:  mixed (3 pairs)
    stdout| 
    stdout| web1 (10.65.0.3 on node1) -> web2-eth0 (10.65.0.4 on node2): allowed
    stdout|   outbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4
    stdout|     /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   inbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4
    stdout|     /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout| Path:    nothing is known that would stop it
    stdout| 
    stdout| web1 (10.65.0.3 on node1) -> db1 (10.65.0.5 on node2): mixed, allowed: tcp/3306-3307
    stdout|   allowed: tcp/3306-3307
    stdout|     outbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4
    stdout|       /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|     inbound allows: rule 3 of profile openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894: allow tcp from tag 4fe422ed-4730-4af4-b835-38d09235bd4a to ports 3306:3307 ip-version 4
    stdout|       /calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/rules
    stdout|   denied: all but tcp/3306-3307
    stdout|     outbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4
    stdout|       /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|     inbound denies: no profile of the endpoint decides
    stdout| Path:    nothing is known that would stop it
    stdout| 
    stdout| web2-eth0 (10.65.0.4 on node2) -> db1 (10.65.0.5 on node2): allowed
    stdout|   outbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4
    stdout|     /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   inbound allows: rule 1 of profile openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894: allow from tag 0325ec18-425f-4226-903b-ec830e3e7894 ip-version 4
    stdout|     /calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/rules
    stdout| Path:    nothing is known that would stop it
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    ");
    assert_snapshot!(run(&env, &["trace", "--from", "any", "--to", "sg:web", "--felix", "2.6"]), @"
    exit 1
    stdout| From:    any
    stdout| To:      sg:web (2 endpoints)
    stdout| Packets: everything
    stdout| Policy:  mixed (7 pairs)
    stdout| 
    stdout| 4 pairs, such as 0.0.0.0-10.9.255.255 -> web1 (10.65.0.3 on node1): mixed, allowed: icmp 8
    stdout|   allowed: icmp 8
    stdout|     outbound allows: not policed
    stdout|     inbound allows: rule 2 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow icmp type 8 from cidr 0.0.0.0/0 ip-version 4
    stdout|       /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   denied: all but icmp 8
    stdout|     outbound allows: not policed
    stdout|     inbound denies: no profile of the endpoint decides
    stdout| Path:    nothing is known that would stop it
    stdout| 
    stdout| 2 pairs, such as 10.10.0.0-10.10.0.255 -> web1 (10.65.0.3 on node1): mixed, allowed: tcp/22, udp/1-65535, icmp 8
    stdout|   allowed: icmp 8
    stdout|     outbound allows: not policed
    stdout|     inbound allows: rule 2 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow icmp type 8 from cidr 0.0.0.0/0 ip-version 4
    stdout|       /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   allowed: tcp/22
    stdout|     outbound allows: not policed
    stdout|     inbound allows: rule 3 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow tcp from cidr 10.10.0.0/24 to ports 22 ip-version 4
    stdout|       /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   allowed: udp/1-65535
    stdout|     outbound allows: not policed
    stdout|     inbound allows: rule 4 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow udp from cidr 10.10.0.0/24 to ports 1:65535 ip-version 4
    stdout|       /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   denied: all but tcp/22, udp/1-65535, icmp 8
    stdout|     outbound allows: not policed
    stdout|     inbound denies: no profile of the endpoint decides
    stdout| Path:    nothing is known that would stop it
    stdout| 
    stdout| ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff -> web2-eth0 (fd5f:5d21:845:1c2e:f816:3eff:fe4f:cf53 on node2): denied
    stdout|   outbound allows: not policed
    stdout|   inbound denies: no profile of the endpoint decides
    stdout| Path:
    stdout|   may block: node2 is no BGP host here: whether a BIRD of its own announces fd5f:5d21:845:1c2e:f816:3eff:fe4f:cf53 cannot be told from the datastore (route-unknown)
    ");
}

#[test]
fn words_that_do_not_fit() {
    let env = named_cloud();
    assert_snapshot!(run(&env, &["trace", "--from", "nobody", "--to", "db1"]), @"
    exit 3
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    stderr| error: endpoint nobody does not exist
    stderr| hint: `calicross endpoint list` shows those that do
    ");
    assert_snapshot!(run(&env, &["trace", "--from", "ns:none", "--to", "db1"]), @"
    exit 3
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    stderr| error: there is nobody to ask about: ns:none has no endpoints
    ");
    assert_snapshot!(run(&env, &["trace", "--from", "db1", "--to", "web1", "--port", "80"]), @"
    exit 2
    stderr| error: the following required arguments were not provided: --proto <PROTOCOL>
    stderr| hint: usage: calicross trace [OPTIONS] --from <WHO> --to <WHO>
    ");
    assert_snapshot!(run(&env, &["trace", "--from", "db1", "--to", "web1", "--proto", "icmp", "--port", "80"]), @"
    exit 2
    stderr| error: ports are of tcp or udp: name the protocol
    ");
}

#[test]
fn a_services_address() {
    let env = named_cloud();
    env.run(&["hybrid", "set", "service-cidr=10.233.0.0/18"]).ok();
    assert_snapshot!(run(&env, &["trace", "--from", "web1", "--to", "10.233.0.5", "--proto", "tcp", "--port", "80"]), @"
    exit 1
    stdout| From:    web1 (1 endpoint)
    stdout| To:      10.233.0.5
    stdout| Packets: tcp/80
    stdout| Service: 10.233.0.5: kube-proxy translates it before Felix sees the packet
    stdout|   what stands behind it is not in the datastore: trace to those pods, or give --kube-endpoints
    stdout| Policy:  unknown
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    ");
    let listing = r#"{"kind":"List","items":[
        {"kind":"Service","metadata":{"name":"front","namespace":"default"},"spec":{"clusterIP":"10.233.0.5","ports":[{"name":"http","port":80,"protocol":"TCP"}]}},
        {"kind":"Endpoints","metadata":{"name":"front","namespace":"default"},"subsets":[{"addresses":[{"ip":"10.65.0.4","targetRef":{"kind":"Pod","namespace":"default","name":"front-1"}},{"ip":"10.65.0.5"}],"ports":[{"name":"http","port":8080}]}]}]}"#;
    let file = env.file("kube.json", listing);
    let words =
        ["trace", "--from", "web1", "--to", "10.233.0.5", "--proto", "tcp", "--port", "80", "--kube-endpoints", &file];
    assert_snapshot!(run(&env, &words), @"
    exit 1
    stdout| From:    web1 (1 endpoint)
    stdout| To:      10.233.0.5
    stdout| Packets: tcp/80
    stdout| Service: 10.233.0.5 of default/front: kube-proxy translates it before Felix sees the packet
    stdout|   behind it: 10.65.0.4 (default/front-1), tcp/8080
    stdout|   behind it: 10.65.0.5, tcp/8080
    stdout| Policy:  mixed (2 pairs)
    stdout| 
    stdout| web1 (10.65.0.3 on node1) -> web2-eth0 (10.65.0.4 on node2): allowed
    stdout|   outbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4
    stdout|     /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   inbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4
    stdout|     /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout| Path:
    stdout|   note: kube-proxy may give the packet its node's address (--cluster-cidr, --masquerade-all): a pod on another node then sees no tag or label of the source (service-masquerade)
    stdout| 
    stdout| web1 (10.65.0.3 on node1) -> db1 (10.65.0.5 on node2): denied
    stdout|   outbound allows: rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4
    stdout|     /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|   inbound denies: no profile of the endpoint decides
    stdout| Path:
    stdout|   note: kube-proxy may give the packet its node's address (--cluster-cidr, --masquerade-all): a pod on another node then sees no tag or label of the source (service-masquerade)
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    ");
}
