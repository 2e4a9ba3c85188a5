//! Sets of pairs of numbers: destination and source ports, or ICMP types and codes.

/// Numbers from first to last, both included.
pub(super) type Span = (u16, u16);

/// A set of pairs, in one form only: bands of the first number, in order, apart or different from one another; in each the
/// spans of the second, in order and apart. So equal sets are equal values.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Plane {
    /// No pair.
    #[default]
    Empty,
    /// Some.
    Bands(Vec<Band>),
    /// Every pair.
    Full,
}

/// Pairs whose first number lies between two.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Band {
    pub(super) first: u16,
    pub(super) last: u16,
    pub(super) spans: Vec<Span>,
}

/// How two sets are put together, number by number.
pub(super) type Operation = fn(bool, bool) -> bool;

pub(super) fn or(a: bool, b: bool) -> bool {
    a || b
}

pub(super) fn and(a: bool, b: bool) -> bool {
    a && b
}

pub(super) fn but_not(a: bool, b: bool) -> bool {
    a && !b
}

impl Plane {
    /// Pairs of these firsts and these seconds, both in any order; `max` is the highest number there is.
    pub(super) fn product(firsts: &[Span], seconds: &[Span], max: u16) -> Self {
        let (firsts, seconds) = (tidy(firsts), tidy(seconds));
        if firsts.is_empty() || seconds.is_empty() {
            return Self::Empty;
        }
        let bands = firsts.iter().map(|&(first, last)| Band { first, last, spans: seconds.clone() }).collect();
        Self::of(bands, max)
    }

    fn of(bands: Vec<Band>, max: u16) -> Self {
        match bands.as_slice() {
            [] => Self::Empty,
            [Band { first: 0, last, spans }] if *last == max && spans.as_slice() == [(0, max)] => Self::Full,
            _ => Self::Bands(bands),
        }
    }

    /// The bands, also of what is empty or full.
    pub(super) fn bands(&self, max: u16) -> Vec<Band> {
        match self {
            Self::Empty => Vec::new(),
            Self::Bands(bands) => bands.clone(),
            Self::Full => vec![Band { first: 0, last: max, spans: vec![(0, max)] }],
        }
    }

    pub(super) fn contains(&self, first: u16, second: u16) -> bool {
        match self {
            Self::Empty => false,
            Self::Full => true,
            Self::Bands(bands) => {
                let at = bands.partition_point(|band| band.last < first);
                bands.get(at).is_some_and(|band| {
                    let span = band.spans.partition_point(|span| span.1 < second);
                    band.first <= first && band.spans.get(span).is_some_and(|span| span.0 <= second)
                })
            }
        }
    }

    /// The set of the pairs for which the operation is true of whether each set has them; it must be false for two falses.
    pub(super) fn combine(&self, other: &Self, operation: Operation, max: u16) -> Self {
        if let Some(short) = self.shortcut(other, operation) {
            return short;
        }
        let (a, b) = (self.bands(max), other.bands(max));
        let mut out: Vec<Band> = Vec::new();
        for (first, last) in pieces(a.iter().chain(&b).map(|band| (band.first, band.last)), max) {
            let empty: &[Span] = &[];
            let of = |bands: &'_ [Band]| {
                let at = bands.partition_point(|band| band.last < first);
                bands.get(at).filter(|band| band.first <= first).map(|band| band.spans.clone())
            };
            let (left, right) = (of(&a), of(&b));
            let spans =
                combine_spans(left.as_deref().unwrap_or(empty), right.as_deref().unwrap_or(empty), operation, max);
            if spans.is_empty() {
                continue;
            }
            match out.last_mut() {
                Some(before) if u32::from(before.last) + 1 == u32::from(first) && before.spans == spans => {
                    before.last = last;
                }
                _ => out.push(Band { first, last, spans }),
            }
        }
        Self::of(out, max)
    }

    /// What needs no sweep: one of the two is empty or full, or both are the same.
    fn shortcut(&self, other: &Self, operation: Operation) -> Option<Self> {
        let whole = |value: bool| if value { Self::Full } else { Self::Empty };
        match (self, other) {
            (a, b) if a == b => match operation(true, true) {
                true => Some(a.clone()),
                false => Some(Self::Empty),
            },
            (Self::Empty, Self::Full) => Some(whole(operation(false, true))),
            (Self::Full, Self::Empty) => Some(whole(operation(true, false))),
            (Self::Empty, b) => Some(if operation(false, true) { b.clone() } else { Self::Empty }),
            (a, Self::Empty) => Some(if operation(true, false) { a.clone() } else { Self::Empty }),
            // An operation that does not look at the other set once one is full.
            (Self::Full, _) if operation(true, false) == operation(true, true) => Some(whole(operation(true, true))),
            (Self::Full, b) if operation(true, true) => Some(b.clone()),
            (_, Self::Full) if operation(false, true) == operation(true, true) => Some(whole(operation(true, true))),
            (a, Self::Full) if operation(true, true) => Some(a.clone()),
            _ => None,
        }
    }
}

/// Sorts spans and joins those that overlap or touch.
fn tidy(spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(sorted.len());
    for (first, last) in sorted {
        match out.last_mut() {
            Some(before) if u32::from(first) <= u32::from(before.1) + 1 => before.1 = before.1.max(last),
            _ => out.push((first, last)),
        }
    }
    out
}

/// Cuts 0 to `max` wherever one of the spans begins or ends.
fn pieces(spans: impl Iterator<Item = Span>, max: u16) -> Vec<Span> {
    let mut starts: Vec<u32> = spans.flat_map(|(first, last)| [u32::from(first), u32::from(last) + 1]).collect();
    starts.push(0);
    starts.push(u32::from(max) + 1);
    starts.sort_unstable();
    starts.dedup();
    let piece =
        |pair: &[u32]| Some((u16::try_from(*pair.first()?).ok()?, u16::try_from(pair.last()?.checked_sub(1)?).ok()?));
    starts.windows(2).filter_map(piece).collect()
}

fn combine_spans(a: &[Span], b: &[Span], operation: Operation, max: u16) -> Vec<Span> {
    if a == b {
        return if operation(true, true) { a.to_vec() } else { Vec::new() };
    }
    let has = |spans: &[Span], number: u16| {
        let at = spans.partition_point(|span| span.1 < number);
        spans.get(at).is_some_and(|span| span.0 <= number)
    };
    let kept: Vec<Span> = pieces(a.iter().chain(b).copied(), max)
        .into_iter()
        .filter(|(first, _)| operation(has(a, *first), has(b, *first)))
        .collect();
    tidy(&kept)
}
