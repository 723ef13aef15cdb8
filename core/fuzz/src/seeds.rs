use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::Path;

/// The records of the shared cases.
#[derive(Debug, Default)]
pub struct Seeds {
    /// Calendars.
    pub calendars: Vec<Value>,
    /// What desks promise.
    pub promises: Vec<Value>,
    /// Lists of rules by which tickets are escalated.
    pub escalations: Vec<Value>,
    /// Tickets.
    pub tickets: Vec<Value>,
}

impl Seeds {
    /// Reads the cases in the checkout.
    #[must_use]
    pub fn load() -> Self {
        let mut seeds = Self::default();
        for room in ["time", "sla", "escalation"] {
            seeds.folder(
                &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(room),
            );
        }
        let Self { calendars, promises, escalations, tickets } = &seeds;
        for (name, found) in [
            ("calendar", calendars),
            ("promise", promises),
            ("escalation rule", escalations),
            ("ticket", tickets),
        ] {
            assert!(!found.is_empty(), "the cases hold no {name}");
        }
        seeds
    }

    fn folder(&mut self, folder: &Path) {
        for entry in folder.read_dir().into_iter().flatten().flatten() {
            if entry.path().extension().is_some_and(|it| it == "json") {
                let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
                self.gather(&serde_json::from_str(&text).unwrap_or_default());
            }
        }
    }

    fn gather(&mut self, value: &Value) {
        let has = |field| value.get(field).is_some_and(Value::is_array);
        if has("weekly") {
            keep(&mut self.calendars, value);
        }
        if has("policies") {
            keep(&mut self.promises, value);
        }
        if has("events") {
            keep(&mut self.tickets, value);
        }
        if let Some(rules) = value.get("rules").filter(|it| it.is_array()) {
            keep(&mut self.escalations, rules);
        }
        match value {
            Value::Array(items) => items.iter().for_each(|it| self.gather(it)),
            Value::Object(fields) => fields.values().for_each(|it| self.gather(it)),
            _ => {}
        }
    }
}

fn keep(found: &mut Vec<Value>, value: &Value) {
    if !found.contains(value) {
        found.push(value.clone());
    }
}

/// Reads a record as a host would.
///
/// # Errors
/// What the core finds wrong in it.
pub fn read<T: DeserializeOwned>(value: &Value) -> firstline::Result<T> {
    firstline::from_json(&value.to_string())
}
