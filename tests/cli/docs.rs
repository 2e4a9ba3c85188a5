//! The code that `make docs` runs

#[path = "../../examples/docs/man.rs"]
pub(crate) mod man;
#[path = "../../examples/docs/reference.rs"]
pub(crate) mod reference;
#[path = "../../examples/docs/schemas.rs"]
pub(crate) mod schemas;
