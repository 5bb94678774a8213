//! Time and motion: what repeats, and whether the reader wants things to move.

use crate::model::Date;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::{
    IntervalHandle, request_animation_frame, set_interval_with_handle, set_timeout, set_timeout_with_handle, window,
};
use std::cell::Cell;
use std::time::Duration;

/// Whether the reader has asked for less motion (`prefers-reduced-motion`).
pub fn prefers_reduced_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// The reader's day, by their own clock and zone (`Date`); none where that is no day of our calendar.
pub fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    let two_digits = |n: u32| format!("{n:02}");
    let parts = [now.get_full_year().to_string(), two_digits(now.get_month() + 1), two_digits(now.get_date())];
    Date::parse_iso(&parts.join("-"))
}

/// Calls back again and again until the handle is told to stop; none where the browser refuses.
pub fn every(period: Duration, call: impl Fn() + 'static) -> Option<IntervalHandle> {
    set_interval_with_handle(call, period).ok()
}

/// Calls back once the next frame is painted: for what need not be in it.
pub fn after_frame(call: impl FnOnce() + 'static) {
    request_animation_frame(|| set_timeout(call, Duration::ZERO));
}

/// How long nothing must happen for the page to be quiet.
const QUIET: Duration = Duration::from_millis(200);

thread_local! {
    /// What waits for the page to be quiet.
    static WAITING: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
}

/// Calls back once the page has been quiet for a moment; what is asked for later takes the place of what waits.
pub fn when_quiet(call: impl Fn() + 'static) {
    if let Some(waiting) = WAITING.take() {
        waiting.clear();
    }
    WAITING.set(set_timeout_with_handle(call, QUIET).ok());
}
