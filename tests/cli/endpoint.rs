//! `calicross endpoint`

use insta::assert_snapshot;

use crate::harness::{Env, Run};

pub(crate) const FRONT: &str = "/calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0";
const VM: &str = "f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01";
const GROUP: &str = "openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a";

/// Two nodes with pods, a VM with two ports, a container that docker made; one pod is malformed, one stands where
/// networking-calico looks for ports of its own.
pub(crate) fn cloud() -> Env {
    let env = Env::new();
    let pod = |name: &str, at: u8, profiles: &str| {
        format!(
            r#"{{"state":"active","name":"cali{name}","active_instance_id":"1e3f","mac":"ee:ee:ee:ee:ee:ee","profile_ids":[{profiles}],"ipv4_nets":["10.1.0.{at}/32"],"ipv6_nets":[],"labels":{{"calico/k8s_ns":"shop","run":"{name}"}}}}"#
        )
    };
    let port = |id: &str, at: u8, more: &str| {
        (
            format!("/calico/v1/host/compute1/workload/openstack/{VM}/endpoint/{id}"),
            format!(
                r#"{{"state": "active", "name": "tap{}", "mac": "fa:16:3e:11:22:3{at}", "profile_ids": ["{GROUP}"], "ipv4_nets": ["10.65.0.{at}/32"], "ipv6_nets": ["fd00::{at}/128"], "ipv4_gateway": "10.65.0.1", "ipv4_subnet_ids": ["6f1a8c0e"], "fqdn": "host-10-65-0-{at}."{more}}}"#,
                &id[..11]
            ),
        )
    };
    let floating = r#", "ipv4_nat": [{"int_ip": "10.65.0.3", "ext_ip": "172.18.203.10"}]"#;
    let (first, second) = (
        port("0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d", 3, floating),
        port("1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e", 4, ""),
    );
    let keys = [
        (FRONT.to_owned(), pod("front", 1, r#""k8s_ns.shop""#)),
        (FRONT.replace("node1", "node2").replace("front-1", "front-2"), pod("front", 2, r#""k8s_ns.shop","web""#)),
        (FRONT.replace("front-1", "back-1"), "{no JSON".to_owned()),
        (FRONT.replace("shop.front-1", "openstack.agent-1"), pod("agent", 5, r#""gone","k8s_ns.shop""#)),
        first,
        second,
        (
            "/calico/v1/host/node2/workload/docker/0a1b2c/endpoint/9f8e".to_owned(),
            r#"{"state": "inactive", "name": "cali9f8e", "mac": null, "profile_id": "web", "ipv4_nets": ["10.2.0.0/24"]}"#
                .to_owned(),
        ),
        ("/calico/v1/policy/profile/k8s_ns.shop/rules".to_owned(), "{}".to_owned()),
        ("/calico/v1/policy/profile/k8s_ns.shop/labels".to_owned(), r#"{"tier": "front"}"#.to_owned()),
        ("/calico/v1/policy/profile/web/rules".to_owned(), "{}".to_owned()),
        (format!("/calico/v1/policy/profile/{GROUP}/rules"), "{}".to_owned()),
        (
            FRONT.replace("/calico/v1/", "/calico/felix/v1/"),
            r#"{"status": "up"}"#.to_owned(),
        ),
        (
            format!("/calico/felix/v1/host/compute1/workload/openstack/{VM}/endpoint/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d"),
            r#"{"status": "error"}"#.to_owned(),
        ),
        ("/calicross/v1/names/servers/f3".to_owned(), format!(r#"{{"{VM}": "web1"}}"#)),
        (
            "/calicross/v1/names/ports/1b".to_owned(),
            r#"{"1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e": "web1-eth1"}"#.to_owned(),
        ),
    ];
    for (path, value) in keys {
        env.put(&path, value.as_bytes());
    }
    env
}

pub(crate) fn run(env: &Env, line: &str) -> Run {
    env.run(&line.split(' ').collect::<Vec<_>>())
}

pub(crate) fn names(run: &Run) -> Vec<String> {
    run.stdout().lines().map(str::to_owned).collect()
}

#[test]
fn list_goes_on_past_what_cannot_be_read() {
    let env = cloud();
    assert_snapshot!(run(&env, "endpoint list"), @"
    exit 5
    stdout| HOST      ORCHESTRATOR  WORKLOAD                              ENDPOINT                              NAME               ADDRESSES
    stdout| compute1  openstack     f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01  0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d  web1               10.65.0.3,fd00::3
    stdout| compute1  openstack     f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01  1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e  web1 (web1-eth1)   10.65.0.4,fd00::4
    stdout| node1     k8s           openstack.agent-1                     eth0                                  openstack/agent-1  10.1.0.5
    stdout| node1     k8s           shop.back-1                           eth0                                  shop/back-1        malformed
    stdout| node1     k8s           shop.front-1                          eth0                                  shop/front-1       10.1.0.1
    stdout| node2     docker        0a1b2c                                9f8e                                  -                  10.2.0.0/24
    stdout| node2     k8s           shop.front-2                          eth0                                  shop/front-2       10.1.0.2
    stderr| error: malformed value at /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0: unexpected 'n', expected a member's name at line 1 column 2
    stderr| hint: `calicross key get /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0` shows it
    ");
    assert_snapshot!(run(&env, "endpoint show --detailed"), @"
    exit 5
    stdout| HOST      ORCHESTRATOR  WORKLOAD                              ENDPOINT                              NAME               ADDRESSES          INTERFACE       MAC                STATE      STATUS  PROFILES
    stdout| compute1  openstack     f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01  0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d  web1               10.65.0.3,fd00::3  tap0ab1c2d3-4e  fa:16:3e:11:22:33  active     error   openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| compute1  openstack     f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01  1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e  web1 (web1-eth1)   10.65.0.4,fd00::4  tap1bc2d3e4-5f  fa:16:3e:11:22:34  active     -       openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| node1     k8s           openstack.agent-1                     eth0                                  openstack/agent-1  10.1.0.5           caliagent       ee:ee:ee:ee:ee:ee  active     -       gone,k8s_ns.shop
    stdout| node1     k8s           shop.back-1                           eth0                                  shop/back-1        malformed          malformed       malformed          malformed  -       malformed
    stdout| node1     k8s           shop.front-1                          eth0                                  shop/front-1       10.1.0.1           califront       ee:ee:ee:ee:ee:ee  active     up      k8s_ns.shop
    stdout| node2     docker        0a1b2c                                9f8e                                  -                  10.2.0.0/24        cali9f8e        -                  inactive   -       web
    stdout| node2     k8s           shop.front-2                          eth0                                  shop/front-2       10.1.0.2           califront       ee:ee:ee:ee:ee:ee  active     -       k8s_ns.shop,web
    stderr| warning: node1/k8s/openstack.agent-1/eth0 has 'openstack' before /endpoint/: networking-calico takes the endpoint for one of its own and deletes it at each resync, once a minute
    stderr| error: malformed value at /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0: unexpected 'n', expected a member's name at line 1 column 2
    stderr| hint: `calicross key get /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0` shows it
    ");
    assert_eq!(run(&env, "endpoint list -o wide").to_string(), run(&env, "endpoint show --detailed").to_string());
    assert_eq!(run(&env, "endpoint show").to_string(), run(&env, "endpoint list").to_string());
}

#[test]
fn json_has_everything() {
    let env = cloud();
    assert_snapshot!(run(&env, "endpoint list 10.65.0.3 -o json"), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/endpoint-list/1",
    stdout|   "items": [
    stdout|     {
    stdout|       "name": "compute1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
    stdout|       "host": "compute1",
    stdout|       "orchestrator": "openstack",
    stdout|       "workload": "f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01",
    stdout|       "endpoint": "0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
    stdout|       "pod": null,
    stdout|       "server": "web1",
    stdout|       "port": null,
    stdout|       "interface": "tap0ab1c2d3-4e",
    stdout|       "mac": "fa:16:3e:11:22:33",
    stdout|       "state": "active",
    stdout|       "status": "error",
    stdout|       "nets": [
    stdout|         "10.65.0.3/32",
    stdout|         "fd00::3/128"
    stdout|       ],
    stdout|       "gateways": [
    stdout|         "10.65.0.1"
    stdout|       ],
    stdout|       "floating": [
    stdout|         {
    stdout|           "internal": "10.65.0.3",
    stdout|           "external": "172.18.203.10"
    stdout|         }
    stdout|       ],
    stdout|       "profiles": [
    stdout|         "openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a"
    stdout|       ],
    stdout|       "labels": {},
    stdout|       "other": {
    stdout|         "ipv4_subnet_ids": [
    stdout|           "6f1a8c0e"
    stdout|         ],
    stdout|         "fqdn": "host-10-65-0-3."
    stdout|       },
    stdout|       "malformed": null
    stdout|     }
    stdout|   ]
    stdout| }
    "#);
    assert_snapshot!(run(&env, "endpoint list --workload shop.back-1 -o json"), @r#"
    exit 5
    stdout| {
    stdout|   "schema": "calicross/endpoint-list/1",
    stdout|   "items": [
    stdout|     {
    stdout|       "name": "node1/k8s/shop.back-1/eth0",
    stdout|       "host": "node1",
    stdout|       "orchestrator": "k8s",
    stdout|       "workload": "shop.back-1",
    stdout|       "endpoint": "eth0",
    stdout|       "pod": "shop/back-1",
    stdout|       "server": null,
    stdout|       "port": null,
    stdout|       "interface": null,
    stdout|       "mac": null,
    stdout|       "state": null,
    stdout|       "status": null,
    stdout|       "nets": null,
    stdout|       "gateways": null,
    stdout|       "floating": null,
    stdout|       "profiles": null,
    stdout|       "labels": null,
    stdout|       "other": null,
    stdout|       "malformed": "unexpected 'n', expected a member's name at line 1 column 2"
    stdout|     }
    stdout|   ]
    stdout| }
    stderr| {"schema":"calicross/error/1","kind":"bad-data","code":5,"message":"malformed value at /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0: unexpected 'n', expected a member's name at line 1 column 2","object":null,"key":"/calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0","hint":"`calicross key get /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0` shows it"}
    "#);
}

#[test]
fn filters_narrow_the_list() {
    let env = cloud();
    for (filters, count) in [
        ("--host node1", 3),
        ("--host node?", 5),
        ("--host node1 --orchestrator k8s --workload shop.front-1", 1),
        ("--endpoint eth0", 4),
        ("--endpoint-id eth0 --host node2", 1),
        ("--namespace shop", 3),
        ("--namespace *", 4),
        ("--profile web", 2),
        ("--profile gone", 1),
        ("--selector run=='front'", 2),
        ("--selector tier=='front'", 3),
        ("--selector !has(run)", 3),
        ("--host nowhere", 0),
        ("shop/front-*", 2),
        ("shop/front-1 shop/front-1 node2/*/*/* web1", 5),
    ] {
        let run = run(&env, &format!("endpoint list -o name {filters}"));
        assert_eq!(names(&run).len(), count, "{filters}: {run}");
    }
    assert_snapshot!(run(&env, "endpoint list --host nowhere"), @"
    exit 0
    stderr| no endpoints
    ");
    assert_snapshot!(run(&env, "endpoint list --profile web"), @"
    exit 0
    stdout| HOST   ORCHESTRATOR  WORKLOAD      ENDPOINT  NAME          ADDRESSES
    stdout| node2  docker        0a1b2c        9f8e      -             10.2.0.0/24
    stdout| node2  k8s           shop.front-2  eth0      shop/front-2  10.1.0.2
    ");
    assert_snapshot!(run(&env, "endpoint list --selector run="), @"
    exit 2
    stderr| error: invalid value 'run=' for '--selector <SELECTOR>': unexpected '=', expected ==, !=, in or not in at character 4
    stderr| hint: usage: calicross endpoint list [OPTIONS] [ENDPOINT]...
    ");
    assert_snapshot!(run(&env, "endpoint list eth0"), @"
    exit 3
    stderr| error: endpoint eth0 is ambiguous: node1/k8s/openstack.agent-1/eth0, node1/k8s/shop.back-1/eth0, node1/k8s/shop.front-1/eth0, node2/k8s/shop.front-2/eth0
    stderr| hint: a longer beginning, or the whole name or uuid, says which
    stderr| hint: --host, --orchestrator, --workload and --endpoint-id narrow it down
    ");
    assert_snapshot!(run(&env, "endpoint list shop/nobody nobody/* --host node2"), @"
    exit 3
    stderr| error: endpoint shop/nobody does not exist (and 1 more)
    stderr| hint: `calicross endpoint list` shows those that do
    ");
    assert_snapshot!(run(&env, "endpoint list --filter STATUS=error -o name"), @"
    exit 5
    stdout| compute1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d
    stderr| error: malformed value at /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0: unexpected 'n', expected a member's name at line 1 column 2
    stderr| hint: `calicross key get /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0` shows it
    ");
}

#[test]
fn names_are_what_every_command_takes() {
    let env = cloud();
    env.put("/calico/v1/host/node1/workload/namespace/a%2fb%25/endpoint/e", b"{}");
    for name in names(&run(&env, "endpoint list -o name")) {
        assert_eq!(names(&run(&env, &format!("endpoint show {name} -o name"))), [name]);
    }
}

#[test]
fn show_tells_all_that_is_known() {
    let env = cloud();
    assert_snapshot!(run(&env, "endpoint show web1"), @r#"
    exit 0
    stdout| Endpoint:   compute1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d
    stdout| Host:       compute1
    stdout| VM:         web1 (f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01)
    stdout| Port:       0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d
    stdout| Interface:  tap0ab1c2d3-4e
    stdout| MAC:        fa:16:3e:11:22:33
    stdout| State:      active
    stdout| Felix:      error
    stdout| Addresses:  10.65.0.3, fd00::3
    stdout| Gateways:   10.65.0.1
    stdout| Floating:   172.18.203.10 -> 10.65.0.3
    stdout| Profiles:
    stdout|    1 openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| Not Felix's:
    stdout|      ipv4_subnet_ids: ["6f1a8c0e"]
    stdout|      fqdn: "host-10-65-0-3."
    stdout| 
    stdout| Endpoint:   compute1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e
    stdout| Host:       compute1
    stdout| VM:         web1 (f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01)
    stdout| Port:       web1-eth1 (1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e)
    stdout| Interface:  tap1bc2d3e4-5f
    stdout| MAC:        fa:16:3e:11:22:34
    stdout| State:      active
    stdout| Felix:      reports nothing of it
    stdout| Addresses:  10.65.0.4, fd00::4
    stdout| Gateways:   10.65.0.1
    stdout| Profiles:
    stdout|    1 openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| Not Felix's:
    stdout|      ipv4_subnet_ids: ["6f1a8c0e"]
    stdout|      fqdn: "host-10-65-0-4."
    "#);
    assert_snapshot!(run(&env, "endpoint show openstack/agent-1"), @r#"
    exit 0
    stdout| Endpoint:   node1/k8s/openstack.agent-1/eth0
    stdout| Host:       node1
    stdout| Pod:        openstack/agent-1
    stdout| Interface:  caliagent
    stdout| MAC:        ee:ee:ee:ee:ee:ee
    stdout| State:      active
    stdout| Felix:      reports nothing of it
    stdout| Addresses:  10.1.0.5
    stdout| Labels:     calico/k8s_ns=shop, run=agent
    stdout| Inherited:  tier=front
    stdout| Profiles:
    stdout|    1 gone  missing: all that reaches it is dropped
    stdout|    2 k8s_ns.shop
    stdout| Not Felix's:
    stdout|      active_instance_id: "1e3f"
    stdout| Problem:    'openstack' in k8s/openstack.agent-1: networking-calico takes the endpoint for one of its own and deletes it at each resync, once a minute
    "#);
    assert_snapshot!(run(&env, "endpoint show 0a1b"), @"
    exit 0
    stdout| Endpoint:   node2/docker/0a1b2c/9f8e
    stdout| Host:       node2
    stdout| Workload:   0a1b2c of docker
    stdout| Interface:  cali9f8e
    stdout| MAC:        -
    stdout| State:      inactive
    stdout| Felix:      reports nothing of it
    stdout| Addresses:  10.2.0.0/24
    stdout| Profiles:
    stdout|    1 web
    stdout| Problem:    mac is null, not a MAC address: Felix treats the endpoint as deleted: all its traffic is dropped
    stdout| Problem:    profile_id is the old form of profile_ids: Felix 2 ignores it
    stdout| Problem:    there is no ipv6_nets: calicoctl 0.2x can list no endpoint at all
    ");
    assert_snapshot!(run(&env, "endpoint show shop/back-1"), @"
    exit 5
    stdout| Endpoint:   node1/k8s/shop.back-1/eth0
    stdout| Host:       node1
    stdout| Pod:        shop/back-1
    stdout| Value:      malformed: unexpected 'n', expected a member's name at line 1 column 2
    stdout| Problem:    malformed JSON: unexpected 'n', expected a member's name at line 1 column 2: Felix treats the endpoint as deleted: all its traffic is dropped
    stderr| error: malformed value at /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0: unexpected 'n', expected a member's name at line 1 column 2
    stderr| hint: `calicross key get /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0` shows it
    ");
    assert_snapshot!(run(&env, "endpoint show eth0 --host node2 -o json"), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/endpoint/1",
    stdout|   "endpoints": [
    stdout|     {
    stdout|       "name": "node2/k8s/shop.front-2/eth0",
    stdout|       "host": "node2",
    stdout|       "orchestrator": "k8s",
    stdout|       "workload": "shop.front-2",
    stdout|       "endpoint": "eth0",
    stdout|       "pod": "shop/front-2",
    stdout|       "server": null,
    stdout|       "port": null,
    stdout|       "interface": "califront",
    stdout|       "mac": "ee:ee:ee:ee:ee:ee",
    stdout|       "state": "active",
    stdout|       "status": null,
    stdout|       "nets": [
    stdout|         "10.1.0.2/32"
    stdout|       ],
    stdout|       "gateways": [],
    stdout|       "floating": [],
    stdout|       "profiles": [
    stdout|         "k8s_ns.shop",
    stdout|         "web"
    stdout|       ],
    stdout|       "labels": {
    stdout|         "calico/k8s_ns": "shop",
    stdout|         "run": "front"
    stdout|       },
    stdout|       "other": {
    stdout|         "active_instance_id": "1e3f"
    stdout|       },
    stdout|       "malformed": null,
    stdout|       "inherited_labels": {
    stdout|         "tier": "front"
    stdout|       },
    stdout|       "faults": [],
    stdout|       "problems": []
    stdout|     }
    stdout|   ]
    stdout| }
    "#);
}

#[test]
fn a_long_list_is_whole_and_ends_where_nobody_reads_on() {
    const COUNT: usize = 10_000;
    let env = Env::new();
    env.fill((0..COUNT).map(|at| {
        let path = format!("/calico/v1/host/node1/workload/docker/{at:05}/endpoint/e");
        (path, br#"{"profile_ids": [], "ipv4_nets": []}"#.to_vec())
    }));
    let listed = names(&run(&env, "endpoint list -o name"));
    assert_eq!(listed.len(), COUNT);
    assert!(listed.is_sorted());
    assert_snapshot!(env.sh("calicross endpoint list -o name | head -n 1"), @"
    exit 0
    stdout| node1/docker/00000/e
    ");
    assert_snapshot!(env.sh("calicross endpoint list -o wide --no-headers | tail -n 1"), @"
    exit 0
    stdout| node1  docker  09999  e  -  -  -  -  -  -  -
    ");
}
