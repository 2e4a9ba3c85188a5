//! A peer between client and etcd that does as it is told.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What becomes of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is carried out, and its answer comes.
    Whole,
    /// It is carried out, and of its answer only the beginning can be read.
    Garbled,
    /// It is carried out, and its answer is lost.
    AnswerLost,
    /// It is lost on its way.
    RequestLost,
}

/// Decides on a request by its first line and body; may do other things first.
type Decide = dyn FnMut(&str) -> Fate + Send;

/// Starts a peer before an etcd's port; returns its own.
pub(super) fn before(port: u16, decide: impl FnMut(&str) -> Fate + Send + 'static) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let own = listener.local_addr().unwrap().port();
    let decide: Arc<Mutex<Box<Decide>>> = Arc::new(Mutex::new(Box::new(decide)));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let decide = Arc::clone(&decide);
            std::thread::spawn(move || serve(stream, port, &decide));
        }
    });
    own
}

/// Starts a peer that answers every request with the same bytes.
pub(super) fn saying(answer: &'static str) -> u16 {
    answering(move |_| answer.to_owned())
}

/// Starts a peer that sends every request to another address.
pub(super) fn redirecting(to: String) -> u16 {
    answering(move |request| {
        let target = request.split(' ').nth(1).unwrap();
        format!("HTTP/1.1 307 Temporary Redirect\r\nLocation: {to}{target}\r\nContent-Length: 0\r\n\r\n")
    })
}

fn answering(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let own = listener.local_addr().unwrap().port();
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || {
                if let Some(request) = request(&mut stream) {
                    let _ = stream.write_all(answer(&request).as_bytes());
                    let _ = stream.shutdown(Shutdown::Write);
                    let _ = stream.read_to_end(&mut Vec::new());
                }
            });
        }
    });
    own
}

/// Serves one request; the client makes a new connection for the next.
fn serve(mut client: TcpStream, port: u16, decide: &Mutex<Box<Decide>>) {
    let Some(text) = request(&mut client) else {
        return;
    };
    let line = text.lines().next().unwrap_or_default().to_owned();
    let fate = decide.lock().unwrap()(&line);
    if fate == Fate::RequestLost {
        return;
    }
    let mut server = TcpStream::connect(("127.0.0.1", port)).unwrap();
    server.write_all(text.replacen("\r\n", "\r\nConnection: close\r\n", 1).as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = server.read_to_end(&mut answer);
    if fate == Fate::Garbled {
        let end = answer.windows(4).position(|end| end == b"\r\n\r\n").map_or(0, |at| at + 4);
        answer[end..].fill(b'x');
    }
    if fate != Fate::AnswerLost {
        let _ = client.write_all(&answer);
    }
}

fn request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}
