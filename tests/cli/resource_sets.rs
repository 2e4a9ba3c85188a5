//! `calicross apply --set`, `--prune`, `--target`, `calicross drift`

use insta::assert_snapshot;

use crate::harness::Env;

fn profile(name: &str, port: u16) -> String {
    format!(
        "---\napiVersion: v1\nkind: profile\nmetadata: {{name: {name}}}\nspec:\n  ingress:\n  - {{action: allow, protocol: tcp, destination: {{ports: [{port}]}}}}\n"
    )
}

#[test]
fn what_the_files_no_longer_hold_goes() {
    let env = Env::new();
    env.run(&["profile", "add", "old"]).ok();
    let all = env.file("all.yaml", &[profile("a", 1), profile("b", 1), profile("old", 1)].concat());
    assert_snapshot!(env.run(&["apply", "-f", &all, "--set", "shop", "--yes"]), @"");
    let (before, journal) = (env.dump(), env.journal());
    assert_snapshot!(env.run(&["apply", "-f", &all, "--set", "shop", "--prune"]), @"");
    assert_eq!((env.dump(), env.journal()), (before, journal));
    assert_snapshot!(String::from_utf8(env.sets().into_values().next().unwrap()).unwrap(), @"");

    // What was there before the set had it is nobody's to take away; what no set has is not looked at.
    env.run(&["profile", "add", "other"]).ok();
    let few = env.file("few.yaml", &profile("a", 2));
    assert_snapshot!(env.run(&["diff", "-f", &few, "--set", "shop", "--prune", "--summary"]), @"");
    assert_snapshot!(env.run(&["apply", "-f", &few, "--set", "shop", "--prune", "--max-deletes", "0"]), @"");
    assert_snapshot!(env.run(&["apply", "-f", &few, "--set", "shop", "--prune"]), @"");
    assert_snapshot!(env.run(&["apply", "-f", &few, "--set", "shop", "--prune", "--yes"]), @"");
    assert_snapshot!(env.run(&["get", "profile", "-o", "name"]), @"");
    assert_eq!(env.sets().len(), 1);
    env.run(&["undo", "--last", "--yes"]).ok();
    assert_eq!(env.sets().len(), 3);
}

#[test]
fn what_somebody_has_changed_by_hand_is_not_overwritten() {
    let env = Env::new();
    let file = env.file("shop.yaml", &[profile("a", 1), profile("b", 1)].concat());
    env.run(&["apply", "-f", &file, "--set", "shop"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"");
    env.run(&["profile", "rule", "add", "a", "inbound", "deny", "udp"]).ok();
    env.run(&["profile", "tag", "add", "a", "x"]).ok();
    env.run(&["profile", "remove", "b", "--yes"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"");
    assert_snapshot!(env.run(&["drift", "--set", "gone"]), @"");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--set", "shop", "--yes"]), @"");
    // A file that says what was done by hand is no drift any more.
    let adopted = env.run(&["get", "profile", "a", "-o", "yaml"]).ok().stdout();
    let adopted = env.file("adopted.yaml", &adopted);
    env.run(&["apply", "-f", &adopted, "--set", "shop"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"");
    env.run(&["profile", "tag", "add", "a", "y"]).ok();
    assert_snapshot!(env.run(&["apply", "-f", &file, "--set", "shop", "--yes", "--force=drift"]), @"");
    env.run(&["drift", "--set", "shop"]).ok();
}

#[test]
fn one_resource_of_the_files_at_a_time() {
    let env = Env::new();
    let file = env.file("shop.yaml", &[profile("a", 1), profile("b", 1)].concat());
    assert_snapshot!(env.run(&["apply", "-f", &file, "--target", "profile/b"]), @"");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--target", "profile/c"]), @"");
    assert_snapshot!(env.run(&["diff", "-f", &file, "--summary"]), @"");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--set", "_x"]), @"");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--prune"]), @"");
}

#[test]
fn links_that_pods_lack_are_drift() {
    let env = Env::new();
    let group = "4fe422ed-4730-4af4-b835-38d09235bd4a";
    env.put_all(&[
        (&format!("/calico/v1/policy/profile/openstack-sg-{group}/tags"), &format!(r#"["{group}"]"#)),
        (
            &format!("/calico/v1/policy/profile/openstack-sg-{group}/rules"),
            r#"{"inbound_rules": [], "outbound_rules": []}"#,
        ),
        (
            "/calico/v1/host/n/workload/k8s/shop.web-1/endpoint/eth0",
            r#"{"state": "active", "name": "cali1", "profile_ids": []}"#,
        ),
    ]);
    env.run(&["link", "add", "l", "--sg", group, "--no-impact"]).ok();
    env.run(&["link", "attach", "l", "--namespace", "shop", "--keep", "--yes", "--no-impact"]).ok();
    assert_snapshot!(env.run(&["drift"]), @"");
    env.put(
        "/calico/v1/host/n/workload/k8s/shop.web-1/endpoint/eth0",
        br#"{"state": "active", "name": "cali1", "profile_ids": []}"#,
    );
    assert_snapshot!(env.run(&["drift"]), @"");
}
