//! Which endpoints a link is meant for: those of a namespace, those with some labels, or pods by name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use wildmatch::WildMatch;

use super::NAMESPACE_LABEL;
use crate::inventory::endpoints::{WorkloadEndpoint, effective_labels};
use crate::inventory::is_pattern;
use crate::inventory::profiles::readable;
use crate::model::endpoint::{Endpoint, may_name};
use crate::model::json::Malformed;
use crate::model::profile::Profile;
use crate::model::selector::Selector;
use crate::model::shell::command_line;

/// What some endpoints have in common: a pod that is made anew still has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Pods by `namespace/name`, where `*` and `?` stand for any text and any character.
    Pod(String),
    /// The pods of a namespace, or those of them that a selector chooses.
    Namespace(String, Option<Selector>),
    /// What a selector chooses.
    Labels(Selector),
}

impl Selection {
    /// The options of the command line that choose the same.
    pub fn options(&self) -> String {
        let words = match self {
            Self::Pod(pod) => vec!["--pod".to_owned(), pod.clone()],
            Self::Namespace(namespace, None) => vec!["--namespace".to_owned(), namespace.clone()],
            Self::Namespace(namespace, Some(selector)) => {
                vec!["--namespace".to_owned(), namespace.clone(), "--selector".to_owned(), selector.to_string()]
            }
            Self::Labels(selector) => vec!["--selector".to_owned(), selector.to_string()],
        };
        command_line(&words)
    }
}

impl fmt::Display for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pod(pod) => write!(f, "pod {pod}"),
            Self::Namespace(namespace, None) => write!(f, "namespace {namespace}"),
            Self::Namespace(namespace, Some(selector)) => write!(f, "namespace {namespace} and selector {selector}"),
            Self::Labels(selector) => write!(f, "selector {selector}"),
        }
    }
}

/// Whether a text is `namespace/name`.
pub fn is_pod(text: &str) -> bool {
    text.split_once('/')
        .is_some_and(|(namespace, name)| !namespace.is_empty() && !name.is_empty() && !name.contains('/'))
}

/// An endpoint that is chosen.
#[derive(Clone, Debug)]
pub struct Chosen<'s> {
    /// Which one.
    pub endpoint: WorkloadEndpoint<'s>,
    /// Its value. One that cannot be read may have any label: a selector that would look into it chooses it.
    pub value: Result<Endpoint, Malformed>,
    /// The selections that choose it, by their place among those given.
    pub by: Vec<usize>,
}

/// Tells which of many selections choose an endpoint. The cost of one endpoint grows with the number of selections by labels
/// alone and of patterns, not with that of namespaces and pods; a value is read only where it is needed.
pub struct Chooser<'a> {
    pods: HashMap<&'a str, Vec<usize>>,
    patterns: Vec<(usize, WildMatch, WildMatch)>,
    namespaces: HashMap<&'a str, Vec<(usize, Option<Condition<'a>>)>>,
    labels: Vec<(usize, Condition<'a>)>,
    profiles: &'a BTreeMap<String, Profile>,
}

impl<'a> Chooser<'a> {
    /// Takes in selections; the profiles are those that endpoints inherit labels from.
    pub fn new(selections: impl IntoIterator<Item = &'a Selection>, profiles: &'a BTreeMap<String, Profile>) -> Self {
        let (pods, namespaces) = (HashMap::new(), HashMap::new());
        let mut chooser = Self { pods, patterns: Vec::new(), namespaces, labels: Vec::new(), profiles };
        for (at, selection) in selections.into_iter().enumerate() {
            match selection {
                Selection::Pod(pod) if is_pattern(pod) => {
                    let (namespace, name) = pod.split_once('/').unwrap_or_default();
                    chooser.patterns.push((at, WildMatch::new(namespace), WildMatch::new(name)));
                }
                Selection::Pod(pod) => chooser.pods.entry(pod).or_default().push(at),
                Selection::Namespace(namespace, selector) => {
                    let condition = selector.as_ref().map(|selector| Condition::of(selector, profiles));
                    chooser.namespaces.entry(namespace).or_default().push((at, condition));
                }
                Selection::Labels(selector) => chooser.labels.push((at, Condition::of(selector, profiles))),
            }
        }
        chooser
    }

    /// Asks about an endpoint; `None` where no selection chooses it.
    pub fn choose<'s>(&self, endpoint: WorkloadEndpoint<'s>) -> Option<Chosen<'s>> {
        let mut asked = Asked { endpoint: &endpoint, profiles: self.profiles, value: None, labels: None };
        let mut by = Vec::new();
        if let Some((namespace, name)) = endpoint.pod() {
            if !self.pods.is_empty() {
                by.extend(self.pods.get(format!("{namespace}/{name}").as_str()).into_iter().flatten());
            }
            let fits = |(at, of, named): &(usize, WildMatch, WildMatch)| {
                (of.matches(namespace) && named.matches(name)).then_some(*at)
            };
            by.extend(self.patterns.iter().filter_map(fits));
        }
        if !self.namespaces.is_empty()
            && let Some(namespace) = asked.namespace()
        {
            for (at, selector) in self.namespaces.get(namespace.as_str()).into_iter().flatten() {
                if selector.as_ref().is_none_or(|selector| asked.fits(selector)) {
                    by.push(*at);
                }
            }
        }
        by.extend(self.labels.iter().filter(|(_, selector)| asked.fits(selector)).map(|(at, _)| *at));
        if by.is_empty() {
            return None;
        }
        by.sort_unstable();
        let value = asked.value.take().unwrap_or_else(|| endpoint.read());
        Some(Chosen { endpoint, value, by })
    }
}

/// A selector, and what it says of an endpoint that has none of its labels.
struct Condition<'a> {
    selector: &'a Selector,
    labels: BTreeSet<&'a str>,
    /// Whether some profile has one of its labels, so that they may be inherited.
    inherited: bool,
    without: bool,
}

impl<'a> Condition<'a> {
    fn of(selector: &'a Selector, profiles: &BTreeMap<String, Profile>) -> Self {
        let labels = selector.labels();
        let has = |profile: &Profile| {
            readable(&profile.labels).is_some_and(|found| labels.iter().any(|label| found.get(label).is_some()))
        };
        let inherited = profiles.values().any(has);
        Self { selector, inherited, without: selector.matches(&|_| None), labels }
    }

    /// Whether an endpoint has none of its labels for sure: a search of the text, to spare parsing a hundred thousand values.
    fn is_without(&self, endpoint: &WorkloadEndpoint<'_>) -> bool {
        !self.inherited && !self.labels.iter().any(|label| may_name(&endpoint.entry.value, label))
    }
}

/// One endpoint, of which no more is read than is asked for.
struct Asked<'a, 's> {
    endpoint: &'a WorkloadEndpoint<'s>,
    profiles: &'a BTreeMap<String, Profile>,
    value: Option<Result<Endpoint, Malformed>>,
    labels: Option<BTreeMap<String, String>>,
}

impl Asked<'_, '_> {
    fn value(&mut self) -> &Result<Endpoint, Malformed> {
        self.value.get_or_insert_with(|| self.endpoint.read())
    }

    /// The namespace of a pod. The id of today's CNI plugins has it; those of the first years name the container there,
    /// and the namespace only in a label. An id that has it is believed: labels can be changed by hand.
    fn namespace(&mut self) -> Option<String> {
        if let Some((namespace, _)) = self.endpoint.pod() {
            return Some(namespace.to_owned());
        }
        if self.endpoint.is_openstack() || !may_name(&self.endpoint.entry.value, NAMESPACE_LABEL) {
            return None;
        }
        self.value().as_ref().ok()?.labels().ok()?.get(NAMESPACE_LABEL).map(str::to_owned)
    }

    fn fits(&mut self, condition: &Condition<'_>) -> bool {
        if condition.is_without(self.endpoint) {
            return condition.without;
        }
        if self.labels.is_none() {
            let profiles = self.profiles;
            let Ok(value) = self.value() else { return true };
            self.labels = Some(effective_labels(value, profiles));
        }
        let labels = self.labels.as_ref();
        condition.selector.matches(&|label: &str| labels?.get(label).map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{endpoints, profiles};
    use crate::store::Snapshot;

    const KEYS: [(&str, &str); 7] = [
        (
            "/calico/v1/host/n/workload/cni/4f1f/endpoint/1",
            r#"{"profile_ids": ["p"], "labels": {"calico/k8s_ns": "shop"}}"#,
        ),
        ("/calico/v1/host/n/workload/docker/c/endpoint/e", r#"{"profile_ids": []}"#),
        (
            "/calico/v1/host/n/workload/k8s/shop.db-0/endpoint/eth0",
            r#"{"profile_ids": ["p"], "labels": {"role": "db", "calico/k8s_ns": "lies"}}"#,
        ),
        ("/calico/v1/host/n/workload/k8s/shop.web-1/endpoint/eth0", "["),
        (
            "/calico/v1/host/n/workload/k8s/test.db-0/endpoint/eth0",
            r#"{"profile_ids": ["p"], "labels": {"role": "x"}}"#,
        ),
        ("/calico/v1/host/n/workload/openstack/vm/endpoint/port", r#"{"profile_ids": ["p"]}"#),
        ("/calico/v1/policy/profile/p/labels", r#"{"role": "db"}"#),
    ];

    /// The workloads that each selection chooses.
    fn chosen(selections: &[Selection]) -> Vec<String> {
        let snapshot = Snapshot::literal(&KEYS);
        let profiles = profiles::all(&snapshot);
        let chooser = Chooser::new(selections, &profiles);
        let found = endpoints::all(&snapshot).filter_map(|endpoint| chooser.choose(endpoint));
        found.map(|chosen| format!("{} {:?}", chosen.endpoint.id.workload, chosen.by)).collect()
    }

    fn selector(text: &str) -> Selector {
        Selector::parse(text).unwrap()
    }

    #[test]
    fn each_selection_chooses_its_own() {
        let pod = |text: &str| Selection::Pod(text.to_owned());
        assert_eq!(chosen(&[pod("shop/db-0"), pod("*/db-?")]), ["shop.db-0 [0, 1]", "test.db-0 [1]"]);
        let shop = || Selection::Namespace("shop".to_owned(), None);
        assert_eq!(chosen(&[shop()]), ["4f1f [0]", "shop.db-0 [0]", "shop.web-1 [0]"]);
        assert!(chosen(&[Selection::Namespace("lies".to_owned(), None)]).is_empty());
        let both = Selection::Namespace("shop".to_owned(), Some(selector("role == 'db'")));
        // What cannot be read may have the label.
        assert_eq!(chosen(&[shop(), both]), ["4f1f [0, 1]", "shop.db-0 [0, 1]", "shop.web-1 [0, 1]"]);
        let inherited = Selection::Labels(selector("role == 'db'"));
        assert_eq!(chosen(&[inherited]), ["4f1f [0]", "shop.db-0 [0]", "shop.web-1 [0]", "vm [0]"]);
        assert!(chosen(&[]).is_empty());
    }

    #[test]
    fn labels_that_nobody_passes_on_are_looked_for_in_the_text() {
        let of = |text: &str| chosen(&[Selection::Labels(selector(text))]);
        assert_eq!(of("has(calico/k8s_ns)"), ["4f1f [0]", "shop.db-0 [0]"]);
        assert_eq!(of("! has(calico/k8s_ns)"), ["c [0]", "shop.web-1 [0]", "test.db-0 [0]", "vm [0]"]);
        // Escapes can spell any label.
        let keys = [("/calico/v1/host/n/workload/k8s/a.b/endpoint/eth0", r#"{"labels": {"\u0061": "1"}}"#)];
        let (snapshot, profiles) = (Snapshot::literal(&keys), BTreeMap::new());
        let spelled = [Selection::Labels(selector("a == '1'"))];
        let chooser = Chooser::new(&spelled, &profiles);
        assert_eq!(endpoints::all(&snapshot).filter_map(|endpoint| chooser.choose(endpoint)).count(), 1);
    }

    #[test]
    fn selections_in_words() {
        let both = Selection::Namespace("shop".to_owned(), Some(selector("role=='db'")));
        assert_eq!(both.to_string(), "namespace shop and selector role == 'db'");
        assert_eq!(both.options(), r#"--namespace shop --selector "role == 'db'""#);
        assert_eq!(Selection::Pod("shop/db-*".to_owned()).options(), "--pod 'shop/db-*'");
        for (text, wanted) in
            [("a/b", true), ("a/*", true), ("a", false), ("/b", false), ("a/", false), ("h/k8s/a.b/eth0", false)]
        {
            assert_eq!(is_pod(text), wanted, "{text}");
        }
    }
}
