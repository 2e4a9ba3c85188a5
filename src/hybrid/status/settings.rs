//! The settings of Felix on which pods and VMs together depend.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::felix::{self, Generation};
use crate::model::key::{HOSTS, Key};
use crate::store::Snapshot;

/// Their names, in the order in which they are shown.
const NAMES: [&str; 8] = [
    "InterfacePrefix",
    "ReportingIntervalSecs",
    "ReportingTTLSecs",
    "EndpointReportingEnabled",
    "MetadataAddr",
    "MetadataPort",
    "IpInIpEnabled",
    "DefaultEndpointToHostAction",
];

/// A setting.
#[derive(Debug, Serialize)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// Its value for all hosts; where none is set, what Felix 1.4 starts from.
    pub value: Option<String>,
    /// Whether it is set.
    pub set: bool,
    /// What some Felix does not take of it; or `null`.
    pub malformed: Option<String>,
    /// The hosts with a value of their own, which counts there.
    pub hosts: Vec<OwnValue>,
}

/// A host's own value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnValue {
    /// The host.
    pub host: String,
    /// The value.
    pub value: String,
}

/// The values that hosts have of their own, by setting; each counts on its host in the place of what is set for all.
pub fn own_values(snapshot: &Snapshot) -> BTreeMap<String, Vec<OwnValue>> {
    let mut own: BTreeMap<String, Vec<OwnValue>> = BTreeMap::new();
    for entry in snapshot.under(&format!("{HOSTS}/")) {
        if let Key::HostConfig { host, name } = Key::parse(&entry.path) {
            let value = String::from_utf8_lossy(&entry.value).into_owned();
            own.entry(name).or_default().push(OwnValue { host, value });
        }
    }
    own
}

/// The settings as a snapshot has them.
pub(super) fn all(snapshot: &Snapshot) -> Vec<Setting> {
    let own = own_values(snapshot);
    let setting = |name: &'static str| {
        let entry = snapshot.get(&Key::GlobalConfig { name: name.to_owned() }.path());
        let value = entry.map(|entry| String::from_utf8_lossy(&entry.value).into_owned());
        let known = felix::parameter(name);
        let malformed =
            value.as_ref().zip(known).and_then(|(value, known)| Some(known.check(value, None).err()?.to_string()));
        let default = known.and_then(|known| known.default_of(Generation::Felix14)).map(str::to_owned);
        let hosts = own.get(name).cloned().unwrap_or_default();
        Setting { name, set: value.is_some(), value: value.or(default), malformed, hosts }
    };
    NAMES.into_iter().map(setting).collect()
}
