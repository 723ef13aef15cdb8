//! The shared test cases in Swift and Kotlin: from the name of a call and its arguments in JSON to the typed call.
//!
//! What the code calls (`Given`, `Codecs`) stands beside it in that language's tests.

use super::Language;
use crate::Output;
use crate::model::{Api, Function, Label, Object, Type};
use crate::names::{camel, screaming};

/// The file with `construct` and `call`.
pub fn dispatch(api: &Api, language: Language) -> Output {
    let values = api.records.iter().map(|item| &item.name);
    let values: Vec<_> = values.chain(api.choices.iter().map(|item| &item.name)).collect();
    let mut codecs: Vec<String> = values.iter().map(|name| value_codec(name, language)).collect();
    codecs.extend(api.labels.iter().map(|label| label_codec(label, language)));
    let mut constructors = Vec::new();
    let mut calls = Vec::new();
    for (object, function) in api.calls() {
        match object.filter(|_| matches!(function.returns, Type::Object(_))) {
            Some(object) => constructors.push(constructor(object, function, language)),
            None => calls.push(call(object, function, language)),
        }
    }
    calls.extend(values.iter().flat_map(|name| json_calls(name, language)));
    let (name, text) = match language {
        Language::Swift => ("Dispatch.swift", swift(&codecs, &constructors, &calls)),
        Language::Kotlin => ("Dispatch.kt", kotlin(&codecs, &constructors, &calls)),
    };
    Output { name: name.to_owned(), text }
}

fn swift(codecs: &[String], constructors: &[String], calls: &[String]) -> String {
    let (codecs, constructors, calls) =
        (codecs.join("\n    "), constructors.join("\n    "), calls.join("\n    "));
    format!(
        "// Written by firstline-generate.

@testable import Firstline

extension Codecs {{
    {codecs}
}}

/// Makes an object, alone or of another one; nothing where there is no such constructor or method.
func construct(_ name: String, _ on: AnyObject?, _ given: Given) throws -> AnyObject? {{
    switch (name, on) {{
    {constructors}
    default: return nil
    }}
}}

/// Makes a call; nothing where there is no call of that name on such an object.
func call(_ name: String, _ on: AnyObject?, _ given: Given) throws -> JSON? {{
    switch (name, on) {{
    {calls}
    default: return nil
    }}
}}
"
    )
}

fn kotlin(codecs: &[String], constructors: &[String], calls: &[String]) -> String {
    let (codecs, constructors, calls) =
        (codecs.join("\n"), constructors.join("\n    "), calls.join("\n    "));
    format!(
        "// Written by firstline-generate.

package dev.firstline

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull

{codecs}

/** Makes an object, alone or of another one; nothing where there is no such constructor or method. */
internal fun construct(name: String, on: Any?, given: Given): Any? = when {{
    {constructors}
    else -> null
}}

/** Makes a call; nothing where there is no call of that name on such an object. */
internal fun call(name: String, on: Any?, given: Given): JsonElement? = when {{
    {calls}
    else -> null
}}
"
    )
}

fn value_codec(name: &str, language: Language) -> String {
    let codec = camel(name);
    match language {
        Language::Swift => format!(
            "static var {codec}: Codec<{name}> {{ json({name}.init(json:)) {{ try $0.toJson() }} }}"
        ),
        Language::Kotlin => format!(
            "internal val Codecs.{codec}: Codec<{name}> get() = json({name}.Companion::fromJson, {name}::toJson)"
        ),
    }
}

fn label_codec(label: &Label, language: Language) -> String {
    let (name, codec) = (&label.name, camel(&label.name));
    let text = |text: &str| format!("\"{text}\"");
    let pairs: Vec<_> = match language {
        Language::Swift => {
            let pair = |(key, case)| format!("({}, .{})", text(key), camel(case));
            named(label).map(pair).collect()
        }
        Language::Kotlin => {
            let pair = |(key, case)| format!("{} to {name}.{}", text(key), screaming(case));
            named(label).map(pair).collect()
        }
    };
    let pairs = pairs.join(", ");
    match language {
        Language::Swift => {
            format!("static var {codec}: Codec<{name}> {{ label([{pairs}]) }}")
        }
        Language::Kotlin => {
            format!("internal val Codecs.{codec}: Codec<{name}> get() = label({pairs})")
        }
    }
}

fn named(label: &Label) -> impl Iterator<Item = (&str, &str)> {
    label.variants.iter().map(|variant| (variant.text.as_str(), variant.name.as_str()))
}

fn constructor(object: &Object, function: &Function, language: Language) -> String {
    let is_method = object.methods.contains(function);
    let (object, name, given) = (&object.name, &function.name, arguments(function, language));
    let called = match name.as_str() {
        name if is_method => member("on", name, &given, language),
        "new" => format!("{object}({given})"),
        name => member(object, name, &given, language),
    };
    match (language, is_method) {
        (Language::Swift, false) => format!("case (\"{object}.{name}\", nil): return try {called}"),
        (Language::Swift, true) => {
            format!("case (\"{object}.{name}\", let on as {object}): return try {called}")
        }
        (Language::Kotlin, false) => {
            format!("name == \"{object}.{name}\" && on == null -> {called}")
        }
        (Language::Kotlin, true) => {
            format!("name == \"{object}.{name}\" && on is {object} -> {called}")
        }
    }
}

fn call(object: Option<&Object>, function: &Function, language: Language) -> String {
    let (name, given) = (&function.name, arguments(function, language));
    let called = match (object, language) {
        (Some(_), _) => member("on", name, &given, language),
        (None, Language::Swift) => format!("{}({given})", camel(name)),
        (None, Language::Kotlin) => format!("`{}`({given})", camel(name)),
    };
    let (given, asked) = match object {
        None => (format!("(\"{name}\", nil)"), format!("name == \"{name}\" && on == null")),
        Some(Object { name: object, .. }) => (
            format!("(\"{object}.{name}\", let on as {object})"),
            format!("name == \"{object}.{name}\" && on is {object}"),
        ),
    };
    let silent = function.returns == Type::Unit;
    let encoded = format!("{}.encode({called})", codec(&function.returns));
    match (language, silent) {
        (Language::Swift, true) => format!("case {given}: _ = try {called}; return .null"),
        (Language::Swift, false) => format!("case {given}: return try {encoded}"),
        (Language::Kotlin, true) => format!("{asked} -> {called}.let {{ JsonNull }}"),
        (Language::Kotlin, false) => format!("{asked} -> {encoded}"),
    }
}

/// `X.from_json` and `X.to_json`.
fn json_calls(name: &str, language: Language) -> [String; 2] {
    let codec = format!("Codecs.{}", camel(name));
    match language {
        Language::Swift => [
            format!(
                "case (\"{name}.from_json\", nil): return try {codec}.encode({name}(json: given.value(\"json\", Codecs.text)))"
            ),
            format!(
                "case (\"{name}.to_json\", nil): return try .string(given.value(\"value\", {codec}).toJson())"
            ),
        ],
        Language::Kotlin => [
            format!(
                "name == \"{name}.from_json\" && on == null -> {codec}.encode({name}.fromJson(given.value(\"json\", Codecs.text)))"
            ),
            format!(
                "name == \"{name}.to_json\" && on == null -> Codecs.text.encode(given.value(\"value\", {codec}).toJson())"
            ),
        ],
    }
}

fn member(of: &str, name: &str, given: &str, language: Language) -> String {
    match language {
        Language::Swift => format!("{of}.{}({given})", camel(name)),
        Language::Kotlin => format!("{of}.`{}`({given})", camel(name)),
    }
}

fn arguments(function: &Function, language: Language) -> String {
    let argument = |param: &crate::model::Param| {
        let (name, label) = (&param.name, camel(&param.name));
        let value = match (param.ty.present(), language) {
            (Type::Object(object), Language::Swift) => {
                format!("given.object(\"{name}\", {object}.self)")
            }
            (Type::Object(object), Language::Kotlin) => {
                format!("given.objectNamed(\"{name}\", {object}::class)")
            }
            _ => format!("given.value(\"{name}\", {})", codec(&param.ty)),
        };
        match language {
            Language::Swift => format!("{label}: {value}"),
            Language::Kotlin => format!("`{label}` = {value}"),
        }
    };
    function.params.iter().map(argument).collect::<Vec<_>>().join(", ")
}

/// What reads and writes a type, as both languages spell it.
fn codec(ty: &Type) -> String {
    let name = match ty {
        Type::Unit => "nothing".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::Str => "text".to_owned(),
        Type::Bytes => "bytes".to_owned(),
        Type::Timestamp => "timestamp".to_owned(),
        Type::Span => "span".to_owned(),
        Type::Date => "date".to_owned(),
        Type::TimeOfDay | Type::Zone => "text".to_owned(),
        Type::Decimal => "decimal".to_owned(),
        Type::Record(name) | Type::Label(name) | Type::Choice(name) | Type::Object(name) => {
            camel(name)
        }
        Type::Option(inner) => format!("option({})", codec(inner)),
        Type::List(inner) => format!("list({})", codec(inner)),
        Type::Map(inner) => format!("map({})", codec(inner)),
    };
    format!("Codecs.{name}")
}
