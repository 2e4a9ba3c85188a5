//! `calicross access check`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use uuid::Uuid;

use super::apis::{self, Api};
use super::book;
use super::identity::{Bearer, read_password};
use crate::access::component::{COMPONENTS, Component, KUBE_APISERVER};
use crate::access::plan::{api_word, component_of, role};
use crate::access::proof::{Finding, Tried, Try, tries, tries_elsewhere};
use crate::access::record::{Check, digest_of};
use crate::error::{CommandError, ErrorKind};
use crate::render::printable;
use crate::session::settle::{actor, hostname, now};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::auth::{Auth, Keys, ROOT};
use crate::store::connection::Connection;
use crate::store::{Kind, StoreError};

/// Arguments of `access check`.
#[derive(Args, Debug)]
pub struct AccessCheckArgs {
    /// The user, by the common name of its certificate or the name of its password
    #[arg(long = "as", value_name = "USER")]
    as_user: String,

    /// PEM file of the user's certificate [default: who --cert, or --user, says we are]
    #[arg(long, value_name = "FILE", conflicts_with = "as_password_file", value_hint = clap::ValueHint::FilePath)]
    as_cert: Option<PathBuf>,

    /// PEM file of its key [default: in the certificate's file]
    #[arg(long, value_name = "FILE", requires = "as_cert", value_hint = clap::ValueHint::FilePath)]
    as_key: Option<PathBuf>,

    /// File with the user's password
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    as_password_file: Option<PathBuf>,

    /// Which component it speaks for, where its roles cannot be read
    #[arg(long, value_name = "COMPONENT[@HOST]")]
    component: Option<String>,
}

/// What a user is to prove in one API.
struct Task {
    api: Kind,
    component: &'static Component,
    host: Option<String>,
}

/// What came of it.
#[derive(Serialize)]
struct CheckDoc {
    user: String,
    proof: &'static str,
    passed: bool,
    /// Whether it is remembered for `enable` and `confirm`.
    recorded: bool,
    apis: Vec<ApiDoc>,
    faults: Vec<String>,
    tried: Vec<Tried>,
}

#[derive(Serialize)]
struct ApiDoc {
    api: &'static str,
    authentication: &'static str,
    components: Vec<String>,
    passed: bool,
}

/// The proof of one identity.
pub(super) struct Proof {
    apis: Vec<ApiDoc>,
    faults: Vec<String>,
    tried: Vec<Tried>,
}

impl Proof {
    fn passed(&self) -> bool {
        self.faults.is_empty() && self.apis.iter().all(|api| api.passed)
    }

    /// What of it failed, in a line each.
    pub(super) fn failures(&self) -> Vec<String> {
        let failed = self.tried.iter().filter(|tried| tried.finding == Finding::Failed);
        self.faults.iter().cloned().chain(failed.map(Tried::fault)).collect()
    }
}

impl ReadCommand for AccessCheckArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let base = session.settings.connection.clone();
        let bearer = self.bearer(&base)?;
        let mut apis = apis::open(session, &base)?;
        let mut auths = Vec::new();
        for api in &mut apis {
            auths.push(api.auth()?);
        }
        let tasks = self.tasks(&apis, &auths)?;
        let proof = prove(session, &bearer, &tasks, &apis, &auths)?;
        let recorded = remember(session, &bearer, &tasks, &mut apis, &auths, &proof)?;
        let passed = proof.passed();
        let Proof { apis: of_apis, faults, tried } = proof;
        let doc = CheckDoc {
            user: bearer.user.clone(),
            proof: bearer.proof(),
            passed,
            recorded,
            apis: of_apis,
            faults,
            tried,
        };
        session.ui.object("calicross/access-check/1", &doc, &mut |out| doc.print(out))?;
        Ok(if passed { Outcome::Yes } else { Outcome::No })
    }
}

impl AccessCheckArgs {
    /// Makes the connection that says it is the user, and holds what it says against it.
    fn bearer(&self, base: &Connection) -> Result<Bearer, CommandError> {
        let user = &self.as_user;
        let refused = |message: String| CommandError::new(ErrorKind::Refused, message).object(format!("user {user}"));
        let connection = match (&self.as_cert, &self.as_password_file) {
            (Some(cert), _) => {
                if !base.is_tls() {
                    let message = format!("a certificate says nothing over {}: nobody looks at it", base.address());
                    return Err(refused(message).hint("--endpoints with https://, and etcd with --client-cert-auth"));
                }
                let cert = Some(cert.clone());
                Connection { cert, key: self.as_key.clone(), user: None, password: None, ..base.clone() }
            }
            (None, Some(file)) => {
                Connection { user: Some(user.clone()), password: Some(read_password(file)?), ..base.clone() }
            }
            (None, None) => base.clone(),
        };
        let hint = "--as-cert and --as-key, or --as-password-file, say so";
        match Bearer::of(&connection)? {
            Some(bearer) if bearer.user == *user => Ok(bearer),
            Some(bearer) => {
                Err(refused(format!("the {} is of {}, not of {user}", bearer.proof(), bearer.user)).hint(hint))
            }
            None => Err(refused(format!("nothing says that we are {user}")).hint(hint)),
        }
    }

    /// Finds out what the user has to prove, by its roles or by what was said.
    fn tasks(&self, apis: &[Api], auths: &[Option<Auth>]) -> Result<Vec<Task>, CommandError> {
        let user = &self.as_user;
        let mut tasks = Vec::new();
        for (api, auth) in apis.iter().zip(auths) {
            let task = |component, host: Option<&str>| Task { api: api.kind, component, host: host.map(str::to_owned) };
            let root = || COMPONENTS.iter().find(|component| component.name == ROOT);
            if user == ROOT {
                tasks.extend(root().map(|component| task(component, None)));
            } else if let Some(word) = &self.component {
                tasks.extend(component_of(word, api.kind).map(|(component, host)| task(component, host)));
            } else if let Some(auth) = auth {
                let roles = auth.users.get(user).into_iter().flatten();
                tasks.extend(
                    roles
                        .filter_map(|role| component_of(role, api.kind))
                        .map(|(component, host)| task(component, host)),
                );
            }
        }
        if tasks.is_empty() {
            let message = match &self.component {
                Some(word) => format!("no component {word} gets a role here"),
                None => format!("user {user} has the role of no component"),
            };
            return Err(CommandError::new(ErrorKind::NotFound, message)
                .object(format!("user {user}"))
                .hint("`calicross access apply` makes roles and users; --component says for which it speaks, where they cannot be read"));
        }
        Ok(tasks)
    }
}

/// Tries everything that an identity should and should not do.
fn prove(
    session: &Session,
    bearer: &Bearer,
    tasks: &[Task],
    apis: &[Api],
    auths: &[Option<Auth>],
) -> Result<Proof, CommandError> {
    let scratch = Uuid::new_v4().simple().to_string();
    let mut proof = Proof { apis: Vec::new(), faults: Vec::new(), tried: Vec::new() };
    for task in tasks.iter().filter(|_| bearer.by_password) {
        if !task.component.proof.takes_password() {
            let component = task.component.name;
            proof.faults.push(format!("{component} cannot send a password: it needs a certificate"));
        }
    }
    let kube = tasks.iter().any(|task| task.component.name == KUBE_APISERVER);
    if let Some(task) = tasks.iter().find(|task| kube && task.component.openstack) {
        let openstack = task.component.name;
        proof
            .faults
            .push(format!("{openstack} and kube-apiserver go by one name, so that etcd cannot tell them apart"));
    }
    for (api, auth) in apis.iter().zip(auths) {
        let own: Vec<_> = tasks.iter().filter(|task| task.api == api.kind).collect();
        let mut wanted = Vec::new();
        for task in &own {
            let host = task.host.as_deref();
            let of_task = match task.component.api {
                Some(_) => tries(task.component, host, api.kind),
                // root may everything: there is nothing that must be refused.
                None => root_tries(task.component, api.kind),
            };
            wanted.extend(of_task.into_iter().filter(|one| !wanted.contains(one)).collect::<Vec<_>>());
        }
        // What one of several roles allows is not forbidden by another's.
        let allowed: Vec<_> = wanted.iter().filter(|one| one.allowed).cloned().collect();
        wanted.retain(|one| {
            one.allowed || !allowed.iter().any(|other| other.write == one.write && other.keys.cover(&one.keys))
        });
        if own.is_empty() {
            wanted = tries_elsewhere(api.kind);
        }
        let mut store = session.open_api(api.kind, bearer.connection.clone())?;
        let mut passed = true;
        for one in wanted {
            let verdict = store.try_access(&one.keys, one.write, &scratch)?;
            // In an API that it does not speak, a role would be a fault of its own.
            let granted = auth.as_ref().filter(|auth| !own.is_empty() || auth.users.contains_key(&bearer.user));
            let granted = granted.map(|auth| auth.allows(&bearer.user, &one.keys, one.rights()));
            let tried = Tried::new(&one, &verdict, api.enabled, granted);
            passed &= tried.finding != Finding::Failed && (own.is_empty() || tried.finding != Finding::Untried);
            proof.tried.push(tried);
        }
        if own.iter().any(|task| task.component.name == ROOT) && api.enabled {
            match store.auth() {
                Ok(_) => {}
                Err(StoreError::Denied { detail, .. }) => {
                    passed = false;
                    proof.faults.push(format!("{}: it may not read users and roles: {detail}", api.word()));
                }
                Err(err) => return Err(err.into()),
            }
        }
        // Where its own API asks for users and another does not, the keys there are anybody's.
        let elsewhere_open = own.is_empty() && !api.enabled && is_kept(tasks, apis);
        if elsewhere_open && tasks.iter().any(|task| task.component.openstack) {
            passed = false;
            proof.faults.push(format!(
                "authentication is off in {}: there it may touch everything, /registry included",
                api.word()
            ));
        }
        proof.apis.push(ApiDoc {
            api: api.word(),
            authentication: apis::on_off(api.enabled),
            components: own.iter().map(|task| role(task.component, task.host.as_deref())).collect(),
            passed,
        });
    }
    Ok(proof)
}

/// Tells whether the API that the tasks are of asks for users.
fn is_kept(tasks: &[Task], apis: &[Api]) -> bool {
    tasks.iter().any(|task| apis.iter().any(|api| api.kind == task.api && api.enabled))
}

fn root_tries(component: &Component, api: Kind) -> Vec<Try> {
    let needs = component.needs_on(None);
    let both = |(keys, _): &(Keys, _)| [false, true].map(|write| Try { api, keys: keys.clone(), write, allowed: true });
    needs.iter().flat_map(both).collect()
}

/// Proves that a connection is root's, in every API that has a root.
///
/// # Errors
/// Where it cannot be tried.
pub(super) fn prove_root(session: &Session, bearer: &Bearer, apis: &mut [Api]) -> Result<Proof, CommandError> {
    let mut auths = Vec::new();
    for api in apis.iter_mut() {
        auths.push(api.auth()?);
    }
    let component = COMPONENTS.iter().find(|component| component.name == ROOT);
    let tasks: Vec<Task> = component
        .into_iter()
        .flat_map(|component| apis.iter().map(move |api| Task { api: api.kind, component, host: None }))
        .zip(&auths)
        .filter(|(_, auth)| auth.as_ref().is_none_or(|auth| auth.users.contains_key(ROOT)))
        .map(|(task, _)| task)
        .collect();
    prove(session, bearer, &tasks, apis, &auths)
}

/// Remembers what was proved in each API that the user has to do with; tells whether that could be done.
fn remember(
    session: &Session,
    bearer: &Bearer,
    tasks: &[Task],
    apis: &mut [Api],
    auths: &[Option<Auth>],
    proof: &Proof,
) -> Result<bool, CommandError> {
    let mut of_apis: Vec<(Kind, Check)> = Vec::new();
    for (api, auth) in apis.iter().zip(auths) {
        if !tasks.iter().any(|task| task.api == api.kind) {
            continue;
        }
        let Some(auth) = auth else {
            let hint = "who may not read users and roles cannot remember a check of them";
            session.ui.warn(&format!("not remembered: {hint}; as root, `enable` and `confirm` go by it"));
            return Ok(false);
        };
        let check = Check {
            passed: proof.passed(),
            time: now(),
            actor: actor(),
            host: hostname(),
            proof: bearer.proof().to_owned(),
            enabled: api.enabled,
            roles: digest_of(auth, &bearer.user),
        };
        of_apis.push((api.kind, check));
    }
    let store = book::of(apis)?;
    for (api, check) in of_apis {
        match book::put_check(store, api, &bearer.user, &check) {
            Ok(()) => {}
            Err(StoreError::Denied { detail, .. }) => {
                session.ui.warn(&format!("not remembered: we may not write it: {detail}"));
                return Ok(false);
            }
            Err(err) => {
                return Err(CommandError::from(err).within(&format!(
                    "the check of {} in {}",
                    bearer.user,
                    api_word(api)
                )));
            }
        }
    }
    Ok(true)
}

impl CheckDoc {
    fn print(&self, out: &mut dyn Write) -> std::io::Result<()> {
        for api in &self.apis {
            let components = match api.components.as_slice() {
                [] => "speaks for no component there".to_owned(),
                list => format!("speaks for {}", list.join(", ")),
            };
            writeln!(out, "{} authentication {}: {} {components}", api.api, api.authentication, printable(&self.user))?;
        }
        for tried in &self.tried {
            writeln!(out, "  {}", printable(&tried.line()))?;
        }
        for fault in &self.faults {
            writeln!(out, "  {:8} {}", Finding::Failed.word(), printable(fault))?;
        }
        let (user, proof) = (printable(&self.user), self.proof);
        if !self.passed {
            return writeln!(out, "{user} has NOT passed (by {proof})");
        }
        writeln!(out, "{user} has passed (by {proof})")
    }
}
