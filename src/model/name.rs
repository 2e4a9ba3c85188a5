//! Names, as the strictest reader takes them.
//!
//! Only what calicross writes anew is checked: names that are there already, however odd, can be read,
//! shown and removed. The set of characters is Felix 1.4's, the length libcalico-go's; the rest keeps a name
//! from being lost in etcd.

use std::fmt;

/// The longest name that libcalico-go and Felix 2 accept.
pub const MAX_NAME: usize = 128;
/// The longest host name: DNS's limit.
pub const MAX_HOST: usize = 253;
/// The longest label key that Felix 2's selectors can name.
pub const MAX_LABEL_KEY: usize = 512;
/// The longest label value that libcalico-go accepts.
pub const MAX_LABEL_VALUE: usize = 63;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A security profile.
    Profile,
    /// A policy.
    Policy,
    /// A tier.
    Tier,
    /// A tag. Tags are members of lists, not parts of paths.
    Tag,
    /// A host endpoint's id.
    HostEndpoint,
    /// A host name.
    Host,
    /// A custom export filter of BIRD's.
    Filter,
    /// A label's key.
    LabelKey,
    /// A label's value.
    LabelValue,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Profile => "profile name",
            Self::Policy => "policy name",
            Self::Tier => "tier name",
            Self::Tag => "tag",
            Self::HostEndpoint => "host endpoint id",
            Self::Host => "host name",
            Self::Filter => "filter name",
            Self::LabelKey => "label key",
            Self::LabelValue => "label value",
        })
    }
}

/// A name that is not written, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadName {
    /// What it should have been a name of.
    pub kind: Kind,
    /// The name as given.
    pub name: String,
    /// The reason, and who would not take it.
    pub why: String,
}

impl fmt::Display for BadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown: String = self.name.chars().take(64).collect();
        if shown.len() < self.name.len() {
            shown.push_str("...");
        }
        write!(f, "{} '{}' {}", self.kind, shown.escape_debug(), self.why)
    }
}

impl std::error::Error for BadName {}

/// Checks a name that is about to be written.
///
/// # Errors
/// [`BadName`] with the reason: length, a character that some reader rejects, or a form that etcd hides or
/// resolves.
pub fn check(kind: Kind, name: &str) -> Result<(), BadName> {
    let checked = match kind {
        Kind::Profile | Kind::Policy | Kind::Tier | Kind::HostEndpoint | Kind::Filter => {
            plain(name, MAX_NAME).and_then(|()| segment(name))
        }
        Kind::Host => plain(name, MAX_HOST).and_then(|()| segment(name)),
        Kind::Tag => plain(name, MAX_NAME),
        Kind::LabelKey => label_key(name),
        Kind::LabelValue => label_value(name),
    };
    checked.map_err(|why| BadName { kind, name: name.to_owned(), why })
}

/// `[A-Za-z0-9_.-]`, one to as many as the longest.
fn plain(name: &str, longest: usize) -> Result<(), String> {
    if name.is_empty() {
        return Err("is empty".into());
    }
    if let Some(bad) = name.chars().find(|c| !word_char(*c) && !matches!(c, '.' | '-')) {
        return Err(match bad {
            '/' => "contains '/', which makes another directory of it".into(),
            '%' => "contains '%', which libcalico-go escapes and Felix 1.4 rejects".into(),
            c if c.is_whitespace() => "contains a blank, which Felix rejects".into(),
            c => {
                format!("contains '{}': only letters, digits, '_', '.' and '-' are accepted by Felix", c.escape_debug())
            }
        });
    }
    if name.len() > longest {
        return Err(format!("is {} characters long: libcalico-go and Felix 2 take {longest}", name.len()));
    }
    Ok(())
}

/// What etcd v2 does with a path's segment.
fn segment(name: &str) -> Result<(), String> {
    if matches!(name, "." | "..") {
        return Err("is a relative path, which etcd v2 resolves to another key".into());
    }
    if name.starts_with('_') {
        return Err("begins with '_', which etcd v2 hides in every listing".into());
    }
    Ok(())
}

fn word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// `[A-Za-z0-9_./-]{1,512}`, and not what Felix 2's tokeniser takes for an operator.
fn label_key(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("is empty".into());
    }
    if let Some(bad) = name.chars().find(|c| !word_char(*c) && !matches!(c, '.' | '-' | '/')) {
        let bad = bad.escape_debug();
        return Err(format!("contains '{bad}': only letters, digits, '_', '.', '-' and '/' are accepted by Felix"));
    }
    if name.len() > MAX_LABEL_KEY {
        return Err(format!("is {} characters long: Felix 2 takes {MAX_LABEL_KEY}", name.len()));
    }
    if reads_as_operator(name) {
        return Err("begins like the operator 'in' or 'not in', so that no selector of Felix 2 can name it".into());
    }
    Ok(())
}

/// Whether Felix 2's tokeniser, which tries `in` and `not in` before labels, takes the front of this label for
/// an operator: the word `in` or `notin`, and no letter, digit or `_` after it.
pub(super) fn reads_as_operator(label: &str) -> bool {
    ["in", "notin"]
        .iter()
        .filter_map(|operator| label.strip_prefix(operator))
        .any(|rest| !rest.chars().next().is_some_and(word_char))
}

/// Empty, or at most 63 of `[A-Za-z0-9_.-]` with a letter or digit at both ends.
fn label_value(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Ok(());
    }
    if let Some(bad) = value.chars().find(|c| !word_char(*c) && !matches!(c, '.' | '-')) {
        let bad = bad.escape_debug();
        return Err(format!("contains '{bad}': only letters, digits, '_', '.' and '-' are accepted by libcalico-go"));
    }
    if value.len() > MAX_LABEL_VALUE {
        return Err(format!("is {} characters long: libcalico-go takes {MAX_LABEL_VALUE}", value.len()));
    }
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if !edge(value.chars().next()) || !edge(value.chars().last()) {
        return Err("does not begin and end with a letter or digit, as libcalico-go wants".into());
    }
    Ok(())
}

/// Whether a word is made of what names of hosts and domains are made of, so that no file reads it as anything else.
pub fn is_domain(word: &str) -> bool {
    let label = |label: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && label.chars().all(fits)
    };
    word.len() <= 253 && word.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_refusal_has_its_reason() {
        let why = |kind, name: &str| check(kind, name).unwrap_err().to_string();
        assert_eq!(why(Kind::Profile, ""), "profile name '' is empty");
        assert_eq!(why(Kind::Profile, "a/b"), "profile name 'a/b' contains '/', which makes another directory of it");
        assert!(why(Kind::Policy, "a%b").contains("libcalico-go escapes"));
        assert!(why(Kind::Tier, "a b").contains("a blank"));
        // Python's `$` matches before one trailing newline; here it is a blank like any other.
        assert_eq!(why(Kind::Profile, "a\n"), "profile name 'a\\n' contains a blank, which Felix rejects");
        assert!(why(Kind::HostEndpoint, "é").contains("only letters"));
        assert!(why(Kind::Profile, ".").contains("relative path"));
        assert!(why(Kind::Profile, "..").contains("relative path"));
        assert!(why(Kind::Profile, "_a").contains("hides"));
        assert!(why(Kind::Profile, &"a".repeat(129)).contains("is 129 characters long"));
        assert!(check(Kind::Profile, &"a".repeat(128)).is_ok());
        assert!(check(Kind::Profile, "openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a").is_ok());
        assert!(check(Kind::Profile, "...").is_ok());
        assert!(check(Kind::Host, &"a".repeat(253)).is_ok());
        assert!(check(Kind::Host, &"a".repeat(254)).is_err());
    }

    #[test]
    fn a_tag_is_no_path() {
        assert!(check(Kind::Tag, "_a").is_ok());
        assert!(check(Kind::Tag, "..").is_ok());
        assert!(check(Kind::Tag, "a b").is_err());
        assert!(check(Kind::Tag, "").is_err());
    }

    #[test]
    fn labels() {
        for good in ["calico/k8s_ns", "inside", "in_x", "not", "nothing", "not-in", "has", "all", "k8s_ns/label/a"] {
            assert!(check(Kind::LabelKey, good).is_ok(), "{good}");
        }
        for bad in ["", "in", "in-cluster", "in/out", "in.x", "notin", "notin-x", "a b", "a\n", "ä"] {
            assert!(check(Kind::LabelKey, bad).is_err(), "{bad}");
        }
        assert!(check(Kind::LabelKey, &"a".repeat(512)).is_ok());
        assert!(check(Kind::LabelKey, &"a".repeat(513)).is_err());
        for good in ["", "a", "a.b-c_d", "1"] {
            assert!(check(Kind::LabelValue, good).is_ok(), "{good}");
        }
        for bad in ["-a", "a-", "a b", "a/b", "_"] {
            assert!(check(Kind::LabelValue, bad).is_err(), "{bad}");
        }
        assert!(check(Kind::LabelValue, &"a".repeat(63)).is_ok());
        assert!(check(Kind::LabelValue, &"a".repeat(64)).is_err());
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_one_visible_segment(name in "[A-Za-z0-9_.%/\\- \n]{0,8}|\\PC{0,4}") {
            if check(Kind::Profile, &name).is_ok() {
                prop_assert!(!name.is_empty() && !name.contains(['/', '%', ' ', '\n']));
                prop_assert!(!name.starts_with('_') && name != "." && name != "..");
                prop_assert!(name.is_ascii() && name.len() <= MAX_NAME);
            }
        }

        #[test]
        fn errors_are_one_line(name in any::<String>()) {
            for kind in [Kind::Profile, Kind::Tag, Kind::LabelKey, Kind::LabelValue] {
                if let Err(error) = check(kind, &name) {
                    prop_assert!(!error.to_string().contains(char::is_control));
                }
            }
        }
    }

    #[test]
    fn domains_hold_nothing_that_a_file_reads_as_something_else() {
        for word in ["node1", "node-1.example.org", "NODE_1", "10.0.0.1", "a"] {
            assert!(is_domain(word), "{word}");
        }
        let long = ["a".repeat(64), ["abcdefghi"; 26].join(".")];
        for word in
            ["", ".", "a.", ".a", "a..b", "-a", "a b", "a\n", "a$b", "a'b", "a;b", "a/b", "ä", &long[0], &long[1]]
        {
            assert!(!is_domain(word), "{word:?}");
        }
    }
}
