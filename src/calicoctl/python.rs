//! What of Python 2.7 shows in calicoctl's output: the order of its sets and dictionaries, its numbers, its JSON.
//!
//! calicoctl 0.2x prints sets and dictionaries in the order of their hash tables, which is the same in every run and so
//! part of its output.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::Value;

/// Python's `int(text)`: blanks around it and a sign are fine, and zeros before it.
pub(super) fn int(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // What is out of range here is out of range everywhere it is used.
    let huge = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    plain.then(|| text.parse().unwrap_or(huge))
}

/// The hash of a string.
fn hash_text(text: &str) -> i64 {
    let mut chars = text.chars().map(|c| i64::from(u32::from(c))).peekable();
    let Some(first) = chars.peek() else { return 0 };
    let mut hash = first << 7;
    let mut length = 0;
    for c in chars {
        hash = hash.wrapping_mul(1_000_003) ^ c;
        length += 1;
    }
    not_minus_one(hash ^ length)
}

/// -1 is no hash in Python: it stands for an error.
fn not_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// The hash of a whole number that is not negative.
fn hash_number(number: u128) -> i64 {
    const DIGIT: u32 = 30;
    if let Ok(small) = i64::try_from(number) {
        return small;
    }
    let digits = (0..=128 / DIGIT).map(|at| (number >> (at * DIGIT)) as u64 & ((1 << DIGIT) - 1)).collect::<Vec<_>>();
    let mut hash = 0u64;
    for digit in digits.into_iter().rev().skip_while(|digit| *digit == 0) {
        hash = hash.rotate_left(DIGIT).wrapping_add(digit);
        if hash < digit {
            hash += 1;
        }
    }
    not_minus_one(hash.cast_signed())
}

/// The hash of a network: of its version, its first and its last address.
fn hash_net(net: &IpNet) -> i64 {
    let number = |address: IpAddr| match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    };
    let version = if net.addr().is_ipv4() { 4 } else { 6 };
    let (mut hash, mut multiplier) = (0x0034_5678_i64, 1_000_003_i64);
    for (left, item) in [(2, version), (1, number(net.network())), (0, number(net.broadcast()))] {
        hash = (hash ^ hash_number(item)).wrapping_mul(multiplier);
        multiplier = multiplier.wrapping_add(82_520 + left + left);
    }
    not_minus_one(hash.wrapping_add(97_531))
}

/// The hash table of a set or dictionary, as far as its order goes.
#[derive(Clone, Debug)]
struct Table<T> {
    slots: Vec<Option<(i64, T)>>,
    used: usize,
}

impl<T: PartialEq + Clone> Table<T> {
    const SMALLEST: usize = 8;

    fn new() -> Self {
        Self { slots: vec![None; Self::SMALLEST], used: 0 }
    }

    /// Adds one item, and grows.
    fn add(&mut self, hash: i64, item: T) {
        let before = self.used;
        self.insert(hash, item);
        if self.used > before && self.used * 3 >= self.slots.len() * 2 {
            self.resize(self.used * if self.used > 50_000 { 2 } else { 4 });
        }
    }

    /// Adds all items of another one, having grown first.
    fn merge(&mut self, other: &Self) {
        if (self.used + other.used) * 3 >= self.slots.len() * 2 {
            self.resize((self.used + other.used) * 2);
        }
        for (hash, item) in other.slots.iter().flatten() {
            self.insert(*hash, item.clone());
        }
    }

    fn resize(&mut self, smallest: usize) {
        let mut size = Self::SMALLEST;
        while size <= smallest {
            size *= 2;
        }
        let former = std::mem::replace(&mut self.slots, vec![None; size]);
        self.used = 0;
        for (hash, item) in former.into_iter().flatten() {
            self.insert(hash, item);
        }
    }

    fn insert(&mut self, hash: i64, item: T) {
        let mask = self.slots.len() - 1;
        let mut perturb = hash.cast_unsigned();
        let mut at = perturb;
        loop {
            match self.slots.get_mut(at as usize & mask) {
                Some(Some((other, present))) if *other == hash && *present == item => return,
                Some(Some(_)) => {}
                Some(free) => {
                    *free = Some((hash, item));
                    self.used += 1;
                    return;
                }
                // The mask keeps it inside.
                None => return,
            }
            at = at.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1);
            perturb >>= 5;
        }
    }

    fn into_items(self) -> impl Iterator<Item = T> {
        self.slots.into_iter().flatten().map(|(_, item)| item)
    }
}

/// A set of strings, in the order in which Python lists it.
pub(super) fn set_of_texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<&'t str> {
    let mut table = Table::new();
    for text in texts {
        table.add(hash_text(text), text);
    }
    table.into_items().collect()
}

/// A network as a member of a set: two that hold the same addresses are one.
#[derive(Clone, Copy, Debug)]
struct Net(IpNet);

impl PartialEq for Net {
    fn eq(&self, other: &Self) -> bool {
        self.0.trunc() == other.0.trunc()
    }
}

/// The union of two sets of networks, in the order in which Python lists it.
pub(super) fn union_of_nets(first: &[IpNet], second: &[IpNet]) -> Vec<IpNet> {
    // As most endpoints have it.
    if first.len() + second.len() <= 1 {
        return [first, second].concat();
    }
    let set = |nets: &[IpNet]| {
        let mut table = Table::new();
        for net in nets {
            table.add(hash_net(net), Net(*net));
        }
        table
    };
    let mut union = Table::new();
    union.merge(&set(first));
    union.merge(&set(second));
    union.into_items().map(|Net(net)| net).collect()
}

/// The members of a rule in the order in which calicoctl prints and writes them: it takes them over from one dictionary to
/// the next, twice one by one, and last as a whole.
pub(super) fn order_of_members<'m>(members: impl IntoIterator<Item = &'m str>) -> Vec<&'m str> {
    let order = set_of_texts(set_of_texts(members));
    let mut last = Table::new();
    for member in order {
        last.add(hash_text(member), member);
    }
    let mut copy = Table::new();
    copy.merge(&last);
    copy.into_items().collect()
}

/// `json.dumps(value, indent=2)`: with a blank behind each comma at the end of a line, and nothing but ASCII.
pub(super) fn json_indented(value: &Value) -> String {
    let mut out = String::new();
    print(value, 0, &mut out);
    out
}

fn print(value: &Value, depth: usize, out: &mut String) {
    let line = |depth: usize, out: &mut String| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    match value {
        Value::Array(items) if !items.is_empty() => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                line(depth + 1, out);
                print(item, depth + 1, out);
            }
            line(depth, out);
            out.push(']');
        }
        Value::Object(members) if !members.is_empty() => {
            out.push('{');
            for (at, (name, member)) in members.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                line(depth + 1, out);
                quote(name, out);
                out.push_str(": ");
                print(member, depth + 1, out);
            }
            line(depth, out);
            out.push('}');
        }
        Value::String(text) => quote(text, out),
        other => out.push_str(&other.to_string()),
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    out.push('"');
}

/// `repr` of what JSON was read as, as `print` shows a dictionary: `{u'pod': u'default.nginx01'}`.
pub(super) fn repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("u{}", repr_text(text)),
        Value::Array(items) => format!("[{}]", items.iter().map(repr).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let order = set_of_texts(members.keys().map(String::as_str));
            let member = |name: &str| Some(format!("u{}: {}", repr_text(name), repr(members.get(name)?)));
            format!("{{{}}}", order.into_iter().filter_map(member).collect::<Vec<_>>().join(", "))
        }
    }
}

/// `repr` of a string, without the `u` that tells it from bytes.
pub(super) fn repr_text(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c if u32::from(c) < 0x100 => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c if u32::from(c) < 0x1_0000 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What CPython 2.7.18 and netaddr 0.7.18 say.
    #[test]
    fn hashes_are_pythons() {
        assert_eq!(hash_text("web"), -4_873_397_472_084_222_431);
        assert_eq!(hash_text(""), 0);
        assert_eq!(hash_net(&"fd00::/8".parse().unwrap()), 7_810_794_814_315_581_676);
    }

    #[test]
    fn sets_and_dictionaries_are_in_pythons_order() {
        assert_eq!(set_of_texts(["web", "b", "a", "zz", "m1", "m2"]), ["a", "web", "b", "m1", "zz", "m2"]);
        assert_eq!(set_of_texts(["a", "a"]), ["a"]);
        let rule = ["action", "protocol", "src_tag", "src_ports", "src_net", "dst_tag", "dst_ports", "dst_net"];
        assert_eq!(
            order_of_members(rule),
            ["protocol", "src_net", "dst_ports", "src_tag", "action", "dst_net", "dst_tag", "src_ports"]
        );
        assert_eq!(
            order_of_members(["action", "protocol", "icmp_type", "icmp_code"]),
            ["action", "icmp_code", "icmp_type", "protocol"]
        );
    }

    /// As CPython 2.7.18 lists `set(ipv4) | set(ipv6)` of netaddr 0.7.18's networks.
    #[test]
    fn addresses_are_in_pythons_order() {
        let nets = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<IpNet>>();
        let v4 = ["124.43.238.47/32", "173.38.180.208/24"];
        let v6 = [
            "fd3a:2ea8::7682/8",
            "fd37:ee1d::14ac/128",
            "fdc6:b4f4::2924/8",
            "fdb6:34ac::d5af/128",
            "fd73:1121::a570/128",
            "fd00:e29c::a501/128",
        ];
        let expected = [
            "fd73:1121::a570/128",
            "124.43.238.47/32",
            "173.38.180.208/24",
            "fd37:ee1d::14ac/128",
            "fdb6:34ac::d5af/128",
            "fd3a:2ea8::7682/8",
            "fd00:e29c::a501/128",
        ];
        assert_eq!(union_of_nets(&nets(&v4), &nets(&v6)), nets(&expected));
    }

    #[test]
    fn numbers_and_texts() {
        for (text, number) in [(" +80\n", 80), ("-1", -1), ("02", 2), ("99999999999999999999", i64::MAX)] {
            assert_eq!(int(text), Some(number));
        }
        for text in ["", "+", "1.5", "0x1", "1_0", "- 1", "8L"] {
            assert_eq!(int(text), None, "{text}");
        }
        assert_eq!(repr(&serde_json::json!({"pod": "it's \u{e9}"})), "{u'pod': u\"it's \\xe9\"}");
        assert_eq!(json_indented(&serde_json::json!([])), "[]");
        assert_eq!(
            json_indented(&serde_json::json!({"a": [1, "\u{e9}"]})),
            "{\n  \"a\": [\n    1, \n    \"\\u00e9\"\n  ]\n}"
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost(texts in prop::collection::btree_set("[a-z0-9-]{0,12}", 0..200)) {
            let mut listed = set_of_texts(texts.iter().map(String::as_str));
            listed.sort_unstable();
            prop_assert!(listed.into_iter().eq(texts.iter().map(String::as_str)));
        }
    }
}
