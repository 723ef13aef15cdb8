pub struct Desk {
    count: u32,
}

impl Desk {
    pub fn next(&mut self) -> u32 {
        self.count
    }

    pub fn into_count(self) -> u32 {
        self.count
    }

    pub fn limit() -> u32 {
        3
    }
}
