//! Lists: members added to what is there, and taken off.

use crate::commands::config::setting::{Setting, Target, felix_key};
use crate::error::{CommandError, ErrorKind};
use crate::model::felix::{self, Generation, Parameter};
use crate::plan::Plan;
use crate::store::Snapshot;

impl Target<'_> {
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
