//! `calicross policy`

use insta::assert_snapshot;

use crate::harness::Env;

const WEB: &str = "/calico/v1/policy/tier/infra/policy/web";

/// A datastore that has the tier `infra`, which passes on what is not decided.
fn with_tier() -> Env {
    let env = Env::new();
    env.run(&["tier", "add", "infra", "--order", "900"]).ok();
    env
}

#[test]
fn a_policy_from_its_beginning_to_its_end() {
    let env = with_tier();
    let add = ["policy", "add", "infra/web", "--selector", "role == 'web'", "--inbound", "allow tcp to ports 80,443"];
    assert_snapshot!(env.run(&add), @"
    exit 0
    stdout| policy infra/web added
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(WEB).unwrap(), @r#"{"order": 1000, "selector": "role == 'web'", "inbound_rules": [{"action": "allow", "protocol": "tcp", "dst_ports": [80, 443]}], "outbound_rules": []}"#);
    assert_snapshot!(env.run(&add), @"
    exit 0
    stdout| policy infra/web is there already
    ");
    assert_snapshot!(env.run(&["policy", "add", "web", "--tier", "infra", "--selector", "all()"]), @r#"
    exit 3
    stderr| error: policy infra/web exists and is not what is asked for (/calico/v1/policy/tier/infra/policy/web)
    stderr| --- /calico/v1/policy/tier/infra/policy/web
    stderr| +++ /calico/v1/policy/tier/infra/policy/web
    stderr| @@ -1,6 +1,6 @@
    stderr|  {
    stderr|    "order": 1000,
    stderr| -  "selector": "role == 'web'",
    stderr| +  "selector": "all()",
    stderr|    "inbound_rules": [
    stderr|      {
    stderr|        "action": "allow",
    stderr| hint: `calicross policy show infra/web` shows it; --update makes it what is asked for
    "#);
    assert_snapshot!(env.run(&["policy", "list"]), @"
    exit 0
    stdout| TIER     ORDER  NAME            INBOUND  OUTBOUND  HEALTH  SELECTOR
    stdout| infra     1000  web                   1         0  ok      role == 'web'
    stdout| infra  default  infra-no-match        1         1  ok      all()
    ");
    assert_snapshot!(env.run(&["policy", "show", "web"]), @"
    exit 0
    stdout| Policy:   web
    stdout| Tier:     infra (order 900)
    stdout| Order:    1000
    stdout| Selector: role == 'web'
    stdout| Inbound rules:
    stdout|    1 allow tcp to ports 80,443
    stdout| Outbound rules:
    stdout| Selects:  no endpoint
    stdout| Never decide anything: 1
    stdout|   inbound 1: allow tcp to ports 80,443: the policy selects no endpoint that Felix programs
    ");
    assert_snapshot!(env.run(&["policy", "reorder", "web", "--after", "infra-no-match", "--dry-run"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/tier/infra/policy/web  {"selector": "role == 'web'", "inbound_rules": [{"action": "allow", "protocol": "tcp", "dst_ports": [80, 443]}], "outbound_rules": []}
    stdout| dry run: policy infra/web has the order default
    stdout| no traffic opens or closes
    stderr| warning: policy infra/infra-no-match of tier infra has the same order, default: names decide which comes first
    stderr| would ask: policy infra/web is never reached: infra/infra-no-match comes first, and decides all that it would
    "#);
    assert_snapshot!(env.run(&["policy", "reorder", "web", "--order", "5"]), @"
    exit 0
    stdout| policy infra/web has the order 5
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["policy", "remove", "web"]), @"
    exit 3
    stderr| error: not confirmed: removes policy infra/web
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["policy", "remove", "web", "--yes"]), @"
    exit 0
    stdout| policy infra/web removed
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["policy", "list", "-o", "name"]), @"
    exit 0
    stdout| infra/infra-no-match
    ");
}

#[test]
fn what_would_be_cut_off_is_asked_about() {
    let env = Env::new();
    let words = ["policy", "add", "web", "--selector", "role == 'web'", "--inbound", "allow tcp"];
    assert_snapshot!(env.run(&words), @"
    exit 3
    stderr| error: not confirmed: policy default/web does not decide all inbound traffic, and nothing in tier default passes on the rest: Felix drops it (and 1 more)
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&[&words[..], &["--dry-run"]].concat()), @r#"
    exit 0
    stdout| + /calico/v1/policy/tier/default/metadata  {"order": 1000}
    stdout| + /calico/v1/policy/tier/default/policy/web  {"order": 1000, "selector": "role == 'web'", "inbound_rules": [{"action": "allow", "protocol": "tcp"}], "outbound_rules": []}
    stdout| dry run: policy default/web added
    stdout| dry run: tier default added, with the order 1000
    stdout| no traffic opens or closes
    stderr| would ask: policy default/web does not decide all inbound traffic, and nothing in tier default passes on the rest: Felix drops it
    stderr| would ask: policy default/web has no outbound rules, and nothing in tier default passes on what it selects: Felix drops all outbound traffic of those endpoints that no other policy of the tier allows
    "#);
    assert!(env.dump().is_empty());
    assert_snapshot!(env.run(&["policy", "add", "nope/web", "--selector", "all()"]), @"
    exit 3
    stderr| error: tier nope does not exist (/calico/v1/policy/tier/nope/metadata)
    stderr| hint: `calicross tier add nope` makes it: Felix 1.4 ignores policies of a tier without metadata
    ");
    assert_snapshot!(env.run(&["policy", "add", "web", "--selector", "role = 'web'"]), @"
    exit 2
    stderr| error: --selector: unexpected '=', expected ==, !=, in or not in at character 6
    stderr| hint: such as: role == 'web' && has(calicross.vm), or 'all()'
    ");
    assert_snapshot!(env.run(&["policy", "add", "web"]), @"
    exit 2
    stderr| error: policy default/web needs a selector
    stderr| hint: --selector 'all()' selects every endpoint, of workloads and of hosts
    ");
}

#[test]
fn rules_in_both_orders_of_words() {
    let (ours, theirs) = (with_tier(), with_tier());
    for (our, their) in [
        ("policy add infra/web --selector role=='web'", "policy infra/web add --selector role=='web'"),
        ("policy rule add web inbound --at=1 deny udp", "policy web rule add inbound --at=1 deny udp"),
        (
            "policy rule add infra/web outbound allow to not selector has(db)",
            "policy infra/web rule add outbound allow to not selector has(db)",
        ),
        ("policy rule list web", "policy web rule show"),
        ("policy rule json web", "policy web rule json"),
        ("policy rule remove web inbound deny udp --yes", "policy web rule remove inbound deny udp --yes"),
        ("policy reorder web --before infra-no-match", "policy web reorder --before infra-no-match"),
    ] {
        let run = |env: &Env, line: &str| env.run(&line.split(' ').collect::<Vec<_>>()).ok().to_string();
        assert_eq!(run(&ours, our), run(&theirs, their), "{their}");
        assert_eq!(ours.dump(), theirs.dump(), "{their}");
    }
    assert_snapshot!(ours.value(WEB).unwrap(), @r#"{"order": 1000, "selector": "role=='web'", "inbound_rules": [], "outbound_rules": [{"action": "allow", "!dst_selector": "has(db)"}]}"#);
}

#[test]
fn rules_by_json_keep_the_policy() {
    let env = with_tier();
    env.put(
        WEB,
        br#"{"order":1.50,"selector":"a == 'b'","inbound_rules":[{"action":"allow"}],"annotations":{"x":"y"}}"#,
    );
    let update =
        |document: &str| env.run_with_stdin(&["policy", "rule", "update", "web", "--yes"], document.as_bytes());
    assert_snapshot!(update(r#"{"inbound_rules": [{"action": "deny", "protocol": "udp"}]}"#), @"
    exit 0
    stdout| rules of policy infra/web replaced
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(WEB).unwrap(), @r#"{"order":1.50,"selector":"a == 'b'","inbound_rules":[{"action":"deny","protocol":"udp"}],"annotations":{"x":"y"},"outbound_rules":[]}"#);
    assert_snapshot!(update(r#"{"selector": "", "inbound_rules": []}"#), @"
    exit 5
    stderr| error: rules of policy infra/web: member 'selector' is none of the two lists of rules
    stderr| hint: `calicross policy rule json infra/web` shows the form
    stderr| hint: `calicross policy add --update` sets selector and order
    ");
    assert_snapshot!(update(r#"{"inbound_rules": [{"action": "pass"}]}"#), @"
    exit 5
    stderr| error: rules of policy infra/web: inbound rule 1: member 'action' is pass, which Felix rejects in the datastore: next-tier is its name there
    stderr| hint: `calicross policy rule json infra/web` shows the form
    ");
    assert_snapshot!(env.run(&["policy", "rule", "json", "web"]), @r#"
    exit 0
    stdout| {
    stdout|   "inbound_rules": [
    stdout|     {
    stdout|       "action": "deny",
    stdout|       "protocol": "udp"
    stdout|     }
    stdout|   ],
    stdout|   "outbound_rules": []
    stdout| }
    "#);
    assert_snapshot!(env.run(&["policy", "rule", "list", "web", "-o", "wide"]), @"
    exit 0
    stdout| DIRECTION  AT  RULE
    stdout| inbound     1  deny udp
    ");
}

#[test]
fn what_cannot_be_read_is_told() {
    let env = with_tier();
    env.put_all(&[
        (WEB, r#"{"order": "default", "selector": "a == 'b'", "types": ["ingress"], "inbound_rules": [{"src_nets": ["10.0.0.0/8"]}]}"#),
        ("/calico/v1/policy/tier/infra/policy/worse", "{"),
        ("/calico/v1/policy/tier/other/policy/web", r#"{"selector": null}"#),
    ]);
    assert_snapshot!(env.run(&["policy", "list"]), @"
    exit 5
    stdout| TIER     ORDER  NAME            INBOUND  OUTBOUND  HEALTH                                       SELECTOR
    stdout| infra  default  infra-no-match        1         1  ok                                           all()
    stdout| infra  default  web                   1         0  felix-2-rejects,felix-1.4-rejects,unreached  a == 'b'
    stdout| infra  default  worse                 -         -  malformed                                    -
    stdout| other  default  web                   0         0  malformed,tier-ignored                       -
    stderr| warning: malformed value at /calico/v1/policy/tier/other/policy/web: selector is null, not a string
    stderr| error: malformed value at /calico/v1/policy/tier/infra/policy/worse: the value ends early, expected a member's name at line 1 column 2 (and 1 more)
    stderr| hint: `calicross key get /calico/v1/policy/tier/infra/policy/worse` shows it
    ");
    assert_snapshot!(env.run(&["policy", "show", "web"]), @"
    exit 3
    stderr| error: policy web is ambiguous: infra/web, other/web
    stderr| hint: TIER/NAME says which
    ");
    assert_snapshot!(env.run(&["policy", "show", "infra/web"]), @r#"
    exit 0
    stdout| Policy:   web
    stdout| Tier:     infra (order 900)
    stdout| Order:    default
    stdout| Selector: a == 'b'
    stdout| types: ["ingress"]
    stdout| Inbound rules:
    stdout|    1 allow from cidr 10.0.0.0/8
    stdout| Outbound rules:
    stdout| Selects:  no endpoint
    stdout| Beware:   policy infra/web: its order is "default": Felix 2 goes on as if it were not there
    stdout| Beware:   policy infra/web: a rule has list of CIDRs ('src_nets'): Felix 1.4 goes on as if it were not there
    stdout| Beware:   policy infra/web is never reached: infra/infra-no-match comes first, and decides all that it would
    stdout| Beware:   order is "default": Felix 2 cannot read the policy and ignores it; leave the member out
    stdout| Beware:   inbound rule 1: list of CIDRs ('src_nets'): Felix 1.4 rejects it, and all rules beside it
    stdout| Beware:   types is Felix 2's: Felix 1.4 applies the policy to both directions, and drops what the other one does not allow
    "#);
    assert_snapshot!(env.run(&["policy", "show", "worse"]), @"
    exit 5
    stdout| Policy:   worse
    stdout| Tier:     infra (order 900)
    stdout| Rules:   malformed: Felix goes on as if the policy were not there
    stdout| Selects:  no endpoint
    stdout| Beware:   malformed JSON: the value ends early, expected a member's name at line 1 column 2: Felix ignores the policy, and traffic goes on to whatever follows
    stderr| error: malformed value at /calico/v1/policy/tier/infra/policy/worse: the value ends early, expected a member's name at line 1 column 2
    stderr| hint: `calicross key get /calico/v1/policy/tier/infra/policy/worse` shows it
    ");
    assert_snapshot!(env.run(&["policy", "rule", "add", "worse", "inbound", "allow"]), @"
    exit 5
    stderr| error: malformed value at /calico/v1/policy/tier/infra/policy/worse: the value ends early, expected a member's name at line 1 column 2
    stderr| hint: `calicross key get /calico/v1/policy/tier/infra/policy/worse` shows it
    ");
}

#[test]
fn a_batch_builds_a_tier_at_once() {
    let env = Env::new();
    let lines = "tier add infra --order 900\npolicy add infra/web --selector \"role == 'web'\" --inbound 'allow tcp'\npolicy rule add infra/web outbound allow\n";
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-"], lines.as_bytes()), @"
    exit 0
    stdout| tier infra added
    stdout| policy infra/web added
    stdout| outbound rule added to policy infra/web: allow
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.dump().len(), 3);
}
