//! The recorded cases.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Keys and their values.
pub(crate) type Keys = BTreeMap<String, String>;

/// One recorded case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) setup: Keys,
    /// Empty directories.
    pub(crate) dirs: Vec<String>,
    /// Variables; one without a value is taken away.
    pub(crate) env: BTreeMap<String, Option<String>>,
    pub(crate) steps: Vec<Step>,
    /// What was there in the end.
    pub(crate) after: Keys,
}

/// One command of a case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) words: Vec<String>,
    pub(crate) exit: i32,
    #[serde(default)]
    pub(crate) stdin: String,
    /// What it said; absent where that is not compared.
    pub(crate) stdout: Option<String>,
}

#[derive(Deserialize)]
struct Recorded {
    values: Vec<(String, String)>,
    cases: Vec<Compact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Compact {
    name: String,
    #[serde(rename = "about")]
    _about: String,
    version: String,
    #[serde(default)]
    setup: Vec<usize>,
    #[serde(default)]
    dirs: Vec<String>,
    #[serde(default)]
    env: BTreeMap<String, Option<String>>,
    #[serde(default)]
    new: Vec<usize>,
    #[serde(default)]
    gone: Vec<String>,
    steps: Vec<Step>,
}

/// The cases of a version of calicoctl.
pub(crate) fn of_version(version: &str) -> Vec<Case> {
    let recorded: Recorded = serde_json::from_str(include_str!("cases.json")).unwrap();
    let keys = |places: &[usize]| -> Keys { places.iter().map(|at| recorded.values[*at].clone()).collect() };
    let case = |case: &Compact| {
        let setup = keys(&case.setup);
        let mut after = setup.clone();
        after.retain(|key, _| !case.gone.contains(key));
        after.extend(keys(&case.new));
        let Compact { name, dirs, env, steps, .. } = case;
        Case { name: name.clone(), setup, dirs: dirs.clone(), env: env.clone(), steps: steps.clone(), after }
    };
    recorded.cases.iter().filter(|found| found.version == version).map(case).collect()
}
