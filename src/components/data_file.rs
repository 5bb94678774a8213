//! A data file of the reader's own: opened, checked and shown on the device, sent nowhere.

use super::DomId;
use crate::state::{Newer, Preview};
use crate::view_model::failure::{messages, problems_in};
use leptos::prelude::*;

/// The way to open a file.
#[component]
pub fn OpenDataFile(
    /// Takes the file that was chosen in the field.
    on_choose: Callback<()>,
) -> impl IntoView {
    view! {
        <section class="asem-data-file" aria-labelledby=DomId::DataFileTitle.as_str()>
            <h2 class="asem-data-file__title" id=DomId::DataFileTitle.as_str()>"For editors"</h2>
            <p class="asem-data-file__text">
                "Check a data file before it is published, and see the page with it: choose it here, or drop it anywhere on \
                 the page. It is read on your device and sent nowhere."
            </p>
            <label class="asem-data-file__label" for=DomId::DataFile.as_str()>"Open a data file"</label>
            <input
                class="asem-data-file__input"
                id=DomId::DataFile.as_str()
                type="file"
                accept=".json,application/json"
                on:change=move |_| on_choose.run(())
            />
        </section>
    }
}

/// What became of the file: that the page shows it, or what is wrong with it. Nothing where none was opened.
#[component]
pub fn PreviewNotice(
    /// The file that was opened.
    #[prop(into)]
    preview: Signal<Option<Preview>>,
    /// Goes back to the published data.
    on_close: Callback<()>,
) -> impl IntoView {
    move || {
        preview.get().map(|Preview { name, content }| {
            let (text, problems, close) = match content {
                Ok(_) => {
                    let text = format!("This is a preview of {name}, from your device. It is not published.");
                    (text, Vec::new(), "Back to the published data")
                }
                Err(problems) => (problems_in(&name, problems.len()), messages(&problems), "Close"),
            };
            let problems = (!problems.is_empty()).then(|| {
                let items = problems.into_iter().map(|problem| view! { <li>{problem}</li> }).collect_view();
                view! {
                    // Many problems scroll, which the keyboard must be able to do as well.
                    <ul class="asem-preview__problems" tabindex="0" aria-label="Problems">{items}</ul>
                }
            });
            view! {
                <div class="asem-preview" role="alert" tabindex="-1" id=DomId::Preview.as_str()>
                    <p class="asem-preview__text">{text}</p>
                    {problems}
                    <button class="asem-button" type="button" on:click=move |_| on_close.run(())>{close}</button>
                </div>
            }
        })
    }
}

/// That the site has newer data than the page shows, and the way to it. Nothing where nobody has said so.
#[component]
pub fn NewerNotice(
    /// What there is to say.
    #[prop(into)]
    newer: Signal<Option<Newer>>,
    /// Loads it.
    on_load: Callback<()>,
) -> impl IntoView {
    view! {
        // There before its content, so that screen readers read that out; it can wait until the reader has finished.
        <div aria-live="polite">
            {move || {
                newer.get().map(|newer| {
                    view! {
                        <div class="asem-preview">
                            <p class="asem-preview__text">{newer.text()}</p>
                            <button class="asem-button" type="button" on:click=move |_| on_load.run(())>
                                "Show the newer data"
                            </button>
                        </div>
                    }
                })
            }}
        </div>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dataset, example};
    use crate::model::Dataset;
    let at = |name, preview: Option<Preview>| -> Example {
        let preview = RwSignal::new(preview);
        example(name, view! { <PreviewNotice preview=preview on_close=Callback::new(|()| {}) /> })
    };
    let newer = |name, newer: Option<Newer>| -> Example {
        example(name, view! { <NewerNotice newer=Signal::stored(newer) on_load=Callback::new(|()| {}) /> })
    };
    let file = |content| Some(Preview { name: "next.json".to_owned(), content });
    vec![
        example("the way in", view! { <OpenDataFile on_choose=Callback::new(|()| {}) /> }),
        at("none opened", None),
        at("a clean file", file(Ok(dataset()))),
        at(
            "a broken file",
            file(Err(Dataset::from_json("{ \"format\": 1, \"sourcs\": [] }").err().unwrap_or_default())),
        ),
        newer("newer data on the site", Some(Newer::Waiting)),
        newer("newer data that cannot be had", Some(Newer::Failed)),
    ]
}
