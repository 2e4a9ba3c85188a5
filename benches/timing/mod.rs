//! Times of two things done in turn, and what their ratio is held to.

use std::fmt;
use std::time::Duration;

/// How long one thing took, each time.
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Does something some times, after once that does not count.
    pub(crate) fn of(rounds: usize, mut work: impl FnMut() -> Duration) -> Self {
        work();
        Self::sorted((0..rounds).map(|_| work()).collect())
    }

    /// Does two things in turn, so that what else the machine does meets both; the first round does not count.
    pub(crate) fn of_both(
        rounds: usize,
        mut ours: impl FnMut() -> Duration,
        mut theirs: impl FnMut() -> Duration,
    ) -> (Self, Self) {
        let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
        for round in 0..=rounds {
            let pair = (ours(), theirs());
            if round > 0 {
                our_times.push(pair.0);
                their_times.push(pair.1);
            }
        }
        (Self::sorted(our_times), Self::sorted(their_times))
    }

    fn sorted(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    pub(crate) fn median(&self) -> Duration {
        self.0[self.0.len() / 2]
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |time: &Duration| time.as_secs_f64() * 1e3;
        let (first, last) = (ms(&self.0[0]), ms(&self.0[self.0.len() - 1]));
        write!(f, "{:.1} ms ({first:.1}-{last:.1})", ms(&self.median()))
    }
}

/// What a number is held to.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// It is told, not judged.
    None,
    AtMost(f64),
    AtLeast(f64),
}

impl Target {
    /// Says what it is held to and whether it keeps to it.
    pub(crate) fn judge(self, value: f64) -> String {
        let (met, text) = match self {
            Self::None => return String::new(),
            Self::AtMost(most) => (value <= most, format!("at most {most}")),
            Self::AtLeast(least) => (value >= least, format!("at least {least}")),
        };
        format!(", {text}: {}", if met { "met" } else { "MISSED" })
    }
}

/// Prints two things beside one another; the ratio is that of their medians.
pub(crate) fn print_pair(what: &str, ours: &Times, theirs: (&str, &Times), target: Target) {
    let ratio = ours.median().as_secs_f64() / theirs.1.median().as_secs_f64();
    println!("{what}: {ours}; {}: {}; ratio {ratio:.2}{}", theirs.0, theirs.1, target.judge(ratio));
}

/// Prints how busy the machine is, as a busy one measures its neighbours, and where the data lies.
pub(crate) fn print_load(when: &str) {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{when}: load {load}, {cores} cores, data in {}", std::env::temp_dir().display());
}
