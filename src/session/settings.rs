//! Settings, resolved once: what was typed before variables before the file, each with its origin.
//!
//! A context that a *flag* names counts as if its members had been typed: a stray `ETCD_ENDPOINTS` must not turn
//! `--context lab` into a change of another cluster. Likewise a context named by `CALICROSS_CONTEXT` comes
//! before calicoctl's variables.

mod endpoints;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;
use serde::Serialize;

use super::config::{self, ConfigFile, Context};
use super::env;
use super::options::{DatastoreChoice, GlobalArgs, parse_duration};
use crate::error::{CommandError, ErrorKind};
use crate::store::connection::{Connection, Secret};
use endpoints::{parse_endpoints, without_credentials};

/// Where a setting's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An option on the command line.
    Flag(String),
    /// A variable.
    Variable(String),
    /// A context of the configuration file.
    File(PathBuf, String),
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "flag {name}"),
            Self::Variable(name) => write!(f, "variable {name}"),
            Self::File(path, context) => write!(f, "context {context} of {}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// One line of `calicross settings`.
#[derive(Clone, Debug, Serialize)]
pub struct Setting {
    /// The setting's name, that of its option.
    pub name: &'static str,
    /// Its value, for people; never a secret.
    pub value: String,
    /// Where it comes from.
    pub origin: String,
}

/// What a command runs with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which API.
    pub datastore: DatastoreChoice,
    /// The embedded store's file.
    pub path: Option<PathBuf>,
    /// How to reach etcd.
    pub connection: Connection,
    /// Time for a change to land, retries included.
    pub commit_timeout: Duration,
    /// The configuration file that was named; `None` where it is looked for.
    pub config: Option<PathBuf>,
    /// The context in use.
    pub context: Option<String>,
    /// Whether every change is asked about.
    pub protected: bool,
    /// Each setting with its value and origin.
    pub table: Vec<Setting>,
}

/// Tells where clap found an option's value, by the option's id.
pub type Typed<'a> = &'a dyn Fn(&str) -> Option<clap::parser::ValueSource>;

struct Resolver<'a> {
    typed: Typed<'a>,
    context: Option<(&'a Context, Origin, Rank)>,
    table: Vec<Setting>,
}

/// How early a context is asked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Flag,
    Variable,
    File,
}

impl Resolver<'_> {
    /// Decides one setting among all that could say something about it.
    fn pick<T>(
        &mut self,
        name: &'static str,
        option: Option<T>,
        of_context: impl Fn(&Context) -> Option<T>,
        calicoctl: Option<(T, &'static str)>,
        show: impl Fn(&T) -> String,
    ) -> Option<T> {
        self.pick_ranked(name, option, of_context, calicoctl, show).map(|(_, value)| value)
    }

    /// The same, with how early its source was asked: the lower, the stronger.
    fn pick_ranked<T>(
        &mut self,
        name: &'static str,
        option: Option<T>,
        of_context: impl Fn(&Context) -> Option<T>,
        calicoctl: Option<(T, &'static str)>,
        show: impl Fn(&T) -> String,
    ) -> Option<(u8, T)> {
        let id = name.replace('-', "_");
        let from_flag = (self.typed)(&id) == Some(clap::parser::ValueSource::CommandLine);
        let mut candidates: Vec<(u8, T, Origin)> = Vec::new();
        if let Some(value) = option {
            let variable = || env::option_variable(name).unwrap_or_default();
            let (rank, origin) =
                if from_flag { (0, Origin::Flag(format!("--{name}"))) } else { (2, Origin::Variable(variable())) };
            candidates.push((rank, value, origin));
        }
        if let Some((context, origin, rank)) = &self.context
            && let Some(value) = of_context(context)
        {
            let rank = match rank {
                Rank::Flag => 1,
                Rank::Variable => 3,
                Rank::File => 5,
            };
            candidates.push((rank, value, origin.clone()));
        }
        if let Some((value, variable)) = calicoctl {
            candidates.push((4, value, Origin::Variable(variable.to_owned())));
        }
        let (rank, value, origin) = candidates.into_iter().min_by_key(|(rank, ..)| *rank)?;
        self.table.push(Setting { name, value: show(&value), origin: origin.to_string() });
        Some((rank, value))
    }

    fn fall_back<T>(&mut self, name: &'static str, value: Option<T>, default: T, show: impl Fn(&T) -> String) -> T {
        value.unwrap_or_else(|| {
            self.table.push(Setting { name, value: show(&default), origin: Origin::Default.to_string() });
            default
        })
    }
}

impl Settings {
    /// Resolves the settings.
    ///
    /// # Errors
    /// Usage errors in what was typed or set, and what is wrong with the configuration file.
    pub fn resolve(args: &GlobalArgs, typed: Typed<'_>) -> Result<Self, CommandError> {
        let file = config::load(args.config.as_deref())?;
        let context = choose_context(args, typed, file.as_ref())?;
        let protected = context.as_ref().is_some_and(|(context, ..)| context.protected);
        let context_name = context.as_ref().and_then(|(_, origin, _)| match origin {
            Origin::File(_, name) => Some(name.clone()),
            _ => None,
        });
        let mut resolver = Resolver { typed, context, table: Vec::new() };
        if let Some(name) = &context_name {
            let origin = match (args.context.is_some(), typed("context")) {
                (true, Some(clap::parser::ValueSource::CommandLine)) => {
                    Origin::Flag("--context".to_owned()).to_string()
                }
                (true, _) => Origin::Variable("CALICROSS_CONTEXT".to_owned()).to_string(),
                _ => format!(
                    "current context of {}",
                    file.as_ref().map(|file| file.path.display().to_string()).unwrap_or_default()
                ),
            };
            resolver.table.push(Setting { name: "context", value: name.clone(), origin });
        }
        let path = resolver.pick_ranked(
            "path",
            args.path.clone(),
            |context| context.path.clone(),
            None,
            |path| path.display().to_string(),
        );
        let endpoints = endpoints(&mut resolver, args);
        let datastore = datastore(
            &mut resolver,
            args,
            path.as_ref().map(|(rank, _)| *rank),
            endpoints.as_ref().map(|(rank, _)| *rank),
        )?;
        let (path, endpoints) = (path.map(|(_, path)| path), endpoints.map(|(_, list)| list));
        if datastore == DatastoreChoice::File && path.is_none() {
            return Err(CommandError::new(ErrorKind::Usage, "the embedded store has no file").hint("--path names it"));
        }
        let connection = connection(&mut resolver, args, endpoints)?;
        let commit_timeout = duration(
            &mut resolver,
            "commit-timeout",
            args.commit_timeout,
            |context| context.commit_timeout.clone(),
            Duration::from_secs(30),
        )?;
        if let Some((_, origin, _)) = resolver.context.as_ref().filter(|_| protected) {
            resolver.table.push(Setting { name: "protected", value: "yes".to_owned(), origin: origin.to_string() });
        }
        let mut table = resolver.table;
        table.sort_by_key(|setting| setting.name);
        let config = args.config.clone();
        Ok(Self { datastore, path, connection, commit_timeout, config, context: context_name, protected, table })
    }

    /// Resolves the settings of another context of the same configuration file, as if nothing but its name had been typed.
    ///
    /// # Errors
    /// As [`Settings::resolve`].
    pub fn of_context(&self, name: &str) -> Result<Self, CommandError> {
        let args = GlobalArgs { config: self.config.clone(), context: Some(name.to_owned()), ..GlobalArgs::default() };
        Self::resolve(&args, &|id| (id == "context").then_some(clap::parser::ValueSource::CommandLine))
    }
}

/// Says which context is meant, and how strongly.
fn choose_context<'a>(
    args: &GlobalArgs,
    typed: Typed<'_>,
    file: Option<&'a ConfigFile>,
) -> Result<Option<(&'a Context, Origin, Rank)>, CommandError> {
    let rank = match (args.context.is_some(), typed("context")) {
        (true, Some(clap::parser::ValueSource::CommandLine)) => Rank::Flag,
        (true, _) => Rank::Variable,
        _ => Rank::File,
    };
    let Some(file) = file else {
        return match &args.context {
            None => Ok(None),
            Some(name) => Err(CommandError::new(
                ErrorKind::NotFound,
                format!("no context {name}: there is no configuration file"),
            )
            .hint("--config names one")),
        };
    };
    let Some(name) = args.context.as_ref().or(file.current.as_ref()) else { return Ok(None) };
    let context = file.context(name)?;
    Ok(Some((context, Origin::File(file.path.clone(), name.clone()), rank)))
}

fn duration(
    resolver: &mut Resolver<'_>,
    name: &'static str,
    typed: Option<Duration>,
    of_context: impl Fn(&Context) -> Option<String>,
    default: Duration,
) -> Result<Duration, CommandError> {
    let show = |time: &Duration| format!("{time:?}");
    let context = resolver.context.as_ref().and_then(|(context, ..)| of_context(context));
    let context = context
        .map(|text| {
            parse_duration(&text)
                .map_err(|err| CommandError::new(ErrorKind::Usage, format!("{name} in the configuration file: {err}")))
        })
        .transpose()?;
    let picked = resolver.pick(name, typed, |_| context, None, show);
    Ok(resolver.fall_back(name, picked, default, show))
}

/// Reads a list of etcd's base addresses as `--endpoints` takes it, all of one scheme; credentials in it are dropped.
///
/// # Errors
/// What is no such list.
pub fn etcd_endpoints(list: &str) -> Result<Vec<String>, CommandError> {
    Ok(parse_endpoints(list)?.0)
}

/// Decides which API. Where a file or endpoints come from a stronger source than the word for the API, they are what is
/// meant: a `--path` that was typed must not end up as a change of the cluster that calicoctl's file names.
fn datastore(
    resolver: &mut Resolver<'_>,
    args: &GlobalArgs,
    path: Option<u8>,
    endpoints: Option<u8>,
) -> Result<DatastoreChoice, CommandError> {
    let named = resolver.pick_ranked(
        "datastore",
        args.datastore.and_then(|choice| Some(choice.to_possible_value()?.get_name().to_owned())),
        |context| context.datastore.clone(),
        env::DATASTORE_TYPE.get().map(|text| (text, env::DATASTORE_TYPE.name)),
        Clone::clone,
    );
    let (rank, choice) = match named {
        None => (u8::MAX, DatastoreChoice::Auto),
        Some((rank, text)) => {
            let choice = DatastoreChoice::from_str(&text, false).map_err(|_| {
                CommandError::new(ErrorKind::Usage, format!("datastore {text} is none of auto, etcdv2, etcdv3, file"))
            })?;
            (rank, choice)
        }
    };
    let stronger = |one: Option<u8>, other: Option<u8>| one.is_some_and(|one| one < other.unwrap_or(u8::MAX));
    let implied = if stronger(path, Some(rank)) && !stronger(endpoints, path) {
        DatastoreChoice::File
    } else if choice == DatastoreChoice::File && stronger(endpoints, Some(rank)) && stronger(endpoints, path) {
        DatastoreChoice::Auto
    } else if rank < u8::MAX {
        return Ok(choice);
    } else {
        DatastoreChoice::Auto
    };
    resolver.table.retain(|setting| setting.name != "datastore");
    let show = |choice: &DatastoreChoice| {
        choice.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    };
    Ok(resolver.fall_back("datastore", None, implied, show))
}

fn endpoints(resolver: &mut Resolver<'_>, args: &GlobalArgs) -> Option<(u8, String)> {
    let authority = || {
        let authority = env::ETCD_AUTHORITY.get()?;
        let scheme = env::ETCD_SCHEME.get().unwrap_or_else(|| "http".to_owned());
        Some((format!("{scheme}://{authority}"), env::ETCD_AUTHORITY.name))
    };
    resolver.pick_ranked(
        "endpoints",
        args.endpoints.clone(),
        |context| context.endpoints.clone(),
        env::ETCD_ENDPOINTS.get().map(|text| (text, env::ETCD_ENDPOINTS.name)).or_else(authority),
        |list| without_credentials(list),
    )
}

fn connection(
    resolver: &mut Resolver<'_>,
    args: &GlobalArgs,
    endpoints: Option<String>,
) -> Result<Connection, CommandError> {
    let calicoctl = |variable: &'static env::Variable| variable.get().map(|text| (text, variable.name));
    let file = |variable: &'static env::Variable| variable.get().map(|text| (PathBuf::from(text), variable.name));
    let show = |path: &PathBuf| path.display().to_string();
    let endpoints = resolver.fall_back("endpoints", endpoints, "http://127.0.0.1:2379".to_owned(), Clone::clone);
    let (endpoints, from_url) = parse_endpoints(&endpoints)?;
    let cacert = resolver.pick(
        "cacert",
        args.cacert.clone(),
        |context| context.cacert.clone(),
        file(&env::ETCD_CA_CERT_FILE),
        show,
    );
    let cert =
        resolver.pick("cert", args.cert.clone(), |context| context.cert.clone(), file(&env::ETCD_CERT_FILE), show);
    let key = resolver.pick("key", args.key.clone(), |context| context.key.clone(), file(&env::ETCD_KEY_FILE), show);
    let user_only = |user: &String| user.split(':').next().unwrap_or_default().to_owned();
    let user = resolver.pick(
        "user",
        args.user.clone(),
        |context| context.user.clone(),
        calicoctl(&env::ETCD_USERNAME),
        user_only,
    );
    let password_file =
        resolver.pick("password-file", args.password_file.clone(), |context| context.password_file.clone(), None, show);
    let in_context = resolver.context.as_ref().and_then(|(context, ..)| context.password.clone());
    // etcdctl's `--user name:password` is understood.
    let (user, with_user) = match user {
        Some(text) => match text.split_once(':') {
            Some((name, password)) => (Some(name.to_owned()), Some(password.to_owned())),
            None => (Some(text), None),
        },
        None => (None, None),
    };
    let (url_user, url_password) = from_url.unzip();
    let user = user.or(url_user);
    let variable =
        |variable: &env::Variable| Some((variable.get()?, Origin::Variable(variable.name.to_owned()).to_string()));
    let password = match (with_user, password_file) {
        (Some(password), _) => Some((password, "beside the user".to_owned())),
        (None, Some(path)) => Some((read_password(&path)?, "password-file".to_owned())),
        (None, None) => variable(&env::PASSWORD)
            .or_else(|| variable(&env::ETCD_PASSWORD))
            .or_else(|| Some((in_context?.reveal().to_owned(), resolver.context.as_ref()?.1.to_string())))
            .or_else(|| Some((url_password?, "in the endpoints".to_owned()))),
    };
    if user.is_some() && password.is_none() {
        return Err(CommandError::new(ErrorKind::Usage, "a user without a password")
            .hint("--password-file names a file that holds it; CALICROSS_PASSWORD may hold it too"));
    }
    let timeout =
        duration(resolver, "timeout", args.timeout, |context| context.timeout.clone(), Duration::from_secs(5))?;
    let rate = resolver.pick("rate", args.rate, |context| context.rate, None, ToString::to_string);
    let rate = resolver.fall_back("rate", rate, Connection::DEFAULT_RATE, ToString::to_string);
    let password = user.as_ref().and(password).map(|(password, origin)| {
        resolver.table.push(Setting { name: "password", value: "(not shown)".to_owned(), origin });
        Secret::new(password)
    });
    Ok(Connection { endpoints, cacert, cert, key, user, password, timeout, rate })
}

fn read_password(path: &PathBuf) -> Result<String, CommandError> {
    let text = std::fs::read_to_string(path)
        .map_err(|err| CommandError::new(ErrorKind::Usage, format!("password file {}: {err}", path.display())))?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}
