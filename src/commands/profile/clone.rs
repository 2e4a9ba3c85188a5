//! `calicross profile clone`

use clap::Args;
use serde_json::Value;

use super::load;
use crate::error::{CommandError, ErrorKind};
use crate::model::key::ProfilePart;
use crate::model::name::{self, Kind};
use crate::model::profile::{Direction, Profile, Rules, Tags};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `profile clone`.
///
/// The copy carries its own name as a tag where the original carries its own, in its tags and in its rules; all else is as
/// in the original.
#[derive(Args, Debug)]
pub struct ProfileCloneArgs {
    /// Name of the profile to copy
    name: String,

    /// Name of the copy
    new_name: String,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for ProfileCloneArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope(&self.name), load::scope(&self.new_name)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let (name, new_name) = (&self.name, &self.new_name);
        name::check(Kind::Profile, new_name)?;
        let original = load::required(snapshot, name)?;
        if let Some((key, why)) = original.malformed().first() {
            return Err(CommandError::new(ErrorKind::BadData, format!("profile {name} cannot be copied: {why}"))
                .object(format!("profile {name}"))
                .key(key.path())
                .hint(format!("`calicross key get {}` shows the value", key.path())));
        }
        let mut plan = Plan::new();
        for part in ProfilePart::ALL {
            plan.relied_on(snapshot, &load::path(name, part));
            if let Some(value) = copy(&original, part, new_name) {
                plan.put(snapshot, load::path(new_name, part), value);
            }
        }
        if load::named(snapshot, new_name).is_none() {
            plan.say(format!("profile {new_name} added, a copy of {name}"));
        } else if plan.is_empty() {
            plan.say(format!("profile {new_name} is a copy of {name} already"));
        } else {
            return Err(CommandError::new(
                ErrorKind::Exists,
                format!("profile {new_name} exists and is no copy of {name}"),
            )
            .object(format!("profile {new_name}"))
            .key(load::path(new_name, ProfilePart::Rules))
            .hint(format!("`calicross profile show {new_name}` shows it")));
        }
        Ok(plan)
    }
}

/// The value of a part of the copy; `None` where the original has no such key.
fn copy(original: &Profile, part: ProfilePart, new_name: &str) -> Option<Vec<u8>> {
    let own = |tag: &str| if tag == original.name { new_name.to_owned() } else { tag.to_owned() };
    match part {
        ProfilePart::Tags => load::readable(&original.tags).map(|tags| Tags::of(tags.iter().map(own)).to_bytes()),
        ProfilePart::Labels => load::readable(&original.labels).map(|labels| labels.to_bytes()),
        ProfilePart::Rules => load::readable(&original.rules).map(|rules| {
            let carries_own = load::readable(&original.tags).is_some_and(|tags| tags.contains(&original.name));
            let mut copy: Rules = rules.clone();
            copy.set_id(new_name);
            if carries_own {
                for direction in Direction::BOTH {
                    copy.replace(direction, renamed(rules.values(direction), &original.name, new_name));
                }
            }
            copy.to_bytes(new_name)
        }),
    }
}

/// Puts the new name where rules name the old one as a tag.
fn renamed(rules: &[Value], old: &str, new: &str) -> Vec<Value> {
    let mut rules = rules.to_vec();
    for rule in rules.iter_mut().filter_map(Value::as_object_mut) {
        for member in ["src_tag", "dst_tag", "!src_tag", "!dst_tag"] {
            if let Some(tag) = rule.get_mut(member).filter(|tag| *tag == old) {
                *tag = new.into();
            }
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const TAGS: &str = "/calico/v1/policy/profile/web/tags";
    const RULES: &str = "/calico/v1/policy/profile/web/rules";

    #[test]
    fn the_copy_carries_its_own_name_where_the_original_carries_its_own() {
        let rules =
            r#"{"id":"web","inbound_rules":[{"src_tag":"web","x":1.50},{"!src_tag":"db"}],"outbound_rules":[]}"#;
        let plan = plan(&["profile", "clone", "web", "shop"], &[(TAGS, r#"["sg", "web"]"#), (RULES, rules)]).unwrap();
        assert_eq!(
            changes(&plan),
            [
                (
                    "/calico/v1/policy/profile/shop/rules",
                    Some(r#"{"id":"shop","inbound_rules":[{"src_tag":"shop","x":1.50},{"!src_tag":"db"}],"outbound_rules":[]}"#.to_owned())
                ),
                ("/calico/v1/policy/profile/shop/tags", Some(r#"["sg", "shop"]"#.to_owned())),
            ]
        );
        assert_eq!(plan.guards().len(), 3, "the original and its missing labels decided");
    }

    #[test]
    fn a_tag_of_that_name_on_somebody_else_stays() {
        let rules = r#"{"inbound_rules": [{"src_tag": "web"}], "outbound_rules": []}"#;
        let plan = plan(&["profile", "clone", "web", "shop"], &[(TAGS, r#"["sg"]"#), (RULES, rules)]).unwrap();
        let (_, copy) = changes(&plan).remove(0);
        assert!(copy.unwrap().contains(r#""src_tag": "web""#));
    }

    #[test]
    fn what_cannot_be_read_is_not_copied_and_what_is_there_not_overwritten() {
        let error = plan(&["profile", "clone", "web", "shop"], &[(RULES, "{")]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadData);
        let there = [(TAGS, r#"["web"]"#), ("/calico/v1/policy/profile/shop/tags", r#"["db"]"#)];
        let error = plan(&["profile", "clone", "web", "shop"], &there).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Exists);
    }
}
