//! `calicross access enable`

use std::time::{Duration, Instant};

use clap::Args;
use jiff::Timestamp;
use uuid::Uuid;

use super::apis::{self, Api, ApiChoice};
use super::book::{self, Checks, Found};
use super::check::prove_root;
use super::gate::{self, Missing};
use super::identity::Bearer;
use super::switch::{add_way_back, agree, remove_traces, report, switch_off};
use super::way_back::{self, Order};
use crate::access::plan::unknown_password;
use crate::access::record::{State, Switch, way_back_user};
use crate::error::{CommandError, ErrorKind};
use crate::session::options::{WRITING, parse_duration};
use crate::session::settle::{actor, hostname, now};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::auth::{Auth, AuthChange, GUEST};
use crate::store::connection::{Connection, Secret};
use crate::store::{Kind, StoreError};

/// Time that members may take to hear of it.
const SETTLE: Duration = Duration::from_secs(5);

/// Arguments of `access enable`.
#[derive(Args, Debug)]
pub struct AccessEnableArgs {
    /// One API only: the keys of the other stay anybody's [default: both, as far as etcd serves them]
    #[arg(long, value_name = "API")]
    api: Option<ApiChoice>,

    /// Time until it is taken back, unless `access confirm` is given
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = parse_duration)]
    within: Duration,

    /// Components that are not in use although the datastore shows traces of them
    #[arg(long, value_name = "COMPONENT,...", value_delimiter = ',')]
    without: Vec<String>,

    /// v2: leave everything open to who is no user (the role guest), while users are kept to their roles already
    #[arg(long)]
    keep_guest: bool,

    /// Answer the questions with yes
    #[arg(short, long, help_heading = WRITING)]
    yes: bool,
}

/// What is known of an API before it is switched on.
struct Target {
    at: usize,
    auth: Auth,
    /// Whether the role guest is made, with nothing, so that who is no user is out at once.
    makes_guest: bool,
}

impl ReadCommand for AccessEnableArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let connection = session.settings.connection.clone();
        let root = Bearer::root(&connection, "switching authentication on")?;
        let mut apis = apis::open(session, &connection)?;
        let mut targets = Vec::new();
        for (at, api) in apis.iter_mut().enumerate() {
            let meant = self.api.is_none_or(|only| only.kind() == api.kind);
            if meant && !api.enabled {
                let auth = api.store.auth()?;
                let makes_guest = api.kind == Kind::Etcdv2 && !self.keep_guest && !auth.roles.contains_key(GUEST);
                targets.push(Target { at, auth, makes_guest });
            }
        }
        if targets.is_empty() {
            let known = book::switch(book::of(&mut apis)?)?;
            return report(session, false, &apis, known.as_ref().map(|found| &found.doc), "nothing to switch on");
        }
        self.check(session, &root, &mut apis, &targets)?;
        let order = self.order(&apis, &targets, &connection);
        self.print_way_back(session, &root, &apis, &order);
        self.warn(session, &apis, &targets);
        let names: Vec<_> = targets.iter().map(|target| apis[target.at].word()).collect();
        let question = format!("switches authentication on in {}: who is no user is out", names.join(" and "));
        session.confirm_protected(&question, self.yes)?;
        if !self.yes {
            agree(session, &question)?;
        }
        let switch = begin(&mut apis, &targets, &order)?;
        let switched = switch_on(session, &root, &mut apis, &targets);
        let switched = match (switched, still_on_trial(&mut apis, &switch)) {
            (Ok(()), on_trial) => on_trial.map(drop),
            // What failed, failed because it was taken back meanwhile.
            (Err(_), Err(over)) if over.kind() == ErrorKind::Refused => Err(over),
            (Err(err), _) => Err(err),
        };
        if let Err(err) = switched {
            return Err(self.take_back(session, &root, &mut apis, &order, &switch, &err));
        }
        for target in &targets {
            apis[target.at].enabled = true;
        }
        session.ui.status("`calicross access check --as USER` now proves of each what is refused to it, too");
        let line = format!(
            "authentication is on in {}; `calicross access confirm` keeps it, else it is taken back at {}",
            names.join(" and "),
            switch.until
        );
        report(session, true, &apis, Some(&switch), &line)
    }
}

impl AccessEnableArgs {
    /// Refuses until everybody has proved itself: root here and now, the others by their checks.
    fn check(
        &self,
        session: &Session,
        root: &Bearer,
        apis: &mut [Api],
        targets: &[Target],
    ) -> Result<(), CommandError> {
        let checks = Checks::read(book::of(apis)?)?;
        let proof = prove_root(session, root, apis)?;
        let mut missing: Vec<Missing> =
            proof.failures().into_iter().map(|line| Missing::Root(format!("root: {line}"))).collect();
        for target in targets {
            missing.extend(gate::missing(&mut apis[target.at], &target.auth, &checks, &self.without)?);
        }
        let on_trial = book::switch(book::of(apis)?)?.filter(|found| found.doc.state == State::Trial);
        // One whose time is over without anything being on is of a command that was killed with its process.
        let alive =
            |doc: &Switch| doc.until >= now() || apis.iter().any(|api| api.enabled && doc.apis.contains(&api.kind));
        if let Some(found) = on_trial.filter(|found| alive(&found.doc)) {
            missing.push(Missing::Root(format!("a switch-on is on trial already, until {}", found.doc.until)));
        }
        missing.sort();
        let missing: Vec<String> = missing.into_iter().map(Missing::into_line).collect();
        let Some((first, others)) = missing.split_first() else { return Ok(()) };
        let more = if others.is_empty() { String::new() } else { format!(" (and {} more)", others.len()) };
        let error = CommandError::new(ErrorKind::Refused, format!("not switched on: {first}{more}"));
        let error = others.iter().fold(error, |error, line| error.hint(format!("also: {line}")));
        Err(error.hint(
            "`calicross access apply` makes users and roles, `calicross access check --as USER` proves them; --without names \
             components that are not in use",
        ))
    }

    fn order(&self, apis: &[Api], targets: &[Target], connection: &Connection) -> Order {
        let id = Uuid::now_v7();
        let order = Order {
            id,
            apis: targets.iter().map(|target| apis[target.at].kind).collect(),
            book: apis.first().map_or(Kind::Etcdv2, |api| api.kind),
            endpoints: connection.endpoints.clone(),
            cacert: connection.cacert.clone(),
            cert: connection.cert.clone(),
            key: connection.key.clone(),
            timeout: connection.timeout,
            password: unknown_password().reveal().to_owned(),
            guest_made: targets.iter().any(|target| target.makes_guest),
            within: self.within,
            log: way_back::log_path(id),
        };
        order.absolute()
    }

    /// Prints how it is switched off by hand, before anything is done.
    fn print_way_back(&self, session: &Session, root: &Bearer, apis: &[Api], order: &Order) {
        let address = &order.endpoints.first().map_or("", String::as_str);
        let files = |names: [&str; 3]| {
            let paths = [&order.cacert, &order.cert, &order.key];
            let given = names.iter().zip(paths).filter_map(|(name, path)| Some((name, path.as_ref()?)));
            given.map(|(name, path)| format!(" {name} {}", path.display())).collect::<String>()
        };
        let user = if root.by_password { " --user root" } else { "" };
        let mut lines = vec![
            "the way back, as root, from any host:".to_owned(),
            format!(
                "  calicross access disable --yes --endpoints {address}{}{}",
                files(["--cacert", "--cert", "--key"]),
                if root.by_password { " --user root --password-file FILE" } else { "" }
            ),
        ];
        for kind in &order.apis {
            lines.push(match kind {
                Kind::Etcdv2 => {
                    format!("  curl -X DELETE{}{user} {address}/v2/auth/enable", files(["--cacert", "--cert", "--key"]))
                }
                _ => format!(
                    "  ETCDCTL_API=3 etcdctl --endpoints {address}{}{user} auth disable",
                    files(["--cacert", "--cert", "--key"])
                ),
            });
        }
        let time = format!("{:?}", self.within);
        lines.push(format!("and by itself, {time} after it is on, unless `calicross access confirm` is given"));
        if let Some(log) = &order.log {
            lines.push(format!("  by a process on {} that writes to {}", hostname(), log.display()));
        }
        let open: Vec<_> = apis.iter().filter(|api| !api.enabled && !order.apis.contains(&api.kind)).collect();
        for line in lines {
            session.ui.tell(&format!("{line}\n"));
        }
        for api in open {
            let word = api.word();
            session.ui.warn(&format!(
                "authentication stays off in {word}: its keys are anybody's, whatever roles there are elsewhere"
            ));
        }
    }

    fn warn(&self, session: &Session, apis: &[Api], targets: &[Target]) {
        for target in targets {
            let api = &apis[target.at];
            if api.kind != Kind::Etcdv2 {
                continue;
            }
            match target.auth.roles.get(GUEST) {
                Some(guest) if !guest.is_empty() => {
                    session.ui.warn(&format!(
                        "v2: the role guest is there, so who is no user may: {}",
                        gate::told_of_guest(guest)
                    ));
                }
                Some(_) if self.keep_guest => {
                    session.ui.warn(
                        "v2: the role guest is there and may nothing: who is no user is out, --keep-guest or not",
                    );
                }
                Some(_) => {}
                None if self.keep_guest => session.ui.warn("v2: who is no user may everything, as --keep-guest has it"),
                None => {}
            }
        }
    }

    /// Takes everything back at once, as it went wrong on the way.
    fn take_back(
        &self,
        session: &Session,
        root: &Bearer,
        apis: &mut [Api],
        order: &Order,
        switch: &Switch,
        err: &CommandError,
    ) -> CommandError {
        let taken = order.apis.iter().rev().try_for_each(|kind| {
            let off = |connection| {
                let mut store = session.open_api(*kind, connection)?;
                switch_off(store.as_mut(), order.guest_made && *kind == Kind::Etcdv2)?;
                Ok::<_, CommandError>(())
            };
            // The process may have ended, and taken its user along, before this API was on: then root itself can.
            off(order.connection()).or_else(|err| off(root.connection.clone()).map_err(|_| err))
        });
        let failed = format!("authentication was switched on, and not kept: {}", err.message());
        match taken {
            Ok(()) => {
                let doc = Switch { state: State::TakenBack, why: Some(err.message().to_owned()), ..switch.clone() };
                let marked = book::of(apis).and_then(|store| {
                    let known = book::switch(store)?;
                    Ok(book::put_switch(store, known.as_ref(), &doc)?)
                });
                if let Err(err) = marked {
                    session.ui.warn(&format!("that it was taken back is not remembered: {}", err.message()));
                }
                let error = CommandError::new(ErrorKind::Refused, format!("{failed}; it is off again"));
                if err.kind() == ErrorKind::Denied {
                    error.hint("etcd believes the name of a certificate only where it runs with --client-cert-auth")
                } else {
                    error
                }
            }
            Err(other) => CommandError::new(
                ErrorKind::Partial,
                format!("{failed}; it could not be taken back at once: {}", other.message()),
            )
            .hint(format!("process {} goes on trying; the way back by hand is printed above", switch.pid)),
        }
    }
}

/// Writes the record, makes the user of the way back and starts its process: all that must be there before anything is on.
///
/// The record comes first, so that the process finds it whenever it looks, and two commands at a time find one another.
fn begin(apis: &mut [Api], targets: &[Target], order: &Order) -> Result<Switch, CommandError> {
    let until = Timestamp::now() + order.within;
    let switch = Switch {
        id: order.id,
        state: State::Trial,
        apis: order.apis.clone(),
        since: now(),
        until: Timestamp::from_second(until.as_second()).unwrap_or(until).to_string(),
        actor: actor(),
        host: hostname(),
        pid: std::process::id(),
        guest_made: order.guest_made,
        why: None,
    };
    let store = book::of(apis)?;
    let known = book::switch(store)?;
    book::put_switch(store, known.as_ref(), &switch)?;
    start(apis, targets, order, &switch).inspect_err(|err| {
        // Nothing is on. It is told why; a user that stays is found by `disable`, and the record counts as long as its time.
        for target in targets {
            let _ = remove_traces(apis[target.at].store.as_mut(), &way_back_user(order.id), false);
        }
        let doc = Switch { state: State::TakenBack, why: Some(err.message().to_owned()), ..switch.clone() };
        let _ = book::of(apis).and_then(|store| {
            let known = book::switch(store)?;
            Ok(book::put_switch(store, known.as_ref(), &doc)?)
        });
    })
}

fn start(apis: &mut [Api], targets: &[Target], order: &Order, switch: &Switch) -> Result<Switch, CommandError> {
    let (user, password) = (way_back_user(order.id), Secret::new(order.password.as_str()));
    for target in targets {
        add_way_back(apis[target.at].store.as_mut(), &user, &password)
            .map_err(|err| CommandError::from(err).within(&format!("user {user}")))?;
    }
    let switch = Switch { pid: way_back::start(order)?, ..switch.clone() };
    let known = still_on_trial(apis, &switch)?;
    book::put_switch(book::of(apis)?, Some(&known), &switch)?;
    Ok(switch)
}

/// Looks whether the time was up while it was being switched on: what was taken back then is to be taken back whole.
fn still_on_trial(apis: &mut [Api], switch: &Switch) -> Result<Found<Switch>, CommandError> {
    let found = book::switch(book::of(apis)?)?;
    found.filter(|found| found.doc.id == switch.id && found.doc.state == State::Trial).ok_or_else(|| {
        CommandError::new(ErrorKind::Refused, "the time was up before it was on everywhere").hint("--within gives more")
    })
}

/// Switches it on, v2 first, and after each API looks whether root still is root.
fn switch_on(session: &Session, root: &Bearer, apis: &mut [Api], targets: &[Target]) -> Result<(), CommandError> {
    for target in targets {
        let api = &mut apis[target.at];
        if target.makes_guest {
            api.store.change_auth(&AuthChange::AddRole { role: GUEST.to_owned() })?;
        }
        match api.store.change_auth(&AuthChange::Enable) {
            // The look below tells whether it is on.
            Ok(()) | Err(StoreError::Unknown { .. }) => {}
            Err(err) => return Err(CommandError::from(err).within(api.word())),
        }
        let end = Instant::now() + SETTLE;
        loop {
            let mut store = session.open_api(api.kind, root.connection.clone())?;
            match store.auth() {
                Ok(auth) if auth.enabled => break,
                Ok(_) if Instant::now() < end => {}
                Ok(_) => {
                    let message = format!("{}: authentication is still off", api.word());
                    return Err(CommandError::new(ErrorKind::Refused, message));
                }
                Err(_) if Instant::now() < end => {}
                Err(err) => {
                    let place = format!("{}: root is not root any more", api.word());
                    return Err(CommandError::from(err).within(&place));
                }
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }
    Ok(())
}
