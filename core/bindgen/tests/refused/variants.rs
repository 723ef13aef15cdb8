#[derive(Debug, Clone, PartialEq, Serialize, Choice)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    Created { by: String },
    Closed,
    Merged(String),
}
