//! The nouns and their verbs: one file a verb, its arguments on top and its work below.

pub mod access;
pub mod backup;
pub mod batch;
pub mod bgp;
pub mod completion;
pub mod config;
pub mod doctor;
mod effective;
pub mod endpoint;
pub mod exposure;
pub mod history;
pub mod host_endpoint;
pub mod hybrid;
mod input;
pub mod ipam;
pub mod key;
mod label;
pub mod link;
mod malformed;
pub mod matrix;
mod membership;
pub mod node;
pub mod offers;
pub mod owners;
pub mod ping;
pub mod plan;
pub mod policy;
pub mod pool;
pub mod profile;
pub mod rehearse;
pub mod resource;
pub mod restore;
pub(crate) mod rule;
pub mod settings;
pub mod sg;
pub mod tag;
pub mod tier;
pub mod trace;
pub mod undo;
pub mod verify;
pub mod version;
pub mod watch;
pub mod why;

use clap::Subcommand;

use crate::session::Action;

/// The rule language, as the help of every verb that takes a rule shows it.
pub(crate) const RULE_LANGUAGE: &str = "\
The rule language:
  allow|deny|log|next-tier
    [[not] tcp|udp|icmp|icmpv6|sctp|udplite|NUMBER]
    [[not] type N [code N]]
    [from WHAT] [to WHAT]
    [ip-version 4|6] [log-prefix TEXT]
  where WHAT is one or more of
    [not] ports 80,443,8000:8080
    [not] tag TAG
    [not] cidr CIDR
    [not] selector SELECTOR
Examples:
  allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a
  allow tcp from cidr 10.0.0.0/8 to ports 80,443
  deny udp to not cidr 192.168.0.0/16";

/// The nouns.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Security profiles: what their endpoints may send and receive
    #[command(subcommand)]
    Profile(profile::ProfileCommand),
    /// Workload endpoints: pods, ports of VMs, containers
    #[command(subcommand)]
    Endpoint(endpoint::EndpointCommand),
    /// Tiers: which policies decide first
    #[command(subcommand)]
    Tier(tier::TierCommand),
    /// Policies: what the endpoints that a selector selects may send and receive
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// Host endpoints: interfaces of hosts under policy
    #[command(subcommand)]
    HostEndpoint(host_endpoint::HostEndpointCommand),
    /// Cross-workload links: pods joined to OpenStack security groups
    #[command(subcommand)]
    Link(link::LinkCommand),
    /// Tags: who carries them, and which rules name them
    #[command(subcommand)]
    Tag(tag::TagCommand),
    /// OpenStack security groups, as the datastore shows them
    #[command(subcommand)]
    Sg(sg::SgCommand),
    /// BIRD: BGP peers, node mesh, AS numbers, export filters
    #[command(subcommand)]
    Bgp(bgp::BgpCommand),
    /// Settings of Felix and BIRD, of all hosts or of one
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// IP pools: where containers' addresses come from, and what is not masqueraded
    #[command(subcommand)]
    Pool(pool::PoolCommand),
    /// Addresses: whose they are, leaked ones, those outside every pool
    #[command(subcommand)]
    Ipam(ipam::IpamCommand),
    /// Hosts, by every name that a component knows them by
    #[command(subcommand)]
    Node(node::NodeCommand),
    /// A datastore for pods and VMs together: made fit, looked at, compared with another one, and what it does not tell
    #[command(subcommand)]
    Hybrid(hybrid::HybridCommand),
    /// etcd's users and roles: each component what it needs, and OpenStack's none of Kubernetes' keys
    ///
    /// Below /registry lie all Secrets of Kubernetes; whoever may write /calico decides what every pod and VM may reach. `plan` and
    /// `apply` make a role for each component and a user for each of its certificates, `check` proves them by trying, `enable` switches
    /// authentication on and takes itself back unless `confirm` is given, `disable` switches it off.
    #[command(subcommand, after_long_help = crate::access::component::table())]
    Access(access::AccessCommand),
    /// Look for known faults of a datastore that two clouds share, and put them right
    Doctor(doctor::DoctorArgs),
    /// Whether and why one reaches another: what decides, and what is known of the way
    Trace(trace::TraceArgs),
    /// Who reaches whom: what each group of endpoints can send to each other
    Matrix(matrix::MatrixArgs),
    /// Who can reach somebody, and whom they can reach: groups, hosts, addresses outside
    Exposure(exposure::ExposureArgs),
    /// Hold what is expected of traffic, in a file, against the datastore
    Verify(verify::VerifyArgs),
    /// Tell beforehand what another version of Felix would open, close, reject or die of
    Rehearse(rehearse::RehearseArgs),
    /// Show resources, as tables or as files
    ///
    /// -o yaml and -o json print what every command with -f takes; -o custom-columns=NAME:.metadata.name,TAGS:.metadata.tags a table of one's
    /// own columns, as kubectl does. `explain` tells what the members mean.
    Get(resource::get::GetArgs),
    /// Make what is there what files say
    Apply(resource::apply::ApplyArgs),
    /// Make resources of files that are not there
    Create(resource::apply::CreateArgs),
    /// Make resources that are there what files say
    Replace(resource::apply::ReplaceArgs),
    /// Delete resources, by name or as files have them
    ///
    /// A profile goes with its three keys, a pool after its blocks, a node from every directory that knows it. What is in use stands in the
    /// way, and so does what another component owns. What is deleted leaves the sets that it is in (`apply --set`): it is no drift of theirs.
    Delete(resource::delete::DeleteArgs),
    /// Edit resources in an editor
    Edit(resource::edit::EditArgs),
    /// Change single members of resources
    Patch(resource::edit::PatchArgs),
    /// Show what `apply` would change
    Diff(resource::diff::DiffArgs),
    /// Show what was changed by hand since files were applied
    Drift(resource::drift::DriftArgs),
    /// Tell what kinds of resources and their fields mean to each component
    ///
    /// Of a kind: its keys, who reads them, and its fields. Of a field: its type, what it means that it is not there, the key and member that
    /// it becomes, and what Felix 1.4, Felix 2, BIRD, address management, networking-calico and calicoctl take it for or reject. No datastore
    /// is asked. Exit code 3: there is no such field.
    Explain(resource::explain::ExplainArgs),
    /// Check files of resources, without a datastore
    Validate(resource::validate::ValidateArgs),
    /// Print resources as files that `apply` takes
    Export(resource::export::ExportArgs),
    /// Raw keys under /calico
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Several commands as one plan and one commit
    ///
    /// Each line is one command that writes, without the word calicross, with quotes as in a shell; blank lines and
    /// lines that begin with # are left out. A line sees what the lines before it do. Options of commands that write
    /// (--dry-run, --force ...) go on batch itself.
    Batch(batch::BatchArgs),
    /// Saved plans
    #[command(subcommand)]
    Plan(plan::PlanCommand),
    /// What was changed, by whom, and what it was before
    History(history::HistoryArgs),
    /// Take a change back
    Undo(undo::UndoArgs),
    /// Follow changes as they happen, in words, with who made them and why
    ///
    /// Changes by calicross are told with what its journal knows of them, the one in the datastore and the one on this host (--journal
    /// local); all others as made outside calicross. The watch goes on whatever becomes of the connection; where changes were missed, the
    /// net of them is told, marked as a resync: no end state is left out. An embedded store is looked at once a second. `-o jsonl` is for
    /// scripts, --filter for a part: --filter 'OBJECT=profile *'.
    Watch(watch::WatchArgs),
    /// Tell which change has made traffic pass, or stopped it: who, when, why, and how to take it back
    ///
    /// What becomes of the traffic now is held against what would have become of it before each change of the journal, from the latest
    /// back, or against a backup (--then). Exit code 1: nothing has changed. What was changed outside calicross is not in the journal.
    Why(why::WhyArgs),
    /// Write all that the datastore holds to a file
    ///
    /// Every key under /calico and calicross' own, bytes exact and all of one moment, as lines of JSON with a checksum at the end; only
    /// its owner may read the file. `restore` puts it back, into the same datastore or another one, of any kind. It can be looked at as a
    /// datastore, too: --datastore file --path FILE.
    Backup(backup::BackupArgs),
    /// Put the datastore back to a backup
    ///
    /// Only what differs is written, whoever it belongs to; keys that the backup does not have are removed. A backup that was cut short or
    /// altered is refused before anything is written. What expires by itself is not restored and stays as it is, and so does the journal: what
    /// the backup has of it and the datastore lacks is added. What is too much for one plan is written by several, as one change. Where a restore
    /// was interrupted, `plan resume` or the same restore again writes the rest.
    Restore(restore::RestoreArgs),
    /// Show how the datastore is doing: members, leader, latency, size, which API holds data
    Ping(ping::PingArgs),
    /// Show which component owns which keys, and what becomes of a foreign write
    ///
    /// Of the rows that fit a change, the first decides. A foreign write is refused (until --force=owner), merged (dropping what
    /// others have put there is refused until --force=in-use), written with a warning, or free. What no row names is the
    /// operator's.
    Owners(owners::OwnersArgs),
    /// Show each setting and where it comes from
    Settings(settings::SettingsArgs),
    /// Print a completion script
    Completion(completion::CompletionArgs),
    /// Print the version
    Version(version::VersionArgs),
}

impl Command {
    /// Makes the command ready to run.
    pub fn into_action(self) -> Action {
        match self {
            Self::Profile(command) => command.into_action(),
            Self::Endpoint(command) => command.into_action(),
            Self::Tier(command) => command.into_action(),
            Self::Policy(command) => command.into_action(),
            Self::HostEndpoint(command) => command.into_action(),
            Self::Link(command) => command.into_action(),
            Self::Tag(command) => command.into_action(),
            Self::Sg(command) => command.into_action(),
            Self::Bgp(command) => command.into_action(),
            Self::Config(command) => command.into_action(),
            Self::Pool(command) => command.into_action(),
            Self::Ipam(command) => command.into_action(),
            Self::Node(command) => command.into_action(),
            Self::Hybrid(command) => command.into_action(),
            Self::Access(command) => command.into_action(),
            Self::Doctor(args) => Action::Read(Box::new(args)),
            Self::Matrix(args) => args.into_action(),
            Self::Get(args) => Action::Read(Box::new(args)),
            Self::Apply(args) => Action::Write(Box::new(args)),
            Self::Create(args) => Action::Write(Box::new(args)),
            Self::Replace(args) => Action::Write(Box::new(args)),
            Self::Delete(args) => Action::Write(Box::new(args)),
            Self::Edit(args) => Action::Write(Box::new(args)),
            Self::Patch(args) => Action::Write(Box::new(args)),
            Self::Diff(args) => Action::Read(Box::new(args)),
            Self::Drift(args) => Action::Read(Box::new(args)),
            Self::Explain(args) => Action::Plain(Box::new(args)),
            Self::Validate(args) => Action::Read(Box::new(args)),
            Self::Export(args) => Action::Read(Box::new(args)),
            Self::Key(command) => command.into_action(),
            Self::Batch(args) => Action::Read(Box::new(args)),
            Self::Trace(args) => Action::Read(Box::new(args)),
            Self::Verify(args) => Action::Read(Box::new(args)),
            Self::Exposure(args) => Action::Read(Box::new(args)),
            Self::Rehearse(args) => Action::Read(Box::new(args)),
            Self::Plan(command) => command.into_action(),
            Self::History(args) => args.into_action(),
            Self::Undo(args) => Action::Read(Box::new(args)),
            Self::Watch(args) => Action::Read(Box::new(args)),
            Self::Why(args) => Action::Read(Box::new(args)),
            Self::Backup(args) => Action::Read(Box::new(args)),
            Self::Restore(args) => Action::Read(Box::new(args)),
            Self::Ping(args) => Action::Read(Box::new(args)),
            Self::Owners(args) => Action::Plain(Box::new(args)),
            Self::Settings(args) => Action::Read(Box::new(args)),
            Self::Completion(args) => Action::Plain(Box::new(args)),
            Self::Version(args) => Action::Plain(Box::new(args)),
        }
    }
}

#[cfg(test)]
mod testing {
    //! What tests of plan functions share.

    use clap::Parser;

    use super::Command;
    use crate::error::CommandError;
    use crate::plan::Plan;
    use crate::session::Action;
    use crate::store::Snapshot;

    #[derive(Parser)]
    struct Line {
        #[command(subcommand)]
        command: Command,
    }

    /// Plans a command, given by its words, on a snapshot of keys and values.
    pub(super) fn plan(words: &[&str], keys: &[(&str, &str)]) -> Result<Plan, CommandError> {
        let line = Line::try_parse_from(std::iter::once(&"calicross").chain(words)).expect("words that parse");
        match line.command.into_action() {
            Action::Write(command) => command.plan(&Snapshot::literal(keys)),
            _ => panic!("{words:?} does not write by a plan"),
        }
    }

    /// The changes of a plan: each path with the text it gets, or `None` where it goes.
    pub(super) fn changes(plan: &Plan) -> Vec<(&str, Option<String>)> {
        let text = |value: &[u8]| String::from_utf8(value.to_vec()).expect("text");
        plan.changes().map(|change| (change.path.as_str(), change.after.as_deref().map(text))).collect()
    }
}
