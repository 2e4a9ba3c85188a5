//! `hybrid init`

mod ranges;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::net::SocketAddrV4;

use clap::Args;
use ipnet::IpNet;

use super::facts;
use crate::commands::bgp::filter::plans as filters;
use crate::commands::bgp::plans as bgp;
use crate::error::{CommandError, ErrorKind};
use crate::hybrid::filter;
use crate::inventory::nodes::{self, Place};
use crate::inventory::{endpoints, subnets};
use crate::ipam::pools;
use crate::model::key::{BGP, Family, Key, V1};
use crate::model::net::parse_typed_cidr;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `hybrid init`.
///
/// InterfacePrefix gets cali and tap beside what is in it; Ready becomes true; Felix reports of itself and of endpoints, as Neutron
/// needs it; BIRD's export filter lets the routes of VMs out. What is as wanted already is not written, so that a second run
/// changes nothing; every Felix restarts once where a setting changes.
#[derive(Args, Debug)]
#[command(after_help = "\
A pool over a subnet of Neutron gives out no address, and keeps what pods send to VMs from being masqueraded: security groups see \
the pod and not its host. Service addresses belong to no pool and no subnet. The metadata address is one of a host or a pod: kube-proxy \
and Felix translate a packet once, and whoever comes first wins, so that a service address would never become the server's.

Examples:
  calicross hybrid init --k8s-pool 10.233.64.0/18 --nat-outgoing --from-neutron --service-cidr 10.233.0.0/18
  calicross hybrid init --openstack-pool 10.65.0.0/16 --nova-metadata 10.10.0.11:8775")]
pub struct HybridInitArgs {
    /// Pool of the pods' addresses; may be repeated, for IPv6
    #[arg(long = "k8s-pool", value_name = "CIDR")]
    k8s_pools: Vec<String>,

    /// Route between hosts to the IPv4 ones of --k8s-pool through the IPIP tunnel, and turn IpInIpEnabled on
    #[arg(long, requires = "k8s_pools")]
    ipip: bool,

    /// Masquerade what pods of --k8s-pool send to addresses outside all pools
    #[arg(long, requires = "k8s_pools")]
    nat_outgoing: bool,

    /// Range of addresses that Neutron gives out; may be repeated
    #[arg(long = "openstack-pool", value_name = "CIDR")]
    openstack_pools: Vec<String>,

    /// The same for each subnet of Neutron that the datastore knows: those with DHCP
    #[arg(long)]
    from_neutron: bool,

    /// Where VMs reach Nova's metadata server: an address of a host or a pod
    #[arg(long, value_name = "IP:PORT")]
    nova_metadata: Option<String>,

    /// Networks of Kubernetes' service addresses; kept as `hybrid set service-cidr` does
    #[arg(long, value_name = "CIDR,...", value_delimiter = ',')]
    service_cidr: Vec<String>,

    /// Where a pool, the filter or the networks of services are there and differ, make them what is asked for
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,
}

/// What is asked for, read.
struct Wanted {
    k8s: Vec<IpNet>,
    openstack: Vec<IpNet>,
    services: Vec<IpNet>,
    metadata: Option<SocketAddrV4>,
}

impl WriteCommand for HybridInitArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = pools::scopes();
        scopes.extend([
            facts::scope(),
            endpoints::scope_of_all(),
            Scope::under(format!("{V1}/config")),
            Scope::key(Key::Ready.path()),
            Scope::under(BGP),
            Scope::under(Place::Ipam.directory()),
        ]);
        scopes
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let wanted = self.wanted()?;
        let mut work = Work { snapshot, plan: Plan::new() };
        let services = ranges::services(self, &wanted, &mut work)?;
        ranges::pools(self, &wanted, &services, &mut work)?;
        self.filters(&wanted, &mut work)?;
        directories(&mut work);
        settings::all(&wanted, &services, &mut work)?;
        let mut plan = work.plan;
        let mut said = BTreeSet::new();
        plan.warnings.retain(|warning| said.insert(warning.clone()));
        Ok(plan)
    }
}

impl HybridInitArgs {
    /// Reads what was typed.
    fn wanted(&self) -> Result<Wanted, CommandError> {
        let nets = |option: &str, texts: &[String]| -> Result<Vec<IpNet>, CommandError> {
            let net = |text: &String| {
                let usage = |why: String| CommandError::new(ErrorKind::Usage, format!("--{option}: {why}"));
                Ok(pools::strict(parse_typed_cidr(text).map_err(usage)?)?)
            };
            texts.iter().map(net).collect()
        };
        Ok(Wanted {
            k8s: nets("k8s-pool", &self.k8s_pools)?,
            openstack: nets("openstack-pool", &self.openstack_pools)?,
            services: nets("service-cidr", &self.service_cidr)?,
            metadata: self.nova_metadata.as_deref().map(settings::metadata_address).transpose()?,
        })
    }

    /// The filter that lets the routes of VMs out: of IPv6 where Neutron has any subnet of it.
    fn filters(&self, wanted: &Wanted, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut of_neutron =
            subnets::networks(work.snapshot).map(|(net, _)| net).chain(wanted.openstack.iter().copied());
        let has_v6 = of_neutron.any(|net| Family::of(&net.addr()) == Family::V6);
        for family in [Some(Family::V4), has_v6.then_some(Family::V6)].into_iter().flatten() {
            let mut plan = Plan::new();
            match filter::of(work.snapshot, family) {
                Some((name, entry)) => {
                    plan.relied_on(work.snapshot, &entry.path);
                    plan.say(format!("filter {name} ({family}) lets the routes of VMs out already"));
                }
                None => {
                    let statements = filter::STATEMENTS.as_bytes();
                    filters::add(&mut plan, work.snapshot, family, filter::NAME, statements, self.update)?;
                }
            }
            work.plan.then(plan);
        }
        Ok(())
    }
}

/// A plan that is put together step by step.
struct Work<'s> {
    /// What was read.
    snapshot: &'s Snapshot,
    plan: Plan,
}

impl Work<'_> {
    /// Some scopes of the snapshot as the plan leaves them so far.
    fn now(&self, scopes: &[Scope]) -> Snapshot {
        self.plan.applied_to(self.snapshot, scopes)
    }
}

/// What confd, which renders BIRD's configuration, does not do without: directories, even where nothing is in them, and both
/// addresses of each host that BIRD knows.
fn directories(work: &mut Work<'_>) {
    let mut plan = Plan::new();
    for family in [Family::V4, Family::V6] {
        // The key of nothing is its directory.
        let directories = [Key::Pool { family, cidr: String::new() }, Key::BgpFilter { family, name: String::new() }];
        for directory in directories {
            plan.directory(work.snapshot, directory.path().trim_end_matches('/'));
        }
    }
    let nodes = nodes::all(work.snapshot);
    for (host, node) in nodes.iter().filter(|(_, node)| node.places.contains(&Place::Bgp)) {
        for family in [Family::V4, Family::V6] {
            let block = Key::IpamAffinity { host: host.clone(), family, cidr: String::new() };
            plan.directory(work.snapshot, block.path().trim_end_matches('/'));
        }
        if node.stops_confd() {
            bgp::complete_host(&mut plan, work.snapshot, host);
        }
    }
    let made = plan.directories().count();
    if made > 0 {
        plan.say(format!("{made} {} for confd made", if made == 1 { "directory" } else { "directories" }));
    }
    work.plan.then(plan);
}
