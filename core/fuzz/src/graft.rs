use arbitrary::{Result, Unstructured};
use serde_json::Value;

/// Values that tend to lie just outside of what is right.
const WORDS: [&str; 24] = [
    "",
    "24:00",
    "00:00",
    "23:59:59",
    "02:30",
    "2024-02-29",
    "9999-12-31",
    "0001-01-01",
    "2011-12-30",
    "2026-03-29",
    "2026-03-29T01:00:00Z",
    "-009999-01-02T01:59:59Z",
    "9999-12-30T22:00:00Z",
    "UTC",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Apia",
    "PT0S",
    "-PT1S",
    "PT1H",
    "P1000000D",
    "PT9223372036854775.807S",
    "standard",
];
const NUMBERS: [i64; 12] = [0, 1, 2, 3, 7, 60, -1, 255, 65_536, 3_600_000, i64::MAX, i64::MIN];

/// One of the seeds, after as many changes as the bytes ask for.
///
/// # Errors
/// The bytes are used up.
pub fn hostile(seeds: &[Value], bytes: &mut Unstructured<'_>) -> Result<Value> {
    let mut value = bytes.choose(seeds)?.clone();
    for _ in 0..bytes.int_in_range(0..=8)? {
        change(&mut value, seeds, bytes)?;
    }
    Ok(value)
}

fn change(value: &mut Value, seeds: &[Value], bytes: &mut Unstructured<'_>) -> Result<()> {
    let nodes = count(value);
    let mut place = bytes.choose_index(nodes)?;
    let Some(node) = nth(value, &mut place) else { return Ok(()) };
    match bytes.int_in_range(0..=6)? {
        0 => *node = Value::from((*bytes.choose(&WORDS)?).to_owned()),
        1 => *node = Value::from(*bytes.choose(&NUMBERS)?),
        2 => *node = Value::from(bytes.arbitrary::<i16>()?),
        3 => leave_out(node, bytes)?,
        4 => repeat(node, bytes)?,
        5 => swap(node, bytes)?,
        _ => {
            let mut donor = bytes.choose(seeds)?.clone();
            let mut place = bytes.choose_index(count(&donor))?;
            if let Some(part) = nth(&mut donor, &mut place) {
                *node = part.take();
            }
        }
    }
    Ok(())
}

fn leave_out(node: &mut Value, bytes: &mut Unstructured<'_>) -> Result<()> {
    match node {
        Value::Array(items) if !items.is_empty() => {
            items.remove(bytes.choose_index(items.len())?);
        }
        Value::Object(fields) if !fields.is_empty() => {
            let name = fields.keys().nth(bytes.choose_index(fields.len())?).cloned();
            fields.remove(&name.unwrap_or_default());
        }
        other => *other = Value::Null,
    }
    Ok(())
}

/// Writes an item of a list again, up to 255 times.
fn repeat(node: &mut Value, bytes: &mut Unstructured<'_>) -> Result<()> {
    if let Value::Array(items) = node
        && !items.is_empty()
    {
        let item = bytes.choose(items)?.clone();
        for _ in 0..bytes.arbitrary::<u8>()? {
            items.push(item.clone());
        }
    }
    Ok(())
}

fn swap(node: &mut Value, bytes: &mut Unstructured<'_>) -> Result<()> {
    if let Value::Array(items) = node
        && !items.is_empty()
    {
        let (one, other) = (bytes.choose_index(items.len())?, bytes.choose_index(items.len())?);
        items.swap(one, other);
    }
    Ok(())
}

/// How many values a value holds, with itself.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

fn nth<'a>(value: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|it| nth(it, place)),
        Value::Object(fields) => fields.values_mut().find_map(|it| nth(it, place)),
        _ => None,
    }
}
