//! Values that nobody can read: lists go on and name them, reads end with 5, and writes that need them write nothing.

use serde_json::json;

use crate::harness::Operator;
use crate::server::Etcd;
use crate::witness::{Keys, file_dump, file_put, v3};

/// Profile, key, value.
const BAD: [(&str, &str, &[u8]); 8] = [
    ("bytes", "tags", b"[\"\xff\xfe\"]"),
    ("cut", "rules", b"{\"inbound_rules\": [{\"action\":"),
    (
        "double",
        "rules",
        b"{\"inbound_rules\": [], \"inbound_rules\": [{\"action\": \"allow\"}], \"outbound_rules\": []}",
    ),
    ("empty", "tags", b""),
    ("explode", "rules", b"{\"inbound_rules\": [{\"action\": \"explode\"}], \"outbound_rules\": []}"),
    ("shape", "labels", b"[1, 2]"),
    ("surrogate", "tags", b"[\"\\ud800\"]"),
    ("zeros", "rules", b"\0\0\0\0"),
];

fn directory(profile: &str) -> String {
    format!("/calico/v1/policy/profile/{profile}")
}

/// A datastore, and how to look into it and write to it behind the program's back.
struct Place<'a> {
    operator: Operator,
    dump: &'a dyn Fn() -> Keys,
    put: &'a dyn Fn(&str, &[u8]),
}

impl Place<'_> {
    /// Spoils one key of each of several profiles; one profile stays as it was.
    fn spoil(&self) {
        for (profile, ..) in BAD.iter().chain([&("good", "", &b""[..])]) {
            self.operator.ok(&format!("profile add {profile} --journal off"));
        }
        for (profile, key, value) in BAD {
            (self.put)(&format!("{}/{key}", directory(profile)), value);
        }
    }

    fn reads(&self) {
        let list = self.operator.fails(5, "profile list");
        for (profile, key, _) in BAD {
            let row = list.stdout.lines().find(|line| line.split_whitespace().next() == Some(profile)).unwrap();
            // Labels are in the wide table only.
            assert_eq!(row.contains("malformed"), key != "labels", "{row}");
            assert!(list.stderr.contains(&format!("{}/{key}", directory(profile))), "{profile}: {}", list.stderr);
            let show = self
                .operator
                .fails(5, &format!("profile show {profile}"))
                .says(&format!("{}/{key}", directory(profile)));
            assert!(show.stdout.contains("malformed") && show.stdout.contains(profile), "{}", show.stdout);
        }
        assert!(list.stdout.lines().any(|line| line.starts_with("good ") && !line.contains("malformed")));
        let json = self.operator.fails(5, "profile list -o json");
        let rows: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
        assert_eq!(rows["items"].as_array().unwrap().len(), BAD.len() + 1);
        for row in rows["items"].as_array().unwrap() {
            let bad = BAD.iter().find(|(profile, ..)| row["name"] == *profile).map(|(_, key, _)| *key);
            assert_eq!(row["malformed"], json!(bad.as_slice()), "{row}");
        }
        let error: serde_json::Value = serde_json::from_str(json.stderr.lines().last().unwrap()).unwrap();
        assert_eq!((&error["kind"], &error["code"]), (&json!("bad-data"), &json!(5)));
        assert!(error["key"].as_str().is_some_and(|key| key.starts_with("/calico/v1/policy/profile/")));
        self.operator.ok("profile show good");
        self.operator.fails(5, "key get /calico/v1/policy/profile/bytes/tags").says("--raw");
        self.operator.ok("key ls /calico");
    }

    /// A write that needs the value writes nothing; one that does not need it goes through.
    fn writes(&self) {
        let before = (self.dump)();
        for (profile, key, _) in BAD {
            let words = match key {
                "tags" => format!("profile tag add {profile} T"),
                "rules" if profile == "explode" => continue,
                "rules" => format!("profile rule add {profile} inbound deny"),
                _ => continue,
            };
            let refused = self.operator.fails(5, &words).says("--force=malformed");
            assert!(refused.one_error().contains(&format!("{}/{key}", directory(profile))), "{}", refused.stderr);
            self.operator.fails(5, &format!("{words} --dry-run"));
            self.operator.file("lines", format!("profile tag add good more\n{words}\n"));
            let batch = self.operator.fails(5, "batch -f lines");
            assert!(batch.stderr.contains(profile), "{}", batch.stderr);
        }
        assert_eq!((self.dump)(), before, "a refused write wrote");

        self.operator.ok("profile rule add bytes inbound deny");
        self.operator.ok("profile tag add cut T");
        // A rule that cannot be read stays as it is beside the new one.
        self.operator.ok("profile rule add explode inbound deny");
        let rules = &(self.dump)()[&format!("{}/rules", directory("explode"))];
        let rules: serde_json::Value = serde_json::from_str(rules).unwrap();
        assert_eq!(rules["inbound_rules"], json!([{"action": "explode"}, {"action": "deny"}]));
        for _ in 0..3 {
            self.operator.ok("undo --last --yes");
        }
        // Forced, it is replaced, and comes back to the byte.
        self.operator.ok("profile tag add bytes T --force=malformed");
        assert_eq!((self.dump)()[&format!("{}/tags", directory("bytes"))], "[\"T\"]");
        self.operator.ok("undo --last --yes");
        let raw = self.operator.run(&["key", "get", "--raw", "/calico/v1/policy/profile/bytes/tags", "-o", "json"]);
        assert_eq!(raw.expect(0).stdout, String::from_utf8_lossy(BAD[0].2));
        let now = (self.dump)();
        let values = before.iter().filter(|(path, _)| path.starts_with("/calico/"));
        for (path, value) in values {
            let same = serde_json::from_str::<serde_json::Value>(value).ok();
            let alike =
                now[path] == *value || same.is_some_and(|same| serde_json::from_str(&now[path]).ok() == Some(same));
            assert!(alike, "{path}: {} and not {value}", now[path]);
        }
        self.operator.ok("profile remove bytes cut double empty surrogate zeros --yes");
        self.operator.ok("undo --last --yes");
        assert_eq!((self.dump)().keys().filter(|path| path.starts_with("/calico/")).count(), 3 * (BAD.len() + 1));
    }

    /// Too large for etcd: refused before anything is written.
    fn large(&self) {
        let before = (self.dump)();
        let target = "/calico/v1/host/node1/config/Large";
        let put = ["key", "put", target, "-", "--force=malformed"];
        for size in [1 << 20, 3 << 20] {
            let run = self.operator.feed(&put, &vec![b'x'; size]).expect(3);
            let error = run.stderr.lines().last().unwrap();
            assert!(error.starts_with("error: ") && error.contains("too large") && error.contains(target), "{error}");
            assert_eq!((self.dump)(), before);
        }
        // Two that fit one by one, not together with their former values.
        for letter in [b'a', b'b', b'c'] {
            self.operator.feed(&put, &vec![letter; 600_000]).expect(0);
        }
        assert!((self.dump)()[target].bytes().all(|byte| byte == b'c'));
        self.operator.ok("undo --last --yes -q --force=malformed");
        assert!((self.dump)()[target].bytes().all(|byte| byte == b'b'));
        assert!(self.operator.history().iter().all(|(state, _)| state != "pending"));
    }
}

fn run(place: &Place) {
    place.spoil();
    place.reads();
    place.writes();
    place.large();
}

#[test]
fn on_etcd_v3() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let operator = Operator::of_etcd(&endpoint, "etcdv3");
    run(&Place { operator, dump: &|| v3::dump(&endpoint, ""), put: &|path, value| v3::put(&endpoint, path, value) });
}

#[test]
fn on_a_file() {
    let operator = Operator::of_file();
    let path = operator.path("calico.redb");
    run(&Place { operator, dump: &|| file_dump(&path, ""), put: &|key, value| file_put(&path, key, value) });
}

/// A journal that somebody has damaged does not hide the rest of it.
#[test]
fn a_damaged_journal() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let operator = Operator::of_etcd(&endpoint, "etcdv3");
    operator.ok("profile add web");
    for (key, value) in [
        ("01a2078c-0bef-7557-acd1-03f1f64b4c26/000000", &b"{"[..]),
        ("01a2078c-0bef-7557-acd1-03f1f64b4c27/000001", &b"{\"changes\": []}"[..]),
        ("nonsense", &b"\xff"[..]),
    ] {
        v3::put(&endpoint, &format!("/calicross/v1/journal/{key}"), value);
    }
    let list = operator.run(&["history", "list"]);
    assert!(list.stdout.contains("profile add web"), "{}", list.stdout);
    for key in ["4c26/000000", "4c27/000001", "journal/nonsense"] {
        assert!(list.stderr.contains(key), "{}", list.stderr);
    }
    operator.ok("undo --last --yes");
    assert!(v3::dump(&endpoint, "/calico").is_empty());
}
