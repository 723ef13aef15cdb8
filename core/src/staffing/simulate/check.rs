use super::arrivals::Schedule;
use super::compile::rates;
use super::distribution::whole_micros;
use super::{ContactArrivals, ContactRedial, ContactStream, DeskSimulation};
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::staffing::check::{not_negative, share_below_one};
use crate::time::{Span, Timestamp};

/// The longest time that is simulated: 100 years.
const LONGEST: Span = Span::hours(100 * 366 * 24);

/// How long the simulation lasts, in microseconds; 0 where that is a fault.
pub(super) fn period_of(desk: &DeskSimulation, faults: &mut Vec<Fault>) -> u64 {
    let length = desk.end.since(desk.start);
    if length <= Span::ZERO {
        let message = format!("{} is not after {}; give a later end", desk.end, desk.start);
        faults.push(Fault::invalid("interval.empty", "desk.end", message));
        return 0;
    }
    if length > LONGEST {
        let message = "that is more than 100 years; give an earlier end";
        faults.push(Fault::invalid("simulation.too_long", "desk.end", message));
        return 0;
    }
    whole_micros(length)
}

/// That each has a name of its own.
pub(super) fn names<'a>(
    list: &str,
    one: &str,
    names: impl Iterator<Item = &'a str>,
    faults: &mut Vec<Fault>,
) {
    let mut seen = Vec::new();
    for (place, name) in names.enumerate() {
        let path = format!("desk.{list}[{place}].name");
        if name.is_empty() {
            faults.push(Fault::invalid(
                &format!("{one}.no_name"),
                path,
                "it has no name; give one",
            ));
        } else if seen.contains(&name) {
            let message = format!("'{name}' is the name of another {one}; give one of its own");
            faults.push(Fault::invalid(&format!("{one}.duplicate_name"), path, message));
        }
        seen.push(name);
    }
}

/// A share from 0 up to 1.
pub(super) fn share_with_one(share: f64, path: &str) -> Option<Fault> {
    (!(0.0..=1.0).contains(&share)).then(|| {
        let message = format!("{share} is no share; give one from 0 up to 1");
        Fault::invalid("number.out_of_range", path, message)
    })
}

/// That those who try again are some, and that there may be some.
pub(super) fn redial(stream: &ContactStream, redial: &ContactRedial, path: &str) -> Result<()> {
    let share = share_below_one(redial.share, &format!("{path}.share"))?;
    if share > 0.0 && stream.patience.is_none() && stream.waiting_places.is_none() {
        // Opening hours make no difference: whom they refuse does not try again.
        let message = "where nobody hangs up or finds no place to wait, nobody tries again; give a patience or waiting \
                       places, or leave it out";
        return Err(Error::from(Fault::invalid("redial.nobody", path, message)));
    }
    Ok(())
}

/// Arrivals that were checked.
pub(super) fn arrivals(
    desk: &DeskSimulation,
    given: &ContactArrivals,
    path: &str,
    faults: &mut Vec<Fault>,
) -> Schedule {
    let at = |instant: Timestamp| whole_micros(instant.since(desk.start));
    match given {
        ContactArrivals::Escalated {} => Schedule::At(Vec::new()),
        ContactArrivals::At { instants } => {
            for (instant, place) in instants.iter().zip(0_u32..) {
                if *instant < desk.start || *instant >= desk.end {
                    let message = format!(
                        "{instant} is not from {} until before {}, the time that is simulated",
                        desk.start, desk.end
                    );
                    let path = format!("{path}.instants[{place}]");
                    faults.push(Fault::invalid("instant.outside", path, message));
                }
            }
            let mut instants: Vec<u64> = instants.iter().map(|instant| at(*instant)).collect();
            instants.sort_unstable();
            Schedule::At(instants)
        }
        ContactArrivals::Poisson { intervals } => {
            let (mut pieces, mut last) = (Vec::with_capacity(intervals.len()), None);
            for (interval, place) in intervals.iter().zip(0_u32..) {
                let below = |name: &str| format!("{path}.intervals[{place}].{name}");
                let (start, end) = (interval.start, interval.end);
                if let Some(last) = last.filter(|last| *last != start) {
                    let (code, what) = match start > last {
                        true => ("interval.gap", "nothing says what arrives until"),
                        false => ("interval.overlapping", "which is after"),
                    };
                    let message = format!("the interval before ends at {last}, {what} {start}");
                    faults.push(Fault::invalid(code, below("start"), message));
                }
                last = Some(end);
                if end <= start {
                    let message = format!("{end} is not after {start}; give a later end");
                    faults.push(Fault::invalid("interval.empty", below("end"), message));
                } else if start < desk.start || end > desk.end {
                    let name = if start < desk.start { "start" } else { "end" };
                    let message = format!(
                        "it is not within {} and {}, the time that is simulated; cut it, or simulate longer",
                        desk.start, desk.end
                    );
                    faults.push(Fault::invalid("interval.outside", below(name), message));
                }
                match not_negative(interval.arrivals, &below("arrivals")) {
                    Ok(count) => pieces.push((at(start), at(end), count)),
                    Err(error) => faults.extend(error.into_faults()),
                }
            }
            Schedule::Poisson(rates(&pieces))
        }
    }
}

/// That there is somebody for contacts who come: else all of them would wait for ever.
pub(super) fn nobody(
    desk: &DeskSimulation,
    (given, place): (&ContactStream, u32),
) -> Option<Fault> {
    let goes_on = |from: &ContactStream| {
        from.escalation.as_ref().is_some_and(|it| it.to == given.name && it.share > 0.0)
    };
    let comes = match &given.arrivals {
        ContactArrivals::Escalated {} => false,
        ContactArrivals::At { instants } => !instants.is_empty(),
        ContactArrivals::Poisson { intervals } => intervals.iter().any(|it| it.arrivals > 0.0),
    };
    let (field, skill) = given.skill.as_ref().map_or(("name", &given.name), |it| ("skill", it));
    let unable = !desk.groups.iter().any(|group| group.skills.contains(skill));
    (unable && (comes || desk.streams.iter().any(goes_on))).then(|| Fault {
        kind: ErrorKind::Unreachable,
        code: "skill.nobody".to_owned(),
        path: format!("desk.streams[{place}].{field}"),
        message: format!("no group can do '{skill}'; give one that can"),
    })
}
