//! The results of expectations as JUnit's XML, which build servers read.

use std::fmt::Write;

use super::check::Checked;

/// Prints results: a suite with a case for each expectation. A case that could not be looked at is an error, one that is not so a failure.
pub fn print(results: &[Checked]) -> String {
    let failed = |result: &&Checked| !result.passed && result.error.is_none();
    let (failures, errors) =
        (results.iter().filter(failed).count(), results.iter().filter(|result| result.error.is_some()).count());
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing into a string does not fail.
    let _ = writeln!(
        out,
        "<testsuite name=\"calicross verify\" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\">",
        results.len()
    );
    for result in results {
        let _ = write!(out, "  <testcase classname=\"calicross.verify\" name=\"{}\"", escaped(&result.name));
        if let Some(error) = &result.error {
            let _ = writeln!(out, ">\n    <error message=\"{}\"/>\n  </testcase>", escaped(error));
        } else if result.passed {
            out.push_str("/>\n");
        } else {
            let message = result.failures.first().map(line).unwrap_or_default();
            let text: Vec<String> = result.failures.iter().map(line).collect();
            let _ = writeln!(
                out,
                ">\n    <failure message=\"{}\">{}</failure>\n  </testcase>",
                escaped(&message),
                escaped(&text.join("\n"))
            );
        }
    }
    out.push_str("</testsuite>\n");
    out
}

/// A failure in a line.
pub fn line(failure: &super::check::Failure) -> String {
    let verdict = match failure.verdict {
        crate::reach::Verdict::Allow => "allowed",
        crate::reach::Verdict::Deny => "denied",
    };
    let more = match failure.pairs {
        1 => String::new(),
        pairs => format!(" ({pairs} pairs alike)"),
    };
    let by = match &failure.inbound {
        Some(inbound) if failure.verdict == crate::reach::Verdict::Allow => {
            format!("{}; {}", failure.outbound.text, inbound.text)
        }
        _ => failure.decided().text.clone(),
    };
    format!("{} -> {}{more}: {} {verdict}: {by}", failure.from, failure.to, failure.packets)
}

/// Text as XML takes it: what its characters cannot be, control characters, becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_escaped() {
        assert_eq!(escaped("a<b>&\"\u{1b}\n'"), "a&lt;b&gt;&amp;&quot;\u{fffd}&#10;'");
    }
}
