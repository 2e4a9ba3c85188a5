//! BIRD's configuration.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};
use serde_json::Value;

use super::Findings;
use super::values::{object, raw};
use crate::model::bird::{AsNumber, Stray, check_filter};
use crate::model::key::{BgpGlobal, BgpHost};

const NO_RENDER: &str = "confd cannot render BIRD's configuration, on any host: BIRD keeps the old one";
const BAD_CONFIG: &str = "BIRD rejects the configuration that confd renders";

pub(super) fn global(setting: BgpGlobal, value: &[u8], found: &mut Findings) {
    match setting {
        BgpGlobal::AsNum => as_number_value(value, found),
        BgpGlobal::LogLevel => log_level(value, found),
        BgpGlobal::NodeMesh => {
            if let Some(object) = object(value, NO_RENDER, found)
                && !object.get("enabled").is_some_and(Value::is_boolean)
            {
                found.refuse("there is no member 'enabled' that is true or false", NO_RENDER);
            }
        }
    }
}

pub(super) fn host(setting: BgpHost, value: &[u8], found: &mut Findings) {
    let mut is = |fine: fn(&str) -> bool, what: &str| {
        if let Some(text) = raw(value, BAD_CONFIG, found)
            && !fine(text)
        {
            found.refuse(format!("'{}' is not {what}", text.escape_debug()), BAD_CONFIG);
        }
    };
    match setting {
        // Must exist, may be empty: the mesh's template asks for it without a way out.
        BgpHost::IpAddrV4 => {
            is(|text| text.is_empty() || text.parse::<Ipv4Addr>().is_ok(), "an IPv4 address, or empty");
        }
        BgpHost::IpAddrV6 => {
            is(|text| text.is_empty() || text.parse::<Ipv6Addr>().is_ok(), "an IPv6 address, or empty");
        }
        BgpHost::NetworkV4 => is(|text| text.parse::<Ipv4Net>().is_ok(), "an IPv4 CIDR"),
        BgpHost::NetworkV6 => is(|text| text.parse::<Ipv6Net>().is_ok(), "an IPv6 CIDR"),
        BgpHost::AsNum => as_number_value(value, found),
        BgpHost::LogLevel => log_level(value, found),
    }
}

fn log_level(value: &[u8], found: &mut Findings) {
    if let Some(text) = raw(value, BAD_CONFIG, found)
        && !["none", "debug", "info"].contains(&text)
    {
        found.refuse(format!("'{}' is not none, debug or info", text.escape_debug()), "BIRD logs as by default");
    }
}

fn as_number_value(value: &[u8], found: &mut Findings) {
    if let Some(text) = raw(value, BAD_CONFIG, found)
        && AsNumber::parse(text).is_none()
    {
        found.refuse(format!("'{}' is not an AS number such as 64512 or 1.10", text.escape_debug()), BAD_CONFIG);
    }
}

pub(super) fn peer(ip: &str, value: &[u8], found: &mut Findings) {
    let Some(object) = object(value, NO_RENDER, found) else { return };
    match object.get("ip").and_then(Value::as_str) {
        Some(member) if member == ip => {}
        Some(member) if member.parse::<IpAddr>().is_ok_and(|member| ip.parse() == Ok(member)) => {
            found.warn(
                format!("ip is spelled '{member}'"),
                "calicoctl shows the peer in another spelling than its key's",
            );
        }
        Some(member) => {
            let member = member.escape_debug();
            found.refuse(
                format!("ip is '{member}', not the path's {ip}"),
                "BIRD peers with another address than the key says",
            );
        }
        None => found.refuse("there is no member 'ip' that is a string", NO_RENDER),
    }
    match object.get("as_num") {
        Some(Value::String(text)) if AsNumber::parse(text).is_some() => {}
        Some(Value::Number(number)) => found.refuse(
            format!("as_num is the number {number}, not a string"),
            "libcalico-go cannot read the peer, and confd writes large numbers in floating point",
        ),
        Some(other) => found.refuse(format!("as_num is {other}, not an AS number in a string"), BAD_CONFIG),
        None => found.refuse("there is no as_num", NO_RENDER),
    }
}

pub(super) fn filter(value: &[u8], found: &mut Findings) {
    const EVERY_ROUTE: &str = "it is pasted into the export filter of every host: an error there stops all routes";
    let Ok(text) = std::str::from_utf8(value) else {
        return found.refuse("the value is not UTF-8", EVERY_ROUTE);
    };
    match check_filter(text) {
        Err(why) => return found.refuse(why.to_string(), EVERY_ROUTE),
        Ok(strays) => strays.iter().for_each(|Stray { word, line }| {
            found.warn(
                format!("`{word};` in line {line} stands before no condition"),
                "it decides about every route that comes to it, on every host",
            );
        }),
    }
    found.warn("a custom filter", EVERY_ROUTE);
}
