use super::exposure::{Exposure, WEEKDAYS};
use super::tally::Tally;
use super::{CauseAspect, Standout, StandoutBasis, StandoutOptions, StandoutReport};
use crate::error::{Error, Fault, Result};
use crate::float::float;
use crate::statistics::{benjamini_hochberg, binomial_upper_tail, hypergeometric_upper_tail};
use crate::ticket::Ticket;
use crate::time::{Period, Span, Zone};

/// The longest that window and baseline may be: a hundred years.
const LONGEST: Span = Span::hours(876_600);

/// What stands out in a window against its own history, with the tickets behind it.
///
/// # Formula
/// A value has k tickets in the window and b in the baseline. By rate, k follows a binomial with k + b trials and
/// the window's share of the time of both; expected are b times the window's time by the baseline's. For an hour of
/// the day or a weekday only the time that lies in it counts. By share, k follows a hypergeometric: so many of the
/// window's tickets out of those of both times, k + b of which are marked; expected are the window's tickets times
/// the value's share in the baseline. The p-value is that of k or more. Values that tickets of either time have are
/// all tested, and their p-values corrected together.
///
/// Give a window and a baseline that the log covers wholly: days before the log count as days without tickets.
///
/// # Order
/// By corrected p-value, then by p-value, then the larger count, then the order of aspects and of values.
///
/// # Errors
/// All at once: `period.empty` for a window or baseline that does not end after its start, `period.overlap`,
/// `period.too_long` for more than a hundred years, `root_cause.no_aspects`, `root_cause.duplicate_aspect`,
/// `probability.out_of_range` for a false discovery rate. Then `ticket.not_created`, `ticket.created_twice`, below
/// `tickets[…]`.
///
/// # Source
/// J. Przyborowski and H. Wilenski, Biometrika 31 (1940), for two rates; R. A. Fisher's exact test for two shares;
/// Y. Benjamini and Y. Hochberg, J. R. Stat. Soc. B 57 (1995). Tickets are taken as independent: many that one
/// incident caused make it stand out, which is what is looked for.
pub fn standouts(tickets: &[Ticket], options: &StandoutOptions) -> Result<StandoutReport> {
    check(options)?;
    let zone = options.zone.clone().unwrap_or_else(Zone::utc);
    let tally = Tally::of(tickets, options, &zone)?;
    let times = Times::of(options, &zone)?;
    let mut tested = Vec::with_capacity(tally.counts.len());
    let mut p_values = Vec::with_capacity(tally.counts.len());
    for ((aspect, value), count) in &tally.counts {
        let Some(by) = options.aspects.get(*aspect) else { continue };
        let in_window = u32::try_from(count.window.len()).unwrap_or(u32::MAX);
        let both = in_window.saturating_add(count.baseline);
        let (expected, p_value) = match options.basis {
            StandoutBasis::Time => {
                let (window, baseline) = times.of_value(by, value);
                let share = if window > 0.0 { window / (window + baseline) } else { 0.0 };
                let expected = f64::from(count.baseline) * window / baseline;
                (expected, binomial_upper_tail(in_window, both, share)?)
            }
            StandoutBasis::Share => {
                let all = tally.window.saturating_add(tally.baseline);
                let share = f64::from(count.baseline) / f64::from(tally.baseline);
                let p_value = hypergeometric_upper_tail(in_window, tally.window, both, all)?;
                (f64::from(tally.window) * share, p_value)
            }
        };
        p_values.push(p_value);
        // Nothing of a baseline that has nothing is expected.
        let expected = if expected.is_finite() { expected } else { 0.0 };
        tested.push((*aspect, by, value, count, in_window, expected));
    }
    let q_values = benjamini_hochberg(&p_values)?;
    let (limit, at_least) =
        (options.false_discovery.unwrap_or(0.05), options.at_least.unwrap_or(3));
    let mut found: Vec<(usize, Standout)> = Vec::new();
    for ((aspect, by, value, count, in_window, expected), (p_value, q_value)) in
        tested.iter().zip(p_values.iter().zip(&q_values))
    {
        if *q_value > limit || *in_window < at_least || f64::from(*in_window) <= *expected {
            continue;
        }
        found.push((
            *aspect,
            Standout {
                aspect: (*by).clone(),
                value: (*value).clone(),
                count: *in_window,
                baseline_count: count.baseline,
                expected: *expected,
                lift: (*expected > 0.0).then(|| f64::from(*in_window) / expected),
                p_value: *p_value,
                q_value: *q_value,
                tickets: count.window.iter().map(|(_, id)| id.clone()).collect(),
            },
        ));
    }
    found.sort_by(|(of_a, a), (of_b, b)| {
        let likely = a.q_value.total_cmp(&b.q_value).then(a.p_value.total_cmp(&b.p_value));
        let larger = likely.then(b.count.cmp(&a.count));
        larger.then_with(|| (of_a, &a.value).cmp(&(of_b, &b.value)))
    });
    Ok(StandoutReport {
        window_tickets: tally.window,
        baseline_tickets: tally.baseline,
        tested: u32::try_from(tested.len()).unwrap_or(u32::MAX),
        standouts: found.into_iter().map(|(_, standout)| standout).collect(),
    })
}

/// How long the window and the baseline are, as a whole and by hour and weekday.
struct Times {
    whole: (f64, f64),
    parts: Option<(Exposure, Exposure)>,
}

impl Times {
    fn of(options: &StandoutOptions, zone: &Zone) -> Result<Self> {
        let parts = options.aspects.iter().any(CauseAspect::is_of_time);
        let parts = match parts && options.basis == StandoutBasis::Time {
            true => {
                let of = |period| Exposure::of(period, zone);
                Some((of(options.window)?, of(options.baseline)?))
            }
            false => None,
        };
        let of = |period: Period| period.span().millis_float();
        Ok(Self { whole: (of(options.window), of(options.baseline)), parts })
    }

    /// The time in which tickets with a value could come.
    fn of_value(&self, aspect: &CauseAspect, value: &str) -> (f64, f64) {
        let Some((window, baseline)) = self.parts.as_ref().filter(|_| aspect.is_of_time()) else {
            return self.whole;
        };
        let hour = value.parse::<usize>().ok();
        let weekday = WEEKDAYS.iter().position(|day| *day == value);
        let of = |exposure: &Exposure| {
            let hour = hour.and_then(|hour| exposure.hours.get(hour));
            let part = hour.or_else(|| weekday.and_then(|day| exposure.weekdays.get(day)));
            float(part.copied().unwrap_or(0))
        };
        (of(window), of(baseline))
    }
}

impl CauseAspect {
    const fn is_of_time(&self) -> bool {
        matches!(self, Self::HourOfDay {} | Self::Weekday {})
    }
}

fn check(options: &StandoutOptions) -> Result<()> {
    let mut faults = Vec::new();
    let (window, baseline) = (options.window, options.baseline);
    for (period, path) in [(window, "options.window"), (baseline, "options.baseline")] {
        if period.end <= period.start {
            let message =
                format!("it ends at {}, which is not after its start {}", period.end, period.start);
            faults.push(Fault::invalid("period.empty", path, message));
        } else if period.span() > LONGEST {
            let message = format!("it lasts {}; give at most a hundred years", period.span());
            faults.push(Fault::invalid("period.too_long", path, message));
        }
    }
    if window.start < baseline.end && baseline.start < window.end {
        let message = "it overlaps with the window; a ticket is of one or the other";
        faults.push(Fault::invalid("period.overlap", "options.baseline", message));
    }
    if options.aspects.is_empty() {
        let message = "there is nothing to tell tickets apart by; give one aspect or more";
        faults.push(Fault::invalid("root_cause.no_aspects", "options.aspects", message));
    }
    for (place, aspect) in options.aspects.iter().enumerate() {
        if options.aspects.iter().take(place).any(|earlier| earlier == aspect) {
            let path = format!("options.aspects[{place}]");
            let message = "it stands twice, and would be tested twice; give it once";
            faults.push(Fault::invalid("root_cause.duplicate_aspect", path, message));
        }
    }
    if let Some(rate) = options.false_discovery.filter(|rate| !(0.0..=1.0).contains(rate)) {
        let message = format!("{rate} is no rate; give a number from 0 to 1, such as 0.05");
        faults.push(Fault::invalid("probability.out_of_range", "options.false_discovery", message));
    }
    Error::from_faults(faults)
}
