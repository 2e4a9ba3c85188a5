//! The matrix as a graph, in the language of Graphviz.

use std::fmt::Write as _;

use super::gather::Gathered;
use crate::reach::Extent;

/// A group is a node; an edge leads to where something passes, bold for everything, dashed where not every pair can.
pub(super) fn graph(gathered: &Gathered<'_, '_, '_>) -> String {
    let mut out = String::from("digraph \"who reaches whom\" {\n  rankdir=LR;\n  node [shape=box];\n");
    // Writing into a string does not fail.
    for group in &gathered.groups {
        let _ = writeln!(out, "  {};", quoted(&group.name));
    }
    for between in &gathered.cells {
        let style = match between.extent {
            Extent::NoPair | Extent::None => continue,
            Extent::All => "bold",
            Extent::Mixed => "dashed",
            Extent::Some | Extent::Most => "solid",
        };
        let cell = gathered.cell(between);
        let (from, to, allowed) = (quoted(&cell.from), quoted(&cell.to), quoted(&cell.allowed));
        let _ = writeln!(out, "  {from} -> {to} [label={allowed}, style={style}];");
    }
    out.push_str("}\n");
    out
}

/// Text in double quotes. A backslash would begin an escape sequence, and a line break end the line.
fn quoted(text: &str) -> String {
    let text = crate::render::printable(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{text}\"")
}
