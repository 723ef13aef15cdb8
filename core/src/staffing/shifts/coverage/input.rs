use super::super::civil::{day_at, placed, stamp};
use super::super::need::{ShiftNeed, need_faults};
use super::super::template::ShiftTemplate;
use super::super::template_check::template_faults;
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::time::{Date, Zone, day_number};
use serde::{Deserialize, Serialize};

/// What shifts have to cover, and which ones there are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageInput {
    /// The zone by whose clock shifts start.
    pub zone: Zone,
    /// The shifts that may be worked.
    pub templates: Vec<ShiftTemplate>,
    /// How many agents have to be at work when; intervals that do not overlap, in any order. Between them nobody has to.
    pub need: Vec<ShiftNeed>,
    /// The first day on which a shift may start; absent: the day before the first need too, whose night shift covers the
    /// first hours.
    pub first: Option<Date>,
    /// The last day on which a shift may start; absent: that of the last need.
    pub last: Option<Date>,
    /// How long shifts with breaks are searched for: 300 small changes for each of so many, and as many parts of branch
    /// and bound at most, 1 to 100,000; absent: 1,000. Without breaks there is no search.
    pub max_nodes: Option<u32>,
}

/// A shift of a template that somebody could work.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    pub(super) template: usize,
    pub(super) day: i64,
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) cost: i64,
}

/// An interval with a need of one or more, and its place in the input.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) agents: i64,
    pub(super) place: u32,
}

/// What was checked, in order of time.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) offers: Vec<Offer>,
    pub(super) wanted: Vec<Wanted>,
    pub(super) nodes: u64,
}

/// The most shifts that may be on offer.
const MOST_OFFERS: usize = 100_000;
/// The most days on which they start.
const MOST_DAYS: i64 = 1_100;
/// How many parts are tried where nobody says otherwise, and at most.
const USUAL_NODES: u32 = 1_000;
const MOST_NODES: u32 = 100_000;

impl CoverageInput {
    pub(super) fn task(&self) -> Result<Task> {
        let mut faults = Vec::new();
        template_faults(&self.templates, "input.templates", &mut faults);
        need_faults(&self.need, "input.need", &mut faults);
        for (_, place) in self.need.iter().zip(0_u32..).filter(|(it, _)| it.skill.is_some()) {
            let message = "shifts without agents have no skills; leave it out, and ask for one skill at a time";
            faults.push(Fault::invalid(
                "need.skill",
                format!("input.need[{place}].skill"),
                message,
            ));
        }
        if let (Some(first), Some(last)) = (self.first, self.last)
            && last < first
        {
            let message = format!("{last} is before {first}; give a later day");
            faults.push(Fault::invalid("period.reversed", "input.last", message));
        }
        let nodes = self.max_nodes.unwrap_or(USUAL_NODES);
        if nodes == 0 || nodes > MOST_NODES {
            let message = format!("{nodes} parts can't be tried; give 1 to {MOST_NODES}");
            faults.push(Fault::invalid("integer.out_of_range", "input.max_nodes", message));
        }
        let mut wanted: Vec<Wanted> = self.need.iter().zip(0_u32..).filter_map(wanted).collect();
        wanted.sort_by_key(|it| it.start);
        if self.templates.is_empty() && !wanted.is_empty() {
            let message =
                "there is a need and no shift that could cover it; give one template or more";
            faults.push(Fault::invalid("templates.none", "input.templates", message));
        }
        Error::from_faults(faults)?;
        let offers = self.offers(&wanted)?;
        Error::from_faults(self.uncovered(&wanted, &offers))?;
        Ok(Task { offers, wanted, nodes: nodes.into() })
    }

    /// All shifts that reach a need, in order of their starts.
    fn offers(&self, wanted: &[Wanted]) -> Result<Vec<Offer>> {
        let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else {
            return Ok(Vec::new());
        };
        let (start, end) = (first.start, last.end);
        let days = day_at(&self.zone, start).zip(day_at(&self.zone, end - 1));
        let Some((first, last)) = days else {
            let message = format!("{} is too near the end of the years", stamp(start));
            return Err(Fault::invalid("timestamp.out_of_range", "input.need", message).into());
        };
        // A shift of 24 hours by the clock may have 25, and start two midnights before it ends.
        let first = self.first.map_or(first - 2, day_number).max(first - 2);
        let last = self.last.map_or(last, day_number).min(last);
        if last - first > MOST_DAYS {
            let message = format!("the need spans more than {MOST_DAYS} days; give a shorter one");
            return Err(Fault::invalid("period.too_long", "input.need", message).into());
        }
        let mut offers = Vec::new();
        for day in first..=last {
            for (template, place) in self.templates.iter().zip(0_usize..) {
                let reach = placed(template, &self.zone, day).into_iter();
                let reach = reach.filter(|it| reaches(wanted, it.start, it.end));
                offers.extend(reach.map(|it| Offer {
                    template: place,
                    day,
                    start: it.start,
                    end: it.end,
                    cost: template.price(),
                }));
            }
            if offers.len() > MOST_OFFERS {
                let message = format!(
                    "there are more than {MOST_OFFERS} shifts to choose from; give a shorter need or fewer starts"
                );
                return Err(Fault::invalid("shifts.too_many", "input", message).into());
            }
        }
        offers.sort_by_key(|it| (it.start, it.end, it.template, it.day));
        Ok(offers)
    }

    /// The needs of which no shift covers some instant.
    fn uncovered(&self, wanted: &[Wanted], offers: &[Offer]) -> Vec<Fault> {
        let (mut faults, mut next, mut until) = (Vec::new(), offers.iter().peekable(), i64::MIN);
        for it in wanted {
            let mut from = it.start;
            while from < it.end {
                while let Some(offer) = next.next_if(|offer| offer.start <= from) {
                    until = until.max(offer.end);
                }
                if until <= from {
                    break;
                }
                from = until;
            }
            if from < it.end {
                faults.push(Fault {
                    kind: ErrorKind::Unreachable,
                    code: "coverage.uncovered".to_owned(),
                    path: format!("input.need[{}]", it.place),
                    message: format!(
                        "{} needed, and no shift is at work at {}; give a template that reaches it, or earlier days",
                        super::steps::agents(it.agents),
                        stamp(from)
                    ),
                });
            }
        }
        faults
    }
}

fn wanted((need, place): (&ShiftNeed, u32)) -> Option<Wanted> {
    let (start, end) = (need.start.as_millis(), need.end.as_millis());
    (need.agents > 0).then_some(Wanted { start, end, agents: need.agents.into(), place })
}

/// Whether a shift is at work while somebody is needed.
fn reaches(wanted: &[Wanted], start: i64, end: i64) -> bool {
    let place = wanted.partition_point(|it| it.end <= start);
    wanted.get(place).is_some_and(|it| it.start < end)
}
