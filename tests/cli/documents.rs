//! The JSON that every command prints is the one that the manual tells of

use std::collections::BTreeSet;

use serde_json::Value;

use crate::docs::schemas::{self, SCHEMAS, Schema};
use crate::harness::Env;
use crate::ipam;

/// A line for each verb, in an order in which each succeeds.
const LINES: [&str; 44] = [
    "profile add web",
    "profile tag add web T",
    "profile tag list web",
    "profile rule add web inbound deny udp --reason why",
    "profile rule list web",
    "profile rule json web",
    "profile rule update web --yes",
    "profile rule edit web --yes",
    "profile rule remove web inbound --at 1 --yes",
    "profile tag remove web T --yes --reason why",
    "profile clone web web2",
    "profile list",
    "profile show web",
    "key put /calico/v1/bytes",
    "key put /calico/v1/Ready false",
    "key ls",
    "key get /calico/v1/Ready",
    "profile add web3 --dry-run --out web3.plan",
    "plan show web3.plan",
    "plan apply web3.plan",
    "key put /calico/v1/config/LogSeverityScreen loud --force=malformed",
    "undo --last --yes",
    "history list",
    "history show LAST",
    "history show FORCED",
    "profile remove web2 --yes",
    "batch -f -",
    "pool add 10.0.0.0/16 --disabled",
    "pool range add 10.1.0.0 10.1.0.255",
    "pool update 10.0.0.0/16 --nat-outgoing --enabled",
    "pool list",
    "pool show 10.0.0.0/16",
    "ipam list",
    "ipam show 10.0.0.0",
    "ipam check",
    "ipam release 10.0.0.1 --yes",
    "pool remove 10.1.0.0/24 --yes",
    "node list",
    "node show n1",
    "node remove n1 --yes --remove-endpoints",
    "history prune",
    "ping",
    "settings",
    "version",
];

/// Verbs that print no JSON, or that need more than one process.
const WITHOUT: [&str; 2] = ["completion", "plan resume"];

fn schema(name: &str) -> &'static Schema {
    SCHEMAS.iter().find(|schema| schema.name == name).unwrap_or_else(|| panic!("{name} is not in the manual"))
}

/// The members of a value by their paths, as the manual names them, and which of them are null or empty, so that what is
/// below them does not show.
fn members(value: &Value, at: &str, schema: &Schema, found: &mut BTreeSet<String>, bare: &mut BTreeSet<String>) {
    if schema.members.iter().any(|(name, _)| name.strip_suffix("{...}") == Some(at)) {
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
    let mut seen = BTreeSet::new();
    let mut forced = String::new();
    for line in LINES {
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
            _ => br#"{"inbound_rules": [{"action": "deny", "protocol": "udp"}], "outbound_rules": [{"action": "allow"}]}"#,
        };
        let run = env.run_with_stdin(&words, input);
        // A check that finds nothing would print no row to look at.
        assert_eq!(run.code(), i32::from(line == "ipam check"), "{line}: {run}");
        seen.insert(check(&run.json(), line));
    }
    seen.insert(check(
        &serde_json::from_slice(&std::fs::read(env.dir().join("web3.plan")).unwrap()).unwrap(),
        "web3.plan",
    ));
    for (path, value) in env.journal() {
        seen.insert(check(&serde_json::from_slice(&value).unwrap(), &path));
    }
    for line in ["profile show nope", "profile tag add", "profile add web", "key rm /calico/v1/Ready"] {
        let run = env.run(&line.split(' ').collect::<Vec<_>>());
        seen.insert(check(&serde_json::from_str(&run.stderr()).unwrap(), line));
    }
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
        assert!(LINES.iter().any(|line| line.starts_with(verb.as_str())), "{verb}: add a line for it");
    }
    for schema in &SCHEMAS {
        for command in schema.of {
            assert!(verbs.iter().any(|verb| verb == command), "{}: there is no `{command}`", schema.name);
        }
    }
}
