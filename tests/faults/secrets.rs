//! Credentials, however they are given, turn up nowhere: not in the journal, not in plans or files, not in any output.

use std::path::Path;

use serde_json::json;

use crate::harness::{Operator, mode};
use crate::server::Etcd;
use crate::strangers::nobody;
use crate::valve::Valve;
use crate::witness::{v2, v3};

/// Found nowhere, neither as it is nor in base64 or as URLs spell it.
const SECRET: &str = "s3cr3t+pass word";
const TRACES: [&str; 4] = ["s3cr3t", "pass word", "czNjcjN0", "cm9vdDpzM2NyM3"];

#[track_caller]
fn expect_clean(what: &str, text: &str) {
    for trace in TRACES {
        assert!(!text.contains(trace), "{what} shows the password: {text}");
    }
}

/// One way to say who one is: variables and options.
type Way = (Vec<(&'static str, String)>, Vec<String>);

fn ways(operator: &Operator) -> Vec<Way> {
    let file = operator.file("password", format!("{SECRET}\n"));
    let endpoint = |endpoint: &str| endpoint.replace("http://", "http://root:s3cr3t%2Bpass%20word@");
    let own = operator.variable("CALICROSS_ENDPOINTS");
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    vec![
        (vec![], words(&["--user", &format!("root:{SECRET}")])),
        (vec![], words(&[&format!("--user=root:{SECRET}")])),
        (vec![], words(&["--endpoints", &endpoint(&own)])),
        (vec![], words(&[&format!("--endpoints={},{}", own, endpoint(&own))])),
        (vec![], words(&["--user", "root", "--password-file", &file.display().to_string()])),
        (vec![("CALICROSS_PASSWORD", SECRET.to_owned())], words(&["--user", "root"])),
        (vec![("CALICROSS_USER", format!("root:{SECRET}"))], vec![]),
        (vec![("CALICROSS_ENDPOINTS", endpoint(&own))], vec![]),
        (vec![("ETCD_USERNAME", "root".to_owned()), ("ETCD_PASSWORD", SECRET.to_owned())], vec![]),
    ]
}

/// What differs between the APIs.
struct Case {
    api: &'static str,
    /// Which of the ways are tried: the check of a password costs v2 a tenth of a second a request.
    ways: fn(usize) -> bool,
    /// Keys that a plan of several steps has, and bytes of requests after which it is half done.
    keys: usize,
    half: usize,
}

fn run_ways(etcd: &Etcd, case: &Case, dump: &dyn Fn() -> String) {
    let Case { api, keys, .. } = *case;
    // Behind a valve, so that a change can be stopped half-way and its plan is kept.
    let valve = Valve::before(etcd.client_port());
    let base = || Operator::of_etcd(&valve.endpoint(), api);
    for (at, (variables, options)) in ways(&base()).into_iter().enumerate().filter(|(at, _)| (case.ways)(*at)) {
        let mut operator = base();
        for (name, value) in variables {
            operator = operator.set(name, value);
        }
        operator.file("password", format!("{SECRET}\n"));
        let put = |n: usize| format!("key put /calico/v1/host/h{at}-{n}/bird_ip 10.0.0.1\n");
        operator.file("commands", (0..keys).map(put).collect::<String>());
        let run = |words: &str, code: i32| {
            let words = words.split_whitespace().map(str::to_owned);
            let args: Vec<String> = words.chain(options.iter().cloned()).collect();
            let run = operator.run(&args).expect(code);
            expect_clean("stdout", &run.stdout);
            expect_clean("stderr", &run.stderr);
            run
        };
        run(&format!("profile add p{at} -v --reason why"), 0);
        run(&format!("profile add q{at} --dry-run --out plan.json -v"), 0);
        run("plan show plan.json -v -o json", 0);
        run("plan apply plan.json -v", 0);
        run(&format!("profile tag add p{at} one --journal local -v -o json"), 0);
        run("batch -f commands -v -o json", 0);
        let history = run("history list -o json --filter STATE=done", 0).stdout;
        let history: serde_json::Value = serde_json::from_str(&history).unwrap();
        let id = history["items"][0]["id"].as_str().unwrap();
        run(&format!("history show {id} --diff"), 0);
        for words in ["settings", "settings -o yaml", "ping -v -o json"] {
            run(words, 0);
        }
        // Mistakes of every kind.
        run("profile show nowhere -v", 3);
        run("profile nonsense", 2);
        run("profile list --nonsense", 2);
        let elsewhere = nobody().replace("http://", "http://root:s3cr3t%2Bpass%20word@");
        if !options.iter().any(|option| option.starts_with("--endpoints")) {
            run(&format!("profile list -v --timeout 1s --endpoints {elsewhere}"), 6);
            run("profile list --endpoints ftp://root:s3cr3t@nowhere:1", 2);
            run("profile list --endpoints http://root:s3cr3t@:x", 2);
        }
        // Interrupted: the plan stays on this host.
        valve.close_after(usize::MAX);
        run(&format!("key rm -r /calico/v1/host/h{at}-0 --yes --dry-run"), 0);
        let look = valve.open();
        let args: Vec<String> = ["key", "rm", "-r", "/calico/v1/host", "--yes"]
            .map(str::to_owned)
            .into_iter()
            .chain(options.iter().cloned())
            .collect();
        valve.close_after(look + case.half);
        let mut running = operator.start(&args);
        while !running.has_ended() && !valve.is_closed() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        running.signal("KILL");
        let killed = running.end();
        valve.open();
        assert_eq!(killed.code, None, "it was not caught half-way");
        expect_clean("stderr", &killed.stderr);
        let plans = operator.path(".local/state/calicross/plans");
        assert!(operator.files().iter().any(|path| path.starts_with(&plans)), "its plan was not kept");
        for path in operator.files() {
            if !path.ends_with("password") {
                expect_clean(&path.display().to_string(), &String::from_utf8_lossy(&std::fs::read(&path).unwrap()));
            }
            if path.extension().is_some() {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
                expect_private_folders(&operator, &path);
            }
        }
        expect_clean("the datastore", &dump());
    }
}

/// What calicross keeps lies in folders that only their owner enters.
fn expect_private_folders(operator: &Operator, path: &Path) {
    if let Some(parent) = path.parent().filter(|parent| parent.starts_with(operator.path(".local/state/calicross"))) {
        assert_eq!(mode(parent), 0o700, "{}", parent.display());
    }
}

#[test]
fn credentials_for_etcd_v3_show_nowhere() {
    let etcd = Etcd::start_with(&["--bcrypt-cost=4"]);
    let endpoint = etcd.endpoint();
    v3::put(&endpoint, "/calico/v1/Ready", b"true");
    v3::call(&endpoint, "/auth/user/add", &json!({"name": "root", "password": SECRET}));
    v3::call(&endpoint, "/auth/user/grant", &json!({"user": "root", "role": "root"}));
    v3::call(&endpoint, "/auth/enable", &json!({}));
    let token = || {
        let answer = v3::call(&endpoint, "/auth/authenticate", &json!({"name": "root", "password": SECRET}));
        answer["token"].as_str().unwrap_or_default().to_owned()
    };
    let case = Case { api: "etcdv3", ways: |_| true, keys: 150, half: 16_000 };
    run_ways(&etcd, &case, &|| format!("{:?}", v3::dump_as(&endpoint, &token(), "")));
}

#[test]
fn credentials_for_etcd_v2_show_nowhere() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    v2::put(&endpoint, "/calico/v1/Ready", "true");
    v2::auth(&endpoint, None, "/users/root", &json!({"user": "root", "password": SECRET}));
    v2::auth(&endpoint, None, "/enable", &json!({}));
    let case = Case { api: "etcdv2", ways: |at| matches!(at, 0 | 2), keys: 6, half: 3_000 };
    // Guests may read and write all, in etcd's own default.
    run_ways(&etcd, &case, &|| format!("{:?}", v2::dump(&endpoint, "/")));
}

#[test]
fn what_is_written_on_this_host_is_its_owners_alone() {
    let operator = Operator::of_file();
    operator.ok("profile add web --journal local");
    operator.ok("profile add other --dry-run --out plan.json");
    for path in operator.files() {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        expect_private_folders(&operator, &path);
    }
    // A file that was there already, open to all, does not stay so.
    let plan = operator.file("open.json", "old");
    operator.ok("profile add other --dry-run --out open.json");
    assert_eq!(mode(&plan), 0o600);
}
