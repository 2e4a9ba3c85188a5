//! Lists and objects in every format.

mod jq;
mod yaml;

use std::borrow::Cow;
use std::io::{self, Write};

use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Map, Number, Value};
use unicode_width::UnicodeWidthStr;

use super::text::is_unsafe;
use super::text::tests::hostile;
use super::*;

#[derive(Clone, Debug, Serialize)]
struct View {
    name: String,
    rules: u32,
    net: String,
}

impl Row for View {
    const SCHEMA: &'static str = "calicross/test-list/1";
    const COLUMNS: &'static [Column] = &[Column::new("NAME"), Column::new("RULES").right(), Column::new("NET").wide()];

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.name)
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => Cow::Borrowed(&self.name),
            1 => Cow::Owned(self.rules.to_string()),
            _ => Cow::Borrowed(&self.net),
        }
    }
}

fn view(name: &str, rules: u32, net: &str) -> View {
    View { name: name.to_owned(), rules, net: net.to_owned() }
}

fn views() -> Vec<View> {
    vec![view("db", 10, "10.0.0.10"), view("web", 9, "10.0.0.9"), view("網-x", 100, "")]
}

fn options(format: Format) -> Options {
    Options { format, ..Options::default() }
}

fn render(rows: impl IntoIterator<Item = View>, options: &Options) -> String {
    let mut out = Vec::new();
    list(&mut out, rows, options).unwrap();
    String::from_utf8(out).unwrap()
}

fn render_object(value: &impl Serialize, options: &Options) -> String {
    let mut out = Vec::new();
    object(&mut out, "calicross/test/1", value, options, &mut |out| writeln!(out, "for people")).unwrap();
    String::from_utf8(out).unwrap()
}

fn jq(expression: &str) -> Option<Jq> {
    Some(expression.parse().unwrap())
}

#[test]
fn every_format_of_a_list() {
    let shown = |format| render(views(), &options(format));
    insta::assert_snapshot!(shown(Format::Table), @r#"
    NAME  RULES
    db       10
    web       9
    網-x    100
    "#);
    insta::assert_snapshot!(shown(Format::Wide), @r#"
    NAME  RULES  NET
    db       10  10.0.0.10
    web       9  10.0.0.9
    網-x    100
    "#);
    insta::assert_snapshot!(shown(Format::Json), @r#"
    {
      "schema": "calicross/test-list/1",
      "items": [
        {
          "name": "db",
          "rules": 10,
          "net": "10.0.0.10"
        },
        {
          "name": "web",
          "rules": 9,
          "net": "10.0.0.9"
        },
        {
          "name": "網-x",
          "rules": 100,
          "net": ""
        }
      ]
    }
    "#);
    insta::assert_snapshot!(shown(Format::Jsonl), @r#"
    {"name":"db","rules":10,"net":"10.0.0.10"}
    {"name":"web","rules":9,"net":"10.0.0.9"}
    {"name":"網-x","rules":100,"net":""}
    "#);
    insta::assert_snapshot!(shown(Format::Yaml), @r#"
    schema: calicross/test-list/1
    items:
    - name: db
      rules: 10
      net: "10.0.0.10"
    - name: web
      rules: 9
      net: "10.0.0.9"
    - name: 網-x
      rules: 100
      net: ""
    "#);
    insta::assert_snapshot!(shown(Format::Name), @r#"
    db
    web
    網-x
    "#);
}

#[test]
fn an_empty_list() {
    let shown = |format| render([], &options(format));
    assert_eq!(shown(Format::Table), "");
    assert_eq!(shown(Format::Json), "{\n  \"schema\": \"calicross/test-list/1\",\n  \"items\": []\n}\n");
    assert_eq!(shown(Format::Jsonl), "");
    assert_eq!(shown(Format::Yaml), "schema: calicross/test-list/1\nitems: []\n");
    assert_eq!(shown(Format::Name), "");
}

#[test]
fn titles_can_be_bold_or_absent() {
    let bold = render(views(), &Options { color: true, ..options(Format::Table) });
    assert_eq!(bold.lines().next(), Some("\x1b[1mNAME\x1b[0m  \x1b[1mRULES\x1b[0m"));
    assert_eq!(bold.lines().nth(1), Some("db       10"));
    let bare = render(views(), &Options { headers: false, color: true, ..options(Format::Table) });
    assert_eq!(bare, "db     10\nweb     9\n網-x  100\n");
}

#[test]
fn sorting_goes_by_value_and_holds_for_every_format() {
    let sorted =
        |column: &str, format| render(views(), &Options { sort_by: Some(column.to_owned()), ..options(format) });
    assert_eq!(sorted("rules", Format::Name), "web\ndb\n網-x\n");
    assert_eq!(sorted("-RULES", Format::Name), "網-x\ndb\nweb\n");
    // A column that only `wide` shows can be sorted by in every format.
    assert_eq!(sorted("net", Format::Name), "web\ndb\n網-x\n");
    assert!(sorted("rules", Format::Jsonl).starts_with("{\"name\":\"web\""));
}

#[test]
fn filters_are_joined_and_hold_for_every_format() {
    let filters = vec!["rules=10*".parse().unwrap(), "name!=db".parse().unwrap()];
    let filtered = |format| render(views(), &Options { filters: filters.clone(), ..options(format) });
    assert_eq!(filtered(Format::Name), "網-x\n");
    assert_eq!(filtered(Format::Jsonl), "{\"name\":\"網-x\",\"rules\":100,\"net\":\"\"}\n");
}

#[test]
fn an_unknown_column_is_refused_before_a_row_is_read() {
    let unread = || -> Option<View> { panic!("a row was read") };
    let message = |options: &Options| {
        let error = list(&mut Vec::new(), std::iter::from_fn(unread), options).unwrap_err();
        assert!(matches!(error, RenderError::UnknownColumn { .. }));
        error.to_string()
    };
    let expected = "no column `age` (columns: NAME, RULES, NET)";
    assert_eq!(message(&Options { sort_by: Some("-age".to_owned()), ..Options::default() }), expected);
    assert_eq!(message(&Options { filters: vec!["age=1".parse().unwrap()], ..Options::default() }), expected);
}

/// Takes so many bytes, and then nobody reads any more.
struct Pipe(usize);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_told_as_such_and_ends_an_endless_list() {
    for format in [Format::Json, Format::Jsonl, Format::Yaml, Format::Name] {
        let error =
            list(&mut Pipe(200_000), std::iter::repeat_with(|| view("web", 1, "")), &options(format)).unwrap_err();
        assert!(matches!(error, RenderError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe), "{format}");
    }
}

#[test]
fn control_characters_are_escaped() {
    let row = || [view("a\x1b[2J\u{9b}\u{202e}\n", 1, "")];
    assert_eq!(render(row(), &Options { headers: false, ..options(Format::Table) }), "a\\x1b[2J\\x9b\\u{202e}\\n  1\n");
    let json = render(row(), &options(Format::Jsonl));
    assert_eq!(json, "{\"name\":\"a\\u001b[2J\\u009b\\u202e\\n\",\"rules\":1,\"net\":\"\"}\n");
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["name"], row()[0].name);
    assert_eq!(render(row(), &options(Format::Name)), "a\x1b[2J\u{9b}\u{202e}\n\n");
    assert_eq!(render(row(), &Options { terminal: true, ..options(Format::Name) }), "a\\x1b[2J\\x9b\\u{202e}\\n\n");
    let bare = Options { jq: jq(".name"), ..options(Format::Jsonl) };
    assert_eq!(render(row(), &bare), "a\x1b[2J\u{9b}\u{202e}\n\n");
    assert_eq!(render(row(), &Options { terminal: true, ..bare }), "a\\x1b[2J\\x9b\\u{202e}\n\n");
}

#[test]
fn every_format_of_an_object() {
    let shown = |format| render_object(&view("web", 9, "10.0.0.9"), &options(format));
    assert_eq!(shown(Format::Table), "for people\n");
    insta::assert_snapshot!(shown(Format::Json), @r#"
    {
      "schema": "calicross/test/1",
      "name": "web",
      "rules": 9,
      "net": "10.0.0.9"
    }
    "#);
    insta::assert_snapshot!(shown(Format::Jsonl), @r#"{"schema":"calicross/test/1","name":"web","rules":9,"net":"10.0.0.9"}"#);
    insta::assert_snapshot!(shown(Format::Yaml), @r#"
    schema: calicross/test/1
    name: web
    rules: 9
    net: "10.0.0.9"
    "#);
    assert_eq!(shown(Format::Name), "web\n");
    assert_eq!(render_object(&serde_json::json!({ "changed": true }), &options(Format::Name)), "");
}

#[test]
fn what_is_no_object_is_refused() {
    let error = object(&mut Vec::new(), "s", &[1], &options(Format::Json), &mut |_| Ok(())).unwrap_err();
    assert!(matches!(error, RenderError::Json(_)));
}

/// Any JSON value, with strings that other grammars take for something else.
pub(in crate::render) fn any_json() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        hostile(),
        "[ \\-?:,\\[\\]{}#&*!|>'\"%@`~=<a1\\n\\t\\r\\\\é]{0,8}",
        "[a-z ]{0,12}(\\n {0,3}[a-z#:-]{0,6}){0,4}\\n{0,2}",
        proptest::sample::select(vec![
            "yes",
            "no",
            "on",
            "y",
            "null",
            "~",
            "Null",
            "true",
            "1e3",
            "0x1f",
            "0o7",
            "010",
            "1_000",
            ".inf",
            "-.inf",
            ".nan",
            "12:30:45",
            "2024-01-01",
            "<<",
            "---",
            "...",
            "--- a",
            "=",
            "-",
            "?",
            "",
            "\u{feff}a",
            "\u{85}",
            "\u{2028}",
            "!!int 1",
        ])
        .prop_map(str::to_owned),
        "[a-z]{90,120}",
        "([a-z]{1,9} ){20,30}",
    ];
    let number = prop_oneof![
        any::<i64>().prop_map(|n| n.to_string()),
        any::<i128>().prop_map(|n| n.to_string()),
        any::<f64>().prop_filter("finite", |n| n.is_finite()).prop_map(|n| format!("{n:e}")),
        "-?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?",
    ];
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::Bool),
        3 => number.prop_map(|text| Value::Number(text.parse::<Number>().unwrap())),
        6 => text.clone().prop_map(Value::String),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            proptest::collection::vec((text.clone(), inner), 0..5)
                .prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

/// A row of any shape.
#[derive(Clone, Debug, Serialize)]
struct Any(Value);

impl Row for Any {
    const SCHEMA: &'static str = "calicross/any-list/1";
    const COLUMNS: &'static [Column] = &[];

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn cell(&self, _: usize) -> Cow<'_, str> {
        Cow::Borrowed("")
    }
}

proptest! {
    #[test]
    fn json_is_exact_and_shows_no_control_character(items in proptest::collection::vec(any_json(), 0..4)) {
        let mut json = Vec::new();
        list(&mut json, items.iter().cloned().map(Any), &options(Format::Json)).unwrap();
        let json = String::from_utf8(json).unwrap();
        prop_assert!(!json.chars().any(|c| is_unsafe(c) && c != '\n'));
        let parsed: Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&parsed["items"], &Value::Array(items));
    }

    #[test]
    fn columns_align(rows in proptest::collection::vec((hostile(), any::<u32>(), hostile()), 1..6)) {
        let rows = rows.iter().map(|(name, rules, net)| view(name, *rules, net));
        let table = render(rows.clone(), &options(Format::Wide));
        let mut lines = table.lines();
        let title = lines.next().unwrap();
        // Where the middle column, set right, ends on the screen.
        let end = title.find("RULES").unwrap() + "RULES".len();
        prop_assert_eq!(lines.clone().count(), rows.len());
        for (line, row) in lines.zip(rows) {
            let name = printable(&row.name);
            let rest = line.strip_prefix(&*name).unwrap();
            let rules = row.rules.to_string();
            let middle = rest.trim_start_matches(' ');
            prop_assert!(middle.starts_with(&rules), "{:?}", line);
            let blanks = rest.len() - middle.len();
            let apart = blanks >= 2 || name.is_empty();
            prop_assert!(apart, "{:?}", line);
            prop_assert_eq!(name.width() + blanks + rules.len(), end.max(title.len() - "  NET".len()));
            let net = printable(&row.net);
            let expected = if net.is_empty() { String::new() } else { format!("  {net}") };
            prop_assert_eq!(&middle[rules.len()..], expected);
        }
    }
}
