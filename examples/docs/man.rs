//! The man pages: calicross(1), one for each noun and verb, and calicross-json(7).

use std::fmt::Write as _;
use std::io;

use calicross::cli::app::EXIT_CODES;
use calicross::session::env;
use calicross::session::options::{DATASTORE, OUTPUT};
use clap::Command;
use clap_mangen::Man;

use super::schemas::{self, SCHEMAS, Schema};

/// What a configuration file may look like; a test reads it.
pub(crate) const CONFIG: &str = "\
current-context: lab
contexts:
  lab:
    datastore: file
    path: /var/lib/calicross/lab.redb
  production:
    datastore: etcdv2
    endpoints: https://etcd1:2379,https://etcd2:2379
    cacert: /etc/calico/ca.pem
    cert: /etc/calico/client.pem
    key: /etc/calico/client-key.pem
    user: calicross
    password-file: /etc/calicross/password
    timeout: 5s
    commit-timeout: 30s
    rate: 100
    protected: true
";

/// Returns every page by its file's name.
pub(crate) fn pages(mut root: Command) -> io::Result<Vec<(String, Vec<u8>)>> {
    root.build();
    let mut pages = Vec::new();
    add(&root, &mut Vec::new(), &mut pages)?;
    pages.push(("calicross-json.7".to_owned(), json_page().into_bytes()));
    Ok(pages)
}

fn add(command: &Command, words: &mut Vec<String>, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let name = std::iter::once("calicross").chain(words.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    pages.push((format!("{name}.1"), page(command, words, &name)?));
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        words.push(inner.get_name().to_owned());
        add(inner, words, pages)?;
        words.pop();
    }
    Ok(())
}

fn page(command: &Command, words: &[String], name: &str) -> io::Result<Vec<u8>> {
    let own = |arg: clap::Arg| {
        let shared = matches!(arg.get_help_heading(), Some(DATASTORE | OUTPUT));
        let hidden = shared && !words.is_empty();
        arg.hide(hidden)
    };
    let command = command.clone().mut_args(own).mut_subcommands(|inner| {
        let hidden = inner.get_name() == "help";
        inner.hide(hidden)
    });
    let version = env!("CARGO_PKG_VERSION");
    let man = Man::new(command.clone().display_name(name))
        .title(name.to_uppercase())
        .source(format!("calicross {version}"))
        .manual("calicross");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    let usage = command.clone().render_usage().to_string();
    let mut synopsis = String::new();
    section(&mut synopsis, "SYNOPSIS", &line(usage.trim_start_matches("Usage: ")));
    out.extend(synopsis.into_bytes());
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut out)?;
    }
    let mut text = String::new();
    if words.is_empty() {
        exit_status(&mut text);
        environment(&mut text, &command);
        files(&mut text);
        section(&mut text, "SEE ALSO", "calicross\\-json(7)");
    } else {
        if let Some(after) = command.get_after_help() {
            section(&mut text, "RULES", "");
            verbatim(&mut text, &after.to_string());
        }
        if let Some(after) = command.get_after_long_help().filter(|_| words == ["access"]) {
            section(&mut text, "COMPONENTS", "");
            verbatim(&mut text, &after.to_string());
        }
        if !command.has_subcommands()
            && let Some(schema) = schemas::of(&command, words)
        {
            let line = format!("With \\-o json it prints {}: see calicross\\-json(7).", escaped(schema.name));
            section(&mut text, "OUTPUT", &line);
        }
        let parent = name.rsplit_once('-').map_or(name, |(parent, _)| parent);
        let line = if parent == "calicross" { String::new() } else { format!("{}(1), ", escaped(parent)) };
        section(&mut text, "SEE ALSO", &format!("{line}calicross(1): the options of every command, exit codes, files"));
    }
    out.extend(text.into_bytes());
    Ok(out)
}

fn exit_status(out: &mut String) {
    section(out, "EXIT STATUS", "");
    for (code, meaning) in EXIT_CODES.iter().enumerate() {
        item(out, &code.to_string(), meaning);
    }
}

fn environment(out: &mut String, root: &Command) {
    section(
        out,
        "ENVIRONMENT",
        "Every option of every command but \\-\\-force has a variable: CALICROSS_ and its name in capitals, with _ for \
         each \\-. What is typed comes before variables, and variables before the configuration file; a context that \
         \\-\\-context or CALICROSS_CONTEXT names comes before calicoctl's variables.",
    );
    let options = root.get_arguments().filter_map(|arg| {
        let long = arg.get_long()?;
        Some((env::option_variable(long)?, long))
    });
    for (variable, long) in options {
        item(out, &variable, &format!("see --{long}"));
    }
    for variable in env::ALL {
        item(out, variable.name, variable.purpose);
    }
    item(out, "NO_COLOR", "no colour, where --color does not ask for it");
    item(out, "VISUAL, EDITOR", "the editor of `profile rule edit`; else vi");
}

fn files(out: &mut String) {
    section(out, "FILES", "");
    item(
        out,
        "~/.config/calicross/config.yaml, /etc/calicross/config.yaml",
        "The configuration: contexts, and the one that is used unless another is named. In a protected context every \
         change is asked about. $XDG_CONFIG_HOME stands for ~/.config where it is set. Such as:",
    );
    verbatim(out, CONFIG);
    item(
        out,
        "/etc/calico/calicoctl.cfg",
        "calicoctl's own configuration (kind: calicoApiConfig), read as it is where neither of those exists",
    );
    item(
        out,
        "~/.local/state/calicross/",
        "Plans that were interrupted (plans/), for `plan resume`, and journals of --journal local (journal/). \
         $XDG_STATE_HOME stands for ~/.local/state where it is set.",
    );
    item(out, "/calicross/v1/journal/", "In the datastore: the journal, outside of what Calico's components see.");
}

fn json_page() -> String {
    let mut out = format!(".TH CALICROSS-JSON 7 \"\" \"calicross {}\" calicross\n", env!("CARGO_PKG_VERSION"));
    section(&mut out, "NAME", "calicross\\-json \\- the JSON that calicross prints and keeps");
    section(
        &mut out,
        "DESCRIPTION",
        "With \\-o json (or yaml) each command prints one document whose member schema names its form and version. A \
         list is {\"schema\": ..., \"items\": [...]}; with \\-o jsonl it is one item a line, without the schema. Members may \
         be added to a form; none is taken away or given another meaning without another version. \
         \\-\\-jq takes the same document.\n.PP\nBelow, a.b is a member of a member and a[].b one of an array's items; \
         {...} says that what is below has no fixed form, and ? that the member may be absent.",
    );
    for Schema { name, of, about, list, members } in SCHEMAS {
        section(&mut out, name, "");
        let what = if *list { "Items of the list that" } else { "Document that" };
        let printed = match of {
            [] => String::new(),
            commands => format!("{what} {} prints. ", commands.join(", ")),
        };
        out.push_str(&format!(".PP\n{}\n", line(&format!("{printed}{about}"))));
        for (member, meaning) in members.iter() {
            item(&mut out, member, meaning);
        }
    }
    section(&mut out, "SEE ALSO", "calicross(1), jq(1)");
    out
}

fn section(out: &mut String, title: &str, text: &str) {
    let _ = writeln!(out, ".SH \"{title}\"");
    if !text.is_empty() {
        let _ = writeln!(out, "{text}");
    }
}

fn item(out: &mut String, term: &str, meaning: &str) {
    let _ = writeln!(out, ".TP\n\\fB{}\\fR\n{}", escaped(term), line(meaning));
}

fn verbatim(out: &mut String, text: &str) {
    let _ =
        writeln!(out, ".PP\n.nf\n.RS\n{}\n.RE\n.fi", text.trim_end().lines().map(line).collect::<Vec<_>>().join("\n"));
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-").replace('~', "\\(ti").replace('^', "\\(ha").replace('`', "\\(ga")
}

/// A line of text: a leading dot or apostrophe would be a request.
fn line(text: &str) -> String {
    let text = escaped(text);
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}
