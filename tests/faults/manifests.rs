//! The same files on each datastore: the same answers, the same keys.

use crate::harness::{Operator, Run};
use crate::server::Etcd;
use crate::witness::{Keys, file_dump, v2, v3};

const MANIFESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/manifests");

/// What the third edition of the shop's files says: the policy is another, and the second pool is gone.
const FEWER: &str = "\
kind: profile
apiVersion: v1
metadata: {name: shop, tags: [shop], labels: {tier: front}}
spec:
  ingress: [{action: allow, source: {tag: shop}}]
  egress: [{action: allow}]
---
kind: policy
apiVersion: v1
metadata: {name: database}
spec:
  order: 50
  selector: role == 'database'
  types: [ingress, egress]
  ingress: [{action: pass}]
  egress: [{action: pass}]
---
kind: ipPool
apiVersion: v1
metadata: {cidr: 10.65.0.0/24}
spec: {disabled: true}
";

/// What somebody types, and the code that it ends with.
const LINES: &[(i32, &str)] = &[
    (1, "diff -f MANIFESTS --summary"),
    (1, "diff -f MANIFESTS --color never"),
    (0, "apply -f MANIFESTS --yes --dry-run --diff"),
    (0, "apply -f MANIFESTS/shop.yaml --set shop --yes"),
    (0, "apply -f MANIFESTS --yes"),
    (0, "apply -f MANIFESTS --yes"),
    (0, "diff -f MANIFESTS"),
    (0, "get node,pool,bgpPeer,felixConfig,bgpConfig,profile,tier,policy,hep"),
    (0, "get policy,profile,hep -o yaml"),
    (0, "get node node1 -o json"),
    (0, "export"),
    (3, "create -f fewer.yaml --yes"),
    // A set of files, what it takes away, and what has drifted from it.
    (0, "apply -f MANIFESTS/shop.yaml --set shop --yes"),
    (0, "drift"),
    (0, "profile tag add shop by-hand -q"),
    (0, "policy remove database --yes -q"),
    (1, "drift --set shop"),
    (3, "apply -f MANIFESTS/shop.yaml --set shop --yes"),
    (0, "apply -f MANIFESTS/shop.yaml --set shop --yes --force=drift"),
    (0, "drift"),
    (1, "diff -f fewer.yaml --set shop --prune --color never"),
    (3, "apply -f fewer.yaml --set shop --prune --max-deletes 0 --yes"),
    (0, "apply -f fewer.yaml --set shop --prune --yes"),
    (0, "apply -f fewer.yaml --set shop --prune --yes"),
    (0, "get pool,policy,bgpPeer"),
    // Single objects.
    (0, r#"patch policy database -p {"spec":{"order":70}} --yes --diff"#),
    (3, r#"patch policy gone -p {"spec":{"order":70}} --yes"#),
    (0, "edit profile shop --yes"),
    (0, "edit profile shop --yes"),
    (0, "replace -f fewer.yaml --yes"),
    (3, "delete policy gone"),
    (0, "delete policy infra/infra-no-match --yes"),
    (0, "delete -f MANIFESTS/hosts.yaml --yes"),
    (0, "get node,pool,profile,policy,hep -o name"),
    (0, "undo --last --yes"),
    (0, "export node,hostEndpoint"),
];

/// What is told of a line, without what is each datastore's own: its address.
fn told(run: &Run) -> String {
    let others = run.stderr.lines().filter(|line| !line.starts_with("datastore: "));
    format!("{:?}\n{}{}", run.code, run.stdout, others.map(|line| format!("{line}\n")).collect::<String>())
}

/// Types all lines. Returns what was told of each, and what is there afterwards.
fn play(operator: Operator, dump: &dyn Fn(&Operator, &str) -> Keys) -> Vec<(String, Keys)> {
    let operator = operator.set("CALICROSS_RATE", "0").set("EDITOR", "sed -i 's/- shop$/- edited/'");
    operator.file("fewer.yaml", FEWER);
    let play = |(code, line): &(i32, &str)| {
        let args: Vec<String> = line.split(' ').map(|word| word.replace("MANIFESTS", MANIFESTS)).collect();
        let run = operator.run(&args).expect(*code);
        let mut keys = dump(&operator, "/calico");
        keys.extend(dump(&operator, "/calicross/v1/sets"));
        // Each apply chooses a word of its own.
        keys.retain(|path, _| !path.ends_with("/applied"));
        (told(&run), keys)
    };
    LINES.iter().map(play).collect()
}

#[test]
fn the_same_on_every_datastore() {
    let (one, other) = (Etcd::start(), Etcd::start());
    let on_file = play(Operator::of_file(), &|operator, directory| file_dump(&operator.path("calico.redb"), directory));
    let on_v3 =
        play(Operator::of_etcd(&one.endpoint(), "etcdv3"), &|_, directory| v3::dump(&one.endpoint(), directory));
    let on_v2 = play(Operator::of_etcd(&other.endpoint(), "etcdv2"), &|_, directory| {
        let mut keys = v2::dump(&other.endpoint(), directory);
        keys.retain(|path, _| !path.ends_with('/'));
        keys
    });
    for (at, (_, line)) in LINES.iter().enumerate() {
        assert_eq!(on_v3[at].0, on_file[at].0, "etcdv3: {line}");
        assert_eq!(on_v2[at].0, on_file[at].0, "etcdv2: {line}");
        assert_eq!(on_v3[at].1, on_file[at].1, "etcdv3: {line}");
        assert_eq!(on_v2[at].1, on_file[at].1, "etcdv2: {line}");
    }
    let writes = |at: usize| at > 0 && on_file[at].1 != on_file[at - 1].1;
    assert!((0..LINES.len()).filter(|at| writes(*at)).count() >= 12, "hardly anything was written");
}
