//! `calicross version`

use clap::Args;
use serde::Serialize;

use crate::error::CommandError;
use crate::session::ui::Ui;
use crate::session::{Outcome, PlainCommand};

/// Arguments of `version`.
#[derive(Args, Debug)]
pub struct VersionArgs {}

#[derive(Serialize)]
struct VersionDoc {
    version: &'static str,
}

impl PlainCommand for VersionArgs {
    fn run(&self, ui: &Ui, _tree: fn() -> clap::Command) -> Result<Outcome, CommandError> {
        let doc = VersionDoc { version: env!("CARGO_PKG_VERSION") };
        ui.object("calicross/version/1", &doc, &mut |out| writeln!(out, "calicross {}", doc.version))?;
        Ok(Outcome::Yes)
    }
}
