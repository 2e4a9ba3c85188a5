//! calicoctl 0.23's help texts: what each command says, and the grammar it is read by.

/// What is shown without a command, and for one that there is not.
pub(super) const MAIN: &str = "Usage: calicoctl <command> [<args>...]

    status            Show the state of the calico/node container and of BGP
    node              Start and stop calico/node, and what the datastore holds of hosts
    container         Containers that calicoctl itself has put on Calico's network
    profile           Profiles, their tags and rules
    endpoint          Workload endpoints and their profiles
    pool              IP pools
    bgp               BGP settings of all hosts
    ipam              Assigned addresses
    checksystem       Check what calico/node needs on this host
    diags             Collect diagnostics of this host
    version           Show the version of calicoctl
    config            Log levels and other low-level settings

See 'calicoctl <command> --help' to read about a specific command.
(This calicoctl is calicross: 'calicross --help' shows what more it can do.)
";

pub(super) const PROFILE: &str = "
Usage:
  calicoctl profile show [--detailed]
  calicoctl profile add <PROFILE>
  calicoctl profile remove <PROFILE> [--no-check]
  calicoctl profile <PROFILE> tag show
  calicoctl profile <PROFILE> tag (add|remove) <TAG>
  calicoctl profile <PROFILE> rule add (inbound|outbound) [--at=<POSITION>]
    (allow|deny) [(
      (tcp|udp) [(from [(ports <SRCPORTS>)] [(tag <SRCTAG>)] [(cidr <SRCCIDR>)])]
                [(to   [(ports <DSTPORTS>)] [(tag <DSTTAG>)] [(cidr <DSTCIDR>)])] |
      icmp [(type <ICMPTYPE> [(code <ICMPCODE>)])]
           [(from [(tag <SRCTAG>)] [(cidr <SRCCIDR>)])]
           [(to   [(tag <DSTTAG>)] [(cidr <DSTCIDR>)])] |
      icmpv6 [(type <ICMPTYPE> [(code <ICMPCODE>)])]
             [(from [(tag <SRCTAG>)] [(cidr <SRCCIDR>)])]
             [(to   [(tag <DSTTAG>)] [(cidr <DSTCIDR>)])] |
      [(from [(tag <SRCTAG>)] [(cidr <SRCCIDR>)])]
      [(to   [(tag <DSTTAG>)] [(cidr <DSTCIDR>)])]
    )]
  calicoctl profile <PROFILE> rule remove (inbound|outbound) (--at=<POSITION>|
    (allow|deny) [(
      (tcp|udp) [(from [(ports <SRCPORTS>)] [(tag <SRCTAG>)] [(cidr <SRCCIDR>)])]
                [(to   [(ports <DSTPORTS>)] [(tag <DSTTAG>)] [(cidr <DSTCIDR>)])] |
      icmp [(type <ICMPTYPE> [(code <ICMPCODE>)])]
           [(from [(tag <SRCTAG>)] [(cidr <SRCCIDR>)])]
           [(to   [(tag <DSTTAG>)] [(cidr <DSTCIDR>)])] |
      icmpv6 [(type <ICMPTYPE> [(code <ICMPCODE>)])]
             [(from [(tag <SRCTAG>)] [(cidr <SRCCIDR>)])]
             [(to   [(tag <DSTTAG>)] [(cidr <DSTCIDR>)])] |
      [(from [(tag <SRCTAG>)] [(cidr <SRCCIDR>)])]
      [(to   [(tag <DSTTAG>)] [(cidr <DSTCIDR>)])]
    )])
  calicoctl profile <PROFILE> rule show
  calicoctl profile <PROFILE> rule json
  calicoctl profile <PROFILE> rule update

Description:
  Profiles: their tags, which their endpoints carry, and their rules.

Options:
  --detailed        Show the endpoints of each profile, too.
  --no-check        Remove a profile even where endpoints use it.
  --at=<POSITION>   The place of the rule in its list, from 1; the end where absent.

Examples:
  Let in nothing but pings from 192.168.0.0/16:
  $ calicoctl profile add only-local-pings
  $ calicoctl profile only-local-pings rule add inbound deny icmp
  $ calicoctl profile only-local-pings rule add inbound --at=1 allow from cidr 192.168.0.0/16
";

pub(super) const ENDPOINT: &str = "
Usage:
  calicoctl endpoint show [--host=<HOSTNAME>] [--orchestrator=<ORCHESTRATOR_ID>] [--workload=<WORKLOAD_ID>] [--endpoint=<ENDPOINT_ID>] [--detailed]
  calicoctl endpoint <ENDPOINT_ID> profile (append|remove|set) [--host=<HOSTNAME>] [--orchestrator=<ORCHESTRATOR_ID>] [--workload=<WORKLOAD_ID>]  [<PROFILES>...]
  calicoctl endpoint <ENDPOINT_ID> profile show [--host=<HOSTNAME>] [--orchestrator=<ORCHESTRATOR_ID>] [--workload=<WORKLOAD_ID>]

Description:
  Workload endpoints, and the profiles that decide about their traffic.

Options:
 --detailed                         Show each endpoint.
 --host=<HOSTNAME>                  Only endpoints of this host.
 --orchestrator=<ORCHESTRATOR_ID>   Only endpoints of this orchestrator.
 --workload=<WORKLOAD_ID>           Only endpoints of this workload.
 --endpoint=<ENDPOINT_ID>           Only the endpoint of this id.

Examples:
    Show the endpoints of a host:
        $ calicoctl endpoint show --host=host1

    Append a profile to an endpoint:
        $ calicoctl endpoint a1b2c3d4 profile append profile-A
";

pub(super) const POOL: &str = "
Usage:
  calicoctl pool add <CIDRS>... [--ipip] [--nat-outgoing]
  calicoctl pool remove <CIDRS>...
  calicoctl pool range add <START_IP> <END_IP> [--ipip] [--nat-outgoing]
  calicoctl pool show [--ipv4 | --ipv6]

Description:
  IP pools: where workloads' addresses come from.

Options:
  --ipv4          Show only IPv4.
  --ipv6          Show only IPv6.
  --nat-outgoing  Rewrite the source of what leaves for elsewhere.
  --ipip          Wrap what goes from host to host in IP in IP.
";

pub(super) const BGP: &str = "
Usage:
  calicoctl bgp peer add <PEER_IP> as <AS_NUM>
  calicoctl bgp peer remove <PEER_IP>
  calicoctl bgp peer show [--ipv4 | --ipv6]
  calicoctl bgp node-mesh [on|off]
  calicoctl bgp default-node-as [<AS_NUM>]

Description:
  BGP settings of all hosts. What a host has of its own comes before them.

Options:
 --ipv4    Show only IPv4.
 --ipv6    Show only IPv6.
";

pub(super) const CONFIG: &str = "
Usage:
  calicoctl config felix <NAME> [<VALUE>|--remove] [--force]
  calicoctl config bgp <NAME> [<VALUE>|--remove] [--force]
  calicoctl config node bgp <NAME> [<VALUE>|--remove] [--force]

Description:
  Show or set low-level settings of Felix and BIRD.

Options:
 --remove  Remove the setting.
 --force   Go on with a name or value that is not in the table below.

Settings:
  Command         | <NAME>   | <VALUE>s
------------------+----------+-----------------------------------------
  config felix    | loglevel | none debug info warning error critical
  config bgp      | loglevel | none debug info
  config node bgp | loglevel | none debug info

A change for Felix restarts every Felix; one for the BIRDs of all hosts may end their BGP sessions.
";

pub(super) const IPAM: &str = "
Usage:
  calicoctl ipam release <IP>
  calicoctl ipam info <IP>

Description:
  Addresses that Calico has assigned.

Warnings:
  -  An address that is released while in use may be given to another workload.
";

pub(super) const NODE: &str = "
Usage:
  calicoctl node [--ip=<IP>] [--ip6=<IP6>] [--node-image=<DOCKER_IMAGE_NAME>]
    [--runtime=<RUNTIME>] [--as=<AS_NUM>] [--log-dir=<LOG_DIR>]
    [--detach=<DETACH>] [--no-pull]
    [(--libnetwork [--libnetwork-image=<LIBNETWORK_IMAGE_NAME>])]
    [--backend=<BACKEND>]
  calicoctl node stop [--force]
  calicoctl node remove [--hostname=<HOSTNAME>] [--remove-endpoints]
  calicoctl node show
  calicoctl node bgp peer add <PEER_IP> as <AS_NUM>
  calicoctl node bgp peer remove <PEER_IP>
  calicoctl node bgp peer show [--ipv4 | --ipv6]

Description:
  Start and stop calico/node on this host, and what the datastore holds of hosts.

Options:
  --as=<AS_NUM>             The AS number of this host.
  --backend=<BACKEND>       bird, gobgp or none.
  --detach=<DETACH>         true to run in the background, false not to.
  --force                   Stop although there are endpoints.
  --hostname=<HOSTNAME>     The host to remove, if not this one.
  --ip=<IP>                 The IPv4 address of this host.
  --ip6=<IP6>               The IPv6 address of this host.
  --ipv4                    Show only IPv4.
  --ipv6                    Show only IPv6.
  --libnetwork              Use the libnetwork plugin.
  --libnetwork-image=<LIBNETWORK_IMAGE_NAME>    Its image.
  --log-dir=<LOG_DIR>       Where logs go.
  --no-pull                 Do not pull images.
  --node-image=<DOCKER_IMAGE_NAME>    The image of calico/node.
  --remove-endpoints        Remove the host's endpoints, too.
  --runtime=<RUNTIME>       docker, rkt or none.
";

pub(super) const CONTAINER: &str = "
Usage:
  calicoctl container <CONTAINER> ip (add|remove) <IP> [--interface=<INTERFACE>]
  calicoctl container <CONTAINER> endpoint show
  calicoctl container <CONTAINER> profile (append|remove|set) [<PROFILES>...]
  calicoctl container add <CONTAINER> <IP> [--interface=<INTERFACE>]
  calicoctl container remove <CONTAINER>

Description:
  Containers of this host, by name or id for docker, or as the path of a network namespace.

Options:
  <IP>                     An address; or ipv4, ipv6 or the CIDR of a pool, to get one.
  --interface=<INTERFACE>  The interface in the container.
";

pub(super) const STATUS: &str = "
Usage:
  calicoctl status [--runtime=<RUNTIME>] [--backend=<BACKEND>]

Description:
  Show the state of calico/node on this host and of its BGP sessions.

Options:
  --runtime=<RUNTIME>  docker or rkt.
  --backend=<BACKEND>  bird, gobgp or none.
";

pub(super) const CHECKSYSTEM: &str = "
Usage:
  calicoctl checksystem [--fix] [--libnetwork] [--runtime=<RUNTIME>]

Description:
  Check what calico/node needs on this host.

Options:
  --fix                Do nothing more than warn.
  --libnetwork         Check what the libnetwork plugin needs, too.
  --runtime=<RUNTIME>  docker, rkt or none.
";

pub(super) const DIAGS: &str = "
Usage:
  calicoctl diags [--log-dir=<LOG_DIR>]

Description:
  Collect diagnostics of this host.

Options:
  --log-dir=<LOG_DIR>  Where the logs are.
";

pub(super) const VERSION: &str = "
Usage:
  calicoctl version

Description:
  Show the version of calicoctl whose words these are.
";

#[cfg(test)]
pub(super) const ALL: [&str; 12] =
    [PROFILE, ENDPOINT, POOL, BGP, CONFIG, IPAM, NODE, CONTAINER, STATUS, CHECKSYSTEM, DIAGS, VERSION];
