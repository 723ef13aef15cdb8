//! Values side by side: lying bars, each with its name before it and its value behind it.

use super::{WIDTH, Words, at, fitted, framed, many, width};
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

const ROW: f64 = 24.0;
/// How wide a name may be.
const ROOM: f64 = 220.0;

/// Bars in groups with a heading each; an empty heading is none.
pub(crate) fn bars(words: &Words<'_>, groups: &[(String, Vec<Bar>)]) -> Markup {
    let all = || groups.iter().flat_map(|(_, bars)| bars);
    let names = all().map(|it| width(&fitted(&it.name, ROOM))).fold(0.0, f64::max);
    let texts = all().map(|it| width(&it.text)).fold(0.0, f64::max);
    let (left, right) = (names + 16.0, WIDTH - texts - 20.0);
    let mut y = 4.0;
    let mut rows = Vec::new();
    for (heading, bars) in groups {
        if !heading.is_empty() {
            rows.push(html! { text.strong x="0" y=(at(y + 14.0)) { (heading) } });
            y += ROW;
        }
        rows.extend(
            bars.iter()
                .enumerate()
                .map(|(index, bar)| row(bar, left, right, y + many(index) * ROW)),
        );
        y += many(bars.len()) * ROW + 8.0;
    }
    framed(words, y, &html! { @for row in &rows { (row) } })
}

fn row(bar: &Bar, left: f64, right: f64, y: f64) -> Markup {
    let room = right - left;
    let long = (room * bar.part.clamp(0.0, 1.0)).max(if bar.part > 0.0 { 1.0 } else { 0.0 });
    html! {
        text x=(at(left - 8.0)) y=(at(y + 14.0)) text-anchor="end" { (fitted(&bar.name, ROOM)) }
        rect.track x=(at(left)) y=(at(y + 2.0)) width=(at(room)) height="16" {}
        rect.bar x=(at(left)) y=(at(y + 2.0)) width=(at(long)) height="16" {}
        text x=(at(right + 8.0)) y=(at(y + 14.0)) { (bar.text) }
    }
}
