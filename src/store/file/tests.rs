mod damage;
mod faults;
mod lock;
mod steps;

use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use super::super::{Guard, Version};
use super::*;

crate::store::contract::contract_tests!(|| {
    let dir = TempDir::new().unwrap();
    move || Box::new(open(&dir)) as Box<dyn Store>
});

/// A client of the store in a folder.
fn open(dir: &TempDir) -> FileStore {
    FileStore::open(dir.path().join("store.redb"), Duration::from_millis(200), "calicross test".to_owned()).unwrap()
}

fn create(path: &str, value: &str) -> Batch {
    let mut batch = Batch::default();
    batch.create(path, value.into());
    batch
}

fn names(dir: &TempDir) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_read_of_a_missing_file_finds_nothing_and_makes_nothing() {
    let dir = TempDir::new().unwrap();
    let mut store = open(&dir);
    let scopes = [Scope::under("/calico"), Scope::key("/calico/v1/Ready")];
    let snapshot = store.read(&scopes, Want::Values).unwrap();
    assert_eq!((snapshot.revision(), snapshot.entries()), (0, &[][..]));
    assert!(snapshot.covers("/calico/v1/Ready"));
    assert_eq!(store.scan("/calico/", Want::Keys, &mut |_| true).unwrap(), 0);
    let missing = store.identity().unwrap();
    assert_eq!(missing, format!("new:{}", dir.path().canonicalize().unwrap().join("store.redb").display()));
    let health = store.health().unwrap();
    assert_eq!((health.members[0].size_bytes, health.members[0].version.as_deref()), (None, None));
    assert!(health.members[0].error.as_ref().unwrap().contains("does not exist"));
    // Nor does a batch that could not land in an empty store, nor one without writes.
    let mut batch = Batch::default();
    batch.replace("/calico/a", Version(1), b"x".to_vec());
    assert!(matches!(store.commit(&batch), Err(StoreError::Conflict { paths }) if paths == ["/calico/a"]));
    assert_eq!(store.commit(&Batch::default()).unwrap().revision, 0);
    drop(store);
    assert_eq!(names(&dir), [""; 0]);

    let mut store = open(&dir);
    assert_eq!(store.commit(&create("/calico/a", "x")).unwrap().revision, 1);
    assert_ne!(store.identity().unwrap(), missing);
    drop(store);
    assert_eq!(names(&dir), ["store.redb", "store.redb.lock"]);
}

#[test]
fn revisions_count_batches() {
    let dir = TempDir::new().unwrap();
    let mut store = open(&dir);
    let mut batch = create("/calico/a", "x");
    batch.create("/calico/b", b"x".to_vec());
    assert_eq!(store.commit(&batch).unwrap().revision, 1);
    assert!(store.commit(&batch).is_err());
    assert_eq!(store.commit(&create("/calico/c", "x")).unwrap().revision, 2);
    // A batch without writes checks its guards and gives no revision of its own.
    let looks = |guards| Batch { guards, ops: Vec::new() };
    let absent = |path: &str| Guard::Absent { path: path.to_owned() };
    assert_eq!(store.commit(&looks(vec![absent("/calico/d")])).unwrap().revision, 2);
    assert!(matches!(store.commit(&looks(vec![absent("/calico/c")])), Err(StoreError::Conflict { .. })));
    store.release();
    let snapshot = store.read(&[Scope::under("/calico")], Want::Keys).unwrap();
    assert_eq!(snapshot.revision(), 2);
    assert_eq!(snapshot.entries().iter().map(|entry| entry.version.0).collect::<Vec<_>>(), [1, 1, 2]);
}

#[test]
fn two_files_have_two_identities() {
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let identity = |dir| {
        let mut store = open(dir);
        store.commit(&create("/calico/a", "x")).unwrap();
        store.identity().unwrap()
    };
    assert_ne!(identity(&one), identity(&two));
}

#[test]
fn files_are_for_their_owner_only() {
    let dir = TempDir::new().unwrap();
    open(&dir).commit(&create("/calico/a", "x")).unwrap();
    for name in names(&dir) {
        let mode = std::fs::metadata(dir.path().join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o600, "{name}");
    }
}

#[test]
fn a_path_that_cannot_be_a_store_is_refused_at_once() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "").unwrap();
    let link = dir.path().join("link");
    std::os::unix::fs::symlink("nowhere", &link).unwrap();
    for (path, why) in [
        (dir.path().join("none/store.redb"), "there is no folder"),
        (dir.path().to_owned(), "is a folder"),
        (dir.path().join(".."), "is a folder"),
        (PathBuf::new(), "not the name of a file"),
        (file.join("store.redb"), "Not a directory"),
        (link, "a link to a file that does not exist"),
    ] {
        let error = FileStore::open(path.clone(), Duration::ZERO, String::new()).err().expect("an error");
        assert!(matches!(error, StoreError::Io { .. }));
        let message = error.to_string();
        assert!(message.starts_with(&path.display().to_string()) && message.contains(why), "{message}");
    }
}

#[test]
fn a_folder_that_takes_no_files_is_named() {
    let mut store = FileStore::open("/proc/store.redb", Duration::ZERO, String::new()).unwrap();
    let error = store.commit(&create("/calico/a", "x")).unwrap_err();
    assert!(matches!(error, StoreError::Io { .. }), "{error:?}");
    assert!(error.to_string().starts_with("/proc/store.redb"), "{error}");
}

#[test]
fn what_a_killed_maker_left_is_made_anew() {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("store.redb.new"), "half a store").unwrap();
    let mut store = open(&dir);
    assert!(store.read(&[Scope::under("/calico")], Want::Keys).unwrap().entries().is_empty());
    store.commit(&create("/calico/a", "x")).unwrap();
    assert_eq!(names(&dir), ["store.redb", "store.redb.lock"]);
}

#[test]
fn a_link_leads_to_the_same_store_and_lock() {
    let dir = TempDir::new().unwrap();
    let mut store = open(&dir);
    store.commit(&create("/calico/a", "x")).unwrap();
    let link = dir.path().join("link");
    std::os::unix::fs::symlink("store.redb", &link).unwrap();
    let mut linked = FileStore::open(link, Duration::ZERO, String::new()).unwrap();
    assert!(matches!(linked.identity(), Err(StoreError::Busy { .. })));
    store.release();
    assert_eq!(linked.identity().unwrap(), {
        linked.release();
        store.identity().unwrap()
    });
}
