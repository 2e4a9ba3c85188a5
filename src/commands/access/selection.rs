//! Who is to speak for which component: as named, as found, or as the table has it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::apis::{Api, ApiChoice};
use super::identity::read_password;
use crate::access::component::{Component, KUBE_APISERVER, WITH_ROLES};
use crate::access::plan::{Identity, Wanted, component_of, role};
use crate::error::{CommandError, ErrorKind};
use crate::store::Kind;
use crate::store::auth::{Auth, ROOT};
use crate::store::connection::Secret;

/// Which roles and users are meant.
#[derive(Args, Debug)]
pub(super) struct Selection {
    /// Components [default: those that the datastore shows to be in use, and those that have users]
    components: Vec<String>,

    /// The user that speaks for a component, or for it on one host; may be given again [default: the component's own name]
    ///
    /// It is the common name of the certificate. With a host, the role lets it write what is that host's.
    #[arg(long, value_name = "COMPONENT[@HOST]=USER", value_parser = parse_identity)]
    identity: Vec<Named>,

    /// File with the password of a user, where it has one; may be given again
    #[arg(long, value_name = "USER=FILE", value_parser = parse_secret, value_hint = ValueHint::FilePath)]
    secret: Vec<(String, PathBuf)>,

    /// Give users that are there already the passwords of --secret, too
    #[arg(long, requires = "secret")]
    reset_passwords: bool,

    /// One API only [default: both, as far as etcd serves them]
    #[arg(long, value_name = "API")]
    pub(super) api: Option<ApiChoice>,
}

/// A user that was named for a component.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    component: String,
    host: Option<String>,
    user: String,
}

fn parse_identity(text: &str) -> Result<Named, String> {
    let expected = || "expected COMPONENT=USER or COMPONENT@HOST=USER".to_owned();
    let (component, user) = text.split_once('=').ok_or_else(expected)?;
    let (component, host) = match component.split_once('@') {
        Some((component, host)) => (component, Some(host)),
        None => (component, None),
    };
    let bad = |part: &str| part.is_empty() || part.contains(['/', '*']) || part.chars().any(char::is_control);
    if bad(component) || host.is_some_and(bad) || user.is_empty() || user.chars().any(char::is_control) {
        return Err(expected());
    }
    Ok(Named { component: component.to_owned(), host: host.map(str::to_owned), user: user.to_owned() })
}

fn parse_secret(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((user, file)) if !user.is_empty() && !file.is_empty() => Ok((user.to_owned(), file.into())),
        _ => Err("expected USER=FILE".to_owned()),
    }
}

/// Returns the components of an API that the datastore shows to be in use, each with the directory that shows it.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn in_use(api: &mut Api) -> Result<Vec<(&'static Component, &'static str)>, CommandError> {
    let mut found = Vec::new();
    let mut looked: BTreeMap<&str, bool> = BTreeMap::new();
    for component in Component::speaking(api.kind) {
        for &directory in component.evidence {
            let holds = match looked.get(directory) {
                Some(holds) => *holds,
                None => api.store.holds(directory)?,
            };
            looked.insert(directory, holds);
            if holds {
                found.push((component, directory));
                break;
            }
        }
    }
    Ok(found)
}

impl Selection {
    /// Tells whether a user gets a password that somebody knows.
    pub(super) fn gives_password(&self, user: &str) -> bool {
        self.secret.iter().any(|(known, _)| known == user)
    }

    /// Works out what each API is to have. `present` is what each has.
    ///
    /// # Errors
    /// Names that no component has, files that cannot be read, datastores that cannot be.
    pub(super) fn wanted(&self, apis: &mut [Api], present: &[Auth]) -> Result<Vec<Wanted>, CommandError> {
        let named: Vec<&str> = self.components.iter().map(String::as_str).collect();
        let by_identity = self.identity.iter().map(|named| named.component.as_str());
        for name in named.iter().copied().chain(by_identity) {
            if !WITH_ROLES.contains(&name) {
                let message = format!("no component {name} gets a role");
                let hint = format!("there are {}", WITH_ROLES.join(", "));
                return Err(CommandError::new(ErrorKind::NotFound, message).hint(hint));
            }
        }
        let mut secrets: BTreeMap<&str, Secret> = BTreeMap::new();
        for (user, file) in &self.secret {
            secrets.insert(user, read_password(file)?);
        }
        let mut found = Vec::new();
        for api in apis.iter_mut() {
            found.push(in_use(api)?.into_iter().map(|(component, _)| component).collect::<Vec<_>>());
        }
        let elsewhere = |kind: Kind, name: &str| {
            apis.iter().zip(&found).any(|(api, found)| api.kind != kind && found.iter().any(|one| one.name == name))
        };
        let mut all = Vec::new();
        for ((api, present), found) in apis.iter().zip(present).zip(&found) {
            let mut wanted = Wanted { reset_passwords: self.reset_passwords, ..Wanted::default() };
            wanted.root_password = secrets.get(ROOT).cloned();
            for component in Component::speaking(api.kind) {
                let of_name = |one: &&Named| one.component == component.name;
                let users: Vec<(Option<&str>, &str)> =
                    present.users.iter().flat_map(|(user, roles)| users_of(component, user, roles, api.kind)).collect();
                let is_named = named.contains(&component.name) || self.identity.iter().any(|one| of_name(&one));
                let is_found = found.iter().any(|one| one.name == component.name);
                // The API server speaks one API: v3, unless its keys are in v2.
                let here = match component.name {
                    KUBE_APISERVER => is_found || (api.kind == Kind::Etcdv3 && !elsewhere(api.kind, component.name)),
                    _ => true,
                };
                let default = named.is_empty() && self.identity.is_empty() && (is_found || !users.is_empty());
                if !(here && is_named || default) {
                    continue;
                }
                let given = self.identity.iter().filter(of_name).map(|one| (one.host.as_deref(), one.user.as_str()));
                let mut speakers: Vec<(Option<&str>, &str)> = given.collect();
                if speakers.is_empty() {
                    speakers = users;
                }
                if speakers.is_empty() {
                    speakers.push((None, component.name));
                }
                wanted.identities.extend(speakers.into_iter().map(|(host, user)| Identity {
                    component,
                    host: host.map(str::to_owned),
                    user: user.to_owned(),
                    password: secrets.get(user).cloned(),
                }));
            }
            all.push(wanted);
        }
        let users: Vec<&str> =
            all.iter().flat_map(|wanted| &wanted.identities).map(|identity| identity.user.as_str()).collect();
        if let Some(user) = secrets.keys().find(|user| **user != ROOT && !users.contains(user)) {
            let message = format!("--secret names {user}, who speaks for none of these components");
            return Err(CommandError::new(ErrorKind::Usage, message).hint("--identity COMPONENT=USER says for which"));
        }
        Ok(all)
    }
}

/// How a user speaks for a component, by its roles: on which hosts.
fn users_of<'a>(
    component: &Component,
    user: &'a str,
    roles: &'a std::collections::BTreeSet<String>,
    api: Kind,
) -> Vec<(Option<&'a str>, &'a str)> {
    let of = |held: &'a String| {
        let (found, host) = component_of(held, api)?;
        (found.name == component.name && *held == role(found, host)).then_some((host, user))
    };
    roles.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use proptest::option;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn identities_are_read_with_and_without_a_host() {
        let read = |text| parse_identity(text).unwrap();
        let named = |component: &str, host: Option<&str>, user: &str| Named {
            component: component.to_owned(),
            host: host.map(str::to_owned),
            user: user.to_owned(),
        };
        assert_eq!(read("neutron=n"), named("neutron", None, "n"));
        assert_eq!(read("felix@node1=etcd-node-node1"), named("felix", Some("node1"), "etcd-node-node1"));
        assert_eq!(read("felix@a.b=x=y@z"), named("felix", Some("a.b"), "x=y@z"));
        for bad in ["neutron", "=n", "neutron=", "felix@=n", "felix@a/b=n", "felix@*=n"] {
            assert!(parse_identity(bad).is_err(), "{bad}");
        }
        assert!(parse_secret("root=/etc/password").is_ok() && parse_secret("root").is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_what_was_written(component in "[a-z-]{1,8}", host in option::of("[a-z0-9.-]{1,8}"), user in "\\PC{1,12}") {
            let at = host.as_ref().map(|host| format!("@{host}")).unwrap_or_default();
            let read = parse_identity(&format!("{component}{at}={user}")).unwrap();
            prop_assert_eq!(read, Named { component, host, user });
        }

        #[test]
        fn anything_is_read_without_a_panic(text in "\\PC{0,20}") {
            let _ = (parse_identity(&text), parse_secret(&text));
        }
    }
}
