//! Names in the manners of other languages.

/// `first_response` or `FirstResponse` to `firstResponse`.
pub fn camel(name: &str) -> String {
    let pascal = pascal(name);
    let mut letters = pascal.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// `first_response` or `firstResponse` to `FirstResponse`.
pub fn pascal(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    name.split('_').map(word).collect()
}

/// `FirstResponse` to `first_response`, by the rule of serde's `rename_all = "snake_case"`: each
/// capital starts a word.
pub fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// `FirstResponse` or `first_response` to `FIRST_RESPONSE`.
pub fn screaming(name: &str) -> String {
    snake(name).to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_manner() {
        assert_eq!(camel("open_between"), "openBetween");
        assert_eq!(camel("FirstResponse"), "firstResponse");
        assert_eq!(pascal("public_reply"), "PublicReply");
        assert_eq!(snake("PublicReply"), "public_reply");
        assert_eq!(snake("P1"), "p1");
        assert_eq!(snake("open_between"), "open_between");
        assert_eq!(screaming("PublicReply"), "PUBLIC_REPLY");
    }
}
