//! A picture in a page, with its name and its words, drawn once for a wide page and once for a narrow one, so that its
//! texts can be read on a phone too. The style sheet shows one of the two.

use crate::report::words::cut;
use maud::{Markup, html};

/// The page that a chart is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Room {
    Wide,
    Narrow,
}

impl Room {
    /// How wide the chart is.
    pub(in crate::report) const fn width(self) -> f64 {
        match self {
            Self::Wide => 830.0,
            Self::Narrow => 360.0,
        }
    }

    pub(in crate::report) const fn is_narrow(self) -> bool {
        matches!(self, Self::Narrow)
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// What a chart is called, and what it says in words.
#[derive(Debug)]
pub(in crate::report) struct Words<'a> {
    /// Unique in the page.
    pub(in crate::report) id: &'a str,
    pub(in crate::report) title: &'a str,
    pub(in crate::report) description: String,
}

/// A chart with its words; `draw` gives what is drawn in some room, and how high that is.
pub(in crate::report) fn framed(words: &Words<'_>, draw: impl Fn(Room) -> (Markup, f64)) -> Markup {
    let one = |room: Room| {
        let (drawn, height) = draw(room);
        let id = format!("{}-{}", words.id, room.class());
        let (title, description) = (format!("{id}-name"), format!("{id}-words"));
        html! {
            svg class=(room.class()) viewBox={ "0 0 " (at(room.width())) " " (at(height)) } role="img"
                aria-labelledby={ (title) " " (description) } {
                title id=(title) { (words.title) }
                desc id=(description) { (words.description) }
                (drawn)
            }
        }
    };
    html! {
        figure {
            figcaption { (words.title) }
            (one(Room::Wide))
            (one(Room::Narrow))
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
