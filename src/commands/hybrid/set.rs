//! `calicross hybrid set`

use clap::Args;

use crate::error::{CommandError, ErrorKind};
use crate::model::facts::{self, Fact, Facts};
use crate::model::key::HOSTS;
use crate::plan::{Force, Plan};
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `hybrid set`.
///
/// felix is the version that hosts run, 1.4 or 2.6: nothing in the datastore tells it, and the two differ in what they let through. Where
/// nothing is said, 1.4 is taken. service-cidr is the range of Kubernetes' service addresses, which kube-proxy translates before
/// Felix sees them. They are kept at /calicross/v1/settings, where no component of Calico's looks.
#[derive(Args, Debug)]
pub struct HybridSetArgs {
    /// What is so: felix=1.4 or felix=2.6, service-cidr=CIDR,...; without a value it is forgotten
    #[arg(value_name = "NAME=VALUE", required = true)]
    facts: Vec<String>,

    /// Of this host only; felix alone can be
    #[arg(long, value_name = "HOST")]
    host: Option<String>,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for HybridSetArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = vec![super::facts::scope()];
        scopes.extend(self.host.as_ref().map(|host| Scope::under(format!("{HOSTS}/{host}"))));
        scopes
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut plan = Plan::new();
        let mut known = match super::facts::of(snapshot) {
            Ok(known) => known,
            Err(err) => {
                plan.needs(Force::Malformed, "settings", facts::PATH, format!("cannot be read: {}", err.message()));
                Facts::default()
            }
        };
        for typed in &self.facts {
            let (fact, value) = self.parse(typed)?;
            known.set(fact, self.host.as_deref(), value);
        }
        if known.is_empty() {
            plan.delete(snapshot, facts::PATH);
        } else {
            plan.put(snapshot, facts::PATH, known.to_bytes());
        }
        let of = self.host.as_ref().map(|host| format!(" of {host}")).unwrap_or_default();
        match plan.is_empty() {
            true => plan.say(format!("the settings{of} are so already")),
            false => plan.say(format!("the settings{of} are now {}", self.facts.join(" "))),
        }
        if let Some(host) = self.host.as_ref().filter(|host| snapshot.under(&format!("{HOSTS}/{host}/")).is_empty()) {
            plan.warn(format!("no key is below {HOSTS}/{host}: Felix must call itself exactly so"));
        }
        Ok(plan)
    }
}

impl HybridSetArgs {
    fn parse(&self, typed: &str) -> Result<(Fact, Option<serde_json::Value>), CommandError> {
        let usage = |why: String| CommandError::new(ErrorKind::Usage, why);
        let (name, value) = typed.split_once('=').ok_or_else(|| usage(format!("`{typed}` is not NAME=VALUE")))?;
        let known = || Fact::ALL.map(Fact::name).join(", ");
        let fact = Fact::named(name).ok_or_else(|| usage(format!("`{name}` is none of {}", known())))?;
        if self.host.is_some() && !fact.is_of_hosts() {
            return Err(usage(format!("{name} is of the whole cluster, not of one host")));
        }
        let value = (!value.is_empty()).then(|| fact.parse(value)).transpose();
        Ok((fact, value.map_err(|why| usage(format!("{name}: {why}")))?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::testing::{changes, plan};

    #[test]
    fn facts_are_set_and_forgotten() {
        let set = plan(&["hybrid", "set", "felix=2.6.8", "service-cidr=10.233.0.0/18"], &[]).unwrap();
        let value = r#"{"felix": "2.6", "service-cidr": ["10.233.0.0/18"]}"#;
        assert_eq!(changes(&set), [(facts::PATH, Some(value.to_owned()))]);
        let there = [(facts::PATH, value), ("/calico/v1/host/a/metadata", "{}")];
        assert!(plan(&["hybrid", "set", "felix=2.6"], &there).unwrap().is_empty());
        let host = plan(&["hybrid", "set", "--host", "a", "felix=1.4"], &there).unwrap();
        assert!(changes(&host)[0].1.as_deref().unwrap().ends_with(r#""hosts": {"a": {"felix": "1.4"}}}"#));
        assert!(host.warnings.is_empty(), "{:?}", host.warnings);
        assert_eq!(plan(&["hybrid", "set", "--host", "b", "felix=1.4"], &there).unwrap().warnings.len(), 1);
        let forgotten = plan(&["hybrid", "set", "felix=", "service-cidr="], &there).unwrap();
        assert_eq!(changes(&forgotten), [(facts::PATH, None)]);
    }

    #[test]
    fn what_is_no_fact_is_refused() {
        for words in
            [&["felix"][..], &["felix=3"], &["x=1"], &["service-cidr=x"], &["--host", "a", "service-cidr=10.0.0.0/8"]]
        {
            let words: Vec<&str> = ["hybrid", "set"].iter().chain(words).copied().collect();
            assert_eq!(plan(&words, &[]).unwrap_err().kind(), ErrorKind::Usage, "{words:?}");
        }
        let forced = plan(&["hybrid", "set", "felix=1.4"], &[(facts::PATH, "[]")]).unwrap();
        assert_eq!(forced.obstacles[0].force, Force::Malformed);
    }
}
