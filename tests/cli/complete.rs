//! Completion of words and names, in the shells themselves

use crate::harness::Env;
use crate::terminal::{Shell, Terminal};

/// A datastore that names can be waited for in, however busy the machine is.
fn env() -> Env {
    let env = Env::with_web().set("CALICROSS_COMPLETE_WAIT", "20s");
    env.run(&["profile", "add", "db"]).ok();
    env
}

/// Types each line in each shell, and compares what it becomes.
fn becomes(env: &Env, lines: &[(&str, [&str; 3])]) {
    for (at, shell) in Shell::ALL.into_iter().enumerate() {
        let mut terminal = Terminal::open(shell, env, shell.sourced());
        for (typed, wanted) in lines {
            assert_eq!(terminal.line(typed), wanted[at], "{shell:?}: {typed:?}: {:?}", terminal.shown());
        }
    }
}

#[test]
fn words_and_names_are_completed_in_both_orders() {
    becomes(
        &env(),
        &[
            ("calicross prof\tsh\tw\t", ["calicross profile show web "; 3]),
            ("calicross profile tag a\tw\td\t", ["calicross profile tag add web db "; 3]),
            ("calicross profile w\tta\tad\td\t", ["calicross profile web tag add db "; 3]),
            ("calicross profile list --output jsonl\t", ["calicross profile list --output jsonl "; 3]),
            (
                "calicross profile rule add web inb\tall\tfrom tag d\t",
                ["calicross profile rule add web inbound allow from tag db "; 3],
            ),
        ],
    );
}

/// Keys as no command of ours would write them; they are there all the same.
const ODD: [&str; 3] = [
    "/calico/v1/policy/profile/it's a*b$x/tags",
    "/calico/v1/policy/profile/say \"hi\" \\ there/tags",
    "/calico/v1/a:b=c:d",
];

#[test]
fn odd_names_arrive_as_one_word() {
    let env = env();
    for key in ODD {
        env.put(key, b"[]");
    }
    becomes(
        &env,
        &[
            (
                "calicross profile show it\t",
                [
                    r"calicross profile show it\'s\ a\*b\$x ",
                    r"calicross profile show it\'s\ a\*b\$x ",
                    r"calicross profile show it\'s\ a\*b\$x ",
                ],
            ),
            (
                "calicross profile show \"it\t",
                [
                    r#"calicross profile show "it's a*b\$x" "#,
                    r#"calicross profile show "it's a*b\$x" "#,
                    r#"calicross profile show "it's a*b\$x" "#,
                ],
            ),
            (
                "calicross profile show 'say\t",
                [
                    r#"calicross profile show 'say "hi" \ there' "#,
                    r#"calicross profile show 'say "hi" \ there' "#,
                    r#"calicross profile show 'say "hi" \\ there' "#,
                ],
            ),
            (
                "calicross profile show say\\ \t",
                [
                    r#"calicross profile show say\ \"hi\"\ \\\ there "#,
                    r#"calicross profile show say\ \"hi\"\ \\\ there "#,
                    r#"calicross profile show say\ \"hi\"\ \\\ there "#,
                ],
            ),
            ("calicross key get /cal\t", ["calicross key get /calico/"; 3]),
            ("calicross key get /calico/v1/a\t", ["calicross key get /calico/v1/a:b=c:d "; 3]),
            ("calicross key get /calico/v1/a:b=c:\t", ["calicross key get /calico/v1/a:b=c:d "; 3]),
        ],
    );
}

#[test]
fn the_datastore_is_the_one_that_the_line_names() {
    let env = env();
    env.run(&["--path", "other.redb", "profile", "add", "zebra"]).ok();
    env.file("my plan.json", "{}");
    env.file(
        "contexts.yaml",
        &format!("contexts:\n  lab: {{datastore: file, path: {}}}\n", env.dir().join("other.redb").display()),
    );
    becomes(
        &env,
        &[
            ("calicross profile show z\t", ["calicross profile show z"; 3]),
            ("calicross --path other.redb profile show z\t", ["calicross --path other.redb profile show zebra "; 3]),
            ("calicross profile --path=other.redb z\tta\t", ["calicross profile --path=other.redb zebra tag "; 3]),
            (
                "calicross --config contexts.yaml --context l\tprofile show z\t",
                ["calicross --config contexts.yaml --context lab profile show zebra "; 3],
            ),
            ("calicross --path oth\t", ["calicross --path other.redb"; 3]),
            ("calicross plan show my\t", [r"calicross plan show my\ plan.json "; 3]),
            ("calicross --config=con\t", ["calicross --config=contexts.yaml "; 3]),
        ],
    );
}

#[test]
fn a_datastore_that_is_down_is_met_with_silence() {
    let env = env();
    for shell in Shell::ALL {
        let mut terminal = Terminal::open(shell, &env, shell.sourced());
        let typed = "calicross --datastore etcdv3 --endpoints http://127.0.0.1:1 profile show w";
        let before = terminal.shown();
        assert_eq!(terminal.line(&format!("{typed}\t\t")), typed, "{shell:?}");
        let shown = terminal.shown()[before.len()..].to_lowercase();
        assert!(!shown.contains("error") && !shown.contains("cannot"), "{shell:?}: {shown:?}");
    }
}

/// Two security groups whose uuids begin alike.
const GROUPS: [&str; 2] = ["4fe422ed-4730-4af4-b835-38d09235bd4a", "4fa00000-0000-4000-8000-000000000000"];

#[test]
fn what_belongs_to_a_name_is_told_beside_it() {
    let env = env();
    for group in GROUPS {
        env.put(&format!("/calico/v1/policy/profile/openstack-sg-{group}/rules"), b"{}");
    }
    env.put("/calicross/v1/names/groups/4f", format!(r#"{{"{}": "front\u001b[31m"}}"#, GROUPS[0]).as_bytes());
    for shell in Shell::ALL {
        let mut terminal = Terminal::open(shell, &env, shell.sourced());
        terminal.press("calicross profile show openstack-sg-4\t\t\t");
        terminal.shows("front\\x1b[31m");
        let line = terminal.line("");
        assert!(line.starts_with("calicross profile show openstack-sg-4f"), "{shell:?}: {line}");
        let shown = terminal.shown();
        assert!(!shown.contains("front\u{1b}"), "{shell:?}: {shown:?}");
    }
}

#[test]
fn scripts_work_from_where_they_are_installed() {
    let env = env();
    for (shell, file) in [(Shell::Bash, "calicross"), (Shell::Zsh, "_calicross"), (Shell::Fish, "calicross.fish")] {
        let script = env.run(&["completion", shell.name(), "--names"]).ok().stdout();
        let path = env.dir().join(shell.name());
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join(file), script).unwrap();
        let path = path.display();
        let setup = match shell {
            // What bash-completion does at the first key press.
            Shell::Bash => format!("load() {{ . {path}/calicross && return 124; }}\ncomplete -F load calicross"),
            Shell::Zsh => format!("fpath=({path} $fpath)\ncompinit -u -D"),
            Shell::Fish => format!("set --prepend fish_complete_path {path}"),
        };
        let mut terminal = Terminal::open(shell, &env, &setup);
        assert_eq!(terminal.line("calicross profile show w\t"), "calicross profile show web ", "{shell:?}");
        assert_eq!(terminal.line("calicross profile show d\t"), "calicross profile show db ", "{shell:?}");
    }
    assert_eq!(env.run(&["completion", "elvish", "--names"]).code(), 2);
}

#[test]
fn what_was_just_added_is_offered_at_once() {
    let env = env();
    let asked = |typed: &str| {
        let mut command = env.command(crate::harness::BINARY);
        command.env("CALICROSS_COMPLETE", "fish").args(["profile", "show", typed]);
        let output = command.output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(asked("we"), "names\nweb\n");
    // From here on the cache would answer.
    env.put("/calico/v1/policy/profile/weird/tags", b"[]");
    let kept = asked("we");
    env.run(&["profile", "add", "web2"]).ok();
    assert_eq!(asked("we"), "names\nweb\nweb2\nweird\n", "kept before: {kept}");
    let cache = env.dir().join(".cache/calicross");
    assert_eq!(std::fs::read_dir(cache).unwrap().count(), 1);
}

#[test]
fn a_question_that_makes_no_sense_gets_no_answer() {
    let env = env();
    for (shell, arguments) in
        [("bash", vec![]), ("bash", vec!["calicross profile", "x"]), ("fish", vec![]), ("tcsh", vec!["profile", ""])]
    {
        let mut command = env.command(crate::harness::BINARY);
        let output = command.env("CALICROSS_COMPLETE", shell).args(&arguments).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{shell} {arguments:?}: {output:?}");
    }
}
