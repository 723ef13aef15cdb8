//! What uniffi can't say: put into the text that it wrote.
//!
//! Each place is found by the declaration that it belongs to, and one that is not found is an error of the build.

use super::{Language, reader};
use crate::model::{Api, Field, Literal, Type};
use crate::names::{camel, screaming};
use crate::{Failure, Output};

/// The class of Kotlin's exception, which is written by hand, and what follows it in uniffi's text.
const EXCEPTION: [&str; 2] =
    ["sealed class FirstlineException", "public object FfiConverterTypeFirstlineError"];

/// uniffi's text for a language: with the defaults that uniffi has no words for, with JSON as a constructor, with
/// what is no API hidden, and in Kotlin with our own exception.
///
/// # Errors
/// A declaration that is not found in the text.
pub fn finish(api: &Api, language: Language, text: &str) -> Result<Output, Failure> {
    let mut text = Text { text: text.to_owned(), language };
    for (anchors, field) in fields(api, language) {
        if let Some(default) = field.default.as_ref().and_then(|it| spelt(it, &field.ty, language))
        {
            text.set_default(&anchors, &camel(&field.name), &default)?;
        }
    }
    for hidden in ["timestampFromJson", "timestampToJson", "spanFromJson", "spanToJson"] {
        text.hide(hidden)?;
    }
    let records = api.records.iter().map(|item| (&item.name, "data class"));
    let choices = api.choices.iter().map(|item| (&item.name, "sealed class"));
    for (name, kind) in records.chain(choices) {
        let reader = camel(&reader(name).to_string());
        text.hide(&reader)?;
        text.add_json(name, kind, &reader)?;
    }
    if language == Language::Kotlin {
        text.replace_exception()?;
    }
    let name = match language {
        Language::Swift => "Generated.swift",
        Language::Kotlin => "Generated.kt",
    };
    Ok(Output { name: name.to_owned(), text: text.text })
}

/// Every field, with the declarations in which it stands.
fn fields(api: &Api, language: Language) -> Vec<(Vec<String>, &Field)> {
    let mut fields = Vec::new();
    for record in &api.records {
        let anchors = match language {
            Language::Swift => vec![format!("public struct {}:", record.name), "init(".to_owned()],
            Language::Kotlin => vec![format!("data class {} (", record.name)],
        };
        fields.extend(record.fields.iter().map(|field| (anchors.clone(), field)));
    }
    for choice in &api.choices {
        for variant in &choice.variants {
            let anchors = match language {
                Language::Swift => {
                    let case = format!("case {}(", camel(&variant.name));
                    vec![format!("public enum {}:", choice.name), case]
                }
                Language::Kotlin => {
                    let class = format!("data class {}(", variant.name);
                    vec![format!("sealed class {}", choice.name), class]
                }
            };
            fields.extend(variant.fields.iter().map(|field| (anchors.clone(), field)));
        }
    }
    fields
}

/// A default that uniffi has no words for, as the language spells it.
fn spelt(default: &Literal, ty: &Type, language: Language) -> Option<String> {
    Some(match (default, ty.present(), language) {
        (Literal::Variant(name), _, Language::Swift) => format!(".{}", camel(name)),
        (Literal::Variant(name), Type::Label(label), Language::Kotlin) => {
            format!("{label}.{}", screaming(name))
        }
        (Literal::Millis(millis), _, Language::Swift) => format!("TimeInterval({millis}) / 1000"),
        (Literal::Millis(millis), _, Language::Kotlin) => {
            format!("java.time.Duration.ofMillis({millis}L)")
        }
        (Literal::Str(text), _, _) => {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            match language {
                Language::Swift => format!("\"{text}\""),
                Language::Kotlin => format!("\"{}\"", text.replace('$', "\\$")),
            }
        }
        _ => return None,
    })
}

/// A text in which declarations are found and changed.
struct Text {
    text: String,
    language: Language,
}

impl Text {
    /// Where the text goes on after the last of `marks`, each sought after the one before.
    fn after(&self, marks: &[String]) -> Result<usize, Failure> {
        let mut place = 0;
        for mark in marks {
            let rest = self.text.get(place..).unwrap_or_default();
            let found = rest.find(mark.as_str()).ok_or_else(|| {
                Failure::new(format!("uniffi's text has no '{mark}' (of {marks:?})"))
            })?;
            place += found + mark.len();
        }
        Ok(place)
    }

    fn insert(&mut self, place: usize, text: &str) {
        self.text.insert_str(place, text);
    }

    /// Gives the field of that name the default that it has in the core.
    fn set_default(
        &mut self,
        anchors: &[String],
        name: &str,
        default: &str,
    ) -> Result<(), Failure> {
        let mark = match self.language {
            // Each public field is documented, so its name follows a comment.
            Language::Swift => format!("*/{name}: "),
            Language::Kotlin => format!("val `{name}`: "),
        };
        let place = self.after(&[anchors, &[mark]].concat())?;
        let rest = self.text.get(place..).unwrap_or_default();
        let end = rest.find([',', ')', '\n']).unwrap_or(rest.len());
        let end = rest.get(..end).unwrap_or_default().trim_end().len();
        self.insert(place + end, &format!(" = {default}"));
        Ok(())
    }

    /// Makes a function internal.
    fn hide(&mut self, name: &str) -> Result<(), Failure> {
        let (public, internal) = match self.language {
            Language::Swift => (format!("public func {name}("), format!("func {name}(")),
            Language::Kotlin => (format!("fun `{name}`("), format!("internal fun `{name}`(")),
        };
        let end = self.after(std::slice::from_ref(&public))?;
        self.text.replace_range(end - public.len()..end, &internal);
        Ok(())
    }

    /// `Ticket(json:)` in Swift, `Ticket.fromJson(..)` in Kotlin.
    fn add_json(&mut self, name: &str, kind: &str, reader: &str) -> Result<(), Failure> {
        const DOCS: &str = "Reads JSON; a field that is unknown is refused.";
        if self.language == Language::Swift {
            self.text.push_str(&format!(
                "\nextension {name} {{\n    /// {DOCS}\n    public init(json: String) throws {{\n        \
                 self = try {reader}(json: json)\n    }}\n}}\n"
            ));
            return Ok(());
        }
        let space = if kind == "data class" { " " } else { "" };
        let marks = [format!("\n{kind} {name}{space}"), "\n    companion object".to_owned()];
        let place = self.after(&marks)?;
        self.insert(
            place,
            &format!(
                " {{\n        /** {DOCS} */\n        fun fromJson(json: String): {name} = {reader}(json)\n    }}"
            ),
        );
        Ok(())
    }

    /// Leaves Kotlin's exception to `FirstlineException.kt`: uniffi's own would spoil the message.
    fn replace_exception(&mut self) -> Result<(), Failure> {
        let [class, converter] = EXCEPTION;
        let start = self.after(&[class.to_owned()])? - class.len();
        let end = self.after(&[class.to_owned(), converter.to_owned()])? - converter.len();
        self.text.replace_range(start..end, "");
        self.text = self.text.replace("FirstlineException.Refused", "FirstlineException");
        Ok(())
    }
}
