//! `calicross host-endpoint add`

use std::net::IpAddr;

use clap::Args;
use serde_json::Value;

use super::effect;
use crate::commands::label::LabelWord;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{host_endpoints, policies, profiles};
use crate::model::check::{self, Severity};
use crate::model::endpoint::Endpoint;
use crate::model::felix::is_interface_name;
use crate::model::key::{Family, Key};
use crate::model::name::{self, Kind};
use crate::model::same::same_value;
use crate::plan::{Force, Plan};
use crate::render::diff;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `host-endpoint add`.
///
/// Felix finds the interface by its name, or by the addresses that it is expected to have. From then on it drops what the host
/// endpoint's policies and profiles do not allow, but the failsafe ports.
#[derive(Args, Debug)]
pub struct HostEndpointAddArgs {
    /// The host, as its Felix calls itself
    host: String,

    /// Name of the host endpoint on it
    id: String,

    /// The interface; without addresses, rules that name tags or selectors do not know the host endpoint
    #[arg(long, value_name = "NAME")]
    interface: Option<String>,

    /// Addresses of the interface; may be repeated
    #[arg(long, value_name = "ADDRESS,...", value_delimiter = ',')]
    expected_ip: Vec<IpAddr>,

    /// Profiles, which must exist, in the order in which they decide; may be repeated
    #[arg(long, value_name = "PROFILE,...", value_delimiter = ',')]
    profile: Vec<String>,

    /// Labels, for selectors; may be repeated
    #[arg(long, value_name = "KEY[=VALUE],...", value_delimiter = ',', value_parser = LabelWord::parse)]
    label: Vec<LabelWord>,

    /// Where there is one that differs, make it what is asked for; what is not given stays
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for HostEndpointAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![host_endpoints::scope_of_host(&self.host), policies::scope_of_all(), profiles::scope_of_all()]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let (host, id) = (&self.host, &self.id);
        name::check(Kind::Host, host)?;
        name::check(Kind::HostEndpoint, id)?;
        self.check_words()?;
        let (path, object) = (host_endpoints::path(host, id), format!("host endpoint {host}/{id}"));
        let mut plan = Plan::new();
        let present = snapshot.get(&path);
        let readable = match present.map(|entry| Endpoint::parse(&entry.value)) {
            Some(Ok(endpoint)) => Some(endpoint),
            Some(Err(why)) => {
                plan.needs(Force::Malformed, &object, &path, format!("cannot be read: {why}"));
                None
            }
            None => None,
        };
        let wanted = self.wanted(&mut plan, &object, &path, readable.as_ref())?;
        if wanted.name().is_none() && wanted.expected_addresses().is_ok_and(|ips| ips.is_empty()) {
            let message =
                format!("{object} needs --interface or --expected-ip: Felix could not tell which interface it is");
            return Err(CommandError::new(ErrorKind::Usage, message).object(object));
        }
        let after = wanted.to_bytes();
        if let Some(entry) = present {
            if same_value(&Key::parse(&path), &entry.value, &after) {
                plan.relied_on(snapshot, &path);
                plan.say(format!("{object} is there already"));
                return Ok(plan);
            }
            if !self.update {
                return Err(CommandError::new(
                    ErrorKind::Exists,
                    format!("{object} exists and is not what is asked for"),
                )
                .object(&object)
                .key(&path)
                .difference(&diff(&path, Some(&entry.value), Some(&after), false))
                .hint(format!(
                    "`calicross host-endpoint show {host}/{id}` shows it; --update makes it what is asked for"
                )));
            }
        }
        effect::check_profiles(&mut plan, snapshot, self.profile.iter().map(String::as_str))?;
        for problem in check::problems(&path, &after).iter().filter(|problem| problem.severity == Severity::Refused) {
            plan.warn(format!("{object}: {problem}"));
        }
        plan.put(snapshot, path, after);
        plan.say(format!("{object} {}", if present.is_some() { "updated" } else { "added" }));
        effect::tell(&mut plan, snapshot, host, id, &wanted, present.is_none());
        effect::tell_of_rivals(&mut plan, snapshot, host, id, &wanted);
        if wanted.expected_addresses().is_ok_and(|ips| ips.is_empty()) {
            plan.warn(format!(
                "{object} has no addresses: rules that name its tags, or a selector that selects it, do not match its traffic"
            ));
        }
        Ok(plan)
    }
}

impl HostEndpointAddArgs {
    fn check_words(&self) -> Result<(), CommandError> {
        if let Some(interface) = self.interface.as_deref().filter(|interface| !is_interface_name(interface)) {
            let message = format!("--interface '{}' is none that Felix takes", interface.escape_debug());
            return Err(CommandError::new(ErrorKind::Refused, message).hint(
                "1 to 15 letters, digits, `_` and `-`; an interface such as eth0.100 is found by --expected-ip alone",
            ));
        }
        self.label.iter().try_for_each(LabelWord::check)?;
        effect::check_once(&self.profile)
    }

    /// The host endpoint as it should be: the one that is there with what is given, or a new one.
    fn wanted(
        &self,
        plan: &mut Plan,
        object: &str,
        path: &str,
        present: Option<&Endpoint>,
    ) -> Result<Endpoint, CommandError> {
        let mut endpoint = present.cloned().unwrap_or_else(Endpoint::empty);
        if let Some(interface) = &self.interface {
            endpoint.set_member("name", Some(interface.as_str().into()));
        }
        if !self.expected_ip.is_empty() {
            for (family, member) in [(Family::V4, "expected_ipv4_addrs"), (Family::V6, "expected_ipv6_addrs")] {
                let of_family = self.expected_ip.iter().filter(|ip| Family::of(ip) == family);
                let mut ips: Vec<Value> = of_family.map(|ip| ip.to_string().into()).collect();
                ips.dedup();
                endpoint.set_member(member, (!ips.is_empty()).then_some(Value::Array(ips)));
            }
        }
        if present.is_none() || !self.profile.is_empty() {
            endpoint.set_profile_ids(&self.profile);
            if endpoint.object().get("profile_ids").is_none() {
                endpoint.set_member("profile_ids", Some(Value::Array(Vec::new())));
            }
        }
        if !self.label.is_empty() {
            let mut labels = match endpoint.labels() {
                Ok(labels) => labels,
                Err(why) => {
                    plan.needs(Force::Malformed, object, path, format!("has labels that cannot be read: {why}"));
                    Default::default()
                }
            };
            for word in &self.label {
                labels.set(&word.key, word.value());
            }
            endpoint.set_member("labels", Some(labels.to_json()));
        }
        Ok(endpoint)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;
    use crate::plan::Force;

    const ETH0: &str = "/calico/v1/host/node1/endpoint/eth0";
    const RULES: (&str, &str) =
        ("/calico/v1/policy/profile/host/rules", r#"{"inbound_rules": [{}], "outbound_rules": [{}]}"#);

    fn add(more: &[&str], keys: &[(&str, &str)]) -> Result<crate::plan::Plan, crate::error::CommandError> {
        plan(&[&["host-endpoint", "add", "node1", "eth0"], more].concat(), keys)
    }

    #[test]
    fn a_new_one_is_what_felix_takes() {
        let added = add(
            &[
                "--interface",
                "eth0",
                "--expected-ip",
                "10.0.0.11,fd00:0::1",
                "--profile",
                "host",
                "--label",
                "role=web",
            ],
            &[RULES],
        )
        .unwrap();
        let expected = r#"{"name": "eth0", "expected_ipv4_addrs": ["10.0.0.11"], "expected_ipv6_addrs": ["fd00::1"], "profile_ids": ["host"], "labels": {"role": "web"}}"#;
        assert_eq!(changes(&added), [(ETH0, Some(expected.to_owned()))]);
        assert!(added.questions.is_empty());
        assert_eq!(added.guards().len(), 1, "the profile must still be there");
        assert!(crate::model::check::problems(ETH0, expected.as_bytes()).is_empty());
    }

    #[test]
    fn cutting_a_host_off_is_asked_about() {
        let shut = add(&["--interface", "eth0"], &[]).unwrap();
        assert!(shut.questions[0].text.contains("no policy selects it"), "{:?}", shut.questions);
        assert!(shut.warnings.iter().any(|line| line.contains("has no addresses")), "{:?}", shut.warnings);
        let policy = ("/calico/v1/policy/tier/t/policy/p", r#"{"selector": "role == 'web'", "inbound_rules": [{}]}"#);
        let metadata = ("/calico/v1/policy/tier/t/metadata", "{}");
        let words = ["--expected-ip", "10.0.0.1", "--label", "role=web"];
        assert!(add(&words, &[metadata, policy]).unwrap().questions.is_empty());
        assert_eq!(add(&words, &[policy]).unwrap().questions.len(), 1, "Felix 1.4 ignores the tier");
    }

    #[test]
    fn what_is_there_stays_unless_told() {
        let there = (ETH0, r#"{"expected_ipv4_addrs":["10.0.0.1"],"name":"eth0","x":1.50,"labels":{"a":"b"}}"#);
        assert!(add(&["--interface", "eth0"], &[there]).unwrap().is_empty());
        assert_eq!(add(&["--interface", "eth1"], &[there]).unwrap_err().kind(), ErrorKind::Exists);
        let updated = add(&["--label", "c=d", "--expected-ip", "fd00::1", "--update"], &[there]).unwrap();
        let expected = r#"{"name":"eth0","x":1.50,"labels":{"a":"b","c":"d"},"expected_ipv6_addrs":["fd00::1"]}"#;
        assert_eq!(changes(&updated), [(ETH0, Some(expected.to_owned()))]);
        let broken = add(&["--interface", "eth0", "--update"], &[(ETH0, "[")]).unwrap();
        assert_eq!(broken.obstacles[0].force, Force::Malformed);
    }

    #[test]
    fn two_for_one_interface_are_told_of() {
        let other = ("/calico/v1/host/node1/endpoint/other", r#"{"expected_ipv4_addrs": ["10.0.0.1"]}"#);
        let elsewhere = ("/calico/v1/host/node2/endpoint/eth0", r#"{"expected_ipv4_addrs": ["10.0.0.1"]}"#);
        let warned = add(&["--expected-ip", "10.0.0.1"], &[other, elsewhere]).unwrap().warnings;
        assert_eq!(warned.iter().filter(|line| line.contains("is for the same interface")).count(), 1, "{warned:?}");
    }

    #[test]
    fn words_that_will_not_do() {
        assert_eq!(add(&[], &[]).unwrap_err().kind(), ErrorKind::Usage);
        assert_eq!(add(&["--interface", "eth0.100"], &[]).unwrap_err().kind(), ErrorKind::Refused);
        assert_eq!(add(&["--interface", "eth0", "--profile", "no"], &[]).unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(
            add(&["--interface", "e", "--profile", "host,host"], &[RULES]).unwrap_err().kind(),
            ErrorKind::Usage
        );
        assert_eq!(add(&["--interface", "e", "--label", "a b"], &[]).unwrap_err().kind(), ErrorKind::Refused);
        for (host, id) in [("a/b", "x"), ("_a", "x"), ("a", "x/y"), ("a", "..")] {
            let words = ["host-endpoint", "add", host, id, "--interface", "eth0"];
            assert_eq!(plan(&words, &[]).unwrap_err().kind(), ErrorKind::Refused, "{host} {id}");
        }
    }
}
