//! A proxy before an etcd that lets so many bytes of requests through and no more, so that a program can be killed at a chosen
//! point of its work.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// The proxy. It ends when dropped.
pub(crate) struct Valve {
    port: u16,
    flow: Arc<Flow>,
}

#[derive(Default)]
struct Flow {
    /// Bytes of requests that went through.
    passed: AtomicUsize,
    /// How many may.
    limit: AtomicUsize,
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
        let flow = Arc::new(Flow { limit: AtomicUsize::new(usize::MAX), ..Flow::default() });
        let shared = flow.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if shared.over.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(server) = TcpStream::connect(("127.0.0.1", upstream)) {
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
        self.flow.passed.load(Ordering::SeqCst)
    }

    /// Counts anew, and closes after so many bytes.
    pub(crate) fn close_after(&self, bytes: usize) {
        self.flow.passed.store(0, Ordering::SeqCst);
        self.flow.limit.store(bytes, Ordering::SeqCst);
    }

    /// Tells whether it has closed.
    pub(crate) fn is_closed(&self) -> bool {
        self.flow.passed.load(Ordering::SeqCst) >= self.flow.limit.load(Ordering::SeqCst)
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

    fn forward(&self, mut client: TcpStream, mut server: TcpStream) {
        let mut buffer = [0; 16 * 1024];
        while let Ok(count) = client.read(&mut buffer) {
            if count == 0 {
                break;
            }
            let mut rest = &buffer[..count];
            while !rest.is_empty() {
                let room = self.limit.load(Ordering::SeqCst).saturating_sub(self.passed.load(Ordering::SeqCst));
                if room == 0 && self.cut.load(Ordering::SeqCst) {
                    let _ = server.shutdown(Shutdown::Both);
                    return;
                }
                if room == 0 && !self.over.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(1));
                    continue;
                }
                let (some, others) = rest.split_at(rest.len().min(room.max(1)));
                if server.write_all(some).is_err() {
                    return;
                }
                self.passed.fetch_add(some.len(), Ordering::SeqCst);
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
