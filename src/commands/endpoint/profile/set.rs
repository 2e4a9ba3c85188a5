//! `calicross endpoint profile set`

use std::time::Duration;

use clap::Args;

use super::edit::{Edit, Wanted, check_once, profiles_named};
use super::target::Target;
use super::two_step::{MARK, TwoStep, check_mark, is_reorder};
use crate::error::CommandError;
use crate::inventory::profiles;
use crate::plan::Plan;
use crate::session::options::{WriteArgs, parse_duration};
use crate::session::{Action, Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `endpoint profile set`.
#[derive(Args, Debug)]
pub struct EndpointProfileSetArgs {
    #[command(flatten)]
    pub(super) target: Target,

    /// The profiles, which must exist, in the order in which they decide; none shuts the endpoint off
    #[arg(value_name = "PROFILE")]
    profiles: Vec<String>,

    /// Make a running Felix 1.4 see a mere change of order, which it does not by itself
    ///
    /// Felix 1.4 compares the profiles of an endpoint without their order. So the new order is written with one more profile at
    /// its end, calicross-two-step, which does not exist: there Felix drops what reaches it, as it does at the end of any list,
    /// so nothing opens and nothing is cut but what the new order itself opens and cuts. After a pause (2s; Felix takes a change
    /// within 0.1 to 0.5 s, on a loaded node longer) it is taken out again. Each step has its own entry in the history; where
    /// calicross ends between them, `endpoint profile remove ENDPOINT calicross-two-step` is what is left to do.
    #[arg(
        long,
        value_name = "PAUSE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "2s",
        value_parser = parse_duration,
        conflicts_with = "out"
    )]
    pub(super) two_step: Option<Duration>,

    #[command(flatten)]
    pub(super) write: WriteArgs,
}

impl EndpointProfileSetArgs {
    pub(super) fn into_action(self) -> Action {
        match self.two_step {
            None => Action::Write(Box::new(self)),
            Some(pause) => Action::Read(Box::new(TwoStep { set: self, pause })),
        }
    }
}

impl WriteCommand for EndpointProfileSetArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        self.target.prepare(session)
    }

    fn needs_input(&self) -> bool {
        self.target.is_piped()
    }

    fn scopes(&self) -> Vec<Scope> {
        let named = self.profiles.iter().map(String::as_str).chain(self.two_step.map(|_| MARK));
        self.target.scopes().into_iter().chain(profiles::scopes(named)).collect()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        check_once(&self.profiles)?;
        let mut marked = false;
        let mut edit = Edit::of(&self.target, snapshot, &mut |endpoint, current| {
            let mut profiles = self.profiles.clone();
            let (name, list) = (endpoint.name(), profiles_named(&profiles));
            let said = match (current == profiles, profiles.is_empty()) {
                (true, true) => format!("unchanged: {name} has no profiles"),
                (true, false) => format!("unchanged: {name} has {list}"),
                (false, true) => format!("all profiles removed from {name}"),
                (false, false) => format!("{name} set to {list}"),
            };
            if self.two_step.is_some() && is_reorder(current, &profiles) {
                marked = true;
                profiles.push(MARK.to_owned());
            }
            Wanted { profiles, said }
        })?;
        if marked {
            check_mark(snapshot, &mut edit.plan)?;
        }
        edit.check_placed(snapshot, marked.then_some(MARK))?;
        Ok(edit.into_plan())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const POD: &str = "/calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0";
    const A: (&str, &str) = ("/calico/v1/policy/profile/a/rules", "{}");
    const B: (&str, &str) = ("/calico/v1/policy/profile/b/rules", "{}");
    const C: (&str, &str) = ("/calico/v1/policy/profile/c/rules", "{}");

    fn set(profiles: &[&str], value: &str) -> Result<crate::plan::Plan, crate::error::CommandError> {
        plan(&[&["endpoint", "profile", "set", "shop/front-1"], profiles].concat(), &[(POD, value), A, B, C])
    }

    #[test]
    fn the_list_becomes_what_was_asked_for() {
        let changed = set(&["b", "c"], r#"{"profile_ids": ["a", "b"], "x": 1}"#).unwrap();
        assert_eq!(changes(&changed), [(POD, Some(r#"{"profile_ids": ["b", "c"], "x": 1}"#.to_owned()))]);
        assert_eq!(changed.summary, ["node1/k8s/shop.front-1/eth0 set to profiles b, c"]);
        assert!(changed.warnings.is_empty());
        let same = set(&["a", "b"], r#"{"profile_ids": ["a", "b"]}"#).unwrap();
        assert!(same.is_empty());
        let none = set(&[], r#"{"profile_ids": ["a"]}"#).unwrap();
        assert_eq!(changes(&none), [(POD, Some(r#"{"profile_ids": []}"#.to_owned()))]);
        assert_eq!(none.warnings.len(), 1);
        assert_eq!(set(&["ghost"], "{}").unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn a_mere_reorder_is_told() {
        let plan = set(&["b", "a"], r#"{"profile_ids": ["a", "b"]}"#).unwrap();
        assert_eq!(changes(&plan).len(), 1);
        let [warning] = plan.warnings.as_slice() else { panic!("{:?}", plan.warnings) };
        assert!(warning.contains("--two-step"), "{warning}");
    }

    proptest! {
        #[test]
        fn set_and_set_back_leaves_the_bytes(
            before in prop::sample::subsequence(vec!["a", "b", "c"], 0..=3).prop_shuffle(),
            after in prop::sample::subsequence(vec!["a", "b", "c"], 0..=3).prop_shuffle(),
            compact in any::<bool>(),
            others in prop::collection::btree_map("[d-m]{1,4}", "-?[1-9][0-9]{0,20}(\\.0{1,3})?(e5)?|\"\\PC{0,4}\"|null|\\[\\]", 0..5),
        ) {
            let (comma, colon) = if compact { (",", ":") } else { (", ", ": ") };
            let list: Vec<String> = before.iter().map(|profile| format!("\"{profile}\"")).collect();
            let mut members: Vec<String> = others
                .iter()
                .map(|(name, value)| format!("\"{name}\"{colon}{}", value.replace('\\', "/").replacen('"', "\u{0}", 1)))
                .map(|member| match member.split_once('\u{0}') {
                    Some((start, text)) => format!("{start}\"{}\"", text.trim_end_matches('"').replace('"', "'")),
                    None => member,
                })
                .collect();
            members.insert(members.len() / 2, format!("\"profile_ids\"{colon}[{}]", list.join(comma)));
            let value = format!("{{{}}}", members.join(comma));
            let there = set(&after, &value).unwrap();
            let now = changes(&there).first().and_then(|(_, after)| after.clone()).unwrap_or_else(|| value.clone());
            let back = set(&before, &now).unwrap();
            let end = changes(&back).first().and_then(|(_, after)| after.clone()).unwrap_or(now);
            prop_assert_eq!(end, value);
        }
    }
}
