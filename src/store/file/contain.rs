//! Panics of the embedded database, turned into errors.
//!
//! redb trusts a file that was closed well, and panics over one that was damaged since by something else
//! (a bad disk, a copy that broke off). Checking every page at each open would cost a walk through the
//! whole file, so a panic is caught where it may come up. (A build with `panic = "abort"` would lose this.)

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::path::Path;
use std::sync::Once;

use crate::store::StoreError;

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Calls the database; a panic in there means that the file at `path` is damaged.
///
/// What the call had in hand must not be used afterwards.
pub(super) fn contain<T>(path: &Path, call: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    // The hook would print the panic, with the place in redb's source, to standard error.
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let hook = take_hook();
        set_hook(Box::new(move |panic| {
            if !CONTAINED.get() {
                hook(panic);
            }
        }));
    });
    let outer = CONTAINED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(call));
    CONTAINED.set(outer);
    result.unwrap_or_else(|_| {
        Err(StoreError::Malformed { at: path.display().to_string(), why: "the file is damaged".to_owned() })
    })
}
