//! Names, words and values that are wrong: refused with the reason, nothing written, lists go on

use insta::assert_snapshot;

use crate::harness::Env;

const PROFILES: &str = "/calico/v1/policy/profile";

#[test]
fn names_are_refused_with_the_reason() {
    let env = Env::new();
    let long = "x".repeat(129);
    let names = [".", "..", "a/b", "a%2fb", "_web", "a b", " ", "", "wéb", "a\nb", "a\tb", "a\x1bb", "a\"b", &long];
    let mut reasons = String::new();
    for name in names {
        let run = env.run(&["profile", "add", "--", name]);
        assert_eq!(run.code(), 3, "{name:?}: {run}");
        let first = run.stderr().lines().next().unwrap().to_owned();
        reasons.push_str(&first.replace(&long, "LONG"));
        reasons.push('\n');
    }
    assert_snapshot!(reasons, @r#"
    error: profile name '.' is a relative path, which etcd v2 resolves to another key
    error: profile name '..' is a relative path, which etcd v2 resolves to another key
    error: profile name 'a/b' contains '/', which makes another directory of it
    error: profile name 'a%2fb' contains '%', which libcalico-go escapes and Felix 1.4 rejects
    error: profile name '_web' begins with '_', which etcd v2 hides in every listing
    error: profile name 'a b' contains a blank, which Felix rejects
    error: profile name ' ' contains a blank, which Felix rejects
    error: profile name '' is empty
    error: profile name 'wéb' contains 'é': only letters, digits, '_', '.' and '-' are accepted by Felix
    error: profile name 'a\nb' contains a blank, which Felix rejects
    error: profile name 'a\tb' contains a blank, which Felix rejects
    error: profile name 'a\u{1b}b' contains '\u{1b}': only letters, digits, '_', '.' and '-' are accepted by Felix
    error: profile name 'a\"b' contains '\"': only letters, digits, '_', '.' and '-' are accepted by Felix
    error: profile name 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' is 129 characters long: libcalico-go and Felix 2 take 128
    "#);
    assert!(!env.store().exists());
}

#[test]
fn names_are_refused_wherever_one_is_made() {
    let env = Env::with_web();
    let before = env.dump();
    assert_snapshot!(env.run(&["profile", "clone", "web", "a/b"]), @"
    exit 3
    stderr| error: profile name 'a/b' contains '/', which makes another directory of it
    stderr| hint: names are 1 to 128 letters, digits, `_`, `.` and `-`, and do not begin with `_`
    ");
    assert_snapshot!(env.run(&["profile", "tag", "add", "web", "T", "a b"]), @"
    exit 3
    stderr| error: tag 'a b' contains a blank, which Felix rejects
    stderr| hint: names are 1 to 128 letters, digits, `_`, `.` and `-`, and do not begin with `_`
    ");
    assert_snapshot!(env.run(&["profile", "rule", "add", "web", "inbound", "allow", "from", "tag", "a/b"]), @"
    exit 3
    stderr| error: profile web: tag 'a/b' contains '/', which makes another directory of it: Felix rejects it, and all rules beside it
    stderr| hint: `calicross profile rule add --help` shows the rule language
    ");
    assert_eq!(env.dump(), before);
}

#[test]
fn names_that_are_looked_up_are_no_paths() {
    let env = Env::with_web();
    let before = env.dump();
    for name in ["..", ".", "a/b", "", "../profile/web"] {
        for verb in [&["show"][..], &["remove", "--yes"], &["tag", "list"], &["rule", "json"]] {
            let run = env.run(&[&["profile"], verb, &["--", name]].concat());
            assert_eq!(run.code(), 3, "{verb:?} {name:?}: {run}");
        }
    }
    assert_eq!(env.dump(), before);
}

#[test]
fn bad_words_of_rules() {
    let env = Env::with_web();
    let before = env.dump();
    let mut answers = String::new();
    for rule in [
        "alow",
        "allow tpc",
        "allow 256",
        "allow tcp from port 80",
        "allow tcp to ports",
        "allow tcp to ports 0:70000",
        "allow tcp to ports 90:80",
        "allow tcp to ports 80,,90",
        "allow to ports 80",
        "allow sctp to ports 80",
        "allow icmp type 255",
        "allow icmp type 8 code",
        "allow tcp type 8",
        "allow from cidr 10.0.0.0/33",
        "allow from cidr 10.0.0",
        "allow from cidr 10.0.0.0/8 to cidr fd00::/8",
        "allow ip-version 5",
        "allow from selector role==",
        "allow from tag T from tag U",
        "allow from tag T tag U",
        "allow extra",
        "not",
    ] {
        let words: Vec<&str> =
            ["profile", "rule", "add", "web", "inbound"].into_iter().chain(rule.split(' ')).collect();
        let run = env.run(&words);
        assert!(matches!(run.code(), 2 | 3), "{rule}: {run}");
        let first = run.stderr().lines().next().unwrap().to_owned();
        answers.push_str(&format!("{rule}\n    {} {first}\n", run.code()));
    }
    assert_snapshot!(answers, @"
    alow
        2 error: profile web: word 1 'alow': expected allow, deny, log or next-tier
    allow tpc
        2 error: profile web: word 2 'tpc': expected a protocol, type, code, not, from, to, ip-version or log-prefix
    allow 256
        2 error: profile web: word 2 '256': expected tcp, udp, icmp, icmpv6, sctp, udplite or a number from 1 to 255
    allow tcp from port 80
        2 error: profile web: word 4 'port': expected ports, tag, cidr, selector, not, from, to, ip-version or log-prefix
    allow tcp to ports
        2 error: profile web: the rule ends early: expected ports such as 80,443,1000:2000
    allow tcp to ports 0:70000
        2 error: profile web: word 5 '0:70000': '0:70000' is not a port from 0 to 65535 or a range such as 1000:2000
    allow tcp to ports 90:80
        2 error: profile web: word 5 '90:80': port range '90:80' runs backwards
    allow tcp to ports 80,,90
        2 error: profile web: word 5 '80,,90': '' is not a port from 0 to 65535 or a range such as 1000:2000
    allow to ports 80
        3 error: profile web: ports without a protocol: Felix rejects it, and all rules beside it; ports go with tcp or udp, by name
    allow sctp to ports 80
        3 error: profile web: ports with protocol sctp: Felix 1.4 makes of it a rule that drops everything; ports go with tcp or udp, by name
    allow icmp type 255
        3 error: profile web: ICMP type 255: the kernel cannot match it, and Felix 1.4 drops everything instead
    allow icmp type 8 code
        2 error: profile web: the rule ends early: expected an ICMP code from 0 to 255
    allow tcp type 8
        3 error: profile web: ICMP type without protocol icmp or icmpv6, by name: Felix 1.4 ignores the type and matches more
    allow from cidr 10.0.0.0/33
        2 error: profile web: word 4 '10.0.0.0/33': '10.0.0.0/33' is not a CIDR such as 10.0.0.0/8 or fd00::/8
    allow from cidr 10.0.0
        2 error: profile web: word 4 '10.0.0': '10.0.0' is not a CIDR such as 10.0.0.0/8 or fd00::/8
    allow from cidr 10.0.0.0/8 to cidr fd00::/8
        3 error: profile web: 10.0.0.0/8 and fd00::/8 in one rule: one is IPv4, the other IPv6, and no packet is both
    allow ip-version 5
        2 error: profile web: word 3 '5': expected 4 or 6
    allow from selector role==
        3 error: profile web: from selector: the selector ends early, expected a string in quotes at character 7: Felix rejects it, and all rules beside it
    allow from tag T from tag U
        2 error: profile web: word 5 'from': from is given twice
    allow from tag T tag U
        2 error: profile web: word 6 'U': tag is given twice
    allow extra
        2 error: profile web: word 2 'extra': expected a protocol, type, code, not, from, to, ip-version or log-prefix
    not
        2 error: profile web: word 1 'not': expected allow, deny, log or next-tier
    ");
    assert_eq!(env.dump(), before);
}

fn with_malformed() -> Env {
    let env = Env::with_web();
    env.put(&format!("{PROFILES}/cut/tags"), br#"["cut""#);
    env.put(&format!("{PROFILES}/cut/rules"), br#"{"inbound_rules": [{"action": "allow"}], "outbound_rules": []}"#);
    env.put(&format!("{PROFILES}/bytes/tags"), b"[]");
    env.put(&format!("{PROFILES}/bytes/rules"), b"\xff\xfe");
    env.put(&format!("{PROFILES}/alien/rules"), br#"{"inbound_rules": [{"action": "shrug"}], "outbound_rules": []}"#);
    env.put(&format!("{PROFILES}/alien/tags"), br#"{"not": "a list"}"#);
    env
}

#[test]
fn lists_go_on_and_name_every_key() {
    let env = with_malformed();
    assert_snapshot!(env.run(&["profile", "list"]), @"
    exit 5
    stdout| NAME     INBOUND   OUTBOUND  TAGS
    stdout| alien  malformed          0  malformed
    stdout| bytes  malformed  malformed  -
    stdout| cut            1          0  malformed
    stdout| web            1          1  web
    stderr| warning: malformed value at /calico/v1/policy/profile/alien/rules: inbound rule 1: member 'action' is 'shrug', not allow, deny, log or next-tier
    stderr| warning: malformed value at /calico/v1/policy/profile/bytes/rules: not UTF-8 at line 1 column 1
    stderr| warning: malformed value at /calico/v1/policy/profile/cut/tags: the value ends early, expected ',' or ']' at line 1 column 7
    stderr| error: malformed value at /calico/v1/policy/profile/alien/tags: not a list of tags (and 3 more)
    stderr| hint: `calicross key get /calico/v1/policy/profile/alien/tags` shows it
    ");
    assert_snapshot!(env.run(&["profile", "list", "-o", "jsonl"]), @r#"
    exit 5
    stdout| {"name":"alien","tags":null,"labels":null,"inbound_rules":null,"outbound_rules":0,"malformed":["tags","rules"]}
    stdout| {"name":"bytes","tags":[],"labels":null,"inbound_rules":null,"outbound_rules":null,"malformed":["rules"]}
    stdout| {"name":"cut","tags":null,"labels":null,"inbound_rules":1,"outbound_rules":0,"malformed":["tags"]}
    stdout| {"name":"web","tags":["web"],"labels":{},"inbound_rules":1,"outbound_rules":1,"malformed":[]}
    stderr| warning: malformed value at /calico/v1/policy/profile/alien/rules: inbound rule 1: member 'action' is 'shrug', not allow, deny, log or next-tier
    stderr| warning: malformed value at /calico/v1/policy/profile/bytes/rules: not UTF-8 at line 1 column 1
    stderr| warning: malformed value at /calico/v1/policy/profile/cut/tags: the value ends early, expected ',' or ']' at line 1 column 7
    stderr| {"schema":"calicross/error/1","kind":"bad-data","code":5,"message":"malformed value at /calico/v1/policy/profile/alien/tags: not a list of tags (and 3 more)","object":null,"key":"/calico/v1/policy/profile/alien/tags","hint":"`calicross key get /calico/v1/policy/profile/alien/tags` shows it"}
    "#);
    assert_snapshot!(env.run(&["profile", "list", "-o", "name", "-q"]), @"
    exit 5
    stdout| alien
    stdout| bytes
    stdout| cut
    stdout| web
    stderr| warning: malformed value at /calico/v1/policy/profile/alien/rules: inbound rule 1: member 'action' is 'shrug', not allow, deny, log or next-tier
    stderr| warning: malformed value at /calico/v1/policy/profile/bytes/rules: not UTF-8 at line 1 column 1
    stderr| warning: malformed value at /calico/v1/policy/profile/cut/tags: the value ends early, expected ',' or ']' at line 1 column 7
    stderr| error: malformed value at /calico/v1/policy/profile/alien/tags: not a list of tags (and 3 more)
    stderr| hint: `calicross key get /calico/v1/policy/profile/alien/tags` shows it
    ");
}

#[test]
fn a_rule_that_is_none_is_shown_and_told() {
    let env = Env::with_web();
    env.put(&format!("{PROFILES}/web/rules"), br#"{"inbound_rules": [{"action": "shrug"}], "outbound_rules": [{}]}"#);
    assert_snapshot!(env.run(&["profile", "show", "web"]), @"
    exit 5
    stdout| Profile: web
    stdout| Tags:    web
    stdout| Labels:  -
    stdout| Inbound rules:
    stdout|    1 malformed: member 'action' is 'shrug', not allow, deny, log or next-tier
    stdout| Outbound rules:
    stdout|    1 allow
    stderr| error: malformed value at /calico/v1/policy/profile/web/rules: inbound rule 1: member 'action' is 'shrug', not allow, deny, log or next-tier
    stderr| hint: `calicross key get /calico/v1/policy/profile/web/rules` shows it
    ");
}

#[test]
fn one_object_shows_what_can_be_read() {
    let env = with_malformed();
    assert_snapshot!(env.run(&["profile", "show", "cut"]), @"
    exit 5
    stdout| Profile: cut
    stdout| Tags:    malformed
    stdout| Labels:  missing
    stdout| Inbound rules:
    stdout|    1 allow
    stdout| Outbound rules:
    stderr| error: malformed value at /calico/v1/policy/profile/cut/tags: the value ends early, expected ',' or ']' at line 1 column 7
    stderr| hint: `calicross key get /calico/v1/policy/profile/cut/tags` shows it
    ");
    assert_snapshot!(env.run(&["profile", "show", "bytes"]), @"
    exit 5
    stdout| Profile: bytes
    stdout| Tags:    -
    stdout| Labels:  missing
    stdout| Rules:   malformed: Felix drops everything that reaches the profile
    stderr| error: malformed value at /calico/v1/policy/profile/bytes/rules: not UTF-8 at line 1 column 1
    stderr| hint: `calicross key get /calico/v1/policy/profile/bytes/rules` shows it
    ");
    assert_snapshot!(env.run(&["profile", "tag", "list", "cut"]), @"
    exit 5
    stderr| error: malformed value at /calico/v1/policy/profile/cut/tags: the value ends early, expected ',' or ']' at line 1 column 7
    stderr| hint: `calicross key get /calico/v1/policy/profile/cut/tags` shows it
    ");
    assert_snapshot!(env.run(&["profile", "rule", "list", "cut"]), @"
    exit 0
    stdout| Inbound rules:
    stdout|    1 allow
    stdout| Outbound rules:
    ");
    assert_snapshot!(env.run(&["profile", "rule", "list", "bytes"]), @"
    exit 5
    stdout| Rules:   malformed: Felix drops everything that reaches the profile
    stderr| error: malformed value at /calico/v1/policy/profile/bytes/rules: not UTF-8 at line 1 column 1
    stderr| hint: `calicross key get /calico/v1/policy/profile/bytes/rules` shows it
    ");
    assert_snapshot!(env.run(&["profile", "rule", "list", "alien"]), @"
    exit 5
    stdout| Inbound rules:
    stdout|    1 malformed: member 'action' is 'shrug', not allow, deny, log or next-tier
    stdout| Outbound rules:
    stderr| error: inbound rule 1 of profile alien is malformed: member 'action' is 'shrug', not allow, deny, log or next-tier (/calico/v1/policy/profile/alien/rules)
    ");
    assert_snapshot!(env.run(&["profile", "rule", "json", "bytes"]), @"
    exit 5
    stderr| error: malformed value at /calico/v1/policy/profile/bytes/rules: not UTF-8 at line 1 column 1
    stderr| hint: `calicross key get /calico/v1/policy/profile/bytes/rules` shows it
    ");
}

#[test]
fn a_write_that_needs_a_malformed_value_is_refused() {
    let env = with_malformed();
    let before = env.dump();
    assert_snapshot!(env.run(&["profile", "tag", "add", "cut", "T"]), @"
    exit 5
    stderr| error: profile cut has tags that cannot be read: the value ends early, expected ',' or ']' at line 1 column 7 (/calico/v1/policy/profile/cut/tags)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["profile", "rule", "add", "bytes", "inbound", "allow"]), @"
    exit 5
    stderr| error: profile bytes has rules that cannot be read: not UTF-8 at line 1 column 1 (/calico/v1/policy/profile/bytes/rules)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["profile", "clone", "cut", "copy"]), @"
    exit 5
    stderr| error: profile cut cannot be copied: the value ends early, expected ',' or ']' at line 1 column 7 (/calico/v1/policy/profile/cut/tags)
    stderr| hint: `calicross key get /calico/v1/policy/profile/cut/tags` shows the value
    ");
    assert_snapshot!(env.run(&["profile", "add", "cut", "--update", "--yes"]), @"
    exit 5
    stderr| error: profile cut has a value that cannot be read: the value ends early, expected ',' or ']' at line 1 column 7 (/calico/v1/policy/profile/cut/tags)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["profile", "rule", "remove", "bytes", "inbound", "allow", "--yes"]), @"
    exit 5
    stderr| error: profile bytes has rules that cannot be read: not UTF-8 at line 1 column 1 (/calico/v1/policy/profile/bytes/rules)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["profile", "add", "cut"]), @r#"
    exit 3
    stderr| error: profile cut exists and is not what a new one is: its tags differ, its labels are missing, its rules differ (/calico/v1/policy/profile/cut/tags)
    stderr| --- /calico/v1/policy/profile/cut/tags
    stderr| +++ /calico/v1/policy/profile/cut/tags
    stderr| @@ -1 +1,3 @@
    stderr| -["cut"
    stderr| \ No newline at end of file
    stderr| +[
    stderr| +  "cut"
    stderr| +]
    stderr| --- /dev/null
    stderr| +++ /calico/v1/policy/profile/cut/labels
    stderr| @@ -0,0 +1 @@
    stderr| +{}
    stderr| --- /calico/v1/policy/profile/cut/rules
    stderr| +++ /calico/v1/policy/profile/cut/rules
    stderr| @@ -1,8 +1,14 @@
    stderr|  {
    stderr| +  "id": "cut",
    stderr|    "inbound_rules": [
    stderr|      {
    stderr| +      "action": "allow",
    stderr| +      "src_tag": "cut"
    stderr| +    }
    stderr| +  ],
    stderr| +  "outbound_rules": [
    stderr| +    {
    stderr|        "action": "allow"
    stderr|      }
    stderr| -  ],
    stderr| -  "outbound_rules": []
    stderr| +  ]
    stderr|  }
    stderr| hint: `calicross profile show cut` shows it; --update makes it what a new one is
    "#);
    assert_snapshot!(env.run(&["profile", "tag", "remove", "alien", "T", "--yes"]), @"
    exit 5
    stderr| error: profile alien has tags that cannot be read: not a list of tags (/calico/v1/policy/profile/alien/tags)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_eq!(env.dump(), before);
    // What does not need it goes through.
    assert_snapshot!(env.run(&["profile", "tag", "add", "bytes", "T"]), @"
    exit 0
    stdout| tag T added to profile bytes
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["profile", "tag", "add", "cut", "T", "--force=malformed", "--diff"]), @r#"
    exit 0
    stdout| --- /calico/v1/policy/profile/cut/tags
    stdout| +++ /calico/v1/policy/profile/cut/tags
    stdout| @@ -1 +1,3 @@
    stdout| -["cut"
    stdout| \ No newline at end of file
    stdout| +[
    stdout| +  "T"
    stdout| +]
    stdout| tag T added to profile cut
    stderr| warning: forced: profile cut has tags that cannot be read: the value ends early, expected ',' or ']' at line 1 column 7
    stderr| datastore: file at DIR/store.redb
    "#);
}

#[test]
fn forced_over_bytes_and_taken_back_byte_for_byte() {
    let env = with_malformed();
    let before = env.dump();
    assert_snapshot!(env.run(&["profile", "rule", "add", "bytes", "inbound", "allow", "--force=malformed", "--diff"]), @r#"
    exit 0
    stdout| --- /calico/v1/policy/profile/bytes/rules
    stdout| +++ /calico/v1/policy/profile/bytes/rules
    stdout| @@ -1 +1,9 @@
    stdout| -base64: //4=
    stdout| +{
    stdout| +  "id": "bytes",
    stdout| +  "inbound_rules": [
    stdout| +    {
    stdout| +      "action": "allow"
    stdout| +    }
    stdout| +  ],
    stdout| +  "outbound_rules": []
    stdout| +}
    stdout| inbound rule added to profile bytes: allow
    stderr| warning: forced: profile bytes has rules that cannot be read: not UTF-8 at line 1 column 1
    stderr| datastore: file at DIR/store.redb
    "#);
    env.run(&["undo", "--last", "--yes"]).ok();
    assert_eq!(env.dump(), before);
}

#[test]
fn a_removal_of_what_cannot_be_read_is_no_problem() {
    let env = with_malformed();
    assert_snapshot!(env.run(&["profile", "remove", "bytes", "cut", "--yes"]), @"
    exit 0
    stdout| profile bytes removed
    stdout| profile cut removed
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn a_value_that_is_too_large_is_refused_by_name() {
    let env = Env::new();
    let run = env.run_with_stdin(&["key", "put", "/calico/v1/note"], &vec![b'x'; 800 << 10]);
    assert_snapshot!(run, @"
    exit 3
    stderr| error: /calico/v1/note: a value of 819200 bytes is too large (at most 716800)
    ");
    assert!(env.dump().is_empty());
}

#[test]
fn a_file_that_is_no_store() {
    let env = Env::new();
    env.file("store.redb", "hello, this is not a database\n");
    let run = env.sh("calicross profile list");
    assert_snapshot!(run, @"
    exit 5
    stderr| error: unreadable datastore content at DIR/store.redb: not a calicross store: Not a redb database: magic number mismatch
    ");
}
