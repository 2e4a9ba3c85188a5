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
        "history list --no-headers --sort-by -KEYS --filter STATE=undone --filter ACTOR=test*",
        "history prune",
        "settings --filter NAME!=path",
        "version",
    ] {
        let run = env.run(&line.split(' ').collect::<Vec<_>>());
        write!(transcript, "$ calicross {line}\n{run}\n").unwrap();
    }
    assert_snapshot!(transcript, @r#"
    $ calicross profile list
    exit 0
    stdout| NAME                                               INBOUND  OUTBOUND  TAGS
    stdout| calico-k8s-network                                       1         1  calico-k8s-network
    stdout| etcd-host                                                4         1  etcd-host
    stdout| k8s_ns.cart                                              1         1  k8s_ns.cart
    stdout| k8s_ns.ccp                                               1         1  k8s_ns.ccp
    stdout| k8s_ns.default                                           1         1  k8s_ns.default
    stdout| k8s_ns.kube-system                                       1         1  k8s_ns.kube-system
    stdout| k8s_ns.shop                                              1         1  k8s_ns.shop
    stdout| openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894        3         2  0325ec18-425f-4226-903b-ec830e3e7894
    stdout| openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a        4         2  4fe422ed-4730-4af4-b835-38d09235bd4a

    $ calicross profile show openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    exit 0
    stdout| Profile: openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| Tags:    4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| Labels:  missing
    stdout| Inbound rules:
    stdout|    1 allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a ip-version 4
    stdout|    2 allow icmp type 8 from cidr 0.0.0.0/0 ip-version 4
    stdout|    3 allow tcp from cidr 10.10.0.0/24 to ports 22 ip-version 4
    stdout|    4 allow udp from cidr 10.10.0.0/24 to ports 1:65535 ip-version 4
    stdout| Outbound rules:
    stdout|    1 allow to cidr 0.0.0.0/0 ip-version 4
    stdout|    2 allow to cidr ::/0 ip-version 6

    $ calicross profile rule list k8s_ns.cart
    exit 0
    stdout| Inbound rules:
    stdout|    1 deny
    stdout| Outbound rules:
    stdout|    1 allow

    $ calicross profile rule json openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894 -o jsonl
    exit 0
    stdout| {"schema":"calicross/profile-rules/1","outbound_rules":[{"ip_version":4,"dst_net":"0.0.0.0/0"},{"ip_version":6,"dst_net":"::/0"}],"inbound_rules":[{"ip_version":4,"src_tag":"0325ec18-425f-4226-903b-ec830e3e7894"},{"ip_version":6,"src_tag":"0325ec18-425f-4226-903b-ec830e3e7894"},{"ip_version":4,"src_tag":"4fe422ed-4730-4af4-b835-38d09235bd4a","protocol":"tcp","dst_ports":["3306:3307"]}]}

    $ calicross profile tag list openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    exit 0
    stdout| TAG
    stdout| 4fe422ed-4730-4af4-b835-38d09235bd4a

    $ calicross profile add k8s-to-sg1 --dry-run --diff
    exit 0
    stdout| --- /dev/null
    stdout| +++ /calico/v1/policy/profile/k8s-to-sg1/labels
    stdout| @@ -0,0 +1 @@
    stdout| +{}
    stdout| --- /dev/null
    stdout| +++ /calico/v1/policy/profile/k8s-to-sg1/rules
    stdout| @@ -0,0 +1,14 @@
    stdout| +{
    stdout| +  "id": "k8s-to-sg1",
    stdout| +  "inbound_rules": [
    stdout| +    {
    stdout| +      "action": "allow",
    stdout| +      "src_tag": "k8s-to-sg1"
    stdout| +    }
    stdout| +  ],
    stdout| +  "outbound_rules": [
    stdout| +    {
    stdout| +      "action": "allow"
    stdout| +    }
    stdout| +  ]
    stdout| +}
    stdout| --- /dev/null
    stdout| +++ /calico/v1/policy/profile/k8s-to-sg1/tags
    stdout| @@ -0,0 +1,3 @@
    stdout| +[
    stdout| +  "k8s-to-sg1"
    stdout| +]
    stdout| dry run: profile k8s-to-sg1 added
    stdout| no traffic opens or closes

    $ calicross profile add k8s-to-sg1
    exit 0
    stdout| profile k8s-to-sg1 added
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36

    $ calicross profile tag add k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a
    exit 0
    stdout| tag 4fe422ed-4730-4af4-b835-38d09235bd4a added to profile k8s-to-sg1
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36

    $ calicross profile rule add k8s-to-sg1 inbound allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a
    exit 0
    stdout| inbound rule added to profile k8s-to-sg1: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36

    $ calicross profile k8s-to-sg1 rule add inbound --at=1 deny udp from cidr 10.10.0.0/24 to ports 53
    exit 0
    stdout| inbound rule added to profile k8s-to-sg1: deny udp from cidr 10.10.0.0/24 to ports 53 ip-version 4
    stderr| warning: calicoctl 0.2x cannot read profile k8s-to-sg1 any more: the rule has 'ip_version'
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36

    $ calicross profile show k8s-to-sg1
    exit 0
    stdout| Profile: k8s-to-sg1
    stdout| Tags:    k8s-to-sg1, 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| Labels:  -
    stdout| Inbound rules:
    stdout|    1 deny udp from cidr 10.10.0.0/24 to ports 53 ip-version 4
    stdout|    2 allow from tag k8s-to-sg1
    stdout|    3 allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| Outbound rules:
    stdout|    1 allow

    $ calicross profile rule remove k8s-to-sg1 inbound --at 1
    exit 3
    stderr| error: not confirmed: removes inbound rule 1 of profile k8s-to-sg1: deny udp from cidr 10.10.0.0/24 to ports 53 ip-version 4
    stderr| hint: --yes answers it; --dry-run shows what it would do

    $ calicross profile rule remove k8s-to-sg1 inbound --at 1 --yes --reason mistyped
    exit 0
    stdout| inbound rule 1 removed from profile k8s-to-sg1: deny udp from cidr 10.10.0.0/24 to ports 53 ip-version 4
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36

    $ calicross profile clone k8s-to-sg1 k8s-to-sg2 --dry-run
    exit 0
    stdout| + /calico/v1/policy/profile/k8s-to-sg2/labels  {}
    stdout| + /calico/v1/policy/profile/k8s-to-sg2/rules  {"id": "k8s-to-sg2", "inbound_rules": [{"action": "allow", "src_tag": "k8s-to-sg2"}, {"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"action": "allow"}]}
    stdout| + /calico/v1/policy/profile/k8s-to-sg2/tags  ["k8s-to-sg2", "4fe422ed-4730-4af4-b835-38d09235bd4a"]
    stdout| dry run: profile k8s-to-sg2 added, a copy of k8s-to-sg1
    stdout| no traffic opens or closes

    $ calicross profile tag add openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a k8s
    exit 3
    stderr| error: /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| hint: --force=owner does it all the same

    $ calicross profile remove k8s_ns.shop
    exit 3
    stderr| error: profile k8s_ns.shop is in use: 2 endpoints use it and would be cut off, first /calico/v1/host/node1/workload/k8s/shop.frontend-2611209331-q9z8y/endpoint/eth0
    stderr| hint: --force=in-use does it all the same

    $ calicross profile remove k8s_ns.shop --force=in-use,owner --dry-run
    exit 0
    stdout| - /calico/v1/policy/profile/k8s_ns.shop/labels
    stdout| - /calico/v1/policy/profile/k8s_ns.shop/rules
    stdout| - /calico/v1/policy/profile/k8s_ns.shop/tags
    stdout| dry run: profile k8s_ns.shop removed
    stdout| closes: 2 pods of ns shop -> any address: all
    stdout| closes: 2 pods of ns shop <- any address, ns ccp (3 pods), ns kube-system (2 pods), ns cart (1 pod) and 5 more groups: all
    stdout| closes: 3 pods of ns ccp, 1 pod of ns default <- ns shop (2 pods): all
    stdout| closes: 1 pod of ns cart <- ns shop (2 pods): tcp/6379
    stdout| closes: 1 VM of sg 0325ec18 + sg 4fe422ed, 1 VM of sg 4fe422ed <- ns shop (2 pods): icmp 8
    stdout| closes: 2 pods of ns shop -> their own hosts: all but udp/53, udp/67 from 68
    stdout| closes: 1 host endpoint <- ns shop (1 pod): all, from host to host
    stdout| closes: 1 host endpoint <- ns shop (1 pod): all but udp/53, udp/67 from 68, on one host
    stdout| closes: 1 pod of ns shop <- 1 host endpoint: all, from host to host
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: forced: profile k8s_ns.shop is in use: 2 endpoints use it and would be cut off, first /calico/v1/host/node1/workload/k8s/shop.frontend-2611209331-q9z8y/endpoint/eth0
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.shop/labels belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.shop/rules belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| warning: forced: /calico/v1/policy/profile/k8s_ns.shop/tags belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| would ask: removes profile k8s_ns.shop

    $ calicross key ls /calico/v1/config
    exit 0
    stdout| KEY                                         BYTES  VERSION
    stdout| /calico/v1/config/ClusterGUID                  32        1
    stdout| /calico/v1/config/EndpointReportingEnabled      4        1
    stdout| /calico/v1/config/InterfacePrefix               8        1
    stdout| /calico/v1/config/IpInIpEnabled                 5        1
    stdout| /calico/v1/config/LogFilePath                   4        1
    stdout| /calico/v1/config/LogSeverityFile               4        1
    stdout| /calico/v1/config/LogSeverityScreen             4        1
    stdout| /calico/v1/config/MetadataAddr                 12        1
    stdout| /calico/v1/config/ReportingIntervalSecs         2        1
    stdout| /calico/v1/config/ReportingTTLSecs              3        1

    $ calicross key ls /calico/v1/policy -o name
    exit 0
    stdout| /calico/v1/policy/profile/calico-k8s-network/labels
    stdout| /calico/v1/policy/profile/calico-k8s-network/rules
    stdout| /calico/v1/policy/profile/calico-k8s-network/tags
    stdout| /calico/v1/policy/profile/etcd-host/labels
    stdout| /calico/v1/policy/profile/etcd-host/rules
    stdout| /calico/v1/policy/profile/etcd-host/tags
    stdout| /calico/v1/policy/profile/k8s-to-sg1/labels
    stdout| /calico/v1/policy/profile/k8s-to-sg1/rules
    stdout| /calico/v1/policy/profile/k8s-to-sg1/tags
    stdout| /calico/v1/policy/profile/k8s_ns.cart/labels
    stdout| /calico/v1/policy/profile/k8s_ns.cart/rules
    stdout| /calico/v1/policy/profile/k8s_ns.cart/tags
    stdout| /calico/v1/policy/profile/k8s_ns.ccp/labels
    stdout| /calico/v1/policy/profile/k8s_ns.ccp/rules
    stdout| /calico/v1/policy/profile/k8s_ns.ccp/tags
    stdout| /calico/v1/policy/profile/k8s_ns.default/labels
    stdout| /calico/v1/policy/profile/k8s_ns.default/rules
    stdout| /calico/v1/policy/profile/k8s_ns.default/tags
    stdout| /calico/v1/policy/profile/k8s_ns.kube-system/labels
    stdout| /calico/v1/policy/profile/k8s_ns.kube-system/rules
    stdout| /calico/v1/policy/profile/k8s_ns.kube-system/tags
    stdout| /calico/v1/policy/profile/k8s_ns.shop/labels
    stdout| /calico/v1/policy/profile/k8s_ns.shop/rules
    stdout| /calico/v1/policy/profile/k8s_ns.shop/tags
    stdout| /calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/rules
    stdout| /calico/v1/policy/profile/openstack-sg-0325ec18-425f-4226-903b-ec830e3e7894/tags
    stdout| /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules
    stdout| /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags
    stdout| /calico/v1/policy/tier/default/metadata
    stdout| /calico/v1/policy/tier/default/policy/cart.db-from-shop
    stdout| /calico/v1/policy/tier/default/policy/k8s-policy-no-match

    $ calicross key get /calico/v1/config/InterfacePrefix
    exit 0
    stdout| cali,tap

    $ calicross key put /calico/v1/config/InterfacePrefix cali --dry-run --diff
    exit 3
    stderr| error: /calico/v1/config/InterfacePrefix would drop tap: workloads whose interfaces begin so lose their policy and their routes
    stderr| hint: --force=in-use does it all the same

    $ calicross key put /calico/v1/config/LogSeverityScreen loud
    exit 5
    stderr| error: value for /calico/v1/config/LogSeverityScreen is refused: LogSeverityScreen 'loud' is not debug, info, warning, error or none: Felix 1.4 does not start with it; Felix 2 uses its default, INFO
    stderr| hint: --force=malformed does it all the same

    $ calicross key rm /calico/v1/host/node1 --recursive --dry-run -o name
    exit 3
    stderr| error: /calico/v1/host/node1/workload/k8s/ccp.keystone-3517283904-l0b7w/endpoint/eth0 belongs to the CNI plugin: it wrote it for a pod that is running, and does not write it again
    stderr| hint: --force=owner does it all the same

    $ calicross profile tag remove k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a --dry-run --out tag.plan
    exit 0
    stdout| ~ /calico/v1/policy/profile/k8s-to-sg1/tags  ["k8s-to-sg1"]
    stdout| dry run: tag 4fe422ed-4730-4af4-b835-38d09235bd4a removed from profile k8s-to-sg1
    stdout| no traffic opens or closes
    stderr| saved; `calicross plan apply tag.plan` carries it out
    stderr| would ask: removes tag 4fe422ed-4730-4af4-b835-38d09235bd4a from profile k8s-to-sg1

    $ calicross plan show tag.plan
    exit 0
    stdout| ~ /calico/v1/policy/profile/k8s-to-sg1/tags  ["k8s-to-sg1"]
    stdout| dry run: tag 4fe422ed-4730-4af4-b835-38d09235bd4a removed from profile k8s-to-sg1
    stdout| no traffic opens or closes
    stderr| plan of YYYY-MM-DDTHH:MM:SSZ: profile tag remove k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a
    stderr| for file IDENTITY at DIR/store.redb
    stderr| would ask: removes tag 4fe422ed-4730-4af4-b835-38d09235bd4a from profile k8s-to-sg1

    $ calicross plan apply tag.plan --yes
    exit 0
    stdout| tag 4fe422ed-4730-4af4-b835-38d09235bd4a removed from profile k8s-to-sg1
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36

    $ calicross plan apply tag.plan --yes
    exit 4
    stderr| error: the plan is stale; changed since: /calico/v1/policy/profile/k8s-to-sg1/tags
    stderr| hint: nothing is written; make the plan anew

    $ calicross plan resume
    exit 3
    stderr| error: no change is pending

    $ calicross history
    exit 0
    stdout| ID                                    TIME                  ACTOR   STATE  KEYS  COMMAND
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      3  profile add k8s-to-sg1
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      1  profile tag add k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      1  profile rule add k8s-to-sg1 inbound allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      1  profile rule add k8s-to-sg1 inbound --at=1 deny udp from cidr 10.10.0.0/24 to ports 53
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      1  profile rule remove k8s-to-sg1 inbound --at 1
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  done      1  profile tag remove k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a

    $ calicross undo --last --dry-run --diff
    exit 0
    stdout| --- /calico/v1/policy/profile/k8s-to-sg1/tags
    stdout| +++ /calico/v1/policy/profile/k8s-to-sg1/tags
    stdout| @@ -1,3 +1,4 @@
    stdout|  [
    stdout| -  "k8s-to-sg1"
    stdout| +  "k8s-to-sg1",
    stdout| +  "4fe422ed-4730-4af4-b835-38d09235bd4a"
    stdout|  ]
    stdout| dry run: taken back: profile tag remove k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| no traffic opens or closes
    stderr| would ask: takes back: profile tag remove k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a

    $ calicross undo --last --yes
    exit 0
    stdout| taken back: profile tag remove k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36

    $ calicross history list --no-headers --sort-by -KEYS --filter STATE=undone --filter ACTOR=test*
    exit 0
    stdout| JOURNAL-ENTRY-ID-0000-0000-000000000  YYYY-MM-DDTHH:MM:SSZ  tester  undone  1  profile tag remove k8s-to-sg1 4fe422ed-4730-4af4-b835-38d09235bd4a

    $ calicross history prune
    exit 0
    stdout| 0 journal entries removed

    $ calicross settings --filter NAME!=path
    exit 0
    stdout| NAME            VALUE                  ORIGIN
    stdout| commit-timeout  30s                    default
    stdout| datastore       file                   default
    stdout| endpoints       http://127.0.0.1:2379  default
    stdout| rate            100                    default
    stdout| timeout         5s                     default

    $ calicross version
    exit 0
    stdout| calicross 0.1.0
    "#);
}
