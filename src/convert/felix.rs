//! Felix' settings, and what they tell of the cluster.

use serde_json::{Value, json};

use super::document::{Document, Kind};
use super::name;
use super::report::{Class, Notes};
use crate::manifest::felix_config::FelixConfig;
use crate::model::felix::boolean;
use crate::model::key::Key;
use crate::model::net::PortRange;

/// What a value becomes.
#[derive(Clone, Copy)]
enum How {
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// A number of 32 bits, which v1 may have in hexadecimal digits.
    Mask,
    /// A text as it is.
    Text,
    /// A word with a capital letter.
    Word(&'static [&'static str]),
    /// A level of logging.
    Level,
    /// A time, told in this unit.
    Time(&'static str),
    /// Ports with their protocols, or none.
    ProtoPorts,
    /// Ports and ranges of ports.
    Ports,
}

const SECONDS: How = How::Time("s");
const ACCEPT_RETURN: How = How::Word(&["Accept", "Return"]);

/// Each setting, what v3 calls it, and what its value becomes.
const SETTINGS: &[(&str, &str, How)] = &[
    ("UseInternalDataplaneDriver", "useInternalDataplaneDriver", How::Bool),
    ("DataplaneDriver", "dataplaneDriver", How::Text),
    ("Ipv6Support", "ipv6Support", How::Bool),
    ("RouteRefreshInterval", "routeRefreshInterval", SECONDS),
    ("IptablesRefreshInterval", "iptablesRefreshInterval", SECONDS),
    ("IptablesPostWriteCheckIntervalSecs", "iptablesPostWriteCheckInterval", SECONDS),
    ("IptablesLockFilePath", "iptablesLockFilePath", How::Text),
    ("IptablesLockTimeoutSecs", "iptablesLockTimeout", SECONDS),
    ("IptablesLockProbeIntervalMillis", "iptablesLockProbeInterval", How::Time("ms")),
    ("IpsetsRefreshInterval", "ipsetsRefreshInterval", SECONDS),
    ("MaxIpsetSize", "maxIpsetSize", How::Int),
    ("NetlinkTimeoutSecs", "netlinkTimeout", SECONDS),
    ("MetadataAddr", "metadataAddr", How::Text),
    ("MetadataPort", "metadataPort", How::Int),
    ("InterfacePrefix", "interfacePrefix", How::Text),
    ("InterfaceExclude", "interfaceExclude", How::Text),
    ("ChainInsertMode", "chainInsertMode", How::Word(&["Insert", "Append"])),
    ("DefaultEndpointToHostAction", "defaultEndpointToHostAction", How::Word(&["Drop", "Accept", "Return"])),
    ("IptablesFilterAllowAction", "iptablesFilterAllowAction", ACCEPT_RETURN),
    ("IptablesMangleAllowAction", "iptablesMangleAllowAction", ACCEPT_RETURN),
    ("LogPrefix", "logPrefix", How::Text),
    ("LogFilePath", "logFilePath", How::Text),
    ("LogSeverityFile", "logSeverityFile", How::Level),
    ("LogSeverityScreen", "logSeverityScreen", How::Level),
    ("LogSeveritySys", "logSeveritySys", How::Level),
    ("IpInIpEnabled", "ipipEnabled", How::Bool),
    ("IpInIpMtu", "ipipMTU", How::Int),
    ("ReportingIntervalSecs", "reportingInterval", SECONDS),
    ("ReportingTTLSecs", "reportingTTL", SECONDS),
    ("EndpointReportingEnabled", "endpointReportingEnabled", How::Bool),
    ("EndpointReportingDelaySecs", "endpointReportingDelay", SECONDS),
    ("IptablesMarkMask", "iptablesMarkMask", How::Mask),
    ("DisableConntrackInvalidCheck", "disableConntrackInvalidCheck", How::Bool),
    ("HealthEnabled", "healthEnabled", How::Bool),
    ("HealthHost", "healthHost", How::Text),
    ("HealthPort", "healthPort", How::Int),
    ("PrometheusMetricsEnabled", "prometheusMetricsEnabled", How::Bool),
    ("PrometheusMetricsPort", "prometheusMetricsPort", How::Int),
    ("PrometheusGoMetricsEnabled", "prometheusGoMetricsEnabled", How::Bool),
    ("PrometheusProcessMetricsEnabled", "prometheusProcessMetricsEnabled", How::Bool),
    ("FailsafeInboundHostPorts", "failsafeInboundHostPorts", How::ProtoPorts),
    ("FailsafeOutboundHostPorts", "failsafeOutboundHostPorts", How::ProtoPorts),
    ("KubeNodePortRanges", "kubeNodePortRanges", How::Ports),
    ("PolicySyncPathPrefix", "policySyncPathPrefix", How::Text),
    ("UsageReportingEnabled", "usageReportingEnabled", How::Bool),
    ("UsageReportingInitialDelaySecs", "usageReportingInitialDelay", SECONDS),
    ("UsageReportingIntervalSecs", "usageReportingInterval", SECONDS),
    ("DebugMemoryProfilePath", "debugMemoryProfilePath", How::Text),
    ("DebugDisableLogDropping", "debugDisableLogDropping", How::Bool),
    ("DebugSimulateCalcGraphHangAfter", "debugSimulateCalcGraphHangAfter", SECONDS),
    ("DebugSimulateDataplaneHangAfter", "debugSimulateDataplaneHangAfter", SECONDS),
];

/// What tells of the cluster.
const OF_CLUSTER: [(&str, &str); 3] =
    [("ClusterGUID", "clusterGUID"), ("ClusterType", "clusterType"), ("CalicoVersion", "calicoVersion")];

/// Settings without a place in v3 that decide about packets, and the value that decides nothing.
const DECIDING: [(&str, &str); 1] = [("DropActionOverride", "DROP")];

/// Converts the settings of all hosts or of one; `None` where v3 has none of them.
pub(super) fn convert(config: &FelixConfig, notes: &mut Notes) -> Option<Document> {
    let to = match &config.node {
        None => "default".to_owned(),
        Some(node) => format!("node.{}", name::of_node(node)),
    };
    let mut document = Document::new(Kind::FelixConfiguration, to);
    for (name, text) in &config.settings {
        let text = text.as_deref().unwrap_or_default().trim();
        let at = |name: &str| match &config.node {
            None => Key::GlobalConfig { name: name.to_owned() }.path(),
            Some(host) => Key::HostConfig { host: host.clone(), name: name.to_owned() }.path(),
        };
        let of_cluster = config.node.is_none() && OF_CLUSTER.iter().any(|(known, _)| known == name);
        // A host's tunnel is told by its node, and calicoctl 0.2x's mark is no setting.
        let of_node = config.node.is_some() && (name == "IpInIpTunnelAddr" || name == "marker");
        if of_cluster || of_node {
            continue;
        }
        let shown = text.escape_debug();
        let Some((_, member, how)) = SETTINGS.iter().find(|(known, ..)| known == name) else {
            let decides = DECIDING.iter().any(|(deciding, nothing)| deciding == name && *nothing != text);
            let why = format!("Calico v3 has no setting {}, which is '{shown}'", name.escape_debug());
            notes.add(Class::Lost, "felix-setting", decides, why).key = at(name);
            continue;
        };
        match value(*how, text) {
            Ok((value, None)) => document.set(member, value),
            Ok((value, Some(becomes))) => {
                document.set(member, value);
                let finding = notes.add(Class::Changed, "felix-value", false, format!("{name} '{shown}' {becomes}"));
                finding.key = at(name);
            }
            Err(why) => {
                notes.add(Class::Error, "felix-value", true, format!("{name} '{shown}' is {why}")).key = at(name);
            }
        }
    }
    if config.node.is_none() {
        cluster(config, notes);
    }
    (!document.spec.is_empty()).then_some(document)
}

/// Tells what the cluster is: calicoctl takes no such document.
fn cluster(config: &FelixConfig, notes: &mut Notes) {
    let mut document = Document::new(Kind::ClusterInformation, "default");
    for (name, member) in OF_CLUSTER {
        document.set_some(member, config.settings.get(name).and_then(Option::as_deref));
    }
    if document.spec.is_empty() {
        return;
    }
    document.set("datastoreReady", false);
    let words: Vec<String> = document
        .spec
        .iter()
        .filter_map(|(member, value)| Some(format!("{member} {}", value.as_str()?.escape_debug())))
        .collect();
    let why = format!(
        "ClusterInformation is nothing that calicoctl of Calico v3 makes, and calico/node makes another: {}",
        words.join(", ")
    );
    let finding = notes.add(Class::Lost, "cluster-information", false, why);
    finding.document = Some(document.value());
}

/// What a value becomes, and where it is not quite the same, what.
///
/// # Errors
/// What it is not.
fn value(how: How, text: &str) -> Result<(Value, Option<String>), String> {
    let plain = |value: Value| Ok((value, None));
    match how {
        How::Bool if text.eq_ignore_ascii_case("auto") => {
            Ok((true.into(), Some("becomes true: Felix 1.4 looks whether the host has IPv6".into())))
        }
        How::Bool => boolean(text).map(Value::from).map_or(Err("neither true nor false".into()), plain),
        How::Int => text.parse::<i64>().map_or(Err("no whole number".into()), |number| plain(number.into())),
        How::Mask => {
            let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
            let mask = hex.map_or_else(|| text.parse::<u32>(), |digits| u32::from_str_radix(digits, 16));
            mask.map_or(Err("no mask of 32 bits".into()), |mask| plain(mask.into()))
        }
        How::Text if text.is_empty() => Err("empty, which Calico v3 takes for unset".into()),
        How::Text => plain(text.into()),
        How::Word(words) => words
            .iter()
            .find(|word| word.eq_ignore_ascii_case(text))
            .map_or(Err(format!("none of {}", words.join(", "))), |word| plain((*word).into())),
        How::Level => {
            let (level, same) = level(text);
            Ok((level.into(), (!same).then(|| format!("becomes {level}, for want of such a level"))))
        }
        How::Time(unit) => {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            match text.parse::<f64>() {
                Ok(_) if digits && text.bytes().any(|byte| byte.is_ascii_digit()) => {
                    plain(format!("{text}{unit}").into())
                }
                _ => Err("no time".into()),
            }
        }
        How::ProtoPorts if text.eq_ignore_ascii_case("none") => plain(json!([])),
        How::ProtoPorts => {
            text.split(',').map(proto_port).collect::<Result<Vec<_>, _>>().and_then(|all| plain(all.into()))
        }
        How::Ports => {
            let range = |text: &str| PortRange::parse(text.trim()).map(PortRange::to_json);
            let ranges: Vec<Value> = text.split(',').map(range).collect::<Result<_, _>>()?;
            if ranges.len() > 7 { Err("more than seven ranges".into()) } else { plain(ranges.into()) }
        }
    }
}

/// A port with its protocol; TCP's where none is told.
fn proto_port(text: &str) -> Result<Value, String> {
    let (protocol, port) = text.trim().split_once(':').unwrap_or(("tcp", text.trim()));
    let protocol = ["TCP", "UDP"].into_iter().find(|known| known.eq_ignore_ascii_case(protocol));
    let protocol = protocol.ok_or("no list of ports such as tcp:22,udp:68")?;
    let port: u16 = port.parse().map_err(|_| "no list of ports such as tcp:22,udp:68")?;
    Ok(json!({ "protocol": protocol, "port": port }))
}

/// A level of logging as v3 has it, and whether it is the same one.
pub(super) fn level(text: &str) -> (&'static str, bool) {
    let known = ["Debug", "Info", "Warning", "Error", "Fatal"];
    match known.into_iter().find(|level| level.eq_ignore_ascii_case(text)) {
        Some(level) => (level, true),
        None if text.eq_ignore_ascii_case("panic") => ("Fatal", false),
        None => ("Info", false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::felix::PARAMETERS;

    fn one(name: &str, text: &str) -> Result<String, String> {
        let (_, member, how) = SETTINGS.iter().find(|(known, ..)| *known == name).unwrap();
        value(*how, text)
            .map(|(value, becomes)| format!("{member}={value}{}", becomes.map(|_| "!").unwrap_or_default()))
    }

    #[test]
    fn values_become_those_of_v3() {
        for (name, text, to) in [
            ("Ipv6Support", "auto", "ipv6Support=true!"),
            ("IpInIpEnabled", "yes", "ipipEnabled=true"),
            ("IpInIpMtu", "1440", "ipipMTU=1440"),
            ("IptablesMarkMask", "0xff000000", "iptablesMarkMask=4278190080"),
            ("IptablesMarkMask", "4278190080", "iptablesMarkMask=4278190080"),
            ("ReportingIntervalSecs", "60", "reportingInterval=\"60s\""),
            ("IptablesLockProbeIntervalMillis", "0.5", "iptablesLockProbeInterval=\"0.5ms\""),
            ("DefaultEndpointToHostAction", "RETURN", "defaultEndpointToHostAction=\"Return\""),
            ("LogSeverityScreen", "WARNING", "logSeverityScreen=\"Warning\""),
            ("LogSeverityFile", "none", "logSeverityFile=\"Info\"!"),
            ("FailsafeInboundHostPorts", "none", "failsafeInboundHostPorts=[]"),
            (
                "FailsafeOutboundHostPorts",
                "2379, udp:53",
                r#"failsafeOutboundHostPorts=[{"protocol":"TCP","port":2379},{"protocol":"UDP","port":53}]"#,
            ),
            ("KubeNodePortRanges", "30000:32767,80", r#"kubeNodePortRanges=["30000:32767",80]"#),
            ("InterfacePrefix", "cali,tap", "interfacePrefix=\"cali,tap\""),
        ] {
            assert_eq!(one(name, text).unwrap(), to);
        }
        for (name, text) in [
            ("IpInIpEnabled", "maybe"),
            ("IpInIpMtu", "x"),
            ("IptablesMarkMask", "0xfffffffff"),
            ("ReportingIntervalSecs", "."),
            ("ReportingIntervalSecs", "-1"),
            ("DefaultEndpointToHostAction", "REJECT"),
            ("FailsafeInboundHostPorts", "sctp:1"),
            ("LogFilePath", ""),
        ] {
            assert!(one(name, text).is_err(), "{name} {text}");
        }
    }

    #[test]
    fn every_known_setting_of_both_generations_is_decided_about() {
        let unset = PARAMETERS.iter().map(|known| known.name).filter(|name| {
            !SETTINGS.iter().any(|(known, ..)| known == name) && !OF_CLUSTER.iter().any(|(known, _)| known == name)
        });
        // What has no field in v3.
        assert_eq!(
            unset.collect::<Vec<_>>(),
            [
                "DropActionOverride",
                "EtcdDriverLogFilePath",
                "EtcdDriverPrometheusMetricsPort",
                "HostInterfacePollInterval",
                "IgnoreLooseRPF",
                "IpInIpTunnelAddr",
                "IptablesGeneratorPlugin",
                "PeriodicResyncInterval",
                "StartupCleanupDelay",
                "TyphaAddr",
                "TyphaK8sNamespace",
                "TyphaK8sServiceName",
                "TyphaReadTimeout",
                "TyphaWriteTimeout",
            ]
        );
    }

    proptest! {
        #[test]
        fn no_value_is_too_odd(at in 0..SETTINGS.len(), text in "\\PC{0,12}|[0-9.:,a-z]{0,12}") {
            let _ = one(SETTINGS[at].0, &text);
        }
    }
}
