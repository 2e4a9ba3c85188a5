//! `calicoctl ipam`

use serde_json::Value;

use super::docopt::Words;
use super::netaddr::address;
use super::python::repr;
use super::{Done, Front, Step, Stop};
use crate::error::CommandError;
use crate::inventory::blocks::{self, FoundBlock};
use crate::ipam::IpamError;
use crate::ipam::release::{Absent, What, release, scopes};
use crate::model::ipam::block_of;
use crate::store::Scope;

pub(super) fn run(front: &mut Front, words: &Words) -> Done {
    let Some(ip) = words.value("<IP>").and_then(address) else {
        return Err(Stop::line("Invalid IP address specified."));
    };
    if words.has("release") {
        return front.write("release_ips", &scopes(), &[], &|snapshot| match release(
            snapshot,
            &[What::Address(ip)],
            Absent::Refuse,
        ) {
            Ok(plan) => Ok(Step::line(plan, "Address successfully released")),
            Err(IpamError::NotHeld { .. }) => Ok(Step::nothing("Failed to release address")),
            Err(err) => Err(CommandError::from(err).into()),
        });
    }
    let path = blocks::path(block_of(ip));
    let snapshot = front.read("get_assignment_attributes", &[Scope::key(&path)])?;
    let block = match snapshot.get(&path).and_then(FoundBlock::of).map(|found| found.block) {
        None => None,
        Some(Ok(block)) => Some(block),
        Some(Err(why)) => return Err(Stop::refused(format!("malformed value at {path}: {why}"))),
    };
    let holder = block.as_ref().and_then(|block| block.holder(ip));
    front.say(&match holder.map(|holder| holder.attributes) {
        None => format!("IP {ip} is not currently assigned\n"),
        Some(None) => format!("No attributes defined for {ip}\n"),
        Some(Some(attributes)) => format!("{}\n", repr(&Value::Object(attributes.clone()))),
    })
}
