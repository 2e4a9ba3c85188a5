#!/bin/sh
# The cross-workload example, from a look at what is there to undo, on an embedded store in a temporary
# folder. It needs `calicross` on the PATH (`make demo` sees to that) and ends with the code of the
# first step that fails.
set -eu

cd "$(dirname "$0")"
if ! command -v calicross >/dev/null 2>&1; then
    echo "demo: calicross is not on the PATH: run 'make demo' in the top folder" >&2
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Nothing of the caller's own settings, files or etcd may come in.
for name in $(env | sed -n 's/^\(\(CALICROSS\|ETCD\)_[A-Z0-9_]*\)=.*/\1/p') DATASTORE_TYPE; do
    unset "$name"
done
export HOME="$work" XDG_CONFIG_HOME="$work"
export CALICROSS_DATASTORE=file CALICROSS_PATH="$work/calico.redb"
export CALICROSS_ACTOR=demo

sg1=4fe422ed-4730-4af4-b835-38d09235bd4a
p=/calico/v1/policy/profile/k8s-to-sg1

heading() { printf '\n\n## %s\n' "$*"; }

# Shows a command and runs it, talk and data in the order in which they come.
run() {
    printf '\n$ %s\n' "$1"
    eval "$1" 2>&1
}

# Shows a command that has been run elsewhere.
show() { printf '\n$ %s\n' "$1"; }

# The demo is a check, too: what must be so is compared, not only shown.
same() {
    if [ "$2" != "$3" ]; then
        printf 'demo: %s: got\n%s\nand not\n%s\n' "$1" "$2" "$3" >&2
        exit 1
    fi
}

heading 'A store that holds what the components of two hosts wrote'
printf '\n$ export CALICROSS_DATASTORE=file CALICROSS_PATH=%s\n' "$CALICROSS_PATH"
run 'calicross batch -f keys.batch --force=owner --yes --reason "the example'\''s cloud"'
calicross key ls /calico -o name >"$work/before"

heading 'What is there: profiles, one of them a security group of OpenStack'
run 'calicross profile list'
run "calicross profile show openstack-sg-$sg1"
run 'calicross key ls /calico/v1/policy'

heading 'Pods shall join that group. First a look: nothing is written'
run 'calicross profile add k8s-to-sg1 --dry-run --diff'

heading 'The three commands'
run 'calicross profile add k8s-to-sg1 --reason "pods into the group web"'
run "calicross profile tag add k8s-to-sg1 $sg1"
run "calicross profile rule add k8s-to-sg1 inbound allow from tag $sg1 --dry-run --diff"
run "calicross profile rule add k8s-to-sg1 inbound allow from tag $sg1"

heading 'What they left'
run 'calicross profile show k8s-to-sg1'
run "calicross key get $p/tags"
run "calicross key get $p/rules"
run 'calicross profile rule json k8s-to-sg1'
same "the tags" "$(calicross key get $p/tags 2>/dev/null)" "[\"k8s-to-sg1\", \"$sg1\"]"
same "the rules" "$(calicross key get $p/rules 2>/dev/null)" "{\"id\": \"k8s-to-sg1\", \
\"inbound_rules\": [{\"action\": \"allow\", \"src_tag\": \"k8s-to-sg1\"}, {\"action\": \"allow\", \"src_tag\": \"$sg1\"}], \
\"outbound_rules\": [{\"action\": \"allow\"}]}"

heading 'The same once more changes nothing'
run "calicross profile tag add k8s-to-sg1 $sg1"

heading 'Who did what; and all of it taken back, the last change first'
run 'calicross history list'
run 'calicross undo --last --yes'
run 'calicross undo --last --yes'
run 'calicross undo --last --yes'
run 'calicross history list'

heading 'What is left: what was there before'
run 'calicross profile list'
calicross key ls /calico -o name >"$work/after"
run "diff $work/before $work/after && echo 'the same keys as before'"

heading 'The same story in three link commands. First the names that people give to groups'
show 'openstack security group list -f json >security-groups.json'
run 'calicross sg names import security-groups.json'
run 'calicross sg list'
run 'calicross sg show web'
run 'calicross link add k8s-to-web --sg web'
run 'calicross link attach k8s-to-web --namespace shop --replace k8s_ns.shop --keep'
run 'calicross link show k8s-to-web'
same "the tags of the link" "$(calicross key get /calico/v1/policy/profile/k8s-to-web/tags 2>/dev/null)" "[\"k8s-to-web\", \"$sg1\"]"

heading 'A pod that is made anew has its default profile again; cron brings it back to the link'
run "calicross endpoint profile set shop/frontend-2611209331-q9z8y k8s_ns.shop --reason 'what the CNI plugin does to a new pod'"
run 'calicross link list'
run 'calicross link reconcile'
run 'calicross link list'
run 'calicross tag show web'

heading 'And away again: what the link replaced comes back'
run 'calicross link remove k8s-to-web --yes'
run "calicross endpoint profile show shop/frontend-2611209331-q9z8y"
calicross key ls /calico -o name >"$work/after"
run "diff $work/before $work/after && echo 'the same keys as before'"
