//! `calicross owners`, and what is said of writing what another component owns

use insta::assert_snapshot;

use crate::harness::Env;

#[test]
fn the_table() {
    assert_snapshot!(Env::new().run(&["owners"]), @r#"
    exit 0
    stdout| OWNER                             KEYS                                                                 MEMBER                                        OPERATIONS            FOREIGN WRITE
    stdout| networking-calico                 /calico/v1/policy/profile/openstack-sg-*/{tags,rules}                whole value                                   create,update,delete  refused
    stdout| the operator                      /calico/v1/policy/profile/openstack-sg-*/labels                      whole value                                   create,update,delete  free
    stdout| the Kubernetes policy controller  /calico/v1/policy/profile/{k8s_ns.*,knp.*}/{tags,rules,labels}       whole value                                   create,update,delete  refused
    stdout| the Kubernetes policy controller  /calico/v1/policy/tier/*/policy/{knp.*,ns.projectcalico.org%2f*}     whole value                                   create,update,delete  refused
    stdout| the Kubernetes policy controller  /calico/v1/policy/tier/default/policy/k8s-policy-no-match            whole value                                   create,update,delete  refused
    stdout| the Kubernetes policy controller  /calico/v1/policy/tier/default/policy/*                              namespace.name that selects by calico/k8s_ns  create,update,delete  refused
    stdout| the Kubernetes policy controller  /calico/v1/policy/tier/default/metadata                              values other than {"order": 1000}             create,update,delete  warned
    stdout| networking-calico                 /calico/v1/host/*/workload/openstack/*/endpoint/*                    whole value                                   create,update,delete  refused
    stdout| the operator                      /calico/v1/host/*/workload/{docker,namespace}/*/endpoint/*           whole value                                   create,update,delete  free
    stdout| the operator                      /calico/v1/host/*/workload/*/*/endpoint/*                            profile_ids                                   update                free
    stdout| the libnetwork plugin             /calico/v1/host/*/workload/libnetwork/*/endpoint/*                   all others                                    create,update,delete  refused
    stdout| the CNI plugin                    /calico/v1/host/*/workload/*/*/endpoint/*                            all others                                    create,update,delete  refused
    stdout| networking-calico                 /calico/dhcp/v1/subnet/*                                             whole value                                   create,update,delete  refused
    stdout| networking-calico                 /calico/openstack/v1/neutron_election                                whole value                                   create,update,delete  refused
    stdout| the libnetwork plugin             /calico/libnetwork/v1/*                                              whole value                                   create,update,delete  refused
    stdout| Felix                             /calico/felix/v1/host/*/{status,last_reported_status}                whole value                                   create,update,delete  refused
    stdout| Felix                             /calico/felix/v1/host/*/workload/*/*/endpoint/*                      whole value                                   create,update,delete  refused
    stdout| Felix                             /calico/felix/v1/host/*/endpoint/*                                   whole value                                   create,update,delete  refused
    stdout| every orchestrator                /calico/v1/config/InterfacePrefix                                    prefixes in the list                          create,update,delete  merged
    stdout| every orchestrator                /calico/v1/host/*/config/InterfacePrefix                             prefixes in the list                          create,update,delete  merged
    stdout| networking-calico                 /calico/v1/Ready                                                     values other than true                        create,update,delete  warned
    stdout| networking-calico                 /calico/v1/config/EndpointReportingEnabled                           values other than true                        create,update,delete  warned
    stdout| every orchestrator                /calico/v1/config/ClusterGUID                                        whole value                                   update,delete         refused
    stdout| calico/node                       /calico/v1/host/*/config/IpInIpTunnelAddr                            whole value                                   create,update,delete  warned
    stdout| calico/node                       /calico/bgp/v1/host/*/{ip_addr_v4,ip_addr_v6,network_v4,network_v6}  values other than empty                       create,update,delete  warned
    "#);
}

#[test]
fn a_row_in_full() {
    let row = ["owners", "--filter", "owner=networking-calico", "--filter", "keys=*Ready"];
    assert_snapshot!(Env::new().run(&[&row[..], &["-o", "wide"]].concat()), @"
    exit 0
    stdout| OWNER              KEYS              MEMBER                  OPERATIONS            FOREIGN WRITE  WHY                                        WHAT BECOMES OF IT
    stdout| networking-calico  /calico/v1/Ready  values other than true  create,update,delete  warned         no Felix loads anything before it is true  sets it to true again within 60 s, wherever neutron-server runs
    ");
    assert_snapshot!(Env::new().run(&[&row[..], &["-o", "json"]].concat()), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/owner-list/1",
    stdout|   "items": [
    stdout|     {
    stdout|       "owner": "networking-calico",
    stdout|       "keys": "/calico/v1/Ready",
    stdout|       "member": "values other than true",
    stdout|       "operations": [
    stdout|         "create",
    stdout|         "update",
    stdout|         "delete"
    stdout|       ],
    stdout|       "foreign_write": "warned",
    stdout|       "why": "no Felix loads anything before it is true",
    stdout|       "becomes": "sets it to true again within 60 s, wherever neutron-server runs"
    stdout|     }
    stdout|   ]
    stdout| }
    "#);
    assert_snapshot!(Env::new().run(&["owners", "-o", "name", "--sort-by", "keys", "--filter", "foreign write=free"]), @"
    exit 0
    stdout| /calico/v1/host/*/workload/*/*/endpoint/*
    stdout| /calico/v1/host/*/workload/{docker,namespace}/*/endpoint/*
    stdout| /calico/v1/policy/profile/openstack-sg-*/labels
    ");
}

const SUBNET: &str = "/calico/dhcp/v1/subnet/b8f0";

#[test]
fn what_is_forced_is_told_beforehand() {
    let env = Env::new();
    env.put(SUBNET, br#"{"cidr": "10.65.0.0/24", "gateway_ip": "10.65.0.1"}"#);
    let put = ["key", "put", SUBNET, r#"{"cidr": "10.65.0.0/25", "gateway_ip": "10.65.0.1"}"#];
    assert_snapshot!(env.run(&put), @"
    exit 3
    stderr| error: /calico/dhcp/v1/subnet/b8f0 belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| hint: --force=owner does it all the same
    ");
    assert_snapshot!(env.run(&[&put[..], &["--force=owner", "--dry-run"]].concat()), @r#"
    exit 0
    stdout| ~ /calico/dhcp/v1/subnet/b8f0  {"cidr": "10.65.0.0/25", "gateway_ip": "10.65.0.1"}
    stdout| dry run: /calico/dhcp/v1/subnet/b8f0 updated
    stderr| warning: forced: /calico/dhcp/v1/subnet/b8f0 belongs to networking-calico: its resync overwrites a foreign change within 60 s
    "#);
    let warnings = [&put[..], &["--force=owner", "--jq", ".warnings[]"]].concat();
    assert_snapshot!(env.run(&warnings), @"
    exit 0
    stdout| forced: /calico/dhcp/v1/subnet/b8f0 belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| warning: forced: /calico/dhcp/v1/subnet/b8f0 belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn what_does_not_last_is_told() {
    let env = Env::new();
    assert_snapshot!(env.run(&["key", "put", "/calico/v1/Ready", "false"]), @"
    exit 0
    stdout| /calico/v1/Ready created
    stderr| warning: /calico/v1/Ready: the value is not exactly true: Felix loads no policy that it has not loaded yet, and applies no change until it is true
    stderr| warning: /calico/v1/Ready: networking-calico sets it to true again within 60 s, wherever neutron-server runs
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["key", "put", "/calico/v1/Ready", "true"]), @"
    exit 0
    stdout| /calico/v1/Ready updated
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn what_calico_node_and_the_policy_controller_keep() {
    let env = Env::new();
    let policy = r#"{"order": 1000, "selector": "calico/k8s_ns == 'shop'", "inbound_rules": [], "outbound_rules": []}"#;
    env.put_all(&[
        ("/calico/bgp/v1/host/node1/ip_addr_v4", "10.9.0.1"),
        ("/calico/v1/policy/tier/default/metadata", r#"{"order": 1000}"#),
        ("/calico/v1/policy/tier/default/policy/shop.front", policy),
    ]);
    assert_snapshot!(env.run(&["key", "put", "/calico/bgp/v1/host/node1/ip_addr_v4", "10.9.0.2"]), @"
    exit 0
    stdout| /calico/bgp/v1/host/node1/ip_addr_v4 updated
    stderr| warning: /calico/bgp/v1/host/node1/ip_addr_v4: calico/node writes the host's own again when it starts
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["policy", "remove", "shop.front", "--yes"]), @"
    exit 3
    stderr| error: /calico/v1/policy/tier/default/policy/shop.front belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| hint: --force=owner does it all the same
    ");
    assert_snapshot!(env.run(&["tier", "reorder", "default", "--order", "5", "--yes"]), @"
    exit 0
    stdout| tier default has the order 5
    stderr| warning: /calico/v1/policy/tier/default/metadata: the Kubernetes policy controller gives the tier order 1000 again when it starts
    stderr| datastore: file at DIR/store.redb
    ");
}
