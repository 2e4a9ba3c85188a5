//! Where requests end in what a client sends: HTTP/1.1 with lengths, as to etcd's v2 API, and HTTP/2, as to its v3 API.

/// What a client that speaks HTTP/2 begins with.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// Bytes of a frame's header: length, type, flags, stream.
const FRAME: usize = 9;
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const END_STREAM: u8 = 1;

/// Follows one connection.
pub(crate) struct Requests(State);

enum State {
    /// In the head of a request, or in the preface.
    Head(Vec<u8>),
    /// In the header of a frame.
    Frame(Vec<u8>),
    /// In a body, or in the payload of a frame.
    Body { left: usize, ends: bool, frames: bool },
}

impl Requests {
    /// Stands before the first byte.
    pub(crate) fn new() -> Self {
        Self(State::Head(Vec::new()))
    }

    /// Takes bytes up to the end of the next request, or all. Returns how many it has taken, and whether a request ends with them.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut taken = 0;
        while taken < bytes.len() {
            if let State::Body { left, .. } = &mut self.0 {
                let some = (*left).min(bytes.len() - taken);
                *left -= some;
                taken += some;
            } else {
                self.byte(bytes[taken]);
                taken += 1;
            }
            if let State::Body { left: 0, ends, frames } = self.0 {
                self.0 = if frames { State::Frame(Vec::new()) } else { State::Head(Vec::new()) };
                if ends {
                    return (taken, true);
                }
            }
        }
        (taken, false)
    }

    /// Takes a byte that is of no body.
    fn byte(&mut self, byte: u8) {
        match &mut self.0 {
            State::Head(head) => {
                head.push(byte);
                if head == PREFACE {
                    self.0 = State::Frame(Vec::new());
                } else if head.ends_with(b"\r\n\r\n") && !PREFACE.starts_with(head) {
                    self.0 = State::Body { left: length(head), ends: true, frames: false };
                }
            }
            State::Frame(header) => {
                header.push(byte);
                if header.len() == FRAME {
                    let left = usize::from(header[0]) << 16 | usize::from(header[1]) << 8 | usize::from(header[2]);
                    let ends = matches!(header[3], DATA | HEADERS) && header[4] & END_STREAM != 0;
                    self.0 = State::Body { left, ends, frames: true };
                }
            }
            State::Body { .. } => {}
        }
    }
}

/// The length of the body that a head tells of.
fn length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    assert!(!head.contains("transfer-encoding"), "a body of no known length: {head}");
    let line = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    line.map_or(0, |length| length.trim().parse().expect("a length"))
}

#[test]
fn requests_are_told_apart_however_they_come() {
    let text =
        b"GET /v2/keys HTTP/1.1\r\nHost: x\r\n\r\nPUT /v2/keys/a HTTP/1.1\r\nContent-Length: 7\r\n\r\nvalue=1".to_vec();
    let frame = |kind: u8, flags: u8, payload: &[u8]| {
        let mut bytes = vec![0, 0, u8::try_from(payload.len()).expect("a short one"), kind, flags, 0, 0, 0, 1];
        bytes.extend(payload);
        bytes
    };
    let settings = frame(4, 0, b"");
    let frames = [
        PREFACE.to_vec(),
        settings,
        // A flag of the same value means something else there.
        frame(4, END_STREAM, b""),
        frame(HEADERS, 4, b"head"),
        frame(DATA, 0, b"one"),
        frame(DATA, END_STREAM, b""),
        frame(HEADERS, 4, b"head"),
        frame(DATA, END_STREAM, b"two"),
    ]
    .concat();
    for (bytes, lengths) in [(text, vec![34, 87]), (frames, vec![76, 101])] {
        for piece in 1..bytes.len() {
            let (mut requests, mut ends, mut at) = (Requests::new(), Vec::new(), 0);
            for some in bytes.chunks(piece) {
                let mut rest = some;
                while !rest.is_empty() {
                    let (taken, ended) = requests.take(rest);
                    at += taken;
                    rest = &rest[taken..];
                    if ended {
                        ends.push(at);
                    }
                }
            }
            assert_eq!(ends, lengths, "in pieces of {piece}");
        }
    }
}
