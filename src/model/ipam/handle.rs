//! A handle: in which blocks it holds addresses, and how many.

use ipnet::IpNet;
use serde_json::{Map, Value};

use crate::model::json::{self, Malformed, Style};
use crate::model::net::plain_integer;

/// A handle's value: the object as found.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    object: Map<String, Value>,
    style: Style,
}

impl Handle {
    /// Reads the value of a handle. libcalico-go leaves its `id` out.
    ///
    /// # Errors
    /// Where it is another handle's, or what it counts cannot be read.
    pub fn parse(id: &str, bytes: &[u8]) -> Result<Self, Malformed> {
        let Value::Object(object) = json::parse(bytes)? else {
            return Err(Malformed::shape("a handle is an object"));
        };
        match object.get("id") {
            // Neither writer spells it so, and what else may be wrong with it nobody knows.
            None if object.contains_key("handle_id") => {
                return Err(Malformed::shape("there is a 'handle_id' where its 'id' should be"));
            }
            None => {}
            Some(Value::String(text)) if text == id => {}
            Some(other) => return Err(Malformed::shape(format!("its id is {other}"))),
        }
        let Some(Value::Object(blocks)) = object.get("block") else {
            return Err(Malformed::shape("there is no object 'block'"));
        };
        for (cidr, count) in blocks {
            if cidr.parse::<IpNet>().is_err() || plain_integer(count).is_none_or(|count| count < 1) {
                let cidr = cidr.escape_debug();
                return Err(Malformed::shape(format!(
                    "block has '{cidr}': {count}, not a CIDR and how many addresses"
                )));
            }
        }
        Ok(Self { object, style: Style::of(bytes) })
    }

    /// The value to write, in the style found.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(&Value::Object(self.object.clone()), self.style)
    }

    /// The blocks in which it holds addresses, and how many.
    pub fn blocks(&self) -> impl Iterator<Item = (IpNet, usize)> {
        let blocks = self.object.get("block").and_then(Value::as_object).into_iter().flatten();
        blocks.filter_map(|(cidr, count)| Some((cidr.parse().ok()?, usize::try_from(plain_integer(count)?).ok()?)))
    }

    /// How many addresses it holds in a block.
    pub fn count(&self, block: IpNet) -> usize {
        self.blocks().find(|(cidr, _)| *cidr == block).map_or(0, |(_, count)| count)
    }

    /// Whether it holds none: such a handle is removed.
    pub fn is_empty(&self) -> bool {
        self.blocks().next().is_none()
    }

    /// Takes addresses off what it holds in a block; a block in which it holds none is no longer named. What it does not hold
    /// cannot be taken off: false, and nothing is changed.
    pub fn take(&mut self, block: IpNet, addresses: usize) -> bool {
        let Some(left) = self.count(block).checked_sub(addresses) else { return false };
        let Some(Value::Object(blocks)) = self.object.get_mut("block") else { return false };
        let name = blocks.keys().find(|cidr| cidr.parse() == Ok(block)).cloned();
        if let Some(name) = name {
            if left == 0 {
                blocks.shift_remove(&name);
            } else {
                blocks.insert(name, left.into());
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(handle: &Handle) -> String {
        String::from_utf8(handle.to_bytes()).unwrap()
    }

    #[test]
    fn counts_go_down_and_the_rest_stays() {
        let found = r#"{"id": "h", "block": {"10.0.0.0/26": 2, "10.0.0.64/26": 1}, "x": 1.50}"#;
        let mut handle = Handle::parse("h", found.as_bytes()).unwrap();
        let block = "10.0.0.0/26".parse().unwrap();
        assert!(!handle.take(block, 3));
        assert!(!handle.take("10.9.0.0/26".parse().unwrap(), 1));
        assert_eq!(text(&handle), found);
        assert!(handle.take(block, 1));
        assert_eq!(text(&handle), found.replace(": 2", ": 1"));
        assert!(handle.take(block, 1));
        assert_eq!(text(&handle), r#"{"id": "h", "block": {"10.0.0.64/26": 1}, "x": 1.50}"#);
        assert!(!handle.is_empty());
        assert!(handle.take("10.0.0.64/26".parse().unwrap(), 1));
        assert!(handle.is_empty());
    }

    #[test]
    fn libcalico_go_leaves_the_id_out() {
        let mut handle = Handle::parse("h", br#"{"block":{"10.0.0.0/26":2}}"#).unwrap();
        assert!(handle.take("10.0.0.0/26".parse().unwrap(), 1));
        assert_eq!(text(&handle), r#"{"block":{"10.0.0.0/26":1}}"#);
        for bad in [
            "[]",
            "{}",
            r#"{"handle_id": "h", "block": {}}"#,
            r#"{"id": "g", "block": {}}"#,
            r#"{"block": {"x": 1}}"#,
            r#"{"block": {"10.0.0.0/26": 0}}"#,
        ] {
            assert!(Handle::parse("h", bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
