//! Help and the version

use insta::assert_snapshot;

use crate::harness::Env;

#[test]
fn nothing_typed_shows_what_there_is() {
    let run = Env::new().run(&[]);
    assert_eq!((run.code(), run.stdout().as_str()), (2, ""));
    assert!(run.stderr().contains("Usage: calicross [OPTIONS] <COMMAND>"), "{run}");
}

#[test]
fn help_is_data_without_colour_in_a_pipe() {
    let env = Env::new();
    for args in [&["--help"][..], &["-h"], &["help"], &["help", "profile", "rule", "add"], &["profile", "tag", "-h"]] {
        let run = env.run(args).ok();
        assert_eq!(run.stderr(), "");
        assert!(!run.stdout().contains('\x1b'), "{run}");
    }
    assert!(env.run(&["profile", "-h", "--color=always"]).ok().stdout().contains('\x1b'));
}

#[test]
fn the_root() {
    assert_snapshot!(Env::new().run(&["-h"]), @"
    exit 0
    stdout| Administer a Calico v1 datastore that Kubernetes pods and OpenStack VMs share
    stdout| 
    stdout| Usage: calicross [OPTIONS] <COMMAND>
    stdout| 
    stdout| Commands:
    stdout|   profile        Security profiles: what their endpoints may send and receive
    stdout|   endpoint       Workload endpoints: pods, ports of VMs, containers
    stdout|   tier           Tiers: which policies decide first
    stdout|   policy         Policies: what the endpoints that a selector selects may send and receive
    stdout|   host-endpoint  Host endpoints: interfaces of hosts under policy
    stdout|   link           Cross-workload links: pods joined to OpenStack security groups
    stdout|   tag            Tags: who carries them, and which rules name them
    stdout|   sg             OpenStack security groups, as the datastore shows them
    stdout|   bgp            BIRD: BGP peers, node mesh, AS numbers, export filters
    stdout|   config         Settings of Felix and BIRD, of all hosts or of one
    stdout|   pool           IP pools: where containers' addresses come from, and what is not masqueraded
    stdout|   ipam           Addresses: whose they are, leaked ones, those outside every pool
    stdout|   node           Hosts, by every name that a component knows them by
    stdout|   hybrid         A datastore for pods and VMs together: made fit, looked at, compared with another
    stdout|                  one, and what it does not tell
    stdout|   access         etcd's users and roles: each component what it needs, and OpenStack's none of
    stdout|                  Kubernetes' keys
    stdout|   doctor         Look for known faults of a datastore that two clouds share, and put them right
    stdout|   trace          Whether and why one reaches another: what decides, and what is known of the way
    stdout|   matrix         Who reaches whom: what each group of endpoints can send to each other
    stdout|   exposure       Who can reach somebody, and whom they can reach: groups, hosts, addresses outside
    stdout|   verify         Hold what is expected of traffic, in a file, against the datastore
    stdout|   rehearse       Tell beforehand what another version of Felix would open, close, reject or die of
    stdout|   get            Show resources, as tables or as files
    stdout|   apply          Make what is there what files say
    stdout|   create         Make resources of files that are not there
    stdout|   replace        Make resources that are there what files say
    stdout|   delete         Delete resources, by name or as files have them
    stdout|   edit           Edit resources in an editor
    stdout|   patch          Change single members of resources
    stdout|   diff           Show what `apply` would change
    stdout|   drift          Show what was changed by hand since files were applied
    stdout|   explain        Tell what kinds of resources and their fields mean to each component
    stdout|   validate       Check files of resources, without a datastore
    stdout|   export         Print resources as files that `apply` takes
    stdout|   key            Raw keys under /calico
    stdout|   batch          Several commands as one plan and one commit
    stdout|   plan           Saved plans
    stdout|   history        What was changed, by whom, and what it was before
    stdout|   undo           Take a change back
    stdout|   watch          Follow changes as they happen, in words, with who made them and why
    stdout|   why            Tell which change has made traffic pass, or stopped it: who, when, why, and how to
    stdout|                  take it back
    stdout|   backup         Write all that the datastore holds to a file
    stdout|   restore        Put the datastore back to a backup
    stdout|   ping           Show how the datastore is doing: members, leader, latency, size, which API holds
    stdout|                  data
    stdout|   owners         Show which component owns which keys, and what becomes of a foreign write
    stdout|   settings       Show each setting and where it comes from
    stdout|   completion     Print a completion script
    stdout|   version        Print the version
    stdout|   help           Print this message or the help of the given subcommand(s)
    stdout| 
    stdout| Options:
    stdout|   -h, --help     Print help (see more with '--help')
    stdout|   -V, --version  Print version
    stdout| 
    stdout| Datastore:
    stdout|       --context <NAME>         Named entry of the configuration file
    stdout|       --config <FILE>          Configuration file [default: ~/.config/calicross/config.yaml,
    stdout|                                /etc/calicross/config.yaml]
    stdout|       --datastore <KIND>       Which API [default: auto] [possible values: auto, etcdv2, etcdv3,
    stdout|                                file]
    stdout|       --path <FILE>            File of the embedded store
    stdout|       --endpoints <URL,...>    etcd's addresses, comma-separated [default: http://127.0.0.1:2379]
    stdout|       --cacert <FILE>          PEM file of the authority of etcd's certificate
    stdout|       --cert <FILE>            PEM file of our certificate
    stdout|       --key <FILE>             PEM file of its key
    stdout|       --user <NAME>            etcd user; the password comes from --password-file or
    stdout|                                CALICROSS_PASSWORD
    stdout|       --password-file <FILE>   File that holds the password of --user
    stdout|       --timeout <TIME>         Time for one request, such as 5s or 500ms [default: 5s]
    stdout|       --commit-timeout <TIME>  Time for a change to land, retries included [default: 30s]
    stdout|       --rate <N>               Writes a second at most on etcd v2, whose watchers miss what comes
    stdout|                                faster; 0 for no limit
    stdout| 
    stdout| Output:
    stdout|   -o, --output <FORMAT>     Output format: table, wide, json, jsonl, yaml, name,
    stdout|                             custom-columns=HEADER:PATH,... or custom-columns-file=FILE
    stdout|       --jq <EXPR>           Filter the JSON output with a jq expression
    stdout|       --no-headers          Leave out the header line of tables
    stdout|       --sort-by <COLUMN>    Sort a list by a column; -COLUMN for the other way round
    stdout|       --filter <CONDITION>  Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or
    stdout|                             COLUMN~TEXT
    stdout|       --color <WHEN>        When to use colour [possible values: auto, always, never]
    stdout|   -q, --quiet               Say nothing but data, warnings and errors
    stdout|   -v, --verbose             Say more about what is done
    stdout| 
    stdout| calicross --dialect calicoctl-0.2x WORD... takes the words of calicoctl 0.23, as a link called
    stdout| calicoctl does.
    stdout| 
    stdout| Exit codes:
    stdout|   0  done, or the answer is yes
    stdout|   1  the answer is no
    stdout|   2  usage
    stdout|   3  cannot be done as asked
    stdout|   4  conflict
    stdout|   5  bad data, in a file given or in the datastore
    stdout|   6  the datastore cannot be reached, or refused us
    stdout|   7  partly written
    ");
}

#[test]
fn a_verb() {
    assert_snapshot!(Env::new().run(&["profile", "rule", "add", "--help"]), @"
    exit 0
    stdout| Add a rule
    stdout| 
    stdout| Usage: calicross profile rule add [OPTIONS] <PROFILE> <DIRECTION> <RULE>...
    stdout| 
    stdout| Arguments:
    stdout|   <PROFILE>
    stdout|           Name of the profile
    stdout| 
    stdout|   <DIRECTION>
    stdout|           Which rules
    stdout| 
    stdout|           Possible values:
    stdout|           - inbound:  Into the endpoint
    stdout|           - outbound: Out of the endpoint
    stdout| 
    stdout|   <RULE>...
    stdout|           The rule, such as: allow tcp from tag web to ports 80,443
    stdout| 
    stdout| Options:
    stdout|       --at <POSITION>
    stdout|           Place in the list, counted from 1; the end where absent
    stdout| 
    stdout|       --dialect <DIALECT>
    stdout|           Whose readers the rule is written for
    stdout| 
    stdout|           Possible values:
    stdout|           - felix:          Both generations of Felix
    stdout|           - calicoctl-0.2x: calicoctl 0.2x, exactly as it wrote rules
    stdout|           
    stdout|           [default: felix]
    stdout| 
    stdout|   -h, --help
    stdout|           Print help (see a summary with '-h')
    stdout| 
    stdout| Writing:
    stdout|       --dry-run
    stdout|           Write nothing; print what would be written
    stdout| 
    stdout|       --diff
    stdout|           Show each key before and after as a unified diff
    stdout| 
    stdout|       --impact
    stdout|           Tell which traffic opens and which closes [default: with --dry-run and before a question]
    stdout| 
    stdout|       --no-impact
    stdout|           Do not work out which traffic opens and which closes
    stdout| 
    stdout|       --fail-on <WHAT,...>
    stdout|           Write nothing and exit 3 where traffic opens, or where some closes
    stdout| 
    stdout|           Possible values:
    stdout|           - opens:  Something passes that did not
    stdout|           - closes: Something does not pass that did
    stdout| 
    stdout|       --exit-code
    stdout|           With --dry-run: exit 1 where something would change
    stdout| 
    stdout|       --out <FILE>
    stdout|           With --dry-run: save the plan, for `plan apply`
    stdout| 
    stdout|   -y, --yes
    stdout|           Answer the questions with yes
    stdout| 
    stdout|       --force[=<WHAT,...>]
    stdout|           What to override: in-use, owner, malformed, drift; alone it means in-use and malformed,
    stdout|           never owner
    stdout| 
    stdout|       --reason <TEXT>
    stdout|           Why, for the journal
    stdout| 
    stdout|       --journal <WHERE>
    stdout|           Where the journal of the change is kept
    stdout| 
    stdout|           Possible values:
    stdout|           - datastore: In the datastore, beside the keys
    stdout|           - local:     In files of this user on this host
    stdout|           - off:       Nowhere: the change cannot be undone
    stdout|           
    stdout|           [default: datastore]
    stdout| 
    stdout|       --guard <FILE>
    stdout|           Refuse the change where an expectation of this file would not hold after it (see `verify`)
    stdout| 
    stdout|       --wait[=<TIME>]
    stdout|           Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the
    stdout|           time [default: 60s]
    stdout|           
    stdout|           The change stays written. A dry run does not wait.
    stdout| 
    stdout| Datastore:
    stdout|       --context <NAME>
    stdout|           Named entry of the configuration file
    stdout| 
    stdout|       --config <FILE>
    stdout|           Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]
    stdout| 
    stdout|       --datastore <KIND>
    stdout|           Which API [default: auto]
    stdout| 
    stdout|           Possible values:
    stdout|           - auto:   The API that holds /calico/v1; writes are refused where both or neither do
    stdout|           - etcdv2: etcd's v2 API, the one that Calico's v1 components read
    stdout|           - etcdv3: etcd's v3 API
    stdout|           - file:   The embedded store, a file (--path)
    stdout| 
    stdout|       --path <FILE>
    stdout|           File of the embedded store
    stdout| 
    stdout|       --endpoints <URL,...>
    stdout|           etcd's addresses, comma-separated [default: http://127.0.0.1:2379]
    stdout| 
    stdout|       --cacert <FILE>
    stdout|           PEM file of the authority of etcd's certificate
    stdout| 
    stdout|       --cert <FILE>
    stdout|           PEM file of our certificate
    stdout| 
    stdout|       --key <FILE>
    stdout|           PEM file of its key
    stdout| 
    stdout|       --user <NAME>
    stdout|           etcd user; the password comes from --password-file or CALICROSS_PASSWORD
    stdout| 
    stdout|       --password-file <FILE>
    stdout|           File that holds the password of --user
    stdout| 
    stdout|       --timeout <TIME>
    stdout|           Time for one request, such as 5s or 500ms [default: 5s]
    stdout| 
    stdout|       --commit-timeout <TIME>
    stdout|           Time for a change to land, retries included [default: 30s]
    stdout| 
    stdout|       --rate <N>
    stdout|           Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit
    stdout| 
    stdout| Output:
    stdout|   -o, --output <FORMAT>
    stdout|           Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or
    stdout|           custom-columns-file=FILE
    stdout| 
    stdout|       --jq <EXPR>
    stdout|           Filter the JSON output with a jq expression
    stdout| 
    stdout|       --no-headers
    stdout|           Leave out the header line of tables
    stdout| 
    stdout|       --sort-by <COLUMN>
    stdout|           Sort a list by a column; -COLUMN for the other way round
    stdout| 
    stdout|       --filter <CONDITION>
    stdout|           Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT
    stdout| 
    stdout|       --color <WHEN>
    stdout|           When to use colour
    stdout| 
    stdout|           Possible values:
    stdout|           - auto:   On a terminal, unless NO_COLOR is set
    stdout|           - always: Always
    stdout|           - never:  Never
    stdout| 
    stdout|   -q, --quiet
    stdout|           Say nothing but data, warnings and errors
    stdout| 
    stdout|   -v, --verbose
    stdout|           Say more about what is done
    stdout| 
    stdout| The rule language:
    stdout|   allow|deny|log|next-tier
    stdout|     [[not] tcp|udp|icmp|icmpv6|sctp|udplite|NUMBER]
    stdout|     [[not] type N [code N]]
    stdout|     [from WHAT] [to WHAT]
    stdout|     [ip-version 4|6] [log-prefix TEXT]
    stdout|   where WHAT is one or more of
    stdout|     [not] ports 80,443,8000:8080
    stdout|     [not] tag TAG
    stdout|     [not] cidr CIDR
    stdout|     [not] selector SELECTOR
    stdout| Examples:
    stdout|   allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout|   allow tcp from cidr 10.0.0.0/8 to ports 80,443
    stdout|   deny udp to not cidr 192.168.0.0/16
    ");
}

#[test]
fn lines_fit_a_terminal_of_100() {
    let env = Env::new();
    for args in [&["--help"][..], &["-h"], &["batch", "--help"], &["profile", "rule", "add", "-h"], &["undo", "-h"]] {
        for line in env.run(args).ok().stdout().lines() {
            assert!(line.chars().count() <= 100, "{args:?}: {line}");
        }
    }
}

#[test]
fn the_version() {
    let env = Env::new();
    let version = format!("calicross {}\n", env!("CARGO_PKG_VERSION"));
    for args in [&["--version"][..], &["-V"], &["version"]] {
        assert_eq!(env.run(args).ok().stdout(), version);
    }
}
