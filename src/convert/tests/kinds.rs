//! What each kind becomes.

use insta::assert_snapshot;

use super::{of, told};
use crate::convert::{Conversion, Converted};
use crate::render::yaml_text;

fn documents(conversion: &Conversion) -> String {
    let text = |one: &Converted| format!("---\n{}", yaml_text(&one.document.value()).unwrap());
    conversion.documents.iter().map(text).collect()
}

#[test]
fn every_kind_has_its_document() {
    let conversion = of(&[
        ("/calico/bgp/v1/global/as_num", "64512"),
        ("/calico/bgp/v1/global/loglevel", "debug"),
        ("/calico/bgp/v1/global/node_mesh", r#"{"enabled": false}"#),
        ("/calico/bgp/v1/global/peer_v6/fd00::1", r#"{"ip": "fd00::1", "as_num": "1.10"}"#),
        ("/calico/bgp/v1/host/Node1/as_num", "64513"),
        ("/calico/bgp/v1/host/Node1/ip_addr_v4", "10.0.0.1"),
        ("/calico/bgp/v1/host/Node1/ip_addr_v6", ""),
        ("/calico/bgp/v1/host/Node1/network_v4", "10.0.0.0/24"),
        ("/calico/bgp/v1/host/Node1/peer_v4/10.0.0.9", r#"{"ip": "10.0.0.9", "as_num": "64512"}"#),
        ("/calico/v1/config/DefaultEndpointToHostAction", "RETURN"),
        ("/calico/v1/config/FailsafeInboundHostPorts", "22,udp:68"),
        ("/calico/v1/config/IptablesMarkMask", "0xff000000"),
        ("/calico/v1/config/ReportingTTLSecs", "90"),
        ("/calico/v1/host/Node1/bird_ip", "10.0.0.1"),
        ("/calico/v1/host/Node1/config/IpInIpTunnelAddr", "10.1.0.1"),
        ("/calico/v1/host/Node1/config/LogSeverityScreen", "DEBUG"),
        (
            "/calico/v1/host/Node1/endpoint/Eth 0",
            r#"{"name": "eth0", "expected_ipv4_addrs": ["10.0.0.1"], "expected_ipv6_addrs": ["fd00::9"], "labels": {"role": "host"}, "profile_ids": ["k8s_ns.default", "Web"], "ports": [{"name": "http", "protocol": "tcp", "port": 80}]}"#,
        ),
        ("/calico/v1/host/Node1/metadata", "{}"),
        ("/calico/v1/host/Node1/orchestrator_refs", r#"[{"orchestrator": "k8s", "nodeName": "node1.example"}]"#),
        (
            "/calico/v1/host/Node1/workload/cni/0123abcd/endpoint/eth0",
            r#"{"name": "cali0", "mac": "ee:ee:ee:ee:ee:00", "state": "active"}"#,
        ),
        (
            "/calico/v1/host/Node1/workload/docker/Box_1/endpoint/e1",
            r#"{"name": "cali1", "mac": "ee:ee:ee:ee:ee:01", "state": "active", "ipv4_nets": ["10.1.0.8/32"], "ipv4_nat": [{"int_ip": "10.1.0.8", "ext_ip": "192.0.2.1"}]}"#,
        ),
        (
            "/calico/v1/host/Node1/workload/k8s/shop.web-1/endpoint/eth0",
            r#"{"name": "cali2", "mac": "ee:ee:ee:ee:ee:02", "state": "active", "active_instance_id": "c0ffee", "ipv4_nets": ["10.1.0.9/32"], "ipv4_gateway": "169.254.1.1", "labels": {"calico/k8s_ns": "shop", "app": "web"}, "profile_ids": ["k8s_ns.shop"]}"#,
        ),
        (
            "/calico/v1/host/Node1/workload/libnetwork/libnetwork/endpoint/e2",
            r#"{"name": "cali3", "mac": "ee:ee:ee:ee:ee:03", "state": "active"}"#,
        ),
        (
            "/calico/v1/ipam/v4/pool/10.1.0.0-16",
            r#"{"cidr": "10.1.0.0/16", "ipip": "tunl0", "ipip_mode": "cross-subnet", "masquerade": true, "ipam": true, "disabled": false}"#,
        ),
        ("/calico/v1/ipam/v6/pool/fd00:1::-64", r#"{"cidr": "fd00:1::/64", "disabled": true, "ipam": false}"#),
        ("/calico/v1/policy/profile/Web/labels", r#"{"team": "shop", "k8s_ns/label/a.io/b": "c"}"#),
        (
            "/calico/v1/policy/profile/Web/rules",
            r#"{"id": "Web", "inbound_rules": [{"action": "allow", "src_tag": "web", "src_selector": "a == 'b'", "!src_tag": "bad", "!src_selector": "c == 'd'"}], "outbound_rules": []}"#,
        ),
        ("/calico/v1/policy/profile/Web/tags", r#"["web"]"#),
        ("/calico/v1/policy/tier/default/metadata", r#"{"order": 1000}"#),
        (
            "/calico/v1/policy/tier/default/policy/PreDNAT",
            r#"{"order": 0.50, "selector": "has(host)", "inbound_rules": [{"action": "next-tier", "protocol": 47}], "pre_dnat": true, "annotations": {"owner": "me"}}"#,
        ),
        (
            "/calico/v1/policy/tier/default/policy/web",
            r#"{"order": null, "selector": "calico/k8s_ns == 'shop'", "inbound_rules": [{"src_net": "10.0.0.0/8"}, {"src_net": "11.0.0.0/8"}], "types": ["ingress"], "untracked": true}"#,
        ),
    ]);
    assert_snapshot!(documents(&conversion), @r#"
    ---
    apiVersion: projectcalico.org/v3
    kind: Node
    metadata:
      name: node1
    spec:
      bgp:
        asNumber: 64513
        ipv4Address: 10.0.0.1/24
        ipv4IPIPTunnelAddr: "10.1.0.1"
      orchRefs:
      - nodeName: node1.example
        orchestrator: k8s
    ---
    apiVersion: projectcalico.org/v3
    kind: IPPool
    metadata:
      name: 10-1-0-0-16
    spec:
      cidr: 10.1.0.0/16
      ipipMode: CrossSubnet
      natOutgoing: true
    ---
    apiVersion: projectcalico.org/v3
    kind: IPPool
    metadata:
      name: fd00-1---64
    spec:
      cidr: fd00:1::/64
      ipipMode: Never
      disabled: true
    ---
    apiVersion: projectcalico.org/v3
    kind: BGPPeer
    metadata:
      name: fd00-0000-0000-0000-0000-0000-0000-0001
    spec:
      peerIP: fd00::1
      asNumber: 65546
    ---
    apiVersion: projectcalico.org/v3
    kind: BGPPeer
    metadata:
      name: node1.10-0-0-9
    spec:
      node: node1
      peerIP: "10.0.0.9"
      asNumber: 64512
    ---
    apiVersion: projectcalico.org/v3
    kind: FelixConfiguration
    metadata:
      name: default
    spec:
      defaultEndpointToHostAction: Return
      failsafeInboundHostPorts:
      - protocol: TCP
        port: 22
      - protocol: UDP
        port: 68
      iptablesMarkMask: 4278190080
      reportingTTL: 90s
    ---
    apiVersion: projectcalico.org/v3
    kind: FelixConfiguration
    metadata:
      name: node.node1
    spec:
      logSeverityScreen: Debug
    ---
    apiVersion: projectcalico.org/v3
    kind: BGPConfiguration
    metadata:
      name: default
    spec:
      asNumber: 64512
      nodeToNodeMeshEnabled: false
      logSeverityScreen: Debug
    ---
    apiVersion: projectcalico.org/v3
    kind: Profile
    metadata:
      name: web-a8323a2a
    spec:
      ingress:
      - action: Allow
        source:
          selector: (a == 'b') && web == ''
          notSelector: (c == 'd') || bad == ''
      labelsToApply:
        pcns.a.io/b: c
        team: shop
        web: ""
    ---
    apiVersion: projectcalico.org/v3
    kind: GlobalNetworkPolicy
    metadata:
      name: prednat-0792bec3
      annotations:
        owner: me
    spec:
      order: 0.5
      selector: has(host)
      types:
      - Ingress
      preDNAT: true
      applyOnForward: true
      ingress:
      - action: Pass
        protocol: 47
    ---
    apiVersion: projectcalico.org/v3
    kind: GlobalNetworkPolicy
    metadata:
      name: web
    spec:
      selector: projectcalico.org/namespace == 'shop'
      types:
      - Ingress
      doNotTrack: true
      applyOnForward: true
      ingress:
      - action: Allow
        source:
          nets:
          - 10.0.0.0/8
          - 11.0.0.0/8
    ---
    apiVersion: projectcalico.org/v3
    kind: HostEndpoint
    metadata:
      name: node1.eth-0-36d11459
      labels:
        role: host
    spec:
      node: node1
      interfaceName: eth0
      expectedIPs:
      - "10.0.0.1"
      - fd00::9
      profiles:
      - kns.default
      - web-a8323a2a
      ports:
      - name: http
        protocol: TCP
        port: 80
    ---
    apiVersion: projectcalico.org/v3
    kind: WorkloadEndpoint
    metadata:
      name: node1-cni-0123abcd-eth0
      namespace: default
    spec:
      orchestrator: cni
      node: node1
      endpoint: eth0
      containerID: 0123abcd
      interfaceName: cali0
      mac: ee:ee:ee:ee:ee:00
    ---
    apiVersion: projectcalico.org/v3
    kind: WorkloadEndpoint
    metadata:
      name: node1-docker-box--1--d0090976-e1
      namespace: default
    spec:
      orchestrator: docker
      node: node1
      workload: box-1-d0090976
      endpoint: e1
      ipNetworks:
      - 10.1.0.8/32
      ipNATs:
      - internalIP: "10.1.0.8"
        externalIP: "192.0.2.1"
      interfaceName: cali1
      mac: ee:ee:ee:ee:ee:01
    ---
    apiVersion: projectcalico.org/v3
    kind: WorkloadEndpoint
    metadata:
      name: node1-k8s-web--1-eth0
      namespace: shop
      labels:
        app: web
        projectcalico.org/namespace: shop
    spec:
      orchestrator: k8s
      node: node1
      pod: web-1
      endpoint: eth0
      containerID: c0ffee
      ipNetworks:
      - 10.1.0.9/32
      ipv4Gateway: "169.254.1.1"
      profiles:
      - kns.shop
      interfaceName: cali2
      mac: ee:ee:ee:ee:ee:02
    ---
    apiVersion: projectcalico.org/v3
    kind: WorkloadEndpoint
    metadata:
      name: node1-libnetwork-libnetwork-e2
      namespace: default
    spec:
      orchestrator: libnetwork
      node: node1
      workload: libnetwork
      endpoint: e2
      interfaceName: cali3
      mac: ee:ee:ee:ee:ee:03
    "#);
    assert_snapshot!(told(&conversion), @"
    Changed felix-1.4! policy default/PreDNAT: types, pre_dnat: Felix 1.4 does not read what Calico v3 does: it goes by them; `calicross hybrid set felix=2.6` says that none runs
    Changed felix-1.4! policy default/web: types, untracked: Felix 1.4 does not read what Calico v3 does: it goes by them; `calicross hybrid set felix=2.6` says that none runs
    ");
}
