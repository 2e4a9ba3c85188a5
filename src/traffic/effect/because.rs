//! Which rule decided before, and which decides after.

use serde::Serialize;

use super::flows::Flow;
use crate::reach::{self, Difference, Near, PacketSet, Part, Verdict};
use crate::traffic::told::{Teller, Told};

/// The side that closes, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Because {
    /// What decided before.
    pub before: Told,
    /// What decides after.
    pub after: Told,
}

impl Flow {
    /// What decides about an example of what opens, or closes; nothing between workloads and their own hosts, and where an end was not
    /// there before or is not there any more. `tellers` tell of before and after.
    pub fn because(
        &self,
        opens: bool,
        difference: &Difference<'_, '_, '_>,
        [before, after]: [&Teller<'_, '_, '_>; 2],
    ) -> Option<Because> {
        let (from, to) = self.example?;
        let near = if self.near == Some("same-host") { Near::SameHost } else { Near::OtherHost };
        let (from, to) = (difference.group(from)?, difference.group(to)?);
        let old = difference.before.between(from.before?, to.before?, near);
        let new = difference.after.between(from.after?, to.after?, near);
        let of = |flow: &reach::Flow, verdict: Verdict, packets: &PacketSet| -> Option<Part> {
            flow.parts.iter().find(|part| part.verdict == verdict && !part.packets.is_disjoint(packets)).cloned()
        };
        let (closed, open) = if opens { (&old, &new) } else { (&new, &old) };
        let denied = of(closed, Verdict::Deny, &self.packets)?;
        let allowed = of(open, Verdict::Allow, &self.packets.intersection(&denied.packets))?;
        let side = |part: &Part, inbound: bool| if inbound { part.inbound } else { Some(part.outbound) };
        let inbound = denied.inbound.is_some();
        let (denied, allowed) = (side(&denied, inbound)?, side(&allowed, inbound)?);
        let (was, is) = if opens { (denied, allowed) } else { (allowed, denied) };
        Some(Because { before: before.decision(&was), after: after.decision(&is) })
    }
}
