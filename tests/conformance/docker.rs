//! A docker that has no containers, and one network.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

const NETWORK: &str = r#"{"Name": "dnet1", "Id": "7f9b3c01234567890123456789012345678901234567890123456789abcdefab"}"#;

/// Starts it, for as long as the test runs, and returns what goes into `DOCKER_HOST`.
pub(crate) fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| drop(answer(stream))));
    format!("tcp://{address}")
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The rest of the request has to be read, or the answer is lost with the connection.
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let path = request.split(' ').nth(1).unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    let (status, body) = match path {
        _ if path.contains("/networks/") && NETWORK.contains(&format!("\"{last}\"")) => ("200 OK", NETWORK),
        _ if path.ends_with("/containers/json") => ("200 OK", "[]"),
        _ => ("404 Not Found", r#"{"message": "no such object"}"#),
    };
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}
