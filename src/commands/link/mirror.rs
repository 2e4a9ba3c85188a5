//! `link mirror`

use std::collections::BTreeSet;

use clap::Args;

use super::load;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::groups::{self, Group};
use crate::inventory::{Unresolved, endpoints, find_group, names, profiles, scope_of_names};
use crate::link::mirror::{self, Mirror};
use crate::link::tiered;
use crate::model::openstack::{Kind, Names, group_profile};
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::peer::Peer;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `link mirror`.
///
/// Where pods and VMs have a datastore each, tags do not cross. A mirror lets in the addresses that a group's VMs, or a profile's pods,
/// have in the other datastore at this moment. It is brought up to date once, each time that the command runs, and where nothing has
/// changed nothing is written; so it can be run from cron. Only the datastore of --context is written.
#[derive(Args, Debug)]
#[command(after_help = "\
VMs into pods, in the pods' datastore: a profile that lets the VMs of --sg in. `link attach` puts it on pods.
Pods into VMs, in the VMs' datastore: a policy of tier k8s-openstack that lets the pods of --profile into the VMs of --to-sg. Neutron takes \
profiles off its ports, but not the label by which the policy finds them.

What the other datastore has lost is not taken for gone: a peer that is younger than when it was last seen, or no longer knows the group or \
profile, changes nothing, with exit code 3. `link list` tells of mirrors; `profile remove` and `policy remove` take them away.

Examples:
  calicross --context k8s link mirror web-vms --peer openstack --sg web --allow 'tcp to ports 80,443'
  calicross --context openstack link mirror shop-pods --peer k8s --profile web-vms --to-sg web
  */2 * * * * calicross --context k8s link mirror web-vms --peer openstack --sg web --yes -q")]
pub struct LinkMirrorArgs {
    /// Name of the profile or policy
    name: String,

    /// Context of the other datastore
    #[arg(long, value_name = "CONTEXT")]
    peer: String,

    /// Security group of the other datastore whose VMs are let in: uuid or a unique beginning of it, or imported name; may be repeated
    #[arg(long = "sg", value_name = "GROUP", required_unless_present = "profiles", conflicts_with = "profiles")]
    groups: Vec<String>,

    /// Profile of the other datastore whose pods are let into the VMs of --to-sg; may be repeated
    #[arg(long = "profile", value_name = "PROFILE", requires = "to_groups")]
    profiles: Vec<String>,

    /// Security group of this datastore whose VMs let the pods in; may be repeated
    #[arg(long = "to-sg", value_name = "GROUP", requires = "profiles", conflicts_with = "groups")]
    to_groups: Vec<String>,

    /// What they may open, in the rule language, such as 'tcp to ports 80,443'; may be repeated [default: everything]
    #[arg(long = "allow", value_name = "SERVICE")]
    services: Vec<String>,

    /// Where the profile or policy is there and mirrors something else, or nothing, make it what is asked for
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    seen: Seen,
}

/// What was found in the other datastore.
#[derive(Debug, Default)]
struct Seen {
    mirror: Mirror,
    endpoints: usize,
    /// In words, whose addresses they are.
    whose: String,
    warnings: Vec<String>,
}

impl WriteCommand for LinkMirrorArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    /// The other datastore is none that a batch reads.
    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        for text in &self.services {
            mirror::service(text)?;
        }
        let own_names = session.names()?;
        let mut peer = session.peer(&self.peer)?;
        let sight = peer.sight()?;
        if let Some(lost) = &sight.lost {
            return Err(CommandError::new(ErrorKind::Refused, format!("nothing is mirrored: {}", lost.text))
                .object(format!("context {}", self.peer))
                .hint(format!(
                    "`calicross hybrid status --peer {}` compares the two; with --accept-peer it is taken as it is now",
                    self.peer
                )));
        }
        self.seen = self.look(&mut peer, &own_names)?;
        peer.remember(&sight, false)
    }

    fn scopes(&self) -> Vec<Scope> {
        load::scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let Seen { mirror, endpoints, whose, warnings } = &self.seen;
        let mut plan = Plan::new();
        warnings.iter().for_each(|warning| plan.warn(warning));
        let (object, to) = if self.to_groups.is_empty() {
            (format!("profile {}", self.name), format!("pods with profile {}", self.name))
        } else {
            (format!("policy {}/{}", tiered::TIER, self.name), "members of the group".to_owned())
        };
        let brought = if self.to_groups.is_empty() {
            mirror::put_profile(&mut plan, snapshot, &self.name, mirror, self.update)?
        } else {
            let profiles = profiles::all(snapshot);
            let known = groups::among(&profiles);
            let (names, _) = names(snapshot);
            let groups = self.to_groups.iter().map(|word| find_group(word, &known, &names));
            let mut groups: Vec<&Group> = groups.collect::<Result<_, Unresolved>>()?;
            groups.sort_by(|a, b| a.id.cmp(&b.id));
            groups.dedup_by(|a, b| a.id == b.id);
            for path in tiered::namesakes(snapshot, &self.name) {
                plan.warn(format!("{path} has the name of a policy of this tier: Felix 2 takes one of the two only"));
            }
            mirror::put_policy(&mut plan, snapshot, &self.name, &groups, mirror, self.update)?
        };
        let count = format!("{endpoints} endpoint{} of {whose}", if *endpoints == 1 { "" } else { "s" });
        if plan.is_empty() {
            plan.say(format!("{object} mirrors {count} of peer {} already", self.peer));
            return Ok(plan);
        }
        plan.say(format!("{object} mirrors {count} of peer {}", self.peer));
        if *endpoints == 0 {
            plan.warn(format!("{whose} of peer {} has no endpoint: {object} lets none in", self.peer));
        }
        if brought.is_new && self.to_groups.is_empty() {
            plan.say(format!("`calicross link attach {} ...` puts it on pods", self.name));
            plan.warn(format!("pods with profile {} reach each other: it lets in its own tag", self.name));
        }
        if !brought.gone.is_empty() {
            let gone: Vec<String> = brought.gone.iter().map(ToString::to_string).collect();
            plan.warn(format!(
                "established connections from {} live on; on the hosts of {to}, `conntrack -D -s ADDRESS` ends them",
                gone.join(", ")
            ));
        }
        Ok(plan)
    }
}

impl LinkMirrorArgs {
    /// Looks for the groups or profiles in the other datastore, and for who is in them.
    fn look(&self, peer: &mut Peer, own_names: &Names) -> Result<Seen, CommandError> {
        let within = |err: CommandError| err.within(&format!("peer {}", self.peer));
        let names_there = peer.read(&[scope_of_names()]).map(|snapshot| names(&snapshot).0).unwrap_or_default();
        let snapshot = peer.read(&[endpoints::scope_of_all(), profiles::scope_of_all()])?;
        let known = profiles::all(&snapshot);
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        let mut whose: Vec<String> = Vec::new();
        let groups = groups::among(&known);
        for word in &self.groups {
            // A name may be known in either of the two.
            let found = find_group(word, &groups, &names_there).or_else(|first| {
                if first.candidates.is_empty() { find_group(word, &groups, own_names) } else { Err(first) }
            });
            let group = found.map_err(|err| within(err.into()))?;
            let called = names_there.name(Kind::Group, &group.id).or_else(|| own_names.name(Kind::Group, &group.id));
            whose.push(format!("security group {}", called.unwrap_or(&group.id)));
            wanted.insert(group_profile(&group.id));
        }
        for profile in &self.profiles {
            if !known.contains_key(profile) {
                let message = format!("profile {profile} does not exist");
                return Err(within(
                    CommandError::new(ErrorKind::NotFound, message).object(format!("profile {profile}")),
                ));
            }
            whose.push(format!("profile {profile}"));
            wanted.insert(profile.clone());
        }
        let (nets, endpoints, unreadable) = mirror::networks(&snapshot, &wanted);
        let warning = |(key, why)| format!("peer {}: {key} is left out, as it cannot be read: {why}", self.peer);
        let warnings = unreadable.into_iter().map(warning).collect();
        let (peer, services) = (self.peer.clone(), self.services.clone());
        whose.dedup();
        Ok(Seen {
            mirror: Mirror { peer, profiles: wanted, services, nets },
            endpoints,
            whose: whose.join(" and "),
            warnings,
        })
    }
}
