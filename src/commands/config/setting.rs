//! What a name of a setting means: a parameter of Felix, a setting of BIRD, or one of calicoctl 1.x's names.

use std::ops::Not;

use crate::error::{CommandError, ErrorKind};
use crate::model::felix::{self, Generation, Parameter};
use crate::model::key::{BgpGlobal, BgpHost, Key};
use crate::model::name::{self, Kind};
use crate::store::{Scope, Snapshot};

/// A setting of BIRD, by its name in `config`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Bird {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its key for all hosts, where it has one.
    pub(crate) global: Option<BgpGlobal>,
    /// Its key for one host, where it has one.
    pub(crate) host: Option<BgpHost>,
    /// What values it takes.
    pub(crate) values: &'static str,
    /// What holds where it is not set.
    pub(crate) default: &'static str,
}

/// Every setting of BIRD, by name.
pub(crate) static BIRD: [Bird; 7] = [
    Bird {
        name: "bgp.as_num",
        global: Some(BgpGlobal::AsNum),
        host: Some(BgpHost::AsNum),
        values: "AS number",
        default: "",
    },
    Bird { name: "bgp.ip_addr_v4", global: None, host: Some(BgpHost::IpAddrV4), values: "IPv4 address", default: "" },
    Bird { name: "bgp.ip_addr_v6", global: None, host: Some(BgpHost::IpAddrV6), values: "IPv6 address", default: "" },
    Bird {
        name: "bgp.loglevel",
        global: Some(BgpGlobal::LogLevel),
        host: Some(BgpHost::LogLevel),
        values: "none|debug|info",
        default: "info",
    },
    Bird { name: "bgp.network_v4", global: None, host: Some(BgpHost::NetworkV4), values: "IPv4 CIDR", default: "" },
    Bird { name: "bgp.network_v6", global: None, host: Some(BgpHost::NetworkV6), values: "IPv6 CIDR", default: "" },
    Bird { name: "bgp.node_mesh", global: Some(BgpGlobal::NodeMesh), host: None, values: "on|off", default: "on" },
];

impl Bird {
    /// The one of a name, with or without `bgp.`, in any case.
    fn named(name: &str) -> Option<&'static Self> {
        let plain = |bird: &&Self| bird.name.strip_prefix("bgp.").is_some_and(|plain| plain.eq_ignore_ascii_case(name));
        BIRD.iter().find(|bird| bird.name.eq_ignore_ascii_case(name) || plain(bird))
    }

    /// The one of a key.
    pub(crate) fn of(key: &Key) -> Option<&'static Self> {
        BIRD.iter().find(|bird| match key {
            Key::BgpGlobal(setting) => bird.global == Some(*setting),
            Key::BgpHost { setting, .. } => bird.host == Some(*setting),
            _ => false,
        })
    }

    /// The key, of all hosts or of one; `None` where there is no such key.
    pub(crate) fn key(&self, host: Option<&str>) -> Option<Key> {
        match host {
            None => self.global.map(Key::BgpGlobal),
            Some(host) => self.host.map(|setting| Key::BgpHost { host: host.to_owned(), setting }),
        }
    }
}

/// What is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// A parameter of Felix.
    Felix(&'static Parameter),
    /// A name that no Felix looks for, or not in the datastore.
    Other(String),
    /// A setting of BIRD.
    Bird(&'static Bird),
    /// calicoctl 1.x's `logLevel`: Felix' on the screen, and BIRD's.
    LogLevel,
}

/// A setting at a place: what every verb of `config` works on.
#[derive(Clone, Debug)]
pub(crate) struct Target<'a> {
    /// What is set.
    pub(crate) setting: Setting,
    /// calicoctl 1.x's name, where it was named so.
    pub(crate) old_name: Option<&'static str>,
    /// The one host; `None` for all.
    pub(crate) host: Option<&'a str>,
    /// The one generation of Felix for which values are checked; `None` for both.
    pub(crate) felix: Option<Generation>,
}

impl<'a> Target<'a> {
    /// Finds out what a name means, in any case.
    ///
    /// # Errors
    /// Where the name or the host's cannot be part of a key, or the setting has no key there.
    pub(crate) fn of(word: &str, host: Option<&'a str>, felix: Option<Generation>) -> Result<Self, CommandError> {
        if let Some(host) = host {
            name::check(Kind::Host, host)?;
        }
        let (setting, old_name) = resolve(word)?;
        let target = Self { setting, old_name, host, felix };
        target.check_place(word)?;
        Ok(target)
    }

    fn check_place(&self, word: &str) -> Result<(), CommandError> {
        let usage =
            |message: String| Err(CommandError::new(ErrorKind::Usage, message).object(format!("setting {word}")));
        match (&self.setting, self.host) {
            (Setting::Bird(bird), None) if bird.global.is_none() => {
                usage(format!("{} is of one host each: --host says which", bird.name))
            }
            (Setting::Bird(bird), Some(_)) if bird.host.is_none() => {
                usage(format!("{} is of all hosts: --host does not go with it", bird.name))
            }
            // calicoctl 1.x knows these for the whole cluster only.
            (_, Some(_)) if self.old_name.is_some_and(|name| name != "logLevel") => {
                usage(format!("{} is of all hosts: --host does not go with it", self.old_name.unwrap_or(word)))
            }
            _ => Ok(()),
        }
    }

    /// Its name, as lists show it.
    pub(crate) fn name(&self) -> &str {
        match &self.setting {
            Setting::Felix(known) => known.name,
            Setting::Other(name) => name,
            Setting::Bird(bird) => bird.name,
            Setting::LogLevel => "logLevel",
        }
    }

    /// Where it holds, in words.
    pub(crate) fn place(&self) -> String {
        self.host.map_or_else(|| "on every host".to_owned(), |host| format!("on host {host}"))
    }

    /// Its keys: one, but for `logLevel`.
    pub(crate) fn keys(&self) -> Vec<Key> {
        match &self.setting {
            Setting::Felix(known) => vec![felix_key(self.host, known.name)],
            Setting::Other(name) => vec![felix_key(self.host, name)],
            Setting::Bird(bird) => bird.key(self.host).into_iter().collect(),
            Setting::LogLevel => {
                let bird = Bird::named("loglevel").and_then(|bird| bird.key(self.host));
                std::iter::once(felix_key(self.host, "LogSeverityScreen")).chain(bird).collect()
            }
        }
    }

    /// What has to be read to decide about it: its place and what it stands on.
    pub(crate) fn scopes(&self) -> Vec<Scope> {
        let mut scopes = Vec::new();
        if !matches!(self.setting, Setting::Bird(_)) {
            scopes.push(Scope::under(felix_directory(None)));
            scopes.extend(self.host.map(|host| Scope::under(felix_directory(Some(host)))));
            scopes.extend(self.reports().into_iter().map(Scope::key));
        }
        if matches!(self.setting, Setting::Bird(_) | Setting::LogLevel) {
            scopes.push(Scope::under("/calico/bgp/v1/global/"));
            scopes.extend(self.host.map(|host| Scope::under(format!("/calico/bgp/v1/host/{host}/"))));
        }
        scopes
    }

    /// Where the one host's Felix reports, or has reported.
    fn reports(&self) -> Vec<String> {
        let Some(host) = self.host.map(str::to_owned) else { return Vec::new() };
        [Key::Status { host: host.clone() }, Key::LastStatus { host }].iter().map(Key::path).collect()
    }

    /// Whether there is a Felix that calls itself by the host's name, as far as reports tell.
    pub(crate) fn has_reported(&self, snapshot: &Snapshot) -> bool {
        self.host.is_none() || self.reports().iter().any(|path| snapshot.get(path).is_some())
    }

    /// The two settings that `logLevel` stands for.
    pub(crate) fn log_levels(&self) -> Option<(&'static Parameter, &'static Bird)> {
        Some((felix::parameter("LogSeverityScreen")?, Bird::named("loglevel")?))
    }
}

/// Where Felix' parameters lie, of all hosts or of one; with a trailing `/`.
pub(crate) fn felix_directory(host: Option<&str>) -> String {
    // The key of no parameter is its directory.
    felix_key(host, "").path()
}

/// The key of a parameter, of all hosts or of one.
pub(crate) fn felix_key(host: Option<&str>, name: &str) -> Key {
    match host {
        None => Key::GlobalConfig { name: name.to_owned() },
        Some(host) => Key::HostConfig { host: host.to_owned(), name: name.to_owned() },
    }
}

fn resolve(word: &str) -> Result<(Setting, Option<&'static str>), CommandError> {
    let bird = |name| Bird::named(name).map(Setting::Bird);
    let old = match word.to_ascii_lowercase().as_str() {
        "loglevel" => Some((Setting::LogLevel, "logLevel")),
        "nodetonodemesh" => bird("node_mesh").map(|setting| (setting, "nodeToNodeMesh")),
        "asnumber" => bird("as_num").map(|setting| (setting, "asNumber")),
        "ipip" => felix::parameter("IpInIpEnabled").map(|known| (Setting::Felix(known), "ipip")),
        _ => None,
    };
    if let Some((setting, name)) = old {
        return Ok((setting, Some(name)));
    }
    if let Some(setting) = bird(word) {
        return Ok((setting, None));
    }
    let name = felix::right_case(word).unwrap_or(word);
    if let Some(known) = felix::parameter(name) {
        return Ok((Setting::Felix(known), None));
    }
    let bad = |why: &str| {
        CommandError::new(ErrorKind::Refused, format!("'{}' is no setting: {why}", word.escape_debug()))
            .object(format!("setting {word}"))
            .hint("`calicross config list --all` shows those that there are")
    };
    if word.eq_ignore_ascii_case("Ready") {
        return Err(bad("it is a key of its own").hint("`calicross key get /calico/v1/Ready` shows it"));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    let fits = !name.is_empty() && name.chars().all(plain) && !name.starts_with('_') && ![".", ".."].contains(&name);
    if fits.not() {
        return Err(bad("it cannot be the name of a key"));
    }
    if name.starts_with("bgp.") {
        return Err(bad("BIRD has no such one"));
    }
    Ok((Setting::Other(name.to_owned()), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(word: &str, host: Option<&str>) -> Vec<String> {
        Target::of(word, host, None).unwrap().keys().iter().map(Key::path).collect()
    }

    #[test]
    fn names_in_any_case_and_those_of_calicoctl() {
        assert_eq!(keys("interfaceprefix", None), ["/calico/v1/config/InterfacePrefix"]);
        assert_eq!(keys("InterfacePrefix", Some("h")), ["/calico/v1/host/h/config/InterfacePrefix"]);
        assert_eq!(keys("felixhostname", None), ["/calico/v1/config/FelixHostname"]);
        assert_eq!(keys("marker", Some("h")), ["/calico/v1/host/h/config/marker"]);
        assert_eq!(keys("bgp.loglevel", Some("h")), ["/calico/bgp/v1/host/h/loglevel"]);
        assert_eq!(keys("as_num", None), ["/calico/bgp/v1/global/as_num"]);
        assert_eq!(keys("BGP.ip_addr_v6", Some("h")), ["/calico/bgp/v1/host/h/ip_addr_v6"]);
        assert_eq!(keys("logLevel", None), ["/calico/v1/config/LogSeverityScreen", "/calico/bgp/v1/global/loglevel"]);
        assert_eq!(
            keys("LOGLEVEL", Some("h")),
            ["/calico/v1/host/h/config/LogSeverityScreen", "/calico/bgp/v1/host/h/loglevel"]
        );
        assert_eq!(keys("nodeToNodeMesh", None), ["/calico/bgp/v1/global/node_mesh"]);
        assert_eq!(keys("asnumber", None), ["/calico/bgp/v1/global/as_num"]);
        assert_eq!(keys("ipip", None), ["/calico/v1/config/IpInIpEnabled"]);
    }

    #[test]
    fn places_that_are_none() {
        for (word, host, kind) in [
            ("bgp.ip_addr_v4", None, ErrorKind::Usage),
            ("bgp.node_mesh", Some("h"), ErrorKind::Usage),
            ("asNumber", Some("h"), ErrorKind::Usage),
            ("ipip", Some("h"), ErrorKind::Usage),
            ("a/b", None, ErrorKind::Refused),
            ("_x", None, ErrorKind::Refused),
            ("..", None, ErrorKind::Refused),
            ("", None, ErrorKind::Refused),
            ("Ready", None, ErrorKind::Refused),
            ("bgp.x", None, ErrorKind::Refused),
            ("IpInIpMtu", Some("a/b"), ErrorKind::Refused),
        ] {
            assert_eq!(Target::of(word, host, None).unwrap_err().kind(), kind, "{word}");
        }
    }
}
