//! The forms of the JSON, as the manual tells of them. A test runs every command and holds what it prints against this.

use clap::Command;

/// One form.
pub(crate) struct Schema {
    /// Its name and version.
    pub(crate) name: &'static str,
    /// The commands that print it.
    pub(crate) of: &'static [&'static str],
    /// What it is.
    pub(crate) about: &'static str,
    /// Whether the members are those of a list's items.
    pub(crate) list: bool,
    /// Each member and its meaning. `a.b` is a member of a member, `a[].b` one of an array's items; `{...}` after a name
    /// says that what is below has no fixed form, and `?` that the member may be absent.
    pub(crate) members: &'static [(&'static str, &'static str)],
}

/// The form of the result of everything that writes.
pub(crate) const RESULT: &str = "calicross/result/1";

/// Returns the form that a verb prints.
pub(crate) fn of(command: &Command, words: &[String]) -> Option<&'static Schema> {
    let line = words.join(" ");
    let writes = command.get_arguments().any(|arg| arg.get_id() == "dry_run");
    let named = SCHEMAS.iter().find(|schema| schema.of.contains(&line.as_str()));
    named.or_else(|| SCHEMAS.iter().find(|schema| writes && schema.name == RESULT))
}

const RECORD: [(&str, &str); 10] = [
    ("record.id", "the entry's name, a UUIDv7"),
    ("record.time", "when, in RFC 3339"),
    ("record.actor", "who"),
    ("record.host", "the host it was typed on"),
    ("record.pid", "the process there"),
    ("record.command", "the words, without connection options and secrets"),
    ("record.reason?", "--reason"),
    ("record.forced?", "the words of --force that were needed"),
    ("record.undoes?", "the entry that this one takes back"),
    ("record.resumes?", "the entry whose rest this one has written"),
];

/// All of them.
pub(crate) const SCHEMAS: [Schema; 18] = [
    Schema {
        name: RESULT,
        of: &["plan show"],
        about: "So does every command that writes: what it changed or, with --dry-run, would change.",
        list: false,
        members: &[
            ("changed", "whether anything was written"),
            ("dry_run", "whether nothing was to be written"),
            ("changes[].path", "the key"),
            ("changes[].action", "create, update or delete"),
            ("changes[].before", "its former value; null where it did not exist"),
            ("changes[].after", "its new value; null where it is removed"),
            ("changes[].encoding?", "base64, where one of the two is not UTF-8 and both are encoded"),
            ("impact{...}", "the effect on traffic; null where it is not worked out"),
            ("journal_id", "the entry of the journal; null where nothing was written, or no journal is kept"),
            ("warnings", "what should be known"),
        ],
    },
    Schema {
        name: "calicross/error/1",
        of: &[],
        about: "One line on stderr where a command fails and the output is structured.",
        list: false,
        members: &[
            (
                "kind",
                "a stable word: usage, not-found, ambiguous, exists, in-use, owner, unconfirmed, refused, conflict, stale, bad-data, \
                 unreachable, tls, denied, partial or output",
            ),
            ("code", "the exit code"),
            ("message", "what is wrong, one line"),
            ("object", "what it is about, such as profile web; or null"),
            ("key", "the key; or null"),
            ("hint", "what to do, lines; or null"),
        ],
    },
    Schema {
        name: "calicross/profile-list/1",
        of: &["profile list"],
        about: "A member is null where its key is missing or cannot be read.",
        list: true,
        members: &[
            ("name", "the profile"),
            ("tags", "the tags it carries"),
            ("labels{...}", "its labels"),
            ("inbound_rules", "how many"),
            ("outbound_rules", "how many"),
            ("malformed", "which of tags, labels and rules cannot be read"),
        ],
    },
    Schema {
        name: "calicross/profile/1",
        of: &["profile show"],
        about: "A member is null where its key is missing or cannot be read.",
        list: false,
        members: &[
            ("name", "the profile"),
            ("tags", "the tags it carries"),
            ("labels{...}", "its labels"),
            ("inbound_rules[]{...}", "its rules as they are stored"),
            ("outbound_rules[]{...}", "its rules as they are stored"),
            ("malformed", "the keys that cannot be read"),
        ],
    },
    Schema {
        name: "calicross/profile-tag-list/1",
        of: &["profile tag list"],
        about: "",
        list: true,
        members: &[("tag", "the tag")],
    },
    Schema {
        name: "calicross/profile-rule-list/1",
        of: &["profile rule list"],
        about: "",
        list: true,
        members: &[
            ("direction", "inbound or outbound"),
            ("at", "its place, counted from 1"),
            ("words", "the rule as `profile rule add` takes it; null where it is none"),
            ("malformed", "why it is none; else null"),
            ("rule{...}", "the rule as it is stored"),
        ],
    },
    Schema {
        name: "calicross/profile-rules/1",
        of: &["profile rule json"],
        about: "The rules as `profile rule update` takes them, with every member that they have beside these.",
        list: false,
        members: &[
            ("inbound_rules[]{...}", "the rules as they are stored"),
            ("outbound_rules[]{...}", "the rules as they are stored"),
        ],
    },
    Schema {
        name: "calicross/key-list/1",
        of: &["key ls"],
        about: "",
        list: true,
        members: &[
            ("path", "the key"),
            ("version", "etcd's mod_revision (v3) or modifiedIndex (v2)"),
            ("bytes", "the length of its value"),
            ("expires", "whether it goes away by itself"),
        ],
    },
    Schema {
        name: "calicross/key/1",
        of: &["key get"],
        about: "",
        list: false,
        members: &[
            ("path", "the key"),
            ("version", "etcd's mod_revision (v3) or modifiedIndex (v2)"),
            ("value", "its value"),
            ("encoding", "of the value: utf-8, or base64 where it is not UTF-8"),
            ("expires", "whether it goes away by itself"),
        ],
    },
    Schema {
        name: "calicross/history/1",
        of: &["history list"],
        about: "The oldest first.",
        list: true,
        members: &[
            ("id", "the entry's name, a UUIDv7"),
            ("time", "when, in RFC 3339"),
            ("actor", "who"),
            ("host", "the host it was typed on"),
            (
                "state",
                "done, pending (begun and not finished), partial (a part was written and the rest given up) or undone (taken \
                 back before it was finished)",
            ),
            ("keys", "how many keys it changed"),
            ("command", "the words, without connection options and secrets"),
            ("reason", "--reason; or null"),
            ("forced", "the words of --force that were needed"),
            ("undoes", "the entry that this one takes back; or null"),
        ],
    },
    Schema {
        name: "calicross/history-entry/1",
        of: &["history show"],
        about: "Values are {\"text\": ...} or, where they are not UTF-8, {\"base64\": ...}.",
        list: false,
        members: &[
            ("state", "as in the list"),
            RECORD[0],
            RECORD[1],
            RECORD[2],
            RECORD[3],
            RECORD[4],
            RECORD[5],
            RECORD[6],
            RECORD[7],
            RECORD[8],
            ("changes[].change.path", "the key"),
            ("changes[].change.before{...}", "its former value; null where it did not exist"),
            ("changes[].change.after", "the first 128 bits of the SHA-256 of its new value; null where it was removed"),
            ("changes[].now", "its present value: after (as the entry left it), before, or changed"),
        ],
    },
    Schema {
        name: "calicross/history-prune/1",
        of: &["history prune"],
        about: "",
        list: false,
        members: &[("removed", "how many entries"), ("dry_run", "whether they only would be")],
    },
    Schema {
        name: "calicross/ping/1",
        of: &["ping"],
        about: "What the datastore does not tell is null.",
        list: false,
        members: &[
            ("datastore", "etcdv2, etcdv3 or file"),
            ("address", "where"),
            ("identity", "etcd's cluster id, the file's own id"),
            ("cluster_guid", "Calico's name of the cluster"),
            ("latency_ms", "time of one read"),
            ("holds_calico", "which APIs hold /calico/v1"),
            ("doubt", "why writes are refused until --datastore names one"),
            ("auth_enabled", "whether users are asked for"),
            ("quota_bytes", "how large it may grow"),
            ("alarms", "what it raises"),
            ("members[].name", "the member"),
            ("members[].endpoints", "its addresses"),
            ("members[].leader", "whether it leads"),
            ("members[].version", "its version"),
            ("members[].size_bytes", "the size of its data"),
            ("members[].latency_ms", "time of one answer"),
            ("members[].error", "why it does not answer"),
        ],
    },
    Schema {
        name: "calicross/settings/1",
        of: &["settings"],
        about: "",
        list: true,
        members: &[
            ("name", "the option that sets it"),
            ("value", "its value, never a secret"),
            ("origin", "where it comes from: a flag, a variable, a context of a file, or the default"),
        ],
    },
    Schema {
        name: "calicross/version/1",
        of: &["version"],
        about: "",
        list: false,
        members: &[("version", "the program's version")],
    },
    Schema {
        name: "calicross/plan/1",
        of: &[],
        about: "The file that --dry-run --out writes. Values are {\"text\": ...} or, where they are not UTF-8, {\"base64\": ...}.",
        list: false,
        members: &[
            ("target.kind", "etcdv2, etcdv3 or file"),
            ("target.identity", "the datastore that it is for; no other takes it"),
            ("target.address", "its address then"),
            ("target.cluster_guid?", "Calico's name of the cluster"),
            ("time", "when it was made, in RFC 3339"),
            ("command", "the words that it was made from"),
            ("entry?", "the journal entry that it was begun as, where it was interrupted"),
            ("changes[].path", "the key"),
            ("changes[].before{...}", "its version and value then; null where it did not exist"),
            ("changes[].after{...}", "its new value; null where it is removed"),
            ("guards[]{...}", "versions of keys that decided and are not written"),
            ("expectations[]{...}", "what is looked at again right after the write"),
            ("obstacles[]{...}", "what needs a word of --force, and which"),
            ("questions[]{...}", "what a person is asked to agree to"),
            ("warnings", "what should be known"),
            ("summary", "what it does, for people"),
        ],
    },
    Schema {
        name: "calicross/journal/1",
        of: &[],
        about: "What /calicross/v1/journal/ID/000000 holds in the datastore; 000001 and so on hold more changes of a large entry.",
        list: false,
        members: &[
            ("state", "as in the list of the history"),
            RECORD[0],
            RECORD[1],
            RECORD[2],
            RECORD[3],
            RECORD[4],
            RECORD[5],
            RECORD[6],
            RECORD[7],
            RECORD[8],
            ("changes[].path", "the key"),
            ("changes[].before{...}", "its former value; null where it did not exist"),
            ("changes[].after", "the first 128 bits of the SHA-256 of its new value; null where it was removed"),
        ],
    },
    Schema {
        name: "calicross/link-intent/1",
        of: &[],
        about: "What /calicross/v1/links/LINK holds in the datastore: for which endpoints `link attach --keep` keeps the link.",
        list: false,
        members: &[
            ("selections[].namespace?", "the pods of this namespace"),
            ("selections[].selector?", "what this selector chooses, of the namespace where one is given"),
            (
                "selections[].pod?",
                "the pods of this namespace/name, where * and ? stand for any text and any character",
            ),
            ("selections[].replace?", "the profile whose place the link takes"),
        ],
    },
];
