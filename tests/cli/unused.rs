//! Rules that never decide anything: `matrix --unused`, and what `show` says of them

use insta::assert_snapshot;

use crate::harness::Env;
use crate::sg::named_cloud;

#[test]
fn of_the_example() {
    let env = named_cloud();
    env.run(&["hybrid", "set", "felix=1.4", "-q"]).ok();
    assert_snapshot!(env.run(&["matrix", "--unused"]), @"
    exit 0
    stdout| OBJECT                                                     DIRECTION  POSITION  RULE                             WHY
    stdout| profile k8s_ns.cart                                        outbound   1         allow                            what it matches is decided before, by outbound rule 1 of policy default/cart.db-from-shop
    stdout| profile k8s_ns.kube-system                                 inbound    1         allow                            no endpoint that Felix programs has the profile
    stdout| profile k8s_ns.kube-system                                 outbound   1         allow                            no endpoint that Felix programs has the profile
    stdout| profile openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894  outbound   2         allow to cidr ::/0 ip-version 6  what it matches is decided before, by outbound rule 2 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    ");
    assert_snapshot!(env.run(&["matrix", "--unused", "--felix", "2.6", "--jq", ".items[0]"]), @r#"
    exit 0
    stdout| {"object":"profile k8s_ns.cart","key":"/calico/v1/policy/profile/k8s_ns.cart/rules","direction":"outbound","position":1,"rule":"allow","code":"decided-before","why":"what it matches is decided before, by outbound rule 1 of policy default/cart.db-from-shop","decided_by":[{"object":"policy default/cart.db-from-shop","key":"/calico/v1/policy/tier/default/policy/cart.db-from-shop","direction":"outbound","position":1,"rule":"allow"}]}
    "#);
}

#[test]
fn every_reason() {
    let env = Env::new();
    let keys = [
        (
            "/calico/v1/host/a/workload/k8s/web.1/endpoint/eth0",
            r#"{"state":"active","name":"cali1","mac":"ee:ee:ee:ee:ee:ee","profile_ids":["web"],"ipv4_nets":["10.0.0.1/32"],"ipv6_nets":[],"labels":{"role":"web"}}"#,
        ),
        ("/calico/v1/policy/profile/web/tags", "[]"),
        (
            "/calico/v1/policy/profile/web/rules",
            r#"{"inbound_rules":[{"action":"allow","protocol":"tcp"},{"action":"deny","protocol":"tcp","dst_ports":[80]},{"action":"allow","src_tag":"gone"},{"action":"allow","ip_version":6},{"action":"allow","protocol":"udp"}],"outbound_rules":[{"action":"allow"},{"action":"deny"}]}"#,
        ),
        ("/calico/v1/policy/profile/idle/rules", r#"{"inbound_rules":[{"action":"allow"}],"outbound_rules":[]}"#),
        ("/calico/v1/policy/tier/bare/policy/p", r#"{"selector":"role == 'web'","order":1,"inbound_rules":[{"action":"allow"}],"outbound_rules":[]}"#),
        ("/calico/v1/policy/tier/t/metadata", r#"{"order": 1}"#),
        ("/calico/v1/policy/tier/t/policy/none", r#"{"selector":"role == 'db'","order":1,"inbound_rules":[{"action":"allow"}],"outbound_rules":[]}"#),
        (
            "/calico/v1/policy/tier/t/policy/web",
            r#"{"selector":"role == 'web'","order":2,"types":["ingress"],"inbound_rules":[{"action":"next-tier"},{"action":"deny"}],"outbound_rules":[{"action":"next-tier"}]}"#,
        ),
    ];
    env.fill(keys.map(|(path, value)| (path.to_owned(), value.as_bytes().to_vec())));
    assert_snapshot!(env.run(&["matrix", "--unused", "--felix", "1.4"]), @"
    exit 0
    stdout| OBJECT         DIRECTION  POSITION  RULE                  WHY
    stdout| profile idle   inbound    1         allow                 no endpoint that Felix programs has the profile
    stdout| profile web    inbound    2         deny tcp to ports 80  what it matches is decided before, by rule 1
    stdout| profile web    inbound    3         allow from tag gone   no address is what it wants
    stdout| profile web    inbound    4         allow ip-version 6    Felix leaves it out: its IP version is none that its endpoints have
    stdout| profile web    outbound   2         deny                  what it matches is decided before, by rule 1
    stdout| policy bare/p  inbound    1         allow                 its tier has no order that can be read: Felix 1.4 ignores the policy
    stdout| policy t/none  inbound    1         allow                 the policy selects no endpoint that Felix programs
    stdout| policy t/web   inbound    2         deny                  what it matches is decided before, by inbound rule 1 of profile web, inbound rule 5 of profile web
    ");
    assert_snapshot!(env.run(&["matrix", "--unused", "--felix", "2.6"]), @"
    exit 0
    stdout| OBJECT         DIRECTION  POSITION  RULE                  WHY
    stdout| profile idle   inbound    1         allow                 no endpoint that Felix programs has the profile
    stdout| profile web    inbound    1         allow tcp             what it matches is decided before, by inbound rule 1 of policy bare/p
    stdout| profile web    inbound    2         deny tcp to ports 80  what it matches is decided before, by inbound rule 1 of policy bare/p
    stdout| profile web    inbound    3         allow from tag gone   no address is what it wants
    stdout| profile web    inbound    4         allow ip-version 6    Felix leaves it out: its IP version is none that its endpoints have
    stdout| profile web    inbound    5         allow udp             what it matches is decided before, by inbound rule 1 of policy bare/p
    stdout| profile web    outbound   1         allow                 nothing of what it matches gets to it
    stdout| profile web    outbound   2         deny                  nothing of what it matches gets to it
    stdout| policy t/none  inbound    1         allow                 the policy selects no endpoint that Felix programs
    stdout| policy t/web   inbound    1         next-tier             what it matches is decided before, by inbound rule 1 of policy bare/p
    stdout| policy t/web   inbound    2         deny                  what it matches is decided before, by inbound rule 1 of policy bare/p
    stdout| policy t/web   outbound   1         next-tier             the policy's types leave outbound out
    ");
    assert_snapshot!(env.run(&["policy", "show", "t/web"]), @r#"
    exit 0
    stdout| Policy:   web
    stdout| Tier:     t (order 1)
    stdout| Order:    2
    stdout| Selector: role == 'web'
    stdout| types: ["ingress"]
    stdout| Inbound rules:
    stdout|    1 next-tier
    stdout|    2 deny
    stdout| Outbound rules:
    stdout|    1 next-tier
    stdout| Selects:  1 endpoint: a/k8s/web.1/eth0
    stdout| Never decide anything: 1
    stdout|   inbound 2: deny: what it matches is decided before, by inbound rule 1 of profile web, inbound rule 5 of profile web
    stdout| Beware:   types is Felix 2's: Felix 1.4 applies the policy to both directions, and drops what the other one does not allow
    "#);
    assert_snapshot!(env.run(&["tag", "show", "gone"]), @"
    exit 0
    stdout| Tag:      gone
    stdout| State:    dangling: rules name it, and no profile carries it
    stdout| Profiles: -
    stdout| Endpoints: 0
    stdout| Named by rules: 1
    stdout|   /calico/v1/policy/profile/web/rules inbound 3: allow from tag gone
    stdout| Never decide anything: 1
    stdout|   /calico/v1/policy/profile/web/rules inbound 3: allow from tag gone: no address is what it wants
    ");
}
