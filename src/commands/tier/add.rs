//! `calicross tier add`

use clap::Args;

use crate::commands::policy::add::{DEFAULT_TIER, DEFAULT_TIER_ORDER};
use crate::commands::policy::effect;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::policies;
use crate::inventory::tiers::{self, Tier};
use crate::model::key::Key;
use crate::model::name::{self, Kind};
use crate::model::policy::{NewOrder, Policy, new_tier, tier_with_order};
use crate::plan::{Force, Plan};
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `tier add`.
///
/// Felix 1.4 goes through the tiers before it looks at profiles. At the end of a tier it drops what none of the policies that select
/// an endpoint has decided, in both directions. So a new tier gets a policy TIER-no-match that comes last and passes everything on, to the
/// tiers after it and to the profiles. Felix 2 knows no tiers: there all policies stand in one list, by their own order.
#[derive(Args, Debug)]
pub struct TierAddArgs {
    /// Name of the tier
    name: String,

    /// Its place among tiers: lower ones first; default for the last place [default: default; tier default: 1000]
    #[arg(long, value_name = "NUMBER", value_parser = NewOrder::parse, allow_hyphen_values = true)]
    order: Option<NewOrder>,

    /// Without the policy that passes everything on: the tier drops what its policies do not allow
    #[arg(long)]
    no_pass: bool,

    /// Where there is one of this name that differs, make it what is asked for
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for TierAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![policies::scope_of_all()]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let name = &self.name;
        name::check(Kind::Tier, name)?;
        let mut plan = Plan::new();
        let tier = tiers::named(snapshot, name);
        let passes = tier.as_ref().is_some_and(|tier| tier.pass_through().next().is_some());
        if !passes && !self.no_pass {
            self.put_pass(&mut plan, snapshot)?;
        }
        let counts = tier.as_ref().and_then(|tier| tier.metadata.as_ref()).is_some();
        self.put_metadata(&mut plan, snapshot, tier.as_ref())?;
        if let Some(tier) = tier.as_ref().filter(|_| !plan.is_empty()) {
            if counts && !self.update {
                return Err(self.differs(tier, passes));
            }
            if !passes && !self.no_pass && tier.policies.iter().any(|policy| policy.fault().is_none()) {
                plan.ask(format!(
                    "tier {name} drops what its policies do not decide: it would go on to the tiers after it and to the profiles"
                ));
            }
        }
        let said = match (&tier, plan.is_empty()) {
            (_, true) => format!("tier {name} is there already"),
            (None, _) => format!("tier {name} added"),
            (Some(_), _) if counts => format!("tier {name} updated"),
            (Some(tier), _) => {
                effect::ask_to_arm(&mut plan, tier);
                format!("tier {name} has its metadata, and counts")
            }
        };
        plan.say(said);
        tell_of_ties(&mut plan, snapshot, name);
        effect::tell(&mut plan, snapshot);
        Ok(plan)
    }
}

impl TierAddArgs {
    /// The policy that comes last and passes everything on.
    fn put_pass(&self, plan: &mut Plan, snapshot: &Snapshot) -> Result<(), CommandError> {
        let (tier, name) = (&self.name, Policy::pass_through_name(&self.name));
        name::check(Kind::Policy, &name)?;
        let path = Key::Policy { tier: tier.clone(), name: name.clone() }.path();
        if snapshot.get(&path).is_some() {
            let message = format!("policy {tier}/{name} exists, and does not pass everything on in both directions");
            return Err(CommandError::new(ErrorKind::Exists, message)
                .object(format!("policy {tier}/{name}"))
                .key(path)
                .hint(format!("`calicross policy show {tier}/{name}` shows it; --no-pass takes the tier as it is")));
        }
        plan.put(snapshot, path, Policy::pass_through().to_bytes());
        effect::tell_of_namesakes(plan, snapshot, tier, &name);
        Ok(())
    }

    fn put_metadata(&self, plan: &mut Plan, snapshot: &Snapshot, tier: Option<&Tier>) -> Result<(), CommandError> {
        let path = tiers::metadata_path(&self.name);
        let first = || if self.name == DEFAULT_TIER { DEFAULT_TIER_ORDER.into() } else { NewOrder::LAST };
        match (tier.and_then(|tier| tier.metadata.as_ref()), &self.order) {
            (None, order) => plan.put(snapshot, path, new_tier(&order.clone().unwrap_or_else(first))),
            (Some(Ok(_)), None) => plan.relied_on(snapshot, &path),
            (Some(Ok(_)), Some(order)) => put_order(plan, snapshot, &self.name, order),
            (Some(Err(_)), order) => put_order(plan, snapshot, &self.name, &order.clone().unwrap_or_else(first)),
        }
        Ok(())
    }

    fn differs(&self, tier: &Tier, passes: bool) -> CommandError {
        let name = &self.name;
        let mut how = Vec::new();
        match (&tier.metadata, &self.order) {
            (Some(Err(why)), _) => how.push(format!("its metadata cannot be read: {why}")),
            (Some(Ok(there)), Some(order)) if there.compare(order.order()).is_ne() => {
                how.push(format!("its order is {there}"));
            }
            _ => {}
        }
        if !passes && !self.no_pass {
            how.push("no policy of it passes everything on".to_owned());
        }
        CommandError::new(ErrorKind::Exists, format!("tier {name} exists and is not what is asked for: {}", how.join(", ")))
            .object(format!("tier {name}"))
            .key(tier.path())
            .hint(format!(
                "`calicross tier show {name}` shows it; --update makes it what is asked for, --no-pass takes its policies as they are"
            ))
    }
}

/// Plans to give a tier that has metadata another order; what cannot be read stands in the way until it is forced.
pub(super) fn put_order(plan: &mut Plan, snapshot: &Snapshot, name: &str, order: &NewOrder) {
    let path = tiers::metadata_path(name);
    let Some(entry) = snapshot.get(&path) else { return };
    let value = match tier_with_order(&entry.value, order) {
        Ok(value) => value,
        Err(why) => {
            plan.needs(
                Force::Malformed,
                format!("tier {name}"),
                &path,
                format!("has metadata that cannot be read: {why}"),
            );
            new_tier(order)
        }
    };
    plan.put(snapshot, path, value);
}

/// Tells of tiers that have the same order.
pub(super) fn tell_of_ties(plan: &mut Plan, snapshot: &Snapshot, name: &str) {
    if plan.is_empty() {
        return;
    }
    let after = tiers::all(&plan.applied_to(snapshot, &[policies::scope_of_all()]));
    let Some(this) = after.iter().find(|tier| tier.name == name) else { return };
    let Some(Ok(order)) = &this.metadata else { return };
    let tied = |other: &&Tier| {
        other.name != name && matches!(&other.metadata, Some(Ok(there)) if there.compare(*order).is_eq())
    };
    for other in after.iter().filter(tied) {
        plan.warn(format!("tier {} has the same order, {order}: names decide which comes first", other.name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::testing::{changes, plan};

    const METADATA: &str = "/calico/v1/policy/tier/t/metadata";
    const PASS: &str = "/calico/v1/policy/tier/t/policy/t-no-match";
    const PASS_ON: &str = r#"{"selector": "all()", "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#;
    const WEB: (&str, &str) = (
        "/calico/v1/policy/tier/t/policy/web",
        r#"{"order": 1000, "selector": "a == 'b'", "inbound_rules": [{"action": "allow", "protocol": "tcp"}]}"#,
    );

    #[test]
    fn a_new_tier_passes_on_and_its_metadata_comes_last() {
        let added = plan(&["tier", "add", "t", "--order", "900"], &[]).unwrap();
        assert_eq!(
            changes(&added),
            [(METADATA, Some(r#"{"order": 900}"#.to_owned())), (PASS, Some(PASS_ON.to_owned()))]
        );
        assert!(added.questions.is_empty() && added.warnings.is_empty(), "{added:?}");
        let phase = |path: &str| crate::plan::phase::Phase::of(added.change(path).unwrap());
        assert!(phase(PASS) < phase(METADATA));
        let last = plan(&["tier", "add", "t", "--no-pass"], &[]).unwrap();
        assert_eq!(changes(&last), [(METADATA, Some(r#"{"order": "default"}"#.to_owned()))]);
        let default = plan(&["tier", "add", "default", "--no-pass"], &[]).unwrap();
        assert_eq!(changes(&default)[0].1.as_deref(), Some(r#"{"order": 1000}"#));
    }

    #[test]
    fn one_that_is_there_is_no_change_and_one_that_differs_is_refused() {
        let there = [(METADATA, r#"{"order": 9e2}"#), (PASS, PASS_ON)];
        assert!(plan(&["tier", "add", "t"], &there).unwrap().is_empty());
        assert!(plan(&["tier", "add", "t", "--order", "900"], &there).unwrap().is_empty());
        let error = plan(&["tier", "add", "t", "--order", "1"], &there).unwrap_err();
        assert!(
            error.kind() == ErrorKind::Exists && error.message().ends_with("its order is 900"),
            "{}",
            error.message()
        );
        let updated = plan(&["tier", "add", "t", "--order", "1", "--update"], &there).unwrap();
        assert_eq!(changes(&updated), [(METADATA, Some(r#"{"order": 1}"#.to_owned()))]);
        let bare = [(METADATA, r#"{"order": 9e2}"#), WEB];
        assert_eq!(plan(&["tier", "add", "t"], &bare).unwrap_err().kind(), ErrorKind::Exists);
        assert!(plan(&["tier", "add", "t", "--no-pass"], &bare).unwrap().is_empty());
        let opened = plan(&["tier", "add", "t", "--update"], &bare).unwrap();
        assert_eq!(opened.questions.len(), 1);
    }

    #[test]
    fn policies_that_begin_to_count_are_asked_about() {
        let armed = plan(&["tier", "add", "t", "--no-pass", "--order", "1"], &[WEB]).unwrap();
        assert_eq!(changes(&armed), [(METADATA, Some(r#"{"order": 1}"#.to_owned()))]);
        assert!(armed.questions[0].text.contains("t/web which Felix 1.4 ignores so far"), "{:?}", armed.questions);
    }

    #[test]
    fn metadata_that_cannot_be_read_needs_its_word() {
        let broken = [(METADATA, "[]"), (PASS, PASS_ON)];
        assert_eq!(plan(&["tier", "add", "t"], &broken).unwrap_err().kind(), ErrorKind::Exists);
        let forced = plan(&["tier", "add", "t", "--update"], &broken).unwrap();
        assert_eq!(forced.obstacles[0].force, Force::Malformed);
    }

    #[test]
    fn ties_names_and_namesakes() {
        let other = ("/calico/v1/policy/tier/u/metadata", r#"{"order": 900.0}"#);
        let namesake = ("/calico/v1/policy/tier/u/policy/t-no-match", "{}");
        let warned = plan(&["tier", "add", "t", "--order", "900"], &[other, namesake]).unwrap().warnings;
        assert!(warned.iter().any(|line| line.starts_with("tier u has the same order, 900")), "{warned:?}");
        assert!(warned.iter().any(|line| line.starts_with("policy u/t-no-match has the same name")), "{warned:?}");
        for bad in ["a/b", "_a", ".."] {
            assert_eq!(plan(&["tier", "add", bad], &[]).unwrap_err().kind(), ErrorKind::Refused, "{bad}");
        }
        let taken = plan(&["tier", "add", "t"], &[(PASS, WEB.1)]).unwrap_err();
        assert_eq!(taken.kind(), ErrorKind::Exists);
    }
}
