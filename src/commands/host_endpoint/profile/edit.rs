//! What append, set and remove have in common: from the profiles that a host endpoint has to a plan.

use std::collections::BTreeSet;

use crate::commands::host_endpoint::effect;
use crate::error::CommandError;
use crate::inventory::{host_endpoints, policies, profiles};
use crate::plan::{Force, Plan};
use crate::store::{Scope, Snapshot};

/// What has to be read to give a host endpoint other profiles.
pub(super) fn scopes(word: &str) -> Vec<Scope> {
    vec![host_endpoints::scope(word), policies::scope_of_all(), profiles::scope_of_all()]
}

/// What becomes of the profiles of a host endpoint.
pub(super) struct Wanted {
    /// The new list; the one that is there where nothing changes.
    pub(super) profiles: Vec<String>,
    /// What is then said.
    pub(super) said: String,
}

/// Plans to give a host endpoint the profiles that `wanted` makes of its name and of those it has.
///
/// # Errors
/// Where it cannot be found or read, or would get a profile that shuts it.
pub(super) fn edit(
    snapshot: &Snapshot,
    word: &str,
    wanted: impl Fn(&str, &[&str]) -> Result<Wanted, CommandError>,
) -> Result<Plan, CommandError> {
    let found = host_endpoints::find(word, snapshot)?;
    let name = found.name();
    let mut plan = Plan::new();
    let mut endpoint = found.value.clone().map_err(|why| effect::malformed(&found, &why))?;
    let current: Vec<String> = match endpoint.profile_ids() {
        Ok(profiles) => profiles.into_iter().map(str::to_owned).collect(),
        Err(why) => {
            let why = format!("has profiles that cannot be read: {why}");
            plan.needs(Force::Malformed, format!("host endpoint {name}"), &found.path, why);
            Vec::new()
        }
    };
    let current: Vec<&str> = current.iter().map(String::as_str).collect();
    let Wanted { profiles, said } = wanted(&name, &current)?;
    plan.say(said);
    if !endpoint.set_profile_ids(&profiles) {
        plan.relied_on(snapshot, &found.path);
        return Ok(plan);
    }
    let places = profiles.iter().enumerate();
    let placed = places.filter(|(at, profile)| current.get(*at) != Some(&profile.as_str()));
    effect::check_profiles(&mut plan, snapshot, placed.map(|(_, profile)| profile.as_str()))?;
    plan.put(snapshot, found.path.as_str(), endpoint.to_bytes());
    effect::tell(&mut plan, snapshot, &found.host, &found.id, &endpoint, false);
    let sets = (current.iter().copied().collect::<BTreeSet<_>>(), profiles.iter().map(String::as_str).collect());
    if sets.0 == sets.1 {
        plan.warn(format!(
            "host endpoint {name} had the same profiles in another order: a running Felix 1.4 compares them without their order, and \
             goes on with the old one until a profile comes or goes, or it restarts"
        ));
    }
    Ok(plan)
}

/// `profile a`, or `profiles a, b`.
pub(super) fn named<S: AsRef<str>>(profiles: &[S]) -> String {
    let names: Vec<&str> = profiles.iter().map(AsRef::as_ref).collect();
    format!("{} {}", if names.len() == 1 { "profile" } else { "profiles" }, names.join(", "))
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const ETH0: &str = "/calico/v1/host/node1/endpoint/eth0";
    const A: (&str, &str) = ("/calico/v1/policy/profile/a/rules", "{}");
    const B: (&str, &str) = ("/calico/v1/policy/profile/b/rules", "{}");

    fn after(verb: &str, profiles: &str, value: &str) -> (Option<String>, crate::plan::Plan) {
        let profiles = profiles.split(' ').filter(|profile| !profile.is_empty());
        let words: Vec<&str> = ["host-endpoint", "profile", verb, "node1/eth0"].into_iter().chain(profiles).collect();
        let plan = plan(&words, &[(ETH0, value), A, B]).unwrap();
        (changes(&plan).into_iter().next().and_then(|(_, value)| value), plan)
    }

    #[test]
    fn one_member_changes_and_all_else_stays() {
        let found = r#"{"x":1.50,"profile_ids":["a"],"name":"eth0"}"#;
        let with = |list: &str| Some(found.replace(r#"["a"]"#, list));
        assert_eq!(after("append", "b a", found).0, with(r#"["a","b"]"#));
        assert_eq!(after("append", "a", found).0, None);
        assert_eq!(after("set", "b a", found).0, with(r#"["b","a"]"#));
        assert_eq!(after("set", "a", found).0, None);
        let (removed, plan) = after("remove", "a", found);
        assert_eq!(removed, with("[]"));
        assert!(plan.questions[0].text.contains("no policy selects it"), "{:?}", plan.questions);
        let (_, reordered) = after("set", "b a", r#"{"profile_ids": ["a", "b"]}"#);
        assert!(reordered.warnings[0].contains("in another order"), "{:?}", reordered.warnings);
        let (_, odd) = after("set", "a", r#"{"profile_ids": "x"}"#);
        assert_eq!(odd.obstacles.len(), 1);
    }

    #[test]
    fn profiles_must_be_there_to_be_put_and_on_it_to_be_removed() {
        let kind = |words: &[&str]| {
            let words = [&["host-endpoint", "profile"], words].concat();
            plan(&words, &[(ETH0, r#"{"profile_ids": ["gone"]}"#), A, B]).unwrap_err().kind()
        };
        assert_eq!(kind(&["append", "eth0", "no"]), ErrorKind::NotFound);
        assert_eq!(kind(&["set", "eth0", "a", "a"]), ErrorKind::Usage);
        assert_eq!(kind(&["remove", "eth0", "a"]), ErrorKind::NotFound);
        assert_eq!(kind(&["append", "eth1", "a"]), ErrorKind::NotFound);
        let words = ["host-endpoint", "profile", "append", "eth0", "a"];
        assert!(
            !plan(&words, &[(ETH0, r#"{"profile_ids": ["gone"]}"#), A]).unwrap().is_empty(),
            "what is there may stay"
        );
        assert_eq!(plan(&words, &[(ETH0, "["), A]).unwrap_err().kind(), ErrorKind::BadData);
    }
}
