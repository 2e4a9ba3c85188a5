//! The components that speak to etcd: the one table from which roles, what is tried, `access show` and the manual are made.

use std::fmt::Write as _;

use crate::store::Kind;
use crate::store::auth::{Keys, Rights};

/// How a component can say who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// By its certificate's common name alone: it has no setting for a password.
    Certificate,
    /// By a certificate, which it takes from the kubelet's environment: its own configuration has no setting for one.
    KubeletCertificate,
    /// By a certificate or a password.
    Either,
    /// Not at all.
    Nothing,
}

impl Proof {
    /// Returns the words for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::KubeletCertificate => "certificate of the kubelet's environment",
            Self::Either => "certificate or password",
            Self::Nothing => "cannot",
        }
    }

    /// Tells whether a password will do.
    pub const fn takes_password(self) -> bool {
        matches!(self, Self::Either)
    }
}

/// One component.
#[derive(Debug)]
pub struct Component {
    /// Its name, which is its role's as well.
    pub name: &'static str,
    /// The API that it speaks; `None` where it speaks none, or both.
    pub api: Option<Kind>,
    /// What it needs: patterns and rights. `{host}` stands for the host that an identity is of.
    pub needs: &'static [(&'static str, Rights)],
    /// How it can say who it is.
    pub proof: Proof,
    /// Directories that hold something where the component is in use.
    pub evidence: &'static [&'static str],
    /// Whether it is OpenStack's.
    pub openstack: bool,
    /// What else there is to know.
    pub note: &'static str,
}

const R: Rights = Rights::READ;
const W: Rights = Rights::WRITE;
const RW: Rights = Rights::BOTH;
const V2: Option<Kind> = Some(Kind::Etcdv2);
const V3: Option<Kind> = Some(Kind::Etcdv3);

/// The name of the API server of Kubernetes, which speaks v3 or, with `--storage-backend=etcd2`, v2.
pub const KUBE_APISERVER: &str = "kube-apiserver";

/// The names of the components that get a role.
pub const WITH_ROLES: &[&str] = &[
    KUBE_APISERVER,
    "calico-node",
    "felix",
    "confd",
    "cni",
    "kube-policy",
    "neutron",
    "calico-dhcp",
    "calicoctl",
    "calicross",
    "calicross-reader",
];

/// Where Kubernetes keeps everything, Secrets included.
pub const REGISTRY: &str = "/registry/";

/// All of them. Reads are wide, since a grant must cover the directory that a component lists and watches; writes are narrow.
pub const COMPONENTS: &[Component] = &[
    Component {
        name: KUBE_APISERVER,
        api: V3,
        needs: &[("/registry/*", RW), ("compact_rev_key", RW)],
        proof: Proof::Certificate,
        evidence: &[REGISTRY],
        openstack: false,
        note: "compact_rev_key lies outside of /registry: without it old revisions are never compacted",
    },
    Component {
        name: KUBE_APISERVER,
        api: V2,
        needs: &[("/registry*", RW)],
        proof: Proof::Certificate,
        evidence: &[REGISTRY],
        openstack: false,
        note: "with --storage-backend=etcd2 only",
    },
    Component {
        name: "calico-node",
        api: V2,
        needs: &[
            ("/calico*", R),
            ("/calico/v1/host/{host}/*", W),
            ("/calico/v1/config/*", W),
            ("/calico/v1/Ready", W),
            ("/calico/v1/ipam/*", W),
            ("/calico/bgp/v1/global/*", W),
            ("/calico/bgp/v1/host/{host}/*", W),
            ("/calico/ipam/v2/*", W),
            ("/calico/felix/v1/host/{host}/*", W),
        ],
        proof: Proof::Certificate,
        evidence: &["/calico/felix/v1/", "/calico/bgp/v1/host/"],
        openstack: false,
        note: "its start-up, Felix and confd share one environment, so one identity; only the start-up of 1.x could send a password",
    },
    Component {
        name: "felix",
        api: V2,
        needs: &[
            ("/calico", R),
            ("/calico/", R),
            ("/calico/v1*", R),
            ("/calico/felix/v1*", R),
            ("/calico/felix/v1/host/{host}/*", W),
        ],
        proof: Proof::Certificate,
        evidence: &[],
        openstack: false,
        note: "where Felix runs apart from calico/node; a read that is refused leaves it with the rules it has, for ever",
    },
    Component {
        name: "confd",
        api: V2,
        needs: &[("/calico/bgp/v1*", R), ("/calico/v1/ipam/*", R), ("/calico/ipam/v2/*", R)],
        proof: Proof::Certificate,
        evidence: &[],
        openstack: false,
        note: "where confd runs apart from calico/node",
    },
    Component {
        name: "cni",
        api: V2,
        needs: &[
            ("/calico/v1*", R),
            ("/calico/ipam/v2*", R),
            ("/calico/v1/host/{host}/*", W),
            ("/calico/v1/policy/profile/*", W),
            ("/calico/ipam/v2/*", W),
        ],
        proof: Proof::KubeletCertificate,
        evidence: &["/calico/ipam/v2/handle/"],
        openstack: false,
        note: "the Python plugin; the Go one has etcd_cert_file and etcd_key_file in its own configuration",
    },
    Component {
        name: "kube-policy",
        api: V2,
        needs: &[("/calico/v1*", R), ("/calico/v1/policy/*", W), ("/calico/v1/host/*", W)],
        proof: Proof::Either,
        evidence: &["/calico/v1/policy/tier/k8s-network-policy/", "/calico/v1/policy/tier/default/"],
        openstack: false,
        note: "Kubernetes' policy controller; 1.0 could send a password, 0.x cannot",
    },
    Component {
        name: "neutron",
        api: V2,
        needs: &[
            ("/calico/v1*", R),
            ("/calico/dhcp/v1/subnet*", R),
            ("/calico/openstack/*", R),
            ("/calico/felix/v1/host*", R),
            ("/calico/v1/host/*", W),
            ("/calico/v1/policy/profile/openstack-sg-*", W),
            ("/calico/v1/config/ClusterGUID", W),
            ("/calico/v1/config/InterfacePrefix", W),
            ("/calico/v1/config/EndpointReportingEnabled", W),
            ("/calico/v1/Ready", W),
            ("/calico/dhcp/v1/*", W),
            ("/calico/openstack/*", W),
        ],
        proof: Proof::Certificate,
        evidence: &["/calico/openstack/v1/", "/calico/dhcp/v1/"],
        openstack: true,
        note: "networking-calico's driver; it writes endpoints on every host, and a pattern cannot say that only OpenStack's are meant",
    },
    Component {
        name: "calico-dhcp",
        api: V2,
        needs: &[("/calico/v1/host/{host}/workload*", R), ("/calico/dhcp/v1/subnet*", R)],
        proof: Proof::Certificate,
        evidence: &["/calico/dhcp/v1/"],
        openstack: true,
        note: "needs etcd_scheme = https besides; it writes nothing",
    },
    Component {
        name: "calicoctl",
        api: V2,
        needs: &[("/calico*", RW)],
        proof: Proof::Either,
        evidence: &[],
        openstack: false,
        note: "0.2x cannot send a password, 1.x can",
    },
    Component {
        name: "calicross",
        api: V2,
        needs: &[("/calico*", RW), ("/calicross*", RW)],
        proof: Proof::Either,
        evidence: &[],
        openstack: false,
        note: "an operator's; /calicross holds the journal, without which nothing can be undone",
    },
    Component {
        name: "calicross-reader",
        api: V2,
        needs: &[("/calico*", R), ("/calicross*", R)],
        proof: Proof::Either,
        evidence: &[],
        openstack: false,
        note: "for monitoring: list, show, trace, doctor",
    },
    Component {
        name: "root",
        api: None,
        needs: &[("/*", RW)],
        proof: Proof::Either,
        evidence: &[],
        openstack: false,
        note: "the operator of etcd itself, in each API by itself: it alone may change users and roles, members and authentication",
    },
    Component {
        name: "bird",
        api: None,
        needs: &[],
        proof: Proof::Nothing,
        evidence: &[],
        openstack: false,
        note: "speaks to no etcd: it reads the files that confd writes",
    },
    Component {
        name: "etcd-proxy",
        api: None,
        needs: &[],
        proof: Proof::Nothing,
        evidence: &[],
        openstack: false,
        note: "the proof of concept's plain HTTP proxy: whoever is behind it is whoever the proxy's certificate says, in both APIs, so that \
               no role can tell its clients apart; `etcd gateway` keeps each client's own certificate",
    },
    Component {
        name: "health checks",
        api: None,
        needs: &[],
        proof: Proof::Nothing,
        evidence: &[],
        openstack: false,
        note: "/health, /version and /metrics are answered without a user",
    },
];

impl Component {
    /// Finds one by its name and the API.
    pub fn of(name: &str, api: Kind) -> Option<&'static Self> {
        COMPONENTS.iter().find(|component| component.name == name && component.api == Some(api))
    }

    /// Returns those that speak an API and get a role in it.
    pub fn speaking(api: Kind) -> impl Iterator<Item = &'static Self> {
        COMPONENTS.iter().filter(move |component| component.api == Some(api))
    }

    /// Returns what it needs, of one host where that is named. A pattern's `*` counts at its end only: without a host, what would
    /// be one host's is every host's.
    pub fn needs_on(&self, host: Option<&str>) -> Vec<(Keys, Rights)> {
        let keys = |pattern: &str| match (pattern.split_once("{host}"), host) {
            (None, _) => Keys::parse(pattern),
            (Some((before, after)), Some(host)) => Keys::parse(&format!("{before}{host}{after}")),
            (Some((before, _)), None) => Keys::Prefix(before.to_owned()),
        };
        let mut needs: Vec<(Keys, Rights)> = Vec::new();
        for (pattern, rights) in self.needs {
            let keys = keys(pattern);
            match needs.iter_mut().find(|(known, _)| *known == keys) {
                Some((_, known)) => *known = known.and(*rights),
                None => needs.push((keys, *rights)),
            }
        }
        needs
    }

    /// Returns the word for the API that it speaks.
    pub fn api_word(&self) -> &'static str {
        match (self.api, self.needs) {
            (Some(Kind::Etcdv2), _) => "v2",
            (Some(_), _) => "v3",
            (None, []) => "none",
            (None, _) => "v2, v3",
        }
    }
}

/// Columns of the table as text.
const WIDTH: usize = 96;

/// Adds words in lines of at most [`WIDTH`] columns: the first begins with `first`, the others with as many blanks.
fn wrap(text: &mut String, first: &str, words: &str) {
    let mut line = first.to_owned();
    let mut begun = false;
    for word in words.split_whitespace() {
        if begun && line.len() + 1 + word.len() > WIDTH {
            let _ = writeln!(text, "{line}");
            line = " ".repeat(first.len());
            begun = false;
        }
        if begun {
            line.push(' ');
        }
        line.push_str(word);
        begun = true;
    }
    let _ = writeln!(text, "{line}");
}

/// The table as text, for help and the manual.
pub fn table() -> String {
    let mut text = String::new();
    wrap(
        &mut text,
        "",
        "Each API of etcd has users and roles of its own: a role of v2 guards nothing in v3, and the other way round. Calico's \
         components speak v2, Kubernetes' API server v3 (or v2): only where authentication is on in both is /registry kept from \
         OpenStack. etcd takes the common name of a client's certificate for its user only where it runs with --client-cert-auth.",
    );
    text.push('\n');
    wrap(
        &mut text,
        "",
        "Each component with its API and how it can say who it is, and what it needs ({host}: of one host, with --identity \
         COMPONENT@HOST=USER, else of all; * at the end of a pattern stands for anything):",
    );
    for component in COMPONENTS {
        let _ = writeln!(text, "\n{} ({}): {}", component.name, component.api_word(), component.proof.words());
        for (rights, words) in [(Rights::READ, "  reads  "), (Rights::WRITE, "  writes ")] {
            let patterns: Vec<&str> =
                component.needs.iter().filter(|(_, held)| held.include(rights)).map(|(pattern, _)| *pattern).collect();
            if !patterns.is_empty() {
                wrap(&mut text, words, &patterns.join(" "));
            }
        }
        wrap(&mut text, "  ", component.note);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_openstack_may_touch_kubernetes_keys() {
        let registry = [Keys::parse("/registry*"), Keys::parse("/registry/*"), Keys::parse("/registry/secrets/a")];
        let openstack: Vec<_> = COMPONENTS.iter().filter(|component| component.openstack).collect();
        assert_eq!(openstack.len(), 2);
        for component in openstack {
            for (keys, _) in component.needs_on(None) {
                assert!(registry.iter().all(|wanted| !keys.cover(wanted)), "{}: {keys}", component.name);
                assert!(keys.to_string().starts_with("/calico/"), "{}: {keys}", component.name);
            }
        }
    }

    #[test]
    fn those_with_roles_are_named() {
        let mut names: Vec<_> = COMPONENTS.iter().filter(|one| one.api.is_some()).map(|one| one.name).collect();
        names.dedup();
        assert_eq!(names, WITH_ROLES);
    }

    #[test]
    fn a_host_narrows_what_is_written() {
        let felix = Component::of("felix", Kind::Etcdv2).unwrap();
        let written = |host| felix.needs_on(host).into_iter().filter(|(_, rights)| rights.write).collect::<Vec<_>>();
        assert_eq!(written(None), [(Keys::parse("/calico/felix/v1/host/*"), Rights::WRITE)]);
        assert_eq!(written(Some("node1")), [(Keys::parse("/calico/felix/v1/host/node1/*"), Rights::WRITE)]);
    }

    #[test]
    fn what_cannot_say_who_it_is_needs_nothing() {
        for component in COMPONENTS {
            assert_eq!(component.proof == Proof::Nothing, component.needs.is_empty(), "{}", component.name);
            assert!(table().contains(&format!("\n{} (", component.name)));
        }
        assert!(table().lines().all(|line| line.len() <= WIDTH), "{}", table());
    }
}
