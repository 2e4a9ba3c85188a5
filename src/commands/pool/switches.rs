//! The switches of a pool on the command line, and CIDRs as people type them.

use clap::Args;
use ipnet::IpNet;

use crate::error::{CommandError, ErrorKind};
use crate::ipam::pools::{self, Switches};
use crate::model::net::parse_typed_cidr;

/// The switches of new pools.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct NewSwitches {
    /// Route between hosts through the IPIP tunnel, and turn IpInIpEnabled on
    #[arg(long)]
    ipip: bool,

    /// Masquerade what goes to an address outside all pools
    #[arg(long)]
    nat_outgoing: bool,

    /// Give out no addresses (Python's IPAM; libcalico-go's looks at --disabled only)
    #[arg(long)]
    no_ipam: bool,

    /// Take no new blocks from it; BIRD and Felix treat it as any other pool
    #[arg(long)]
    disabled: bool,
}

impl NewSwitches {
    /// What is wanted: only what is named is.
    pub(super) fn wanted(self) -> Switches {
        let on = |named: bool| named.then_some(true);
        Switches {
            ipip: on(self.ipip),
            nat_outgoing: on(self.nat_outgoing),
            ipam: on(self.no_ipam).map(|_| false),
            disabled: on(self.disabled),
        }
    }
}

/// The switches of pools that are there.
#[derive(Args, Clone, Copy, Debug)]
#[group(required = true, multiple = true)]
pub(super) struct ChangedSwitches {
    /// Route between hosts through the IPIP tunnel, and turn IpInIpEnabled on
    #[arg(long)]
    ipip: bool,

    /// No tunnel
    #[arg(long, conflicts_with = "ipip")]
    no_ipip: bool,

    /// Masquerade what goes to an address outside all pools
    #[arg(long)]
    nat_outgoing: bool,

    /// Do not masquerade
    #[arg(long, conflicts_with = "nat_outgoing")]
    no_nat_outgoing: bool,

    /// Give out addresses
    #[arg(long)]
    ipam: bool,

    /// Give out no addresses (Python's IPAM; libcalico-go's looks at --disabled only)
    #[arg(long, conflicts_with = "ipam")]
    no_ipam: bool,

    /// Take no new blocks from it; BIRD and Felix treat it as any other pool
    #[arg(long)]
    disabled: bool,

    /// Take new blocks from it again
    #[arg(long, conflicts_with = "disabled")]
    enabled: bool,
}

impl ChangedSwitches {
    /// What is wanted: only what is named is.
    pub(super) fn wanted(self) -> Switches {
        let turned = |on: bool, off: bool| on.then_some(true).or_else(|| off.then_some(false));
        Switches {
            ipip: turned(self.ipip, self.no_ipip),
            nat_outgoing: turned(self.nat_outgoing, self.no_nat_outgoing),
            ipam: turned(self.ipam, self.no_ipam),
            disabled: turned(self.disabled, self.enabled),
        }
    }
}

/// Reads a CIDR as people type it.
///
/// # Errors
/// What is none, and one with bits beyond its prefix.
pub(super) fn cidr(text: &str) -> Result<IpNet, CommandError> {
    let net = parse_typed_cidr(text).map_err(|why| CommandError::new(ErrorKind::Usage, why))?;
    Ok(pools::strict(net)?)
}

/// The same for several.
pub(super) fn cidrs(texts: &[String]) -> Result<Vec<IpNet>, CommandError> {
    texts.iter().map(|text| cidr(text)).collect()
}
