//! One process at a time; the others wait and can say for whom.

use super::*;

#[test]
fn who_waits_too_long_is_told_for_whom() {
    let dir = TempDir::new().unwrap();
    let mut holder = open(&dir);
    holder.commit(&create("/calico/a", "x")).unwrap();
    let mut waiter = open(&dir);
    let error = waiter.read(&[Scope::key("/calico/a")], Want::Values).unwrap_err();
    let path = holder.address();
    let expected = format!("{path} is in use by process {} (calicross test)", std::process::id());
    assert_eq!(error.to_string(), expected);
    assert!(matches!(waiter.commit(&create("/calico/b", "x")), Err(StoreError::Busy { .. })));
    // A reader keeps others out as well: what it plans on stays as it is until it has committed.
    holder.release();
    assert_eq!(waiter.read(&[Scope::under("/calico")], Want::Keys).unwrap().entries().len(), 1);
    assert!(matches!(holder.identity(), Err(StoreError::Busy { .. })));
    drop(waiter);
    holder.identity().unwrap();
}

#[test]
fn a_note_is_one_line_of_plain_text() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("store.redb");
    let command = format!("calicross \u{1b}[31m\n{}", "é".repeat(10_000));
    let _held = Lock::take(&path, Duration::ZERO, &command).unwrap();
    let Err(StoreError::Busy { holder, .. }) = Lock::take(&path, Duration::ZERO, "") else { panic!() };
    assert!(holder.starts_with(&format!("process {} (calicross [31mé", std::process::id())), "{holder}");
    assert!(holder.chars().count() < 300 && !holder.contains(char::is_control), "{holder}");
    // Whatever stands in the file.
    std::fs::write(dir.path().join("store.redb.lock"), b"\xff\x1b[2J\n\n").unwrap();
    let Err(StoreError::Busy { holder, .. }) = Lock::take(&path, Duration::ZERO, "") else { panic!() };
    assert_eq!(holder, "\u{fffd}[2J");
    std::fs::write(dir.path().join("store.redb.lock"), "").unwrap();
    let Err(StoreError::Busy { holder, .. }) = Lock::take(&path, Duration::ZERO, "") else { panic!() };
    assert_eq!(holder, "another process");
}

#[test]
fn a_lock_file_that_was_removed_is_made_again() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("store.redb");
    let lock_file = dir.path().join("store.redb.lock");
    let old = Lock::take(&path, Duration::ZERO, "").unwrap();
    std::fs::remove_file(&lock_file).unwrap();
    let new = Lock::take(&path, Duration::ZERO, "new").unwrap();
    drop(old);
    assert!(
        matches!(Lock::take(&path, Duration::ZERO, ""), Err(StoreError::Busy { holder, .. }) if holder.contains("new"))
    );
    drop(new);
    assert_eq!(std::fs::read(&lock_file).unwrap(), b"");
}

#[test]
fn a_lock_file_that_leads_elsewhere_is_refused() {
    let dir = TempDir::new().unwrap();
    let victim = dir.path().join("victim");
    std::fs::write(&victim, "precious").unwrap();
    std::os::unix::fs::symlink(&victim, dir.path().join("store.redb.lock")).unwrap();
    let error = open(&dir).commit(&create("/calico/a", "x")).unwrap_err();
    assert!(error.to_string().ends_with("store.redb.lock: is not a regular file"), "{error}");
    assert_eq!(std::fs::read(&victim).unwrap(), b"precious");
}

#[test]
fn a_foreign_program_in_the_file_is_said() {
    let dir = TempDir::new().unwrap();
    let mut store = open(&dir);
    store.commit(&create("/calico/a", "x")).unwrap();
    store.release();
    let _foreign = redb::Database::open(dir.path().join("store.redb")).unwrap();
    let error = store.commit(&create("/calico/b", "x")).unwrap_err();
    assert!(error.to_string().ends_with("is in use by a program other than calicross"), "{error}");
}

#[test]
fn waiters_get_in_one_after_another() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("store.redb");
    std::thread::scope(|scope| {
        for at in 0..8 {
            let path = path.clone();
            scope.spawn(move || {
                let mut store = FileStore::open(path, Duration::from_secs(60), format!("writer {at}")).unwrap();
                for _ in 0..5 {
                    // What is read under the lock is still so at the commit: no retry is needed.
                    let snapshot = store.read(&[Scope::key("/calico/counter")], Want::Values).unwrap();
                    let mut batch = Batch::default();
                    match snapshot.get("/calico/counter") {
                        None => batch.create("/calico/counter", b"1".to_vec()),
                        Some(entry) => {
                            let count: u64 = std::str::from_utf8(&entry.value).unwrap().parse().unwrap();
                            batch.replace("/calico/counter", entry.version, format!("{}", count + 1).into_bytes());
                        }
                    }
                    match store.commit(&batch) {
                        Ok(_) => {}
                        // While there is no file, readers are not kept out.
                        Err(StoreError::Conflict { .. }) if snapshot.entries().is_empty() => {
                            store.release();
                            let entry = store.read(&[Scope::key("/calico/counter")], Want::Values).unwrap();
                            let entry = entry.get("/calico/counter").unwrap();
                            let count: u64 = std::str::from_utf8(&entry.value).unwrap().parse().unwrap();
                            let mut batch = Batch::default();
                            batch.replace("/calico/counter", entry.version, format!("{}", count + 1).into_bytes());
                            store.commit(&batch).unwrap();
                        }
                        Err(error) => panic!("{error}"),
                    }
                    store.release();
                }
            });
        }
    });
    let snapshot = open(&dir).read(&[Scope::key("/calico/counter")], Want::Values).unwrap();
    assert_eq!(snapshot.get("/calico/counter").unwrap().value, b"40");
    assert_eq!(snapshot.revision(), 40);
}
