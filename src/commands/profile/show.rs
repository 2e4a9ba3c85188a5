//! `calicross profile show`

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value};

use super::load;
use crate::commands::rule::Holder;
use crate::commands::rule::list::{check_readable, write_rules};
use crate::error::CommandError;
use crate::model::profile::{Direction, Profile};
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `profile show`.
#[derive(Args, Debug)]
pub struct ProfileShowArgs {
    /// Name of the profile; without it, all are listed
    pub(super) name: Option<String>,

    /// Without a name, show all columns, as -o wide
    #[arg(long)]
    pub(super) detailed: bool,
}

/// A profile; a member is `null` where its key is missing or cannot be read.
#[derive(Serialize)]
struct ProfileDoc<'a> {
    name: &'a str,
    tags: Option<Vec<&'a str>>,
    labels: Option<Map<String, Value>>,
    inbound_rules: Option<&'a [Value]>,
    outbound_rules: Option<&'a [Value]>,
    malformed: Vec<String>,
}

impl ReadCommand for ProfileShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let name = self.name.as_deref().unwrap_or_default();
        let snapshot = session.read(&[load::scope(name)])?;
        let profile = load::required(&snapshot, name)?;
        let malformed = load::malformed(&profile);
        let rules = load::readable(&profile.rules);
        let doc = ProfileDoc {
            name,
            tags: load::readable(&profile.tags).map(|tags| tags.iter().collect()),
            labels: load::readable(&profile.labels)
                .map(|labels| labels.iter().map(|(key, value)| (key.to_owned(), value.into())).collect()),
            inbound_rules: rules.map(|rules| rules.values(Direction::Inbound)),
            outbound_rules: rules.map(|rules| rules.values(Direction::Outbound)),
            malformed: malformed.iter().map(|(key, _)| key.path()).collect(),
        };
        session.ui.object("calicross/profile/1", &doc, &mut |out| write_profile(out, &profile))?;
        load::unreadable(&malformed)?;
        check_readable(&Holder::Profile(name.to_owned()), &profile.rules)?;
        Ok(Outcome::Yes)
    }
}

fn write_profile(out: &mut dyn Write, profile: &Profile) -> io::Result<()> {
    let text =
        |words: Vec<String>| if words.is_empty() { "-".to_owned() } else { printable(&words.join(", ")).into_owned() };
    let missing = |exists: bool| if exists { "malformed" } else { "missing" }.to_owned();
    let tags = load::readable(&profile.tags).map(|tags| text(tags.iter().map(str::to_owned).collect()));
    let labels = load::readable(&profile.labels)
        .map(|labels| text(labels.iter().map(|(key, value)| format!("{key}={value}")).collect()));
    writeln!(out, "Profile: {}", printable(&profile.name))?;
    writeln!(out, "Tags:    {}", tags.unwrap_or_else(|| missing(profile.tags.is_some())))?;
    writeln!(out, "Labels:  {}", labels.unwrap_or_else(|| missing(profile.labels.is_some())))?;
    write_rules(out, &Holder::Profile(profile.name.clone()), &profile.rules)
}
