use super::words::Vocabulary;
use crate::error::{Error, ErrorKind, Result};
use crate::time::{Span, Timestamp};
use std::collections::HashMap;

/// How often two texts are looked at together in one call: some seconds of work.
const MOST_PAIRS: u64 = 300_000_000;

/// Groups of tickets that are linked, each as a tree that points to its first.
#[derive(Debug)]
pub(super) struct Groups(Vec<usize>);

impl Groups {
    pub(super) fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub(super) fn root(&mut self, mut of: usize) -> usize {
        loop {
            let parent = self.0.get(of).copied().unwrap_or(of);
            if parent == of {
                return of;
            }
            // Each step halves the way for the next who goes it.
            let above = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.0.get_mut(of) {
                *slot = above;
            }
            of = above;
        }
    }

    fn link(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

/// A ticket as its text, its category and its time.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) at: Timestamp,
    pub(super) category: Option<String>,
    pub(super) text: Vec<u32>,
}

/// Tickets with one text and category that follow each other closely. What is near to the latest of them is
/// near to them all as far as links go, so only that one is looked at.
struct Shape<'a> {
    text: &'a [u32],
    weight: u32,
    latest: usize,
    latest_at: Timestamp,
    looked_at_by: usize,
}

/// Links each ticket to those before it that are near and similar; `items` are in the order of their time.
///
/// Two texts whose shared weight is at least a share of that of each have a word in common among the rarest of
/// both that are needed to leave less than that share (prefix filtering: S. Chaudhuri, V. Ganti and R. Kaushik,
/// "A primitive operator for similarity joins in data cleaning", 2006). Only these are indexed.
pub(super) fn link(
    items: &[Item],
    vocabulary: &Vocabulary,
    within: Span,
    similarity: f64,
) -> Result<Groups> {
    let mut groups = Groups::of(items.len());
    let mut shapes: Vec<Shape<'_>> = Vec::new();
    let mut by_text: HashMap<(&Option<String>, &[u32]), usize> = HashMap::new();
    let mut by_word: HashMap<(&Option<String>, u32), Vec<usize>> = HashMap::new();
    let mut pairs = 0_u64;
    for (place, item) in items.iter().enumerate() {
        let near = |shape: &Shape<'_>| item.at.since(shape.latest_at) <= within;
        let key = (&item.category, item.text.as_slice());
        let same = by_text.get(&key).copied().filter(|it| shapes.get(*it).is_some_and(near));
        if let Some(shape) = same.and_then(|it| shapes.get(it)) {
            groups.link(place, shape.latest);
        }
        let weight = vocabulary.weight(&item.text);
        let prefix = prefix(&item.text, vocabulary, weight, similarity);
        for word in prefix {
            let Some(list) = by_word.get_mut(&(&item.category, *word)) else { continue };
            list.retain(|it| shapes.get(*it).is_some_and(near));
            for it in list.iter() {
                let Some(shape) = shapes.get_mut(*it) else { continue };
                pairs += 1;
                if shape.looked_at_by == place || groups.root(shape.latest) == groups.root(place) {
                    continue;
                }
                shape.looked_at_by = place;
                let shared = vocabulary.shared(shape.text, &item.text);
                if similar(shared, shape.weight + weight - shared, similarity) {
                    groups.link(place, shape.latest);
                }
            }
        }
        if pairs > MOST_PAIRS {
            return Err(too_many());
        }
        match same.and_then(|it| shapes.get_mut(it)) {
            Some(shape) => (shape.latest, shape.latest_at) = (place, item.at),
            None => {
                by_text.insert(key, shapes.len());
                for word in prefix {
                    by_word.entry((&item.category, *word)).or_default().push(shapes.len());
                }
                let (text, latest_at) = (item.text.as_slice(), item.at);
                shapes.push(Shape { text, weight, latest: place, latest_at, looked_at_by: place });
            }
        }
    }
    Ok(groups)
}

/// Whether enough of what two texts have together is in both; shares are not exact in binary, so a billionth is
/// let pass.
pub(super) fn similar(shared: u32, together: u32, similarity: f64) -> bool {
    f64::from(shared) + 1e-9 * f64::from(together) >= similarity * f64::from(together)
}

/// The rarest words of a text, so many that the others weigh less than enough.
fn prefix<'a>(text: &'a [u32], vocabulary: &Vocabulary, weight: u32, similarity: f64) -> &'a [u32] {
    let mut left = weight;
    let needed = |number: &&u32| {
        let enough = similar(left, weight, similarity);
        left -= vocabulary.word(**number).map_or(0, |word| word.weight);
        enough
    };
    let length = text.iter().take_while(needed).count();
    text.get(..length).unwrap_or(text)
}

fn too_many() -> Error {
    let message = format!(
        "more than {MOST_PAIRS} pairs of texts share words; give a shorter time or a higher similarity"
    );
    Error::new(ErrorKind::Invalid, "root_cause.too_many_pairs", "tickets", message)
}
