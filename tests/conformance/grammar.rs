//! What no recording tells: words that go elsewhere, and that nothing is written without need.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;

use crate::cases::{Case, Step};
use crate::replay::{Ended, Program};
use crate::stores::{File, Place};

fn step(line: &[&str]) -> Step {
    Step { words: line.iter().map(|word| (*word).to_owned()).collect(), ..Step::default() }
}

struct Run {
    program: Program,
    file: File,
    variables: BTreeMap<String, String>,
}

impl Run {
    fn new(setup: &[(&str, &str)]) -> Self {
        let mut file = File::new();
        let setup = setup.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        file.prepare(&Case { setup, ..Case::default() });
        let variables = file.variables().into_iter().collect();
        Self { program: Program::new(), file, variables }
    }

    fn run(&self, line: &[&str]) -> Ended {
        self.program.run(&step(line), &self.variables)
    }
}

#[test]
fn words_about_daemons_go_to_the_original() {
    let mut run = Run::new(&[]);
    let lines = [
        &["status"][..],
        &["checksystem"],
        &["diags"],
        &["node"],
        &["node", "--ip=10.0.0.1"],
        &["node", "stop", "--force"],
        &["container", "add", "c", "10.0.0.1"],
        &["container", "remove", "c"],
        &["container", "c", "ip", "add", "10.0.0.1"],
    ];
    for line in lines {
        let ended = run.run(line);
        assert_eq!((ended.exit, ended.stdout.as_str()), (3, ""), "{line:?}");
        assert_eq!(ended.stderr.lines().count(), 1, "{line:?}: {}", ended.stderr);
        assert!(ended.stderr.contains("CALICROSS_REAL_CALICOCTL"), "{line:?}: {}", ended.stderr);
    }
    let dir = tempfile::tempdir().unwrap();
    let real = dir.path().join("real");
    std::fs::write(&real, "#!/bin/sh\necho \"real: $*\"\nexit 7\n").unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o755)).unwrap();
    run.variables.insert("CALICROSS_REAL_CALICOCTL".to_owned(), real.display().to_string());
    for line in lines {
        let ended = run.run(line);
        assert_eq!((ended.exit, ended.stdout), (7, format!("real: {}\n", line.join(" "))));
    }
    // Ourselves are not the original.
    let ours = env!("CARGO_BIN_EXE_calicross").to_owned();
    run.variables.insert("CALICROSS_REAL_CALICOCTL".to_owned(), ours);
    assert_eq!(run.run(&["status"]).exit, 3);
}

#[test]
fn help_is_shown_and_usage_told() {
    let run = Run::new(&[]);
    for line in [&[][..], &["--help"], &["-h"], &["nonsense"], &["utils"], &["profile", "--help"], &["pool", "x", "-h"]]
    {
        let ended = run.run(line);
        assert_eq!((ended.exit, ended.stderr.as_str()), (0, ""), "{line:?}");
        assert!(ended.stdout.starts_with("Usage:"), "{line:?}: {}", ended.stdout);
    }
    for line in [&["-v"][..], &["--version"], &["profile"], &["profile", "add", "-x"], &["profile", "show", "--d=1"]] {
        let ended = run.run(line);
        assert_eq!((ended.exit, ended.stdout.as_str()), (1, ""), "{line:?}");
        assert!(ended.stderr.contains("Usage:"), "{line:?}: {}", ended.stderr);
    }
}

#[test]
fn what_is_refused_is_one_line_and_writes_nothing() {
    let port = "/calico/v1/host/h/workload/openstack/vm/endpoint/port";
    let group = "/calico/v1/policy/profile/openstack-sg-1/rules";
    let setup = [
        (
            port,
            r#"{"state": "active", "name": "tap1", "mac": "x", "profile_ids": ["web"], "ipv4_nets": [], "ipv6_nets": []}"#,
        ),
        (group, r#"{"inbound_rules": [], "outbound_rules": []}"#),
        ("/calico/v1/policy/profile/web/rules", r#"{"inbound_rules": [], "outbound_rules": []}"#),
        ("/calico/v1/policy/profile/broken/tags", "{"),
    ];
    let run = Run::new(&setup);
    let before = run.file.keys();
    for line in [
        &["endpoint", "port", "profile", "set"][..],
        &["profile", "openstack-sg-1", "rule", "add", "inbound", "allow"],
        &["profile", "openstack-sg-1", "tag", "add", "t"],
        &["profile", "remove", "openstack-sg-1"],
        &["node", "remove", "--hostname=h", "--remove-endpoints"],
        &["profile", "web", "rule", "add", "inbound", "allow", "icmp", "type", "255"],
        &["profile", "broken", "tag", "add", "t"],
        &["profile", "web", "rule", "update"],
        &["config", "felix", "../Ready", "false", "--force"],
        &["pool", "add", "fe80::/64"],
    ] {
        let ended = run.run(line);
        assert_eq!((ended.exit, ended.stdout.as_str()), (1, ""), "{line:?}: {}", ended.stderr);
        assert_eq!(
            ended.stderr.lines().filter(|line| line.starts_with("error: ")).count(),
            1,
            "{line:?}: {}",
            ended.stderr
        );
    }
    for line in [&["profile", "remove", "."][..], &["profile", "add", ".."], &["profile", "_x", "tag", "add", "t"]] {
        let ended = run.run(line);
        assert_eq!(ended.exit, 1, "{line:?}");
        assert!(ended.stdout.starts_with("Profile names must be"), "{line:?}: {}", ended.stdout);
    }
    assert_eq!(run.file.keys(), before);
}

#[test]
fn a_dry_run_writes_nothing_and_shows_it() {
    let mut run = Run::new(&[]);
    run.variables.insert("CALICROSS_DRY_RUN".to_owned(), "1".to_owned());
    let ended = run.run(&["profile", "add", "web"]);
    assert_eq!(ended.exit, 0);
    assert!(ended.stdout.contains("+ /calico/v1/policy/profile/web/rules"), "{}", ended.stdout);
    assert!(run.file.keys().is_empty());
}

#[test]
fn changes_are_in_the_journal_and_can_be_undone() {
    let run = Run::new(&[]);
    assert_eq!(run.run(&["profile", "add", "web"]).stdout, "Created profile web\n");
    let calicross = |line: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_calicross"));
        let output = command.args(line).env_clear().envs(&run.variables).env("HOME", "/nonexistent").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let history = calicross(&["history", "--no-headers"]);
    assert!(history.contains("calicoctl profile add web"), "{history}");
    let id = history.split(' ').next().unwrap();
    calicross(&["undo", id, "--yes"]);
    assert!(run.file.keys().is_empty());
}
