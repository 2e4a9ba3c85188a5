//! A datastore that cannot be reached, or refuses us: one line that says why, exit code 6, within the time allowed.

use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use crate::authority::{Authority, Issued};
use crate::harness::{Operator, Run};
use crate::server::Etcd;
use crate::strangers::{Stranger, nobody};
use crate::witness::{v2, v3};

const KINDS: [&str; 3] = ["auto", "etcdv2", "etcdv3"];
const APIS: [&str; 2] = ["etcdv2", "etcdv3"];

/// Many times the `--timeout` of 1 s that every command here is given: a guard against hanging, no measurement.
const FOREVER: Duration = Duration::from_secs(60);

/// Reads and writes at an address, over each API and with the choice left open: each must fail with 6 and one line that has
/// these words. Returns all that was said.
#[track_caller]
fn expect_refusal(operator: &Operator, endpoint: &str, kinds: &[&str], words: &[&str]) -> String {
    let mut said = String::new();
    // Where silence is what is told, it should not last; anything else may take what a loaded machine takes.
    let timeout = if words.contains(&"no answer within") { "1s" } else { "10s" };
    for kind in kinds {
        for command in ["profile list", "profile add web", "ping", "history list"] {
            let line =
                format!("{command} --endpoints {endpoint} --datastore {kind} --timeout {timeout} --commit-timeout 2s");
            let run = operator.fails(6, &line);
            said.push_str(expect_line(&run, endpoint, words));
            said.push('\n');
        }
    }
    said
}

#[track_caller]
fn expect_line<'a>(run: &'a Run, endpoint: &str, words: &[&str]) -> &'a str {
    let line = run.one_error();
    for word in words.iter().chain([&endpoint]) {
        assert!(line.contains(word), "no {word:?} in: {line}");
    }
    assert!(run.took < FOREVER, "{:?}: {line}", run.took);
    assert!(run.stdout.is_empty(), "{}", run.stdout);
    line
}

#[test]
fn nobody_listens() {
    expect_refusal(&Operator::new(), &nobody(), &KINDS, &["connection refused"]);
}

#[test]
fn nobody_answers() {
    let silent = Stranger::silent();
    expect_refusal(&Operator::new(), &silent.endpoint, &KINDS, &["no answer within"]);
}

#[test]
fn etcd_is_stopped() {
    let etcd = Etcd::start();
    v2::put(&etcd.endpoint(), "/calico/v1/Ready", "true");
    etcd.signal("STOP");
    expect_refusal(&Operator::new(), &etcd.endpoint(), &KINDS, &["no answer within"]);
    etcd.signal("CONT");
    Operator::new().ok(&format!("profile add web --endpoints {}", etcd.endpoint()));
}

#[test]
fn another_service_answers() {
    let (web, agreeable, banner, curt) = (Stranger::web(), Stranger::agreeable(), Stranger::banner(), Stranger::curt());
    let operator = Operator::new();
    expect_refusal(&operator, &web.endpoint, &KINDS, &["404"]);
    expect_refusal(&operator, &agreeable.endpoint, &KINDS, &[]);
    expect_refusal(&operator, &banner.endpoint, &KINDS, &[]);
    expect_refusal(&operator, &curt.endpoint, &KINDS, &[]);
}

#[test]
fn errors_are_one_object_where_json_is_asked_for() {
    let endpoint = nobody();
    let run = Operator::new().fails(6, &format!("profile list -o json --endpoints {endpoint} --timeout 1s"));
    let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!((&error["kind"], &error["code"]), (&json!("unreachable"), &json!(6)));
    assert!(error["message"].as_str().is_some_and(|message| message.contains(&endpoint)));
    assert!(run.stdout.is_empty());
}

fn serve(issued: &Issued, client_ca: Option<&Authority>) -> Etcd {
    let mut args =
        vec![format!("--cert-file={}", issued.cert.display()), format!("--key-file={}", issued.key.display())];
    if let Some(ca) = client_ca {
        args.extend([format!("--trusted-ca-file={}", ca.cert().display()), "--client-cert-auth".to_owned()]);
    }
    Etcd::start_tls(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn tls_does_not_fit() {
    let dir = TempDir::new().unwrap();
    let (ca, other) = (Authority::new(dir.path(), "ca"), Authority::new(dir.path(), "other"));
    let trusting = |authority: &Authority| Operator::new().set("CALICROSS_CACERT", authority.cert());
    let good = serve(&ca.issue("good", &["127.0.0.1"]), None);
    for api in APIS {
        trusting(&ca).ok(&format!("profile add web --datastore {api} --endpoints {}", good.endpoint()));
    }
    expect_refusal(&trusting(&other), &good.endpoint(), &KINDS, &["authority that is not trusted here"]);
    // Plain words to a TLS port, and the other way round.
    expect_refusal(&Operator::new(), &good.endpoint().replace("https", "http"), &KINDS, &["https://"]);
    let plain = Etcd::start();
    // It hangs up, and whether that comes as an end or as a reset is chance: v2 cannot tell a reset from one of later.
    expect_refusal(&trusting(&ca), &plain.endpoint().replace("http", "https"), &["etcdv3"], &["no secure connection"]);
    expect_refusal(&trusting(&ca), &plain.endpoint().replace("http", "https"), &KINDS, &["https://127.0.0.1"]);
    let elsewhere = serve(&ca.issue("elsewhere", &["etcd.example"]), None);
    expect_refusal(&trusting(&ca), &elsewhere.endpoint(), &KINDS, &["is not for 127.0.0.1 but for etcd.example"]);
}

#[test]
fn a_client_certificate_is_wanted() {
    let dir = TempDir::new().unwrap();
    let ca = Authority::new(dir.path(), "ca");
    let etcd = serve(&ca.issue("server", &["127.0.0.1"]), Some(&ca));
    let trusting = || Operator::new().set("CALICROSS_CACERT", ca.cert());
    expect_refusal(&trusting(), &etcd.endpoint(), &KINDS, &["client certificate"]);
    let stranger = Authority::new(dir.path(), "stranger").issue("impostor", &[]);
    let with = |issued: &Issued| trusting().set("CALICROSS_CERT", &issued.cert).set("CALICROSS_KEY", &issued.key);
    expect_refusal(&with(&stranger), &etcd.endpoint(), &KINDS, &["does not accept our client certificate"]);
    let client = ca.issue("client", &[]);
    for api in APIS {
        with(&client).ok(&format!("profile add web --datastore {api} --endpoints {}", etcd.endpoint()));
    }
    // Files that are not there, or are no such thing.
    let mut broken = with(&client).set("CALICROSS_CACERT", dir.path().join("nowhere.crt"));
    let line = format!("profile list --datastore etcdv3 --endpoints {}", etcd.endpoint());
    broken.fails(6, &line).says("nowhere.crt").one_error();
    broken = with(&client).set("CALICROSS_CACERT", &client.key);
    broken.fails(6, &line).says("client.key").one_error();
}

/// An etcd v3 that knows `root`, and `reader` who may read /calico.
fn locked_v3() -> Etcd {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let call = |path: &str, document: serde_json::Value| drop(v3::call(&endpoint, path, &document));
    v3::put(&endpoint, "/calico/v1/Ready", b"true");
    call("/auth/user/add", json!({"name": "root", "password": "root-secret"}));
    call("/auth/user/grant", json!({"user": "root", "role": "root"}));
    call("/auth/user/add", json!({"name": "reader", "password": "reader-secret"}));
    call("/auth/role/add", json!({"name": "read"}));
    // /calico to /calicp, in base64: every key of Calico and of calicross.
    let permission = json!({"permType": "READ", "key": "L2NhbGljbw==", "range_end": "L2NhbGljcA=="});
    call("/auth/role/grant", json!({"name": "read", "perm": permission}));
    call("/auth/user/grant", json!({"user": "reader", "role": "read"}));
    call("/auth/enable", json!({}));
    etcd
}

/// The same for v2.
fn locked_v2() -> Etcd {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    v2::put(&endpoint, "/calico/v1/Ready", "true");
    v2::auth(&endpoint, None, "/users/root", &json!({"user": "root", "password": "root-secret"}));
    v2::auth(&endpoint, None, "/enable", &json!({}));
    let root = Some("root:root-secret");
    let permissions = json!({"kv": {"read": ["/calico*"], "write": []}});
    v2::auth(&endpoint, root, "/roles/read", &json!({"role": "read", "permissions": permissions}));
    let reader = json!({"user": "reader", "password": "reader-secret", "roles": ["read"]});
    v2::auth(&endpoint, root, "/users/reader", &reader);
    // Guests may do nothing.
    v2::auth(
        &endpoint,
        root,
        "/roles/guest",
        &json!({"role": "guest", "revoke": {"kv": {"read": ["/*"], "write": ["/*"]}}}),
    );
    etcd
}

fn expect_users(etcd: &Etcd, api: &str) {
    let endpoint = etcd.endpoint();
    let user =
        |user: &str, password: &str| Operator::new().set("CALICROSS_USER", user).set("CALICROSS_PASSWORD", password);
    for (operator, commands) in [
        (Operator::new(), ["profile list", "profile add web"]),
        (user("root", "wrong-secret"), ["profile list", "profile add web"]),
        (user("nobody", "wrong-secret"), ["profile list", "profile add web"]),
        (user("reader", "reader-secret"), ["profile add web", "key put /calico/v1/Ready false"]),
    ] {
        for command in commands {
            let line = format!("{command} --datastore {api} --endpoints {endpoint} --timeout 5s -v");
            let run = operator.fails(6, &line);
            assert!(!run.stderr.contains("secret"), "{}", run.stderr);
            let errors: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("error: ")).collect();
            assert!(errors.len() == 1 && errors[0].contains(&endpoint), "{}", run.stderr);
            assert!(run.stderr.contains("hint: --user"), "{}", run.stderr);
        }
    }
    let at = format!("--datastore {api} --endpoints {endpoint}");
    user("reader", "reader-secret").ok(&format!("profile list {at}"));
    let root = user("root", "root-secret");
    assert!(!root.ok(&format!("key ls /calico {at} -o name")).contains("profile"), "what was refused is there");
    root.ok(&format!("profile add web {at}"));
    let ping = root.json(&format!("ping {at}"));
    assert_eq!(ping["auth_enabled"], true);
    let missing = Operator::new().fails(2, &format!("profile list {at} --user root"));
    assert!(missing.one_error().contains("password"), "{}", missing.stderr);
}

#[test]
fn etcd_v3_wants_to_know_who_we_are() {
    expect_users(&locked_v3(), "etcdv3");
}

#[test]
fn etcd_v2_wants_to_know_who_we_are() {
    expect_users(&locked_v2(), "etcdv2");
}

#[test]
fn where_one_api_is_closed_to_us_nothing_is_guessed() {
    let etcd = locked_v3();
    let auto = Operator::new().set("CALICROSS_ENDPOINTS", etcd.endpoint());
    for words in ["profile add web", "profile list"] {
        let refused = auto.fails(6, words).says("hint: --user");
        assert!(refused.one_error().contains("refused us"), "{}", refused.stderr);
    }
    assert!(!v2::has(&etcd.endpoint(), "/calico"));
    // The open one holds Calico's data: it is read, and written once it is named.
    v2::put(&etcd.endpoint(), "/calico/v1/Ready", "true");
    auto.run(&["profile", "list"]).expect(0).says("warning: the v3 API could not be asked");
    let refused = auto.fails(3, "profile add web");
    assert!(refused.stderr.contains("nothing is written: the v3 API could not be asked"), "{}", refused.stderr);
    assert!(!v2::has(&etcd.endpoint(), "/calico/v1/policy"));
    auto.ok("profile add web --datastore etcdv2");
}

#[test]
fn one_live_endpoint_is_enough() {
    let etcd = Etcd::start();
    let (live, dead) = (etcd.endpoint(), nobody());
    let (silent, web) = (Stranger::silent(), Stranger::web());
    v2::put(&live, "/calico/v1/Ready", "true");
    let all = [&dead, &silent.endpoint, &web.endpoint, &live].map(String::as_str);
    for kind in ["auto", "etcdv2"] {
        for (at, first) in all.iter().enumerate() {
            let endpoints = if *first == live { live.clone() } else { format!("{first},{live}") };
            let operator = Operator::of_etcd(&endpoints, kind);
            operator.ok(&format!("profile add {kind}-{at}"));
            operator.ok(&format!("profile show {kind}-{at}"));
        }
        let operator = Operator::of_etcd(&all.join(","), kind);
        operator.ok(&format!("profile add {kind}-all"));
    }
    for (at, first) in all.iter().enumerate() {
        let operator = Operator::of_etcd(&format!("{first},{live}"), "etcdv3");
        operator.ok(&format!("profile add v3-{at}"));
    }
    assert_eq!(v2::dump(&live, "/calico/v1/policy/profile").len(), 3 * 10);
    assert_eq!(v3::dump(&live, "/calico/v1/policy/profile").len(), 3 * 4);
}

#[test]
fn a_stopped_member_first_does_not_stop_us() {
    let (stopped, live) = (Etcd::start(), Etcd::start());
    stopped.signal("STOP");
    for api in APIS {
        let operator = Operator::of_etcd(&format!("{},{}", stopped.endpoint(), live.endpoint()), api);
        operator.ok("profile add web --timeout 4s");
        assert!(operator.ok("profile list --timeout 4s").contains("web"));
    }
    assert_eq!(v2::dump(&live.endpoint(), "/calico").len(), 3);
    assert_eq!(v3::dump(&live.endpoint(), "/calico").len(), 3);
    stopped.signal("CONT");
}
