//! What a change opens and closes: between whom, which packets, why; and what a person should agree to because of it.
//!
//! [`Difference`] tells of ends that are alike; people think of namespaces and security groups: ends that the same changes concern and that
//! have one name are told of together.

mod because;
mod blocks;
mod flows;
mod losses;
#[cfg(test)]
mod tests;
mod words;

use crate::model::openstack::Names;
use crate::reach::Difference;

pub use because::Because;
pub use flows::{Flow, Side};
pub use words::{between, lines};

/// Most endpoints that lose traffic without a question.
const FEW: usize = 5;

/// What a change opens and closes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// What passes and did not, the largest first.
    pub opens: Vec<Flow>,
    /// What passed and does not any more, the largest first.
    pub closes: Vec<Flow>,
    /// What the datastore does not tell, as far as it could change the answer: stable words.
    pub caveats: Vec<&'static str>,
    /// What a person should agree to, the worst first.
    pub questions: Vec<String>,
}

impl Effect {
    /// Groups what differs. `is_named` tells whether an endpoint's own key is changed.
    pub fn of(difference: &Difference<'_, '_, '_>, names: &Names, is_named: &dyn Fn(&str) -> bool) -> Self {
        let (opens, closes, public) = flows::of(difference, names, is_named);
        let public: Vec<&Flow> =
            opens.iter().zip(public).filter(|(_, is_public)| *is_public).map(|(flow, _)| flow).collect();
        let questions = losses::of(difference).questions(&public, &closes);
        Self { caveats: flows::caveats(difference), questions, opens, closes }
    }
}
