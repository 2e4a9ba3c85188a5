//! Both orders of words

use insta::assert_snapshot;

use crate::harness::Env;

#[test]
fn calicoctls_order_does_the_same() {
    let (ours, theirs) = (Env::new(), Env::new());
    for (our, their) in [
        ("profile add web", "profile add web"),
        ("profile tag add web T", "profile web tag add T"),
        ("profile rule add web inbound --at=1 deny udp", "profile web rule add inbound --at=1 deny udp"),
        ("profile rule add web outbound deny to tag T", "profile web rule add outbound deny to tag T"),
        ("profile rule remove web inbound deny udp --yes", "profile web rule remove inbound deny udp --yes"),
        ("profile tag remove web T --yes", "profile web tag remove T --yes"),
        ("profile rule list web", "profile web rule show"),
        ("profile rule json web", "profile web rule json"),
        ("profile tag list web", "profile web tag show"),
    ] {
        let run = |env: &Env, line: &str| env.run(&line.split(' ').collect::<Vec<_>>()).to_string();
        assert_eq!(run(&ours, our), run(&theirs, their), "{their}");
        assert_eq!(ours.dump(), theirs.dump(), "{their}");
    }
}

#[test]
fn a_profile_that_is_called_like_a_verb_is_reached_in_our_order() {
    let env = Env::new();
    env.run(&["profile", "add", "tag"]).ok();
    assert_snapshot!(env.run(&["profile", "tag", "add", "tag", "show"]), @"
    exit 0
    stdout| tag show added to profile tag
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "show", "tag"]), @"
    exit 0
    stdout| Profile: tag
    stdout| Tags:    tag, show
    stdout| Labels:  -
    stdout| Inbound rules:
    stdout|    1 allow from tag tag
    stdout| Outbound rules:
    stdout|    1 allow
    ");
}

#[test]
fn the_journal_has_the_words_as_they_were_understood() {
    let env = Env::with_web();
    env.run(&["profile", "web", "tag", "add", "T"]).ok();
    assert_snapshot!(env.run(&["history", "list", "--jq", ".items[].command | join(\" \")"]), @"
    exit 0
    stdout| profile add web
    stdout| profile tag add web T
    ");
}

#[test]
fn words_that_are_wrong() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["profil", "list"]), @"
    exit 2
    stderr| error: there is no command 'profil'
    stderr| hint: some similar subcommands exist: 'pool', 'profile'
    stderr| hint: usage: calicross [OPTIONS] <COMMAND>
    ");
    assert_snapshot!(env.run(&["profile"]), @"
    exit 2
    stderr| error: calicross profile needs a verb: list, show, add, remove, clone, tag, label, rule
    stderr| hint: `calicross profile --help` says what each is for
    ");
    assert_snapshot!(env.run(&["profile", "web"]), @"
    exit 2
    stderr| error: calicross profile needs a verb: list, show, add, remove, clone, tag, label, rule; 'web' is none
    stderr| hint: usage: calicross profile [OPTIONS] <COMMAND>
    ");
    assert_snapshot!(env.run(&["profile", "lst"]), @"
    exit 2
    stderr| error: calicross profile needs a verb: list, show, add, remove, clone, tag, label, rule; 'lst' is none
    stderr| hint: a similar subcommand exists: 'list'
    stderr| hint: usage: calicross profile [OPTIONS] <COMMAND>
    ");
    assert_snapshot!(env.run(&["profile", "web", "tag", "ad", "T"]), @"
    exit 2
    stderr| error: calicross profile tag needs a verb: list, add, remove; 'ad' is none
    stderr| hint: a similar subcommand exists: 'add'
    stderr| hint: usage: calicross profile tag [OPTIONS] <COMMAND>
    ");
    assert_snapshot!(env.run(&["profile", "add"]), @"
    exit 2
    stderr| error: the following required arguments were not provided: <NAME>
    stderr| hint: usage: calicross profile add [OPTIONS] <NAME>
    ");
    assert_snapshot!(env.run(&["profile", "add", "a", "b"]), @"
    exit 2
    stderr| error: unexpected argument 'b' found
    stderr| hint: usage: calicross profile add [OPTIONS] <NAME>
    ");
    assert_snapshot!(env.run(&["profile", "add", "a", "--dryrun"]), @"
    exit 2
    stderr| error: unexpected argument '--dryrun' found
    stderr| hint: a similar argument exists: '--dry-run'
    stderr| hint: usage: calicross profile add [OPTIONS] <NAME>
    ");
    assert_snapshot!(env.run(&["profile", "add", "a", "--force=all"]), @"
    exit 2
    stderr| error: invalid value 'all' for '--force[=<WHAT,...>]': `all` is none of in-use, owner, malformed, drift
    stderr| hint: usage: calicross profile add [OPTIONS] <NAME>
    ");
    assert_snapshot!(env.run(&["profile", "rule", "add", "web", "sideways", "allow"]), @"
    exit 2
    stderr| error: invalid value 'sideways' for '<DIRECTION>' [possible values: inbound, outbound]
    stderr| hint: usage: calicross profile rule add [OPTIONS] <PROFILE> <DIRECTION> <RULE>...
    ");
    assert_snapshot!(env.run(&["profile", "rule", "add", "web", "inbound", "allow", "--at", "first"]), @"
    exit 2
    stderr| error: invalid value 'first' for '--at <POSITION>': expected a whole number
    stderr| hint: usage: calicross profile rule add [OPTIONS] <PROFILE> <DIRECTION> <RULE>...
    ");
}

#[test]
fn words_that_are_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let env = Env::new();
    let word = std::ffi::OsStr::from_bytes(b"we\xffb");
    let output = env.command(crate::harness::BINARY).args(["profile", "add"]).arg(word).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_snapshot!(String::from_utf8(output.stderr).unwrap(), @"error: a word is not UTF-8: we�b");
}
