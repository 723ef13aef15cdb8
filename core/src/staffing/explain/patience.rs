use super::step::{QueueStep, QueueTerm, step};
use super::words::{given_percent, rounded, some};
use crate::error::Result;
use crate::staffing::{ObservedWait, patience_estimate};

/// The mean patience of callers, step by step: how many hung up, how long all waited, and the estimate with its bounds.
///
/// # Arguments
/// Those of [`patience_estimate`].
///
/// # Errors
/// Those of [`patience_estimate`].
///
/// # Example: two of four hang up
/// ```
/// use firstline::staffing::{ObservedWait, explain_patience_estimate};
/// use firstline::time::Span;
/// let waits = [(30, true), (90, false), (60, true), (60, false)]
///     .map(|(seconds, abandoned)| ObservedWait { wait: Span::seconds(seconds), abandoned });
/// let steps = explain_patience_estimate(&waits, 0.95)?;
/// assert_eq!(steps[2].formula, "240 s / 2 who hung up");
/// assert_eq!(steps[2].text, "callers would wait for 120 s on average until they hang up");
/// # Ok::<(), firstline::Error>(())
/// ```
pub fn explain_patience_estimate(
    waits: &[ObservedWait],
    confidence: f64,
) -> Result<Vec<QueueStep>> {
    let found = patience_estimate(waits, confidence)?;
    let (gone, total) = (found.abandoned, rounded(found.total_wait_seconds));
    let callers = some(waits.len(), "caller", "callers");
    let tail = (1.0 - found.confidence) / 2.0;
    let chi =
        |probability: f64, degrees: u64| format!("χ²({}; {degrees})", rounded_to(probability));
    let interval = format!("the interval of {} confidence", given_percent(found.confidence));
    let patience = found.patience_seconds.map_or_else(
        || "nobody hung up, so that patience may be endless".to_owned(),
        |mean| format!("callers would wait for {} s on average until they hang up", rounded(mean)),
    );
    let high = found.high_seconds.map_or_else(
        || format!("{interval} has no end, as nobody hung up"),
        |high| format!("{interval} ends at {} s", rounded(high)),
    );
    let (twice, low) = (2 * u64::from(gone), rounded(found.low_seconds));
    Ok(vec![
        step(
            QueueTerm::Abandonment,
            "those who hung up",
            f64::from(gone),
            format!("{gone} of {callers} hung up"),
        ),
        step(
            QueueTerm::TotalWait,
            "Σ waits",
            found.total_wait_seconds,
            format!("all waited for {total} s in sum, those who were answered too"),
        ),
        step(
            QueueTerm::Patience,
            format!("{total} s / {gone} who hung up"),
            found.patience_seconds,
            patience,
        ),
        step(
            QueueTerm::PatienceLow,
            format!("2 * {total} s / {}", chi(1.0 - tail, twice + 2)),
            found.low_seconds,
            format!("{interval} begins at {low} s"),
        ),
        step(
            QueueTerm::PatienceHigh,
            format!("2 * {total} s / {}", chi(tail, twice)),
            found.high_seconds,
            high,
        ),
    ])
}

/// With up to six decimals.
fn rounded_to(probability: f64) -> String {
    format!("{probability:.6}").trim_end_matches('0').to_owned()
}
