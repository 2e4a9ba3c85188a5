use std::io::BufReader;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::store::Version;

fn header() -> Header {
    Header {
        schema: SCHEMA.to_owned(),
        time: "2017-03-14T09:26:53Z".to_owned(),
        program: "calicross 0.1.0".to_owned(),
        kind: Kind::Etcdv2,
        address: "http://127.0.0.1:2379".to_owned(),
        identity: "cdf818194e3a8c32".to_owned(),
        cluster_guid: None,
        prefixes: vec!["/calico/".to_owned(), "/calicross/".to_owned()],
    }
}

fn entry(path: &str, value: &[u8]) -> Entry {
    Entry { path: path.to_owned(), value: value.to_vec(), version: Version(7), expires: false }
}

fn written(entries: &[Entry], directories: &[String]) -> Vec<u8> {
    let mut writer = Writer::begin(Vec::new(), &header()).unwrap();
    entries.iter().for_each(|entry| writer.key(entry).unwrap());
    directories.iter().for_each(|directory| writer.directory(directory).unwrap());
    let (bytes, trailer, count) = writer.end(42).unwrap();
    assert_eq!((bytes.len() as u64, trailer.keys), (count, entries.len() as u64));
    bytes
}

fn parsed(bytes: &[u8]) -> Result<(Vec<Item>, Trailer), StoreError> {
    let mut reader = Reader::new(BufReader::new(bytes), "backup".to_owned())?;
    let mut items = Vec::new();
    while let Some(item) = reader.next_item()? {
        items.push(item);
    }
    Ok((items, reader.into_trailer()?))
}

fn example() -> Vec<u8> {
    let expiring = Entry { expires: true, ..entry("/calico/felix/v1/host/n/status", b"{}") };
    let entries = [expiring, entry("/calico/v1/Ready", b"true"), entry("/calico/v1/bytes", b"\xff\0")];
    written(&entries, &["/calico/v1/host".to_owned()])
}

fn why(bytes: &[u8]) -> String {
    parsed(bytes).unwrap_err().to_string()
}

#[test]
fn the_lines() {
    let text = String::from_utf8(example()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with(r#"{"schema":"calicross/backup/1","time":"2017-03-14T09:26:53Z""#), "{}", lines[0]);
    assert_eq!(lines[1], r#"{"key":"/calico/felix/v1/host/n/status","version":7,"expires":true,"text":"{}"}"#);
    assert_eq!(lines[2], r#"{"key":"/calico/v1/Ready","version":7,"text":"true"}"#);
    assert_eq!(lines[3], r#"{"key":"/calico/v1/bytes","version":7,"base64":"/wA="}"#);
    assert_eq!(lines[4], r#"{"directory":"/calico/v1/host"}"#);
    assert_eq!(lines[5], r#"{"revision":42}"#);
    assert!(lines[6].starts_with(r#"{"end":{"keys":3,"expiring":1,"directories":1,"sha256":""#));
    let (items, trailer) = parsed(text.as_bytes()).unwrap();
    assert_eq!((items.len(), trailer.revision), (4, 42));
}

#[test]
fn a_backup_that_is_cut_short_is_told_from_a_whole_one() {
    let whole = example();
    for end in 0..whole.len() {
        assert!(parsed(&whole[..end]).is_err(), "{end} bytes of {}", whole.len());
    }
    assert!(why(&whole[..whole.len() - 1]).contains("cut short"));
    assert!(why(b"").contains("not a backup"));
}

#[test]
fn a_backup_that_was_altered_is_told_from_a_whole_one() {
    let whole = String::from_utf8(example()).unwrap();
    let altered = |from: &str, to: &str| why(whole.replacen(from, to, 1).as_bytes());
    assert!(altered("true", "fals").contains("altered"));
    assert!(altered("\"text\":\"true\"", "\"text\":\"false\"").contains("checksum"));
    assert!(altered("09:26:53", "09:26:54").contains("checksum"));
    assert!(altered("\"revision\":42", "\"revision\":43").contains("checksum"));
    assert!(altered("/calico/felix", "/calico/zelix").contains("line 3 is out of order"));
    assert!(altered("calicross/backup/1", "calicross/backup/2").contains("another form, calicross/backup/2"));
    let lines: Vec<&str> = whole.lines().collect();
    let without = [&lines[..2], &lines[3..]].concat().join("\n") + "\n";
    assert!(why(without.as_bytes()).contains("checksum"));
    assert!(why(format!("{whole}\n").as_bytes()).contains("something follows"));
    assert!(why(format!("{whole}{whole}").as_bytes()).contains("something follows"));
}

#[test]
fn a_backup_reads_as_a_datastore_and_takes_no_writes() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("backup");
    std::fs::write(&path, example()).unwrap();
    assert!(is_backup(&path));
    let mut store = BackupStore::open(&path).unwrap();
    let snapshot = store.read(&[Scope::under("/calico/v1")], Want::Values).unwrap();
    let paths: Vec<&str> = snapshot.entries().iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["/calico/v1/Ready", "/calico/v1/bytes"]);
    assert_eq!((snapshot.revision(), snapshot.empty_dirs()), (42, &["/calico/v1/host".to_owned()][..]));
    let names = store.read(&[Scope::key("/calico/v1/Ready")], Want::Keys).unwrap();
    assert_eq!(names.entries(), [Entry { value: Vec::new(), ..entry("/calico/v1/Ready", b"") }]);
    let mut first = Vec::new();
    store
        .scan("/calico/", Want::Values, &mut |entry| {
            first.push(entry.path);
            false
        })
        .unwrap();
    assert_eq!(first, ["/calico/felix/v1/host/n/status"]);
    let mut batch = Batch::default();
    batch.create("/calico/v1/x", Vec::new());
    assert!(matches!(store.commit(&batch), Err(StoreError::ReadOnly { .. })));
    // What is not whole is not shown at all, not even its beginning.
    let bytes = example();
    std::fs::write(&path, &bytes[..bytes.len() - 20]).unwrap();
    assert!(is_backup(&path));
    let mut store = BackupStore::open(&path).unwrap();
    assert!(store.read(&[Scope::under("/calico/v1")], Want::Values).is_err());
    let mut seen = 0;
    let scanned = store.scan("/calico/", Want::Values, &mut |_| {
        seen += 1;
        true
    });
    assert!(scanned.is_err() && seen == 0);
    std::fs::write(&path, "{\"schema\":\"calicross/plan/1\"}").unwrap();
    assert!(!is_backup(&path) && !is_backup(dir.path()));
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        keys in prop::collection::btree_map("/calico(/[a-z\\PC]{1,6}){1,3}", prop::collection::vec(any::<u8>(), 0..40), 0..12),
        directories in prop::collection::btree_set("/calico(/[a-z]{1,3}){1,3}", 0..4),
        expires in any::<bool>(),
    ) {
        let entries: Vec<Entry> =
            keys.iter().map(|(path, value)| Entry { expires, ..entry(path, value) }).collect();
        let directories: Vec<String> = directories.into_iter().collect();
        let (items, trailer) = parsed(&written(&entries, &directories)).unwrap();
        let expected: Vec<Item> =
            entries.into_iter().map(Item::Key).chain(directories.into_iter().map(Item::Directory)).collect();
        prop_assert_eq!(trailer.expiring, if expires { keys.len() as u64 } else { 0 });
        prop_assert_eq!(items, expected);
    }

    #[test]
    fn one_byte_that_differs_is_found(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut bytes = example();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        prop_assert!(parsed(&bytes).is_err());
    }

    #[test]
    fn nothing_makes_it_fall(bytes in prop::collection::vec(any::<u8>(), 0..200), line in "\\PC{0,80}") {
        let _ = parsed(&bytes);
        let mut text = format!("{}\n", serde_json::to_string(&header()).unwrap()).into_bytes();
        text.extend(line.as_bytes());
        text.push(b'\n');
        let _ = parsed(&text);
    }
}
