//! The calls of the package as JSON, for the runner of the shared cases.

use super::spelling;
use crate::model::{Api, Function, Object, Type};
use crate::names::camel;

/// Each call by its name in the cases: what it is called in Node, its parameters and its result.
pub(super) fn write(api: &Api) -> String {
    let calls = api.calls().map(|(object, function)| call(object, function)).collect::<Vec<_>>();
    format!("{{\n{}\n}}\n", calls.join(",\n"))
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
        Type::Record(name) | Type::Choice(name) => format!("[\"json\", {name:?}]"),
        Type::Label(name) => format!("[\"label\", {name:?}]"),
        Type::Object(name) => format!("[\"object\", {name:?}]"),
        scalar => format!("[{:?}]", crate::listing::ty(scalar)),
    }
}
