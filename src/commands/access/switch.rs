//! Authentication on and off: what `enable`, `disable`, `confirm` and the way back share.

use std::io::Write;

use serde::Serialize;

use super::apis::{Api, on_off};
use crate::access::record::{State, Switch, WAY_BACK_USER};
use crate::error::{CommandError, ErrorKind};
use crate::session::{Outcome, Session};
use crate::store::auth::{Auth, AuthChange, GUEST, ROOT};
use crate::store::connection::Secret;
use crate::store::{Store, StoreError};

/// How things stand after a command.
#[derive(Serialize)]
pub(super) struct SwitchDoc<'a> {
    pub(super) changed: bool,
    apis: Vec<ApiDoc>,
    switch: Option<SwitchState<'a>>,
}

#[derive(Serialize)]
struct ApiDoc {
    api: &'static str,
    authentication: &'static str,
}

/// The last switch-on, as scripts read it.
#[derive(Serialize)]
pub(super) struct SwitchState<'a> {
    id: String,
    state: State,
    since: &'a str,
    until: &'a str,
    actor: &'a str,
    host: &'a str,
    pid: u32,
    why: Option<&'a str>,
}

impl<'a> From<&'a Switch> for SwitchState<'a> {
    fn from(switch: &'a Switch) -> Self {
        Self {
            id: switch.id.to_string(),
            state: switch.state,
            since: &switch.since,
            until: &switch.until,
            actor: &switch.actor,
            host: &switch.host,
            pid: switch.pid,
            why: switch.why.as_deref(),
        }
    }
}

/// Prints how things stand.
///
/// # Errors
/// Where stdout cannot be written.
pub(super) fn report(
    session: &Session,
    changed: bool,
    apis: &[Api],
    switch: Option<&Switch>,
    line: &str,
) -> Result<Outcome, CommandError> {
    let of_api = |api: &Api| ApiDoc { api: api.word(), authentication: on_off(api.enabled) };
    let doc = SwitchDoc { changed, apis: apis.iter().map(of_api).collect(), switch: switch.map(SwitchState::from) };
    session.ui.object("calicross/access-switch/1", &doc, &mut |out: &mut dyn Write| writeln!(out, "{line}"))?;
    Ok(Outcome::Yes)
}

/// Asks, at a terminal.
///
/// # Errors
/// Exit code 3 where nobody agrees.
pub(super) fn agree(session: &Session, question: &str) -> Result<(), CommandError> {
    if !session.ui.can_ask() {
        let message = format!("not confirmed: {question}");
        return Err(CommandError::new(ErrorKind::Unconfirmed, message).hint("--yes answers it"));
    }
    session.ui.warn(question);
    if session.ui.confirm("go on?")? {
        return Ok(());
    }
    Err(CommandError::new(ErrorKind::Unconfirmed, "not confirmed; nothing is changed"))
}

/// Switches one API's authentication off, and removes what was there for the switch-on only. What is as wanted is left so.
///
/// # Errors
/// Where it cannot be.
pub(super) fn switch_off(store: &mut dyn Store, guest_made: bool) -> Result<(), StoreError> {
    if store.auth_enabled()? {
        settled(store.change_auth(&AuthChange::Disable), || Ok(!store.auth_enabled()?))?;
    }
    remove_traces(store, WAY_BACK_USER, guest_made)
}

/// Returns the users of ways back.
pub(super) fn way_back_users(auth: &Auth) -> impl Iterator<Item = &String> {
    auth.users.keys().filter(|user| user.starts_with(WAY_BACK_USER))
}

/// Removes the users of ways back whose names begin so, and the role guest where it was made for the switch-on.
///
/// # Errors
/// Where it cannot be.
pub(super) fn remove_traces(store: &mut dyn Store, beginning: &str, guest_made: bool) -> Result<(), StoreError> {
    let auth = store.auth()?;
    for user in way_back_users(&auth).filter(|user| user.starts_with(beginning)) {
        store.change_auth(&AuthChange::RemoveUser { user: user.clone() })?;
    }
    // Somebody may have given it rights meanwhile.
    if guest_made && auth.roles.get(GUEST).is_some_and(|grants| grants.is_empty()) {
        store.change_auth(&AuthChange::RemoveRole { role: GUEST.to_owned() })?;
    }
    Ok(())
}

/// Takes a change for made where its answer was lost, but what it should bring about is so.
fn settled(made: Result<(), StoreError>, is_so: impl FnOnce() -> Result<bool, StoreError>) -> Result<(), StoreError> {
    match made {
        Err(StoreError::Unknown { .. }) if is_so()? => Ok(()),
        made => made,
    }
}

/// Makes the user of the way back, with the role root.
///
/// # Errors
/// Where it cannot be made.
pub(super) fn add_way_back(store: &mut dyn Store, user: &str, password: &Secret) -> Result<(), StoreError> {
    let (user, password) = (user.to_owned(), password.clone());
    store.change_auth(&AuthChange::AddUser { user: user.clone(), password })?;
    store.change_auth(&AuthChange::AddMember { user, role: ROOT.to_owned() })
}
