//! The whole tool on the datastore of the example: one golden transcript, so that a change of any word is seen

use std::fmt::Write as _;

use insta::assert_snapshot;

use crate::harness::Env;

const KEYS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cross-workload/keys.batch");

#[test]
fn the_whole_tool() {
    let env = Env::new();
    env.run(&["batch", "-f", KEYS, "--force=owner", "--yes", "--journal", "off", "-q"]).ok();
    let mut transcript = String::new();
    for line in [
        "profile list",
        "profile show openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a",
        "profile rule list k8s_ns.cart",
        "profile rule json openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894 -o jsonl",
        "profile tag list openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a",
        "profile add k8s-to-sg1 --dry-run --diff",
        "profile add k8s-to-sg1",
        "profile tag add k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a",
        "profile rule add k8s-to-sg1 inbound allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a",
        "profile k8s-to-sg1 rule add inbound --at=1 deny udp from cidr 10.10.0.0/24 to ports 53",
        "profile show k8s-to-sg1",
        "profile rule remove k8s-to-sg1 inbound --at 1",
        "profile rule remove k8s-to-sg1 inbound --at 1 --yes --reason mistyped",
        "profile clone k8s-to-sg1 k8s-to-sg2 --dry-run",
        "profile tag add openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a k8s",
        "profile remove k8s_ns.shop",
        "profile remove k8s_ns.shop --force=in-use,owner --dry-run",
        "key ls /calico/v1/config",
        "key ls /calico/v1/policy -o name",
        "key get /calico/v1/config/InterfacePrefix",
        "key put /calico/v1/config/InterfacePrefix cali --dry-run --diff",
        "key put /calico/v1/config/LogSeverityScreen loud",
        "key rm /calico/v1/host/node1 --recursive --dry-run -o name",
        "profile tag remove k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a --dry-run --out tag.plan",
        "plan show tag.plan",
        "plan apply tag.plan --yes",
        "plan apply tag.plan --yes",
        "plan resume",
        "history",
        "undo --last --dry-run --diff",
        "undo --last --yes",
        "history list -o wide --no-headers --sort-by -KEYS --filter KEYS>0",
        "history prune",
        "settings",
        "version",
    ] {
        let run = env.run(&line.split(' ').collect::<Vec<_>>());
        write!(transcript, "$ calicross {line}\n{run}\n").unwrap();
    }
    assert_snapshot!(transcript, @"");
}
