//! The questions that can be asked about classes.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::answer::Caveat;
use super::classes::{Class, ClassId, Classes, Party, classify};
use super::ends::Ends;
use super::flow::{BothSides, Near};
use super::pool::{Object, ObjectId};
use super::set::PacketSet;
use super::space::{Flow, Space};
use super::view::{EndpointId, View};

/// The number of a flow; equal flows of one [`Reach`] have equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlowId(pub(super) u32);

/// The number of a set of packets that pass; equal sets of one [`Reach`] have equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetId(pub(super) u32);

fn numbers(first: usize, behind: usize) -> impl Iterator<Item = ClassId> {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    (number(first)..number(behind)).map(ClassId)
}

/// Answers about the traffic of a view. Everything is worked out when it is first asked for, and once.
pub struct Reach<'v, 's> {
    pub(super) view: &'v View<'s>,
    pub(super) space: Rc<RefCell<Space>>,
    pub(super) ends: RefCell<Ends<'v, 's>>,
    classes: OnceCell<Classes>,
    /// The sides of each class.
    sides: OnceCell<Vec<BothSides>>,
}

impl<'v, 's> Reach<'v, 's> {
    /// Answers about a view.
    pub fn of(view: &'v View<'s>) -> Self {
        Self::within(view, Rc::new(RefCell::new(Space::new(Rc::clone(&view.pool)))))
    }

    /// Answers about a view that comes of the same reading as another one: what is the same in both is worked out once.
    pub(super) fn within(view: &'v View<'s>, space: Rc<RefCell<Space>>) -> Self {
        let ends = RefCell::new(Ends::new(view, &mut space.borrow_mut()));
        Self { view, space, ends, classes: OnceCell::new(), sides: OnceCell::new() }
    }

    /// The view.
    pub fn view(&self) -> &'v View<'s> {
        self.view
    }

    pub(super) fn all_classes(&self) -> &Classes {
        self.classes.get_or_init(|| {
            let mut pool = self.view.pool.borrow_mut();
            classify(self.view, &mut self.ends.borrow_mut(), &mut pool, &mut self.space.borrow_mut())
        })
    }

    /// Endpoints, of workloads and of hosts, that behave alike, by the first one's path. An endpoint without an address is in none.
    pub fn classes(&self) -> &[Class] {
        let classes = self.all_classes();
        classes.list.get(..classes.of_endpoints).unwrap_or_default()
    }

    /// Addresses that no endpoint has, by the networks that rules name.
    pub fn outside(&self) -> &[Class] {
        let classes = self.all_classes();
        classes.list.get(classes.of_endpoints..).unwrap_or_default()
    }

    /// A class of either kind.
    pub fn class(&self, id: ClassId) -> Option<&Class> {
        self.all_classes().list.get(id.index())
    }

    /// The numbers of [`Reach::classes`].
    pub fn class_ids(&self) -> impl Iterator<Item = ClassId> + use<> {
        numbers(0, self.all_classes().of_endpoints)
    }

    /// The numbers of [`Reach::outside`].
    pub fn outside_ids(&self) -> impl Iterator<Item = ClassId> + use<> {
        let classes = self.all_classes();
        numbers(classes.of_endpoints, classes.list.len())
    }

    /// The classes of an endpoint's addresses, in their order.
    pub fn classes_of(&self, endpoint: EndpointId) -> Vec<ClassId> {
        let Some(record) = self.view.records.get(endpoint.index()) else { return Vec::new() };
        let of_address = &self.all_classes().of_address;
        record.places().filter_map(|place| of_address.get(place as usize).copied()).map(ClassId).collect()
    }

    /// What becomes of packets from the ends of one class to those of another; `None` where they are of two IP versions. Equal flows have
    /// equal numbers. Whether an endpoint is asked about itself is not looked at here: [`Reach::trace`] does.
    pub fn flow_id(&self, from: ClassId, to: ClassId, near: Near) -> Option<FlowId> {
        let (from, to) = (self.sided(from)?, self.sided(to)?);
        let mut space = self.space.borrow_mut();
        let found = space.sides_of((from.0, from.1.outbound), (to.0, to.1.inbound), near)?;
        Some(FlowId(space.pair(found.outbound, found.inbound, found.marked)))
    }

    /// The packets that pass from the ends of one class to those of another; `None` where they are of two IP versions. Equal sets have
    /// equal numbers. Of millions of flows, which differ in what decides, few let other packets pass: this is the quick question.
    pub fn passes(&self, from: ClassId, to: ClassId, near: Near) -> Option<SetId> {
        let (from, to) = (self.sided(from)?, self.sided(to)?);
        self.space.borrow_mut().passes_between((from.0, from.1.outbound), (to.0, to.1.inbound), near).map(SetId)
    }

    /// The packets of a number.
    pub fn packets(&self, id: SetId) -> Rc<PacketSet> {
        self.space.borrow().packet_set(id.0)
    }

    /// A class with its sides.
    pub(super) fn sided(&self, id: ClassId) -> Option<(&Party, &BothSides)> {
        let classes = self.all_classes();
        let sides = self.sides.get_or_init(|| {
            let mut space = self.space.borrow_mut();
            classes.list.iter().map(|class| space.both_sides(&class.party)).collect()
        });
        Some((&classes.list.get(id.index())?.party, sides.get(id.index())?))
    }

    /// The flow of a number.
    pub fn flow(&self, id: FlowId) -> Rc<Flow> {
        self.space.borrow_mut().pair_of(id.0).unwrap_or_default()
    }

    /// What becomes of packets from the ends of one class to those of another; nothing where they are of two IP versions.
    pub fn between(&self, from: ClassId, to: ClassId, near: Near) -> Rc<Flow> {
        self.flow_id(from, to, near).map(|id| self.flow(id)).unwrap_or_default()
    }

    /// Whether it matters for two classes if the two ends are on one host.
    pub fn nearness_matters(&self, from: ClassId, to: ClassId) -> bool {
        let (Some(a), Some(b)) = (self.class(from), self.class(to)) else { return false };
        let may = || {
            let mut space = self.space.borrow_mut();
            let inbound = space.both_sides(&b.party).inbound;
            space.nearness_may_matter(&a.party, (&b.party, inbound))
        };
        may() && self.flow_id(from, to, Near::SameHost) != self.flow_id(from, to, Near::OtherHost)
    }

    /// What could change the answer for two classes.
    pub fn caveats(&self, from: ClassId, to: ClassId, near: Near) -> Vec<Caveat> {
        let (Some(from), Some(to)) = (self.class(from), self.class(to)) else { return Vec::new() };
        self.space.borrow().caveats(&from.party, &to.party, near)
    }

    /// The object of a number that a decision names.
    pub fn object(&self, id: ObjectId) -> Option<Object> {
        self.view.pool.borrow().objects.get(id.0).map(|object| (**object).clone())
    }
}
