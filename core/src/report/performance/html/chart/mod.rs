//! Charts as SVG: what is where; the style sheet says how it looks.

mod bars;
mod heat;
mod lines;
mod pareto;
mod scale;

use crate::report::performance::view::cut;
pub(super) use bars::{Bar, bars};
pub(super) use heat::heat;
pub(super) use lines::{Series, lines};
use maud::{Markup, html};
pub(super) use pareto::{Slice, pareto};
pub(super) use scale::Measure;

/// How wide each chart is.
const WIDTH: f64 = 900.0;

/// What a chart is called, and what it says in words.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// Unique in the page.
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) description: String,
}

/// A chart with its words.
fn framed(words: &Words<'_>, height: f64, drawn: &Markup) -> Markup {
    let (title, description) = (format!("{}-name", words.id), format!("{}-words", words.id));
    html! {
        figure {
            figcaption { (words.title) }
            div.scroll role="group" aria-label={ "Chart: " (words.title) } tabindex="0" {
                svg viewBox={ "0 0 " (at(WIDTH)) " " (at(height)) } role="img"
                    aria-labelledby={ (title) " " (description) } {
                    title id=(title) { (words.title) }
                    desc id=(description) { (words.description) }
                    (drawn)
                }
            }
        }
    }
}

/// A place, to a tenth.
fn at(place: f64) -> String {
    let text = format!("{place:.1}");
    match text.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// How wide a text of twelve pixels is about, in whatever font the reader has.
fn width(text: &str) -> f64 {
    text.chars().map(letter).sum()
}

/// As much of a name as there is room for.
fn fitted(name: &str, room: f64) -> String {
    let mut used = 0.0;
    let fits = name.chars().take_while(|it| {
        used += letter(*it);
        used <= room
    });
    cut(name, fits.count().max(1))
}

fn letter(letter: char) -> f64 {
    match letter {
        'W' | 'M' | 'm' | 'w' | '@' | '%' | '—' => 11.0,
        // Ideographs and the like are as wide as they are high.
        '\u{1100}'.. => 12.5,
        _ => 6.8,
    }
}

/// A count of things as a float.
fn many(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
