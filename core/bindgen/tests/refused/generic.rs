#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket<T> {
    pub a: T,
}

pub fn give<T>(value: T) -> T {
    value
}
