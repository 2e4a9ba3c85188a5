//! `calicross get`, `create`, `replace`, `apply`, `delete`, `validate`, `diff`, `export`

use insta::assert_snapshot;

use crate::harness::Env;

const MANIFESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/manifests");

const WEB: &str = "\
apiVersion: v1
kind: profile
metadata:
  name: web
  tags: [web]
spec:
  ingress:
  - action: allow
    protocol: tcp
    source:
      nets: [10.0.0.0/8, 11.0.0.0/8]
    destination:
      ports: [80]
  egress:
  - action: allow
";

fn with_examples() -> Env {
    let env = Env::new();
    env.run(&["apply", "-f", MANIFESTS, "--yes", "--no-impact"]).ok();
    env
}

#[test]
fn the_examples_apply_and_change_nothing_the_second_time() {
    let env = Env::new();
    assert_snapshot!(env.run(&["validate", "-f", MANIFESTS]), @"");
    assert_snapshot!(env.run(&["apply", "-f", MANIFESTS, "--yes", "--no-impact"]), @"");
    let (before, journal) = (env.dump(), env.journal());
    assert_snapshot!(env.run(&["apply", "-f", MANIFESTS, "--yes"]), @"");
    assert_snapshot!(env.run(&["diff", "-f", MANIFESTS]), @"");
    assert_eq!((env.dump(), env.journal()), (before, journal));
    assert_snapshot!(env.value("/calico/v1/policy/profile/shop/rules").unwrap(), @"");
    assert_snapshot!(env.value("/calico/v1/policy/tier/default/policy/database").unwrap(), @"");
    assert_snapshot!(env.value("/calico/bgp/v1/global/peer_v4/10.10.0.1").unwrap(), @"");
    assert_snapshot!(env.value("/calico/bgp/v1/host/node1/network_v4").unwrap(), @"");
}

#[test]
fn what_is_exported_changes_nothing_and_makes_the_same_elsewhere() {
    let env = with_examples();
    let exported = env.run(&["export"]).ok().stdout();
    assert_snapshot!(exported, @"");
    let file = env.file("all.yaml", &exported);
    env.run(&["diff", "-f", &file]).ok();
    let elsewhere = Env::new();
    let file = elsewhere.file("all.yaml", &exported);
    elsewhere.run(&["apply", "-f", &file, "--yes", "--no-impact"]).ok();
    assert_eq!(elsewhere.dump(), env.dump());
    // A file an object, and the form that `get` prints.
    let folder = env.dir().join("out").display().to_string();
    env.run(&["export", "--to-dir", &folder]).ok();
    env.run(&["diff", "-R", "-f", &folder]).ok();
    for format in ["json", "yaml"] {
        let got = env.run(&["get", "policy,profile,hep", "-o", format]).ok().stdout();
        let run = env.run_with_stdin(&["diff", "-f", "-"], got.as_bytes());
        assert_eq!(run.code(), 0, "{run}");
    }
}

#[test]
fn everything_wrong_in_all_files_is_told_before_anything_is_written() {
    let env = Env::new();
    let good = env.file("good.yaml", WEB);
    let bad = env.file(
        "bad.yaml",
        &WEB.replace("action: allow\n    protocol", "action: alow\n    protocol")
            .replace("ports: [80]", "ports: [80, 0]")
            .replace("tags: [web]", "tag: web"),
    );
    let broken = env.file("broken.yaml", "kind: [\n");
    assert_snapshot!(env.run(&["apply", "-f", &good, "-f", &bad, "-f", &broken]), @"");
    assert!(env.dump().is_empty());
    assert_snapshot!(env.run(&["validate", "-f", &bad, "-o", "json"]), @"");
    assert_snapshot!(env.run(&["apply", "-f", &good, "-f", &good]), @"");
    assert_snapshot!(env.run(&["apply"]), @"");
    assert_snapshot!(env.run(&["apply", "-f", "nowhere.yaml"]), @"");
    assert_snapshot!(env.run_with_stdin(&["apply", "-f", "-"], b"# nothing\n"), @"");
    assert_snapshot!(env.run(&["validate", "-f", env.dir().join("state").to_str().unwrap()]), @"");
}

#[test]
fn a_difference_is_shown_object_by_object() {
    let env = Env::new();
    let web = env.file("web.yaml", WEB);
    assert_snapshot!(env.run(&["diff", "-f", &web]), @"");
    env.run(&["apply", "-f", &web]).ok();
    let other = env.file(
        "other.yaml",
        &format!(
            "{}---\n{}",
            WEB.replace("11.0.0.0/8", "12.0.0.0/8").replace("name: web", "name: web\n  labels: {a: b}"),
            WEB.replace("web", "db")
        ),
    );
    assert_snapshot!(env.run(&["diff", "-f", &other]), @"");
    assert_snapshot!(env.run(&["diff", "-f", &other, "--summary"]), @"");
    assert_snapshot!(env.run(&["diff", "-f", &other, "-o", "json", "--jq", ".objects[0].after.metadata, .create, .change"]), @"");
    let env = env.set("CALICROSS_EXTERNAL_DIFF", "diff -r -N -q");
    let run = env.run(&["diff", "-f", &other]);
    assert_eq!(run.code(), 1, "{run}");
    assert!(run.stdout().contains("WANTED/profile.db.yaml differ"), "{run}");
    assert_eq!(env.run(&["diff", "-f", &web]).code(), 0);
}

#[test]
fn create_replace_and_apply_ask_other_things_of_what_is_there() {
    let env = Env::new();
    let web = env.file("web.yaml", WEB);
    let other = env.file("other.yaml", &WEB.replace("[80]", "[81]"));
    assert_snapshot!(env.run(&["replace", "-f", &web]), @"");
    env.run(&["create", "-f", &web]).ok();
    assert_snapshot!(env.run(&["create", "-f", &web]), @"");
    assert_snapshot!(env.run(&["create", "-f", &other]), @"");
    assert_snapshot!(env.run(&["create", "-f", &other, "--skip-exists"]), @"");
    assert_snapshot!(env.run(&["replace", "-f", &other, "--yes"]), @"");
    assert_snapshot!(env.run(&["apply", "-f", &web, "--dry-run", "--no-impact"]), @"");
    assert_snapshot!(env.run(&["delete", "-f", &web, "--yes"]), @"");
    assert!(env.dump().is_empty());
    assert_snapshot!(env.run(&["delete", "-f", &web]), @"");
    assert_snapshot!(env.run(&["delete", "-f", &web, "--skip-not-exists"]), @"");
}

#[test]
fn what_files_cannot_say_stays() {
    let env = Env::new();
    let rules = "/calico/v1/policy/profile/web/rules";
    env.put_all(&[
        ("/calico/v1/policy/profile/web/tags", r#"["web"]"#),
        (rules, r#"{"note":1.50,"outbound_rules":[{"action":"allow"}],"inbound_rules":[{"src_nets":["10.0.0.0/8","11.0.0.0/8"],"protocol":"tcp","dst_ports":["80"]},{"action":"log","log_prefix":"x"}]}"#),
    ]);
    let web = env.file("web.yaml", &WEB.replace("  egress:\n", "  - action: log\n  egress:\n"));
    // It is said otherwise, and says the same.
    env.run(&["diff", "-f", &web]).ok();
    let more = env.file(
        "more.yaml",
        &WEB.replace("  egress:\n", "  - action: log\n  - action: deny\n    protocol: udp\n  egress:\n"),
    );
    env.run(&["apply", "-f", &more, "--yes"]).ok();
    assert_snapshot!(env.value(rules).unwrap(), @"");
    assert_eq!(env.value("/calico/v1/policy/profile/web/labels"), None);
}

#[test]
fn tables_of_each_kind() {
    let env = with_examples();
    env.put("/calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0", br#"{"state": "active", "name": "cali1", "profile_ids": ["shop"], "ipv4_nets": ["10.233.64.2/32"], "ipv4_nat": [{"int_ip": "10.233.64.2", "ext_ip": "1.2.3.4"}]}"#);
    let mut tables = String::new();
    for kind in ["policy", "pro", "ipPools", "bgppeer", "hep", "wep", "nodes", "tier", "felixconfig", "bgpconfig"] {
        tables.push_str(&env.run(&["get", kind, "-o", "wide"]).ok().stdout());
        tables.push('\n');
    }
    assert_snapshot!(tables, @"");
    assert_snapshot!(env.run(&["get"]), @"");
    assert_snapshot!(env.run(&["get", "wep", "--node", "node2"]), @"");
    assert_snapshot!(env.run(&["get", "policy/database", "hep/node1/eth0", "-o", "name"]), @"");
    assert_snapshot!(env.run(&["get", "hep", "-l", "role == 'host'", "-o", "name"]), @"");
    assert_snapshot!(env.run(&["get", "policy", "gone"]), @"");
    assert_snapshot!(env.run(&["get", "polcy"]), @"");
    assert_snapshot!(env.run(&["get", "policy", "database", "-o", "yaml"]), @"");
}

#[test]
fn what_cannot_be_read_stops_nobody_and_is_not_overwritten() {
    let env = Env::with_web();
    env.put("/calico/v1/policy/profile/db/rules", br#"{"inbound_rules": [{"action": "pass"}]}"#);
    assert_snapshot!(env.run(&["get", "profile", "-o", "wide"]), @"");
    assert_snapshot!(env.run(&["export", "profile"]), @"");
    let db = env.file("db.yaml", &WEB.replace("web", "db"));
    assert_snapshot!(env.run(&["apply", "-f", &db]), @"");
    assert_snapshot!(env.run(&["apply", "-f", &db, "--force=malformed", "--yes"]), @"");
}

#[test]
fn what_was_found_and_no_reader_should_get_is_exported_so() {
    let env = Env::new();
    env.put("/calico/v1/policy/profile/web/labels", br#"{"a": "b/c"}"#);
    let exported = env.run(&["export"]).ok().stdout();
    assert_snapshot!(exported, @"");
    let file = env.file("all.yaml", &exported);
    env.run(&["diff", "-f", &file]).ok();
}

#[test]
fn what_others_own_is_not_written_without_being_told_to() {
    let env = Env::new();
    let text = "apiVersion: v1\nkind: policy\nmetadata: {name: knp.default.x}\nspec: {selector: all()}\n";
    let file = env.file("knp.yaml", text);
    assert_snapshot!(env.run(&["apply", "-f", &file]), @"");
    assert!(env.dump().is_empty());
}

#[test]
fn objects_are_deleted_by_name() {
    let env = with_examples();
    assert_snapshot!(env.run(&["delete", "policy", "database", "--yes", "--no-impact"]), @"");
    assert_snapshot!(env.run(&["delete", "pools", "10.65.0.0/24", "10.233.64.0/18", "--yes"]), @"");
    assert_snapshot!(env.run(&["delete", "profile", "shop", "--yes"]), @"");
    assert_snapshot!(env.run(&["delete", "hep", "--node", "node1", "eth0", "--yes"]), @"");
    assert_snapshot!(env.run(&["delete", "bgppeer", "10.10.0.1", "--scope", "global", "--yes"]), @"");
    assert_snapshot!(env.run(&["delete", "node", "node1", "--yes"]), @"");
    assert_snapshot!(env.run(&["delete", "felixconfig", "global", "--yes", "--force=in-use"]), @"");
    assert_snapshot!(env.run(&["delete", "policy"]), @"");
    assert_snapshot!(env.run(&["delete"]), @"");
}
