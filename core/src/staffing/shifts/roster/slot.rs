//! A shift on its day, in absolute time.

use super::super::civil::{Placed, instant, monday_of, paid, placed};
use super::super::template::ShiftTemplate;
use crate::time::Zone;

/// What a shift is on the day on which it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Slot {
    pub(in super::super) template: usize,
    pub(in super::super) day: i64,
    pub(in super::super) clock: i64,
    pub(in super::super) start: i64,
    pub(in super::super) end: i64,
    pub(in super::super) paid: i64,
    pub(in super::super) night: bool,
    /// The Monday after the week end that it reaches into.
    pub(in super::super) weekend: Option<i64>,
    /// The starts of its breaks.
    pub(in super::super) breaks: Vec<i64>,
    /// When it is at work, without breaks.
    pub(in super::super) work: Vec<(i64, i64)>,
}

impl Slot {
    /// A template at one of its starts, with breaks from these instants on.
    pub(in super::super) fn new(
        template: &ShiftTemplate,
        place: usize,
        zone: &Zone,
        day: i64,
        at: Placed,
        breaks: Vec<i64>,
    ) -> Self {
        let (mut work, mut from) = (Vec::new(), at.start);
        for (rest, start) in template.breaks.iter().zip(&breaks) {
            if *start > from {
                work.push((from, *start));
            }
            from = start + rest.length.as_millis();
        }
        if from < at.end {
            work.push((from, at.end));
        }
        Self {
            template: place,
            day,
            clock: at.clock,
            start: at.start,
            end: at.end,
            paid: paid(template, at.start, at.end),
            night: template.night,
            weekend: weekend(zone, day, at),
            breaks,
            work,
        }
    }
}

/// The Monday after the week end that a shift reaches into.
fn weekend(zone: &Zone, day: i64, at: Placed) -> Option<i64> {
    let monday = monday_of(day) + 7;
    let from = instant(zone, monday - 2, 0)?;
    let until = instant(zone, monday, 0)?;
    (at.end > from && at.start < until).then_some(monday)
}

/// Every form of a template on a day: each start with each choice of breaks, at most `most`.
pub(in super::super) fn slots(
    template: &ShiftTemplate,
    place: usize,
    zone: &Zone,
    day: i64,
    most: usize,
) -> Vec<Slot> {
    let mut slots = Vec::new();
    for at in placed(template, zone, day) {
        let mut forms: Vec<Vec<i64>> = vec![Vec::new()];
        for rest in &template.breaks {
            let starts = rest.starts().map(|it| at.start + it);
            let starts: Vec<i64> =
                starts.filter(|it| it + rest.length.as_millis() <= at.end).collect();
            let with = |form: &Vec<i64>, start: i64| {
                form.iter().copied().chain([start]).collect::<Vec<i64>>()
            };
            forms = forms
                .iter()
                .flat_map(|form| starts.iter().map(|it| with(form, *it)))
                .take(most)
                .collect();
        }
        slots.extend(
            forms.into_iter().map(|breaks| Slot::new(template, place, zone, day, at, breaks)),
        );
        if slots.len() >= most {
            break;
        }
    }
    slots
}
