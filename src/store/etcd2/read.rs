//! Reads: scopes from one quorum read, hence of one moment.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read};

use serde::Deserialize;
use serde::de::DeserializeSeed;

use super::answer::{ApiError, Collector, Tree};
use super::fault::Fault;
use super::http::{Client, Failure};
use super::target::target;
use super::wire::{Answer, Request};
use crate::store::{Kind, Scope, Snapshot, StoreError, Want, check_path};

/// Bytes taken from the connection at once.
const CHUNK: usize = 256 << 10;

/// The longest answer that is held as a whole, in bytes: to parse it is then three times as fast. A longer one is parsed as it comes
/// in, and only what is asked for of it is held.
const WHOLE: u64 = 8 << 20;

/// What is asked for to answer some scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listing {
    /// A key, or a directory with a trailing `/`.
    path: String,
    /// Whether what lies in its directories is needed.
    recursive: bool,
}

impl Listing {
    /// Returns the smallest key or directory that holds all scopes.
    pub(super) fn of(scopes: &[Scope]) -> Self {
        if let [Scope::Key(path)] = scopes {
            return Self { path: path.clone(), recursive: false };
        }
        let directory = |scope: &Scope| match scope {
            Scope::Key(path) => path.rfind('/').map_or("/", |at| &path[..=at]).to_owned(),
            Scope::Under(prefix) => prefix.clone(),
        };
        let common = scopes.iter().map(directory).reduce(|common, other| {
            let same = common.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
            // Two names may begin alike: what both lie in ends with the last slash that they share.
            let end = common.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
            common[..end].to_owned()
        });
        let path = common.filter(|common| !common.is_empty()).unwrap_or_else(|| "/".to_owned());
        let recursive = scopes.iter().any(|scope| match scope {
            Scope::Key(key) => key.strip_prefix(&path).is_none_or(|rest| rest.contains('/')),
            Scope::Under(_) => true,
        });
        Self { path, recursive }
    }

    /// Returns the scope's part that this listing leaves out, if any.
    fn hides<'a>(&self, scope: &'a Scope) -> Option<&'a str> {
        let (Scope::Key(path) | Scope::Under(path)) = scope;
        let rest = path.strip_prefix(&self.path)?;
        rest.split('/').any(|segment| segment.starts_with('_')).then_some(path)
    }
}

/// How often a read of several top directories begins anew when somebody writes in between.
const ATTEMPTS: usize = 8;

/// Reads scopes at one moment.
pub(super) fn read(client: &mut Client, scopes: &[Scope], want: Want) -> Result<Snapshot, StoreError> {
    for scope in scopes {
        let (path, checked) = match scope {
            Scope::Key(path) => (path, check_path(path)),
            Scope::Under(prefix) if prefix == "/" => continue,
            Scope::Under(prefix) => {
                (prefix, prefix.strip_suffix('/').ok_or("does not end with /").and_then(check_path))
            }
        };
        checked.map_err(|why| StoreError::Invalid { why: format!("scope {path} {why}") })?;
    }
    match apart(scopes) {
        None => list(client, scopes, want),
        Some((large, small)) => read_apart(client, scopes, &large, &small, want),
    }
}

/// Parts scopes whose smallest common directory is the root: there may lie far more in it than is asked for, and what a user may
/// not read. The top directory of which all is asked for, else the one of which most is, is read once; the scopes of others, one by one,
/// before and after it.
fn apart(scopes: &[Scope]) -> Option<(Vec<Scope>, Vec<Scope>)> {
    let top = |scope: &Scope| {
        let (Scope::Key(path) | Scope::Under(path)) = scope;
        path.split('/').nth(1).unwrap_or_default().to_owned()
    };
    let is_whole = |scope: &Scope| matches!(scope, Scope::Under(prefix) if prefix.matches('/').count() == 2);
    let mut tops: BTreeMap<String, (bool, usize)> = BTreeMap::new();
    for scope in scopes {
        let (whole, count) = tops.entry(top(scope)).or_default();
        *whole |= is_whole(scope);
        *count += 1;
    }
    if tops.len() < 2 || tops.contains_key("") {
        return None;
    }
    let most = tops.values().copied().max()?;
    let large = tops.into_iter().find(|(_, asked)| *asked == most)?.0;
    Some(scopes.iter().cloned().partition(|scope| top(scope) == large))
}

/// Reads scopes of several top directories. What is the same before and after the large part was so at the moment of that.
fn read_apart(
    client: &mut Client,
    scopes: &[Scope],
    large: &[Scope],
    small: &[Scope],
    want: Want,
) -> Result<Snapshot, StoreError> {
    let read_small = |client: &mut Client| -> Result<Vec<Snapshot>, StoreError> {
        small.iter().map(|scope| list(client, std::slice::from_ref(scope), want)).collect()
    };
    let mut before = read_small(client)?;
    for _ in 0..ATTEMPTS {
        let found = list(client, large, want)?;
        let after = read_small(client)?;
        let same = |(a, b): (&Snapshot, &Snapshot)| a.entries() == b.entries() && a.empty_dirs() == b.empty_dirs();
        if before.iter().zip(&after).all(same) {
            let revision = found.revision();
            let parts = || after.iter().chain([&found]);
            let dirs = parts().flat_map(Snapshot::empty_dirs).cloned().collect();
            let entries = after.iter().flat_map(Snapshot::entries).cloned().collect::<Vec<_>>();
            let entries = entries.into_iter().chain(found.into_entries()).collect();
            return Ok(Snapshot::new(revision, scopes.to_vec(), entries).with_empty_dirs(dirs));
        }
        before = after;
    }
    let paths = small.iter().map(|(Scope::Key(path) | Scope::Under(path))| path.clone()).collect();
    Err(StoreError::Conflict { paths })
}

/// Reads scopes from their smallest common directory.
fn list(client: &mut Client, scopes: &[Scope], want: Want) -> Result<Snapshot, StoreError> {
    let listing = Listing::of(scopes);
    if let Some(hidden) = scopes.iter().find_map(|scope| listing.hides(scope)) {
        let what = format!("reading {hidden} together with other keys (names that begin with _ are in no listing)");
        return Err(StoreError::Unsupported { what, kind: Kind::Etcdv2 });
    }
    let query: &[_] =
        if listing.recursive { &[("quorum", "true"), ("recursive", "true")] } else { &[("quorum", "true")] };
    let request = Request::get(target(&listing.path, query)?);
    let deadline = client.deadline();
    let (index, collected) = match client.ask(&request, deadline, &mut |answer| collect(answer, scopes, want)) {
        Ok((index, collected)) => (index, collected),
        // What is below a key is not there either.
        Err(Failure::Refused(ApiError { code: ApiError::NOT_FOUND | ApiError::NOT_A_DIR, .. })) => {
            (Some(client.newest()), Collector::new(scopes, want))
        }
        Err(failure) => return Err(client.failed(failure, &listing.path)),
    };
    let Some(index) = index else {
        let at = client.current().to_owned();
        return Err(StoreError::Malformed { at, why: "an answer without X-Etcd-Index".to_owned() });
    };
    let Collector { entries, empty_dirs, .. } = collected;
    Ok(Snapshot::new(index, scopes.to_vec(), entries).with_empty_dirs(empty_dirs))
}

/// Returns the names of what a directory has in it, without what lies deeper.
pub(super) fn names(client: &mut Client, prefix: &str) -> Result<BTreeSet<String>, StoreError> {
    #[derive(Deserialize)]
    struct Listed {
        node: Children,
    }
    #[derive(Deserialize)]
    struct Children {
        #[serde(default)]
        nodes: Vec<Child>,
    }
    #[derive(Deserialize)]
    struct Child {
        key: String,
    }
    let request = Request::get(target(prefix, &[("quorum", "true")])?);
    let deadline = client.deadline();
    let listed = client.ask(&request, deadline, &mut |answer| {
        let Answer { mut body, budget, .. } = answer;
        serde_json::from_reader::<_, Listed>(BufReader::with_capacity(CHUNK, body.as_reader()))
            .map_err(|error| Fault::of_json(error, budget))
    });
    match listed {
        Ok(listed) => {
            let name = |child: &Child| child.key.rsplit('/').next().map(str::to_owned);
            Ok(listed.node.nodes.iter().filter_map(name).collect())
        }
        Err(Failure::Refused(ApiError { code: ApiError::NOT_FOUND | ApiError::NOT_A_DIR, .. })) => Ok(BTreeSet::new()),
        Err(failure) => Err(client.failed(failure, prefix)),
    }
}

fn collect<'a>(answer: Answer, scopes: &'a [Scope], want: Want) -> Result<(Option<u64>, Collector<'a>), Fault> {
    let Answer { index, mut body, budget } = answer;
    let mut collector = Collector::new(scopes, want);
    let mut body = body.as_reader();
    let mut head = Vec::with_capacity(CHUNK);
    body.by_ref().take(WHOLE).read_to_end(&mut head).map_err(|error| Fault::of_io(&error, budget))?;
    let parsed = if (head.len() as u64) < WHOLE {
        parse(serde_json::Deserializer::from_slice(&head), &mut collector)
    } else {
        let rest = head.as_slice().chain(BufReader::with_capacity(CHUNK, body));
        parse(serde_json::Deserializer::from_reader(rest), &mut collector)
    };
    parsed.map_err(|error| Fault::of_json(error, budget))?;
    Ok((index, collector))
}

fn parse<'de, R: serde_json::de::Read<'de>>(
    mut json: serde_json::Deserializer<R>,
    collector: &mut Collector<'_>,
) -> serde_json::Result<()> {
    // To the very end, or the connection could not be used again.
    Tree(collector).deserialize(&mut json).and_then(|()| json.end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn listing(scopes: &[Scope]) -> (String, bool) {
        let Listing { path, recursive } = Listing::of(scopes);
        (path, recursive)
    }

    #[test]
    fn smallest_common_directory() {
        let key = |path: &str| Scope::key(path);
        let under = |path: &str| Scope::under(path);
        let cases = [
            (vec![key("/calico/v1/Ready")], "/calico/v1/Ready", false),
            (vec![under("/calico/v1")], "/calico/v1/", true),
            (vec![key("/c/p/tags"), key("/c/p/rules")], "/c/p/", false),
            (vec![key("/c/p/tags"), key("/c/p/x/rules")], "/c/p/", true),
            (vec![key("/c/Ready"), under("/c/p/")], "/c/", true),
            (vec![under("/c/pool"), under("/c/policy")], "/c/", true),
            (vec![under("/c/p"), under("/c/p/q")], "/c/p/", true),
            (vec![under("/c/p"), key("/c/p")], "/c/", true),
            (vec![under("/calico"), under("/calicross")], "/", true),
            (vec![under("/c/é"), under("/c/è")], "/c/", true),
            (vec![under("/")], "/", true),
            (vec![key("/a"), key("/b")], "/", false),
            (vec![], "/", false),
        ];
        for (scopes, path, recursive) in cases {
            assert_eq!(listing(&scopes), (path.to_owned(), recursive), "{scopes:?}");
        }
    }

    #[test]
    fn top_directories_are_read_apart() {
        let scopes = [
            Scope::under("/calicross/v1/links"),
            Scope::under("/calico/v1/host"),
            Scope::key("/calicross/v1/names/a"),
            Scope::under("/calico/v1/policy"),
            Scope::under("/calico/v1/ipam"),
        ];
        let (large, small) = apart(&scopes).unwrap();
        assert_eq!(large, [scopes[1].clone(), scopes[3].clone(), scopes[4].clone()]);
        assert_eq!(small, [scopes[0].clone(), scopes[2].clone()]);
        assert_eq!(apart(&scopes[..2]).map(|(large, small)| (large.len(), small.len())), Some((1, 1)));
        assert_eq!(apart(&large), None);
        assert_eq!(apart(&[Scope::under("/"), Scope::under("/a")]), None);
        assert_eq!(apart(&[]), None);
    }

    #[test]
    fn hidden_names_need_a_read_of_their_own() {
        let hidden = Scope::key("/c/_x/key");
        let both = [hidden.clone(), Scope::key("/c/y")];
        assert_eq!(Listing::of(&both).hides(&hidden), Some("/c/_x/key"));
        assert_eq!(Listing::of(&both).hides(&both[1]), None);
        assert_eq!(Listing::of(std::slice::from_ref(&hidden)).hides(&hidden), None);
        let below = [Scope::key("/c/_x/key"), Scope::key("/c/_x/y")];
        assert_eq!(Listing::of(&below).hides(&hidden), None);
    }

    fn scope() -> impl Strategy<Value = Scope> {
        ("(/[ab]{1,2}){1,4}", any::<bool>())
            .prop_map(|(path, key)| if key { Scope::key(path) } else { Scope::under(path) })
    }

    proptest! {
        #[test]
        fn every_scope_is_listed(scopes in prop::collection::vec(scope(), 2..5)) {
            let Listing { path, recursive } = Listing::of(&scopes);
            prop_assert!(path.starts_with('/') && path.ends_with('/'));
            for scope in &scopes {
                let (Scope::Key(at) | Scope::Under(at)) = scope;
                prop_assert!(at.starts_with(&path), "{} in {}", at, path);
                prop_assert!(recursive || !at[path.len()..].contains('/'));
            }
            // No directory below it holds them all.
            let deeper = |at: &str| at[path.len()..].split_once('/').map(|(name, _)| name.to_owned());
            let names: Option<std::collections::HashSet<_>> =
                scopes.iter().map(|(Scope::Key(at) | Scope::Under(at))| deeper(at)).collect();
            prop_assert!(names.is_none_or(|names| names.len() > 1), "{:?} in {}", scopes, path);
        }
    }
}
