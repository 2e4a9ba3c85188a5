//! What Calico v3 takes for names, labels and annotations.

use super::document::{Document, Kind};
use super::report::Notes;

/// The longest name.
const MAX_NAME: usize = 253;
/// The longest value of a label, and the longest key without its prefix.
const MAX_LABEL: usize = 63;
/// The most that all annotations of an object hold, in bytes.
const MAX_ANNOTATIONS: usize = 256 << 10;

/// Tells why Calico v3 refuses a document for its name, labels or annotations.
pub(super) fn document(document: &Document, notes: &mut Notes) {
    let name = &document.name;
    if name.len() > MAX_NAME {
        notes.refuse(format!("its name '{name}' is too long by {} bytes", name.len() - MAX_NAME));
    }
    let valid = if document.kind == Kind::GlobalNetworkPolicy { is_label(name) } else { is_name(name) };
    if !valid {
        notes.refuse(format!("'{name}' cannot be a name: it wants lower-case letters, digits, '-' and '.'"));
    }
    if let Some(namespace) = document.namespace.as_ref().filter(|namespace| !is_label(namespace)) {
        notes.refuse(format!("'{}' cannot be a namespace", namespace.escape_debug()));
    }
    labels(&document.labels, "label", notes);
    let mut size = 0;
    for (key, value) in &document.annotations {
        size += key.len() + value.len();
        if let Err(why) = key_of_label(&key.to_lowercase()) {
            notes.refuse(format!("annotation '{}' {why}", key.escape_debug()));
        }
    }
    if size > MAX_ANNOTATIONS {
        notes.refuse(format!("its annotations are too large by {} bytes", size - MAX_ANNOTATIONS));
    }
}

/// Tells which labels Calico v3 refuses.
pub(super) fn labels<'l>(labels: impl IntoIterator<Item = (&'l String, &'l String)>, what: &str, notes: &mut Notes) {
    for (key, value) in labels {
        if let Err(why) = key_of_label(key) {
            notes.refuse(format!("{what} '{}' {why}", key.escape_debug()));
        }
        if value.len() > MAX_LABEL {
            notes.refuse(format!("{what} '{key}' has a value of {} characters: {MAX_LABEL} are the most", value.len()));
        } else if !value.is_empty() && !is_word(value) {
            let value = value.escape_debug();
            notes.refuse(format!("{what} '{key}' has the value '{value}': letters, digits, '-', '_' and '.' make one, and it begins and ends with one of the first two"));
        }
    }
}

/// Whether a text is DNS labels joined by dots.
pub(super) fn is_name(text: &str) -> bool {
    text.split('.').all(is_label)
}

/// Whether a text is a DNS label of any length.
pub(super) fn is_label(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.chars().all(inner) && !text.starts_with('-') && !text.ends_with('-')
}

/// Whether a text may be a container's id.
pub(super) fn is_container(text: &str) -> bool {
    is_label(&text.to_ascii_lowercase())
}

/// Letters, digits, `-`, `_` and `.`, beginning and ending with one of the first two.
fn is_word(text: &str) -> bool {
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    ends(text.chars().next())
        && ends(text.chars().last())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Checks the key of a label or annotation: a word of at most 63 characters, and a DNS name before it.
fn key_of_label(key: &str) -> Result<(), String> {
    let (prefix, name) = match key.split_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    if name.contains('/') {
        return Err("has more than one '/'".into());
    }
    if let Some(prefix) = prefix {
        if !is_name(prefix) {
            return Err(format!("has '{}' before the '/', which is no DNS name", prefix.escape_debug()));
        }
        if prefix.len() > MAX_NAME {
            return Err(format!("has more than {MAX_NAME} characters before the '/'"));
        }
    }
    if name.len() > MAX_LABEL {
        return Err(format!("is {} characters long: {MAX_LABEL} are the most", name.len()));
    }
    if !is_word(name) {
        return Err(
            "is not of letters, digits, '-', '_' and '.', beginning and ending with one of the first two".into()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_labels() {
        for good in ["a", "A_b.c-d", "projectcalico.org/namespace", "pcns.name", "4fe422ed-4730-4af4-b835-38d09235bd4a"]
        {
            assert_eq!(key_of_label(good), Ok(()), "{good}");
        }
        let long = "x".repeat(64);
        for bad in ["", "-a", "a-", "a/b/c", "/a", "a/", "k8s_ns/label", "A/b", "é", &long] {
            assert!(key_of_label(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_and_their_parts() {
        for good in ["a", "a-b", "a---b.c0"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a..b", "a.-b", "A", "a_b", "."] {
            assert!(!is_name(bad), "{bad}");
        }
        assert!(!is_label("a.b") && is_container("Ab-1") && !is_container("a_b"));
    }
}
