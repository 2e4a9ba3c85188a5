//! Who holds which address: blocks of 64 and the handles that point back to them.
//!
//! pycalico and libcalico-go share these keys and do not write them alike: `strict_affinity` or `strictAffinity`, no affinity as
//! `""` or as null (in the oldest data `hostAffinity`), handles with or without their `id`. Each value is edited in place and stays
//! what its writer made it.

mod block;
mod handle;

pub use block::{Block, Holder, SIZE, block_of};
pub use handle::Handle;

#[cfg(test)]
pub(crate) mod testing {
    //! Blocks for tests, in the forms of both writers.

    pub(crate) use super::block::tests::{Form, go, python};
}
