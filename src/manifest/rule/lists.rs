//! Lists of rules: compared, put in the place of what is there, and shown with the networks of neighbours together.

use std::collections::HashMap;

use ipnet::IpNet;
use serde_json::Value;

use super::named;
use super::nets::expand;
use crate::model::key::Family;
use crate::model::rule::{Reader, Rule, RuleError, Spec};

/// A rule with at most one network an end, taken apart for comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Item {
    /// All but the networks that it must be in, and without an IP version that follows from the rest.
    rest: Spec,
    /// The IP version as it is told.
    version: Option<Family>,
    src: Option<IpNet>,
    dst: Option<IpNet>,
}

/// Takes a rule apart; a rule that would be too many counts as it is.
fn items(spec: &Spec) -> Vec<Item> {
    let told = spec.ip_version;
    let take = |rule: Spec| {
        let mut rest = rule.canonical();
        rest.is.protocol = rest.is.protocol.map(named);
        rest.not.protocol = rest.not.protocol.map(named);
        if rest.ip_version == rest.implied_version() {
            rest.ip_version = None;
        }
        // Felix 1.4's prefix of log lines, which files cannot tell.
        rest.log_prefix = None;
        let src = std::mem::take(&mut rest.is.src.nets);
        let dst = std::mem::take(&mut rest.is.dst.nets);
        Item { rest, version: told, src: src.first().copied(), dst: dst.first().copied() }
    };
    expand(spec).unwrap_or_else(|_| vec![spec.clone()]).into_iter().map(take).collect()
}

/// The items of a list, those that are alike but for their networks in one order and each once: which of them comes first makes
/// no difference.
fn normal(specs: &[Spec]) -> Vec<Item> {
    let all: Vec<Item> = specs.iter().flat_map(items).collect();
    let alike = |a: &Item, b: &Item| {
        a.rest == b.rest && a.src.is_some() == b.src.is_some() && a.dst.is_some() == b.dst.is_some()
    };
    let mut normal = Vec::with_capacity(all.len());
    for run in all.chunk_by(alike) {
        let mut run = run.to_vec();
        run.sort_by_key(|item| (item.dst, item.src, item.version));
        run.dedup_by(|a, b| a.src == b.src && a.dst == b.dst);
        normal.extend(run);
    }
    normal
}

/// Whether rules of a file say what is there.
///
/// An IP version that follows from networks or ICMP need not be told in the file; where the file tells one, it must be there. How
/// rules are grouped by networks makes no difference, nor what files cannot tell: members that calicoctl 1.x does not know.
pub fn same(file: &[Spec], there: &[Spec]) -> bool {
    let (file, there) = (normal(file), normal(there));
    let same = |(file, there): (&Item, &Item)| {
        (&file.rest, file.src, file.dst) == (&there.rest, there.src, there.dst)
            && (file.version.is_none() || file.version == there.version)
    };
    file.len() == there.len() && file.iter().zip(&there).all(same)
}

/// The rules to write: those of a file, and in place of each that is there already and says the same, that one with all that it has
/// beside.
///
/// # Errors
/// Where a rule would be too many; where one that is there cannot be read.
pub fn replaced(file: &[Spec], there: &[Value]) -> Result<Vec<Value>, RuleError> {
    let mut known: HashMap<Item, Vec<&Value>> = HashMap::new();
    for value in there.iter().rev() {
        let rule = Rule::from_json(value)?;
        if let Ok([item]) = <[Item; 1]>::try_from(items(rule.spec()))
            && is_kept(&rule)
        {
            known.entry(without_version(item)).or_default().push(value);
        }
    }
    let mut rules = Vec::new();
    for spec in file {
        let too_many = |why: String| RuleError::Refused { why: "a rule".into(), then: why };
        for rule in expand(spec).map_err(too_many)? {
            let item = if known.is_empty() { None } else { items(&rule).into_iter().next() };
            let told = spec.ip_version;
            let kept = item.and_then(|item| {
                let found = known.get_mut(&without_version(item))?;
                let at = found.iter().rposition(|value| {
                    let version = Rule::from_json(value).ok().and_then(|rule| rule.spec().ip_version);
                    told.is_none() || version == told
                })?;
                Some(found.remove(at))
            });
            rules.push(kept.cloned().unwrap_or_else(|| Rule::from(rule).to_json()));
        }
    }
    Ok(rules)
}

/// Whether a rule stays as it is where the list around it is written anew: not one that Felix 1.4 rejects for how it spells what files
/// can tell; members that nobody knows are another component's.
fn is_kept(rule: &Rule) -> bool {
    let unknown: Vec<String> = rule.unknown().iter().map(|member| format!("unknown member '{member}'")).collect();
    let blinded = rule.blinded();
    let mut for_felix = blinded.iter().filter(|blinded| blinded.reader == Reader::Felix14);
    for_felix.all(|blinded| unknown.contains(&blinded.because))
}

fn without_version(item: Item) -> Item {
    Item { version: None, ..item }
}

/// Rules as files have them: neighbours that differ in their networks alone are one.
pub fn fold(specs: &[Spec]) -> Vec<Spec> {
    /// A rule on its way: its networks taken out where there is one an end at most.
    struct Group {
        rest: Spec,
        src: Vec<IpNet>,
        dst: Vec<IpNet>,
        single: bool,
    }
    let taken = |spec: &Spec| {
        let mut rest = spec.clone();
        let single = spec.is.src.nets.len() <= 1 && spec.is.dst.nets.len() <= 1;
        let src = std::mem::take(&mut rest.is.src.nets);
        let dst = std::mem::take(&mut rest.is.dst.nets);
        Group { rest, src, dst, single }
    };
    let joins = |a: &Group, b: &Group| {
        let family = |nets: &[IpNet]| nets.first().map(|net| Family::of(&net.addr()));
        a.single && b.single && a.rest == b.rest && family(&a.src) == family(&b.src) && family(&a.dst) == family(&b.dst)
    };
    let is_new = |nets: &[IpNet], next: &[IpNet]| next.first().is_some_and(|net| !nets.contains(net));
    // First the sources of one destination, then the destinations of the same sources: the order in which they are written.
    let mut by_dst: Vec<Group> = Vec::new();
    for next in specs.iter().map(taken) {
        match by_dst.last_mut() {
            Some(last) if joins(last, &next) && last.dst == next.dst && is_new(&last.src, &next.src) => {
                last.src.extend(next.src);
            }
            _ => by_dst.push(next),
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for next in by_dst {
        match groups.last_mut() {
            Some(last) if joins(last, &next) && last.src == next.src && is_new(&last.dst, &next.dst) => {
                last.dst.extend(next.dst);
            }
            _ => groups.push(next),
        }
    }
    let whole = |group: Group| {
        let mut spec = group.rest;
        (spec.is.src.nets, spec.is.dst.nets) = (group.src, group.dst);
        spec
    };
    groups.into_iter().map(whole).collect()
}
