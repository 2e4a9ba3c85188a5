//! `calicross verify`, and `--guard` of every command that writes

use insta::assert_snapshot;

use crate::sg::named_cloud;

const EXPECTED: &str = "\
expectations:
- name: web servers reach each other
  among: sg:web
  expect: allow
- name: nobody from outside reaches the database
  from: any
  to: db1
  expect: deny
";

#[test]
fn what_is_expected_is_held_against_the_datastore() {
    let env = named_cloud();
    let file = env.file("expected.yaml", EXPECTED);
    assert_snapshot!(env.run(&["verify", "-f", &file]), @"
    exit 0
    stdout| ok   web servers reach each other
    stdout| ok   nobody from outside reaches the database
    stdout| 2 of 2 as expected
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    ");
    let junit = env.dir().join("junit.xml");
    let wrong = "- {name: shut, from: 'sg:web', to: 'sg:web', proto: tcp, port: 80, expect: deny}\n- {from: nobody, to: any, expect: deny}";
    assert_snapshot!(env.run_with_stdin(&["verify", "-f", "-", "--junit", &junit.display().to_string()], wrong.as_bytes()), @"
    exit 1
    stdout| FAIL shut
    stdout|      node1/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4 -> node2/openstack/748886f1-bbd1-436a-a68b-f7c4f5dc607b/3073f1ff-6ec6-4f9e-9922-a139f2349b3f: tcp/80 allowed: outbound rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4; inbound rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4
    stdout|        /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout|      node2/openstack/748886f1-bbd1-436a-a68b-f7c4f5dc607b/3073f1ff-6ec6-4f9e-9922-a139f2349b3f -> node1/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4: tcp/80 allowed: outbound rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4; inbound rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4
    stdout|        /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout| FAIL nobody -> any: deny everything
    stdout|      endpoint nobody does not exist
    stdout| 0 of 2 as expected
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    ");
    assert_snapshot!(std::fs::read_to_string(junit).unwrap(), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite name="calicross verify" tests="2" failures="1" errors="1">
      <testcase classname="calicross.verify" name="shut">
        <failure message="node1/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4 -&gt; node2/openstack/748886f1-bbd1-436a-a68b-f7c4f5dc607b/3073f1ff-6ec6-4f9e-9922-a139f2349b3f: tcp/80 allowed: outbound rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4; inbound rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4">node1/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4 -&gt; node2/openstack/748886f1-bbd1-436a-a68b-f7c4f5dc607b/3073f1ff-6ec6-4f9e-9922-a139f2349b3f: tcp/80 allowed: outbound rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4; inbound rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4&#10;node2/openstack/748886f1-bbd1-436a-a68b-f7c4f5dc607b/3073f1ff-6ec6-4f9e-9922-a139f2349b3f -&gt; node1/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4: tcp/80 allowed: outbound rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow to cidr 0.0.0.0/0 ip-version 4; inbound rule 1 of profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4</failure>
      </testcase>
      <testcase classname="calicross.verify" name="nobody -&gt; any: deny everything">
        <error message="endpoint nobody does not exist"/>
      </testcase>
    </testsuite>
    "#);
    assert_snapshot!(env.run_with_stdin(&["verify", "-f", "-"], b"- {from: a, to: b}"), @"
    exit 5
    stderr| error: expectations stdin: line 1 column 13: missing field `expect`
    ");
}

#[test]
fn a_change_that_breaks_an_expectation_is_refused() {
    let env = named_cloud();
    let file = env.file("expected.yaml", EXPECTED);
    let words = [
        "profile",
        "rule",
        "add",
        "openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894",
        "inbound",
        "allow",
        "tcp",
        "--force=owner",
        "--guard",
        &file,
    ];
    assert_snapshot!(env.run(&words), @"
    exit 3
    stderr| warning: forced: /calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/rules belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| error: guarded: after the change it is not so that nobody from outside reaches the database: 0.0.0.0-10.9.255.255 -> node2/openstack/e343d844-54e9-42bf-abac-600da99b1082/e890f181-56fa-40b6-b3bd-89cd311ee63f: tcp allowed: not policed; inbound rule 4 of profile openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894: allow tcp
    stderr| hint: nothing is written; --guard names what must hold
    ");
    assert_snapshot!(env.run(&[&words[..], &["--dry-run"]].concat()), @"
    exit 3
    stderr| warning: forced: /calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/rules belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| error: guarded: after the change it is not so that nobody from outside reaches the database: 0.0.0.0-10.9.255.255 -> node2/openstack/e343d844-54e9-42bf-abac-600da99b1082/e890f181-56fa-40b6-b3bd-89cd311ee63f: tcp allowed: not policed; inbound rule 4 of profile openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894: allow tcp
    stderr| hint: nothing is written; --guard names what must hold
    ");
    let harmless = ["profile", "add", "new", "--guard", &file];
    assert_snapshot!(env.run(&harmless), @"
    exit 0
    stdout| profile new added
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36
    ");
}
