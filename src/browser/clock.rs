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
    static WAITING: Pause = const { Pause::new() };
}

/// Calls back once the page has been quiet for a moment; what is asked for later takes the place of what waits.
pub fn when_quiet(call: impl Fn() + 'static) {
    WAITING.with(|waiting| waiting.wait(QUIET, call));
}

/// A wait for a pause. What is asked for later takes the place of what waits.
#[derive(Default)]
pub struct Pause(Cell<Option<TimeoutHandle>>);

impl Pause {
    /// Nothing waits.
    pub const fn new() -> Self {
        Self(Cell::new(None))
    }

    /// Calls back once this time has gone by without another call.
    pub fn wait(&self, time: Duration, call: impl FnOnce() + 'static) {
        self.forget();
        self.0.set(set_timeout_with_handle(call, time).ok());
    }

    /// Lets go of what waits.
    pub fn forget(&self) {
        if let Some(waiting) = self.0.take() {
            waiting.clear();
        }
    }
}
