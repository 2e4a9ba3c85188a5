//! The documents as one text: YAML of objects, or files, each behind a line with its path.

use std::io::{self, Write};

use crate::hybrid::manifests::{Content, Document};
use crate::render::yaml_document;

/// Writes them, each behind what has to be known of it.
pub(super) fn write(out: &mut dyn Write, documents: &[Document]) -> io::Result<()> {
    for (at, document) in documents.iter().enumerate() {
        match &document.content {
            Content::Object(_) => writeln!(out, "---")?,
            Content::Text(_) if at > 0 => writeln!(out)?,
            Content::Text(_) => {}
        }
        writeln!(out, "# {}", document.name)?;
        for line in &document.about {
            writeln!(out, "# {line}")?;
        }
        match &document.content {
            Content::Object(object) => yaml_document(out, object).map_err(io::Error::other)?,
            Content::Text(text) => out.write_all(text.as_bytes())?,
        }
    }
    Ok(())
}
