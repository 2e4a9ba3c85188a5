//! Settings of BIRD.

use crate::commands::bgp::plans as bgp;
use crate::commands::config::setting::{Bird, Target};
use crate::error::{CommandError, ErrorKind};
use crate::model::check::{Severity, problems};
use crate::model::felix::boolean;
use crate::model::key::{BgpGlobal, BgpHost, Key};
use crate::plan::{Force, Plan};
use crate::store::Snapshot;

impl Target<'_> {
    pub(super) fn set_bird(
        &self,
        plan: &mut Plan,
        snapshot: &Snapshot,
        bird: &Bird,
        value: &str,
    ) -> Result<(), CommandError> {
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

    pub(super) fn unset_bird(&self, plan: &mut Plan, snapshot: &Snapshot, key: &Key) {
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
                plan.needs(Force::InUse, name, &path, "is what confd chooses BIRD's configuration by");
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
}

/// BIRD's log level for one of Felix', as calicoctl 1.x chose it.
pub(super) fn level(level: &str) -> &'static str {
    match level.trim().to_ascii_lowercase().as_str() {
        "debug" => "debug",
        "info" => "info",
        _ => "none",
    }
}
