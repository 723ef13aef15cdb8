#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    pub a: u32,
    pub b: Vec<u32>,
    pub c: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { a: compute(), b: vec![1], c: Some(1) }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Computed {
    pub a: u32,
}

impl Default for Computed {
    fn default() -> Self {
        let a = 1;
        Self { a }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undefaulted {
    #[serde(default)]
    pub at: Timestamp,
}
