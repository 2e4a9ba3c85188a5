//! calicoctl's variables, checked as it checks them: before every command that it knows, `version` too.

use std::fs::File;
use std::path::Path;

use super::{Done, Stop};
use crate::session::options::GlobalArgs;

const ENDPOINTS: &str = "ETCD_ENDPOINTS";
const AUTHORITY: &str = "ETCD_AUTHORITY";
const SCHEME: &str = "ETCD_SCHEME";
const KEY: &str = "ETCD_KEY_FILE";
const CERT: &str = "ETCD_CERT_FILE";
const CA: &str = "ETCD_CA_CERT_FILE";

/// Checks the variables that say where etcd is, where no variable of calicross' own does.
///
/// # Errors
/// With calicoctl's message.
pub(super) fn check(global: &GlobalArgs) -> Done {
    if global.endpoints.is_some() || global.context.is_some() || global.path.is_some() {
        return Ok(());
    }
    let variable = |name: &str| std::env::var(name).ok();
    connection(&variable).map_err(|why| Stop::paragraph(&why))
}

fn connection(variable: &dyn Fn(&str) -> Option<String>) -> Result<(), String> {
    let endpoints = variable(ENDPOINTS).filter(|text| !text.is_empty());
    let (addresses, scheme, from, scheme_from) = match &endpoints {
        Some(list) => {
            let (addresses, scheme) = listed(list)?;
            (addresses, scheme, ENDPOINTS, ENDPOINTS)
        }
        None => {
            let authority = variable(AUTHORITY).unwrap_or_else(|| "127.0.0.1:2379".to_owned());
            let scheme = variable(SCHEME).unwrap_or_else(|| "http".to_owned());
            (vec![authority], scheme, AUTHORITY, SCHEME)
        }
    };
    if let Some(bad) = addresses.iter().find(|address| !is_address(address)) {
        return Err(format!("Invalid {from}. Address must take the form <address>:<port>. Value provided is '{bad}'"));
    }
    match scheme.as_str() {
        "http" => Ok(()),
        "https" => files(variable),
        other => Err(format!(
            "Invalid {scheme_from}. Value must be one of: \"\", \"http\", \"https\". Value provided: {other}"
        )),
    }
}

/// The addresses of a list of endpoints, and the scheme that all have.
fn listed(list: &str) -> Result<(Vec<String>, String), String> {
    let (mut addresses, mut common) = (Vec::new(), None);
    for endpoint in list.split(',').map(str::trim) {
        let parts: Vec<&str> = endpoint.split("://").collect();
        let [scheme, address] = parts.as_slice() else {
            return Err(format!(
                "Invalid {ENDPOINTS}. It must take the form'ENDPOINT[,ENDPOINT][,...]' where \
                 ENDPOINT:='http[s]://ADDRESS:PORT'. Value provided is '{list}'"
            ));
        };
        if *common.get_or_insert(*scheme) != *scheme {
            return Err(format!("Inconsistent protocols in {ENDPOINTS}.  Value provided is '{list}'"));
        }
        addresses.push((*address).to_owned());
    }
    Ok((addresses, common.unwrap_or_default().to_owned()))
}

fn is_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let port = super::python::int(port).is_some_and(|port| (1..=65535).contains(&port));
    port && !host.is_empty() && !host.contains(['/', ' ']) && (!host.contains(':') || host.starts_with('['))
}

fn files(variable: &dyn Fn(&str) -> Option<String>) -> Result<(), String> {
    let [key, cert, ca] = [KEY, CERT, CA].map(|name| variable(name).unwrap_or_default());
    let readable = |path: &str| Path::new(path).is_file() && File::open(path).is_ok();
    if key.is_empty() != cert.is_empty() {
        return Err(format!(
            "Invalid {KEY}, {CERT} combination. Key and certificate must both be specified or both be blank. \
             Values provided: {KEY}={key}, {CERT}={cert}"
        ));
    }
    if [&key, &cert].into_iter().any(|file| !file.is_empty() && !readable(file)) {
        return Err(format!(
            "Cannot read {KEY} and/or {CERT}. Both must be readable file paths. Values provided: {KEY}={key}, {CERT}={cert}"
        ));
    }
    if !readable(&ca) {
        return Err(format!(
            "Invalid {CA}. Certificate Authority cert is required and must be a readable file path. Value provided: {ca}"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(variables: &[(&str, &str)]) -> Result<(), String> {
        connection(&|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn what_is_fine() {
        for variables in [
            &[][..],
            &[(AUTHORITY, "etcd_1:2379")],
            &[(AUTHORITY, "[fd00::1]:2379")],
            &[(ENDPOINTS, " http://a:1 , http://b:2"), (AUTHORITY, "junk")],
            &[(ENDPOINTS, ""), (AUTHORITY, "a:1")],
        ] {
            assert_eq!(checked(variables), Ok(()), "{variables:?}");
        }
    }

    #[test]
    fn messages_are_calicoctls() {
        for (variables, start) in [
            (
                &[(AUTHORITY, "127.0.0.1")][..],
                "Invalid ETCD_AUTHORITY. Address must take the form <address>:<port>. Value",
            ),
            (&[(AUTHORITY, "")], "Invalid ETCD_AUTHORITY. "),
            (&[(AUTHORITY, "a:0")], "Invalid ETCD_AUTHORITY. "),
            (&[(ENDPOINTS, "http://a:1/")], "Invalid ETCD_ENDPOINTS. Address "),
            (&[(ENDPOINTS, "a:1")], "Invalid ETCD_ENDPOINTS. It must take the form'ENDPOINT"),
            (
                &[(ENDPOINTS, "http://a:1,https://b:1")],
                "Inconsistent protocols in ETCD_ENDPOINTS.  Value provided is 'http",
            ),
            (&[(SCHEME, "")], "Invalid ETCD_SCHEME. Value must be one of: \"\", \"http\", \"https\". Value provided: "),
            (&[(ENDPOINTS, "ftp://a:1")], "Invalid ETCD_ENDPOINTS. Value must be one of"),
            (&[(SCHEME, "https")], "Invalid ETCD_CA_CERT_FILE. "),
            (&[(SCHEME, "https"), (KEY, "k")], "Invalid ETCD_KEY_FILE, ETCD_CERT_FILE combination. "),
            (&[(SCHEME, "https"), (KEY, "/no"), (CERT, "/no")], "Cannot read ETCD_KEY_FILE and/or ETCD_CERT_FILE. "),
        ] {
            let why = checked(variables).unwrap_err();
            assert!(why.starts_with(start), "{why}");
        }
    }
}
