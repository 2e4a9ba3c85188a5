//! Diffs as they read, and as they would apply.

use proptest::prelude::*;

use super::*;
use crate::render::tests::any_json;
use crate::render::text::tests::hostile;

const PATH: &str = "/calico/v1/policy/profile/web/rules";

fn plain(before: Option<&str>, after: Option<&str>) -> String {
    diff(PATH, before.map(str::as_bytes), after.map(str::as_bytes), false)
}

#[test]
fn a_rule_is_a_few_lines() {
    let before = r#"{"id": "web", "inbound_rules": [{"action": "allow", "src_tag": "web"}], "outbound_rules": [{"action": "allow"}]}"#;
    let after = r#"{"id":"web","inbound_rules":[{"action":"allow","src_tag":"web"},{"action":"allow","src_tag":"4fe422ed"}],"outbound_rules":[{"action":"allow"}]}"#;
    insta::assert_snapshot!(plain(Some(before), Some(after)), @r#"
    --- /calico/v1/policy/profile/web/rules
    +++ /calico/v1/policy/profile/web/rules
    @@ -4,6 +4,10 @@
         {
           "action": "allow",
           "src_tag": "web"
    +    },
    +    {
    +      "action": "allow",
    +      "src_tag": "4fe422ed"
         }
       ],
       "outbound_rules": [
    "#);
}

#[test]
fn creation_and_deletion_stand_against_nothing() {
    insta::assert_snapshot!(plain(None, Some(r#"["web"]"#)), @r#"
    --- /dev/null
    +++ /calico/v1/policy/profile/web/rules
    @@ -0,0 +1,3 @@
    +[
    +  "web"
    +]
    "#);
    insta::assert_snapshot!(plain(Some("info"), None), @r#"
    --- /calico/v1/policy/profile/web/rules
    +++ /dev/null
    @@ -1 +0,0 @@
    -info
    "#);
    // An empty value is a value.
    insta::assert_snapshot!(plain(None, Some("")), @r#"
    --- /dev/null
    +++ /calico/v1/policy/profile/web/rules
    "#);
}

#[test]
fn what_looks_the_same_is_no_output() {
    assert_eq!(plain(Some(r#"{"a":[1,2]}"#), Some("{ \"a\" : [ 1, 2 ] }\n")), "");
    assert_eq!(plain(Some("info"), Some("info")), "");
    assert_eq!(plain(None, None), "");
    assert_ne!(plain(Some("1.0"), Some("1")), "");
    assert_ne!(plain(Some(r#"{"a":1,"a":2}"#), Some(r#"{"a":2}"#)), "");
}

#[test]
fn a_line_end_at_the_end_is_a_difference() {
    insta::assert_snapshot!(plain(Some("a b"), Some("a b\n")), @r#"
    --- /calico/v1/policy/profile/web/rules
    +++ /calico/v1/policy/profile/web/rules
    @@ -1 +1 @@
    -a b
    \ No newline at end of file
    +a b
    "#);
}

#[test]
fn bytes_that_are_no_text() {
    insta::assert_snapshot!(diff(PATH, Some(b"\xff\xfe"), Some(b"text"), false), @r#"
    --- /calico/v1/policy/profile/web/rules
    +++ /calico/v1/policy/profile/web/rules
    @@ -1 +1 @@
    -base64: //4=
    +text
    \ No newline at end of file
    "#);
    let (long, other) = (vec![0xff; 4096], [vec![0xff; 4095], vec![0xfe]].concat());
    insta::assert_snapshot!(diff(PATH, Some(&long), Some(&other), false), @r#"
    --- /calico/v1/policy/profile/web/rules
    +++ /calico/v1/policy/profile/web/rules
    @@ -1 +1 @@
    -4096 bytes that are not UTF-8, SHA-256 f47a8ec3e9aff2318d896942282ad4fe37d6391c82914f54a5da8a37de1300c6
    +4096 bytes that are not UTF-8, SHA-256 3b75d621955b17e17db07447db0be0549e3319a91175169c9de10dd16d91079b
    "#);
}

#[test]
fn colour_is_git_s() {
    let colored = diff(PATH, Some(b"[1,\n2]"), Some(b"[1,3]"), true);
    let expected = "\x1b[1m--- /calico/v1/policy/profile/web/rules\x1b[m\n\
        \x1b[1m+++ /calico/v1/policy/profile/web/rules\x1b[m\n\
        \x1b[36m@@ -1,4 +1,4 @@\x1b[m\n [\n   1,\n\x1b[31m-  2\x1b[m\n\x1b[32m+  3\x1b[m\n ]\n";
    assert_eq!(colored, expected);
}

#[test]
fn control_characters_are_escaped() {
    let shown = diff("/calico/v1/\x1b[2J", Some(b"a\x1b[2J\r\nb"), Some("a\u{9b}\r\nb".as_bytes()), false);
    insta::assert_snapshot!(shown, @r#"
    --- /calico/v1/\x1b[2J
    +++ /calico/v1/\x1b[2J
    @@ -1,2 +1,2 @@
    -a\x1b[2J\r
    +a\x9b\r
     b
    "#);
}

/// Takes a diff apart and applies it to lines.
fn applied(before: &[String], diff: &str) -> Vec<String> {
    let mut lines = diff.lines().skip(2).peekable();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(header) = lines.next() {
        let old = header.strip_prefix("@@ -").unwrap().split(' ').next().unwrap();
        let (start, count) = old.split_once(',').unwrap_or((old, "1"));
        let (start, count): (usize, usize) = (start.parse().unwrap(), count.parse().unwrap());
        let start = if count == 0 { start } else { start - 1 };
        out.extend_from_slice(&before[at..start]);
        at = start;
        while let Some(line) = lines.next_if(|line| !line.starts_with("@@")) {
            let (sign, line) = line.split_at(1);
            if sign != "+" {
                assert_eq!(before[at], line);
                at += 1;
            }
            if sign != "-" {
                out.push(line.to_owned());
            }
        }
    }
    out.extend_from_slice(&before[at..]);
    out
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![any_json().prop_map(|value| value.to_string()), hostile(), "([a-c]\\n){0,40}"]
}

proptest! {
    #[test]
    fn it_leads_from_before_to_after(before in value(), after in value()) {
        let lines = |text: &str| -> Vec<String> {
            let shown = laid_out(text).unwrap_or_else(|| text.to_owned());
            shown.split_inclusive('\n').map(|line| printable_lines(line.strip_suffix('\n').unwrap_or(line)).into_owned()).collect()
        };
        let shown: String = plain(Some(&before), Some(&after))
            .split_inclusive('\n').filter(|line| !line.starts_with('\\')).collect();
        prop_assert_eq!(applied(&lines(&before), &shown), lines(&after));
        prop_assert_eq!(applied(&[], &plain(None, Some(&after))), lines(&after));
    }

    #[test]
    fn it_is_empty_only_where_nothing_differs(before in value(), after in value()) {
        let same = laid_out(&before).unwrap_or(before.clone()) == laid_out(&after).unwrap_or(after.clone());
        prop_assert_eq!(plain(Some(&before), Some(&after)).is_empty(), same);
        prop_assert_eq!(plain(Some(&before), Some(&before)), "");
    }
}
