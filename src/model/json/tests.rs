use proptest::prelude::*;
use serde_json::{Map, Number, Value, json};

use super::*;

/// Any JSON value, with the spellings of numbers that a rewrite must keep.
pub(in crate::model) fn any_value() -> impl Strategy<Value = Value> {
    let number = "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,4})?([eE][+-]?[0-9]{1,3})?";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number.prop_map(|text| Value::Number(Number::from_string_unchecked(text))),
        any::<String>().prop_map(Value::String),
        "[a-z\"\\\\\u{1}-\u{20}é😀]{0,6}".prop_map(Value::String),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn printed_values_parse_back(value in any_value()) {
        for style in [Style::Spaced, Style::Compact] {
            let bytes = to_bytes(&value, style);
            let back = parse(&bytes).unwrap();
            prop_assert_eq!(&back, &value);
            // Equality of values ignores the order of members; the bytes do not.
            prop_assert_eq!(to_bytes(&back, style), bytes);
            prop_assert!(same_meaning(&back, &value));
        }
    }

    #[test]
    fn anything_at_all_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = parse(&bytes).map_err(|error| error.to_string());
    }

    #[test]
    fn json_like_text_agrees_with_a_second_parser(text in "[\\[\\]{}\",:0-9.eE+\\-a-c\\\\u ntrue]{0,24}") {
        // What we take, the other takes too; it takes more (duplicate members).
        if let Ok(ours) = parse(text.as_bytes()) {
            let theirs: Value = serde_json::from_str(&text).unwrap();
            prop_assert!(same_meaning(&ours, &theirs), "{} {}", ours, theirs);
        }
    }
}

#[test]
fn what_readers_would_take_differently_is_refused() {
    for (bytes, why) in [
        (&b"{\"a\": 1, \"a\": 1}"[..], "member \"a\" twice at line 1 column 10"),
        (b"{\"a\": 1, \"\\u0061\": 2}", "member \"a\" twice at line 1 column 10"),
        (b"\"\\ud800\"", "a lone surrogate at line 1 column 2"),
        (b"\"\\ud800\\n\"", "a lone surrogate at line 1 column 2"),
        (b"\"\\udc00\"", "a lone surrogate at line 1 column 2"),
        (b"[1, \xff]", "not UTF-8 at line 1 column 5"),
        (b"", "empty value"),
        (b" ", "empty value"),
        (b"[1] x", "something after the end of the value at line 1 column 5"),
        (b"[1,]", "unexpected ']', expected a value at line 1 column 4"),
        (b"{\n \"a\" 1}", "unexpected '1', expected ':' at line 2 column 6"),
        (b"[01]", "a number with a leading zero at line 1 column 3"),
        (b"[.5]", "unexpected '.', expected a value at line 1 column 2"),
        (b"[1.]", "unexpected ']', expected a digit at line 1 column 4"),
        (b"NaN", "unexpected 'N', expected a value at line 1 column 1"),
        (b"\"a", "a string without an end at line 1 column 1"),
        (b"\"a\nb\"", "a control character in a string at line 1 column 3"),
        (b"[1", "the value ends early, expected ',' or ']' at line 1 column 3"),
        (b"'a'", "unexpected '\\'', expected a value at line 1 column 1"),
        (b"\xef\xbb\xbf[]", "unexpected '\\u{feff}', expected a value at line 1 column 1"),
    ] {
        let error = parse(bytes).unwrap_err().to_string();
        assert_eq!(error, why, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(nested(MAX_DEPTH).as_bytes()).is_ok());
    assert!(parse(nested(MAX_DEPTH + 1).as_bytes()).unwrap_err().to_string().contains("nested deeper than 128"));
    assert!(parse("[".repeat(1_000_000).as_bytes()).is_err());
}

#[test]
fn spelling_survives() {
    for text in [
        r#"{"z": 1E5, "a": 1.0, "m": -0, "big": 123456789012345678901234567890, "$serde_json::private::Number": "7"}"#,
        r#"{"inbound_rules": [{"dst_ports": ["1:65535"]}], "x": "é\u0001\n\"\\"}"#,
    ] {
        let value = parse(text.as_bytes()).unwrap();
        assert_eq!(to_text(&value, Style::Spaced), text);
    }
    assert_eq!(parse(br#""\u00e9\ud83d\ude00\/""#).unwrap(), json!("é😀/"));
}

#[test]
fn numbers_count_by_value() {
    let same = |a: &str, b: &str| same_meaning(&parse(a.as_bytes()).unwrap(), &parse(b.as_bytes()).unwrap());
    assert!(same("[1.0, 1e2, 0, -0, 10]", "[1, 100, 0.0, 0, 1E1]"));
    assert!(same(r#"{"a": 1, "b": 2}"#, r#"{"b": 2, "a": 1}"#));
    assert!(!same("1", "-1"));
    assert!(!same("0.1", "0.10000000000000000001"));
    assert!(!same("[1, 2]", "[2, 1]"));
    assert!(!same("1", "\"1\""));
    assert!(!same("null", "[]"));
    assert!(!same("1e99999999999999999999", "1e99999999999999999998"));
    let integer = |text: &str| integer(&parse(text.as_bytes()).unwrap());
    assert_eq!(integer("1e1"), Some(10));
    assert_eq!(integer("-10.0"), Some(-10));
    assert_eq!(integer("0.0"), Some(0));
    assert_eq!(integer("1.5"), None);
    assert_eq!(integer("1e400"), None);
    assert_eq!(integer("99999999999999999999"), None);
    assert_eq!(integer("\"1\""), None);
}

#[test]
fn the_style_of_a_value_is_told_by_its_first_separator() {
    assert_eq!(Style::of(b"{\"a, b\":1}"), Style::Compact);
    assert_eq!(Style::of(b"[\"a\\\",\", \"b\"]"), Style::Spaced);
    assert_eq!(Style::of(b"[1,2]"), Style::Compact);
    assert_eq!(Style::of(b"[\"a\"]"), Style::Spaced);
    assert_eq!(Style::of(b"{\n \"a\": 1}"), Style::Spaced);
    assert_eq!(Style::of(b""), Style::Spaced);
}
