//! Waits until the Felix of a host has restarted and reports.

use std::time::{Duration, Instant};

use crate::error::CommandError;
use crate::model::json;
use crate::model::key::Key;
use crate::session::Session;
use crate::store::{Scope, Snapshot};

/// Time between two looks at the report.
const PAUSE: Duration = Duration::from_millis(250);

/// Whether the Felix of a host reports that it is alive, in a snapshot.
pub(super) fn is_alive(snapshot: &Snapshot, host: &str) -> bool {
    snapshot.get(&path(host)).is_some()
}

/// What has to be read to tell.
pub(super) fn scope(host: &str) -> Scope {
    Scope::key(path(host))
}

fn path(host: &str) -> String {
    Key::Status { host: host.to_owned() }.path()
}

/// Waits for a report of a Felix that was started after `since`; tells whether one came within `timeout` of it.
///
/// # Errors
/// Where the datastore cannot be opened at all.
pub(super) fn wait(session: &mut Session, host: &str, since: Instant, timeout: Duration) -> Result<bool, CommandError> {
    wait_until(session, host, since, timeout, &mut |snapshot| is_restarted(snapshot, host, since.elapsed()))
}

/// Waits for a report that is newer than the present one.
///
/// # Errors
/// Where the datastore cannot be opened at all.
pub(super) fn wait_for_another(
    session: &mut Session,
    host: &str,
    since: Instant,
    timeout: Duration,
) -> Result<bool, CommandError> {
    let mut first = None;
    wait_until(session, host, since, timeout, &mut |snapshot| {
        let version = snapshot.get(&path(host)).map(|entry| entry.version);
        version.is_some() && *first.get_or_insert(version) != version
    })
}

/// A datastore that cannot be reached meanwhile is asked again: what happens to it must not decide about the change.
fn wait_until(
    session: &mut Session,
    host: &str,
    since: Instant,
    timeout: Duration,
    holds: &mut dyn FnMut(&Snapshot) -> bool,
) -> Result<bool, CommandError> {
    loop {
        match session.read(&[scope(host)]) {
            Ok(snapshot) if holds(&snapshot) => return Ok(true),
            Ok(_) => {}
            Err(err) => session.ui.detail(&format!("{}; asking again", err.message())),
        }
        let Some(left) = timeout.checked_sub(since.elapsed()).filter(|left| !left.is_zero()) else { return Ok(false) };
        // The file store lets nobody else in as long as it is held.
        session.store()?.release();
        std::thread::sleep(PAUSE.min(left));
    }
}

/// Whether a report is of a Felix that has run for less than some time. Both clocks only count seconds, so they need not agree.
fn is_restarted(snapshot: &Snapshot, host: &str, within: Duration) -> bool {
    let report = snapshot.get(&path(host)).and_then(|entry| json::parse(&entry.value).ok());
    // Numbers keep their spelling here, so that the text is what there is.
    let uptime = report.as_ref().and_then(|report| report.get("uptime")?.to_string().parse::<f64>().ok());
    uptime.is_some_and(|uptime| uptime >= 0.0 && uptime < within.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: &str = "/calico/felix/v1/host/h/status";

    #[test]
    fn only_a_felix_that_runs_for_less_time_has_restarted() {
        let restarted =
            |value: &str| is_restarted(&Snapshot::literal(&[(STATUS, value)]), "h", Duration::from_secs(10));
        assert!(restarted(r#"{"time":"2016-10-03T10:03:20Z","uptime":2.5,"first_update":true}"#));
        assert!(restarted(r#"{"uptime": 9}"#));
        for old in [r#"{"uptime":1234.5,"first_update":false}"#, r#"{"uptime":10}"#, r#"{"uptime":"1"}"#, "{}", "junk"]
        {
            assert!(!restarted(old), "{old}");
        }
        assert!(!is_restarted(&Snapshot::literal(&[]), "h", Duration::from_secs(10)));
    }
}
