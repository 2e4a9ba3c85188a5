//! What ends connections that outlive a link.
//!
//! Felix accepts packets of established connections before any rule is asked, so that whoever was connected stays so until the
//! kernel forgets the connection.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

/// Lines that say, for each host, how the connections of some addresses there are ended.
pub fn ending<'h>(addresses: impl IntoIterator<Item = (&'h str, IpAddr)>) -> Vec<String> {
    let mut hosts: BTreeMap<&str, BTreeSet<IpAddr>> = BTreeMap::new();
    for (host, address) in addresses {
        hosts.entry(host).or_default().insert(address);
    }
    hosts.into_iter().map(|(host, addresses)| line(host, &addresses)).collect()
}

fn line(host: &str, addresses: &BTreeSet<IpAddr>) -> String {
    let ends = |addresses: Vec<&IpAddr>, option: &str| match addresses.as_slice() {
        [] => None,
        [one] => Some(format!("conntrack -D{option} -s {one}; conntrack -D{option} -d {one}")),
        many => {
            let list: Vec<String> = many.iter().map(ToString::to_string).collect();
            let list = list.join(" ");
            Some(format!("for a in {list}; do conntrack -D{option} -s $a; conntrack -D{option} -d $a; done"))
        }
    };
    let (v4, v6): (Vec<&IpAddr>, Vec<&IpAddr>) = addresses.iter().partition(|address| address.is_ipv4());
    let commands: Vec<String> = [ends(v4, ""), ends(v6, " -f ipv6")].into_iter().flatten().collect();
    format!("established connections live on; on host {host} this ends them: {}", commands.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_has_its_line() {
        let of = |found: &[(&'static str, &str)]| {
            ending(found.iter().map(|(host, address)| (*host, address.parse::<IpAddr>().unwrap())))
        };
        assert!(of(&[]).is_empty());
        let lines = of(&[("b", "10.0.0.3"), ("a", "10.0.0.2"), ("a", "10.0.0.1"), ("a", "fd00::1"), ("a", "10.0.0.1")]);
        let ends = "established connections live on; on host";
        assert_eq!(
            lines,
            [
                format!(
                    "{ends} a this ends them: for a in 10.0.0.1 10.0.0.2; do conntrack -D -s $a; conntrack -D -d $a; done; \
                     conntrack -D -f ipv6 -s fd00::1; conntrack -D -f ipv6 -d fd00::1"
                ),
                format!("{ends} b this ends them: conntrack -D -s 10.0.0.3; conntrack -D -d 10.0.0.3"),
            ]
        );
    }
}
