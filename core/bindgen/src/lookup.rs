//! Questions that every backend asks of the model.

use crate::model::{Api, Choice, Field, Function, Label, Literal, Object, Param, Record, Type};
use std::collections::BTreeSet;

impl Api {
    /// The record of that name.
    pub fn record(&self, name: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.name == name)
    }

    /// The label of that name.
    pub fn label(&self, name: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.name == name)
    }

    /// The choice of that name.
    pub fn choice(&self, name: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.name == name)
    }

    /// The object of that name.
    pub fn object(&self, name: &str) -> Option<&Object> {
        self.objects.iter().find(|object| object.name == name)
    }

    /// The path by which Rust names a type of the API, such as `firstline::sla::Policy`.
    pub fn path(&self, name: &str) -> Option<String> {
        let module = None
            .or_else(|| self.record(name).map(|item| &item.module))
            .or_else(|| self.label(name).map(|item| &item.module))
            .or_else(|| self.choice(name).map(|item| &item.module))
            .or_else(|| self.object(name).map(|item| &item.module))?;
        Some(format!("{module}::{name}"))
    }

    /// Whether `asked` holds for a type or for one that it is made of, down through fields.
    pub fn contains(&self, ty: &Type, asked: impl Fn(&Type) -> bool) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![ty];
        while let Some(ty) = waiting.pop() {
            if asked(ty) {
                return true;
            }
            match ty {
                Type::Option(inner) | Type::List(inner) | Type::Map(inner) => waiting.push(inner),
                Type::Record(name) | Type::Choice(name) if seen.insert(name) => {
                    waiting.extend(self.fields(name).map(|field| &field.ty));
                }
                _ => {}
            }
        }
        false
    }

    /// All fields of the record or of all variants of the choice of that name.
    pub fn fields(&self, name: &str) -> impl Iterator<Item = &Field> {
        let record = self.record(name).into_iter().flat_map(|record| &record.fields);
        let variants = self.choice(name).into_iter().flat_map(|choice| &choice.variants);
        record.chain(variants.flat_map(|variant| &variant.fields))
    }

    /// Every function that there is, with the object that it belongs to: free ones, constructors, methods.
    pub fn calls(&self) -> impl Iterator<Item = (Option<&Object>, &Function)> {
        let free = self.functions.iter().map(|function| (None, function));
        free.chain(self.objects.iter().flat_map(|object| {
            let functions = object.constructors.iter().chain(&object.methods);
            functions.map(move |function| (Some(object), function))
        }))
    }

    /// What `Literal::Defaults` of a record stands for: whether all its fields have a default.
    pub fn has_defaults(&self, record: &str) -> bool {
        self.record(record)
            .is_some_and(|record| record.fields.iter().all(|field| !field.required()))
    }
}

impl Object {
    /// The constructor that is `Desk(..)` in each language, where there is one.
    pub fn main_constructor(&self) -> Option<&Function> {
        self.constructors.iter().find(|function| function.name == "new")
    }
}

impl Field {
    /// Whether the caller must give it.
    pub fn required(&self) -> bool {
        self.default.is_none()
    }

    /// Whether it is absent by default.
    pub fn absent_by_default(&self) -> bool {
        self.default == Some(Literal::Absent)
    }
}

impl Function {
    /// Its parameters, each with whether the caller may leave it out: options at the end.
    pub fn params_with_optional(&self) -> impl Iterator<Item = (&Param, bool)> {
        let is_option = |param: &Param| matches!(param.ty, Type::Option(_));
        let last_required = self.params.iter().rposition(|param| !is_option(param));
        let first_optional = last_required.map_or(0, |place| place + 1);
        self.params.iter().enumerate().map(move |(place, param)| (param, place >= first_optional))
    }
}

impl Type {
    /// The type below an option, or the type itself.
    pub fn present(&self) -> &Self {
        match self {
            Self::Option(inner) => inner,
            other => other,
        }
    }

    /// The name of the record, label, choice or object that it is.
    pub fn named(&self) -> Option<&str> {
        match self {
            Self::Record(name) | Self::Label(name) | Self::Choice(name) | Self::Object(name) => {
                Some(name)
            }
            _ => None,
        }
    }
}
