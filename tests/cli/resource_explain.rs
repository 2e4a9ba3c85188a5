//! `calicross explain`

use insta::assert_snapshot;

use crate::harness::Env;

#[test]
fn a_field_tells_what_it_becomes_and_what_each_reader_makes_of_it() {
    let env = Env::new();
    assert_snapshot!(env.run(&["explain", "policy.spec.ingress.source.nets"]), @r#"
    exit 0
    stdout| KIND:     policy
    stdout| VERSION:  v1, calicross/v1
    stdout| FIELD:    spec.ingress.source.nets
    stdout| TYPE:     list of CIDRs
    stdout| DEFAULT:  any address
    stdout| KEY:      /calico/v1/policy/tier/<tier>/policy/<name>
    stdout| MEMBER:   inbound_rules[].src_net
    stdout| EXAMPLE:  nets: ["10.0.0.0/8", "192.168.0.0/16"]
    stdout| 
    stdout|   The packet's source address is in one of these networks. A bare address is a network of one; bits
    stdout|   beyond a prefix do not count. All networks of a rule are of one IP version.
    stdout| 
    stdout| READERS:
    stdout|   Felix 1.4       takes one network a rule; with src_nets or dst_nets it throws the whole profile or
    stdout|                   policy away. Without ip_version it leaves a CIDR out for the other IP version, and
    stdout|                   the rule matches everything of that
    stdout|   Felix 2         takes both the single form and lists; without ip_version it skips the rule for the
    stdout|                   other IP version
    stdout|   calicoctl 0.2x  reads the single form alone, and no profile whose rules have ip_version
    stdout|   calicoctl 1.x   shows both forms as nets, and writes a list when it writes the object anew: Felix
    stdout|                   1.4 then rejects it
    stdout|   calicross       writes a rule for each network, with ip_version, and shows them folded again;
    stdout|                   refuses more than 512 rules of one, and networks of two IP versions
    "#);
    assert_snapshot!(env.run(&["explain", "ipPool.spec.disabled"]), @"
    exit 0
    stdout| KIND:     ipPool
    stdout| VERSION:  v1, calicross/v1
    stdout| FIELD:    spec.disabled
    stdout| TYPE:     boolean
    stdout| DEFAULT:  false
    stdout| KEY:      /calico/v1/ipam/v<4|6>/pool/<cidr>
    stdout| MEMBER:   disabled
    stdout| EXAMPLE:  disabled: true
    stdout| 
    stdout|   Whether no new blocks of addresses are taken from it. Addresses that were given out stay.
    stdout| 
    stdout| READERS:
    stdout|   Go IPAM      takes no new blocks from it
    stdout|   Python IPAM  takes no new blocks from it where disabled is set, and none where ipam is false
    stdout|   Felix 1.4    does not look at it: what goes to the pool is not masqueraded
    stdout|   Felix 2      does not look at it: what goes to the pool is not masqueraded
    stdout|   BIRD, confd  does not look at it: routes within the pool are exported
    stdout|   calicross    writes ipam with it, as its opposite, unless somebody has set the two apart
    ");
    assert_snapshot!(env.run(&["explain", "felixConfig.spec.ReportingIntervalSecs"]), @"
    exit 0
    stdout| KIND:     felixConfig
    stdout| VERSION:  calicross/v1
    stdout| FIELD:    spec.ReportingIntervalSecs
    stdout| TYPE:     seconds
    stdout| DEFAULT:  it stays as it is; null unsets it
    stdout| KEY:      /calico/v1/config/ReportingIntervalSecs
    stdout|           /calico/v1/host/<node>/config/ReportingIntervalSecs
    stdout| EXAMPLE:  ReportingIntervalSecs: 30
    stdout| 
    stdout|   0 turns the reports off, and Neutron takes every host for dead; calico/node sets it to 0 where it
    stdout|   is absent.
    stdout| 
    stdout| READERS:
    stdout|   Felix 1.4  takes 30 where it is not set; a wrong value: does not start with it
    stdout|   Felix 2    takes 30 where it is not set; a wrong value: uses its default, 30
    ");
}

#[test]
fn a_kind_tells_its_keys_and_fields() {
    let env = Env::new();
    assert_snapshot!(env.run(&["explain", "profile"]), @"
    exit 0
    stdout| KIND:     profile
    stdout| VERSION:  v1, calicross/v1
    stdout| NAMED:    NAME
    stdout| KEY:      /calico/v1/policy/profile/<name>/tags
    stdout|           /calico/v1/policy/profile/<name>/labels
    stdout|           /calico/v1/policy/profile/<name>/rules
    stdout| 
    stdout|   What endpoints that list it may receive and send, where no policy decides; and the tags and labels
    stdout|   that they carry. An endpoint's profiles are looked at in the order of its list: the first rule
    stdout|   that matches decides, and what none of them allows is dropped.
    stdout| 
    stdout| READERS:
    stdout|   Felix 1.4          drops everything that reaches a profile without readable rules; tags and labels
    stdout|                      count even then
    stdout|   Felix 2            does the same
    stdout|   networking-calico  owns those called openstack-sg-...: it deletes the ones whose group Neutron
    stdout|                      does not know, and writes tags and rules anew, within 60 s; their labels it
    stdout|                      leaves alone
    stdout|   calicoctl 1.x      takes a profile without the key tags for none
    stdout|   calicross          writes all three keys, those that say the same stay as they are
    stdout| 
    stdout| FIELDS:
    stdout|   apiVersion  v1|calicross/v1  Required. The version of the form: v1 is calicoctl 1.x's;
    stdout|                                calicross/v1 has all of it, and what calicoctl does not know
    stdout|   kind        profile          Required. The kind of resource, in exactly this spelling
    stdout|   metadata    object           Required. Which object it is, and what is told about it
    stdout|   spec        object           What it is to be
    ");
    assert_snapshot!(env.run(&["explain", "node", "--recursive"]), @"
    exit 0
    stdout| KIND:     node
    stdout| VERSION:  v1, calicross/v1
    stdout| NAMED:    NAME
    stdout| KEY:      /calico/v1/host/<name>/metadata
    stdout|           /calico/v1/host/<name>/...
    stdout|           /calico/bgp/v1/host/<name>/...
    stdout| 
    stdout|   A host, as far as files tell of it: what BIRD needs of it, and what orchestrators call it.
    stdout| 
    stdout| READERS:
    stdout|   calicoctl 1.x      deletes with a node everything below its host: VMs' endpoints, host endpoints
    stdout|                      and Felix' settings, too
    stdout|   BIRD, confd        reads every host's directory for the mesh: one without ip_addr_v4 or ip_addr_v6
    stdout|                      stops confd on all hosts
    stdout|   networking-calico  makes no nodes: a compute host without calico/node is in no mesh
    stdout|   calicross          writes both addresses always, empty where there is none, and refuses to delete
    stdout|                      a node that has endpoints
    stdout| 
    stdout| FIELDS:
    stdout|   apiVersion  v1|calicross/v1, required
    stdout|   kind        node, required
    stdout|   metadata    object, required
    stdout|     name     host name, required
    stdout|     asFound  boolean
    stdout|   spec        object
    stdout|     bgp       object
    stdout|       asNumber     AS number
    stdout|       ipv4Address  address/length
    stdout|       ipv6Address  address/length
    stdout|     orchRefs  list of objects
    stdout|       orchestrator  name, required
    stdout|       nodeName      text
    ");
    assert_snapshot!(env.run(&["explain", "tier.spec"]), @"
    exit 0
    stdout| KIND:     tier
    stdout| VERSION:  calicross/v1
    stdout| FIELD:    spec
    stdout| TYPE:     object
    stdout| DEFAULT:  nothing is said
    stdout| KEY:      /calico/v1/policy/tier/<name>/metadata
    stdout| 
    stdout|   What it is to be.
    stdout| 
    stdout| FIELDS:
    stdout|   order  number  Tiers with lower orders decide first; those of one order by name
    ");
}

#[test]
fn long_lists_have_what_fields_mean_below_them() {
    let told = Env::new().run(&["explain", "felixConfig.spec"]).ok().stdout();
    let lines: Vec<&str> = told.lines().skip_while(|line| !line.contains("MetadataAddr")).take(3).collect();
    assert_snapshot!(lines.join("\n"), @"
    MetadataAddr                        host|none
        unless it is none, 169.254.169.254:80 goes there for all that enters the host, pods too
    MetadataPort                        number 0 to 65535
    ");
}

#[test]
fn what_is_no_field_is_told_with_what_is_like_it() {
    let env = Env::new();
    assert_snapshot!(env.run(&["explain", "ipPool.disabled"]), @"
    exit 3
    stderr| error: ipPool has no field disabled
    stderr| hint: did you mean ipPool.spec.disabled?
    ");
    assert_snapshot!(env.run(&["explain", "policy.spec.ingres.source"]), @"
    exit 3
    stderr| error: policy has no field spec.ingres.source
    stderr| hint: did you mean policy.spec.ingress.source, or policy.spec.egress.source?
    ");
    assert_snapshot!(env.run(&["explain", "policy.nonsense"]), @"
    exit 3
    stderr| error: policy has no field nonsense
    stderr| hint: `calicross explain policy --recursive` shows its fields
    ");
    assert_snapshot!(env.run(&["explain", "polcy"]), @"
    exit 2
    stderr| error: 'polcy' is no kind of resource
    stderr| hint: kinds are node, ipPool, bgpPeer, felixConfig, bgpConfig, profile, link, tier, policy, hostEndpoint, workloadEndpoint
    ");
    assert_snapshot!(env.run(&["explain", "hep.spec.expectedips", "-o", "json"]), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/explain/1",
    stdout|   "name": "hostEndpoint.spec.expectedIPs",
    stdout|   "type": "list of addresses",
    stdout|   "apiVersions": [
    stdout|     "v1",
    stdout|     "calicross/v1"
    stdout|   ],
    stdout|   "required": false,
    stdout|   "default": "one of interfaceName, expectedIPs has to be there",
    stdout|   "description": "The addresses that the interface is expected to have: without interfaceName it is found by them; and they are what rules with tags and selectors match.",
    stdout|   "keys": [
    stdout|     "/calico/v1/host/<node>/endpoint/<name>"
    stdout|   ],
    stdout|   "member": "expected_ipv4_addrs, expected_ipv6_addrs",
    stdout|   "example": "[\"10.0.0.11\"]",
    stdout|   "beside": null,
    stdout|   "readers": [
    stdout|     {
    stdout|       "reader": "Felix 1.4",
    stdout|       "does": "knows the endpoint's addresses by them alone: without them no rule with a tag or selector matches it. Looks for the interface every 10 s"
    stdout|     },
    stdout|     {
    stdout|       "reader": "Felix 2",
    stdout|       "does": "knows the endpoint's addresses by them alone"
    stdout|     },
    stdout|     {
    stdout|       "reader": "calicross",
    stdout|       "does": "refuses networks"
    stdout|     }
    stdout|   ],
    stdout|   "fields": []
    stdout| }
    "#);
}
