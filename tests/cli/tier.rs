//! `calicross tier`

use insta::assert_snapshot;

use crate::harness::Env;

const WEB: (&str, &str) = (
    "/calico/v1/policy/tier/infra/policy/web",
    r#"{"order":1000,"selector":"role == 'web'","inbound_rules":[{"action":"allow","protocol":"tcp"}]}"#,
);

#[test]
fn a_tier_from_its_beginning_to_its_end() {
    let env = Env::new();
    assert_snapshot!(env.run(&["tier", "list"]), @"
    exit 0
    stderr| no tiers
    ");
    assert_snapshot!(env.run(&["tier", "add", "infra", "--order", "900"]), @"
    exit 0
    stdout| tier infra added
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value("/calico/v1/policy/tier/infra/policy/infra-no-match").unwrap(), @r#"{"selector": "all()", "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#);
    assert_snapshot!(env.run(&["tier", "add", "infra", "--order", "900"]), @"
    exit 0
    stdout| tier infra is there already
    ");
    assert_snapshot!(env.run(&["tier", "add", "infra", "--order", "1"]), @"
    exit 3
    stderr| error: tier infra exists and is not what is asked for: its order is 900 (/calico/v1/policy/tier/infra/metadata)
    stderr| hint: `calicross tier show infra` shows it; --update makes it what is asked for, --no-pass takes its policies as they are
    ");
    assert_snapshot!(env.run(&["tier", "reorder", "infra", "--order", "-0.5"]), @"
    exit 0
    stdout| tier infra has the order -0.5
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["tier", "list"]), @"
    exit 0
    stdout| NAME   ORDER  POLICIES  METADATA  HEALTH
    stdout| infra   -0.5         1  ok        ok
    ");
    assert_snapshot!(env.run(&["tier", "remove", "infra"]), @"
    exit 3
    stderr| error: not confirmed: removes tier infra
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["tier", "remove", "infra", "--yes"]), @"
    exit 0
    stdout| tier infra removed
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(env.dump().is_empty());
}

#[test]
fn what_felix_makes_of_tiers_is_told() {
    let env = Env::new();
    env.put_all(&[
        ("/calico/v1/policy/tier/broken/metadata", r#"{"order": "1"}"#),
        ("/calico/v1/policy/tier/default/policy/old", r#"{"order": 10, "selector": ""}"#),
        ("/calico/v1/policy/tier/infra/metadata", r#"{"order": 900}"#),
        ("/calico/v1/policy/tier/infra/policy/bad", r#"{"selector": null}"#),
        WEB,
    ]);
    assert_snapshot!(env.run(&["tier", "list"]), @"
    exit 5
    stdout| NAME     ORDER  POLICIES  METADATA   HEALTH
    stdout| infra      900         2  ok         drops-rest-inbound,malformed,shuts-outbound
    stdout| broken       -         0  malformed  ok
    stdout| default      -         1  missing    shuts-inbound,shuts-outbound,tier-ignored
    stderr| error: malformed value at /calico/v1/policy/tier/broken/metadata: order is a string, not a number
    stderr| hint: `calicross key get /calico/v1/policy/tier/broken/metadata` shows it
    ");
    assert_snapshot!(env.run(&["tier", "show", "infra"]), @"
    exit 5
    stdout| Tier:     infra
    stdout| Order:    900
    stdout| Policies:
    stdout|     1000 web  role == 'web'
    stdout|  default bad  malformed: selector is null, not a string
    stdout| Beware:   policy infra/web does not decide all inbound traffic, and nothing in tier infra passes on the rest: Felix drops it
    stdout| Beware:   policy infra/web has no outbound rules, and nothing in tier infra passes on what it selects: Felix drops all outbound traffic of those endpoints that no other policy of the tier allows
    stderr| error: malformed value at /calico/v1/policy/tier/infra/policy/bad: selector is null, not a string
    stderr| hint: `calicross key get /calico/v1/policy/tier/infra/policy/bad` shows it
    ");
    assert_snapshot!(env.run(&["tier", "show", "default"]), @"
    exit 0
    stdout| Tier:     default
    stdout| Metadata: missing: Felix 1.4 ignores the policies of the tier
    stdout| Policies:
    stdout|       10 old  all()
    stdout| Beware:   /calico/v1/policy/tier/default/metadata is missing: Felix 1.4 ignores the policies of the tier
    stdout| Beware:   policy default/old has no inbound rules, and nothing in tier default passes on what it selects: Felix drops all inbound traffic of those endpoints that no other policy of the tier allows
    stdout| Beware:   policy default/old has no outbound rules, and nothing in tier default passes on what it selects: Felix drops all outbound traffic of those endpoints that no other policy of the tier allows
    ");
    assert_snapshot!(env.run(&["tier", "show", "nope"]), @"
    exit 3
    stderr| error: tier nope does not exist (/calico/v1/policy/tier/nope/metadata)
    stderr| hint: `calicross tier list` shows those that do
    ");
    assert_snapshot!(env.run(&["tier", "remove", "infra", "--yes"]), @"
    exit 3
    stderr| error: tier infra has 2 policies which would go with it, first infra/web (/calico/v1/policy/tier/infra/policy/web)
    stderr| hint: --force=in-use does it all the same
    ");
    assert_snapshot!(env.run(&["tier", "add", "default", "--no-pass", "--dry-run"]), @r#"
    exit 0
    stdout| + /calico/v1/policy/tier/default/metadata  {"order": 1000}
    stdout| dry run: tier default has its metadata, and counts
    stdout| no traffic opens or closes
    stderr| would ask: tier default gets its metadata: default/old which Felix 1.4 ignores so far, will decide about traffic
    "#);
    assert_snapshot!(env.run(&["tier", "reorder", "broken", "--order", "1", "--yes"]), @"
    exit 0
    stdout| tier broken has the order 1
    stderr| datastore: file at DIR/store.redb
    ");
}
