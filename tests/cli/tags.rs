//! `calicross tag`

use insta::assert_snapshot;

use crate::harness::{Env, Run};
use crate::sg::{cloud, named_cloud};

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";

fn run(env: &Env, line: &str) -> Run {
    env.run(&line.split(' ').collect::<Vec<_>>())
}

#[test]
fn tags_of_the_example() {
    let env = named_cloud();
    assert_snapshot!(run(&env, "tag list"), @"
    exit 0
    stdout| TAG                                   PROFILES  ENDPOINTS  ADDRESSES  REFERENCES  STATE  GROUP
    stdout| 0325ec18-425f-4226-903b-ec830e3e7894         1          2          3           2  ok     default
    stdout| 4fe422ed-4730-4af4-b835-38d09235bd4a         1          2          3           2  ok     web
    stdout| calico-k8s-network                           1          2          2           1  ok     -
    stdout| etcd-host                                    1          1          1           0  ok     -
    stdout| k8s_ns.cart                                  1          1          1           0  ok     -
    stdout| k8s_ns.ccp                                   1          3          3           0  ok     -
    stdout| k8s_ns.default                               1          1          1           0  ok     -
    stdout| k8s_ns.kube-system                           1          0          0           0  ok     -
    stdout| k8s_ns.shop                                  1          2          2           0  ok     -
    ");
    assert_snapshot!(run(&env, "tag show k8s_ns.shop"), @"
    exit 0
    stdout| Tag:      k8s_ns.shop
    stdout| State:    ok
    stdout| Profiles: k8s_ns.shop
    stdout| Endpoints: 2
    stdout|   node1/k8s/shop.frontend-2611209331-q9z8y/eth0  10.233.71.5  pod shop/frontend-2611209331-q9z8y
    stdout|   node2/k8s/shop.frontend-2611209331-mk3d1/eth0  10.233.74.68  pod shop/frontend-2611209331-mk3d1
    stdout| Named by rules: 0
    ");
    // By the tag itself, its group's name, the beginning of its uuid; in both orders of words.
    let shown = run(&env, "tag show web").ok().stdout();
    assert_snapshot!(shown, @"
    Tag:      4fe422ed-4730-4af4-b835-38d09235bd4a
    Group:    4fe422ed-4730-4af4-b835-38d09235bd4a (web)
    State:    ok
    Profiles: openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    Endpoints: 2
      node1/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4  10.65.0.3  VM web1
      node2/openstack/748886f1-bbd1-436a-a68b-f7c4f5dc607b/3073f1ff-6ec6-4f9e-9922-a139f2349b3f  10.65.0.4,fd5f:5d21:845:1c2e:f816:3eff:fe4f:cf53  VM web2
    Named by rules: 2
      /calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/rules inbound 3: allow tcp from tag 4fe422ed-4730-4af4-b835-38d09235bd4a to ports 3306:3307 ip-version 4  # web
      /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules inbound 1: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4  # web
    ");
    for line in [format!("tag show {WEB}"), "tag show 4fe".to_owned(), "tag web show".to_owned()] {
        assert_eq!(run(&env, &line).ok().stdout(), shown, "{line}");
    }
    assert_eq!(run(&env, "tag show").ok().stdout(), run(&env, "tag list").ok().stdout());
}

#[test]
fn dangling_and_empty_tags_are_marked_and_negated_references_told_apart() {
    let env = Env::with_web();
    run(&env, "profile rule add web inbound deny from not tag gone").ok();
    run(&env, "profile rule add web outbound allow to tag gone").ok();
    run(&env, "profile rule add web outbound allow tcp from tag web to not tag gone").ok();
    run(&env, "profile tag add web unused").ok();
    assert_snapshot!(run(&env, "tag list"), @"
    exit 0
    stdout| TAG     PROFILES  ENDPOINTS  ADDRESSES  REFERENCES  STATE     GROUP
    stdout| gone           0          0          0           3  dangling  -
    stdout| unused         1          0          0           0  ok        -
    stdout| web            1          0          0           2  empty     -
    ");
    assert_snapshot!(run(&env, "tag show gone"), @"
    exit 0
    stdout| Tag:      gone
    stdout| State:    dangling: rules name it, and no profile carries it
    stdout| Profiles: -
    stdout| Endpoints: 0
    stdout| Named by rules: 1
    stdout|   /calico/v1/policy/profile/web/rules outbound 2: allow to tag gone
    stdout| Named by rules with not: 2
    stdout|   /calico/v1/policy/profile/web/rules inbound 2: deny from not tag gone
    stdout|   /calico/v1/policy/profile/web/rules outbound 3: allow tcp from tag web to not tag gone
    stdout| Never decide anything: 3
    stdout|   /calico/v1/policy/profile/web/rules inbound 2: deny from not tag gone: no endpoint that Felix programs has the profile
    stdout|   /calico/v1/policy/profile/web/rules outbound 2: allow to tag gone: no endpoint that Felix programs has the profile
    stdout|   /calico/v1/policy/profile/web/rules outbound 3: allow tcp from tag web to not tag gone: no endpoint that Felix programs has the profile
    ");
    assert_snapshot!(run(&env, "tag list --filter STATE=dangling -o name"), @"
    exit 0
    stdout| gone
    ");
}

#[test]
fn a_tag_that_nothing_knows_is_not_found() {
    let env = cloud();
    assert_snapshot!(run(&env, "tag show nope"), @"
    exit 3
    stderr| error: tag nope: no profile carries it, and no rule names it
    stderr| hint: `calicross tag list` shows those that are there
    ");
    assert_snapshot!(run(&Env::new(), "tag list"), @"
    exit 0
    stderr| no tags
    ");
}

#[test]
fn members_by_any_way_that_felix_knows() {
    let env = Env::new();
    env.put("/calico/v1/policy/profile/a/tags", br#"["T", "T"]"#);
    env.put("/calico/v1/policy/profile/b/tags", br#"["T"]"#);
    // A list with one bad member is no list of tags.
    env.put("/calico/v1/policy/profile/c/tags", br#"["T", 1]"#);
    env.put(
        "/calico/v1/policy/tier/default/policy/p",
        br#"{"selector": "all()", "inbound_rules": [{"src_tag": "T"}, {"src_tag": 2}]}"#,
    );
    env.put(
        "/calico/v1/host/n1/endpoint/eth0",
        br#"{"name": "eth0", "expected_ipv4_addrs": ["10.0.0.1"], "profile_ids": ["a"]}"#,
    );
    env.put(
        "/calico/v1/host/n1/workload/k8s/shop.front/endpoint/eth0",
        br#"{"state": "inactive", "ipv4_nets": ["10.1.0.1/24", "10.1.0.2/32"], "profile_ids": ["b", "a", "b"]}"#,
    );
    env.put(
        "/calico/v1/host/n2/workload/docker/0a1b/endpoint/2c3d",
        br#"{"state": "active", "ipv4_nets": ["10.1.0.1/32"], "profile_id": "b"}"#,
    );
    env.put(
        "/calico/v1/host/n2/workload/docker/0a1c/endpoint/2c3e",
        br#"{"state": "active", "ipv4_nets": ["10.1.0.9/32"], "profile_ids": ["c"]}"#,
    );
    env.put("/calico/v1/host/n2/workload/docker/0a1d/endpoint/2c3f", br#"{"ipv4_nets": "x", "profile_ids": ["a"]}"#);
    assert_snapshot!(run(&env, "tag list"), @"
    exit 5
    stdout| TAG  PROFILES  ENDPOINTS  ADDRESSES  REFERENCES  STATE  GROUP
    stdout| T           2          3          3           1  ok     -
    stderr| warning: malformed value at /calico/v1/policy/tier/default/policy/p: inbound rule 2: member 'src_tag' is a number, not a string
    stderr| warning: malformed value at /calico/v1/host/n2/workload/docker/0a1d/endpoint/2c3f: member 'ipv4_nets' is a string, not a list
    stderr| error: malformed value at /calico/v1/policy/profile/c/tags: tag 2 is a number, not a string (and 2 more)
    stderr| hint: `calicross key get /calico/v1/policy/profile/c/tags` shows it
    ");
    assert_snapshot!(run(&env, "tag show T"), @"
    exit 5
    stdout| Tag:      T
    stdout| State:    ok
    stdout| Profiles: a, b
    stdout| Endpoints: 1
    stdout|   n1/eth0  10.0.0.1  host endpoint
    stdout| Rejected by Felix, so no members: n1/k8s/shop.front/eth0, n2/docker/0a1b/2c3d
    stdout| Named by rules: 1
    stdout|   /calico/v1/policy/tier/default/policy/p inbound 1: allow from tag T
    stderr| warning: malformed value at /calico/v1/policy/tier/default/policy/p: inbound rule 2: member 'src_tag' is a number, not a string
    stderr| warning: malformed value at /calico/v1/host/n2/workload/docker/0a1d/endpoint/2c3f: member 'ipv4_nets' is a string, not a list
    stderr| error: malformed value at /calico/v1/policy/profile/c/tags: tag 2 is a number, not a string (and 2 more)
    stderr| hint: `calicross key get /calico/v1/policy/profile/c/tags` shows it
    ");
}
