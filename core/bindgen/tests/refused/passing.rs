pub struct Desk {
    count: u32,
}

pub fn by_value(desk: Desk) {}

pub fn many(desks: &[Desk]) {}

pub fn list(names: &Vec<String>, name: &String, at: &mut u32) {}

pub fn maybe(name: &Option<String>) {}

pub fn borrowed(names: &[String]) -> &String {
    loop {}
}

pub fn lazily() -> impl Iterator<Item = u32> {
    loop {}
}

pub async fn later() {}

pub fn pair((a, b): (u32, u32)) {}
