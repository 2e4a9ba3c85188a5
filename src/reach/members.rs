//! Who a tag stands for, and whom a selector selects, as a generation of Felix sees it.

use super::hash::Quick;
use super::nature::effective;
use super::view::{EndpointId, Flags, View};
use crate::model::felix::Generation;
use crate::model::selector::Selector;

/// Tells a member by its tags and its labels.
type IsMember<'m> = &'m dyn for<'l> Fn(&[&str], &'l dyn Fn(&str) -> Option<&'l str>) -> bool;

impl View<'_> {
    /// The endpoints that carry a tag: their addresses are what a rule with the tag means, in whatever state they are. To Felix 2 a
    /// label of that name is the same as the tag.
    pub fn carriers(&self, tag: &str, generation: Generation) -> Vec<EndpointId> {
        self.members(generation, &|tags, labels| match generation {
            Generation::Felix14 => tags.contains(&tag),
            Generation::Felix2 => labels(tag).is_some(),
        })
    }

    /// The endpoints that a selector selects: by their own labels and by those of their profiles.
    pub fn selected(&self, selector: &Selector, generation: Generation) -> Vec<EndpointId> {
        self.members(generation, &|_, labels| selector.matches(&labels))
    }

    fn members(&self, generation: Generation, is_member: IsMember<'_>) -> Vec<EndpointId> {
        let pool = self.pool.borrow();
        let mut known: Quick<(u32, u32, bool), bool> = Quick::default();
        let mut found = Vec::new();
        for (at, record) in (0u32..).zip(&self.records) {
            if record.flags.rejected(generation) {
                continue;
            }
            let key = (record.profiles, record.labels, record.flags.has(Flags::OLD_PROFILE));
            let is = *known.entry(key).or_insert_with(|| {
                let (readings, labels) = effective(self, key, generation, &pool);
                let tags: Vec<&str> =
                    readings.iter().flat_map(|reading| reading.tags.iter().map(String::as_str)).collect();
                is_member(&tags, &|key: &str| labels.get(key).copied())
            });
            if is {
                found.push(EndpointId(at));
            }
        }
        found
    }
}
