//! The JSON that every command prints is the one that the manual tells of

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::Value;

use crate::docs::schemas::{self, SCHEMAS, Schema};
use crate::harness::{BINARY, Env};
use crate::ipam;
use crate::server::Etcd;

/// A line for each verb, in an order in which each succeeds.
const LINES: &[&str] = &[
    "profile add web",
    "profile tag add web T",
    "profile tag list web",
    "profile tag add web T2 --wait=1s",
    "profile rule add web inbound deny udp --reason why",
    "profile rule list web",
    "profile rule json web",
    "profile rule update web --yes",
    "profile rule edit web --yes",
    "profile rule remove web inbound --at 1 --yes",
    "profile tag remove web T --yes --reason why",
    "profile clone web web2",
    "profile label add web role=web",
    "profile label list web",
    "profile label remove web role --yes",
    "tier add infra --order 900",
    "tier reorder infra --order 800",
    "tier list",
    "policy add infra/web --selector role=='web' --inbound allow --order 10",
    "policy rule add infra/web inbound deny udp",
    "policy rule list infra/web",
    "policy rule json infra/web",
    "policy rule update infra/web --yes",
    "policy rule edit infra/web --yes",
    "policy rule remove infra/web inbound --at 1 --yes",
    "policy reorder infra/web --order 20",
    "policy list",
    "policy add infra/types --selector role=='types' --outbound allow",
    "policy show infra/web",
    "tier show infra",
    "policy remove infra/web infra/types --yes",
    "tier remove infra --yes",
    "validate -f res.yaml",
    "explain policy.spec.ingress",
    "create -f res.yaml",
    "replace -f res.yaml",
    "apply -f res.yaml",
    "diff -f res.yaml",
    "get tier",
    "export tier",
    r#"patch tier res -p {"spec":{"order":2}}"#,
    "edit tier res",
    "apply -f res.yaml --set s",
    "tier reorder res --order 5 --yes",
    "drift",
    "delete tier res --yes",
    "apply -f res.yaml --set s",
    "host-endpoint add node1 eth0 --interface eth0 --expected-ip 10.0.0.1 --profile web --label role=host",
    "host-endpoint profile append node1/eth0 web2",
    "host-endpoint profile show node1/eth0",
    "host-endpoint profile set node1/eth0 web2 web",
    "host-endpoint profile remove node1/eth0 web2",
    "host-endpoint list",
    "host-endpoint show node1/eth0",
    "host-endpoint remove node1/eth0 --yes",
    "profile list",
    "profile show web",
    "config set LogSeverityScreen info --yes",
    "config add FailsafeInboundHostPorts 80 --yes",
    "config remove FailsafeInboundHostPorts 80 --yes",
    "config list",
    "config get LogSeverityScreen",
    "config unset LogSeverityScreen --yes",
    "bgp peer add 10.0.0.1 as 64512 --node h",
    "bgp peer list",
    "bgp node-mesh on --yes",
    "bgp node-mesh",
    "bgp default-node-as 64512 --yes",
    "bgp default-node-as",
    "bgp filter add all accept; --yes",
    "bgp filter list",
    "bgp filter show all",
    "bgp show",
    "bgp filter remove all --yes",
    "bgp peer remove 10.0.0.1 --node h --yes",
    "bgp peer remove 10.0.0.1 --node h --if-exists",
    "key put /calico/v1/bytes",
    "key put /calico/v1/Ready false",
    "key ls",
    "key get /calico/v1/Ready",
    "endpoint list",
    "endpoint show shop/front-1",
    "endpoint profile show shop/front-1",
    "endpoint profile append shop/front-1 web2",
    "endpoint profile set shop/front-1 web2",
    "endpoint profile remove shop/front-1 web2",
    "profile add web3 --dry-run --out web3.plan",
    "plan show web3.plan",
    "plan apply web3.plan",
    "key put /calico/v1/config/LogSeverityScreen loud --force=malformed",
    "undo --last --yes",
    "history list",
    "history show LAST",
    "history show FORCED",
    "profile tag add web 4fe422ed-4730-4af4-b835-38d09235bd4a",
    "link attach web --selector has(a) --keep",
    "link reconcile",
    "link detach web c --leave-closed",
    "profile tag remove web 4fe422ed-4730-4af4-b835-38d09235bd4a --yes",
    "profile remove web2 --yes",
    "batch -f -",
    "pool add 10.0.0.0/16 --disabled",
    "pool range add 10.2.0.0 10.2.0.255",
    "pool update 10.0.0.0/16 --nat-outgoing --enabled",
    "pool list",
    "pool show 10.0.0.0/16",
    "export ipPool --to calico-v3",
    "export ipPool --to calico-v3 --report -",
    "ipam list",
    "ipam show 10.0.0.0",
    "ipam check",
    "doctor",
    "doctor --list",
    "doctor --fix=ready --yes",
    "ipam release 10.0.0.1 --yes",
    "pool remove 10.2.0.0/24 --yes",
    "node list",
    "node show n1",
    "node remove n1 --yes --remove-endpoints",
    "history prune",
    r#"key put /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags ["4fe422ed-4730-4af4-b835-38d09235bd4a"] --force=owner"#,
    r#"key put /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules {"inbound_rules":[{"src_tag":"4fe422ed-4730-4af4-b835-38d09235bd4a"}],"outbound_rules":[{"dst_tag":"4fe422ed-4730-4af4-b835-38d09235bd4a"}]} --force=owner"#,
    r#"key put /calico/v1/host/n/workload/openstack/v/endpoint/p {"name":"tap1","state":"active","ipv4_nets":["10.65.0.3/32"],"profile_ids":["openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a"]} --force=owner"#,
    "profile rule add web inbound allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a",
    "sg names import - --kind group",
    "sg names list",
    "sg list",
    "sg show 4fe422ed-4730-4af4-b835-38d09235bd4a",
    "tag list",
    "tag show 4fe422ed-4730-4af4-b835-38d09235bd4a",
    "link add l --sg 4fe422ed-4730-4af4-b835-38d09235bd4a",
    "link list",
    "link attach l c",
    "link show l",
    "link remove l --yes --leave-closed",
    "hybrid set felix=2.6 service-cidr=10.233.0.0/18",
    "hybrid set felix=1.4 --host n",
    "hybrid get",
    "matrix",
    "matrix --unused",
    "exposure n/openstack/v/p",
    "hybrid set felix= service-cidr=",
    "hybrid set felix= --host n",
    "trace --from host:h --to h/k8s/shop.front-1/eth0",
    "backup all.jsonl",
    "restore all.jsonl --yes",
    "profile add gone",
    "profile rule add gone inbound allow --yes",
    "endpoint profile append shop/front-1 gone",
    "why --from 192.0.2.1 --to h/k8s/shop.front-1/eth0",
    "why --from 192.0.2.1 --to h/k8s/shop.front-1/eth0 --then all.jsonl",
    "trace --from host:h --to h/k8s/shop.front-1/eth0 --proto tcp --port 80 -v",
    "verify -f verify.yaml",
    r#"key put /calico/v1/host/h/workload/k8s/shop.back-1/endpoint/eth0 {"state":"active","name":"cali2","profile_ids":null,"ipv4_nets":["10.1.0.2/32"]} --force=owner,malformed"#,
    "rehearse --felix 2.6 --to 1.4",
    "config set InterfacePrefix cali --host n --yes",
    "hybrid init --openstack-pool 10.98.0.0/24 --yes",
    "hybrid status",
    r#"key put --path peer.redb /calico/v1/ipam/v4/pool/10.0.0.0-24 {"cidr":"10.0.0.0/24"}"#,
    r#"key put --path peer.redb /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags ["4fe422ed-4730-4af4-b835-38d09235bd4a"] --force=owner"#,
    "hybrid status --peer peer",
    "hybrid manifests --format k8s --etcd https://10.0.0.1:2379",
    "hybrid manifests --format config --etcd https://10.0.0.1:2379",
    "link mirror vms --peer peer --sg 4fe422ed-4730-4af4-b835-38d09235bd4a --yes",
    "ping",
    "owners",
    "settings",
    "version",
];

/// Lines about users and roles, which a file has none of: for an etcd, as root.
const ETCD_LINES: &[&str] = &[
    "access plan calicross --identity neutron@n1=neutron",
    "access apply calicross --secret root=password --secret calicross=password",
    "access apply --identity calicross=operator --secret operator=password",
    "access show",
    "access check --as calicross --as-password-file password",
    "access check --as operator --as-password-file password",
    "access check --as root",
    "access enable --yes",
    "access confirm --yes",
    "access disable --yes",
];

/// An endpoint with a profile that does not exist.
const ENDPOINT: &[u8] = br#"{"state": "active", "name": "cali1", "mac": "ee:ee:ee:ee:ee:ee", "profile_ids": ["gone"],
    "ipv4_nets": ["10.1.0.1/32"], "ipv4_nat": [{"int_ip": "10.1.0.1", "ext_ip": "172.18.0.1"}]}"#;

/// Verbs that print no JSON, or that need more than one process.
const WITHOUT: [&str; 3] = ["completion", "plan resume", "watch"];

fn schema(name: &str) -> &'static Schema {
    SCHEMAS.iter().find(|schema| schema.name == name).unwrap_or_else(|| panic!("{name} is not in the manual"))
}

/// The members of a value by their paths, as the manual names them, and which of them are null or empty, so that what is
/// below them does not show.
fn members(value: &Value, at: &str, schema: &Schema, found: &mut BTreeSet<String>, bare: &mut BTreeSet<String>) {
    if schema
        .members
        .iter()
        .any(|(name, _)| name.strip_suffix("{...}").map(|name| name.trim_end_matches('?')) == Some(at))
    {
        found.insert(format!("{at}{{...}}"));
        return;
    }
    match value {
        Value::Object(object) if !object.is_empty() => {
            for (name, value) in object.iter().filter(|(name, _)| !(at.is_empty() && *name == "schema")) {
                let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                members(value, &at, schema, found, bare);
            }
        }
        Value::Array(items) if items.is_empty() => {
            bare.insert(at.to_owned());
        }
        Value::Array(items) if items.iter().all(|item| item.is_object()) => {
            items.iter().for_each(|item| members(item, &format!("{at}[]"), schema, found, bare));
        }
        Value::Null => {
            bare.insert(at.to_owned());
        }
        _ => {
            found.insert(at.to_owned());
        }
    }
}

/// Holds a document against the manual.
fn check(document: &Value, line: &str) -> String {
    let name = document["schema"].as_str().unwrap_or_else(|| panic!("{line}: no schema in {document}"));
    let schema = schema(name);
    let (mut found, mut bare) = (BTreeSet::new(), BTreeSet::new());
    if schema.list {
        let items = document["items"].as_array().unwrap();
        assert!(!items.is_empty(), "{line}: nothing to look at");
        items.iter().for_each(|item| members(item, "", schema, &mut found, &mut bare));
        assert_eq!(document.as_object().unwrap().keys().collect::<Vec<_>>(), ["schema", "items"], "{line}");
    } else {
        members(document, "", schema, &mut found, &mut bare);
    }
    let told: BTreeSet<String> = schema.members.iter().map(|(name, _)| name.replace('?', "")).collect();
    let untold: Vec<_> = found.difference(&told).collect();
    assert!(untold.is_empty(), "{line}: {name}: the manual does not tell of {untold:?}");
    for at in &bare {
        let below =
            |name: &String| name == at || name.starts_with(&format!("{at}.")) || name.starts_with(&format!("{at}["));
        assert!(told.iter().any(below), "{line}: {name}: the manual does not tell of {at}");
    }
    for (member, _) in schema.members.iter().filter(|(member, _)| !member.contains('?')) {
        let hidden = || {
            bare.iter().any(|at| {
                member == at || member.starts_with(&format!("{at}.")) || member.starts_with(&format!("{at}["))
            })
        };
        assert!(found.contains(*member) || hidden(), "{line}: {name}: there is no {member}");
    }
    name.to_owned()
}

/// What a watch tells of a change that calicross makes.
fn watched(env: &Env) -> Value {
    let mut command = env.command(BINARY);
    command.args(["watch", "--limit", "1", "--for", "60s"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    env.run(&["key", "put", "/calico/v1/config/LogFilePath", "/dev/null", "--yes", "--reason", "why"]).ok();
    serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn every_member_is_told_of() {
    let env = Env::new().set("EDITOR", "sed -i s/udp/tcp/").set("CALICROSS_OUTPUT", "json");
    env.put_all(&[
        ("/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26", &ipam::block("10.0.0.0/26", "n1", &["h1", "h2"])),
        ("/calico/ipam/v2/handle/h1", r#"{"id": "h1", "block": {"10.0.0.0/26": 1}}"#),
        ("/calico/ipam/v2/handle/h2", r#"{"id": "h2", "block": {"10.0.0.0/26": 1}}"#),
        ("/calico/v1/host/n1/workload/k8s/shop.web-1/endpoint/eth0", r#"{"ipv4_nets": ["10.0.0.0/32"]}"#),
        ("/calico/felix/v1/host/n1/last_reported_status", r#"{"time": "T"}"#),
        ("/calico/bgp/v1/host/n1/ip_addr_v4", "10.9.0.1"),
    ]);
    // What `link attach` finds; no command makes endpoints.
    env.put("/calico/v1/host/n/workload/docker/c/endpoint/e", br#"{"profile_ids": [], "labels": {"a": "b"}}"#);
    env.put("/calico/v1/host/h/workload/k8s/shop.front-1/endpoint/eth0", ENDPOINT);
    std::fs::create_dir_all(env.dir().join(".config/calicross")).unwrap();
    env.file(".config/calicross/config.yaml", "contexts: {peer: {path: peer.redb}}");
    env.file("res.yaml", "apiVersion: calicross/v1\nkind: tier\nmetadata: {name: res}\nspec: {order: 1}\n");
    env.file("verify.yaml", "- {from: 'host:h', to: h/k8s/shop.front-1/eth0, expect: allow}");
    let mut seen = BTreeSet::new();
    let mut forced = String::new();
    for line in LINES.iter().copied() {
        let last = || env.run(&["history", "list", "-n", "1", "--jq", ".items[].id"]).ok().stdout().trim().to_owned();
        if line.contains("--force") {
            let _ = env
                .run(&line.split(' ').map(|word| if word == "loud" { "noisy" } else { word }).collect::<Vec<_>>())
                .ok();
            forced = last();
        }
        let words: Vec<String> = line
            .split(' ')
            .map(|word| match word {
                "LAST" => last(),
                "FORCED" => forced.clone(),
                word => word.to_owned(),
            })
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let input: &[u8] = match line {
            "key put /calico/v1/bytes" => b"\xff",
            "batch -f -" => b"profile tag add web T\n",
            "sg names import - --kind group" => br#"[{"ID": "4fe422ed-4730-4af4-b835-38d09235bd4a", "Name": "sg1"}]"#,
            _ => br#"{"inbound_rules": [{"action": "deny", "protocol": "udp"}], "outbound_rules": [{"action": "allow"}]}"#,
        };
        let run = env.run_with_stdin(&words, input);
        // A check that finds nothing would print no row to look at.
        let finds = ["ipam check", "doctor", "drift", "hybrid status --peer peer"].contains(&line)
            || line.starts_with("rehearse");
        assert_eq!(run.code(), i32::from(finds), "{line}: {run}");
        seen.insert(check(&run.json(), line));
    }
    let etcd = Etcd::start();
    env.file("password", "secret");
    for line in ETCD_LINES {
        let root = ["--endpoints", &etcd.endpoint(), "--user", "root", "--password-file", "password"];
        let words: Vec<&str> = line.split(' ').chain(root).collect();
        seen.insert(check(&env.run(&words).ok().json(), line));
    }
    seen.insert(check(
        &serde_json::from_slice(&std::fs::read(env.dir().join("web3.plan")).unwrap()).unwrap(),
        "web3.plan",
    ));
    for (path, value) in env.journal().into_iter().chain(env.intents()).chain(env.sets()) {
        seen.insert(check(&serde_json::from_slice(&value).unwrap(), &path));
    }
    for line in ["profile show nope", "profile tag add", "profile add web", "key rm /calico/v1/bytes"] {
        let run = env.run(&line.split(' ').collect::<Vec<_>>());
        seen.insert(check(&serde_json::from_str(&run.stderr()).unwrap(), line));
    }
    let backup = std::fs::read_to_string(env.dir().join("all.jsonl")).unwrap();
    seen.insert(check(&serde_json::from_str(backup.lines().next().unwrap()).unwrap(), "all.jsonl"));
    let row = watched(&env);
    seen.insert(check(&serde_json::json!({ "schema": "calicross/change/1", "items": [row] }), "watch"));
    let all: BTreeSet<String> = SCHEMAS.iter().map(|schema| schema.name.to_owned()).collect();
    assert_eq!(seen, all, "a form that nothing prints");
}

#[test]
fn every_verb_is_tried_and_has_a_form() {
    fn leaves(command: &clap::Command, words: &mut Vec<String>, out: &mut Vec<String>) {
        for inner in command.get_subcommands() {
            words.push(inner.get_name().to_owned());
            if inner.has_subcommands() {
                leaves(inner, words, out);
            } else {
                let line = words.join(" ");
                let has = schemas::of(inner, words).is_some();
                assert_eq!(has, line != "completion", "{line}: has it a form in the manual?");
                out.push(line);
            }
            words.pop();
        }
    }
    let mut verbs = Vec::new();
    leaves(&calicross::cli::app::command(), &mut Vec::new(), &mut verbs);
    assert!(verbs.len() > 20, "{verbs:?}");
    // `rm` is tried by the errors above.
    for verb in verbs.iter().filter(|verb| !WITHOUT.contains(&verb.as_str()) && *verb != "key rm") {
        assert!(
            LINES.iter().chain(ETCD_LINES).any(|line| line.starts_with(verb.as_str())),
            "{verb}: add a line for it"
        );
    }
    for schema in SCHEMAS {
        for command in schema.of {
            assert!(verbs.iter().any(|verb| verb == command), "{}: there is no `{command}`", schema.name);
        }
    }
}
