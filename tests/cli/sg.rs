//! `calicross sg`

use insta::assert_snapshot;

use crate::harness::{Env, Run};

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const KEYS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cross-workload/keys.batch");
const LISTINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/listings");
const LISTED: [&str; 3] = ["security-groups", "servers", "ports"];

/// The cross-workload example's cloud.
pub(crate) fn cloud() -> Env {
    let env = Env::new();
    env.run(&["batch", "-f", KEYS, "--force=owner", "--yes", "-q"]).ok();
    env
}

/// What a client of some age listed, one after the other, as it lands in a file.
fn listings(client: &str) -> String {
    LISTED.map(|listed| std::fs::read_to_string(format!("{LISTINGS}/{client}/{listed}.json")).unwrap()).concat()
}

/// The same with the names of its objects.
pub(crate) fn named_cloud() -> Env {
    let env = cloud();
    env.run_with_stdin(&["sg", "names", "import", "-"], listings("client-6").as_bytes()).ok();
    env
}

fn run(env: &Env, line: &str) -> Run {
    env.run(&line.split(' ').collect::<Vec<_>>())
}

#[test]
fn names_come_from_clients_of_any_age() {
    let env = cloud();
    let old = listings("client-3");
    assert_snapshot!(env.run_with_stdin(&["sg", "names", "import", "-", "--dry-run"], old.as_bytes()), @r#"
    exit 0
    stdout| + /calicross/v1/names/groups/03  {"0325ec18-425f-4226-903b-ec830e3e7894": "default"}
    stdout| + /calicross/v1/names/groups/4f  {"4fe422ed-4730-4af4-b835-38d09235bd4a": "web"}
    stdout| + /calicross/v1/names/ports/30  {"3073f1ff-6ec6-4f9e-9922-a139f2349b3f": "web2-eth0"}
    stdout| + /calicross/v1/names/servers/1f  {"1f1de411-beb5-4d75-b9b2-378e979eed9c": "web1"}
    stdout| + /calicross/v1/names/servers/74  {"748886f1-bbd1-436a-a68b-f7c4f5dc607b": "web2"}
    stdout| + /calicross/v1/names/servers/e3  {"e343d844-54e9-42bf-abac-600da99b1082": "db1"}
    stdout| dry run: names of security groups: 2 new, 2 in all
    stdout| dry run: names of servers: 3 new, 3 in all
    stdout| dry run: names of ports: 1 new, 1 in all
    "#);
    assert_snapshot!(env.run_with_stdin(&["sg", "names", "import", "-"], old.as_bytes()), @"
    exit 0
    stdout| names of security groups: 2 new, 2 in all
    stdout| names of servers: 3 new, 3 in all
    stdout| names of ports: 1 new, 1 in all
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36
    ");
    // Today's client lists the same.
    let new = listings("client-6");
    assert_snapshot!(env.run_with_stdin(&["sg", "names", "import", "-"], new.as_bytes()), @"
    exit 0
    stdout| names of security groups: unchanged, 2 in all
    stdout| names of servers: unchanged, 3 in all
    stdout| names of ports: unchanged, 1 in all
    ");
    assert_snapshot!(run(&env, "sg names list"), @"
    exit 0
    stdout| KIND    ID                                    NAME
    stdout| group   0325ec18-425f-4226-903b-ec830e3e7894  default
    stdout| group   4fe422ed-4730-4af4-b835-38d09235bd4a  web
    stdout| server  1f1de411-beb5-4d75-b9b2-378e979eed9c  web1
    stdout| server  748886f1-bbd1-436a-a68b-f7c4f5dc607b  web2
    stdout| server  e343d844-54e9-42bf-abac-600da99b1082  db1
    stdout| port    3073f1ff-6ec6-4f9e-9922-a139f2349b3f  web2-eth0
    ");
    run(&env, "undo --last --yes").ok();
    assert_snapshot!(run(&env, "sg names list"), @"
    exit 0
    stderr| no names are imported
    ");
}

#[test]
fn replace_drops_the_names_of_that_kind_that_are_not_listed() {
    let env = named_cloud();
    let file = env.file("groups.json", &format!(r#"[{{"ID": "{WEB}", "Name": "www"}}]"#));
    assert_snapshot!(env.run(&["sg", "names", "import", &file]), @"
    exit 5
    stderr| error: listing DIR/groups.json: cannot tell by the columns (ID, Name) whether security groups, servers or ports are listed
    stderr| hint: --kind group, server or port says which
    ");
    assert_snapshot!(env.run(&["sg", "names", "import", &file, "--kind", "group", "--replace"]), @"
    exit 0
    stdout| names of security groups: 1 changed, 1 dropped, 1 in all
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36
    ");
    assert_snapshot!(env.run(&["sg", "names", "list", "-o", "name"]), @"
    exit 0
    stdout| 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| 1f1de411-beb5-4d75-b9b2-378e979eed9c
    stdout| 748886f1-bbd1-436a-a68b-f7c4f5dc607b
    stdout| e343d844-54e9-42bf-abac-600da99b1082
    stdout| 3073f1ff-6ec6-4f9e-9922-a139f2349b3f
    ");
    assert_snapshot!(env.run_with_stdin(&["sg", "names", "import", "-", "--replace"], b"[]"), @"
    exit 5
    stderr| error: listing stdin: an empty list does not tell whose names to drop
    stderr| hint: --kind group, server or port says which
    ");
}

#[test]
fn a_bad_listing_writes_nothing_and_says_where() {
    let env = Env::new();
    let import = |text: &str| env.run(&["sg", "names", "import", &env.file("list.json", text)]);
    let good = format!(r#"{{"ID": "{WEB}", "Name": "web", "Description": "", "Project": ""}}"#);
    assert_snapshot!(import(&format!(r#"[{good}, {{"ID": "7", "Name": "a"}}]"#)), @r#"
    exit 5
    stderr| error: listing DIR/list.json: item 2: its ID "7" is not a uuid
    stderr| hint: save what `openstack security group list -f json` prints, or `server list`, or `port list`
    "#);
    assert_snapshot!(import(&format!("[{good}, ]")), @"
    exit 5
    stderr| error: listing DIR/list.json: unexpected ']', expected a value at line 1 column 99
    stderr| hint: save what `openstack security group list -f json` prints, or `server list`, or `port list`
    ");
    assert_snapshot!(import("openstack: command not found"), @"
    exit 5
    stderr| error: listing DIR/list.json: unexpected 'o', expected a list at line 1 column 1
    stderr| hint: save what `openstack security group list -f json` prints, or `server list`, or `port list`
    ");
    assert_snapshot!(import(""), @"
    exit 5
    stderr| error: listing DIR/list.json: there is no list in it
    stderr| hint: save what `openstack security group list -f json` prints, or `server list`, or `port list`
    ");
    assert_snapshot!(run(&env, "sg names import nope.json"), @"
    exit 3
    stderr| error: listing nope.json: No such file or directory (os error 2)
    ");
    assert_snapshot!(run(&env, "sg names import list.json --kind pod"), @"
    exit 2
    stderr| error: invalid value 'pod' for '--kind <KIND>': `pod` is none of group, server, port
    stderr| hint: usage: calicross sg names import [OPTIONS] <FILE>
    ");
    assert!(env.journal().is_empty());
}

#[test]
fn groups_with_their_members_and_links() {
    let env = named_cloud();
    for line in [
        "profile add k8s-to-sg1".to_owned(),
        format!("profile tag add k8s-to-sg1 {WEB}"),
        format!("profile rule add k8s-to-sg1 inbound allow from tag {WEB}"),
    ] {
        run(&env, &line).ok();
    }
    assert_snapshot!(run(&env, "sg list"), @"
    exit 0
    stdout| NAME     ID                                    MEMBERS  INBOUND  OUTBOUND  PROFILE  LINKS
    stdout| default  0325ec18-425f-4226-903b-ec830e3e7894        2        3         2  ok       -
    stdout| web      4fe422ed-4730-4af4-b835-38d09235bd4a        2        4         2  ok       k8s-to-sg1
    ");
    assert_snapshot!(run(&env, "sg show web"), @"
    exit 0
    stdout| Group:   4fe422ed-4730-4af4-b835-38d09235bd4a (web)
    stdout| Profile: openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| Inbound rules:
    stdout|    1 allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4  # web
    stdout|    2 allow icmp type 8 from cidr 0.0.0.0/0 ip-version 4
    stdout|    3 allow tcp from cidr 10.10.0.0/24 to ports 22 ip-version 4
    stdout|    4 allow udp from cidr 10.10.0.0/24 to ports 1:65535 ip-version 4
    stdout| Outbound rules:
    stdout|    1 allow to cidr 0.0.0.0/0 ip-version 4
    stdout|    2 allow to cidr ::/0 ip-version 6
    stdout| Members: 2
    stdout|   node1/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4  10.65.0.3  VM web1
    stdout|   node2/openstack/748886f1-bbd1-436a-a68b-f7c4f5dc607b/3073f1ff-6ec6-4f9e-9922-a139f2349b3f  10.65.0.4,fd5f:5d21:845:1c2e:f816:3eff:fe4f:cf53  VM web2
    stdout| Links: 1
    stdout|   k8s-to-sg1  by tag, both, 0 endpoints
    stdout| Named by rules elsewhere: 2
    stdout|   /calico/v1/policy/profile/k8s-to-sg1/rules inbound 2: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a  # web
    stdout|   /calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/rules inbound 3: allow tcp from tag 4fe422ed-4730-4af4-b835-38d09235bd4a to ports 3306:3307 ip-version 4  # web
    ");
    for word in [WEB, "4f", &format!("openstack-sg-{WEB}")] {
        assert_eq!(env.run(&["sg", word, "show", "-o", "name"]).stdout(), format!("{WEB}\n"), "{word}");
    }
    assert_snapshot!(run(&env, "sg show www"), @"
    exit 3
    stderr| error: security group www does not exist
    stderr| hint: `calicross sg list` shows those that do
    ");
}

#[test]
fn a_name_that_two_groups_have_is_ambiguous() {
    let env = cloud();
    let both = format!(
        r#"[{{"ID": "{WEB}", "Name": "default"}}, {{"ID": "0325ec18-425f-4226-903b-ec830e3e7894", "Name": "default"}}]"#
    );
    env.run_with_stdin(&["sg", "names", "import", "-", "--kind", "group"], both.as_bytes()).ok();
    assert_snapshot!(run(&env, "sg show default"), @"
    exit 3
    stderr| error: security group default is ambiguous: default (0325ec18-425f-4226-903b-ec830e3e7894), default (4fe422ed-4730-4af4-b835-38d09235bd4a)
    stderr| hint: a longer beginning, or the whole name or uuid, says which
    ");
    assert_snapshot!(run(&env, "tag show default"), @"
    exit 3
    stderr| error: security group default is ambiguous: default (0325ec18-425f-4226-903b-ec830e3e7894), default (4fe422ed-4730-4af4-b835-38d09235bd4a)
    stderr| hint: a longer beginning, or the whole name or uuid, says which
    ");
}

#[test]
fn groups_that_are_gone_or_broken_are_listed() {
    let env = Env::new();
    let endpoint = |vm: &str, group: &str| {
        let value = format!(r#"{{"state": "active", "name": "tap1", "profile_ids": ["openstack-sg-{group}"]}}"#);
        env.put(&format!("/calico/v1/host/node1/workload/openstack/{vm}/endpoint/p1"), value.as_bytes());
    };
    let key = |group: &str, part: &str| format!("/calico/v1/policy/profile/openstack-sg-{group}/{part}");
    endpoint("vm1", "aaaa0000-0000-4000-8000-000000000001");
    env.put(&key("aaaa0000-0000-4000-8000-000000000002", "tags"), b"[]");
    env.put(&key("aaaa0000-0000-4000-8000-000000000003", "tags"), b"[]");
    env.put(&key("aaaa0000-0000-4000-8000-000000000003", "rules"), br#"{"inbound_rules": [{"src_tag": 1}]}"#);
    env.put("/calico/v1/host/node1/workload/openstack/vm2/endpoint/p2", br#"{"profile_ids": "openstack-sg-x"}"#);
    // What cannot be in a group is not asked.
    env.put("/calico/v1/host/node1/workload/k8s/shop.front/endpoint/eth0", b"no JSON");
    run(&env, "profile add k8s-to-sg1").ok();
    run(&env, "profile tag add k8s-to-sg1 aaaa0000-0000-4000-8000-000000000004").ok();
    assert_snapshot!(run(&env, "sg list"), @"
    exit 5
    stdout| NAME  ID                                    MEMBERS    INBOUND  OUTBOUND  PROFILE     LINKS
    stdout| -     aaaa0000-0000-4000-8000-000000000001        1          -         -  missing     -
    stdout| -     aaaa0000-0000-4000-8000-000000000002        0          -         -  incomplete  -
    stdout| -     aaaa0000-0000-4000-8000-000000000003        0  malformed         0  malformed   -
    stdout| -     aaaa0000-0000-4000-8000-000000000004        0          -         -  missing     k8s-to-sg1
    stderr| warning: malformed value at /calico/v1/host/node1/workload/openstack/vm2/endpoint/p2: member 'profile_ids' is a string, not a list
    stderr| error: malformed value at /calico/v1/policy/profile/openstack-sg-aaaa0000-0000-4000-8000-000000000003/rules: inbound rule 1: member 'src_tag' is a number, not a string (and 1 more)
    stderr| hint: `calicross key get /calico/v1/policy/profile/openstack-sg-aaaa0000-0000-4000-8000-000000000003/rules` shows it
    ");
    assert_snapshot!(run(&env, "sg show aaaa0000-0000-4000-8000-000000000001"), @"
    exit 0
    stdout| Group:   aaaa0000-0000-4000-8000-000000000001
    stdout| Profile: openstack-sg-aaaa0000-0000-4000-8000-000000000001, missing: its members are shut off
    stdout| Members: 1
    stdout|   node1/openstack/vm1/p1  no address
    stdout| Links: 0
    stdout| Named by rules elsewhere: 0
    ");
    assert_snapshot!(run(&env, "sg show aaaa0000-0000-4000-8000-000000000002"), @"
    exit 0
    stdout| Group:   aaaa0000-0000-4000-8000-000000000002
    stdout| Profile: openstack-sg-aaaa0000-0000-4000-8000-000000000002, without rules: its members are shut off
    stdout| Members: 0
    stdout| Links: 0
    stdout| Named by rules elsewhere: 0
    ");
    assert_snapshot!(run(&env, "sg show aaaa0000-0000-4000-8000-000000000003"), @"
    exit 5
    stdout| Group:   aaaa0000-0000-4000-8000-000000000003
    stdout| Profile: openstack-sg-aaaa0000-0000-4000-8000-000000000003, malformed
    stdout| Inbound rules:
    stdout|    1 malformed: member 'src_tag' is a number, not a string
    stdout| Outbound rules:
    stdout| Members: 0
    stdout| Links: 0
    stdout| Named by rules elsewhere: 0
    stderr| error: malformed value at /calico/v1/policy/profile/openstack-sg-aaaa0000-0000-4000-8000-000000000003/rules: inbound rule 1: member 'src_tag' is a number, not a string
    stderr| hint: `calicross key get /calico/v1/policy/profile/openstack-sg-aaaa0000-0000-4000-8000-000000000003/rules` shows it
    ");
    assert_snapshot!(run(&env, "sg show aaaa"), @"
    exit 3
    stderr| error: security group aaaa is ambiguous: aaaa0000-0000-4000-8000-000000000001, aaaa0000-0000-4000-8000-000000000002, aaaa0000-0000-4000-8000-000000000003, aaaa0000-0000-4000-8000-000000000004
    stderr| hint: a longer beginning, or the whole name or uuid, says which
    ");
}

#[test]
fn nothing_there_is_said() {
    let env = Env::new();
    assert_snapshot!(run(&env, "sg list"), @"
    exit 0
    stderr| no security groups
    ");
    assert_snapshot!(run(&env, "sg names list"), @"
    exit 0
    stderr| no names are imported
    ");
}

#[test]
fn names_that_cannot_be_read_are_a_warning_where_they_are_only_shown() {
    let env = named_cloud();
    env.put("/calicross/v1/names/groups/4f", b"no JSON");
    assert_snapshot!(run(&env, "sg list"), @"
    exit 0
    stdout| NAME     ID                                    MEMBERS  INBOUND  OUTBOUND  PROFILE  LINKS
    stdout| default  0325ec18-425f-4226-903b-ec830e3e7894        2        3         2  ok       -
    stdout| -        4fe422ed-4730-4af4-b835-38d09235bd4a        2        4         2  ok       -
    stderr| warning: the names at /calicross/v1/names/groups/4f are not shown: unexpected 'n', expected a value at line 1 column 1
    ");
    assert_snapshot!(run(&env, "sg names list"), @"
    exit 5
    stdout| KIND    ID                                    NAME
    stdout| group   0325ec18-425f-4226-903b-ec830e3e7894  default
    stdout| server  1f1de411-beb5-4d75-b9b2-378e979eed9c  web1
    stdout| server  748886f1-bbd1-436a-a68b-f7c4f5dc607b  web2
    stdout| server  e343d844-54e9-42bf-abac-600da99b1082  db1
    stdout| port    3073f1ff-6ec6-4f9e-9922-a139f2349b3f  web2-eth0
    stderr| error: malformed value at /calicross/v1/names/groups/4f: unexpected 'n', expected a value at line 1 column 1
    stderr| hint: `calicross sg names import --force=malformed` writes a fresh listing over it
    ");
    let list = format!(r#"[{{"ID": "{WEB}", "Name": "web"}}]"#);
    let import = ["sg", "names", "import", "-", "--kind", "group"];
    assert_snapshot!(env.run_with_stdin(&import, list.as_bytes()), @"
    exit 5
    stderr| error: value of /calicross/v1/names/groups/4f cannot be read: unexpected 'n', expected a value at line 1 column 1
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run_with_stdin(&[&import[..], &["--force=malformed"]].concat(), list.as_bytes()), @"
    exit 0
    stdout| names of security groups: 1 new, 2 in all
    stderr| warning: forced: value of /calicross/v1/names/groups/4f cannot be read: unexpected 'n', expected a value at line 1 column 1
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36
    ");
}
