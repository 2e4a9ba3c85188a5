use proptest::prelude::*;

use super::*;

/// How a writer spells a block: its CIDR, its host, the attribute of each held address by its place, and the attributes' handles.
pub(crate) type Form = fn(&str, &str, &[(usize, usize)], &[Option<&str>]) -> String;

/// A block in pycalico's form: the host it belongs to, and the attribute of each held address by its place.
pub(crate) fn python(cidr: &str, host: &str, held: &[(usize, usize)], handles: &[Option<&str>]) -> String {
    let mut allocations: Vec<Value> = vec![Value::Null; SIZE];
    for (ordinal, index) in held {
        allocations[*ordinal] = (*index).into();
    }
    let free: Vec<Value> = (0..SIZE).filter(|ordinal| allocations[*ordinal].is_null()).map(Value::from).collect();
    let attributes: Vec<Value> =
        handles.iter().map(|handle| serde_json::json!({"handle_id": handle, "secondary": {}})).collect();
    let affinity = if host.is_empty() { String::new() } else { format!("host:{host}") };
    let value = serde_json::json!({
        "cidr": cidr, "affinity": affinity, "strict_affinity": false,
        "allocations": allocations, "attributes": attributes, "unallocated": free,
    });
    json::to_text(&value, Style::Spaced)
}

/// The same in libcalico-go's form.
pub(crate) fn go(cidr: &str, host: &str, held: &[(usize, usize)], handles: &[Option<&str>]) -> String {
    let text = python(cidr, host, held, handles).replace("strict_affinity", "strictAffinity");
    let value = json::parse(text.replace(r#""affinity": """#, r#""affinity": null"#).as_bytes()).unwrap();
    json::to_text(&value, Style::Compact)
}

fn block(text: &str) -> Block {
    Block::parse(text.as_bytes()).unwrap()
}

fn text(block: &Block) -> String {
    String::from_utf8(block.to_bytes()).unwrap()
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[test]
fn who_holds_what() {
    let block = block(&python("192.168.1.0/26", "node1", &[(0, 0), (1, 0), (2, 1)], &[Some("h1"), None]));
    assert_eq!(block.host(), Some("node1"));
    assert_eq!(block.used(), 3);
    assert_eq!(block.holder(ip("192.168.1.1")).unwrap().handle, Some("h1"));
    assert_eq!(block.holder(ip("192.168.1.2")).unwrap().handle, None);
    assert_eq!(block.holder(ip("192.168.1.3")), None);
    assert_eq!(block.holder(ip("192.168.2.0")), None);
    assert_eq!(block.handles().into_iter().collect::<Vec<_>>(), [("h1", 2)]);
    assert_eq!(block.held().map(|(address, _)| address.to_string()).collect::<Vec<_>>()[2], "192.168.1.2");
    assert_eq!(block_of(ip("fd00::ff")).to_string(), "fd00::c0/122");
}

#[test]
fn a_freed_address_is_given_out_last_and_its_attribute_goes() {
    let mut block = block(&python("192.168.1.0/26", "node1", &[(0, 0), (1, 0), (2, 1)], &[Some("h1"), None]));
    assert!(block.release(ip("192.168.1.0")));
    assert!(!block.release(ip("192.168.1.0")));
    assert!(text(&block).contains(r#""allocations": [null, 0, 1, null"#));
    assert!(text(&block).contains(r#"63, 0]"#));
    assert!(block.release(ip("192.168.1.1")));
    assert!(text(&block).contains(r#""allocations": [null, null, 0, null"#));
    assert!(text(&block).contains(r#""attributes": [{"handle_id": null, "secondary": {}}]"#));
    assert!(text(&block).contains(r#"63, 0, 1]"#));
}

#[test]
fn no_host_is_spelled_as_the_writer_does() {
    let cleared = |text: &str| {
        let mut block = block(text);
        assert_eq!(block.host(), Some("n"));
        assert!(block.clear_host());
        assert_eq!(block.host(), None);
        assert!(!block.clear_host());
        self::text(&block)
    };
    assert!(cleared(&python("10.0.0.0/26", "n", &[], &[])).contains(r#""affinity": "","#));
    assert!(cleared(&go("10.0.0.0/26", "n", &[], &[])).contains(r#""affinity":null,"#));
    let oldest = go("10.0.0.0/26", "n", &[], &[]).replace(r#""affinity":"host:n""#, r#""hostAffinity":"n""#);
    assert!(!cleared(&oldest).contains("ffinity\":\"n"));
}

#[test]
fn what_cannot_be_edited_is_not_read() {
    let good = python("10.0.0.0/26", "n", &[(0, 0)], &[Some("h")]);
    for (from, to) in [
        ("\"cidr\": \"10.0.0.0/26\"", "\"cidr\": \"10.0.0.1/26\""),
        ("\"cidr\": \"10.0.0.0/26\"", "\"cidr\": \"10.0.0.0/24\""),
        ("[0, null", "[1, null"),
        ("[0, null, null", "[0, null"),
        ("62, 63]", "62]"),
        ("62, 63]", "63, 63]"),
        ("\"allocations\"", "\"allocation\""),
        ("[{", "[1, {"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good);
        assert!(Block::parse(bad.as_bytes()).is_err(), "{from} -> {to}");
    }
}

proptest! {
    #[test]
    fn releases_keep_what_readers_count_on(
        held in prop::collection::btree_map(0usize..SIZE, 0usize..4, 0..SIZE),
        freed in prop::collection::vec(0usize..SIZE, 0..20),
        compact in any::<bool>(),
    ) {
        // Only attributes that something has; readers drop the others.
        let kept: Vec<usize> = { let mut kept: Vec<_> = held.values().copied().collect(); kept.sort_unstable(); kept.dedup(); kept };
        let held: Vec<(usize, usize)> = held.iter().map(|(ordinal, index)| (*ordinal, kept.iter().position(|found| found == index).unwrap())).collect();
        let names: Vec<String> = kept.iter().map(|index| format!("h{index}")).collect();
        let handles: Vec<Option<&str>> = names.iter().map(|name| Some(name.as_str())).collect();
        let form = if compact { go } else { python };
        let found = form("10.0.0.64/26", "n", &held, &handles).replacen('{', r#"{"x": 1.50, "#, 1);
        let mut block = block(&found);
        let before: BTreeMap<IpAddr, Option<String>> =
            block.held().map(|(address, holder)| (address, holder.handle.map(str::to_owned))).collect();
        let mut expected = before.clone();
        for ordinal in &freed {
            let address = block.address(*ordinal);
            prop_assert_eq!(block.release(address), expected.remove(&address).is_some());
        }
        // What is written can be read, by the strictest reader, and says the same.
        let written = Block::parse(&block.to_bytes()).unwrap();
        let after: BTreeMap<IpAddr, Option<String>> =
            written.held().map(|(address, holder)| (address, holder.handle.map(str::to_owned))).collect();
        prop_assert_eq!(&after, &expected);
        let attributes = written.object["attributes"].as_array().unwrap().len();
        prop_assert_eq!(attributes, expected.values().collect::<std::collections::BTreeSet<_>>().len());
        prop_assert_eq!(written.object["x"].to_string(), "1.50");
        // The queue begins as it was.
        let queue = |block: &Block| block.object["unallocated"].as_array().unwrap().clone();
        let (old, new) = (queue(&self::block(&found)), queue(&written));
        prop_assert!(new.starts_with(&old));
        if before == expected {
            prop_assert_eq!(text(&block), json::to_text(&json::parse(found.as_bytes()).unwrap(), block.style));
        }
    }
}
