//! What can be done with a release: copied, cited, saved, printed, shared, and quoted paragraph by paragraph.

use super::share::Runner;
use crate::state::errand::{Errand, Piece};
use crate::view_model::cite::Reference;
use crate::view_model::quote::Form;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// From where the errands of the row are given.
const AT: &str = "release";

/// The row under the title.
#[component]
pub fn ReleaseActions(
    /// Who does what is asked for.
    runner: Runner,
) -> impl IntoView {
    let reference = |form: &Reference| {
        let piece = Piece::Reference(*form);
        let name = [" ", form.label()].concat();
        view! {
            <li class="asem-release-actions__reference">
                <span class="asem-release-actions__form">{form.label()}</span>
                {runner.button(AT, ["", "Copy", &name], Errand::Copy(piece))}
                {runner.button(AT, ["", "Save", &name], Errand::Save(piece))}
            </li>
        }
        .into_any()
    };
    view! {
        <div class="asem-release-actions">
            {runner.button(AT, ["", "Copy text", ""], Errand::Copy(Piece::Text))}
            {runner.button(AT, ["", "Download text", ""], Errand::Save(Piece::Text))}
            {runner.button(AT, ["", "Print", " this release"], Errand::Print)}
            {runner.share(AT)}
            <details class="asem-release-actions__cite">
                <summary class="asem-button asem-release-actions__summary">"Cite"</summary>
                <ul class="asem-release-actions__references">{Reference::ALL.iter().map(reference).collect_view()}</ul>
            </details>
            {runner.outcome(AT)}
        </div>
    }
}

/// The way to quote a paragraph, after it; where a selection ends in the paragraph, to quote that.
pub fn quote_menu(paragraph: &str, runner: Runner) -> AnyView {
    let name = runner.name.run(paragraph.to_owned());
    let own = paragraph.to_owned();
    let has_selection = Memo::new(move |_| runner.desk.has_selection_at(&own));
    let label = move || if has_selection.get() { "Quote selection" } else { "Quote" };
    let before = ["Copy ", &name, " as "].concat();
    let form = |form: &Form| runner.button(paragraph, [&before, form.label(), ""], Errand::Copy(Piece::Quote(*form)));
    view! {
        <details class="asem-quote" name="quote" data-selection=move || has_selection.get().then_some("")>
            <summary class="asem-quote__summary" on:mousedown=keep_selection>
                <span class="asem-quote__sign" aria-hidden="true">"”"</span>
                <span class="asem-quote__label">{label}</span>
                <span class="visually-hidden">" " {name.clone()}</span>
            </summary>
            <div class="asem-quote__forms" on:mousedown=keep_selection>{Form::ALL.iter().map(form).collect_view()}</div>
            {runner.outcome(paragraph)}
        </details>
    }
    .into_any()
}

/// A press of the pointer would take away what is selected before the click can quote it.
fn keep_selection(event: MouseEvent) {
    event.prevent_default();
}

/// What stands under a release on paper.
pub fn paper_line(runner: Runner) -> AnyView {
    view! { <p class="asem-release-actions__paper">{move || runner.desk.paper.get()}</p> }.into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{example, runner};
    use crate::state::errand::Told;
    use crate::view_model::quote::Excerpt;
    let told = runner("");
    let by_hand = "“The Workshop”".to_owned();
    told.desk.told.set(Told {
        at: AT.to_owned(),
        sentence: "The browser does not let the page copy".to_owned(),
        by_hand,
    });
    let selected = runner("");
    selected.desk.selected.set(vec![Excerpt { paragraph: "p5".to_owned(), words: Some("The Workshop".to_owned()) }]);
    let printed = runner("");
    printed.desk.paper.set("Source: ASEF press release 100505_PR1008, 11 May 2010".to_owned());
    vec![
        example("nothing told", view! { <ReleaseActions runner=runner("") /> }),
        example("to be copied by hand", view! { <ReleaseActions runner=told /> }),
        example("a paragraph", quote_menu("p5", runner(""))),
        example("a selection", quote_menu("p5", selected)),
        example("on paper", paper_line(printed)),
    ]
}
