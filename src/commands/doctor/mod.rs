//! `calicross doctor`

mod asked;
mod fix;
mod list;
mod report;

use std::net::IpAddr;
use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::doctor::asked::parse_address;
use crate::doctor::{self, CHECKS, Check, Diagnosis, Given, Inventory, Severity, examine};
use crate::error::{CommandError, ErrorKind};
use crate::model::facts;
use crate::model::felix::Generation;
use crate::session::options::{WriteArgs, parse_duration};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;

/// What `--fix` names beside checks.
const SAFE: &str = "safe";

/// Arguments of `doctor`.
///
/// Known faults of a datastore that Kubernetes and OpenStack share are looked for, each with what it does, and most with what puts it
/// right. The exit code is 1 where something is found that is as bad as --fail-on says.
///
/// A fix is a change like any other: --dry-run, --diff, the effect on traffic, undo. A bare --fix does those that change no traffic,
/// restart nothing and last (class safe); all others are done where their check is named, --fix=ID: restarts-felix, where Felix
/// restarts; changes-traffic, where traffic opens or closes; owner-reverts, where the key's owner writes it again. What is manual
/// comes with the line to type. After a fix the exit code tells of what is left.
///
/// Some checks look at more than keys: at what the datastore's server answers, which a file and a backup have not, and at what --watch,
/// --cluster-dns and --peer bring. Where that is not there they are told of as not applicable. What anybody may do is tried without a
/// name, by a read and by a write that cannot land.
#[derive(Args, Debug)]
#[command(mut_arg("fail_on", |arg| arg.long("fail-on-traffic")))]
pub struct DoctorArgs {
    /// Checks to run [default: all]
    #[arg(value_name = "ID", value_parser = named)]
    checks: Vec<&'static Check>,

    /// List the checks: how bad what they find is, and the class of their fix
    #[arg(long, conflicts_with_all = ["fix", "fail_from", "felix", "cluster_dns", "watch", "peer"])]
    list: bool,

    /// Run these checks only
    #[arg(long, value_name = "ID,...", value_delimiter = ',', value_parser = named)]
    only: Vec<&'static Check>,

    /// Leave these checks out
    #[arg(long, value_name = "ID,...", value_delimiter = ',', value_parser = named)]
    skip: Vec<&'static Check>,

    /// Exit 1 where something is found that is at least so bad
    #[arg(id = "fail_from", long = "fail-on", value_name = "SEVERITY", value_parser = severity(), default_value = "warning")]
    fail_from: Severity,

    /// Put right what is found: what is safe, or what these checks find
    #[arg(
        long,
        value_name = "ID,...",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = SAFE,
        value_delimiter = ',',
        value_parser = what_to_fix
    )]
    fix: Vec<What>,

    /// What every host runs, 1.4 or 2.6, whatever `hybrid set felix=...` says
    #[arg(long, value_name = "VERSION", value_parser = facts::parse_felix)]
    felix: Option<Generation>,

    /// Servers of the cluster's DNS, which subnets of Neutron should name
    #[arg(long, value_name = "IP,...", value_delimiter = ',', value_parser = parse_address)]
    cluster_dns: Vec<IpAddr>,

    /// Watch the datastore for so long first, such as 60s: who reports for which host, and how much is written
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    watch: Option<Duration>,

    /// Compare with the datastore of this context, as where pods and VMs have one each
    #[arg(long, value_name = "CONTEXT")]
    peer: Option<String>,

    #[command(flatten)]
    write: WriteArgs,
}

/// What is to be fixed.
#[derive(Clone, Copy, Debug)]
enum What {
    /// Whatever is safe.
    Safe,
    /// What a check finds.
    Of(&'static Check),
}

fn named(id: &str) -> Result<&'static Check, String> {
    doctor::check(id).ok_or_else(|| "there is no such check; `calicross doctor --list` shows them".to_owned())
}

fn what_to_fix(word: &str) -> Result<What, String> {
    if word == SAFE { Ok(What::Safe) } else { named(word).map(What::Of) }
}

fn severity() -> impl TypedValueParser<Value = Severity> {
    let words = PossibleValuesParser::new(Severity::ALL.map(Severity::word));
    words.try_map(|word| Severity::named(&word).ok_or("no severity"))
}

impl DoctorArgs {
    /// The checks to run, in their order.
    fn chosen(&self) -> Vec<&'static Check> {
        let is = |some: &[&'static Check], check: &Check| some.iter().any(|one| one.id == check.id);
        let of_fix = |check: &Check| self.fix.iter().any(|what| matches!(what, What::Of(one) if one.id == check.id));
        let fixes_safe = self.fix.iter().any(|what| matches!(what, What::Safe));
        // A fix that is named is about nothing else.
        let wanted = |check: &Check| match (self.checks.is_empty() && self.only.is_empty(), self.fix.is_empty()) {
            (false, _) => is(&self.checks, check) || is(&self.only, check),
            (true, false) if !fixes_safe => of_fix(check),
            (true, _) => true,
        };
        CHECKS.iter().filter(|check| wanted(check) && !is(&self.skip, check)).collect()
    }

    /// Runs the checks on what was read.
    fn examined<T>(
        &self,
        snapshot: &Snapshot,
        given: &Given,
        work: impl FnOnce(&Inventory<'_>, Vec<Diagnosis<'_>>) -> T,
    ) -> T {
        let inventory = Inventory::of(snapshot, given.clone());
        let found = examine(&inventory, self.chosen());
        work(&inventory, found)
    }

    /// Whether something is bad enough for exit code 1.
    fn outcome(&self, worst: Option<Severity>) -> Outcome {
        if worst.is_some_and(|worst| worst >= self.fail_from) { Outcome::No } else { Outcome::Yes }
    }
}

impl ReadCommand for DoctorArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        if self.fix.is_empty() && !self.write.is_default() {
            return Err(CommandError::new(
                ErrorKind::Usage,
                "options of writing go with --fix: nothing is written without it",
            ));
        }
        if self.list {
            return list::list(session, &self.chosen());
        }
        if self.fix.is_empty() { report::report(self, session) } else { fix::fix(self, session) }
    }
}
