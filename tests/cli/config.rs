//! `calicross config`: list, get, set, unset, add, remove

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use insta::assert_snapshot;

use crate::harness::Env;

const SETTINGS: [(&str, &str); 11] = [
    ("/calico/v1/config/ClusterGUID", "baddecaf"),
    ("/calico/v1/config/InterfacePrefix", "cali, tap"),
    ("/calico/v1/config/ReportingIntervalSecs", "sixty"),
    ("/calico/v1/config/LogSeverityScreen", "info"),
    ("/calico/v1/config/ipinipenabled", "true"),
    ("/calico/v1/config/Nonsense", "x"),
    ("/calico/v1/host/node1/config/LogSeverityScreen", "debug"),
    ("/calico/v1/host/node1/config/marker", "created"),
    ("/calico/bgp/v1/global/as_num", "64511"),
    ("/calico/bgp/v1/global/node_mesh", r#"{"enabled": true}"#),
    ("/calico/bgp/v1/host/node1/loglevel", "loud"),
];

fn settings() -> Env {
    let env = Env::new();
    env.put_all(&SETTINGS);
    env
}

#[test]
fn what_is_set_and_what_is_wrong_with_it() {
    let env = settings();
    assert_snapshot!(env.run(&["config", "list"]), @"
    exit 5
    stdout| NAME                   WHERE   STATE       READERS            DEFAULT                            VALUE
    stdout| ClusterGUID            global  ok          Felix 1.4,Felix 2  baddecaf                           baddecaf
    stdout| InterfacePrefix        global  wrong       Felix 1.4,Felix 2  cali                               cali, tap
    stdout| LogSeverityScreen      global  ok          Felix 1.4,Felix 2  ERROR (Felix 1.4), INFO (Felix 2)  info
    stdout| LogSeverityScreen      node1   ok          Felix 1.4,Felix 2  ERROR (Felix 1.4), INFO (Felix 2)  debug
    stdout| Nonsense               global  unknown     -                  -                                  x
    stdout| ReportingIntervalSecs  global  wrong       Felix 1.4,Felix 2  30                                 sixty
    stdout| bgp.as_num             global  ok          BIRD               unset                              64511
    stdout| bgp.loglevel           node1   wrong       BIRD               info                               loud
    stdout| bgp.node_mesh          global  ok          BIRD               on                                 on
    stdout| ipinipenabled          global  misspelled  -                  -                                  true
    stdout| marker                 node1   unknown     -                  -                                  created
    stderr| warning: wrong value at /calico/v1/config/ReportingIntervalSecs: 'sixty' is not a whole number of seconds: Felix 1.4 does not start with it; Felix 2 uses its default, 30
    stderr| warning: wrong value at /calico/bgp/v1/host/node1/loglevel: 'loud' is not none, debug or info: BIRD logs as by default
    stderr| error: wrong value at /calico/v1/config/InterfacePrefix: 'cali, tap' is not a list of interface prefixes such as cali,tap: 1 to 15 letters, digits, '_' and '-' each, no blanks: Felix 2 does not start with it (and 2 more)
    stderr| hint: `calicross config set` puts it right, `calicross config unset` takes it away
    ");
    assert_snapshot!(env.run(&["config", "list", "--host", "node2", "--felix", "1.4", "--filter", "STATE=ok"]), @"
    exit 5
    stdout| NAME               WHERE   STATE  READERS            DEFAULT   VALUE
    stdout| ClusterGUID        global  ok     Felix 1.4,Felix 2  baddecaf  baddecaf
    stdout| InterfacePrefix    global  ok     Felix 1.4,Felix 2  cali      cali, tap
    stdout| LogSeverityScreen  global  ok     Felix 1.4,Felix 2  ERROR     info
    stdout| bgp.as_num         global  ok     BIRD               unset     64511
    stdout| bgp.node_mesh      global  ok     BIRD               on        on
    stderr| error: wrong value at /calico/v1/config/ReportingIntervalSecs: 'sixty' is not a whole number of seconds: Felix 1.4 does not start with it
    stderr| hint: `calicross config set` puts it right, `calicross config unset` takes it away
    ");
    assert_snapshot!(env.run(&["config", "list", "--all", "--filter", "NAME=Ip*", "--filter", "STATE=default", "-o", "wide"]), @"
    exit 5
    stdout| NAME                                WHERE  STATE    TYPE               READERS            DEFAULT                            VALUE
    stdout| IpInIpEnabled                       -      default  true|false         Felix 1.4,Felix 2  false                              -
    stdout| IpInIpMtu                           -      default  number from 0      Felix 1.4,Felix 2  1440                               -
    stdout| IpInIpTunnelAddr                    -      default  IPv4 address|none  Felix 1.4,Felix 2  none (Felix 1.4), unset (Felix 2)  -
    stdout| IpsetsRefreshInterval               -      default  seconds            Felix 2            10                                 -
    stdout| IptablesFilterAllowAction           -      default  ACCEPT|RETURN      Felix 2            ACCEPT                             -
    stdout| IptablesGeneratorPlugin             -      default  text               Felix 1.4          default                            -
    stdout| IptablesLockFilePath                -      default  text               Felix 2            /run/xtables.lock                  -
    stdout| IptablesLockProbeIntervalMillis     -      default  milliseconds       Felix 2            50                                 -
    stdout| IptablesLockTimeoutSecs             -      default  seconds            Felix 2            0                                  -
    stdout| IptablesMangleAllowAction           -      default  ACCEPT|RETURN      Felix 2            ACCEPT                             -
    stdout| IptablesMarkMask                    -      default  32-bit mask        Felix 1.4,Felix 2  0xff000000                         -
    stdout| IptablesPostWriteCheckIntervalSecs  -      default  seconds            Felix 2            1                                  -
    stdout| IptablesRefreshInterval             -      default  seconds            Felix 1.4,Felix 2  60 (Felix 1.4), 90 (Felix 2)       -
    stdout| Ipv6Support                         -      default  true|false|auto    Felix 1.4,Felix 2  auto (Felix 1.4), true (Felix 2)   -
    stderr| warning: wrong value at /calico/v1/config/ReportingIntervalSecs: 'sixty' is not a whole number of seconds: Felix 1.4 does not start with it; Felix 2 uses its default, 30
    stderr| warning: wrong value at /calico/bgp/v1/host/node1/loglevel: 'loud' is not none, debug or info: BIRD logs as by default
    stderr| error: wrong value at /calico/v1/config/InterfacePrefix: 'cali, tap' is not a list of interface prefixes such as cali,tap: 1 to 15 letters, digits, '_' and '-' each, no blanks: Felix 2 does not start with it (and 2 more)
    stderr| hint: `calicross config set` puts it right, `calicross config unset` takes it away
    ");
}

#[test]
fn the_value_that_holds() {
    let env = settings();
    assert_snapshot!(env.run(&["config", "get", "logseverityscreen", "--host", "node1"]), @"
    exit 0
    stdout| debug
    stderr| LogSeverityScreen is set at /calico/v1/host/node1/config/LogSeverityScreen
    ");
    assert_snapshot!(env.run(&["config", "get", "LogSeverityScreen", "--host", "node2", "-o", "json"]), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/config-value/1",
    stdout|   "name": "LogSeverityScreen",
    stdout|   "value": "info",
    stdout|   "origin": "global",
    stdout|   "host": "node2",
    stdout|   "key": "/calico/v1/config/LogSeverityScreen",
    stdout|   "default_felix14": "ERROR",
    stdout|   "default_felix2": "INFO"
    stdout| }
    stderr| LogSeverityScreen is set at /calico/v1/config/LogSeverityScreen
    "#);
    assert_snapshot!(env.run(&["config", "get", "IptablesRefreshInterval"]), @"
    exit 0
    stdout| 60
    stderr| IptablesRefreshInterval is not set; by default 60 (Felix 1.4), 90 (Felix 2)
    ");
    assert_snapshot!(env.run(&["config", "get", "nodeToNodeMesh"]), @"
    exit 0
    stdout| on
    stderr| bgp.node_mesh is set at /calico/bgp/v1/global/node_mesh
    ");
    assert_snapshot!(env.run(&["config", "get", "Foo"]), @"
    exit 3
    stderr| error: Foo is not set, and no parameter that Felix knows
    stderr| hint: `calicross config list --all` shows those that there are
    ");
}

#[test]
fn the_fix_of_a_known_fault() {
    let env = Env::new();
    env.put("/calico/v1/config/InterfacePrefix", b"cali");
    assert_snapshot!(env.run(&["config", "add", "InterfacePrefix", "tap"]), @"
    exit 3
    stderr| warning: Felix restarts on every host
    stderr| error: not confirmed: sets InterfacePrefix to cali,tap on every host (now cali), which restarts Felix there
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["config", "add", "InterfacePrefix", "tap", "--dry-run", "--diff"]), @"
    exit 0
    stdout| --- /calico/v1/config/InterfacePrefix
    stdout| +++ /calico/v1/config/InterfacePrefix
    stdout| @@ -1 +1 @@
    stdout| -cali
    stdout| +cali,tap
    stdout| dry run: tap added to InterfacePrefix on every host
    stdout| no traffic opens or closes
    stderr| warning: Felix restarts on every host
    stderr| would ask: sets InterfacePrefix to cali,tap on every host (now cali), which restarts Felix there
    ");
    assert_snapshot!(env.run(&["config", "add", "InterfacePrefix", "tap", "--yes"]), @"
    exit 0
    stdout| tap added to InterfacePrefix on every host
    stderr| warning: Felix restarts on every host
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["config", "add", "InterfacePrefix", "tap", "--yes"]), @"
    exit 0
    stdout| tap is in InterfacePrefix already
    ");
    assert_snapshot!(env.run(&["config", "remove", "InterfacePrefix", "tap", "--yes"]), @"
    exit 3
    stderr| error: /calico/v1/config/InterfacePrefix would drop tap: workloads whose interfaces begin so lose their policy and their routes
    stderr| hint: --force=in-use does it all the same
    ");
    assert_snapshot!(env.run(&["config", "remove", "InterfacePrefix", "tap", "--yes", "--force=in-use"]), @"
    exit 0
    stdout| tap removed from InterfacePrefix on every host
    stderr| warning: Felix restarts on every host
    stderr| warning: forced: /calico/v1/config/InterfacePrefix would drop tap: workloads whose interfaces begin so lose their policy and their routes
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn values_that_are_refused() {
    let env = settings();
    let before = env.dump();
    assert_snapshot!(env.run(&["config", "set", "FailsafeInboundHostPorts", "22,udp:68", "--yes"]), @"
    exit 5
    stderr| error: FailsafeInboundHostPorts '22,udp:68' is not a list of TCP ports such as 22,2379: Felix 1.4 does not start with it (/calico/v1/config/FailsafeInboundHostPorts)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["config", "set", "Foo", "bar", "--yes"]), @"
    exit 5
    stderr| error: Foo is no parameter that Felix knows: it would restart for nothing (/calico/v1/config/Foo)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["config", "set", "ClusterGUID", "other", "--yes"]), @"
    exit 3
    stderr| error: /calico/v1/config/ClusterGUID belongs to every orchestrator: nobody changes the name of a cluster, and where it is missing neutron-server gives another one within 60 s
    stderr| hint: --force=owner does it all the same
    ");
    assert_snapshot!(env.run(&["config", "set", "a/b", "x", "--yes"]), @"
    exit 3
    stderr| error: 'a/b' is no setting: it cannot be the name of a key
    stderr| hint: `calicross config list --all` shows those that there are
    ");
    assert_snapshot!(env.run(&["config", "set", "IpInIpMtu", "", "--yes"]), @"
    exit 2
    stderr| error: IpInIpMtu gets no value
    stderr| hint: an empty value is no value to Felix 2; `calicross config unset IpInIpMtu` unsets it
    ");
    assert_snapshot!(env.run(&["config", "set", "bgp.node_mesh", "off", "--host", "node1"]), @"
    exit 2
    stderr| error: bgp.node_mesh is of all hosts: --host does not go with it
    ");
    assert_eq!(env.dump(), before);
}

#[test]
fn names_of_calicoctl_1x() {
    let env = Env::new();
    assert_snapshot!(env.run(&["config", "set", "logLevel", "debug", "--yes"]), @"
    exit 0
    stdout| LogSeverityScreen set to debug on every host
    stdout| bgp.loglevel set to debug on every host
    stdout| logLevel is /calico/v1/config/LogSeverityScreen and /calico/bgp/v1/global/loglevel
    stderr| warning: Felix restarts on every host
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["config", "unset", "asNumber", "--yes"]), @"
    exit 0
    stdout| the default AS number set to 64512
    stdout| asNumber is /calico/bgp/v1/global/as_num
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-", "--yes"], b"config set ipip on\nconfig add InterfacePrefix tap\n"), @"
    exit 0
    stdout| IpInIpEnabled set to true on every host
    stdout| ipip is /calico/v1/config/IpInIpEnabled
    stdout| tap added to InterfacePrefix on every host
    stderr| warning: Felix restarts on every host
    stderr| warning: Felix restarts on every host
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["history", "list", "--jq", ".items[].command | join(\" \")"]), @"
    exit 0
    stdout| config set logLevel debug
    stdout| config unset asNumber
    stdout| batch -f -
    ");
}

const STATUS: &str = "/calico/felix/v1/host/node1/status";
const OLD_REPORT: &[u8] = br#"{"time":"2016-10-03T10:03:20Z","uptime":12345.5,"first_update":false}"#;
const NEW_REPORT: &[u8] = br#"{"time":"2016-10-03T10:03:21Z","uptime":0.01,"first_update":true}"#;

/// Ends what goes on beside a test, also one that fails.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Plays the Felix of node1 while `run` goes on: when its configuration changes to a value that it can live with, it
/// restarts and reports.
fn beside_a_felix<T>(env: &Env, key: &str, takes: impl Fn(&str) -> bool + Sync, run: impl FnOnce() -> T) -> T {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _ends = Ends(&over);
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                if env.value(key).is_some_and(|value| takes(&value)) {
                    // It takes its time: less than that it cannot have been running.
                    std::thread::sleep(Duration::from_millis(50));
                    env.put(STATUS, NEW_REPORT);
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        run()
    })
}

const OF_NODE1: &str = "/calico/v1/host/node1/config/IpInIpMtu";
const OF_ALL: &str = "/calico/v1/config/IpInIpMtu";

#[test]
fn a_canary_that_lives() {
    let env = Env::new();
    env.put(STATUS, OLD_REPORT);
    let words = ["config", "set", "--canary", "node1", "IpInIpMtu", "1400", "--yes"];
    let run = beside_a_felix(&env, OF_NODE1, |value| value == "1400", || env.run(&words));
    assert_snapshot!(run, @"
    exit 0
    stdout| IpInIpMtu set to 1400 on host node1
    stdout| IpInIpMtu set to 1400 on every host
    stdout| IpInIpMtu of host node1 alone unset again
    stderr| warning: Felix restarts on host node1
    stderr| datastore: file at DIR/store.redb
    stderr| waiting for Felix on host node1 to restart and report
    stderr| warning: Felix restarts on every host
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!((env.value(OF_ALL).as_deref(), env.value(OF_NODE1)), (Some("1400"), None));
    assert_snapshot!(env.run(&["history", "list", "--jq", ".items[].command | join(\" \")"]), @"
    exit 0
    stdout| config set IpInIpMtu 1400 --host node1
    stdout| config set --canary node1 IpInIpMtu 1400
    ");
    assert_snapshot!(env.run(&words), @"
    exit 0
    stdout| IpInIpMtu is 1400 already on every host
    ");
}

#[test]
fn a_canary_for_a_list_keeps_what_is_in_it() {
    let env = Env::new();
    env.put(STATUS, OLD_REPORT);
    env.put("/calico/v1/config/InterfacePrefix", b"cali");
    let words = ["config", "set", "--canary", "node1", "InterfacePrefix", "cali, tap", "--yes"];
    let of_node1 = "/calico/v1/host/node1/config/InterfacePrefix";
    let _ = beside_a_felix(&env, of_node1, |value| value == "cali,tap", || env.run(&words)).ok();
    assert_eq!(env.value("/calico/v1/config/InterfacePrefix").as_deref(), Some("cali,tap"));
    assert_eq!(env.value(of_node1), None);
}

#[test]
fn a_canary_that_dies() {
    let env = Env::new();
    env.put(STATUS, OLD_REPORT);
    env.put(OF_ALL, b"1440");
    let words = ["config", "set", "--canary", "node1", "IpInIpMtu", "9000", "--canary-timeout", "700ms", "--yes"];
    assert_snapshot!(env.run(&words), @"
    exit 1
    stdout| IpInIpMtu set to 9000 on host node1
    stdout| IpInIpMtu taken back on host node1
    stderr| warning: Felix restarts on host node1
    stderr| datastore: file at DIR/store.redb
    stderr| waiting for Felix on host node1 to restart and report
    stderr| warning: Felix restarts on host node1 once more
    stderr| datastore: file at DIR/store.redb
    stderr| warning: Felix on host node1 has not restarted and reported within 0.7 s: IpInIpMtu stays as it was on all other hosts
    ");
    assert_eq!((env.value(OF_ALL).as_deref(), env.value(OF_NODE1)), (Some("1440"), None));
    assert_snapshot!(env.run(&["history", "list", "--jq", ".items[].command | join(\" \")"]), @"
    exit 0
    stdout| config set IpInIpMtu 9000 --host node1
    stdout| config unset IpInIpMtu --host node1
    ");
}

#[test]
fn a_canary_that_cannot_be_one() {
    let env = Env::new();
    let words = ["config", "set", "--canary", "node1", "IpInIpMtu", "1400", "--yes"];
    assert_snapshot!(env.run(&words), @"
    exit 3
    stderr| error: no Felix reports from host node1: nobody could tell how it takes the change (/calico/felix/v1/host/node1/status)
    stderr| hint: Felix reports only where ReportingIntervalSecs is more than 0
    ");
    env.put(STATUS, OLD_REPORT);
    assert_snapshot!(env.run(&words[..6]), @"
    exit 3
    stderr| error: not confirmed: sets IpInIpMtu to 1400 on host node1 and, once its Felix reports again, on every host; Felix restarts there
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&[&words[..6], &["--dry-run"]].concat()), @"
    exit 0
    stdout| + /calico/v1/config/IpInIpMtu  1400
    stdout| dry run: IpInIpMtu set to 1400 on every host
    stdout| dry run: on host node1 first, and taken back there if its Felix does not report again
    stderr| warning: Felix restarts on every host
    stderr| would ask: sets IpInIpMtu to 1400 on every host, which restarts Felix there
    ");
    assert_snapshot!(env.run(&["config", "set", "--canary", "node1", "IpInIpMtu", "large", "--yes"]), @"
    exit 5
    stderr| error: IpInIpMtu 'large' is not a whole number from 0: Felix 1.4 does not start with it; Felix 2 uses its default, 1440 (/calico/v1/config/IpInIpMtu)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["config", "set", "--canary", "node1", "logLevel", "debug", "--yes"]), @"
    exit 2
    stderr| error: logLevel is no parameter of Felix: --canary does not go with it
    ");
    assert_snapshot!(env.run(&["config", "set", "--canary", "node1", "ReportingIntervalSecs", "0", "--yes"]), @"
    exit 3
    stderr| error: a Felix that is not to report cannot report how it took that (/calico/v1/host/node1/config/ReportingIntervalSecs)
    ");
    env.put(OF_NODE1, b"1300");
    assert_snapshot!(env.run(&words), @"
    exit 3
    stderr| error: host node1 has a value of its own, 1300, which that of all hosts does not touch (/calico/v1/host/node1/config/IpInIpMtu)
    stderr| hint: a host without one can be the canary
    ");
}

#[test]
fn a_canary_that_was_killed_goes_on() {
    let env = Env::new();
    env.put(STATUS, OLD_REPORT);
    env.put(OF_NODE1, b"1400");
    let words = ["config", "set", "--canary", "node1", "IpInIpMtu", "1400", "--yes"];
    // Any report that comes after shows that it lives.
    let over = AtomicBool::new(false);
    let run = std::thread::scope(|scope| {
        let _ends = Ends(&over);
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                env.put(STATUS, NEW_REPORT);
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        env.run(&words)
    });
    assert_snapshot!(run, @"
    exit 0
    stdout| IpInIpMtu set to 1400 on every host
    stdout| IpInIpMtu of host node1 alone unset again
    stderr| waiting for Felix on host node1 to report
    stderr| warning: Felix restarts on every host
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!((env.value(OF_ALL).as_deref(), env.value(OF_NODE1)), (Some("1400"), None));
}
