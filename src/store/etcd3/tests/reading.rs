use super::*;

fn paths(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.entries().iter().map(|entry| entry.path.as_str()).collect()
}

#[test]
fn pages_are_of_one_moment_while_others_write() {
    let etcd = shared();
    let (mut store, mut other) = (open(&etcd), open(&etcd));
    fill(&mut store, "/moment/", 3000, 10);
    let before = store.read(&[Scope::under("/moment/")], Want::Values).unwrap();
    assert_eq!(before.entries().len(), 3000);

    let (mut seen, mut disturbed) = (Vec::new(), None);
    let revision = store
        .scan("/moment/", Want::Values, &mut |entry| {
            // With the first entry of the first page: everything behind it changes, goes, or is new.
            disturbed.get_or_insert_with(|| {
                let mut batch = put("/moment/001500-new", b"new");
                batch.replace("/moment/002000", before.get("/moment/002000").unwrap().version, b"changed".to_vec());
                batch.delete("/moment/002500", before.get("/moment/002500").unwrap().version, None);
                other.commit(&batch).unwrap().revision
            });
            seen.push(entry);
            true
        })
        .unwrap();
    assert!(disturbed.unwrap() > revision);
    assert_eq!(revision, before.revision());
    assert_eq!(seen, before.entries());
}

#[test]
fn a_scan_may_use_another_store_and_stop() {
    let etcd = shared();
    let (mut store, mut other) = (open(&etcd), open(&etcd));
    fill(&mut store, "/stop/", 5, 10);
    let mut seen = 0;
    store
        .scan("/stop/", Want::Keys, &mut |entry| {
            seen += 1;
            assert!(entry.value.is_empty());
            let read = other.read(&[Scope::key(&entry.path)], Want::Values).unwrap();
            assert_eq!(read.entries()[0].value, b"xxxxxxxxxx");
            seen < 3
        })
        .unwrap();
    assert_eq!(seen, 3);
}

#[test]
fn many_scopes_are_of_one_moment_each_whole() {
    let etcd = shared();
    let mut store = open(&etcd);
    fill(&mut store, "/many/large/", 3000, 10);
    fill(&mut store, "/many/small/", 3, 10);
    let mut scopes = vec![Scope::under("/many/large"), Scope::under("/many/none"), Scope::under("/many/small")];
    // More than one transaction takes, some of them inside of the directories.
    scopes.extend((0..200).map(|at| Scope::key(format!("/many/large/{:06}", at * 20))));
    let snapshot = store.read(&scopes, Want::Values).unwrap();
    assert_eq!(snapshot.entries().len(), 3003);
    let all = store.read(&[Scope::under("/many")], Want::Values).unwrap();
    assert_eq!(snapshot.entries(), all.entries());
    assert_eq!(store.read(&[], Want::Values).unwrap().revision(), store.read(&scopes, Want::Keys).unwrap().revision());
}

#[test]
fn large_values_pass_the_clients_own_limit() {
    let etcd = shared();
    let mut store = open(&etcd);
    let size = store.capabilities().max_value_bytes;
    fill(&mut store, "/huge/", 12, size);
    let snapshot = store.read(&[Scope::under("/huge")], Want::Values).unwrap();
    assert_eq!(snapshot.entries().len(), 12);
    assert!(snapshot.entries().iter().all(|entry| entry.value.len() == size));
}

#[test]
fn bytes_that_are_no_text_are_values_but_not_names() {
    let etcd = shared();
    let mut store = open(&etcd);
    let value: Vec<u8> = (0..=255).collect();
    store.commit(&put("/binary/value", &value)).unwrap();
    client(&etcd, |mut client| async move { client.put(b"/names/a\xff\n".to_vec(), "1", None).await });
    client(&etcd, |mut client| async move { client.put("/names/ok/b", "2", None).await });

    let read = store.read(&[Scope::under("/binary"), Scope::under("/names/ok")], Want::Values).unwrap();
    assert_eq!(read.get("/binary/value").unwrap().value, value);
    assert_eq!(paths(&read), ["/binary/value", "/names/ok/b"]);
    match store.read(&[Scope::under("/names")], Want::Keys) {
        Err(StoreError::Malformed { at, .. }) => assert_eq!(at, r"/names/a\xff\n"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn keys_with_a_lease_are_told_apart() {
    let etcd = shared();
    let mut store = open(&etcd);
    client(&etcd, |mut client| async move {
        let lease = client.lease_grant(600, None).await?.id();
        client.put("/lease/beat", "1", Some(etcd_client::PutOptions::new().with_lease(lease))).await?;
        client.put("/lease/stays", "1", None).await
    });
    let read = store.read(&[Scope::under("/lease")], Want::Values).unwrap();
    assert!(read.get("/lease/beat").unwrap().expires);
    assert!(!read.get("/lease/stays").unwrap().expires);
    // A put takes the lease away.
    let mut batch = Batch::default();
    batch.replace("/lease/beat", read.get("/lease/beat").unwrap().version, b"2".to_vec());
    store.commit(&batch).unwrap();
    assert!(!store.read(&[Scope::key("/lease/beat")], Want::Values).unwrap().entries()[0].expires);
}

#[test]
fn a_read_begins_anew_when_its_moment_is_compacted_away() {
    let etcd = Etcd::start();
    let mut store = open(&etcd);
    fill(&mut store, "/gone/", 4000, 12 << 10);
    let revision =
        client(&etcd, |mut client| async move { client.put("/other", "1", None).await }).header().unwrap().revision();
    client(&etcd, |mut client| async move { client.compact(revision, None).await });

    let (runtime, link) = store.parts().unwrap();
    for scopes in [vec![Scope::under("/gone/")], vec![Scope::under("/gone/"), Scope::key("/other")]] {
        let old = u64::try_from(revision).unwrap() - 1;
        let snapshot = runtime.block_on(read::read_from(link, &scopes, Want::Keys, old)).unwrap();
        assert_eq!(i64::try_from(snapshot.revision()), Ok(revision));
        assert_eq!(snapshot.under("/gone/").len(), 4000);
    }

    // In the midst of a scan, what was handed over cannot be taken back: it ends with an error.
    let mut seen = 0;
    let result = store.scan("/gone/", Want::Values, &mut |_| {
        seen += 1;
        if seen == 1 {
            let revision = client(&etcd, |mut client| async move {
                client.put("/other", "2", None).await?;
                client.put("/other", "3", None).await
            })
            .header()
            .unwrap()
            .revision();
            client(&etcd, |mut client| async move { client.compact(revision, None).await });
        }
        true
    });
    // The second page may have been on its way before; the third was not.
    assert!(matches!(result, Err(StoreError::Compacted { .. })), "{result:?} after {seen}");
    assert!(seen < 4000);
}
