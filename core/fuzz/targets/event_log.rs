//! Event logs: checked, replayed, folded and explained.
#![no_main]

use firstline_fuzz::{Seeds, a_log_keeps_its_laws};
use std::sync::LazyLock;

static SEEDS: LazyLock<Seeds> = LazyLock::new(Seeds::load);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Bytes that are too few are no input.
    let _ = a_log_keeps_its_laws(&SEEDS, bytes);
});
