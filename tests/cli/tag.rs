//! `calicross profile tag`

use insta::assert_snapshot;

use crate::harness::Env;

const TAGS: &str = "/calico/v1/policy/profile/web/tags";

#[test]
fn tags_are_added_in_order_and_once() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["profile", "tag", "add", "web", "T", "U", "T"]), @"
    exit 0
    stdout| tag T added to profile web
    stdout| tag U added to profile web
    stdout| tag T is already on profile web
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(TAGS).unwrap(), @r#"["web", "T", "U"]"#);
    assert_snapshot!(env.run(&["profile", "tag", "list", "web"]), @"
    exit 0
    stdout| TAG
    stdout| web
    stdout| T
    stdout| U
    ");
    assert_snapshot!(env.run(&["profile", "tag", "show", "web", "-o", "name"]), @"
    exit 0
    stdout| web
    stdout| T
    stdout| U
    ");
}

#[test]
fn add_needs_the_profile() {
    let env = Env::new();
    assert_snapshot!(env.run(&["profile", "tag", "add", "web", "T"]), @"
    exit 3
    stderr| error: profile web does not exist (/calico/v1/policy/profile/web)
    stderr| hint: `calicross profile list` shows those that do
    ");
    assert!(env.dump().is_empty());
}

#[test]
fn remove_asks_first() {
    let env = Env::with_web();
    env.run(&["profile", "tag", "add", "web", "T"]).ok();
    assert_snapshot!(env.run(&["profile", "tag", "remove", "web", "T"]), @"
    exit 3
    stderr| error: not confirmed: removes tag T from profile web
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["profile", "tag", "remove", "web", "T", "--dry-run", "--diff"]), @r#"
    exit 0
    stdout| --- /calico/v1/policy/profile/web/tags
    stdout| +++ /calico/v1/policy/profile/web/tags
    stdout| @@ -1,4 +1,3 @@
    stdout|  [
    stdout| -  "web",
    stdout| -  "T"
    stdout| +  "web"
    stdout|  ]
    stdout| dry run: tag T removed from profile web
    stdout| no traffic opens or closes
    stderr| would ask: removes tag T from profile web
    "#);
    assert_snapshot!(env.run(&["profile", "tag", "remove", "web", "T", "-y"]), @"
    exit 0
    stdout| tag T removed from profile web
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(TAGS).unwrap(), @r#"["web"]"#);
}

#[test]
fn remove_of_none_is_refused_unless_told() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["profile", "tag", "remove", "web", "T", "--yes"]), @"
    exit 3
    stderr| error: tag T is not on profile web (/calico/v1/policy/profile/web/tags)
    stderr| hint: `calicross profile tag list web` shows those that are
    ");
    assert_snapshot!(env.run(&["profile", "tag", "remove", "web", "T", "--if-exists"]), @"
    exit 0
    stdout| tag T is not on profile web
    ");
    assert_snapshot!(env.run(&["profile", "tag", "remove", "nope", "T", "--if-exists"]), @"
    exit 0
    stdout| profile nope is not there
    ");
}

#[test]
fn a_list_of_a_missing_profile_is_refused() {
    assert_snapshot!(Env::new().run(&["profile", "tag", "list", "web"]), @"
    exit 3
    stderr| error: profile web does not exist (/calico/v1/policy/profile/web)
    stderr| hint: `calicross profile list` shows those that do
    ");
}
