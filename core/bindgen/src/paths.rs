//! Paths as a language spells them: what is `spec.open_until` to the core is `spec.openUntil` in Node.

use crate::Failure;
use crate::model::{Api, Field, Type};
use crate::rust::call_name;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

/// Stands before the type of a map's values: the next segment of a path is a key, which is the caller's own.
const MAP: &str = "*";

/// How a language spells a field or parameter of a type.
pub(crate) type Spelling = fn(&str, &Type) -> String;

/// `respelt(call, error)`: an error of the core with its paths in the names of fields and parameters that `spell` gives.
///
/// # Errors
/// Two fields of a choice that have one name and are spelt differently: a path does not say which variant it is in.
pub(crate) fn respelt(api: &Api, spell: Spelling) -> Result<TokenStream, Failure> {
    let arms = spellings(api, spell)?;
    let arms =
        arms.iter().map(|((of, name), (spelt, inside))| quote!((#of, #name) => (#spelt, #inside)));
    Ok(quote! {
        /// A field or parameter as the caller spells it, and the type in which the path goes on.
        fn spelt<'a>(of: &str, name: &'a str) -> (&'a str, &'static str) {
            match (of, name) {
                #(#arms,)*
                _ => (name, ""),
            }
        }

        /// An error of the core, its paths as the caller spells them.
        fn respelt(call: &str, error: ::firstline::Error) -> ::firstline::Error {
            error.map_paths(|path| {
                let mut of = call;
                let segments = path.split('.').map(|segment| {
                    if let Some(inside) = of.strip_prefix(#MAP) {
                        of = inside;
                        return segment.to_owned();
                    }
                    let (name, place) = segment.split_at(segment.find('[').unwrap_or(segment.len()));
                    let (name, inside) = spelt(of, name);
                    of = inside;
                    format!("{name}{place}")
                });
                segments.collect::<Vec<_>>().join(".")
            })
        }
    })
}

/// By type or call, and by name there: the spelling, and the type in which a path goes on.
type Spellings = BTreeMap<(String, String), (String, String)>;

/// All that is spelt otherwise than in the core, and all in which a path goes on.
fn spellings(api: &Api, spell: Spelling) -> Result<Spellings, Failure> {
    let calls = api.calls().filter(|(_, function)| function.fallible);
    let params = calls.flat_map(|(object, function)| {
        let call = call_name(object, function);
        function.params.iter().map(move |param| (call.clone(), &param.name, &param.ty))
    });
    let records = api.records.iter().flat_map(|record| fields(&record.name, &record.fields));
    let variants = api.choices.iter().flat_map(|choice| {
        choice.variants.iter().flat_map(|variant| fields(&choice.name, &variant.fields))
    });
    let mut spellings = Spellings::new();
    for (of, name, ty) in params.chain(records).chain(variants) {
        let new = (spell(name, ty), inside(ty));
        if spellings.get(&(of.clone(), name.clone())).is_some_and(|old| *old != new) {
            let message = format!(
                "two variants of '{of}' have a '{name}' each, of types that differ; rename one"
            );
            return Err(Failure::new(message));
        }
        spellings.insert((of, name.clone()), new);
    }
    // A scalar of the same name needs no arm.
    spellings.retain(|(_, name), (spelt, inside)| spelt != name || !inside.is_empty());
    Ok(spellings)
}

fn fields<'a>(
    of: &'a str,
    fields: &'a [Field],
) -> impl Iterator<Item = (String, &'a String, &'a Type)> {
    fields.iter().map(|field| (of.to_owned(), &field.name, &field.ty))
}

/// The type in which a path goes on below a value of a type; empty below a scalar.
fn inside(ty: &Type) -> String {
    match ty {
        Type::Record(name) | Type::Choice(name) => name.clone(),
        Type::Option(inner) | Type::List(inner) => inside(inner),
        Type::Map(inner) => format!("{MAP}{}", inside(inner)),
        _ => String::new(),
    }
}
