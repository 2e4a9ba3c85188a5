use super::*;
use crate::store::Version;
use crate::store::server::Etcd;

/// Opens a store on one server.
fn open(etcd: &Etcd) -> Etcd3 {
    Etcd3::open(Connection { endpoints: vec![etcd.endpoint()], ..Connection::default() }).unwrap()
}

#[test]
fn reads_and_writes() {
    let etcd = Etcd::start();
    let mut store = open(&etcd);
    let mut batch = Batch::default();
    batch.create("/a/b", b"1".to_vec());
    batch.create("/a/c", vec![0, 255]);
    let first = store.commit(&batch).unwrap();
    let snapshot = store.read(&[Scope::under("/a"), Scope::key("/x")], Want::Values).unwrap();
    assert_eq!(snapshot.revision(), first.revision);
    assert_eq!(snapshot.get("/a/c").unwrap().value, [0, 255]);
    assert_eq!(snapshot.get("/a/b").unwrap().version, Version(first.revision));
}
