use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::model::endpoint::Endpoint;
use crate::model::json::tests::any_value;
use crate::model::json::{Style, to_bytes};

fn rejected(seen: &Seen<'_>) -> (bool, bool) {
    (seen.rejected.by(Generation::Felix14).is_some(), seen.rejected.by(Generation::Felix2).is_some())
}

#[test]
fn who_rejects_which_workload() {
    for (members, old, new) in [
        (r#""state": "active", "name": "cali1""#, false, false),
        (r#""state": "inactive", "name": "cali1", "mac": "ee:ee:ee:ee:ee:ee", "x": null"#, false, false),
        (r#""name": "cali1""#, true, false),
        (r#""state": "up", "name": "cali1""#, true, false),
        (r#""state": 1, "name": "cali1""#, true, true),
        (r#""state": "active""#, true, true),
        (r#""state": "active", "name": """#, true, true),
        (r#""state": "active", "name": "eth0.100""#, true, false),
        (r#""state": "active", "name": "cali1", "mac": null"#, true, false),
        (r#""state": "active", "name": "cali1", "mac": "x""#, true, true),
        (r#""state": "active", "name": "cali1", "profile_ids": null"#, true, false),
        (r#""state": "active", "name": "cali1", "profile_ids": ["a:b"]"#, true, false),
        (r#""state": "active", "name": "cali1", "profile_ids": [1]"#, true, true),
        (r#""state": "active", "name": "cali1", "profile_id": 1"#, true, false),
        (r#""state": "active", "name": "cali1", "ipv4_nets": null"#, true, false),
        (r#""state": "active", "name": "cali1", "ipv4_nets": ["10.0.0.1"]"#, false, true),
        (r#""state": "active", "name": "cali1", "ipv4_nets": ["x"]"#, true, true),
        (r#""state": "active", "name": "cali1", "ipv4_nets": ["fd00::1/128"]"#, true, false),
        (r#""state": "active", "name": "cali1", "labels": null"#, true, false),
        (r#""state": "active", "name": "cali1", "labels": {"a": 1}"#, true, true),
        (r#""state": "active", "name": "cali1", "labels": {"a b": "c"}"#, true, false),
        (r#""state": "active", "name": "cali1", "ipv4_gateway": null, "ipv4_nat": null"#, false, false),
        (r#""state": "active", "name": "cali1", "ipv4_gateway": "x""#, true, true),
        (
            r#""state": "active", "name": "cali1", "ipv4_nat": [{"int_ip": "10.0.0.1", "ext_ip": "1.2.3.4"}]"#,
            true,
            false,
        ),
        (
            r#""state": "active", "name": "cali1", "ipv4_nets": ["10.0.0.1/32"], "ipv4_nat": [{"int_ip": "10.0.0.1", "ext_ip": "1.2.3.4"}]"#,
            false,
            false,
        ),
        (r#""state": "active", "name": "cali1", "expected_ipv4_addrs": []"#, true, false),
    ] {
        let value = format!("{{{members}}}");
        let seen = Seen::workload(value.as_bytes()).unwrap();
        assert_eq!(rejected(&seen), (old, new), "{value}: {:?}", seen.rejected);
    }
    assert!(Seen::workload(b"[]").is_err() && Seen::workload(b"{").is_err());
}

#[test]
fn who_rejects_which_host() {
    for (members, old, new) in [
        (r#""name": "eth0""#, false, false),
        (r#""expected_ipv4_addrs": ["10.0.0.1"], "profile_ids": ["a"], "labels": {"a": "b"}"#, false, false),
        ("", true, false),
        (r#""name": "eth0", "state": "active""#, true, false),
        (r#""expected_ipv4_addrs": ["fd00::1"]"#, true, true),
        (r#""expected_ipv4_addrs": null, "name": "eth0""#, true, false),
        (r#""name": "eth0", "labels": {"a": "b c"}"#, false, true),
    ] {
        let value = format!("{{{members}}}");
        let seen = Seen::host(value.as_bytes()).unwrap();
        assert_eq!(rejected(&seen), (old, new), "{value}: {:?}", seen.rejected);
    }
}

fn member() -> impl Strategy<Value = (String, Value)> {
    const NAMES: [&str; 9] =
        ["name", "mac", "state", "profile_id", "profile_ids", "ipv4_nets", "ipv6_nets", "labels", "ipv4_nat"];
    let texts = prop::collection::vec("[a-c:]{0,3}|10\\.0\\.0\\.[0-9]{1,2}(/32)?|fd00::[0-9]/128", 0..3);
    let labels = prop::collection::hash_map("[a-c]", "[a-c]", 0..3)
        .prop_map(|labels| Value::Object(labels.into_iter().map(|(key, value)| (key, value.into())).collect()));
    let value = prop_oneof![
        4 => texts.prop_map(Value::from),
        2 => labels,
        2 => prop_oneof![Just("active"), Just("cali1")].prop_map(Value::from),
        1 => any_value(),
    ];
    (prop::sample::select(&NAMES[..]).prop_map(str::to_owned), value)
}

proptest! {
    #[test]
    fn what_nobody_rejects_is_read_as_everywhere(members in prop::collection::vec(member(), 0..9)) {
        let value = to_bytes(&Value::Object(members.into_iter().collect()), Style::Spaced);
        let seen = Seen::workload(&value).unwrap();
        if rejected(&seen) == (false, false) {
            let endpoint = Endpoint::parse(&value).unwrap();
            prop_assert_eq!(seen.name.as_deref(), endpoint.name());
            prop_assert_eq!(seen.active, endpoint.is_active());
            prop_assert_eq!(seen.profiles, endpoint.profile_ids().unwrap());
            let nets: Vec<IpAddr> = endpoint.nets().unwrap().iter().map(IpNet::addr).collect();
            prop_assert_eq!(seen.addresses, nets);
            let labels = endpoint.labels().unwrap();
            prop_assert!(seen.labels.iter().map(|(key, value)| (key.as_ref(), value.as_ref())).eq(labels.iter()));
        }
    }
}
