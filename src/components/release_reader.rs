//! The press release as a document, its text verbatim; partners in it are linked to their tiles, and sentences to the
//! partners that they name.

use super::citation::{Cites, Others};
use super::release_actions::{ReleaseActions, paper_line, quote_menu};
use super::share::Runner;
use super::{DomId, PaintedAs, PartnerLink, Selection, calendar_link, failed, marked_text, paint};
use crate::model::{OrganisationId, SentenceId};
use crate::state::Fetched;
use crate::view_model::Reader;
use crate::view_model::archive::marked;
use crate::view_model::reader::{PlaceInText, ReaderEvent, ReaderOrganisation, ReaderParagraph, ReaderSentence, Span};
use leptos::prelude::*;

/// The open release; while it is on its way, or where it could not be had, a line that says so.
#[component]
pub fn ReleaseReader(
    /// The release, cut into stretches.
    #[prop(into)]
    reader: Signal<Fetched<Reader>>,
    /// How partners are shown and what choosing one does.
    selection: Selection,
    /// How sentences are chosen and gone through.
    reading: Reading,
    /// Who does with it what the reader asks for.
    runner: Runner,
    /// Asks for the release again.
    on_retry: Callback<()>,
) -> impl IntoView {
    // One element, whatever is in it: the focus goes there when a release is opened, and stays while it is on its way.
    let title = move || matches!(*reader.read(), Fetched::Ready(_)).then(|| DomId::ReleaseTitle.as_str());
    let waiting = move || matches!(*reader.read(), Fetched::Waiting).then_some("Loading the release…");
    let content = move || match reader.get() {
        Fetched::Ready(reader) => release(&reader, selection, reading, runner),
        Fetched::Waiting => ().into_any(),
        Fetched::Failed(failure) => failed(&failure, "The release’s file", on_retry),
    };
    view! {
        <article
            class="asem-release"
            id=DomId::Release.as_str()
            tabindex="-1"
            aria-label="Release"
            aria-labelledby=title
        >
            <p class="asem-release__waiting" aria-live="polite">{waiting}</p>
            {content}
        </article>
    }
}

/// How sentences are chosen and gone through.
#[derive(Clone, Copy)]
pub struct Reading {
    /// The chosen sentence.
    pub chosen: Signal<Option<SentenceId>>,
    /// Chooses a sentence, or lets go of it.
    pub on_choose: Callback<SentenceId>,
    /// The name of the chosen partner.
    pub partner: Signal<Option<String>>,
    /// The sentences on the chosen partner.
    pub on_partner: Signal<Vec<SentenceId>>,
    /// At which of these the reader stands, counted from zero.
    pub place: Signal<Option<usize>>,
    /// Goes on to the next of these, or back to the one before.
    pub on_step: Callback<bool>,
    /// The text of a sentence.
    pub text: Callback<SentenceId, Option<String>>,
    /// What is looked for, and marked in the text.
    pub looked_for: Signal<String>,
}

fn release(reader: &Reader, selection: Selection, reading: Reading, runner: Runner) -> AnyView {
    let Reader {
        number,
        dateline,
        iso_date,
        title,
        summary,
        paragraphs,
        boilerplate,
        contact,
        events,
        recommendations,
        organisations,
    } = reader.clone();
    let boilerplate = boilerplate.into_iter().map(|(about, text)| {
        view! {
            <h3 class="asem-release__subtitle">"About the " {about}</h3>
            {paragraph(text, selection, reading, runner)}
        }
    });
    view! {
            <header class="asem-release__head">
                <p class="asem-release__number">"Press release no.: " {number}</p>
                <p class="asem-release__date"><time datetime=iso_date>{dateline}</time></p>
                <h2 class="asem-release__title" id=DomId::ReleaseTitle.as_str()>{title}</h2>
                {summary.map(|summary| view! { <p class="asem-release__summary">{summary}</p> })}
            </header>
            <ReleaseActions runner=runner />
            {steps(reading)}
            <div class="asem-release__body">
                {paragraphs.into_iter().map(|text| paragraph(text, selection, reading, runner)).collect_view()}
            </div>
            {contact.map(|contact| view! {
                <section class="asem-release__part asem-release__contact-part">
                    <h3 class="asem-release__part-title">"Contact"</h3>
                    <p class="asem-release__contact">{contact}</p>
                </section>
            })}
            <footer class="asem-release__boilerplate">{boilerplate.collect_view()}</footer>
            {listed("What it recommends", recommendations.into_iter().map(recommendation).collect())}
            {listed("Events in the release", events.into_iter().map(event).collect())}
            {listed("Organisations in the release", organisations.into_iter().map(organisation).collect())}
            {paper_line(runner)}
    }
    .into_any()
}

/// The way through the sentences on the chosen partner.
fn steps(reading: Reading) -> AnyView {
    let Reading { partner, on_partner, place, on_step, text, .. } = reading;
    let n = move || on_partner.read().len();
    let name = move || partner.get().unwrap_or_default();
    let told = move || place.get().map(|at| format!("Sentence {} of {}", at + 1, n()));
    let found = move || place.get().is_none().then(|| named_in(n()));
    // Who cannot see where the page has gone to hears it.
    let read_out = move || {
        let id = on_partner.read().get(place.get()?).cloned()?;
        text.run(id).map(|text| format!(": {text}"))
    };
    let button = move |is_forward: bool, label: &'static str, sign: &'static str| {
        view! {
            <button class="asem-button" type="button" aria-label=label on:click=move |_| on_step.run(is_forward)>{sign}</button>
        }
        .into_any()
    };
    view! {
        <div class="asem-release__steps" role="group" aria-label="Sentences on the partner" hidden=move || n() == 0>
            <p class="asem-release__steps-text">
                <strong>{name}</strong> " " {found}
                <span aria-live="polite">{told}<span class="visually-hidden">{read_out}</span></span>
            </p>
            {button(false, "Previous sentence", "‹")}
            {button(true, "Next sentence", "›")}
        </div>
    }
    .into_any()
}

fn named_in(n_sentences: usize) -> String {
    if n_sentences == 1 { "Named in 1 sentence".to_owned() } else { format!("Named in {n_sentences} sentences") }
}

/// Something that the release contains, as a list under its text; nothing where there is none.
fn listed(title: &'static str, items: Vec<AnyView>) -> AnyView {
    let list = (!items.is_empty()).then(|| {
        view! {
            <section class="asem-release__part">
                <h3 class="asem-release__part-title">{title}</h3>
                <ul class="asem-release__items">{items}</ul>
            </section>
        }
    });
    list.into_any()
}

fn recommendation((words, place): (String, PlaceInText)) -> AnyView {
    view! { <li><q>{words}</q> " " {link_to(place)}</li> }.into_any()
}

fn event(event: ReaderEvent) -> AnyView {
    let ReaderEvent { name, details, place, held, calendar, others } = event;
    let held = held.map(|(words, cites)| view! { <p class="asem-release__held">{words} " " <Cites cites=cites /></p> });
    view! {
        <li>
            <p class="asem-release__event"><strong>{name.clone()}</strong> ": " {details} " " {link_to(place)}</p>
            {held}
            {calendar.map(|path| {
                let label = ["Calendar entry: ", &name].concat();
                calendar_link(path, label)
            })}
            <Others others=others />
        </li>
    }
    .into_any()
}

fn organisation(organisation: ReaderOrganisation) -> AnyView {
    let ReaderOrganisation { id, name, url, about, cites, roles, sentences } = organisation;
    let name = match url {
        Some(url) => view! { <a href=url rel="external noopener">{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let roles = roles
        .into_iter()
        .map(|(role, place)| view! { <span class="asem-release__role">{role} " " {link_to(place)}</span> });
    let sentences = (!sentences.is_empty()).then(|| {
        view! {
            <span class="asem-release__role">
                {named_in(sentences.len())} ": "
                {sentences.into_iter().map(|place| view! { {link_to(place)} " " }).collect_view()}
            </span>
        }
    });
    view! {
        <li class="asem-release__organisation" id=anchor(&id)>
            <p><strong>{name}</strong> ": " {about} " " <Cites cites=cites /></p>
            <p class="asem-release__roles">{roles.collect_view()} {sentences}</p>
        </li>
    }
    .into_any()
}

/// The id of an organisation's entry, which its names in the text lead to.
fn anchor(id: &OrganisationId) -> String {
    format!("org-{id}")
}

fn link_to(PlaceInText { sentence, label }: PlaceInText) -> AnyView {
    view! { <a class="asem-release__place" href=format!("#{sentence}")>{label}</a> }.into_any()
}

fn paragraph(paragraph: ReaderParagraph, selection: Selection, reading: Reading, runner: Runner) -> AnyView {
    let ReaderParagraph { id, sentences } = paragraph;
    let sentences = sentences.into_iter().map(|own| sentence(own, selection, reading));
    let quoting = quote_menu(&id, runner);
    view! {
        <p class="asem-release__paragraph" id=id>{sentences.collect_view()}</p>
        {quoting}
    }
    .into_any()
}

/// A sentence. One that names partners lights up with each of them, and has a button that shows them.
fn sentence(sentence: ReaderSentence, selection: Selection, reading: Reading) -> AnyView {
    let ReaderSentence { id, spans, gap, partners } = sentence;
    let spans = spans.into_iter().map(|span| stretch(span, selection, reading)).collect_view();
    let html_id = id.to_string();
    if partners.is_empty() {
        return view! { <span class="asem-sentence" id=html_id>{spans}</span> {gap} }.into_any();
    }
    let n = partners.len();
    let button = show_partners(id.clone(), n, reading);
    let own = id.clone();
    let is_lit = move || reading.on_partner.read().contains(&own) || reading.chosen.read().as_ref() == Some(&own);
    let is_here = move || {
        let at = reading.place.get()?;
        (reading.on_partner.read().get(at) == Some(&id)).then_some("true")
    };
    view! {
        <span class="asem-sentence" id=html_id data-lit=move || is_lit().then_some("true") data-here=is_here>{spans}</span>
        {button}
        {gap}
    }
    .into_any()
}

/// The button that shows the partners of a sentence. The number in it is drawn by the style sheet: it is no part of the
/// release's text, whoever copies that.
fn show_partners(id: SentenceId, n: usize, reading: Reading) -> AnyView {
    let label = match n {
        1 => "Show the partner named in this sentence".to_owned(),
        n => format!("Show the {n} partners named in this sentence"),
    };
    let own = id.clone();
    view! {
        <button
            class="asem-sentence__show"
            type="button"
            title=label.clone()
            aria-label=label
            aria-pressed=move || if reading.chosen.read().as_ref() == Some(&own) { "true" } else { "false" }
            on:click=move |_| reading.on_choose.run(id.clone())
        >
            <span class="asem-sentence__count" data-count=n></span>
        </button>
    }
    .into_any()
}

/// Printed text, with what is looked for marked in it.
fn printed(text: String, reading: Reading) -> AnyView {
    let text = move || match &*reading.looked_for.read() {
        looked_for if looked_for.is_empty() => vec![text.clone().into_any()],
        looked_for => marked_text(marked(&text, looked_for)),
    };
    text.into_any()
}

fn stretch(span: Span, selection: Selection, reading: Reading) -> AnyView {
    match span {
        Span::Text(text) => printed(text, reading),
        Span::Link { url, archived, text } => {
            let copy = archived.map(|archived| {
                // Drawn by the style sheet, like the number of a sentence's partners: no words of the release.
                view! { " " <a class="asem-release__copy" href=archived rel="noopener" aria-label="Archived copy"></a> }
            });
            view! { <a class="asem-release__address" href=url rel="external noopener">{printed(text, reading)}</a> {copy} }.into_any()
        }
        Span::Organisation { id, text } => {
            view! { <a class="asem-mention__link asem-mention__link--organisation" href=format!("#{}", anchor(&id))>{printed(text, reading)}</a> }.into_any()
        }
        Span::Partner { id, text } => view! {
            <span
                class="asem-mention"
                data-mention=id.to_string()
                data-emphasis=selection.emphasis(id).key()
                use:paint=(selection.painter, PaintedAs::of(id))
            >
                <PartnerLink id=id class="asem-mention__link" selection=selection>{printed(text, reading)}</PartnerLink>
            </span>
        }
        .into_any(),
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dashboard, example, reading, runner, selection};
    use crate::view_model::Failure;
    use std::sync::Arc;
    let on_retry = Callback::new(|()| {});
    let at = |name, address| -> Example {
        let dashboard = dashboard(address);
        let (selection, reading, runner) = (selection(address), reading(dashboard), runner(address));
        example(name, view! { <ReleaseReader reader=dashboard.reader selection reading runner on_retry /> })
    };
    let meanwhile = |name, reader: Fetched<Reader>| -> Example {
        let (selection, reading, runner) = (selection(""), reading(dashboard("")), runner(""));
        example(name, view! { <ReleaseReader reader=RwSignal::new(reader) selection reading runner on_retry /> })
    };
    let with_both = |reader: Fetched<Reader>| match reader {
        Fetched::Ready(reader) => Fetched::Ready(Arc::new(Reader {
            summary: Some("Ministries are asked to coordinate better".to_owned()),
            contact: Some("Press office, press@example.org".to_owned()),
            ..Reader::clone(&reader)
        })),
        other @ (Fetched::Waiting | Fetched::Failed(_)) => other,
    };
    vec![
        at("nobody chosen", ""),
        at("a partner chosen", "?partner=VN"),
        at("a sentence chosen", "?sentence=p5.2"),
        at("something looked for", "?find=viet+cultur"),
        meanwhile("with a summary and a contact", with_both(dashboard("").reader.get_untracked())),
        meanwhile("on its way", Fetched::Waiting),
        meanwhile("failed", Fetched::Failed(Failure::Status(404))),
    ]
}
