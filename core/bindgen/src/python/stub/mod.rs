//! The stub `_native.pyi`: the types of the native module, complete and with documentation.

mod class;
mod text;
mod types;

use super::scope::Scope;
use super::{member, name};
use crate::model::{Api, Label, Object};
use text::Text;

/// What the stub opens with.
const HEAD: &str = r#""""The native module: classes and functions of the core. Import them from `firstline`.

Written by firstline-bindgen from the core's source.
"""

import datetime
import decimal
import zoneinfo
from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Self, TypeAlias, final

from typing_extensions import disjoint_base

from firstline._label import Label

"#;

/// The text of `_native.pyi`.
pub(super) fn stub(api: &Api) -> String {
    let scope = Scope(api);
    let mut text = Text::default();
    text.raw(HEAD);
    text.line("__all__ = [");
    for name in exported(api) {
        text.line(&format!("    \"{name}\","));
    }
    text.line("]");
    text.line("__version__: str");
    for each in &api.labels {
        label(&mut text, scope, each);
    }
    for record in &api.records {
        class::record(&mut text, scope, record);
    }
    for choice in &api.choices {
        class::choice(&mut text, scope, choice);
    }
    for each in &api.objects {
        object(&mut text, scope, each);
    }
    for function in &api.functions {
        text.blank();
        let parameters = types::parameters(function, None);
        text.function(
            &name(&function.name),
            &parameters,
            &types::output(&function.returns),
            &scope.docs(&function.docs),
        );
    }
    text.finish()
}

/// Every public name, sorted.
fn exported(api: &Api) -> Vec<String> {
    let labels = api.labels.iter().map(|item| item.name.clone());
    let records = api.records.iter().map(|item| item.name.clone());
    let choices = api.choices.iter().map(|item| item.name.clone());
    let objects = api.objects.iter().map(|item| item.name.clone());
    let functions = api.functions.iter().map(|item| name(&item.name));
    let mut names: Vec<_> =
        labels.chain(records).chain(choices).chain(objects).chain(functions).collect();
    names.push("__version__".to_owned());
    names.sort();
    names
}

fn label(text: &mut Text, scope: Scope<'_>, label: &Label) {
    text.blank();
    text.class(&format!("{}(Label)", label.name), &scope.docs(&label.docs), |text| {
        for variant in &label.variants {
            text.line(&format!("{} = {:?}", member(variant), variant.text));
            text.docs(&scope.docs(&variant.docs));
        }
    });
    let texts: Vec<_> =
        label.variants.iter().map(|variant| format!("{:?}", variant.text)).collect();
    text.blank();
    text.line(&format!("_{0}: TypeAlias = {0} | Literal[{1}]", label.name, texts.join(", ")));
}

fn object(text: &mut Text, scope: Scope<'_>, object: &Object) {
    text.blank();
    text.line("@final");
    text.class(&object.name, &scope.docs(&object.docs), |text| {
        for made in &object.constructors {
            let docs = scope.docs(&made.docs);
            if made.name == "new" {
                let parameters = types::parameters(made, Some("cls"));
                text.function("__new__", &parameters, &object.name, &docs);
            } else {
                text.line("@staticmethod");
                let parameters = types::parameters(made, None);
                text.function(&name(&made.name), &parameters, &object.name, &docs);
            }
        }
        for asked in &object.methods {
            let parameters = types::parameters(asked, Some("self"));
            let returns = types::output(&asked.returns);
            text.function(&name(&asked.name), &parameters, &returns, &scope.docs(&asked.docs));
        }
    });
}
