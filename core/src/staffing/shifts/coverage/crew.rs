//! How often each shift is worked, and when its breaks are.

use super::super::table::{add, at};
use super::super::template::ShiftTemplate;
use super::input::Offer;
use super::line::Line;

/// A break of a shift: how long it is and where it may start, as instants.
#[derive(Debug, Clone)]
pub(super) struct Pause {
    pub(super) length: i64,
    pub(super) starts: Vec<i64>,
}

/// The breaks of each shift on offer.
pub(super) fn pauses(templates: &[ShiftTemplate], offers: &[Offer]) -> Vec<Vec<Pause>> {
    let of = |offer: &Offer| {
        let breaks = templates.get(offer.template).map_or(&[][..], |it| &it.breaks);
        let pause = |it: &super::super::template::ShiftBreak| {
            let length = it.length.as_millis();
            let starts = it.starts().map(|start| offer.start + start);
            Pause { length, starts: starts.filter(|start| start + length <= offer.end).collect() }
        };
        breaks.iter().map(pause).collect()
    };
    offers.iter().map(of).collect()
}

/// A number of each shift, and of each place of each of its breaks.
#[derive(Debug, Clone)]
pub(super) struct Crew {
    pub(super) counts: Vec<i64>,
    pub(super) breaks: Vec<Vec<Vec<i64>>>,
}

impl Crew {
    pub(super) fn nobody(pauses: &[Vec<Pause>]) -> Self {
        let places = |of: &Vec<Pause>| of.iter().map(|it| vec![0; it.starts.len()]).collect();
        Self { counts: vec![0; pauses.len()], breaks: pauses.iter().map(places).collect() }
    }

    /// So many more of a shift, with its breaks at those places.
    pub(super) fn more(&mut self, offer: usize, places: &[usize], number: i64) {
        add(&mut self.counts, offer, number);
        for (of, place) in self.breaks.get_mut(offer).into_iter().flatten().zip(places) {
            add(of, *place, number);
        }
    }

    pub(super) fn cost(&self, offers: &[Offer]) -> i64 {
        self.counts.iter().zip(offers).map(|(count, it)| count * it.cost).sum()
    }

    /// Whether each of its shifts has each of its breaks once.
    pub(super) fn whole(&self) -> bool {
        self.counts.iter().zip(&self.breaks).all(|(count, breaks)| {
            *count >= 0
                && breaks.iter().all(|of| {
                    of.iter().sum::<i64>() == *count && of.iter().all(|number| *number >= 0)
                })
        })
    }

    /// How many are at work in each piece of time.
    pub(super) fn at_work(&self, line: &Line, offers: &[Offer], pauses: &[Vec<Pause>]) -> Vec<i64> {
        let mut steps = vec![0_i64; line.points.len() + 1];
        let mut change = |start: i64, end: i64, number: i64| {
            add(&mut steps, line.place(start), number);
            add(&mut steps, line.place(end), -number);
        };
        for (((offer, pauses), count), breaks) in
            offers.iter().zip(pauses).zip(&self.counts).zip(&self.breaks)
        {
            if *count == 0 {
                continue;
            }
            change(offer.start, offer.end, *count);
            for (pause, numbers) in pauses.iter().zip(breaks) {
                for (start, number) in pause.starts.iter().zip(numbers) {
                    change(*start, start + pause.length, -number);
                }
            }
        }
        let mut now = 0;
        let running = steps.iter().map(|step| {
            now += step;
            now
        });
        running.take(line.need.len()).collect()
    }

    /// The shifts one by one: of each with its breaks, how many.
    pub(super) fn shifts(&self, offer: usize, pauses: &[Pause]) -> Vec<(Vec<i64>, i64)> {
        let count = at(&self.counts, offer);
        let mut queues: Vec<std::vec::IntoIter<(i64, i64)>> = Vec::new();
        for (pause, numbers) in pauses.iter().zip(self.breaks.get(offer).into_iter().flatten()) {
            let some = pause.starts.iter().copied().zip(numbers.iter().copied());
            queues.push(some.filter(|(_, number)| *number > 0).collect::<Vec<_>>().into_iter());
        }
        let mut heads: Vec<(i64, i64)> = queues.iter_mut().filter_map(Iterator::next).collect();
        let (mut shifts, mut rest) = (Vec::new(), count);
        while rest > 0 {
            let number =
                heads.iter().map(|(_, number)| *number).min().unwrap_or(rest).min(rest).max(1);
            shifts.push((heads.iter().map(|(start, _)| *start).collect(), number));
            rest -= number;
            for (head, queue) in heads.iter_mut().zip(&mut queues) {
                head.1 -= number;
                if head.1 == 0
                    && let Some(next) = queue.next()
                {
                    *head = next;
                }
            }
        }
        shifts
    }
}
