use crate::ticket::{Channel, Priority, Role, Status, TicketEventKind, Tier};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the words of another system stand for.
///
/// A word is read as it is written. One that ends in `*` stands for all that begin like it, of which the longest
/// counts. Where a map is empty, the words are the library's own, such as `on_hold` and `p1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogWords {
    /// Its states.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub status: BTreeMap<String, Status>,
    /// Its priorities.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub priority: BTreeMap<String, Priority>,
    /// Its tiers.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tier: BTreeMap<String, Tier>,
    /// Its channels.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub channel: BTreeMap<String, Channel>,
    /// Its roles.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub role: BTreeMap<String, Role>,
    /// Its kinds of event.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub kind: BTreeMap<String, TicketEventKind>,
}

/// A map of words, ready to ask.
#[derive(Debug, Clone)]
pub(super) struct Words<T> {
    whole: Vec<(String, T)>,
    /// The longest first.
    starts: Vec<(String, T)>,
}

impl<T: Copy + serde::de::DeserializeOwned> Words<T> {
    pub(super) fn of(map: &BTreeMap<String, T>, own: &[&str]) -> Self {
        let mut words = Self { whole: Vec::new(), starts: Vec::new() };
        if map.is_empty() {
            let read = |word: &&str| {
                let value = serde_json::Value::from(*word);
                Some(((*word).to_owned(), serde_json::from_value(value).ok()?))
            };
            words.whole.extend(own.iter().filter_map(read));
        }
        for (word, value) in map {
            match word.strip_suffix('*') {
                Some(start) => words.starts.push((start.to_owned(), *value)),
                None => words.whole.push((word.clone(), *value)),
            }
        }
        words.starts.sort_by_key(|(start, _)| std::cmp::Reverse(start.len()));
        words
    }

    pub(super) fn get(&self, text: &str) -> Option<T> {
        let whole = self.whole.iter().find(|(word, _)| word == text);
        whole
            .or_else(|| self.starts.iter().find(|(start, _)| text.starts_with(start.as_str())))
            .map(|(_, value)| *value)
    }
}

pub(super) const STATUSES: [&str; 6] = ["new", "open", "pending", "on_hold", "resolved", "closed"];
pub(super) const PRIORITIES: [&str; 5] = ["p1", "p2", "p3", "p4", "p5"];
pub(super) const TIERS: [&str; 3] = ["l1", "l2", "l3"];
pub(super) const CHANNELS: [&str; 10] = [
    "phone",
    "sms",
    "mail",
    "messenger",
    "chat",
    "portal",
    "social",
    "walk_in",
    "monitoring",
    "other",
];
pub(super) const ROLES: [&str; 5] = ["requester", "agent", "lead", "manager", "system"];
pub(super) const KINDS: [&str; 18] = [
    "created",
    "team_assigned",
    "agent_assigned",
    "public_reply",
    "internal_note",
    "requester_reply",
    "status_changed",
    "priority_changed",
    "tier_changed",
    "category_changed",
    "field_changed",
    "resolved",
    "reopened",
    "closed",
    "merged",
    "split_from",
    "absorbed",
    "rated",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_label_has_its_own_word() {
        let own = |words: usize, all: usize| assert_eq!(words, all);
        own(Words::<Status>::of(&BTreeMap::new(), &STATUSES).whole.len(), Status::ALL.len());
        own(Words::<Priority>::of(&BTreeMap::new(), &PRIORITIES).whole.len(), Priority::ALL.len());
        own(Words::<Tier>::of(&BTreeMap::new(), &TIERS).whole.len(), Tier::ALL.len());
        own(Words::<Channel>::of(&BTreeMap::new(), &CHANNELS).whole.len(), Channel::ALL.len());
        own(Words::<Role>::of(&BTreeMap::new(), &ROLES).whole.len(), ROLES.len());
        own(Words::<TicketEventKind>::of(&BTreeMap::new(), &KINDS).whole.len(), KINDS.len());
    }

    #[test]
    fn the_longest_beginning_counts() {
        let word = |word: &str, priority| (word.to_owned(), priority);
        let map =
            [word("1*", Priority::P1), word("1 - Low*", Priority::P4), word("1x", Priority::P5)];
        let words = Words::of(&BTreeMap::from(map), &[]);
        assert_eq!(words.get("1 - Critical"), Some(Priority::P1));
        assert_eq!(words.get("1 - Low, late"), Some(Priority::P4));
        assert_eq!(words.get("1x"), Some(Priority::P5));
        assert_eq!(words.get("2"), None);
    }
}
