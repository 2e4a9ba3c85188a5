//! How fast questions about traffic are answered, from 1,000 endpoints to as many as are asked for, and how much memory that takes.
//!
//! ```text
//! cargo bench --bench reach -- 1000000
//! ```

// A bench prints, and ends where it cannot go on; of what it shares with others it uses a part.
#![allow(clippy::print_stdout, clippy::expect_used, dead_code, unused_imports, unreachable_pub)]

#[path = "../examples/generate/cloud/mod.rs"]
mod cloud;
mod timing;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::time::{Duration, Instant};

use calicross::reach::{Changes, Difference, End, Members, Pairs, Reach, Settings, View};
use calicross::store::{Entry, Snapshot, Version};
use cloud::{Cloud, Size};
use timing::{Target, Times, print_load};

const ROUNDS: usize = 7;

/// A cloud with about 500 distinct sets of profiles, 2,000 policies, and rules that name 1,000 networks.
fn cloud(endpoints: u32) -> Cloud {
    let vms = endpoints / 10;
    let size = Size {
        hosts: (endpoints / 100).max(1),
        pods: endpoints - vms,
        vms,
        groups: 20,
        links: 60,
        policies: 2000,
        namespaces: 200,
        nets: 1000,
    };
    Cloud::new(size, 1).expect("a cloud of this size")
}

fn snapshot(cloud: &Cloud) -> Snapshot {
    let scopes = View::scopes();
    let is_read = |path: &str| scopes.iter().any(|scope| scope.covers(path));
    let entries = cloud.keys().filter(|(path, _)| is_read(path)).map(|(path, value)| Entry {
        path,
        value: value.into_bytes(),
        version: Version(1),
        expires: false,
    });
    Snapshot::new(1, View::scopes(), entries.collect())
}

/// The most memory that was resident so far, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok()).unwrap_or_default() / 1024
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

/// Prints times, and judges their median in seconds.
fn print(what: &str, times: &Times, target: Target) {
    println!("{what}: {times}{}", target.judge(times.median().as_secs_f64()));
}

fn main() {
    let most = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    print_load("start");
    let mut endpoints = 1000;
    while endpoints <= most {
        measure(endpoints);
        endpoints *= 10;
    }
    print_load("end");
}

fn measure(endpoints: u32) {
    let snapshot = snapshot(&cloud(endpoints));
    let bytes: usize = snapshot.entries().iter().map(|entry| entry.value.len() + entry.path.len()).sum();
    println!(
        "{endpoints} endpoints: {} keys, {} MiB; resident so far {} MiB",
        snapshot.entries().len(),
        bytes >> 20,
        peak()
    );
    // At the size of the targets all is judged.
    let target = |seconds: f64| if endpoints == 100_000 { Target::AtMost(seconds) } else { Target::None };
    let settings = Settings::default();
    let rounds = if endpoints > 100_000 { 2 } else { ROUNDS };
    print("  read", &Times::of(rounds, || timed(|| View::read(&snapshot, &settings)).0), target(1.0));
    let view = View::read(&snapshot, &settings);
    let profiles: BTreeSet<Vec<String>> = view.endpoints().map(|endpoint| endpoint.profiles()).collect();

    let addresses: Vec<IpAddr> =
        view.endpoints().filter_map(|endpoint| endpoint.addresses().first().copied()).collect();
    let mut at = 0;
    let mut next = || {
        at = (at + 7919) % addresses.len();
        End::Address(addresses[at])
    };
    let trace = Times::of(rounds, || {
        let (from, to) = (next(), next());
        timed(|| Reach::of(&view).trace(&from, &to)).0
    });
    print("  one trace", &trace, target(0.05));

    let classify = Times::of(rounds, || timed(|| Reach::of(&view).classes().len()).0);
    print("  classes", &classify, Target::None);
    let (classes, outside) = {
        let reach = Reach::of(&view);
        (reach.classes().len(), reach.outside().len())
    };
    println!("  {} sets of profiles, {classes} classes, {outside} of addresses outside", profiles.len());
    // Whatever has the same profiles is a group, and so is all that is outside.
    let matrix = || {
        let reach = Reach::of(&view);
        let mut by_profiles: BTreeMap<Vec<String>, Members> = BTreeMap::new();
        for endpoint in view.endpoints() {
            by_profiles.entry(endpoint.profiles()).or_default().endpoints.push(endpoint.id());
        }
        let mut groups: Vec<Members> = by_profiles.into_values().collect();
        groups.push(Members { endpoints: Vec::new(), outside: reach.outside_ids().collect() });
        let pairs = Pairs::new(&reach, &groups, &groups);
        let every = (0..groups.len()).flat_map(|from| (0..groups.len()).map(move |to| (from, to)));
        let cells: Vec<_> = every.map(|(from, to)| pairs.cell(from, to)).collect();
        let sets: BTreeSet<_> = cells.iter().flat_map(|cell| cell.sets().iter().map(|(set, _, _)| *set)).collect();
        (cells.len(), sets.len(), cells.iter().map(|cell| cell.pairs()).sum::<u64>())
    };
    let (_, (cells, sets, pairs)) = timed(matrix);
    println!("  {cells} cells of the matrix, {sets} distinct sets of packets, {pairs} pairs");
    print("  matrix by sets of profiles", &Times::of(rounds.min(3), || timed(matrix).0), target(1.0));
    let deciding = || {
        let reach = Reach::of(&view);
        let mut by_first: BTreeMap<String, Members> = BTreeMap::new();
        for endpoint in view.endpoints() {
            let namespace = endpoint.profiles().into_iter().next().unwrap_or_default();
            by_first.entry(namespace).or_default().endpoints.push(endpoint.id());
        }
        let groups: Vec<Members> = by_first.into_values().collect();
        let pairs = Pairs::new(&reach, &groups, &groups);
        let every = (0..groups.len()).flat_map(|from| (0..groups.len()).map(move |to| (from, to)));
        every.map(|(from, to)| pairs.shares(from, to).len()).sum::<usize>()
    };
    // What decides in every cell is for a page that people read, of few groups; of very many it takes its time.
    if endpoints <= 10_000 {
        let (_, shares) = timed(deciding);
        println!("  {shares} decisions in the cells of the matrix by first profile");
        print("  the decisions in them", &Times::of(1, || timed(deciding).0), Target::None);
    }

    // Eight pods of one namespace join a security group.
    let linked: Vec<_> = view
        .endpoints()
        .filter(|endpoint| endpoint.profiles() == ["k8s_ns.shop"])
        .take(8)
        .map(|endpoint| {
            let value =
                String::from_utf8_lossy(endpoint.value()).replace("\"k8s_ns.shop\"", "\"k8s_ns.shop\",\"k8s-to-sg1\"");
            (endpoint.path().to_owned(), value)
        })
        .collect();
    let changes: Changes<'_> =
        linked.iter().map(|(path, value)| (path.as_str(), Some(value.as_bytes()))).collect::<BTreeMap<_, _>>();
    let impact = || {
        let after = view.with(&changes);
        let difference = Difference::between(&view, &after);
        (difference.groups().len(), difference.changes().len())
    };
    let (_, (groups, found)) = timed(impact);
    println!("  a link of {} pods: {groups} groups, {found} changes", linked.len());
    print("  impact of a link", &Times::of(rounds, || timed(impact).0), target(0.3));
    println!("  resident at most {} MiB", peak());
}
