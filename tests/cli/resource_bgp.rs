//! BIRD's export filters in `kind: bgpConfig`

use insta::assert_snapshot;

use crate::harness::Env;

const CONFIG: &str = "\
apiVersion: calicross/v1
kind: bgpConfig
spec:
  filters:
    v4:
      tap_iface: |
        if ( ifname ~ \"tap*\" ) then {
          accept;
        }
    v6:
      all: accept;
";

const TAP: &str = "/calico/bgp/v1/global/custom_filters/v4/tap_iface";

#[test]
fn filters_are_applied_exported_and_taken_away() {
    let env = Env::new();
    let file = env.file("bgp.yaml", CONFIG);
    assert_snapshot!(env.run(&["apply", "-f", &file]), @"
    exit 3
    stderr| warning: /calico/bgp/v1/global/custom_filters/v6/all: `accept;` in line 1 stands before no condition: it decides about every route that comes to it, on every host
    stderr| warning: 2 keys, such as /calico/bgp/v1/global/custom_filters/v4/tap_iface: a custom filter: it is pasted into the export filter of every host: an error there stops all routes
    stderr| error: not confirmed: adds filter tap_iface (IPv4): it decides which routes every host tells its peers (and 2 more)
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--yes"]), @"
    exit 0
    stdout| bgpConfig global created
    stderr| warning: /calico/bgp/v1/global/custom_filters/v6/all: `accept;` in line 1 stands before no condition: it decides about every route that comes to it, on every host
    stderr| warning: 2 keys, such as /calico/bgp/v1/global/custom_filters/v4/tap_iface: a custom filter: it is pasted into the export filter of every host: an error there stops all routes
    stderr| datastore: file at DIR/store.redb
    ");
    let by_words = Env::new();
    let statements = "if ( ifname ~ \"tap*\" ) then {\n  accept;\n}";
    by_words.run(&["bgp", "filter", "add", "tap_iface", statements, "--yes"]).ok();
    by_words.run(&["bgp", "filter", "add", "all", "accept;", "--ipv6", "--yes"]).ok();
    assert_eq!(env.dump(), by_words.dump());
    assert_snapshot!(env.run(&["apply", "-f", &file]), @"
    exit 0
    stdout| unchanged
    ");
    assert_snapshot!(env.run(&["export", "bgpConfig"]), @r#"
    exit 0
    stdout| ---
    stdout| apiVersion: calicross/v1
    stdout| kind: bgpConfig
    stdout| metadata: {}
    stdout| spec:
    stdout|   filters:
    stdout|     v4:
    stdout|       tap_iface: |
    stdout|         if ( ifname ~ "tap*" ) then {
    stdout|           accept;
    stdout|         }
    stdout|     v6:
    stdout|       all: |
    stdout|         accept;
    "#);
    assert_snapshot!(env.run(&["get", "bgpConfig", "-o", "wide"]), @"
    exit 0
    stdout| ASN  MESH  LOGLEVEL  FILTERS
    stdout|   -  -     -         tap_iface,all
    ");
    let exported = env.file("exported.yaml", &env.run(&["export"]).ok().stdout());
    env.run(&["diff", "-f", &exported]).ok();
    // A file says something of those that it names alone.
    let few = env.file(
        "few.yaml",
        "apiVersion: calicross/v1\nkind: bgpConfig\nspec: {filters: {v4: {tap_iface: null, x: null}}}\n",
    );
    assert_snapshot!(env.run(&["diff", "-f", &few]), @r#"
    exit 1
    stdout| change bgpConfig global
    stdout| --- bgpConfig global
    stdout| +++ bgpConfig global
    stdout| @@ -3,11 +3,6 @@
    stdout|  metadata: {}
    stdout|  spec:
    stdout|    filters:
    stdout| -    v4:
    stdout| -      tap_iface: |
    stdout| -        if ( ifname ~ "tap*" ) then {
    stdout| -          accept;
    stdout| -        }
    stdout|      v6:
    stdout|        all: |
    stdout|          accept;
    stdout| 1 to change
    "#);
    assert_snapshot!(env.run(&["apply", "-f", &few, "--yes"]), @"
    exit 0
    stdout| bgpConfig global changed
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(env.value(TAP).is_none() && env.dump().len() == 1);
    env.run(&["diff", "-f", &few]).ok();
}

#[test]
fn what_bird_would_reject_is_told_at_its_place() {
    let env = Env::new();
    let wrong = CONFIG.replace("        }\n", "").replace("all: accept;", "'a/b': ' '\n    v5: {}");
    let file = env.file("wrong.yaml", &wrong);
    assert_snapshot!(env.run(&["apply", "-f", &file]), @r#"
    exit 5
    stderr| DIR/wrong.yaml:7:9: spec.filters.v4.tap_iface: the braces do not match: with it, BIRD of every host rejects its configuration
    stderr|   7 |         if ( ifname ~ "tap*" ) then {
    stderr|     |         ^
    stderr| DIR/wrong.yaml:10:7: spec.filters.v6.a/b: filter name 'a/b' contains '/', which makes another directory of it
    stderr|   10 |       'a/b': ' '
    stderr|      |       ^
    stderr| DIR/wrong.yaml:10:14: spec.filters.v6.a/b: has no statements; null takes the filter away
    stderr|   10 |       'a/b': ' '
    stderr|      |              ^
    stderr| DIR/wrong.yaml:11:5: spec.filters.v5: is not recognized here; what is: v4, v6
    stderr|   11 |     v5: {}
    stderr|      |     ^
    stderr| error: the files are not valid: 4 errors, first DIR/wrong.yaml:7:9: spec.filters.v4.tap_iface: the braces do not match: with it, BIRD of every host rejects its configuration
    stderr| hint: nothing is written
    "#);
    // What is there already is exported as found, and applied again.
    env.put(TAP, b"accept");
    let exported = env.run(&["export"]).ok().stdout();
    assert_snapshot!(exported, @"
    ---
    apiVersion: calicross/v1
    kind: bgpConfig
    metadata:
      asFound: true
    spec:
      filters:
        v4:
          tap_iface: |
            accept
    ");
    env.run(&["diff", "-f", &env.file("found.yaml", &exported)]).ok();
    let elsewhere = Env::new();
    assert_snapshot!(elsewhere.run(&["apply", "-f", &elsewhere.file("found.yaml", &exported), "--yes"]), @"
    exit 5
    stderr| error: filter tap_iface (IPv4) is refused: the last statement has no ';': with it, BIRD of every host rejects its configuration (/calico/bgp/v1/global/custom_filters/v4/tap_iface)
    stderr| hint: --force=malformed does it all the same
    ");
    env.put(TAP, b"\xff");
    assert_snapshot!(env.run(&["export"]), @"
    exit 5
    stderr| error: malformed value at /calico/bgp/v1/global/custom_filters/v4/tap_iface: is not UTF-8
    stderr| hint: `calicross key get /calico/bgp/v1/global/custom_filters/v4/tap_iface` shows it
    ");
}
