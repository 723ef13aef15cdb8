//! Records and choices.

use super::super::name;
use super::super::scope::Scope;
use super::text::Text;
use super::types;
use crate::model::{Choice, Field, Record};

pub(super) fn record(text: &mut Text, scope: Scope<'_>, record: &Record) {
    text.blank();
    text.line("@final");
    text.class(&record.name, &scope.docs(&record.docs), |text| {
        constructor(text, scope, &record.name, &record.fields);
        attributes(text, scope, &record.fields);
        changed(text, &record.name, &record.fields);
        protocol(text, &record.name, record.hashable);
    });
}

pub(super) fn choice(text: &mut Text, scope: Scope<'_>, choice: &Choice) {
    text.blank();
    text.line("@disjoint_base");
    text.class(&choice.name, &scope.docs(&choice.docs), |text| {
        for variant in &choice.variants {
            let whole = format!("{}.{}", choice.name, variant.name);
            text.line("@final");
            text.class(
                &format!("{}({})", variant.name, choice.name),
                &scope.docs(&variant.docs),
                |text| {
                    constructor(text, scope, &whole, &variant.fields);
                    attributes(text, scope, &variant.fields);
                    changed(text, &whole, &variant.fields);
                },
            );
            text.blank();
        }
        protocol(text, &choice.name, choice.hashable);
    });
}

fn constructor(text: &mut Text, scope: Scope<'_>, class: &str, fields: &[Field]) {
    let names: Vec<_> = fields.iter().map(|field| format!("{:?}", name(&field.name))).collect();
    let comma = if names.len() == 1 { "," } else { "" };
    text.line(&format!("__match_args__ = ({}{comma})", names.join(", ")));
    text.function("__new__", &types::keywords(scope, fields), class, "");
}

fn attributes(text: &mut Text, scope: Scope<'_>, fields: &[Field]) {
    for field in fields {
        text.property(&name(&field.name), &types::output(&field.ty), &scope.docs(&field.docs));
    }
}

fn changed(text: &mut Text, class: &str, fields: &[Field]) {
    let docs = "The same with other values for some fields, as `copy.replace` gives it.";
    text.function("__replace__", &types::changes(fields), class, docs);
}

fn protocol(text: &mut Text, class: &str, hashable: bool) {
    let self_only = ["self".to_owned()];
    text.function("to_json", &self_only, "str", "Writes it as JSON, on one line.");
    text.line("@staticmethod");
    let docs = "Reads it from JSON; an unknown field is refused.";
    text.function("from_json", &["json: str".to_owned()], class, docs);
    text.function("__copy__", &self_only, "Self", "");
    let positional = |name: &str| ["self", name, "/"].map(str::to_owned);
    text.function("__deepcopy__", &positional("_memo: object"), "Self", "");
    text.function("__getnewargs_ex__", &self_only, "tuple[tuple[()], dict[str, object]]", "");
    text.function("__eq__", &positional("other: object"), "bool", "");
    if hashable {
        text.function("__hash__", &self_only, "int", "");
    } else {
        text.line("__hash__: ClassVar[None]  # type: ignore[assignment]");
    }
}
