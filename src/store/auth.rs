//! Users, roles and what they may: as etcd's two APIs have them in common.
//!
//! Each API keeps users and roles of its own, over its own keys: a role of one guards nothing in the other. What they share is
//! said here once; how each spells it is its own affair.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::connection::Secret;

/// The name of the user, and of the role, that may do everything, users and roles included.
pub const ROOT: &str = "root";

/// The role of v2 that everyone has who is no user. v3 has nothing like it: who is no user is out.
pub const GUEST: &str = "guest";

/// Keys that a role speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keys {
    /// One key. On v2 it is no grant to list or watch what lies below.
    One(String),
    /// Every key whose path begins so, be it in the middle of a segment.
    Prefix(String),
    /// v3 only: from the first to before the second; the second is `"\0"` where there is no end.
    Between(String, String),
}

/// The end of a range that has none.
const NO_END: &str = "\0";

impl Keys {
    /// Reads a pattern: `*` at its end stands for anything, elsewhere for itself.
    pub fn parse(pattern: &str) -> Self {
        match pattern.strip_suffix('*') {
            Some(prefix) => Self::Prefix(prefix.to_owned()),
            None => Self::One(pattern.to_owned()),
        }
    }

    /// Tells whether a grant of these keys is one of all the others. etcd v3 also adds neighbouring grants up, which is not
    /// looked at here.
    pub fn cover(&self, others: &Self) -> bool {
        match (self, others) {
            (Self::One(key), Self::One(other)) => key == other,
            (Self::One(_), _) => false,
            (Self::Prefix(prefix), Self::One(other) | Self::Prefix(other)) => other.starts_with(prefix.as_str()),
            (Self::Prefix(prefix), Self::Between(from, to)) => {
                from.starts_with(prefix.as_str()) && !after(to, &end_of(prefix))
            }
            (Self::Between(from, to), Self::One(key)) => from <= key && (to == NO_END || key < to),
            (Self::Between(from, to), Self::Prefix(prefix)) => from <= prefix && !after(&end_of(prefix), to),
            (Self::Between(from, to), Self::Between(first, last)) => from <= first && !after(last, to),
        }
    }
}

/// The first text that is after all those with a prefix, as far as it can be spelled: else there is no end.
fn end_of(prefix: &str) -> String {
    let mut bytes = prefix.as_bytes().to_vec();
    while let Some(last) = bytes.pop() {
        if let Some(next) = last.checked_add(1) {
            bytes.push(next);
            return String::from_utf8(bytes).unwrap_or_else(|_| NO_END.to_owned());
        }
    }
    NO_END.to_owned()
}

/// Tells whether one end of a range lies after another.
fn after(one: &str, other: &str) -> bool {
    other != NO_END && (one == NO_END || one > other)
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(key) => f.write_str(key),
            Self::Prefix(prefix) => write!(f, "{prefix}*"),
            Self::Between(from, to) if to == NO_END => write!(f, "[{from}, the end)"),
            Self::Between(from, to) => write!(f, "[{from}, {to})"),
        }
    }
}

/// What may be done with keys. To write is to delete as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rights {
    /// Reading, listing and watching.
    pub read: bool,
    /// Writing and deleting.
    pub write: bool,
}

impl Rights {
    /// Reading alone.
    pub const READ: Self = Self { read: true, write: false };
    /// Writing alone.
    pub const WRITE: Self = Self { read: false, write: true };
    /// Both.
    pub const BOTH: Self = Self { read: true, write: true };

    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match (self.read, self.write) {
            (true, true) => "read, write",
            (true, false) => "read",
            (false, true) => "write",
            (false, false) => "nothing",
        }
    }

    /// Returns both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { read: self.read || other.read, write: self.write || other.write }
    }

    /// Tells whether it is all of the other.
    pub const fn include(self, other: Self) -> bool {
        (self.read || !other.read) && (self.write || !other.write)
    }
}

/// What a role may.
pub type Grants = BTreeMap<Keys, Rights>;

/// The users and roles of one API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Auth {
    /// Whether they are asked for: until then everybody may do everything.
    pub enabled: bool,
    /// The users, each with its roles.
    pub users: BTreeMap<String, BTreeSet<String>>,
    /// The roles, each with what it may.
    pub roles: BTreeMap<String, Grants>,
}

impl Auth {
    /// Tells whether a user may do something with keys, by the roles as they stand. The role `root` may everything.
    pub fn allows(&self, user: &str, keys: &Keys, rights: Rights) -> bool {
        let Some(roles) = self.users.get(user) else { return false };
        if roles.contains(ROOT) {
            return true;
        }
        let grants = || roles.iter().filter_map(|role| self.roles.get(role)).flatten();
        let may = |wanted: Rights| grants().any(|(held, rights)| rights.include(wanted) && held.cover(keys));
        (!rights.read || may(Rights::READ)) && (!rights.write || may(Rights::WRITE))
    }
}

/// One change of users or roles. Each is made by itself; etcd has no transaction of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthChange {
    /// Makes a role that may nothing.
    AddRole {
        /// Its name.
        role: String,
    },
    /// Gives a role other rights to keys.
    SetRights {
        /// The role.
        role: String,
        /// The keys.
        keys: Keys,
        /// What it may now.
        before: Rights,
        /// What it may then; nothing takes the grant away.
        after: Rights,
    },
    /// Removes a role.
    RemoveRole {
        /// Its name.
        role: String,
    },
    /// Makes a user without roles.
    AddUser {
        /// Its name: the common name of its certificate, where it has one.
        user: String,
        /// Its password.
        password: Secret,
    },
    /// Gives a user another password.
    SetPassword {
        /// The user.
        user: String,
        /// The password.
        password: Secret,
    },
    /// Gives a user a role.
    AddMember {
        /// The user.
        user: String,
        /// The role.
        role: String,
    },
    /// Takes a role from a user.
    RemoveMember {
        /// The user.
        user: String,
        /// The role.
        role: String,
    },
    /// Removes a user.
    RemoveUser {
        /// Its name.
        user: String,
    },
    /// Switches authentication on.
    Enable,
    /// Switches authentication off; users and roles stay.
    Disable,
}

/// What came of trying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The server would have done it.
    Allowed,
    /// The server refused us, in these words.
    Refused(String),
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys() -> impl Strategy<Value = Keys> {
        let path = "[ab/]{0,3}";
        prop_oneof![
            path.prop_map(Keys::One),
            path.prop_map(Keys::Prefix),
            (path, path).prop_map(|(from, to)| Keys::Between(from, to)),
            path.prop_map(|from| Keys::Between(from, NO_END.to_owned())),
        ]
    }

    /// Whether a key belongs to keys, said another way.
    fn holds(keys: &Keys, key: &str) -> bool {
        match keys {
            Keys::One(one) => one == key,
            Keys::Prefix(prefix) => key.get(..prefix.len()) == Some(prefix),
            Keys::Between(from, to) => key >= from.as_str() && (to == NO_END || key < to.as_str()),
        }
    }

    proptest! {
        #[test]
        fn what_is_covered_is_held(held in keys(), others in keys(), key in "[ab/]{0,5}") {
            if held.cover(&others) && holds(&others, &key) {
                prop_assert!(holds(&held, &key), "{held} is said to cover {others}, but not {key}");
            }
        }

        #[test]
        fn patterns_are_printed_as_they_are_read(pattern in "/[a-z/]{0,8}\\*?") {
            prop_assert_eq!(Keys::parse(&pattern).to_string(), pattern);
        }
    }

    #[test]
    fn a_listing_is_covered_by_a_prefix_of_it_alone() {
        let covers = |held: &str, wanted: &str| Keys::parse(held).cover(&Keys::parse(wanted));
        assert!(covers("/calico/v1*", "/calico/v1*") && covers("/calico*", "/calico/v1/*"));
        assert!(!covers("/calico/v1/*", "/calico/v1*"));
        assert!(!covers("/calico/v1", "/calico/v1*"));
        assert!(covers("/calico/v1/*", "/calico/v1/Ready") && !covers("/calico/v1/*", "/calico/v1"));
        let all = Keys::Between(String::new(), NO_END.to_owned());
        assert!(all.cover(&Keys::parse("/registry/*")) && all.cover(&all));
    }

    #[test]
    fn rights_add_up_over_roles() {
        let mut auth = Auth::default();
        auth.users.insert("u".to_owned(), ["a".to_owned(), "b".to_owned(), "gone".to_owned()].into());
        auth.roles.insert("a".to_owned(), [(Keys::parse("/x*"), Rights::READ)].into());
        auth.roles.insert("b".to_owned(), [(Keys::parse("/x/*"), Rights::WRITE)].into());
        let key = Keys::parse("/x/1");
        assert!(auth.allows("u", &key, Rights::BOTH));
        assert!(!auth.allows("u", &Keys::parse("/x*"), Rights::BOTH));
        assert!(!auth.allows("nobody", &key, Rights::READ));
        auth.users.insert("admin".to_owned(), [ROOT.to_owned()].into());
        assert!(auth.allows("admin", &Keys::parse("/*"), Rights::BOTH));
    }
}
