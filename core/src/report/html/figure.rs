//! A picture in a page, with its name, its words, and room to scroll where the page is narrow.

use crate::report::words::cut;
use maud::{Markup, html};

/// How wide each chart is.
pub(in crate::report) const WIDTH: f64 = 900.0;

/// What a chart is called, and what it says in words.
#[derive(Debug)]
pub(in crate::report) struct Words<'a> {
    /// Unique in the page.
    pub(in crate::report) id: &'a str,
    pub(in crate::report) title: &'a str,
    pub(in crate::report) description: String,
}

/// A chart with its words.
pub(in crate::report) fn framed(words: &Words<'_>, height: f64, drawn: &Markup) -> Markup {
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
pub(in crate::report) fn at(place: f64) -> String {
    let text = format!("{place:.1}");
    match text.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// How wide a text of twelve pixels is about, in whatever font the reader has.
pub(in crate::report) fn width(text: &str) -> f64 {
    text.chars().map(letter).sum()
}

/// As much of a name as there is room for.
pub(in crate::report) fn fitted(name: &str, room: f64) -> String {
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
pub(in crate::report) fn many(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
