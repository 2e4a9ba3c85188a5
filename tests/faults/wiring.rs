//! The same words on each datastore leave the same keys; and the datastore that is written is the one that was meant.

use serde_json::json;

use crate::harness::{Operator, mode};
use crate::server::Etcd;
use crate::witness::{Keys, file_dump, v2, v3};

const SG: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const DIRECTORY: &str = "/calico/v1/policy/profile/k8s-to-sg1";
const READY: (&str, &str) = ("/calico/v1/Ready", "true");
const GUID: (&str, &str) = ("/calico/v1/config/ClusterGUID", "4b565f53a6d8d395e073616f5ab41e36");

fn keys<const N: usize>(pairs: [(String, &str); N]) -> Keys {
    pairs.into_iter().map(|(path, value)| (path, value.to_owned())).collect()
}

/// What the three commands of the example leave, to the byte.
fn example() -> Keys {
    keys([
        (format!("{DIRECTORY}/labels"), "{}"),
        (
            format!("{DIRECTORY}/rules"),
            r#"{"id": "k8s-to-sg1", "inbound_rules": [{"action": "allow", "src_tag": "k8s-to-sg1"}, {"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"action": "allow"}]}"#,
        ),
        (format!("{DIRECTORY}/tags"), r#"["k8s-to-sg1", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#),
    ])
}

/// Goes through the example, dry runs and undo included. `dump` shows /calico, and `target` is what a write must name.
fn run_example(operator: &Operator, target: &str, dump: &dyn Fn(&str) -> Keys) {
    let before = dump("/calico");
    let commands = [
        "profile add k8s-to-sg1".to_owned(),
        format!("profile k8s-to-sg1 tag add {SG}"),
        format!("profile rule add k8s-to-sg1 inbound allow from tag {SG}"),
    ];
    for words in &commands {
        let now = dump("/");
        operator.fails(1, &format!("{words} --dry-run --exit-code"));
        let diff = operator.ok(&format!("{words} --dry-run --diff"));
        assert!(diff.contains(DIRECTORY) && diff.lines().any(|line| line.starts_with('+')), "{diff}");
        assert_eq!(dump("/"), now, "a dry run wrote");

        let args: Vec<&str> = words.split_whitespace().chain(["-o", "json"]).collect();
        let done = operator.run(&args).expect(0).says(target);
        let result: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
        assert_eq!(result["schema"], "calicross/result/1");
        assert_eq!((&result["changed"], &result["dry_run"]), (&json!(true), &json!(false)));
        assert!(result["journal_id"].is_string());

        // The same once more changes nothing.
        let now = dump("/");
        let again = operator.json(words);
        assert_eq!((&again["changed"], &again["journal_id"]), (&json!(false), &json!(null)));
        operator.ok(&format!("{words} --dry-run --exit-code"));
        assert_eq!(dump("/"), now);
    }
    let mut expected = before.clone();
    expected.extend(example());
    assert_eq!(dump("/calico"), expected);
    let states: Vec<String> = operator.history().into_iter().map(|(state, _)| state).collect();
    assert_eq!(states, ["done", "done", "done"]);
    operator.ok("undo --last --yes");
    operator.ok("undo --last --yes");
    // The last one removes the profile.
    let refused = operator.fails(3, "undo --last");
    assert!(refused.one_error().contains("not confirmed"), "{}", refused.stderr);
    operator.ok("undo --last --yes");
    operator.fails(3, "undo --last --yes");
    assert_eq!(dump("/calico"), before);
    assert_eq!(operator.history().len(), 6);
}

#[test]
fn the_example_on_etcd_v2() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    for (path, value) in [READY, GUID] {
        v2::put(&endpoint, path, value);
    }
    let operator = Operator::of_etcd(&endpoint, "etcdv2");
    let target = format!("datastore: etcdv2 at {endpoint}, ClusterGUID {}", GUID.1);
    // The directory of all profiles stays behind, as calicoctl leaves it.
    let dump = |directory: &str| {
        let mut keys = v2::dump(&endpoint, directory);
        keys.retain(|path, _| !path.ends_with('/'));
        keys
    };
    run_example(&operator, &target, &dump);
    assert!(v3::dump(&endpoint, "").is_empty(), "etcd's other API was written");
    assert!(!v2::has(&endpoint, DIRECTORY), "calicoctl 0.2x takes an empty directory for a profile");
}

#[test]
fn the_example_on_etcd_v3() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    for (path, value) in [READY, GUID] {
        v3::put(&endpoint, path, value.as_bytes());
    }
    let operator = Operator::of_etcd(&endpoint, "etcdv3");
    let target = format!("datastore: etcdv3 at {endpoint}, ClusterGUID {}", GUID.1);
    run_example(&operator, &target, &|directory| v3::dump(&endpoint, directory.trim_end_matches('/')));
    assert!(v2::dump(&endpoint, "/").keys().all(|path| path == "/"), "etcd's other API was written");
}

#[test]
fn the_example_on_a_file() {
    let operator = Operator::of_file();
    let path = operator.path("calico.redb");
    operator.ok("key put /calico/v1/Ready true --journal off");
    let target = format!("datastore: file at {}", path.display());
    run_example(&operator, &target, &|directory| file_dump(&path, directory.trim_end_matches('/')));
    assert_eq!(mode(&path), 0o600);
}

/// Reads where nothing is certain warn, writes are refused with the same reason until the API is named.
#[track_caller]
fn expect_doubt(operator: &Operator, doubt: &str) {
    let read = operator.run(&["profile", "list"]).expect(0).says(doubt);
    assert!(read.stderr.contains("warning: "), "{}", read.stderr);
    let refused = operator.fails(3, "profile add web").says(doubt).says("--datastore");
    assert!(refused.stderr.contains("nothing is written"), "{}", refused.stderr);
    operator.run(&["profile", "add", "web", "--dry-run"]).expect(0).says(doubt);
}

#[test]
fn the_api_that_holds_calico_is_taken() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let auto = Operator::new().set("CALICROSS_ENDPOINTS", &endpoint);
    let (empty2, empty3) = (v2::dump(&endpoint, "/"), v3::dump(&endpoint, ""));
    expect_doubt(&auto, "neither of etcd's APIs holds /calico/v1");
    let ping = auto.json("ping");
    assert_eq!(ping["holds_calico"], json!([]));
    assert!(ping["doubt"].is_string());
    assert_eq!((v2::dump(&endpoint, "/"), v3::dump(&endpoint, "")), (empty2, empty3));

    v2::put(&endpoint, READY.0, READY.1);
    auto.run(&["profile", "add", "in-v2"]).expect(0).says("datastore: etcdv2 at ");
    assert!(v2::has(&endpoint, "/calico/v1/policy/profile/in-v2/rules"));
    let ping = auto.json("ping");
    assert_eq!((&ping["holds_calico"], &ping["datastore"]), (&json!(["etcdv2"]), &json!("etcdv2")));
    assert_eq!((&ping["doubt"], &ping["auth_enabled"]), (&json!(null), &json!(false)));

    // Calico's data somewhere else than below /calico/v1 decides nothing.
    v3::put(&endpoint, "/calico/v10/Ready", b"true");
    auto.ok("profile add in-v2-too");

    v3::put(&endpoint, READY.0, READY.1.as_bytes());
    expect_doubt(&auto, "both of etcd's APIs hold /calico/v1");
    auto.ok("profile add web --datastore etcdv2");
    auto.ok("profile add web --datastore etcdv3");
    assert!(v2::has(&endpoint, "/calico/v1/policy/profile/web/tags"));
    assert!(v3::dump(&endpoint, "/calico/v1").contains_key("/calico/v1/policy/profile/web/tags"));
}

#[test]
fn only_v3_holds_calico() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    v3::put(&endpoint, READY.0, READY.1.as_bytes());
    let auto = Operator::new().set("CALICROSS_ENDPOINTS", &endpoint);
    auto.run(&["profile", "add", "in-v3"]).expect(0).says("datastore: etcdv3 at ");
    assert_eq!(v3::dump(&endpoint, "/calico/v1/policy").len(), 3);
    assert!(!v2::has(&endpoint, "/calico"));
    let ping = auto.json("ping");
    assert_eq!((&ping["holds_calico"], &ping["datastore"]), (&json!(["etcdv3"]), &json!("etcdv3")));
    assert_eq!(ping["members"][0]["leader"], true);
    assert!(ping["members"][0]["version"].as_str().is_some_and(|version| version.starts_with("3.")));
    assert!(ping["quota_bytes"].as_u64().is_some_and(|quota| quota > 0));
    assert_eq!(ping["alarms"], json!([]));
}

#[test]
fn an_etcd_without_its_v2_api() {
    let etcd = Etcd::start_with(&["--enable-v2=false"]);
    let endpoint = etcd.endpoint();
    let auto = Operator::new().set("CALICROSS_ENDPOINTS", &endpoint);
    expect_doubt(&auto, "its v2 API is off");
    v3::put(&endpoint, READY.0, READY.1.as_bytes());
    auto.run(&["profile", "add", "web"]).expect(0).says("datastore: etcdv3 at ");
    let refused = auto.fails(6, "profile list --datastore etcdv2");
    assert!(refused.one_error().contains("v2"), "{}", refused.stderr);
    let refused = auto.fails(6, "profile add other --datastore etcdv2");
    assert!(refused.one_error().contains("v2"), "{}", refused.stderr);
}

#[test]
fn calicoctls_variables_are_understood() {
    let (etcd, other) = (Etcd::start(), Etcd::start());
    let endpoint = etcd.endpoint();
    v2::put(&endpoint, READY.0, READY.1);
    let by_list = Operator::new().set("ETCD_ENDPOINTS", &endpoint).set("DATASTORE_TYPE", "etcdv2");
    by_list.ok("profile add by-list");
    let authority = format!("127.0.0.1:{}", etcd.client_port());
    let by_authority = Operator::new().set("ETCD_AUTHORITY", &authority).set("ETCD_SCHEME", "http");
    by_authority.ok("profile add by-authority");
    // The list comes before the authority, and an option before both.
    let both = Operator::new().set("ETCD_ENDPOINTS", &endpoint).set("ETCD_AUTHORITY", "127.0.0.1:1");
    both.ok("profile add by-list-first");
    let option = Operator::new().set("ETCD_ENDPOINTS", other.endpoint());
    option.ok(&format!("profile add by-option --endpoints {endpoint}"));
    for name in ["by-list", "by-authority", "by-list-first", "by-option"] {
        assert!(v2::has(&endpoint, &format!("/calico/v1/policy/profile/{name}/rules")), "{name}");
    }
    assert!(!v2::has(&other.endpoint(), "/calico"));
    let settings = by_authority.ok("settings");
    let line = settings.lines().find(|line| line.starts_with("endpoints ")).unwrap();
    assert!(line.contains(&authority) && line.contains("ETCD_AUTHORITY"), "{line}");
}

#[test]
fn directories_go_where_calico_removes_them_and_stay_where_confd_reads_them() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let operator = Operator::of_etcd(&endpoint, "etcdv2");
    let host = "/calico/v1/host/node1";
    let workload = format!("{host}/workload/k8s/default.web");
    let pool = "/calico/v1/ipam/v4/pool";
    let filter = "/calico/bgp/v1/global/custom_filters/v4";
    let tier = "/calico/v1/policy/tier/lone";
    let endpoint_value = r#"{"state":"active","name":"cali1","mac":"ee:ee:ee:ee:ee:ee","profile_ids":["web"],"ipv4_nets":["10.0.0.1/32"],"ipv6_nets":[]}"#;
    v2::put(&endpoint, &format!("{workload}/endpoint/eth0"), endpoint_value);
    v2::put(&endpoint, &format!("{pool}/10.0.0.0-16"), r#"{"cidr":"10.0.0.0/16"}"#);
    v2::put(&endpoint, &format!("{filter}/mine"), "if ( net ~ 10.0.0.0/8 ) then { accept; }");
    v2::put(
        &endpoint,
        &format!("{tier}/policy/p"),
        r#"{"inbound_rules":[],"outbound_rules":[],"order":1,"selector":"all()"}"#,
    );
    operator.ok("profile add web");
    operator.fails(3, "profile remove web --yes").says("in use");
    operator.ok("profile remove web --yes --force=in-use");
    assert!(!v2::has(&endpoint, "/calico/v1/policy/profile/web"));
    assert!(v2::has(&endpoint, "/calico/v1/policy/profile"));
    operator.ok(&format!("key rm {workload}/endpoint/eth0 --yes --force=owner"));
    assert!(!v2::has(&endpoint, &workload));
    assert!(v2::has(&endpoint, &format!("{host}/workload/k8s")));
    operator.ok(&format!("key rm {pool}/10.0.0.0-16 {filter}/mine --yes"));
    assert!(v2::has(&endpoint, pool) && v2::has(&endpoint, filter));
    operator.ok(&format!("key rm {tier}/policy/p --yes"));
    assert!(!v2::has(&endpoint, tier));
    // Taken back in any order, everything is there again.
    for _ in 0..5 {
        operator.ok("undo --last --yes --force=owner");
    }
    let left = v2::dump(&endpoint, "/calico");
    assert!(left.contains_key(&format!("{workload}/endpoint/eth0")) && left.contains_key(&format!("{tier}/policy/p")));
    assert!(left.contains_key(&format!("{pool}/10.0.0.0-16")) && left.contains_key(&format!("{filter}/mine")));
    assert!(!v2::has(&endpoint, "/calico/v1/policy/profile/web"));
}

#[test]
fn a_plan_is_bound_to_its_datastore() {
    let (here, there) = (Etcd::start(), Etcd::start_with(&["--initial-cluster-token=another"]));
    for etcd in [&here, &there] {
        v2::put(&etcd.endpoint(), READY.0, READY.1);
        v3::put(&etcd.endpoint(), READY.0, READY.1.as_bytes());
    }
    for datastore in ["etcdv2", "etcdv3"] {
        let operator = Operator::of_etcd(&here.endpoint(), datastore);
        operator.ok("profile add web --dry-run --out plan.json");
        assert_eq!(mode(&operator.path("plan.json")), 0o600);
        let refused = operator.fails(4, &format!("plan apply plan.json --endpoints {}", there.endpoint()));
        assert!(refused.one_error().contains("the plan is for"), "{}", refused.stderr);
        let other_api = if datastore == "etcdv2" { "etcdv3" } else { "etcdv2" };
        operator.fails(4, &format!("plan apply plan.json --datastore {other_api}")).one_error();
        assert!(!v2::has(&there.endpoint(), "/calico/v1/policy"));
        assert_eq!(v3::dump(&there.endpoint(), "/calico").len(), 1);
        operator.ok("plan apply plan.json");
        let applied = operator.ok("key get /calico/v1/policy/profile/web/tags");
        assert_eq!(applied, "[\"web\"]\n");
        // Somebody changes what the next plan is made from.
        operator.ok("profile tag add web one --dry-run --out plan.json");
        operator.ok("profile tag add web two");
        let stale = operator.fails(4, "plan apply plan.json");
        assert!(stale.one_error().contains("/calico/v1/policy/profile/web/tags"), "{}", stale.stderr);
        assert_eq!(operator.ok("key get /calico/v1/policy/profile/web/tags"), "[\"web\", \"two\"]\n");
    }
}
