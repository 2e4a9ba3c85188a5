//! `make install-calicoctl`

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// Runs it for a prefix; tells whether it was done.
fn install(prefix: &Path) -> bool {
    let mut make = Command::new("make");
    make.args(["-s", "install-calicoctl"]).arg(format!("PREFIX={}", prefix.display()));
    make.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("MAKEFLAGS").env_remove("DESTDIR");
    make.output().expect("make").status.success()
}

#[test]
fn a_calicoctl_that_is_there_stays() {
    let prefix = tempfile::tempdir().unwrap();
    let (bin, link) = (prefix.path().join("bin"), prefix.path().join("bin/calicoctl"));
    assert!(!install(prefix.path()), "there is nothing to link to");
    std::fs::create_dir(&bin).unwrap();
    symlink(env!("CARGO_BIN_EXE_calicross"), bin.join("calicross")).unwrap();
    // Once more is no mistake.
    for _ in 0..2 {
        assert!(install(prefix.path()));
        assert_eq!(std::fs::read_link(&link).unwrap(), Path::new("calicross"));
    }
    let version = Command::new(&link).arg("version").env_clear().output().unwrap();
    assert_eq!(String::from_utf8_lossy(&version.stdout), "0.23.1\n");
    std::fs::remove_file(&link).unwrap();
    std::fs::write(&link, "the original").unwrap();
    assert!(!install(prefix.path()));
    assert_eq!(std::fs::read_to_string(&link).unwrap(), "the original");
    std::fs::remove_file(&link).unwrap();
    symlink("/nonexistent", &link).unwrap();
    assert!(!install(prefix.path()));
    assert_eq!(std::fs::read_link(&link).unwrap(), Path::new("/nonexistent"));
}
