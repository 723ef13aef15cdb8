pub const LIMIT: u32 = 1;

pub trait Speaks {}

pub type Name = String;

#[cfg(feature = "arrow")]
pub fn columns() -> u32 {
    1
}
