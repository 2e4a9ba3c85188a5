//! The parser of the rule language.

use super::{Action, End, Protocol, RuleError, Spec};
use crate::model::key::Family;
use crate::model::net;

const IN_END: &str = "ports, tag, cidr, selector, not, from, to, ip-version or log-prefix";
const IN_RULE: &str = "a protocol, type, code, not, from, to, ip-version or log-prefix";

/// How a [`RuleError::Words`] reads.
pub(super) fn show(position: usize, word: Option<&str>, why: &str) -> String {
    match word {
        Some(word) => format!("word {position} '{}': {why}", word.escape_debug()),
        None => format!("the rule ends early: {why}"),
    }
}

struct Words<'a, S> {
    words: &'a [S],
    at: usize,
}

impl<'a, S: AsRef<str>> Words<'a, S> {
    fn peek(&self) -> Option<&'a str> {
        self.words.get(self.at).map(AsRef::as_ref)
    }

    fn next(&mut self) -> Option<&'a str> {
        let word = self.peek();
        self.at += usize::from(word.is_some());
        word
    }

    /// The value that must follow a word.
    fn value(&mut self, expected: &str) -> Result<&'a str, RuleError> {
        self.next().ok_or_else(|| RuleError::Words {
            position: self.words.len() + 1,
            word: None,
            why: format!("expected {expected}"),
        })
    }

    /// An error about the word that was taken last.
    fn bad(&self, why: impl Into<String>) -> RuleError {
        let word = self.at.checked_sub(1).and_then(|at| self.words.get(at)).map(|word| word.as_ref().to_owned());
        RuleError::Words { position: self.at.max(1), word, why: why.into() }
    }

    /// Sets what may be given once.
    fn once<T>(&self, slot: &mut Option<T>, what: &str, value: T) -> Result<(), RuleError> {
        match slot.replace(value) {
            None => Ok(()),
            Some(_) => Err(self.bad(format!("{what} is given twice"))),
        }
    }
}

/// Where the parser stands: before `from` and `to`, or inside one of them.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Rule,
    From,
    To,
}

/// What a `from` or `to` with nothing behind it is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Bare {
    /// An error: in `allow from $TAG`, a variable that is not set would allow everything.
    Refused,
    /// Nothing, as calicoctl 0.2x takes it.
    Ignored,
}

pub(super) fn parse<S: AsRef<str>>(words: &[S], bare: Bare) -> Result<Spec, RuleError> {
    let mut words = Words { words, at: 0 };
    let first = words.value("allow, deny, log or next-tier")?;
    let action = Action::ALL.into_iter().find(|action| action.as_str() == first).ok_or_else(|| match first {
        "pass" => words.bad("next-tier is its name in this datastore"),
        _ => words.bad("expected allow, deny, log or next-tier"),
    })?;
    let mut spec = Spec { action, ..Spec::default() };
    let mut place = Place::Rule;
    let (mut from, mut to) = (None, None);
    while let Some(word) = words.next() {
        match word {
            "from" => {
                words.once(&mut from, "from", ())?;
                place = Place::From;
            }
            "to" => {
                words.once(&mut to, "to", ())?;
                place = Place::To;
            }
            "ip-version" => {
                let family = match words.value("4 or 6")? {
                    "4" => Family::V4,
                    "6" => Family::V6,
                    _ => return Err(words.bad("expected 4 or 6")),
                };
                words.once(&mut spec.ip_version, "ip-version", family)?;
            }
            "log-prefix" => {
                let prefix = words.value("the log line's prefix")?.to_owned();
                words.once(&mut spec.log_prefix, "log-prefix", prefix)?;
            }
            word => {
                let negated = word == "not";
                let word = if negated { words.value("what must not match")? } else { word };
                match place {
                    Place::Rule => criterion(&mut spec, word, negated, &mut words)?,
                    Place::From if negated => end(&mut spec.not.src, word, &mut words)?,
                    Place::From => end(&mut spec.is.src, word, &mut words)?,
                    Place::To if negated => end(&mut spec.not.dst, word, &mut words)?,
                    Place::To => end(&mut spec.is.dst, word, &mut words)?,
                }
            }
        }
    }
    for (word, given, is, not) in [("from", from, &spec.is.src, &spec.not.src), ("to", to, &spec.is.dst, &spec.not.dst)]
    {
        if bare == Bare::Refused && given.is_some() && is == &End::default() && not == &End::default() {
            let why = format!("expected ports, tag, cidr or selector after `{word}`");
            return Err(RuleError::Words { position: words.words.len() + 1, word: None, why });
        }
    }
    Ok(spec)
}

fn criterion<S: AsRef<str>>(
    spec: &mut Spec,
    word: &str,
    negated: bool,
    words: &mut Words<'_, S>,
) -> Result<(), RuleError> {
    let criteria = if negated { &mut spec.not } else { &mut spec.is };
    match word {
        "type" => {
            let kind = byte(words, "an ICMP type from 0 to 254")?;
            words.once(&mut criteria.icmp_type, "type", kind)?;
            // `not type 8 code 0`: the code belongs to the type that it follows.
            if words.peek() == Some("code") {
                words.at += 1;
                let code = byte(words, "an ICMP code from 0 to 255")?;
                words.once(&mut criteria.icmp_code, "code", code)?;
            }
            Ok(())
        }
        "code" => {
            let code = byte(words, "an ICMP code from 0 to 255")?;
            words.once(&mut criteria.icmp_code, "code", code)
        }
        "protocol" => {
            let word = words.value("a protocol")?;
            let protocol = Protocol::parse(word).ok_or_else(|| words.bad(PROTOCOLS))?;
            words.once(&mut criteria.protocol, "the protocol", protocol)
        }
        "ports" | "tag" | "cidr" | "selector" => Err(words.bad(format!("{word} goes after from or to"))),
        word => match Protocol::parse(word) {
            Some(protocol) => words.once(&mut criteria.protocol, "the protocol", protocol),
            None if negated => Err(words.bad("expected a protocol, type or code after not")),
            None if word.bytes().all(|b| b.is_ascii_digit()) => Err(words.bad(PROTOCOLS)),
            None => Err(words.bad(format!("expected {IN_RULE}"))),
        },
    }
}

const PROTOCOLS: &str = "expected tcp, udp, icmp, icmpv6, sctp, udplite or a number from 1 to 255";

fn byte<S: AsRef<str>>(words: &mut Words<'_, S>, expected: &str) -> Result<u8, RuleError> {
    let word = words.value(expected)?;
    let digits = word.bytes().all(|b| b.is_ascii_digit());
    let number = if digits { word.parse().ok() } else { None };
    number.ok_or_else(|| words.bad(format!("expected {expected}")))
}

fn end<S: AsRef<str>>(end: &mut End, word: &str, words: &mut Words<'_, S>) -> Result<(), RuleError> {
    match word {
        "ports" => {
            let list = words.value("ports such as 80,443,1000:2000")?;
            let ports = net::parse_ports(list).map_err(|why| words.bad(why))?;
            if !std::mem::replace(&mut end.ports, ports).is_empty() {
                return Err(words.bad("ports is given twice; one list holds several: 80,443"));
            }
            Ok(())
        }
        "tag" => {
            let tag = words.value("a tag")?.to_owned();
            words.once(&mut end.tag, "tag", tag)
        }
        "cidr" => {
            let list = words.value("a CIDR such as 10.0.0.0/8")?;
            let nets: Result<Vec<_>, _> = list.split(',').map(net::parse_typed_cidr).collect();
            let nets = nets.map_err(|why| words.bad(why))?;
            if !std::mem::replace(&mut end.nets, nets).is_empty() {
                return Err(words.bad("cidr is given twice; write a rule for each"));
            }
            Ok(())
        }
        "selector" => {
            let selector = words.value("a selector in quotes")?.to_owned();
            words.once(&mut end.selector, "selector", selector)
        }
        word if Protocol::parse(word).is_some() => Err(words.bad("the protocol goes before from and to")),
        _ => Err(words.bad(format!("expected {IN_END}"))),
    }
}
