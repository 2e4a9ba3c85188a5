//! How long a command takes on which little depends: what starting, connecting and one question cost.

// A bench prints, and ends where it cannot go on; of what it shares with others, tests among it, it uses a part.
#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic, dead_code, unused_imports, unreachable_pub)]

#[path = "../examples/generate/cloud/mod.rs"]
mod cloud;
#[path = "../examples/generate/fill.rs"]
mod fill;
#[path = "../src/store/server.rs"]
mod server;
mod stores;
mod timing;

use cloud::Cloud;
use stores::{Filled, calicross, time};
use timing::{Target, Times, print_load, print_pair};

const ROUNDS: usize = 41;

fn main() {
    print_load("start");
    let version = Times::of(ROUNDS, || time(&mut calicross(&["version"])));
    let milliseconds = version.median().as_secs_f64() * 1e3;
    println!("version: {version}{}", Target::AtMost(5.0).judge(milliseconds));

    let cloud = stores::cloud(1800, 200);
    let (profile, key) = a_profile(&cloud);
    let show = ["profile", "show", profile.as_str()];
    let etcd3 = Filled::etcd3(&mut cloud.keys());
    let etcdctl = || time(&mut etcd3.etcdctl(&["get", &key]));
    let (ours, theirs) = Times::of_both(ROUNDS, || time(&mut etcd3.calicross(&show)), etcdctl);
    print_pair("profile show, etcd v3", &ours, ("etcdctl get KEY", &theirs), Target::AtMost(0.5));
    let (ours, theirs) = Times::of_both(ROUNDS, || time(&mut etcd3.calicross_auto(&show)), etcdctl);
    print_pair("profile show, auto, data in v3", &ours, ("etcdctl get KEY", &theirs), Target::None);

    let etcd2 = Filled::etcd2(&mut cloud.keys());
    let etcdctl = || time(&mut etcd2.etcdctl(&["get", &key]));
    let (ours, theirs) = Times::of_both(ROUNDS, || time(&mut etcd2.calicross_auto(&show)), etcdctl);
    print_pair("profile show, auto, data in v2", &ours, ("etcdctl get KEY", &theirs), Target::None);

    for store in [etcd2, Filled::file(&mut cloud.keys())] {
        let times = Times::of(ROUNDS, || time(&mut store.calicross(&show)));
        println!("profile show, {}: {times}", store.name());
    }
    print_load("end");
}

/// Returns a security group's profile and the key of its rules.
fn a_profile(cloud: &Cloud) -> (String, String) {
    let names = cloud.keys().filter_map(|(path, _)| {
        let name = path.strip_prefix("/calico/v1/policy/profile/openstack-sg-")?.strip_suffix("/rules")?;
        Some((format!("openstack-sg-{name}"), path.clone()))
    });
    names.last().expect("a security group")
}
