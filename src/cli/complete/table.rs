//! Which argument takes which names: the one place that says so.

use clap::{Arg, Command, ValueHint};

use super::names::Kind;
use crate::access::component::WITH_ROLES;
use crate::doctor::CHECKS;
use crate::manifest::id::Kind as Resources;
use crate::render::Format;

/// What completes the value of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Names out of the datastore.
    Names(Kind),
    /// The contexts of the configuration file.
    Contexts,
    /// Words of our own.
    Words(&'static [&'static str]),
    /// Kinds of resources and their fields.
    Fields,
    /// The rule language, with the datastore's tags where it wants one.
    Rule,
    /// Paths, which the shells know best.
    Files,
    /// Nothing: what comes here is new, a number or a text.
    Free,
}

/// Words of `--output`.
const FORMATS: [&str; Format::ALL.len() + 2] = {
    let mut words = [""; Format::ALL.len() + 2];
    words[Format::ALL.len()] = "custom-columns=";
    words[Format::ALL.len() + 1] = "custom-columns-file=";
    let mut at = 0;
    while at < Format::ALL.len() {
        words[at] = Format::ALL[at].as_str();
        at += 1;
    }
    words
};

/// The checks of `doctor`.
const CHECK_IDS: [&str; CHECKS.len()] = {
    let mut ids = [""; CHECKS.len()];
    let mut at = 0;
    while at < ids.len() {
        ids[at] = CHECKS[at].id;
        at += 1;
    }
    ids
};

/// Words of `doctor --fix`: what is safe, and each check.
const FIXES: [&str; CHECK_IDS.len() + 1] = {
    let mut words = ["safe"; CHECK_IDS.len() + 1];
    let mut at = 0;
    while at < CHECK_IDS.len() {
        words[at + 1] = CHECK_IDS[at];
        at += 1;
    }
    words
};

/// Kinds of resources.
const KINDS: [&str; Resources::ALL.len()] = {
    let mut words = [""; Resources::ALL.len()];
    let mut at = 0;
    while at < words.len() {
        words[at] = Resources::ALL[at].as_str();
        at += 1;
    }
    words
};

/// The table: the command, its argument as usage shows it, what completes it; the first row that fits counts. A command stands for
/// all below it, and none for all there are. What offers words of its own (`auto|always|never`) or is a path needs no row.
const TABLE: &[(&str, &str, Takes)] = &[
    ("", "--context", Takes::Contexts),
    ("", "--output", Takes::Words(&FORMATS)),
    ("", "--force", Takes::Words(&["in-use", "owner", "malformed", "drift"])),
    ("", "--config", Takes::Files),
    // What is new, or anything.
    ("", "--endpoints", Takes::Free),
    ("", "--user", Takes::Free),
    ("", "--timeout", Takes::Free),
    ("", "--commit-timeout", Takes::Free),
    ("", "--rate", Takes::Free),
    ("", "--jq", Takes::Free),
    ("", "--sort-by", Takes::Free),
    ("", "--filter", Takes::Free),
    ("", "--reason", Takes::Free),
    ("", "--at", Takes::Free),
    ("", "--selector", Takes::Free),
    ("", "--wait", Takes::Free),
    ("access", "--as", Takes::Free),
    ("access", "COMPONENTS", Takes::Words(WITH_ROLES)),
    ("access", "--component", Takes::Words(WITH_ROLES)),
    ("access", "--without", Takes::Words(WITH_ROLES)),
    ("access", "--identity", Takes::Free),
    ("access", "--within", Takes::Free),
    ("history", "--limit", Takes::Free),
    ("history", "--older-than", Takes::Free),
    ("history", "--max-size", Takes::Free),
    ("key put", "VALUE", Takes::Free),
    ("link add", "NAME", Takes::Free),
    ("link add", "--allow", Takes::Free),
    ("link mirror", "--allow", Takes::Free),
    // What lies in the other datastore is not offered.
    ("link mirror", "--sg", Takes::Free),
    ("link mirror", "--profile", Takes::Free),
    ("link mirror", "--to-sg", Takes::Names(Kind::Group)),
    ("link mirror", "NAME", Takes::Names(Kind::Profile)),
    ("profile add", "NAME", Takes::Free),
    ("profile clone", "NEW_NAME", Takes::Free),
    ("doctor", "--cluster-dns", Takes::Free),
    ("doctor", "--watch", Takes::Free),
    ("doctor", "--felix", Takes::Words(&["1.4", "2.6"])),
    ("doctor", "ID", Takes::Words(&CHECK_IDS)),
    ("doctor", "--only", Takes::Words(&CHECK_IDS)),
    ("doctor", "--skip", Takes::Words(&CHECK_IDS)),
    ("doctor", "--fix", Takes::Words(&FIXES)),
    ("endpoint", "--orchestrator", Takes::Free),
    ("endpoint", "--workload", Takes::Free),
    ("endpoint", "--endpoint-id", Takes::Free),
    ("endpoint profile set", "--two-step", Takes::Free),
    ("bgp", "[as] NUMBER", Takes::Free),
    ("bgp", "NUMBER", Takes::Free),
    ("bgp peer", "IP", Takes::Free),
    ("bgp filter", "NAME", Takes::Free),
    ("bgp filter add", "STATEMENTS", Takes::Free),
    ("config", "VALUE", Takes::Free),
    ("config", "MEMBERS", Takes::Free),
    ("config set", "--canary-timeout", Takes::Free),
    ("host-endpoint add", "ID", Takes::Free),
    ("host-endpoint add", "--interface", Takes::Free),
    ("host-endpoint add", "--expected-ip", Takes::Free),
    ("host-endpoint add", "--label", Takes::Free),
    ("hybrid init", "--k8s-pool", Takes::Free),
    ("hybrid init", "--openstack-pool", Takes::Free),
    ("hybrid init", "--nova-metadata", Takes::Free),
    ("hybrid init", "--service-cidr", Takes::Free),
    ("hybrid manifests", "--etcd", Takes::Free),
    ("hybrid manifests", "--service-cidr", Takes::Free),
    ("hybrid manifests", "--namespace", Takes::Words(&["default", "kube-system"])),
    ("hybrid manifests", "--openstack-namespace", Takes::Words(&["ccp"])),
    ("hybrid manifests", "--cluster-dns", Takes::Free),
    ("hybrid manifests", "--cluster-domain", Takes::Words(&["cluster.local"])),
    ("hybrid manifests", "--kubernetes", Takes::Free),
    ("hybrid manifests", "--image", Takes::Free),
    ("hybrid manifests", "--controller", Takes::Names(Kind::Host)),
    ("hybrid manifests", "--proxy-secret", Takes::Free),
    ("", "--peer", Takes::Contexts),
    ("apply", "--set", Takes::Free),
    ("apply", "--max-deletes", Takes::Free),
    ("apply", "--target", Takes::Free),
    ("diff", "--set", Takes::Free),
    ("diff", "--max-deletes", Takes::Free),
    ("diff", "--target", Takes::Free),
    ("drift", "--set", Takes::Free),
    ("get", "WHAT", Takes::Words(&KINDS)),
    ("export", "WHAT", Takes::Words(&KINDS)),
    ("delete", "WHAT", Takes::Words(&KINDS)),
    ("get", "--node", Takes::Names(Kind::Host)),
    ("export", "--node", Takes::Names(Kind::Host)),
    ("delete", "--node", Takes::Names(Kind::Host)),
    ("get", "--tier", Takes::Names(Kind::Tier)),
    ("export", "--tier", Takes::Names(Kind::Tier)),
    ("delete", "--tier", Takes::Names(Kind::Tier)),
    ("get", "--orchestrator", Takes::Free),
    ("export", "--orchestrator", Takes::Free),
    ("delete", "--orchestrator", Takes::Free),
    ("get", "--workload", Takes::Free),
    ("export", "--workload", Takes::Free),
    ("delete", "--workload", Takes::Free),
    ("explain", "KIND[.FIELD...]", Takes::Fields),
    ("edit", "WHAT", Takes::Words(&KINDS)),
    ("edit", "--node", Takes::Names(Kind::Host)),
    ("edit", "--tier", Takes::Names(Kind::Tier)),
    ("edit", "--orchestrator", Takes::Free),
    ("edit", "--workload", Takes::Free),
    ("patch", "WHAT", Takes::Words(&KINDS)),
    ("patch", "--node", Takes::Names(Kind::Host)),
    ("patch", "--tier", Takes::Names(Kind::Tier)),
    ("patch", "--orchestrator", Takes::Free),
    ("patch", "--workload", Takes::Free),
    ("patch", "--patch", Takes::Free),
    ("hybrid set", "NAME=VALUE", Takes::Words(&["felix=1.4", "felix=2.6", "service-cidr="])),
    ("hybrid set", "--host", Takes::Names(Kind::Host)),
    ("policy", "--order", Takes::Free),
    ("policy add", "NAME", Takes::Free),
    ("profile label", "KEY[=VALUE]", Takes::Free),
    ("tier", "--order", Takes::Free),
    ("tier add", "NAME", Takes::Free),
    ("pool add", "CIDRS", Takes::Free),
    ("pool range add", "FIRST", Takes::Free),
    ("pool range add", "LAST", Takes::Free),
    ("ipam release", "ADDRESSES", Takes::Free),
    // Names.
    ("backup", "--prefix", Takes::Names(Kind::Key)),
    ("restore", "--prefix", Takes::Names(Kind::Key)),
    ("bgp peer", "--node", Takes::Names(Kind::Host)),
    ("config", "SETTING", Takes::Names(Kind::Setting)),
    ("config", "--host", Takes::Names(Kind::Host)),
    ("config set", "--canary", Takes::Names(Kind::Host)),
    ("host-endpoint add", "HOST", Takes::Names(Kind::Host)),
    ("host-endpoint add", "--profile", Takes::Names(Kind::Profile)),
    ("host-endpoint profile", "PROFILE", Takes::Names(Kind::Profile)),
    ("host-endpoint profile", "HOST-ENDPOINT", Takes::Names(Kind::HostEndpoint)),
    ("host-endpoint", "NAME", Takes::Names(Kind::HostEndpoint)),
    ("host-endpoint", "NAMES", Takes::Names(Kind::HostEndpoint)),
    ("policy", "--tier", Takes::Names(Kind::Tier)),
    ("policy", "--before", Takes::Names(Kind::Policy)),
    ("policy", "--after", Takes::Names(Kind::Policy)),
    ("policy add", "--inbound", Takes::Rule),
    ("policy add", "--outbound", Takes::Rule),
    ("policy rule", "RULE", Takes::Rule),
    ("policy", "NAME", Takes::Names(Kind::Policy)),
    ("policy", "NAMES", Takes::Names(Kind::Policy)),
    ("policy", "POLICY", Takes::Names(Kind::Policy)),
    ("tier", "NAME", Takes::Names(Kind::Tier)),
    ("tier", "NAMES", Takes::Names(Kind::Tier)),
    ("endpoint", "ENDPOINT", Takes::Names(Kind::Endpoint)),
    ("endpoint", "--host", Takes::Names(Kind::Host)),
    ("endpoint", "--namespace", Takes::Names(Kind::Namespace)),
    ("endpoint", "--profile", Takes::Names(Kind::Profile)),
    ("endpoint profile", "PROFILE", Takes::Names(Kind::Profile)),
    ("history", "ID", Takes::Names(Kind::Change)),
    ("key", "KEY", Takes::Names(Kind::Key)),
    ("key", "DIRECTORY", Takes::Names(Kind::Key)),
    ("link", "NAME", Takes::Names(Kind::Link)),
    ("link", "ENDPOINT", Takes::Names(Kind::Endpoint)),
    ("link", "--namespace", Takes::Names(Kind::Namespace)),
    ("link", "--pod", Takes::Names(Kind::Pod)),
    ("link", "--replace", Takes::Names(Kind::Profile)),
    ("link", "--restore", Takes::Names(Kind::Profile)),
    ("link", "--sg", Takes::Names(Kind::Group)),
    ("ipam show", "WHAT", Takes::Names(Kind::Block)),
    ("ipam release", "--block", Takes::Names(Kind::Block)),
    ("ipam release", "--handle", Takes::Names(Kind::Handle)),
    ("ipam release", "--workload", Takes::Names(Kind::Endpoint)),
    ("node", "HOST", Takes::Names(Kind::Host)),
    ("node remove", "--hostname", Takes::Names(Kind::Host)),
    ("plan", "ID", Takes::Names(Kind::Change)),
    ("pool", "CIDR", Takes::Names(Kind::Pool)),
    ("pool", "CIDRS", Takes::Names(Kind::Pool)),
    ("profile", "NAME", Takes::Names(Kind::Profile)),
    ("profile", "NAMES", Takes::Names(Kind::Profile)),
    ("profile", "PROFILE", Takes::Names(Kind::Profile)),
    ("profile rule", "RULE", Takes::Rule),
    ("profile tag add", "TAGS", Takes::Names(Kind::Tag)),
    ("profile tag remove", "TAGS", Takes::Names(Kind::OwnTag)),
    ("sg names import", "--kind", Takes::Words(&["group", "server", "port"])),
    ("sg", "GROUP", Takes::Names(Kind::Group)),
    ("tag", "TAG", Takes::Names(Kind::Tag)),
    ("trace", "--from", Takes::Names(Kind::Party)),
    ("trace", "--to", Takes::Names(Kind::Party)),
    ("trace", "--proto", Takes::Words(&["tcp", "udp", "icmp", "icmpv6", "sctp", "udplite"])),
    ("trace", "--felix", Takes::Words(&["1.4", "2.6"])),
    ("trace", "--ip-version", Takes::Words(&["4", "6"])),
    ("trace", "--port", Takes::Free),
    ("trace", "--source-port", Takes::Free),
    ("trace", "--icmp-type", Takes::Free),
    ("trace", "--icmp-code", Takes::Free),
    ("why", "--from", Takes::Names(Kind::Party)),
    ("why", "--to", Takes::Names(Kind::Party)),
    ("why", "--proto", Takes::Words(&["tcp", "udp", "icmp", "icmpv6", "sctp", "udplite"])),
    ("why", "--felix", Takes::Words(&["1.4", "2.6"])),
    ("why", "--ip-version", Takes::Words(&["4", "6"])),
    ("why", "--port", Takes::Free),
    ("why", "--source-port", Takes::Free),
    ("why", "--icmp-type", Takes::Free),
    ("why", "--icmp-code", Takes::Free),
    ("why", "--since", Takes::Free),
    ("watch", "--prefix", Takes::Names(Kind::Key)),
    ("watch", "--limit", Takes::Free),
    ("watch", "--for", Takes::Free),
    ("verify", "--felix", Takes::Words(&["1.4", "2.6"])),
    ("matrix", "WHO", Takes::Names(Kind::Party)),
    ("matrix", "--felix", Takes::Words(&["1.4", "2.6"])),
    ("exposure", "WHO", Takes::Names(Kind::Party)),
    ("exposure", "--felix", Takes::Words(&["1.4", "2.6"])),
    ("rehearse", "--felix", Takes::Words(&["1.4", "2.6"])),
    ("rehearse", "--to", Takes::Words(&["1.4", "2.6"])),
    ("rehearse", "--host", Takes::Names(Kind::Host)),
    ("undo", "ID", Takes::Names(Kind::Change)),
];

/// Says what completes the value of an argument of the command at a path; `None` where nobody has decided.
pub(super) fn takes(path: &[&Command], arg: &Arg) -> Option<Takes> {
    let words: Vec<&str> = path.iter().skip(1).map(|command| command.get_name()).collect();
    let words = words.join(" ");
    let below = |command: &str| {
        command.is_empty() || words.strip_prefix(command).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let row = TABLE.iter().find(|(command, shown, _)| below(command) && is_called(arg, shown));
    let path_hint = || matches!(arg.get_value_hint(), ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath);
    row.map(|(.., takes)| *takes).or_else(|| path_hint().then_some(Takes::Files))
}

fn is_called(arg: &Arg, shown: &str) -> bool {
    match shown.strip_prefix("--") {
        Some(long) => arg.get_long() == Some(long),
        None => {
            let value = arg.get_value_names().and_then(<[_]>::first);
            arg.is_positional() && value.is_some_and(|value| value.as_str() == shown)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::app;

    /// Every argument of the tree that takes a value, with the commands that lead to it.
    fn arguments<'a>(path: &mut Vec<&'a Command>, found: &mut Vec<(Vec<&'a Command>, &'a Arg)>) {
        let Some(command) = path.last().copied() else { return };
        found.extend(
            command.get_arguments().filter(|arg| arg.get_action().takes_values()).map(|arg| (path.clone(), arg)),
        );
        for inner in command.get_subcommands() {
            path.push(inner);
            arguments(path, found);
            path.pop();
        }
    }

    #[test]
    fn it_is_decided_what_completes_every_value_and_no_row_is_idle() {
        let root = app::command();
        let mut all = Vec::new();
        arguments(&mut vec![&root], &mut all);
        let mut undecided = Vec::new();
        let mut used = vec![false; TABLE.len()];
        for (path, arg) in all {
            let names: Vec<&str> = path.iter().skip(1).map(|command| command.get_name()).collect();
            let command = names.join(" ");
            if takes(&path, arg).is_none() && arg.get_possible_values().is_empty() {
                undecided.push(format!("{command}: {}", arg.get_id()));
            }
            let fits = |(of, shown, _): &(&str, &str, Takes)| {
                (of.is_empty() || command == *of || command.starts_with(&format!("{of} "))) && is_called(arg, shown)
            };
            if let Some(row) = TABLE.iter().position(fits) {
                used[row] = true;
            }
        }
        assert!(undecided.is_empty(), "no row of the table, no path, no words of its own: {undecided:#?}");
        let idle: Vec<_> = TABLE.iter().zip(used).filter(|(_, used)| !used).map(|(row, _)| row).collect();
        assert!(idle.is_empty(), "rows that fit no argument: {idle:#?}");
    }
}
