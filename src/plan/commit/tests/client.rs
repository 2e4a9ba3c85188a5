//! Clients of a store with a way of their own to write.

use super::*;
use crate::store::{Committed, Health};

/// Passes everything but writes on to the store within.
macro_rules! pass_on {
    () => {
        fn kind(&self) -> Kind {
            self.0.kind()
        }

        fn address(&self) -> String {
            self.0.address()
        }

        fn identity(&mut self) -> Result<String, StoreError> {
            self.0.identity()
        }

        fn capabilities(&self) -> Capabilities {
            self.0.capabilities()
        }

        fn read(&mut self, scopes: &[Scope], want: Want) -> Result<Snapshot, StoreError> {
            self.0.read(scopes, want)
        }

        fn health(&mut self) -> Result<Health, StoreError> {
            self.0.health()
        }
    };
}

/// Has many batches in flight, as etcd's v3 API does: all are sent before the first is answered.
pub(super) struct Flying(pub(super) Strict);

impl Store for Flying {
    pass_on!();

    fn commit(&mut self, batch: &Batch) -> Result<Committed, StoreError> {
        self.0.commit(batch)
    }

    fn commit_all(
        &mut self,
        batches: &mut dyn Iterator<Item = Batch>,
        done: &mut dyn FnMut(usize, Result<Committed, StoreError>),
    ) {
        let results: Vec<_> = batches.map(|batch| self.0.commit(&batch)).collect();
        results.into_iter().enumerate().for_each(|(at, result)| done(at, result));
    }
}

/// Is told of one batch that its fate is not known; it arrives only when the next one is sent, or [`Late::arrive`] is
/// called.
pub(super) struct Late(Strict, usize, Option<Batch>);

impl Late {
    /// Holds back the batch after so many others.
    pub(super) fn new(store: &Strict, after: usize) -> Self {
        Self(store.clone(), after, None)
    }

    /// Lets what is held back arrive.
    pub(super) fn arrive(&mut self) {
        if let Some(batch) = self.2.take() {
            drop(self.0.commit(&batch));
        }
    }
}

impl Store for Late {
    pass_on!();

    fn commit(&mut self, batch: &Batch) -> Result<Committed, StoreError> {
        self.arrive();
        match self.1.checked_sub(1) {
            None => {
                self.1 = usize::MAX;
                self.2 = Some(batch.clone());
                Err(unknown())
            }
            Some(left) => {
                self.1 = left;
                self.0.commit(batch)
            }
        }
    }
}
