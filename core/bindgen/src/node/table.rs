//! The calls and types of the package as JSON, for the runner of the shared cases.

use super::spelling;
use crate::model::{Api, Field, Function, Object, Type};
use crate::names::camel;

/// Each call by its name in the cases: what it is called in Node, its parameters and its result; and each record and
/// each variant of a choice with its fields.
pub(super) fn write(api: &Api) -> String {
    let calls = api.calls().map(|(object, function)| call(object, function)).collect::<Vec<_>>();
    let records =
        api.records.iter().map(|record| format!("  {:?}: {}", record.name, fields(&record.fields)));
    let choices = api.choices.iter().map(|choice| {
        let variants = choice.variants.iter();
        let variants =
            variants.map(|variant| format!("{:?}: {}", variant.text, fields(&variant.fields)));
        format!("  {:?}: {{{}}}", choice.name, variants.collect::<Vec<_>>().join(", "))
    });
    format!(
        "{{\"calls\": {{\n{}\n}},\n\"records\": {{\n{}\n}},\n\"choices\": {{\n{}\n}}}}\n",
        calls.join(",\n"),
        records.collect::<Vec<_>>().join(",\n"),
        choices.collect::<Vec<_>>().join(",\n"),
    )
}

/// Fields by their names in JSON.
fn fields(fields: &[Field]) -> String {
    let fields = fields.iter().map(|field| {
        let spelt = spelling::value(&field.name, &field.ty);
        format!("{:?}: {{\"spelt\": {spelt:?}, \"type\": {}}}", field.name, ty(&field.ty))
    });
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

fn call(object: Option<&Object>, function: &Function) -> String {
    let owner = object.map(|object| format!("{}.", object.name)).unwrap_or_default();
    let kind = match object {
        None => "function",
        Some(object) if object.methods.contains(function) => "method",
        Some(_) if function.name == "new" => "new",
        Some(_) => "static",
    };
    let class = object.map(|object| format!("{:?}", object.name)).unwrap_or("null".to_owned());
    let params = function.params.iter().map(|param| {
        let spelt = spelling::value(&param.name, &param.ty);
        format!("{{\"name\": {:?}, \"spelt\": {spelt:?}, \"type\": {}}}", param.name, ty(&param.ty))
    });
    format!(
        "  \"{owner}{}\": {{\"kind\": {kind:?}, \"class\": {class}, \"spelt\": {:?}, \"params\": [{}], \"returns\": {}}}",
        function.name,
        camel(&function.name),
        params.collect::<Vec<_>>().join(", "),
        ty(&function.returns),
    )
}

/// A type as nested JSON arrays: its sort, then what it wraps or its name.
fn ty(of: &Type) -> String {
    match of {
        Type::Option(inner) => format!("[\"option\", {}]", ty(inner)),
        Type::List(inner) => format!("[\"list\", {}]", ty(inner)),
        Type::Map(inner) => format!("[\"map\", {}]", ty(inner)),
        Type::Record(name) => format!("[\"record\", {name:?}]"),
        Type::Choice(name) => format!("[\"choice\", {name:?}]"),
        Type::Label(name) => format!("[\"label\", {name:?}]"),
        Type::Object(name) => format!("[\"object\", {name:?}]"),
        scalar => format!("[{:?}]", crate::listing::ty(scalar)),
    }
}
