//! What operators set out to do, from the beginning to the end

use insta::assert_snapshot;

use crate::harness::Env;

const POD: &str = "/calico/v1/host/node1/workload/k8s/default.web-1/endpoint/eth0";
const GROUP: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";

fn run(env: &Env, line: &str) -> crate::harness::Run {
    env.run(&line.split(' ').collect::<Vec<_>>())
}

#[test]
fn pods_into_a_security_group_leaves_exactly_this() {
    let env = Env::new();
    for line in [
        "profile add k8s-to-sg1".to_owned(),
        format!("profile tag add k8s-to-sg1 {GROUP}"),
        format!("profile rule add k8s-to-sg1 inbound allow from tag {GROUP}"),
    ] {
        run(&env, &line).ok();
    }
    let dump = env.dump();
    let text = |key: &str| std::str::from_utf8(&dump[&format!("/calico/v1/policy/profile/k8s-to-sg1/{key}")]).unwrap();
    assert_eq!(text("tags"), r#"["k8s-to-sg1", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
    assert_eq!(
        text("rules"),
        r#"{"id": "k8s-to-sg1", "inbound_rules": [{"action": "allow", "src_tag": "k8s-to-sg1"}, {"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"action": "allow"}]}"#
    );
    assert_eq!(text("labels"), "{}");
    assert_eq!(dump.len(), 3);
}

#[test]
fn the_second_run_of_every_verb_changes_nothing() {
    let env = Env::new().set("EDITOR", "sed -i s/udp/tcp/");
    env.put(POD, br#"{"profile_ids": ["gone"]}"#);
    let rules: &[u8] = br#"{"inbound_rules": [{"action": "deny", "protocol": "udp"}], "outbound_rules": []}"#;
    for (line, input) in [
        ("profile add web", &b""[..]),
        ("profile tag add web T U", b""),
        ("profile rule add web inbound deny udp", b""),
        ("profile rule add web outbound deny to cidr 10.0.0.0/8 --at 1", b""),
        ("profile rule update web --yes", rules),
        ("profile rule edit web --yes", b""),
        ("profile rule remove web inbound deny tcp --yes --if-exists", b""),
        ("profile tag remove web T --yes --if-exists", b""),
        ("profile add api", b""),
        ("profile add api --update --yes", b""),
        ("profile clone web copy", b""),
        ("profile remove copy --yes --if-exists", b""),
        ("endpoint profile append default/web-1 web", b""),
        ("endpoint profile set default/web-1 web", b""),
        ("endpoint profile remove default/web-1 web --if-exists", b""),
        ("key put /calico/v1/Ready true", b""),
        ("key put /calico/v1/bytes", b"\xff"),
        ("key rm /calico/v1/bytes --yes --if-exists", b""),
        ("batch -f -", b"profile add sg\nprofile tag add web W\n"),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let first = env.run_with_stdin(&words, input);
        assert_eq!(first.code(), 0, "{line}: {first}");
        let (dump, journal) = (env.dump(), env.journal());
        let second = env.run_with_stdin(&[&words[..], &["-o", "json"]].concat(), input);
        assert_eq!(second.code(), 0, "{line}: {second}");
        assert_eq!(second.json()["changed"], false, "{line}: {second}");
        assert_eq!(second.json()["changes"].as_array().map(Vec::len), Some(0), "{line}: {second}");
        assert!(second.json()["journal_id"].is_null(), "{line}: {second}");
        assert_eq!((env.dump(), env.journal()), (dump, journal), "{line}");
        let looked = env.run_with_stdin(&[&words[..], &["--dry-run", "--exit-code"]].concat(), input);
        assert_eq!(looked.code(), 0, "{line}: {looked}");
    }
}

#[test]
fn no_dry_run_writes() {
    let env = Env::with_web().set("EDITOR", "sed -i s/allow/deny/");
    env.put(POD, br#"{"profile_ids": ["a"]}"#);
    env.run(&["profile", "tag", "add", "web", "T"]).ok();
    let (dump, journal) = (env.dump(), env.journal());
    let rules: &[u8] = br#"{"inbound_rules": [], "outbound_rules": []}"#;
    for (line, input) in [
        ("profile add api", &b""[..]),
        ("profile tag add web U", b""),
        ("profile tag remove web T", b""),
        ("profile rule add web inbound deny udp", b""),
        ("profile rule remove web inbound --at 1", b""),
        ("profile rule update web", rules),
        ("profile rule edit web", b""),
        ("profile clone web copy", b""),
        ("profile remove web", b""),
        ("endpoint profile append default/web-1 web", b""),
        ("endpoint profile set default/web-1", b""),
        ("endpoint profile remove default/web-1 a", b""),
        ("key put /calico/v1/Ready true", b""),
        ("key rm /calico/v1/policy -r", b""),
        ("undo --last", b""),
        ("batch -f -", b"profile add sg\nprofile remove web\n"),
    ] {
        let words: Vec<&str> = line.split(' ').chain(["--dry-run", "--exit-code", "--yes"]).collect();
        let run = env.run_with_stdin(&words, input);
        assert_eq!(run.code(), 1, "{line}: {run}");
        assert_eq!((env.dump(), env.journal()), (dump.clone(), journal.clone()), "{line}");
    }
}

#[test]
fn every_change_is_taken_back_in_turn() {
    let env = Env::new();
    env.put("/calico/v1/policy/profile/old/tags", br#"[ "old" , 1.0e1 ]"#);
    env.put("/calico/v1/policy/profile/old/rules", br#"{"outbound_rules":[],"inbound_rules":[]}"#);
    env.put("/calico/v1/bytes", b"\xff\x00");
    let mut dumps = vec![env.dump()];
    for line in [
        "profile add web",
        "profile rule add old inbound deny udp",
        "profile clone web copy",
        "profile tag add copy T",
        "key put /calico/v1/bytes text",
        "key rm /calico/v1/bytes --yes",
        "profile remove copy web --yes",
        "key rm /calico -r --if-exists --yes",
    ] {
        if run(&env, line).code() == 0 {
            dumps.push(env.dump());
        }
    }
    assert_eq!(dumps.len(), 8, "all but the last");
    while let Some(dump) = dumps.pop() {
        assert_eq!(env.dump(), dump);
        let code = if dumps.is_empty() { 3 } else { 0 };
        assert_eq!(run(&env, "undo --last --yes").code(), code);
    }
}

#[test]
fn writers_at_once_lose_nothing() {
    let env = Env::with_web();
    std::thread::scope(|scope| {
        for writer in 0..12 {
            let env = &env;
            scope.spawn(move || {
                let run = run(env, &format!("profile tag add web T{writer}"));
                assert_eq!(run.code(), 0, "{run}");
            });
        }
    });
    assert_eq!(run(&env, "profile show web --jq .tags|length").ok().stdout(), "13\n");
    assert_eq!(run(&env, "history list --jq .items|length").ok().stdout(), "13\n");
}

#[test]
fn the_examples_demo_runs_to_its_end() {
    let env = Env::new();
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cross-workload/demo.sh");
    let bin = std::path::Path::new(crate::harness::BINARY).parent().unwrap();
    let run = env.sh(&format!("PATH={}:$PATH {demo}", bin.display()));
    assert_eq!(run.code(), 0, "{run}");
    assert!(run.stdout().ends_with("the same keys as before\n"), "{run}");
    assert_snapshot!(run.stderr(), @"");
}
