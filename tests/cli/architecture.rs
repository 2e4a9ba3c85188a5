//! The table of modules in the crate's documentation is true, and no test file is forgotten

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What each module may use, by the table in `src/lib.rs`.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let source = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut table = BTreeMap::new();
    let mut above = BTreeSet::new();
    for row in source.lines().filter_map(|line| line.strip_prefix("//! | [`")) {
        let (module, rest) = row.split_once("`]").unwrap();
        let uses = rest.trim_start_matches(" | ").split(" | ").next().unwrap();
        let uses = match uses {
            "nothing" => BTreeSet::new(),
            "all above" => above.clone(),
            list => list.split(", ").map(|name| name.trim_matches('`').to_owned()).collect(),
        };
        above.insert(module.to_owned());
        table.insert(module.to_owned(), uses);
    }
    table
}

fn sources(directory: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// The code of a file without comments and without what only tests see, and the modules that only tests see.
fn code(source: &str) -> (String, Vec<String>) {
    let (mut code, mut test_modules) = (String::new(), Vec::new());
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        if bare.starts_with("//") {
            continue;
        }
        if !bare.starts_with("#[cfg(test)]") {
            code.push_str(line);
            code.push('\n');
            continue;
        }
        // rustfmt ends an item at the indentation at which it begins.
        let indent = line.len() - bare.len();
        let item = lines.by_ref().find(|line| !line.trim_start().starts_with("#[")).unwrap_or_default();
        if let Some(name) = item.trim_end().strip_suffix(';').and_then(|item| item.rsplit_once("mod ")) {
            test_modules.push(name.1.to_owned());
        } else if !item.ends_with(';') && !item.ends_with('}') {
            let closing = format!("{}}}", " ".repeat(indent));
            lines.by_ref().find(|line| line.starts_with(&closing));
        }
    }
    (code, test_modules)
}

/// The modules that code names behind `crate::`.
fn named(code: &str) -> BTreeSet<String> {
    let ident = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => drop(names.insert(ident(rest))),
            Some(group) => {
                let mut depth = 0;
                let mut fresh = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => fresh = true,
                        c if fresh && c.is_alphanumeric() => {
                            names.insert(ident(&group[at..]));
                            fresh = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    names
}

#[test]
fn modules_use_what_the_table_lets_them() {
    let table = table();
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut modules = BTreeSet::new();
    let mut only_tests = BTreeSet::new();
    let mut used = Vec::new();
    for file in &files {
        let path = file.strip_prefix(root().join("src")).unwrap();
        let parts: Vec<String> = path.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        let (code, test_modules) = code(&fs::read_to_string(file).unwrap());
        let directory = match parts.last().unwrap().as_str() {
            "mod" | "lib" | "main" => file.parent().unwrap().to_owned(),
            _ => file.with_extension(""),
        };
        only_tests.extend(test_modules.iter().map(|name| directory.join(name)));
        let module = parts[0].clone();
        if !matches!(module.as_str(), "lib" | "main") {
            modules.insert(module.clone());
            used.push((file.clone(), module, parts, code));
        }
    }
    assert_eq!(table.keys().cloned().collect::<BTreeSet<_>>(), modules, "the table in src/lib.rs and the modules");
    assert!(!only_tests.is_empty());

    let mut faults = Vec::new();
    for (file, module, parts, code) in used {
        if file.ancestors().any(|path| only_tests.contains(&path.with_extension(""))) {
            continue;
        }
        for name in named(&code).iter().filter(|name| **name != module && !table[&module].contains(*name)) {
            faults.push(format!("{} uses {name}", file.display()));
        }
        // `super` could reach what `crate` may not.
        let depth = parts.iter().filter(|part| *part != "mod").count();
        if code.contains(&"super::".repeat(depth)) {
            faults.push(format!("{} reaches the root by `super`", file.display()));
        }
    }
    assert!(faults.is_empty(), "not in the table of src/lib.rs: {faults:#?}");
}

#[test]
fn the_reader_of_code_sees_what_there_is() {
    let source = "use crate::model::key::{Key, crate_};\nuse crate::{plan::{Change, Plan}, store::Store};\n// crate::cli\n\
        #[cfg(test)]\nmod tests {\n    use crate::commands::x;\n}\n#[cfg(test)]\nmod contract;\nfn f() { crate::render::x() }\n";
    let (code, tests) = code(source);
    assert_eq!(named(&code).into_iter().collect::<Vec<_>>(), ["model", "plan", "render", "store"]);
    assert_eq!(tests, ["contract"]);
    let table = table();
    assert!(table["model"].is_empty());
    assert!(table["cli"].contains("commands") && !table["commands"].contains("cli"));
}

#[test]
fn no_test_file_is_forgotten() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    // Cargo looks for none of them by itself.
    assert!(manifest.contains("autotests = false"));
    let mut files = Vec::new();
    sources(&root().join("tests"), &mut files);
    for file in files {
        let path = file.strip_prefix(root()).unwrap().display().to_string();
        if path.ends_with("/main.rs") {
            assert!(manifest.contains(&format!("path = \"{path}\"")), "{path} is no [[test]] of Cargo.toml");
            continue;
        }
        // A folder's `mod.rs` is named by the folder, in the file above.
        let module = if path.ends_with("/mod.rs") { file.parent().unwrap() } else { &file };
        let name = module.file_stem().unwrap().to_str().unwrap();
        let above =
            ["main.rs", "mod.rs"].map(|above| fs::read_to_string(module.with_file_name(above)).unwrap_or_default());
        let is_named = above.iter().any(|above| above.contains(&format!("\nmod {name};")));
        assert!(is_named, "{path} is no module of its main.rs");
    }
}
