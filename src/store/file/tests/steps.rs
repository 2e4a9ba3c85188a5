//! A commit ended after each single thing that the database does to its file: by a crash, which leaves what was synced and any part of the
//! rest, and by a disk that takes no more.

use std::io;
use std::sync::Mutex;

use redb::{Database, StorageBackend};

use super::*;

/// What a database does to its file.
#[derive(Clone, Debug)]
enum Step {
    Length(u64),
    Write(u64, Vec<u8>),
    Sync,
}

/// A file in memory that remembers how it became what it is, and may be full.
#[derive(Clone, Debug, Default)]
struct Disk(Arc<Mutex<Inside>>);

#[derive(Debug, Default)]
struct Inside {
    bytes: Vec<u8>,
    steps: Vec<Step>,
    /// How many more steps it takes; `None` for as many as there are.
    room: Option<usize>,
}

impl Inside {
    fn apply(&mut self, step: &Step) {
        match step {
            Step::Length(length) => self.bytes.resize(usize::try_from(*length).unwrap(), 0),
            Step::Write(at, data) => {
                let at = usize::try_from(*at).unwrap();
                // Beyond the end, as where a file was to be longer first and that was lost.
                if self.bytes.len() < at + data.len() {
                    self.bytes.resize(at + data.len(), 0);
                }
                self.bytes[at..at + data.len()].copy_from_slice(data);
            }
            Step::Sync => {}
        }
    }

    fn take(&mut self, step: Step) -> Result<(), io::Error> {
        if self.room == Some(0) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.room = self.room.map(|room| room - 1);
        self.apply(&step);
        self.steps.push(step);
        Ok(())
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> Result<u64, io::Error> {
        Ok(self.0.lock().unwrap().bytes.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        let inside = self.0.lock().unwrap();
        let offset = usize::try_from(offset).unwrap();
        let found = inside.bytes.get(offset..offset + out.len());
        out.copy_from_slice(found.ok_or(io::Error::from(io::ErrorKind::UnexpectedEof))?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> Result<(), io::Error> {
        self.0.lock().unwrap().take(Step::Length(len))
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        self.0.lock().unwrap().take(Step::Sync)
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        self.0.lock().unwrap().take(Step::Write(offset, data.to_vec()))
    }
}

const KEYS: usize = 150;

fn database(disk: &Disk) -> Result<Database, redb::DatabaseError> {
    redb::Builder::new().create_with_backend(disk.clone())
}

/// Every key with its version and value.
fn content(database: &Database) -> (Revision, Vec<Entry>) {
    let view = View::open(database, Path::new("disk")).unwrap();
    (view.revision, view.page("/", None, usize::MAX, Want::Values).unwrap().0)
}

/// A batch that changes, makes and removes keys.
fn batch(entries: &[Entry]) -> Batch {
    let mut batch = Batch::default();
    for (at, entry) in entries.iter().enumerate() {
        match at % 3 {
            0 => batch.delete(entry.path.clone(), entry.version, None),
            _ => batch.replace(entry.path.clone(), entry.version, vec![b'b'; 400]),
        }
    }
    (0..KEYS).for_each(|at| batch.create(format!("/calico/new/{at}"), vec![b'c'; 300]));
    batch
}

/// A store with keys, closed well, and a batch for it.
fn start() -> (Vec<u8>, Batch) {
    let disk = Disk::default();
    let made = database(&disk).unwrap();
    database::initialize(&made).unwrap();
    let mut first = Batch::default();
    (0..KEYS).for_each(|at| first.create(format!("/calico/old/{at}"), vec![b'a'; 350]));
    assert!(matches!(database::write(&made, &first).unwrap(), Written::Landed(1)));
    let batch = batch(&content(&made).1);
    drop(made);
    let bytes = disk.0.lock().unwrap().bytes.clone();
    (bytes, batch)
}

fn disk(bytes: &[u8], room: Option<usize>) -> Disk {
    Disk(Arc::new(Mutex::new(Inside { bytes: bytes.to_vec(), steps: Vec::new(), room })))
}

/// What the batch does to the file, step by step, from opening it to closing it; what is there before and after; and after how many steps
/// the batch was answered.
#[expect(clippy::type_complexity)]
fn steps(bytes: &[u8], batch: &Batch) -> (Vec<Step>, (Revision, Vec<Entry>), (Revision, Vec<Entry>), usize) {
    let disk = disk(bytes, None);
    let database = database(&disk).unwrap();
    let before = content(&database);
    assert!(matches!(database::write(&database, batch).unwrap(), Written::Landed(2)));
    let answered = disk.0.lock().unwrap().steps.len();
    let after = content(&database);
    drop(database);
    let steps = std::mem::take(&mut disk.0.lock().unwrap().steps);
    (steps, before, after, answered)
}

#[test]
fn a_crash_after_each_step_leaves_before_or_after() {
    let (bytes, batch) = start();
    let (steps, before, after, answered) = steps(&bytes, &batch);
    assert!(steps.len() > 20 && before != after, "{}", steps.len());
    let mut random = fastrand::Rng::with_seed(3);
    let mut landed = 0;
    for count in 0..=steps.len() {
        let synced = steps[..count].iter().rposition(|step| matches!(step, Step::Sync)).map_or(0, |at| at + 1);
        // The process is killed, and all it has written is there; the host goes down, and none of what was not synced is, or a part.
        for kept in [1.0, 0.0, 0.5] {
            let mut inside = Inside { bytes: bytes.clone(), ..Inside::default() };
            steps[..synced].iter().for_each(|step| inside.apply(step));
            steps[synced..count].iter().filter(|_| random.f64() < kept).for_each(|step| inside.apply(step));
            let crashed = Disk(Arc::new(Mutex::new(inside)));
            let database = database(&crashed).unwrap();
            let now = content(&database);
            assert!(now == before || now == after, "after {count} steps, {kept} of the last ones: revision {}", now.0);
            // What was answered stays.
            assert!(now == after || count < answered, "after {count} of {} steps", steps.len());
            landed += usize::from(now == after);
            // And the store can be written.
            assert!(now == after || matches!(database::write(&database, &batch).unwrap(), Written::Landed(2)));
        }
    }
    assert!(landed > 0);
}

#[test]
fn a_disk_that_is_full_after_each_step_loses_nothing() {
    let (bytes, batch) = start();
    let (steps, before, after, answered) = steps(&bytes, &batch);
    let mut refused = 0;
    for room in 0..steps.len() {
        let disk = disk(&bytes, Some(room));
        let opened = database(&disk);
        let written = opened.map_err(redb::Error::from).and_then(|database| database::write(&database, &batch));
        match written {
            Ok(written) => assert!(matches!(written, Written::Landed(2))),
            Err(error) => {
                refused += 1;
                let error = failure(Path::new("disk"), error);
                assert!(matches!(error, StoreError::ReadOnly { .. }), "{room}: {error:?}");
            }
        }
        disk.0.lock().unwrap().room = None;
        let database = database(&disk).unwrap();
        let now = content(&database);
        assert!(now == before || now == after, "with room for {room} steps: revision {}", now.0);
        assert!(now == after || room < answered);
        assert!(now == after || matches!(database::write(&database, &batch).unwrap(), Written::Landed(2)));
        assert_eq!(content(&database), after);
    }
    assert!(refused > 20, "{refused}");
}
