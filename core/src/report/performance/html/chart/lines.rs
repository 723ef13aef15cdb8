//! Values by time: each series has its colour, its dashes and its marks.

use super::scale::{Measure, Scale};
use super::{Room, Words, at, fitted, framed, many, width};
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

/// A place on the axis.
#[derive(Debug)]
pub(crate) struct Stop {
    /// What stands below it.
    pub(crate) name: String,
    /// Its name in full, where its values are of a part of it only: they are drawn lighter on a ground of their own.
    pub(crate) part: Option<String>,
}

/// Some series over named places.
pub(crate) fn lines(
    words: &Words<'_>,
    stops: &[Stop],
    series: &[Series],
    measure: Measure,
) -> Markup {
    framed(words, |room| drawn(stops, series, measure, room))
}

fn drawn(stops: &[Stop], series: &[Series], measure: Measure, room: Room) -> (Markup, f64) {
    let series = series.get(..MOST).unwrap_or(series);
    let scale =
        Scale::of(series.iter().flat_map(|it| it.values.iter().flatten().copied()), measure);
    let left = 14.0 + scale.letters() * 6.8;
    let side = if room.is_narrow() { 12.0 } else { 30.0 };
    let (right, bottom) = (room.width() - side, 26.0);
    let parts = stops.iter().any(|it| it.part.is_some());
    let (keys, rows) = legend(series, parts, room.width());
    let top = 10.0 + rows * LINE;
    let height = if series.len() < 2 { HEIGHTS.0 } else { HEIGHTS.1 };
    let base = top + height;
    let y = |value: f64| base - scale.part(value) * height;
    let last = many(stops.len().saturating_sub(1));
    let apart = if last > 0.0 { (right - left - 16.0) / last } else { 0.0 };
    let x = |index: usize| match last > 0.0 {
        true => left + 8.0 + many(index) * apart,
        false => f64::midpoint(left, right),
    };
    // As many names as there is room for, the last of them always.
    let wide = stops.iter().map(|it| width(&it.name)).fold(1.0, f64::max) + 14.0;
    let every = (wide * many(stops.len()) / (right - left)).ceil().max(1.0);
    // Wider than it is about: no name is to be cut at the edge, whatever font the reader has.
    let half = |name: &str| width(name) * 0.56;
    let middle = |index: usize, name: &str| x(index).clamp(half(name), room.width() - half(name));
    let from = |(index, it): (usize, &Stop)| middle(index, &it.name) - half(&it.name);
    let last_from = stops.iter().enumerate().next_back().map_or(right, from);
    let named = |index: usize, name: &str| {
        let is_last = index + 1 == stops.len();
        let turn = many(stops.len() - 1 - index).rem_euclid(every) < 0.5;
        is_last || turn && middle(index, name) + half(name) <= last_from
    };
    let is_part = |index: usize| stops.get(index).is_some_and(|it| it.part.is_some());
    let ground = |index: usize| {
        let from = (x(index) - apart / 2.0).max(left);
        (from, (x(index) + apart / 2.0).min(right) - from)
    };
    let drawn = html! {
        (keys)
        @for (index, name) in stops.iter().enumerate().filter_map(|(index, it)| Some((index, it.part.as_ref()?))) {
            @let (from, wide) = ground(index);
            rect.part x=(at(from)) y=(at(top)) width=(at(wide)) height=(at(height)) { title { (name) } }
        }
        @for (value, word) in &scale.marks {
            line.grid x1=(at(left)) x2=(at(right)) y1=(at(y(*value))) y2=(at(y(*value))) {}
            text.soft x=(at(left - 6.0)) y=(at(y(*value) + 4.0)) text-anchor="end" { (word) }
        }
        @for (index, Stop { name, .. }) in stops.iter().enumerate().filter(|(index, it)| named(*index, &it.name)) {
            text.soft x=(at(middle(index, name))) y=(at(base + 18.0)) text-anchor="middle" { (name) }
        }
        @for (place, series) in series.iter().enumerate() {
            @for (part, run) in runs(&series.values, is_part) {
                polyline class={ "line l" (place + 1) (if part { " faint" } else { "" }) }
                    stroke-dasharray=(dashes(place)) points=(points(&run, x, y)) {}
            }
            @for (index, value) in series.values.iter().enumerate() {
                @if let Some(value) = value { (mark(place, is_part(index), x(index), y(*value))) }
            }
        }
    };
    (drawn, base + bottom)
}

/// The names of the series and what a part is, in rows, and how many rows; one series has its name above the chart.
fn legend(series: &[Series], parts: bool, room: f64) -> (Markup, f64) {
    let (mut across, mut row) = (14.0, 0.0);
    let mut keys = Vec::new();
    let named = if series.len() < 2 { &[] } else { series };
    let names = named.iter().enumerate().map(|(place, it)| (Some(place), it.name.as_str()));
    let part = parts.then_some((None, "part of the time only"));
    for (place, name) in names.chain(part) {
        let name = fitted(name, room - 66.0);
        let needed = 52.0 + width(&name);
        if across > 14.0 && across + needed > room {
            (across, row) = (14.0, row + 1.0);
        }
        let y = 12.0 + row * LINE;
        keys.push(html! {
            @if let Some(place) = place {
                line class={ "line l" (place + 1) } stroke-dasharray=(dashes(place))
                    x1=(at(across)) x2=(at(across + 26.0)) y1=(at(y)) y2=(at(y)) {}
                (mark(place, false, across + 13.0, y))
            } @else {
                rect.part x=(at(across)) y=(at(y - 7.0)) width="26" height="14" {}
                (mark(0, true, across + 13.0, y))
            }
            text x=(at(across + 32.0)) y=(at(y + 4.0)) { (name) }
        });
        across += needed;
    }
    let rows = if keys.is_empty() { 0.0 } else { row + 1.0 };
    (html! { @for key in &keys { (key) } }, rows)
}

fn dashes(place: usize) -> &'static str {
    DASHES.get(place).copied().unwrap_or("none")
}

/// The mark of a series: a disc, a square, a diamond, a triangle; hollow for a part.
fn mark(place: usize, part: bool, x: f64, y: f64) -> Markup {
    let class = format!("f{}{}", place + 1, if part { " hollow" } else { "" });
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

/// Values without a gap between them, by their places, and whether they lead to or from a part.
fn runs(values: &[Option<f64>], is_part: impl Fn(usize) -> bool) -> Vec<(bool, Vec<(usize, f64)>)> {
    let mut runs: Vec<(bool, Vec<(usize, f64)>)> = Vec::new();
    let mut before: Option<(usize, f64)> = None;
    for (index, value) in values.iter().enumerate() {
        let here = value.map(|it| (index, it));
        if let (Some(from), Some(to)) = (before, here) {
            let part = is_part(from.0) || is_part(to.0);
            let ends_here =
                |(kind, run): &&mut (bool, Vec<_>)| *kind == part && run.last() == Some(&from);
            match runs.last_mut().filter(ends_here) {
                Some((_, run)) => run.push(to),
                None => runs.push((part, vec![from, to])),
            }
        }
        before = here;
    }
    runs
}

fn points(run: &[(usize, f64)], x: impl Fn(usize) -> f64, y: impl Fn(f64) -> f64) -> String {
    let point = |(index, value): &(usize, f64)| format!("{},{}", at(x(*index)), at(y(*value)));
    run.iter().map(point).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_gaps_and_where_parts_begin() {
        let values = [Some(1.0), Some(2.0), None, Some(3.0), Some(4.0), Some(5.0), Some(6.0)];
        let places: Vec<(bool, Vec<usize>)> = runs(&values, |index| index >= 5)
            .into_iter()
            .map(|(part, run)| (part, run.into_iter().map(|(index, _)| index).collect()))
            .collect();
        let expected = [(false, vec![0, 1]), (false, vec![3, 4]), (true, vec![4, 5, 6])];
        assert_eq!(places, expected);
    }
}
