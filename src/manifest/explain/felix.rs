//! Felix' settings. What its parameters mean is told by the model's table of them.

use super::{Absent, Explained, Field, Takes, Who};

/// Felix' settings.
pub(super) const FELIX_CONFIG: Explained = Explained {
    says: "Settings of Felix, of all hosts or of one. A file says something of those that it names; null unsets one, and the others stay as \
           they are, since calico/node, networking-calico and operators all have a part in them. Every change restarts each Felix that it \
           applies to.",
    named: "global or node/HOST",
    keys: &["/calico/v1/config/<setting>", "/calico/v1/host/<node>/config/<setting>"],
    readers: &[
        (
            Who::Felix14,
            "looks for names in their exact case; environment and file come before its host's setting, that before the one of all hosts. With a bad number or boolean it does not start at all",
        ),
        (
            Who::Felix2,
            "takes names in any case; with a bad value it takes its default, but for a few with which it does not start; an empty value is none",
        ),
        (Who::NetworkingCalico, "sets EndpointReportingEnabled to true every minute, and adds tap to InterfacePrefix"),
        (Who::Calicross, "refuses values with which Felix does not start, and what is said already is not written"),
    ],
    metadata: &[Field::new(
        "node",
        Takes::One("host name"),
        Absent::Means("all hosts"),
        "The one host, byte for byte as its Felix calls itself.",
    )
    .keys(&["/calico/v1/host/<node>/config/<setting>"])
    .example("node1")
    .beside("../spec", "{\"LogSeverityScreen\": \"INFO\"}")
    .readers(&[
        (Who::Felix14, "takes its host's setting before that of all hosts"),
        (Who::Felix2, "takes its host's setting before that of all hosts"),
    ])],
    spec: Takes::Settings,
};
