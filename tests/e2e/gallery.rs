//! Every component in every state, also those that the page is seldom in.

use crate::everyone::barriers;
use crate::gallery_page;
use crate::harness::{Page, Result, in_browser_over};
use leptos::prelude::Owner;
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_in_any_component_in_any_state() {
    let owner = Owner::new();
    owner.set();
    let folder = gallery_page::write();
    in_browser_over(Some(&folder), async |page: Page| -> Result {
        for address in ["index.html", "dark.html"] {
            page.open(address).await?;
            // Not even where it is wrong must a component be left out.
            let shown: BTreeSet<String> = page
                .script(
                    "return [...document.querySelectorAll('[data-component]')]
                        .filter((component) => component.querySelector('.gallery__state').innerHTML !== '')
                        .map((component) => component.dataset.component)",
                )
                .await?;
            assert_eq!(shown, components(), "each has a state in {address}");
            // The same part stands here in all its states, each under the name that it has on the page, where it is one.
            let found = barriers(&page, &["landmark-unique"]).await?;
            assert!(found.is_empty(), "{address}:\n{}", found.join("\n"));
        }
        Ok(())
    })
    .await;
}

/// The names of the components' files.
fn components() -> BTreeSet<String> {
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/components")).unwrap();
    files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
}
