//! The command line: words in, an exit code out.

pub mod app;
pub mod words;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind as ClapErrorKind;

use crate::error::{CommandError, ErrorKind};
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
            Err(arg) => {
                let error = CommandError::new(ErrorKind::Usage, format!("not UTF-8: {}", arg.to_string_lossy()));
                return fail(&plain_ui(), &error);
            }
        }
    }
    let command = app::command();
    let argv = words::verb_first(&command, argv);
    let matches = match command.clone().try_get_matches_from(&argv) {
        Ok(matches) => matches,
        Err(err) => return usage(&err, &argv),
    };
    let app = match App::from_arg_matches(&matches) {
        Ok(app) => app,
        Err(err) => return usage(&err, &argv),
    };
    let ui = Ui::new(UiSettings {
        format: app.global.output,
        jq: app.global.jq.clone(),
        no_headers: app.global.no_headers,
        sort_by: app.global.sort_by.clone(),
        filters: app.global.filter.clone(),
        color: app.global.color.unwrap_or_default(),
        quiet: app.global.quiet,
        verbose: app.global.verbose,
    });
    let mut deepest = &matches;
    while let Some((_, inner)) = deepest.subcommand() {
        deepest = inner;
    }
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
    let help = matches!(err.kind(), ClapErrorKind::DisplayHelp | ClapErrorKind::DisplayVersion);
    if help {
        return match write!(std::io::stdout().lock(), "{}", err.render().ansi()).map_err(CommandError::from) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&plain_ui(), &error),
        };
    }
    fail(&usage_ui(argv), &usage_error(err))
}

/// Guesses, where the words do not parse, whether errors are wanted as JSON.
fn usage_ui(argv: &[String]) -> Ui {
    let json = argv
        .windows(2)
        .any(|pair| matches!(pair, [option, value] if matches!(option.as_str(), "-o" | "--output") && value == "json"))
        || argv.iter().any(|word| matches!(word.as_str(), "-ojson" | "--output=json"));
    Ui::new(UiSettings { format: json.then_some(crate::render::Format::Json), ..UiSettings::default() })
}

/// Turns clap's report into one line and a hint.
fn usage_error(err: &clap::Error) -> CommandError {
    let text = err.render().to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or("wrong usage");
    let mut message = first.strip_prefix("error: ").unwrap_or(first).to_owned();
    let mut hints = Vec::new();
    for line in lines {
        if let Some(tip) = line.strip_prefix("tip: ") {
            hints.push(tip.to_owned());
        } else if let Some(usage) = line.strip_prefix("Usage: ") {
            hints.push(format!("usage: {usage}"));
        } else if !line.starts_with("For more information") && hints.is_empty() {
            message = format!("{message} {line}");
        }
    }
    hints.into_iter().fold(CommandError::new(ErrorKind::Usage, message), CommandError::hint)
}

/// Makes what parses the lines of a batch. The tree of words is built once: it costs as much as parsing ten lines.
fn line_parser() -> LineParser {
    let mut command = app::command();
    Box::new(move |line| {
        let argv = words::verb_first(&command, std::iter::once("calicross".to_owned()).chain(line).collect());
        let matches = command.try_get_matches_from_mut(argv).map_err(|err| usage_error(&err))?;
        let app = App::from_arg_matches(&matches).map_err(|err| usage_error(&err))?;
        Ok(app.command.into_action())
    })
}
