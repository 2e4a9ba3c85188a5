//! YAML against the JSON that it stands for.

use super::*;

#[test]
fn yaml_of_what_looks_like_something_else() {
    let value = serde_json::json!({
        "yes": "yes", "null": null, "tilde": "~", "number": "1e3", "octal": "0o17", "date": "2024-01-01",
        "time": "12:30", "empty": "", "multi": "one\ntwo\n", "blank": " x ", "dash": "- a", "colon": "a: b",
        "none": [], "nothing": {}, "escape": "\u{1b}[2J", "nested": [[1, [2]], {"a": [{"b": 1}]}],
    });
    insta::assert_snapshot!(render_object(&value, &options(Format::Yaml)), @r#"
    schema: calicross/test/1
    "yes": "yes"
    "null": null
    tilde: "~"
    number: "1e3"
    octal: "0o17"
    date: "2024-01-01"
    time: "12:30"
    empty: ""
    multi: |
      one
      two
    blank: " x "
    dash: "- a"
    colon: "a: b"
    none: []
    nothing: {}
    escape: "\e[2J"
    nested:
    - - 1
      - - 2
    - a:
      - b: 1
    "#);
}

#[test]
fn yaml_of_numbers() {
    let text =
        r#"{"a":1,"b":-0,"c":1.50,"d":1e3,"e":18446744073709551616,"f":-170141183460469231731687303715884105728}"#;
    let value: Value = serde_json::from_str(text).unwrap();
    insta::assert_snapshot!(render_object(&value, &options(Format::Yaml)), @r#"
    schema: calicross/test/1
    a: 1
    b: -0.0
    c: 1.5
    d: 1000.0
    e: 18446744073709551616
    f: -170141183460469231731687303715884105728
    "#);
    // These keep their digits, as JSON.
    for text in ["1e+400", "0.12345678901234567890123", "1234567890123456789012345678901234567890.5"] {
        let value: Value = serde_json::from_str(&format!("{{\"a\":{text}}}")).unwrap();
        let yaml = render_object(&value, &options(Format::Yaml));
        assert!(yaml.contains(&format!("\"a\": {text}\n")), "{yaml}");
    }
}

/// Compares by value: YAML's parser reads numbers into machine types.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k == l && same(a, b))
        }
        _ => a == b,
    }
}

proptest! {
    #[test]
    fn yaml_says_what_json_says(items in proptest::collection::vec(any_json(), 0..4)) {
        let mut yaml = Vec::new();
        list(&mut yaml, items.iter().cloned().map(Any), &options(Format::Yaml)).unwrap();
        let yaml = String::from_utf8(yaml).unwrap();
        prop_assert!(!yaml.chars().any(|c| is_unsafe(c) && !matches!(c, '\n' | '\t')), "{:?}", yaml);
        let parsed: Value = serde_saphyr::from_str(&yaml).map_err(|error| TestCaseError::fail(format!("{error}\n{yaml}")))?;
        let expected = serde_json::json!({ "schema": "calicross/any-list/1", "items": items });
        prop_assert!(same(&parsed, &expected), "{}\n{}\n{}", yaml, parsed, expected);
    }

    #[test]
    fn yaml_of_an_object(value in any_json()) {
        let value = serde_json::json!({ "value": value });
        let yaml = render_object(&value, &options(Format::Yaml));
        let parsed: Value = serde_saphyr::from_str(&yaml).map_err(|error| TestCaseError::fail(format!("{error}\n{yaml}")))?;
        prop_assert!(same(&parsed["value"], &value["value"]), "{}", yaml);
    }
}
