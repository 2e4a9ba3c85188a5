//! The effect of a plan on traffic: its place in the way of every command that writes.

use serde::Serialize;

use crate::plan::Plan;

/// What a plan opens and closes. It is not worked out yet: there is nothing that could be in it, the result's
/// `impact` is `null`, and every removal is asked about instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Impact {}

/// Works out the effect of a plan on traffic; `None` where it is not known.
pub fn of(_plan: &Plan) -> Option<Impact> {
    None
}
