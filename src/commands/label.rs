//! Labels as they are typed.

use crate::error::CommandError;
use crate::model::name::{self, Kind};

/// A label of the command line: `KEY=VALUE`, or `KEY` alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LabelWord {
    pub(super) key: String,
    /// What stands behind the first `=`; `None` where there is none.
    pub(super) value: Option<String>,
}

impl LabelWord {
    /// Takes a word apart. What it holds is checked where it is to be written ([`LabelWord::check`]): a label that is there may be
    /// removed, however odd.
    ///
    /// # Errors
    /// Where there is no key.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (key, value) = text.split_once('=').map_or((text, None), |(key, value)| (key, Some(value.to_owned())));
        if key.is_empty() {
            return Err("expected KEY=VALUE, or KEY".to_owned());
        }
        Ok(Self { key: key.to_owned(), value })
    }

    /// The value; none is an empty one.
    pub(super) fn value(&self) -> &str {
        self.value.as_deref().unwrap_or_default()
    }

    /// Refuses what some reader would not take for a label.
    ///
    /// # Errors
    /// Exit code 3.
    pub(super) fn check(&self) -> Result<(), CommandError> {
        name::check(Kind::LabelKey, &self.key).and_then(|()| name::check(Kind::LabelValue, self.value())).map_err(|bad| {
            let what = format!("label {}", self.key);
            CommandError::new(crate::error::ErrorKind::Refused, bad.to_string()).object(what).hint(
                "keys are letters, digits, `_`, `.`, `-` and `/`; values are up to 63 letters, digits, `_`, `.` and `-`, with a letter or \
                 digit at both ends, or empty",
            )
        })
    }
}

/// `a=b`, or `a` where the value is empty.
pub(super) fn shown(key: &str, value: &str) -> String {
    if value.is_empty() { key.to_owned() } else { format!("{key}={value}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_sign_parts_them() {
        let word = |text: &str| LabelWord::parse(text).map(|word| (word.key, word.value));
        assert_eq!(word("a=b=c").unwrap(), ("a".into(), Some("b=c".into())));
        assert_eq!(word("a=").unwrap(), ("a".into(), Some(String::new())));
        assert_eq!(word("a").unwrap(), ("a".into(), None));
        assert!(word("=b").is_err() && word("").is_err());
        for bad in ["in", "a b", "a=b c", "a=-", "ä"] {
            assert!(LabelWord::parse(bad).unwrap().check().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(key in "[a-z/._-]{1,6}", value in "[a-z0-9=._-]{0,6}") {
            let word = LabelWord::parse(&shown(&key, &value)).unwrap();
            prop_assert_eq!((word.key.as_str(), word.value()), (key.as_str(), value.as_str()));
        }
    }
}
