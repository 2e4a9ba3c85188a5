//! `calicross access show`

use std::borrow::Cow;
use std::collections::BTreeSet;

use clap::Args;
use serde::Serialize;

use super::apis::{self, Api};
use super::book::{self, Checks};
use crate::access::component::{COMPONENTS, Component};
use crate::access::plan::{component_of, role};
use crate::access::record::{State, Switch, digest_of};
use crate::error::{CommandError, ErrorKind};
use crate::render::{Column, Row};
use crate::session::settle::{hostname, now};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::auth::{Auth, Grants, ROOT, Rights};

/// Arguments of `access show`.
#[derive(Args, Debug)]
pub struct AccessShowArgs {}

/// A component in an API, and who speaks for it there.
#[derive(Serialize)]
struct AccessRow {
    component: &'static str,
    api: &'static str,
    authenticates: &'static str,
    openstack: bool,
    host: Option<String>,
    user: Option<String>,
    role: RoleState,
    checked: Checked,
    time: Option<String>,
    reads: Vec<String>,
    writes: Vec<String>,
    note: &'static str,
}

/// How its role is.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum RoleState {
    /// As the table says.
    Ok,
    /// Otherwise: `access apply` makes it so.
    Differs,
    /// There is none.
    None,
    /// We may not see it.
    Unknown,
}

/// What is known of its user.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Checked {
    /// The server itself has proved it.
    Proved,
    /// It was proved as far as it can be while authentication is off.
    Ready,
    /// Its roles have changed since.
    Stale,
    /// It was not as it should be.
    Failed,
    /// Nobody has looked.
    Never,
}

impl RoleState {
    const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Differs => "differs",
            Self::None => "none",
            Self::Unknown => "unknown",
        }
    }
}

impl Checked {
    const fn word(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Ready => "ready",
            Self::Stale => "stale",
            Self::Failed => "failed",
            Self::Never => "never",
        }
    }
}

impl Row for AccessRow {
    const SCHEMA: &'static str = "calicross/access-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("COMPONENT"),
        Column::new("API"),
        Column::new("AUTHENTICATES"),
        Column::new("HOST"),
        Column::new("USER"),
        Column::new("ROLE"),
        Column::new("CHECKED"),
        Column::new("READS").wide(),
        Column::new("WRITES").wide(),
        Column::new("NOTE").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.component.into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.component.into(),
            1 => self.api.into(),
            2 => self.authenticates.into(),
            3 => self.host.as_deref().unwrap_or_default().into(),
            4 => self.user.as_deref().unwrap_or_default().into(),
            5 => self.role.word().into(),
            6 => self.checked.word().into(),
            7 => self.reads.join(" ").into(),
            8 => self.writes.join(" ").into(),
            _ => self.note.into(),
        }
    }
}

impl ReadCommand for AccessShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let connection = session.settings.connection.clone();
        let mut apis = apis::open(session, &connection)?;
        let mut auths = Vec::new();
        for api in &mut apis {
            let auth = api.auth()?;
            if auth.is_none() {
                session.ui.warn(&format!("{}: only root may see its users and roles", api.word()));
            }
            auths.push(auth);
        }
        let store = book::of(&mut apis)?;
        let checks = if_readable(Checks::read(store))?;
        let switch = if_readable(book::switch(store))?.flatten();
        session.ui.status(&apis::told(&apis));
        if let Some(found) = &switch {
            tell(session, &found.doc, &apis);
        }
        let mut rows = Vec::new();
        for component in COMPONENTS {
            let mut found = false;
            for (api, auth) in apis.iter().zip(&auths) {
                let here = component.api == Some(api.kind) || component.name == ROOT;
                if here && !component.needs.is_empty() {
                    rows.extend(rows_of(component, api, auth.as_ref(), checks.as_ref()));
                    found = true;
                }
            }
            if !found {
                rows.push(row(component, component.api_word(), None));
            }
        }
        session.ui.list(rows)?;
        Ok(Outcome::Yes)
    }
}

/// Returns what was read; `None` where we may not read it.
fn if_readable<T>(read: Result<T, CommandError>) -> Result<Option<T>, CommandError> {
    match read {
        Err(err) if err.kind() == ErrorKind::Denied => Ok(None),
        read => read.map(Some),
    }
}

/// Says how the last switch-on stands.
fn tell(session: &Session, switch: &Switch, apis: &[Api]) {
    let on = apis.iter().any(|api| api.enabled && switch.apis.contains(&api.kind));
    let line = format!("switched on at {} by {}: {}", switch.since, switch.actor, switch.state.words());
    match switch.state {
        State::Trial if on && switch.until < now() => session.ui.warn(&format!(
            "{line}, and not taken back at {} although its time was up: process {} on {} is gone; `calicross access disable` takes it \
             back, `calicross access confirm` keeps it",
            switch.until, switch.pid, switch.host
        )),
        State::Trial if on && switch.host == hostname() && !is_alive(switch.pid) => session.ui.warn(&format!(
            "{line} until {}, but process {} that takes it back is gone: `calicross access disable` is the way back",
            switch.until, switch.pid
        )),
        State::Trial => session.ui.status(&format!("{line} until {}; `calicross access confirm` keeps it", switch.until)),
        State::Confirmed => session.ui.status(&line),
        State::TakingBack | State::TakenBack => {
            session.ui.status(&format!("{line}: {}", switch.why.as_deref().unwrap_or_default()));
        }
    }
}

/// Tells whether a process of this host lives.
fn is_alive(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    pid.is_some_and(|pid| !matches!(rustix::process::test_kill_process(pid), Err(rustix::io::Errno::SRCH)))
}

fn row(component: &'static Component, api: &'static str, host: Option<&str>) -> AccessRow {
    let needs = component.needs_on(host);
    let patterns = |wanted: Rights| {
        let held = needs.iter().filter(|(_, rights)| rights.include(wanted));
        held.map(|(keys, _)| keys.to_string()).collect()
    };
    AccessRow {
        component: component.name,
        api,
        authenticates: component.proof.words(),
        openstack: component.openstack,
        host: host.map(str::to_owned),
        user: None,
        role: RoleState::None,
        checked: Checked::Never,
        time: None,
        reads: patterns(Rights::READ),
        writes: patterns(Rights::WRITE),
        note: component.note,
    }
}

fn rows_of(component: &'static Component, api: &Api, auth: Option<&Auth>, checks: Option<&Checks>) -> Vec<AccessRow> {
    let Some(auth) = auth else {
        return vec![AccessRow { role: RoleState::Unknown, ..row(component, api.word(), None) }];
    };
    let mut rows = Vec::new();
    for (user, roles) in &auth.users {
        for host in hosts_of(component, roles, api) {
            let base = row(component, api.word(), host.as_deref());
            let held = auth.roles.get(&role(component, host.as_deref()));
            let wanted: Grants = component.needs_on(host.as_deref()).into_iter().collect();
            // etcd keeps root's role to itself.
            let as_wanted = component.name == ROOT || held == Some(&wanted);
            let check = checks.and_then(|checks| checks.of(api.kind, user));
            let checked = match check {
                None => Checked::Never,
                Some(check) if check.roles != digest_of(auth, user) => Checked::Stale,
                Some(check) if !check.passed => Checked::Failed,
                Some(check) if check.enabled => Checked::Proved,
                Some(_) => Checked::Ready,
            };
            rows.push(AccessRow {
                user: Some(user.clone()),
                role: if as_wanted { RoleState::Ok } else { RoleState::Differs },
                checked,
                time: check.map(|check| check.time.clone()),
                ..base
            });
        }
    }
    if rows.is_empty() {
        rows.push(row(component, api.word(), None));
    }
    rows
}

/// On which hosts a user with these roles speaks for a component; `None` among them for all.
fn hosts_of(component: &Component, roles: &BTreeSet<String>, api: &Api) -> Vec<Option<String>> {
    if component.name == ROOT {
        return if roles.contains(ROOT) { vec![None] } else { Vec::new() };
    }
    let of = |role: &String| {
        let (found, host) = component_of(role, api.kind)?;
        (found.name == component.name).then(|| host.map(str::to_owned))
    };
    roles.iter().filter_map(of).collect()
}
