//! The press release as a document, its text verbatim, partners in it linked to their tiles.

use super::citation::{Cites, Others};
use super::{DomId, PaintedAs, PartnerLink, Selection, paint};
use crate::state::Fetched;
use crate::view_model::reader::{PlaceInText, ReaderEvent, ReaderOrganisation, ReaderParagraph, Span};
use crate::view_model::{Failure, Reader};
use leptos::prelude::*;

/// The open release; while it is on its way, or where it could not be had, a line that says so.
#[component]
pub fn ReleaseReader(
    /// The release, cut into stretches.
    #[prop(into)]
    reader: Signal<Fetched<Reader>>,
    /// How partners are shown and what choosing one does.
    selection: Selection,
    /// Asks for the release again.
    on_retry: Callback<()>,
) -> impl IntoView {
    move || match reader.get() {
        Fetched::Ready(reader) => release(&reader, selection),
        Fetched::Waiting => shell(view! { <p>"Loading the release…"</p> }.into_any()),
        Fetched::Failed(failure) => shell(failed(&failure, on_retry)),
    }
}

/// Where the release will stand: skip links lead there also meanwhile.
fn shell(content: AnyView) -> AnyView {
    view! { <article class="asem-release" id=DomId::Release.as_str() aria-label="Release">{content}</article> }
        .into_any()
}

fn failed(failure: &Failure, on_retry: Callback<()>) -> AnyView {
    let problems = failure.problems().into_iter().map(|problem| view! { <li>{problem}</li> }).collect_view();
    view! {
        <div role="alert">
            <p>{failure.sentence("The release’s file")}</p>
            <ul>{problems}</ul>
            <button class="asem-button" type="button" on:click=move |_| on_retry.run(())>"Retry"</button>
        </div>
    }
    .into_any()
}

fn release(reader: &Reader, selection: Selection) -> AnyView {
    let Reader { number, dateline, iso_date, title, paragraphs, boilerplate, events, recommendations, organisations } =
        reader.clone();
    let boilerplate = boilerplate.into_iter().map(|(about, text)| {
        view! {
            <h3 class="asem-release__subtitle">"About the " {about}</h3>
            {paragraph(text, selection)}
        }
    });
    view! {
        <article class="asem-release" id=DomId::Release.as_str() aria-labelledby=DomId::ReleaseTitle.as_str()>
            <header class="asem-release__head">
                <p class="asem-release__number">"Press release no.: " {number}</p>
                <p class="asem-release__date"><time datetime=iso_date>{dateline}</time></p>
                <h2 class="asem-release__title" id=DomId::ReleaseTitle.as_str()>{title}</h2>
            </header>
            <div class="asem-release__body">
                {paragraphs.into_iter().map(|text| paragraph(text, selection)).collect_view()}
            </div>
            <footer class="asem-release__boilerplate">{boilerplate.collect_view()}</footer>
            {listed("What it recommends", recommendations.into_iter().map(recommendation).collect())}
            {listed("Events in the release", events.into_iter().map(event).collect())}
            {listed("Organisations in the release", organisations.into_iter().map(organisation).collect())}
        </article>
    }
    .into_any()
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
    let ReaderEvent { name, details, place, held, others } = event;
    let held =
        held.map(|(when, cites)| view! { <p class="asem-release__held">"Held " {when} " " <Cites cites=cites /></p> });
    view! {
        <li>
            <p class="asem-release__event"><strong>{name}</strong> ": " {details} " " {link_to(place)}</p>
            {held}
            <Others others=others />
        </li>
    }
    .into_any()
}

fn organisation(organisation: ReaderOrganisation) -> AnyView {
    let ReaderOrganisation { name, url, about, cites, roles } = organisation;
    let name = match url {
        Some(url) => view! { <a href=url rel="external noopener">{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let roles = roles
        .into_iter()
        .map(|(role, place)| view! { <span class="asem-release__role">{role} " " {link_to(place)}</span> });
    view! {
        <li>
            <p><strong>{name}</strong> ": " {about} " " <Cites cites=cites /></p>
            <p class="asem-release__roles">{roles.collect_view()}</p>
        </li>
    }
    .into_any()
}

fn link_to(PlaceInText { paragraph, label }: PlaceInText) -> AnyView {
    view! { <a class="asem-release__place" href=format!("#{paragraph}")>{label}</a> }.into_any()
}

fn paragraph(paragraph: ReaderParagraph, selection: Selection) -> AnyView {
    let ReaderParagraph { id, spans } = paragraph;
    let spans = spans.into_iter().map(|span| match span {
        Span::Text(text) => text.into_any(),
        Span::Link { url, text } => view! { <a href=url rel="external noopener">{text}</a> }.into_any(),
        Span::Partner { id, text } => view! {
            <span
                class="asem-mention"
                data-mention=id.to_string()
                data-emphasis=selection.emphasis(id).key()
                use:paint=(selection.painter, PaintedAs::of(id))
            >
                <PartnerLink id=id class="asem-mention__link" selection=selection>{text}</PartnerLink>
            </span>
        }
        .into_any(),
    });
    view! { <p class="asem-release__paragraph" id=id>{spans.collect_view()}</p> }.into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dashboard, example, selection};
    let on_retry = Callback::new(|()| {});
    let at = |name, address| -> Example {
        let reader = dashboard(address).reader;
        example(name, view! { <ReleaseReader reader=reader selection=selection(address) on_retry=on_retry /> })
    };
    let meanwhile = |name, reader: Fetched<Reader>| -> Example {
        let reader = RwSignal::new(reader);
        example(name, view! { <ReleaseReader reader=reader selection=selection("") on_retry=on_retry /> })
    };
    vec![
        at("nobody chosen", ""),
        at("a partner chosen", "?partner=VN"),
        meanwhile("on its way", Fetched::Waiting),
        meanwhile("failed", Fetched::Failed(Failure::Status(404))),
    ]
}
