//! The stores that cases are replayed on.

use std::path::{Path, PathBuf};
use std::time::Duration;

use calicross::store::file::FileStore;
use calicross::store::{Batch, Scope, Store, Want};
use serde_json::Value;
use tempfile::TempDir;
use ureq::Agent;

use crate::cases::{Case, Keys};
use crate::server::Etcd;

/// Where a case is replayed.
pub(crate) trait Place {
    /// Empties it, and puts what a case begins with there.
    fn prepare(&mut self, case: &Case);
    /// What is below /calico.
    fn keys(&self) -> Keys;
    /// The variables that name it.
    fn variables(&self) -> Vec<(String, String)>;
}

/// A real etcd, by its v2 API.
pub(crate) struct Etcd2 {
    etcd: Etcd,
    agent: Agent,
}

impl Etcd2 {
    pub(crate) fn start() -> Self {
        let config = Agent::config_builder().http_status_as_error(false).proxy(None);
        Self { etcd: Etcd::start(), agent: config.timeout_global(Some(Duration::from_secs(60))).build().into() }
    }

    fn url(&self, path: &str) -> String {
        format!("{}/v2/keys{}", self.etcd.endpoint(), path.replace('%', "%25").replace(' ', "%20"))
    }

    pub(crate) fn host_and_port(&self) -> String {
        format!("127.0.0.1:{}", self.etcd.client_port())
    }
}

impl Place for Etcd2 {
    fn prepare(&mut self, case: &Case) {
        let gone = self.agent.delete(self.url("/calico?recursive=true&dir=true")).call().unwrap();
        assert!(matches!(gone.status().as_u16(), 200 | 404), "{}", gone.status());
        let put = |path: &str, form: [(&str, &str); 1]| {
            let answer = self.agent.put(self.url(path)).send_form(form).unwrap();
            assert!(answer.status().is_success(), "{path}: {}", answer.status());
        };
        case.dirs.iter().for_each(|path| put(path, [("dir", "true")]));
        case.setup.iter().for_each(|(path, value)| put(path, [("value", value)]));
    }

    fn keys(&self) -> Keys {
        let mut answer = self.agent.get(self.url("/calico?recursive=true&quorum=true")).call().unwrap();
        let answer: Value = answer.body_mut().read_json().unwrap();
        let mut keys = Keys::new();
        let mut todo = vec![&answer["node"]];
        while let Some(node) = todo.pop() {
            todo.extend(node["nodes"].as_array().into_iter().flatten());
            if let (Some(path), Some(value)) = (node["key"].as_str(), node["value"].as_str()) {
                keys.insert(path.to_owned(), value.to_owned());
            }
        }
        keys
    }

    fn variables(&self) -> Vec<(String, String)> {
        vec![("ETCD_AUTHORITY".to_owned(), self.host_and_port())]
    }
}

/// The embedded store.
pub(crate) struct File {
    dir: TempDir,
}

impl File {
    pub(crate) fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("store.redb")
    }

    fn open(path: &Path) -> FileStore {
        FileStore::open(path, Duration::from_secs(20), "conformance".to_owned()).unwrap()
    }
}

impl Place for File {
    fn prepare(&mut self, case: &Case) {
        *self = Self::new();
        let mut batch = Batch::default();
        case.setup.iter().for_each(|(path, value)| batch.create(path, value.clone().into_bytes()));
        if !case.setup.is_empty() {
            Self::open(&self.path()).commit(&batch).unwrap();
        }
    }

    fn keys(&self) -> Keys {
        if !self.path().exists() {
            return Keys::new();
        }
        let snapshot = Self::open(&self.path()).read(&[Scope::under("/calico")], Want::Values).unwrap();
        let text = |value: Vec<u8>| String::from_utf8(value).unwrap();
        snapshot.into_entries().into_iter().map(|entry| (entry.path, text(entry.value))).collect()
    }

    fn variables(&self) -> Vec<(String, String)> {
        vec![("CALICROSS_PATH".to_owned(), self.path().display().to_string())]
    }
}
