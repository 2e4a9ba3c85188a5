//! IP pools: read with patience, edited member by member.

use ipnet::IpNet;
use serde_json::{Map, Value};

use super::json::{self, Malformed, Style};
use super::key::Family;
use super::net;

/// The device that a pool with IPIP names, the only one there is.
const TUNNEL: &str = "tunl0";

/// The longest prefix of a pool that IPAM uses: that of a block.
pub fn longest_prefix(family: Family) -> u8 {
    match family {
        Family::V4 => 26,
        Family::V6 => 122,
    }
}

/// A yes or no of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// `ipip`: BIRD sends what goes to the pool through the tunnel device.
    Ipip,
    /// `masquerade`: Felix gives what leaves the pool for an address outside all pools the host's own address.
    NatOutgoing,
    /// `ipam`: pycalico's address management uses the pool. libcalico-go's does not look at it.
    Ipam,
    /// `disabled`: no address management takes new blocks from the pool; BIRD and Felix do not look at it.
    Disabled,
}

impl Switch {
    /// All of them, in the order in which a new pool gets them.
    pub const ALL: [Self; 4] = [Self::Ipip, Self::NatOutgoing, Self::Ipam, Self::Disabled];

    /// The member of the value.
    pub fn member(self) -> &'static str {
        match self {
            Self::Ipip => "ipip",
            Self::NatOutgoing => "masquerade",
            Self::Ipam => "ipam",
            Self::Disabled => "disabled",
        }
    }

    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::NatOutgoing => "nat-outgoing",
            _ => self.member(),
        }
    }

    /// What readers take it for where the member is missing.
    pub fn default(self) -> bool {
        self == Self::Ipam
    }

    /// The value of the member.
    fn value(self, on: bool) -> Value {
        match self {
            Self::Ipip => if on { TUNNEL } else { "" }.into(),
            _ => on.into(),
        }
    }
}

/// A pool's value: the object as found.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    object: Map<String, Value>,
    style: Style,
    cidr: IpNet,
    /// Whether switches are spelled out that mean nothing: libcalico-go writes them all, pycalico leaves out what is as by default.
    spelled_out: bool,
}

impl Pool {
    /// A new pool, with all switches as they are where nothing is said.
    pub fn new(cidr: IpNet) -> Self {
        let mut object = Map::new();
        object.insert("cidr".into(), cidr.to_string().into());
        Self { object, style: Style::default(), cidr, spelled_out: false }
    }

    /// Reads a value. Only what has no CIDR is refused; other members are read by themselves.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let Value::Object(object) = json::parse(bytes)? else {
            return Err(Malformed::shape("a pool is an object"));
        };
        let Some(member) = object.get("cidr") else { return Err(Malformed::shape("there is no member 'cidr'")) };
        let cidr = net::cidr_from_json(member).map_err(|why| Malformed::shape(format!("member 'cidr': {why}")))?;
        let is_idle = |switch: &Switch| object.get(switch.member()) == Some(&switch.value(switch.default()));
        let spelled_out = object.contains_key("ipip_mode") || Switch::ALL.iter().any(is_idle);
        Ok(Self { object, style: Style::of(bytes), cidr, spelled_out })
    }

    /// The value to write, in the style found.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(&Value::Object(self.object.clone()), self.style)
    }

    /// Takes out members that say nothing.
    pub fn drop_members(&mut self, says_nothing: impl Fn(&str, &Value) -> bool) {
        self.object.retain(|name, value| !says_nothing(name, value));
    }

    /// The network, with host bits where the value has some.
    pub fn cidr(&self) -> IpNet {
        self.cidr
    }

    /// Whether a switch is on, as readers take it.
    pub fn is(&self, switch: Switch) -> bool {
        match (switch, self.object.get(switch.member())) {
            (Switch::Ipip, Some(Value::String(device))) => !device.is_empty(),
            (_, Some(Value::Bool(on))) => *on,
            _ => switch.default(),
        }
    }

    /// `always` or `cross-subnet`, where libcalico-go has written it.
    pub fn ipip_mode(&self) -> Option<&str> {
        self.object.get("ipip_mode").and_then(Value::as_str).filter(|mode| !mode.is_empty())
    }

    /// Sets how the tunnel is used, or takes it back: emptied where the value's writer spells everything out, else left out.
    pub fn set_ipip_mode(&mut self, mode: Option<&str>) {
        match mode {
            None if !self.object.contains_key("ipip_mode") => {}
            None if !self.spelled_out => drop(self.object.shift_remove("ipip_mode")),
            mode => drop(self.object.insert("ipip_mode".into(), mode.unwrap_or_default().into())),
        }
    }

    /// Turns a switch; false where it is so already. What is as by default is then left out, unless the value's writer spells it
    /// out.
    pub fn set(&mut self, switch: Switch, on: bool) -> bool {
        let wanted = switch.value(on);
        if on == switch.default() && !self.spelled_out {
            return self.object.shift_remove(switch.member()).is_some();
        }
        match self.object.get_mut(switch.member()) {
            None if on == switch.default() => false,
            // Any device means the tunnel, and one that cannot be read means nothing that could be kept.
            Some(found @ (Value::String(_) | Value::Bool(_))) if found.is_string() == wanted.is_string() => {
                let same = if switch == Switch::Ipip { (*found != "") == on } else { *found == wanted };
                if !same {
                    *found = wanted;
                }
                !same
            }
            Some(found) => {
                *found = wanted;
                true
            }
            None => {
                self.object.insert(switch.member().into(), wanted);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pool(text: &str) -> Pool {
        Pool::parse(text.as_bytes()).unwrap()
    }

    fn text(pool: &Pool) -> String {
        String::from_utf8(pool.to_bytes()).unwrap()
    }

    #[test]
    fn a_new_pool_has_no_more_than_it_must() {
        let mut pool = Pool::new("10.0.0.0/16".parse().unwrap());
        assert_eq!(text(&pool), r#"{"cidr": "10.0.0.0/16"}"#);
        for switch in Switch::ALL {
            assert!(!pool.set(switch, switch.default()));
            assert!(pool.set(switch, !switch.default()));
        }
        assert_eq!(
            text(&pool),
            r#"{"cidr": "10.0.0.0/16", "ipip": "tunl0", "masquerade": true, "ipam": false, "disabled": true}"#
        );
    }

    #[test]
    fn what_go_wrote_keeps_its_form() {
        let go = r#"{"cidr":"10.0.0.0/16","ipip":"tunl0","ipip_mode":"cross-subnet","masquerade":true,"ipam":true,"disabled":false,"x":1.50}"#;
        let mut pool = pool(go);
        assert_eq!(pool.ipip_mode(), Some("cross-subnet"));
        assert!(!pool.set(Switch::Ipip, true));
        assert_eq!(text(&pool), go);
        assert!(pool.set(Switch::NatOutgoing, false));
        assert!(pool.set(Switch::Ipip, false));
        assert_eq!(text(&pool), go.replace(r#""masquerade":true"#, r#""masquerade":false"#).replace("tunl0", ""));
    }

    #[test]
    fn pycalico_leaves_out_what_is_as_by_default() {
        let found = r#"{"cidr": "10.0.0.0/16", "ipip": "tunl0", "masquerade": true, "ipam": false, "disabled": true, "x": 1.50}"#;
        let mut pool = pool(found);
        for switch in Switch::ALL {
            assert!(pool.set(switch, switch.default()));
        }
        assert_eq!(text(&pool), r#"{"cidr": "10.0.0.0/16", "x": 1.50}"#);
    }

    #[test]
    fn what_no_reader_takes_is_put_right_when_it_is_set() {
        for (more, off) in [("", ""), (r#", "ipam": true"#, r#", "ipip": """#)] {
            let found = format!(r#"{{"masquerade": "true", "cidr": "10.0.0.0/16", "ipip": null{more}}}"#);
            let mut pool = Pool::parse(found.as_bytes()).unwrap();
            assert!(!pool.is(Switch::NatOutgoing));
            assert!(!pool.is(Switch::Ipip));
            assert!(pool.set(Switch::NatOutgoing, true));
            assert!(pool.set(Switch::Ipip, false));
            assert_eq!(text(&pool), format!(r#"{{"masquerade": true, "cidr": "10.0.0.0/16"{off}{more}}}"#));
        }
        for bad in ["[]", "{}", r#"{"cidr": 1}"#, r#"{"cidr": "x"}"#, "{"] {
            assert!(Pool::parse(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_switch_that_is_set_is_set_and_the_rest_is_as_before(
            turns in prop::collection::vec((0usize..4, any::<bool>()), 0..8),
            spelled in "-?[1-9]{1,2}\\.[0-9]{1,3}",
            compact in any::<bool>(),
        ) {
            let spaced = format!(r#"{{"a": {spelled}, "cidr": "10.0.0.0/16", "z": [null, {spelled}]}}"#);
            let found = if compact { spaced.replace(": ", ":").replace(", ", ",") } else { spaced };
            let mut pool = pool(&found);
            for (at, on) in &turns {
                let switch = Switch::ALL[*at];
                let changed = pool.set(switch, *on);
                prop_assert_eq!(pool.is(switch), *on);
                prop_assert!(!pool.set(switch, *on));
                prop_assert!(changed || pool.is(switch) == *on);
            }
            let mut rest = pool.clone();
            for switch in Switch::ALL {
                rest.object.shift_remove(switch.member());
            }
            prop_assert_eq!(text(&rest), found);
            prop_assert_eq!(Pool::parse(&pool.to_bytes()).unwrap(), pool);
        }
    }
}
