//! Paths and values in the form that a request carries them.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::store::StoreError;

/// Everything but what a URL never gives a meaning to.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Most bytes of an encoded path. A request line that etcd takes is longer, one that the HTTP client can hold is not.
const MAX_PATH: usize = 60_000;

/// Returns the target of a request for a key or directory; a trailing `/` stays.
///
/// # Errors
/// [`StoreError::Value`] for a path too long to be asked for.
pub(super) fn target(path: &str, query: &[(&str, &str)]) -> Result<String, StoreError> {
    let mut target = "/v2/keys".to_owned();
    for segment in path.split('/').skip(1) {
        target.push('/');
        target.extend(utf8_percent_encode(segment, ENCODED));
    }
    if target.len() > MAX_PATH {
        let mut short: String = path.chars().take(80).collect();
        short.push('…');
        let why = format!("a path of {} bytes is too long for a request", path.len());
        return Err(StoreError::Value { path: short, why });
    }
    for (at, (name, value)) in query.iter().enumerate() {
        let _ = write!(target, "{}{name}={value}", if at == 0 { '?' } else { '&' });
    }
    Ok(target)
}

/// Returns a name as a segment of a request's target.
pub(super) fn encoded(name: &str) -> String {
    utf8_percent_encode(name, ENCODED).to_string()
}

/// Returns the body of a write.
pub(super) fn form(value: &str) -> String {
    let mut form = "value=".to_owned();
    form.extend(utf8_percent_encode(value, ENCODED));
    form
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn segments_are_encoded_and_slashes_are_not() {
        let target = target("/calico/a b%2F+?é", &[("quorum", "true"), ("recursive", "true")]).unwrap();
        assert_eq!(target, "/v2/keys/calico/a%20b%252F%2B%3F%C3%A9?quorum=true&recursive=true");
        assert_eq!(super::target("/calico/", &[]).unwrap(), "/v2/keys/calico/");
        assert_eq!(super::target("/", &[]).unwrap(), "/v2/keys/");
    }

    #[test]
    fn endless_paths_are_refused_by_name() {
        let path = format!("/calico/{}", "é/".repeat(20_000));
        let error = target(&path, &[]).unwrap_err().to_string();
        assert!(error.starts_with("/calico/é/é/") && error.contains("60008 bytes"), "{error}");
    }

    proptest! {
        #[test]
        fn nothing_is_lost(segments in prop::collection::vec("\\PC{1,12}", 1..5), value in any::<String>()) {
            let path: String = segments.iter().map(|segment| format!("/{}", segment.replace('/', ""))).collect();
            let target = target(&path, &[]).unwrap();
            prop_assert!(target.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%/".contains(&byte)));
            let back = percent_decode_str(target.strip_prefix("/v2/keys").unwrap()).decode_utf8().unwrap();
            prop_assert_eq!(back, path);
            let body = form(&value);
            prop_assert!(body[6..].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)));
            prop_assert_eq!(percent_decode_str(&body[6..]).decode_utf8().unwrap(), value);
        }
    }
}
