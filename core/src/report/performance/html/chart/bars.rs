//! Values side by side: lying bars, each with its name before it and its value behind it; both stand above it where there
//! is no room.

use super::{Room, Words, at, fitted, framed, many, width};
use maud::{Markup, html};

/// A bar.
#[derive(Debug)]
pub(crate) struct Bar {
    pub(crate) name: String,
    /// How long, of the longest that there can be; from 0 to 1.
    pub(crate) part: f64,
    /// What stands behind it.
    pub(crate) text: String,
}

/// How high a bar is with what is around it, alone and with its texts above it.
const ROWS: (f64, f64) = (24.0, 38.0);
/// How wide a name may be.
const ROOM: f64 = 220.0;
/// How wide bars are at least, of all the room.
const LEAST: f64 = 0.4;

/// Where the bars are.
struct Place {
    left: f64,
    right: f64,
    /// Whether texts stand above them.
    above: bool,
}

/// Bars in groups with a heading each; an empty heading is none.
pub(crate) fn bars(words: &Words<'_>, groups: &[(String, Vec<Bar>)]) -> Markup {
    framed(words, |room| drawn(groups, room))
}

fn drawn(groups: &[(String, Vec<Bar>)], room: Room) -> (Markup, f64) {
    let all = || groups.iter().flat_map(|(_, bars)| bars);
    let names = all().map(|it| width(&fitted(&it.name, ROOM))).fold(0.0, f64::max);
    let texts = all().map(|it| width(&it.text)).fold(0.0, f64::max);
    let (left, right) = (names + 16.0, room.width() - texts - 20.0);
    let place = match right - left < LEAST * room.width() {
        true => Place { left: 0.0, right: room.width(), above: true },
        false => Place { left, right, above: false },
    };
    let high = if place.above { ROWS.1 } else { ROWS.0 };
    let mut y = 4.0;
    let mut rows = Vec::new();
    for (heading, bars) in groups {
        if !heading.is_empty() {
            rows.push(html! { text.strong x="0" y=(at(y + 14.0)) { (heading) } });
            y += ROWS.0;
        }
        rows.extend(
            bars.iter().enumerate().map(|(index, bar)| row(bar, &place, y + many(index) * high)),
        );
        y += many(bars.len()) * high + 8.0;
    }
    (html! { @for row in &rows { (row) } }, y)
}

fn row(bar: &Bar, place: &Place, y: f64) -> Markup {
    let (left, right) = (place.left, place.right);
    let room = right - left;
    let long = (room * bar.part.clamp(0.0, 1.0)).max(if bar.part > 0.0 { 1.0 } else { 0.0 });
    let top = if place.above { y + 18.0 } else { y + 2.0 };
    html! {
        @if place.above {
            text x=(at(left)) y=(at(y + 13.0)) { (fitted(&bar.name, room - width(&bar.text) - 12.0)) }
            text x=(at(right)) y=(at(y + 13.0)) text-anchor="end" { (bar.text) }
        } @else {
            text x=(at(left - 8.0)) y=(at(y + 14.0)) text-anchor="end" { (fitted(&bar.name, ROOM)) }
            text x=(at(right + 8.0)) y=(at(y + 14.0)) { (bar.text) }
        }
        rect.track x=(at(left)) y=(at(top)) width=(at(room)) height="16" {}
        rect.bar x=(at(left)) y=(at(top)) width=(at(long)) height="16" {}
    }
}
