//! What differs between Swift and Kotlin.

use crate::Failure;

/// A language that uniffi writes for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Swift.
    Swift,
    /// Kotlin.
    Kotlin,
}

impl std::str::FromStr for Language {
    type Err = Failure;

    fn from_str(name: &str) -> Result<Self, Failure> {
        match name {
            "swift" => Ok(Self::Swift),
            "kotlin" => Ok(Self::Kotlin),
            other => Err(Failure::new(format!("'{other}' is neither swift nor kotlin"))),
        }
    }
}
