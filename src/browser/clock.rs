//! Time and motion: what repeats, and whether the reader wants things to move.

use leptos::prelude::{IntervalHandle, set_interval_with_handle, window};
use std::time::Duration;

/// Whether the reader has asked for less motion (`prefers-reduced-motion`).
pub fn prefers_reduced_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Calls back again and again until the handle is told to stop; none where the browser refuses.
pub fn every(period: Duration, call: impl Fn() + 'static) -> Option<IntervalHandle> {
    set_interval_with_handle(call, period).ok()
}
