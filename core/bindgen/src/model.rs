//! The public API of the core as data: what the parser finds and each backend writes from.

/// Everything that is public in the core, in the order of its source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Api {
    /// The public modules, from the crate's root down.
    pub modules: Vec<Module>,
    /// Structs of public fields.
    pub records: Vec<Record>,
    /// Enums of unit variants.
    pub labels: Vec<Label>,
    /// Enums whose variants have named fields.
    pub choices: Vec<Choice>,
    /// Structs of private fields with methods: compiled, immutable.
    pub objects: Vec<Object>,
    /// Free functions.
    pub functions: Vec<Function>,
}

/// A public module.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// Its path from the crate, such as `firstline::sla`.
    pub path: String,
    /// Its documentation, as Markdown.
    pub docs: String,
}

/// A struct of public fields: a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its name, unique in the crate.
    pub name: String,
    /// The public path of its module, such as `firstline::sla`.
    pub module: String,
    /// Its documentation, as Markdown.
    pub docs: String,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Whether it derives `Hash`.
    pub hashable: bool,
}

/// A field of a record or of a variant of a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name in the core, in snake case.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// What it is where the caller leaves it out; nothing where he must give it.
    pub default: Option<Literal>,
    /// Its documentation, as Markdown.
    pub docs: String,
}

/// The value that a field has by default.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `None`.
    Absent,
    /// An empty list or map.
    Empty,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A text.
    Str(String),
    /// A variant of a label: its name in Rust.
    Variant(String),
    /// A record all of whose fields have a default, with just those.
    Defaults,
    /// A span, in milliseconds.
    Millis(i64),
}

/// An enum of unit variants.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Its name, unique in the crate.
    pub name: String,
    /// The public path of its module.
    pub module: String,
    /// Its documentation, as Markdown.
    pub docs: String,
    /// Its variants, in order.
    pub variants: Vec<LabelVariant>,
}

/// One value of a label.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelVariant {
    /// Its name in Rust, such as `FirstResponse`.
    pub name: String,
    /// Its text in JSON, Python and Node, such as `first_response`.
    pub text: String,
    /// Its documentation, as Markdown.
    pub docs: String,
}

/// An enum whose variants have named fields; in JSON an object with its `type`.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Its name, unique in the crate.
    pub name: String,
    /// The public path of its module.
    pub module: String,
    /// Its documentation, as Markdown.
    pub docs: String,
    /// Its variants, in order.
    pub variants: Vec<ChoiceVariant>,
    /// Whether it derives `Hash`.
    pub hashable: bool,
}

/// One form of a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceVariant {
    /// Its name in Rust, such as `PublicReply`.
    pub name: String,
    /// Its `type` in JSON and Node, such as `public_reply`.
    pub text: String,
    /// Its documentation, as Markdown.
    pub docs: String,
    /// Its fields, in order; may be none (`Closed {}`).
    pub fields: Vec<Field>,
}

/// A struct of private fields: compiled once, immutable, `Send + Sync`.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    /// Its name, unique in the crate.
    pub name: String,
    /// The public path of its module.
    pub module: String,
    /// Its documentation, as Markdown.
    pub docs: String,
    /// Its associated functions that give `Self`; the one named `new` is the constructor of each language.
    pub constructors: Vec<Function>,
    /// Its methods on `&self`.
    pub methods: Vec<Function>,
}

/// A free function, a constructor or a method.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its name in the core, in snake case.
    pub name: String,
    /// The public path of its module.
    pub module: String,
    /// Its documentation, as Markdown.
    pub docs: String,
    /// Its parameters, without `self`.
    pub params: Vec<Param>,
    /// What it gives; [`Type::Unit`] for nothing.
    pub returns: Type,
    /// Whether it gives a `Result`.
    pub fallible: bool,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// Its name in the core, in snake case.
    pub name: String,
    /// Its type, without the reference. A trailing `Option` may be left out by the caller.
    pub ty: Type,
    /// How Rust takes it.
    pub passing: Passing,
}

/// How Rust takes an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passing {
    /// `T`.
    Value,
    /// `&T`, `&[T]` for a list, `&str` for a text, `&[u8]` for bytes.
    Ref,
    /// `Option<&T>`, `Option<&[T]>`, `Option<&str>`; the type is an option too.
    OptionRef,
}

/// The closed vocabulary of types.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// Nothing, as a result.
    Unit,
    /// `bool`.
    Bool,
    /// `u32`.
    U32,
    /// `i64`, which Node holds within ±2^53.
    I64,
    /// `f64`.
    F64,
    /// `String` or `&str`.
    Str,
    /// `Vec<u8>` or `&[u8]`.
    Bytes,
    /// `time::Timestamp`.
    Timestamp,
    /// `time::Span`.
    Span,
    /// `time::Date`.
    Date,
    /// `time::TimeOfDay`.
    TimeOfDay,
    /// `time::Zone`.
    Zone,
    /// `rust_decimal::Decimal`.
    Decimal,
    /// A record, by name.
    Record(String),
    /// A label, by name.
    Label(String),
    /// A choice, by name.
    Choice(String),
    /// An object, by name; only as a parameter by reference or as a result.
    Object(String),
    /// `Option<T>`.
    Option(Box<Type>),
    /// `Vec<T>` or `&[T]`.
    List(Box<Type>),
    /// `BTreeMap<String, T>`.
    Map(Box<Type>),
}
