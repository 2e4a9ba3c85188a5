//! `calicross export --to calico-v3`

use insta::{assert_snapshot, with_settings};
use serde_json::Value;

use crate::harness::{Env, Run};
use crate::sg::cloud;

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";

fn export(env: &Env, more: &[&str]) -> Run {
    let words: Vec<&str> = ["export", "--to", "calico-v3"].into_iter().chain(more.iter().copied()).collect();
    env.run(&words)
}

/// The example's cloud, with a link by tag, one by a policy in a tier of its own, and a VM's group with a label.
fn linked() -> Env {
    let env = cloud();
    let tag = format!(r#"["{WEB}"]"#);
    let rules = format!(
        r#"{{"inbound_rules": [{{"action": "allow", "src_tag": "{WEB}"}}], "outbound_rules": [{{"action": "allow"}}]}}"#
    );
    let policy = format!(
        r#"{{"order": 10, "selector": "calico/k8s_ns == 'shop'", "inbound_rules": [{{"action": "allow", "src_tag": "{WEB}", "dst_selector": "calico/k8s_ns == 'shop'"}}], "outbound_rules": []}}"#
    );
    env.put_all(&[
        ("/calico/v1/policy/profile/k8s-to-sg1/tags", &tag),
        ("/calico/v1/policy/profile/k8s-to-sg1/labels", "{}"),
        ("/calico/v1/policy/profile/k8s-to-sg1/rules", &rules),
        ("/calico/v1/policy/tier/hybrid/metadata", r#"{"order": 10}"#),
        ("/calico/v1/policy/tier/hybrid/policy/shop-web", &policy),
    ]);
    env
}

#[test]
fn the_example_becomes_documents_of_calico_v3() {
    let env = linked();
    let before = env.dump();
    let run = export(&env, &[]);
    with_settings!({ snapshot_path => "manifests", prepend_module_to_snapshot => false, omit_expression => true }, {
        assert_snapshot!("calico-v3", run);
    });
    assert_eq!(run.code(), 1);
    assert_eq!(env.dump(), before);
}

#[test]
fn a_file_each_and_the_report_beside_them() {
    let env = linked();
    let (folder, report) = (env.dir().join("v3"), env.dir().join("report.json"));
    let run = export(&env, &["--to-dir", folder.to_str().unwrap(), "--report", report.to_str().unwrap(), "-q"]);
    assert_eq!((run.code(), run.stdout()), (1, String::new()));
    let mut files = Vec::new();
    for kind in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap()) {
        for file in std::fs::read_dir(kind.path()).unwrap().map(|entry| entry.unwrap()) {
            files.push(format!("{}/{}", kind.file_name().display(), file.file_name().display()));
        }
    }
    files.sort_unstable();
    assert_snapshot!(files.join("\n"), @"
    BGPConfiguration/default.yaml
    BGPPeer/10-10-0-1.yaml
    FelixConfiguration/default.yaml
    FelixConfiguration/node.node1.yaml
    FelixConfiguration/node.node2.yaml
    GlobalNetworkPolicy/cart-db-from-shop-d7992358.yaml
    GlobalNetworkPolicy/k8s-policy-no-match.yaml
    HostEndpoint/node1.eth0.yaml
    IPPool/10-233-64-0-18.yaml
    IPPool/10-65-0-0-24.yaml
    Node/node1.yaml
    Node/node2.yaml
    Profile/calico-k8s-network.yaml
    Profile/etcd-host.yaml
    Profile/k8s-to-sg1.yaml
    WorkloadEndpoint/cart+node2-k8s-cart--db--1741063925--x1v2w-eth0.yaml
    WorkloadEndpoint/ccp+node1-k8s-keystone--3517283904--l0b7w-eth0.yaml
    WorkloadEndpoint/ccp+node1-k8s-neutron--server--1205476309--7jqzk-eth0.yaml
    WorkloadEndpoint/ccp+node2-k8s-nova--api--1949278304--gtm9v-eth0.yaml
    WorkloadEndpoint/default+node2-k8s-etcd--calico--2041526519--4xk3p-eth0.yaml
    WorkloadEndpoint/kube-system+node1-k8s-kubedns--3830354952--x8t2q-eth0.yaml
    WorkloadEndpoint/kube-system+node2-k8s-kubedns--3830354952--9wr4m-eth0.yaml
    WorkloadEndpoint/shop+node1-k8s-frontend--2611209331--q9z8y-eth0.yaml
    WorkloadEndpoint/shop+node2-k8s-frontend--2611209331--mk3d1-eth0.yaml
    ");
    let report: Value = serde_json::from_slice(&std::fs::read(report).unwrap()).unwrap();
    assert_eq!(report["schema"], "calicross/calico-v3-report/1");
    assert_eq!(report["converted"], files.len());
    assert_eq!((&report["complete"], &report["changes_traffic"]), (&true.into(), &true.into()));
    let about = |code: &str| {
        let findings = report["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == code);
        findings.map(|finding| finding["key"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(about("tier"), ["/calico/v1/policy/tier/hybrid/policy/shop-web"]);
    assert_eq!(
        about("link"),
        ["/calico/v1/policy/profile/k8s-to-sg1/", "/calico/v1/policy/tier/hybrid/policy/shop-web"]
    );
    // Alone, as what there is to know before anything is written.
    let alone = export(&env, &["--report", "-", "-o", "json"]);
    assert_eq!((alone.code(), alone.json()), (1, report));
    assert!(export(&env, &["--report", "-"]).stdout().contains("lost, and changes traffic: "));
}

#[test]
fn some_objects_alone_and_what_is_told_of_them() {
    let env = linked();
    assert_snapshot!(export(&env, &["policy", "default/cart.db-from-shop"]), @"
    exit 0
    stdout| ---
    stdout| apiVersion: projectcalico.org/v3
    stdout| kind: GlobalNetworkPolicy
    stdout| metadata:
    stdout|   name: cart-db-from-shop-d7992358
    stdout| spec:
    stdout|   order: 1000
    stdout|   selector: projectcalico.org/namespace == 'cart' && tier == 'db'
    stdout|   types:
    stdout|   - Ingress
    stdout|   - Egress
    stdout|   ingress:
    stdout|   - action: Allow
    stdout|     protocol: TCP
    stdout|     source:
    stdout|       selector: pcns.name == 'shop'
    stdout|     destination:
    stdout|       ports:
    stdout|       - 6379
    stdout|   egress:
    stdout|   - action: Allow
    stderr| renamed: policy default/cart.db-from-shop -> GlobalNetworkPolicy cart-db-from-shop-d7992358
    stderr| 1 document, 0 objects not converted, 0 changes of traffic
    ");
    assert_snapshot!(export(&env, &["hostEndpoint", "-o", "name"]), @"
    exit 0
    stdout| HostEndpoint/node1.eth0
    stderr| 1 document, 0 objects not converted, 0 changes of traffic
    ");
    assert_snapshot!(export(&env, &["profile", "openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a"]), @"
    exit 0
    stderr| left out: profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: networking-calico makes a policy of its security group instead
    stderr| 0 documents, 0 objects not converted, 0 changes of traffic
    ");
    assert_snapshot!(export(&env, &["profile", "nope"]), @"
    exit 3
    stderr| error: profile nope does not exist
    stderr| hint: `calicross get profile` lists those that do
    ");
}

#[test]
fn what_cannot_be_converted_is_named_and_the_rest_is_there() {
    let env = Env::new();
    env.put_all(&[
        ("/calico/v1/host/N1/metadata", "{}"),
        ("/calico/v1/host/n1/metadata", "{}"),
        ("/calico/v1/ipam/v4/pool/10.0.0.0-16", r#"{"cidr": "10.0.0.0/16"}"#),
    ]);
    assert_snapshot!(export(&env, &[]), @"
    exit 3
    stdout| ---
    stdout| apiVersion: projectcalico.org/v3
    stdout| kind: IPPool
    stdout| metadata:
    stdout|   name: 10-0-0-0-16
    stdout| spec:
    stdout|   cidr: 10.0.0.0/16
    stdout|   ipipMode: Never
    stderr| warning: not converted: names clash: node n1: would be Node n1, which node N1 would be, too
    stderr| warning: not converted: names clash: node N1: would be Node n1, which node n1 would be, too
    stderr| 1 document, 2 objects not converted, 0 changes of traffic
    stderr| error: node N1 is not converted: would be Node n1, which node n1 would be, too (and 1 more) (/calico/v1/host/N1/)
    stderr| hint: all else is; --report FILE tells of every object
    ");
    env.put("/calico/v1/policy/tier/default/policy/bad", b"{");
    env.put("/calico/v1/policy/profile/web/rules", br#"{"inbound_rules": [{"action": "jump"}]}"#);
    assert_snapshot!(export(&env, &["-o", "json", "--jq", ".items[].metadata.name"]), @r#"
    exit 5
    stdout| 10-0-0-0-16
    stderr| warning: not converted: profile web: inbound rule 1: member 'action' is 'jump', not allow, deny, log or next-tier
    stderr| warning: not converted: policy default/bad: the value ends early, expected a member's name at line 1 column 2
    stderr| warning: not converted: names clash: node n1: would be Node n1, which node N1 would be, too
    stderr| warning: not converted: names clash: node N1: would be Node n1, which node n1 would be, too
    stderr| warning: changed, and changes traffic: tier default: /calico/v1/policy/tier/default/metadata is missing: Felix 1.4 ignores the policies of the tier; Calico v3 goes by them
    stderr| 1 document, 4 objects not converted, 1 change of traffic
    stderr| {"schema":"calicross/error/1","kind":"bad-data","code":5,"message":"profile web is not converted: inbound rule 1: member 'action' is 'jump', not allow, deny, log or next-tier (and 3 more)","object":"profile web","key":"/calico/v1/policy/profile/web/rules","hint":"all else is; --report FILE tells of every object"}
    "#);
    assert_snapshot!(export(&env, &["ipPool"]), @"
    exit 0
    stdout| ---
    stdout| apiVersion: projectcalico.org/v3
    stdout| kind: IPPool
    stdout| metadata:
    stdout|   name: 10-0-0-0-16
    stdout| spec:
    stdout|   cidr: 10.0.0.0/16
    stdout|   ipipMode: Never
    stderr| 1 document, 0 objects not converted, 0 changes of traffic
    ");
    assert_snapshot!(env.run(&["export", "--report", "x"]), @"
    exit 2
    stderr| error: the following required arguments were not provided: --to <FORM>
    stderr| hint: usage: calicross export [OPTIONS] [WHAT]...
    ");
    assert_snapshot!(env.run(&["export", "--to", "calico-v4"]), @"
    exit 2
    stderr| error: invalid value 'calico-v4' for '--to <FORM>' [possible values: calico-v3]
    stderr| hint: a similar value exists: 'calico-v3'
    stderr| hint: usage: calicross export [OPTIONS] [WHAT]...
    ");
}
