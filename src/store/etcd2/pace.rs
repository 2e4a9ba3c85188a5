//! How fast writes may follow one another, so that no watcher misses one.

use std::time::{Duration, Instant};

/// Most writes that go out at once after a pause: a fifth of the 1,000 events that etcd keeps for watchers.
const BURST: f64 = 200.0;

/// A bucket of writes that fills at the allowed rate and starts full.
#[derive(Debug)]
pub(super) struct Pace {
    rate: f64,
    burst: f64,
    ready: f64,
    filled: Instant,
}

impl Pace {
    /// Allows so many writes a second in the long run; 0 allows any number.
    pub(super) fn new(rate: u32) -> Self {
        let rate = f64::from(rate);
        // A low rate is asked for by someone who means it: at most two seconds of it come at once.
        let burst = (2.0 * rate).min(BURST);
        Self { rate, burst, ready: burst, filled: Instant::now() }
    }

    /// Waits until the next write may go.
    pub(super) fn wait(&mut self) {
        let pause = self.take(Instant::now());
        if !pause.is_zero() {
            std::thread::sleep(pause);
        }
    }

    /// Takes the next write's place, and says how far from `now` that is.
    fn take(&mut self, now: Instant) -> Duration {
        if self.rate == 0.0 {
            return Duration::ZERO;
        }
        let passed = now.saturating_duration_since(self.filled).as_secs_f64();
        self.filled = self.filled.max(now);
        self.ready = (self.ready + passed * self.rate).min(self.burst) - 1.0;
        if self.ready >= 0.0 { Duration::ZERO } else { Duration::from_secs_f64(-self.ready / self.rate) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends as fast as allowed on a clock of its own; returns the moment of each write.
    fn run(pace: &mut Pace, mut now: Instant, writes: usize) -> Vec<Instant> {
        let mut sent = Vec::new();
        for _ in 0..writes {
            now += pace.take(now);
            sent.push(now);
        }
        sent
    }

    #[test]
    fn short_plans_are_not_slowed() {
        let mut pace = Pace::new(100);
        let start = pace.filled;
        assert_eq!(run(&mut pace, start, 200), vec![start; 200]);
        assert!(run(&mut pace, start, 1)[0] > start);
    }

    #[test]
    fn no_span_sees_more_than_rate_and_burst() {
        for rate in [1, 7, 100, 100_000] {
            let mut pace = Pace::new(rate);
            let start = pace.filled;
            let mut sent = run(&mut pace, start, 1000);
            let later = *sent.last().unwrap() + Duration::from_secs(30);
            sent.extend(run(&mut pace, later, 1000));
            for (at, first) in sent.iter().enumerate() {
                for (more, last) in sent[at..].iter().enumerate() {
                    let span = last.duration_since(*first).as_secs_f64();
                    let allowed = span * f64::from(rate) + pace.burst + 1.001;
                    assert!(more as f64 <= allowed, "{more} writes in {span} s at {rate}");
                }
            }
            assert!(start + Duration::from_secs_f64(700.0 / f64::from(rate)) < *sent.last().unwrap());
        }
    }

    #[test]
    fn rate_zero_does_not_pace() {
        let mut pace = Pace::new(0);
        let start = pace.filled;
        assert_eq!(run(&mut pace, start, 5000), vec![start; 5000]);
    }
}
