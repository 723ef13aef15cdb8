#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    pub a: HashMap<String, u32>,
    pub b: BTreeMap<u32, String>,
}
