pub mod a {
    pub fn count() -> u32 {
        1
    }
}

pub mod b {
    pub fn count() -> u32 {
        2
    }
}
