use std::io::{Read, Write};
use std::net::TcpListener;

use super::*;

/// An address where nobody listens.
fn refused() -> String {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("http://127.0.0.1:{port}")
}

/// An address where everything that comes is answered with the same bytes.
fn answering(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer);
        }
    });
    format!("http://127.0.0.1:{port}")
}

fn fault(endpoints: &[String]) -> StoreError {
    let mut store = open_all(endpoints, Duration::from_millis(600));
    store.read(&[Scope::key("/a")], Want::Values).unwrap_err()
}

#[test]
fn the_next_endpoint_answers_where_the_first_is_not_there() {
    let etcd = shared();
    let mut store = open_all(&[refused(), refused(), etcd.endpoint()], Duration::from_secs(5));
    store.commit(&put("/failover/refused", b"1")).unwrap();
    assert_eq!(store.read(&[Scope::under("/failover/refused")], Want::Values).unwrap().entries().len(), 0);
    assert_eq!(store.read(&[Scope::key("/failover/refused")], Want::Values).unwrap().entries().len(), 1);
}

#[test]
fn the_next_endpoint_answers_where_the_first_is_silent() {
    let (silent, etcd) = (Etcd::start(), shared());
    silent.signal("STOP");
    let mut store = open_all(&[silent.endpoint(), etcd.endpoint()], Duration::from_secs(5));
    store.commit(&put("/failover/silent", b"1")).unwrap();
    assert_eq!(store.read(&[Scope::key("/failover/silent")], Want::Values).unwrap().entries().len(), 1);
    silent.signal("CONT");
}

#[test]
fn a_read_goes_on_elsewhere_when_its_endpoint_falls_silent() {
    let first = Etcd::start();
    let mut store = open_all(&[first.endpoint(), refused()], Duration::from_secs(5));
    fill(&mut store, "/silent/", 10, 10);
    // One server under two names stands for two members of a cluster.
    let other_name = first.endpoint().replace("127.0.0.1", "localhost");
    let mut store = open_all(&[first.endpoint(), other_name], Duration::from_secs(10));
    assert_eq!(store.read(&[Scope::under("/silent/")], Want::Values).unwrap().entries().len(), 10);
    first.signal("STOP");
    let late = std::thread::scope(|scope| {
        let reading = scope.spawn(|| store.read(&[Scope::under("/silent/")], Want::Values));
        std::thread::sleep(Duration::from_millis(1500));
        first.signal("CONT");
        reading.join().unwrap()
    });
    assert_eq!(late.unwrap().entries().len(), 10);
}

#[test]
fn a_restarted_server_is_found_again() {
    let mut etcd = Etcd::start();
    let mut store = open(&etcd);
    let version = Version(store.commit(&put("/again", b"1")).unwrap().revision);
    etcd.restart();
    let mut batch = Batch::default();
    batch.replace("/again", version, b"2".to_vec());
    store.commit(&batch).unwrap();
    etcd.restart();
    assert_eq!(store.read(&[Scope::key("/again")], Want::Values).unwrap().entries()[0].value, b"2");
}

#[test]
fn endpoints_of_different_clusters_are_not_mixed() {
    let (mut one, other) = (Etcd::start(), Etcd::start_with(&["--initial-cluster-token=other"]));
    let mut store = open_all(&[one.endpoint(), other.endpoint()], Duration::from_secs(3));
    store.read(&[Scope::key("/a")], Want::Values).unwrap();
    one.signal("STOP");
    let error = store.read(&[Scope::key("/a")], Want::Values).unwrap_err().to_string();
    assert!(error.contains("is of cluster"), "{error}");
    one.signal("CONT");
    one.restart();
}

#[test]
fn every_endpoint_is_told_with_its_reason() {
    // It takes connections and never reads.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (gone, mute) = (refused(), format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port()));
    let error = fault(&[gone.clone(), mute.clone()]);
    let StoreError::Unreachable { address, detail } = &error else { panic!("{error:?}") };
    assert_eq!(address, &format!("{gone},{mute}"));
    assert_eq!(detail, &format!("{gone}: connection refused; {mute}: no answer within 0.6 s"));
    let error = fault(&["http://no-such-host.invalid:2379".to_owned()]);
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
    assert!(!error.to_string().contains("transport error"), "{error}");
}

#[test]
fn what_is_not_this_api_is_named() {
    let web = fault(&[answering(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]);
    assert!(matches!(&web, StoreError::WrongApi { detail, .. } if detail.contains("404 Not Found")), "{web:?}");
    let v2 = fault(&[answering(b"HTTP/1.1 200 OK\r\n\r\n{\"etcdserver\":\"2.3.8\",\"etcdcluster\":\"2.3.0\"}")]);
    assert!(matches!(&v2, StoreError::WrongApi { detail, .. } if detail.contains("etcd 2.3.8")), "{v2:?}");
    let ssh = fault(&[answering(b"SSH-2.0-OpenSSH_9\r\n")]);
    assert!(matches!(&ssh, StoreError::WrongApi { detail, .. } if detail.contains("SSH-2.0")), "{ssh:?}");
}

#[test]
fn a_write_without_an_answer_is_of_unknown_outcome() {
    let etcd = Etcd::start();
    let mut store = open_all(&[etcd.endpoint()], Duration::from_secs(2));
    store.read(&[Scope::key("/a")], Want::Values).unwrap();
    etcd.signal("STOP");
    let error = store.commit(&put("/unknown", b"1")).unwrap_err();
    assert!(
        matches!(&error, StoreError::Unknown { detail, .. } if detail.contains("no answer within 2 s")),
        "{error:?}"
    );
    etcd.signal("CONT");
    // The store recovers. Whether the write landed is open indeed: the server may see it before it sees that we gave up, or not.
    store.read(&[Scope::key("/unknown")], Want::Values).unwrap();
}

#[test]
fn a_write_to_nobody_is_not_of_unknown_outcome() {
    let etcd = Etcd::start();
    let mut store = open_all(&[etcd.endpoint()], Duration::from_secs(1));
    store.read(&[Scope::key("/a")], Want::Values).unwrap();
    drop(etcd);
    std::thread::sleep(Duration::from_millis(100));
    let error = store.commit(&put("/nobody", b"1")).unwrap_err();
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
}

#[test]
fn many_writes_without_an_answer_are_each_told() {
    let etcd = Etcd::start();
    let mut store = open_all(&[etcd.endpoint()], Duration::from_secs(2));
    let mut results = Vec::new();
    let mut batches = (0..1000).map(|at| {
        if at == 100 {
            etcd.signal("STOP");
        }
        put(&format!("/many/{at:04}"), b"1")
    });
    store.commit_all(&mut batches, &mut |at, result| results.push((at, result)));
    etcd.signal("CONT");
    results.sort_by_key(|(at, _)| *at);
    // Each that was started is told once; those after the first failure were not started.
    assert!(results.iter().enumerate().all(|(place, (at, _))| place == *at));
    assert!((101..200).contains(&results.len()), "{}", results.len());
    let lost = results.iter().filter(|(_, result)| matches!(result, Err(StoreError::Unknown { .. }))).count();
    let landed = results.iter().filter(|(_, result)| result.is_ok()).count();
    assert_eq!(lost + landed, results.len());
    assert!(lost > 0 && landed > 80);
}
