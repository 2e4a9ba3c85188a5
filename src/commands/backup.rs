//! `calicross backup`

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::error::{CommandError, ErrorKind};
use crate::session::{Outcome, ReadCommand, Session, settle};
use crate::store::backup::{Header, SCHEMA, Trailer, Writer};
use crate::store::{Kind, Revision, Store, StoreError, Want, check_path};

/// The `schema` of what is told of a backup.
const RESULT: &str = "calicross/backup-result/1";

/// All that Calico and calicross keep.
const ALL: [&str; 2] = ["/calico/", "/calicross/"];

/// How often a backup begins anew where etcd forgets the moment that is being read.
const ATTEMPTS: usize = 3;

/// Bytes that are written at once.
const CHUNK: usize = 1 << 20;

/// Arguments of `backup`.
#[derive(Args, Debug)]
pub struct BackupArgs {
    /// The file to write; - is stdout
    file: PathBuf,

    /// Only what lies below a directory; may be repeated [default: /calico and /calicross]
    #[arg(long, value_name = "DIRECTORY", value_parser = parse_prefix)]
    prefix: Vec<String>,

    /// Replace a file that is there
    #[arg(long)]
    overwrite: bool,
}

/// What was backed up.
#[derive(Serialize)]
struct BackupDoc {
    file: String,
    time: String,
    kind: Kind,
    address: String,
    prefixes: Vec<String>,
    keys: u64,
    expiring: u64,
    directories: u64,
    revision: Revision,
    bytes: u64,
    sha256: String,
}

/// Reads a directory of keys, with or without its trailing `/`.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn parse_prefix(text: &str) -> Result<String, String> {
    let path = text.strip_suffix('/').unwrap_or(text);
    check_path(path).map_err(|why| format!("{text} {why}"))?;
    Ok(format!("{path}/"))
}

/// Sorts directories and leaves out those that lie in another.
pub(super) fn outermost(mut prefixes: Vec<String>) -> Vec<String> {
    prefixes.sort_unstable();
    prefixes.dedup_by(|later, first| later.starts_with(first.as_str()));
    prefixes
}

impl ReadCommand for BackupArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let prefixes = if self.prefix.is_empty() { ALL.map(str::to_owned).to_vec() } else { self.prefix.clone() };
        let prefixes = outermost(prefixes);
        let cluster_guid = session.cluster_guid()?;
        let store = session.store()?;
        let header = Header {
            schema: SCHEMA.to_owned(),
            time: settle::now(),
            program: format!("calicross {}", env!("CARGO_PKG_VERSION")),
            kind: store.kind(),
            address: store.address(),
            identity: store.identity()?,
            cluster_guid,
            prefixes,
        };
        let waiting = session.ui.waiting("backing up");
        let written = if self.file.as_os_str() == "-" {
            let out = session.ui.writer();
            let written = write(session.store()?, &header, out);
            written.map(|(_, trailer, bytes)| (trailer, bytes)).map_err(CommandError::from)
        } else {
            self.write_file(session.store()?, &header)
        };
        drop(waiting);
        let (trailer, bytes) = written?;
        let Header { time, kind, address, prefixes, .. } = header;
        let Trailer { keys, expiring, directories, revision, sha256 } = trailer;
        let file = self.file.display().to_string();
        let doc =
            BackupDoc { file, time, kind, address, prefixes, keys, expiring, directories, revision, bytes, sha256 };
        if self.file.as_os_str() == "-" {
            session.ui.status(&told(&doc));
        } else {
            session.ui.object(RESULT, &doc, &mut |out| writeln!(out, "{}", crate::render::printable(&told(&doc))))?;
        }
        Ok(Outcome::Yes)
    }
}

/// What was backed up, as a line.
fn told(doc: &BackupDoc) -> String {
    let keys = |count: u64| if count == 1 { "1 key".to_owned() } else { format!("{count} keys") };
    let mut line = format!("{} of {} at {} backed up to {}", keys(doc.keys), doc.kind, doc.address, doc.file);
    if doc.directories > 0 {
        line.push_str(&format!(", with {} empty directories", doc.directories));
    }
    if doc.expiring > 0 {
        line.push_str(&format!("; {} with a time to live, which are not restored", keys(doc.expiring)));
    }
    line
}

impl BackupArgs {
    /// Writes the file under another name first: a backup that has its name is whole.
    fn write_file(&self, store: &mut dyn Store, header: &Header) -> Result<(Trailer, u64), CommandError> {
        let path = &self.file;
        let failed = |err: &dyn std::fmt::Display| {
            CommandError::new(ErrorKind::Refused, format!("cannot write the backup {}: {err}", path.display()))
        };
        match std::fs::symlink_metadata(path) {
            Ok(found) if !found.is_file() => return Err(failed(&"is not a regular file")),
            Ok(_) if !self.overwrite => return Err(there(path)),
            _ => {}
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(failed(&format!("there is no folder {}", folder.display())));
        }
        // It is made with access for its owner only.
        let temporary = tempfile::Builder::new().prefix(".calicross-backup-").tempfile_in(folder);
        let temporary = temporary.map_err(|err| failed(&err))?;
        let mut attempt = 1;
        let (trailer, bytes) = loop {
            let mut file = temporary.as_file();
            file.rewind().and_then(|()| file.set_len(0)).map_err(|err| failed(&err))?;
            match write(store, header, BufWriter::with_capacity(CHUNK, file)) {
                Ok((_, trailer, bytes)) => break (trailer, bytes),
                Err(Failure::Store(StoreError::Compacted { .. })) if attempt < ATTEMPTS => attempt += 1,
                Err(Failure::Store(err)) => return Err(err.into()),
                Err(Failure::Output(err)) => return Err(failed(&err)),
            }
        };
        temporary.as_file().sync_all().map_err(|err| failed(&err))?;
        if self.overwrite {
            temporary.persist(path).map_err(|err| failed(&err.error))?;
        } else if let Err(err) = temporary.persist_noclobber(path) {
            return Err(if err.error.kind() == io::ErrorKind::AlreadyExists {
                there(path)
            } else {
                failed(&err.error)
            });
        }
        // The name should outlive a crash, too; not every file system can promise that.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
        Ok((trailer, bytes))
    }
}

fn there(path: &Path) -> CommandError {
    CommandError::new(ErrorKind::Exists, format!("{} is there already", path.display()))
        .object(format!("file {}", path.display()))
        .hint("--overwrite replaces it")
}

/// Why a backup was not written.
enum Failure {
    Store(StoreError),
    Output(io::Error),
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Store(err) => err.into(),
            Failure::Output(err) => err.into(),
        }
    }
}

/// Writes every key of the header's prefixes, all of one moment.
fn write<W: Write>(store: &mut dyn Store, header: &Header, out: W) -> Result<(W, Trailer, u64), Failure> {
    let prefixes: Vec<&str> = header.prefixes.iter().map(String::as_str).collect();
    let mut writer = Writer::begin(out, header).map_err(Failure::Output)?;
    let mut failed = None;
    let walked = store.walk(&prefixes, Want::Values, &mut |entry| match writer.key(&entry) {
        Ok(()) => true,
        Err(err) => {
            failed = Some(err);
            false
        }
    });
    if let Some(err) = failed {
        return Err(Failure::Output(err));
    }
    let walked = walked.map_err(Failure::Store)?;
    let mut end = || {
        for directory in &walked.empty_dirs {
            writer.directory(directory)?;
        }
        Ok(())
    };
    end().map_err(Failure::Output)?;
    writer.end(walked.revision).map_err(Failure::Output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories() {
        assert_eq!(parse_prefix("/calico/v1").unwrap(), "/calico/v1/");
        assert_eq!(parse_prefix("/calico/v1/").unwrap(), "/calico/v1/");
        for bad in ["", "/", "calico", "/calico//v1", "/calico/../x", "/calico/v1//"] {
            assert!(parse_prefix(bad).is_err(), "{bad}");
        }
        let of = |prefixes: &[&str]| outermost(prefixes.iter().map(|prefix| (*prefix).to_owned()).collect());
        assert_eq!(of(&["/c/v1/", "/c/", "/ca/", "/c/"]), ["/c/", "/ca/"]);
        assert_eq!(of(&["/c/v1-a/", "/c/v1/"]), ["/c/v1-a/", "/c/v1/"]);
    }
}
