//! Types: what is accepted is wider than what is given.

use super::super::scope::Scope;
use super::super::{default, name};
use crate::model::{Field, Function, Type};

/// The type of a result or an attribute.
pub(super) fn output(ty: &Type) -> String {
    match ty {
        Type::Unit => "None".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::U32 | Type::I64 => "int".to_owned(),
        Type::F64 => "float".to_owned(),
        Type::Str | Type::TimeOfDay | Type::Zone => "str".to_owned(),
        Type::Bytes => "bytes".to_owned(),
        Type::Timestamp => "datetime.datetime".to_owned(),
        Type::Span => "datetime.timedelta".to_owned(),
        Type::Date => "datetime.date".to_owned(),
        Type::Decimal => "decimal.Decimal".to_owned(),
        Type::Record(name) | Type::Label(name) | Type::Choice(name) | Type::Object(name) => {
            name.clone()
        }
        Type::Option(inner) => format!("{} | None", output(inner)),
        Type::List(inner) => format!("list[{}]", output(inner)),
        Type::Map(inner) => format!("dict[str, {}]", output(inner)),
    }
}

/// The type of an argument.
fn input(ty: &Type) -> String {
    match ty {
        Type::Bytes => "bytes | bytearray | memoryview".to_owned(),
        Type::Span => "datetime.timedelta | str".to_owned(),
        Type::Date => "datetime.date | str".to_owned(),
        Type::TimeOfDay => "datetime.time | str".to_owned(),
        Type::Zone => "zoneinfo.ZoneInfo | str".to_owned(),
        Type::Decimal => "decimal.Decimal | int | str".to_owned(),
        Type::Label(name) => format!("_{name}"),
        Type::Option(inner) => format!("{} | None", input(inner)),
        Type::List(inner) => format!("Sequence[{}]", input(inner)),
        Type::Map(inner) => format!("Mapping[str, {}]", input(inner)),
        same => output(same),
    }
}

/// The parameters of a call, after `first`.
pub(super) fn parameters(function: &Function, first: Option<&str>) -> Vec<String> {
    let parameters = function.params_with_optional().map(|(param, optional)| {
        let default = if optional { " = None" } else { "" };
        format!("{}: {}{default}", name(&param.name), input(&param.ty))
    });
    first.map(str::to_owned).into_iter().chain(parameters).collect()
}

/// The parameters of a constructor by keywords.
pub(super) fn keywords(scope: Scope<'_>, fields: &[Field]) -> Vec<String> {
    let parameters = fields.iter().map(|field| {
        let default = field.default.as_ref().map(|default| default::python(scope, field, default));
        let default = default.map_or_else(String::new, |default| format!(" = {default}"));
        format!("{}: {}{default}", name(&field.name), input(&field.ty))
    });
    let star = (!fields.is_empty()).then(|| "*".to_owned());
    std::iter::once("cls".to_owned()).chain(star).chain(parameters).collect()
}

/// The parameters of `__replace__`: each field may be given.
pub(super) fn changes(fields: &[Field]) -> Vec<String> {
    let parameters =
        fields.iter().map(|field| format!("{}: {} = ...", name(&field.name), input(&field.ty)));
    let star = (!fields.is_empty()).then(|| "*".to_owned());
    std::iter::once("self".to_owned()).chain(star).chain(parameters).collect()
}
