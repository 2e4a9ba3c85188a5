use std::io::BufReader;

use jiff::SignedDuration;

use super::*;
use crate::store::Version;
use crate::store::backup::{Header, SCHEMA, Writer, parse_key};
use crate::store::strict::Strict;

const ALL: [&str; 2] = ["/calico/", "/calicross/"];
const MONTH: SignedDuration = SignedDuration::from_hours(24 * 30);

fn backup(keys: &[(&str, &[u8])], directories: &[&str]) -> Vec<u8> {
    let header = Header {
        schema: SCHEMA.to_owned(),
        time: String::new(),
        program: String::new(),
        kind: Kind::File,
        address: String::new(),
        identity: String::new(),
        cluster_guid: None,
        prefixes: ALL.map(str::to_owned).to_vec(),
    };
    let mut writer = Writer::begin(Vec::new(), &header).unwrap();
    for (path, value) in keys {
        // A name that ends so stands for a key with a time to live.
        let expires = path.ends_with("status");
        writer.key(&Entry { path: (*path).to_owned(), value: value.to_vec(), version: Version(1), expires }).unwrap();
    }
    directories.iter().for_each(|path| writer.directory(path).unwrap());
    writer.end(9).unwrap().0
}

fn found(store: &mut Strict, bytes: &[u8], prefixes: &[&str]) -> Result<Differences, StoreError> {
    let mut reader = Reader::new(BufReader::new(bytes), "backup".to_owned())?;
    compare(store, &mut reader, prefixes, MONTH)
}

/// What is written, in its order: each key with its bytes.
fn wanted(found: &Differences, bytes: &[u8]) -> Vec<(String, Option<String>)> {
    let line = |offset: u64| {
        let rest = &bytes[usize::try_from(offset).unwrap()..];
        parse_key(rest.split_inclusive(|byte| *byte == b'\n').next().unwrap()).unwrap()
    };
    let one = |place: &Place| match place {
        Place::Line { offset, .. } => {
            let entry = line(*offset);
            (entry.path, Some(String::from_utf8(entry.value).unwrap()))
        }
        Place::Gone { path, .. } => (path.to_string(), None),
    };
    found.places.values().flatten().map(one).collect()
}

#[test]
fn only_what_differs_and_bytes_are_compared_exactly() {
    let mut store = Strict::new();
    store.set("/calico/v1/a", "same");
    store.set("/calico/v1/b", "[\"x\"]");
    store.set("/calico/v1/too-much", "x");
    store.set("/calicross/v1/links/l", "{}");
    store.set("/other/v1/key", "left alone");
    let bytes = backup(
        &[
            ("/calico/v1/a", b"same"),
            ("/calico/v1/b", b"[ \"x\" ]"),
            ("/calico/v1/lost", b"y"),
            ("/calicross/v1/links/l", b"{}"),
            ("/calicross/v1/settings", b"{}"),
        ],
        &[],
    );
    let differences = found(&mut store, &bytes, &ALL).unwrap();
    let mut all = wanted(&differences, &bytes);
    all.sort_unstable();
    let all: Vec<(&str, Option<&str>)> = all.iter().map(|(path, value)| (path.as_str(), value.as_deref())).collect();
    assert_eq!(
        all,
        [
            ("/calico/v1/b", Some("[ \"x\" ]")),
            ("/calico/v1/lost", Some("y")),
            ("/calico/v1/too-much", None),
            ("/calicross/v1/settings", Some("{}"))
        ]
    );
    let Counts { created, changed, removed, .. } = differences.counts;
    assert_eq!((created, changed, removed), (2, 1, 1));
    assert_eq!(differences.trailer.revision, 9);
    let below = found(&mut store, &bytes, &["/calico/v1/"]).unwrap();
    assert_eq!(below.counts.total(), 3);
}

#[test]
fn heartbeats_are_nobodys_to_restore() {
    let mut store = Strict::new();
    store.set("/calico/felix/v1/host/b/status", "now");
    let bytes =
        backup(&[("/calico/felix/v1/host/a/status", b"then"), ("/calico/felix/v1/host/b/status", b"then")], &[]);
    let differences = found(&mut store, &bytes, &ALL).unwrap();
    assert_eq!((wanted(&differences, &bytes), differences.counts.expiring), (Vec::new(), 2));
}

#[test]
fn the_journal_stays_and_recent_entries_are_added() {
    let mut store = Strict::new();
    let ids: Vec<Uuid> = (0..3).map(|_| Uuid::now_v7()).collect();
    let [own, same, lacking] = [0, 1, 2].map(|at| journal::part_path(ids[at], 0));
    store.set(&own, "own");
    store.set(&same, "done");
    let old = journal::part_path("01500000-0000-7000-8000-000000000000".parse().unwrap(), 0);
    let bytes = backup(&[(&old, b"old"), (&same, b"pending"), (&lacking, b"lacking")], &[]);
    let differences = found(&mut store, &bytes, &ALL).unwrap();
    assert_eq!(wanted(&differences, &bytes), [(lacking, Some("lacking".to_owned()))]);
}

#[test]
fn what_others_refer_to_comes_first() {
    let endpoint = |at: usize| format!("/calico/v1/host/h/workload/k8s/ns.p{at}/endpoint/eth0");
    let rules = |at: usize| format!("/calico/v1/policy/profile/p{at}/rules");
    let mut keys: Vec<(String, &[u8])> = vec![("/calico/v1/Ready".to_owned(), b"true")];
    keys.extend((0..9).map(|at| (endpoint(at), b"{}".as_slice())));
    keys.extend((0..9).map(|at| (rules(at), b"{}".as_slice())));
    let keys: Vec<(&str, &[u8])> = keys.iter().map(|(path, value)| (path.as_str(), *value)).collect();
    let bytes = backup(&keys, &[]);
    let differences = found(&mut Strict::new(), &bytes, &ALL).unwrap();
    let order: Vec<String> = wanted(&differences, &bytes).into_iter().map(|(path, _)| path).collect();
    let expected: Vec<String> =
        (0..9).map(rules).chain((0..9).map(endpoint)).chain(["/calico/v1/Ready".to_owned()]).collect();
    assert_eq!(order, expected);
}

#[test]
fn what_the_datastore_cannot_hold_is_named() {
    let keys: [(&str, &[u8]); 6] = [
        ("/calico/v1/a", b"a key"),
        ("/calico/v1/a-b", b"beside it"),
        ("/calico/v1/a/b", b"below it"),
        ("/calico/v1/bytes", b"\xff"),
        ("/calico/v1/host//x", b""),
        ("/calico/v1/policy/_x", b""),
    ];
    let bytes = backup(&keys, &[]);
    let mut v2 = Strict::like_v2();
    let mut unfit = found(&mut v2, &bytes, &ALL).unwrap().unfit;
    unfit.first.sort();
    let paths: Vec<&str> = unfit.first.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        (paths, unfit.count),
        (vec!["/calico/v1/a/b", "/calico/v1/bytes", "/calico/v1/host//x", "/calico/v1/policy/_x"], 4)
    );
    let unfit = found(&mut Strict::new(), &bytes, &ALL).unwrap().unfit;
    assert_eq!(unfit.first, [("/calico/v1/host//x".to_owned(), "has an empty segment".to_owned())]);
}

#[test]
fn empty_directories_are_made_where_they_are_real() {
    let bytes = backup(&[("/calico/v1/Ready", b"true")], &["/calico/v1/host", "/calico/v1/policy"]);
    let mut v2 = Strict::like_v2();
    v2.make_directory("/calico/v1/host").unwrap();
    let differences = found(&mut v2, &bytes, &ALL).unwrap();
    assert_eq!(differences.directories, ["/calico/v1/policy"]);
    let differences = found(&mut Strict::new(), &bytes, &ALL).unwrap();
    assert!(differences.directories.is_empty());
}

#[test]
fn a_backup_that_is_not_whole_gives_no_differences() {
    let bytes = backup(&[("/calico/v1/Ready", b"true"), ("/calico/v1/x", b"x")], &[]);
    for end in [bytes.len() - 1, bytes.len() / 2] {
        assert!(matches!(found(&mut Strict::new(), &bytes[..end], &ALL), Err(StoreError::Malformed { .. })));
    }
}
