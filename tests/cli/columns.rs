//! `-o custom-columns=...`, on every command that prints

use insta::assert_snapshot;

use crate::harness::Env;

fn shop() -> Env {
    let env = Env::with_web();
    env.run(&["profile", "add", "db"]).ok();
    env.run(&["profile", "tag", "add", "web", "front", "shop"]).ok();
    env.run(&["profile", "label", "add", "web", "app.kubernetes.io/name=shop"]).ok();
    env.run(&["pool", "add", "10.64.0.0/16", "--nat-outgoing"]).ok();
    env
}

#[test]
fn resources_in_columns_of_ones_own() {
    let env = shop();
    assert_snapshot!(env.run(&["get", "profile", "-o", "custom-columns=NAME:.metadata.name,TAGS:.metadata.tags,FIRST:.metadata.tags[0],RULES:.spec.ingress[*].action,APP:.metadata.labels.app\\.kubernetes\\.io/name"]), @"
    exit 0
    stdout| NAME  TAGS            FIRST  RULES  APP
    stdout| db    db              db     allow  <none>
    stdout| web   web,front,shop  web    allow  shop
    ");
    assert_snapshot!(env.run(&["get", "pools", "-o", "custom-columns=CIDR:{.metadata.cidr},NAT:.spec.nat-outgoing", "--no-headers"]), @"
    exit 0
    stdout| 10.64.0.0/16  true
    ");
    assert_snapshot!(env.run(&["get", "profile,ipPool", "-o", "custom-columns=KIND:.kind,NAME:.metadata.name", "--filter", "NAME=web", "--sort-by", "-NAME"]), @"
    exit 0
    stdout| KIND     NAME
    stdout| profile  web
    ");
    // calicoctl 1.x's way: columns of the table by their titles.
    assert_snapshot!(env.run(&["get", "profile", "-o", "custom-columns=TAGS,name"]), @"
    exit 0
    stdout| TAGS            name
    stdout| db              db
    stdout| web,front,shop  web
    ");
    let file = env.file("columns", "NAME            FIRST\n.metadata.name  .metadata.tags[0]\n");
    assert_snapshot!(env.run(&["get", "profile", "web", "-o", &format!("custom-columns-file={file}")]), @"
    exit 0
    stdout| NAME  FIRST
    stdout| web   web
    ");
}

#[test]
fn every_list_and_every_object() {
    let env = shop();
    assert_snapshot!(env.run(&["pool", "list", "-o", "custom-columns=KEY:.key,CIDR"]), @"
    exit 0
    stdout| KEY                                   CIDR
    stdout| /calico/v1/ipam/v4/pool/10.64.0.0-16  10.64.0.0/16
    ");
    assert_snapshot!(env.run(&["pool", "show", "10.64.0.0/16", "-o", "custom-columns=NAT:.nat_outgoing"]), @"
    exit 0
    stdout| NAT
    stdout| true
    ");
    assert_snapshot!(env.run(&["profile", "tag", "add", "web", "new", "-o", "custom-columns=CHANGED:.changed,KEYS:.changes[*].path"]), @"
    exit 0
    stdout| CHANGED  KEYS
    stdout| true     /calico/v1/policy/profile/web/tags
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn what_is_wrong_is_told() {
    let env = shop();
    assert_snapshot!(env.run(&["get", "profile", "-o", "custom-columns=NAME:.metadata.name,X:.a["]), @"
    exit 2
    stderr| error: invalid value 'custom-columns=NAME:.metadata.name,X:.a[' for '--output <FORMAT>': custom-columns, column 2 (`X:.a[`): nothing closes the `[`
    stderr| hint: usage: calicross get [OPTIONS] [WHAT]...
    ");
    assert_snapshot!(env.run(&["get", "profile", "-o", "custom-columns=NOPE"]), @"
    exit 2
    stderr| error: no column `NOPE` (columns: NAME, TAGS, LABELS)
    ");
    assert_snapshot!(env.run(&["get", "profile", "-o", "custom-columns"]), @"
    exit 2
    stderr| error: invalid value 'custom-columns' for '--output <FORMAT>': custom-columns wants at least one column: custom-columns=NAME:.metadata.name,...
    stderr| hint: usage: calicross get [OPTIONS] [WHAT]...
    ");
    assert_snapshot!(env.run(&["get", "profile", "-o", "custom-columns-file=nope"]), @"
    exit 2
    stderr| error: invalid value 'custom-columns-file=nope' for '--output <FORMAT>': custom-columns-file nope: No such file or directory (os error 2)
    stderr| hint: usage: calicross get [OPTIONS] [WHAT]...
    ");
    assert_snapshot!(env.run(&["get", "profile", "-o", "custom-columns=A:.kind", "--jq", ".kind"]), @r#"
    exit 2
    stderr| {"schema":"calicross/error/1","kind":"usage","code":2,"message":"-o custom-columns and --jq do not go together","object":null,"key":null,"hint":null}
    "#);
    assert_snapshot!(env.run(&["watch", "--for", "50ms", "-o", "custom-columns=A:.kind"]), @"
    exit 2
    stderr| error: -o custom-columns: what comes as it happens is no table; -o jsonl and --jq take it
    ");
    assert_snapshot!(env.run(&["pool", "show", "10.64.0.0/16", "-o", "custom-columns=NAT"]), @"
    exit 2
    stderr| error: custom-columns: `NAT` has no path, and this is no list with columns of its own; HEADER:PATH is wanted
    ");
    assert_snapshot!(env.run(&["get", "profile", "-o", "toml"]), @"
    exit 2
    stderr| error: invalid value 'toml' for '--output <FORMAT>': unknown output format `toml` (table, wide, json, jsonl, yaml, name, custom-columns=... or custom-columns-file=FILE)
    stderr| hint: usage: calicross get [OPTIONS] [WHAT]...
    ");
}
