use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::inventory::names;
use crate::manifest::document::{of_stored, read};
use crate::manifest::id::Kind;
use crate::manifest::object::Resource;
use crate::manifest::source::{Fault, Source};
use crate::manifest::stored;
use crate::manifest::tests::odd;

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const DB: &str = "b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2";

fn contents(spec: &str) -> crate::manifest::document::Contents {
    let text = format!("apiVersion: calicross/v1\nkind: link\nmetadata: {{name: l}}\nspec:\n{spec}");
    read(&[Source { name: "f".into(), text }])
}

fn link(spec: &str) -> Link {
    let contents = contents(spec);
    assert!(contents.faults.is_empty(), "{:?}", contents.faults);
    match &contents.given[0].resource {
        Resource::Link(link) => link.clone(),
        other => panic!("{other:?}"),
    }
}

fn faults(spec: &str) -> Vec<String> {
    contents(spec).faults.iter().map(Fault::line).collect()
}

#[test]
fn links_are_read_with_their_defaults() {
    let short = link("  securityGroups: [web, web, db]\n");
    assert_eq!(short.groups, ["web", "db"]);
    assert_eq!((short.way, short.peers, short.services.len(), short.keep.len()), (Way::Both, true, 0, 0));
    let long = link(
        "  securityGroups: [web]\n  direction: from-sg\n  allow: ['tcp to ports 80,443', icmp type 8]\n  peers: false\n  keep:\n  \
         - {namespace: shop, selector: role=='web', replace: calico-k8s-network}\n  - pod: shop/db-*\n  - {selector: has(x)}\n",
    );
    assert_eq!((long.way, long.peers, long.services.len()), (Way::FromGroup, false, 2));
    let kept: Vec<String> = long.keep.iter().map(|kept| kept.selection.to_string()).collect();
    assert_eq!(kept, ["namespace shop and selector role == 'web'", "pod shop/db-*", "selector has(x)"]);
    assert_eq!(long.keep[0].replaced.as_deref(), Some("calico-k8s-network"));
    let document = Resource::Link(long).document();
    assert_eq!(document["spec"]["allow"], json!(["tcp to ports 80,443", "icmp type 8"]));
    assert_eq!(document["spec"]["keep"][1], json!({"pod": "shop/db-*"}));
}

#[test]
fn mistakes_are_told_at_their_places() {
    assert_eq!(faults("  direction: both\n"), ["f:5:3: spec: there is no securityGroups"]);
    assert_eq!(faults("  securityGroups: []\n"), ["f:5:19: spec.securityGroups: names no security group"]);
    let told = faults(
        "  securityGroups: web\n  direction: sideways\n  allow: [tcp foo, from tag x, sctp to ports 1]\n  peers: perhaps\n  \
         keep:\n  - {pod: a}\n  - {namespace: a, pod: a/b}\n  - {selector: 'a ='}\n  - {namespace: a}\n  - {namespace: a, replace: x}\n  \
         - {pod: a/b, replace: l}\n  - {podd: a/b}\n  sg: x\n",
    );
    let wanted = [
        "f:5:19: spec.securityGroups: is a text, not a list",
        "f:6:14: spec.direction: 'sideways' is none of both, to-sg, from-sg",
        "f:7:11: spec.allow[0]: 'tcp foo': word 2 'foo': ",
        "f:7:20: spec.allow[1]: 'from tag x': it says who may open, which is the group",
        "f:7:32: spec.allow[2]: ports with protocol sctp: ",
        "f:8:10: spec.peers: is perhaps, not true or false",
        "f:10:5: spec.keep[0]: a is not namespace/name",
        "f:11:5: spec.keep[1]: a pod goes with neither namespace nor selector",
        "f:12:16: spec.keep[2].selector: 'a =' is no selector: ",
        "f:14:5: spec.keep[4]: namespace a is there already",
        "f:15:5: spec.keep[5].replace: is the link itself",
        "f:16:5: spec.keep[6]: it has neither pod, namespace nor selector",
        "f:16:6: spec.keep[6].podd: is not recognized here; what is: namespace, selector, pod, replace",
        "f:17:3: spec.sg: is not recognized here; ",
    ];
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for (told, wanted) in told.iter().zip(wanted) {
        assert!(told.starts_with(wanted), "{told}\n{wanted}");
    }
    assert_eq!(
        faults("  securityGroups: [web]\n  direction: to-sg\n  allow: [tcp]\n"),
        ["f:7:10: spec.allow: restricts what VMs may open to pods, which direction to-sg leaves closed"]
    );
    let of = |text: &str| {
        let contents = read(&[Source { name: "f".into(), text: text.into() }]);
        contents.faults.iter().map(Fault::line).collect::<Vec<_>>()
    };
    let group = format!(
        "apiVersion: calicross/v1\nkind: link\nmetadata: {{name: openstack-sg-{WEB}}}\nspec: {{securityGroups: [web]}}\n"
    );
    assert_eq!(of(&group), ["f:3:18: metadata.name: is the profile of a security group, which is no link"]);
    assert_eq!(
        of("apiVersion: calicross/v1\nkind: link\nmetadata: {name: l}\n"),
        ["f:3:11: there is no spec, which says what security groups the link joins"]
    );
    assert_eq!(of(&group.replace("calicross/v1", "v1")), ["f:2:7: kind: link goes with apiVersion calicross/v1"]);
}

fn keys(more: &[(&str, &str)]) -> Snapshot {
    let mut keys: Vec<(String, String)> = Vec::new();
    for group in [WEB, DB] {
        let path = |part: &str| format!("/calico/v1/policy/profile/openstack-sg-{group}/{part}");
        keys.push((path("tags"), format!(r#"["{group}"]"#)));
        keys.push((path("rules"), format!(r#"{{"inbound_rules": [{{"src_tag": "{group}"}}], "outbound_rules": []}}"#)));
    }
    let tags = format!(r#"["l", "{WEB}"]"#);
    let rules = format!(
        r#"{{"inbound_rules": [{{"action": "allow", "src_tag": "l"}}, {{"action": "allow", "src_tag": "{WEB}"}}], "outbound_rules": [{{"action": "allow"}}]}}"#
    );
    keys.extend(
        [("tags", tags), ("rules", rules)].map(|(part, value)| (format!("/calico/v1/policy/profile/l/{part}"), value)),
    );
    keys.push(("/calicross/v1/names/groups/4f".to_owned(), format!(r#"{{"{WEB}": "web"}}"#)));
    keys.retain(|(path, _)| more.iter().all(|(other, _)| path != other));
    keys.extend(more.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())));
    let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
    Snapshot::literal(&keys)
}

#[test]
fn groups_are_called_by_name_beginning_or_uuid() {
    let snapshot = keys(&[]);
    let (groups, names) = (groups::among(&profiles::all(&snapshot)), names(&snapshot).0);
    let resolved = |words: &str| {
        let link = link(&format!("  securityGroups: [{words}]\n")).resolved(&groups, &names);
        link.map(|link| link.groups).map_err(|why| why.to_string())
    };
    assert_eq!(resolved(&format!("web, 4fe4, {WEB}, b8")).unwrap(), [WEB, DB]);
    // One that is gone is still what the link joins.
    let gone = "00000000-0000-4000-8000-000000000000";
    assert_eq!(resolved(gone).unwrap(), [gone]);
    assert_eq!(resolved("nope").unwrap_err(), "security group nope does not exist");
}

#[test]
fn a_profile_is_told_in_one_way() {
    let said = |snapshot: &Snapshot, kinds: &[Kind]| {
        let found = stored::all(snapshot, kinds);
        let line = |(id, found): (Id, Result<Resource, Bad>)| match found {
            Ok(_) => id.to_string(),
            Err(bad) => format!("{id}: {}: {}", bad.key, bad.why),
        };
        found.map(line).filter(|line| !line.contains("openstack")).collect::<Vec<_>>()
    };
    let both = [Kind::Profile, Kind::Link];
    let snapshot = keys(&[]);
    assert_eq!(said(&snapshot, &both), ["link l"]);
    assert_eq!(said(&snapshot, &[Kind::Profile]), ["profile l"]);
    assert_eq!(said(&snapshot, &[Kind::Link]), ["link l"]);
    // It has more, or its group is gone.
    let more = keys(&[("/calico/v1/policy/profile/l/labels", r#"{"a": "b"}"#)]);
    assert_eq!((said(&more, &both), said(&more, &[Kind::Link])), (vec!["profile l".to_owned()], Vec::new()));
    assert!(Link::find(&more, "l").unwrap().is_none());
    let tags = format!(r#"["l", "{}"]"#, DB.replace('b', "0"));
    let rules = r#"{"inbound_rules": [{"src_tag": "l"}], "outbound_rules": [{}]}"#;
    let gone = keys(&[("/calico/v1/policy/profile/l/tags", &tags), ("/calico/v1/policy/profile/l/rules", rules)]);
    assert_eq!(said(&gone, &both), ["profile l"]);
    assert_eq!(Link::find(&gone, "l").unwrap().unwrap().way, Way::ToGroup);
    // What it is kept for cannot be read.
    let broken = keys(&[("/calicross/v1/links/l", "{}")]);
    assert_eq!(said(&broken, &both), ["link l: /calicross/v1/links/l: there is no schema calicross/link-intent/1"]);
    // A mirror is none.
    let mirror = r#"{"calicross_mirror": {}, "inbound_rules": [{"src_tag": "l"}], "outbound_rules": [{}]}"#;
    assert_eq!(said(&keys(&[("/calico/v1/policy/profile/l/rules", mirror)]), &both), ["profile l"]);
}

#[test]
fn links_without_peers_need_the_label_of_the_group() {
    let rules = format!(
        r#"{{"inbound_rules": [{{"action": "allow", "src_selector": "has(calicross.sg/{WEB})"}}], "outbound_rules": [{{"action": "allow"}}]}}"#
    );
    let unlabelled = keys(&[("/calico/v1/policy/profile/l/rules", &rules)]);
    assert!(Link::find(&unlabelled, "l").unwrap().is_none());
    let (labels, label) = (
        format!("/calico/v1/policy/profile/openstack-sg-{WEB}/labels"),
        format!(r#"{{"calicross.sg/{WEB}": "member"}}"#),
    );
    let labelled = keys(&[("/calico/v1/policy/profile/l/rules", &rules), (&labels, &label)]);
    let link = Link::find(&labelled, "l").unwrap().unwrap();
    assert!(!link.peers);
    let document = of_stored(&Resource::Link(link)).unwrap();
    assert_eq!(document["spec"], json!({"securityGroups": [WEB], "direction": "both", "peers": false}));
    // A file of the group's profile need not name it, and does not take it away.
    let text = format!(
        "apiVersion: v1\nkind: profile\nmetadata: {{name: openstack-sg-{WEB}, tags: [{WEB}]}}\nspec: {{ingress: [{{action: allow, source: {{tag: {WEB}}}}}]}}\n"
    );
    let contents = read(&[Source { name: "f".into(), text: text.clone() }]);
    let Resource::Profile(file) = &contents.given[0].resource else { panic!("{text}") };
    let id = file.id();
    let Some(Resource::Profile(there)) = Resource::find(&labelled, &id).unwrap() else { panic!("{id}") };
    assert!(file.same(&there) && there.same(&there) && !there.same(file));
    let mut plan = Plan::new();
    let more = keys(&[(&labels, &label.replace('{', r#"{"other": "x", "#))]);
    let Some(Resource::Profile(there)) = Resource::find(&more, &id).unwrap() else { panic!("{id}") };
    file.put(Some(&there), &more, &mut plan).unwrap();
    assert_eq!(plan.change(&labels).and_then(|change| change.after.clone()), Some(label.into_bytes()));
}

/// A profile that is a link, or nearly one, with its groups and perhaps with what it is kept for.
pub(in crate::manifest) fn found() -> impl Strategy<Value = Vec<(String, String)>> {
    const GROUPS: [&str; 2] = ["4fe422ed-4730-4af4-b835-38d09235bd4a", "b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2"];
    let service = prop::sample::select(vec![
        json!({"action": "allow"}),
        json!({"protocol": "tcp", "dst_ports": [80, "1:2"]}),
        json!({"protocol": "icmp", "icmp_type": 8, "ip_version": 4}),
        json!({"action": "allow", "dst_net": "10.0.0.0/8"}),
        json!({"action": "allow", "dst_selector": "a == 'b c'"}),
        json!({"action": "deny"}),
        json!({"action": "allow", "log_prefix": "x"}),
    ]);
    let kept = (0u8..4, odd(), prop::option::of(odd())).prop_map(|(form, text, replaced)| {
        let mut kept = match form {
            0 => json!({"namespace": text}),
            1 => json!({"namespace": text, "selector": "has(a) || b=='c'"}),
            2 => json!({"selector": "all()", "note": 1}),
            _ => json!({"pod": "shop/db-*"}),
        };
        if let (Some(object), Some(replaced)) = (kept.as_object_mut(), replaced) {
            object.insert("replace".into(), replaced.into());
        }
        kept
    });
    // Mostly it is a whole link.
    let less = prop_oneof![3 => Just(0u8), 1 => 0u8..64];
    (
        less,
        1usize..4,
        0u8..3,
        any::<bool>(),
        prop::collection::vec(service, 1..3),
        prop::collection::vec(kept, 0..3),
        "[a-c]|a%2fb",
    )
        .prop_map(|(less, groups, way, peers, services, kept, name)| {
            let has = |what: u8| less & (1 << what) == 0;
            let groups: Vec<&str> =
                GROUPS.iter().enumerate().filter(|(at, _)| groups & (1 << at) != 0).map(|(_, group)| *group).collect();
            let mut keys: Vec<(String, String)> = Vec::new();
            for group in &groups {
                let mut parts = vec![
                    ("tags", json!([group])),
                    ("rules", json!({"inbound_rules": [{"src_tag": group}], "outbound_rules": []})),
                ];
                if !peers && has(0) {
                    parts.push(("labels", json!({format!("calicross.sg/{group}"): "member"})));
                }
                let path = |part: &str| format!("/calico/v1/policy/profile/openstack-sg-{group}/{part}");
                keys.extend(parts.into_iter().map(|(part, value)| (path(part), value.to_string())));
            }
            let mut tags: Vec<&str> = if has(1) { vec![name.as_str()] } else { Vec::new() };
            let mut inbound = if peers { vec![json!({"action": "allow", "src_tag": name})] } else { Vec::new() };
            for group in &groups {
                if way != 0 {
                    tags.push(group);
                }
                let one = if has(2) { services.len() } else { 1 };
                for service in services.iter().take(one).filter(|_| way != 1) {
                    let mut rule = service.clone();
                    let (member, value) = if peers {
                        ("src_tag", (*group).to_owned())
                    } else {
                        ("src_selector", format!("has(calicross.sg/{group})"))
                    };
                    rule.as_object_mut().unwrap().insert(member.into(), value.into());
                    inbound.push(rule);
                }
            }
            if !has(3) {
                inbound.push(json!({"action": "allow", "src_tag": "x"}));
            }
            let outbound = if has(4) { vec![json!({"action": "allow"})] } else { Vec::new() };
            let path = |part: &str| format!("/calico/v1/policy/profile/{name}/{part}");
            keys.push((path("tags"), json!(tags).to_string()));
            keys.push((
                path("rules"),
                json!({"id": name, "inbound_rules": inbound, "outbound_rules": outbound, "note": 1}).to_string(),
            ));
            if has(5) {
                keys.push((path("labels"), "{}".into()));
            }
            if !kept.is_empty() {
                let intent = json!({"schema": "calicross/link-intent/1", "selections": kept});
                keys.push((format!("/calicross/v1/links/{name}"), intent.to_string()));
            }
            keys
        })
}

proptest! {
    #[test]
    fn most_links_are_told_as_links(keys in found()) {
        let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        let snapshot = Snapshot::literal(&keys);
        let name = keys.iter().find_map(|(path, _)| {
            let name = path.strip_prefix("/calico/v1/policy/profile/")?.strip_suffix("/tags")?;
            (!name.starts_with("openstack-sg-")).then(|| crate::model::key::unescape(name).unwrap().into_owned())
        });
        let found = stored::all(&snapshot, &Kind::ALL).map(|(id, _)| id.to_string()).collect::<Vec<_>>();
        let name = name.unwrap();
        let told = [format!("link {name}"), format!("profile {name}")];
        prop_assert_eq!(told.iter().filter(|told| found.contains(told)).count(), 1, "{:?}", found);
    }
}
