//! `access` against a real etcd, both APIs, certificates: roles, proofs, authentication on, and the ways back.
//!
//! The components are etcdctl with their certificates: what is refused to them is refused by etcd.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use calicross::store::auth::Auth;
use calicross::store::connection::{Connection, Secret};
use calicross::store::{Kind, open};
use tempfile::TempDir;

use crate::authority::{Authority, Issued};
use crate::harness::{Operator, Run};
use crate::server::Etcd;

/// Longest time that anything here may take to come about.
const LONG: Duration = Duration::from_secs(60);

/// The identities of a cloud, all of one authority.
const USERS: [&str; 7] = ["kube-apiserver", "calico-node", "cni", "kube-policy", "neutron", "calico-dhcp", "stranger"];

/// An etcd that Kubernetes and OpenStack share, with a certificate for everybody, and root at a shell.
struct Cloud {
    etcd: Etcd,
    dir: TempDir,
    ca: Authority,
    root: Operator,
}

impl Cloud {
    /// An etcd with these arguments.
    fn new(extra: &[&str]) -> Self {
        let dir = TempDir::new().unwrap();
        let ca = Authority::new(dir.path(), "ca");
        let server = ca.issue("server", &["127.0.0.1"]);
        let (cert, key, trusted) = (
            format!("--cert-file={}", server.cert.display()),
            format!("--key-file={}", server.key.display()),
            format!("--trusted-ca-file={}", ca.cert().display()),
        );
        let args: Vec<&str> = [cert.as_str(), &key, &trusted].into_iter().chain(extra.iter().copied()).collect();
        let etcd = Etcd::start_tls(&args);
        for user in USERS {
            ca.issue(user, &[]);
        }
        let Issued { cert, key } = ca.issue("root", &[]);
        let root = Operator::of_etcd(&etcd.endpoint(), "etcdv2")
            .set("CALICROSS_CACERT", ca.cert())
            .set("CALICROSS_CERT", cert)
            .set("CALICROSS_KEY", key);
        let cloud = Self { etcd, dir, ca, root };
        for (key, value) in [
            ("/calico/v1/Ready", "true"),
            ("/calico/v1/config/InterfacePrefix", "cali,tap"),
            ("/calico/v1/policy/tier/default/metadata", r#"{"order": 1000}"#),
            ("/calico/felix/v1/host/n1/last_reported_status", "{}"),
            ("/calico/ipam/v2/handle/h", r#"{"id": "h", "block": {}}"#),
            ("/calico/dhcp/v1/subnet/s", "{}"),
            ("/calico/openstack/v1/neutron_election", "n1"),
        ] {
            cloud.component("root", 2, &["set", key, value]).expect_success();
        }
        cloud.component("root", 3, &["put", "/registry/secrets/default/token", "secret"]).expect_success();
        cloud
    }

    /// One where certificates count.
    fn secured() -> Self {
        Self::new(&["--client-cert-auth=true"])
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// What a component does, with its certificate.
    fn component(&self, user: &str, api: u8, words: &[&str]) -> Answer {
        let (ca, cert, key) = (self.ca.cert(), self.file(&format!("{user}.crt")), self.file(&format!("{user}.key")));
        let names = if api == 2 { ["--ca-file", "--cert-file", "--key-file"] } else { ["--cacert", "--cert", "--key"] };
        let mut command = Command::new("etcdctl");
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("ETCDCTL_API", api.to_string()).arg("--endpoints").arg(self.etcd.endpoint());
        for (name, path) in names.iter().zip([&ca, &cert, &key]) {
            command.arg(name).arg(path);
        }
        let output = command.args(words).stdin(Stdio::null()).output();
        Answer(output.expect("etcdctl is not here; `apt-get install etcd-client` installs it"))
    }

    /// The words that prove a user by its certificate.
    fn check(&self, user: &str) -> Run {
        let (cert, key) = (self.file(&format!("{user}.crt")), self.file(&format!("{user}.key")));
        self.root.run(&[
            "access".as_ref(),
            "check".as_ref(),
            "--as".as_ref(),
            user.as_ref(),
            "--as-cert".as_ref(),
            cert.as_os_str(),
            "--as-key".as_ref(),
            key.as_os_str(),
        ])
    }

    fn check_all(&self) {
        for user in USERS.iter().filter(|user| **user != "stranger") {
            let _ = self.check(user).expect(0);
        }
    }

    /// Roles and users are there, and proved.
    fn prepared(self) -> Self {
        self.root.ok("access apply");
        self.check_all();
        self
    }

    fn connection(&self) -> Connection {
        Connection {
            endpoints: vec![self.etcd.endpoint()],
            cacert: Some(self.ca.cert()),
            cert: Some(self.file("root.crt")),
            key: Some(self.file("root.key")),
            ..Connection::default()
        }
    }

    /// Whether authentication is on, v2 and v3.
    fn enabled(&self) -> [bool; 2] {
        [Kind::Etcdv2, Kind::Etcdv3]
            .map(|kind| open::etcd(kind, self.connection()).unwrap().store.auth_enabled().unwrap())
    }

    fn auth(&self, kind: Kind) -> Auth {
        open::etcd(kind, self.connection()).unwrap().store.auth().unwrap()
    }

    /// Waits until authentication is off again, and nothing is left of the switch-on.
    #[track_caller]
    fn wait_until_taken_back(&self) {
        wait_for("authentication is off again", || self.switch("state") == "taken-back");
        assert_eq!(self.enabled(), [false, false]);
        for kind in [Kind::Etcdv2, Kind::Etcdv3] {
            let auth = self.auth(kind);
            assert_no_way_back(&auth);
            assert!(!auth.roles.contains_key("guest"), "{auth:?}");
        }
        self.component("neutron", 3, &["get", "/registry/secrets/default/token"]).expect_success();
    }

    /// What the record of the switch-on says.
    fn switch(&self, member: &str) -> String {
        let answer = self.component("root", 2, &["get", "/calicross/v1/access/switch"]);
        let doc: serde_json::Value = serde_json::from_str(&answer.stdout()).unwrap_or_default();
        doc[member].to_string().trim_matches('"').to_owned()
    }

    fn pid(&self) -> String {
        self.switch("pid")
    }
}

/// What etcdctl said.
struct Answer(Output);

impl Answer {
    fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    fn all(&self) -> String {
        format!("{}{}", self.stdout(), String::from_utf8_lossy(&self.0.stderr))
    }

    #[track_caller]
    fn expect_success(&self) {
        assert!(self.0.status.success(), "{}", self.all());
    }

    #[track_caller]
    fn expect_denied(&self) {
        let told = self.all();
        assert!(!self.0.status.success(), "{told}");
        let words = ["permission denied", "Insufficient credentials"];
        assert!(words.iter().any(|words| told.contains(words)), "{told}");
    }
}

#[track_caller]
fn wait_for(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < LONG, "it does not come about that {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// No user is left that a way back has made.
#[track_caller]
fn assert_no_way_back(auth: &Auth) {
    assert!(!auth.users.keys().any(|user| user.starts_with("calicross-way-back")), "{auth:?}");
}

fn is_alive(pid: &str) -> bool {
    // One that has ended and that nobody has waited for is no longer at work.
    let stat = std::fs::read_to_string(Path::new("/proc").join(pid).join("stat")).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| !rest.trim_start().starts_with('Z') && !rest.is_empty())
}

fn signal(name: &str, pid: &str) {
    assert!(Command::new("kill").arg(format!("-{name}")).arg(pid).status().unwrap().success(), "kill -{name} {pid}");
}

#[test]
fn everybody_gets_what_it_needs_and_openstack_nothing_of_kubernetes() {
    let cloud = Cloud::secured();
    let run = cloud.root.fails(1, "access plan --exit-code");
    for line in [
        "+ v2  role neutron: /calico/v1/policy/profile/openstack-sg-* write",
        "+ v2  user calico-dhcp: role calico-dhcp",
        "+ v3  role kube-apiserver: /registry/* read, write",
        "+ v3  role kube-apiserver: compact_rev_key read, write",
        "+ v3  user root: role root",
    ] {
        assert!(run.stdout.lines().any(|known| known == line), "{line}: {}", run.stdout);
    }
    // The API server speaks v3 here.
    assert!(!run.stdout.contains("v2  role kube-apiserver"), "{}", run.stdout);
    assert_eq!(cloud.auth(Kind::Etcdv3), Auth::default());
    let applied = cloud.root.ok("access apply");
    assert_eq!(applied.lines().count(), run.stdout.lines().count());
    cloud.root.ok("access plan --exit-code");
    assert_eq!(cloud.root.json("access apply")["changed"], false);

    // Nobody is let in before everybody has proved who they are, and the gravest is named first.
    let run = cloud.root.fails(3, "access enable --yes");
    assert_eq!(
        run.one_error(),
        "error: not switched on: v3: kube-apiserver (kube-apiserver) was never checked (and 5 more)"
    );
    assert!(run.stderr.contains("v2: neutron (neutron) was never checked"), "{}", run.stderr);
    assert_eq!(cloud.enabled(), [false, false]);
    cloud.check_all();
    let _ = cloud.check("stranger").expect(3).says("has the role of no component");

    // A role that has changed since is to be proved anew.
    cloud.component("root", 3, &["role", "grant-permission", "kube-apiserver", "read", "/more"]).expect_success();
    let run = cloud.root.fails(3, "access enable --yes");
    assert!(run.one_error().contains("kube-apiserver (kube-apiserver) has other roles than when it was checked"));
    cloud.root.ok("access apply");
    let _ = cloud.check("kube-apiserver").expect(0);

    // On its own certificate alone, nobody switches it on.
    let (cert, key) = (cloud.file("neutron.crt"), cloud.file("neutron.key"));
    let words = format!("access enable --yes --cert {} --key {}", cert.display(), key.display());
    let _ = cloud.root.fails(3, &words).says("root's to do: certificate says neutron");

    let run = cloud.root.run(&["access", "enable", "--yes", "--within", "1h"]).expect(0);
    let way = run.stderr.find("the way back, as root, from any host").expect("the way back is printed");
    assert!(run.stderr[way..].contains("auth disable"), "{}", run.stderr);
    assert_eq!(cloud.enabled(), [true, true]);
    let pid = cloud.pid();
    assert!(is_alive(&pid));

    // As the components themselves: etcd decides.
    let registry = "/registry/secrets/default/token";
    for user in ["neutron", "calico-dhcp", "calico-node", "stranger"] {
        cloud.component(user, 3, &["get", registry]).expect_denied();
        cloud.component(user, 3, &["put", registry, "x"]).expect_denied();
        cloud.component(user, 3, &["del", "--prefix", "/registry"]).expect_denied();
        cloud.component(user, 2, &["set", "/registry/x", "x"]).expect_denied();
    }
    cloud.component("kube-apiserver", 3, &["get", registry]).expect_success();
    cloud.component("kube-apiserver", 3, &["put", registry, "y"]).expect_success();
    cloud.component("kube-apiserver", 2, &["set", "/calico/v1/Ready", "false"]).expect_denied();
    cloud
        .component("neutron", 2, &["set", "/calico/v1/host/n1/workload/openstack/v/endpoint/p", "{}"])
        .expect_success();
    cloud.component("neutron", 2, &["set", "/calico/v1/policy/profile/openstack-sg-x/tags", "[]"]).expect_success();
    cloud.component("neutron", 2, &["set", "/calico/v1/policy/profile/k8s_ns.x/tags", "[]"]).expect_denied();
    cloud.component("neutron", 2, &["set", "/calico/v1/config/LogSeverityScreen", "x"]).expect_denied();
    cloud.component("calico-dhcp", 2, &["ls", "--recursive", "/calico/dhcp/v1/subnet"]).expect_success();
    cloud.component("calico-dhcp", 2, &["set", "/calico/dhcp/v1/subnet/s", "x"]).expect_denied();
    cloud.component("calico-node", 2, &["ls", "--recursive", "/calico"]).expect_success();
    cloud.component("stranger", 2, &["get", "/calico/v1/Ready"]).expect_denied();

    // What is on stays on only if it is kept, and nobody keeps it unlooked.
    let run = cloud.root.fails(3, "access confirm");
    assert!(run.one_error().contains("not checked since authentication is on: "), "{}", run.stderr);
    let listed = || {
        let listed = cloud.component("root", 2, &["ls", "--recursive", "/calico"]).stdout();
        let mut keys: Vec<_> = listed.lines().map(str::to_owned).collect();
        keys.sort();
        keys
    };
    let before = listed();
    let neutron = cloud.check("neutron").expect(0);
    for line in ["proved   v2  may not write /registry/*: refused", "proved   v3  may not read  /registry/*: refused"] {
        assert!(neutron.stdout.contains(line), "{line}: {}", neutron.stdout);
    }
    assert!(!neutron.stdout.contains("by role"), "{}", neutron.stdout);
    cloud.check_all();
    assert_eq!(listed(), before);
    assert_eq!(cloud.component("root", 3, &["get", registry, "--print-value-only"]).stdout().trim(), "y");
    cloud.root.ok("access confirm");
    wait_for("the process of the way back ends", || !is_alive(&pid));
    assert_eq!(cloud.enabled(), [true, true]);
    assert_no_way_back(&cloud.auth(Kind::Etcdv2));
    assert_no_way_back(&cloud.auth(Kind::Etcdv3));
    let rows = cloud.root.json("access show");
    let neutron = rows["items"].as_array().unwrap().iter().find(|row| row["component"] == "neutron").unwrap().clone();
    assert_eq!((&neutron["checked"], &neutron["role"]), (&"proved".into(), &"ok".into()));

    // Changes go on, by root alone; what cuts somebody is asked about.
    cloud.component("root", 3, &["role", "grant-permission", "kube-apiserver", "read", "/more"]).expect_success();
    let run = cloud.root.fails(3, "access apply");
    assert!(run.stderr.contains("this cuts somebody: - v3  role kube-apiserver: /more read"), "{}", run.stderr);
    cloud.root.ok("access apply --yes");
    cloud.root.ok("access plan --exit-code");

    cloud.root.ok("access disable --yes");
    assert_eq!(cloud.enabled(), [false, false]);
}

#[test]
fn unless_it_is_confirmed_it_takes_itself_back_whatever_becomes_of_the_terminal() {
    let cloud = Cloud::secured().prepared();
    // A shell of its own session and its command are killed with all that is of their session's groups, as by the end of a terminal.
    let group = cloud.root.path("group");
    let done = cloud.root.path("done");
    let script = format!(
        "echo $$ > {}; {} access enable --yes --within 4s > {} 2>&1; echo $? > {}; sleep 600",
        group.display(),
        env!("CARGO_BIN_EXE_calicross"),
        cloud.root.path("out").display(),
        done.display()
    );
    let mut shell = Command::new("setsid")
        .args(["--wait", "sh", "-c", &script])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", cloud.root.path(""))
        .envs(["ENDPOINTS", "CACERT", "CERT", "KEY"].map(|name| {
            let name = format!("CALICROSS_{name}");
            let value = cloud.root.variable(&name);
            (name, value)
        }))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait_for("it is switched on", || done.exists());
    let told = std::fs::read_to_string(cloud.root.path("out")).unwrap();
    assert!(told.contains("calicross access confirm"), "{told}");
    let pid = cloud.pid();
    let group = format!("-{}", std::fs::read_to_string(group).unwrap().trim());
    for name in ["HUP", "KILL"] {
        // The group may be gone after the first.
        let _ = Command::new("kill").args([&format!("-{name}"), "--", &group]).stderr(Stdio::null()).status();
    }
    let _ = shell.wait();
    signal("HUP", &pid);
    cloud.wait_until_taken_back();
    wait_for("the process of the way back ends", || !is_alive(&pid));
    assert_eq!(cloud.switch("why"), "it was not confirmed in time");
    let run = cloud.root.fails(3, "access confirm");
    assert!(run.one_error().contains("too late"), "{}", run.stderr);
    // And once more: nothing is in its way.
    cloud.root.ok("access enable --yes --within 1h");
    cloud.root.ok("access confirm --yes");
    assert_eq!(cloud.enabled(), [true, true]);
}

#[test]
fn a_process_that_is_told_to_end_takes_it_back_first() {
    let cloud = Cloud::secured().prepared();
    cloud.root.ok("access enable --yes --within 1h");
    assert_eq!(cloud.enabled(), [true, true]);
    signal("TERM", &cloud.pid());
    cloud.wait_until_taken_back();
    assert_eq!(cloud.switch("why"), "the process that watched over it was told to end");
}

#[test]
fn a_datastore_that_is_away_is_waited_for() {
    let cloud = Cloud::secured().prepared();
    cloud.root.ok("access enable --yes --within 3s --timeout 2s");
    let pid = cloud.pid();
    cloud.etcd.signal("STOP");
    // Past its time, with requests that fail.
    std::thread::sleep(Duration::from_secs(6));
    assert!(is_alive(&pid));
    cloud.etcd.signal("CONT");
    cloud.wait_until_taken_back();
    assert!(!is_alive(&pid) || cloud.switch("state") == "taken-back");
}

#[test]
fn a_process_that_was_killed_is_missed_and_root_goes_back_by_hand() {
    let cloud = Cloud::secured().prepared();
    cloud.root.ok("access enable --yes --within 2s");
    let pid = cloud.pid();
    signal("KILL", &pid);
    wait_for("the process is gone", || !is_alive(&pid));
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(cloud.enabled(), [true, true]);
    let run = cloud.root.run(&["access", "show"]).expect(0).says("is gone");
    assert!(run.stderr.contains("`calicross access disable` takes it back"), "{}", run.stderr);
    cloud.root.ok("access disable --yes");
    assert_eq!(cloud.switch("state"), "taken-back");
    assert_no_way_back(&cloud.auth(Kind::Etcdv2));
    assert_no_way_back(&cloud.auth(Kind::Etcdv3));
    assert_eq!(cloud.enabled(), [false, false]);
}

#[test]
fn where_etcd_does_not_look_at_certificates_it_is_off_again_at_once() {
    // A trusted authority makes etcd demand certificates, but not believe their names.
    let cloud = Cloud::new(&[]).prepared();
    let run = cloud.root.fails(3, "access enable --yes --within 1h");
    let line = run.stderr.lines().find(|line| line.starts_with("error: ")).unwrap_or_default().to_owned();
    assert!(line.contains("root is not root any more") && line.contains("it is off again"), "{}", run.stderr);
    assert!(run.stderr.contains("--client-cert-auth"), "{}", run.stderr);
    cloud.wait_until_taken_back();
}

#[test]
fn passwords_come_from_files_and_go_nowhere_else() {
    let etcd = Etcd::start();
    let admin = Operator::of_etcd(&etcd.endpoint(), "etcdv2");
    admin.file("root.password", "r00t-s3cret\n");
    admin.file("admin.password", "4dmin-s3cret\n");
    let words = "--identity calicross=admin --secret root=root.password --secret admin=admin.password";
    let run = admin.run(&format!("access apply -v {words}").split(' ').collect::<Vec<_>>()).expect(0);
    assert!(!format!("{}{}", run.stdout, run.stderr).contains("s3cret"));
    // Felix cannot send one, and over plain HTTP there is nothing else.
    let error = admin.fails(3, "access apply --identity felix=felix --secret felix=admin.password");
    assert!(error.one_error().contains("felix cannot send a password"), "{}", error.stderr);
    let error = admin.fails(3, "access check --as admin --as-cert nowhere.crt");
    assert!(error.one_error().contains("a certificate says nothing over http://"), "{}", error.stderr);

    let _ = admin.fails(3, "access enable --yes").says("nothing says who we are");
    let root = "--user root --password-file root.password";
    let checked = admin.ok(&format!("access check --as admin --as-password-file admin.password {root}"));
    assert!(checked.ends_with("admin has passed (by password)\n"), "{checked}");
    let run = admin.run(&format!("access enable --yes {root}").split(' ').collect::<Vec<_>>()).expect(0);
    assert!(!format!("{}{}", run.stdout, run.stderr).contains("s3cret"));
    let who = |user: &str, password: &str| Connection {
        endpoints: vec![etcd.endpoint()],
        user: Some(user.to_owned()),
        password: Some(Secret::new(password)),
        ..Connection::default()
    };
    assert!(open::etcd(Kind::Etcdv2, who("root", "r00t-s3cret")).unwrap().store.auth().unwrap().enabled);
    assert!(open::etcd(Kind::Etcdv3, who("root", "r00t-s3cret")).unwrap().store.auth().unwrap().enabled);
    // Who is root in nobody's books does not get in, and the operator does, to /calico.
    let _ = admin.fails(6, "profile list");
    admin.ok("profile add web --user admin --password-file admin.password");
    let run = admin.fails(6, "access apply --user admin --password-file admin.password");
    assert!(run.stderr.contains("Insufficient credentials"), "{}", run.stderr);
    // What only the identity itself knows is proved without root, and not remembered.
    let run = admin
        .run(
            &"access check --as admin --component calicross --user admin --password-file admin.password"
                .split(' ')
                .collect::<Vec<_>>(),
        )
        .expect(0);
    assert!(run.stderr.contains("not remembered"), "{}", run.stderr);
    admin.ok(&format!("access confirm --yes {root}"));
    for file in admin.files() {
        let is_given = file.extension().is_some_and(|extension| extension == "password");
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        assert!(is_given || !text.contains("s3cret"), "{}", file.display());
    }
    admin.ok(&format!("access disable --yes {root}"));
}

#[test]
fn one_api_alone_is_told_apart() {
    let cloud = Cloud::secured().prepared();
    let run = cloud.root.run(&["access", "enable", "--yes", "--api", "v2", "--within", "1h"]).expect(0);
    assert!(run.stderr.contains("authentication stays off in v3: its keys are anybody's"), "{}", run.stderr);
    assert_eq!(cloud.enabled(), [true, false]);
    // A role of v2 guards nothing in v3, and OpenStack's have not passed while that is so.
    cloud.component("neutron", 3, &["get", "/registry/secrets/default/token"]).expect_success();
    let run = cloud.check("neutron").expect(1);
    assert!(run.stdout.contains("authentication is off in v3: there it may touch everything"), "{}", run.stdout);
    cloud.root.ok("access disable --yes");
    assert_eq!(cloud.enabled(), [false, false]);
    wait_for("the process of the way back ends", || !is_alive(&cloud.pid()));

    // Who is no user may go on, users are kept to their roles already.
    let _ = cloud.check("neutron").expect(0);
    cloud.root.ok("access enable --yes --api v2 --keep-guest --within 1h");
    cloud.component("stranger", 2, &["set", "/registry/x", "x"]).expect_success();
    cloud.component("neutron", 2, &["get", "/registry/x"]).expect_denied();
    cloud.root.ok("access disable --yes");
}

#[test]
fn what_is_in_use_is_not_forgotten() {
    let cloud = Cloud::secured();
    let run = cloud.root.fails(3, "access enable --yes");
    for line in [
        "v2: there is no user root with the role root",
        "v3: /registry/ shows that kube-apiserver is in use, and no user speaks for it",
        "v2: /calico/openstack/v1/ shows that neutron is in use, and no user speaks for it",
    ] {
        assert!(run.stderr.contains(line), "{line}: {}", run.stderr);
    }
    let shared = "access apply --identity neutron=etcd-node-1 --identity kube-apiserver=etcd-node-1";
    let _ = cloud.root.fails(3, shared).says("etcd cannot tell them apart");
    cloud.root.ok("access apply kube-apiserver calico-node cni neutron calico-dhcp");
    for user in ["kube-apiserver", "calico-node", "cni", "neutron", "calico-dhcp"] {
        let _ = cloud.check(user).expect(0);
    }
    let run = cloud.root.fails(3, "access enable --yes");
    let line = "error: not switched on: v2: /calico/v1/policy/tier/default/ shows that kube-policy is in use, and no user speaks for it";
    assert_eq!(run.one_error(), line);
    cloud.root.ok("access enable --yes --without kube-policy");
    assert_eq!(cloud.enabled(), [true, true]);

    // An API server whose keys are in v2 has its role there.
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv2");
    crate::witness::v2::put(&etcd.endpoint(), "/registry/secrets/token", "secret");
    let plan = operator.ok("access plan");
    assert!(plan.contains("+ v2  role kube-apiserver: /registry* read, write\n"), "{plan}");
    assert!(!plan.contains("v3  role kube-apiserver"), "{plan}");
}

#[test]
fn a_command_that_is_killed_on_its_way_leaves_nothing_on() {
    let cloud = Cloud::secured().prepared();
    // Stopped in the middle of it, at whatever it is about, and killed there.
    for pause in [300, 600, 900, 1200] {
        let running = cloud.root.start(&["access", "enable", "--yes", "--within", "3s"]);
        std::thread::sleep(Duration::from_millis(pause));
        running.signal("KILL");
        let _ = running.end();
        // Killed before it had a process, it has switched nothing on; killed later, its process takes it back.
        wait_for("authentication is off", || {
            let waits = cloud.switch("state") == "trial" && is_alive(&cloud.pid());
            !waits && cloud.enabled() == [false, false]
        });
        cloud.root.ok("access disable --yes");
    }
    // Users of commands that were killed before their process was there go with the next.
    cloud.root.ok("access disable --yes");
    assert_no_way_back(&cloud.auth(Kind::Etcdv2));
    assert_no_way_back(&cloud.auth(Kind::Etcdv3));
    cloud.root.ok("access enable --yes --within 1h");
    cloud.root.ok("access confirm --yes");
}

#[test]
fn time_that_is_up_before_it_is_on_takes_it_back_whole() {
    let cloud = Cloud::secured().prepared();
    // The process may be faster than the command, which then says so, or slower, and takes back what is on.
    let run = cloud.root.run(&["access", "enable", "--yes", "--within", "1ms"]);
    assert!(run.code == Some(0) || run.stderr.contains("the time was up") || run.code == Some(4), "{}", run.stderr);
    cloud.wait_until_taken_back();
}
