use proptest::prelude::*;

use super::*;
use crate::calicoctl::usage;

fn words(line: &str) -> Vec<String> {
    crate::model::shell::split_words(line).unwrap()
}

fn read_line(text: &str, line: &str) -> Result<Words, Unread> {
    read(text, &words(line))
}

#[test]
fn options_stand_anywhere_and_may_be_cut_short() {
    for line in [
        "profile web rule add inbound --at=1 allow tcp",
        "profile web rule add inbound allow tcp --at=1",
        "--at 1 profile web rule add inbound allow tcp",
        "profile web rule --a=1 add inbound allow tcp",
    ] {
        let read = read_line(usage::PROFILE, line).unwrap();
        assert_eq!(read.value("--at"), Some("1"), "{line}");
        assert!(read.has("tcp") && read.has("rule") && read.value("<PROFILE>") == Some("web"));
    }
    let negative = read_line(usage::PROFILE, "profile web rule add inbound allow --at -1").unwrap();
    assert_eq!(negative.value("--at"), Some("-1"));
    let dashes = read_line(usage::ENDPOINT, "endpoint a --orchestrator -- profile show").unwrap();
    assert_eq!(dashes.value("--orchestrator"), Some("--"));
    assert!(read_line(usage::PROFILE, "profile show --det").unwrap().has("--detailed"));
    let ambiguous = read_line(usage::NODE, "node --i=1");
    assert!(
        matches!(ambiguous, Err(Unread::Usage(Some(why))) if why.starts_with("--i is not a unique prefix: --ip, "))
    );
    assert!(matches!(read_line(usage::PROFILE, "profile show --detailed=1"), Err(Unread::Usage(Some(_)))));
    assert!(matches!(
        read_line(usage::PROFILE, "profile web rule add inbound allow --at"),
        Err(Unread::Usage(Some(_)))
    ));
}

#[test]
fn words_keep_their_order() {
    for line in [
        "profile",
        "profile web",
        "profile web rule add inbound",
        "profile web rule add inbound accept",
        "profile web rule add inbound allow from 10.0.0.0/8",
        "profile web rule add inbound allow from cidr 10.0.0.0/8 tag t",
        "profile web rule add inbound allow tcp to tag t ports 80",
        "profile web rule add inbound allow to tag a from tag b",
        "profile web rule remove inbound deny --at=1",
        "profile add -x",
        "profile add --x",
        "profile add -- x",
        "profile show --no-check",
    ] {
        assert_eq!(read_line(usage::PROFILE, line), Err(Unread::Usage(None)), "{line}");
    }
    assert!(read_line(usage::PROFILE, "profile add -").is_ok());
    assert!(read_line(usage::BGP, "bgp peer show --ipv4 --ipv6").is_err());
    assert!(read_line(usage::CONFIG, "config felix loglevel debug --remove").is_err());
    assert!(read_line(usage::CONFIG, "config node felix loglevel").is_err());
}

#[test]
fn names_may_be_words_of_the_grammar() {
    let read = read_line(usage::ENDPOINT, "endpoint show profile show").unwrap();
    assert_eq!(read.value("<ENDPOINT_ID>"), Some("show"));
    let read = read_line(usage::PROFILE, "profile tag tag add tag").unwrap();
    assert_eq!((read.value("<PROFILE>"), read.value("<TAG>")), (Some("tag"), Some("tag")));
}

#[test]
fn rules() {
    let read = |line: &str| read_line(usage::PROFILE, &format!("profile web rule add inbound {line}")).unwrap();
    let full = read("allow tcp from ports 1:2 tag a cidr 10.0.0.0/8 to ports 80 tag b cidr 11.0.0.0/8");
    assert_eq!(full.value("<SRCPORTS>"), Some("1:2"));
    assert_eq!(full.value("<DSTCIDR>"), Some("11.0.0.0/8"));
    let icmp = read("deny icmpv6 type 128 code 0 from tag t");
    assert_eq!((icmp.value("<ICMPTYPE>"), icmp.value("<ICMPCODE>")), (Some("128"), Some("0")));
    assert!(icmp.has("icmpv6") && !icmp.has("icmp"));
    assert!(read("allow tcp from to").has("tcp"));
    assert!(read("allow from").has("from"));
}

#[test]
fn lists_and_help() {
    let read = |line: &str| read_line(usage::ENDPOINT, line);
    assert_eq!(read("endpoint e profile set a b --host=h c").unwrap().list("<PROFILES>"), ["a", "b", "c"]);
    assert!(read("endpoint e profile set").unwrap().list("<PROFILES>").is_empty());
    for line in ["endpoint --help", "endpoint -h", "endpoint e --he --help", "endpoint -xh"] {
        assert_eq!(read(line), Err(Unread::Help), "{line}");
    }
    assert!(read("endpoint --he").is_err());
    assert_eq!(read_line(usage::POOL, "pool add 10.0.0.0/8 --ipip 11.0.0.0/8").unwrap().list("<CIDRS>").len(), 2);
    assert!(usage_of(usage::POOL).ends_with("pool show [--ipv4 | --ipv6]\n"));
}

proptest! {
    #[test]
    fn no_line_is_too_odd(line in prop::collection::vec("-{0,2}[a-z<=]{0,6}|profile|web|rule|add|tag|--at=1|--", 0..8)) {
        for text in usage::ALL {
            let _ = read(text, &line);
        }
    }
}
