//! Which few make most of it: bars in falling order, and the line of all up to each. In a narrow page names and numbers stand above the bars.

use super::{Room, Words, at, fitted, framed, many, width};
use maud::{Markup, html};

/// One of them.
#[derive(Debug)]
pub(crate) struct Slice {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Its part of all.
    pub(crate) share: f64,
    /// Its part and those before it.
    pub(crate) cumulative: f64,
}

/// How high a bar is with what is around it, alone and with its texts above it.
const ROWS: (f64, f64) = (22.0, 36.0);
const TOP: f64 = 42.0;
/// How wide a name may be.
const ROOM: f64 = 240.0;

/// Slices in falling order, on one scale from none to all.
pub(crate) fn pareto(words: &Words<'_>, slices: &[Slice]) -> Markup {
    framed(words, |room| drawn(slices, room))
}

fn drawn(slices: &[Slice], room: Room) -> (Markup, f64) {
    let above = room.is_narrow();
    let names = slices.iter().map(|it| width(&fitted(&it.name, ROOM))).fold(0.0, f64::max);
    let texts = slices.iter().map(|it| width(&it.text)).fold(0.0, f64::max);
    let (left, right) = if above {
        (2.0, room.width() - 22.0)
    } else {
        (names + texts + 28.0, room.width() - 20.0)
    };
    let x = |share: f64| left + share.clamp(0.0, 1.0) * (right - left);
    let high = if above { ROWS.1 } else { ROWS.0 };
    let y = |row: usize| TOP + many(row) * high;
    // Where the bar of a row begins.
    let bar = |row: usize| if above { y(row) + 18.0 } else { y(row) + 3.0 };
    let bottom = y(slices.len());
    let points: Vec<_> =
        slices.iter().enumerate().map(|(row, it)| (x(it.cumulative), bar(row) + 8.0)).collect();
    let line: Vec<_> = points.iter().map(|(x, y)| format!("{},{}", at(*x), at(*y))).collect();
    let texts = |row: usize, it: &Slice| {
        let (y, room) = (y(row), right - left - width(&it.text) - 12.0);
        match above {
            true => html! {
                text.said x=(at(left)) y=(at(y + 13.0)) {
                    (fitted(&it.name, room)) " " tspan.soft { (it.text) }
                }
            },
            false => html! {
                text x=(at(names)) y=(at(y + 15.0)) text-anchor="end" { (fitted(&it.name, ROOM)) }
                text.soft x=(at(left - 10.0)) y=(at(y + 15.0)) text-anchor="end" { (it.text) }
            },
        }
    };
    let drawn = html! {
        rect.bar x="14" y="4" width="20" height="10" {}
        text x="40" y="13" { "share" }
        line class="line l2" stroke-dasharray="7 4" x1="92" x2="118" y1="9" y2="9" {}
        circle class="f2" cx="105" cy="9" r="3" {}
        text x="124" y="13" { "cumulative share" }
        @for mark in [0_u32, 20, 40, 60, 80, 100] {
            @let place = x(f64::from(mark) / 100.0);
            @let text = place.clamp(12.0, room.width() - 18.0);
            line.grid x1=(at(place)) x2=(at(place)) y1=(at(TOP - 4.0)) y2=(at(bottom)) {}
            text.soft x=(at(text)) y=(at(TOP - 10.0)) text-anchor="middle" { (mark) " %" }
        }
        @for (row, it) in slices.iter().enumerate() {
            rect.bar x=(at(left)) y=(at(bar(row))) width=(at((x(it.share) - left).max(1.0))) height="15" {}
        }
        polyline class="line l2" stroke-dasharray="7 4" points=(line.join(" ")) {}
        @for (x, y) in &points { circle class="f2" cx=(at(*x)) cy=(at(*y)) r="3" {} }
        // Above the line, which crosses them in a narrow page.
        @for (row, it) in slices.iter().enumerate() { (texts(row, it)) }
    };
    (drawn, bottom + 6.0)
}
