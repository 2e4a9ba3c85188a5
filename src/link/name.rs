//! Which link a word means.

use super::Link;
use crate::inventory::Unresolved;

/// Finds the link of a name. `tier/name` says which policy is meant where a profile, or a policy of another tier, has the
/// same name; alone, such a name means the profile.
///
/// # Errors
/// [`Unresolved`]: no such link, or several.
pub fn find<'l>(word: &str, links: &'l [Link]) -> Result<&'l Link, Unresolved> {
    if let Some(link) = links.iter().find(|link| link.full_name() == word) {
        return Ok(link);
    }
    let candidates: Vec<&Link> = links.iter().filter(|link| link.name == word).collect();
    match candidates.as_slice() {
        [link] => Ok(link),
        several => Err(Unresolved {
            what: "link",
            word: word.to_owned(),
            candidates: several.iter().map(|link| link.full_name()).collect(),
        }),
    }
}
