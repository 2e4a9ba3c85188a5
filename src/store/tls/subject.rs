//! The common name of a certificate: what etcd takes for the name of a user (with `--client-cert-auth`).

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;

/// DER's tags, as far as a name is made of them.
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OBJECT_ID: u8 = 0x06;
const BMP_STRING: u8 = 0x1e;
/// 2.5.4.3, the attribute "common name".
const COMMON_NAME: [u8; 3] = [0x55, 0x04, 0x03];

/// Returns a certificate's common name; the last one where it has several, as etcd does.
pub(super) fn common_name(certificate: &CertificateDer<'static>) -> Option<String> {
    // What takes certificates apart is asked for the subject of one by giving it out for an authority.
    let mut store = RootCertStore::empty();
    store.add(certificate.clone()).ok()?;
    of_subject(store.roots.first()?.subject.as_ref())
}

/// Reads a subject without its outermost header: a list of sets of attributes.
fn of_subject(mut subject: &[u8]) -> Option<String> {
    let mut found = None;
    while !subject.is_empty() {
        let (mut set, rest) = value(subject, SET)?;
        subject = rest;
        while !set.is_empty() {
            let (attribute, rest) = value(set, SEQUENCE)?;
            set = rest;
            let (id, text) = value(attribute, OBJECT_ID)?;
            if id == COMMON_NAME {
                found = Some(string(text)?);
            }
        }
    }
    found
}

/// Takes one value with the expected tag off the front.
fn value(bytes: &[u8], expected: u8) -> Option<(&[u8], &[u8])> {
    let (tag, content, rest) = element(bytes)?;
    (tag == expected).then_some((content, rest))
}

/// Takes one element off the front: tag, content, what is behind it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        // Long form: so many bytes of length follow. More than two are no name.
        0x81 | 0x82 => {
            let (length, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

fn string(bytes: &[u8]) -> Option<String> {
    let (tag, content, _) = element(bytes)?;
    if tag == BMP_STRING {
        let units: Vec<u16> =
            content.chunks(2).map(|unit| unit.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte))).collect();
        return String::from_utf16(&units).ok();
    }
    String::from_utf8(content.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};

    use super::*;

    fn issued(fill: impl FnOnce(&mut DistinguishedName)) -> Option<String> {
        let mut params = CertificateParams::new(vec!["etcd.example".to_owned()]).unwrap();
        params.distinguished_name = DistinguishedName::new();
        fill(&mut params.distinguished_name);
        common_name(params.self_signed(&KeyPair::generate().unwrap()).unwrap().der())
    }

    #[test]
    fn the_common_name_is_found_among_others() {
        let name = issued(|name| {
            name.push(DnType::CountryName, "CH");
            name.push(DnType::OrganizationName, "system:masters");
            name.push(DnType::CommonName, "kube-apiserver");
        });
        assert_eq!(name.as_deref(), Some("kube-apiserver"));
        assert_eq!(issued(|name| name.push(DnType::CommonName, "é/ü")).as_deref(), Some("é/ü"));
        assert_eq!(issued(|name| name.push(DnType::CommonName, "n".repeat(300))), Some("n".repeat(300)));
        assert_eq!(issued(|name| name.push(DnType::OrganizationName, "nameless")), None);
        assert_eq!(issued(|_| {}), None);
    }

    #[test]
    fn two_bytes_a_letter_are_read_too() {
        let subject = [SET, 13, SEQUENCE, 11, OBJECT_ID, 3, 0x55, 0x04, 0x03, BMP_STRING, 4, 0, b'h', 0, b'i'];
        assert_eq!(of_subject(&subject).as_deref(), Some("hi"));
    }

    proptest! {
        #[test]
        fn anything_is_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = of_subject(&bytes);
        }
    }
}
