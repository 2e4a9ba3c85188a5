//! `calicross policy reorder`

use clap::Args;

use super::effect;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::policies::{self, FoundPolicy};
use crate::inventory::tiers;
use crate::model::policy::{NewOrder, Order};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `policy reorder`.
///
/// Lower orders come first, policies without an order last; among equal ones, names decide.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("place").required(true))]
pub struct PolicyReorderArgs {
    /// The policy: TIER/NAME, or its name where one tier has it
    name: String,

    /// Its order; default for the last place
    #[arg(long, value_name = "NUMBER", value_parser = NewOrder::parse, allow_hyphen_values = true, group = "place")]
    order: Option<NewOrder>,

    /// Right before this policy of its tier
    #[arg(long, value_name = "POLICY", group = "place")]
    before: Option<String>,

    /// Right after this policy of its tier
    #[arg(long, value_name = "POLICY", group = "place")]
    after: Option<String>,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for PolicyReorderArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![policies::scope_of_all()]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let found = tiers::find_policy(&self.name, snapshot)?;
        let mut plan = Plan::new();
        let name = found.full_name();
        let mut policy = found.policy.clone().map_err(|why| {
            CommandError::new(ErrorKind::BadData, format!("malformed value at {}: {why}", found.path))
                .object(format!("policy {name}"))
                .key(&found.path)
                .hint(format!("`calicross key get {}` shows it", found.path))
        })?;
        let order = match (&self.order, &self.before, &self.after) {
            (Some(order), ..) => Some(order.clone()),
            (None, Some(next), _) => self.beside(&mut plan, snapshot, &found, next, Side::Before)?,
            (None, None, Some(last)) => self.beside(&mut plan, snapshot, &found, last, Side::After)?,
            // clap insists on one of them.
            (None, None, None) => None,
        };
        let Some(order) = order else {
            plan.relied_on(snapshot, &found.path);
            plan.say(format!("policy {name} is there already"));
            return Ok(plan);
        };
        policy.set_order(&order);
        plan.put(snapshot, found.path.as_str(), policy.to_bytes());
        if plan.is_empty() {
            plan.say(format!("policy {name} has the order {order} already"));
            return Ok(plan);
        }
        plan.say(format!("policy {name} has the order {order}"));
        effect::tell_of_ties(&mut plan, snapshot, &found.tier, &found.name);
        effect::tell(&mut plan, snapshot);
        Ok(plan)
    }
}

/// On which side of another policy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl PolicyReorderArgs {
    /// An order that puts a policy beside another one of its tier; `None` where it stands there.
    fn beside(
        &self,
        plan: &mut Plan,
        snapshot: &Snapshot,
        found: &FoundPolicy,
        neighbour: &str,
        side: Side,
    ) -> Result<Option<NewOrder>, CommandError> {
        let tier = tiers::named(snapshot, &found.tier).map(|tier| tier.policies).unwrap_or_default();
        let missing = || {
            CommandError::new(ErrorKind::NotFound, format!("tier {} has no policy {neighbour}", found.tier))
                .object(format!("policy {neighbour}"))
                .hint(format!("`calicross policy list --tier {}` shows those it has", found.tier))
        };
        let is_named = |policy: &FoundPolicy| policy.name == neighbour || policy.full_name() == neighbour;
        let other = tier.iter().find(|policy| is_named(policy)).ok_or_else(missing)?;
        if other.name == found.name {
            let message = format!("policy {} is its own neighbour", found.full_name());
            return Err(CommandError::new(ErrorKind::Usage, message));
        }
        if let Some(why) = other.fault() {
            let message = format!("policy {} cannot be read, and has no place: {why}", other.full_name());
            return Err(CommandError::new(ErrorKind::BadData, message).key(&other.path));
        }
        let others: Vec<&FoundPolicy> =
            tier.iter().filter(|policy| policy.name != found.name && policy.fault().is_none()).collect();
        let at = others.iter().position(|policy| is_named(policy)).ok_or_else(missing)?;
        let place = if side == Side::Before { at } else { at + 1 };
        let (before, after) = (place.checked_sub(1).and_then(|at| others.get(at)), others.get(place));
        for neighbour in before.iter().chain(&after) {
            plan.relied_on(snapshot, &neighbour.path);
        }
        let fits = |order: Order| {
            let this = (order, &found.name);
            let first = |a: (Order, &String), b: (Order, &String)| a.0.compare(b.0).then_with(|| a.1.cmp(b.1)).is_lt();
            before.is_none_or(|other| first((other.order(), &other.name), this))
                && after.is_none_or(|other| first(this, (other.order(), &other.name)))
        };
        if found.fault().is_none() && fits(found.order()) {
            return Ok(None);
        }
        let between = NewOrder::between(before.map(|other| other.order()), after.map(|other| other.order()));
        // Where both have the same order, or the last place, names decide; its own may do.
        let equal = || {
            let there = before.or(after)?.policy.as_ref().ok()?.new_order()?;
            fits(there.order()).then_some(there)
        };
        between.filter(|order| fits(order.order())).or_else(equal).map(Some).ok_or_else(|| {
            let names = before.iter().chain(&after).map(|other| other.full_name()).collect::<Vec<_>>().join(" and ");
            CommandError::new(
                ErrorKind::Refused,
                format!("there is no order beside {names} for policy {}", found.full_name()),
            )
            .object(format!("policy {}", found.full_name()))
            .hint("their orders leave no room, and names decide among equal ones: give one of them another order first")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::testing::{changes, plan};

    fn policies(orders: &[(&str, &str)]) -> Vec<(String, String)> {
        let policy = |(name, order): &(&str, &str)| {
            let order = if order.is_empty() { String::new() } else { format!(r#", "order": {order}"#) };
            (format!("/calico/v1/policy/tier/t/policy/{name}"), format!(r#"{{"selector": "x == '{name}'"{order}}}"#))
        };
        orders.iter().map(policy).collect()
    }

    fn reordered(words: &str, orders: &[(&str, &str)]) -> Result<Option<Order>, CommandError> {
        let keys = policies(orders);
        let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        let words: Vec<&str> = ["policy", "reorder"].into_iter().chain(words.split(' ')).collect();
        let plan = plan(&words, &keys)?;
        let change = changes(&plan).into_iter().next();
        Ok(change.and_then(|(_, value)| {
            let policy = crate::model::policy::Policy::parse(value?.as_bytes()).unwrap();
            Some(policy.order().unwrap())
        }))
    }

    #[test]
    fn beside_a_neighbour() {
        let orders = [("a", "10"), ("b", "20"), ("c", "30"), ("z", "")];
        let at = |words: &str| reordered(words, &orders).unwrap();
        assert_eq!(at("c --before b"), Some(Order::At(15.0)));
        assert_eq!(at("c --before a"), Some(Order::At(-90.0)));
        assert_eq!(at("a --after c"), Some(Order::At(130.0)));
        assert_eq!(at("t/a --after t/b"), Some(Order::At(25.0)));
        assert_eq!(at("a --before b"), None, "it stands there");
        assert_eq!(at("b --before c"), None);
        assert_eq!(at("a --before z"), Some(Order::At(130.0)));
        assert_eq!(at("z --after c"), None);
        assert_eq!(at("z --before a"), Some(Order::At(-90.0)));
    }

    #[test]
    fn names_decide_where_orders_leave_no_room() {
        let tied = [("a", "10"), ("c", "10"), ("b", "90"), ("z", "91")];
        assert_eq!(reordered("b --before c", &tied).unwrap(), Some(Order::At(10.0)));
        assert_eq!(reordered("z --before c", &tied).unwrap_err().kind(), ErrorKind::Refused);
        let last = [("m", ""), ("a", "10"), ("z", "11")];
        assert_eq!(reordered("z --after m", &last).unwrap(), Some(Order::Last));
        assert_eq!(reordered("a --after m", &last).unwrap_err().kind(), ErrorKind::Refused);
    }

    #[test]
    fn a_typed_order_is_kept_as_it_is() {
        assert_eq!(reordered("a --order -1.5", &[("a", "10")]).unwrap(), Some(Order::At(-1.5)));
        assert_eq!(reordered("a --order 1e1", &[("a", "10")]).unwrap(), None);
        assert_eq!(reordered("a --order default", &[("a", "10")]).unwrap(), Some(Order::Last));
        assert_eq!(reordered("a --order 5", &[("a", "\"x\"")]).unwrap(), Some(Order::At(5.0)));
        let keys = policies(&[("a", "10"), ("b", "20")]);
        let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        let tied = plan(&["policy", "reorder", "a", "--order", "20"], &keys).unwrap();
        assert!(tied.warnings[0].contains("has the same order, 20"), "{:?}", tied.warnings);
    }

    #[test]
    fn neighbours_must_be_there_and_readable() {
        let orders = [("a", "10"), ("b", "\"x\"")];
        assert_eq!(reordered("a --before c", &orders).unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(reordered("a --before a", &orders).unwrap_err().kind(), ErrorKind::Usage);
        assert_eq!(reordered("a --before b", &orders).unwrap_err().kind(), ErrorKind::BadData);
    }
}
