//! `calicross access`: what reaches the terminal. That etcd then does as told is proved in `tests/faults/access.rs`.

use insta::assert_snapshot;

use crate::harness::Env;
use crate::server::Etcd;

/// Root of an etcd by password, over plain HTTP.
fn root(etcd: &Etcd) -> Env {
    let env = Env::new().hide(&etcd.endpoint(), "http://ETCD").hide(&hostname(), "HOST");
    let password = env.file("password", "secret\n");
    env.set("CALICROSS_DATASTORE", "etcdv2")
        .set("CALICROSS_ENDPOINTS", &etcd.endpoint())
        .set("CALICROSS_USER", "root")
        .set("CALICROSS_PASSWORD_FILE", &password)
        .set("CALICROSS_SECRET", &format!("root={password}"))
}

fn hostname() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

#[test]
fn a_file_has_no_users() {
    assert_snapshot!(Env::new().run(&["access", "show"]), @"
    exit 3
    stderr| error: file cannot do this: it has no users and roles
    stderr| hint: --endpoints names an etcd, which has
    ");
}

#[test]
fn plans_are_shown_made_and_then_empty() {
    let etcd = Etcd::start();
    let env = root(&etcd);
    let line = "access plan calico-dhcp kube-apiserver --identity calico-dhcp@n1=dhcp-n1 --exit-code";
    assert_snapshot!(env.run(&words(line)), @"
    exit 1
    stdout| + v2  role calico-dhcp@n1
    stdout| + v2  role calico-dhcp@n1: /calico/dhcp/v1/subnet* read
    stdout| + v2  role calico-dhcp@n1: /calico/v1/host/n1/workload* read
    stdout| + v2  user dhcp-n1
    stdout| + v2  user dhcp-n1: role calico-dhcp@n1
    stdout| + v2  user root
    stdout| + v3  role root
    stdout| + v3  role kube-apiserver
    stdout| + v3  role kube-apiserver: compact_rev_key read, write
    stdout| + v3  role kube-apiserver: /registry/* read, write
    stdout| + v3  user kube-apiserver
    stdout| + v3  user kube-apiserver: role kube-apiserver
    stdout| + v3  user root
    stdout| + v3  user root: role root
    stdout| 14 to change
    stderr| warning: over http:// no certificate says who somebody is, and these get passwords that nobody knows: dhcp-n1, kube-apiserver (--secret USER=FILE gives one)
    stderr| etcd at http://ETCD: v2 authentication off, v3 authentication off
    ");
    let line = "access apply calico-dhcp kube-apiserver --identity calico-dhcp@n1=dhcp-n1 -q";
    assert_snapshot!(env.run(&words(line)), @"
    exit 0
    stdout| + v2  role calico-dhcp@n1
    stdout| + v2  role calico-dhcp@n1: /calico/dhcp/v1/subnet* read
    stdout| + v2  role calico-dhcp@n1: /calico/v1/host/n1/workload* read
    stdout| + v2  user dhcp-n1
    stdout| + v2  user dhcp-n1: role calico-dhcp@n1
    stdout| + v2  user root
    stdout| + v3  role root
    stdout| + v3  role kube-apiserver
    stdout| + v3  role kube-apiserver: compact_rev_key read, write
    stdout| + v3  role kube-apiserver: /registry/* read, write
    stdout| + v3  user kube-apiserver
    stdout| + v3  user kube-apiserver: role kube-apiserver
    stdout| + v3  user root
    stdout| + v3  user root: role root
    stdout| 14 changed
    stderr| warning: over http:// no certificate says who somebody is, and these get passwords that nobody knows: dhcp-n1, kube-apiserver (--secret USER=FILE gives one)
    ");
    assert_snapshot!(env.run(&words(line)), @"
    exit 0
    stdout| nothing to change
    ");
    assert_snapshot!(env.run(&words("access apply --api v3 --dry-run -o json")), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/access-plan/1",
    stdout|   "changed": false,
    stdout|   "dry_run": true,
    stdout|   "steps": []
    stdout| }
    stderr| etcd at http://ETCD: v3 authentication off
    "#);
    assert_snapshot!(env.run(&words("access show --filter USER!=")), @"
    exit 0
    stdout| COMPONENT       API  AUTHENTICATES            HOST  USER            ROLE  CHECKED
    stdout| kube-apiserver  v3   certificate                    kube-apiserver  ok    never
    stdout| calico-dhcp     v2   certificate              n1    dhcp-n1         ok    never
    stdout| root            v2   certificate or password        root            ok    never
    stdout| root            v3   certificate or password        root            ok    never
    stderr| v2 authentication off, v3 authentication off
    ");
}

#[test]
fn names_that_nobody_has_are_refused() {
    let etcd = Etcd::start();
    let env = root(&etcd);
    assert_snapshot!(env.run(&words("access plan nova")), @"
    exit 3
    stderr| error: no component nova gets a role
    stderr| hint: there are kube-apiserver, calico-node, felix, confd, cni, kube-policy, neutron, calico-dhcp, calicoctl, calicross, calicross-reader
    ");
    assert_snapshot!(env.run(&words("access plan --identity neutron")), @"
    exit 2
    stderr| error: invalid value 'neutron' for '--identity <COMPONENT[@HOST]=USER>': expected COMPONENT=USER or COMPONENT@HOST=USER
    stderr| hint: usage: calicross access plan [OPTIONS] [COMPONENTS]...
    ");
    assert_snapshot!(env.run(&words("access plan neutron --secret nova=password")), @"
    exit 2
    stderr| error: --secret names nova, who speaks for none of these components
    stderr| hint: --identity COMPONENT=USER says for which
    ");
    assert_snapshot!(env.run(&words("access check --as nova --as-password-file password")), @"
    exit 3
    stderr| error: user nova has the role of no component
    stderr| hint: `calicross access apply` makes roles and users; --component says for which it speaks, where they cannot be read
    ");
    assert_snapshot!(env.run(&words("access check --as nova")), @"
    exit 3
    stderr| error: the password is of root, not of nova
    stderr| hint: --as-cert and --as-key, or --as-password-file, say so
    ");
}

#[test]
fn an_identity_is_proved_by_trying() {
    let etcd = Etcd::start();
    let env = root(&etcd);
    let _ = env.run(&words("access apply calicross-reader --secret calicross-reader=password")).ok();
    assert_snapshot!(env.run(&words("access check --as calicross-reader --as-password-file password")), @"
    exit 0
    stdout| v2 authentication off: calicross-reader speaks for calicross-reader
    stdout| v3 authentication off: calicross-reader speaks for no component there
    stdout|   by role  v2  may     read  /calico*: works, and its role grants it
    stdout|   by role  v2  may     read  /calicross*: works, and its role grants it
    stdout|   by role  v2  may not read  /registry/*: no role of it grants this
    stdout|   by role  v2  may not write /registry*: no role of it grants this
    stdout|   by role  v2  may not write /calico/v1/host/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/v1/config/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/v1/Ready: no role of it grants this
    stdout|   by role  v2  may not write /calico/v1/ipam/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/bgp/v1/global/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/bgp/v1/host/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/ipam/v2/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/felix/v1/host/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/v1/policy/profile/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/v1/policy/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/openstack/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/v1/policy/profile/openstack-sg-*: no role of it grants this
    stdout|   by role  v2  may not write /calico/v1/config/ClusterGUID: no role of it grants this
    stdout|   by role  v2  may not write /calico/v1/config/InterfacePrefix: no role of it grants this
    stdout|   by role  v2  may not write /calico/v1/config/EndpointReportingEnabled: no role of it grants this
    stdout|   by role  v2  may not write /calico/dhcp/v1/*: no role of it grants this
    stdout|   by role  v2  may not write /calico*: no role of it grants this
    stdout|   by role  v2  may not write /calicross*: no role of it grants this
    stdout|   by role  v2  may not write /registry/*: no role of it grants this
    stdout|   by role  v2  may not write /calicross/*: no role of it grants this
    stdout|   by role  v2  may not write /calico/*: no role of it grants this
    stdout|   untried  v3  may not read  /registry/*: open to everybody: authentication is off in this API
    stdout|   untried  v3  may not write /registry/*: open to everybody: authentication is off in this API
    stdout| calicross-reader has passed (by password)
    ");
}

#[test]
fn switching_on_prints_the_way_back_first() {
    let etcd = Etcd::start();
    let env = root(&etcd);
    assert_snapshot!(env.run(&words("access enable")), @"
    exit 3
    stderr| error: not switched on: v2: there is no user root with the role root (and 1 more)
    stderr| hint: also: v3: there is no user root with the role root
    stderr| hint: `calicross access apply` makes users and roles, `calicross access check --as USER` proves them; --without names components that are not in use
    ");
    let _ = env.run(&words("access apply")).ok();
    assert_snapshot!(env.run(&words("access enable")), @"
    exit 3
    stderr| the way back, as root, from any host:
    stderr|   calicross access disable --yes --endpoints http://ETCD --user root --password-file FILE
    stderr|   curl -X DELETE --user root http://ETCD/v2/auth/enable
    stderr|   ETCDCTL_API=3 etcdctl --endpoints http://ETCD --user root auth disable
    stderr| and by itself, 300s after it is on, unless `calicross access confirm` is given
    stderr|   by a process on HOST that writes to DIR/state/access/JOURNAL-ENTRY-ID-0000-0000-000000000.log
    stderr| error: not confirmed: switches authentication on in v2 and v3: who is no user is out
    stderr| hint: --yes answers it
    ");
    assert_snapshot!(env.run(&words("access enable --yes --within 1h")), @"
    exit 0
    stdout| authentication is on in v2 and v3; `calicross access confirm` keeps it, else it is taken back at YYYY-MM-DDTHH:MM:SSZ
    stderr| the way back, as root, from any host:
    stderr|   calicross access disable --yes --endpoints http://ETCD --user root --password-file FILE
    stderr|   curl -X DELETE --user root http://ETCD/v2/auth/enable
    stderr|   ETCDCTL_API=3 etcdctl --endpoints http://ETCD --user root auth disable
    stderr| and by itself, 3600s after it is on, unless `calicross access confirm` is given
    stderr|   by a process on HOST that writes to DIR/state/access/JOURNAL-ENTRY-ID-0000-0000-000000000.log
    stderr| `calicross access check --as USER` now proves of each what is refused to it, too
    ");
    assert_snapshot!(env.run(&words("access enable --yes")), @"
    exit 0
    stdout| nothing to switch on
    ");
    assert_snapshot!(env.run(&words("access confirm")), @"
    exit 0
    stdout| authentication stays on
    ");
    assert_snapshot!(env.run(&words("access confirm")), @"
    exit 0
    stdout| it is confirmed already
    ");
    assert_snapshot!(env.run(&words("access disable")), @"
    exit 3
    stderr| error: not confirmed: switches authentication off in v2 and v3: everybody may do everything
    stderr| hint: --yes answers it
    ");
    assert_snapshot!(env.run(&words("access disable --yes")), @"
    exit 0
    stdout| authentication is off in v2 and v3
    ");
    assert_snapshot!(env.run(&words("access disable --yes")), @"
    exit 0
    stdout| authentication is off already
    ");
    assert_snapshot!(env.run(&words("access confirm")), @"
    exit 3
    stderr| error: too late: the switch-on of YYYY-MM-DDTHH:MM:SSZ is taken back: switched off by tester
    ");
}
