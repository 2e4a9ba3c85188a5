# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_calicross_global_optspecs
    string join \n context= config= datastore= path= endpoints= cacert= cert= key= user= password-file= timeout= commit-timeout= rate= o/output= jq= no-headers sort-by= filter= color= q/quiet v/verbose h/help V/version
end

function __fish_calicross_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_calicross_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_calicross_using_subcommand
    set -l cmd (__fish_calicross_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c calicross -n "__fish_calicross_needs_command" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_needs_command" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_needs_command" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_needs_command" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_needs_command" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_needs_command" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_needs_command" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_needs_command" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_needs_command" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_needs_command" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_needs_command" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_needs_command" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_needs_command" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_needs_command" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_needs_command" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_needs_command" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_needs_command" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_needs_command" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_needs_command" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_needs_command" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_needs_command" -s V -l version -d 'Print version'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "profile" -d 'Security profiles: what their endpoints may send and receive'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "endpoint" -d 'Workload endpoints: pods, ports of VMs, containers'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "tier" -d 'Tiers: which policies decide first'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "policy" -d 'Policies: what the endpoints that a selector selects may send and receive'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "host-endpoint" -d 'Host endpoints: interfaces of hosts under policy'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "link" -d 'Cross-workload links: pods joined to OpenStack security groups'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "tag" -d 'Tags: who carries them, and which rules name them'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "sg" -d 'OpenStack security groups, as the datastore shows them'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "bgp" -d 'BIRD: BGP peers, node mesh, AS numbers, export filters'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "config" -d 'Settings of Felix and BIRD, of all hosts or of one'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "pool" -d 'IP pools: where containers\' addresses come from, and what is not masqueraded'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "ipam" -d 'Addresses: whose they are, leaked ones, those outside every pool'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "node" -d 'Hosts, by every name that a component knows them by'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "hybrid" -d 'A datastore for pods and VMs together: made fit, looked at, compared with another one, and what it does not tell'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "access" -d 'etcd\'s users and roles: each component what it needs, and OpenStack\'s none of Kubernetes\' keys'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "doctor" -d 'Look for known faults of a datastore that two clouds share, and put them right'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "trace" -d 'Whether and why one reaches another: what decides, and what is known of the way'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "matrix" -d 'Who reaches whom: what each group of endpoints can send to each other'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "exposure" -d 'Who can reach somebody, and whom they can reach: groups, hosts, addresses outside'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "verify" -d 'Hold what is expected of traffic, in a file, against the datastore'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "rehearse" -d 'Tell beforehand what another version of Felix would open, close, reject or die of'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "get" -d 'Show resources, as tables or as files'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "apply" -d 'Make what is there what files say'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "create" -d 'Make resources of files that are not there'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "replace" -d 'Make resources that are there what files say'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "delete" -d 'Delete resources, by name or as files have them'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "edit" -d 'Edit resources in an editor'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "patch" -d 'Change single members of resources'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "diff" -d 'Show what `apply` would change'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "drift" -d 'Show what was changed by hand since files were applied'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "explain" -d 'Tell what kinds of resources and their fields mean to each component'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "validate" -d 'Check files of resources, without a datastore'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "export" -d 'Print resources as files that `apply` takes'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "key" -d 'Raw keys under /calico'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "batch" -d 'Several commands as one plan and one commit'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "plan" -d 'Saved plans'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "history" -d 'What was changed, by whom, and what it was before'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "undo" -d 'Take a change back'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "watch" -d 'Follow changes as they happen, in words, with who made them and why'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "why" -d 'Tell which change has made traffic pass, or stopped it: who, when, why, and how to take it back'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "backup" -d 'Write all that the datastore holds to a file'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "restore" -d 'Put the datastore back to a backup'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "ping" -d 'Show how the datastore is doing: members, leader, latency, size, which API holds data'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "owners" -d 'Show which component owns which keys, and what becomes of a foreign write'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "settings" -d 'Show each setting and where it comes from'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "completion" -d 'Print a completion script'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "version" -d 'Print the version'
complete -c calicross -n "__fish_calicross_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -f -a "list" -d 'List the profiles'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -f -a "show" -d 'Show a profile: its tags, labels and rules'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -f -a "add" -d 'Add a profile that lets in what carries its own tag, and lets everything out'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -f -a "remove" -d 'Remove profiles'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -f -a "clone" -d 'Copy a profile under a new name'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -f -a "tag" -d 'Tags that the endpoints of a profile carry'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -f -a "label" -d 'Labels that the endpoints of a profile inherit'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -f -a "rule" -d 'Rules of a profile'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and not __fish_seen_subcommand_from list show add remove clone tag label rule help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l detailed -d 'Show all columns, as -o wide'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l detailed -d 'Without a name, show all columns, as -o wide'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l update -d 'Where there is one of this name that differs, make it what a new one is'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do nothing where there is none'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from clone" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -f -a "list" -d 'List the tags of a profile'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -f -a "show" -d 'List the tags of a profile'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -f -a "add" -d 'Add tags to a profile'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -f -a "remove" -d 'Remove tags from a profile'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from tag" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -f -a "list" -d 'List the labels of a profile'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -f -a "show" -d 'List the labels of a profile'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -f -a "add" -d 'Add labels to a profile'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -f -a "remove" -d 'Remove labels from a profile'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from label" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -f -a "list" -d 'List the rules of a profile in words'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -f -a "show" -d 'List the rules of a profile in words'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -f -a "json" -d 'Print the rules of a profile as JSON, as `update` takes them'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -f -a "add" -d 'Add a rule'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -f -a "remove" -d 'Remove a rule'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -f -a "update" -d 'Replace all rules by JSON from stdin'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -f -a "edit" -d 'Change the rules in $EDITOR'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from rule" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the profiles'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a profile: its tags, labels and rules'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a profile that lets in what carries its own tag, and lets everything out'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove profiles'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "clone" -d 'Copy a profile under a new name'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "tag" -d 'Tags that the endpoints of a profile carry'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "label" -d 'Labels that the endpoints of a profile inherit'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "rule" -d 'Rules of a profile'
complete -c calicross -n "__fish_calicross_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -f -a "list" -d 'List workload endpoints, of every orchestrator'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -f -a "show" -d 'Show an endpoint: all that is known of it'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -f -a "profile" -d 'Profiles of endpoints, in the order in which they decide'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and not __fish_seen_subcommand_from list show profile help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l host -d 'Only endpoints on this host' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l orchestrator -d 'Only those of this orchestrator: k8s, openstack, docker ...' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l workload -d 'Only those of the workload with this id' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l endpoint-id -d 'Only those with this id' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l profile -d 'Only endpoints that have this profile' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l selector -d 'Only those whose labels it selects, their own and those of their profiles' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l namespace -d 'Only pods of this namespace' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l detailed -d 'Show all columns, as -o wide'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l host -d 'Only endpoints on this host' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l orchestrator -d 'Only those of this orchestrator: k8s, openstack, docker ...' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l workload -d 'Only those of the workload with this id' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l endpoint-id -d 'Only those with this id' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l profile -d 'Only endpoints that have this profile' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l selector -d 'Only those whose labels it selects, their own and those of their profiles' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l namespace -d 'Only pods of this namespace' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l detailed -d 'Show all columns, as -o wide'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -f -a "show" -d 'Show the profiles of an endpoint, in the order in which they decide'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -f -a "list" -d 'Show the profiles of an endpoint, in the order in which they decide'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -f -a "append" -d 'Append profiles to endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -f -a "set" -d 'Set the profiles of endpoints, in the order given; none shuts them off'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -f -a "remove" -d 'Remove profiles from endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from profile" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "list" -d 'List workload endpoints, of every orchestrator'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show an endpoint: all that is known of it'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "profile" -d 'Profiles of endpoints, in the order in which they decide'
complete -c calicross -n "__fish_calicross_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -f -a "list" -d 'List the tiers, in the order in which Felix 1.4 goes through them'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -f -a "show" -d 'Show a tier: its policies, in the order in which they decide, and what is wrong with them'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -f -a "add" -d 'Add a tier that passes on what its policies do not decide'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -f -a "remove" -d 'Remove tiers'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -f -a "reorder" -d 'Give a tier another place among tiers'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and not __fish_seen_subcommand_from list show add remove reorder help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l order -d 'Its place among tiers: lower ones first; default for the last place [default: default; tier default: 1000]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l no-pass -d 'Without the policy that passes everything on: the tier drops what its policies do not allow'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l update -d 'Where there is one of this name that differs, make it what is asked for'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do nothing where there is none'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l order -d 'Its order; default for the last place' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from reorder" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the tiers, in the order in which Felix 1.4 goes through them'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a tier: its policies, in the order in which they decide, and what is wrong with them'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a tier that passes on what its policies do not decide'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove tiers'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from help" -f -a "reorder" -d 'Give a tier another place among tiers'
complete -c calicross -n "__fish_calicross_using_subcommand tier; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -f -a "list" -d 'List the policies, in the order in which Felix 1.4 goes through them'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -f -a "show" -d 'Show a policy: its selector, its rules and what is wrong with it'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -f -a "add" -d 'Add a policy'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -f -a "remove" -d 'Remove policies'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -f -a "reorder" -d 'Give a policy another place in its tier'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -f -a "rule" -d 'Rules of a policy'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and not __fish_seen_subcommand_from list show add remove reorder rule help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l tier -d 'Only the policies of this tier' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l tier -d 'The tier [default: default]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l selector -d 'Which endpoints it applies to, by their labels; \'all()\' for every one' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l order -d 'Its place in the tier: lower ones first; default for the last place [default: 1000]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l inbound -d 'A rule for what comes in, such as \'allow tcp to ports 80\'; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l outbound -d 'A rule for what goes out; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l update -d 'Where there is one that differs, make it what is asked for; what is not given stays'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do nothing where there is none'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l order -d 'Its order; default for the last place' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l before -d 'Right before this policy of its tier' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l after -d 'Right after this policy of its tier' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from reorder" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -f -a "list" -d 'List the rules of a policy in words'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -f -a "show" -d 'List the rules of a policy in words'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -f -a "json" -d 'Print the rules of a policy as JSON, as `update` takes them'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -f -a "add" -d 'Add a rule'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -f -a "remove" -d 'Remove a rule'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -f -a "update" -d 'Replace all rules by JSON from stdin'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -f -a "edit" -d 'Change the rules in $EDITOR'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from rule" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the policies, in the order in which Felix 1.4 goes through them'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a policy: its selector, its rules and what is wrong with it'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a policy'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove policies'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "reorder" -d 'Give a policy another place in its tier'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "rule" -d 'Rules of a policy'
complete -c calicross -n "__fish_calicross_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -f -a "list" -d 'List the host endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -f -a "show" -d 'Show a host endpoint'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -f -a "add" -d 'Add a host endpoint: put an interface of a host under policy'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -f -a "remove" -d 'Remove host endpoints: leave their interfaces to the hosts\' own rules'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -f -a "profile" -d 'Profiles of a host endpoint'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and not __fish_seen_subcommand_from list show add remove profile help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l interface -d 'The interface; without addresses, rules that name tags or selectors do not know the host endpoint' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l expected-ip -d 'Addresses of the interface; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l profile -d 'Profiles, which must exist, in the order in which they decide; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l label -d 'Labels, for selectors; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l update -d 'Where there is one that differs, make it what is asked for; what is not given stays'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do nothing where there is none'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -f -a "show" -d 'Show the profiles of a host endpoint, in the order in which they decide'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -f -a "list" -d 'Show the profiles of a host endpoint, in the order in which they decide'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -f -a "append" -d 'Append profiles to a host endpoint'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -f -a "set" -d 'Set the profiles of a host endpoint, in the order given'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -f -a "remove" -d 'Remove profiles from a host endpoint'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from profile" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the host endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a host endpoint'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a host endpoint: put an interface of a host under policy'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove host endpoints: leave their interfaces to the hosts\' own rules'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from help" -f -a "profile" -d 'Profiles of a host endpoint'
complete -c calicross -n "__fish_calicross_using_subcommand host-endpoint; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -f -a "add" -d 'Add a link to security groups, or join more groups to one'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -f -a "list" -d 'List the links, however they were made'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -f -a "remove" -d 'Remove a link, and put back what it has replaced'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -f -a "show" -d 'Show a link: mechanism, groups, directions, services, endpoints on both sides, health'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -f -a "attach" -d 'Put a link on endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -f -a "detach" -d 'Take a link off endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -f -a "mirror" -d 'Let in the workloads of another datastore, by the addresses that they have there now'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -f -a "reconcile" -d 'Bring pods that were made anew to the links that are kept for them'
complete -c calicross -n "__fish_calicross_using_subcommand link; and not __fish_seen_subcommand_from add list remove show attach detach mirror reconcile help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l sg -d 'Security group: uuid or a unique beginning of it, or imported name; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l direction -d 'Which ways the link opens' -r -f -a "both\t'Pods may open to the group\'s VMs, and VMs to the pods'
to-sg\t'Pods may open to the group\'s VMs: the tag'
from-sg\t'The group\'s VMs may open to the pods: the rule'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l allow -d 'What VMs may open to the pods, in the rule language, such as \'tcp to ports 80,443\'; may be repeated [default: everything]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l namespace -d 'Namespace of the pods, for --by-namespace' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l no-peers -d 'Let pods of the link, and of other links to the same group, not reach each other'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l by-namespace -d 'By a policy for all pods of --namespace, now and later, instead of by a tag on those it is attached to'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l update -d 'Where the link joins a group in another way, make it what is asked for'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l restore -d 'Put this profile in the link\'s place on every endpoint' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l leave-closed -d 'Leave endpoints of which nothing else is known with the link\'s profile, which then lets no group in'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do nothing where there is none'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l selector -d 'What a selector chooses by labels, own and inherited ones; with --namespace, what it chooses of that' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l namespace -d 'The pods of a namespace; may be given more than once' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l pod -d 'Pods by name, with * and ?; may be given more than once' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l replace -d 'Put the link in the place of this profile, which goes' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l allow-none -d 'Take it for done where nothing is chosen'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l keep -d 'Keep in mind that the link is meant for this namespace, selector or pod, for `link reconcile`'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from attach" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l selector -d 'What a selector chooses by labels, own and inherited ones; with --namespace, what it chooses of that' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l namespace -d 'The pods of a namespace; may be given more than once' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l pod -d 'Pods by name, with * and ?; may be given more than once' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l restore -d 'Put this profile in the link\'s place' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l allow-none -d 'Take it for done where nothing is chosen'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l all -d 'Every endpoint that has it'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l leave-closed -d 'Put nothing in its place: an endpoint without any other profile is cut off from everything'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from detach" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l peer -d 'Context of the other datastore' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l sg -d 'Security group of the other datastore whose VMs are let in: uuid or a unique beginning of it, or imported name; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l profile -d 'Profile of the other datastore whose pods are let into the VMs of --to-sg; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l to-sg -d 'Security group of this datastore whose VMs let the pods in; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l allow -d 'What they may open, in the rule language, such as \'tcp to ports 80,443\'; may be repeated [default: everything]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l update -d 'Where the profile or policy is there and mirrors something else, or nothing, make it what is asked for'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from mirror" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from reconcile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a link to security groups, or join more groups to one'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the links, however they were made'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a link, and put back what it has replaced'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a link: mechanism, groups, directions, services, endpoints on both sides, health'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from help" -f -a "attach" -d 'Put a link on endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from help" -f -a "detach" -d 'Take a link off endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from help" -f -a "mirror" -d 'Let in the workloads of another datastore, by the addresses that they have there now'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from help" -f -a "reconcile" -d 'Bring pods that were made anew to the links that are kept for them'
complete -c calicross -n "__fish_calicross_using_subcommand link; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -f -a "list" -d 'List the tags that profiles carry and rules name'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -f -a "show" -d 'Show a tag: who carries it, with which addresses, and which rules name it'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and not __fish_seen_subcommand_from list show help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the tags that profiles carry and rules name'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a tag: who carries it, with which addresses, and which rules name it'
complete -c calicross -n "__fish_calicross_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -f -a "list" -d 'List the security groups, with their members and links'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -f -a "show" -d 'Show a security group: its rules, members, links, and the rules elsewhere that name it'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -f -a "names" -d 'Names of security groups, servers and ports, as OpenStack lists them'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and not __fish_seen_subcommand_from list show names help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -f -a "import" -d 'Take in the names that `openstack security group|server|port list -f json` prints'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -f -a "list" -d 'List the names that were imported'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -f -a "show" -d 'List the names that were imported'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from names" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the security groups, with their members and links'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a security group: its rules, members, links, and the rules elsewhere that name it'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from help" -f -a "names" -d 'Names of security groups, servers and ports, as OpenStack lists them'
complete -c calicross -n "__fish_calicross_using_subcommand sg; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -f -a "show" -d 'Show all of it: mesh, AS numbers, hosts, peers, filters'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -f -a "peer" -d 'BGP peers of all hosts, or of one'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -f -a "node-mesh" -d 'Show whether every host peers with every other, or turn that on or off'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -f -a "default-node-as" -d 'Show the AS number of hosts that have none of their own, or set it'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -f -a "filter" -d 'BIRD\'s custom export filters'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and not __fish_seen_subcommand_from show peer node-mesh default-node-as filter help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -f -a "list" -d 'List the BGP peers'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -f -a "show" -d 'List the BGP peers'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -f -a "add" -d 'Add a peer: of all hosts, or of one'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -f -a "remove" -d 'Remove a peer'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from peer" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from node-mesh" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from default-node-as" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -f -a "list" -d 'List BIRD\'s custom export filters'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -f -a "show" -d 'Print the statements of a filter'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -f -a "add" -d 'Add a filter: statements for the export filter of every host'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -f -a "remove" -d 'Remove a filter'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from filter" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show all of it: mesh, AS numbers, hosts, peers, filters'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from help" -f -a "peer" -d 'BGP peers of all hosts, or of one'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from help" -f -a "node-mesh" -d 'Show whether every host peers with every other, or turn that on or off'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from help" -f -a "default-node-as" -d 'Show the AS number of hosts that have none of their own, or set it'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from help" -f -a "filter" -d 'BIRD\'s custom export filters'
complete -c calicross -n "__fish_calicross_using_subcommand bgp; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -f -a "list" -d 'List the settings of Felix and BIRD that are set, with what is wrong with them'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -f -a "show" -d 'List the settings of Felix and BIRD that are set, with what is wrong with them'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -f -a "get" -d 'Print the value of a setting that holds, and say where it comes from'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -f -a "set" -d 'Give a setting a value, for all hosts or for one'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -f -a "unset" -d 'Take a setting\'s value away'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -f -a "add" -d 'Add members to a list, such as InterfacePrefix'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -f -a "remove" -d 'Remove members from a list'
complete -c calicross -n "__fish_calicross_using_subcommand config; and not __fish_seen_subcommand_from list show get set unset add remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l host -d 'What holds on this host: its own settings, and those of all hosts' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l felix -d 'The generation of Felix on the hosts [default: values have to suit both]' -r -f -a "1.4\t'Felix 1.4, in Python'
2\t'Felix 2, in Go'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l all -d 'Also the settings that are not set, with their defaults'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l host -d 'What holds on this host: its own settings, and those of all hosts' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l felix -d 'The generation of Felix on the hosts [default: values have to suit both]' -r -f -a "1.4\t'Felix 1.4, in Python'
2\t'Felix 2, in Go'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l all -d 'Also the settings that are not set, with their defaults'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l host -d 'As it holds on this host: its own value, else that of all hosts, else the default' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l felix -d 'The generation of Felix whose default counts [default: 1.4]' -r -f -a "1.4\t'Felix 1.4, in Python'
2\t'Felix 2, in Go'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l host -d 'Of this host, rather than of all' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l felix -d 'The generation of Felix on the hosts [default: values have to suit both]' -r -f -a "1.4\t'Felix 1.4, in Python'
2\t'Felix 2, in Go'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l canary -d 'For this host first, and for all once its Felix has restarted and reports; where it does not, take it back' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l canary-timeout -d 'Time for Felix of the --canary host to restart and report' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l host -d 'Of this host, rather than of all' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l felix -d 'The generation of Felix on the hosts [default: values have to suit both]' -r -f -a "1.4\t'Felix 1.4, in Python'
2\t'Felix 2, in Go'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l host -d 'Of this host, rather than of all' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l felix -d 'The generation of Felix on the hosts [default: values have to suit both]' -r -f -a "1.4\t'Felix 1.4, in Python'
2\t'Felix 2, in Go'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l host -d 'Of this host, rather than of all' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l felix -d 'The generation of Felix on the hosts [default: values have to suit both]' -r -f -a "1.4\t'Felix 1.4, in Python'
2\t'Felix 2, in Go'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do nothing where a member is not there'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the settings of Felix and BIRD that are set, with what is wrong with them'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "get" -d 'Print the value of a setting that holds, and say where it comes from'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "set" -d 'Give a setting a value, for all hosts or for one'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "unset" -d 'Take a setting\'s value away'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add members to a list, such as InterfacePrefix'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove members from a list'
complete -c calicross -n "__fish_calicross_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -f -a "list" -d 'List the pools'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -f -a "show" -d 'Show a pool: its switches, the blocks in it, and who has its addresses'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -f -a "add" -d 'Add pools, IPv4 and IPv6'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -f -a "update" -d 'Change pools: the switches that are named, and no others'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -f -a "remove" -d 'Remove pools: disable them, take their blocks from the hosts, delete them'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -f -a "range" -d 'Pools made of ranges of addresses'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and not __fish_seen_subcommand_from list show add update remove range help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l ipv4 -d 'IPv4 pools only'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l ipv6 -d 'IPv6 pools only'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l ipv4 -d 'IPv4 pools only'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l ipv6 -d 'IPv6 pools only'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l ipip -d 'Route between hosts through the IPIP tunnel, and turn IpInIpEnabled on'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l nat-outgoing -d 'Masquerade what goes to an address outside all pools'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l no-ipam -d 'Give out no addresses (Python\'s IPAM; libcalico-go\'s looks at --disabled only)'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l disabled -d 'Take no new blocks from it; BIRD and Felix treat it as any other pool'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l update -d 'Where there is one that differs, turn the switches that are named, and no others'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l ipip -d 'Route between hosts through the IPIP tunnel, and turn IpInIpEnabled on'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l no-ipip -d 'No tunnel'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l nat-outgoing -d 'Masquerade what goes to an address outside all pools'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l no-nat-outgoing -d 'Do not masquerade'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l ipam -d 'Give out addresses'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l no-ipam -d 'Give out no addresses (Python\'s IPAM; libcalico-go\'s looks at --disabled only)'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l disabled -d 'Take no new blocks from it; BIRD and Felix treat it as any other pool'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l enabled -d 'Take new blocks from it again'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do nothing where there is none'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -f -a "add" -d 'Add the fewest pools that hold exactly the addresses of a range'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from range" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the pools'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a pool: its switches, the blocks in it, and who has its addresses'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add pools, IPv4 and IPv6'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "update" -d 'Change pools: the switches that are named, and no others'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove pools: disable them, take their blocks from the hosts, delete them'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "range" -d 'Pools made of ranges of addresses'
complete -c calicross -n "__fish_calicross_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -f -a "list" -d 'List the blocks of addresses, with the hosts that take theirs from them'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -f -a "show" -d 'Show whose an address is, or those of a network or a handle'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -f -a "release" -d 'Give back addresses that are held and that no endpoint has'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -f -a "check" -d 'Look for leaked addresses, double use, and what lies outside every pool; exit code 1 where there is something'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and not __fish_seen_subcommand_from list show release check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l block -d 'Every address of a block, and the block itself with its host\'s claim to it' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l handle -d 'Every address of a handle' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l workload -d 'Every address of a workload: of its endpoints, and what was taken in its name' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l if-exists -d 'Do nothing where nothing is held'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the blocks of addresses, with the hosts that take theirs from them'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show whose an address is, or those of a network or a handle'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from help" -f -a "release" -d 'Give back addresses that are held and that no endpoint has'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from help" -f -a "check" -d 'Look for leaked addresses, double use, and what lies outside every pool; exit code 1 where there is something'
complete -c calicross -n "__fish_calicross_using_subcommand ipam; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -f -a "list" -d 'List the hosts, by every name that a component knows them by'
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -f -a "show" -d 'Show a host: where it is known, its endpoints, BIRD\'s settings, its blocks'
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -f -a "remove" -d 'Remove a host that is gone, and give back its addresses'
complete -c calicross -n "__fish_calicross_using_subcommand node; and not __fish_seen_subcommand_from list show remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l hostname -d 'The same, as calicoctl has it' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l remove-endpoints -d 'Remove its endpoints as well, and give back their addresses; OpenStack\'s need --force=owner'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do nothing where there is none'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the hosts, by every name that a component knows them by'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a host: where it is known, its endpoints, BIRD\'s settings, its blocks'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a host that is gone, and give back its addresses'
complete -c calicross -n "__fish_calicross_using_subcommand node; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -f -a "init" -d 'Make a datastore fit for pods and VMs together: prefixes, reports, pools, the export filter, metadata'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -f -a "status" -d 'Show a hybrid datastore on one screen: hosts, Neutron, counts, settings; with --peer, compare it with another one'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -f -a "manifests" -d 'Print what a hybrid cloud needs beside its datastore: the way of pods to etcd, variables of playbooks, settings of components'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -f -a "get" -d 'Show what was said of the cluster: which Felix runs where, which addresses are services\''
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -f -a "set" -d 'Say what the datastore does not: which Felix runs where, which addresses are services\''
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and not __fish_seen_subcommand_from init status manifests get set help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l k8s-pool -d 'Pool of the pods\' addresses; may be repeated, for IPv6' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l openstack-pool -d 'Range of addresses that Neutron gives out; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l nova-metadata -d 'Where VMs reach Nova\'s metadata server: an address of a host or a pod' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l service-cidr -d 'Networks of Kubernetes\' service addresses; kept as `hybrid set service-cidr` does' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l ipip -d 'Route between hosts to the IPv4 ones of --k8s-pool through the IPIP tunnel, and turn IpInIpEnabled on'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l nat-outgoing -d 'Masquerade what pods of --k8s-pool send to addresses outside all pools'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l from-neutron -d 'The same for each subnet of Neutron that the datastore knows: those with DHCP'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l update -d 'Where a pool, the filter or the networks of services are there and differ, make them what is asked for'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l peer -d 'Compare with the datastore of this context' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l accept-peer -d 'Take the peer as it is now, though it has lost its state since it was last seen'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l format -d 'Who reads them' -r -f -a "k8s\t'Kubernetes: objects'
ccp-ansible\t'The playbooks of CCP and kargo: variables'
config\t'Neutron, Nova, calico/node, the CNI plugin, the hosts: files'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l etcd -d 'The members of etcd as hosts and pods reach them [default: those of --endpoints]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l service-cidr -d 'Networks of Kubernetes\' service addresses [default: what `hybrid set service-cidr` said]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l namespace -d 'Namespace of the service by which pods reach etcd' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l openstack-namespace -d 'Namespace of OpenStack\'s pods' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l cluster-dns -d 'Address of the cluster\'s DNS' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l cluster-domain -d 'Domain of the cluster' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l kubernetes -d 'Version of Kubernetes, where it is an old one: 1.6' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l image -d 'Image that holds etcd' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l controller -d 'Host that runs OpenStack\'s servers; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l plugin -d 'How Neutron uses networking-calico' -r -f -a "ml2\t'As a mechanism driver of ML2'
core\t'As the core plugin'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l proxy-secret -d 'Secret with that certificate: ca.crt, tls.crt, tls.key' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l insecure-proxy -d 'Instead of the gateway, a proxy that lends one certificate to whoever reaches it'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from manifests" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l host -d 'Of this host only; felix alone can be' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from help" -f -a "init" -d 'Make a datastore fit for pods and VMs together: prefixes, reports, pools, the export filter, metadata'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show a hybrid datastore on one screen: hosts, Neutron, counts, settings; with --peer, compare it with another one'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from help" -f -a "manifests" -d 'Print what a hybrid cloud needs beside its datastore: the way of pods to etcd, variables of playbooks, settings of components'
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from help" -f -a "get" -d 'Show what was said of the cluster: which Felix runs where, which addresses are services\''
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from help" -f -a "set" -d 'Say what the datastore does not: which Felix runs where, which addresses are services\''
complete -c calicross -n "__fish_calicross_using_subcommand hybrid; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -f -a "show" -d 'Show which component needs which keys, who speaks for it here, and whether that was proved'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -f -a "plan" -d 'Show which roles and users `apply` would make, change or cut'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -f -a "apply" -d 'Make roles and users so that each component may what it needs, and nothing else'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -f -a "check" -d 'Prove what an identity may and may not, by trying'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -f -a "enable" -d 'Switch authentication on, once every identity has passed `check`; it takes itself back unless it is confirmed'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -f -a "confirm" -d 'Keep authentication on'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -f -a "disable" -d 'Switch authentication off; users and roles stay'
complete -c calicross -n "__fish_calicross_using_subcommand access; and not __fish_seen_subcommand_from show plan apply check enable confirm disable help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l identity -d 'The user that speaks for a component, or for it on one host; may be given again [default: the component\'s own name]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l secret -d 'File with the password of a user, where it has one; may be given again' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l api -d 'One API only [default: both, as far as etcd serves them]' -r -f -a "v2\t'etcd\'s v2 API, Calico\'s'
v3\t'etcd\'s v3 API, Kubernetes\''"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l reset-passwords -d 'Give users that are there already the passwords of --secret, too'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l exit-code -d 'Exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l identity -d 'The user that speaks for a component, or for it on one host; may be given again [default: the component\'s own name]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l secret -d 'File with the password of a user, where it has one; may be given again' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l api -d 'One API only [default: both, as far as etcd serves them]' -r -f -a "v2\t'etcd\'s v2 API, Calico\'s'
v3\t'etcd\'s v3 API, Kubernetes\''"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l reset-passwords -d 'Give users that are there already the passwords of --secret, too'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l dry-run -d 'Change nothing; print what would be changed'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l as -d 'The user, by the common name of its certificate or the name of its password' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l as-cert -d 'PEM file of the user\'s certificate [default: who --cert, or --user, says we are]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l as-key -d 'PEM file of its key [default: in the certificate\'s file]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l as-password-file -d 'File with the user\'s password' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l component -d 'Which component it speaks for, where its roles cannot be read' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l api -d 'One API only: the keys of the other stay anybody\'s [default: both, as far as etcd serves them]' -r -f -a "v2\t'etcd\'s v2 API, Calico\'s'
v3\t'etcd\'s v3 API, Kubernetes\''"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l within -d 'Time until it is taken back, unless `access confirm` is given' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l without -d 'Components that are not in use although the datastore shows traces of them' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l keep-guest -d 'v2: leave everything open to who is no user (the role guest), while users are kept to their roles already'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -s y -l yes -d 'Keep it although not every identity has passed `check` since'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from confirm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l api -d 'One API only [default: both, where it is on]' -r -f -a "v2\t'etcd\'s v2 API, Calico\'s'
v3\t'etcd\'s v3 API, Kubernetes\''"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show which component needs which keys, who speaks for it here, and whether that was proved'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from help" -f -a "plan" -d 'Show which roles and users `apply` would make, change or cut'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from help" -f -a "apply" -d 'Make roles and users so that each component may what it needs, and nothing else'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from help" -f -a "check" -d 'Prove what an identity may and may not, by trying'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from help" -f -a "enable" -d 'Switch authentication on, once every identity has passed `check`; it takes itself back unless it is confirmed'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from help" -f -a "confirm" -d 'Keep authentication on'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Switch authentication off; users and roles stay'
complete -c calicross -n "__fish_calicross_using_subcommand access; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l only -d 'Run these checks only' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l skip -d 'Leave these checks out' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l fail-on -d 'Exit 1 where something is found that is at least so bad' -r -f -a "error\t''
warning\t''
notice\t''"
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l fix -d 'Put right what is found: what is safe, or what these checks find' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l felix -d 'What every host runs, 1.4 or 2.6, whatever `hybrid set felix=...` says' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l cluster-dns -d 'Servers of the cluster\'s DNS, which subnets of Neutron should name' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l watch -d 'Watch the datastore for so long first, such as 60s: who reports for which host, and how much is written' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l peer -d 'Compare with the datastore of this context, as where pods and VMs have one each' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l fail-on-traffic -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l list -d 'List the checks: how bad what they find is, and the class of their fix'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l from -d 'Who sends: an endpoint, a group (ns:NAME, sg:NAME, profile:NAME, tag:NAME, a selector), host:NAME, an address, or any' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l to -d 'Who receives' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l proto -d 'Protocol: tcp, udp, icmp, icmpv6, sctp, udplite or a number; without it, what is allowed is told as services' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l port -d 'Destination ports: 80, 80,443 or 8000:8080' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l source-port -d 'Source ports [default: all]' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l icmp-type -d 'Type of ICMP or ICMPv6: 8 is an echo request (128 in ICMPv6)' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l icmp-code -d 'Code that goes with the type' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l ip-version -d 'Addresses of this IP version only: 4 or 6' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l felix -d 'What every host runs, 1.4 or 2.6, whatever `hybrid set felix=...` says' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l kube-endpoints -d 'What `kubectl get services,endpoints --all-namespaces -o json` prints, to see what stands behind a service\'s address; - is stdin' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand trace" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand trace" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand trace" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand trace" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l by -d 'What the rows and columns are' -r -f -a "kind\t'pods by namespace, VMs by security group, all others by profile'
namespace\t'by namespace of pods'
sg\t'by security group'
profile\t'by profile'
tag\t'by tag'
host\t'by host'
endpoint\t'each endpoint for itself'"
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l html -d 'Write a page to this file: a heat map to click through to the rules that decide' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l felix -d 'Which Felix to answer for, on every host: 1.4 or 2.6; else what `hybrid set felix=` says, else 1.4' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l outside -d 'Add addresses that no endpoint has, by the networks that rules name'
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l csv -d 'Print it as comma-separated values, a line a cell'
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l dot -d 'Print it as a graph for Graphviz'
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l unused -d 'List the rules that never decide anything'
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand matrix" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l felix -d 'What every host runs, 1.4 or 2.6, whatever `hybrid set felix=...` says' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand exposure" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand verify" -s f -l file -d 'File of expectations; - is stdin' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l junit -d 'Write the results as JUnit\'s XML as well' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l felix -d 'What every host runs, 1.4 or 2.6, whatever `hybrid set felix=...` says' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand verify" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand verify" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand verify" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l felix -d 'What every host runs now, 1.4 or 2.6 [default: what `hybrid set felix=...` says, of each host]' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l to -d 'What they are to run: 2.6, or 1.4 for the way back' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l host -d 'Only this host changes; can be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand rehearse" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand get" -s n -l node -d 'Of host endpoints, workload endpoints and BGP peers: those of this host' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l orchestrator -d 'Of workload endpoints: those of this orchestrator' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l workload -d 'Of workload endpoints: those of this workload' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l scope -d 'Of BGP peers: global, or node' -r -f -a "global\t''
node\t''"
complete -c calicross -n "__fish_calicross_using_subcommand get" -l tier -d 'Of policies: those of this tier' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -s f -l filename -d 'File of resources, YAML or JSON, or a directory of such files; - is stdin; may be repeated' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand get" -s l -l selector -d 'Only what a selector selects by its labels: profiles, host endpoints, workload endpoints' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand get" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand get" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand get" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand get" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand get" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand get" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand get" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand get" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand get" -s R -l recursive -d 'Directories with all that lies in them'
complete -c calicross -n "__fish_calicross_using_subcommand get" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand get" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand get" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -s f -l filename -d 'File of resources, YAML or JSON, or a directory of such files; - is stdin; may be repeated' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l set -d 'Remember what is applied under this name: what somebody changes by hand from then on stands in the way of the next time (--force=drift), and --prune knows what was there' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l max-deletes -d 'Refuse to delete more resources than this' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l target -d 'Of the files, only this resource; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand apply" -s R -l recursive -d 'Directories with all that lies in them'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l prune -d 'Delete what an earlier apply of the set has made, and the files no longer hold'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand create" -s f -l filename -d 'File of resources, YAML or JSON, or a directory of such files; - is stdin; may be repeated' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand create" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand create" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand create" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand create" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand create" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand create" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand create" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand create" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand create" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand create" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand create" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand create" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand create" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand create" -s R -l recursive -d 'Directories with all that lies in them'
complete -c calicross -n "__fish_calicross_using_subcommand create" -l skip-exists -d 'Leave what is there and differs as it is'
complete -c calicross -n "__fish_calicross_using_subcommand create" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand create" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand create" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand create" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand create" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand create" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand create" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand create" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand create" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -s f -l filename -d 'File of resources, YAML or JSON, or a directory of such files; - is stdin; may be repeated' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand replace" -s R -l recursive -d 'Directories with all that lies in them'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand replace" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -s n -l node -d 'Of host endpoints, workload endpoints and BGP peers: those of this host' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l orchestrator -d 'Of workload endpoints: those of this orchestrator' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l workload -d 'Of workload endpoints: those of this workload' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l scope -d 'Of BGP peers: global, or node' -r -f -a "global\t''
node\t''"
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l tier -d 'Of policies: those of this tier' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -s f -l filename -d 'File of resources, YAML or JSON, or a directory of such files; - is stdin; may be repeated' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand delete" -s R -l recursive -d 'Directories with all that lies in them'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -s s -l skip-not-exists -l if-exists -d 'Do nothing where there is none'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand edit" -s n -l node -d 'Of host endpoints, workload endpoints and BGP peers: those of this host' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l orchestrator -d 'Of workload endpoints: those of this orchestrator' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l workload -d 'Of workload endpoints: those of this workload' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l scope -d 'Of BGP peers: global, or node' -r -f -a "global\t''
node\t''"
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l tier -d 'Of policies: those of this tier' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand edit" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand edit" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand edit" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand edit" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand patch" -s n -l node -d 'Of host endpoints, workload endpoints and BGP peers: those of this host' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l orchestrator -d 'Of workload endpoints: those of this orchestrator' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l workload -d 'Of workload endpoints: those of this workload' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l scope -d 'Of BGP peers: global, or node' -r -f -a "global\t''
node\t''"
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l tier -d 'Of policies: those of this tier' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -s p -l patch -d 'The patch, YAML or JSON' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand patch" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand patch" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand patch" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand patch" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand patch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand diff" -s f -l filename -d 'File of resources, YAML or JSON, or a directory of such files; - is stdin; may be repeated' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l set -d 'Remember what is applied under this name: what somebody changes by hand from then on stands in the way of the next time (--force=drift), and --prune knows what was there' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l max-deletes -d 'Refuse to delete more resources than this' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l target -d 'Of the files, only this resource; may be repeated' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand diff" -s R -l recursive -d 'Directories with all that lies in them'
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l prune -d 'Delete what an earlier apply of the set has made, and the files no longer hold'
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l summary -d 'What becomes of each object, without the lines that differ'
complete -c calicross -n "__fish_calicross_using_subcommand diff" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand diff" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand diff" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l set -d 'Of this set alone' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand drift" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand drift" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand drift" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand drift" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand explain" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l recursive -d 'All fields, however deep'
complete -c calicross -n "__fish_calicross_using_subcommand explain" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand explain" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand explain" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand validate" -s f -l filename -d 'File of resources, YAML or JSON, or a directory of such files; - is stdin; may be repeated' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand validate" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand validate" -s R -l recursive -d 'Directories with all that lies in them'
complete -c calicross -n "__fish_calicross_using_subcommand validate" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand validate" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand validate" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand export" -s n -l node -d 'Of host endpoints, workload endpoints and BGP peers: those of this host' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l orchestrator -d 'Of workload endpoints: those of this orchestrator' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l workload -d 'Of workload endpoints: those of this workload' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l scope -d 'Of BGP peers: global, or node' -r -f -a "global\t''
node\t''"
complete -c calicross -n "__fish_calicross_using_subcommand export" -l tier -d 'Of policies: those of this tier' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -s l -l selector -d 'Only what a selector selects by its labels: profiles, host endpoints, workload endpoints' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l to-dir -d 'A file an object, KIND/NAME.yaml in this directory, instead of one stream' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand export" -l to -d 'Documents for another program' -r -f -a "calico-v3\t''"
complete -c calicross -n "__fish_calicross_using_subcommand export" -l report -d 'With --to: all that is to be known of the conversion, as JSON; - is stdout, and no documents then' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand export" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand export" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand export" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand export" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand export" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand export" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand export" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand export" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand export" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand export" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand export" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand export" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -f -a "ls" -d 'List keys'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -f -a "list" -d 'List keys'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -f -a "get" -d 'Print the value of a key'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -f -a "show" -d 'Print the value of a key'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -f -a "put" -d 'Give a key a value, checked where the key is known'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -f -a "rm" -d 'Remove keys'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -f -a "remove" -d 'Remove keys'
complete -c calicross -n "__fish_calicross_using_subcommand key; and not __fish_seen_subcommand_from ls list get show put rm remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l raw -d 'Print the bytes as they are, without a line break after them'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l raw -d 'Print the bytes as they are, without a line break after them'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from put" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -s r -l recursive -d 'Remove everything below, too'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l if-exists -d 'Do nothing where there is none'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -s r -l recursive -d 'Remove everything below, too'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do nothing where there is none'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List keys'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "get" -d 'Print the value of a key'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "put" -d 'Give a key a value, checked where the key is known'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove keys'
complete -c calicross -n "__fish_calicross_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand batch" -s f -l file -d 'File of commands, one a line; - is stdin' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand batch" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand batch" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand batch" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand batch" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand batch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -f -a "show" -d 'Show a saved plan'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -f -a "apply" -d 'Carry out a saved plan exactly, or refuse where the datastore has changed'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -f -a "resume" -d 'Write the rest of a change that was interrupted'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and not __fish_seen_subcommand_from show apply resume help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l exit-code -d 'Exit 1 where the plan changes something'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a saved plan'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "apply" -d 'Carry out a saved plan exactly, or refuse where the datastore has changed'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Write the rest of a change that was interrupted'
complete -c calicross -n "__fish_calicross_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -f -a "list" -d 'List changes, the latest last'
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -f -a "show" -d 'Show a change: who, when, why, and what each key was before'
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -f -a "prune" -d 'Remove old entries; pending ones stay'
complete -c calicross -n "__fish_calicross_using_subcommand history; and not __fish_seen_subcommand_from list show prune help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -s n -l limit -d 'The latest entries only' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l diff -d 'Show each key\'s former and present value as a diff'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l older-than -d 'Remove what is older, such as 7d or 12h [default: 30d]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l max-size -d 'Remove the oldest entries until the rest takes no more MiB than this [default: 32]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l dry-run -d 'Remove nothing; tell how many would go'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -s y -l yes -d 'Answer the question of a protected context with yes'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from help" -f -a "list" -d 'List changes, the latest last'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a change: who, when, why, and what each key was before'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Remove old entries; pending ones stay'
complete -c calicross -n "__fish_calicross_using_subcommand history; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l last -d 'Take back my latest change that is not taken back yet'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l skip-changed -d 'Leave keys that were changed since, and take back the rest'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l prefix -d 'What lies below a directory only [default: /calico]' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -s n -l limit -d 'End after so many changes' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l for -d 'End after a time, such as 10m' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand watch" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand watch" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand watch" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand why" -l from -d 'Who sends: an endpoint, a group (ns:NAME, sg:NAME, profile:NAME, tag:NAME, a selector), host:NAME, an address, or any' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l to -d 'Who receives' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l proto -d 'Protocol: tcp, udp, icmp, icmpv6, sctp, udplite or a number; without it, what is allowed is told as services' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l port -d 'Destination ports: 80, 80,443 or 8000:8080' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l source-port -d 'Source ports [default: all]' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l icmp-type -d 'Type of ICMP or ICMPv6: 8 is an echo request (128 in ICMPv6)' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l icmp-code -d 'Code that goes with the type' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l ip-version -d 'Addresses of this IP version only: 4 or 6' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l felix -d 'What every host runs, 1.4 or 2.6, whatever `hybrid set felix=...` says' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l since -d 'How far back, such as 2h [default: as far as the journal goes]' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l then -d 'Hold it against a backup rather than against what the journal tells' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand why" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand why" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand why" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand why" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand why" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand why" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand why" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand why" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand why" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand why" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand why" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand why" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand why" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l prefix -d 'Only what lies below a directory; may be repeated [default: /calico and /calicross]' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l overwrite -d 'Replace a file that is there'
complete -c calicross -n "__fish_calicross_using_subcommand backup" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand backup" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand backup" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l prefix -d 'Only what lies below a directory; may be repeated [default: all that the backup holds]' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l fail-on -d 'Write nothing and exit 3 where traffic opens, or where some closes' -r -f -a "opens\t'Something passes that did not'
closes\t'Something does not pass that did'"
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l out -d 'With --dry-run: save the plan, for `plan apply`' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l force -d 'What to override: in-use, owner, malformed, drift; alone it means in-use and malformed, never owner' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l reason -d 'Why, for the journal' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l journal -d 'Where the journal of the change is kept' -r -f -a "datastore\t'In the datastore, beside the keys'
local\t'In files of this user on this host'
off\t'Nowhere: the change cannot be undone'"
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l guard -d 'Refuse the change where an expectation of this file would not hold after it (see `verify`)' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l wait -d 'Wait until Felix on the hosts concerned has reported again; exit 1 when it has not in the time [default: 60s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l dry-run -d 'Write nothing; print what would be written'
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l diff -d 'Show each key before and after as a unified diff'
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l impact -d 'Tell which traffic opens and which closes [default: with --dry-run and before a question]'
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l no-impact -d 'Do not work out which traffic opens and which closes'
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l exit-code -d 'With --dry-run: exit 1 where something would change'
complete -c calicross -n "__fish_calicross_using_subcommand restore" -s y -l yes -d 'Answer the questions with yes'
complete -c calicross -n "__fish_calicross_using_subcommand restore" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand restore" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand restore" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand ping" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand ping" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand ping" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand ping" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand ping" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand owners" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand owners" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand owners" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand owners" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand owners" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand settings" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand settings" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand settings" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand settings" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand settings" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand completion" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l names -d 'Complete names from the datastore, too, in bash, zsh and fish: the script asks calicross at each key press'
complete -c calicross -n "__fish_calicross_using_subcommand completion" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand completion" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand completion" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand version" -l context -d 'Named entry of the configuration file' -r
complete -c calicross -n "__fish_calicross_using_subcommand version" -l config -d 'Configuration file [default: ~/.config/calicross/config.yaml, /etc/calicross/config.yaml]' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand version" -l datastore -d 'Which API [default: auto]' -r -f -a "auto\t'The API that holds /calico/v1; writes are refused where both or neither do'
etcdv2\t'etcd\'s v2 API, the one that Calico\'s v1 components read'
etcdv3\t'etcd\'s v3 API'
file\t'The embedded store, a file (--path)'"
complete -c calicross -n "__fish_calicross_using_subcommand version" -l path -d 'File of the embedded store' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand version" -l endpoints -d 'etcd\'s addresses, comma-separated [default: http://127.0.0.1:2379]' -r
complete -c calicross -n "__fish_calicross_using_subcommand version" -l cacert -d 'PEM file of the authority of etcd\'s certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand version" -l cert -d 'PEM file of our certificate' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand version" -l key -d 'PEM file of its key' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand version" -l user -d 'etcd user; the password comes from --password-file or CALICROSS_PASSWORD' -r
complete -c calicross -n "__fish_calicross_using_subcommand version" -l password-file -d 'File that holds the password of --user' -r -F
complete -c calicross -n "__fish_calicross_using_subcommand version" -l timeout -d 'Time for one request, such as 5s or 500ms [default: 5s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand version" -l commit-timeout -d 'Time for a change to land, retries included [default: 30s]' -r
complete -c calicross -n "__fish_calicross_using_subcommand version" -l rate -d 'Writes a second at most on etcd v2, whose watchers miss what comes faster; 0 for no limit' -r
complete -c calicross -n "__fish_calicross_using_subcommand version" -s o -l output -d 'Output format: table, wide, json, jsonl, yaml, name, custom-columns=HEADER:PATH,... or custom-columns-file=FILE' -r
complete -c calicross -n "__fish_calicross_using_subcommand version" -l jq -d 'Filter the JSON output with a jq expression' -r
complete -c calicross -n "__fish_calicross_using_subcommand version" -l sort-by -d 'Sort a list by a column; -COLUMN for the other way round' -r
complete -c calicross -n "__fish_calicross_using_subcommand version" -l filter -d 'Keep the rows whose column matches: COLUMN=GLOB, COLUMN!=GLOB or COLUMN~TEXT' -r
complete -c calicross -n "__fish_calicross_using_subcommand version" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c calicross -n "__fish_calicross_using_subcommand version" -l no-headers -d 'Leave out the header line of tables'
complete -c calicross -n "__fish_calicross_using_subcommand version" -s q -l quiet -d 'Say nothing but data, warnings and errors'
complete -c calicross -n "__fish_calicross_using_subcommand version" -s v -l verbose -d 'Say more about what is done'
complete -c calicross -n "__fish_calicross_using_subcommand version" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "profile" -d 'Security profiles: what their endpoints may send and receive'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "endpoint" -d 'Workload endpoints: pods, ports of VMs, containers'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "tier" -d 'Tiers: which policies decide first'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "policy" -d 'Policies: what the endpoints that a selector selects may send and receive'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "host-endpoint" -d 'Host endpoints: interfaces of hosts under policy'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "link" -d 'Cross-workload links: pods joined to OpenStack security groups'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "tag" -d 'Tags: who carries them, and which rules name them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "sg" -d 'OpenStack security groups, as the datastore shows them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "bgp" -d 'BIRD: BGP peers, node mesh, AS numbers, export filters'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "config" -d 'Settings of Felix and BIRD, of all hosts or of one'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "pool" -d 'IP pools: where containers\' addresses come from, and what is not masqueraded'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "ipam" -d 'Addresses: whose they are, leaked ones, those outside every pool'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "node" -d 'Hosts, by every name that a component knows them by'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "hybrid" -d 'A datastore for pods and VMs together: made fit, looked at, compared with another one, and what it does not tell'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "access" -d 'etcd\'s users and roles: each component what it needs, and OpenStack\'s none of Kubernetes\' keys'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "doctor" -d 'Look for known faults of a datastore that two clouds share, and put them right'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "trace" -d 'Whether and why one reaches another: what decides, and what is known of the way'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "matrix" -d 'Who reaches whom: what each group of endpoints can send to each other'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "exposure" -d 'Who can reach somebody, and whom they can reach: groups, hosts, addresses outside'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "verify" -d 'Hold what is expected of traffic, in a file, against the datastore'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "rehearse" -d 'Tell beforehand what another version of Felix would open, close, reject or die of'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "get" -d 'Show resources, as tables or as files'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "apply" -d 'Make what is there what files say'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "create" -d 'Make resources of files that are not there'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "replace" -d 'Make resources that are there what files say'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "delete" -d 'Delete resources, by name or as files have them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "edit" -d 'Edit resources in an editor'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "patch" -d 'Change single members of resources'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "diff" -d 'Show what `apply` would change'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "drift" -d 'Show what was changed by hand since files were applied'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "explain" -d 'Tell what kinds of resources and their fields mean to each component'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "validate" -d 'Check files of resources, without a datastore'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "export" -d 'Print resources as files that `apply` takes'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "key" -d 'Raw keys under /calico'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "batch" -d 'Several commands as one plan and one commit'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "plan" -d 'Saved plans'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "history" -d 'What was changed, by whom, and what it was before'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "undo" -d 'Take a change back'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "watch" -d 'Follow changes as they happen, in words, with who made them and why'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "why" -d 'Tell which change has made traffic pass, or stopped it: who, when, why, and how to take it back'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "backup" -d 'Write all that the datastore holds to a file'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "restore" -d 'Put the datastore back to a backup'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "ping" -d 'Show how the datastore is doing: members, leader, latency, size, which API holds data'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "owners" -d 'Show which component owns which keys, and what becomes of a foreign write'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "settings" -d 'Show each setting and where it comes from'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "completion" -d 'Print a completion script'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "version" -d 'Print the version'
complete -c calicross -n "__fish_calicross_using_subcommand help; and not __fish_seen_subcommand_from profile endpoint tier policy host-endpoint link tag sg bgp config pool ipam node hybrid access doctor trace matrix exposure verify rehearse get apply create replace delete edit patch diff drift explain validate export key batch plan history undo watch why backup restore ping owners settings completion version help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "list" -d 'List the profiles'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "show" -d 'Show a profile: its tags, labels and rules'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "add" -d 'Add a profile that lets in what carries its own tag, and lets everything out'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "remove" -d 'Remove profiles'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "clone" -d 'Copy a profile under a new name'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "tag" -d 'Tags that the endpoints of a profile carry'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "label" -d 'Labels that the endpoints of a profile inherit'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "rule" -d 'Rules of a profile'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "list" -d 'List workload endpoints, of every orchestrator'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "show" -d 'Show an endpoint: all that is known of it'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "profile" -d 'Profiles of endpoints, in the order in which they decide'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from tier" -f -a "list" -d 'List the tiers, in the order in which Felix 1.4 goes through them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from tier" -f -a "show" -d 'Show a tier: its policies, in the order in which they decide, and what is wrong with them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from tier" -f -a "add" -d 'Add a tier that passes on what its policies do not decide'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from tier" -f -a "remove" -d 'Remove tiers'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from tier" -f -a "reorder" -d 'Give a tier another place among tiers'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "list" -d 'List the policies, in the order in which Felix 1.4 goes through them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "show" -d 'Show a policy: its selector, its rules and what is wrong with it'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "add" -d 'Add a policy'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "remove" -d 'Remove policies'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "reorder" -d 'Give a policy another place in its tier'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "rule" -d 'Rules of a policy'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from host-endpoint" -f -a "list" -d 'List the host endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from host-endpoint" -f -a "show" -d 'Show a host endpoint'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from host-endpoint" -f -a "add" -d 'Add a host endpoint: put an interface of a host under policy'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from host-endpoint" -f -a "remove" -d 'Remove host endpoints: leave their interfaces to the hosts\' own rules'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from host-endpoint" -f -a "profile" -d 'Profiles of a host endpoint'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from link" -f -a "add" -d 'Add a link to security groups, or join more groups to one'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from link" -f -a "list" -d 'List the links, however they were made'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from link" -f -a "remove" -d 'Remove a link, and put back what it has replaced'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from link" -f -a "show" -d 'Show a link: mechanism, groups, directions, services, endpoints on both sides, health'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from link" -f -a "attach" -d 'Put a link on endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from link" -f -a "detach" -d 'Take a link off endpoints'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from link" -f -a "mirror" -d 'Let in the workloads of another datastore, by the addresses that they have there now'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from link" -f -a "reconcile" -d 'Bring pods that were made anew to the links that are kept for them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "list" -d 'List the tags that profiles carry and rules name'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "show" -d 'Show a tag: who carries it, with which addresses, and which rules name it'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from sg" -f -a "list" -d 'List the security groups, with their members and links'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from sg" -f -a "show" -d 'Show a security group: its rules, members, links, and the rules elsewhere that name it'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from sg" -f -a "names" -d 'Names of security groups, servers and ports, as OpenStack lists them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from bgp" -f -a "show" -d 'Show all of it: mesh, AS numbers, hosts, peers, filters'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from bgp" -f -a "peer" -d 'BGP peers of all hosts, or of one'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from bgp" -f -a "node-mesh" -d 'Show whether every host peers with every other, or turn that on or off'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from bgp" -f -a "default-node-as" -d 'Show the AS number of hosts that have none of their own, or set it'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from bgp" -f -a "filter" -d 'BIRD\'s custom export filters'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "list" -d 'List the settings of Felix and BIRD that are set, with what is wrong with them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "get" -d 'Print the value of a setting that holds, and say where it comes from'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "set" -d 'Give a setting a value, for all hosts or for one'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "unset" -d 'Take a setting\'s value away'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "add" -d 'Add members to a list, such as InterfacePrefix'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "remove" -d 'Remove members from a list'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from pool" -f -a "list" -d 'List the pools'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from pool" -f -a "show" -d 'Show a pool: its switches, the blocks in it, and who has its addresses'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from pool" -f -a "add" -d 'Add pools, IPv4 and IPv6'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from pool" -f -a "update" -d 'Change pools: the switches that are named, and no others'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from pool" -f -a "remove" -d 'Remove pools: disable them, take their blocks from the hosts, delete them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from pool" -f -a "range" -d 'Pools made of ranges of addresses'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from ipam" -f -a "list" -d 'List the blocks of addresses, with the hosts that take theirs from them'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from ipam" -f -a "show" -d 'Show whose an address is, or those of a network or a handle'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from ipam" -f -a "release" -d 'Give back addresses that are held and that no endpoint has'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from ipam" -f -a "check" -d 'Look for leaked addresses, double use, and what lies outside every pool; exit code 1 where there is something'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from node" -f -a "list" -d 'List the hosts, by every name that a component knows them by'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from node" -f -a "show" -d 'Show a host: where it is known, its endpoints, BIRD\'s settings, its blocks'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from node" -f -a "remove" -d 'Remove a host that is gone, and give back its addresses'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from hybrid" -f -a "init" -d 'Make a datastore fit for pods and VMs together: prefixes, reports, pools, the export filter, metadata'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from hybrid" -f -a "status" -d 'Show a hybrid datastore on one screen: hosts, Neutron, counts, settings; with --peer, compare it with another one'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from hybrid" -f -a "manifests" -d 'Print what a hybrid cloud needs beside its datastore: the way of pods to etcd, variables of playbooks, settings of components'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from hybrid" -f -a "get" -d 'Show what was said of the cluster: which Felix runs where, which addresses are services\''
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from hybrid" -f -a "set" -d 'Say what the datastore does not: which Felix runs where, which addresses are services\''
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from access" -f -a "show" -d 'Show which component needs which keys, who speaks for it here, and whether that was proved'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from access" -f -a "plan" -d 'Show which roles and users `apply` would make, change or cut'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from access" -f -a "apply" -d 'Make roles and users so that each component may what it needs, and nothing else'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from access" -f -a "check" -d 'Prove what an identity may and may not, by trying'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from access" -f -a "enable" -d 'Switch authentication on, once every identity has passed `check`; it takes itself back unless it is confirmed'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from access" -f -a "confirm" -d 'Keep authentication on'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from access" -f -a "disable" -d 'Switch authentication off; users and roles stay'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "ls" -d 'List keys'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "get" -d 'Print the value of a key'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "put" -d 'Give a key a value, checked where the key is known'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "rm" -d 'Remove keys'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "show" -d 'Show a saved plan'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "apply" -d 'Carry out a saved plan exactly, or refuse where the datastore has changed'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "resume" -d 'Write the rest of a change that was interrupted'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from history" -f -a "list" -d 'List changes, the latest last'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from history" -f -a "show" -d 'Show a change: who, when, why, and what each key was before'
complete -c calicross -n "__fish_calicross_using_subcommand help; and __fish_seen_subcommand_from history" -f -a "prune" -d 'Remove old entries; pending ones stay'
