use super::*;
use crate::commands::testing::{changes, plan};
use crate::ownership;

const PREFIX: &str = "/calico/v1/config/InterfacePrefix";
const SCREEN: &str = "/calico/v1/config/LogSeverityScreen";
const BIRD_LEVEL: &str = "/calico/bgp/v1/global/loglevel";

fn config<'a>(words: &[&str], keys: &[(&'a str, &'a str)]) -> Plan {
    plan(&[&["config"], words].concat(), keys).unwrap()
}

fn kind(words: &[&str], keys: &[(&str, &str)]) -> ErrorKind {
    plan(&[&["config"], words].concat(), keys).unwrap_err().kind()
}

/// What a plan sets, a line each: the key with its new value, or without where it goes.
fn written(plan: &Plan) -> Vec<String> {
    let line = |(path, value): (&str, Option<String>)| match value {
        Some(value) => format!("{path} {value}"),
        None => path.to_owned(),
    };
    changes(plan).into_iter().map(line).collect()
}

#[test]
fn a_change_is_in_the_right_case_asked_about_and_told() {
    let plan = config(&["set", "logseverityscreen", "DEBUG"], &[]);
    assert_eq!(written(&plan), ["/calico/v1/config/LogSeverityScreen debug"]);
    assert_eq!(plan.questions[0].text, "sets LogSeverityScreen to debug on every host, which restarts Felix there");
    assert_eq!(plan.warnings, ["Felix restarts on every host"]);
    let host = config(&["set", "IpInIpMtu", "1400", "--host", "h"], &[]);
    assert_eq!(written(&host), ["/calico/v1/host/h/config/IpInIpMtu 1400"]);
    assert_eq!(host.warnings[0], "Felix restarts on host h");
    assert!(host.warnings[1].starts_with("no Felix has ever reported from host h"), "{:?}", host.warnings);
    let known = [("/calico/felix/v1/host/h/last_reported_status", "{}")];
    assert_eq!(config(&["set", "IpInIpMtu", "1400", "--host", "h"], &known).warnings.len(), 1);
}

#[test]
fn what_means_the_same_is_not_written() {
    for (name, present, value) in [
        ("InterfacePrefix", "cali,tap", "tap, cali"),
        ("IpInIpEnabled", "Yes", "true"),
        ("LogSeverityScreen", "INFO", "info"),
        ("ReportingIntervalSecs", "030", "30"),
        ("DefaultEndpointToHostAction", "RETURN", "return"),
    ] {
        let path = format!("/calico/v1/config/{name}");
        let plan = config(&["set", name, value], &[(&path, present)]);
        assert!(plan.is_empty() && plan.questions.is_empty() && plan.warnings.is_empty(), "{name}");
    }
    // The same to the reader, but not to every reader.
    let blanks = config(&["set", "InterfacePrefix", "cali,tap"], &[(PREFIX, "cali, tap")]);
    assert_eq!(written(&blanks), ["/calico/v1/config/InterfacePrefix cali,tap"]);
    let reporting = "/calico/v1/config/EndpointReportingEnabled";
    let exact = config(&["set", "EndpointReportingEnabled", "yes"], &[(reporting, "True")]);
    assert_eq!(written(&exact), ["/calico/v1/config/EndpointReportingEnabled true"]);
}

#[test]
fn a_value_that_ends_a_felix_has_to_be_forced() {
    for words in [
        &["set", "ReportingIntervalSecs", "x"][..],
        &["set", "FailsafeInboundHostPorts", "udp:68"],
        &["set", "InterfacePrefix", "cali,"],
        &["set", "Ipv6Support", "auto"],
        &["set", "Ipv6Support", "auto", "--felix", "2"],
        &["set", "logLevel", "loud"],
        &["set", "bgp.loglevel", "warning"],
        &["set", "Foo", "bar"],
        &["set", "FelixHostname", "h"],
    ] {
        let plan = config(words, &[]);
        assert_eq!(plan.obstacles.first().map(|obstacle| obstacle.force), Some(Force::Malformed), "{words:?}");
    }
    for words in [
        &["set", "FailsafeInboundHostPorts", "tcp:22,udp:68", "--felix", "2"][..],
        &["set", "Ipv6Support", "auto", "--felix", "1.4"],
        &["set", "LogSeverityScreen", "critical", "--felix", "1.4"],
        &["unset", "Foo"],
    ] {
        assert!(config(words, &[]).obstacles.is_empty(), "{words:?}");
    }
    assert_eq!(kind(&["set", "IpInIpMtu", " "], &[]), ErrorKind::Usage);
    let refused = config(&["set", "ReportingIntervalSecs", "x"], &[]);
    assert_eq!(
        format!("{} {}", refused.obstacles[0].object, refused.obstacles[0].why),
        "ReportingIntervalSecs 'x' is not a whole number of seconds: Felix 1.4 does not start with it; \
         Felix 2 uses its default, 30"
    );
}

#[test]
fn what_one_generation_does_not_know_is_told() {
    let warnings = |words: &[&str]| config(words, &[]).warnings;
    assert_eq!(
        warnings(&["set", "ChainInsertMode", "append"]),
        ["Felix 1.4 does not know ChainInsertMode", "Felix restarts on every host"]
    );
    assert_eq!(warnings(&["set", "ChainInsertMode", "append", "--felix", "2"]), ["Felix restarts on every host"]);
    assert!(warnings(&["set", "DropActionOverride", "ACCEPT"]).contains(&"what rules deny is let through".to_owned()));
    assert!(warnings(&["set", "ReportingIntervalSecs", "0"])[0].contains("Neutron"));
    assert!(warnings(&["set", "ReportingTTLSecs", "20"])[0].contains("every 30 s that lives 20 s"));
    assert_eq!(warnings(&["set", "ReportingTTLSecs", "200"]).len(), 1);
}

#[test]
fn names_in_another_case_go() {
    let twin = "/calico/v1/config/interfaceprefix";
    let plan = config(&["set", "InterfacePrefix", "cali"], &[(twin, "tap"), (PREFIX, "cali")]);
    assert_eq!(written(&plan), [twin]);
    assert_eq!((plan.questions.len(), plan.warnings.len()), (1, 1));
    assert_eq!(written(&config(&["unset", "InterfacePrefix"], &[(twin, "tap")])), [twin]);
}

#[test]
fn lists_are_merged() {
    let add = |present: Option<&str>, members: &[&str]| {
        let keys: Vec<(&str, &str)> = present.map(|value| (PREFIX, value)).into_iter().collect();
        written(&config(&[&["add", "InterfacePrefix"], members].concat(), &keys))
    };
    let set = |value: &str| vec![format!("{PREFIX} {value}")];
    assert_eq!(add(None, &["tap"]), set("cali,tap"));
    assert_eq!(add(Some("tap"), &["cali"]), set("tap,cali"));
    assert_eq!(add(Some("cali, tap,tap"), &["tap"]), set("cali,tap"));
    assert_eq!(add(Some("cali,"), &["tap, tap", "eth"]), set("cali,tap,eth"));
    assert!(add(Some("cali,tap"), &["tap", "cali"]).is_empty());
    let host = config(&["add", "InterfacePrefix", "eth", "--host", "h"], &[(PREFIX, "cali,tap")]);
    assert_eq!(written(&host), ["/calico/v1/host/h/config/InterfacePrefix cali,tap,eth"]);
    assert!(host.warnings[0].contains("a list of its own"));
    assert_eq!(config(&["add", "InterfacePrefix", "a.b"], &[]).obstacles.len(), 1);
    assert_eq!(kind(&["add", "IpInIpMtu", "1"], &[]), ErrorKind::Usage);
    assert_eq!(kind(&["add", "bgp.as_num", "1"], &[]), ErrorKind::Usage);
}

#[test]
fn ports_start_from_what_the_generation_has() {
    let inbound = "/calico/v1/config/FailsafeInboundHostPorts";
    let old = config(&["add", "FailsafeInboundHostPorts", "tcp:80"], &[]);
    assert_eq!(written(&old), [format!("{inbound} 22,80")]);
    assert!(old.warnings[0].contains("udp:68"), "{:?}", old.warnings);
    let new = config(&["add", "FailsafeInboundHostPorts", "80", "--felix", "2"], &[]);
    assert_eq!(written(&new), [format!("{inbound} 22,udp:68,80")]);
    assert_eq!(new.warnings.len(), 1);
    let cured = config(&["add", "FailsafeInboundHostPorts", "22"], &[(inbound, "tcp:22")]);
    assert_eq!(written(&cured), [format!("{inbound} 22")]);
}

#[test]
fn members_are_removed_but_for_the_last() {
    let keys = [(PREFIX, "cali, tap")];
    let plan = config(&["remove", "InterfacePrefix", "tap"], &keys);
    assert_eq!(written(&plan), [format!("{PREFIX} cali")]);
    assert_eq!(kind(&["remove", "InterfacePrefix", "eth"], &keys), ErrorKind::NotFound);
    assert_eq!(kind(&["remove", "InterfacePrefix", "cali"], &[]), ErrorKind::Refused);
    assert_eq!(written(&config(&["remove", "InterfacePrefix", "eth", "--if-exists"], &[(PREFIX, "cali")])).len(), 0);
}

#[test]
fn unsetting_says_what_holds_then() {
    let host = "/calico/v1/host/h/config/LogSeverityScreen";
    let keys = [(host, "debug"), (SCREEN, "info")];
    let plan = config(&["unset", "LogSeverityScreen", "--host", "h"], &keys);
    assert_eq!(written(&plan), [host]);
    assert_eq!(plan.summary, ["LogSeverityScreen unset on host h: Felix goes back to info, which holds on every host"]);
    let global = config(&["unset", "LogSeverityScreen"], &keys);
    assert_eq!(
        global.summary,
        ["LogSeverityScreen unset on every host: Felix goes back to ERROR (Felix 1.4), INFO (Felix 2)"]
    );
    let nothing = config(&["unset", "IpInIpMtu"], &keys);
    assert!(nothing.is_empty() && nothing.questions.is_empty());
    assert_eq!(written(&config(&["unset", "Foo"], &[("/calico/v1/config/Foo", "bar")])), ["/calico/v1/config/Foo"]);
}

#[test]
fn the_clusters_name_is_nobodys_to_change() {
    let guid = "/calico/v1/config/ClusterGUID";
    let force = |words: &[&str], keys: &[(&str, &str)]| {
        ownership::obstacles(&config(words, keys)).first().map(|found| found.force)
    };
    assert_eq!(force(&["set", "ClusterGUID", "b"], &[(guid, "a")]), Some(Force::Owner));
    assert_eq!(force(&["unset", "ClusterGUID"], &[(guid, "a")]), Some(Force::Owner));
    assert_eq!(force(&["set", "ClusterGUID", "a"], &[(guid, "a")]), None);
    assert_eq!(force(&["set", "ClusterGUID", "a"], &[]), None);
}

#[test]
fn calicoctl_1x_names_write_its_keys() {
    let mesh = "/calico/bgp/v1/global/node_mesh";
    let number = "/calico/bgp/v1/global/as_num";
    let ipip = "/calico/v1/config/IpInIpEnabled";
    for (words, lines) in [
        (&["set", "logLevel", "debug"][..], vec![format!("{BIRD_LEVEL} debug"), format!("{SCREEN} debug")]),
        (&["set", "loglevel", "warning"], vec![format!("{BIRD_LEVEL} none"), format!("{SCREEN} warning")]),
        (&["unset", "logLevel"], vec![format!("{BIRD_LEVEL} info"), format!("{SCREEN} info")]),
        (&["set", "nodeToNodeMesh", "off"], vec![format!("{mesh} {{\"enabled\": false}}")]),
        (&["unset", "nodeToNodeMesh"], vec![format!("{mesh} {{\"enabled\": true}}")]),
        (&["set", "asNumber", "1.10"], vec![format!("{number} 65546")]),
        (&["unset", "asNumber"], vec![format!("{number} 64512")]),
        (&["set", "ipip", "true"], vec![format!("{ipip} true")]),
        (&["set", "ipip", "on"], vec![format!("{ipip} true")]),
        (&["unset", "ipip"], vec![format!("{ipip} false")]),
    ] {
        assert_eq!(written(&config(words, &[])), lines, "{words:?}");
    }
    let keys = [
        ("/calico/v1/host/h/config/LogSeverityScreen", "debug"),
        ("/calico/bgp/v1/host/h/loglevel", "debug"),
        ("/calico/bgp/v1/host/h/ip_addr_v4", "10.0.0.1"),
        ("/calico/bgp/v1/host/h/ip_addr_v6", ""),
    ];
    let unset = config(&["unset", "logLevel", "--host", "h"], &keys);
    assert_eq!(written(&unset), ["/calico/bgp/v1/host/h/loglevel", "/calico/v1/host/h/config/LogSeverityScreen"]);
    assert!(unset.summary.last().unwrap().starts_with("logLevel is /calico/v1/host/h/config/LogSeverityScreen and "));
    for (words, wanted) in [
        (&["set", "nodeToNodeMesh", "maybe"], ErrorKind::Refused),
        (&["set", "asNumber", "0"], ErrorKind::Refused),
        (&["set", "asNumber", "x"], ErrorKind::Refused),
    ] {
        assert_eq!(kind(words, &[]), wanted);
    }
}

#[test]
fn settings_of_bird() {
    let host = |name: &str| format!("/calico/bgp/v1/host/h/{name}");
    let plan = config(&["set", "bgp.loglevel", "Debug", "--host", "h"], &[]);
    assert_eq!(
        written(&plan),
        [format!("{} ", host("ip_addr_v4")), format!("{} ", host("ip_addr_v6")), format!("{} debug", host("loglevel"))]
    );
    assert!(plan.questions.is_empty());
    let address = config(&["set", "ip_addr_v4", "10.0.0.1", "--host", "h"], &[]);
    assert_eq!(written(&address), [format!("{} 10.0.0.1", host("ip_addr_v4")), format!("{} ", host("ip_addr_v6"))]);
    assert_eq!(address.questions.len(), 1);
    // confd cannot do without these.
    for (name, path, host) in [
        ("bgp.as_num", "/calico/bgp/v1/global/as_num", None),
        ("bgp.node_mesh", "/calico/bgp/v1/global/node_mesh", None),
        ("bgp.ip_addr_v4", "/calico/bgp/v1/host/h/ip_addr_v4", Some("h")),
    ] {
        let words: Vec<&str> =
            ["unset", name].into_iter().chain(host.into_iter().flat_map(|host| ["--host", host])).collect();
        let plan = config(&words, &[(path, "1")]);
        assert_eq!(plan.obstacles.first().map(|found| found.force), Some(Force::InUse), "{name}");
        assert!(config(&words, &[]).is_empty());
    }
}

/// The keys that calicoctl 0.23 left behind, as recorded; `config felix loglevel` is this setting for Felix 1.4.
#[test]
fn the_keys_are_calicoctls() {
    let felix = |host| Target {
        setting: Setting::Felix(felix::parameter("LogSeverityScreen").unwrap()),
        old_name: None,
        host,
        felix: Some(Generation::Felix14),
    };
    let run = |keys: &[(&str, &str)], value: Option<&str>| {
        let snapshot = Snapshot::literal(keys);
        value.map_or_else(|| felix(None).unset(&snapshot), |value| felix(None).set(&snapshot, value)).unwrap()
    };
    for level in ["none", "debug", "info", "warning", "error", "critical"] {
        let plan = run(&[], Some(level));
        assert_eq!(written(&plan), [format!("{SCREEN} {level}")]);
        assert!(plan.obstacles.is_empty());
    }
    assert_eq!(written(&run(&[(SCREEN, "debug")], None)), [SCREEN]);
    assert!(run(&[], None).is_empty());
    // With --force there it is the obstacle's word here; the key is the same.
    let loud = run(&[], Some("loud"));
    assert_eq!((written(&loud), loud.obstacles.len()), (vec![format!("{SCREEN} loud")], 1));
    let foo = config(&["set", "Foo", "bar"], &[]);
    assert_eq!((written(&foo), foo.obstacles.len()), (vec!["/calico/v1/config/Foo bar".to_owned()], 1));
    assert_eq!(written(&config(&["set", "bgp.loglevel", "info"], &[])), [format!("{BIRD_LEVEL} info")]);
    assert_eq!(written(&config(&["unset", "bgp.loglevel"], &[(BIRD_LEVEL, "info")])), [BIRD_LEVEL]);
}
