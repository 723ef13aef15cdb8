use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Error, Fields, Ident, ItemEnum, Result, Variant};

/// What serde must be told, so that it writes what is read here.
const WORDS: &str = r#"#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]"#;

/// The implementation for an enum.
pub(crate) fn expand(input: TokenStream) -> Result<TokenStream> {
    let item: ItemEnum = syn::parse2(input)?;
    let name = &item.ident;
    if !serde(&item.attrs).any(|words| plain(words) == WORDS.replace(' ', "")) {
        return Err(Error::new_spanned(name, format!("a choice needs {WORDS}")));
    }
    let types: Vec<_> = item.variants.iter().map(|variant| snake(&variant.ident)).collect();
    let readers = item.variants.iter().map(reader).collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        impl<'de> crate::json::Choice<'de> for #name {
            const TYPES: &'static [&'static str] = &[#(#types),*];

            fn reader<A: ::serde::de::MapAccess<'de>>(
                name: &str,
            ) -> ::std::option::Option<fn(A) -> ::std::result::Result<Self, A::Error>> {
                match name {
                    #(#types => ::std::option::Option::Some(#readers),)*
                    _ => ::std::option::Option::None,
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                crate::json::read_choice(deserializer)
            }
        }
    })
}

/// A function that reads a variant from the entries that follow its `type`.
fn reader(variant: &Variant) -> Result<TokenStream> {
    let Fields::Named(fields) = &variant.fields else {
        let message = "the variant of a choice has named fields, or none in braces: `Closed {}`";
        return Err(Error::new_spanned(variant, message));
    };
    let name = &variant.ident;
    let names: Vec<_> = fields.named.iter().filter_map(|field| field.ident.as_ref()).collect();
    let types = fields.named.iter().map(|field| &field.ty);
    let words = fields.named.iter().map(|field| {
        let words = serde(&field.attrs);
        quote!(#(#words)*)
    });
    // The name must hide no type of a field.
    Ok(quote! {
        |fields| {
            #[derive(::serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            struct __Fields { #(#words #names: #types),* }
            let fields = ::serde::de::value::MapAccessDeserializer::new(fields);
            let __Fields { #(#names),* } = ::serde::Deserialize::deserialize(fields)?;
            ::std::result::Result::Ok(Self::#name { #(#names),* })
        }
    })
}

fn serde(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("serde"))
}

fn plain(attribute: &Attribute) -> String {
    attribute.to_token_stream().to_string().replace(' ', "")
}

/// A variant's name as serde spells it in `snake_case`.
fn snake(name: &Ident) -> String {
    let mut text = String::new();
    for (place, letter) in name.to_string().char_indices() {
        if letter.is_uppercase() && place > 0 {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_spelt_as_serde_spells_them() {
        let spelt = |name: &str| snake(&syn::parse_str(name).unwrap());
        assert_eq!(spelt("Created"), "created");
        assert_eq!(spelt("MoveToTier"), "move_to_tier");
    }

    #[test]
    fn what_serde_would_write_otherwise_is_refused() {
        let error = |item| expand(item).unwrap_err().to_string();
        let bare = quote!(
            #[serde(tag = "type")]
            enum Change {
                Closed {},
            }
        );
        assert_eq!(error(bare), format!("a choice needs {WORDS}"));
        let words: TokenStream = WORDS.parse().unwrap();
        assert!(error(quote!(#words enum Change { Closed })).contains("`Closed {}`"));
        assert!(error(quote!(#words enum Change { Closed(u32) })).contains("`Closed {}`"));
    }
}
