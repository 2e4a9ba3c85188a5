//! The words that manage containers and daemons of this host: they go to the original calicoctl, where there is one.

use std::os::unix::process::CommandExt;
use std::process::Command;

use super::docopt::Words;
use super::{Done, Front, Stop};
use crate::session::env;

/// Exit code where nothing can be done here.
const NOT_HERE: u8 = 3;

/// Runs the original with the same words; where there is none, says what does what was asked for.
pub(super) fn run(front: &Front, what: &str) -> Done {
    let Some(real) = env::REAL_CALICOCTL.get() else {
        let hint = format!("{what}, which the original calicoctl does: {} names it", env::REAL_CALICOCTL.name);
        return Err(Stop::Told(format!("error: {hint}\n"), NOT_HERE));
    };
    // A link to ourselves would run for ever.
    let ours = std::env::current_exe().and_then(|path| path.canonicalize()).ok();
    if ours.is_some() && ours == std::fs::canonicalize(&real).ok() {
        let why = format!("error: {} is calicross itself: {real}\n", env::REAL_CALICOCTL.name);
        return Err(Stop::Told(why, NOT_HERE));
    }
    let failed = Command::new(&real).args(&front.words).exec();
    Err(Stop::Told(format!("error: cannot run {real}: {failed}\n"), NOT_HERE))
}

pub(super) fn status(front: &mut Front, words: &Words) -> Done {
    if let Some(runtime) = words.value("--runtime").filter(|runtime| !matches!(*runtime, "docker" | "rkt")) {
        return Err(Stop::line(format_args!("Invalid runtime specified: '{runtime}'")));
    }
    run(front, "status asks docker and BIRD on this host")
}

pub(super) fn checksystem(front: &mut Front, _words: &Words) -> Done {
    run(front, "checksystem looks at the kernel and the daemons of this host")
}

pub(super) fn diags(front: &mut Front, _words: &Words) -> Done {
    run(front, "diags collects logs of this host")
}
