//! `calicross policy add`

use clap::Args;

use super::effect;
use crate::commands::rule::{Holder, bad_words};
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{policies, tiers};
use crate::model::json::Malformed;
use crate::model::key::Key;
use crate::model::name::{self, Kind};
use crate::model::policy::{NewOrder, Policy, new_tier};
use crate::model::profile::Direction;
use crate::model::rule::{Dialect, Rule};
use crate::model::same::same_value;
use crate::model::selector::Selector;
use crate::model::shell::split_words;
use crate::plan::{Force, Plan};
use crate::render::diff;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// The tier of policies that name none: that of the Kubernetes policy controller and of calicoctl 1.x.
pub(in crate::commands) const DEFAULT_TIER: &str = "default";
/// The order that the Kubernetes policy controller gives it.
pub(in crate::commands) const DEFAULT_TIER_ORDER: u32 = 1000;
/// The order of a policy for which none is given: that of the policy controller's.
const DEFAULT_ORDER: u32 = 1000;

/// Arguments of `policy add`.
#[derive(Args, Debug)]
#[command(after_help = after_help())]
pub struct PolicyAddArgs {
    /// Name of the policy, or TIER/NAME
    name: String,

    /// The tier [default: default]
    #[arg(long, value_name = "TIER")]
    tier: Option<String>,

    /// Which endpoints it applies to, by their labels; 'all()' for every one
    #[arg(long, value_name = "SELECTOR")]
    selector: Option<String>,

    /// Its place in the tier: lower ones first; default for the last place [default: 1000]
    #[arg(long, value_name = "NUMBER", value_parser = NewOrder::parse, allow_hyphen_values = true)]
    order: Option<NewOrder>,

    /// A rule for what comes in, such as 'allow tcp to ports 80'; may be repeated
    #[arg(long, value_name = "RULE")]
    inbound: Vec<String>,

    /// A rule for what goes out; may be repeated
    #[arg(long, value_name = "RULE")]
    outbound: Vec<String>,

    /// Where there is one that differs, make it what is asked for; what is not given stays
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,
}

fn after_help() -> String {
    format!(
        "At the end of a tier Felix drops what none of the policies that select an endpoint has decided, in both directions, \
         before it looks at any profile. `calicross tier add` makes a tier that passes it on instead.\n\n{}",
        crate::commands::RULE_LANGUAGE
    )
}

impl WriteCommand for PolicyAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![policies::scope_of_all()]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let (tier, name) = self.place()?;
        let holder = Holder::Policy { tier: tier.to_owned(), name: name.to_owned() };
        let object = format!("policy {tier}/{name}");
        if let Some(selector) = &self.selector {
            Selector::parse(selector).map_err(|bad| {
                CommandError::new(ErrorKind::Usage, format!("--selector: {bad}"))
                    .object(&object)
                    .hint("such as: role == 'web' && has(calicross.vm), or 'all()'")
            })?;
        }
        let rules = [(Direction::Inbound, &self.inbound), (Direction::Outbound, &self.outbound)];
        let mut given: Vec<(Direction, Vec<Rule>)> = Vec::new();
        for (direction, texts) in rules.into_iter().filter(|(_, texts)| !texts.is_empty()) {
            let rules = texts.iter().map(|text| parse_rule(text, &object)).collect::<Result<_, _>>()?;
            given.push((direction, rules));
        }
        let mut plan = Plan::new();
        let path = Key::Policy { tier: tier.to_owned(), name: name.to_owned() }.path();
        let present = snapshot.get(&path).map(|entry| Policy::parse(&entry.value));
        let wanted = self.wanted(&object, present.as_ref().and_then(|present| present.as_ref().ok()), &given)?;
        if let Some(present) = &present {
            self.check_present(&mut plan, snapshot, &object, &path, present, &wanted)?;
        }
        plan.put(snapshot, path.as_str(), wanted.to_bytes());
        let verb = if present.is_some() { "updated" } else { "added" };
        plan.say(if plan.is_empty() { format!("{object} is there already") } else { format!("{object} {verb}") });
        let changed = !plan.is_empty();
        ensure_tier(&mut plan, snapshot, tier)?;
        if changed {
            for (_, rules) in &given {
                rules.iter().for_each(|rule| holder.warn_of_rule(&mut plan, rule));
            }
            if present.is_none() {
                effect::tell_of_namesakes(&mut plan, snapshot, tier, name);
            }
            effect::tell_of_ties(&mut plan, snapshot, tier, name);
        }
        if let Some(why) = wanted.fault() {
            plan.warn(format!("{object} cannot be read: {why}: Felix goes on as if it were not there"));
        }
        effect::tell(&mut plan, snapshot);
        Ok(plan)
    }
}

impl PolicyAddArgs {
    /// Tier and name.
    fn place(&self) -> Result<(&str, &str), CommandError> {
        let (tier, name) = match (self.name.split_once('/'), self.tier.as_deref()) {
            (Some((tier, name)), None) => (tier, name),
            (Some((tier, name)), Some(other)) if tier == other => (tier, name),
            (Some((tier, _)), Some(other)) => {
                let message = format!("policy {} is of tier {tier}, and --tier says {other}", self.name);
                return Err(CommandError::new(ErrorKind::Usage, message));
            }
            (None, tier) => (tier.unwrap_or(DEFAULT_TIER), self.name.as_str()),
        };
        name::check(Kind::Tier, tier)?;
        name::check(Kind::Policy, name)?;
        Ok((tier, name))
    }

    /// The policy as it should be: the one that is there with what is given, or a new one.
    fn wanted(
        &self,
        object: &str,
        present: Option<&Policy>,
        given: &[(Direction, Vec<Rule>)],
    ) -> Result<Policy, CommandError> {
        let mut policy = match (present, &self.selector) {
            (Some(present), _) => present.clone(),
            (None, Some(selector)) => Policy::new(selector, DEFAULT_ORDER),
            (None, None) => {
                let message = format!("{object} needs a selector");
                return Err(CommandError::new(ErrorKind::Usage, message)
                    .object(object)
                    .hint("--selector 'all()' selects every endpoint, of workloads and of hosts"));
            }
        };
        if let Some(selector) = &self.selector {
            policy.set_selector(selector);
        }
        if let Some(order) = &self.order {
            policy.set_order(order);
        }
        for (direction, rules) in given {
            policy.rules_mut().replace(*direction, rules.iter().map(Rule::to_json).collect());
        }
        Ok(policy)
    }

    /// Refuses a policy that is there and differs, unless it is to be updated.
    fn check_present(
        &self,
        plan: &mut Plan,
        snapshot: &Snapshot,
        object: &str,
        path: &str,
        present: &Result<Policy, Malformed>,
        wanted: &Policy,
    ) -> Result<(), CommandError> {
        let (Some(entry), after) = (snapshot.get(path), wanted.to_bytes()) else { return Ok(()) };
        if same_value(&Key::parse(path), &entry.value, &after) {
            return Ok(());
        }
        if !self.update {
            let why = match present {
                Ok(_) => "exists and is not what is asked for".to_owned(),
                Err(why) => format!("exists and cannot be read: {why}"),
            };
            return Err(CommandError::new(ErrorKind::Exists, format!("{object} {why}"))
                .object(object)
                .key(path)
                .difference(&diff(path, Some(&entry.value), Some(&after), false))
                .hint(format!(
                    "`calicross policy show {}` shows it; --update makes it what is asked for",
                    object.trim_start_matches("policy ")
                )));
        }
        match present {
            Err(why) => plan.needs(Force::Malformed, object, path, format!("cannot be read: {why}")),
            Ok(present) => {
                let lists = Direction::BOTH.into_iter();
                let gone: usize = lists
                    .map(|direction| {
                        let old = present.rules().list(direction).flatten();
                        old.filter(|rule| wanted.rules().position_of(direction, rule).is_none()).count()
                    })
                    .sum();
                if gone > 0 {
                    plan.ask(format!("removes {gone} {} of {object}", if gone == 1 { "rule" } else { "rules" }));
                }
                if present.selector().ok() != wanted.selector().ok() {
                    plan.ask(format!("changes which endpoints {object} applies to"));
                }
            }
        }
        Ok(())
    }
}

fn parse_rule(text: &str, object: &str) -> Result<Rule, CommandError> {
    let words = split_words(text)
        .map_err(|why| CommandError::new(ErrorKind::Usage, format!("{object}: {why}: {text}")).object(object))?;
    Rule::from_words(&words, Dialect::Felix).map_err(|err| bad_words(object, err))
}

/// Sees to it that Felix 1.4 does not ignore the tier.
fn ensure_tier(plan: &mut Plan, snapshot: &Snapshot, name: &str) -> Result<(), CommandError> {
    let path = tiers::metadata_path(name);
    let tier = tiers::named(snapshot, name);
    match tier.as_ref().map(|tier| (tier, tier.metadata.as_ref())) {
        Some((_, Some(Ok(_)))) => plan.relied_on(snapshot, &path),
        // Nobody but the policy controller writes the metadata of this one: policies that calicoctl 1.x made are dead without.
        Some((_, None)) | None if name == DEFAULT_TIER => {
            plan.put(snapshot, path, new_tier(&DEFAULT_TIER_ORDER.into()));
            plan.say(format!("tier {name} added, with the order {DEFAULT_TIER_ORDER}"));
            if let Some(tier) = &tier {
                effect::ask_to_arm(plan, tier);
            }
        }
        // Policies first, metadata last is the safe order to build a tier in.
        Some((tier, metadata)) => {
            let cure = match metadata {
                None => format!("`calicross tier add {name}` makes them count"),
                Some(_) => format!("`calicross tier reorder {name} --order NUMBER` repairs it"),
            };
            plan.warn(format!("{}; {cure}", tier.ignored().unwrap_or_default()));
            plan.relied_on(snapshot, &path);
        }
        None => {
            return Err(CommandError::new(ErrorKind::NotFound, format!("tier {name} does not exist"))
                .object(format!("tier {name}"))
                .key(path)
                .hint(format!(
                    "`calicross tier add {name}` makes it: Felix 1.4 ignores policies of a tier without metadata"
                )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
