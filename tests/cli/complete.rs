//! Completion of words and names, in the shells themselves

use crate::harness::Env;
use crate::terminal::{Shell, Terminal};

/// A datastore that names can be waited for in, however busy the machine is.
fn env() -> Env {
    let env = Env::with_web().set("CALICROSS_COMPLETE_WAIT", "20s");
    env.run(&["profile", "add", "db"]).ok();
    env
}

/// Types each line in each shell, and compares what it becomes.
fn becomes(env: &Env, lines: &[(&str, [&str; 3])]) {
    for (at, shell) in Shell::ALL.into_iter().enumerate() {
        let mut terminal = Terminal::open(shell, env, shell.sourced());
        for (typed, wanted) in lines {
            assert_eq!(terminal.line(typed), wanted[at], "{shell:?}: {typed:?}: {:?}", terminal.shown());
        }
    }
}

#[test]
fn words_and_names_are_completed_in_both_orders() {
    becomes(
        &env(),
        &[
            ("calicross prof\tsh\tw\t", ["calicross profile show web "; 3]),
            ("calicross profile tag a\tw\td\t", ["calicross profile tag add web db "; 3]),
            ("calicross profile w\tta\tad\td\t", ["calicross profile web tag add db "; 3]),
            ("calicross profile list --output jsonl\t", ["calicross profile list --output jsonl "; 3]),
            (
                "calicross profile rule add web inb\tall\tfrom tag d\t",
                ["calicross profile rule add web inbound allow from tag db "; 3],
            ),
        ],
    );
}
