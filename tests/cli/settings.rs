//! Where settings come from, and `calicross settings`

use insta::assert_snapshot;

use crate::harness::Env;
use crate::pick::Terminal;

const CONFIG: &str = "\
current-context: lab
contexts:
  lab:
    endpoints: http://lab:2379
    user: root
    password: s3cret
  production:
    datastore: etcdv2
    endpoints: https://one:2379,https://two:2379
    timeout: 2s
    protected: true
";

const CALICOCTL: &str = "\
apiVersion: v1
kind: calicoApiConfig
metadata:
spec:
  datastoreType: etcdv2
  etcdEndpoints: http://calico:2379
  etcdUsername: root
  etcdPassword: s3cret
";

fn origin(env: &Env, args: &[&str], setting: &str) -> String {
    let jq = format!(".items[] | select(.name == \"{setting}\") | \"\\(.value) by \\(.origin)\"");
    env.run_unsettled(&[&["settings", "--jq", &jq], args].concat()).ok().stdout().trim_end().to_owned()
}

#[test]
fn defaults() {
    assert_snapshot!(Env::new().run_unsettled(&["settings"]), @"
    exit 0
    stdout| NAME            VALUE                  ORIGIN
    stdout| commit-timeout  30s                    default
    stdout| datastore       auto                   default
    stdout| endpoints       http://127.0.0.1:2379  default
    stdout| rate            100                    default
    stdout| timeout         5s                     default
    ");
}

#[test]
fn a_flag_comes_before_a_variable_before_the_file() {
    let env = Env::new();
    let path = env.file("config.yaml", CONFIG);
    let env = env.set("CALICROSS_CONFIG", &path);
    assert_snapshot!(origin(&env, &[], "endpoints").replace(&path, "CONFIG"), @"http://lab:2379 by context lab of CONFIG");
    let env = env.set("ETCD_AUTHORITY", "authority:1").set("ETCD_SCHEME", "https");
    assert_snapshot!(origin(&env, &[], "endpoints"), @"https://authority:1 by variable ETCD_AUTHORITY");
    let env = env.set("ETCD_ENDPOINTS", "http://stray:2379");
    assert_snapshot!(origin(&env, &[], "endpoints"), @"http://stray:2379 by variable ETCD_ENDPOINTS");
    let env = env.set("CALICROSS_ENDPOINTS", "http://variable:2379");
    assert_snapshot!(origin(&env, &[], "endpoints"), @"http://variable:2379 by variable CALICROSS_ENDPOINTS");
    assert_snapshot!(origin(&env, &["--endpoints", "http://flag:2379"], "endpoints"), @"http://flag:2379 by flag --endpoints");
}

#[test]
fn a_context_that_a_flag_names_beats_calicoctls_variables() {
    let env = Env::new();
    let path = env.file("config.yaml", CONFIG);
    let env = env.set("CALICROSS_CONFIG", &path).set("ETCD_ENDPOINTS", "http://stray:2379");
    let of_context = origin(&env, &["--context", "production"], "endpoints");
    assert_snapshot!(of_context.replace(&path, "CONFIG"), @"https://one:2379,https://two:2379 by context production of CONFIG");
    assert_snapshot!(origin(&env, &["--context", "production"], "context"), @"production by flag --context");
    let env = env.set("CALICROSS_CONTEXT", "production");
    assert_snapshot!(origin(&env, &[], "endpoints").replace(&path, "CONFIG"), @"https://one:2379,https://two:2379 by context production of CONFIG");
    assert_snapshot!(origin(&env, &[], "timeout").replace(&path, "CONFIG"), @"2s by context production of CONFIG");
}

#[test]
fn a_flag_that_says_where_says_what_kind() {
    let env = Env::new();
    let config = "current-context: lab\ncontexts:\n  lab: {datastore: file, path: lab.redb}\n  production: {datastore: etcdv2}\n";
    let path = env.file("config.yaml", config);
    let env = env.set("CALICROSS_CONFIG", &path);
    // Neither a file that a context names nor its etcd takes what was meant for another place.
    assert_snapshot!(origin(&env, &["--endpoints", "http://flag:2379"], "datastore"), @"auto by default");
    assert_snapshot!(origin(&env, &["--context", "production", "--path", "x.redb"], "datastore"), @"file by default");
    let named = ["--context", "production", "--datastore", "etcdv2", "--path", "x.redb"];
    assert_snapshot!(origin(&env, &named, "datastore"), @"etcdv2 by flag --datastore");
    let env = env.set("CALICROSS_DATASTORE", "etcdv3");
    assert_snapshot!(origin(&env, &["--path", "x.redb"], "datastore"), @"file by default");
}

#[test]
fn endpoints_may_be_a_list() {
    let env = Env::new();
    let path = env.file("config.yaml", "contexts:\n  lab:\n    endpoints: [http://one:2379, http://two:2379]\n");
    let env = env.set("CALICROSS_CONFIG", &path);
    let shown = origin(&env, &["--context", "lab"], "endpoints");
    assert_snapshot!(shown.replace(&path, "CONFIG"), @"http://one:2379,http://two:2379 by context lab of CONFIG");
    let path = env.file("config.yaml", "contexts:\n  lab:\n    endpoints: {a: b}\n");
    assert_snapshot!(env.run_unsettled(&["settings"]).to_string().replace(&path, "CONFIG"), @"
    exit 5
    stderr| error: configuration file DIR/config.yaml: line 3 column 16: expected an address or a list of addresses
    stderr| hint: calicross' own format has `contexts:`; calicoctl's has `kind: calicoApiConfig`
    ");
}

#[test]
fn calicoctls_own_file_is_a_context() {
    let env = Env::new();
    let path = env.file("calicoctl.cfg", CALICOCTL);
    assert_snapshot!(env.run_unsettled(&["settings", "--config", &path]), @"
    exit 0
    stdout| NAME            VALUE               ORIGIN
    stdout| commit-timeout  30s                 default
    stdout| context         calicoctl           current context of DIR/calicoctl.cfg
    stdout| datastore       etcdv2              context calicoctl of DIR/calicoctl.cfg
    stdout| endpoints       http://calico:2379  context calicoctl of DIR/calicoctl.cfg
    stdout| password        (not shown)         context calicoctl of DIR/calicoctl.cfg
    stdout| rate            100                 default
    stdout| timeout         5s                  default
    stdout| user            root                context calicoctl of DIR/calicoctl.cfg
    ");
    let path = env.file("k8s.cfg", &CALICOCTL.replace("etcdv2", "kubernetes"));
    assert_snapshot!(env.run_unsettled(&["settings", "--config", &path]), @"
    exit 5
    stderr| error: configuration file DIR/k8s.cfg: datastoreType kubernetes is no etcd; calicross reads etcdv2, etcdv3 and files
    stderr| hint: calicross' own format has `contexts:`; calicoctl's has `kind: calicoApiConfig`
    ");
}

#[test]
fn credentials_are_never_shown() {
    let env = Env::new();
    let path = env.file("config.yaml", CONFIG);
    let password = env.file("password", "s3cret\n");
    let env = env.set("CALICROSS_PASSWORD", "s3cret").set("ETCD_PASSWORD", "s3cret");
    for args in [
        &["--config", &path][..],
        &["--user", "root:s3cret"],
        &["--user", "root", "--password-file", &password],
        &["--endpoints", "http://root:s3cret@h:1"],
        &["--endpoints", "http://root:s3cret@h:port"],
        &["--endpoints", "root:s3cret@h"],
        &["--endpoints", "ftp://root:s3cret@h"],
        &["--endpoints", "http://root:s3cret@127.0.0.1:1", "--timeout", "100ms"],
    ] {
        for command in [&["settings"][..], &["settings", "-o", "json"], &["ping", "-v"]] {
            let run = env.run_unsettled(&[command, args, &["--timeout", "200ms"]].concat());
            assert!(!format!("{run}").contains("s3cret"), "{run}");
        }
    }
}

#[test]
fn a_protected_context_asks() {
    let env = Env::new();
    let store = env.store().display().to_string();
    let path = env.file("config.yaml", &format!("contexts:\n  live:\n    path: {store}\n    protected: true\n"));
    let env = env.set("CALICROSS_CONFIG", &path);
    let add = ["profile", "add", "web", "--context", "live"];
    assert_snapshot!(env.run_unsettled(&add), @"
    exit 3
    stderr| error: not confirmed: changes the protected context live
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run_unsettled(&[&add[..], &["--dry-run"]].concat()), @r#"
    exit 0
    stdout| + /calico/v1/policy/profile/web/labels  {}
    stdout| + /calico/v1/policy/profile/web/rules  {"id": "web", "inbound_rules": [{"action": "allow", "src_tag": "web"}], "outbound_rules": [{"action": "allow"}]}
    stdout| + /calico/v1/policy/profile/web/tags  ["web"]
    stdout| dry run: profile web added
    stdout| no traffic opens or closes
    stderr| would ask: changes the protected context live
    "#);
    assert!(env.dump().is_empty());
    assert_snapshot!(env.run_unsettled(&[&add[..], &["--yes"]].concat()), @"
    exit 0
    stdout| profile web added
    stderr| datastore: context live, file at DIR/store.redb
    ");
}

#[test]
fn the_worst_in_a_protected_context_wants_its_name() {
    let env = Env::new();
    env.run(&["profile", "add", "web"]).ok();
    let store = env.store().display().to_string();
    let path = env.file("config.yaml", &format!("contexts:\n  live:\n    path: {store}\n    protected: true\n"));
    let env = env.set("CALICROSS_CONFIG", &path);
    for (answer, removed) in [("y\n", false), ("live\n", true)] {
        let mut terminal = Terminal::start(&env, "profile remove web --context live", "xterm");
        terminal.wait_for("type live to go on: ");
        terminal.press(answer);
        let end = terminal.end();
        assert_eq!(end.contains("profile web removed"), removed, "{end}");
        assert_eq!(env.dump().is_empty(), removed, "{end}");
    }
}

#[test]
fn what_is_wrong_with_settings_is_said() {
    let env = Env::new();
    let config = env.file("config.yaml", CONFIG);
    let broken = env.file("broken.yaml", "contexts: [\n");
    let unknown = env.file("unknown.yaml", "contexts:\n  lab:\n    endpoint: http://lab:2379\n");
    assert_snapshot!(env.run_unsettled(&["settings", "--config", "nope.yaml"]), @"
    exit 3
    stderr| error: configuration file nope.yaml: No such file or directory (os error 2)
    ");
    assert_snapshot!(env.run_unsettled(&["settings", "--config", &broken]), @"
    exit 5
    stderr| error: configuration file DIR/broken.yaml: line 1 column 11: expected mapping start
    stderr| hint: calicross' own format has `contexts:`; calicoctl's has `kind: calicoApiConfig`
    ");
    assert_snapshot!(env.run_unsettled(&["settings", "--config", &unknown]), @"
    exit 5
    stderr| error: configuration file DIR/unknown.yaml: line 3 column 5: unknown field `endpoint`, expected one of datastore, path, endpoints, cacert, cert, key, user, password-file, password, timeout, commit-timeout, rate, protected
    stderr| hint: calicross' own format has `contexts:`; calicoctl's has `kind: calicoApiConfig`
    ");
    assert_snapshot!(env.run_unsettled(&["settings", "--config", &config, "--context", "nope"]), @"
    exit 3
    stderr| error: no context nope in DIR/config.yaml
    stderr| hint: it has lab, production
    ");
    assert_snapshot!(env.run_unsettled(&["settings", "--context", "nope"]), @"
    exit 3
    stderr| error: no context nope: there is no configuration file
    stderr| hint: --config names one
    ");
    assert_snapshot!(env.run_unsettled(&["settings", "--datastore", "file"]), @"
    exit 2
    stderr| error: the embedded store has no file
    stderr| hint: --path names it
    ");
    assert_snapshot!(env.run_unsettled(&["settings", "--user", "root"]), @"
    exit 2
    stderr| error: a user without a password
    stderr| hint: --password-file names a file that holds it; CALICROSS_PASSWORD may hold it too
    ");
    assert_snapshot!(env.run_unsettled(&["settings", "--endpoints", "http://h:99999"]), @"
    exit 2
    stderr| error: endpoint http://h:99999: its port is no number up to 65535
    stderr| hint: an endpoint is http://HOST:PORT or https://HOST:PORT; several are separated by commas
    ");
    assert_snapshot!(env.run_unsettled(&["settings", "--endpoints", "http://a,https://b"]), @"
    exit 2
    stderr| error: endpoint http://a,https://b: http and https are mixed
    stderr| hint: an endpoint is http://HOST:PORT or https://HOST:PORT; several are separated by commas
    ");
    assert_snapshot!(env.run_unsettled(&["settings", "--timeout", "soon"]), @"
    exit 2
    stderr| error: invalid value 'soon' for '--timeout <TIME>': `soon` is no time; 5s, 500ms or 2m is
    stderr| hint: usage: calicross settings [OPTIONS]
    ");
}

#[test]
fn a_datastore_that_nobody_serves_is_6() {
    let env = Env::new();
    for datastore in ["auto", "etcdv2", "etcdv3"] {
        let run =
            env.run_unsettled(&["profile", "list", "--datastore", datastore, "--endpoints", "http://127.0.0.1:1"]);
        assert_eq!(run.code(), 6, "{run}");
        assert_eq!(run.stderr().lines().filter(|line| line.starts_with("error: ")).count(), 1, "{run}");
    }
    assert_snapshot!(env.run(&["profile", "list", "--path", "/nowhere/at/all.redb"]), @"
    exit 6
    stderr| error: /nowhere/at/all.redb: there is no folder /nowhere/at
    ");
}

#[test]
fn no_file_is_needed_for_what_needs_no_datastore() {
    let env = Env::new().set("CALICROSS_CONFIG", "nope.yaml");
    assert_snapshot!(env.run(&["version"]), @"
    exit 0
    stdout| calicross 0.1.0
    ");
    assert_snapshot!(env.run(&["version", "-o", "json"]), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/version/1",
    stdout|   "version": "0.1.0"
    stdout| }
    "#);
    assert!(env.run(&["completion", "bash"]).ok().stdout().contains("_calicross()"));
}

#[test]
fn a_variable_serves_every_option_but_force() {
    let env =
        Env::with_web().set("CALICROSS_OUTPUT", "name").set("CALICROSS_FORCE", "owner").set("CALICROSS_DRY_RUN", "1");
    assert_snapshot!(env.run(&["profile", "list"]), @"
    exit 0
    stdout| web
    ");
    assert_snapshot!(env.run(&["profile", "add", "k8s_ns.shop"]), @"
    exit 3
    stderr| error: /calico/v1/policy/profile/k8s_ns.shop/labels belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| hint: --force=owner does it all the same
    ");
    assert_snapshot!(env.run(&["profile", "add", "api"]), @"
    exit 0
    stdout| /calico/v1/policy/profile/api/labels
    stdout| /calico/v1/policy/profile/api/rules
    stdout| /calico/v1/policy/profile/api/tags
    ");
    assert_eq!(env.dump().len(), 3);
}

#[test]
fn the_strongest_of_file_endpoints_and_api_decides() {
    let env = Env::new();
    let path = env.file("calicoctl.cfg", CALICOCTL);
    let env = env.set("CALICROSS_CONFIG", &path).set("DATASTORE_TYPE", "etcdv2");
    assert_snapshot!(origin(&env, &[], "datastore"), @"etcdv2 by variable DATASTORE_TYPE");
    assert_snapshot!(origin(&env, &["--path", "other.redb"], "datastore"), @"file by default");
    assert_snapshot!(origin(&env, &["--path", "other.redb", "--datastore", "etcdv3"], "datastore"), @"etcdv3 by flag --datastore");
    assert_snapshot!(origin(&env, &["--endpoints", "http://flag:1"], "datastore"), @"etcdv2 by variable DATASTORE_TYPE");

    let env = Env::new().set("CALICROSS_CONFIG", "config.yaml");
    env.file("config.yaml", "current-context: lab\ncontexts:\n  lab: {datastore: file, path: lab.redb}\n");
    assert_snapshot!(origin(&env, &[], "datastore"), @"file by context lab of config.yaml");
    assert_snapshot!(origin(&env, &["--endpoints", "http://flag:1"], "datastore"), @"auto by default");
    let env = env.set("CALICROSS_PATH", "variable.redb");
    assert_snapshot!(origin(&env, &["--endpoints", "http://flag:1"], "datastore"), @"auto by default");
}

#[test]
fn a_part_of_a_password_is_not_taken_for_an_endpoint_and_shown() {
    let run = Env::new().run_unsettled(&["settings", "--endpoints", "http://root:sec,ret@h:1"]);
    assert_eq!(run.code(), 2);
    assert!(!run.to_string().contains("sec"), "{run}");
}

#[test]
fn times_beyond_the_clock_are_refused() {
    for time in ["18446744073709551614", "9999999999999d"] {
        let run = Env::new().run_unsettled(&["settings", "--timeout", time]);
        assert_eq!(run.code(), 2, "{run}");
    }
}
