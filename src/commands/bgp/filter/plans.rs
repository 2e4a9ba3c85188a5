//! What adding and removing a custom filter writes.

use super::not_found;
use crate::commands::bgp::load::StoredFilter;
use crate::error::{CommandError, ErrorKind};
use crate::model::bird::{Stray, check_filter};
use crate::model::key::{Family, Key};
use crate::model::name::{self, Kind};
use crate::plan::{Force, Plan};
use crate::render::diff;
use crate::store::Snapshot;

/// Adds a filter to one BIRD.
///
/// # Errors
/// Where it is there with other statements, and may not be updated; where the statements are not UTF-8.
pub(crate) fn add(
    plan: &mut Plan,
    snapshot: &Snapshot,
    family: Family,
    name: &str,
    statements: &[u8],
    update: bool,
) -> Result<(), CommandError> {
    name::check(Kind::Filter, name)?;
    let object = format!("filter {name} ({family})");
    let path = Key::BgpFilter { family, name: name.to_owned() }.path();
    let text = std::str::from_utf8(statements).map_err(|_| {
        CommandError::new(ErrorKind::BadData, format!("the statements of {object} are not UTF-8")).object(&object)
    })?;
    if text.trim().is_empty() {
        return Err(CommandError::new(ErrorKind::Usage, format!("{object} gets no statements")).object(object));
    }
    // The filters of a directory are pasted one behind the other: a comment must end with its filter.
    let value = format!("{}\n", text.trim_end());
    let present = snapshot.get(&path);
    if let Some(entry) = present {
        if String::from_utf8_lossy(&entry.value).trim_end() == text.trim_end() {
            plan.relied_on(snapshot, &path);
            plan.say(format!("{object} is there already"));
            return Ok(());
        }
        if !update {
            return Err(CommandError::new(ErrorKind::Exists, format!("{object} is there with other statements"))
                .object(object)
                .key(&path)
                .difference(&diff(&path, Some(&entry.value), Some(value.as_bytes()), false))
                .hint("--update replaces them"));
        }
    }
    match check_filter(text) {
        Err(why) => plan.needs(
            Force::Malformed,
            &object,
            &path,
            format!("is refused: {why}: with it, BIRD of every host rejects its configuration"),
        ),
        Ok(strays) => {
            for Stray { word, line } in strays {
                plan.ask(format!(
                    "`{word};` in line {line} of {object} stands before no condition: it decides about every route that comes to it"
                ));
            }
        }
    }
    let how = if present.is_some() { "replaces" } else { "adds" };
    plan.ask(format!("{how} {object}: it decides which routes every host tells its peers"));
    plan.put(snapshot, path, value.into_bytes());
    plan.say(format!("{object} {}", if present.is_some() { "updated" } else { "added" }));
    Ok(())
}

/// Removes filters. The directory stays, which confd cannot do without.
///
/// # Errors
/// Where there is none, unless that is fine.
pub(crate) fn remove(
    snapshot: &Snapshot,
    name: &str,
    found: &[StoredFilter<'_>],
    if_exists: bool,
) -> Result<Plan, CommandError> {
    let mut plan = Plan::new();
    if found.is_empty() {
        if !if_exists {
            return Err(not_found(name));
        }
        plan.say(format!("filter {name} is not there"));
    }
    for StoredFilter { family, entry, .. } in found {
        plan.delete(snapshot, &entry.path);
        plan.ask(format!(
            "removes filter {name} ({family}): routes that it alone lets out are no longer told to peers"
        ));
        plan.say(format!("filter {name} ({family}) removed"));
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const TAP: &str = "/calico/bgp/v1/global/custom_filters/v4/tap";
    const STATEMENTS: &str = "if ( ifname ~ \"tap*\" ) then {\n  accept;\n}";

    #[test]
    fn statements_as_they_are_with_an_end() {
        let added = plan(&["bgp", "filter", "add", "tap", STATEMENTS], &[]).unwrap();
        assert_eq!(changes(&added), [(TAP, Some(format!("{STATEMENTS}\n")))]);
        assert_eq!(added.questions.len(), 1);
        let both = plan(&["bgp", "filter", "add", "tap", STATEMENTS, "--ipv4", "--ipv6"], &[]).unwrap();
        assert_eq!(both.changes().len(), 2);
        assert!(plan(&["bgp", "filter", "add", "tap", STATEMENTS], &[(TAP, STATEMENTS)]).unwrap().is_empty());
    }

    #[test]
    fn what_hits_every_route_is_asked_about_and_what_is_no_statement_refused() {
        let stray = plan(&["bgp", "filter", "add", "tap", "reject;"], &[]).unwrap();
        assert_eq!(stray.questions.len(), 2);
        assert!(stray.questions[0].text.starts_with("`reject;` in line 1"), "{:?}", stray.questions);
        for bad in ["accept", "if x then {", "print \"x;"] {
            assert_eq!(plan(&["bgp", "filter", "add", "tap", bad], &[]).unwrap().obstacles.len(), 1, "{bad}");
        }
        assert_eq!(plan(&["bgp", "filter", "add", "tap", " "], &[]).unwrap_err().kind(), ErrorKind::Usage);
        assert_eq!(plan(&["bgp", "filter", "add", "a/b", "accept;"], &[]).unwrap_err().kind(), ErrorKind::Refused);
    }

    #[test]
    fn another_one_of_the_name_is_replaced_when_told_to() {
        let keys = [(TAP, "accept;")];
        let words = ["bgp", "filter", "add", "tap", STATEMENTS];
        assert_eq!(plan(&words, &keys).unwrap_err().kind(), ErrorKind::Exists);
        let updated = plan(&[words.as_slice(), &["--update"]].concat(), &keys).unwrap();
        assert_eq!(changes(&updated), [(TAP, Some(format!("{STATEMENTS}\n")))]);
    }

    #[test]
    fn removing() {
        let v6 = "/calico/bgp/v1/global/custom_filters/v6/tap";
        let keys = [(TAP, "accept;"), (v6, "accept;")];
        assert_eq!(changes(&plan(&["bgp", "filter", "remove", "tap"], &keys).unwrap()), [(TAP, None), (v6, None)]);
        assert_eq!(changes(&plan(&["bgp", "filter", "remove", "tap", "--ipv6"], &keys).unwrap()), [(v6, None)]);
        assert_eq!(plan(&["bgp", "filter", "remove", "x"], &keys).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(plan(&["bgp", "filter", "remove", "x", "--if-exists"], &keys).unwrap().is_empty());
    }
}
