//! Kubernetes' services and what stands behind them, as `kubectl get services,endpoints --all-namespaces -o json` lists both.
//!
//! kube-proxy translates a service's address before Felix sees the packet: what policy decides about is the pod's address and port.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use serde_json::Value;

use crate::model::json::{self, Malformed};

/// A port, as people call it: a protocol and a number.
pub(super) type Port = (String, u16);

/// What stands behind a service: an address and the ports there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Backend {
    /// The pod's address, or another one.
    pub(super) address: IpAddr,
    /// The pod, `namespace/name`, where the listing says so.
    pub(super) pod: Option<String>,
    /// Its ports, by the name that the service's ports have.
    ports: BTreeMap<String, Port>,
}

impl Backend {
    /// Every port.
    pub(super) fn ports(&self) -> impl Iterator<Item = &Port> {
        self.ports.values()
    }
}

/// A service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Service {
    /// `namespace/name`.
    pub(super) name: String,
    /// What is ready behind it.
    pub(super) backends: Vec<Backend>,
    addresses: BTreeSet<IpAddr>,
    /// Its own ports: each port's name by protocol and number.
    ports: BTreeMap<Port, String>,
}

impl Service {
    /// The port at a backend where the service's port leads. Without a description of the service itself, the backend's own port of that
    /// number, or its only one.
    pub(super) fn port_at<'b>(&self, backend: &'b Backend, protocol: &str, port: u16) -> Option<&'b Port> {
        let own = (protocol.to_owned(), port);
        if let Some(name) = self.ports.get(&own) {
            return backend.ports.get(name);
        }
        if !self.ports.is_empty() {
            return None;
        }
        let mut of_protocol = backend.ports.values().filter(|(found, _)| found == protocol);
        let first = of_protocol.next();
        backend.ports.values().find(|found| **found == own).or(first.filter(|_| of_protocol.next().is_none()))
    }
}

/// A listing of services and endpoints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    services: BTreeMap<String, Service>,
    /// Whether services themselves are listed, with their addresses.
    has_services: bool,
}

impl Listing {
    /// Reads a listing.
    ///
    /// # Errors
    /// What is no list of Kubernetes' objects, or holds neither services nor endpoints.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let value = json::parse(bytes)?;
        let items = match value.get("items") {
            Some(Value::Array(items)) => items.as_slice(),
            Some(_) => return Err(Malformed::shape("member 'items' is not a list")),
            None => std::slice::from_ref(&value),
        };
        let list_kind = value.get("kind").and_then(Value::as_str).and_then(|kind| kind.strip_suffix("List"));
        let mut listing = Self::default();
        let mut any = false;
        for item in items {
            // The items of a list of one kind need not say it.
            let kind = item.get("kind").and_then(Value::as_str).or(list_kind).unwrap_or_default();
            let bad = || Malformed::shape(format!("an object of kind {kind} has no name, or an address that is none"));
            any |= listing.take(kind, item).ok_or_else(bad)?;
        }
        if any { Ok(listing) } else { Err(Malformed::shape("no Endpoints and no Service are in it")) }
    }

    /// The service at an address. Where only endpoints are listed, and of one service, it is that one if the address is known to be a
    /// service's.
    pub(super) fn at(&self, address: IpAddr, is_service: bool) -> Option<&Service> {
        let found = self.services.values().find(|service| service.addresses.contains(&address));
        let only = is_service && !self.has_services && self.services.len() == 1;
        found.or_else(|| self.services.values().next().filter(|_| only))
    }

    /// Takes an object in; says whether it is of use, and nothing where it cannot be read.
    fn take(&mut self, kind: &str, item: &Value) -> Option<bool> {
        if kind != "Endpoints" && kind != "Service" {
            return Some(false);
        }
        let metadata = item.get("metadata")?;
        let namespace = metadata.get("namespace").and_then(Value::as_str).unwrap_or("default");
        let name = format!("{namespace}/{}", metadata.get("name")?.as_str()?);
        let service = self.services.entry(name.clone()).or_insert_with(|| Service { name, ..Service::default() });
        if kind == "Service" {
            self.has_services = true;
            service.take_spec(item.get("spec")?)
        } else {
            list(item, "subsets").try_for_each(|subset| service.take_subset(subset))?;
            Some(true)
        }
    }
}

impl Service {
    fn take_spec(&mut self, spec: &Value) -> Option<bool> {
        let one = spec.get("clusterIP").into_iter();
        let all = one.chain(list(spec, "clusterIPs")).chain(list(spec, "externalIPs"));
        // A headless service says None, and one that is an alias of a name says nothing.
        let addresses = all.filter_map(Value::as_str).filter(|text| !text.is_empty() && *text != "None");
        for address in addresses {
            self.addresses.insert(address.parse().ok()?);
        }
        for port in list(spec, "ports") {
            self.ports.insert(port_of(port)?, port_name(port));
        }
        Some(true)
    }

    fn take_subset(&mut self, subset: &Value) -> Option<()> {
        let ports: Option<BTreeMap<String, Port>> =
            list(subset, "ports").map(|port| Some((port_name(port), port_of(port)?))).collect();
        let ports = ports?;
        for address in list(subset, "addresses") {
            let target =
                address.get("targetRef").filter(|target| target.get("kind").and_then(Value::as_str) == Some("Pod"));
            let text = |name: &str| target?.get(name)?.as_str();
            let pod = text("namespace").zip(text("name")).map(|(namespace, name)| format!("{namespace}/{name}"));
            let address = address.get("ip")?.as_str()?.parse().ok()?;
            self.backends.push(Backend { address, pod, ports: ports.clone() });
        }
        Some(())
    }
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn port_name(port: &Value) -> String {
    port.get("name").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn port_of(port: &Value) -> Option<Port> {
    let protocol = port.get("protocol").and_then(Value::as_str).unwrap_or("TCP").to_lowercase();
    let number = json::integer(port.get("port")?)?;
    Some((protocol, u16::try_from(number).ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ENDPOINTS: &str = r#"{"kind":"Endpoints","metadata":{"name":"web","namespace":"shop"},"subsets":[
        {"addresses":[{"ip":"10.0.0.1","targetRef":{"kind":"Pod","namespace":"shop","name":"web-1"}},{"ip":"10.0.0.2"}],
         "notReadyAddresses":[{"ip":"10.0.0.3"}],
         "ports":[{"name":"http","port":8080,"protocol":"TCP"},{"name":"dns","port":5353,"protocol":"UDP"}]}]}"#;
    const SERVICE: &str = r#"{"kind":"Service","metadata":{"name":"web","namespace":"shop"},
        "spec":{"clusterIP":"10.233.0.5","ports":[{"name":"http","port":80,"targetPort":8080,"protocol":"TCP"},{"name":"dns","port":53,"protocol":"UDP"}]}}"#;

    fn listing(items: &[&str]) -> Listing {
        Listing::parse(format!(r#"{{"kind":"List","items":[{}]}}"#, items.join(",")).as_bytes()).unwrap()
    }

    #[test]
    fn what_stands_behind_a_service() {
        let listing = listing(&[ENDPOINTS, SERVICE]);
        assert_eq!(listing.at("10.233.0.6".parse().unwrap(), true), None);
        let service = listing.at("10.233.0.5".parse().unwrap(), false).unwrap();
        assert_eq!(service.name, "shop/web");
        let told: Vec<_> =
            service.backends.iter().map(|backend| (backend.address.to_string(), backend.pod.as_deref())).collect();
        assert_eq!(told, [("10.0.0.1".to_owned(), Some("shop/web-1")), ("10.0.0.2".to_owned(), None)]);
        let backend = &service.backends[0];
        assert_eq!(service.port_at(backend, "tcp", 80), Some(&("tcp".to_owned(), 8080)));
        assert_eq!(service.port_at(backend, "udp", 53), Some(&("udp".to_owned(), 5353)));
        assert_eq!(service.port_at(backend, "tcp", 8080), None, "the service has no such port");
        assert_eq!(backend.ports().count(), 2);
    }

    #[test]
    fn endpoints_alone_are_those_of_one_service() {
        let alone = listing(&[ENDPOINTS]);
        let service = alone.at("10.233.9.9".parse().unwrap(), true).unwrap();
        let backend = &service.backends[0];
        assert_eq!(service.port_at(backend, "tcp", 8080), Some(&("tcp".to_owned(), 8080)));
        assert_eq!(service.port_at(backend, "tcp", 80), Some(&("tcp".to_owned(), 8080)), "its only one");
        let other = ENDPOINTS.replace("\"web\"", "\"db\"");
        assert_eq!(listing(&[ENDPOINTS, &other]).at("10.233.9.9".parse().unwrap(), true), None);
    }

    #[test]
    fn what_is_no_listing() {
        for bad in
            ["[]", "{}", r#"{"items":1}"#, r#"{"kind":"Service","metadata":{}}"#, r#"{"kind":"PodList","items":[{}]}"#]
        {
            assert!(Listing::parse(bad.as_bytes()).is_err(), "{bad}");
        }
        let of_one_kind =
            format!(r#"{{"kind":"EndpointsList","items":[{}]}}"#, ENDPOINTS.replacen(r#""kind":"Endpoints","#, "", 1));
        assert_eq!(Listing::parse(of_one_kind.as_bytes()), Ok(listing(&[ENDPOINTS])));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fall(text in r#"\{"kind":"(Service|Endpoints|List)","(metadata|items|spec)":(\[\{\}\]|\{"name":"a"\}|1)(,"(subsets|spec)":(\[\{"addresses":\[1\]\}\]|\{"clusterIP":"x"\}))?\}"#) {
            let _ = Listing::parse(text.as_bytes());
        }
    }
}
