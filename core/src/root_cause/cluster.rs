use super::similar::{Groups, Item, link};
use super::words::{Vocabulary, words};
use crate::error::{Error, Fault, Result};
use crate::ticket::{Ticket, ticket_states};
use crate::time::{Period, Span, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a word weighs when two texts are compared.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum WordWeight {
    /// The rarer it is, the more: 1 and the whole bits of its rarity, log₂ of all texts by those that have it. It
    /// takes some hundreds of texts to tell what is rare.
    #[default]
    Rarity,
    /// As much as any other.
    Equal,
}

/// Which tickets look like one incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClusterOptions {
    /// The field of the host that has the text, such as its subject.
    pub text_field: String,
    /// How far apart in time two tickets may be created to be linked; absent: four hours.
    #[serde(default)]
    pub within: Option<Span>,
    /// How similar two texts must be to be linked, above 0 and at most 1; absent: 0.5.
    #[serde(default)]
    pub similarity: Option<f64>,
    /// What a word weighs; by default the rarer, the more.
    #[serde(default)]
    pub weight: WordWeight,
    /// Whether tickets of different categories may be linked; by default not.
    #[serde(default)]
    pub across_categories: bool,
    /// How many tickets are an incident, two at least; absent: 3.
    #[serde(default)]
    pub at_least: Option<u32>,
    /// Words that do not count, such as "please".
    #[serde(default)]
    pub stop_words: Vec<String>,
    /// Only tickets that were created in it; absent: all.
    #[serde(default)]
    pub period: Option<Period>,
}

impl ClusterOptions {
    /// Half of the weight of the words in common, within four hours, in one category, three tickets at least.
    pub fn new(text_field: impl Into<String>) -> Self {
        Self {
            text_field: text_field.into(),
            within: None,
            similarity: None,
            weight: WordWeight::Rarity,
            across_categories: false,
            at_least: None,
            stop_words: Vec::new(),
            period: None,
        }
    }
}

/// A word that tickets share.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedWord {
    /// The word, in lower case.
    pub word: String,
    /// How many tickets of the incident have it.
    pub tickets: u32,
    /// How many of all tickets that were compared have it.
    pub of_all: u32,
}

/// Tickets that look like one incident.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentCluster {
    /// The tickets, in the order of their creation: its impact in tickets is how many they are.
    pub tickets: Vec<String>,
    /// When the first was created.
    pub first_at: Timestamp,
    /// When the last was created.
    pub last_at: Timestamp,
    /// From the first to the last.
    pub span: Span,
    /// The category that all have; absent where they have several, or none.
    pub category: Option<String>,
    /// How many requesters are known to be affected.
    pub requesters: u32,
    /// The words that at least half of them have: those of most tickets first, then the rarest among all.
    pub words: Vec<SharedWord>,
}

/// Incidents, and what was looked through for them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClusterReport {
    /// Tickets that have a text and were compared.
    pub compared: u32,
    /// Tickets of the period that have no word to compare.
    pub without_text: u32,
    /// The incidents, the largest first, then the earliest.
    pub clusters: Vec<IncidentCluster>,
}

/// Which tickets look like one incident: those that are linked by similar texts shortly after one another.
///
/// # Formula
/// Two tickets are linked where both have the same category, were created no further apart than `within`, and
/// their words in common weigh at least `similarity` of the words of both (Jaccard's index of their sets of words,
/// weighted). An incident is what links join, however long the chain (single linkage); it may so last longer than
/// `within`. Words are in lower case and end where a character is neither letter nor digit. Category and text are
/// those at the end of the log. All is counted in whole numbers, so every machine finds the same.
///
/// # Errors
/// `span.negative`, `similarity.out_of_range`, `root_cause.too_small` for less than two tickets,
/// `root_cause.no_text_field` for an empty name, `period.empty`; `ticket.not_created`, `ticket.created_twice`,
/// below `tickets[…]`; `root_cause.too_many_pairs` where more than 300,000,000 pairs of texts share rare words.
///
/// # Complexity
/// Only texts near in time that share one of their rarest words are compared, and equal texts once, by an index:
/// a hundred thousand tickets of a year take about a second.
///
/// # Source
/// P. Jaccard 1901; K. Spärck Jones, "A statistical interpretation of term specificity" (1972), for rarity.
///
/// ```
/// use firstline::root_cause::{ClusterOptions, WordWeight, incident_clusters};
/// use firstline::ticket::Ticket;
/// let ticket = |minute: u32, subject: &str| {
///     let at = format!("2026-03-02T09:{minute:02}:00Z").parse().unwrap();
///     let mut ticket = Ticket::opened(format!("T-{minute}"), at, Default::default());
///     ticket.fields.insert("subject".into(), subject.into());
///     ticket
/// };
/// let tickets = [
///     ticket(1, "VPN down in Berlin"), ticket(4, "Berlin: VPN is down"), ticket(5, "New mouse, please"),
///     ticket(9, "vpn down, berlin office"),
/// ];
/// let options = ClusterOptions { weight: WordWeight::Equal, ..ClusterOptions::new("subject") };
/// let report = incident_clusters(&tickets, &options)?;
/// assert_eq!(report.clusters[0].tickets, ["T-1", "T-4", "T-9"]);
/// assert_eq!(report.clusters[0].words[0].word, "berlin");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn incident_clusters(tickets: &[Ticket], options: &ClusterOptions) -> Result<ClusterReport> {
    let limits = Limits::of(options)?;
    let stop_words: BTreeSet<String> = options.stop_words.iter().flat_map(|it| words(it)).collect();
    let mut without_text = 0_u32;
    let mut found = Vec::new();
    for (ticket, state) in tickets.iter().zip(ticket_states(tickets)?) {
        let outside = |it: Period| !(it.start..it.end).contains(&state.opened_at);
        if options.period.is_some_and(outside) {
            continue;
        }
        let mut text = ticket.field(&options.text_field).map(words).unwrap_or_default();
        text.retain(|word| !stop_words.contains(word));
        if text.is_empty() {
            without_text += 1;
        } else {
            found.push((state.opened_at, ticket.id.as_str(), text, state));
        }
    }
    found.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let texts: Vec<_> = found.iter_mut().map(|it| std::mem::take(&mut it.2)).collect();
    let (vocabulary, texts) = Vocabulary::of(&texts, options.weight == WordWeight::Rarity);
    let item =
        |((at, _, _, state), text): (&(Timestamp, _, _, crate::ticket::TicketState), _)| Item {
            at: *at,
            category: state.category.clone().filter(|_| !options.across_categories),
            text,
        };
    let items: Vec<Item> = found.iter().zip(texts).map(item).collect();
    let mut groups = link(&items, &vocabulary, limits.within, limits.similarity)?;
    let members = members(&mut groups, items.len());
    let enough = |members: &&Vec<usize>| number(members.len()) >= limits.at_least;
    let cluster = |members: &Vec<usize>| {
        let tickets: Vec<_> = members.iter().filter_map(|it| found.get(*it)).collect();
        let texts = members.iter().filter_map(|it| items.get(*it)).map(|it| it.text.as_slice());
        let (first, last) = tickets.first().zip(tickets.last())?;
        let category = first.3.category.as_ref();
        let requesters: BTreeSet<_> =
            tickets.iter().filter_map(|it| it.3.requester.as_deref()).collect();
        Some(IncidentCluster {
            tickets: tickets.iter().map(|it| it.1.to_owned()).collect(),
            first_at: first.0,
            last_at: last.0,
            span: last.0.since(first.0),
            category: category
                .filter(|it| tickets.iter().all(|other| other.3.category.as_ref() == Some(it)))
                .cloned(),
            requesters: number(requesters.len()),
            words: shared_words(texts, &vocabulary, tickets.len()),
        })
    };
    let mut clusters: Vec<_> = members.values().filter(enough).filter_map(cluster).collect();
    // They come in the order of their first tickets.
    clusters.sort_by_key(|cluster| std::cmp::Reverse(cluster.tickets.len()));
    Ok(ClusterReport { compared: number(items.len()), without_text, clusters })
}

/// The places of each group, by its first.
fn members(groups: &mut Groups, count: usize) -> BTreeMap<usize, Vec<usize>> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in 0..count {
        members.entry(groups.root(place)).or_default().push(place);
    }
    members
}

/// The words of at least half of some texts.
fn shared_words<'a>(
    texts: impl Iterator<Item = &'a [u32]>,
    vocabulary: &Vocabulary,
    count: usize,
) -> Vec<SharedWord> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for word in texts.flatten() {
        *counts.entry(*word).or_default() += 1;
    }
    let half = number(count).div_ceil(2);
    let shared = counts.into_iter().filter(|(_, tickets)| *tickets >= half);
    let word = |(word, tickets): (u32, u32)| {
        let word = vocabulary.word(word)?;
        Some(SharedWord { word: word.text.clone(), tickets, of_all: word.texts })
    };
    let mut shared: Vec<_> = shared.filter_map(word).collect();
    // Numbers of words are by rarity.
    shared.sort_by_key(|word| std::cmp::Reverse(word.tickets));
    shared
}

/// What the options ask for, once it is checked.
struct Limits {
    within: Span,
    similarity: f64,
    at_least: u32,
}

impl Limits {
    fn of(options: &ClusterOptions) -> Result<Self> {
        let mut faults = Vec::new();
        let mut fault = |wrong: bool, code: &str, path: &str, message: String| {
            if wrong {
                faults.push(Fault::invalid(code, path, message));
            }
        };
        let within = options.within.unwrap_or(Span::hours(4));
        let similarity = options.similarity.unwrap_or(0.5);
        let at_least = options.at_least.unwrap_or(3);
        let message = "it has no name; name the field that has the text".to_owned();
        fault(
            options.text_field.is_empty(),
            "root_cause.no_text_field",
            "options.text_field",
            message,
        );
        let message = format!("{within} runs backwards; give a span of zero or more");
        fault(within.is_negative(), "span.negative", "options.within", message);
        let message = format!("{similarity} is no similarity; give a number above 0 and at most 1");
        let off = !(similarity > 0.0 && similarity <= 1.0);
        fault(off, "similarity.out_of_range", "options.similarity", message);
        let message = format!("{at_least} is no number of tickets that are one; give 2 or more");
        fault(at_least < 2, "root_cause.too_small", "options.at_least", message);
        if let Some(period) = options.period {
            let message = format!("it ends at {}, which is not after its start", period.end);
            fault(period.end <= period.start, "period.empty", "options.period", message);
        }
        Error::from_faults(faults)?;
        Ok(Self { within, similarity, at_least })
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
