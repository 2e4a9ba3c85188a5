//! The export filter by which BIRD tells its peers of VMs.
//!
//! BIRD announces a host's own blocks of addresses, and what lies in a pool; addresses of Neutron's are in no block. A custom filter
//! that accepts the routes of interfaces that begin with `tap` lets them out, floating addresses too, whatever pools there are.

use crate::model::key::{BGP, Family, Key};
use crate::store::{Entry, Scope, Snapshot};

/// The name of the filter where calicross makes it.
pub const NAME: &str = "tap_iface";

/// Its statements.
pub const STATEMENTS: &str = "if ( ifname ~ \"tap*\" ) then { accept; }";

/// What holds every filter of both families.
pub fn scope_of_all() -> Scope {
    Scope::under(format!("{BGP}/global/custom_filters"))
}

/// The key of the filter where calicross makes it.
pub fn path(family: Family) -> String {
    Key::BgpFilter { family, name: NAME.to_owned() }.path()
}

/// The filter of one BIRD that lets the routes of VMs out, whatever it is called; `None` where none does.
pub fn of(snapshot: &Snapshot, family: Family) -> Option<(String, &Entry)> {
    let mut filters = snapshot.under(&format!("{BGP}/global/custom_filters/")).iter().filter_map(|entry| {
        match Key::parse(&entry.path) {
            Key::BgpFilter { family: found, name } if found == family => Some((name, entry)),
            _ => None,
        }
    });
    filters.find(|(_, entry)| lets_taps_out(&String::from_utf8_lossy(&entry.value)))
}

/// Whether statements accept what comes by interfaces that begin with `tap`, as far as their text tells.
fn lets_taps_out(statements: &str) -> bool {
    let bare = statements.lines().map(|line| line.split('#').next().unwrap_or_default());
    let bare: String = bare.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    let Some((_, behind)) = bare.split_once("ifname~\"tap*\"") else { return false };
    // The verdict of the condition is the first one behind it.
    let verdict = |word: &str| behind.find(word).unwrap_or(usize::MAX);
    verdict("accept;") < verdict("reject;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_counts_whatever_it_is_called_and_however_it_is_spelled() {
        for (statements, counts) in [
            (STATEMENTS, true),
            ("if (ifname~\"tap*\") then {\n  accept;\n}\n", true),
            ("if ( ifname ~ \"cali*\" ) then accept;\nif ( ifname ~ \"tap*\" ) then accept;", true),
            ("# if ( ifname ~ \"tap*\" ) then { accept; }", false),
            ("if ( ifname ~ \"tap*\" ) then { reject; } accept;", false),
            ("if ( ifname ~ \"cali*\" ) then { accept; }", false),
            ("if ( ifname ~ \"tap*\" ) then { print \"x\"; }", false),
            ("", false),
        ] {
            let snapshot = Snapshot::literal(&[("/calico/bgp/v1/global/custom_filters/v4/vms", statements)]);
            assert_eq!(
                of(&snapshot, Family::V4).map(|(name, _)| name).as_deref() == Some("vms"),
                counts,
                "{statements}"
            );
            assert!(of(&snapshot, Family::V6).is_none());
        }
        assert_eq!(path(Family::V4), "/calico/bgp/v1/global/custom_filters/v4/tap_iface");
    }
}
