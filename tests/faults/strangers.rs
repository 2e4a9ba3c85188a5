//! Servers that are no etcd.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// An address at which nobody listens.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    address(&listener)
}

fn address(listener: &TcpListener) -> String {
    format!("http://{}", listener.local_addr().expect("an address"))
}

/// Something that listens. It ends when dropped.
pub(crate) struct Stranger {
    /// Where it listens.
    pub(crate) endpoint: String,
    /// Kept where nobody takes the connections that the system accepts for it.
    _silent: Option<TcpListener>,
    over: Arc<AtomicBool>,
}

impl Stranger {
    /// Connections succeed, and nothing ever comes back.
    pub(crate) fn silent() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        Self { endpoint: address(&listener), _silent: Some(listener), over: Arc::default() }
    }

    /// A web server that has no such page.
    pub(crate) fn web() -> Self {
        Self::answering(
            "HTTP/1.1 404 Not Found\r\nServer: web\r\nContent-Type: text/html\r\nContent-Length: 9\r\nConnection: close\r\n\r\nnot found",
            true,
        )
    }

    /// A web service that says yes to everything.
    pub(crate) fn agreeable() -> Self {
        Self::answering(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
            true,
        )
    }

    /// A server that speaks first, as sshd and MySQL do.
    pub(crate) fn banner() -> Self {
        Self::answering("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", false)
    }

    /// A server that hangs up at once.
    pub(crate) fn curt() -> Self {
        Self::answering("", false)
    }

    fn answering(words: &'static str, listens_first: bool) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let (endpoint, over) = (address(&listener), Arc::new(AtomicBool::new(false)));
        let ended = over.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                std::thread::spawn(move || answer(stream, words, listens_first));
            }
        });
        Self { endpoint, _silent: None, over }
    }
}

fn answer(mut stream: TcpStream, words: &str, listens_first: bool) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(1)));
    let mut heard = [0; 4096];
    if listens_first {
        let _ = stream.read(&mut heard);
    }
    let _ = stream.write_all(words.as_bytes());
    if !words.is_empty() {
        // What is still on its way to us would break the connection before the words are read.
        let _ = stream.shutdown(std::net::Shutdown::Write);
        while stream.read(&mut heard).is_ok_and(|bytes| bytes > 0) {}
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(address) = self.endpoint.strip_prefix("http://") {
            // Wakes the thread that waits for connections.
            let _ = TcpStream::connect(address);
        }
    }
}
