//! Writes `completions/` and `man/` anew from the code: `make docs`.

mod man;
mod reference;
mod schemas;

use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for directory in reference::DIRECTORIES {
        // A page of a verb that is no more should not stay.
        match fs::remove_dir_all(root.join(directory)) {
            Err(err) if err.kind() != io::ErrorKind::NotFound => return Err(err),
            _ => fs::create_dir_all(root.join(directory))?,
        }
    }
    for (path, content) in reference::files()? {
        fs::write(root.join(path), content)?;
    }
    Ok(())
}
