#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    pub a: u64,
    pub b: usize,
    pub c: i32,
    pub d: f32,
}
