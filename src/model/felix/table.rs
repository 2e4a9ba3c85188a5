//! The parameters, in the order of the alphabet.

use super::{Kind, Parameter};

const ANY: Kind = Kind::Int(0, i64::MAX);
const SECS: Kind = Kind::Seconds;
const PORT: Kind = Kind::Int(0, 65535);

const fn both(name: &'static str, kind: Kind, default: &'static str) -> Parameter {
    Parameter { name, kind, felix14: Some(default), felix2: Some(default) }
}

const fn differ(name: &'static str, kind: Kind, felix14: &'static str, felix2: &'static str) -> Parameter {
    Parameter { name, kind, felix14: Some(felix14), felix2: Some(felix2) }
}

const fn old(name: &'static str, kind: Kind, default: &'static str) -> Parameter {
    Parameter { name, kind, felix14: Some(default), felix2: None }
}

const fn new(name: &'static str, kind: Kind, default: &'static str) -> Parameter {
    Parameter { name, kind, felix14: None, felix2: Some(default) }
}

/// Every parameter that one of the two generations reads from the datastore.
pub const PARAMETERS: &[Parameter] = &[
    new("CalicoVersion", Kind::Text, ""),
    new("ChainInsertMode", Kind::OneOf(&["insert", "append"]), "insert"),
    both("ClusterGUID", Kind::Text, "baddecaf"),
    both("ClusterType", Kind::Text, ""),
    new("DataplaneDriver", Kind::Text, "calico-iptables-plugin"),
    new("DebugDisableLogDropping", Kind::Bool, "false"),
    new("DebugMemoryProfilePath", Kind::Text, ""),
    new("DebugSimulateCalcGraphHangAfter", Kind::Time, "0"),
    new("DebugSimulateDataplaneHangAfter", Kind::Time, "0"),
    both("DefaultEndpointToHostAction", Kind::OneOf(&["DROP", "RETURN", "ACCEPT"]), "DROP"),
    new("DisableConntrackInvalidCheck", Kind::Bool, "false"),
    old("DropActionOverride", Kind::OneOf(&["DROP", "ACCEPT", "LOG-and-DROP", "LOG-and-ACCEPT"]), "DROP"),
    both("EndpointReportingDelaySecs", SECS, "1"),
    both("EndpointReportingEnabled", Kind::Bool, "false"),
    old("EtcdDriverLogFilePath", Kind::Text, "/var/log/calico/felix-etcd.log"),
    old("EtcdDriverPrometheusMetricsPort", PORT, "9092"),
    differ("FailsafeInboundHostPorts", Kind::Ports, "22", "tcp:22,udp:68"),
    differ(
        "FailsafeOutboundHostPorts",
        Kind::Ports,
        "2379,2380,4001,7001",
        "tcp:2379,tcp:2380,tcp:4001,tcp:7001,udp:53,udp:67",
    ),
    new("HealthEnabled", Kind::Bool, "false"),
    new("HealthPort", PORT, "9099"),
    old("HostInterfacePollInterval", SECS, "10"),
    both("IgnoreLooseRPF", Kind::Bool, "false"),
    both("InterfacePrefix", Kind::Prefixes, "cali"),
    both("IpInIpEnabled", Kind::Bool, "false"),
    both("IpInIpMtu", ANY, "1440"),
    differ("IpInIpTunnelAddr", Kind::Ipv4OrNone, "none", ""),
    new("IpsetsRefreshInterval", Kind::Time, "10"),
    new("IptablesFilterAllowAction", Kind::OneOf(&["ACCEPT", "RETURN"]), "ACCEPT"),
    old("IptablesGeneratorPlugin", Kind::Text, "default"),
    new("IptablesLockFilePath", Kind::Text, "/run/xtables.lock"),
    new("IptablesLockProbeIntervalMillis", Kind::Millis, "50"),
    new("IptablesLockTimeoutSecs", Kind::Time, "0"),
    new("IptablesMangleAllowAction", Kind::OneOf(&["ACCEPT", "RETURN"]), "ACCEPT"),
    both("IptablesMarkMask", Kind::Mask, "0xff000000"),
    new("IptablesPostWriteCheckIntervalSecs", Kind::Time, "1"),
    differ("IptablesRefreshInterval", SECS, "60", "90"),
    differ("Ipv6Support", Kind::BoolOrAuto, "auto", "true"),
    both("LogFilePath", Kind::Text, "/var/log/calico/felix.log"),
    new("LogPrefix", Kind::Text, "calico-packet"),
    both("LogSeverityFile", Kind::LogLevel, "INFO"),
    differ("LogSeverityScreen", Kind::LogLevel, "ERROR", "INFO"),
    differ("LogSeveritySys", Kind::LogLevel, "ERROR", "INFO"),
    both("MaxIpsetSize", ANY, "1048576"),
    both("MetadataAddr", Kind::HostOrNone, "127.0.0.1"),
    both("MetadataPort", PORT, "8775"),
    new("NetlinkTimeoutSecs", Kind::Time, "10"),
    old("PeriodicResyncInterval", SECS, "3600"),
    new("PrometheusGoMetricsEnabled", Kind::Bool, "true"),
    both("PrometheusMetricsEnabled", Kind::Bool, "false"),
    both("PrometheusMetricsPort", PORT, "9091"),
    new("PrometheusProcessMetricsEnabled", Kind::Bool, "true"),
    both("ReportingIntervalSecs", SECS, "30"),
    both("ReportingTTLSecs", SECS, "90"),
    new("RouteRefreshInterval", Kind::Time, "90"),
    old("StartupCleanupDelay", SECS, "30"),
    new("TyphaAddr", Kind::Text, ""),
    new("TyphaK8sNamespace", Kind::Text, "kube-system"),
    new("TyphaK8sServiceName", Kind::Text, ""),
    new("TyphaReadTimeout", Kind::Time, "30"),
    new("TyphaWriteTimeout", Kind::Time, "10"),
    both("UsageReportingEnabled", Kind::Bool, "true"),
    new("UsageReportingInitialDelaySecs", Kind::Time, "300"),
    new("UsageReportingIntervalSecs", Kind::Time, "86400"),
    new("UseInternalDataplaneDriver", Kind::Bool, "true"),
];

/// What there is to know about a parameter beside its values, by name.
pub const NOTES: &[(&str, &str)] = &[
    ("CalicoVersion", "for the usage report only; an upgrade to Calico 3 looks for it"),
    ("ClusterGUID", "the cluster's name; whichever orchestrator comes first gives it, and nobody changes it"),
    ("ClusterType", "with the word openstack in it, Felix 2 lets DHCP, DNS and metadata of VMs pass"),
    (
        "DefaultEndpointToHostAction",
        "calicoctl's node writes RETURN for its host; OpenStack wants DROP, or VMs reach the services of their host",
    ),
    ("DropActionOverride", "holds for deny rules too: ACCEPT lets everything through"),
    ("EndpointReportingEnabled", "Neutron never hears that a port is up without it; networking-calico sets it to true"),
    ("FailsafeInboundHostPorts", "Felix 1.4 does not start with tcp:22; a bare port is TCP's for both"),
    ("FailsafeOutboundHostPorts", "Felix 1.4 does not start with tcp:22; a bare port is TCP's for both"),
    (
        "InterfacePrefix",
        "shared: each orchestrator adds its own prefix; `config add` adds one, cali,tap suits pods and VMs",
    ),
    ("IpInIpEnabled", "also lets IPIP packets of known hosts pass; hosts need bird_ip"),
    ("IpInIpTunnelAddr", "of one host each: calico/node writes it where there is an IPIP pool"),
    ("IptablesMarkMask", "Felix needs three bits of it"),
    ("Ipv6Support", "auto is Felix 1.4's: Felix 2 takes it for true"),
    ("LogSeverityScreen", "calicoctl 1.x's logLevel sets it together with BIRD's log level"),
    ("MetadataAddr", "unless it is none, 169.254.169.254:80 goes there for all that enters the host, pods too"),
    ("PeriodicResyncInterval", "0 turns it off"),
    (
        "ReportingIntervalSecs",
        "0 turns the reports off, and Neutron takes every host for dead; calico/node sets it to 0 where it is absent",
    ),
    ("ReportingTTLSecs", "has to be more than the interval: Felix 1.4 sees to it, Felix 2 does not"),
];
