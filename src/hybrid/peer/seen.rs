//! What a datastore was when it was last seen: an etcd that lost its state, as one in a pod without a volume does, looks like any
//! other one, only younger.

use serde::{Deserialize, Serialize};

use super::Finding;
use crate::store::{Kind, Revision};

/// A datastore at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When, in RFC 3339.
    pub time: String,
    /// Which API.
    pub datastore: Kind,
    /// What tells it from every other datastore, such as etcd's cluster id.
    pub identity: String,
    /// Calico's name of the cluster.
    pub cluster_guid: Option<String>,
    /// Its moment: it only ever grows.
    pub revision: Revision,
    /// Whether it held any of Calico's v1 data.
    pub holds_calico: bool,
}

/// What tells that a datastore has lost its state since it was seen, if anything.
pub fn lost(before: &Seen, now: &Seen) -> Option<Finding> {
    // What held nothing has nothing to lose, such as a file that was not there yet.
    if !before.holds_calico {
        return None;
    }
    // Moments of two APIs have nothing to do with each other.
    let same_api = before.datastore == now.datastore;
    let how = if before.identity != now.identity {
        format!("it was {} and is now {}, another datastore", before.identity, now.identity)
    } else if same_api && now.revision < before.revision {
        format!("its revision went back from {} to {}", before.revision, now.revision)
    } else if !now.holds_calico {
        "it holds no /calico/v1 any more".to_owned()
    } else {
        match (&before.cluster_guid, &now.cluster_guid) {
            (Some(before), Some(now)) if before != now => format!("its ClusterGUID was {before} and is now {now}"),
            _ => return None,
        }
    };
    let text = format!("the peer has lost its state since {}: {how}", before.time);
    Some(Finding { id: "peer-lost-state", object: now.identity.clone(), here: None, there: None, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(identity: &str, guid: Option<&str>, revision: Revision, holds_calico: bool) -> Seen {
        Seen {
            time: "2017-03-14T09:26:53Z".to_owned(),
            datastore: Kind::Etcdv2,
            identity: identity.to_owned(),
            cluster_guid: guid.map(str::to_owned),
            revision,
            holds_calico,
        }
    }

    #[test]
    fn a_datastore_only_ever_grows_older() {
        let before = seen("a", Some("g"), 100, true);
        let how = |now: Seen| lost(&before, &now).map(|finding| finding.text);
        assert_eq!(how(seen("a", Some("g"), 100, true)), None);
        assert_eq!(how(seen("a", None, 101, true)), None);
        let text = |how: &str| Some(format!("the peer has lost its state since 2017-03-14T09:26:53Z: {how}"));
        assert_eq!(how(seen("b", Some("g"), 200, true)), text("it was a and is now b, another datastore"));
        assert_eq!(how(seen("a", Some("g"), 99, true)), text("its revision went back from 100 to 99"));
        assert_eq!(how(seen("a", None, 200, false)), text("it holds no /calico/v1 any more"));
        assert_eq!(how(seen("a", Some("h"), 200, true)), text("its ClusterGUID was g and is now h"));
        assert_eq!(lost(&seen("new", None, 100, false), &seen("a", None, 1, true)), None);
        let other_api = Seen { datastore: Kind::Etcdv3, ..seen("a", Some("g"), 3, true) };
        assert_eq!(lost(&before, &other_api), None);
    }
}
