//! What an unquoted word of YAML is, as calicoctl 1.x takes it: YAML 1.1 in the reading of Go's yaml.v2.
//!
//! There `yes` and `on` are booleans, `0x10` and `010` numbers, and what has a colon (`8:9`) is text. A number or boolean where
//! a text is wanted becomes its text: `true` for `yes`, `8` for `010`, `1.1` for `1.10`.

/// An unquoted word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Nothing, `~`, `null`.
    Null,
    /// `true`, `yes`, `on`, and what says no.
    Bool(bool),
    /// A whole number, in decimal digits.
    Int(String),
    /// Another number, as Go prints it where a text is wanted.
    Float(String),
    /// Anything else.
    Text,
}

impl Word {
    /// Finds out what a word is.
    pub fn of(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Self::Null,
            "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => return Self::Bool(true),
            "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => return Self::Bool(false),
            _ => {}
        }
        // Most words are names.
        if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
            return Self::Text;
        }
        let plain = text.replace('_', "");
        if let Some(number) = integer(&plain) {
            return Self::Int(number);
        }
        if is_float(&plain) {
            return plain.parse::<f64>().map_or(Self::Text, |number| Self::Float(go_float(number)));
        }
        Self::Text
    }

    /// The text that the word becomes where one is wanted; `None` where it is that text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Bool(true) => Some("true"),
            Self::Bool(false) => Some("false"),
            Self::Int(text) | Self::Float(text) => Some(text),
            Self::Null | Self::Text => None,
        }
    }
}

/// Reads what Go's `ParseInt` and `ParseUint` read with base 0, and `0b`.
fn integer(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = digits.to_ascii_lowercase();
    let (digits, radix) = if let Some(hex) = lower.strip_prefix("0x") {
        (hex, 16)
    } else if let Some(binary) = lower.strip_prefix("0b") {
        (binary, 2)
    } else if lower.len() > 1 && lower.starts_with('0') {
        (&lower[1..], 8)
    } else {
        (lower.as_str(), 10)
    };
    // `from_str_radix` takes a sign of its own.
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let number = u64::from_str_radix(digits, radix).ok()?;
    let fits = sign.is_empty() || number <= i64::MIN.unsigned_abs();
    let sign = if number == 0 { "" } else { sign };
    fits.then(|| format!("{sign}{number}"))
}

/// `[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?`, or digits and a dot behind them.
fn is_float(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

/// A number as Go's `FormatFloat(number, 'g', -1, 32)` prints it, which is how the YAML of calicoctl 1.x becomes text.
fn go_float(number: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "as the original does it")]
    let short = format!("{:e}", number as f32);
    let Some((mantissa, exponent)) = short.split_once('e') else { return short };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits = mantissa.replace('.', "");
    // As Go does where the shortest form is wanted.
    if !(-4..6).contains(&exponent) {
        let sign_of = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{mantissa}e{sign_of}{:02}", exponent.abs());
    }
    let point = usize::try_from(exponent + 1).unwrap_or(0);
    if exponent < 0 {
        let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
        return format!("{sign}0.{}{digits}", "0".repeat(zeros));
    }
    if digits.len() <= point {
        return format!("{sign}{digits}{}", "0".repeat(point - digits.len()));
    }
    format!("{sign}{}.{}", &digits[..point], &digits[point..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_as_yaml_v2_takes_them() {
        for (text, word) in [
            ("", Word::Null),
            ("~", Word::Null),
            ("yes", Word::Bool(true)),
            ("Off", Word::Bool(false)),
            ("12", Word::Int("12".into())),
            ("+12", Word::Int("12".into())),
            ("-0", Word::Int("0".into())),
            ("0x1F", Word::Int("31".into())),
            ("010", Word::Int("8".into())),
            ("0b11", Word::Int("3".into())),
            ("1_000", Word::Int("1000".into())),
            ("-9223372036854775808", Word::Int("-9223372036854775808".into())),
            ("18446744073709551615", Word::Int("18446744073709551615".into())),
            ("1.10", Word::Float("1.1".into())),
            (".5", Word::Float("0.5".into())),
            ("1e3", Word::Float("1000".into())),
            ("100000000000000000000000000000", Word::Float("1e+29".into())),
            ("0.00001", Word::Float("1e-05".into())),
            ("-2.5", Word::Float("-2.5".into())),
            ("8:9", Word::Text),
            ("10.0.0.1", Word::Text),
            ("1.2.3", Word::Text),
            ("0x", Word::Text),
            ("-", Word::Text),
            (".", Word::Text),
            ("1e", Word::Text),
            ("y", Word::Text),
            ("10.0.0.0/8", Word::Text),
            ("4fe422ed-4730-4af4-b835-38d09235bd4a", Word::Text),
            ("fd00::1", Word::Text),
        ] {
            assert_eq!(Word::of(text), word, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_word_is_too_odd(text in "[-+.0-9eExX_ab:]{0,12}|\\PC{0,6}") {
            let word = Word::of(&text);
            if let Word::Int(digits) = &word {
                // A number is the number of its own text.
                prop_assert_eq!(Word::of(digits), word.clone());
            }
        }

        #[test]
        fn whole_numbers_keep_their_value(number in any::<i64>()) {
            prop_assert_eq!(Word::of(&number.to_string()), Word::Int(number.to_string()));
        }
    }
}
