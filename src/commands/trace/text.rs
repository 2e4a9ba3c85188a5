//! The answers of `trace` for people.

use std::io::{self, Write};

use super::doc::{AnswerDoc, SeatDoc, TraceDoc, WalkDoc, Whole};
use super::path::Effect;
use crate::reach::Verdict;
use crate::render::printable;
use crate::traffic::told::Told;

/// Writes a document.
pub(super) fn write(out: &mut dyn Write, doc: &TraceDoc) -> io::Result<()> {
    let alone = doc.pairs == 1 && doc.service.is_none();
    if !alone {
        line(out, &format!("From:    {}{}", doc.from.word, members(doc.from.members, doc.from.by)))?;
        line(out, &format!("To:      {}{}", doc.to.word, members(doc.to.members, doc.to.by)))?;
    } else if let Some(answer) = doc.answers.first() {
        line(out, &format!("From:    {}", seat(&answer.from)))?;
        line(out, &format!("To:      {}", seat(&answer.to)))?;
    }
    line(out, &format!("Packets: {}", doc.packets))?;
    if let Some(service) = &doc.service {
        let name = service.name.as_ref().map(|name| format!(" of {name}")).unwrap_or_default();
        line(
            out,
            &format!("Service: {}{name}: kube-proxy translates it before Felix sees the packet", service.address),
        )?;
        for backend in &service.backends {
            let pod = backend.pod.as_ref().map(|pod| format!(" ({pod})")).unwrap_or_default();
            line(out, &format!("  behind it: {}{pod}, {}", backend.address, backend.ports.join(" ")))?;
        }
        match (&service.name, service.backends.is_empty()) {
            (None, _) => line(
                out,
                "  what stands behind it is not in the datastore: trace to those pods, or give --kube-endpoints",
            )?,
            (Some(_), true) => line(out, "  nothing ready stands behind it: nobody answers")?,
            _ => {}
        }
    }
    let pairs = if alone || doc.pairs == 0 { String::new() } else { format!(" ({} pairs)", doc.pairs) };
    line(out, &format!("Policy:  {}{pairs}{}", doc.verdict.word(), allowed(doc)))?;
    for answer in &doc.answers {
        if !alone {
            let of = match answer.pairs {
                1 => String::new(),
                pairs => format!("{pairs} pairs, such as "),
            };
            line(out, &format!("\n{of}{} -> {}: {}", seat(&answer.from), seat(&answer.to), verdict(answer)))?;
        }
        write_answer(out, answer)?;
    }
    for name in &doc.without_address {
        line(out, &format!("Without an address, and left out: {name}"))?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, text: &str) -> io::Result<()> {
    for text in text.split('\n') {
        writeln!(out, "{}", printable(text))?;
    }
    Ok(())
}

fn members(count: usize, by: &str) -> String {
    match (by, count) {
        ("any address" | "address" | "host", _) => String::new(),
        (_, 1) => " (1 endpoint)".to_owned(),
        (_, count) => format!(" ({count} endpoints)"),
    }
}

fn seat(seat: &SeatDoc) -> String {
    let is_told = |address: &String| seat.called.split('-').any(|part| part == address);
    let address = seat.address.map(|address| address.to_string()).filter(|address| !is_told(address));
    let host = seat.host.as_ref().filter(|host| seat.name != format!("host:{host}")).map(|host| format!("on {host}"));
    let more: Vec<String> = address.into_iter().chain(host).collect();
    let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(" ")) };
    format!("{}{more}", seat.called)
}

fn verdict(answer: &AnswerDoc) -> String {
    match answer.verdict {
        Whole::Mixed => format!("mixed, allowed: {}", answer.allowed),
        other => other.word().to_owned(),
    }
}

/// What of a single pair's packets is allowed, where not all or none are.
fn allowed(doc: &TraceDoc) -> String {
    match doc.answers.as_slice() {
        [answer] if answer.verdict == Whole::Mixed => format!(", allowed: {}", answer.allowed),
        _ => String::new(),
    }
}

fn write_answer(out: &mut dyn Write, answer: &AnswerDoc) -> io::Result<()> {
    for part in &answer.parts {
        let word = if part.verdict == Verdict::Allow { "allowed" } else { "denied" };
        if answer.parts.len() > 1 {
            line(out, &format!("  {word}: {}", part.packets))?;
        }
        let indent = if answer.parts.len() > 1 { "    " } else { "  " };
        for told in [Some(&part.outbound), part.inbound.as_ref()].into_iter().flatten() {
            write_decision(out, indent, told)?;
        }
    }
    for step in answer.walk.iter().flatten() {
        write_step(out, step)?;
    }
    for caveat in &answer.caveats {
        line(out, &format!("  note: {} ({})", caveat.message, caveat.code))?;
    }
    if answer.path.is_empty() {
        return line(out, "Path:    nothing is known that would stop it");
    }
    line(out, "Path:")?;
    for finding in &answer.path {
        let word = match finding.effect {
            Effect::Blocks => "blocks",
            Effect::MayBlock => "may block",
            Effect::Note => "note",
        };
        line(out, &format!("  {word}: {} ({})", finding.message, finding.code))?;
    }
    Ok(())
}

fn write_decision(out: &mut dyn Write, indent: &str, told: &Told) -> io::Result<()> {
    let word = if told.verdict == Verdict::Allow { "allows" } else { "denies" };
    let text = told.text.strip_prefix(told.direction).map_or(told.text.as_str(), str::trim_start);
    line(out, &format!("{indent}{} {word}: {text}", told.direction))?;
    match &told.key {
        Some(key) => line(out, &format!("{indent}  {key}")),
        None => Ok(()),
    }
}

fn write_step(out: &mut dyn Write, step: &WalkDoc) -> io::Result<()> {
    match step.step {
        "rule" => {
            let rule = step.rule.as_deref().unwrap_or_default();
            let matches = match (step.matches, step.why) {
                (Some(true), _) => "matches".to_owned(),
                (_, why) => format!("no: {}", why.unwrap_or_default()),
            };
            line(out, &format!("    {:>4} {rule}  [{matches}]", step.position.unwrap_or_default()))
        }
        "enter" => line(out, &format!("  walk, {}: {}", step.side, step.object)),
        _ => line(out, &format!("  walk, {}: end of {}", step.side, step.object)),
    }
}
