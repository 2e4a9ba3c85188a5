//! One run of a command: its settings, the datastore opened on first use, the way out.

pub mod cache;
pub mod config;
pub mod editor;
pub mod env;
pub mod guard;
pub mod impact;
pub mod journal;
pub mod options;
pub mod peer;
pub mod pick;
pub mod settings;
pub mod settle;
pub mod state;
pub mod ui;
mod wait;

use std::sync::mpsc;
use std::time::Duration;

use crate::error::{CommandError, ErrorKind};
use crate::inventory;
use crate::model::openstack::Names;
use crate::model::shell::command_line;
use crate::plan::Plan;
use crate::plan::saved::Target;
use crate::render::Format;
use crate::store::connection::Connection;
use crate::store::open::{self, Opened};
use crate::store::{Entry, Kind, Scope, Snapshot, Store, Want};

use options::{DatastoreChoice, WriteArgs};
use settings::Settings;
use ui::Ui;

/// Where Calico keeps the name of a cluster.
const CLUSTER_GUID: &str = "/calico/v1/config/ClusterGUID";

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or the answer is yes.
    Yes,
    /// The answer is no: exit code 1.
    No,
}

/// A command that writes: what it reads, and what it then means to do. Both are pure, so that `batch` can put several
/// together and a conflict can be planned anew.
pub trait WriteCommand {
    /// Returns how the change is wanted.
    fn options(&self) -> &WriteArgs;

    /// Takes in what comes from outside the datastore, such as stdin or an editor; `settle` calls it once, `batch` refuses
    /// commands that need it ([`WriteCommand::needs_input`]).
    ///
    /// # Errors
    /// Where the input cannot be had or is wrong.
    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        let _ = session;
        Ok(())
    }

    /// Tells whether the command reads stdin or a file, or asks an editor.
    fn needs_input(&self) -> bool {
        false
    }

    /// Returns what has to be read to decide.
    fn scopes(&self) -> Vec<Scope>;

    /// Works out what to write. Touches neither the datastore nor the terminal.
    ///
    /// # Errors
    /// Where it cannot be done as asked.
    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError>;
}

/// A command that does something other than write by a plan of its own.
pub trait ReadCommand {
    /// Runs it.
    ///
    /// # Errors
    /// Where it failed.
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError>;
}

/// A command that needs neither datastore nor settings.
pub trait PlainCommand {
    /// Runs it; `tree` makes the tree of words and options.
    ///
    /// # Errors
    /// Where it failed.
    fn run(&self, ui: &Ui, tree: fn() -> clap::Command) -> Result<Outcome, CommandError>;
}

/// A command, ready to run.
pub enum Action {
    /// It writes, by way of [`settle`].
    Write(Box<dyn WriteCommand>),
    /// It asks the datastore, or writes in a way of its own.
    Read(Box<dyn ReadCommand>),
    /// It needs neither datastore nor settings.
    Plain(Box<dyn PlainCommand>),
}

/// Makes commands of lines of words, in either order.
pub type LineParser = Box<dyn FnMut(Vec<String>) -> Result<Action, CommandError>>;

/// One run of a command.
pub struct Session {
    /// What it runs with.
    pub settings: Settings,
    /// The way out.
    pub ui: Ui,
    /// Its words without connection options and secrets, for the journal.
    pub command: Vec<String>,
    /// Makes what parses the lines of a batch.
    pub line_parser: fn() -> LineParser,
    /// The journal entry of the change that landed last; `None` before one did, and without a journal.
    pub last_entry: Option<uuid::Uuid>,
    opened: Option<Opened>,
    cluster_guid: Option<Option<String>>,
}

/// Opens the datastore that settings name. `wait` is how long to wait for others that hold the embedded store; `command`,
/// its words, is what they are shown about us.
///
/// # Errors
/// Where it cannot be reached, or which one is meant cannot be told.
pub fn open(settings: &Settings, wait: Duration, command: &[String]) -> Result<Opened, CommandError> {
    let connection = || settings.connection.clone();
    Ok(match (settings.datastore, &settings.path) {
        (DatastoreChoice::Auto, _) => open::auto(&connection())?,
        (DatastoreChoice::Etcdv2, _) => open::etcd(Kind::Etcdv2, connection())?,
        (DatastoreChoice::Etcdv3, _) => open::etcd(Kind::Etcdv3, connection())?,
        (DatastoreChoice::File, Some(path)) => open::file(path.clone(), wait, &command_line(command))?,
        (DatastoreChoice::File, None) => {
            return Err(CommandError::new(ErrorKind::Usage, "the embedded store has no file").hint("--path names it"));
        }
    })
}

impl Session {
    /// Makes a session; nothing is opened yet.
    pub fn new(settings: Settings, ui: Ui, command: Vec<String>, line_parser: fn() -> LineParser) -> Self {
        Self { settings, ui, command, line_parser, last_entry: None, opened: None, cluster_guid: None }
    }

    /// Opens one API of an etcd, for what is not about its keys.
    ///
    /// # Errors
    /// Where the connection's files cannot be read.
    pub fn open_api(&self, kind: Kind, connection: Connection) -> Result<Box<dyn Store + Send>, CommandError> {
        Ok(open::etcd(kind, connection)?.store)
    }

    fn opened(&mut self) -> Result<&mut Opened, CommandError> {
        if self.opened.is_none() {
            // Commands queue for the file: each may need as long as a change may take to land.
            let opened = open(&self.settings, self.settings.commit_timeout, &self.command)?;
            self.ui.detail(&format!("opened {} at {}", opened.store.kind(), opened.store.address()));
            if let Some(doubt) = &opened.doubt {
                self.ui.warn(&format!("{doubt}; reading {}", opened.store.kind()));
            }
            self.opened = Some(opened);
        }
        self.opened.as_mut().ok_or_else(|| CommandError::new(ErrorKind::Unreachable, "no datastore"))
    }

    /// Returns the datastore, opened.
    ///
    /// # Errors
    /// Where it cannot be reached, or which one is meant cannot be told.
    pub fn store(&mut self) -> Result<&mut dyn Store, CommandError> {
        Ok(self.opened()?.store.as_mut())
    }

    /// Opens the same etcd once more, for what goes on beside reading and writing.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn another_store(&mut self) -> Result<Box<dyn Store + Send>, CommandError> {
        let kind = self.store()?.kind();
        Ok(open::etcd(kind, self.settings.connection.clone())?.store)
    }

    /// Refuses to write where it is not certain that this keyspace is the one that Calico reads.
    ///
    /// # Errors
    /// Exit code 3, with the doubt.
    pub fn check_certain(&mut self) -> Result<(), CommandError> {
        let opened = self.opened()?;
        if let Some(what) = &opened.read_only {
            return Err(CommandError::new(ErrorKind::Refused, format!("nothing is written: {what}"))
                .hint("`calicross restore` puts it into a datastore; --dry-run works on it"));
        }
        let Some(doubt) = &opened.doubt else { return Ok(()) };
        Err(CommandError::new(ErrorKind::Refused, format!("nothing is written: {doubt}"))
            .hint("the Calico components of this data model read the v2 API only; name the one you mean with --datastore etcdv2 or etcdv3"))
    }

    /// Returns what has to be agreed to before anything is changed in a protected context.
    fn protected(&self) -> Option<String> {
        let context = self.settings.context.as_deref().filter(|_| self.settings.protected)?;
        Some(format!("changes the protected context {context}"))
    }

    /// Asks in a protected context before something that is no plan.
    ///
    /// # Errors
    /// Exit code 3 where nobody agrees.
    pub fn confirm_protected(&self, what: &str, yes: bool) -> Result<(), CommandError> {
        let Some(question) = self.protected().filter(|_| !yes) else { return Ok(()) };
        let question = format!("{question}: {what}");
        if !self.ui.can_ask() {
            let message = format!("not confirmed: {question}");
            return Err(CommandError::new(ErrorKind::Unconfirmed, message).hint("--yes answers it"));
        }
        self.ui.warn(&question);
        if self.ui.confirm("go on?")? {
            return Ok(());
        }
        Err(CommandError::new(ErrorKind::Unconfirmed, "not confirmed; nothing is removed"))
    }

    /// Returns why it is not certain that this keyspace is the one that was meant; `None` where it is.
    ///
    /// # Errors
    /// Where the datastore cannot be opened.
    pub fn doubt(&mut self) -> Result<Option<String>, CommandError> {
        Ok(self.opened()?.doubt.clone())
    }

    /// Returns which APIs of the same etcd hold `/calico/v1`; for a file, the file where it does.
    ///
    /// # Errors
    /// Where the datastore cannot be asked.
    pub fn apis_with_data(&mut self) -> Result<Vec<Kind>, CommandError> {
        let store = self.store()?;
        let kind = store.kind();
        let here = open::holds_calico(store)?;
        let other = match kind {
            Kind::File => None,
            Kind::Etcdv2 => Some(Kind::Etcdv3),
            Kind::Etcdv3 => Some(Kind::Etcdv2),
        };
        // An API that is off, or closed to us, is none that we can tell of.
        let there = other.filter(|kind| {
            let opened = open::etcd(*kind, self.settings.connection.clone());
            opened.is_ok_and(|mut opened| open::holds_calico(opened.store.as_mut()).unwrap_or(false))
        });
        Ok(here.then_some(kind).into_iter().chain(there).collect())
    }

    /// Reads scopes at one moment.
    ///
    /// # Errors
    /// Where the datastore cannot be read.
    pub fn read(&mut self, scopes: &[Scope]) -> Result<Snapshot, CommandError> {
        let waiting = self.ui.waiting("reading");
        // What many parts of a plan want to see is read once.
        let snapshot = self.store()?.read(&Scope::outermost(scopes), Want::Values);
        drop(waiting);
        Ok(snapshot?)
    }

    /// Reads the names that were imported. They are there to be shown: where they cannot be read, by themselves or for want of the
    /// right to, that is a warning.
    ///
    /// They are read apart from /calico, which need not be of the same moment, so that who may read only that is shown the rest.
    ///
    /// # Errors
    /// Where the datastore cannot be read.
    pub fn names(&mut self) -> Result<Names, CommandError> {
        let snapshot = match self.read(&[inventory::scope_of_names()]) {
            Err(err) if err.kind() == ErrorKind::Denied => {
                self.ui.warn(&format!("imported names are not shown: {}", err.message()));
                return Ok(Names::default());
            }
            other => other?,
        };
        let (names, malformed) = inventory::names(&snapshot);
        for (path, why) in malformed {
            self.ui.warn(&format!("the names at {path} are not shown: {why}"));
        }
        Ok(names)
    }

    /// Reads what lies below a directory, and hands it on while the rest is on its way: in path order and all from one moment,
    /// without holding it. What makes rows of it and what fetches it work side by side.
    ///
    /// # Errors
    /// Where the datastore cannot be read, which `work` sees as an early end; else what `work` returns.
    pub fn read_along<T>(
        &mut self,
        directory: &str,
        work: impl FnOnce(&Ui, &mut dyn Iterator<Item = Entry>) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        // Entries that travel together, and how many such parcels may be on their way: some MiB of endpoints.
        const PARCEL: usize = 256;
        const PARCELS: usize = 32;
        self.store()?;
        let (store, ui) = (self.opened.as_mut().map(|opened| opened.store.as_mut()), &self.ui);
        let Some(store) = store else { return work(ui, &mut std::iter::empty()) };
        let (sender, receiver) = mpsc::sync_channel::<Vec<Entry>>(PARCELS);
        std::thread::scope(|scope| {
            // What prints as it reads shows by itself that it goes on.
            let waiting = matches!(ui.format(), Format::Table | Format::Wide).then(|| ui.waiting("reading"));
            let reader = scope.spawn(move || {
                let mut parcel = Vec::with_capacity(PARCEL);
                // Where nobody listens any more, as `head` behind a pipe, the rest is not read.
                let read = store.scan(&format!("{directory}/"), Want::Values, &mut |entry| {
                    parcel.push(entry);
                    parcel.len() < PARCEL
                        || sender.send(std::mem::replace(&mut parcel, Vec::with_capacity(PARCEL))).is_ok()
                });
                drop(waiting);
                if read.is_ok() {
                    let _ = sender.send(parcel);
                }
                read
            });
            let done = work(ui, &mut receiver.into_iter().flatten());
            // The iterator is gone with the receiver, so the reader ends.
            match reader.join() {
                Ok(Ok(_)) => done,
                Ok(Err(err)) => Err(err.into()),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// Returns Calico's name of the cluster, where it has one; read once.
    ///
    /// # Errors
    /// Where the datastore cannot be read.
    pub fn cluster_guid(&mut self) -> Result<Option<String>, CommandError> {
        if self.cluster_guid.is_none() {
            let snapshot = self.read(&[Scope::key(CLUSTER_GUID)])?;
            let guid = snapshot.get(CLUSTER_GUID).map(|entry| String::from_utf8_lossy(&entry.value).into_owned());
            self.cluster_guid = Some(guid);
        }
        Ok(self.cluster_guid.clone().flatten())
    }

    /// Says which datastore a plan is made for.
    ///
    /// # Errors
    /// Where the datastore cannot be asked.
    pub fn target(&mut self) -> Result<Target, CommandError> {
        let cluster_guid = self.cluster_guid()?;
        let store = self.store()?;
        Ok(Target { kind: store.kind(), identity: store.identity()?, address: store.address(), cluster_guid })
    }
}
