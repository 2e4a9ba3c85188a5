//! What every change of a setting writes: pure functions of a snapshot, for `config` and for the other front end.

mod birds;
mod members;
#[cfg(test)]
mod tests;

use super::setting::{Setting, Target, felix_directory, felix_key};
use crate::error::{CommandError, ErrorKind};
use crate::model::felix::{self, Generation, LOCAL_ONLY, Parameter};
use crate::model::key::Key;
use crate::plan::{Force, Plan};
use crate::store::Snapshot;

impl Target<'_> {
    /// Gives the setting a value. What is as wanted already is not written: every write of Felix' configuration restarts it.
    ///
    /// # Errors
    /// Where there is no such value, whatever is forced.
    pub(crate) fn set(&self, snapshot: &Snapshot, value: &str) -> Result<Plan, CommandError> {
        if value.trim().is_empty() {
            return Err(CommandError::new(ErrorKind::Usage, format!("{} gets no value", self.name()))
                .object(format!("setting {}", self.name()))
                .hint(format!(
                    "an empty value is no value to Felix 2; `calicross config unset {}` unsets it",
                    self.name()
                )));
        }
        let mut plan = Plan::new();
        match &self.setting {
            Setting::Felix(known) => self.set_parameter(&mut plan, snapshot, known, value),
            Setting::Other(name) => self.set_unknown(&mut plan, snapshot, name, value),
            Setting::Bird(bird) => self.set_bird(&mut plan, snapshot, bird, value)?,
            Setting::LogLevel => {
                if let Some((known, bird)) = self.log_levels() {
                    self.set_parameter(&mut plan, snapshot, known, value);
                    self.set_bird(&mut plan, snapshot, bird, birds::level(value))?;
                }
            }
        }
        self.tell_old_name(&mut plan);
        Ok(plan)
    }

    /// Takes the setting's value away. calicoctl 1.x's names get the value back that it gave them, since BIRD cannot do
    /// without some of them.
    ///
    /// # Errors
    /// As [`Target::set`].
    pub(crate) fn unset(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        if let (Some(old_name), None) = (self.old_name, self.host) {
            let value = match old_name {
                "logLevel" => "info",
                "nodeToNodeMesh" => "on",
                "asNumber" => "64512",
                _ => "false",
            };
            return self.set(snapshot, value);
        }
        let mut plan = Plan::new();
        for key in self.keys() {
            match &key {
                Key::BgpGlobal(_) | Key::BgpHost { .. } => self.unset_bird(&mut plan, snapshot, &key),
                _ => self.unset_parameter(&mut plan, snapshot, &key),
            }
        }
        self.tell_old_name(&mut plan);
        Ok(plan)
    }

    /// The default that Felix starts from: that of the generation that is meant, and of the older one where none is.
    fn default_of(&self, known: &Parameter) -> &'static str {
        let first = self.felix.and_then(|generation| known.default_of(generation));
        first.or(known.felix14).or(known.felix2).unwrap_or_default()
    }

    fn set_parameter(&self, plan: &mut Plan, snapshot: &Snapshot, known: &'static Parameter, value: &str) {
        let value = known.canonical(value);
        if self.put_parameter(plan, snapshot, known, &value) {
            plan.say(format!("{} set to {value} {}", known.name, self.place()));
        } else {
            plan.say(format!("{} is {value} already {}", known.name, self.place()));
        }
    }

    /// Puts a value, unless what is there means the same; tells whether it does.
    fn put_parameter(&self, plan: &mut Plan, snapshot: &Snapshot, known: &'static Parameter, value: &str) -> bool {
        let path = felix_key(self.host, known.name).path();
        let present = snapshot.get(&path).and_then(|entry| std::str::from_utf8(&entry.value).ok());
        self.drop_twins(plan, snapshot, known.name);
        let same = |present: &str| {
            present == value
                // networking-calico puts any other spelling right, and every time restarts every Felix.
                || (known.name != "EndpointReportingEnabled"
                    && known.same(present, value)
                    && known.check(present, self.felix).is_ok())
        };
        if present.is_some_and(same) {
            plan.relied_on(snapshot, &path);
            self.warn_of_restart(plan, snapshot);
            return false;
        }
        if let Err(wrong) = known.check(value, self.felix) {
            plan.needs(
                Force::Malformed,
                format!("{} '{}'", known.name, value.escape_debug()),
                &path,
                wrong.to_string(),
            );
        }
        self.warn_of_value(plan, snapshot, known, value);
        plan.put(snapshot, path, value.as_bytes().to_vec());
        let was = present.map_or_else(String::new, |present| format!(" (now {})", present.escape_debug()));
        plan.ask(format!("sets {} to {value} {}{was}, which restarts Felix there", known.name, self.place()));
        self.warn_of_restart(plan, snapshot);
        true
    }

    /// Names in another case than Felix 1.4's: Felix 2 reads one of the two, and nobody can say which.
    fn drop_twins(&self, plan: &mut Plan, snapshot: &Snapshot, name: &str) {
        let directory = felix_directory(self.host);
        for entry in snapshot.under(&directory) {
            let Some(twin) = entry.path.strip_prefix(&directory) else { continue };
            if twin != name && twin.eq_ignore_ascii_case(name) {
                plan.delete(snapshot, &entry.path);
                plan.ask(format!(
                    "removes {twin}, which Felix 2 reads as {name} and Felix 1.4 does not, and restarts Felix"
                ));
                plan.say(format!("{twin} removed: Felix 2 read it as {name}, Felix 1.4 did not"));
            }
        }
    }

    fn warn_of_restart(&self, plan: &mut Plan, snapshot: &Snapshot) {
        if plan.is_empty() {
            return;
        }
        plan.warn(format!("Felix restarts {}", self.place()));
        if let Some(host) = self.host.filter(|_| !self.has_reported(snapshot)) {
            plan.warn(format!("no Felix has ever reported from host {host}: names of hosts count letter by letter"));
        }
    }

    /// Says what a value that is none the worse for it does beside.
    fn warn_of_value(&self, plan: &mut Plan, snapshot: &Snapshot, known: &Parameter, value: &str) {
        for generation in Generation::ALL {
            if known.default_of(generation).is_none() && self.felix.is_none_or(|one| one == generation) {
                plan.warn(format!("{generation} does not know {}", known.name));
            }
        }
        match known.name {
            "ReportingIntervalSecs" if value.parse() == Ok(0) => {
                plan.warn(
                    "Felix no longer reports that it is alive: Neutron takes the host for dead, and its ports for down",
                );
            }
            "ReportingIntervalSecs" | "ReportingTTLSecs" => self.warn_of_reports(plan, snapshot, known.name, value),
            "IpInIpTunnelAddr" if self.host.is_none() => {
                plan.warn("IpInIpTunnelAddr is of one host each: this one address is now every host's");
            }
            "DropActionOverride" if value.ends_with("ACCEPT") => {
                plan.warn("what rules deny is let through");
            }
            _ => {}
        }
    }

    /// A report has to live longer than the time to the next one.
    fn warn_of_reports(&self, plan: &mut Plan, snapshot: &Snapshot, name: &str, value: &str) {
        let effective = |other: &str| -> Option<i64> {
            if other == name {
                return value.parse().ok();
            }
            let stored = |host| snapshot.get(&felix_key(host, other).path());
            let entry = self.host.and_then(|host| stored(Some(host))).or_else(|| stored(None));
            match entry {
                Some(entry) => std::str::from_utf8(&entry.value).ok()?.parse().ok(),
                None => felix::parameter(other).map(|known| self.default_of(known))?.parse().ok(),
            }
        };
        if let (Some(interval), Some(ttl)) = (effective("ReportingIntervalSecs"), effective("ReportingTTLSecs"))
            && interval > 0
            && interval >= ttl
        {
            plan.warn(format!(
                "a report every {interval} s that lives {ttl} s: Felix 1.4 makes it live longer, Felix 2 seems dead in between"
            ));
        }
    }

    fn set_unknown(&self, plan: &mut Plan, snapshot: &Snapshot, name: &str, value: &str) {
        let path = felix_key(self.host, name).path();
        plan.put(snapshot, &path, value.as_bytes().to_vec());
        if plan.is_empty() {
            return plan.say(format!("{name} is {value} already {}", self.place()));
        }
        let why = if LOCAL_ONLY.contains(&name) {
            "is read from Felix' environment or file only"
        } else {
            "is no parameter that Felix knows: it would restart for nothing"
        };
        plan.needs(Force::Malformed, name, &path, why);
        plan.ask(format!("sets {name} to {value} {}, which restarts Felix there", self.place()));
        self.warn_of_restart(plan, snapshot);
        plan.say(format!("{name} set to {value} {}", self.place()));
    }

    fn unset_parameter(&self, plan: &mut Plan, snapshot: &Snapshot, key: &Key) {
        let (Key::GlobalConfig { name } | Key::HostConfig { name, .. }) = key else { return };
        let path = key.path();
        let present = snapshot.get(&path);
        self.drop_twins(plan, snapshot, name);
        plan.delete(snapshot, &path);
        if plan.is_empty() {
            return plan.say(format!("{name} is not set {}", self.place()));
        }
        if present.is_some() {
            let then = match felix::parameter(name) {
                Some(known) => format!(": Felix goes back to {}", self.next_in_line(snapshot, known)),
                None => String::new(),
            };
            plan.ask(format!("unsets {name} {}, which restarts Felix there", self.place()));
            plan.say(format!("{name} unset {}{then}", self.place()));
        }
        self.warn_of_restart(plan, snapshot);
    }

    /// What holds where the value at the place is gone, in words.
    fn next_in_line(&self, snapshot: &Snapshot, known: &Parameter) -> String {
        let global = self.host.and_then(|_| snapshot.get(&felix_key(None, known.name).path()));
        if let Some(entry) = global {
            return format!("{}, which holds on every host", String::from_utf8_lossy(&entry.value).escape_debug());
        }
        defaults(known, self.felix)
    }

    /// Says which keys calicoctl 1.x's names are.
    fn tell_old_name(&self, plan: &mut Plan) {
        if let Some(old_name) = self.old_name {
            let keys: Vec<String> = self.keys().iter().map(Key::path).collect();
            plan.say(format!("{old_name} is {}", keys.join(" and ")));
        }
    }
}

/// The defaults of a parameter in words: one where both generations agree, or only one is meant.
pub(crate) fn defaults(known: &Parameter, felix: Option<Generation>) -> String {
    let shown = |text: &str| if text.is_empty() { "unset".to_owned() } else { text.to_owned() };
    let of: Vec<(Generation, String)> = known
        .generations()
        .filter(|generation| felix.is_none_or(|one| one == *generation))
        .filter_map(|generation| Some((generation, shown(known.default_of(generation)?))))
        .collect();
    match of.as_slice() {
        [] => "unset".to_owned(),
        [(_, default)] => default.clone(),
        [(_, a), (_, b)] if a == b => a.clone(),
        several => {
            let each: Vec<String> =
                several.iter().map(|(generation, default)| format!("{default} ({generation})")).collect();
            each.join(", ")
        }
    }
}
