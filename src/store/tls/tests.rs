use std::path::PathBuf;

use proptest::prelude::*;
use tempfile::TempDir;

use super::authority::Authority;
use super::*;

fn https() -> Connection {
    Connection { endpoints: vec!["https://127.0.0.1:2379".to_owned()], ..Connection::default() }
}

fn fault(connection: &Connection) -> String {
    TlsMaterial::load(connection).unwrap_err().to_string()
}

#[test]
fn plain_endpoints_need_nothing() {
    let connection = Connection { cacert: Some(PathBuf::from("/does/not/exist")), ..Connection::default() };
    assert!(TlsMaterial::load(&connection).unwrap().is_none());
}

#[test]
fn what_is_loaded_is_what_was_written() {
    let dir = TempDir::new().unwrap();
    let authority = Authority::new(dir.path(), "ca");
    let issued = authority.issue("client", &[]);
    let both = dir.path().join("both.pem");
    std::fs::write(&both, [std::fs::read(&issued.key).unwrap(), std::fs::read(&issued.cert).unwrap()].concat())
        .unwrap();
    let with_key = Connection {
        cacert: Some(authority.cert()),
        cert: Some(issued.cert.clone()),
        key: Some(issued.key.clone()),
        ..https()
    };
    let in_one_file = Connection { cert: Some(both), key: None, ..with_key.clone() };
    for connection in [with_key, in_one_file] {
        let material = TlsMaterial::load(&connection).unwrap().unwrap();
        assert_eq!(material.roots().len(), 1);
        let again: Vec<_> =
            CertificateDer::pem_slice_iter(material.roots_pem().as_bytes()).collect::<Result<_, _>>().unwrap();
        assert_eq!(again, material.roots());
        let identity = material.identity().unwrap();
        assert_eq!(
            identity.chain_pem().replace('\r', "").trim(),
            std::fs::read_to_string(&issued.cert).unwrap().replace('\r', "").trim()
        );
        let key = PrivateKeyDer::from_pem_slice(identity.key_pem().as_bytes()).unwrap();
        assert_eq!(key.secret_der(), identity.key().secret_der());
        assert!(!format!("{material:?}").contains(identity.key_pem().lines().nth(1).unwrap()));
    }
}

#[test]
fn faults_name_the_file_and_what_is_wrong_with_it() {
    let dir = TempDir::new().unwrap();
    let authority = Authority::new(dir.path(), "ca");
    let (mine, other) = (authority.issue("mine", &[]), authority.issue("other", &[]));
    let file = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let empty = file("empty.pem", "");
    let torn = file("torn.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n");
    let encrypted =
        file("encrypted.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n");
    let junk = file("junk.pem", "-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n");
    let missing = dir.path().join("missing.pem");
    let base = Connection { cacert: Some(authority.cert()), ..https() };

    let cases = [
        (Connection { cacert: Some(missing.clone()), ..https() }, missing.clone(), "No such file"),
        (Connection { cacert: Some(empty.clone()), ..https() }, empty, "holds no certificate"),
        (Connection { cacert: Some(torn.clone()), ..https() }, torn, "is not a PEM file"),
        (Connection { cacert: Some(junk.clone()), ..https() }, junk, "cannot be an authority"),
        (Connection { key: Some(mine.key.clone()), ..base.clone() }, mine.key.clone(), "without a certificate"),
        (Connection { cert: Some(mine.cert.clone()), ..base.clone() }, mine.cert.clone(), "holds no private key"),
        (
            Connection { cert: Some(mine.cert.clone()), key: Some(missing.clone()), ..base.clone() },
            missing,
            "No such file",
        ),
        (
            Connection { cert: Some(mine.cert.clone()), key: Some(encrypted.clone()), ..base.clone() },
            encrypted,
            "holds an encrypted key",
        ),
        (
            Connection { cert: Some(mine.cert), key: Some(other.key.clone()), ..base },
            other.key,
            "is not that of the certificate",
        ),
    ];
    for (connection, path, what) in cases {
        let text = fault(&connection);
        assert!(text.contains(what), "{text}");
        assert!(text.contains(path.to_str().unwrap()), "{text}");
        assert!(!text.contains('\n'), "{text}");
    }
}

#[test]
fn alerts_depend_on_whether_we_showed_a_certificate() {
    let dir = TempDir::new().unwrap();
    let authority = Authority::new(dir.path(), "ca");
    let issued = authority.issue("client", &[]);
    let without = Connection { cacert: Some(authority.cert()), ..https() };
    let with = Connection { cert: Some(issued.cert), key: Some(issued.key), ..without.clone() };
    let alert = io::Error::new(
        io::ErrorKind::InvalidData,
        rustls::Error::AlertReceived(rustls::AlertDescription::BadCertificate),
    );
    let without = TlsMaterial::load(&without).unwrap().unwrap();
    let with = TlsMaterial::load(&with).unwrap().unwrap();
    assert!(without.explain(&alert).unwrap().contains("wants a client certificate"));
    assert!(with.explain(&alert).unwrap().contains("does not accept our client certificate"));
    assert_eq!(with.explain(&io::Error::from(io::ErrorKind::ConnectionRefused)), None);
}

#[test]
fn names_are_shown_without_the_verifiers_notation() {
    assert_eq!(plain_name("DnsName(\"etcd.example\")"), "etcd.example");
    assert_eq!(plain_name("IpAddress(10.0.0.1)"), "10.0.0.1");
    assert_eq!(plain_name("odd"), "odd");
}

proptest! {
    #[test]
    fn pem_gives_the_bytes_back(der in prop::collection::vec(any::<u8>(), 1..400)) {
        let text = pem("CERTIFICATE", &der);
        prop_assert!(text.lines().all(|line| line.len() <= 64));
        let again = CertificateDer::from_pem_slice(text.as_bytes()).unwrap();
        prop_assert_eq!(again.as_ref(), der.as_slice());
    }
}
