//! The press release as a document, its text verbatim, partners in it linked to their tiles.

use super::{DomId, PartnerLink, Selection};
use crate::view_model::Reader;
use crate::view_model::reader::{ReaderParagraph, Span};
use leptos::prelude::*;

/// A release.
#[component]
pub fn ReleaseReader(
    /// The release, cut into stretches.
    reader: Reader,
    /// How partners are shown and what choosing one does.
    selection: Selection,
) -> impl IntoView {
    let Reader { number, dateline, iso_date, title, paragraphs, boilerplate } = reader;
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
        </article>
    }
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
                data-emphasis=move || selection.emphasis(id).key()
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
    use super::sample::{Example, dataset, example, selection};
    let at = |name, address| -> Example {
        let dataset = dataset();
        let reader = Reader::new(dataset.newest_release(), &dataset);
        example(name, view! { <ReleaseReader reader=reader selection=selection(address) /> })
    };
    vec![at("nobody chosen", ""), at("a partner chosen", "?partner=VN")]
}
