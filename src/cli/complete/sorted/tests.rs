use proptest::prelude::*;

use super::*;

fn sorted(names: &[&str]) -> Vec<u8> {
    lines(names.iter().map(|name| Name::new(*name, "")).collect())
}

fn offered(lines: &[u8], typed: &str, order: Order) -> Vec<String> {
    Sorted::new(lines).offer(typed, order).unwrap().into_iter().map(|name| name.text).collect()
}

#[test]
fn names_come_by_what_was_typed() {
    let lines = sorted(&["web", "db", "web-1", "weber", ""]);
    assert_eq!(offered(&lines, "web", Order::Plain), ["web", "web-1", "weber"]);
    assert_eq!(offered(&lines, "", Order::LatestFirst), ["weber", "web-1", "web", "db"]);
    assert!(offered(&lines, "x", Order::Plain).is_empty());
    assert!(offered(b"", "", Order::Plain).is_empty());
}

#[test]
fn what_a_terminal_would_obey_is_never_offered() {
    let names = vec![
        Name::new("a\u{1b}[31m", ""),
        Name::new("b\nc", ""),
        Name::new("d\u{202e}", ""),
        Name::new("e", "red\u{1b}[31m\ttab"),
    ];
    assert_eq!(String::from_utf8(lines(names)).unwrap(), "e\tred\\x1b[31m\\ttab\n");
}

#[test]
fn many_names_go_by_segments_and_few_whole() {
    let names: Vec<String> =
        (0..20).flat_map(|host| (0..50).map(move |pod| format!("n{host:02}/k8s/p{pod}/eth0"))).collect();
    let lines = sorted(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let hosts = offered(&lines, "n", Order::Segments);
    assert_eq!((hosts.len(), hosts[0].as_str()), (20, "n00/"));
    assert_eq!(offered(&lines, "n07/", Order::Segments).len(), 50);
    assert_eq!(offered(&lines, "n07/k8s/p49", Order::Segments), ["n07/k8s/p49/eth0"]);
}

#[test]
fn of_too_many_names_the_last_is_there() {
    // All that is offered must begin with no more than all names begin with.
    let names: Vec<String> = (0..2000).map(|at| format!("a{at:04}")).chain(["b".to_owned()]).collect();
    let lines = sorted(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let all = offered(&lines, "", Order::Plain);
    assert_eq!((all.len(), all[MOST - 1].as_str()), (MOST, "b"));
    assert_eq!(offered(&lines, "a", Order::Plain)[MOST - 1], "a1999");
    assert_eq!(offered(&lines, "a00", Order::Plain).len(), 100);
}

#[test]
fn a_file_answers_like_memory_and_one_that_is_cut_off_does_no_harm() {
    use std::io::Write;
    let bytes = sorted(&["a/b", "a/c", "b"]);
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&bytes[..bytes.len() - 1]).unwrap();
    let names: Vec<String> =
        Sorted::new(&file).offer("", Order::Plain).unwrap().into_iter().map(|name| name.text).collect();
    assert_eq!(names, ["a/b", "a/c"]);
}

proptest! {
    #[test]
    fn every_name_is_found(
        names in prop::collection::btree_set("[a-c/é]{1,300}|[a-c/]{1,4}", 0..250),
        typed in "[a-c/é]{0,3}",
    ) {
        let lines = sorted(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let wanted: Vec<&String> = names.iter().filter(|name| name.starts_with(&typed)).collect();
        let plain = offered(&lines, &typed, Order::Plain);
        prop_assert!(plain.iter().eq(wanted.iter().copied()));
        let segments = Sorted::new(lines.as_slice()).segments(&typed, usize::MAX).unwrap();
        let cut = |name: &String| {
            let end = name[typed.len()..].find('/').map_or(name.len(), |at| typed.len() + at + 1);
            name[..end].to_owned()
        };
        let by_hand: BTreeSet<String> = wanted.iter().map(|name| cut(name)).collect();
        prop_assert!(segments.into_iter().map(|name| name.text).eq(by_hand));
        let last = Sorted::new(lines.as_slice()).last(&typed).unwrap();
        if let Some(wanted) = wanted.last() {
            prop_assert_eq!(&last.unwrap().text, *wanted);
        }
    }
}
