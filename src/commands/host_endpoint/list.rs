//! `calicross host-endpoint list`

use std::borrow::Cow;
use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use crate::commands::label::shown;
use crate::commands::malformed::unreadable;
use crate::error::CommandError;
use crate::inventory::endpoints;
use crate::inventory::host_endpoints::{self, HostEndpoint};
use crate::model::check::{self, Severity};
use crate::model::endpoint::Endpoint;
use crate::model::json::Malformed;
use crate::model::key::Key;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;

/// Arguments of `host-endpoint list`.
#[derive(Args, Debug)]
pub struct HostEndpointListArgs {}

/// A host endpoint; what cannot be read is `null`.
#[derive(Serialize)]
pub(super) struct HostEndpointRow {
    pub(super) name: String,
    pub(super) host: String,
    pub(super) id: String,
    pub(super) interface: Option<String>,
    pub(super) expected_ips: Option<Vec<String>>,
    pub(super) profiles: Option<Vec<String>>,
    pub(super) labels: Option<BTreeMap<String, String>>,
    pub(super) malformed: Option<String>,
}

impl HostEndpointRow {
    pub(super) fn of(found: &HostEndpoint, malformed: Option<&Malformed>) -> Self {
        let value = found.value.as_ref().ok();
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        Self {
            name: found.name(),
            host: found.host.clone(),
            id: found.id.clone(),
            interface: value.and_then(Endpoint::name).map(str::to_owned),
            expected_ips: value
                .and_then(|value| value.expected_addresses().ok())
                .map(|ips| ips.iter().map(ToString::to_string).collect()),
            profiles: value
                .and_then(|value| value.profile_ids().ok())
                .map(|profiles| profiles.into_iter().map(str::to_owned).collect()),
            labels: value.and_then(|value| value.labels().ok()).map(|labels| labels.iter().map(owned).collect()),
            malformed: malformed.map(ToString::to_string),
        }
    }

    /// The labels as they are typed.
    pub(super) fn shown_labels(&self) -> Option<Vec<String>> {
        Some(self.labels.as_ref()?.iter().map(|(key, value)| shown(key, value)).collect())
    }
}

impl Row for HostEndpointRow {
    const SCHEMA: &'static str = "calicross/host-endpoint-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("HOST"),
        Column::new("ID"),
        Column::new("INTERFACE"),
        Column::new("EXPECTED-IPS"),
        Column::new("STATE"),
        // Anything may be long here, and only what is last is not padded.
        Column::new("PROFILES"),
        Column::new("LABELS").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.name.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let list = |items: Option<Vec<String>>| match items {
            Some(items) if !items.is_empty() => Cow::Owned(items.join(",")),
            _ => "-".into(),
        };
        match column {
            0 => self.host.as_str().into(),
            1 => self.id.as_str().into(),
            2 => self.interface.as_deref().unwrap_or("-").into(),
            3 => list(self.expected_ips.clone()),
            4 => if self.malformed.is_some() { "malformed" } else { "ok" }.into(),
            5 => list(self.profiles.clone()),
            _ => list(self.shown_labels()),
        }
    }
}

/// Why Felix takes a host endpoint for one that is not there; `None` where it does not.
pub(super) fn fault(found: &HostEndpoint, snapshot: &Snapshot) -> Option<Malformed> {
    if let Err(why) = &found.value {
        return Some(why.clone());
    }
    let value = &snapshot.get(&found.path)?.value;
    let refused = check::problems(&found.path, value).into_iter().find(|problem| problem.severity == Severity::Refused);
    refused.map(|problem| Malformed::shape(problem.to_string()))
}

impl ReadCommand for HostEndpointListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[endpoints::scope_of_all()])?;
        let (mut rows, mut malformed) = (Vec::new(), Vec::new());
        for found in host_endpoints::all(&snapshot) {
            let fault = fault(&found, &snapshot);
            rows.push(HostEndpointRow::of(&found, fault.as_ref()));
            malformed.extend(fault.map(|why| (Key::parse(&found.path), why)));
        }
        if rows.is_empty() {
            session.ui.status("no host endpoints");
        }
        session.ui.list(rows)?;
        for (key, why) in malformed.iter().skip(1) {
            session.ui.warn(&format!("malformed value at {}: {why}", key.path()));
        }
        unreadable(&malformed)?;
        Ok(Outcome::Yes)
    }
}
