use proptest::prelude::*;

use super::super::component::COMPONENTS;
use super::*;

fn identity(name: &str, api: Kind, host: Option<&str>, user: &str) -> Identity {
    let component = Component::of(name, api).unwrap();
    Identity { component, host: host.map(str::to_owned), user: user.to_owned(), password: None }
}

fn wanted(identities: Vec<Identity>) -> Wanted {
    Wanted { identities, ..Wanted::default() }
}

/// What becomes of users and roles, as etcd would have it.
fn apply(auth: &mut Auth, change: &AuthChange) {
    match change {
        AuthChange::AddRole { role } => {
            assert!(auth.roles.insert(role.clone(), Grants::new()).is_none(), "{role} again");
        }
        AuthChange::RemoveRole { role } => assert!(auth.roles.remove(role).is_some()),
        AuthChange::SetRights { role, keys, before, after } => {
            let grants = auth.roles.get_mut(role).expect("the role is made first");
            assert_eq!(grants.remove(keys).unwrap_or_default(), *before);
            if *after != Rights::default() {
                grants.insert(keys.clone(), *after);
            }
        }
        AuthChange::AddUser { user, .. } => {
            let roles = if user == ROOT { BTreeSet::from([ROOT.to_owned()]) } else { BTreeSet::new() };
            assert!(auth.users.insert(user.clone(), roles).is_none(), "{user} again");
        }
        AuthChange::AddMember { user, role } => {
            assert!(auth.roles.contains_key(role), "{role} is not there yet");
            auth.users.get_mut(user).expect("the user is made first").insert(role.clone());
        }
        AuthChange::RemoveMember { user, role } => assert!(auth.users.get_mut(user).unwrap().remove(role)),
        AuthChange::RemoveUser { user } => assert!(auth.users.remove(user).is_some()),
        AuthChange::SetPassword { user, .. } => assert!(auth.users.contains_key(user)),
        AuthChange::Enable => auth.enabled = true,
        AuthChange::Disable => auth.enabled = false,
    }
}

fn lines(steps: &[Step]) -> Vec<String> {
    steps.iter().map(ToString::to_string).collect()
}

#[test]
fn an_empty_api_gets_roles_before_users() {
    let wanted = wanted(vec![identity("calico-dhcp", Kind::Etcdv2, Some("n1"), "dhcp-n1")]);
    let steps = plan(Kind::Etcdv2, &Auth::default(), &wanted).unwrap();
    assert_eq!(
        lines(&steps),
        [
            "+ v2  role root",
            "+ v2  role calico-dhcp@n1",
            "+ v2  role calico-dhcp@n1: /calico/dhcp/v1/subnet* read",
            "+ v2  role calico-dhcp@n1: /calico/v1/host/n1/workload* read",
            "+ v2  user dhcp-n1",
            "+ v2  user dhcp-n1: role calico-dhcp@n1",
            "+ v2  user root",
        ]
    );
    let mut auth = Auth::default();
    steps.iter().for_each(|step| apply(&mut auth, &step.change));
    assert_eq!(plan(Kind::Etcdv2, &auth, &wanted).unwrap(), []);
}

#[test]
fn a_role_that_may_more_is_cut_and_one_that_may_less_is_widened() {
    let one = wanted(vec![identity("calico-dhcp", Kind::Etcdv2, None, "dhcp")]);
    let mut auth = Auth::default();
    plan(Kind::Etcdv2, &auth, &one).unwrap().iter().for_each(|step| apply(&mut auth, &step.change));
    let grants = auth.roles.get_mut("calico-dhcp").unwrap();
    grants.insert(Keys::parse("/registry/*"), Rights::BOTH);
    grants.insert(Keys::parse("/calico/dhcp/v1/subnet*"), Rights::BOTH);
    grants.remove(&Keys::parse("/calico/v1/host/*"));
    auth.roles.insert("cni".to_owned(), Grants::new());
    auth.users.get_mut("dhcp").unwrap().extend(["cni".to_owned(), "somebody-elses".to_owned()]);
    assert_eq!(
        lines(&plan(Kind::Etcdv2, &auth, &one).unwrap()),
        [
            "+ v2  role calico-dhcp: /calico/v1/host/* read",
            "~ v2  role calico-dhcp: /calico/dhcp/v1/subnet* read, write -> read",
            "- v2  role calico-dhcp: /registry/* read, write",
            "- v2  user dhcp: role cni",
        ]
    );
}

#[test]
fn v3_makes_root_what_it_is() {
    let steps = plan(Kind::Etcdv3, &Auth::default(), &Wanted::default()).unwrap();
    assert_eq!(lines(&steps), ["+ v3  role root", "+ v3  user root", "+ v3  user root: role root"]);
}

#[test]
fn passwords_are_set_where_they_are_of_use_and_shown_nowhere() {
    let password = Some(Secret::new("s3cret"));
    let felix = Identity { password: password.clone(), ..identity("felix", Kind::Etcdv2, None, "felix") };
    let error = plan(Kind::Etcdv2, &Auth::default(), &wanted(vec![felix])).unwrap_err();
    assert_eq!(error.to_string(), "felix cannot send a password; it needs a certificate with the common name felix");

    let admin = Identity { password, ..identity("calicross", Kind::Etcdv2, None, "admin") };
    let steps = plan(Kind::Etcdv2, &Auth::default(), &wanted(vec![admin.clone()])).unwrap();
    let made = |step: &&Step| matches!(&step.change, AuthChange::AddUser { user, .. } if user == "admin");
    let AuthChange::AddUser { password, .. } = &steps.iter().find(made).unwrap().change else { unreachable!() };
    assert_eq!(password.reveal(), "s3cret");
    assert!(!format!("{steps:?}").contains("s3cret"));
    assert!(steps.iter().all(|step| !serde_json::to_string(&step.doc()).unwrap().contains("s3cret")));

    let mut auth = Auth::default();
    steps.iter().for_each(|step| apply(&mut auth, &step.change));
    assert_eq!(plan(Kind::Etcdv2, &auth, &wanted(vec![admin.clone()])).unwrap(), []);
    let again = Wanted { reset_passwords: true, ..wanted(vec![admin]) };
    assert_eq!(lines(&plan(Kind::Etcdv2, &auth, &again).unwrap()), ["~ v2  user admin: password"]);
    assert_ne!(unknown_password(), unknown_password());
}

#[test]
fn nobody_speaks_for_a_component_as_root() {
    let error = plan(Kind::Etcdv2, &Auth::default(), &wanted(vec![identity("neutron", Kind::Etcdv2, None, "root")]));
    assert_eq!(error.unwrap_err().to_string(), "neutron as the user root could do everything");
}

#[test]
fn openstack_and_kubernetes_do_not_go_by_one_name() {
    let node = "etcd-node-1";
    let kube = wanted(vec![identity(KUBE_APISERVER, Kind::Etcdv3, None, node)]);
    let neutron = wanted(vec![identity("neutron", Kind::Etcdv2, None, node)]);
    let cni = wanted(vec![identity("cni", Kind::Etcdv2, None, node)]);
    let told = "etcd-node-1 is to speak for neutron and for kube-apiserver: etcd cannot tell them apart, and /registry is open to OpenStack";
    assert_eq!(check_apart(&[neutron.clone(), kube.clone()], []).unwrap_err().to_string(), told);
    assert!(check_apart(&[cni, kube.clone()], []).is_ok());
    // What is there already counts as well.
    let mut v3 = Auth::default();
    plan(Kind::Etcdv3, &v3.clone(), &kube).unwrap().iter().for_each(|step| apply(&mut v3, &step.change));
    assert!(check_apart(std::slice::from_ref(&neutron), [(Kind::Etcdv3, &v3)]).is_err());
    assert!(check_apart(&[], [(Kind::Etcdv3, &v3)]).is_ok());
}

proptest! {
    /// Whatever was there, a plan that was carried out leaves nothing to plan, and takes nobody's rights before it gives others.
    #[test]
    fn carried_out_it_leaves_nothing_to_do(
        before in proptest::collection::vec((0..COMPONENTS.len(), proptest::option::of("n[12]"), "u[1-3]"), 0..6),
        after in proptest::collection::vec((0..COMPONENTS.len(), proptest::option::of("n[12]"), "u[1-3]"), 0..6),
        cut in any::<prop::sample::Index>(),
    ) {
        for api in [Kind::Etcdv2, Kind::Etcdv3] {
            let of = |picked: &[(usize, Option<String>, String)]| {
                let all = picked.iter().filter(|(at, ..)| COMPONENTS[*at].api == Some(api));
                wanted(all.map(|(at, host, user)| identity(COMPONENTS[*at].name, api, host.as_deref(), user)).collect())
            };
            let mut auth = Auth::default();
            plan(api, &auth, &of(&before)).unwrap().iter().for_each(|step| apply(&mut auth, &step.change));
            let after = of(&after);
            let steps = plan(api, &auth, &after).unwrap();
            // Broken off anywhere, and made again.
            if !steps.is_empty() {
                steps[..cut.index(steps.len())].iter().for_each(|step| apply(&mut auth, &step.change));
            }
            plan(api, &auth, &after).unwrap().iter().for_each(|step| apply(&mut auth, &step.change));
            prop_assert_eq!(plan(api, &auth, &after).unwrap(), vec![]);
            for identity in &after.identities {
                for (keys, rights) in identity.component.needs_on(identity.host.as_deref()) {
                    prop_assert!(auth.allows(&identity.user, &keys, rights), "{} {keys}", identity.user);
                }
            }
        }
    }
}
