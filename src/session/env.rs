//! Every variable of the environment that calicross reads, once.
//!
//! Beside these, each option has a variable of its own: `CALICROSS_` and the option's name in capitals,
//! `-` as `_` (`--password-file` is `CALICROSS_PASSWORD_FILE`); `--force` alone has none. That rule lives in
//! [`option_variable`], and the command line is built by it.

/// A variable and what it is for.
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// What it is for, one line.
    pub purpose: &'static str,
}

/// The password of `--user`, where it is in no file.
pub const PASSWORD: Variable =
    Variable { name: "CALICROSS_PASSWORD", purpose: "password of --user, where it is in no file" };
/// Who acts, where everybody is root.
pub const ACTOR: Variable =
    Variable { name: "CALICROSS_ACTOR", purpose: "who acts, for the journal; else the user that runs calicross" };
/// Where local journals and interrupted plans are kept.
pub const STATE_DIR: Variable = Variable {
    name: "CALICROSS_STATE_DIR",
    purpose: "folder of local journals and interrupted plans; else calicross in $XDG_STATE_HOME or ~/.local/state",
};
/// Which shell asks what could follow, as the completion scripts set it.
pub const COMPLETE: Variable = Variable {
    name: "CALICROSS_COMPLETE",
    purpose: "set by the completion scripts: the shell that asks what could follow on its line",
};
/// How long completion waits for names.
pub const COMPLETE_WAIT: Variable = Variable {
    name: "CALICROSS_COMPLETE_WAIT",
    purpose: "how long completion waits for names from the datastore before it offers none; else 270ms",
};
/// calicoctl's list of endpoints.
pub const ETCD_ENDPOINTS: Variable = Variable { name: "ETCD_ENDPOINTS", purpose: "as for calicoctl: etcd's addresses" };
/// calicoctl's host and port.
pub const ETCD_AUTHORITY: Variable =
    Variable { name: "ETCD_AUTHORITY", purpose: "as for calicoctl: etcd's host:port, where ETCD_ENDPOINTS is not set" };
/// calicoctl's scheme for it.
pub const ETCD_SCHEME: Variable =
    Variable { name: "ETCD_SCHEME", purpose: "as for calicoctl: http or https, for ETCD_AUTHORITY" };
/// calicoctl's authority file.
pub const ETCD_CA_CERT_FILE: Variable =
    Variable { name: "ETCD_CA_CERT_FILE", purpose: "as for calicoctl: see --cacert" };
/// calicoctl's certificate file.
pub const ETCD_CERT_FILE: Variable = Variable { name: "ETCD_CERT_FILE", purpose: "as for calicoctl: see --cert" };
/// calicoctl's key file.
pub const ETCD_KEY_FILE: Variable = Variable { name: "ETCD_KEY_FILE", purpose: "as for calicoctl: see --key" };
/// calicoctl's user.
pub const ETCD_USERNAME: Variable = Variable { name: "ETCD_USERNAME", purpose: "as for calicoctl: see --user" };
/// calicoctl's password.
pub const ETCD_PASSWORD: Variable =
    Variable { name: "ETCD_PASSWORD", purpose: "as for calicoctl: the password of ETCD_USERNAME" };
/// calicoctl's kind of datastore.
pub const DATASTORE_TYPE: Variable =
    Variable { name: "DATASTORE_TYPE", purpose: "as for calicoctl: etcdv2; see --datastore" };

/// What a process is that takes a switch-on back.
pub const WAY_BACK: Variable = Variable {
    name: "CALICROSS_WAY_BACK",
    purpose: "set by `access enable` for the process that takes it back unless it is confirmed",
};
/// The original calicoctl.
pub const REAL_CALICOCTL: Variable = Variable {
    name: "CALICROSS_REAL_CALICOCTL",
    purpose: "under the name calicoctl: the original one, which runs the words that manage containers and daemons of the host",
};

/// All of them, for the manual.
pub const ALL: [&Variable; 16] = [
    &PASSWORD,
    &ACTOR,
    &STATE_DIR,
    &COMPLETE,
    &COMPLETE_WAIT,
    &ETCD_ENDPOINTS,
    &ETCD_AUTHORITY,
    &ETCD_SCHEME,
    &ETCD_CA_CERT_FILE,
    &ETCD_CERT_FILE,
    &ETCD_KEY_FILE,
    &ETCD_USERNAME,
    &ETCD_PASSWORD,
    &DATASTORE_TYPE,
    &WAY_BACK,
    &REAL_CALICOCTL,
];

impl Variable {
    /// Returns its value; empty counts as not set.
    pub fn get(&self) -> Option<String> {
        std::env::var(self.name).ok().filter(|value| !value.is_empty())
    }
}

/// Returns the variable of a long option; `None` for `--force`, which nobody should set once and forget.
pub fn option_variable(long: &str) -> Option<String> {
    let internal = matches!(long, "force" | "help" | "version");
    (!internal).then(|| format!("CALICROSS_{}", long.to_ascii_uppercase().replace('-', "_")))
}
