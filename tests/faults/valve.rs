//! A proxy before an etcd that lets so many requests through, or so many bytes of them, and no more, so that a program can be
//! killed at a chosen point of its work.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crate::requests::Requests;

/// The proxy. It ends when dropped.
pub(crate) struct Valve {
    port: u16,
    flow: Arc<Flow>,
}

struct Flow {
    /// Bytes of requests that went through.
    passed: AtomicUsize,
    /// How many may.
    limit: AtomicUsize,
    /// Requests that went through whole.
    requests: AtomicUsize,
    /// How many may.
    most: AtomicUsize,
    /// Connections that are open.
    open: AtomicUsize,
    /// Whether what is held back is thrown away, connections and all.
    cut: AtomicBool,
    over: AtomicBool,
}

impl Valve {
    /// Stands before the etcd at a port, open.
    pub(crate) fn before(upstream: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let flow = Arc::new(Flow {
            passed: AtomicUsize::new(0),
            limit: AtomicUsize::new(usize::MAX),
            requests: AtomicUsize::new(0),
            most: AtomicUsize::new(usize::MAX),
            open: AtomicUsize::new(0),
            cut: AtomicBool::new(false),
            over: AtomicBool::new(false),
        });
        let shared = flow.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if shared.over.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(server) = TcpStream::connect(("127.0.0.1", upstream)) {
                    // Held back by the system as well, each small piece would wait 40 ms for an answer to the one before it.
                    let _ = client.set_nodelay(true).and_then(|()| server.set_nodelay(true));
                    shared.open.fetch_add(1, Ordering::SeqCst);
                    shared.clone().join(client, server);
                }
            }
        });
        Self { port, flow }
    }

    /// Where clients find it.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Throws away what is held back, as a host that goes down with its buffers does, and lets new connections through.
    pub(crate) fn cut(&self) {
        self.flow.cut.store(true, Ordering::SeqCst);
        while self.is_in_use() {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.flow.cut.store(false, Ordering::SeqCst);
        self.open();
    }

    /// Opens it wide, and returns how many bytes of requests went through so far.
    pub(crate) fn open(&self) -> usize {
        self.flow.limit.store(usize::MAX, Ordering::SeqCst);
        self.flow.most.store(usize::MAX, Ordering::SeqCst);
        self.flow.passed.load(Ordering::SeqCst)
    }

    /// How many whole requests went through so far.
    pub(crate) fn requests(&self) -> usize {
        self.flow.requests.load(Ordering::SeqCst)
    }

    /// Counts anew, and closes after so many bytes.
    pub(crate) fn close_after(&self, bytes: usize) {
        self.flow.passed.store(0, Ordering::SeqCst);
        self.flow.limit.store(bytes, Ordering::SeqCst);
    }

    /// Counts anew, and closes after so many whole requests.
    pub(crate) fn close_after_requests(&self, requests: usize) {
        self.flow.requests.store(0, Ordering::SeqCst);
        self.flow.most.store(requests, Ordering::SeqCst);
    }

    /// Tells whether it has closed.
    pub(crate) fn is_closed(&self) -> bool {
        self.flow.room() == 0
    }

    /// Tells whether anybody is still connected.
    pub(crate) fn is_in_use(&self) -> bool {
        self.flow.open.load(Ordering::SeqCst) > 0
    }
}

impl Flow {
    fn join(self: Arc<Self>, client: TcpStream, server: TcpStream) {
        let (Ok(from_client), Ok(from_server)) = (client.try_clone(), server.try_clone()) else { return };
        let flow = self.clone();
        std::thread::spawn(move || flow.forward(from_client, server));
        std::thread::spawn(move || {
            self.backward(from_server, &client);
            let _ = client.shutdown(Shutdown::Both);
            self.open.fetch_sub(1, Ordering::SeqCst);
        });
    }

    /// How many bytes may go through, as far as can be told before it is seen where requests end in them.
    fn room(&self) -> usize {
        if self.requests.load(Ordering::SeqCst) >= self.most.load(Ordering::SeqCst) {
            return 0;
        }
        self.limit.load(Ordering::SeqCst).saturating_sub(self.passed.load(Ordering::SeqCst))
    }

    fn forward(&self, mut client: TcpStream, mut server: TcpStream) {
        let mut requests = Requests::new();
        let mut buffer = [0; 16 * 1024];
        while let Ok(count) = client.read(&mut buffer) {
            if count == 0 {
                break;
            }
            let mut rest = &buffer[..count];
            while !rest.is_empty() {
                let room = self.room();
                if room == 0 && self.cut.load(Ordering::SeqCst) {
                    let _ = server.shutdown(Shutdown::Both);
                    return;
                }
                if room == 0 && !self.over.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(1));
                    continue;
                }
                let (taken, ended) = requests.take(&rest[..rest.len().min(room.max(1))]);
                let (some, others) = rest.split_at(taken);
                if server.write_all(some).is_err() {
                    return;
                }
                self.passed.fetch_add(taken, Ordering::SeqCst);
                self.requests.fetch_add(usize::from(ended), Ordering::SeqCst);
                rest = others;
            }
        }
        let _ = server.shutdown(Shutdown::Write);
    }

    fn backward(&self, mut server: TcpStream, mut client: &TcpStream) {
        let mut buffer = [0; 16 * 1024];
        while let Ok(count) = server.read(&mut buffer) {
            // A client that is gone does not keep the server from ending.
            if count == 0 {
                break;
            }
            let _ = client.write_all(&buffer[..count]);
        }
    }
}

impl Drop for Valve {
    fn drop(&mut self) {
        self.flow.over.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for connections.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}
