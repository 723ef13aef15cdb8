//! Texts of the host, as every report prints them.

/// A host's text in one line, without what no page may have in it.
pub(super) fn clean(text: &str) -> String {
    let one = |letter: char| {
        let code = u32::from(letter);
        match letter {
            _ if letter.is_whitespace() => ' ',
            _ if letter.is_control() => char::REPLACEMENT_CHARACTER,
            // Unicode has 66 that are no characters.
            _ if code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code) => {
                char::REPLACEMENT_CHARACTER
            }
            // Those that turn the direction of what follows them, in whatever follows.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
            letter => letter,
        }
    };
    text.chars().map(one).collect()
}

/// A name in at most so many characters.
pub(super) fn cut(name: &str, most: usize) -> String {
    match name.char_indices().nth(most) {
        None => name.to_owned(),
        Some(_) => name.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_line_of_characters_and_not_too_long() {
        assert_eq!(clean("a\n\tb\u{0}\u{202e}\u{fffe}c"), "a  b\u{fffd}\u{fffd}\u{fffd}c");
        assert_eq!([cut("äöü", 3), cut("äöüß", 3)], ["äöü", "äö…"]);
    }
}
