//! `index.d.ts`, from the model.

use super::spelling;
use crate::docs::translate;
use crate::model::{Api, Choice, Field, Function, Label, Literal, Object, Record, Type};
use crate::names::camel;

const HEAD: &str = "\
// Written by firstline-bindgen from the core's source.

/** What a program does about a fault, and where in the input it lies. */
export class FirstlineError extends Error {
  /** The kind of the first fault. */
  readonly kind: ErrorKind;
  /** The code of the first fault, stable and the same in every language. */
  readonly code: string;
  /** The path of the first fault, such as `ticket.events[3].at`. */
  readonly path: string;
  /** Every fault, in the order of the input. */
  readonly faults: readonly Fault[];
  private constructor(faults: readonly Fault[]);
}
";

pub(super) fn write(api: &Api) -> String {
    let mut parts = vec![HEAD.to_owned()];
    parts.extend(api.labels.iter().map(label));
    parts.extend(api.records.iter().map(record));
    parts.extend(api.choices.iter().map(choice));
    parts.extend(api.objects.iter().map(class));
    parts.extend(api.functions.iter().map(|item| {
        let declared = format!("export function {}{};\n", camel(&item.name), signature(item));
        docs(&item.docs, "") + &declared
    }));
    parts.push(json(api));
    parts.join("\n")
}

fn label(label: &Label) -> String {
    let variants = label
        .variants
        .iter()
        .map(|variant| format!("{}  | '{}'", docs(&variant.docs, "  "), variant.text));
    let variants = variants.collect::<Vec<_>>().join("\n");
    format!("{}export type {} =\n{variants};\n", docs(&label.docs, ""), label.name)
}

fn record(record: &Record) -> String {
    let fields: String = record.fields.iter().map(|field| property(field, "  ")).collect();
    format!("{}export interface {} {{\n{fields}}}\n", docs(&record.docs, ""), record.name)
}

fn choice(choice: &Choice) -> String {
    let variants = choice.variants.iter().map(|variant| {
        let fields: String = variant.fields.iter().map(|field| property(field, "      ")).collect();
        let docs = docs(&variant.docs, "  ");
        format!("{docs}  | {{\n      type: '{}';\n{fields}    }}", variant.text)
    });
    let variants = variants.collect::<Vec<_>>().join("\n");
    format!("{}export type {} =\n{variants};\n", docs(&choice.docs, ""), choice.name)
}

fn class(object: &Object) -> String {
    let mut members = Vec::new();
    for function in &object.constructors {
        let declared = if function.name == "new" {
            format!("  constructor{};\n", parameters(function))
        } else {
            format!("  static {}{};\n", camel(&function.name), signature(function))
        };
        members.push(docs(&function.docs, "  ") + &declared);
    }
    if object.main_constructor().is_none() {
        members.push("  private constructor();\n".to_owned());
    }
    members.extend(object.methods.iter().map(|function| {
        let declared = format!("  {}{};\n", camel(&function.name), signature(function));
        docs(&function.docs, "  ") + &declared
    }));
    let members = members.concat();
    format!("{}export class {} {{\n{members}}}\n", docs(&object.docs, ""), object.name)
}

fn property(field: &Field, indent: &str) -> String {
    let default = match &field.default {
        None | Some(Literal::Absent | Literal::Empty) => String::new(),
        Some(Literal::Defaults) => "\n\nAll its defaults where it is left out.".to_owned(),
        Some(literal) => format!("\n\nDefault: `{}`.", shown(literal)),
    };
    let name = spelling::value(&field.name, &field.ty);
    let docs = docs(&(field.docs.clone() + &default), indent);
    match &field.default {
        None => format!("{docs}{indent}{name}: {};\n", ty(&field.ty)),
        Some(_) => {
            format!("{docs}{indent}{name}?: {} | null | undefined;\n", ty(field.ty.present()))
        }
    }
}

fn shown(literal: &Literal) -> String {
    match literal {
        Literal::Variant(name) => format!("'{}'", crate::names::snake(name)),
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) | Literal::Millis(value) => value.to_string(),
        Literal::Float(value) => value.to_string(),
        Literal::Str(value) => format!("'{value}'"),
        Literal::Absent | Literal::Empty | Literal::Defaults => String::new(),
    }
}

fn signature(function: &Function) -> String {
    let returns = match &function.returns {
        Type::Unit => "void".to_owned(),
        Type::Option(inner) => format!("{} | undefined", ty(inner)),
        returns => ty(returns),
    };
    format!("{}: {returns}", parameters(function))
}

fn parameters(function: &Function) -> String {
    let params = function.params_with_optional().map(|(param, optional)| {
        let name = spelling::value(&param.name, &param.ty);
        match (&param.ty, optional) {
            (Type::Option(inner), true) => format!("{name}?: {} | null | undefined", ty(inner)),
            (Type::Option(inner), false) => format!("{name}: {} | null | undefined", ty(inner)),
            (Type::List(inner), _) => format!("{name}: readonly {}[]", element(inner)),
            (of, _) => format!("{name}: {}", ty(of)),
        }
    });
    format!("({})", params.collect::<Vec<_>>().join(", "))
}

fn ty(of: &Type) -> String {
    match of {
        Type::Unit => "undefined".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::U32 | Type::I64 | Type::F64 | Type::Span => "number".to_owned(),
        Type::Str | Type::Date | Type::TimeOfDay | Type::Zone | Type::Decimal => {
            "string".to_owned()
        }
        Type::Bytes => "Uint8Array".to_owned(),
        Type::Timestamp => "Date".to_owned(),
        Type::Record(name) | Type::Label(name) | Type::Choice(name) | Type::Object(name) => {
            name.clone()
        }
        Type::Option(inner) => format!("{} | undefined", ty(inner)),
        Type::List(inner) => format!("{}[]", element(inner)),
        Type::Map(inner) => format!("Record<string, {}>", ty(inner)),
    }
}

/// A type as the element of an array.
fn element(of: &Type) -> String {
    match of {
        Type::Option(_) => format!("({})", ty(of)),
        of => ty(of),
    }
}

fn docs(docs: &str, indent: &str) -> String {
    let text = translate(docs, spelling::path).replace("*/", "*\\/");
    let lines: Vec<_> = text.lines().collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let lines = lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned());
            format!("{indent}/**\n{}\n{indent} */\n", lines.collect::<Vec<_>>().join("\n"))
        }
    }
}

fn json(api: &Api) -> String {
    let records = api.records.iter().map(|record| &record.name);
    let names = records.chain(api.choices.iter().map(|choice| &choice.name));
    let rows: String = names.map(|name| format!("  {name}: {name};\n")).collect();
    format!(
        "/** Every type that reads and writes JSON, by its name. */\nexport interface JsonTypes {{\n{rows}}}\n\n\
         /** Reads a value from the JSON that every language of the library shares. */\n\
         export function fromJson<Name extends keyof JsonTypes>(typeName: Name, text: string): JsonTypes[Name];\n\n\
         /** Writes a value as the JSON that every language of the library shares. */\n\
         export function toJson<Name extends keyof JsonTypes>(typeName: Name, value: JsonTypes[Name]): string;\n"
    )
}
