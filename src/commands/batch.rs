//! `calicross batch`

use std::io::Read;
use std::path::PathBuf;

use clap::Args;

use crate::error::{CommandError, ErrorKind};
use crate::model::shell::split_words;
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::settle::Extra;
use crate::session::{Action, LineParser, Outcome, ReadCommand, Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `batch`.
#[derive(Args, Debug)]
pub struct BatchArgs {
    /// File of commands, one a line; - is stdin
    #[arg(short, long, value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    write: WriteArgs,
}

/// One command of the batch, and where it stands.
struct Line {
    place: String,
    command: Box<dyn WriteCommand>,
}

impl ReadCommand for BatchArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let lines = self.parse(session)?;
        let mut scopes: Vec<Scope> = lines.iter().flat_map(|line| line.command.scopes()).collect();
        scopes.sort();
        scopes.dedup();
        session.settle(&scopes, &self.write, &Extra::default(), &|snapshot| compose(&lines, snapshot))
    }
}

impl BatchArgs {
    /// Parses every line before anything is done.
    fn parse(&self, session: &Session) -> Result<Vec<Line>, CommandError> {
        let (name, text) = self.read()?;
        let (mut lines, mut parser) = (Vec::new(), (session.line_parser)());
        for (at, line) in text.lines().enumerate() {
            let place = format!("{name}:{}", at + 1);
            if line.trim_start().is_empty() || line.trim_start().starts_with('#') {
                continue;
            }
            let command = parse_line(&mut parser, line).map_err(|err| err.within(&place))?;
            lines.push(Line { place, command });
        }
        Ok(lines)
    }

    fn read(&self) -> Result<(String, String), CommandError> {
        let stdin = self.file.as_os_str() == "-";
        let name = if stdin { "stdin".to_owned() } else { self.file.display().to_string() };
        let mut bytes = Vec::new();
        let read = if stdin {
            std::io::stdin().lock().read_to_end(&mut bytes)
        } else {
            std::fs::File::open(&self.file).and_then(|mut file| file.read_to_end(&mut bytes))
        };
        read.map_err(|err| CommandError::new(ErrorKind::NotFound, format!("batch file {name}: {err}")))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| CommandError::new(ErrorKind::BadData, format!("batch file {name} is not UTF-8")))?;
        Ok((name, text))
    }
}

fn parse_line(parser: &mut LineParser, line: &str) -> Result<Box<dyn WriteCommand>, CommandError> {
    let usage = |why: &str| CommandError::new(ErrorKind::Usage, why);
    let words = split_words(line).map_err(|why| usage(&why))?;
    let Action::Write(command) = parser(words)? else {
        return Err(usage("only commands that write by a plan can stand in a batch")
            .hint("those are the verbs that change something, such as those of profile, endpoint and key"));
    };
    if command.needs_input() {
        return Err(usage("a command that reads stdin or a file, or starts an editor, cannot stand in a batch"));
    }
    if !command.options().is_default() {
        return Err(usage("options of commands that write go on `batch` itself")
            .hint("such as --dry-run, --yes, --force, --reason: they hold for all of its lines"));
    }
    Ok(command)
}

/// Plans each line on what the lines before it leave.
fn compose(lines: &[Line], snapshot: &Snapshot) -> Result<Plan, CommandError> {
    let mut whole = Plan::new();
    let mut any = false;
    for line in lines {
        let present = whole.applied_to(snapshot, &line.command.scopes());
        let mut plan = line.command.plan(&present).map_err(|err| err.within(&line.place))?;
        for obstacle in &mut plan.obstacles {
            obstacle.why = format!("{} ({})", obstacle.why, line.place);
        }
        any |= !plan.is_empty();
        whole.then(plan);
    }
    if any && whole.is_empty() {
        whole.say("all in all unchanged");
    }
    Ok(whole)
}
