//! The tasks for Ansible in contrib/ansible, each run as Ansible would run its command line, with check mode and without

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::harness::{Env, Run};

const ROLE: &str = "contrib/ansible/roles/calicross_hybrid";

fn yaml(path: &str) -> Value {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

fn tasks() -> Vec<Value> {
    yaml(&format!("{ROLE}/tasks/main.yml")).as_array().unwrap().clone()
}

/// A word of a command line as Ansible makes it: of the templates, those two that the tasks are made of.
fn word(text: &str, defaults: &Value, check: bool) -> String {
    let Some(template) = text.strip_prefix("{{ ").and_then(|text| text.strip_suffix(" }}")) else {
        assert!(!text.contains("{{"), "{text}: a template within a word is not tried here");
        return text.to_owned();
    };
    if let Some((yes, no)) = template.split_once(" if ansible_check_mode else ") {
        return (if check { yes } else { no }).trim_matches('\'').to_owned();
    }
    match &defaults[template] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("{template}: {other}"),
    }
}

/// Runs a task; returns whether it is `changed`.
fn run(env: &Env, task: &Value, check: bool) -> bool {
    let defaults = yaml(&format!("{ROLE}/defaults/main.yml"));
    let argv = task["ansible.builtin.command"]["argv"].as_array().unwrap();
    let words: Vec<String> = argv.iter().map(|text| word(text.as_str().unwrap(), &defaults, check)).collect();
    assert_eq!(words[0], "calicross");
    let words: Vec<&str> = words[1..].iter().map(String::as_str).collect();
    let run: Run = env.run(&words);
    let changed = run.json()["changed"].as_bool().unwrap() || run.code() == 1;
    let failed = if check { ![0, 1].contains(&run.code()) } else { run.code() != 0 };
    assert!(!failed, "{}: {run}", task["name"]);
    changed
}

#[test]
fn each_task_says_itself_what_it_changed_and_changes_nothing_twice() {
    let env = Env::new();
    // As calico/node leaves it, before OpenStack is there.
    env.put_all(&[("/calico/v1/config/InterfacePrefix", "cali"), ("/calico/v1/config/ReportingIntervalSecs", "0")]);
    for task in tasks() {
        let name = task["name"].as_str().unwrap().to_owned();
        let before = env.dump();
        assert!(run(&env, &task, true), "{name}: check mode tells what would change");
        assert_eq!(env.dump(), before, "{name}: check mode writes nothing");
        assert!(run(&env, &task, false), "{name}");
        let after = env.dump();
        assert_ne!(after, before, "{name}");
        assert!(!run(&env, &task, false), "{name}: a second run changes nothing");
        assert!(!run(&env, &task, true), "{name}: nor would a third");
        assert_eq!(env.dump(), after, "{name}");
    }
    for (path, value) in [
        ("/calico/bgp/v1/global/custom_filters/v4/tap_iface", "if ( ifname ~ \"tap*\" ) then { accept; }\n"),
        ("/calico/v1/config/InterfacePrefix", "cali,tap"),
        ("/calico/v1/config/ReportingIntervalSecs", "60"),
        ("/calico/v1/config/ReportingTTLSecs", "150"),
    ] {
        assert_eq!(env.value(path).as_deref(), Some(value), "{path}");
    }
    let reasons = env.run(&["history", "list", "--jq", ".items[].reason"]).ok().stdout();
    assert_eq!(reasons.lines().collect::<Vec<_>>(), ["ansible"; 4]);
}

#[test]
fn what_runs_around_the_commands_is_the_same_in_every_task() {
    let mut registers = BTreeSet::new();
    for task in tasks() {
        let register = task["register"].as_str().unwrap().to_owned();
        assert_eq!(task["changed_when"], format!("({register}.stdout | from_json).changed or {register}.rc == 1"));
        assert_eq!(task["failed_when"], format!("{register}.rc not in ([0, 1] if ansible_check_mode else [0])"));
        // The command module does nothing in check mode, and so could not say what would change.
        assert_eq!(task["check_mode"], false);
        assert_eq!(task["run_once"], true);
        assert_eq!(task["environment"], "{{ calicross_environment }}");
        let argv = task["ansible.builtin.command"]["argv"].as_array().unwrap();
        for word in [
            "--output=json",
            "{{ '--dry-run' if ansible_check_mode else '--yes' }}",
            "{{ '--exit-code' if ansible_check_mode else '--quiet' }}",
        ] {
            assert!(argv.contains(&word.into()), "{}: {word}", task["name"]);
        }
        assert!(registers.insert(register), "{}", task["name"]);
    }
    let playbook = yaml("contrib/ansible/hybrid.yml");
    assert_eq!(playbook[0]["roles"][0], Path::new(ROLE).file_name().unwrap().to_str().unwrap());
}
