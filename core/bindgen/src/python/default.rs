//! What an argument is where it is left out, in Rust and as Python shows it.

use super::scope::Scope;
use crate::model::{Field, Literal, Type};
use proc_macro2::{Literal as Token, TokenStream};
use quote::{format_ident, quote};

/// The value in Rust.
pub(super) fn rust(scope: Scope<'_>, field: &Field, default: &Literal) -> syn::Result<TokenStream> {
    Ok(match default {
        Literal::Absent => quote!(None),
        Literal::Empty | Literal::Defaults => quote!(Default::default()),
        Literal::Bool(value) => quote!(#value),
        Literal::Int(value) => {
            let value = Token::i64_unsuffixed(*value);
            present(&field.ty, quote!(#value))
        }
        Literal::Float(value) => present(&field.ty, quote!(#value)),
        Literal::Str(text) => present(&field.ty, quote!(#text.to_owned())),
        Literal::Millis(millis) => {
            let millis = Token::i64_unsuffixed(*millis);
            present(&field.ty, quote!(::firstline::time::Span::from_millis(#millis)))
        }
        Literal::Variant(variant) => {
            let label = scope.path(field.ty.present().named().unwrap_or_default())?;
            let variant = format_ident!("{variant}");
            present(&field.ty, quote!(#label::#variant))
        }
    })
}

fn present(ty: &Type, value: TokenStream) -> TokenStream {
    if matches!(ty, Type::Option(_)) { quote!(Some(#value)) } else { value }
}

/// The value as Python reads it; a label and a span are their text, which the argument accepts.
pub(super) fn python(scope: Scope<'_>, field: &Field, default: &Literal) -> String {
    match default {
        Literal::Absent => "None".to_owned(),
        Literal::Empty if matches!(field.ty, Type::Map(_)) => "{}".to_owned(),
        Literal::Empty => "[]".to_owned(),
        Literal::Bool(true) => "True".to_owned(),
        Literal::Bool(false) => "False".to_owned(),
        Literal::Int(value) => value.to_string(),
        Literal::Float(value) => format!("{value:?}"),
        Literal::Str(text) => format!("{text:?}"),
        Literal::Millis(millis) => format!("{:?}", span(*millis)),
        // Python has no literal for a record.
        Literal::Defaults => "...".to_owned(),
        Literal::Variant(variant) => {
            let label = field.ty.present().named().and_then(|name| scope.0.label(name));
            let found =
                label.and_then(|label| label.variants.iter().find(|each| each.name == *variant));
            found.map_or_else(|| "...".to_owned(), |variant| format!("{:?}", variant.text))
        }
    }
}

/// `4h 30m`, as the core prints a span.
fn span(millis: i64) -> String {
    const UNITS: [(&str, u64); 4] = [("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];
    let mut rest = millis.unsigned_abs();
    let mut parts = Vec::new();
    for (unit, length) in UNITS {
        if rest >= length {
            parts.push(format!("{}{unit}", rest / length));
            rest %= length;
        }
    }
    match parts.is_empty() {
        true => "0s".to_owned(),
        false => format!("{}{}", if millis < 0 { "-" } else { "" }, parts.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn spans_print_as_the_core_does() {
        assert_eq!(span(16_200_000), "4h 30m");
        assert_eq!(span(-1_500), "-1s 500ms");
        assert_eq!(span(0), "0s");
    }
}
