//! What Felix reports of an endpoint.

use std::borrow::Cow;

use crate::model::json::{self, Borrowed, Malformed};

/// Reads what Felix reports of an endpoint, of a workload or a host, at a key of its own: `up`, `down` or `error`.
///
/// # Errors
/// What is not an object with a text `status`.
pub fn report(value: &[u8]) -> Result<Cow<'_, str>, Malformed> {
    let Borrowed::Object(members) = json::borrow(value)? else {
        return Err(Malformed::shape("a report is not an object"));
    };
    let status = members.into_list().into_iter().find(|(name, _)| name == "status");
    match status {
        Some((_, Borrowed::String(status))) => Ok(status),
        Some(_) => Err(Malformed::shape("member 'status' is not a string")),
        None => Err(Malformed::shape("there is no status")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_as_both_generations_write_them() {
        assert_eq!(report(br#"{"status": "up"}"#).unwrap(), "up");
        assert_eq!(report(br#"{"x":{},"status":"error"}"#).unwrap(), "error");
        assert_eq!(report(br#"{"status": 1}"#).unwrap_err().to_string(), "member 'status' is not a string");
        assert_eq!(report(b"{}").unwrap_err().to_string(), "there is no status");
        assert_eq!(report(b"[]").unwrap_err().to_string(), "a report is not an object");
        assert!(report(b"up").is_err());
    }
}
