//! Lists of endpoints, and the credentials that some have in them.

use crate::error::{CommandError, ErrorKind};

/// Shows a list of endpoints without what stands before an `@`.
pub(super) fn without_credentials(list: &str) -> String {
    let one = |endpoint: &str| match (endpoint.split_once("://"), endpoint.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        (None, Some((_, host))) => host.to_owned(),
        _ => endpoint.to_owned(),
    };
    list.split(',').map(str::trim).map(one).collect::<Vec<_>>().join(",")
}

/// Base addresses, and user and password where one of them held any.
pub(super) type Endpoints = (Vec<String>, Option<(String, String)>);

/// Reads a list of endpoints; one without a scheme is `http`. Credentials in them are taken out.
pub(super) fn parse_endpoints(list: &str) -> Result<Endpoints, CommandError> {
    let bad = |endpoint: &str, why: &str| {
        // A comma in a password cuts it in two, and the first part looks like an endpoint of its own.
        let doubtful = list.contains('@') && !endpoint.contains('@');
        let shown = if doubtful { "(not shown)".to_owned() } else { without_credentials(endpoint) };
        CommandError::new(ErrorKind::Usage, format!("endpoint {shown}: {why}"))
            .hint("an endpoint is http://HOST:PORT or https://HOST:PORT; several are separated by commas")
    };
    let (mut endpoints, mut credentials) = (Vec::new(), None);
    for endpoint in list.split(',').map(str::trim).filter(|endpoint| !endpoint.is_empty()) {
        let (scheme, rest) = endpoint.split_once("://").unwrap_or(("http", endpoint));
        if !matches!(scheme, "http" | "https") {
            return Err(bad(endpoint, "its scheme is neither http nor https"));
        }
        let rest = rest.trim_end_matches('/');
        let authority = match rest.rsplit_once('@') {
            None => rest,
            Some((before, authority)) => {
                let (user, password) = before.split_once(':').unwrap_or((before, ""));
                let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
                credentials = Some((decode(user), decode(password)));
                authority
            }
        };
        if authority.is_empty() || authority.contains(['/', '?', '#', ' ']) {
            return Err(bad(endpoint, "it is more or less than a host and a port"));
        }
        let port = authority.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map(|(_, port)| port);
        if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return Err(bad(endpoint, "its port is no number up to 65535"));
        }
        let base =
            if port.is_some() { format!("{scheme}://{authority}") } else { format!("{scheme}://{authority}:2379") };
        endpoints.push(base);
    }
    if endpoints.is_empty() {
        return Err(bad("", "the list is empty"));
    }
    if endpoints.iter().any(|endpoint| endpoint.split("://").next() != endpoints[0].split("://").next()) {
        return Err(bad(list, "http and https are mixed"));
    }
    Ok((endpoints, credentials))
}
