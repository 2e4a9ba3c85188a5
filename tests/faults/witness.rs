//! Looks into a datastore, and writes to it, without the program: etcd's v2 API over HTTP, its v3 API through etcd's own
//! gateway, the file through the library.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calicross::store::{Batch, Scope, Want, open};
use serde_json::{Value, json};
use ureq::Agent;

/// Keys and values; of a v2 store, empty directories too, each with `/` at its end.
pub(crate) type Keys = BTreeMap<String, String>;

fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).proxy(None);
    config.timeout_global(Some(Duration::from_secs(60))).build().into()
}

/// etcd's v2 API.
pub(crate) mod v2 {
    use super::*;

    /// Where a key is found: names may hold what means something else in an address.
    fn url(endpoint: &str, path: &str) -> String {
        format!("{endpoint}/v2/keys{}", path.replace('%', "%25"))
    }

    #[track_caller]
    fn get(endpoint: &str, path: &str) -> Value {
        let url = format!("{}?recursive=true&quorum=true", url(endpoint, path));
        let answer: Value = agent().get(url).call().expect("an answer").body_mut().read_json().expect("JSON");
        assert!(answer["errorCode"].is_null() || answer["errorCode"] == 100, "{answer}");
        answer
    }

    /// All below a directory.
    #[track_caller]
    pub(crate) fn dump(endpoint: &str, directory: &str) -> Keys {
        let mut keys = Keys::new();
        walk(&get(endpoint, directory)["node"], &mut keys);
        keys
    }

    fn walk(node: &Value, keys: &mut Keys) {
        let path = node["key"].as_str().unwrap_or_default();
        match node["nodes"].as_array() {
            Some(nodes) => nodes.iter().for_each(|node| walk(node, keys)),
            None if node["dir"] == true => drop(keys.insert(format!("{path}/"), String::new())),
            None => drop(node["value"].as_str().map(|value| keys.insert(path.to_owned(), value.to_owned()))),
        }
    }

    /// Tells whether a key or directory is there.
    #[track_caller]
    pub(crate) fn has(endpoint: &str, path: &str) -> bool {
        get(endpoint, path)["errorCode"] != 100
    }

    /// Writes a key.
    #[track_caller]
    pub(crate) fn put(endpoint: &str, path: &str, value: &str) {
        let answer = agent().put(url(endpoint, path)).send_form([("value", value)]).expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    /// Writes a key that expires after some seconds.
    #[track_caller]
    pub(crate) fn put_with_ttl(endpoint: &str, path: &str, value: &str, seconds: u32) {
        let form = [("value", value.to_owned()), ("ttl", seconds.to_string())];
        let answer = agent().put(url(endpoint, path)).send_form(form).expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    /// Makes an empty directory.
    #[track_caller]
    pub(crate) fn put_dir(endpoint: &str, path: &str) {
        let answer = agent().put(format!("{}?dir=true", url(endpoint, path))).send_empty().expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    /// Removes a key.
    #[track_caller]
    pub(crate) fn delete(endpoint: &str, path: &str) {
        let answer = agent().delete(url(endpoint, path)).call().expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    /// Removes a directory with all that is in it, if it is there.
    #[track_caller]
    pub(crate) fn delete_all(endpoint: &str, directory: &str) {
        let url = format!("{endpoint}/v2/keys{directory}?recursive=true");
        let status = agent().delete(url).call().expect("an answer").status();
        assert!(status.is_success() || status == 404, "{directory}: {status}");
    }

    /// Every event below a directory from a moment on, of the 1,000 that etcd remembers: the key, and its value where it has one.
    #[track_caller]
    pub(crate) fn events(endpoint: &str, directory: &str, since: u64) -> Vec<(String, Option<String>)> {
        let (newest, mut index, mut events) = (self::index(endpoint), since + 1, Vec::new());
        // One of ours at the end, since to wait for what never comes is to hang.
        put(endpoint, &format!("{directory}/last"), "");
        loop {
            let event = wait(endpoint, directory, index);
            let at = event["node"]["modifiedIndex"].as_u64().unwrap_or_else(|| panic!("{event}"));
            if at > newest {
                delete(endpoint, &format!("{directory}/last"));
                return events;
            }
            let value = event["node"]["value"].as_str().map(str::to_owned);
            events.push((event["node"]["key"].as_str().unwrap_or_default().to_owned(), value));
            index = at + 1;
        }
    }

    /// Waits for the first event below a directory from a moment on.
    #[track_caller]
    pub(crate) fn wait(endpoint: &str, directory: &str, index: u64) -> Value {
        let url = format!("{endpoint}/v2/keys{directory}?wait=true&recursive=true&waitIndex={index}");
        agent().get(url).call().expect("an answer").body_mut().read_json().expect("JSON")
    }

    /// The present moment.
    #[track_caller]
    pub(crate) fn index(endpoint: &str) -> u64 {
        let answer = agent().get(format!("{endpoint}/v2/keys/")).call().expect("an answer");
        let index = answer.headers().get("X-Etcd-Index").and_then(|index| index.to_str().ok());
        index.and_then(|index| index.parse().ok()).expect("an index")
    }

    /// Sends a JSON document to the API of users and roles.
    #[track_caller]
    pub(crate) fn auth(endpoint: &str, user: Option<&str>, path: &str, document: &Value) {
        let mut request = agent().put(format!("{endpoint}/v2/auth{path}"));
        if let Some(user) = user {
            request = request.header("Authorization", format!("Basic {}", STANDARD.encode(user)));
        }
        let answer = request.send_json(document).expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }
}

/// etcd's v3 API.
pub(crate) mod v3 {
    use super::*;

    /// Sends a request through the gateway.
    #[track_caller]
    pub(crate) fn call(endpoint: &str, path: &str, document: &Value) -> Value {
        call_as(endpoint, "", path, document)
    }

    #[track_caller]
    fn call_as(endpoint: &str, token: &str, path: &str, document: &Value) -> Value {
        let mut request = agent().post(format!("{endpoint}/v3{path}"));
        if !token.is_empty() {
            request = request.header("Authorization", token);
        }
        let mut answer = request.send_json(document).expect("an answer");
        let (status, body) = (answer.status(), answer.body_mut().read_to_string().unwrap_or_default());
        assert!(status.is_success(), "{path}: {status} {body}");
        serde_json::from_str(&body).expect("JSON")
    }

    /// All below a directory.
    #[track_caller]
    pub(crate) fn dump(endpoint: &str, directory: &str) -> Keys {
        dump_as(endpoint, "", directory)
    }

    /// All below a directory, where a token is needed.
    #[track_caller]
    pub(crate) fn dump_as(endpoint: &str, token: &str, directory: &str) -> Keys {
        range(endpoint, token, directory).iter().map(|kv| (text(&kv["key"]), text(&kv["value"]))).collect()
    }

    #[track_caller]
    fn range(endpoint: &str, token: &str, directory: &str) -> Vec<Value> {
        let (start, end) = (format!("{directory}/"), format!("{directory}0"));
        let range = json!({"key": STANDARD.encode(start), "range_end": STANDARD.encode(end)});
        let mut answer = call_as(endpoint, token, "/kv/range", &range);
        answer["kvs"].as_array_mut().map(std::mem::take).unwrap_or_default()
    }

    fn text(value: &Value) -> String {
        let bytes = STANDARD.decode(value.as_str().unwrap_or_default()).expect("base64");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Writes a key, whatever its bytes.
    #[track_caller]
    pub(crate) fn put(endpoint: &str, path: &str, value: &[u8]) {
        call(endpoint, "/kv/put", &json!({"key": STANDARD.encode(path), "value": STANDARD.encode(value)}));
    }

    /// Writes two keys at one moment.
    #[track_caller]
    pub(crate) fn put_both(endpoint: &str, paths: [&str; 2], value: &str) {
        put_all(endpoint, paths.into_iter().map(|path| (path, value)));
    }

    /// Writes many keys, as many at one moment as etcd takes.
    #[track_caller]
    pub(crate) fn put_all<'a>(endpoint: &str, keys: impl Iterator<Item = (&'a str, &'a str)>) {
        let put =
            |(path, value)| json!({"requestPut": {"key": STANDARD.encode(path), "value": STANDARD.encode(value)}});
        let puts: Vec<Value> = keys.map(put).collect();
        puts.chunks(128).for_each(|puts| drop(call(endpoint, "/kv/txn", &json!({"success": puts}))));
    }

    /// Removes a directory.
    #[track_caller]
    pub(crate) fn delete_all(endpoint: &str, directory: &str) {
        let (start, end) = (format!("{directory}/"), format!("{directory}0"));
        call(endpoint, "/kv/deleterange", &json!({"key": STANDARD.encode(start), "range_end": STANDARD.encode(end)}));
    }

    /// How often each key below a directory was written since it was made.
    #[track_caller]
    pub(crate) fn writes(endpoint: &str, directory: &str) -> BTreeMap<String, u64> {
        let count = |kv: &Value| kv["version"].as_str().and_then(|count| count.parse().ok()).expect("a count");
        range(endpoint, "", directory).iter().map(|kv| (text(&kv["key"]), count(kv))).collect()
    }

    /// Removes a key.
    #[track_caller]
    pub(crate) fn delete(endpoint: &str, path: &str) {
        call(endpoint, "/kv/deleterange", &json!({"key": STANDARD.encode(path)}));
    }

    /// Forgets all moments but the present one.
    #[track_caller]
    pub(crate) fn compact(endpoint: &str) {
        let answer = call(endpoint, "/kv/range", &json!({"key": STANDARD.encode("/")}));
        let revision = answer["header"]["revision"].as_str().expect("a revision");
        call(endpoint, "/kv/compaction", &json!({"revision": revision, "physical": true}));
    }
}

/// All below a directory of an embedded store.
#[track_caller]
pub(crate) fn file_dump(path: &Path, directory: &str) -> Keys {
    let mut opened = open::file(path.to_owned(), Duration::from_secs(60), "a witness").expect("the file opens");
    let snapshot = opened.store.read(&[Scope::under(format!("{directory}/"))], Want::Values).expect("it is read");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    snapshot.entries().iter().map(|entry| (entry.path.clone(), text(&entry.value))).collect()
}

/// Writes a key of an embedded store, whatever its bytes.
#[track_caller]
pub(crate) fn file_put(path: &Path, key: &str, value: &[u8]) {
    let mut opened = open::file(path.to_owned(), Duration::from_secs(60), "a witness").expect("the file opens");
    let snapshot = opened.store.read(&[Scope::key(key)], Want::Keys).expect("it is read");
    let mut batch = Batch::default();
    match snapshot.get(key) {
        Some(entry) => batch.replace(key, entry.version, value.to_vec()),
        None => batch.create(key, value.to_vec()),
    }
    opened.store.commit(&batch).expect("it is written");
}
