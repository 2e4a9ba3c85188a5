//! An endpoint as lists and documents show it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ipnet::IpNet;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::model::endpoint::{Endpoint, Floating, Glance};
use crate::model::json::Malformed;
use crate::model::key::{Key, WorkloadId};
use crate::model::openstack::{self, Kind, Names};
use crate::render::{Column, Row};

/// An endpoint with all that a list shows of it.
pub(super) struct EndpointRow<'s> {
    pub(super) id: WorkloadId,
    pub(super) value: Vec<u8>,
    pub(super) glance: Result<Glance<'static>, Malformed>,
    /// What Felix reports, where somebody asked for it and Felix does.
    pub(super) status: Option<Result<String, Malformed>>,
    /// The imported name of the VM.
    pub(super) server: Option<&'s str>,
    /// The imported name of the port.
    pub(super) port: Option<&'s str>,
}

impl<'s> EndpointRow<'s> {
    pub(super) fn new(
        id: WorkloadId,
        value: Vec<u8>,
        names: &'s Names,
        status: Option<Result<String, Malformed>>,
    ) -> Self {
        let name = |kind, of: &str| openstack::is_port(&id).then(|| names.name(kind, of)).flatten();
        Self {
            glance: Glance::of(&value).map(Glance::into_owned),
            server: name(Kind::Server, &id.workload),
            port: name(Kind::Port, &id.endpoint),
            status,
            value,
            id,
        }
    }

    /// The pod as commands take it.
    pub(super) fn pod(&self) -> Option<String> {
        self.id.pod().map(|(namespace, pod)| format!("{namespace}/{pod}"))
    }

    /// The key.
    pub(super) fn key(&self) -> Key {
        Key::WorkloadEndpoint(self.id.clone())
    }

    /// What people call the workload: the pod, or the VM and its port.
    fn called(&self) -> Cow<'_, str> {
        match (self.server, self.port) {
            (Some(server), Some(port)) => format!("{server} ({port})").into(),
            (Some(name), None) | (None, Some(name)) => name.into(),
            (None, None) => self.pod().map_or("-".into(), Cow::Owned),
        }
    }

    /// The cell of what is in the value.
    fn of_value(&self, cell: impl FnOnce(&Glance<'static>) -> String) -> Cow<'_, str> {
        match &self.glance {
            Err(_) => "malformed".into(),
            Ok(glance) => {
                let text = cell(glance);
                if text.is_empty() { "-".into() } else { text.into() }
            }
        }
    }

    fn text<'a>(&'a self, of: impl FnOnce(&'a Glance<'static>) -> Option<&'a Cow<'static, str>>) -> Cow<'a, str> {
        match &self.glance {
            Err(_) => "malformed".into(),
            Ok(glance) => of(glance).map_or("-".into(), |text| text.as_ref().into()),
        }
    }
}

/// Addresses as people write them: without the length where it is a single one.
pub(super) fn address(net: &IpNet) -> String {
    if net.prefix_len() == net.max_prefix_len() { net.addr().to_string() } else { net.to_string() }
}

fn joined(items: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut text = String::new();
    for item in items {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(item.as_ref());
    }
    text
}

impl Row for EndpointRow<'_> {
    const SCHEMA: &'static str = "calicross/endpoint-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("HOST"),
        Column::new("ORCHESTRATOR"),
        Column::new("WORKLOAD"),
        Column::new("ENDPOINT"),
        Column::new("NAME"),
        // What may be long stands last in either table, where it is not padded.
        Column::new("ADDRESSES"),
        Column::new("INTERFACE").wide(),
        Column::new("MAC").wide(),
        Column::new("STATE").wide(),
        Column::new("STATUS").wide(),
        Column::new("PROFILES").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.id.name().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let id = &self.id;
        match column {
            0 => id.host.as_str().into(),
            1 => id.orchestrator.as_str().into(),
            2 => id.workload.as_str().into(),
            3 => id.endpoint.as_str().into(),
            4 => self.called(),
            5 => self.of_value(|glance| joined(glance.nets.iter().map(address))),
            6 => self.text(|glance| glance.name.as_ref()),
            7 => self.text(|glance| glance.mac.as_ref()),
            8 => self.text(|glance| glance.state.as_ref()),
            9 => match &self.status {
                None => "-".into(),
                Some(Err(_)) => "malformed".into(),
                Some(Ok(status)) => status.as_str().into(),
            },
            _ => self.of_value(|glance| joined(glance.profiles.iter())),
        }
    }
}

/// An endpoint in JSON. What is in its value is `null` where that, or the member, cannot be read.
#[derive(Serialize)]
struct EndpointDoc<'a> {
    name: String,
    host: &'a str,
    orchestrator: &'a str,
    workload: &'a str,
    endpoint: &'a str,
    pod: Option<String>,
    server: Option<&'a str>,
    port: Option<&'a str>,
    interface: Option<&'a str>,
    mac: Option<&'a str>,
    state: Option<&'a str>,
    status: Option<&'a str>,
    nets: Option<Vec<String>>,
    gateways: Option<Vec<&'a str>>,
    floating: Option<Vec<Floating<'a>>>,
    profiles: Option<Vec<&'a str>>,
    labels: Option<BTreeMap<String, String>>,
    other: Option<Map<String, Value>>,
    malformed: Option<String>,
}

impl Serialize for EndpointRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let id = &self.id;
        let value = Endpoint::parse(&self.value).ok();
        let value = value.as_ref();
        let owned = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
        EndpointDoc {
            name: id.name(),
            host: &id.host,
            orchestrator: &id.orchestrator,
            workload: &id.workload,
            endpoint: &id.endpoint,
            pod: self.pod(),
            server: self.server,
            port: self.port,
            interface: value.and_then(Endpoint::name),
            mac: value.and_then(Endpoint::mac),
            state: value.and_then(Endpoint::state),
            status: self.status.as_ref().and_then(|status| status.as_deref().ok()),
            nets: value.and_then(|value| value.nets().ok()).map(|nets| nets.iter().map(IpNet::to_string).collect()),
            gateways: value.map(Endpoint::gateways),
            floating: value.map(Endpoint::floating),
            profiles: value.and_then(|value| value.profile_ids().ok()),
            labels: value.and_then(|value| Some(value.labels().ok()?.iter().map(owned).collect())),
            other: value.map(|value| value.others().map(|(name, value)| (name.to_owned(), value.clone())).collect()),
            malformed: self.glance.as_ref().err().map(Malformed::to_string),
        }
        .serialize(serializer)
    }
}
