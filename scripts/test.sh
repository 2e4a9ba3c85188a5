#!/bin/sh
# Runs all tests: the examples in the documentation, then everything else, under cargo-nextest where it
# is installed and under cargo's own runner where it is not. The last line is the summary of the latter.
set -eu

cargo test --locked --doc
if cargo nextest --version >/dev/null 2>&1; then
    exec cargo nextest run --locked
fi
echo "test: cargo-nextest is not installed; cargo's own runner does the same, more slowly" >&2
exec cargo test --locked --lib --bins --tests --examples
