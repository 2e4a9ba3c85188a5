//! What is made from the code and committed is what the code makes

use std::collections::BTreeSet;
use std::path::Path;

use crate::docs::{man, reference};
use crate::harness::Env;

#[test]
fn completions_and_man_pages_are_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = reference::files().unwrap();
    let made: BTreeSet<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let mut there = BTreeSet::new();
    for directory in reference::DIRECTORIES {
        for entry in
            std::fs::read_dir(root.join(directory)).unwrap_or_else(|err| panic!("{directory}: {err}: run `make docs`"))
        {
            there.insert(format!("{directory}/{}", entry.unwrap().file_name().to_str().unwrap()));
        }
    }
    assert_eq!(there, made, "run `make docs`");
    for (path, content) in files {
        let committed = std::fs::read(root.join(&path)).unwrap();
        assert!(committed == content, "{path} is not what the code says: run `make docs`");
    }
}

#[test]
fn the_manuals_configuration_is_understood() {
    let env = Env::new();
    let path = env.file("config.yaml", man::CONFIG);
    let env = env.set("CALICROSS_PASSWORD", "x");
    let _ = env.run_unsettled(&["settings", "--config", &path]).ok();
    let run =
        env.run_unsettled(&["settings", "--config", &path, "--context", "production", "--password-file", "/dev/null"]);
    assert!(run.ok().stdout().contains("https://etcd1:2379,https://etcd2:2379"));
}

#[test]
fn scripts_are_understood_by_their_shells() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions/calicross.bash");
    let env = Env::new();
    let _ = env.sh(&format!("bash -n {}", script.display())).ok();
    // What bash offers after `calicross profile t`.
    let line = format!(
        "bash -c 'source {}; COMP_WORDS=(calicross profile t); COMP_CWORD=2; _calicross calicross t profile; echo ${{COMPREPLY[@]}}'",
        script.display()
    );
    assert_eq!(env.sh(&line).ok().stdout(), "tag\n");
}
