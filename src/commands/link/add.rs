//! `calicross link add`

use clap::{Args, ValueEnum};

use super::load;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{endpoints, groups, names, profiles};
use crate::link::wanted::{Wanted, Way, parse_service};
use crate::link::{NAMESPACE_LABEL, find, name, opens, tagged, tiered};
use crate::model::name::{self as naming, Kind};
use crate::model::rule::Spec;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Which ways, as words of the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum WayWord {
    /// Pods may open to the group's VMs, and VMs to the pods
    #[default]
    Both,
    /// Pods may open to the group's VMs: the tag
    ToSg,
    /// The group's VMs may open to the pods: the rule
    FromSg,
}

impl From<WayWord> for Way {
    fn from(word: WayWord) -> Self {
        match word {
            WayWord::Both => Self::Both,
            WayWord::ToSg => Self::ToGroup,
            WayWord::FromSg => Self::FromGroup,
        }
    }
}

/// Arguments of `link add`.
#[derive(Args, Debug)]
#[command(after_help = "\
A link by tag is a profile: what `profile add`, `profile tag add` and `profile rule add` write by hand, in one commit. \
The tag opens the way from pods to VMs, as far as the group's own rule for its members goes; the rule opens the way back. \
`link attach` puts it on endpoints.

Examples:
  calicross link add k8s-to-web --sg web
  calicross link add k8s-to-db --sg 4fe4 --direction from-sg --allow 'tcp to ports 80,443'
  calicross link add shop-web --sg web --namespace shop --by-namespace")]
pub struct LinkAddArgs {
    /// Name of the link: of its profile, or of its policy
    name: String,

    /// Security group: uuid or a unique beginning of it, or imported name; may be repeated
    #[arg(long = "sg", value_name = "GROUP", required = true)]
    groups: Vec<String>,

    /// Which ways the link opens
    #[arg(long, value_name = "WAY", value_enum, default_value_t)]
    direction: WayWord,

    /// What VMs may open to the pods, in the rule language, such as 'tcp to ports 80,443'; may be repeated [default: everything]
    #[arg(long = "allow", value_name = "SERVICE")]
    services: Vec<String>,

    /// Let pods of the link, and of other links to the same group, not reach each other
    #[arg(long)]
    no_peers: bool,

    /// By a policy for all pods of --namespace, now and later, instead of by a tag on those it is attached to
    #[arg(long, requires = "namespace")]
    by_namespace: bool,

    /// Namespace of the pods, for --by-namespace
    #[arg(long, value_name = "NAMESPACE", requires = "by_namespace")]
    namespace: Option<String>,

    /// Where the link joins a group in another way, make it what is asked for
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for LinkAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = load::scopes();
        if self.by_namespace {
            scopes.push(endpoints::scope_of_all());
        }
        scopes
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let services = self.services.iter().map(|text| parse_service(text)).collect::<Result<Vec<Spec>, _>>()?;
        if !services.is_empty() && self.direction == WayWord::ToSg {
            return Err(CommandError::new(
                ErrorKind::Usage,
                "--allow restricts what VMs may open to pods, which --direction to-sg leaves closed",
            ));
        }
        let profiles = profiles::all(snapshot);
        let groups = groups::among(&profiles);
        let (names, _) = names(snapshot);
        let wanted = Wanted {
            name: &self.name,
            groups: load::joinable(&self.groups, &groups, &names)?,
            way: self.direction.into(),
            services: &services,
            peers: !self.no_peers,
            update: self.update,
        };
        let mut plan = Plan::new();
        let full_name = match &self.namespace {
            Some(namespace) => {
                check_namespace(namespace)?;
                tiered::add(&mut plan, snapshot, &wanted, namespace)?;
                warn_of_unlabelled(&mut plan, snapshot, namespace);
                format!("{}/{}", tiered::TIER, self.name)
            }
            None => {
                tagged::add(&mut plan, snapshot, &wanted)?;
                self.name.clone()
            }
        };
        self.tell(&mut plan, snapshot, &full_name, profiles.contains_key(&self.name))?;
        Ok(plan)
    }
}

impl LinkAddArgs {
    /// Says what the link opens, itself and beside.
    fn tell(&self, plan: &mut Plan, snapshot: &Snapshot, full_name: &str, extended: bool) -> Result<(), CommandError> {
        if plan.is_empty() {
            plan.say(format!("link {} is there already", self.name));
            return Ok(());
        }
        let after = plan.applied_to(snapshot, &load::scopes());
        let links = find::all(&after);
        let link = name::find(full_name, &links)?;
        let told = opens::told(link, &links, &after, &names(snapshot).0);
        let is_new = find::all(snapshot).iter().all(|there| there.full_name() != full_name);
        plan.say(format!("link {} {}", self.name, if is_new { "added" } else { "updated" }));
        if is_new && extended && !self.by_namespace {
            plan.warn(format!(
                "profile {} is there already and becomes a link: every endpoint that has it is in it at once",
                self.name
            ));
        }
        told.does.into_iter().for_each(|line| plan.say(line));
        told.beware.into_iter().for_each(|line| plan.warn(line));
        Ok(())
    }
}

/// Namespaces are labels of DNS; a quote in one would be more than a name in a selector.
fn check_namespace(namespace: &str) -> Result<(), CommandError> {
    naming::check(Kind::LabelValue, namespace)?;
    if namespace.is_empty() {
        return Err(CommandError::new(ErrorKind::Usage, "--namespace names no namespace"));
    }
    Ok(())
}

/// Tells of pods that a link by namespace cannot see, and of a namespace without any.
fn warn_of_unlabelled(plan: &mut Plan, snapshot: &Snapshot, namespace: &str) {
    let (mut pods, mut unlabelled) = (0, 0);
    for endpoint in endpoints::all(snapshot).filter(|endpoint| endpoint.pod().is_some_and(|(ns, _)| ns == namespace)) {
        pods += 1;
        let labels = endpoint.read().ok().and_then(|endpoint| endpoint.labels().ok());
        unlabelled += usize::from(labels.is_none_or(|labels| labels.get(NAMESPACE_LABEL) != Some(namespace)));
    }
    if pods == 0 {
        plan.warn(format!("there is no pod of namespace {namespace} yet"));
    } else if unlabelled > 0 {
        plan.warn(format!(
            "{unlabelled} of {pods} pods of namespace {namespace} have no label {NAMESPACE_LABEL} and are not in the link: \
             their CNI plugin was set up without policy"
        ));
    }
}

#[cfg(test)]
mod tests;
