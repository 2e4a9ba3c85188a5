//! Waits until the Felix of a host has restarted and reports.

use std::time::{Duration, Instant};

use crate::error::CommandError;
use crate::model::json;
use crate::model::key::Key;
use crate::session::Session;
use crate::store::{Entry, Scope, Snapshot, Version};

/// Time between two looks at the report.
const PAUSE: Duration = Duration::from_millis(250);

/// Whether the Felix of a host reports that it is alive, in a snapshot.
pub(super) fn is_alive(snapshot: &Snapshot, host: &str) -> bool {
    snapshot.get(&path(host)).is_some()
}

fn path(host: &str) -> String {
    Key::Status { host: host.to_owned() }.path()
}

/// The reports of one Felix from a moment on.
pub(super) struct Reports {
    path: String,
    began: Instant,
    present: Present,
}

impl Reports {
    /// Begins just before a change that restarts it.
    ///
    /// # Errors
    /// Where the datastore cannot be read.
    pub(super) fn begin(session: &mut Session, host: &str) -> Result<Self, CommandError> {
        let path = path(host);
        let snapshot = session.read(&[Scope::key(&path)])?;
        let present = Present::of(snapshot.get(&path));
        Ok(Self { path, began: Instant::now(), present })
    }

    /// Waits for the next report: of a Felix that was started since, or of any where `restarted` is false. Tells whether one
    /// came within `timeout` of the beginning.
    ///
    /// A datastore that cannot be reached meanwhile is asked again: what happens to it must not decide about the change.
    ///
    /// # Errors
    /// Where the datastore cannot be opened at all.
    pub(super) fn wait(
        &mut self,
        session: &mut Session,
        restarted: bool,
        timeout: Duration,
    ) -> Result<bool, CommandError> {
        loop {
            match session.read(&[Scope::key(&self.path)]) {
                Ok(snapshot) => {
                    let (is_new, is_restarted) = self.present.look(snapshot.get(&self.path), self.began.elapsed());
                    if is_restarted || (is_new && !restarted) {
                        return Ok(true);
                    }
                }
                Err(err) => session.ui.detail(&format!("{}; asking again", err.message())),
            }
            let left = timeout.checked_sub(self.began.elapsed()).filter(|left| !left.is_zero());
            let Some(left) = left else { return Ok(false) };
            // The file store lets nobody else in as long as it is held.
            session.store()?.release();
            std::thread::sleep(PAUSE.min(left));
        }
    }
}

/// The report that was seen last.
struct Present {
    version: Option<Version>,
    /// How long that Felix had run for when it reported, in seconds.
    uptime: Option<f64>,
    /// How long after the beginning it was there.
    looked: Duration,
}

impl Present {
    fn of(entry: Option<&Entry>) -> Self {
        Self {
            version: entry.map(|entry| entry.version),
            uptime: entry.and_then(|entry| uptime(&entry.value)),
            looked: Duration::ZERO,
        }
    }

    /// Looks at the report some time after the beginning; tells whether it is a new one, and whether that is of a Felix that
    /// was started after the beginning.
    ///
    /// No two clocks are compared, only what each of them counts. The report came between the last look and this one, and its
    /// Felix had run for its uptime by then. An uptime of less than what the last look was at is one of a later start for certain;
    /// one of less than now is, where it is also less than before: the same Felix only ever grows older.
    fn look(&mut self, entry: Option<&Entry>, now: Duration) -> (bool, bool) {
        let looked = std::mem::replace(&mut self.looked, now);
        let Some(entry) = entry else { return (false, false) };
        if self.version == Some(entry.version) {
            return (false, false);
        }
        let before = self.uptime.take();
        (self.version, self.uptime) = (Some(entry.version), uptime(&entry.value));
        let is_restarted = self.uptime.is_some_and(|uptime| {
            uptime < looked.as_secs_f64()
                || (uptime < now.as_secs_f64() && before.is_some_and(|before| uptime < before))
        });
        (true, is_restarted)
    }
}

/// The uptime in a report, in seconds.
fn uptime(report: &[u8]) -> Option<f64> {
    // Numbers keep their spelling, so that the text is what there is; that of a string has quotes, and is none.
    json::parse(report).ok()?.get("uptime")?.to_string().parse().ok().filter(|uptime| *uptime >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(version: u64, uptime: f64) -> Entry {
        let value = format!(r#"{{"time":"2016-10-03T10:03:20Z","uptime":{uptime},"first_update":false}}"#);
        Entry { path: path("h"), value: value.into_bytes(), version: Version(version), expires: true }
    }

    /// Looks at reports, each at a time, and tells at which of them Felix was seen to have restarted.
    fn seen(before: Option<&Entry>, looks: &[(f64, Option<Entry>)]) -> Vec<bool> {
        let mut present = Present::of(before);
        let mut look =
            |(at, entry): &(f64, Option<Entry>)| present.look(entry.as_ref(), Duration::from_secs_f64(*at)).1;
        looks.iter().map(&mut look).collect()
    }

    #[test]
    fn a_later_start_shows() {
        let old = || Some(report(1, 12345.5));
        assert_eq!(seen(old().as_ref(), &[(0.1, old()), (2.5, Some(report(2, 0.1)))]), [false, true]);
        // Its first report was missed.
        assert_eq!(seen(old().as_ref(), &[(0.1, old()), (40.0, Some(report(3, 30.0)))]), [false, true]);
        // There was none before: that of a later start is one only after a look.
        assert_eq!(seen(None, &[(1.0, None), (2.5, Some(report(2, 0.1)))]), [false, true]);
    }

    #[test]
    fn the_same_felix_is_none() {
        let old = || Some(report(1, 100.0));
        assert_eq!(
            seen(old().as_ref(), &[(30.0, Some(report(2, 130.0))), (60.0, Some(report(3, 160.0)))]),
            [false, false]
        );
        // A young one, whose last report stays when it ends.
        let young = || Some(report(1, 0.5));
        assert_eq!(seen(young().as_ref(), &[(1.0, young()), (10.0, young())]), [false, false]);
        assert_eq!(
            seen(young().as_ref(), &[(0.2, Some(report(2, 0.6))), (10.0, Some(report(2, 0.6)))]),
            [false, false]
        );
        // The report is gone, and later another one of it comes.
        assert_eq!(seen(old().as_ref(), &[(95.0, None), (96.0, Some(report(5, 196.0)))]), [false, false]);
    }

    #[test]
    fn what_is_no_report_is_none() {
        for value in [r#"{"uptime":"1"}"#, "{}", "junk", r#"{"uptime":-1}"#, r#"{"uptime":null}"#, "[]"] {
            assert_eq!(uptime(value.as_bytes()), None, "{value}");
        }
        assert_eq!(uptime(br#"{"uptime": 2.5e1}"#), Some(25.0));
    }
}
