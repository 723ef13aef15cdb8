use std::collections::{BTreeSet, HashMap};

/// The words of a text: in lower case, each once, without what is neither a letter nor a digit.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of all texts, the rarest first.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: Vec<Word>,
}

/// A word, in how many texts it is, and what it weighs.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) texts: u32,
    pub(super) weight: u32,
}

impl Vocabulary {
    /// Numbers the words of some texts, the rarest first, and turns each text into its numbers, in order.
    pub(super) fn of(texts: &[BTreeSet<String>], by_rarity: bool) -> (Self, Vec<Vec<u32>>) {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for word in texts.iter().flatten() {
            *counts.entry(word).or_default() += 1;
        }
        let all = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        let mut sorted: Vec<(u32, &str)> =
            counts.into_iter().map(|(word, texts)| (texts, word)).collect();
        sorted.sort_unstable();
        let numbers: HashMap<&str, u32> = sorted.iter().map(|(_, word)| *word).zip(0..).collect();
        let numbered = |text: &BTreeSet<String>| {
            let mut text: Vec<u32> =
                text.iter().filter_map(|word| numbers.get(word.as_str())).copied().collect();
            text.sort_unstable();
            text
        };
        let numbered = texts.iter().map(numbered).collect();
        let word = |(texts, text): &(u32, &str)| {
            let bits = all.checked_div(*texts).and_then(u32::checked_ilog2).unwrap_or(0);
            let weight = if by_rarity { 1 + bits } else { 1 };
            Word { text: (*text).to_owned(), texts: *texts, weight }
        };
        (Self { words: sorted.iter().map(word).collect() }, numbered)
    }

    pub(super) fn word(&self, number: u32) -> Option<&Word> {
        self.words.get(usize::try_from(number).ok()?)
    }

    pub(super) fn weight(&self, text: &[u32]) -> u32 {
        text.iter().filter_map(|number| self.word(*number)).map(|word| word.weight).sum()
    }

    /// The weight that two texts share.
    pub(super) fn shared(&self, a: &[u32], b: &[u32]) -> u32 {
        let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
        let mut shared = 0;
        while let (Some(one), Some(two)) = (a.peek().copied(), b.peek().copied()) {
            if one == two {
                shared += self.word(*one).map_or(0, |word| word.weight);
            }
            if one <= two {
                a.next();
            }
            if two <= one {
                b.next();
            }
        }
        shared
    }
}
