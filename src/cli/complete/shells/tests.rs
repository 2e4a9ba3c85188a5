use proptest::prelude::*;

use super::*;

fn bash(line: &str, word: &str) -> Line {
    Shell::Bash.line(&[line.to_owned(), word.to_owned(), "9".to_owned()])
}

fn shown(shell: Shell, line: &Line, names: &[(&str, &str)]) -> String {
    shell.show(line, Offer::Names(names.iter().map(|(text, about)| Name::new(*text, *about)).collect()))
}

#[test]
fn bash_tells_the_line_and_calicross_finds_the_words() {
    let line = bash("FOO=1 ./calicross --path='a b' key get /x:y", "y");
    assert_eq!(line.words, ["--path=a b", "key", "get"]);
    assert_eq!((line.current.as_str(), line.kept.as_str()), ("/x:y", "/x:"));
    assert_eq!(bash("cx profile ", "").words, ["profile"]);
    let open = bash("calicross show \"a b", "a b");
    assert_eq!((open.current.as_str(), open.kept.as_str(), open.quote), ("a b", "", Some('"')));
}

#[test]
fn bash_gets_what_stands_after_what_it_keeps() {
    let line = bash("calicross key get /a:b", "b");
    assert_eq!(shown(Shell::Bash, &line, &[("/a:bc d", "why")]), "names\nbc\\ d\n");
    assert_eq!(shown(Shell::Bash, &line, &[("/other", "")]), "names\n");
}

#[test]
fn a_name_that_goes_on_gets_no_blank() {
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        assert_eq!(shown(shell, &Line::default(), &[("node1/", "")]), "open\nnode1/\n");
    }
}

#[test]
fn what_is_told_beside_a_name_is_never_inserted() {
    let names = [("4fe", "web"), ("4ff", "")];
    let listed = Shell::Bash.line(&["calicross undo 4".to_owned(), "4".to_owned(), "63".to_owned()]);
    assert_eq!(shown(Shell::Bash, &listed, &names), "names\n4fe  (web)\n4ff\n");
    assert_eq!(shown(Shell::Bash, &listed, &names[..1]), "names\n4fe\n");
    assert_eq!(shown(Shell::Bash, &bash("calicross undo 4", "4"), &names), "names\n4fe\n4ff\n");
    assert_eq!(shown(Shell::Zsh, &Line::default(), &names), "names\n4fe\tweb\n4ff\n");
}

proptest! {
    #[test]
    fn what_bash_inserts_is_the_name_again(name in "[ -~é]{1,20}", quote in prop::sample::select(vec![None, Some('\''), Some('"')])) {
        let inserted = match quote {
            None => quoted(&name, None),
            Some(quote) => format!("{quote}{}{quote}", quoted(&name, Some(quote))),
        };
        prop_assert_eq!(Scan::of(&inserted), Scan { last: Some(name), ..Scan::default() });
    }

    #[test]
    fn no_line_is_too_odd(line in any::<String>(), word in any::<String>()) {
        bash(&line, &word);
        Shell::Fish.line(&[line]);
    }
}
