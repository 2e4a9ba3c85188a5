//! jq expressions: results, errors and their positions.

use super::*;

#[test]
fn jq_takes_the_document_or_each_line() {
    let shown = |format, expression| render(views(), &Options { jq: jq(expression), ..options(format) });
    assert_eq!(shown(Format::Json, ".items | length"), "3\n");
    assert_eq!(
        shown(Format::Table, ".schema, (.items[] | select(.rules > 9) | .name)"),
        "calicross/test-list/1\ndb\n網-x\n"
    );
    assert_eq!(shown(Format::Jsonl, "{name, big: (.rules >= 10)}").lines().next(), Some(r#"{"name":"db","big":true}"#));
    assert_eq!(shown(Format::Json, "[.items[].rules] | add"), "119\n");
    assert_eq!(shown(Format::Json, r#".items | map(.net) | join(" ") | test("^10")"#), "true\n");
    assert_eq!(shown(Format::Json, "empty"), "");
    assert_eq!(shown(Format::Json, "1, halt, 2"), "1\n");
    assert_eq!(
        render_object(&view("web", 9, ""), &Options { jq: jq(".schema"), ..Options::default() }),
        "calicross/test/1\n"
    );
}

#[test]
fn jq_keeps_digits() {
    let value: Value = serde_json::from_str(r#"{"a":12345678901234567890123,"b":1.10}"#).unwrap();
    let options = Options { jq: jq(".a, .b"), ..Options::default() };
    assert_eq!(render_object(&value, &options), "12345678901234567890123\n1.10\n");
}

#[test]
fn functions_that_could_call_themselves_for_ever_are_not_defined() {
    for expression in ["def f: 1+f; f", ". | def f(x): x; f(1)", r#""\(def f: f; f)""#, "(def\tf: f; f)"] {
        let error = expression.parse::<Jq>().unwrap_err().to_string();
        assert!(error.contains("functions are not defined here"), "{expression}: {error}");
    }
    for expression in [".def", ".items[].undef ?", "{def: 1}", ".default // 1"] {
        assert!(expression.parse::<Jq>().is_ok(), "{expression}");
    }
}

#[test]
fn jq_errors_are_a_line() {
    let failed = |expression| {
        let options = Options { jq: jq(expression), ..options(Format::Json) };
        list(&mut Vec::new(), views(), &options).unwrap_err().to_string()
    };
    insta::assert_snapshot!(failed(".items.name"), @r#"jq: cannot index [{"name":"db","rules":10,"net":"10.0.0.10"},{"name":"web","rules":9,"net":"10.0.0.9"},{"name":"網-x","rules":100,"net":""}] with "name""#);
    insta::assert_snapshot!(failed(r#"error("no\nsuch")"#), @r#"jq: "no\nsuch""#);
    let compile = |expression: &str| expression.parse::<Jq>().unwrap_err().to_string();
    insta::assert_snapshot!(compile(".items["), @"jq expression, character 8: nothing closes `[`");
    insta::assert_snapshot!(compile(".items[] | nme(1)"), @"jq expression, character 12: there is no filter `nme/1`");
    insta::assert_snapshot!(compile(".é | $x"), @"jq expression, character 2: not understood: found `é | $x`");
    insta::assert_snapshot!(compile(".a ]"), @"jq expression, character 4: not understood: found `]`");
    insta::assert_snapshot!(compile("\"a"), @r#"jq expression, character 3: nothing closes `"`"#);
    insta::assert_snapshot!(compile(". | $x"), @"jq expression, character 5: there is no variable `$x`");
    insta::assert_snapshot!(compile("(\u{202e}"), @"jq expression, character 2: nothing closes `(`");
    insta::assert_snapshot!(compile(""), @"jq expression, character 1: expected term: found the end");
    insta::assert_snapshot!(
        compile(&".|".repeat(1500)),
        @"jq expression, character 2001: longer than 2000 characters (`-o json | jq -f FILE` takes any)"
    );
    insta::assert_snapshot!(compile("import \"m\" as m; ."), @"jq expression, character 9: module loading not supported");
}

#[test]
fn a_jq_expression_can_be_an_argument() {
    fn is_argument<T: Clone + Send + Sync + 'static>() {}
    is_argument::<Jq>();
    is_argument::<Filter>();
}
