//! A hybrid cloud of any size, key by key, as its components would have written it.
//!
//! Every object is drawn from a seed of its own, made of the cloud's seed, its family and its number. So the
//! same seed and size always give the same keys, none has to be kept to make the next, and the books agree:
//! blocks hold exactly the pods' addresses, and whatever is referred to exists.

mod kubernetes;
mod openstack;
#[cfg(test)]
mod tests;

use std::net::Ipv4Addr;

use fastrand::Rng;

/// A path and its value.
pub(crate) type Pair = (String, String);

/// How much there is of everything.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Size {
    /// Hosts; each runs pods and VMs
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1 << 16))]
    pub(crate) hosts: u32,
    /// Pods, in namespaces of very different sizes, 50 each on average
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(..=1 << 20))]
    pub(crate) pods: u32,
    /// VMs, one or two groups each
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(..=1 << 20))]
    pub(crate) vms: u32,
    /// OpenStack security groups
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(..=1 << 20))]
    pub(crate) groups: u32,
    /// Profiles that join pods of a namespace to a security group
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(..=1 << 20))]
    pub(crate) links: u32,
    /// Kubernetes network policies
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(..=1 << 20))]
    pub(crate) policies: u32,
    /// Namespaces, where it should not be one for 50 pods
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=1 << 16))]
    pub(crate) namespaces: u32,
    /// Networks that rules of security groups name, beside those that all clouds have
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=1 << 16))]
    pub(crate) nets: u32,
}

/// What an object is one of: part of its seed.
#[derive(Clone, Copy)]
enum Family {
    Cluster,
    Host,
    Pod,
    Vm,
    Group,
    Link,
    Policy,
    Subnet,
}

/// A cloud.
pub(crate) struct Cloud {
    size: Size,
    seed: u64,
}

impl Cloud {
    /// Plans a cloud; nothing is made yet.
    ///
    /// # Errors
    /// Why there cannot be one of this size.
    pub(crate) fn new(size: Size, seed: u64) -> Result<Self, String> {
        if size.links > 0 && (size.groups == 0 || size.pods == 0) {
            return Err("links need both pods and security groups".to_owned());
        }
        let cloud = Self { size, seed };
        if u64::from(size.hosts) * u64::from(cloud.blocks_per_host()) > 1 << 16 {
            return Err("the pods of so many hosts need more than the 65536 blocks of the pool".to_owned());
        }
        Ok(cloud)
    }

    /// Makes every key of the cloud, each once.
    pub(crate) fn keys(&self) -> impl Iterator<Item = Pair> + '_ {
        let size = self.size;
        self.cluster()
            .into_iter()
            .chain((0..size.hosts).flat_map(|host| self.host(host)))
            .chain((0..self.subnets()).map(|subnet| self.subnet(subnet)))
            .chain((0..size.groups).flat_map(|group| self.group(group)))
            .chain((0..self.namespaces()).flat_map(|namespace| self.namespace(namespace)))
            .chain((0..size.links).flat_map(|link| self.link(link)))
            .chain((0..size.policies).map(|policy| self.policy(policy)))
            .chain((0..size.hosts).flat_map(|host| self.blocks(host)))
            .chain((0..size.pods).flat_map(|pod| self.pod(pod)))
            .chain((0..size.vms).flat_map(|vm| self.vm(vm)))
    }

    fn random(&self, family: Family, number: u32) -> Rng {
        let object = (family as u64) << 32 | u64::from(number);
        Rng::with_seed(self.seed ^ object.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// What there is once.
    fn cluster(&self) -> Vec<Pair> {
        let guid = format!("{:032x}", self.random(Family::Cluster, 0).u128(..));
        let mut keys: Vec<Pair> = [
            ("/calico/v1/Ready", "true"),
            ("/calico/v1/config/ClusterGUID", guid.as_str()),
            ("/calico/v1/config/EndpointReportingEnabled", "true"),
            ("/calico/v1/config/InterfacePrefix", "cali,tap"),
            ("/calico/v1/config/IpInIpEnabled", "false"),
            ("/calico/v1/config/LogFilePath", "none"),
            ("/calico/v1/config/LogSeverityFile", "none"),
            ("/calico/v1/config/LogSeverityScreen", "info"),
            ("/calico/v1/config/ReportingIntervalSecs", "60"),
            ("/calico/v1/config/ReportingTTLSecs", "150"),
            ("/calico/bgp/v1/global/as_num", "64512"),
            ("/calico/bgp/v1/global/node_mesh", r#"{"enabled": true}"#),
            ("/calico/bgp/v1/global/custom_filters/v4/tap_iface", r#"if ( ifname ~ "tap*" ) then { accept; }"#),
            ("/calico/ipam/v2/config", r#"{"strict_affinity": false, "auto_allocate_blocks": true}"#),
        ]
        .map(|(path, value)| (path.to_owned(), value.to_owned()))
        .into();
        keys.extend(self.pools());
        keys.extend(self.tier());
        keys
    }

    /// What one host has, its workloads apart.
    fn host(&self, number: u32) -> Vec<Pair> {
        let name = host_name(number);
        let address = offset(Ipv4Addr::new(10, 0, 0, 10), number).to_string();
        let uptime = self.random(Family::Host, number).u32(60..10_000_000);
        let status = format!(r#"{{"uptime": {uptime}.5, "first_update": false, "time": "2017-03-14T09:26:53Z"}}"#);
        vec![
            (format!("/calico/v1/host/{name}/bird_ip"), address.clone()),
            (format!("/calico/v1/host/{name}/config/DefaultEndpointToHostAction"), "RETURN".to_owned()),
            (format!("/calico/v1/host/{name}/config/marker"), "created".to_owned()),
            (format!("/calico/bgp/v1/host/{name}/ip_addr_v4"), address),
            (format!("/calico/bgp/v1/host/{name}/ip_addr_v6"), String::new()),
            (format!("/calico/felix/v1/host/{name}/last_reported_status"), status.clone()),
            (format!("/calico/felix/v1/host/{name}/status"), status),
        ]
    }
}

/// A workload endpoint and what Felix says of it.
fn endpoint(host: u32, orchestrator: &str, workload: &str, id: &str, value: String) -> [Pair; 2] {
    let rest = format!("host/{}/workload/{orchestrator}/{workload}/endpoint/{id}", host_name(host));
    [(format!("/calico/v1/{rest}"), value), (format!("/calico/felix/v1/{rest}"), r#"{"status": "up"}"#.to_owned())]
}

fn host_name(number: u32) -> String {
    format!("node{}", number + 1)
}

fn offset(base: Ipv4Addr, by: u32) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(base).wrapping_add(by))
}

/// A number below `count` (above 0), the lower the likelier: a few namespaces and groups hold most of a cloud.
fn skewed(random: &mut Rng, count: u32) -> u32 {
    let at = random.f64() * random.f64() * f64::from(count);
    // The product is below `count`; the cast cuts the fraction off.
    (at as u32).min(count - 1)
}

fn uuid(random: &mut Rng) -> String {
    uuid::Builder::from_random_bytes(random.u128(..).to_be_bytes()).into_uuid().to_string()
}
