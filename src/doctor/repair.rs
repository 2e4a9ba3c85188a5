//! The plan that fixes make together.

use std::collections::BTreeMap;

use super::Fix;
use crate::plan::{Change, Plan, Seen};
use crate::store::Snapshot;

/// Puts fixes together: each on top of those before, so that several may change one key. A value that is spelled otherwise and means
/// the same is written all the same: how it is spelled is what some fixes are about.
pub fn plan<'f>(snapshot: &Snapshot, fixes: impl IntoIterator<Item = &'f Fix>) -> Plan {
    let mut values: BTreeMap<&str, Option<Vec<u8>>> = BTreeMap::new();
    let mut relied_on: Vec<&str> = Vec::new();
    let read = |path: &str| snapshot.get(path).map(|entry| entry.value.as_slice());
    for fix in fixes {
        for edit in &fix.edits {
            let after = match values.get(edit.path.as_str()) {
                Some(value) => edit.applied_to(value.as_deref()),
                None => edit.applied_to(read(&edit.path)),
            };
            values.insert(&edit.path, after);
        }
        relied_on.extend(fix.relies_on.iter().map(String::as_str));
    }
    let mut plan = Plan::new();
    for (path, after) in values {
        if read(path) == after.as_deref() {
            plan.relied_on(snapshot, path);
            continue;
        }
        let before = snapshot.get(path).map(Seen::from);
        plan.insert(Change { path: path.to_owned(), before, via: None, after });
    }
    for path in relied_on {
        plan.relied_on(snapshot, path);
    }
    plan
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::doctor::{Class, Edit};

    const POD: &str = "/calico/v1/host/h/workload/k8s/a.b/endpoint/eth0";

    #[test]
    fn fixes_of_one_key_stand_on_each_other() {
        let snapshot = Snapshot::literal(&[(POD, r#"{"a": 1, "b": 2}"#), ("/calico/v1/x", "1")]);
        let set = |member: &'static str, value: Option<i32>| {
            let edit = Edit::endpoint(POD, move |endpoint| endpoint.set_member(member, value.map(Value::from)));
            Fix::edit(Class::Safe, "", edit).relies_on("/calico/v1/x")
        };
        let gone = Fix::edit(Class::Safe, "", Edit::delete("/calico/v1/none"));
        let absent = Fix::edit(Class::Safe, "", Edit::rewrite("/calico/v1/none", |_| Some(Vec::new())));
        let fixes = [set("a", None), gone, absent, set("b", Some(3))];
        let plan = super::plan(&snapshot, &fixes);
        let changes: Vec<_> = plan.changes().collect();
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].after.as_deref(), Some(br#"{"b": 3}"#.as_slice()));
        assert_eq!(plan.guards().len(), 2);
    }
}
