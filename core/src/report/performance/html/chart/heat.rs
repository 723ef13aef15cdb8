//! Counts by hour of the week: a field for each, darker for more, with its number in it. Days go down where there is room
//! for 24 hours beside each other, else hours go down.

use super::{Room, Words, at, framed, many};
use crate::float::float;
use maud::{Markup, html};

const LEFT: f64 = 40.0;
const TOP: f64 = 22.0;
/// How high a field is where days go down, and where hours do.
const HIGH: (f64, f64) = (26.0, 20.0);

/// Rows of fields with their names; the names of the columns are their numbers.
pub(crate) fn heat(words: &Words<'_>, rows: &[(&str, &[i64])]) -> Markup {
    framed(words, |room| drawn(rows, room))
}

fn drawn(rows: &[(&str, &[i64])], room: Room) -> (Markup, f64) {
    let columns = rows.iter().map(|(_, counts)| counts.len()).max().unwrap_or(1).max(1);
    let most = rows.iter().flat_map(|(_, counts)| counts.iter()).max().copied().unwrap_or(0);
    let turned = room.is_narrow();
    let (across, down) = if turned { (rows.len(), columns) } else { (columns, rows.len()) };
    let high = if turned { HIGH.1 } else { HIGH.0 };
    let wide = (room.width() - LEFT - 2.0) / many(across.max(1));
    // Where the field of a row and a column is.
    let place = |row: usize, column: usize| {
        let (x, y) = if turned { (row, column) } else { (column, row) };
        (LEFT + many(x) * wide, TOP + many(y) * high)
    };
    let top = |name: &str, x: f64| html! { text.soft.small x=(at(x + wide / 2.0)) y="14" text-anchor="middle" { (name) } };
    let side = |name: &str, y: f64| html! { text.soft x="0" y=(at(y + high - 8.0 + if turned { 3.0 } else { 0.0 })) { (name) } };
    let hour = |column: usize| format!("{column:02}");
    let drawn = html! {
        @for column in 0..columns {
            @let (x, y) = place(0, column);
            (if turned { side(&hour(column), y) } else { top(&hour(column), x) })
        }
        @for (row, (name, counts)) in rows.iter().enumerate() {
            @let (x, y) = place(row, 0);
            (if turned { top(name, x) } else { side(name, y) })
            @for (column, count) in counts.iter().enumerate() {
                @let step = step(*count, most);
                @let (x, y) = place(row, column);
                rect class={ "h" (step) } x=(at(x)) y=(at(y)) width=(at(wide - 1.5)) height=(at(high - 1.5)) {}
                text class={ "small i" (step) } x=(at(x + wide / 2.0 - 0.75)) y=(at(y + high / 2.0 + 3.5))
                    text-anchor="middle" { (short(*count)) }
            }
        }
    };
    (drawn, TOP + many(down) * high + 2.0)
}

/// Which of the steps a count is: the first is for none at all, the others part what is up to the most.
fn step(count: i64, most: i64) -> u32 {
    if count <= 0 {
        return 0;
    }
    let part = float(count) / float(most.max(1));
    (1..=5).find(|step| part <= f64::from(*step) / 5.0).unwrap_or(5)
}

/// A count that a field has room for.
fn short(count: i64) -> String {
    match count {
        0..=9_999 => count.to_string(),
        10_000..=999_949 => format!("{:.0}k", float(count) / 1e3),
        _ => format!("{:.1}M", float(count) / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_is_the_darkest_and_none_the_lightest() {
        assert_eq!([0, 1, 20, 21, 100].map(|count| step(count, 100)), [0, 1, 1, 2, 5]);
        assert_eq!([814, 12_345, 1_250_000].map(short), ["814", "12k", "1.2M"]);
    }
}
