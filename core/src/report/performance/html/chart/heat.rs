//! Counts by hour of the week: a field for each, darker for more, with its number in it.

use super::{WIDTH, Words, at, framed, many};
use crate::float::float;
use maud::{Markup, html};

const LEFT: f64 = 40.0;
const TOP: f64 = 22.0;
const HIGH: f64 = 26.0;

/// Rows of fields with their names, and the names of the columns.
pub(crate) fn heat(words: &Words<'_>, rows: &[(&str, &[i64])]) -> Markup {
    let columns = rows.iter().map(|(_, counts)| counts.len()).max().unwrap_or(1).max(1);
    let wide = (WIDTH - LEFT - 2.0) / many(columns);
    let most = rows.iter().flat_map(|(_, counts)| counts.iter()).max().copied().unwrap_or(0);
    let x = |column: usize| LEFT + many(column) * wide;
    let y = |row: usize| TOP + many(row) * HIGH;
    let drawn = html! {
        @for column in 0..columns {
            text.soft.small x=(at(x(column) + wide / 2.0)) y="14" text-anchor="middle" {
                (format!("{column:02}"))
            }
        }
        @for (row, (name, counts)) in rows.iter().enumerate() {
            text.soft x="0" y=(at(y(row) + 17.0)) { (name) }
            @for (column, count) in counts.iter().enumerate() {
                @let step = step(*count, most);
                rect class={ "h" (step) } x=(at(x(column))) y=(at(y(row)))
                    width=(at(wide - 1.5)) height=(at(HIGH - 1.5)) {}
                text class={ "small i" (step) } x=(at(x(column) + wide / 2.0 - 0.75))
                    y=(at(y(row) + 16.0)) text-anchor="middle" { (short(*count)) }
            }
        }
    };
    framed(words, y(rows.len()) + 2.0, &drawn)
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
