use super::*;

crate::store::contract::contract_tests!(|| {
    let dir = tempfile::TempDir::new().unwrap();
    move || {
        let store = FileStore::open(dir.path().join("store.redb"), Duration::from_millis(200), "test".to_owned());
        Box::new(store.unwrap()) as Box<dyn Store>
    }
});
