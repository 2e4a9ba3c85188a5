//! The `calicross` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    calicross::cli::main(std::env::args_os())
}
