//! What spans languages.
