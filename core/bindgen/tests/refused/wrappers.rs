#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    pub a: Option<Option<u32>>,
    pub b: [u32; 2],
    pub c: Box<Ticket>,
}
