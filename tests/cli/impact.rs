//! Which traffic a change opens and closes, what is asked because of it, and what refuses it

use insta::assert_snapshot;

use crate::harness::Env;

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";

fn pod(namespace: &str, at: usize, profiles: &str) -> (String, Vec<u8>) {
    let value = format!(
        r#"{{"state":"active","name":"cali{namespace}{at}","profile_ids":[{profiles}],"ipv4_nets":["10.233.{}.{at}/32"],"labels":{{"calico/k8s_ns":"{namespace}"}}}}"#,
        namespace.len(),
    );
    (format!("/calico/v1/host/n{}/workload/k8s/{namespace}.p-{at}/endpoint/eth0", at % 2), value.into_bytes())
}

fn vm(at: usize) -> (String, Vec<u8>) {
    let value = format!(
        r#"{{"state": "active", "name": "tap{at}", "profile_ids": ["openstack-sg-{WEB}"], "ipv4_nets": ["10.65.0.{at}/32"]}}"#
    );
    (format!("/calico/v1/host/n{}/workload/openstack/vm-{at}/endpoint/port-{at}", at % 2), value.into_bytes())
}

/// Pods of a namespace, of whom nobody lets anybody in; VMs of a security group, that let each other in.
fn cloud(pods: usize, vms: usize) -> Env {
    let env = Env::new();
    env.put_all(&[
        ("/calico/v1/config/InterfacePrefix", "cali,tap"),
        ("/calico/v1/policy/profile/k8s_ns.web/rules", r#"{"inbound_rules": [], "outbound_rules": [{"action": "allow"}]}"#),
        ("/calico/v1/policy/profile/k8s_ns.web/tags", r#"["k8s_ns.web"]"#),
        (
            "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules",
            r#"{"inbound_rules": [{"src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a", "ip_version": 4}], "outbound_rules": [{"ip_version": 4}]}"#,
        ),
        (
            "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags",
            r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#,
        ),
    ]);
    env.fill((1..=pods).map(|at| pod("web", at, r#""k8s_ns.web""#)).chain((1..=vms).map(vm)));
    let names = format!(r#"[{{"ID": "{WEB}", "Name": "sg01"}}]"#);
    let _ = env.run_with_stdin(&["sg", "names", "import", "-", "--kind", "group", "-q"], names.as_bytes()).ok();
    env
}

#[test]
fn both_directions_are_told_by_namespace_and_group() {
    let env = cloud(12, 3);
    let rule: &[&str] =
        &["profile", "rule", "add", "k8s_ns.web", "inbound", "allow", "tcp", "from", "tag", WEB, "to", "ports", "80"];
    let forced = |more: &[&str]| env.run(&[rule, &["--force=owner"], more].concat());
    assert_snapshot!(forced(&["--dry-run"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/k8s_ns.web/rules  {"id": "k8s_ns.web", "inbound_rules": [{"action": "allow", "protocol": "tcp", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a", "dst_ports": [80]}], "outbound_rules": [{"action": "allow"}]}
    stdout| dry run: inbound rule added to profile k8s_ns.web: allow tcp from tag 4fe422ed-4730-4af4-b835-38d09235bd4a to ports 80
    stdout| opens: 12 pods of ns web <- sg sg01 (3 VMs): tcp/80
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    "#);
    assert_snapshot!(forced(&["--dry-run", "--no-impact", "-q"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/k8s_ns.web/rules  {"id": "k8s_ns.web", "inbound_rules": [{"action": "allow", "protocol": "tcp", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a", "dst_ports": [80]}], "outbound_rules": [{"action": "allow"}]}
    stdout| dry run: inbound rule added to profile k8s_ns.web: allow tcp from tag 4fe422ed-4730-4af4-b835-38d09235bd4a to ports 80
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    "#);
    assert_snapshot!(forced(&["--dry-run", "-o", "json", "--jq", ".impact"]), @r#"
    exit 0
    stdout| {"felix":"1.4","felix_assumed":true,"felix_hosts":{},"opens":[{"from":{"group":"sg sg01","kind":"security group","endpoints":3},"to":{"group":"ns web","kind":"namespace","endpoints":12},"near":null,"pairs":36,"services":[{"ip_version":4,"protocol":[6,6],"ports":[[80,80]]}],"words":"tcp/80"}],"closes":[],"caveats":[]}
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    "#);
    // Opening to a group asks nothing.
    assert_snapshot!(forced(&["--impact"]), @"
    exit 0
    stdout| inbound rule added to profile k8s_ns.web: allow tcp from tag 4fe422ed-4730-4af4-b835-38d09235bd4a to ports 80
    stdout| opens: 12 pods of ns web <- sg sg01 (3 VMs): tcp/80
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "tag", "remove", "k8s_ns.web", "k8s_ns.web", "--force=owner", "--dry-run"]), @"
    exit 0
    stdout| ~ /calico/v1/policy/profile/k8s_ns.web/tags  []
    stdout| dry run: tag k8s_ns.web removed from profile k8s_ns.web
    stdout| no traffic opens or closes
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/tags belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| would ask: removes tag k8s_ns.web from profile k8s_ns.web
    ");
    let tag: &[&str] = &["profile", "tag", "add", "k8s_ns.web", WEB, "--force=owner"];
    assert_snapshot!(env.run(&[tag, &["--dry-run"]].concat()), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/k8s_ns.web/tags  ["k8s_ns.web", "4fe422ed-4730-4af4-b835-38d09235bd4a"]
    stdout| dry run: tag 4fe422ed-4730-4af4-b835-38d09235bd4a added to profile k8s_ns.web
    stdout| opens: 12 pods of ns web <- ns web (12 pods): tcp/80
    stdout| opens: 3 VMs of sg sg01 <- ns web (12 pods): all
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/tags belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    "#);
    // With --yes, and nothing asked for, it is not worked out.
    let run = env.run(&[tag, &["--yes", "-o", "json"]].concat()).ok();
    assert!(run.json()["impact"].is_null(), "{run}");
    assert_snapshot!(env.run(&["undo", "--last", "--dry-run", "--force=owner"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/k8s_ns.web/tags  ["k8s_ns.web"]
    stdout| dry run: taken back: profile tag add k8s_ns.web 4fe422ed-4730-4af4-b835-38d09235bd4a --force=owner
    stdout| closes: 12 pods of ns web <- ns web (12 pods): tcp/80
    stdout| closes: 3 VMs of sg sg01 <- ns web (12 pods): all
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/tags belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| would ask: closes traffic of 12 endpoints: 12 pods of ns web <- ns web (12 pods): tcp/80
    stderr| would ask: takes back: profile tag add k8s_ns.web 4fe422ed-4730-4af4-b835-38d09235bd4a --force=owner
    "#);
}

#[test]
fn fail_on_refuses_and_writes_nothing() {
    let env = cloud(2, 1);
    let before = env.dump();
    let opens: &[&str] =
        &["profile", "rule", "add", "k8s_ns.web", "inbound", "allow", "--force=owner", "--fail-on", "opens"];
    assert_snapshot!(env.run(opens), @"
    exit 3
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| error: refused by --fail-on opens: it opens 2 pods of ns web <- any address: all (and 2 more)
    stderr| hint: nothing is written; --dry-run shows all of it
    ");
    assert_snapshot!(env.run(&[opens, &["--yes"]].concat()), @"
    exit 3
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| error: refused by --fail-on opens: it opens 2 pods of ns web <- any address: all (and 2 more)
    stderr| hint: nothing is written; --dry-run shows all of it
    ");
    assert_snapshot!(env.run(&[opens, &["--dry-run", "--out", "web.plan"]].concat()), @r#"
    exit 3
    stdout| ~ /calico/v1/policy/profile/k8s_ns.web/rules  {"id": "k8s_ns.web", "inbound_rules": [{"action": "allow"}], "outbound_rules": [{"action": "allow"}]}
    stdout| dry run: inbound rule added to profile k8s_ns.web: allow
    stdout| opens: 2 pods of ns web <- any address, ns web (2 pods), sg sg01 (1 VM): all
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| would ask: opens 2 pods of ns web to any address: all
    stderr| error: refused by --fail-on opens: it opens 2 pods of ns web <- any address: all (and 2 more)
    stderr| hint: nothing is written; --dry-run shows all of it
    "#);
    assert!(!env.dir().join("web.plan").exists());
    assert_eq!(env.dump(), before);
    let closes: &[&str] =
        &["profile", "rule", "remove", "k8s_ns.web", "outbound", "--at", "1", "--force=owner", "--yes", "--fail-on"];
    assert_eq!(env.run(&[closes, &["opens,closes"]].concat()).code(), 3);
    assert_eq!(env.dump(), before);
    let _ = env.run(&[closes, &["opens"]].concat()).ok();
    assert_ne!(env.dump(), before);
    assert_snapshot!(env.run(&["profile", "tag", "add", "k8s_ns.web", "t", "--no-impact", "--fail-on", "opens"]), @"
    exit 2
    stderr| error: the argument '--no-impact' cannot be used with '--fail-on <WHAT,...>'
    stderr| hint: usage: calicross profile tag add [OPTIONS] <PROFILE> <TAGS>...
    ");
}

#[test]
fn questions_go_by_effect() {
    let env = cloud(6, 1);
    let before = env.dump();
    // Everybody, and nobody: both are asked about, the worse first.
    assert_snapshot!(env.run(&["profile", "rule", "add", "k8s_ns.web", "inbound", "allow", "--force=owner"]), @"
    exit 3
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| error: not confirmed: opens 6 pods of ns web to any address: all
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    let shut: &[&str] = &["profile", "rule", "remove", "k8s_ns.web", "outbound", "--at", "1", "--force=owner"];
    assert_snapshot!(env.run(shut), @"
    exit 3
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| error: not confirmed: closes all traffic of 6 endpoints, first web/p-2 (and 1 more)
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["key", "rm", "/calico/v1/policy/profile/k8s_ns.web/rules", "--force=owner"]), @"
    exit 3
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| error: not confirmed: closes all traffic of 6 endpoints, first web/p-2
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_eq!(env.dump(), before);
    // Where it is not worked out, every removal is asked about.
    let pod = "/calico/v1/host/n1/workload/k8s/web.p-1/endpoint/eth0";
    assert_snapshot!(env.run(&["key", "rm", pod, "--force=owner", "--no-impact"]), @"
    exit 3
    stderr| warning: forced: /calico/v1/host/n1/workload/k8s/web.p-1/endpoint/eth0 belongs to the CNI plugin: it wrote it for a pod that is running, and does not write it again
    stderr| error: not confirmed: removes /calico/v1/host/n1/workload/k8s/web.p-1/endpoint/eth0
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    // One endpoint is not more than a few.
    assert_snapshot!(env.run(&["key", "rm", pod, "--force=owner"]), @"
    exit 0
    stdout| /calico/v1/host/n1/workload/k8s/web.p-1/endpoint/eth0 removed
    stderr| warning: forced: /calico/v1/host/n1/workload/k8s/web.p-1/endpoint/eth0 belongs to the CNI plugin: it wrote it for a pod that is running, and does not write it again
    stderr| datastore: file at DIR/store.redb
    ");
    // What nobody has is without effect.
    let _ = env.run(&["profile", "add", "idle"]).ok();
    assert_snapshot!(env.run(&["key", "rm", "-r", "/calico/v1/policy/profile/idle"]), @"
    exit 0
    stdout| /calico/v1/policy/profile/idle: 3 keys removed
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn a_pod_that_somebody_names_may_be_opened_and_many_are_asked_about() {
    let env = cloud(7, 0);
    env.put("/calico/v1/policy/profile/open/rules", br#"{"inbound_rules": [{}], "outbound_rules": [{}]}"#);
    assert_snapshot!(env.run(&["endpoint", "profile", "set", "web/p-1", "open", "--impact"]), @"
    exit 0
    stdout| n1/k8s/web.p-1/eth0 set to profile open
    stdout| opens: 1 pod of ns web <- any address, ns web (6 pods): all
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| datastore: file at DIR/store.redb
    ");
    let all: Vec<String> = (2..=7).map(|at| format!("endpoint profile set web/p-{at} open")).collect();
    let lines = all.join("\n");
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-"], lines.as_bytes()), @"
    exit 3
    stderr| error: not confirmed: opens 6 pods of ns web to any address: all
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    // Who lets everybody into a profile may not know who has it.
    env.put("/calico/v1/policy/profile/other/rules", br#"{"inbound_rules": [], "outbound_rules": [{}]}"#);
    let _ = env.run(&["endpoint", "profile", "set", "web/p-2", "other"]).ok();
    assert_snapshot!(env.run(&["profile", "rule", "add", "other", "inbound", "allow"]), @"
    exit 3
    stderr| error: not confirmed: opens 1 pod of ns web to any address: all
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
}

#[test]
fn what_goes_before_network_policies_is_said() {
    let env = cloud(3, 0);
    env.put_all(&[
        ("/calico/v1/policy/tier/default/metadata", r#"{"order": 1000}"#),
        (
            "/calico/v1/policy/tier/default/policy/web.front",
            r#"{"order": 1000, "selector": "calico/k8s_ns == 'web'", "inbound_rules": [{"action": "deny"}], "outbound_rules": [{"action": "next-tier"}]}"#,
        ),
    ]);
    let _ = env.run(&["tier", "add", "infra", "--order", "900"]).ok();
    let add: &[&str] = &[
        "policy",
        "add",
        "infra/monitoring",
        "--selector",
        "all()",
        "--inbound",
        "allow tcp from cidr 10.0.0.1/32 to ports 9100",
    ];
    assert_snapshot!(env.run(&[add, &["--dry-run"]].concat()), @r#"
    exit 0
    stdout| + /calico/v1/policy/tier/infra/policy/monitoring  {"order": 1000, "selector": "all()", "inbound_rules": [{"action": "allow", "ip_version": 4, "protocol": "tcp", "src_net": "10.0.0.1/32", "dst_ports": [9100]}], "outbound_rules": []}
    stdout| dry run: policy infra/monitoring added
    stdout| opens: 3 pods of ns web <- 10.0.0.1/32: tcp/9100
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: an allow in policy infra/monitoring is final: for 3 pods of ns web it goes before NetworkPolicy
    "#);
    assert_snapshot!(env.run(&[add, &["--yes", "--impact"]].concat()), @"
    exit 0
    stdout| policy infra/monitoring added
    stdout| opens: 3 pods of ns web <- 10.0.0.1/32: tcp/9100
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: an allow in policy infra/monitoring is final: for 3 pods of ns web it goes before NetworkPolicy
    stderr| datastore: file at DIR/store.redb
    ");
    // What it lets pass already it need not say again.
    assert_snapshot!(env.run(&["policy", "rule", "add", "infra/monitoring", "inbound", "deny", "udp", "--dry-run"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/tier/infra/policy/monitoring  {"order": 1000, "selector": "all()", "inbound_rules": [{"action": "allow", "ip_version": 4, "protocol": "tcp", "src_net": "10.0.0.1/32", "dst_ports": [9100]}, {"action": "deny", "protocol": "udp"}], "outbound_rules": []}
    stdout| dry run: inbound rule added to policy infra/monitoring: deny udp
    stdout| no traffic opens or closes
    "#);
    // Behind them, nothing goes before.
    assert_snapshot!(env.run(&["tier", "reorder", "infra", "--order", "1100", "--dry-run"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/tier/infra/metadata  {"order": 1100}
    stdout| dry run: tier infra has the order 1100
    stdout| closes: 3 pods of ns web <- 10.0.0.1/32: tcp/9100
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    "#);
    // A link says it in its own words.
    let run = env.run(&["link", "add", "l", "--sg", "sg01", "--by-namespace", "--namespace", "web", "--dry-run"]).ok();
    assert_eq!(run.stderr().matches("NetworkPolicy").count(), 1, "{run}");
}

#[test]
fn a_saved_plan_is_told_of_as_the_datastore_is_now() {
    let env = cloud(2, 1);
    let rule: &[&str] =
        &["profile", "rule", "add", "k8s_ns.web", "inbound", "allow", "from", "tag", WEB, "--force=owner"];
    let _ = env.run(&[rule, &["--dry-run", "--out", "web.plan", "-q"]].concat()).ok();
    assert_snapshot!(env.run(&["plan", "show", "web.plan"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/k8s_ns.web/rules  {"id": "k8s_ns.web", "inbound_rules": [{"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"action": "allow"}]}
    stdout| dry run: inbound rule added to profile k8s_ns.web: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| opens: 2 pods of ns web <- sg sg01 (1 VM): all
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| plan of YYYY-MM-DDTHH:MM:SSZ: profile rule add k8s_ns.web inbound allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a --force=owner
    stderr| for file IDENTITY at DIR/store.redb
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    "#);
    assert_snapshot!(env.run(&["plan", "apply", "web.plan", "--force=owner", "--fail-on", "opens"]), @"
    exit 3
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| error: refused by --fail-on opens: it opens 2 pods of ns web <- sg sg01 (1 VM): all
    stderr| hint: nothing is written; --dry-run shows all of it
    ");
    // Elsewhere it can be read, and what it would do cannot be told.
    assert_snapshot!(env.run(&["plan", "show", "web.plan", "--path", "other.redb"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/k8s_ns.web/rules  {"id": "k8s_ns.web", "inbound_rules": [{"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"action": "allow"}]}
    stdout| dry run: inbound rule added to profile k8s_ns.web: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a
    stderr| plan of YYYY-MM-DDTHH:MM:SSZ: profile rule add k8s_ns.web inbound allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a --force=owner
    stderr| for file IDENTITY at DIR/store.redb
    stderr| the effect on traffic is not worked out: the plan is for file IDENTITY at DIR/store.redb, and this is file new:DIR/other.redb at DIR/other.redb
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    "#);
    assert_snapshot!(env.run(&["plan", "apply", "web.plan", "--force=owner", "--impact"]), @"
    exit 0
    stdout| inbound rule added to profile k8s_ns.web: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| opens: 2 pods of ns web <- sg sg01 (1 VM): all
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.web/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn both_generations() {
    let env = cloud(1, 1);
    // Felix 1.4 ignores policies of a tier without metadata; Felix 2 knows no tiers.
    let policy = r#"{"order": 1, "selector": "all()", "inbound_rules": [{"action": "allow", "protocol": "tcp"}], "outbound_rules": [{"action": "allow"}]}"#;
    let put: &[&str] = &["key", "put", "/calico/v1/policy/tier/bare/policy/p", policy, "--dry-run", "--jq", ".impact"];
    let _ = env.run(&["hybrid", "set", "felix=1.4"]).ok();
    assert_snapshot!(env.run(put), @r#"
    exit 0
    stdout| {"felix":"1.4","felix_assumed":false,"felix_hosts":{},"opens":[],"closes":[],"caveats":[]}
    "#);
    let _ = env.run(&["hybrid", "set", "felix=2.6"]).ok();
    assert_snapshot!(env.run(put), @r#"
    exit 0
    stdout| {"felix":"2.6","felix_assumed":false,"felix_hosts":{},"opens":[{"from":{"group":"any address","kind":"addresses","endpoints":null},"to":{"group":"ns web","kind":"namespace","endpoints":1},"near":null,"pairs":null,"services":[{"ip_version":4,"protocol":[6,6]}],"words":"tcp"},{"from":{"group":"any address","kind":"addresses","endpoints":null},"to":{"group":"sg sg01","kind":"security group","endpoints":1},"near":null,"pairs":null,"services":[{"ip_version":4,"protocol":[6,6]}],"words":"tcp"},{"from":{"group":"sg sg01","kind":"security group","endpoints":1},"to":{"group":"ns web","kind":"namespace","endpoints":1},"near":null,"pairs":1,"services":[{"ip_version":4,"protocol":[6,6]}],"words":"tcp"},{"from":{"group":"ns web","kind":"namespace","endpoints":1},"to":{"group":"sg sg01","kind":"security group","endpoints":1},"near":null,"pairs":1,"services":[{"ip_version":4,"protocol":[6,6]}],"words":"tcp"}],"closes":[],"caveats":[]}
    stderr| would ask: opens 1 pod of ns web to any address: tcp
    stderr| would ask: opens 1 VM of sg sg01 to any address: tcp
    "#);
    // Both pod and VM are on n1.
    let _ = env.run(&["hybrid", "set", "felix=1.4", "--host", "n1"]).ok();
    assert_snapshot!(env.run(put), @r#"
    exit 0
    stdout| {"felix":"2.6","felix_assumed":false,"felix_hosts":{"n1":"1.4"},"opens":[],"closes":[],"caveats":[]}
    "#);
    // Where they cannot be read, nobody knows.
    env.put("/calicross/v1/settings", b"[]");
    assert_snapshot!(env.run(put), @"
    exit 0
    stdout| null
    stderr| the effect on traffic is not worked out: malformed value at /calicross/v1/settings: settings are not an object
    ");
    assert_snapshot!(env.run(&[put, &["--impact"]].concat()), @r#"
    exit 5
    stderr| {"schema":"calicross/error/1","kind":"bad-data","code":5,"message":"the effect on traffic: malformed value at /calicross/v1/settings: settings are not an object","object":null,"key":"/calicross/v1/settings","hint":null}
    "#);
}

#[test]
fn host_endpoints_close_what_was_open() {
    let env = cloud(1, 0);
    let add: &[&str] = &["host-endpoint", "add", "n9", "eth0", "--interface", "eth0"];
    env.put(
        "/calico/v1/policy/profile/open/rules",
        br#"{"inbound_rules": [{"protocol": "tcp"}], "outbound_rules": [{}]}"#,
    );
    assert_snapshot!(env.run(&[add, &["--profile", "open", "--expected-ip", "192.168.0.9", "--dry-run"]].concat()), @r#"
    exit 0
    stdout| + /calico/v1/host/n9/endpoint/eth0  {"name": "eth0", "expected_ipv4_addrs": ["192.168.0.9"], "profile_ids": ["open"]}
    stdout| dry run: host endpoint n9/eth0 added
    stdout| closes: 1 host endpoint <- any address: all but tcp
    stdout| closes: 1 host endpoint <- ns web (1 pod): all but tcp, from host to host
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: host endpoint n9/eth0: what its policies and profiles do not allow is dropped from now on, but the failsafe ports (by default 22 in; 2379, 2380, 4001 and 7001 out)
    "#);
    assert_snapshot!(env.run(&[add, &["--profile", "open", "--dry-run"]].concat()), @r#"
    exit 0
    stdout| + /calico/v1/host/n9/endpoint/eth0  {"name": "eth0", "profile_ids": ["open"]}
    stdout| dry run: host endpoint n9/eth0 added
    stdout| what a host endpoint without expected addresses lets through cannot be told
    stderr| warning: host endpoint n9/eth0: what its policies and profiles do not allow is dropped from now on, but the failsafe ports (by default 22 in; 2379, 2380, 4001 and 7001 out)
    stderr| warning: host endpoint n9/eth0 has no addresses: rules that name its tags, or a selector that selects it, do not match its traffic
    "#);
}
