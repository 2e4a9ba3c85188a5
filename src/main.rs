//! The `calicross` program.

fn main() {}
