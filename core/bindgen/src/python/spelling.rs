//! Names as Python spells them.

use crate::model::LabelVariant;
use proc_macro2::{Ident, Span};

/// Words that can't be a name in Python.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// The name of a field, parameter, method or function: as in the core, and a keyword gets a `_` behind it.
pub(super) fn name(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// The name of a label's member: its text in capitals.
pub(super) fn member(variant: &LabelVariant) -> String {
    variant.text.to_uppercase().replace(|letter: char| !letter.is_alphanumeric(), "_")
}

/// A name in Rust, raw where it is a keyword there.
pub(super) fn ident(name: impl AsRef<str>) -> Ident {
    let name = name.as_ref();
    syn::parse_str(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_of_either_language_is_a_name() {
        assert_eq!(name("lambda"), "lambda_");
        assert_eq!(name("type"), "type");
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("lambda_").to_string(), "lambda_");
    }
}
