//! Reads at one revision, in pages whose size follows the size of what comes.

use std::sync::Arc;

use etcd_client::{GetOptions, GetResponse, KeyValue, Txn, TxnOp, TxnOpResponse};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use super::link::{Link, Session, catch_up};
use crate::store::{Entry, Revision, Scope, Snapshot, StoreError, Version, Want};

/// Bytes that a page should hold. etcd 3.4 walks its index of all that is left of the range for every page, so few
/// large pages are cheaper than many small ones: 100,000 keys of 400 bytes took 0.42 s by 4 MiB, 0.30 s by 8 MiB, 0.24 s in one
/// piece. Two pages are in memory at a time.
const PAGE_BYTES: usize = 16 << 20;
/// The same where only names come, of which a piece of 100,000 is cheap to hold: their pages cost etcd as much as those of
/// values.
const PAGE_BYTES_OF_NAMES: usize = 24 << 20;
/// Keys in the first page, when nothing is known of their size.
const FIRST_PAGE: usize = 1000;
/// How much larger than the page before a page may be: one page tells little of the next, and each costs etcd a walk.
const GROWTH: usize = 32;
/// Most keys in a page, however small they are.
const LARGEST_PAGE: usize = 200_000;
/// Bytes of a key and value besides what they say: revisions, lease, lengths.
const ENTRY_BYTES: usize = 32;
/// Most reads in one transaction: etcd's limit on operations.
const MOST_AT_ONCE: usize = 128;
/// How often a read begins anew when its revision is compacted away under it.
const ATTEMPTS: usize = 3;

/// A part of the key space, read from a moment on.
#[derive(Clone, Debug)]
struct Span {
    start: Vec<u8>,
    /// Empty for a single key.
    end: Vec<u8>,
    want: Want,
    /// 0 for the newest.
    revision: Revision,
}

impl Span {
    fn new(scope: &Scope, want: Want) -> Result<Self, StoreError> {
        let (start, end) = match scope {
            Scope::Key(path) => (path.clone().into_bytes(), Vec::new()),
            Scope::Under(prefix) => (prefix.clone().into_bytes(), prefix_end(prefix.as_bytes())),
        };
        if start.is_empty() {
            return Err(StoreError::Invalid { why: "an empty path is read".to_owned() });
        }
        Ok(Self { start, end, want, revision: 0 })
    }

    fn options(&self, limit: usize) -> GetOptions {
        let mut options = GetOptions::new();
        if !self.end.is_empty() {
            options = options.with_range(self.end.clone()).with_limit(i64::try_from(limit).unwrap_or(i64::MAX));
        }
        if self.want == Want::Keys {
            options = options.with_keys_only();
        }
        options.with_revision(signed(self.revision))
    }
}

/// Returns the first key after all that begin with a prefix.
pub(super) fn prefix_end(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if let Some(next) = last.checked_add(1) {
            end.push(next);
            return end;
        }
    }
    // etcd's way to say: to the end of all keys.
    vec![0]
}

pub(super) fn signed(revision: Revision) -> i64 {
    i64::try_from(revision).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(revision: i64) -> Revision {
    u64::try_from(revision).unwrap_or_default()
}

/// Chooses how many keys to ask for.
#[derive(Clone, Copy, Debug)]
struct Pace {
    limit: usize,
    page_bytes: usize,
}

impl Pace {
    /// Begins with little where values come, which may be large, and at once with most where names do.
    fn new(want: Want) -> Self {
        match want {
            Want::Values => Self { limit: FIRST_PAGE, page_bytes: PAGE_BYTES },
            Want::Keys => Self { limit: LARGEST_PAGE, page_bytes: PAGE_BYTES_OF_NAMES },
        }
    }

    fn learn(&mut self, entries: &[Entry]) {
        if entries.is_empty() {
            return;
        }
        let bytes: usize = entries.iter().map(|entry| entry.path.len() + entry.value.len() + ENTRY_BYTES).sum();
        let fitting = self.page_bytes / (bytes / entries.len()).max(1);
        // Grow step by step, shrink at once.
        self.limit = fitting.clamp(1, self.limit.saturating_mul(GROWTH)).min(LARGEST_PAGE);
    }
}

/// One answered page.
struct Page {
    revision: Revision,
    entries: Vec<Entry>,
    more: bool,
}

impl Page {
    fn new(mut answer: GetResponse, revision: Revision) -> Result<Self, StoreError> {
        let entries = answer.take_kvs().into_iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        // An empty page cannot be followed by another, whatever the answer says.
        let more = answer.more() && !entries.is_empty();
        Ok(Self { revision, entries, more })
    }
}

fn entry(kv: KeyValue) -> Result<Entry, StoreError> {
    let (version, expires) = (Version(unsigned(kv.mod_revision())), kv.lease() != 0);
    let (key, value) = kv.into_key_value();
    Ok(Entry { path: path(key)?, value, version, expires })
}

/// Makes a path of a key.
pub(super) fn path(key: Vec<u8>) -> Result<String, StoreError> {
    String::from_utf8(key).map_err(|error| StoreError::Malformed {
        at: error.as_bytes().escape_ascii().to_string(),
        why: "the key is not UTF-8".to_owned(),
    })
}

/// The pages of one span, at one revision; while one is used, the next is on its way.
pub(super) struct Pages {
    /// What has not been asked for; `None` when all was.
    next: Option<Span>,
    pace: Pace,
    ahead: Option<JoinHandle<Result<GetResponse, etcd_client::Error>>>,
}

impl Pages {
    fn new(span: Span) -> Self {
        Self { pace: Pace::new(span.want), next: Some(span), ahead: None }
    }

    /// Goes on after a first page that came by another way.
    fn after(mut span: Span, page: &Page) -> Self {
        let mut pace = Pace::new(span.want);
        pace.learn(&page.entries);
        span.revision = page.revision;
        let next = follow(span, page);
        Self { next, pace, ahead: None }
    }

    async fn next(&mut self, link: &mut Link) -> Result<Option<Page>, StoreError> {
        let Some(span) = self.next.take() else { return Ok(None) };
        let limit = self.pace.limit;
        let answer = match self.ahead.take() {
            // What was asked ahead and failed is asked again, by the rules of failover.
            Some(ahead) => match tokio::time::timeout(link.connection.timeout, ahead).await {
                Ok(Ok(Ok(answer))) => Some(answer),
                _ => None,
            },
            None => None,
        };
        let answer = match answer {
            Some(answer) => answer,
            None => {
                let deadline = link.deadline();
                link.ask(deadline, span.revision, |session| get(session, span.clone(), limit)).await?
            }
        };
        let revision = match span.revision {
            0 => revision(&answer)?,
            pinned => pinned,
        };
        let page = Page::new(answer, revision)?;
        self.pace.learn(&page.entries);
        self.next = follow(Span { revision, ..span }, &page);
        if let (Some(span), Some(session)) = (&self.next, link.session()) {
            self.ahead = Some(tokio::spawn(get(session, span.clone(), self.pace.limit)));
            // The caller leaves the runtime with the page: let the request get out first.
            catch_up().await;
        }
        Ok(Some(page))
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        if let Some(ahead) = &self.ahead {
            ahead.abort();
        }
    }
}

async fn get(session: Arc<Session>, span: Span, limit: usize) -> Result<GetResponse, etcd_client::Error> {
    let options = span.options(limit);
    session.kv.clone().get(span.start, Some(options)).await
}

fn follow(mut span: Span, page: &Page) -> Option<Span> {
    let last = page.entries.last().filter(|_| page.more)?;
    span.start = last.path.as_bytes().to_vec();
    // The smallest key after it.
    span.start.push(0);
    Some(span)
}

fn revision(answer: &GetResponse) -> Result<Revision, StoreError> {
    let header = answer.header().ok_or_else(|| headless("a range"))?;
    Ok(unsigned(header.revision()))
}

pub(super) fn headless(what: &str) -> StoreError {
    StoreError::Malformed { at: format!("the answer to {what}"), why: "it has no header".to_owned() }
}

/// Reads scopes at one moment.
pub(super) async fn read(link: &mut Link, scopes: &[Scope], want: Want) -> Result<Snapshot, StoreError> {
    read_from(link, scopes, want, 0).await
}

/// Reads scopes at a revision (0: the newest); where it is compacted away meanwhile, all over again at the newest.
pub(super) async fn read_from(
    link: &mut Link,
    scopes: &[Scope],
    want: Want,
    mut revision: Revision,
) -> Result<Snapshot, StoreError> {
    let mut attempt = 1;
    loop {
        match read_once(link, scopes, want, revision).await {
            Err(StoreError::Compacted { .. }) if attempt < ATTEMPTS => attempt += 1,
            other => return other,
        }
        revision = 0;
    }
}

async fn read_once(link: &mut Link, scopes: &[Scope], want: Want, revision: Revision) -> Result<Snapshot, StoreError> {
    let spans = scopes.iter().map(|scope| Ok(Span { revision, ..Span::new(scope, want)? }));
    let spans = spans.collect::<Result<Vec<_>, _>>()?;
    let mut entries = Vec::new();
    let revision = if let [span] = spans.as_slice() {
        let mut pages = Pages::new(span.clone());
        let mut revision = 0;
        while let Some(page) = pages.next(link).await? {
            revision = page.revision;
            entries.extend(page.entries);
        }
        revision
    } else {
        read_several(link, spans, revision, &mut entries).await?
    };
    Ok(Snapshot::new(revision, scopes.to_vec(), entries))
}

/// Asks for the first page of many spans in one transaction, and for the rest of the large ones by the page.
async fn read_several(
    link: &mut Link,
    mut spans: Vec<Span>,
    mut moment: Revision,
    entries: &mut Vec<Entry>,
) -> Result<Revision, StoreError> {
    if spans.is_empty() {
        // Nothing was asked for but the moment itself.
        spans.push(Span { start: b"/".to_vec(), end: Vec::new(), want: Want::Keys, revision: 0 });
    }
    for group in spans.chunks(MOST_AT_ONCE) {
        let limit = (2 * FIRST_PAGE / group.len()).max(64);
        let deadline = link.deadline();
        let answer = link
            .ask(deadline, moment, |session| {
                let gets: Vec<_> = group
                    .iter()
                    .map(|span| {
                        let span = Span { revision: moment, ..span.clone() };
                        let options = span.options(limit);
                        TxnOp::get(span.start, Some(options))
                    })
                    .collect();
                async move { session.kv.clone().txn(Txn::new().and_then(gets)).await }
            })
            .await?;
        if moment == 0 {
            moment = unsigned(answer.header().ok_or_else(|| headless("a transaction"))?.revision());
        }
        let answers = answer.op_responses();
        if answers.len() != group.len() {
            let why = format!("{} answers to {} reads", answers.len(), group.len());
            return Err(StoreError::Malformed { at: "the answer to a transaction".to_owned(), why });
        }
        for (span, answer) in group.iter().zip(answers) {
            let TxnOpResponse::Get(answer) = answer else {
                let why = "it answers a read with something else".to_owned();
                return Err(StoreError::Malformed { at: "the answer to a transaction".to_owned(), why });
            };
            let page = Page::new(answer, moment)?;
            let mut rest = Pages::after(span.clone(), &page);
            entries.extend(page.entries);
            while let Some(page) = rest.next(link).await? {
                entries.extend(page.entries);
            }
        }
    }
    Ok(moment)
}

/// Tells whether anything lies below a prefix.
pub(super) async fn holds(link: &mut Link, prefix: &str) -> Result<bool, StoreError> {
    let span = Span::new(&Scope::under(prefix), Want::Keys)?;
    let deadline = link.deadline();
    let answer = link.ask(deadline, 0, |session| get(session, span.clone(), 1)).await?;
    Ok(answer.count() > 0)
}

/// Hands the entries below some prefixes to `visit`, page by page, all of the revision of the first page. `visit` runs
/// outside of the runtime: it may well use another store, with a runtime of its own.
pub(super) fn walk(
    runtime: &Runtime,
    link: &mut Link,
    prefixes: &[&str],
    want: Want,
    visit: &mut dyn FnMut(Entry) -> bool,
) -> Result<Revision, StoreError> {
    let mut revision = 0;
    for prefix in prefixes {
        let mut pages = Pages::new(Span { revision, ..Span::new(&Scope::under(*prefix), want)? });
        while let Some(page) = runtime.block_on(pages.next(link))? {
            revision = page.revision;
            for entry in page.entries {
                if !visit(entry) {
                    return Ok(revision);
                }
            }
        }
    }
    Ok(revision)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ends_of_prefixes() {
        assert_eq!(prefix_end(b"/a/"), b"/a0");
        assert_eq!(prefix_end(b"/a\xff"), b"/b");
        assert_eq!(prefix_end(b"\xff\xff"), [0]);
    }

    fn entries(count: usize, bytes: usize) -> Vec<Entry> {
        (0..count)
            .map(|at| Entry { path: format!("/{at}"), value: vec![0; bytes], version: Version(1), expires: false })
            .collect()
    }

    #[test]
    fn pages_shrink_at_once_and_grow_step_by_step() {
        let mut pace = Pace::new(Want::Values);
        pace.learn(&entries(1, PAGE_BYTES));
        assert_eq!(pace.limit, 1);
        pace.learn(&entries(1, 100));
        assert_eq!(pace.limit, GROWTH);
        for _ in 0..10 {
            pace.learn(&entries(10, 0));
        }
        assert_eq!(pace.limit, LARGEST_PAGE);
        pace.learn(&[]);
        assert_eq!(pace.limit, LARGEST_PAGE);
    }

    proptest! {
        #[test]
        fn a_prefix_ends_after_all_that_begins_with_it(
            prefix in prop::collection::vec(any::<u8>(), 1..6),
            rest in prop::collection::vec(any::<u8>(), 0..6),
            other in prop::collection::vec(any::<u8>(), 1..6),
        ) {
            let end = prefix_end(&prefix);
            let below = [prefix.clone(), rest].concat();
            let unbounded = end == [0];
            prop_assert!(unbounded || below < end);
            if other >= prefix && !other.starts_with(&prefix) {
                prop_assert!(!unbounded && other >= end);
            }
        }

        #[test]
        fn pages_never_ask_for_nothing_or_for_too_much(sizes in prop::collection::vec((0usize..20, 0usize..100_000), 1..20)) {
            let mut pace = Pace::new(Want::Values);
            for (count, bytes) in sizes {
                pace.learn(&entries(count, bytes));
                prop_assert!((1..=LARGEST_PAGE).contains(&pace.limit));
            }
        }
    }
}
