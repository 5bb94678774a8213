//! Sharing the page, and what every way of taking something away has in common: the button, and the line that tells what
//! became of it.

use crate::state::errand::{Desk, Errand, Told};
use leptos::prelude::*;

/// Who runs errands for the reader.
#[derive(Clone, Copy)]
pub struct Runner {
    /// What they leave on the page.
    pub desk: Desk,
    /// What a paragraph of the open release is called: `paragraph 5`.
    pub name: Callback<String, String>,
    /// Runs one, given from this place of the page.
    pub on_errand: Callback<(String, Errand)>,
}

impl Runner {
    /// A button that sends on an errand. What it shows is short; what stands before and after it, only those hear who do
    /// not see around it.
    pub fn button(self, at: &str, [before, shown, after]: [&str; 3], errand: Errand) -> AnyView {
        let at = at.to_owned();
        view! {
            <button class="asem-button" type="button" on:click=move |_| self.on_errand.run((at.clone(), errand))>
                <span class="visually-hidden">{before.to_owned()}</span>
                {shown.to_owned()}
                <span class="visually-hidden">{after.to_owned()}</span>
            </button>
        }
        .into_any()
    }

    /// What became of the last errand that was given from here; where the page may not copy, the text to copy by hand.
    pub fn outcome(self, at: &str) -> AnyView {
        let own = StoredValue::new(at.to_owned());
        let told = move |pick: fn(&Told) -> &String| {
            let told = self.desk.told.read();
            let is_here = own.with_value(|own| told.at == *own);
            if is_here { pick(&told).clone() } else { String::new() }
        };
        // Not there before it is needed: browsers look at every field of a page that has come, and lay out for it what could
        // have waited.
        let by_hand = move || {
            let text = told(|told| &told.by_hand);
            (!text.is_empty()).then(|| {
                view! {
                    <label class="asem-outcome__by-hand">
                        "Press Ctrl+C (⌘C) to copy" <textarea class="asem-outcome__field" rows="6" readonly>{text}</textarea>
                    </label>
                }
            })
        };
        view! {
            <div class="asem-outcome">
                // Not the page's status, which tells what the views show.
                <p class="asem-outcome__told" aria-live="polite">{move || told(|told| &told.sentence)}</p>
                {by_hand}
            </div>
        }
        .into_any()
    }

    /// The button that shares the page as it is.
    pub fn share(self, at: &str) -> AnyView {
        self.button(at, ["", "Share", " this page"], Errand::Share)
    }
}

/// Sharing, on its own.
#[component]
pub fn Share(
    /// From where on the page.
    at: &'static str,
    /// Who does it.
    runner: Runner,
) -> impl IntoView {
    view! { <div class="asem-share">{runner.share(at)} {runner.outcome(at)}</div> }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{example, runner};
    let at = |name, sentence: &str, by_hand: &str| {
        let runner = runner("");
        let (at, sentence, by_hand) = ("views".to_owned(), sentence.to_owned(), by_hand.to_owned());
        runner.desk.told.set(Told { at, sentence, by_hand });
        example(name, view! { <Share at="views" runner=runner /> })
    };
    vec![
        at("nothing told", "", ""),
        at("copied", "Copied the link", ""),
        at("to be copied by hand", "The browser does not let the page copy", "https://example.org/?side=asia"),
    ]
}
