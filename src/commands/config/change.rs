//! What every change of a setting writes: pure functions of a snapshot, for `config` and for the other front end.

use super::setting::{Bird, Setting, Target, felix_directory, felix_key};
use crate::commands::bgp::plans as bgp;
use crate::error::{CommandError, ErrorKind};
use crate::model::check::{Severity, problems};
use crate::model::felix::{self, Generation, LOCAL_ONLY, Parameter, boolean};
use crate::model::key::{BgpGlobal, BgpHost, Key};
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
                    self.set_bird(&mut plan, snapshot, bird, birds_level(value))?;
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

    /// Adds members to a list, behind those that are there.
    ///
    /// # Errors
    /// Where the setting is no list.
    pub(crate) fn append(&self, snapshot: &Snapshot, words: &[String]) -> Result<Plan, CommandError> {
        let known = self.list()?;
        let mut plan = Plan::new();
        let (mut members, from) = self.present_members(snapshot, known);
        for member in words.iter().flat_map(|word| known.members(word)) {
            if members.contains(&member) {
                plan.say(format!("{member} is in {} already", known.name));
            } else {
                plan.say(format!("{member} added to {} {}", known.name, self.place()));
                members.push(member);
            }
        }
        self.warn_of_origin(&mut plan, known, from, &members);
        self.put_parameter(&mut plan, snapshot, known, &members.join(","));
        Ok(plan)
    }

    /// Takes members off a list.
    ///
    /// # Errors
    /// Where the setting is no list, a member is not in it, or none would be left.
    pub(crate) fn take(&self, snapshot: &Snapshot, words: &[String], if_exists: bool) -> Result<Plan, CommandError> {
        let known = self.list()?;
        let mut plan = Plan::new();
        let (mut members, from) = self.present_members(snapshot, known);
        for member in words.iter().flat_map(|word| known.members(word)) {
            if members.contains(&member) {
                members.retain(|present| *present != member);
                plan.say(format!("{member} removed from {} {}", known.name, self.place()));
            } else if if_exists {
                plan.say(format!("{member} is not in {}", known.name));
            } else {
                let message = format!("{member} is not in {} {}: {}", known.name, self.place(), members.join(","));
                return Err(CommandError::new(ErrorKind::NotFound, message)
                    .object(format!("setting {}", known.name))
                    .key(felix_key(self.host, known.name).path()));
            }
        }
        if members.is_empty() {
            let message = format!("nothing would be left in {} {}", known.name, self.place());
            return Err(CommandError::new(ErrorKind::Refused, message)
                .object(format!("setting {}", known.name))
                .key(felix_key(self.host, known.name).path())
                .hint(match known.kind {
                    felix::Kind::Prefixes => "an empty prefix is one of every interface, those of the host included",
                    _ => "Felix 1.4 has no word for no ports at all; for Felix 2 alone it is `config set` with none",
                }));
        }
        self.warn_of_origin(&mut plan, known, from, &members);
        self.put_parameter(&mut plan, snapshot, known, &members.join(","));
        Ok(plan)
    }

    fn list(&self) -> Result<&'static Parameter, CommandError> {
        match self.setting {
            Setting::Felix(known) if known.kind.is_list() => Ok(known),
            _ => Err(CommandError::new(ErrorKind::Usage, format!("{} is no list", self.name()))
                .object(format!("setting {}", self.name()))
                .hint(format!("`calicross config set {} VALUE` replaces its value", self.name()))),
        }
    }

    /// The members that hold at the place now, and where they come from.
    fn present_members(&self, snapshot: &Snapshot, known: &Parameter) -> (Vec<String>, Origin) {
        let text = |host| {
            Some(String::from_utf8_lossy(&snapshot.get(&felix_key(host, known.name).path())?.value).into_owned())
        };
        // What is empty is a slip of the hand, and no member.
        let members = |text: String| known.members(&text).into_iter().filter(|member| !member.is_empty()).collect();
        if let Some(text) = self.host.and_then(|host| text(Some(host))) {
            return (members(text), Origin::Here);
        }
        match text(None) {
            Some(text) if self.host.is_some() => (members(text), Origin::AllHosts),
            Some(text) => (members(text), Origin::Here),
            None => (members(self.default_of(known).to_owned()), Origin::Default),
        }
    }

    /// The default that Felix starts from: that of the generation that is meant, and of the older one where none is.
    fn default_of(&self, known: &Parameter) -> &'static str {
        let first = self.felix.and_then(|generation| known.default_of(generation));
        first.or(known.felix14).or(known.felix2).unwrap_or_default()
    }

    fn warn_of_origin(&self, plan: &mut Plan, known: &Parameter, from: Origin, members: &[String]) {
        match (from, self.host) {
            (Origin::AllHosts, Some(host)) => plan.warn(format!(
                "host {host} gets a list of its own: what is added to that of all hosts no longer reaches it"
            )),
            (Origin::Default, _) => {
                // A list of bare ports is less than what Felix 2 starts with.
                let lost: Vec<String> = Generation::ALL
                    .into_iter()
                    .filter(|generation| self.felix.is_none_or(|one| one == *generation))
                    .filter_map(|generation| known.default_of(generation))
                    .flat_map(|default| known.members(default))
                    .filter(|member| member.contains(':') && !members.contains(member))
                    .collect();
                if !lost.is_empty() {
                    plan.warn(format!(
                        "{} {}: Felix 2 has {} by default, and no longer with a list of one's own",
                        known.name,
                        self.place(),
                        lost.join(",")
                    ));
                }
            }
            _ => {}
        }
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
            self.warn_of_restart(plan);
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
        if known.name == "ClusterGUID" && snapshot.get(&path).is_some() {
            plan.needs(Force::Owner, "ClusterGUID", &path, "is there, and nobody changes the name of a cluster");
        }
        self.warn_of_value(plan, snapshot, known, value);
        plan.put(snapshot, path, value.as_bytes().to_vec());
        let was = present.map_or_else(String::new, |present| format!(" (now {})", present.escape_debug()));
        plan.ask(format!("sets {} to {value} {}{was}, which restarts Felix there", known.name, self.place()));
        self.warn_of_restart(plan);
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

    fn warn_of_restart(&self, plan: &mut Plan) {
        if !plan.is_empty() {
            plan.warn(format!("Felix restarts {}", self.place()));
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
        self.warn_of_restart(plan);
        plan.say(format!("{name} set to {value} {}", self.place()));
    }

    fn set_bird(&self, plan: &mut Plan, snapshot: &Snapshot, bird: &Bird, value: &str) -> Result<(), CommandError> {
        let Some(key) = bird.key(self.host) else { return Ok(()) };
        match key {
            Key::BgpGlobal(BgpGlobal::NodeMesh) => {
                let enabled = match value.to_ascii_lowercase().as_str() {
                    "on" => Some(true),
                    "off" => Some(false),
                    word => boolean(word),
                };
                let enabled = enabled.ok_or_else(|| {
                    CommandError::new(
                        ErrorKind::Refused,
                        format!("the node mesh is on or off, not '{}'", value.escape_debug()),
                    )
                    .object(format!("setting {}", bird.name))
                    .key(key.path())
                })?;
                bgp::node_mesh(plan, snapshot, enabled);
            }
            Key::BgpGlobal(BgpGlobal::AsNum) | Key::BgpHost { setting: BgpHost::AsNum, .. } => {
                bgp::as_number(plan, snapshot, self.host, &bgp::typed_as_number(value)?.to_string());
            }
            key => self.put_bird(plan, snapshot, bird, &key.path(), value.trim()),
        }
        Ok(())
    }

    fn put_bird(&self, plan: &mut Plan, snapshot: &Snapshot, bird: &Bird, path: &str, value: &str) {
        let value = if bird.name == "bgp.loglevel" { value.to_ascii_lowercase() } else { value.to_owned() };
        if snapshot.get(path).is_some_and(|entry| entry.value == value.as_bytes()) {
            plan.relied_on(snapshot, path);
            return plan.say(format!("{} is {value} already {}", bird.name, self.place()));
        }
        for problem in problems(path, value.as_bytes()) {
            match problem.severity {
                Severity::Refused => {
                    plan.needs(Force::Malformed, bird.name, path, format!("is refused: {problem}"));
                }
                Severity::Warning => plan.warn(problem.to_string()),
            }
        }
        if bird.name != "bgp.loglevel" {
            plan.ask(format!("sets {} to {value} {}: BIRD starts its sessions anew", bird.name, self.place()));
            plan.warn("calico/node writes it anew at its start");
        }
        plan.put(snapshot, path, value.as_bytes().to_vec());
        if let Some(host) = self.host {
            bgp::complete_host(plan, snapshot, host);
        }
        plan.say(format!("{} set to {value} {}", bird.name, self.place()));
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
            if name == "ClusterGUID" {
                plan.needs(
                    Force::Owner,
                    "ClusterGUID",
                    &path,
                    "is the name of the cluster: orchestrators give it another",
                );
            }
            plan.ask(format!("unsets {name} {}, which restarts Felix there", self.place()));
            plan.say(format!("{name} unset {}{then}", self.place()));
        }
        self.warn_of_restart(plan);
    }

    /// What holds where the value at the place is gone, in words.
    fn next_in_line(&self, snapshot: &Snapshot, known: &Parameter) -> String {
        let global = self.host.and_then(|_| snapshot.get(&felix_key(None, known.name).path()));
        if let Some(entry) = global {
            return format!("{}, which holds on every host", String::from_utf8_lossy(&entry.value).escape_debug());
        }
        defaults(known, self.felix)
    }

    fn unset_bird(&self, plan: &mut Plan, snapshot: &Snapshot, key: &Key) {
        let (path, name) = (key.path(), Bird::of(key).map_or("", |bird| bird.name));
        if snapshot.get(&path).is_none() {
            plan.relied_on(snapshot, &path);
            return plan.say(format!("{name} is not set {}", self.place()));
        }
        match key {
            Key::BgpGlobal(BgpGlobal::AsNum) => plan.needs(
                Force::InUse,
                name,
                &path,
                "is what confd needs for every host without an AS number of its own: BIRD gets no configuration",
            ),
            Key::BgpGlobal(BgpGlobal::NodeMesh) => {
                plan.needs(Force::InUse, name, &path, "is what confd chooses BIRD's configuration by")
            }
            Key::BgpHost { setting: BgpHost::IpAddrV4 | BgpHost::IpAddrV6, .. } => plan.needs(
                Force::InUse,
                name,
                &path,
                "is what confd of every host asks for, as long as the host has any key of BIRD's",
            ),
            _ => {}
        }
        plan.delete(snapshot, &path);
        plan.ask(format!("unsets {name} {}", self.place()));
        plan.say(format!("{name} unset {}", self.place()));
    }

    /// Says which keys calicoctl 1.x's names are.
    fn tell_old_name(&self, plan: &mut Plan) {
        if let Some(old_name) = self.old_name {
            let keys: Vec<String> = self.keys().iter().map(Key::path).collect();
            plan.say(format!("{old_name} is {}", keys.join(" and ")));
        }
    }
}

/// Where the members of a list come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// The place's own key.
    Here,
    /// The key of all hosts, for one host.
    AllHosts,
    /// Felix itself.
    Default,
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

/// BIRD's log level for one of Felix', as calicoctl 1.x chose it.
fn birds_level(level: &str) -> &'static str {
    match level.trim().to_ascii_lowercase().as_str() {
        "debug" => "debug",
        "info" => "info",
        _ => "none",
    }
}

#[cfg(test)]
mod tests;
