//! Values by time: each series has its colour, its dashes and its marks.

use super::scale::{Measure, Scale};
use super::{WIDTH, Words, at, framed, many, width};
use maud::{Markup, html};

/// Values in the order of time.
#[derive(Debug)]
pub(crate) struct Series {
    pub(crate) name: String,
    /// Absent where there is none.
    pub(crate) values: Vec<Option<f64>>,
}

/// How many series a chart tells apart.
const MOST: usize = 6;
const DASHES: [&str; MOST] = ["none", "7 4", "2 4", "10 3 2 3", "5 2", "1 5"];
/// How high a chart of one series is, and one of several.
const HEIGHTS: (f64, f64) = (120.0, 210.0);
/// The line of a legend.
const LINE: f64 = 20.0;

/// Some series over named places.
pub(crate) fn lines(
    words: &Words<'_>,
    names: &[String],
    series: &[Series],
    measure: Measure,
) -> Markup {
    let series = series.get(..MOST).unwrap_or(series);
    let scale =
        Scale::of(series.iter().flat_map(|it| it.values.iter().flatten().copied()), measure);
    let left = 14.0 + scale.letters() * 6.8;
    let (right, bottom) = (WIDTH - 30.0, 26.0);
    // One series has its name above the chart.
    let (keys, rows) = if series.len() < 2 { (html! {}, 0.0) } else { legend(series) };
    let top = 10.0 + rows * LINE;
    let height = if series.len() < 2 { HEIGHTS.0 } else { HEIGHTS.1 };
    let base = top + height;
    let y = |value: f64| base - scale.part(value) * height;
    let last = many(names.len().saturating_sub(1));
    let x = |index: usize| match last > 0.0 {
        true => left + 8.0 + many(index) / last * (right - left - 16.0),
        false => f64::midpoint(left, right),
    };
    // As many names as there is room for, the last of them always.
    let wide = names.iter().map(|it| width(it)).fold(1.0, f64::max) + 14.0;
    let every = (wide * many(names.len()) / (right - left)).ceil().max(1.0);
    let named = |index: usize| many(names.len() - 1 - index).rem_euclid(every) < 0.5;
    let drawn = html! {
        (keys)
        @for (value, word) in &scale.marks {
            line.grid x1=(at(left)) x2=(at(right)) y1=(at(y(*value))) y2=(at(y(*value))) {}
            text.soft x=(at(left - 6.0)) y=(at(y(*value) + 4.0)) text-anchor="end" { (word) }
        }
        @for (index, name) in names.iter().enumerate().filter(|(index, _)| named(*index)) {
            @let place = x(index).clamp(width(name) / 2.0, WIDTH - width(name) / 2.0);
            text.soft x=(at(place)) y=(at(base + 18.0)) text-anchor="middle" { (name) }
        }
        @for (place, series) in series.iter().enumerate() {
            @for run in runs(&series.values) {
                polyline class={ "line l" (place + 1) } stroke-dasharray=(dashes(place))
                    points=(points(&run, x, y)) {}
            }
            @for (index, value) in series.values.iter().enumerate() {
                @if let Some(value) = value { (mark(place, x(index), y(*value))) }
            }
        }
    };
    framed(words, base + bottom, &drawn)
}

/// The names of the series in rows, and how many rows.
fn legend(series: &[Series]) -> (Markup, f64) {
    let (mut across, mut row) = (14.0, 0.0);
    let mut keys = Vec::new();
    for (place, it) in series.iter().enumerate() {
        let needed = 52.0 + width(&it.name);
        if across > 14.0 && across + needed > WIDTH {
            (across, row) = (14.0, row + 1.0);
        }
        let y = 12.0 + row * LINE;
        keys.push(html! {
            line class={ "line l" (place + 1) } stroke-dasharray=(dashes(place))
                x1=(at(across)) x2=(at(across + 26.0)) y1=(at(y)) y2=(at(y)) {}
            (mark(place, across + 13.0, y))
            text x=(at(across + 32.0)) y=(at(y + 4.0)) { (it.name) }
        });
        across += needed;
    }
    (html! { @for key in &keys { (key) } }, row + 1.0)
}

fn dashes(place: usize) -> &'static str {
    DASHES.get(place).copied().unwrap_or("none")
}

/// The mark of a series: a disc, a square, a diamond, a triangle.
fn mark(place: usize, x: f64, y: f64) -> Markup {
    let class = format!("f{}", place + 1);
    let corners = |corners: &[(f64, f64)]| {
        let corner = |(dx, dy): &(f64, f64)| format!("{},{}", at(x + dx), at(y + dy));
        corners.iter().map(corner).collect::<Vec<_>>().join(" ")
    };
    match place % 4 {
        0 => html! { circle class=(class) cx=(at(x)) cy=(at(y)) r="2.6" {} },
        1 => {
            html! { rect class=(class) x=(at(x - 2.4)) y=(at(y - 2.4)) width="4.8" height="4.8" {} }
        }
        2 => {
            html! { polygon class=(class) points=(corners(&[(0.0, -3.6), (3.6, 0.0), (0.0, 3.6), (-3.6, 0.0)])) {} }
        }
        _ => {
            html! { polygon class=(class) points=(corners(&[(0.0, -3.4), (3.4, 2.6), (-3.4, 2.6)])) {} }
        }
    }
}

/// Values without a gap between them, by their places.
fn runs(values: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let mut runs = vec![Vec::new()];
    for (index, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((index, *value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

fn points(run: &[(usize, f64)], x: impl Fn(usize) -> f64, y: impl Fn(f64) -> f64) -> String {
    let point = |(index, value): &(usize, f64)| format!("{},{}", at(x(*index)), at(y(*value)));
    run.iter().map(point).collect::<Vec<_>>().join(" ")
}
