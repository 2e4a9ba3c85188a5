//! Files that are no stores, or no longer whole ones: an error of one line, never a panic.

use super::*;

#[track_caller]
fn expect_malformed(dir: &TempDir, why: &str) {
    let mut store = open(dir);
    let errors = [
        store.read(&[Scope::under("/calico")], Want::Values).unwrap_err(),
        store.commit(&create("/calico/new", "x")).unwrap_err(),
        store.identity().unwrap_err(),
        store.health().unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, StoreError::Malformed { .. }), "{error:?}");
        let message = error.to_string();
        assert!(message.contains("store.redb") && message.contains(why) && !message.contains('\n'), "{message}");
    }
}

#[test]
fn a_file_of_something_else_is_no_store() {
    for bytes in [&b""[..], b"x", b"{\"kind\": \"profile\"}\n", &[0; 8192], &[0xff; 100_000]] {
        let dir = TempDir::new().unwrap();
        std::fs::write(dir.path().join("store.redb"), bytes).unwrap();
        expect_malformed(&dir, "not a calicross store");
        assert_eq!(std::fs::read(dir.path().join("store.redb")).unwrap(), bytes, "it is left as it is");
    }
}

#[test]
fn a_database_of_another_program_is_no_store() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("store.redb");
    drop(redb::Database::create(&path).unwrap());
    expect_malformed(&dir, "a redb database, but not a calicross store");
    let database = redb::Database::open(&path).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction.open_table(redb::TableDefinition::<u8, u8>::new("meta")).unwrap().insert(1, 1).unwrap();
    transaction.commit().unwrap();
    drop(database);
    expect_malformed(&dir, "a redb database, but not a calicross store");
}

#[test]
fn a_store_of_a_newer_format_is_left_alone() {
    let dir = TempDir::new().unwrap();
    open(&dir).commit(&create("/calico/a", "x")).unwrap();
    let path = dir.path().join("store.redb");
    let set = |row: &str, value: u128| {
        let database = redb::Database::open(&path).unwrap();
        let transaction = database.begin_write().unwrap();
        transaction.open_table(redb::TableDefinition::<&str, u128>::new("meta")).unwrap().insert(row, value).unwrap();
        transaction.commit().unwrap();
    };
    set("format", 2);
    expect_malformed(&dir, "its format is 2, of a newer calicross; this one knows 1");
    set("format", 1);
    set("revision", u128::MAX);
    expect_malformed(&dir, "its revision is no number");
}

/// Reads and writes everything, and tells whether that went well; whatever comes of it, it is no panic.
fn use_all(dir: &TempDir) -> bool {
    let mut store = open(dir);
    let results = [
        store.read(&[Scope::under("/calico")], Want::Values).map(drop),
        store.scan("/calico/", Want::Keys, &mut |_| true).map(drop),
        store.commit(&create("/calico/new", "x")).map(drop),
        store.health().map(drop),
    ];
    store.release();
    let results = results.into_iter().chain([store.identity().map(drop)]);
    results.fold(true, |well, result| {
        let Err(error) = result else { return well };
        let message = error.to_string();
        assert!(message.contains("store.redb") && !message.contains('\n'), "{message}");
        false
    })
}

#[test]
fn a_damaged_file_causes_no_panic() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("store.redb");
    let mut batch = Batch::default();
    for at in 0..200 {
        batch.create(format!("/calico/v1/{at}"), vec![b'x'; 300]);
    }
    open(&dir).commit(&batch).unwrap();
    let whole = std::fs::read(&path).unwrap();
    let mut random = fastrand::Rng::with_seed(7);
    let mut noticed = 0;
    for turn in 0..300 {
        let mut bytes = whole.clone();
        match turn % 3 {
            0 => bytes.truncate(random.usize(..whole.len())),
            1 => {
                let at = random.usize(..320);
                bytes[at] ^= 1 << random.u8(..8);
            }
            _ => {
                let used: Vec<_> = (0..bytes.len()).filter(|at| bytes[*at] != 0).collect();
                for _ in 0..20 {
                    bytes[used[random.usize(..used.len())]] = random.u8(..);
                }
            }
        }
        std::fs::write(&path, bytes).unwrap();
        noticed += u32::from(!use_all(&dir));
    }
    assert!(noticed > 50, "{noticed}");
    std::fs::write(&path, whole).unwrap();
    assert!(use_all(&dir), "undamaged, it is as it was");
}
