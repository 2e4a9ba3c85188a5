//! Rules as each generation of Felix renders them: which packets, between which addresses.

mod check;
mod render;

use super::atoms::{AtomId, Atoms};
use super::set::PacketSet;
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::profile::{Direction, Rules};
use crate::model::rule::{Action, Rule};

pub(super) use check::id_is_fine;
pub use check::rule_fault;

/// What a packet's source or destination must be: among any of these, or among none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    /// Of the source, not the destination.
    pub(super) source: bool,
    /// Whether it must be in none of them.
    pub(super) negated: bool,
    /// The questions.
    pub(super) atoms: Vec<AtomId>,
}

/// A rule in the tables of one IP version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// The packets, of this IP version.
    pub(super) packets: PacketSet,
    /// All of them must hold.
    pub(super) conditions: Vec<Condition>,
    /// Whether Felix 1.4 failed to render the rule, and drops everything at its place instead.
    pub(super) unrenderable: bool,
}

/// A rule of a list.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub(super) action: Action,
    /// In the tables of IPv4 and of IPv6; `None` where it is left out there.
    v4: Option<Match>,
    v6: Option<Match>,
}

impl Compiled {
    /// Whether it drops everything at its place, in the tables of an IP version.
    pub(super) fn is_unrenderable(&self, family: Family) -> bool {
        self.of(family).is_some_and(|matched| matched.unrenderable)
    }

    /// The rule in the tables of an IP version.
    pub(super) fn of(&self, family: Family) -> Option<&Match> {
        match family {
            Family::V4 => self.v4.as_ref(),
            Family::V6 => self.v6.as_ref(),
        }
    }
}

/// Both lists of a profile or a policy, as one generation has them in its tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    inbound: Vec<Compiled>,
    outbound: Vec<Compiled>,
    /// Whether iptables refuses one of the rules, for IPv4 and for IPv6: both lists stay a stub that drops everything.
    refused: [bool; 2],
}

impl Lists {
    /// The rules of a direction, in their order.
    pub(super) fn of(&self, direction: Direction) -> &[Compiled] {
        match direction {
            Direction::Inbound => &self.inbound,
            Direction::Outbound => &self.outbound,
        }
    }

    /// Whether the tables of an IP version have a stub instead.
    pub(super) fn refused(&self, family: Family) -> bool {
        let [v4, v6] = self.refused;
        if family == Family::V4 { v4 } else { v6 }
    }

    /// Reads the lists of an object.
    ///
    /// # Errors
    /// Why the generation takes the object for missing: one rule that it rejects is enough.
    pub(super) fn read(rules: &Rules, generation: Generation, atoms: &mut Atoms) -> Result<Self, String> {
        for direction in Direction::BOTH {
            if generation == Generation::Felix14
                && rules.object().get(direction.member()).is_some_and(|list| list.is_null())
            {
                return Err(format!("member '{}' is null, not a list", direction.member()));
            }
        }
        let mut lists = Self::default();
        for direction in Direction::BOTH {
            let mut list = Vec::with_capacity(rules.values(direction).len());
            for (at, rule) in rules.list(direction).enumerate() {
                let rule = rule.map_err(|why| format!("{direction} rule {}: {why}", at + 1))?;
                check::check(&rule, generation).map_err(|why| format!("{direction} rule {}: {why}", at + 1))?;
                list.push(lists.compile(&rule, generation, atoms));
            }
            match direction {
                Direction::Inbound => lists.inbound = list,
                Direction::Outbound => lists.outbound = list,
            }
        }
        Ok(lists)
    }

    fn compile(&mut self, rule: &Rule, generation: Generation, atoms: &mut Atoms) -> Compiled {
        let mut of = |family: Family| {
            let rendered = render::render(rule.spec(), generation, family, atoms);
            if rendered.refused {
                let [v4, v6] = &mut self.refused;
                *(if family == Family::V4 { v4 } else { v6 }) = true;
            }
            rendered.rule
        };
        Compiled { action: rule.spec().action, v4: of(Family::V4), v6: of(Family::V6) }
    }
}
