//! `calicoctl node`

use super::docopt::Words;
use super::{Done, Front, bgp, hostname, real};

pub(super) fn run(front: &mut Front, words: &Words) -> Done {
    if words.has("bgp") {
        return bgp::peers(front, words, Some(&hostname()));
    }
    real::run(front, "node starts and stops calico/node on this host")
}
