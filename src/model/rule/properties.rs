use proptest::prelude::*;

use super::*;
use crate::model::json as text_json;
use crate::model::shell::split_words;

fn words(line: &str) -> Vec<String> {
    split_words(line).unwrap()
}

fn rule(json: &str) -> Rule {
    Rule::from_json(&text_json::parse(json.as_bytes()).unwrap()).unwrap()
}

fn any_protocol() -> impl Strategy<Value = Protocol> {
    prop_oneof![
        prop::sample::select(&Protocol::NAMED[..]),
        (1u8..=255).prop_filter_map("zero", |n| std::num::NonZeroU8::new(n).map(Protocol::Number)),
    ]
}

fn any_end() -> impl Strategy<Value = End> {
    let port = (any::<u16>(), any::<u16>()).prop_map(|(a, b)| PortRange::new(a.min(b), a.max(b)).unwrap());
    let net = prop_oneof![
        (any::<u32>(), 0u8..=32).prop_map(|(a, len)| IpNet::new(std::net::Ipv4Addr::from(a).into(), len).unwrap()),
        (any::<u128>(), 0u8..=128).prop_map(|(a, len)| IpNet::new(std::net::Ipv6Addr::from(a).into(), len).unwrap()),
    ];
    let tag =
        prop_oneof!["[A-Za-z0-9_.-]{1,9}", "[a-z '\"\\\\$!-]{0,6}", Just("tag".to_owned()), Just("to".to_owned())];
    let selector = prop_oneof!["[a-z]{1,4} == '[a-z]{0,4}'", "has\\([a-z/]{1,5}\\)", any::<String>()];
    (
        prop::collection::vec(port, 0..4),
        prop::option::of(tag),
        prop::collection::vec(net, 0..3),
        prop::option::of(selector),
    )
        .prop_map(|(ports, tag, nets, selector)| End { ports, tag, nets, selector })
}

fn any_criteria() -> impl Strategy<Value = Criteria> {
    let byte = || prop::option::of(any::<u8>());
    (prop::option::of(any_protocol()), byte(), byte(), any_end(), any_end())
        .prop_map(|(protocol, icmp_type, icmp_code, src, dst)| Criteria { protocol, icmp_type, icmp_code, src, dst })
}

fn any_spec() -> impl Strategy<Value = Spec> {
    let version = prop::option::of(prop_oneof![Just(Family::V4), Just(Family::V6)]);
    let criteria = || prop_oneof![2 => any_criteria(), 1 => Just(Criteria::default())];
    (prop::sample::select(&Action::ALL[..]), version, criteria(), criteria(), prop::option::of("[a-z ]{1,5}"))
        .prop_map(|(action, ip_version, is, not, log_prefix)| Spec { action, ip_version, is, not, log_prefix })
}

/// Rules that may be written.
fn writable_spec() -> impl Strategy<Value = Spec> {
    let port = (any::<u16>(), any::<u16>()).prop_map(|(a, b)| PortRange::new(a.min(b), a.max(b)).unwrap());
    let end = move || {
        let net =
            (any::<u32>(), 0u8..=32).prop_map(|(a, len)| IpNet::new(std::net::Ipv4Addr::from(a).into(), len).unwrap());
        (
            prop::collection::vec(port.clone(), 0..20),
            prop::option::of("[A-Za-z0-9_.-]{1,9}"),
            prop::option::of(net),
            prop::option::of("[a-c]{1,4} == '[a-z]{0,4}'"),
            any::<[bool; 4]>(),
        )
    };
    let criteria = prop_oneof![
        Just((None, None)),
        prop_oneof![Just(Protocol::Tcp), Just(Protocol::Udp)].prop_map(|protocol| (Some(protocol), None)),
        (0u8..255).prop_map(|kind| (Some(Protocol::Icmp), Some(kind))),
        any_protocol().prop_filter("IPv4", |p| *p != Protocol::Icmpv6).prop_map(|protocol| (Some(protocol), None)),
    ];
    (prop::sample::select(&Action::ALL[..]), criteria, end(), end()).prop_map(|(action, (protocol, kind), src, dst)| {
        let mut spec = Spec { action, ..Spec::default() };
        spec.is.protocol = protocol;
        spec.is.icmp_type = kind;
        let ports_allowed = matches!(protocol, Some(Protocol::Tcp | Protocol::Udp));
        for (from, (ports, tag, net, selector, not)) in [(true, src), (false, dst)] {
            let end = |spec: &mut Spec, not: bool, change: &dyn Fn(&mut End)| {
                let criteria = if not { &mut spec.not } else { &mut spec.is };
                change(if from { &mut criteria.src } else { &mut criteria.dst });
            };
            if ports_allowed {
                end(&mut spec, not[0], &|end| end.ports.clone_from(&ports));
            }
            end(&mut spec, not[1], &|end| end.tag.clone_from(&tag));
            end(&mut spec, not[2], &|end| end.nets = net.into_iter().collect());
            end(&mut spec, not[3], &|end| end.selector.clone_from(&selector));
        }
        spec
    })
}

proptest! {
    #[test]
    fn words_come_back_from_the_text(spec in any_spec()) {
        let text = spec.to_string();
        let back = parse_words(&split_words(&text).unwrap()).unwrap();
        prop_assert_eq!(&back, &spec, "{}", text);
        prop_assert_eq!(back.to_string(), text);
    }

    #[test]
    fn json_comes_back_from_the_rule(spec in any_spec()) {
        let written = Rule::from(spec.clone());
        let read = Rule::from_json(&written.to_json()).unwrap();
        prop_assert_eq!(read.spec(), &spec);
        prop_assert!(read.unknown().is_empty());
        prop_assert!(read.same(&written));
    }

    #[test]
    fn unknown_members_order_and_spelling_survive(
        spec in any_spec(),
        extra in prop::collection::vec(("x[a-z]{1,4}", "-?[1-9]{1,3}(\\.[0-9]{1,2})?(E[0-9])?"), 0..3),
    ) {
        let mut object = Rule::from(spec).object().clone();
        for (name, number) in extra {
            object.insert(name, text_json::parse(number.as_bytes()).unwrap());
        }
        let text = text_json::to_text(&Value::Object(object), text_json::Style::Compact);
        let rule = rule(&text);
        prop_assert_eq!(text_json::to_text(&rule.to_json(), text_json::Style::Compact), text);
        prop_assert!(rule.same(&rule));
    }

    #[test]
    fn a_rule_that_is_written_is_read_by_both_generations(spec in writable_spec()) {
        let written = Rule::from_words(&words(&spec.to_string()), Dialect::Felix).unwrap();
        prop_assert!(written.check().is_ok());
        prop_assert_eq!(written.spec().traps(), []);
        prop_assert_eq!(&Rule::from_json(&written.to_json()).unwrap(), &written);
        prop_assert!(written.is_typed(&spec));
        prop_assert!(written.blinded().iter().all(|blinded| blinded.reader == Reader::Calicoctl02x));
    }

    #[test]
    fn the_old_dialect_is_read_by_calicoctl(spec in writable_spec()) {
        if let Ok(old) = Dialect::Calicoctl02x.spell(spec.clone()) {
            prop_assert_eq!(&old, &spec);
            prop_assert_eq!(Rule::from(old).blinded(), []);
        }
    }

    #[test]
    fn what_was_typed_finds_what_was_written(spec in any_spec()) {
        let felix = Rule::from(Dialect::Felix.spell(spec.clone()).unwrap());
        prop_assert!(felix.is_typed(&spec));
        prop_assert!(Rule::from(spec.clone()).is_typed(&spec));
    }

    #[test]
    fn any_words_are_a_rule_or_an_error(line in "((allow|from|to|not|ports|tag|cidr|type|code|80|tcp|x) ){0,9}") {
        match parse_words(&words(&line)) {
            Ok(spec) => prop_assert_eq!(parse_words(&words(&spec.to_string())).unwrap(), spec),
            Err(error) => prop_assert!(!error.to_string().contains('\n')),
        }
    }
}
