use super::*;
use crate::cli::words::verb_first;

fn line(text: &str) -> Line {
    Shell::Bash.line(&[format!("calicross {text}"), String::new(), "9".to_owned()])
}

/// What is offered where no datastore is asked, or none is there.
fn offered(text: &str) -> Vec<String> {
    let nowhere = format!("--path /nowhere/at/all.redb {text}");
    match offer(&app::command(), &line(&nowhere), Instant::now()) {
        Offer::Names(names) => names.into_iter().map(|name| name.text).collect(),
        Offer::Files(head) => vec![format!("files after {head:?}")],
    }
}

#[test]
fn words_where_words_stand() {
    assert_eq!(offered("pr"), ["profile"]);
    assert_eq!(offered("profile ta"), ["tag"]);
    assert_eq!(offered("profile list --output json"), ["json", "jsonl"]);
    assert_eq!(offered("profile list --output=json"), ["--output=json", "--output=jsonl"]);
    assert_eq!(offered("profile list --colo"), ["--color"]);
    assert_eq!(offered("profile list --color n"), ["never"]);
    assert_eq!(offered("profile remove web --force=owner,ma"), ["--force=owner,malformed"]);
    assert_eq!(offered("completion z"), ["zsh"]);
    assert_eq!(offered("explain polic"), ["policy"]);
    assert_eq!(offered("explain ipPool.spec.d"), ["ipPool.spec.disabled"]);
    assert_eq!(offered("profile rule add web inbound al"), ["allow"]);
    // The value of an option is no verb.
    assert_eq!(offered("--context list profile ad"), ["add"]);
    assert_eq!(offered("profile --context profile rem"), ["remove"]);
}

#[test]
fn nothing_where_nothing_is_known() {
    for text in ["profile add w", "profile show w", "nonsense x", "profile list --", "profile web x ta"] {
        let found = offered(text);
        assert!(found.iter().all(|word| word.starts_with("--")), "{text}: {found:?}");
    }
    assert!(offered("profile show -- -").is_empty());
}

#[test]
fn an_option_that_was_given_is_not_offered_again() {
    assert!(offered("profile add web --d").contains(&"--diff".to_owned()));
    assert!(!offered("profile add web --diff --d").contains(&"--diff".to_owned()));
    assert!(offered("profile list --filter NAME=a --filt").contains(&"--filter".to_owned()));
}

#[test]
fn after_a_name_come_the_verbs_that_take_it() {
    let verbs = offered("profile web ");
    assert_eq!(verbs, ["show", "remove", "clone", "tag", "label", "rule"]);
    assert_eq!(offered("profile web tag "), ["list", "add", "remove"]);
    assert!(offered("key /calico/v1 ").is_empty());
}

#[test]
fn shells_know_paths_best() {
    assert_eq!(offered("--config "), ["files after \"\""]);
    assert_eq!(offered("plan show my"), ["files after \"\""]);
    assert_eq!(offered("batch --file=my"), ["files after \"--file=\""]);
}

#[test]
fn both_orders_are_the_same_place() {
    let root = app::command();
    for text in [
        "profile web tag add T ",
        "profile web rule add inbound --at=2 allow ",
        "--path s.redb profile web tag ",
        "profile web tag add --reason tag T ",
        "profile tag tag add ",
        "profile show tag ",
        "history show ",
    ] {
        let typed = line(text).words;
        let argv = std::iter::once("calicross".to_owned()).chain(typed.clone()).collect();
        let ours: Vec<String> = verb_first(&root, argv).split_off(1);
        let read = |words: &[String]| {
            let place = Place::of(&root, words);
            let path: Vec<String> = place.path.iter().map(|command| command.get_name().to_owned()).collect();
            (path, place.given, place.datastore, place.pending.map(|arg| arg.get_id().clone()))
        };
        assert_eq!(read(&typed), read(&ours), "{text}");
    }
}
