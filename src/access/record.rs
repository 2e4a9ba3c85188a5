//! What is remembered in the datastore, outside of /calico: what was proved when, and a switch-on that waits to be confirmed.
//!
//! Users live on many hosts, and so do their keys: a check that passed on one host is remembered where the command that switches
//! authentication on finds it. It counts as long as the user's roles are what they were.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::key::escape;
use crate::plan::journal::digest;
use crate::store::Kind;
use crate::store::auth::Auth;

use super::plan::api_word;

/// Where the checks lie, by API and user.
pub const CHECKS: &str = "/calicross/v1/access/checks/";
/// Where the last switch-on lies.
pub const SWITCH: &str = "/calicross/v1/access/switch";

/// Returns the key of the check of a user.
pub fn check_path(api: Kind, user: &str) -> String {
    format!("{CHECKS}{}/{}", api_word(api), escape(user))
}

/// A check of a user in one API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Whether everything was as it should be.
    pub passed: bool,
    /// When, in RFC 3339.
    pub time: String,
    /// Who had it made.
    pub actor: String,
    /// Where.
    pub host: String,
    /// How the user said who it is: `certificate` or `password`.
    pub proof: String,
    /// Whether authentication was on, so that the server itself has proved it.
    pub enabled: bool,
    /// A digest of the user's roles and what they may: of others nothing is proved.
    pub roles: String,
}

/// Returns the digest of a user's roles and what they may.
pub fn digest_of(auth: &Auth, user: &str) -> String {
    let mut text = String::new();
    for role in auth.users.get(user).into_iter().flatten() {
        let _ = writeln!(text, "{role:?}");
        for (keys, rights) in auth.roles.get(role).into_iter().flatten() {
            let _ = writeln!(text, "  {keys:?} {}", rights.word());
        }
    }
    digest(text.as_bytes())
}

/// How far a switch-on has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is on, or about to be, and is taken back unless it is confirmed in time.
    Trial,
    /// It stays.
    Confirmed,
    /// Time is up, and it is being taken back: it is too late to confirm it.
    TakingBack,
    /// It was taken back.
    TakenBack,
}

impl State {
    /// Returns the words for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Trial => "on trial",
            Self::Confirmed => "confirmed",
            Self::TakingBack => "being taken back",
            Self::TakenBack => "taken back",
        }
    }
}

/// A switch-on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// Its name.
    pub id: Uuid,
    /// How far it has come.
    pub state: State,
    /// Of which APIs.
    pub apis: Vec<Kind>,
    /// When, in RFC 3339.
    pub since: String,
    /// When it is taken back, in RFC 3339.
    pub until: String,
    /// Who.
    pub actor: String,
    /// The host whose process takes it back.
    pub host: String,
    /// That process.
    pub pid: u32,
    /// Whether the role guest of v2 was made for it, and goes with it.
    #[serde(default)]
    pub guest_made: bool,
    /// Why it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// How the names of the users begin, with the role root, that take a switch-on back: a way that depends on nobody's certificate. One
/// is there only while its switch-on is on trial, with a password that one process knows.
pub const WAY_BACK_USER: &str = "calicross-way-back";

/// Returns the name of the user that takes a switch-on back.
pub fn way_back_user(id: Uuid) -> String {
    format!("{WAY_BACK_USER}-{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::auth::{Keys, Rights};

    #[test]
    fn a_check_is_of_the_roles_as_they_were() {
        let mut auth = Auth::default();
        auth.users.insert("u".to_owned(), ["r".to_owned()].into());
        auth.roles.insert("r".to_owned(), [(Keys::parse("/a*"), Rights::READ)].into());
        let before = digest_of(&auth, "u");
        assert_eq!(before, digest_of(&auth.clone(), "u"));
        assert_ne!(before, digest_of(&auth, "nobody"));
        auth.roles.insert("other".to_owned(), [(Keys::parse("/b*"), Rights::READ)].into());
        assert_eq!(before, digest_of(&auth, "u"));
        auth.roles.insert("r".to_owned(), [(Keys::parse("/a*"), Rights::BOTH)].into());
        assert_ne!(before, digest_of(&auth, "u"));
    }

    #[test]
    fn names_with_slashes_are_one_segment() {
        assert_eq!(check_path(Kind::Etcdv3, "system/node"), "/calicross/v1/access/checks/v3/system%2fnode");
    }

    #[test]
    fn a_switch_is_read_as_it_is_written() {
        let switch = Switch {
            id: Uuid::nil(),
            state: State::TakingBack,
            apis: vec![Kind::Etcdv2, Kind::Etcdv3],
            since: "2026-01-01T00:00:00Z".to_owned(),
            until: "2026-01-01T00:05:00Z".to_owned(),
            actor: "me".to_owned(),
            host: "h".to_owned(),
            pid: 7,
            guest_made: true,
            why: None,
        };
        let text = serde_json::to_string(&switch).unwrap();
        assert_eq!(serde_json::from_str::<Switch>(&text).unwrap(), switch);
        assert!(text.contains("\"state\":\"taking-back\""), "{text}");
    }
}
