//! The command line: words in, an exit code out.

pub mod app;
pub mod complete;
mod pick;
pub mod words;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind as ClapErrorKind};
use clap::parser::ValueSource;
use clap::{ArgMatches, FromArgMatches, ValueEnum};

use crate::calicoctl;
use crate::commands::access;
use crate::error::{CommandError, ErrorKind};
use crate::session::env;
use crate::session::options::ColorChoice;
use crate::session::settings::Settings;
use crate::session::ui::{Ui, UiSettings};
use crate::session::{Action, LineParser, Outcome, Session};

use app::App;

/// Runs the program and returns its exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut argv = Vec::new();
    for arg in args {
        match arg.into_string() {
            Ok(arg) => argv.push(arg),
            // A shell asks about a line as it stands.
            Err(arg) if env::COMPLETE.get().is_some() => argv.push(arg.to_string_lossy().into_owned()),
            Err(arg) => {
                let error =
                    CommandError::new(ErrorKind::Usage, format!("a word is not UTF-8: {}", arg.to_string_lossy()));
                return fail(&plain_ui(), &error);
            }
        }
    }
    if env::WAY_BACK.get().is_some() {
        return access::way_back::main();
    }
    if let Some((program, words)) = argv.split_first()
        && let Some(words) = calicoctl::spoken(program, words)
    {
        return match app::variables() {
            Ok(variables) => calicoctl::run(words, variables),
            Err(err) => fail(&plain_ui(), &usage_error(&err, &argv)),
        };
    }
    if let Some(shell) = env::COMPLETE.get() {
        return complete::answer(&shell, argv.get(1..).unwrap_or_default());
    }
    let command = app::command();
    let argv = words::verb_first(&command, argv);
    let mut gap = None;
    let parsed = parse(&command, &argv).or_else(|err| {
        let Some(found) = pick::Gap::of(&command, &argv, &err).filter(|_| usage_ui(&argv).can_pick()) else {
            return Err(err);
        };
        let parsed = parse(&command, &found.placeholders()).map_err(|_| err)?;
        gap = Some(found);
        Ok(parsed)
    });
    let (matches, app) = match parsed {
        Ok(parsed) => parsed,
        Err(err) => return usage(&err, &argv),
    };
    let ui = Ui::new(UiSettings {
        output: app.global.output.clone(),
        jq: app.global.jq.clone(),
        no_headers: app.global.no_headers,
        sort_by: app.global.sort_by.clone(),
        filters: app.global.filter.clone(),
        color: app.global.color.unwrap_or_default(),
        quiet: app.global.quiet,
        verbose: app.global.verbose,
        mute: false,
    });
    let deepest = deepest(&matches);
    let typed =
        |id: &str| deepest.try_contains_id(id).is_ok_and(|known| known).then(|| deepest.value_source(id)).flatten();
    let action = app.command.into_action();
    let settings = match &action {
        // Nothing that needs no datastore should fail for want of one.
        Action::Plain(_) => None,
        _ => match Settings::resolve(&app.global, &typed) {
            Ok(settings) => Some(settings),
            Err(error) => return fail(&ui, &error),
        },
    };
    let journal_words = words::for_journal(&command, &argv);
    let result = match (action, settings) {
        (Action::Plain(command), _) => command.run(&ui, app::command),
        (action, Some(settings)) => {
            let mut session = Session::new(settings, ui, journal_words, line_parser);
            let action = match gap.map(|gap| complete(gap, &command, &mut session)) {
                None => action,
                Some(Ok(action)) => action,
                Some(Err(error)) => return fail(&session.ui, &error),
            };
            let result = match action {
                Action::Write(mut command) => session.run_write(command.as_mut()),
                Action::Read(command) => command.run(&mut session),
                Action::Plain(command) => command.run(&session.ui, app::command),
            };
            return end(result, &session.ui);
        }
        (_, None) => Ok(Outcome::Yes),
    };
    end(result, &ui)
}

/// Parses words that stand in our order.
fn parse(command: &clap::Command, argv: &[String]) -> Result<(ArgMatches, App), clap::Error> {
    let matches = command.clone().try_get_matches_from(argv)?;
    let app = App::from_arg_matches(&matches)?;
    Ok((matches, app))
}

/// Asks for the words that a line lacks, and makes the command that it then is.
fn complete(gap: pick::Gap, command: &clap::Command, session: &mut Session) -> Result<Action, CommandError> {
    let argv = gap.fill(session)?;
    let (_, app) = parse(command, &argv).map_err(|err| usage_error(&err, &argv))?;
    session.command = words::for_journal(command, &argv);
    Ok(app.command.into_action())
}

/// Returns what was found at the last command of the words: clap keeps the values of global options there.
fn deepest(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, inner)| deepest(inner))
}

/// Returns the name of the first option that every command has among those that were typed.
fn global_option<'a>(root: &'a clap::Command, matches: &ArgMatches) -> Option<&'a str> {
    let found = deepest(matches);
    let typed = |arg: &&clap::Arg| {
        let id = arg.get_id().as_str();
        found.try_contains_id(id).unwrap_or(false) && found.value_source(id) == Some(ValueSource::CommandLine)
    };
    root.get_arguments().filter(|arg| arg.is_global_set()).find(typed).and_then(clap::Arg::get_long)
}

fn end(result: Result<Outcome, CommandError>, ui: &Ui) -> ExitCode {
    match result {
        Ok(Outcome::Yes) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::from(1),
        Err(error) => fail(ui, &error),
    }
}

fn fail(ui: &Ui, error: &CommandError) -> ExitCode {
    // A reader that has seen enough, such as `head`, closes the pipe; that is no failure of ours.
    if error.is_closed_pipe() {
        return ExitCode::SUCCESS;
    }
    ui.error(error);
    ExitCode::from(error.kind().exit_code())
}

fn plain_ui() -> Ui {
    Ui::new(UiSettings::default())
}

/// Shows help on stdout with exit code 0, a mistake on stderr with exit code 2.
fn usage(err: &clap::Error, argv: &[String]) -> ExitCode {
    let ui = usage_ui(argv);
    match err.kind() {
        ClapErrorKind::DisplayHelp | ClapErrorKind::DisplayVersion => {
            let text = err.render();
            let text = if ui.color() { text.ansi().to_string() } else { text.to_string() };
            match ui.raw(text.as_bytes()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => fail(&ui, &error),
            }
        }
        _ if !ui.is_structured() && says_nothing(err, argv) => {
            let help = app::command().render_help().to_string();
            // Nobody is left to tell when stderr is closed.
            let _ = std::io::stderr().lock().write_all(help.as_bytes());
            ExitCode::from(ErrorKind::Usage.exit_code())
        }
        _ => fail(&ui, &usage_error(err, argv)),
    }
}

fn lacks_a_command(err: &clap::Error) -> bool {
    matches!(err.kind(), ClapErrorKind::MissingSubcommand | ClapErrorKind::DisplayHelpOnMissingArgumentOrSubcommand)
}

/// Tells whether there is no noun: whoever starts calicross like this wants to know what there is.
fn says_nothing(err: &clap::Error, argv: &[String]) -> bool {
    lacks_a_command(err) && words::path_of(&app::command(), argv).len() == 1
}

/// Guesses, where the words do not parse, in which form errors and help are wanted.
fn usage_ui(argv: &[String]) -> Ui {
    let output = typed(argv, "output", Some("-o")).and_then(|word| word.parse().ok());
    let color = typed(argv, "color", None).and_then(|word| ColorChoice::from_str(&word, false).ok());
    Ui::new(UiSettings { output, color: color.unwrap_or_default(), ..UiSettings::default() })
}

/// Returns the value of an option in words that need not parse, or of its variable.
fn typed(argv: &[String], long: &str, short: Option<&str>) -> Option<String> {
    let long_word = format!("--{long}");
    let attached = |word: &String| {
        let of_long = word.strip_prefix(&long_word).and_then(|rest| rest.strip_prefix('='));
        of_long.or_else(|| word.strip_prefix(short?)).filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let apart =
        |at: usize| (argv[at] == long_word || Some(argv[at].as_str()) == short).then(|| argv.get(at + 1).cloned());
    let word = (0..argv.len()).find_map(|at| attached(&argv[at]).or_else(|| apart(at).flatten()));
    word.or_else(|| std::env::var(env::option_variable(long)?).ok())
}

fn verbs(command: &clap::Command) -> Vec<&str> {
    command.get_subcommands().map(clap::Command::get_name).filter(|name| *name != "help").collect()
}

/// Turns clap's report into one line and hints.
fn usage_error(err: &clap::Error, argv: &[String]) -> CommandError {
    let mut root = app::command();
    root.build();
    let path = words::path_of(&root, argv);
    let (name, mut command) = match path.as_slice() {
        [.., last] => (last.get_bin_name().unwrap_or("calicross").to_owned(), (*last).clone()),
        [] => ("calicross".to_owned(), root.clone()),
    };
    if lacks_a_command(err) {
        let verbs = verbs(&command);
        let missing = if path.len() > 1 { "verb" } else { "command" };
        return CommandError::new(ErrorKind::Usage, format!("{name} needs a {missing}: {}", verbs.join(", ")))
            .hint(format!("`{name} --help` says what each is for"));
    }
    let text = err.render().to_string();
    let unknown = match (err.kind(), err.get(ContextKind::InvalidSubcommand)) {
        (ClapErrorKind::InvalidSubcommand, Some(ContextValue::String(word))) => Some(word),
        _ => None,
    };
    let ended = |line: &&str| line.starts_with("Usage: ") || line.starts_with("For more information");
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take_while(|line| !ended(line));
    let first = lines.next().unwrap_or("wrong usage");
    let mut message = first.strip_prefix("error: ").unwrap_or(first).to_owned();
    let mut hints = Vec::new();
    for line in lines {
        if let Some(tip) = line.strip_prefix("tip: ") {
            hints.push(tip.to_owned());
        } else if hints.is_empty() {
            message = format!("{message} {line}");
        }
    }
    if let Some(word) = unknown {
        // `profile web tag` has come to this as well: a name, and no verb.
        message = match path.len() {
            0 | 1 => format!("there is no command '{word}'"),
            _ => format!("{name} needs a verb: {}; '{word}' is none", verbs(&command).join(", ")),
        };
    }
    // clap's own line of usage names options that only their variables set.
    let usage = command.render_usage().to_string();
    for (at, line) in usage.lines().map(str::trim).enumerate() {
        let label = if at == 0 { "usage:" } else { "or:" };
        hints.push(format!("{label} {}", line.trim_start_matches("Usage: ")));
    }
    hints.into_iter().fold(CommandError::new(ErrorKind::Usage, message), CommandError::hint)
}

/// Makes what parses the lines of a batch. The tree of words is built once: it costs as much as parsing ten lines.
fn line_parser() -> LineParser {
    let mut command = app::line_command();
    Box::new(move |line| {
        let argv = words::verb_first(&command, std::iter::once("calicross".to_owned()).chain(line).collect());
        let matches = command.try_get_matches_from_mut(&argv).map_err(|err| usage_error(&err, &argv))?;
        // Unheard, `--context lab` in a line would be a change of another datastore.
        if let Some(option) = global_option(&command, &matches) {
            let message = format!("--{option} cannot stand in a line: it goes on `batch` itself");
            return Err(CommandError::new(ErrorKind::Usage, message));
        }
        let app = App::from_arg_matches(&matches).map_err(|err| usage_error(&err, &argv))?;
        Ok(app.command.into_action())
    })
}
