//! What must hold of every calendar.
