//! `calicross key`

use insta::assert_snapshot;

use crate::harness::Env;

const READY: &str = "/calico/v1/Ready";

#[test]
fn put_creates_and_updates() {
    let env = Env::new();
    assert_snapshot!(env.run(&["key", "put", READY, "true"]), @"
    exit 0
    stdout| /calico/v1/Ready created
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["key", "put", READY, "false", "--diff"]), @"
    exit 0
    stdout| --- /calico/v1/Ready
    stdout| +++ /calico/v1/Ready
    stdout| @@ -1 +1 @@
    stdout| -true
    stdout| +false
    stdout| /calico/v1/Ready updated
    stderr| warning: /calico/v1/Ready: the value is not exactly true: Felix loads no policy that it has not loaded yet, and applies no change until it is true
    stderr| warning: /calico/v1/Ready: networking-calico sets it to true again within 60 s, wherever neutron-server runs
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["key", "get", READY]), @"
    exit 0
    stdout| false
    ");
    assert_snapshot!(env.run(&["key", "put", READY, "false"]), @"
    exit 0
    stdout| /calico/v1/Ready has the value already
    ");
}

#[test]
fn put_takes_every_byte_of_stdin() {
    let env = Env::new();
    env.run_with_stdin(&["key", "put", "/calico/x/text"], b"two\nlines\n").ok();
    env.run_with_stdin(&["key", "put", "/calico/x/bytes", "-"], b"\x00\xff\x1b[31m").ok();
    assert_eq!(env.run(&["key", "get", "/calico/x/text", "--raw"]).ok().stdout(), "two\nlines\n");
    assert_eq!(env.run(&["key", "get", "/calico/x/bytes", "--raw"]).ok().stdout_bytes(), b"\x00\xff\x1b[31m");
    assert_snapshot!(env.run(&["key", "get", "/calico/x/text"]), @"
    exit 0
    stdout| two
    stdout| lines
    ");
    assert_snapshot!(env.run(&["key", "get", "/calico/x/bytes"]), @"
    exit 5
    stderr| error: value at /calico/x/bytes is not UTF-8
    stderr| hint: --raw prints the bytes, -o json has them in base64
    ");
    assert_snapshot!(env.run(&["key", "get", "/calico/x/bytes", "-o", "json"]), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/key/1",
    stdout|   "path": "/calico/x/bytes",
    stdout|   "version": 2,
    stdout|   "value": "AP8bWzMxbQ==",
    stdout|   "encoding": "base64",
    stdout|   "expires": false
    stdout| }
    "#);
}

#[test]
fn put_checks_what_it_knows() {
    let env = Env::new();
    assert_snapshot!(env.run(&["key", "put", "/calico/v1/policy/profile/web/tags", "[1"]), @"
    exit 5
    stderr| error: value for /calico/v1/policy/profile/web/tags is refused: malformed JSON: the value ends early, expected ',' or ']' at line 1 column 3: Felix ignores all tags of the profile
    stderr| hint: --force=malformed does it all the same
    ");
    assert!(env.dump().is_empty());
    assert_snapshot!(env.run(&["key", "put", "/calico/v1/policy/profile/web/tags", "[1", "--force=malformed"]), @"
    exit 0
    stdout| /calico/v1/policy/profile/web/tags created
    stderr| warning: forced: value for /calico/v1/policy/profile/web/tags is refused: malformed JSON: the value ends early, expected ',' or ']' at line 1 column 3: Felix ignores all tags of the profile
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn paths_outside_or_hidden_are_refused() {
    let env = Env::new();
    for path in ["/other/x", "calico/x", "/calico/../x", "/calico//x", "/calico/x/", "/calico", ""] {
        let run = env.run(&["key", "put", path, "v"]);
        assert_eq!(run.code(), 2, "{path}: {run}");
    }
    assert_snapshot!(env.run(&["key", "put", "/other/x", "v"]), @"
    exit 2
    stderr| error: key /other/x is not under /calico
    stderr| hint: keys lie under /calico, such as /calico/v1/Ready
    ");
    assert_snapshot!(env.run(&["key", "put", "/calico//x", "v"]), @"
    exit 2
    stderr| error: key /calico//x has an empty segment
    stderr| hint: keys lie under /calico, such as /calico/v1/Ready
    ");
    assert_snapshot!(env.run(&["key", "put", "/calico/_x", "v"]), @"
    exit 3
    stderr| error: key /calico/_x has the segment _x: etcd v2 hides in every listing what begins with _
    ");
    assert_snapshot!(env.run(&["key", "get", "/etc/passwd"]), @"
    exit 2
    stderr| error: key /etc/passwd is not under /calico
    stderr| hint: keys lie under /calico, such as /calico/v1/Ready
    ");
    assert!(env.dump().is_empty());
}

#[test]
fn ls_goes_all_the_way_down() {
    let env = Env::with_web();
    env.run(&["key", "put", READY, "true"]).ok();
    assert_snapshot!(env.run(&["key", "ls"]), @"
    exit 0
    stdout| KEY                                   BYTES  VERSION
    stdout| /calico/v1/Ready                          4        2
    stdout| /calico/v1/policy/profile/web/labels      2        1
    stdout| /calico/v1/policy/profile/web/rules     112        1
    stdout| /calico/v1/policy/profile/web/tags        7        1
    ");
    assert_snapshot!(env.run(&["key", "ls", "/calico/v1/policy/", "-o", "name"]), @"
    exit 0
    stdout| /calico/v1/policy/profile/web/labels
    stdout| /calico/v1/policy/profile/web/rules
    stdout| /calico/v1/policy/profile/web/tags
    ");
    assert_snapshot!(env.run(&["key", "ls", READY, "-o", "wide"]), @"
    exit 0
    stdout| KEY               BYTES  VERSION  EXPIRES
    stdout| /calico/v1/Ready      4        2  no
    ");
    assert_snapshot!(env.run(&["key", "ls", "/calico/v2"]), @"
    exit 0
    stderr| no keys under /calico/v2
    ");
}

#[test]
fn rm_removes_keys_and_directories() {
    let env = Env::with_web();
    env.run(&["key", "put", READY, "true"]).ok();
    assert_snapshot!(env.run(&["key", "rm", "/calico/v1/policy"]), @"
    exit 3
    stderr| error: key /calico/v1/policy does not exist
    stderr| hint: `calicross key ls` lists those that do
    stderr| hint: --recursive removes what is below a directory
    ");
    assert_snapshot!(env.run(&["key", "rm", "/calico/v1/policy", "-r", "--dry-run"]), @"
    exit 0
    stdout| - /calico/v1/policy/profile/web/labels
    stdout| - /calico/v1/policy/profile/web/rules
    stdout| - /calico/v1/policy/profile/web/tags
    stdout| dry run: /calico/v1/policy: 3 keys removed
    stdout| no traffic opens or closes
    ");
    assert_snapshot!(env.run(&["key", "rm", "/calico/v1/policy", READY, "-r", "--yes"]), @"
    exit 0
    stdout| /calico/v1/policy: 3 keys removed
    stdout| /calico/v1/Ready removed
    stderr| warning: /calico/v1/Ready: networking-calico sets it to true again within 60 s, wherever neutron-server runs
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(env.dump().is_empty());
    assert_snapshot!(env.run(&["key", "rm", READY, "--yes"]), @"
    exit 3
    stderr| error: key /calico/v1/Ready does not exist
    stderr| hint: `calicross key ls` lists those that do
    stderr| hint: --recursive removes what is below a directory
    ");
    assert_snapshot!(env.run(&["key", "rm", READY, "--if-exists"]), @"
    exit 0
    stdout| /calico/v1/Ready is not there
    ");
    assert_snapshot!(env.run(&["key", "rm", "/calico", "-r", "--yes", "--force"]), @"
    exit 3
    stderr| error: all of /calico is not removed
    stderr| hint: name what should go below it
    ");
}

#[test]
fn get_of_none_says_so() {
    assert_snapshot!(Env::new().run(&["key", "get", READY]), @"
    exit 3
    stderr| error: key /calico/v1/Ready does not exist
    stderr| hint: `calicross key ls` lists those that do
    ");
}
