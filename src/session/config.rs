//! The configuration file: contexts of our own, or calicoctl's file as it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer};

use crate::error::{CommandError, ErrorKind};
use crate::store::connection::Secret;

/// What one context sets; absent members are left to other sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Context {
    /// `auto`, `etcdv2`, `etcdv3` or `file`.
    pub datastore: Option<String>,
    /// The embedded store's file.
    pub path: Option<PathBuf>,
    /// Addresses, comma-separated, or a list of them.
    #[serde(default, deserialize_with = "one_or_more")]
    pub endpoints: Option<String>,
    /// See `--cacert`.
    pub cacert: Option<PathBuf>,
    /// See `--cert`.
    pub cert: Option<PathBuf>,
    /// See `--key`.
    pub key: Option<PathBuf>,
    /// See `--user`.
    pub user: Option<String>,
    /// See `--password-file`.
    pub password_file: Option<PathBuf>,
    /// calicoctl's file may hold the password itself.
    pub password: Option<Secret>,
    /// See `--timeout`.
    pub timeout: Option<String>,
    /// See `--commit-timeout`.
    pub commit_timeout: Option<String>,
    /// See `--rate`.
    pub rate: Option<u32>,
    /// Whether every change in this context is asked about.
    #[serde(default)]
    pub protected: bool,
}

fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected an address or a list of addresses")]
    enum Addresses {
        One(String),
        More(Vec<String>),
    }
    Ok(Some(match Addresses::deserialize(deserializer)? {
        Addresses::One(text) => text,
        Addresses::More(list) => list.join(","),
    }))
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Own {
    current_context: Option<String>,
    contexts: BTreeMap<String, Context>,
}

/// calicoctl 1.x's `/etc/calico/calicoctl.cfg`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Calicoctl {
    #[serde(rename = "apiVersion")]
    api_version: String,
    kind: String,
    #[serde(default)]
    spec: CalicoctlSpec,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct CalicoctlSpec {
    datastore_type: Option<String>,
    etcd_endpoints: Option<String>,
    etcd_authority: Option<String>,
    etcd_scheme: Option<String>,
    etcd_username: Option<String>,
    etcd_password: Option<String>,
    etcd_key_file: Option<PathBuf>,
    etcd_cert_file: Option<PathBuf>,
    #[serde(rename = "etcdCACertFile")]
    etcd_ca_cert_file: Option<PathBuf>,
}

/// A configuration file that was read.
#[derive(Clone, Debug, Default)]
pub struct ConfigFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The context that is used unless another is named.
    pub current: Option<String>,
    /// All of them.
    pub contexts: BTreeMap<String, Context>,
}

/// The name of the one context that calicoctl's file is.
pub const CALICOCTL: &str = "calicoctl";

/// Reads the configuration file: the one named, which must be there, or else the first that exists of the
/// user's, the system's and calicoctl's own.
///
/// # Errors
/// Where the file named is missing, or the one found does not parse.
pub fn load(named: Option<&Path>) -> Result<Option<ConfigFile>, CommandError> {
    if let Some(path) = named {
        return read(path).map(Some);
    }
    defaults().into_iter().find(|path| path.exists()).map(|path| read(&path)).transpose()
}

fn defaults() -> Vec<PathBuf> {
    // One that is empty is not set: the file must not be looked for in the folder that somebody happens to be in.
    let folder = |name: &str| std::env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let home = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")));
    let own = home.map(|home| home.join("calicross/config.yaml"));
    let system = ["/etc/calicross/config.yaml", "/etc/calico/calicoctl.cfg"].map(PathBuf::from);
    own.into_iter().chain(system).collect()
}

fn read(path: &Path) -> Result<ConfigFile, CommandError> {
    let bad = |why: String| {
        // A parser's message may run over several lines with a snippet; the first says what is wrong and where.
        let why = why.lines().next().unwrap_or_default();
        let why = why.strip_prefix("error: ").unwrap_or(why);
        CommandError::new(ErrorKind::BadData, format!("configuration file {}: {why}", path.display()))
            .hint("calicross' own format has `contexts:`; calicoctl's has `kind: calicoApiConfig`")
    };
    let text = std::fs::read_to_string(path).map_err(|err| {
        CommandError::new(ErrorKind::NotFound, format!("configuration file {}: {err}", path.display()))
    })?;
    let (current, contexts) = if text.lines().any(|line| line.trim_start().starts_with("apiVersion:")) {
        let file: Calicoctl = serde_saphyr::from_str(&text).map_err(|err| bad(err.to_string()))?;
        if file.kind != "calicoApiConfig" || file.api_version != "v1" {
            return Err(bad(format!("kind {} {} is not calicoApiConfig v1", file.kind, file.api_version)));
        }
        let context = calicoctl(file.spec).map_err(bad)?;
        (Some(CALICOCTL.to_owned()), BTreeMap::from([(CALICOCTL.to_owned(), context)]))
    } else {
        let file: Own = serde_saphyr::from_str(&text).map_err(|err| bad(err.to_string()))?;
        (file.current_context, file.contexts)
    };
    Ok(ConfigFile { path: path.to_owned(), current, contexts })
}

fn calicoctl(spec: CalicoctlSpec) -> Result<Context, String> {
    let authority = spec.etcd_authority.map(|authority| {
        let scheme = spec.etcd_scheme.as_deref().unwrap_or("http");
        format!("{scheme}://{authority}")
    });
    match spec.datastore_type.as_deref() {
        None | Some("" | "etcdv2") => {}
        Some(other) => {
            return Err(format!("datastoreType {other} is no etcd; calicross reads etcdv2, etcdv3 and files"));
        }
    }
    Ok(Context {
        datastore: Some("etcdv2".to_owned()),
        endpoints: spec.etcd_endpoints.filter(|list| !list.is_empty()).or(authority),
        cacert: spec.etcd_ca_cert_file,
        cert: spec.etcd_cert_file,
        key: spec.etcd_key_file,
        user: spec.etcd_username.filter(|user| !user.is_empty()),
        password: spec.etcd_password.map(Secret::new),
        ..Context::default()
    })
}

impl ConfigFile {
    /// Returns a context by name.
    ///
    /// # Errors
    /// Where there is none; the message lists those that are.
    pub fn context(&self, name: &str) -> Result<&Context, CommandError> {
        self.contexts.get(name).ok_or_else(|| {
            let known: Vec<&str> = self.contexts.keys().map(String::as_str).collect();
            CommandError::new(ErrorKind::NotFound, format!("no context {name} in {}", self.path.display()))
                .object(format!("context {name}"))
                .hint(format!("it has {}", known.join(", ")))
        })
    }
}
