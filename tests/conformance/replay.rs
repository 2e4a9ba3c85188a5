//! Cases replayed, and what is otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::cases::{Case, Keys, Step, of_version};
use crate::differences::listed;
use crate::docker;
use crate::stores::{Etcd2, File, Place};

/// The program as calicoctl: under its name, or told to take its words.
pub(crate) struct Program {
    dir: TempDir,
    named: bool,
    docker: String,
}

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Program {
    pub(crate) fn new() -> Self {
        let dir = TempDir::new().unwrap();
        symlink(env!("CARGO_BIN_EXE_calicross"), dir.path().join("calicoctl")).unwrap();
        Self { dir, named: true, docker: docker::start() }
    }

    /// Under its own name.
    fn told() -> Self {
        Self { named: false, ..Self::new() }
    }

    /// Runs a command with variables, and nothing else of the caller's environment.
    pub(crate) fn run(&self, step: &Step, variables: &BTreeMap<String, String>) -> Ended {
        let mut command = Command::new(match self.named {
            true => self.dir.path().join("calicoctl"),
            false => PathBuf::from(env!("CARGO_BIN_EXE_calicross")),
        });
        command
            .args((!self.named).then_some("--dialect=calicoctl-0.2x"))
            .args(&step.words)
            .current_dir(self.dir.path())
            .env_clear();
        command.env("HOME", self.dir.path()).env("LANG", "C.UTF-8").env("HOSTNAME", "oracle-host1");
        command.env("DOCKER_HOST", &self.docker).env("CALICROSS_RATE", "0").envs(variables);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A command that does not look at its stdin may have ended.
        let _ = child.stdin.take().unwrap().write_all(step.stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let exit = output.status.code().expect("an exit code");
        Ended { exit, stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    fn variables(&self, case: &Case, place: &dyn Place, host_and_port: &str) -> BTreeMap<String, String> {
        let mut variables: BTreeMap<String, String> = place.variables().into_iter().collect();
        for (name, value) in &case.env {
            match value {
                None => drop(variables.remove(name)),
                Some(value) => {
                    let value = value.replace("@docker-stub@", &self.docker).replace("@etcd@", host_and_port);
                    variables.insert(name.clone(), value);
                }
            }
        }
        variables
    }
}

/// A value as it is compared: JSON by meaning, tags as a set, all else as text.
fn meaning(key: &str, value: &str, with_id: bool) -> Result<Value, String> {
    match serde_json::from_str(value) {
        Ok(Value::Array(mut items)) => {
            if key.ends_with("/tags") {
                items.sort_by_key(ToString::to_string);
            }
            Ok(Value::Array(items))
        }
        Ok(Value::Object(mut members)) => {
            // 0.23 neither writes nor reads it, 0.20 cannot do without.
            if key.ends_with("/rules") && !with_id {
                members.shift_remove("id");
            }
            Ok(Value::Object(members))
        }
        _ => Err(value.to_owned()),
    }
}

/// What is otherwise among keys, a line each.
fn different_keys(wanted: &Keys, found: &Keys, with_id: bool) -> Vec<String> {
    let keys: BTreeSet<&String> = wanted.keys().chain(found.keys()).collect();
    let differs = |key: &&String| {
        let of = |keys: &Keys| keys.get(*key).map(|value| meaning(key, value, with_id));
        of(wanted) != of(found)
    };
    let line = |key: &String| format!("{key}: {:?}, not {:?}", found.get(key), wanted.get(key));
    keys.into_iter().filter(differs).map(line).collect()
}

/// Whether every profile's rules that a case wrote can be read by calicoctl 0.20.
fn check_readable(case: &Case, found: &Keys) {
    for (key, value) in found.iter().filter(|(key, value)| case.setup.get(*key) != Some(value)) {
        let Some(name) = key.strip_prefix("/calico/v1/policy/profile/").and_then(|rest| rest.strip_suffix("/rules"))
        else {
            continue;
        };
        let rules: Value = serde_json::from_str(value).unwrap();
        assert_eq!(rules["id"], name, "{}: {key}", case.name);
        assert!(rules["inbound_rules"].is_array() && rules["outbound_rules"].is_array(), "{}: {key}", case.name);
    }
}

/// Holds what is otherwise against what may be.
fn hold(found: &BTreeMap<String, Vec<String>>, listed: &BTreeSet<String>) {
    let mut wrong = String::new();
    for (case, lines) in found.iter().filter(|(case, _)| !listed.contains(*case)) {
        wrong.push_str(&format!("{case} is otherwise, and not listed:\n"));
        lines.iter().for_each(|line| wrong.push_str(&format!("    {line}\n")));
    }
    for case in listed.iter().filter(|case| !found.contains_key(*case)) {
        wrong.push_str(&format!("{case} is listed, and as it was\n"));
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Replays a case on etcd; returns what is otherwise.
fn on_etcd(program: &Program, etcd: &mut Etcd2, case: &Case, texts: bool, with_id: bool) -> Vec<String> {
    etcd.prepare(case);
    let variables = program.variables(case, etcd, &etcd.host_and_port());
    let mut different = Vec::new();
    for step in &case.steps {
        let ended = program.run(step, &variables);
        if !texts {
            continue;
        }
        if ended.exit != step.exit {
            different.push(format!("{:?}: exit {}, not {}: {}", step.words, ended.exit, step.exit, ended.stderr));
        }
        if step.stdout.as_ref().is_some_and(|stdout| *stdout != ended.stdout) {
            different.push(format!("{:?}: {:?}, not {:?}", step.words, ended.stdout, step.stdout));
        }
    }
    let found = etcd.keys();
    check_readable(case, &found);
    different.extend(different_keys(&case.after, &found, with_id));
    different
}

#[test]
fn keys_exit_codes_and_texts_are_calicoctls_on_etcd() {
    let (program, mut etcd) = (Program::new(), Etcd2::start());
    let cases = of_version("0.23.1");
    assert!(cases.len() > 300);
    let mut found = BTreeMap::new();
    for case in &cases {
        let different = on_etcd(&program, &mut etcd, case, true, false);
        if !different.is_empty() {
            found.insert(case.name.clone(), different);
        }
    }
    hold(&found, &listed("difference"));
}

/// Also: under the program's own name.
#[test]
fn keys_are_calicoctls_in_a_file() {
    let (program, mut file) = (Program::told(), File::new());
    let listed = listed("difference");
    let mut found = BTreeMap::new();
    // Directories without keys, and variables that say where etcd is, are etcd's.
    let for_any = |case: &&Case| case.dirs.is_empty() && case.env.keys().all(|name| !name.starts_with("ETCD_"));
    for case in of_version("0.23.1").iter().filter(for_any) {
        file.prepare(case);
        let variables = program.variables(case, &file, "");
        case.steps.iter().for_each(|step| drop(program.run(step, &variables)));
        let different = different_keys(&case.after, &file.keys(), false);
        if !different.is_empty() {
            found.insert(case.name.clone(), different);
        }
    }
    // Only on etcd is what it says compared, so not every case that is listed is otherwise here.
    let those = listed.into_iter().filter(|case| found.contains_key(case)).collect();
    hold(&found, &those);
}

/// What 0.20 wrote, and what it would have written: its data are read, and what is written it can read.
#[test]
fn keys_of_the_older_calicoctl_stay_readable() {
    let (program, mut etcd) = (Program::new(), Etcd2::start());
    let mut found = BTreeMap::new();
    for case in &of_version("0.20.0") {
        let different = on_etcd(&program, &mut etcd, case, false, true);
        if !different.is_empty() {
            found.insert(case.name.clone(), different);
        }
        let left = Case { setup: case.after.clone(), ..Case::default() };
        etcd.prepare(&left);
        let variables = program.variables(&left, &etcd, &etcd.host_and_port());
        let read = |words: &[&str]| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            program.run(&Step { words, ..Step::default() }, &variables)
        };
        for words in [&["profile", "show", "--detailed"][..], &["endpoint", "show", "--detailed"]] {
            let ended = read(words);
            // A trap of the case's own is told, and all else shown.
            assert!(ended.exit == 0 || ended.stderr.contains("malformed"), "{}: {ended:?}", case.name);
        }
        for (key, value) in &case.after {
            let name = key.strip_prefix("/calico/v1/policy/profile/").and_then(|rest| rest.strip_suffix("/rules"));
            if let Some(name) = name.filter(|_| value.contains(r#""id""#) && !value.contains("ip_version")) {
                for verb in ["show", "json"] {
                    let ended = read(&["profile", name, "rule", verb]);
                    assert_eq!(ended.exit, 0, "{}: {ended:?}", case.name);
                    assert!(!ended.stdout.contains("\"id\""), "{}", case.name);
                }
            }
        }
    }
    hold(&found, &listed("older"));
}
