use super::*;

mod like_v3 {
    use super::*;
    crate::store::contract::contract_tests!(|| {
        let store = Strict::new();
        move || Box::new(store.clone()) as Box<dyn Store>
    });
}

mod like_v2 {
    use super::*;
    crate::store::contract::contract_tests!(|| {
        let store = Strict::like_v2();
        move || Box::new(store.clone()) as Box<dyn Store>
    });
}

fn create(path: &str, value: &str) -> Batch {
    let mut batch = Batch::default();
    batch.create(path, value.into());
    batch
}

fn down() -> StoreError {
    StoreError::Unreachable { address: "memory".into(), detail: "gone".into() }
}

#[test]
fn refuses_what_a_backend_would_suffer() {
    let mut store = Strict::with(&[("/calico/a", "1"), ("/calico/b", "2")]);
    let at = store.read(&[Scope::key("/calico/a")], Want::Keys).unwrap().get("/calico/a").unwrap().version;
    let mut same = Batch::default();
    same.replace("/calico/a", at, b"1".to_vec());
    let mut elsewhere = Batch::default();
    elsewhere.delete("/calico/a", at, Some("/other".into()));
    for batch in [Batch::default(), same, elsewhere] {
        assert!(matches!(store.commit(&batch), Err(StoreError::Invalid { .. })), "{batch:?}");
    }
    for scope in [Scope::under("/"), Scope::Under("/calico".into()), Scope::key("calico"), Scope::key("/calico/")] {
        assert!(matches!(store.read(&[scope], Want::Keys), Err(StoreError::Invalid { .. })));
    }
    assert_eq!(store.paths(), ["/calico/a", "/calico/b"]);
    assert_eq!(store.commits(), []);
}

#[test]
fn fails_when_told_and_writes_nothing() {
    let mut store = Strict::new();
    store.fail_after(1, down());
    let (first, second) = (create("/calico/a", "1"), create("/calico/b", "2"));
    store.commit(&first).unwrap();
    for _ in 0..2 {
        assert!(matches!(store.commit(&second), Err(StoreError::Unreachable { .. })));
    }
    assert_eq!(store.commits(), std::slice::from_ref(&first));
    store.heal();
    store.commit(&second).unwrap();
    assert_eq!(store.commits(), [first, second]);
}

#[test]
fn loses_an_answer_when_told() {
    let mut store = Strict::new();
    store.lose_answer_after(1, down());
    store.commit(&create("/calico/a", "1")).unwrap();
    assert!(matches!(store.commit(&create("/calico/b", "2")), Err(StoreError::Unreachable { .. })));
    assert_eq!(store.text("/calico/b").as_deref(), Some("2"));
    store.commit(&create("/calico/c", "3")).unwrap();
    assert_eq!(store.commits().len(), 3);
}

#[test]
fn lets_a_second_writer_in_before_each_commit() {
    let mut store = Strict::new();
    let mut turn = 0;
    store.before_commit(move |other| {
        turn += 1;
        if turn == 1 {
            other.commit(&create("/calico/a", "theirs")).unwrap();
        } else {
            other.unset("/calico/a");
        }
    });
    let mine = create("/calico/a", "mine");
    assert!(matches!(store.commit(&mine), Err(StoreError::Conflict { .. })));
    store.commit(&mine).unwrap();
    assert_eq!(store.text("/calico/a").as_deref(), Some("mine"));
    assert_eq!(store.value("/calico/b"), None);
}
