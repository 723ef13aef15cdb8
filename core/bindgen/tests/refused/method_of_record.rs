#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    pub a: u32,
}

impl Ticket {
    pub const MAX: u32 = 1;

    pub fn double(&self) -> u32 {
        self.a * 2
    }
}
