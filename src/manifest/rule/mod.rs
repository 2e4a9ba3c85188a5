//! Rules as calicoctl 1.x's files have them.
//!
//! A rule of a file is a [`Spec`] that may name several networks at each end. What the datastore gets are rules with one network at most,
//! which Felix 1.4 reads ([`expand`]); what is there is shown with the networks of neighbours together again ([`fold`]).

mod document;
mod lists;
mod nets;
#[cfg(test)]
mod tests;

use super::check::{Name, shown};
use super::fields::{At, Fields, Reader};
use super::tree::{Node, Value};
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::net::PortRange;
use crate::model::rule::{Action, Criteria, End, Protocol, Spec};
use crate::model::selector::Selector;

pub use document::document;
pub use lists::{fold, replaced, same};
pub use nets::expand;

/// Reads a list of rules.
pub fn read_list(reader: &mut Reader<'_>, fields: &mut Fields<'_, '_>, at: &At<'_>, name: &'static str) -> Vec<Spec> {
    let at = At::Member(at, name);
    let Some(node) = fields.take(name) else { return Vec::new() };
    let items = reader.list(node, &at).iter().enumerate();
    items.map(|(index, item)| read(reader, item, &At::Item(&at, index))).collect()
}

/// Reads a rule; what is wrong in it is told to the reader, and what is returned then means nothing.
pub fn read(reader: &mut Reader<'_>, node: &Node<'_>, at: &At<'_>) -> Spec {
    let mut spec = Spec::default();
    let Some(mut fields) = reader.fields(node, at) else { return spec };
    match fields.take("action") {
        Some(node) => spec.action = action(reader, node, &At::Member(at, "action")).unwrap_or_default(),
        None => reader.fault(fields.place, at, "there is no action: allow, deny, log or pass"),
    }
    if let Some(node) = fields.take("ipVersion") {
        spec.ip_version = family(reader, node, &At::Member(at, "ipVersion"));
    }
    spec.is.protocol = fields.take("protocol").and_then(|node| protocol(reader, node, &At::Member(at, "protocol")));
    spec.not.protocol =
        fields.take("notProtocol").and_then(|node| protocol(reader, node, &At::Member(at, "notProtocol")));
    for (name, criteria) in [("icmp", &mut spec.is), ("notICMP", &mut spec.not)] {
        if let Some(node) = fields.take(name) {
            icmp(reader, node, &At::Member(at, name), criteria);
        }
    }
    let mut singular = None;
    let mut plural = false;
    for (name, is, not) in
        [("source", &mut spec.is.src, &mut spec.not.src), ("destination", &mut spec.is.dst, &mut spec.not.dst)]
    {
        if let Some(node) = fields.take(name) {
            end(reader, node, &At::Member(at, name), is, not, &mut singular, &mut plural);
        }
    }
    if let Some(place) = singular.filter(|_| plural) {
        reader.fault(place, at, "has net or notNet beside nets or notNets: only one of the two forms goes in a rule");
    }
    check(reader, &fields, at, &spec);
    fields.finish(reader, at);
    spec
}

/// What of a rule does not go together.
fn check(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, at: &At<'_>, spec: &Spec) {
    let ports = spec.ends().any(|end| !end.ports.is_empty());
    if ports && !matches!(spec.is.protocol, Some(Protocol::Tcp | Protocol::Udp)) {
        reader.refuse(fields.place, at, "has ports, which go with protocol tcp or udp only");
    }
    let families = || spec.ends().flat_map(|end| &end.nets).map(|net| Family::of(&net.addr()));
    if let Some(first) = spec.ip_version.or_else(|| families().next())
        && let Some(other) = families().find(|family| *family != first)
    {
        reader.refuse(fields.place, at, format!("is for {first} and has a network of {other}"));
    }
    if let Err(why) = expand(spec) {
        reader.refuse(fields.place, at, why);
    }
}

fn action(reader: &mut Reader<'_>, node: &Node<'_>, at: &At<'_>) -> Option<Action> {
    let text = reader.text(node, at)?;
    let action = match text.as_str() {
        "pass" => Some(Action::NextTier),
        "next-tier" => None,
        other => Action::ALL.into_iter().find(|action| action.as_str() == other),
    };
    reader.keep(node.place, at, action.ok_or_else(|| format!("'{}' is none of allow, deny, log, pass", shown(&text))))
}

fn family(reader: &mut Reader<'_>, node: &Node<'_>, at: &At<'_>) -> Option<Family> {
    let text = reader.text(node, at)?;
    let quoted = matches!(&node.value, Value::Scalar { plain: false, .. });
    let family = match text.as_str() {
        "4" if !quoted => Ok(Family::V4),
        "6" if !quoted => Ok(Family::V6),
        _ => Err(format!("'{}' is not the number 4 or 6", shown(&text))),
    };
    reader.keep(node.place, at, family)
}

/// A protocol; a number that has a name is the name, which both generations of Felix read rightly beside ports.
fn protocol(reader: &mut Reader<'_>, node: &Node<'_>, at: &At<'_>) -> Option<Protocol> {
    let text = reader.text(node, at)?;
    let found = Protocol::parse(&text.to_ascii_lowercase()).map(named);
    reader.keep(
        node.place,
        at,
        found.ok_or_else(|| {
            format!("'{}' is none of tcp, udp, icmp, icmpv6, sctp, udplite, and no number from 1 to 255", shown(&text))
        }),
    )
}

/// The protocol by its name, where it has one.
fn named(protocol: Protocol) -> Protocol {
    Protocol::NAMED.into_iter().find(|named| named.number() == protocol.number()).unwrap_or(protocol)
}

fn icmp(reader: &mut Reader<'_>, node: &Node<'_>, at: &At<'_>, criteria: &mut Criteria) {
    let Some(mut fields) = reader.fields(node, at) else { return };
    if let Some(node) = fields.take("type") {
        criteria.icmp_type = number(reader, node, &At::Member(at, "type"), 254);
    }
    if let Some(code) = fields.take("code") {
        criteria.icmp_code = number(reader, code, &At::Member(at, "code"), 255);
        if criteria.icmp_type.is_none() && fields.all().iter().all(|member| !member.name.eq_ignore_ascii_case("type")) {
            reader.refuse(code.place, at, "has a code and no type");
        }
    }
    fields.finish(reader, at);
}

fn number(reader: &mut Reader<'_>, node: &Node<'_>, at: &At<'_>, last: u8) -> Option<u8> {
    let text = reader.text(node, at)?;
    let quoted = matches!(&node.value, Value::Scalar { plain: false, .. });
    let wrong = || format!("'{}' is not a number from 0 to {last}", shown(&text));
    let number = reader.keep(node.place, at, text.parse::<u8>().ok().filter(|_| !quoted).ok_or_else(wrong))?;
    if number > last {
        reader.refuse(node.place, at, wrong());
    }
    Some(number)
}

fn end(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    at: &At<'_>,
    is: &mut End,
    not: &mut End,
    singular: &mut Option<super::source::Place>,
    plural: &mut bool,
) {
    let Some(mut fields) = reader.fields(node, at) else { return };
    const IS: [&str; 5] = ["tag", "net", "nets", "selector", "ports"];
    const NOT: [&str; 5] = ["notTag", "notNet", "notNets", "notSelector", "notPorts"];
    for ([tag, net, nets, selector, ports], end) in [(IS, is), (NOT, not)] {
        end.tag = fields.take(tag).and_then(|node| {
            let text = reader.text(node, &At::Member(at, tag)).filter(|text| reader.as_found || !text.is_empty())?;
            if let Err(why) = super::check::name(Name::Plain, &text) {
                reader.refuse(node.place, &At::Member(at, tag), why);
            }
            Some(text)
        });
        if let Some(node) = fields.take(net) {
            *singular = Some(node.place);
            end.nets.extend(reader.cidr(node, &At::Member(at, net)));
        }
        if let Some(node) = fields.take(nets) {
            let at = At::Member(at, nets);
            for (index, item) in reader.list(node, &at).iter().enumerate() {
                *plural = true;
                end.nets.extend(reader.cidr(item, &At::Item(&at, index)));
            }
        }
        if let Some(node) = fields.take(selector) {
            let at = At::Member(at, selector);
            let text = self::selector(reader, node, &at);
            end.selector = text.filter(|text| reader.as_found || !text.trim().is_empty());
        }
        if let Some(node) = fields.take(ports) {
            let at = At::Member(at, ports);
            for (index, item) in reader.list(node, &at).iter().enumerate() {
                end.ports.extend(port(reader, item, &At::Item(&at, index)));
            }
        }
    }
    fields.finish(reader, at);
}

/// A selector, in the spelling of the file.
pub fn selector(reader: &mut Reader<'_>, node: &Node<'_>, at: &At<'_>) -> Option<String> {
    let text = reader.text(node, at)?;
    // What Felix 2 alone takes is a file's right; that Felix 1.4 does not is told before it is written.
    let parsed = Selector::parse_as(&text, Generation::Felix2)
        .map_err(|bad| format!("'{}' is no selector: {bad}", shown(&text)));
    if let Err(why) = parsed {
        reader.refuse(node.place, at, why);
    }
    Some(text)
}

fn port(reader: &mut Reader<'_>, node: &Node<'_>, at: &At<'_>) -> Option<PortRange> {
    let text = reader.text(node, at)?;
    let wrong =
        || format!("'{}' is not a port from 1 to 65535, or a range such as 1000:2000 that runs upwards", shown(&text));
    let range = PortRange::parse(&text).ok().filter(|_| !text.contains('-')).ok_or_else(wrong);
    let range = reader.keep(node.place, at, range)?;
    if range.first() == 0 {
        reader.refuse(node.place, at, wrong());
    }
    Some(range)
}
