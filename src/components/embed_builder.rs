//! The way into another page: what is put there is chosen, seen and copied here.

use super::share::Runner;
use crate::state::errand::{Errand, Piece};
use crate::view_model::embed::{Choices, Embed, Field};
use leptos::prelude::*;
use leptos::tachys::renderer::types::Element;

/// What the builder is fed with.
#[derive(Clone, Copy)]
pub struct EmbedData {
    /// Whether it is unfolded: only then is anything made.
    pub is_open: RwSignal<bool>,
    /// What is chosen.
    pub choices: RwSignal<Choices>,
    /// What is put into the other page, or why nothing can be; whoever asks is told again when it changes.
    pub embed: Callback<(), Result<Embed, &'static str>>,
    /// What there is to say of it; likewise.
    pub notes: Callback<(), Vec<String>>,
    /// Begins, when it is unfolded.
    pub on_begin: Callback<()>,
    /// Takes over what a field has now.
    pub on_choose: Callback<(Field, String)>,
}

/// The builder, folded until it is asked for.
#[component]
pub fn EmbedBuilder(
    /// What it is fed with.
    data: EmbedData,
    /// Who copies.
    runner: Runner,
) -> impl IntoView {
    let turn = move |event| {
        let is_open = event_target::<Element>(&event).has_attribute("open");
        if is_open {
            data.on_begin.run(());
        }
        data.is_open.set(is_open);
    };
    view! {
        <details class="asem-embed-builder" open=data.is_open.get_untracked() on:toggle=turn>
            <summary class="asem-embed-builder__summary">"Embed"</summary>
            {move || data.is_open.get().then(|| body(data, runner))}
        </details>
    }
}

fn body(data: EmbedData, runner: Runner) -> AnyView {
    let is_shown = RwSignal::new(false);
    // One listener for all fields: each that is bound alone costs more wasm than all the rest of it.
    let choose = move |event| {
        let name = event_target::<Element>(&event).get_attribute("name").unwrap_or_default();
        if let Some(field) = Field::from_key(&name) {
            data.on_choose.run((field, event_target_value(&event)));
        }
    };
    let fields: Vec<AnyView> = Field::ALL.iter().map(|field| entry(*field, &data.choices.read_untracked())).collect();
    // Made once for all that it is seen in: a picture takes its time.
    let embed = Memo::new(move |_| data.embed.run(()));
    let snippet = move || embed.read().as_ref().map(Embed::write).unwrap_or_default();
    let is_nothing = move || embed.read().is_err();
    view! {
        <div class="asem-embed-builder__body" on:input=choose>
            <div class="asem-embed-builder__fields">{fields}</div>
            // Not the page's status, which tells what the views show.
            <div class="asem-embed-builder__notes" aria-live="polite">
                {move || data.notes.run(()).into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}
            </div>
            <label class="asem-embed-builder__snippet" hidden=is_nothing>
                "Snippet"
                <textarea class="asem-outcome__field" rows="6" readonly spellcheck="false" prop:value=snippet></textarea>
            </label>
            <div class="asem-share" hidden=is_nothing>
                {runner.button("embed", ["", "Copy", " the snippet"], Errand::Copy(Piece::Snippet))}
                <button
                    class="asem-button"
                    type="button"
                    aria-pressed=move || is_shown.get().to_string()
                    on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)
                >
                    "Show it here"
                </button>
                {runner.outcome("embed")}
            </div>
            {move || is_shown.get().then(|| preview(embed))}
        </div>
    }
    .into_any()
}

/// A field with its label.
fn entry(field: Field, choices: &Choices) -> AnyView {
    let value = choices.value(field).to_owned();
    let options = Choices::options(field);
    let id = String::from("embed-") + field.key();
    // Beside it, not within: WebKit takes what stands in a label for a part of the name.
    let label = view! { <label for=id.clone()>{field.label()}</label> };
    let control = if options.is_empty() {
        view! { <input id=id class="asem-embed-builder__field" name=field.key() value=value autocomplete="off" spellcheck="false" /> }
            .into_any()
    } else {
        let option = |(key, label): (&'static str, &'static str)| {
            view! { <option value=key selected=key == value>{label}</option> }
        };
        let options = options.into_iter().map(option).collect_view();
        view! { <select id=id class="asem-embed-builder__field" name=field.key()>{options}</select> }.into_any()
    };
    view! { <div class="asem-embed-builder__entry">{label} {control}</div> }.into_any()
}

/// What the snippet shows: the same frame from this site; a picture is in one as well.
fn preview(embed: Memo<Result<Embed, &'static str>>) -> AnyView {
    let of = move |pick: fn(&Embed) -> String| move || embed.read().as_ref().map(pick).unwrap_or_default();
    view! {
        <iframe
            class="asem-embed-builder__preview"
            src=of(Embed::preview)
            title=of(|embed| embed.title.clone())
            height=of(|embed| embed.height.to_string())
        ></iframe>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{dashboard, dataset, example, runner};
    use crate::state::embedding::NO_ADDRESS;
    let at = |name, is_open, site: &str, chosen: &[(Field, &str)]| {
        let (dashboard, site) = (dashboard("?side=asia"), site.to_owned());
        chosen.iter().for_each(|(field, value)| dashboard.choose_for_embed(*field, value));
        let choices = dashboard.desk.embed;
        let (made, notes) = match site.is_empty() {
            true => (Err(NO_ADDRESS), vec![NO_ADDRESS.to_owned()]),
            false => {
                let chosen = choices.get_untracked();
                let made = chosen.embed(site, &dashboard.query().get_untracked(), None, &dataset());
                let notes = chosen.notes(&made, &dataset());
                (Ok(made), notes)
            }
        };
        let data = EmbedData {
            is_open: RwSignal::new(is_open),
            choices,
            embed: Callback::new(move |()| made.clone()),
            notes: Callback::new(move |()| notes.clone()),
            on_begin: Callback::new(|()| {}),
            on_choose: Callback::new(|_| {}),
        };
        example(name, view! { <EmbedBuilder data=data runner=runner("") /> })
    };
    const SITE: &str = "https://example.org/asem/";
    vec![
        at("folded", false, SITE, &[]),
        at("a frame", true, SITE, &[]),
        at("an accent that is moved", true, SITE, &[(Field::Packaging, "element"), (Field::Accent, "ffcc00")]),
        at("no address", true, "", &[]),
    ]
}
