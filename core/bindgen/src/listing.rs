//! The whole public API as text, for people to read and for a diff to show.

use crate::model::{Api, Field, Function, Literal, Param, Passing, Type};

/// One line for each type, field, variant and function, in the order of the source; without docs.
pub fn write(api: &Api) -> String {
    let mut lines = vec![
        "# The public API. Written by `cargo run -p firstline-bindgen -- listing`.".to_owned(),
    ];
    for module in &api.modules {
        lines.push(format!("\nmodule {}", module.path));
        write_values(api, &module.path, &mut lines);
        for object in api.objects.iter().filter(|item| item.module == module.path) {
            lines.push(format!("  object {}", object.name));
            lines.extend(
                object.constructors.iter().map(|item| format!("    new {}", signature(item))),
            );
            lines.extend(object.methods.iter().map(|item| format!("    fn {}", signature(item))));
        }
        let functions = api.functions.iter().filter(|item| item.module == module.path);
        lines.extend(functions.map(|function| format!("  fn {}", signature(function))));
    }
    lines.join("\n") + "\n"
}

fn write_values(api: &Api, module: &str, lines: &mut Vec<String>) {
    for record in api.records.iter().filter(|item| item.module == module) {
        lines.push(format!("  record {}", record.name));
        lines.extend(record.fields.iter().map(|item| format!("    {}", field(item))));
    }
    for label in api.labels.iter().filter(|item| item.module == module) {
        lines.push(format!("  label {}", label.name));
        lines.extend(label.variants.iter().map(|variant| format!("    {}", variant.text)));
    }
    for choice in api.choices.iter().filter(|item| item.module == module) {
        lines.push(format!("  choice {}", choice.name));
        for variant in &choice.variants {
            lines.push(format!("    {}", variant.text));
            lines.extend(variant.fields.iter().map(|item| format!("      {}", field(item))));
        }
    }
}

fn field(field: &Field) -> String {
    let default = match &field.default {
        None | Some(Literal::Absent) => String::new(),
        Some(default) => format!(" = {}", literal(default)),
    };
    format!("{}: {}{default}", field.name, ty(&field.ty))
}

/// A default as text.
fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Absent => "none".to_owned(),
        Literal::Empty => "empty".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => value.to_string(),
        Literal::Float(value) => format!("{value:?}"),
        Literal::Str(value) => format!("{value:?}"),
        Literal::Variant(name) => crate::names::snake(name),
        Literal::Defaults => "defaults".to_owned(),
        Literal::Millis(value) => format!("{value} ms"),
    }
}

fn signature(function: &Function) -> String {
    let params = function.params.iter().map(param).collect::<Vec<_>>().join(", ");
    let mut text = format!("{}({params})", function.name);
    if function.returns != Type::Unit {
        text += &format!(" -> {}", ty(&function.returns));
    }
    if function.fallible {
        text.push_str(" or error");
    }
    text
}

fn param(param: &Param) -> String {
    let passing = match param.passing {
        Passing::Value => "",
        Passing::Ref | Passing::OptionRef => "&",
    };
    format!("{}: {passing}{}", param.name, ty(&param.ty))
}

/// A type as this listing and the backends' tables of types spell it: `Ticket`, `span?`, `[Event]`, `{string: f64}`.
pub(crate) fn ty(ty: &Type) -> String {
    let name = match ty {
        Type::Unit => "nothing",
        Type::Bool => "bool",
        Type::U32 => "u32",
        Type::I64 => "i64",
        Type::F64 => "f64",
        Type::Str => "string",
        Type::Bytes => "bytes",
        Type::Timestamp => "timestamp",
        Type::Span => "span",
        Type::Date => "date",
        Type::TimeOfDay => "time_of_day",
        Type::Zone => "zone",
        Type::Decimal => "decimal",
        Type::Record(name) | Type::Label(name) | Type::Choice(name) | Type::Object(name) => name,
        Type::Option(inner) => return format!("{}?", self::ty(inner)),
        Type::List(inner) => return format!("[{}]", self::ty(inner)),
        Type::Map(inner) => return format!("{{string: {}}}", self::ty(inner)),
    };
    name.to_owned()
}
