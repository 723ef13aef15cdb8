//! What a field is where the caller leaves it out.

use super::attributes::derives;
use super::refusal::Refusals;
use super::types::text;
use crate::model::{Literal, Type};
use std::collections::BTreeMap;
use std::path::Path;
use syn::Expr;

/// Where the defaults of a type's fields come from.
pub(super) enum Fallback<'a> {
    /// Nowhere: only options may be left out.
    None,
    /// From `Default` of each field's type.
    OfType,
    /// From the type's own `impl Default`.
    Written(BTreeMap<String, &'a Expr>),
}

/// The `Default`s of a crate.
#[derive(Default)]
pub(super) struct Defaults<'a> {
    /// Labels that derive it: the variant.
    labels: BTreeMap<String, Option<String>>,
    /// Types that derive it.
    derived: Vec<String>,
    /// Types that implement it, with the body of `default()`.
    written: BTreeMap<String, &'a syn::Block>,
}

impl<'a> Defaults<'a> {
    /// Notes what an item derives or implements.
    pub(super) fn note(&mut self, item: &'a syn::Item) {
        match item {
            syn::Item::Struct(item) if derives_default(&item.attrs) => {
                self.derived.push(item.ident.to_string());
            }
            syn::Item::Enum(item) if derives_default(&item.attrs) => {
                let variant = item
                    .variants
                    .iter()
                    .find(|variant| super::attributes::has(&variant.attrs, "default"));
                let variant = variant.map(|variant| variant.ident.to_string());
                self.labels.insert(item.ident.to_string(), variant);
            }
            syn::Item::Impl(item) => self.note_impl(item),
            _ => {}
        }
    }

    fn note_impl(&mut self, item: &'a syn::ItemImpl) {
        let is_default = item.trait_.as_ref().is_some_and(|(path, _)| path.is_ident("Default"));
        let body = item.items.iter().find_map(|item| match item {
            syn::ImplItem::Fn(function) if function.sig.ident == "default" => Some(&function.block),
            _ => None,
        });
        if let Some(body) = body.filter(|_| is_default) {
            self.written.insert(text(&item.self_ty), body);
        }
    }

    /// The defaults of a type with `#[serde(default)]` on it as a whole.
    pub(super) fn of_container(
        &self,
        name: &str,
        file: &Path,
        at: proc_macro2::Span,
        refusals: &mut Refusals,
    ) -> Fallback<'a> {
        let Some(body) = self.written.get(name) else {
            return Fallback::OfType;
        };
        let [syn::Stmt::Expr(Expr::Struct(literal), None)] = body.stmts.as_slice() else {
            let found = format!("the Default of '{name}' is more than one 'Self {{ .. }}'");
            refusals.add(file, at, found, "write 'Self { field: value, .. }' and nothing else");
            return Fallback::OfType;
        };
        if literal.rest.is_some() {
            let found =
                format!("the Default of '{name}' takes the rest of its fields from another");
            refusals.add(file, at, found, "name every field");
        }
        let fields = literal.fields.iter().map(|field| (text(&field.member), &field.expr));
        Fallback::Written(fields.collect())
    }

    /// The default of one field; nothing where the caller must give it.
    pub(super) fn of_field(
        &self,
        name: &str,
        ty: &Type,
        fallback: &Fallback<'_>,
        (file, at): (&Path, proc_macro2::Span),
        refusals: &mut Refusals,
    ) -> Option<Literal> {
        let (read, at) = match fallback {
            Fallback::None if matches!(ty, Type::Option(_)) => return Some(Literal::Absent),
            Fallback::None => return None,
            Fallback::OfType => (self.of_type(ty), at),
            Fallback::Written(values) => {
                let value = values.get(name)?;
                (self.of_expr(ty, value), syn::spanned::Spanned::span(value))
            }
        };
        if read.is_none() {
            let found = format!("the default of '{name}' can't be read");
            let instead = "write a literal, a variant, None, Vec::new(), Span::hours(4) or \
                           Type::default(), or make the field an Option";
            refusals.add(file, at, found, instead);
        }
        read
    }

    /// `T::default()`.
    fn of_type(&self, ty: &Type) -> Option<Literal> {
        Some(match ty {
            Type::Bool => Literal::Bool(false),
            Type::U32 | Type::I64 => Literal::Int(0),
            Type::F64 => Literal::Float(0.0),
            Type::Str => Literal::Str(String::new()),
            Type::Span => Literal::Millis(0),
            Type::Option(_) => Literal::Absent,
            Type::List(_) | Type::Map(_) => Literal::Empty,
            Type::Label(name) => Literal::Variant(self.labels.get(name)?.clone()?),
            Type::Record(name)
                if self.derived.contains(name) || self.written.contains_key(name) =>
            {
                Literal::Defaults
            }
            _ => return None,
        })
    }

    fn of_expr(&self, ty: &Type, value: &Expr) -> Option<Literal> {
        let written = text(value).replace(' ', "");
        let of_type = |name: &str| written == format!("{name}::default()");
        match ty {
            _ if of_type("Default") => self.of_type(ty),
            Type::Label(name) | Type::Record(name) if of_type(name) => self.of_type(ty),
            Type::Option(_) => (written == "None").then_some(Literal::Absent),
            Type::List(_) => {
                (["Vec::new()", "vec![]"].contains(&written.as_str())).then_some(Literal::Empty)
            }
            Type::Map(_) => (written == "BTreeMap::new()").then_some(Literal::Empty),
            Type::Bool => written.parse().ok().map(Literal::Bool),
            Type::U32 | Type::I64 => written.replace('_', "").parse().ok().map(Literal::Int),
            Type::F64 => written.replace('_', "").parse().ok().map(Literal::Float),
            Type::Str => string(value).map(Literal::Str),
            Type::Span => millis(&written).map(Literal::Millis),
            Type::Label(name) => {
                let variant = written.strip_prefix(name)?.strip_prefix("::")?;
                Some(Literal::Variant(variant.to_owned()))
            }
            _ => None,
        }
    }
}

fn derives_default(attributes: &[syn::Attribute]) -> bool {
    derives(attributes).iter().any(|name| name == "Default")
}

/// `"text".to_owned()` and its like.
fn string(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        Expr::MethodCall(call) if call.args.is_empty() => string(&call.receiver),
        Expr::Call(call) if text(&call.func) == "String::new" => Some(String::new()),
        Expr::Call(call) if text(&call.func) == "String::from" => string(call.args.first()?),
        _ => None,
    }
}

/// `Span::hours(4)` and its like.
fn millis(written: &str) -> Option<i64> {
    let (unit, number) = match written.strip_prefix("Span::")? {
        "ZERO" => return Some(0),
        call => call.strip_suffix(')')?.split_once('(')?,
    };
    let unit = match unit {
        "from_millis" => 1,
        "seconds" => 1_000,
        "minutes" => 60_000,
        "hours" => 3_600_000,
        _ => return None,
    };
    number.replace('_', "").parse::<i64>().ok()?.checked_mul(unit)
}
