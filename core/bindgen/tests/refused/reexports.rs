mod inner {
    pub struct Desk {
        name: String,
    }
}

pub use inner::*;
pub use inner::Desk as Table;
pub use other_crate::Thing;
